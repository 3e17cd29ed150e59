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
  await page.getByRole("searchbox").fill("litware");
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
