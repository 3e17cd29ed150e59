import { SMALL } from "./data.js";
import { expect, test } from "./fixtures.js";

test("a link opens the same overview in another browser, marked as a summary", async ({ leadlens, newPage }) => {
  await leadlens.paste(SMALL.csv);
  await leadlens.expectTotal("leads", SMALL.leads);
  const link = await leadlens.copyLink();
  expect(link.startsWith(leadlens.address), "the link leads to this page").toBe(true);
  expect(link, "no personal data stands in the link").not.toMatch(/fabrikam|wingtip|ann|berg/i);

  const other = await newPage();
  await other.open(link.slice(link.indexOf("#")));
  await other.expectTotal("leads", SMALL.leads);
  await other.expectTotal("people", SMALL.people);
  await expect(other.page.getByText(/summary/i).first()).toBeVisible();
  await expect(other.page.getByText(SMALL.offer).first()).toBeVisible();
});

test("a link that was cut is named", async ({ leadlens, newPage }) => {
  await leadlens.paste(SMALL.csv);
  const link = await leadlens.copyLink();
  const fragment = link.slice(link.indexOf("#"));
  const other = await newPage();
  await other.open(fragment.slice(0, Math.floor(fragment.length * 0.6)));
  await expect(other.alert.first()).toContainText(/cut|incomplete|damaged|missing|whole/i);
});
