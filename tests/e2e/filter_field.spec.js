// The one field of the filter: search, and suggestions of what the leads have.
import AxeBuilder from "@axe-core/playwright";

import { expect, test } from "./fixtures.js";

const options = (page) => page.getByRole("listbox", { name: "Suggested filters" }).getByRole("option");

/** The sample is open and the focus in the field. */
async function inField(leadlens) {
  const { page, search } = leadlens;
  await leadlens.sampleButton.click();
  await expect(leadlens.totals).toBeVisible();
  await search.focus();
  return { page, search };
}

test("what is typed is suggested as a filter, and Enter adds it", async ({ leadlens }) => {
  const { page, search } = await inField(leadlens);
  await page.keyboard.type("polan");
  await expect(search).toHaveAttribute("aria-expanded", "true");
  await expect(options(page).first()).toHaveText("Country Poland");
  await expect(options(page).first()).toHaveAttribute("aria-selected", "true");
  await expect(search).toHaveAttribute("aria-activedescendant", await options(page).first().getAttribute("id"));
  await page.keyboard.press("Enter");
  await expect(leadlens.chip("Country")).toHaveText(/^Country is Poland/);
  await expect(search).toHaveValue("");
  await expect(search).toBeFocused();
  await expect(options(page)).toHaveCount(0);

  // By the words of its facet: the suggestion is chosen by an arrow key.
  await page.keyboard.type("source appsource");
  await expect(options(page).first()).toHaveText("Source AppSource");
  await expect(search).not.toHaveAttribute("aria-activedescendant");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(leadlens.chip("Source")).toHaveText(/^Source is AppSource/);
});

test("last 7 days are those of the data, in the field as in the picture over time", async ({ leadlens }) => {
  const { page, search } = await inField(leadlens);
  await search.pressSequentially("last 7");
  await expect(options(page).first()).toHaveText(/^Created last 7 days to .*2026$/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/days=2026-\d\d-\d\d\.\.2026-\d\d-\d\d/);
  await expect(leadlens.picked).toHaveText(/of 378 leads/);
  await expect(search).toBeFocused();
  const address = page.url();
  const shortcut = page.getByRole("button", { name: "Last 7 days" });
  await expect(shortcut).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByText(/^counted back from the latest lead, /)).toBeVisible();
  await shortcut.click();
  await expect(page).not.toHaveURL(/days=/);
  await shortcut.click();
  await expect(page).toHaveURL(address);
});

test("an action is found by its meaning", async ({ leadlens }) => {
  const { page } = await inField(leadlens);
  await page.keyboard.type("contact");
  await expect(options(page).filter({ hasText: "Action PLT · Contact me" })).toBeVisible();
  await page.keyboard.type(" me");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(leadlens.chip("Action")).toHaveText(/^Action is PLT/);
});

test("Enter searches unless one suggestion alone can be meant", async ({ leadlens }) => {
  const { page, search } = await inField(leadlens);
  await page.keyboard.type("a");
  await expect(options(page).first()).toBeVisible();
  await expect(search).not.toHaveAttribute("aria-activedescendant");
  await page.keyboard.press("Enter");
  await expect(search).toHaveValue("a");
  await expect(leadlens.picked).toHaveText(/of 378 leads/);
  await expect(page).not.toHaveURL(/offer=|country=|action=|company=/);
});

test("what fits no filter is searched for, and Escape closes and clears", async ({ leadlens }) => {
  const { page, search } = await inField(leadlens);
  await page.keyboard.press("ArrowDown");
  await expect(options(page)).toHaveCount(8);
  await page.keyboard.press("ArrowUp");
  await expect(search).not.toHaveAttribute("aria-activedescendant");
  await page.keyboard.press("Escape");
  await expect(options(page)).toHaveCount(0);
  await page.keyboard.type("whitlock");
  await page.keyboard.press("Enter");
  await expect(leadlens.picked).toHaveText(/of 378 leads/);
  await expect(search).toHaveValue("whitlock");
  await page.keyboard.press("Escape");
  await expect(search).toHaveValue("");
  await expect(leadlens.picked).toHaveText(/^378 leads/);
});

for (const width of [390, 1280]) {
  test(`axe finds nothing in the suggestions, ${width} px`, async ({ newPage }) => {
    const leadlens = await newPage({ reducedMotion: "reduce", viewport: { width, height: 800 } });
    const { page } = leadlens;
    await leadlens.open();
    await leadlens.sampleButton.click();
    await expect(leadlens.totals).toBeVisible();
    await leadlens.search.pressSequentially("fern");
    await expect(options(page).first()).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`)).toEqual([]);
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(excess, "nothing scrolls sideways").toBe(0);
  });
}

test("the id of a lead is suggested, and only where a file has ids", async ({ leadlens }) => {
  const { page, search } = leadlens;
  const rows = ["L-1001,Ann", "L-1002,Bob", "M-7,Cid"].map((row) => `SPZA-INS|a.b,${row},${row.slice(-3)}@example.com\n`).join("");
  await leadlens.paste(`LeadSource,Lead ID,First Name,Email\n${rows}`);
  await leadlens.expectTotal("leads", 3);
  await search.focus();
  await page.keyboard.type("l-10");
  await expect(options(page)).toHaveText(["Lead id L-1001", "Lead id L-1002"]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(leadlens.chip("Lead id")).toHaveText(/^Lead id is L-1002/);
  await expect(search).toHaveValue("");
  await expect(leadlens.picked).toHaveText(/1 of 3 leads/);
});
