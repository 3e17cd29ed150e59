import { readFileSync } from "node:fs";

import AxeBuilder from "@axe-core/playwright";

import { csvFile } from "./data.js";
import { expect, test } from "./fixtures.js";
import { Review, SURE, reviewSample } from "./review.js";

/** Eight people with two leads each that only name and company hold together: whoever wants to be strict has to decide about them. */
const DOUBTFUL = [
  ["Ida", "Lindqvist", "Northwind"],
  ["Tomas", "Keller", "Alpinetools"],
  ["Mei", "Tanaka", "Sakurafoods"],
  ["Lucas", "Moreau", "Bleuhorizon"],
  ["Farid", "Haddad", "Cedarsystems"],
  ["Greta", "Holm", "Fjordenergy"],
  ["Pavel", "Novak", "Moravasteel"],
  ["Nora", "Quinn", "Shamrockmedia"],
].reduce((csv, [first, last, company], index) => {
  const [name, house] = [`${first}.${last}`.toLowerCase(), company.toLowerCase()];
  const at = (month) => `2021-0${month}-0${index + 1}T08:00:00Z`;
  return `${csv}${at(3)},SPZA-INS|contoso.planner,${first},${last},${name}@${house}.example,${company},+1 425 882 80${index}1
${at(4)},SPZA-PLT|contoso.planner,${first},${last},${last.toLowerCase()}${index}@gmail.com,${company},+1 206 543 21${index}9
`;
}, "CreatedTime,LeadSource,FirstName,LastName,Email,Company,Phone\n");

/** The same, with people whose leads share more and people whose leads share less: each preset merges others of them. */
const GRADED = [
  [["Olga", "Petrova", "olga.petrova@volgagrain.example", "Volgagrain"], ["Olga", "Petrova", "olga.petrova@volgagrain.example", "Volgagrain"]],
  [["Marta", "Sousa", "marta@portocork.example", "Portocork"], ["M.", "Sousa", "", "Portocork"]],
  [["Dina", "Katz", "dina@galileedata.example", "Galileedata"], ["Dina", "Kats", "dk@gmail.com", ""]],
  [["Erik", "Dahl", "erik.dahl@nordlyspower.example", "Nordlyspower"], ["Erik", "Dahl", "edahl7@gmail.com", ""]],
].reduce((csv, [one, other], index) => {
  const at = (month) => `2021-0${month}-1${index}T08:00:00Z`;
  return `${csv}${at(5)},SPZA-INS|contoso.planner,${one},\n${at(6)},SPZA-PLT|contoso.planner,${other},\n`;
}, DOUBTFUL);

/** The review of eight groups that a person has to decide about. */
async function reviewDoubtful(leadlens) {
  await leadlens.paste(DOUBTFUL);
  await leadlens.show("Duplicates");
  const review = new Review(leadlens);
  await review.preset("Strict");
  await expect.poll(async () => (await review.counts()).possible).toBe(8);
  return review;
}

async function expectNoViolation(page, view) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  expect.soft(found, `axe on ${view}`).toEqual([]);
}

test("groups are decided by keys alone, and the focus stays", async ({ leadlens }) => {
  const { page } = leadlens;
  const { keyboard } = page;
  const review = await reviewDoubtful(leadlens);
  const { possible } = await review.counts();

  await expect(review.heading, "the first group is open at once").toBeVisible();
  const first = await review.entries.nth(0).innerText();
  await expect(review.entries.nth(0)).toHaveAttribute("aria-pressed", "true");
  await keyboard.press("j");
  await expect(review.entries.nth(1)).toHaveAttribute("aria-pressed", "true");
  await keyboard.press("k");
  await expect(review.entries.nth(0)).toHaveAttribute("aria-pressed", "true");

  await review.decide("m");
  await expect(review.status).toContainText("the same person");
  await review.expectTally({ different: 0 });
  await expect.poll(async () => (await review.tally()).same).toBeGreaterThan(0);
  await expect.poll(async () => (await review.tally()).left).toBeLessThan(possible);
  await expect(review.entries.nth(0), "the next group stands in its place").not.toHaveText(first);
  await expect(review.entries.nth(0)).toHaveAttribute("aria-pressed", "true");
  expect(await review.hasFocus(), "the focus stays in the review").toBe(true);

  const { left } = await review.tally();
  await review.decide("n");
  await expect(review.status).toContainText("different people");
  await expect.poll(async () => (await review.tally()).different).toBeGreaterThan(0);
  await expect.poll(async () => (await review.tally()).left).toBeLessThan(left);

  await review.decide("s");
  await expect(review.status).toContainText("postponed");
  await expect.poll(async () => (await review.tally()).later).toBe(1);

  await review.decide("x");
  await expect(review.open.getByRole("button", { name: /^Split off lead/ }).first()).toBeFocused();
  await expect(review.status).toContainText("Choose the lead");
  const before = await review.tally();
  await keyboard.press("x");
  await expect(review.status).toContainText("split off");
  await expect.poll(async () => (await review.tally()).different).toBeGreaterThan(before.different);
  await expect.poll(() => review.hasFocus(), "the focus stays in the review").toBe(true);
  await expect(review.heading, "the next group is opened").toBeVisible();

  for (let step = 0; step < 4; step += 1) {
    const now = await review.tally();
    await review.decide("u");
    await expect.poll(() => review.tally()).not.toEqual(now);
    await expect(review.status).toContainText("Undone");
  }
  await review.expectTally({ same: 0, different: 0, left: possible, later: 0 });
  await review.decide("Shift+U");
  await expect.poll(async () => (await review.tally()).same).toBeGreaterThan(0);
  expect(await review.hasFocus(), "the focus stays in the review").toBe(true);

  await keyboard.press("?");
  await expect(review.dialog).toContainText("Keyboard shortcuts");
  await keyboard.press("Escape");
  await expect(review.dialog).toHaveCount(0);
  await expect.poll(() => review.hasFocus()).toBe(true);
});

test("the review opens with the first group, whole, and its keys in view", async ({ leadlens }) => {
  const { page } = leadlens;
  const review = await reviewSample(leadlens);
  const first = review.entries.first();
  await expect(first).toHaveAttribute("aria-pressed", "true");
  await review.shown();
  const whole = async () => {
    const [row, list] = [await first.boundingBox(), await review.list.getByRole("list").first().boundingBox()];
    return row.y >= list.y && row.y + row.height <= list.y + list.height;
  };
  expect(await whole()).toBe(true);
  await expect(first).toBeInViewport({ ratio: 1 });
  const keys = review.section.getByRole("list", { name: "Keyboard shortcuts" });
  await expect(keys).toBeInViewport({ ratio: 1 });
  await expect(keys).toContainText("J K Next, previous");

  await first.focus();
  for (let presses = 0; presses < 40; presses += 1) await page.keyboard.press("j");
  await review.shown();
  expect(await whole(), "the list follows the open group").toBe(false);
  await review.list.getByRole("radio", { name: /^To review/ }).check();
  await expect.poll(whole, "another list is shown from its start").toBe(true);
});

test("on a small screen the list of groups comes first", async ({ newPage }) => {
  const leadlens = await newPage({ viewport: { width: 390, height: 800 } });
  await leadlens.open();
  const review = await reviewSample(leadlens);
  await expect(review.open).toBeHidden();
  await review.entries.first().click();
  await expect(review.heading).toBeVisible();
  await review.section.getByRole("button", { name: "Back to the list" }).click();
  await expect(review.open).toBeHidden();
  await expect(review.entries.first()).toHaveAttribute("aria-pressed", "true");
});

test("Enter leads from the list into the open group", async ({ leadlens }) => {
  const review = await reviewSample(leadlens);
  await review.entries.first().focus();
  await leadlens.page.keyboard.press("Enter");
  await expect(review.heading).toBeVisible();
  await leadlens.page.keyboard.press("Enter");
  await expect(review.open).toBeFocused();
});

test("a letter decides nothing outside the review", async ({ leadlens }) => {
  const review = await reviewDoubtful(leadlens);
  await review.entries.first().click();
  await expect(review.heading).toBeVisible();
  const tally = await review.tally();
  await leadlens.tab("Duplicates").focus();
  for (const key of ["m", "n", "s"]) await leadlens.page.keyboard.press(key);
  expect(await review.tally()).toEqual(tally);
  await leadlens.show("People");
  const search = leadlens.search;
  await search.pressSequentially("mns");
  await expect(search).toHaveValue("mns");
  await leadlens.show("Duplicates");
  expect(await review.tally()).toEqual(tally);
});

test("a press opens the group that was pressed, though the list changes under it", async ({ leadlens }) => {
  const { page } = leadlens;
  const review = await reviewSample(leadlens);
  await review.settled();
  const entry = review.entries.nth(3);
  const label = async () => (await entry.innerText()).split("\n")[0];
  const pressed = await label();
  await entry.hover();
  await page.mouse.down();
  await page.evaluate(() => void (location.hash = "tab=duplicates&country=DE"));
  await expect.poll(label).not.toBe(pressed);
  await page.mouse.up();
  await expect(review.heading).toContainText(pressed);
});

test("buttons decide as the keys do", async ({ leadlens }) => {
  const review = await reviewDoubtful(leadlens);
  const button = (name) => review.section.getByRole("button", { name, exact: true });
  await review.entries.first().click();
  await review.shown();
  await button("Same").click();
  await expect.poll(async () => (await review.tally()).same).toBeGreaterThan(0);
  await expect(button("Same"), "the focus stays on the button").toBeFocused();
  await review.shown();
  await button("Different").click();
  await expect.poll(async () => (await review.tally()).different).toBeGreaterThan(0);
  await review.shown();
  await leadlens.undoButton.click();
  await review.expectTally({ different: 0 });
  await review.shown();
  await leadlens.redoButton.click();
  await expect.poll(async () => (await review.tally()).different).toBeGreaterThan(0);
});

test("presets and slider change who is one person, everywhere", async ({ leadlens }) => {
  await leadlens.paste(GRADED);
  await leadlens.show("Duplicates");
  const review = new Review(leadlens);
  await expect(review.entries.first()).toBeVisible();
  const people = {};
  for (const preset of ["Strict", "Balanced", "Wide"]) {
    await review.preset(preset);
    people[preset] = (await review.counts()).people;
    await leadlens.expectTotal("people", people[preset]);
  }
  expect(people.Strict).toBeGreaterThan(people.Balanced);
  expect(people.Balanced).toBeGreaterThan(people.Wide);
  await review.slider.focus();
  await leadlens.page.keyboard.press("End");
  await review.settled();
  await expect(review.slider).toHaveAttribute("aria-valuetext", /99\.\d+% confidence or more/);
  const surest = await review.counts();
  await leadlens.page.keyboard.press("Home");
  await review.settled();
  const widest = await review.counts();
  expect(surest.people).toBeGreaterThan(widest.people);
  await leadlens.expectTotal("people", widest.people);
  for (const preset of ["Strict", "Balanced", "Wide"]) await expect(review.section.getByRole("radio", { name: preset })).not.toBeChecked();
});

test("decisions survive saving and opening, and are not lost", async ({ leadlens, newPage }) => {
  const { page } = leadlens;
  await leadlens.choose(csvFile("leads.csv", DOUBTFUL));
  await leadlens.show("Duplicates");
  const review = new Review(leadlens);
  await review.preset("Strict");
  await expect.poll(async () => (await review.counts()).possible).toBe(8);
  await page.keyboard.press("j");
  await review.decide("m");
  await expect.poll(async () => (await review.tally()).same).toBeGreaterThan(0);
  const apart = await review.heading.innerText();
  await review.decide("n");
  await expect.poll(async () => (await review.tally()).different).toBeGreaterThan(0);
  const decided = await review.tally();

  await page.getByRole("button", { name: "Leadlens, start page" }).click();
  await expect(review.dialog).toContainText("not saved");
  await page.keyboard.press("Escape");
  const [download] = await Promise.all([page.waitForEvent("download"), leadlens.pressSave()]);
  const file = readFileSync(await download.path());

  const other = await newPage();
  await other.open();
  await other.choose({ name: "leads.leadlens", mimeType: "application/octet-stream", buffer: file });
  await other.show("Duplicates");
  const again = new Review(other);
  await again.settled();
  await again.expectTally(decided);
  await again.entries.nth(2).click();
  await again.decide("u");
  await again.expectTally({ same: decided.same, different: 0 });
  await expect(again.status).toContainText("Undone");
  await expect(again.heading, "the group that was decided").toHaveText(apart);
  await again.decide("Shift+U");
  await again.expectTally(decided);

  await page.getByRole("button", { name: "Leadlens, start page" }).click();
  await expect(leadlens.pasteBox, "what is saved may go").toBeVisible();
});

test("a decision that contradicts others is shown with its leads", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.paste(SURE);
  await leadlens.show("Leads");
  const row = (email) => page.getByRole("row").filter({ hasText: email }).first();
  const dialog = page.getByRole("dialog").filter({ visible: true });
  const judge = async (one, other, verdict) => {
    await row(one).click();
    await page.getByRole("button", { name: "Compare with another lead" }).click();
    await row(other).click();
    await dialog.getByRole("button", { name: `They are ${verdict}` }).click();
    await expect(dialog).toContainText("You decided this");
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  };
  const [ann, dmitri, elena] = ["ann.archer@fabrikam.example", "dmitri@proseware.example", "elena@wingtip.example"];
  await judge(ann, dmitri, "the same person");
  await judge(dmitri, elena, "the same person");
  await row(ann).click();
  await page.getByRole("button", { name: "Compare with another lead" }).click();
  await row(elena).click();
  await dialog.getByRole("button", { name: "They are different people" }).click();
  await page.keyboard.press("Escape");
  await leadlens.show("Duplicates");
  const told = page.getByRole("listitem").filter({ hasText: "This contradicts an earlier decision" });
  await expect(told).toHaveCount(1);
  await told.getByRole("button", { name: "Show both" }).click();
  await expect(dialog).toContainText("Elena Rossi");
});

test("CRM rules are counted again only on request", async ({ leadlens }) => {
  const review = await reviewDoubtful(leadlens);
  await review.section.getByText("What would your CRM find?").click();
  await expect(review.section.getByRole("table").filter({ hasText: "Salesforce" })).toBeVisible();
  await review.entries.first().click();
  await review.decide("n");
  await expect(review.section.getByText("Counted 1 change ago.")).toBeVisible();
  await review.section.getByRole("button", { name: "Recount" }).click();
  await expect(review.section.getByText(/Counted .* ago/)).toHaveCount(0);
});

test("a key held down decides about one group only", async ({ leadlens }) => {
  const { page } = leadlens;
  const review = await reviewDoubtful(leadlens);
  await page.keyboard.press("j");
  await review.shown();
  for (let repeats = 0; repeats < 20; repeats += 1) await page.keyboard.down("n");
  await page.keyboard.up("n");
  await expect.poll(async () => (await review.tally()).left).toBe(7);
  await review.shown();
  for (let repeats = 0; repeats < 3; repeats += 1) await page.keyboard.down("n");
  await page.keyboard.up("n");
  await expect.poll(async () => (await review.tally()).left).toBe(6);
});

test("joining a group that is too large is confirmed first", async ({ leadlens }) => {
  const { page } = leadlens;
  // Equal leads would be one person however many: each of these has a number of its own.
  const line = (_, index) =>
    `2021-03-${String((index % 28) + 1).padStart(2, "0")}T08:00:00Z,SPZA-INS|contoso.planner,Ann,Archer,ann@fabrikam.example,+1 425 882 ${1000 + 137 * index},Fabrikam\n`;
  await leadlens.paste(`CreatedTime,LeadSource,FirstName,LastName,Email,Phone,Company\n${Array.from({ length: 55 }, line).join("")}`);
  await leadlens.show("Duplicates");
  const review = new Review(leadlens);
  await expect(review.entries.first()).toContainText(/more than 50 different leads: merged only if you decide so/i);
  await expect(review.entries.first()).not.toContainText("% confidence");
  await review.entries.first().click();
  await review.decide("m");
  await expect(review.open).toContainText("Press M or Same again to merge all 55 leads.");
  await expect(review.section.getByRole("status").filter({ hasText: "to merge all 55 leads" })).toHaveCount(1);
  await review.expectTally({ same: 0 });
  await review.decide("m");
  await expect(review.status).toContainText("the same person");
  await expect.poll(async () => (await review.counts()).people).toBe(1);
});

test("a group shows its steps, its repeats and whom not to contact", async ({ leadlens }) => {
  await leadlens.paste(SURE);
  await leadlens.show("Duplicates");
  const review = new Review(leadlens);
  await review.entries.filter({ hasText: "Archer" }).click();
  await expect(review.open).toContainText("repeat, after 3 days");
  await review.entries.filter({ hasText: "3 leads" }).click();
  await expect(review.open).toContainText("after 3 hours");
  await expect(review.open).toContainText("You may contact this person about their other leads");
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [390, 1280]) {
    test(`axe finds nothing in the review, ${colorScheme}, ${width} px`, async ({ newPage }) => {
      const leadlens = await newPage({ colorScheme, reducedMotion: "reduce", viewport: { width, height: 800 } });
      const { page } = leadlens;
      const check = async (view) => {
        await expectNoViolation(page, view);
        const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect.soft(excess, `${view} scrolls sideways`).toBe(0);
      };
      await leadlens.open();
      const review = await reviewDoubtful(leadlens);
      await check("the list of groups");
      await review.section.getByText("What was compared").click();
      await review.section.getByText("What would your CRM find?").click();
      await expect(review.section.getByRole("table").filter({ hasText: "Salesforce" })).toBeVisible();
      await check("what was compared and the CRM rules");
      await review.entries.first().click();
      await expect(review.heading).toBeVisible();
      await check("a group");
      await review.open.getByRole("button", { name: /^Why lead/ }).first().click();
      await expect(review.dialog.getByRole("list", { name: "What decides" })).toBeVisible();
      await check("what decides about two leads");
      await review.dialog.getByText("All comparisons").click();
      await expect(review.dialog.getByRole("table")).toBeVisible();
      await check("why two leads are one person");
      await page.keyboard.press("Escape");
      await expect(review.dialog).toHaveCount(0);
      await review.section.getByRole("button", { name: "Keys", exact: true }).click();
      await expect(review.dialog).toBeVisible();
      await check("the keys");
      await page.keyboard.press("Escape");
      await leadlens.show("People");
      await page.getByRole("table").getByRole("row").nth(1).getByRole("button").click();
      await expect(page.getByRole("complementary")).toBeVisible();
      await check("a person");
    });
  }
}
