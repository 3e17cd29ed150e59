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
