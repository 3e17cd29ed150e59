// The list of people, and their number wherever it stands.
import { expect, test } from "./fixtures.js";
import { Review, SURE, reviewSample } from "./review.js";

test("people are listed with their values and the leads of these", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.paste(SURE);
  await leadlens.show("People");
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows).toHaveCount(1 + 4);
  await page.getByRole("checkbox", { name: "Only with several leads" }).check();
  await expect(rows).toHaveCount(1 + 2);
  await leadlens.search.fill("litware");
  await expect(rows).toHaveCount(1 + 1);
  await expect(rows.last()).toContainText("Do not contact");
  await rows.last().getByRole("button").click();
  const person = page.getByRole("complementary");
  await expect(person).toContainText("from lead");
  await expect(person).toContainText("1 other value");
  await expect(person).toContainText("You may contact this person about their other leads");
  await person.getByText("1 other value").first().click();
  await expect(person.getByText(/Ozkan/).first()).toBeVisible();
  await person.getByRole("button", { name: "Show the group" }).click();
  await expect(new Review(leadlens).heading).toContainText("zkan");
});

test("the number of people is the same in totals, tab and list", async ({ leadlens }) => {
  const review = await reviewSample(leadlens);
  const { people } = await review.counts();
  await leadlens.expectTotal("people", people);
  await leadlens.show("People");
  await expect(leadlens.page.getByRole("status").filter({ hasText: new RegExp(`^${people} people · [1-9]\\d* unidentified leads$`) })).toBeVisible();
});

test("a person is opened by a click anywhere in the row, and left for it", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.paste(SURE);
  await leadlens.show("People");
  const row = page.getByRole("table").getByRole("row").filter({ hasText: "Dmitri" });
  const person = page.getByRole("complementary");
  await row.getByRole("cell", { name: /^Proseware/ }).click();
  await expect(person).toContainText("Proseware");
  await page.keyboard.press("Escape");
  await expect(person).toHaveCount(0);
  await expect(row.getByRole("button")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(person).toContainText("Proseware");
  await person.getByRole("button", { name: /PLT/ }).click();
  await expect(person).toContainText("Lead from record 6");
  await expect(person.getByRole("button", { name: "Close" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(person.getByRole("button", { name: /PLT/ }), "back at the step the lead was opened from").toBeFocused();
});

test("every head of the people sorts them, both ways", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.paste(SURE);
  await leadlens.show("People");
  const table = page.getByRole("table");
  const sorter = (head) => {
    const button = table.getByRole("columnheader").getByRole("button", { name: head, exact: true });
    return [button, table.getByRole("columnheader").filter({ has: page.getByRole("button", { name: head, exact: true }) })];
  };
  const names = async () => (await table.getByRole("rowheader").allInnerTexts()).map((name) => name.trim().split(/\s/)[0]);
  for (const [head, order, first, reversed] of [
    ["Name", "ascending", ["Ann", "Cemile", "Dmitri", "Elena"], ["Elena", "Dmitri", "Cemile", "Ann"]],
    ["E-mail", "ascending", ["Ann", "Cemile", "Dmitri", "Elena"], ["Elena", "Dmitri", "Cemile", "Ann"]],
    ["Company", "ascending", ["Ann", "Cemile", "Dmitri", "Elena"], ["Elena", "Dmitri", "Cemile", "Ann"]],
    ["Country", "ascending", ["Elena", "Dmitri", "Cemile", "Ann"], ["Ann", "Cemile", "Dmitri", "Elena"]],
    ["Leads", "descending", ["Cemile", "Ann", "Dmitri", "Elena"], ["Dmitri", "Elena", "Ann", "Cemile"]],
    ["First lead", "descending", ["Elena", "Dmitri", "Cemile", "Ann"], ["Ann", "Cemile", "Dmitri", "Elena"]],
    ["Latest lead", "descending", ["Elena", "Dmitri", "Cemile", "Ann"], ["Ann", "Cemile", "Dmitri", "Elena"]],
    ["Flags", "ascending", ["Cemile", "Ann", "Dmitri", "Elena"], ["Cemile", "Ann", "Dmitri", "Elena"]],
  ]) {
    const [button, column] = sorter(head);
    await button.click();
    await expect.poll(names, { message: head }).toEqual(first);
    await expect(column).toHaveAttribute("aria-sort", order);
    await button.click();
    await expect.poll(names, { message: `${head}, reversed` }).toEqual(reversed);
    await expect(column).toHaveAttribute("aria-sort", order === "ascending" ? "descending" : "ascending");
  }
  for (const head of ["What they did", "Offers"]) {
    const [button, column] = sorter(head);
    await button.click();
    await expect(column).toHaveAttribute("aria-sort", "ascending");
  }
});
