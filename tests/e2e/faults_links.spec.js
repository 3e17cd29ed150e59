// A link never takes the place of work that stands in no file, however it comes into the address.
import { csvFile } from "./data.js";
import { decideTwo, expectDecided, workspace } from "./faults/decided.js";
import { FILES } from "./faults/leads.js";
import { crash, download, isUnsaved } from "./faults/worker.js";
import { expect, test } from "./fixtures.js";

const [FIRST, SECOND] = [FILES["first.csv"], FILES["second.csv"]];

test.describe("a link in the address of a tab with unsaved decisions", () => {
  const go = ({ page }, fragment) => page.evaluate((fragment) => void (location.hash = fragment), fragment);
  const step = ({ page }, by) => page.evaluate((by) => history.go(by), by);
  const questionOf = ({ question }) => question;

  /** The fragment of a link to a summary of these leads. */
  async function fragmentOf(newPage, csv) {
    const leadlens = await newPage();
    await leadlens.open();
    await leadlens.paste(csv);
    await expect(leadlens.totals).toBeVisible();
    const link = await leadlens.copyLink();
    return link.slice(link.indexOf("#"));
  }

  async function decided(leadlens) {
    await leadlens.choose(csvFile(FIRST.name, FIRST.csv));
    await leadlens.expectTotal("leads", 22);
    return decideTwo(leadlens);
  }

  async function expectSummary(leadlens, leads) {
    await expect(leadlens.page.getByText(/This is a summary|summary/i).first()).toBeVisible();
    await leadlens.expectTotal("leads", leads);
  }

  /** The question stands, and the address is still that of what is open. */
  async function expectQuestion(leadlens, address) {
    await expect(questionOf(leadlens)).toContainText("not saved");
    await expect(leadlens.page).toHaveURL(address);
    await leadlens.expectTotal("leads", 22);
  }

  async function expectKept(leadlens, work, address) {
    await questionOf(leadlens).getByRole("button", { name: "Cancel" }).click();
    await expect(questionOf(leadlens)).toHaveCount(0);
    await expect(leadlens.page).toHaveURL(address);
    await expectDecided(leadlens, work);
  }

  test("needs confirmation, and Cancel keeps everything", async ({ leadlens, newPage }) => {
    const fragment = await fragmentOf(newPage, SECOND.csv);
    const work = await decided(leadlens);
    const address = leadlens.page.url();
    for (let time = 0; time < 2; time += 1) {
      await go(leadlens, fragment);
      await expectQuestion(leadlens, address);
      await expectKept(leadlens, work, address);
    }
  });

  test("can be saved first, and then followed", async ({ leadlens, newPage }) => {
    const fragment = await fragmentOf(newPage, SECOND.csv);
    const work = await decided(leadlens);
    await go(leadlens, fragment);
    const file = await download(leadlens, questionOf(leadlens).getByRole("button", { name: "Save first" }));
    await expect(questionOf(leadlens)).toContainText("Everything is saved");
    await leadlens.goOn();
    await expectSummary(leadlens, 21);
    await leadlens.choose(workspace(file));
    await leadlens.expectTotal("leads", 22);
    await leadlens.show("Duplicates");
    await work.review.expectTally(work.tally);
  });

  test("is followed once that is confirmed", async ({ leadlens, newPage }) => {
    const fragment = await fragmentOf(newPage, SECOND.csv);
    await decided(leadlens);
    await go(leadlens, fragment);
    await leadlens.goOn();
    await expectSummary(leadlens, 21);
    await expect(leadlens.page).toHaveURL(leadlens.address + fragment);
    expect(await isUnsaved(leadlens)).toBe(false);
  });

  test("is a new start for a worker that died four times", async ({ leadlens, newPage }) => {
    const fragment = await fragmentOf(newPage, SECOND.csv);
    await leadlens.choose(csvFile(FIRST.name, FIRST.csv));
    await leadlens.expectTotal("leads", 22);
    for (let death = 0; death < 4; death += 1) await crash(leadlens);
    await go(leadlens, fragment);
    await expectSummary(leadlens, 21);
    await crash(leadlens);
    await expect(leadlens.alert.first()).toContainText(/has restarted/);
    await expectSummary(leadlens, 21);
  });

  test("needs confirmation when Back leads to it", async ({ leadlens, newPage }) => {
    const [behind, link] = [await fragmentOf(newPage, FIRST.csv), await fragmentOf(newPage, SECOND.csv)];
    await go(leadlens, link);
    await expectSummary(leadlens, 21);
    await go(leadlens, behind);
    await expectSummary(leadlens, 22);
    const work = await decided(leadlens);
    await step(leadlens, -1);
    await expect(leadlens.tab("Overview")).toHaveAttribute("aria-selected", "true");
    const address = leadlens.page.url();
    await step(leadlens, -1);
    await expectQuestion(leadlens, address);
    await expectKept(leadlens, work, address);
  });

  test("needs confirmation when Forward leads to it", async ({ leadlens, newPage }) => {
    const link = await fragmentOf(newPage, SECOND.csv);
    await leadlens.choose(csvFile(FIRST.name, FIRST.csv));
    await leadlens.show("Duplicates");
    await go(leadlens, link);
    await expectSummary(leadlens, 21);
    await step(leadlens, -1);
    await expect(leadlens.page).toHaveURL(/#tab=duplicates$/);
    const work = await decided(leadlens);
    const address = leadlens.page.url();
    await step(leadlens, 1);
    await expectQuestion(leadlens, address);
    await expectKept(leadlens, work, address);
  });
});
