import AxeBuilder from "@axe-core/playwright";

import { BIG, HOSTILE, SMALL } from "./data.js";
import { expect, test } from "./fixtures.js";

/** The table of leads as a person sees it. */
class Table {
  constructor(page) {
    this.page = page;
    this.grid = page.getByRole("grid");
    this.heads = this.grid.getByRole("columnheader");
    this.dialog = page.getByRole("dialog").filter({ visible: true });
    this.detail = page.getByRole("complementary");
  }

  head(name) {
    return this.heads.filter({ hasText: new RegExp(`^${name}`) });
  }

  sorter(name) {
    return this.head(name).getByRole("button");
  }

  async names() {
    return (await this.heads.allInnerTexts()).map((text) => text.trim());
  }

  async width(name) {
    return Math.round((await this.head(name).boundingBox()).width);
  }

  /** What stands in the active cell. */
  async active() {
    const id = await this.grid.getAttribute("aria-activedescendant");
    return this.grid.locator(`[id="${id}"]`).innerText();
  }

  /** The first column of the rows, top to bottom. */
  async first(count) {
    const cells = this.grid.getByRole("gridcell").and(this.page.locator("[aria-colindex='1']"));
    return (await cells.allInnerTexts()).slice(0, count);
  }

  clipboard() {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }
}

async function open(newPage, csv, options = {}) {
  const leadlens = await newPage({ permissions: ["clipboard-read", "clipboard-write"], ...options });
  await leadlens.open();
  await leadlens.paste(csv);
  await leadlens.show("Leads");
  const table = new Table(leadlens.page);
  await expect(table.grid.getByRole("gridcell").first()).toBeVisible();
  return { leadlens, table, page: leadlens.page, keyboard: leadlens.page.keyboard };
}

const USUAL = ["Name", "E-mail", "Company", "Country", "Source", "Action", "Offer", "Created", "Flags"];

test("columns chosen, moved and widened by keys are remembered", async ({ newPage }) => {
  const { leadlens, table, page, keyboard } = await open(newPage, SMALL.csv);
  expect(await table.names()).toEqual(USUAL);
  await leadlens.tabTo(page.getByRole("button", { name: "Columns" }));
  await keyboard.press("Enter");
  await leadlens.tabTo(table.dialog.getByRole("checkbox", { name: "Phone" }));
  await keyboard.press("Space");
  await expect(table.dialog.getByRole("checkbox", { name: "Phone" })).toBeChecked();
  const up = table.dialog.getByRole("button", { name: "Move Phone up" });
  await leadlens.tabTo(up);
  for (let step = 0; step < 2; step += 1) {
    await keyboard.press("Enter");
    await expect(up, "the focus goes along").toBeFocused();
  }
  const width = table.dialog.getByRole("spinbutton", { name: "Phone: width in pixels" });
  await width.fill("300");
  await width.press("Enter");
  await keyboard.press("Escape");
  await expect(table.dialog).toHaveCount(0);
  await expect.poll(() => table.names()).toEqual(["Phone", ...USUAL]);
  await expect.poll(() => table.width("Phone")).toBe(300);

  await table.sorter("Phone").focus();
  await keyboard.press("Alt+ArrowRight");
  await expect.poll(() => table.names()).toEqual(["Name", "Phone", ...USUAL.slice(1)]);
  await expect(table.sorter("Phone")).toBeFocused();
  await keyboard.press("Shift+ArrowRight");
  await expect.poll(() => table.width("Phone")).toBe(316);

  await page.reload();
  await leadlens.paste(SMALL.csv);
  await leadlens.show("Leads");
  await expect.poll(() => table.names()).toEqual(["Name", "Phone", ...USUAL.slice(1)]);
  await expect.poll(() => table.width("Phone")).toBe(316);
  const stored = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
  expect(stored, "no value of a lead is stored").not.toMatch(/fabrikam|Archer|5550100/);
  await page.getByRole("button", { name: "Columns" }).click();
  await table.dialog.getByRole("button", { name: "Reset columns" }).click();
  await keyboard.press("Escape");
  await expect.poll(() => table.names()).toEqual(USUAL);
});

test("columns are moved, widened and fitted by the mouse", async ({ newPage }) => {
  const { table, page } = await open(newPage, SMALL.csv);
  const drag = async (from, to) => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, to.y, { steps: 4 });
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
  };
  const box = await table.head("Name").boundingBox();
  const edge = { x: box.x + box.width - 3, y: box.y + box.height / 2 };
  await drag(edge, { x: edge.x + 60, y: edge.y });
  await expect.poll(() => table.width("Name")).toBe(Math.round(box.width) + 60);
  const wide = await table.head("Name").boundingBox();
  await page.mouse.dblclick(wide.x + wide.width - 3, edge.y);
  await expect.poll(() => table.width("Name")).toBeLessThan(wide.width);

  const name = await table.sorter("Name").boundingBox();
  const company = await table.sorter("Company").boundingBox();
  await drag({ x: name.x + 8, y: name.y + 8 }, { x: company.x + 8, y: company.y + 8 });
  await expect.poll(() => table.names()).toEqual(["E-mail", "Company", "Name", ...USUAL.slice(3)]);
  await expect(table.head("Name")).not.toHaveAttribute("aria-sort");
});

test("leads are sorted by one column and by several", async ({ newPage }) => {
  const { table, keyboard } = await open(newPage, SMALL.csv);
  await table.sorter("Name").click();
  await expect(table.head("Name")).toHaveAttribute("aria-sort", "ascending");
  await expect.poll(() => table.first(4)).toEqual(["Ann Archer", "Ann Archer", "Bo Berg", "Cem Can"]);
  await table.sorter("Name").click();
  await expect(table.head("Name")).toHaveAttribute("aria-sort", "descending");
  await expect.poll(() => table.first(4)).toEqual(["Cem Can", "Bo Berg", "Ann Archer", "Ann Archer"]);
  await table.sorter("Name").click();
  await expect(table.head("Name")).not.toHaveAttribute("aria-sort");

  await table.sorter("Action").click();
  await table.sorter("Name").focus();
  await keyboard.press("Shift+Enter");
  await keyboard.press("Shift+Enter");
  await expect(table.head("Action")).toHaveAttribute("aria-sort", "ascending");
  await expect(table.sorter("Name")).toHaveAttribute("title", "Sorted by Name, 2 of 2");
  await expect.poll(() => table.first(4)).toEqual(["Bo Berg", "Ann Archer", "Ann Archer", "Cem Can"]);
});

test("keys move among cells and copy the selection, no formula", async ({ newPage }) => {
  const { table, page, keyboard } = await open(newPage, SMALL.csv);
  await table.grid.focus();
  expect(await table.active()).toBe("Ann Archer");
  for (const [key, text] of [
    ["ArrowRight", "ann@fabrikam.example"],
    ["ArrowDown", "ANN@fabrikam.example"],
    ["Home", "Ann Archer"],
    ["Control+End", "Cem Can"],
    ["ArrowRight", "cem@litware.example"],
    ["Control+Home", "ann@fabrikam.example"],
  ]) {
    await keyboard.press(key);
    await expect.poll(() => table.active(), { message: key }).toBe(text);
  }
  await keyboard.press("Control+C");
  await expect.poll(() => table.clipboard()).toBe("ann@fabrikam.example");
  await keyboard.press("Shift+ArrowDown");
  await keyboard.press("Shift+ArrowRight");
  await expect(page.getByText("Selected: 2 × 2 cells")).toBeVisible();
  await keyboard.press("Control+C");
  await expect.poll(() => table.clipboard()).toBe("E-mail\tCompany\r\nann@fabrikam.example\tFabrikam\r\nANN@fabrikam.example\tFabrikam\r\n");
  await keyboard.press("Control+A");
  await keyboard.press("Control+C");
  await expect(page.getByText("4 rows copied.")).toBeVisible();
  expect((await table.clipboard()).trim().split("\r\n")).toHaveLength(5);
});

test("what looks like a formula is copied as text by the button", async ({ newPage }) => {
  const { table, page } = await open(newPage, HOSTILE.csv);
  await page.getByRole("button", { name: "Copy all" }).click();
  await expect.poll(() => table.clipboard()).toContain(`\t'=HYPERLINK("http://evil.example")\t`);
});

test("the panel says everything of a lead, and goes to the next", async ({ newPage }) => {
  const { table, page, keyboard } = await open(newPage, SMALL.csv);
  await table.grid.focus();
  await keyboard.press("Enter");
  await expect(table.detail).toContainText("Lead from record 1");
  await expect(table.detail).toContainText("INS: the customer chose Get it now");
  await expect(table.detail).toContainText("2 leads of this person");
  await table.detail.getByText("As in the file", { exact: true }).click();
  await expect(table.detail.getByRole("row", { name: /CreatedTime 2021-03-01T08:00:00Z/ })).toBeVisible();
  await table.detail.getByRole("button", { name: "Next lead" }).click();
  await expect(table.detail).toContainText("Lead from record 2");
  await keyboard.press("j");
  await expect(table.detail).toContainText("Lead from record 3");
  await keyboard.press("Alt+ArrowUp");
  await expect(table.detail).toContainText("Lead from record 2");
  await keyboard.press("Escape");
  await expect(table.detail).toHaveCount(0);
  await expect(table.grid).toBeFocused();
  expect(await table.active(), "the cursor is at the lead last looked at").toBe("Ann Archer");
  await keyboard.press("Enter");
  await table.detail.getByRole("button", { name: "Only this person's leads" }).click();
  await expect(page.getByRole("list", { name: "Filters" })).toContainText("one person");
});

test("nothing fits: the filter can be cleared", async ({ newPage }) => {
  const { leadlens, table, page } = await open(newPage, SMALL.csv);
  await leadlens.search.fill("nobody at all");
  await expect(page.getByText("No leads found.")).toBeVisible();
  await page.getByText("No leads found.").getByRole("button").click();
  await expect(table.grid.getByRole("row")).toHaveCount(1 + SMALL.leads);
  await leadlens.expectTotal("leads", SMALL.leads);
});

test("a table of 300,000 leads scrolls to its end and copies", async ({ newPage }) => {
  const leadlens = await newPage({ permissions: ["clipboard-read", "clipboard-write"] });
  const { page } = leadlens;
  const table = new Table(page);
  await leadlens.open();
  await leadlens.choose(BIG.path());
  await leadlens.expectTotal("leads", BIG.leads);
  await leadlens.show("Leads");
  await expect(table.grid.getByRole("gridcell").first()).toBeVisible();
  await table.grid.focus();
  await page.keyboard.press("Control+End");
  await expect.poll(() => table.active()).toBe("First299 Last5999");
  expect(await table.grid.getByRole("row").count(), "only what is on screen exists").toBeLessThan(100);
  // Marked elements are still the same ones after a long scroll: rows are written over, not made anew.
  await table.grid.evaluate((grid) => grid.querySelectorAll("[role=row]").forEach((row) => (row.isOld = true)));
  for (let step = 0; step < 20; step += 1) {
    await table.grid.evaluate((grid) => grid.scrollBy(0, -3_000));
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  expect(await table.grid.evaluate((grid) => [...grid.querySelectorAll("[role=row]")].every((row) => row.isOld))).toBe(true);

  await page.keyboard.press("Control+Home");
  await expect.poll(() => table.active()).toBe("First0 Last0");
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+C");
  await expect(page.getByText("Copied the first 10,000 of 300,000 rows.")).toBeVisible();
  expect((await table.clipboard()).trim().split("\r\n")).toHaveLength(10_001);
});

for (const width of [320, 1280]) {
  test(`axe finds nothing in the table and its panels, ${width} px`, async ({ newPage }) => {
    const { table, page, keyboard } = await open(newPage, SMALL.csv, { viewport: { width, height: 800 }, reducedMotion: "reduce" });
    const expectNoFault = async (view) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`), view).toEqual([]);
      expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), view).toBe(0);
    };
    await table.sorter("Name").click();
    await table.grid.focus();
    await keyboard.press("Shift+ArrowDown");
    await expectNoFault("cells selected");
    await page.getByRole("button", { name: "Columns" }).click();
    await expectNoFault("the columns");
    await keyboard.press("Escape");
    await table.grid.focus();
    await keyboard.press("Enter");
    await expect(table.detail).toBeVisible();
    await table.detail.getByText("As in the file", { exact: true }).click();
    await expectNoFault("a lead");
  });
}
