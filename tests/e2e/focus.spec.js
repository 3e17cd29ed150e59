// Where the focus goes when something is opened, and where Escape leads back to; what Ctrl+Z undoes.
import { csvFile } from "./data.js";
import { expect, test } from "./fixtures.js";
import { Review, SURE, reviewSample } from "./review.js";

test("the focus goes to the heading of what was opened, and of the start page", async ({ leadlens }) => {
  const { page } = leadlens;
  const heading = page.getByRole("heading", { level: 1 });
  await leadlens.choose(csvFile("first.csv", SURE));
  await expect(leadlens.totals).toBeVisible();
  await expect(heading).toHaveText("Leads of first.csv");
  await expect(heading).toBeFocused();
  await leadlens.tab("People").click();
  await page.getByRole("button", { name: "Leadlens, start page" }).click();
  await expect(leadlens.pasteBox).toBeVisible();
  await expect(heading).toBeFocused();
});

test("a dialog closed by Escape gives the focus back to its opener", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.choose(csvFile("first.csv", SURE));
  await expect(leadlens.totals).toBeVisible();
  const dialog = page.getByRole("dialog").filter({ visible: true });
  for (const [tab, opener] of [
    ["Overview", () => leadlens.source(/first/)],
    ["Overview", () => leadlens.shareButton],
    ["Leads", () => page.getByRole("button", { name: "Columns" })],
    ["Duplicates", () => page.getByRole("button", { name: "Keys", exact: true })],
    ["Duplicates", () => page.getByRole("button", { name: /^Why lead/ }).first()],
    ["Duplicates", () => page.locator("[data-lead]").first().getByRole("button").first()],
  ]) {
    await leadlens.show(tab);
    await opener().focus();
    await page.keyboard.press("Enter");
    await expect(dialog).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(opener()).toBeFocused();
  }
});

test("Escape leads from the open group back to its row", async ({ leadlens }) => {
  const review = await reviewSample(leadlens);
  const row = review.entries.nth(2);
  await row.click();
  await review.shown();
  await review.open.getByRole("button", { name: /^Why lead/ }).first().focus();
  await leadlens.page.keyboard.press("Escape");
  await expect(row).toBeFocused();
  await expect(row).toHaveAttribute("aria-pressed", "true");
});

test("Ctrl+Z undoes the last thing wherever one is, filter or decision", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.sampleButton.click();
  await leadlens.show("Duplicates");
  const review = new Review(leadlens);
  await review.entries.first().click();
  await review.shown();
  await review.open.getByRole("button", { name: "Different" }).click();
  await review.expectTally({ different: 1 });
  await leadlens.show("Overview");
  await leadlens.ranked("country", "United States").click();
  await expect(leadlens.chip("Country")).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo", exact: true })).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Redo", exact: true })).toHaveCount(1);
  await leadlens.show("Leads");
  await page.keyboard.press("Control+z");
  await expect(leadlens.chip("Country")).toHaveCount(0);
  await leadlens.show("People");
  await page.keyboard.press("Control+z");
  await leadlens.show("Duplicates");
  await review.expectTally({ different: 0 });
  await expect(leadlens.undoButton).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Control+Shift+z");
  await review.expectTally({ different: 1 });
  await page.keyboard.press("Control+y");
  await expect(leadlens.chip("Country")).toBeVisible();
  const search = leadlens.search;
  await search.pressSequentially("zz");
  await search.press("Control+z");
  await expect(leadlens.chip("Country"), "in a field letters are undone").toBeVisible();
  await search.fill("");
  await search.press("Control+z");
  await expect(leadlens.chip("Country"), "an empty field has none").toHaveCount(0);
});

test("Back leads from the start page to what was open, with every decision", async ({ leadlens }) => {
  const { page } = leadlens;
  const review = await reviewSample(leadlens);
  await review.entries.first().click();
  await review.shown();
  await review.open.getByRole("button", { name: "Different" }).click();
  await review.expectTally({ different: 1 });
  const tally = await review.tally();
  await page.getByRole("button", { name: "Leadlens, start page" }).click();
  await leadlens.goOn();
  await expect(leadlens.pasteBox).toBeVisible();
  await page.goBack();
  await expect(leadlens.totals).toBeVisible();
  await review.expectTally(tally);
  await review.entries.nth(1).click();
  await review.shown();
  await leadlens.show("Leads");
  await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "379");
});
