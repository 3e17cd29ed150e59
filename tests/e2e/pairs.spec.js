// Pairs of leads: why they are, or are not, one person, and which of them a CRM would find.
import { expect, test } from "./fixtures.js";
import { Review, SURE, bits, reviewSample } from "./review.js";

const percent = (text) => text.match(/([<>]\s)?[\d.]+%(?= (confidence|likely))/)[0].replace(/\s/, " ");

test("list, sentence, table and chart of a pair agree", async ({ leadlens }) => {
  const review = await reviewSample(leadlens);
  const pairs = review.entries.filter({ hasText: "2 leads" });
  for (let index = 0; index < Math.min(3, await pairs.count()); index += 1) {
    const entry = pairs.nth(index);
    const sure = percent(await entry.innerText());
    await entry.click();
    await expect(review.open).toContainText(`${sure} confidence`);
    await review.open.getByRole("button", { name: /^Why lead/ }).click();
    await expect(review.dialog).toContainText(`${sure} likely the same person`);
    await review.dialog.getByText("All comparisons").click();
    const numbers = (await review.dialog.getByRole("table").locator("td:last-child").allInnerTexts()).map(bits);
    const total = numbers.pop();
    const sum = numbers.reduce((sum, number) => sum + number, 0);
    expect(Math.abs(sum - total), `${numbers} make ${total}`).toBeLessThan(0.06 * numbers.length);
    const chart = await review.dialog.getByRole("img").getAttribute("aria-label");
    expect(bits(chart.match(/total ([+−]?[\d.]+)$/)[1])).toBe(total);
    await expect(review.dialog.getByText("What would change this")).toBeVisible();
    const sentence = await review.dialog.getByRole("paragraph").nth(1).innerText();
    expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(20);
    await leadlens.page.keyboard.press("Escape");
    await expect(review.dialog).toHaveCount(0);
  }
});

test("any two leads are compared by keys, and can be decided about", async ({ leadlens }) => {
  const { page } = leadlens;
  const { keyboard } = page;
  await leadlens.paste(SURE);
  await leadlens.expectTotal("leads", 7);
  await leadlens.expectTotal("people", 4);
  await leadlens.show("Leads");
  const grid = page.getByRole("grid");
  await grid.focus();
  await keyboard.press("Control+End");
  await keyboard.press("Enter");
  await expect(leadlens.detail).toBeVisible();
  await leadlens.tabTo(page.getByRole("button", { name: "Compare with another lead" }));
  await keyboard.press("Enter");
  await expect(page.getByText(/compare it with Elena Rossi/)).toBeVisible();
  await expect(grid).toBeFocused();
  await keyboard.press("ArrowUp");
  await keyboard.press("Enter");
  const dialog = page.getByRole("dialog").filter({ visible: true });
  await expect(dialog).toContainText("Two people");
  await expect(dialog).toContainText("Dmitri Volkov");
  await leadlens.tabTo(dialog.getByRole("button", { name: "They are the same person" }));
  await keyboard.press("Enter");
  await expect(dialog).toContainText("You decided this");
  await keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await leadlens.expectTotal("people", 3);
  await leadlens.show("Duplicates");
  await new Review(leadlens).expectTally({ same: 1 });
});

test("what a CRM would find is counted in the same pairs", async ({ leadlens }) => {
  const { page } = leadlens;
  const review = await reviewSample(leadlens);
  await review.section.getByText("What would your CRM find?").click();
  const table = review.section.getByRole("table").filter({ hasText: "Salesforce" });
  await expect(table.getByRole("row")).toHaveCount(1 + 4);
  const pairs = bits((await review.section.getByText(/Leadlens' estimate of [\d,]+ pairs/).innerText()).match(/estimate of ([\d,]+) pairs/)[1]);
  for (const row of await table.locator("tbody tr").all()) {
    const [, found, missed] = (await row.getByRole("cell").allInnerTexts()).map(bits);
    expect(found + missed, await row.innerText()).toBe(pairs);
  }
  await review.section.getByText(/^Examples found by Leadlens, not by: Exact e-mail/).click();
  await review.section.getByRole("button", { name: /: why\?$/ }).first().click();
  await expect(review.dialog.getByRole("list", { name: "What decides" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(review.dialog).toHaveCount(0);
});
