// Data at the edge: each view still tells the truth and keeps its layout.
import { csvFile } from "./data.js";
import { expect, test } from "./fixtures.js";

const HEAD = "CreatedTime,LeadSource,FirstName,LastName,Email,Phone,Country,Company,Title\n";
const row = (n, over = {}) => {
  const lead = {
    created: `2021-0${(n % 6) + 1}-${String((n % 27) + 1).padStart(2, "0")}T${String(n % 24).padStart(2, "0")}:00:00Z`,
    source: "SPZA-INS|contoso.planner",
    first: `Given${String.fromCharCode(65 + (n % 26))}`,
    last: `Family${String.fromCharCode(65 + ((n * 7) % 26))}`,
    email: `n${n}@firm${n % 9}.example`,
    country: "SE",
    company: `Firm ${n % 9}`,
    ...over,
  };
  return [lead.created, lead.source, lead.first, lead.last, lead.email, "", lead.country, lead.company, ""].join(",");
};
const rows = (count, over = () => ({})) => HEAD + Array.from({ length: count }, (_, n) => row(n, over(n))).join("\n") + "\n";

const LONG = "contoso." + "very-long-offer-name-".repeat(14) + "end";
const CASES = [
  { what: "one lead", csv: rows(1), leads: 1 },
  { what: "one source", csv: rows(60), leads: 60 },
  { what: "no dates", csv: rows(60, () => ({ created: "" })), leads: 60, says: /No lead has a readable date/ },
  { what: "everything in one second", csv: rows(60, () => ({ created: "2021-05-05T10:10:10Z" })), leads: 60 },
  { what: "10,000 offers", csv: rows(10_000, (n) => ({ source: `SPZA-INS|contoso.offer-${n}` })), leads: 10_000, says: /more offers beyond those listed/ },
  { what: "an offer's name of 300 letters", csv: rows(60, (n) => ({ source: `SPZA-INS|${n % 2 ? LONG : "contoso.planner"}` })), leads: 60 },
  {
    what: "names written from the right",
    csv: rows(60, (n) => ({ company: n % 2 ? "شركة الاختبار المحدودة" : "חברת בדיקה בעמ", first: "مريم", last: "الأحمد", source: "SPZA-INS|contoso.عرض الشركة" })),
    leads: 60,
    says: /شركة|חברת/,
  },
];

/** Everything that stands further right than the page, or further than the panel it belongs to, but for scrolling frames. */
const outside = () => {
  const found = [];
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > edge) found.push(`page: ${document.documentElement.scrollWidth}`);
  for (const panel of document.querySelectorAll(".panel")) {
    const { right, height } = panel.getBoundingClientRect();
    if (right > edge + 1) found.push(`${panel.querySelector("h2")?.textContent}: ${right}`);
    if (height > 3000) found.push(`${panel.querySelector("h2")?.textContent} is ${height} high`);
    for (const number of panel.querySelectorAll(".number, h2, th, button")) {
      if (number.closest(".frame, .menu, [popover]")) continue;
      const box = number.getBoundingClientRect();
      if (box.width && box.right > right + 1) found.push(`${number.className || number.tagName} “${number.textContent.slice(0, 20)}”: ${box.right} beyond ${right}`);
    }
  }
  return found;
};

for (const { what, csv, leads, says } of CASES) {
  test(`${what}: the numbers are right and nothing leaves its place`, async ({ newPage }) => {
    for (const width of [390, 1280]) {
      const leadlens = await newPage({ viewport: { width, height: 800 } });
      const { page } = leadlens;
      await leadlens.open();
      await leadlens.choose(csvFile("odd.csv", csv));
      await expect(leadlens.picked).toHaveText(new RegExp(`^${leads.toLocaleString("en-US")} leads?`));
      await expect(page.getByRole("region", { name: /by source and action/ })).toContainText(leads.toLocaleString("en-US"));
      if (says) await expect(page.locator("main")).toContainText(says);
      expect(await page.evaluate(outside), `${width} px`).toEqual([]);
      await leadlens.show("Leads");
      await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", String(leads + 1));
      expect(await page.evaluate(outside), `the list at ${width} px`).toEqual([]);
    }
  });
}

const TESTS = HEAD + [1, 5].map((day) => `2021-03-0${day}T09:00:00Z,MSFT_TEST_6390-MSFT_TEST_6390|contoso.planner,MSFT_TEST_6390,MSFT_TEST_6390,MSFT_TEST_6390@example.com,1234567890,US,MSFT_TEST_6390,`).join("\n") + "\n";
const NOBODY = rows(4, () => ({ first: "", last: "", email: "", company: "" }));

test("only test leads: the connection works", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.paste(TESTS);
  for (const tab of ["Overview", "Duplicates", "People"]) {
    await leadlens.show(tab);
    await expect(page.getByRole("heading", { name: "Your connection works" })).toBeVisible();
    await expect(page.getByText("2 test leads, the latest of Mar 5, 2021, nothing else yet.")).toBeVisible();
  }
  await page.getByRole("button", { name: "Show test leads" }).click();
  await expect(page.getByRole("grid").getByText("MSFT_TEST_6390").first()).toBeVisible();
});

test("leads of nobody: people and duplicates say why there are none", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.paste(NOBODY);
  await leadlens.expectTotal("leads", 4);
  await leadlens.expectTotal("people", 0);
  for (const tab of ["Duplicates", "People"]) {
    await leadlens.show(tab);
    await expect(page.getByText(/None of these leads has a name, an e-mail or a phone number/)).toBeVisible();
  }
});

test("one lead: each view says something true", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.paste(rows(1));
  await leadlens.show("Duplicates");
  await expect(page.getByText("No duplicates.")).toBeVisible();
  await leadlens.show("People");
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(2);
  await leadlens.show("Problems");
  await expect(page.getByText("No problems found.")).toBeVisible();
});

test("records with one unknown source are one problem, whose word may be an action", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.paste(rows(30, (n) => ({ source: n % 3 ? "Free trial" : "Contact Me" })));
  await leadlens.show("Problems");
  await expect(leadlens.tab("Problems")).toHaveText(/1$/);
  await expect(page.getByText("and 19 more records")).toBeVisible();
  await page.getByRole("table").getByRole("button", { name: "Show these leads" }).click();
  await expect(leadlens.chip("Unknown code")).toContainText("Free trial");
  await expect(leadlens.picked).toContainText("20 of 30");
  await page.getByRole("button", { name: "Clear all" }).click();
  await leadlens.show("Overview");
  await page.getByRole("combobox", { name: "Free trial means" }).selectOption({ label: "Action: INS · Get it now / install" });
  await expect(leadlens.tab("Problems")).toHaveText(/0$/);
  await leadlens.expectCell("Not given", "INS", 20);
});

test("presets say what they would change, and links carry what is filtered", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.sampleButton.click();
  await leadlens.show("Duplicates");
  const effects = page.getByRole("list", { name: "What another level would change" }).getByRole("listitem");
  await expect(effects).toHaveText([/^Strict: people [+−±]\d+, merged [+−±]\d+, to review [+−±]\d+$/, /^Wide: /]);
  await leadlens.show("Overview");
  await page.evaluate(() => (location.hash = "source=azure_portal"));
  await expect(leadlens.chip("Source")).toBeVisible();
  const leads = await leadlens.total("leads");
  await leadlens.shareButton.click();
  const dialog = page.getByRole("dialog", { name: "Share the numbers" });
  await expect(dialog.getByText(`Filtered leads: ${leads}`)).toBeVisible();
  await expect(dialog.getByText(/does not name the filter \(Source is Azure portal\)/)).toBeVisible();
  const link = await dialog.getByRole("textbox", { name: /^Link/ }).inputValue();
  await dialog.getByRole("radio", { name: /^All leads: 378/ }).check();
  await expect.poll(() => dialog.getByRole("textbox", { name: /^Link/ }).inputValue()).not.toBe(link);
  await page.goto(link);
  await leadlens.expectTotal("leads", leads);
});
