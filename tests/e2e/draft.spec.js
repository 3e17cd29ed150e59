// A draft of the decisions stands in this browser only where the user says so, and takes a closed tab up again.
import { csvFile } from "./data.js";
import { expect, test } from "./fixtures.js";
import { Leadlens } from "./leadlens.js";
import { Review } from "./review.js";

/** Four people with two leads each that only name and company hold together. */
const LEADS = [
  ["Ida", "Lindqvist", "Northwind"],
  ["Tomas", "Keller", "Alpinetools"],
  ["Mei", "Tanaka", "Sakurafoods"],
  ["Lucas", "Moreau", "Bleuhorizon"],
].reduce((csv, [first, last, company], index) => {
  const house = company.toLowerCase();
  return `${csv}2021-03-0${index + 1},SPZA-INS|contoso.planner,${first},${last},${first.toLowerCase()}@${house}.example,${company}
2021-04-0${index + 1},SPZA-PLT|contoso.planner,${first},${last},${last.toLowerCase()}${index}@gmail.com,${company}
`;
}, "CreatedTime,LeadSource,FirstName,LastName,Email,Company\n");

/** The stored decisions; `null` where nothing of drafts is stored, not even that they are wanted. */
const draft = (page) =>
  page.evaluate(() => {
    const names = Object.keys(localStorage).filter((name) => name.startsWith("leadlens.draft.2"));
    return names.length ? names.map((name) => localStorage.getItem(name)).join("") : null;
  });

async function setDraft(page, isKept) {
  await page.getByRole("button", { name: "Nothing leaves this tab" }).first().click();
  await page.getByRole("checkbox", { name: "Keep a draft of my decisions in this browser" }).setChecked(isKept);
  await page.keyboard.press("Escape");
}

async function decide(leadlens) {
  await leadlens.choose(csvFile("leads.csv", LEADS));
  await leadlens.show("Duplicates");
  const review = new Review(leadlens);
  await review.preset("Strict");
  await leadlens.page.keyboard.press("j");
  await review.decide("m");
  await review.decide("n");
  await review.expectTally({ same: 1, different: 1 });
  return review;
}

test("nothing of a decision is stored unless the user wants it", async ({ leadlens }) => {
  await decide(leadlens);
  expect(await draft(leadlens.page)).toBeNull();
});

test("a closed tab is taken up again with the same file", async ({ leadlens, newPage }) => {
  const { page } = leadlens;
  await setDraft(page, true);
  await decide(leadlens);
  await expect.poll(() => draft(page)).toContain("statement");
  const stored = await draft(page);
  for (const word of ["Lindqvist", "Northwind", "@", "gmail", "contoso"]) expect(stored, "no text of a lead").not.toContain(word);

  const again = await newPage();
  await again.open();
  await again.page.evaluate((stored) => {
    // As the version before named them.
    localStorage.setItem("leadlens.draft.1", "");
    localStorage.setItem("leadlens.draft.1.of-another-tab", stored);
  }, stored);
  await again.page.reload();
  await expect(again.page.getByText("decisions from an earlier visit")).toBeVisible();
  await again.page.getByRole("button", { name: "Use them" }).click();
  await expect(again.page.getByText("2 decisions are waiting for their files")).toBeVisible();
  await again.choose(csvFile("leads.csv", LEADS));
  await again.show("Duplicates");
  await new Review(again).expectTally({ same: 1, different: 1 });
});

test("a draft is wiped by closing, by forgetting and by the switch", async ({ leadlens }) => {
  const { page } = leadlens;
  await setDraft(page, true);
  await decide(leadlens);
  await expect.poll(() => draft(page)).toContain("statement");
  await page.getByRole("button", { name: "Leadlens, start page" }).click();
  await leadlens.goOn();
  await expect(leadlens.pasteBox).toBeVisible();
  await expect.poll(() => draft(page)).not.toContain("statement");
  await setDraft(page, false);
  expect(await draft(page)).toBeNull();
});

test("two tabs keep a draft each, and both are taken up", async ({ leadlens }) => {
  const { page } = leadlens;
  await setDraft(page, true);
  const other = new Leadlens(await page.context().newPage(), leadlens.address);
  await other.open();
  const people = LEADS.split("\n").filter((line) => !/Lindqvist|Keller/.test(line)).join("\n");
  await decide(leadlens);
  await other.choose(csvFile("others.csv", people));
  await other.show("Duplicates");
  const review = new Review(other);
  await review.preset("Strict");
  await other.page.keyboard.press("j");
  await review.decide("m");
  await review.expectTally({ same: 1 });
  await expect.poll(async () => ((await draft(page)).match(/statement/g) ?? []).length).toBe(3);

  await other.page.close();
  await page.reload();
  await page.getByRole("button", { name: "Use them" }).click();
  await expect(page.getByText("3 decisions are waiting for their files")).toBeVisible();
  await leadlens.choose(csvFile("leads.csv", LEADS));
  await leadlens.show("Duplicates");
  await new Review(leadlens).expectTally({ same: 2, different: 1 });
});
