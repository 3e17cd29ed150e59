import { BIG, HOSTILE, OTHER, SMALL, csvFile } from "./data.js";
import { expect, test } from "./fixtures.js";

test("a pasted table becomes totals", async ({ leadlens }) => {
  await leadlens.paste(SMALL.csv);
  await leadlens.expectTotal("leads", SMALL.leads);
  await leadlens.expectTotal("people", SMALL.people);
  await expect(leadlens.page.getByText(SMALL.offer).filter({ visible: true }).first()).toBeVisible();
});

test("chosen files are read together", async ({ leadlens }) => {
  await leadlens.choose(csvFile("small.csv", SMALL.csv), csvFile("other.csv", OTHER.csv));
  await leadlens.expectTotal("leads", SMALL.leads + OTHER.leads);
});

test("the button opens the browser's own file dialog", async ({ leadlens }) => {
  const dialog = leadlens.page.waitForEvent("filechooser");
  await leadlens.pressOpen();
  await (await dialog).setFiles(csvFile("small.csv", SMALL.csv));
  await leadlens.expectTotal("leads", SMALL.leads);
});

test("dropped files are read", async ({ leadlens }) => {
  await leadlens.drop({ name: "small.csv", text: SMALL.csv });
  await leadlens.expectTotal("leads", SMALL.leads);
});

test("the sample shows at least 300 leads", async ({ leadlens }) => {
  await leadlens.sampleButton.click();
  await expect(leadlens.totals).toBeVisible();
  await expect.poll(() => leadlens.total("leads")).toBeGreaterThanOrEqual(300);
});

test("each measure can be chosen and counts what it says", async ({ leadlens }) => {
  await leadlens.paste(SMALL.csv);
  for (const measure of ["people", "compan", "leads"]) {
    await leadlens.measure(measure).click();
    await expect(leadlens.measure(measure)).toHaveAttribute("aria-pressed", "true");
    await expect(leadlens.totals.getByRole("button", { name: /^[\d,]+ (leads|people|compan)/, pressed: true })).toHaveCount(1);
  }
});

test("a cancelled read keeps the work that was there", async ({ leadlens }) => {
  await leadlens.choose(csvFile("small.csv", SMALL.csv));
  await leadlens.expectTotal("leads", SMALL.leads);
  // The same file many times over: long enough to be cancelled on any machine.
  await leadlens.choose(...Array.from({ length: 12 }, () => BIG.path()));
  await leadlens.cancelButton.click();
  await expect(leadlens.cancelButton).toBeHidden();
  await leadlens.expectTotal("leads", SMALL.leads);
  await leadlens.show("Leads");
  await expect(leadlens.page.getByText("bo@wingtip.example").first()).toBeVisible();
});

test("text of a file is never HTML", async ({ leadlens }) => {
  await leadlens.paste(HOSTILE.csv);
  await leadlens.show("Leads");
  await expect(leadlens.page.getByText(HOSTILE.name).first()).toBeVisible();
  await expect(leadlens.page.locator("img[src=x]")).toHaveCount(0);
  await expect(leadlens.page.locator("a[href*='evil.example']")).toHaveCount(0);
  expect(await leadlens.page.evaluate(() => window.ran)).toBeUndefined();
});

test("title and address follow the view", async ({ leadlens }) => {
  await leadlens.paste(SMALL.csv);
  const seen = new Set();
  for (const name of ["Duplicates", "Leads", "Problems", "Overview"]) {
    await leadlens.show(name);
    await expect(leadlens.page).toHaveTitle(new RegExp(name, "i"));
    seen.add(new URL(leadlens.page.url()).hash);
    expect(leadlens.page.url(), "no personal data stands in the address").not.toContain("fabrikam");
  }
  expect(seen.size, "each view has an address of its own").toBe(4);
});
