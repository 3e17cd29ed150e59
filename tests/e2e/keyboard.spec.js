import { SMALL } from "./data.js";
import { expect, test } from "./fixtures.js";

test("everything is reached by the keyboard alone", async ({ leadlens }) => {
  const { page } = leadlens;
  const { keyboard } = page;

  await leadlens.tabTo(leadlens.pasteBox);
  await keyboard.insertText(SMALL.csv);
  await leadlens.tabTo(leadlens.readButton);
  await keyboard.press("Enter");
  await leadlens.expectTotal("leads", SMALL.leads);

  await leadlens.tabTo(page.getByRole("tablist"));
  for (let presses = 0; presses < 4 && (await leadlens.tab("Leads").getAttribute("aria-selected")) !== "true"; presses += 1) {
    await keyboard.press("ArrowRight");
    await keyboard.press("Enter");
  }
  await expect(leadlens.tab("Leads")).toHaveAttribute("aria-selected", "true");

  const row = page.getByRole("row").filter({ hasText: "bo@wingtip.example" });
  await expect(row).toBeVisible();
  const grid = page.getByRole("grid");
  await leadlens.tabTo(grid);
  // The grid keeps the focus and names the cell it is on.
  const onRow = async () => (await row.locator(`[id="${await grid.getAttribute("aria-activedescendant")}"]`).count()) === 1;
  while (!(await grid.evaluate((element) => element === document.activeElement))) await keyboard.press("Shift+Tab");
  for (let presses = 0; presses < 8 && !(await onRow()); presses += 1) await keyboard.press("ArrowDown");
  expect(await onRow(), "the arrow keys reach the lead").toBe(true);
  await keyboard.press("Enter");
  await expect(leadlens.detail).toContainText("bo@wingtip.example");

  await keyboard.press("Escape");
  await expect(leadlens.detail).toBeHidden();
  await expect(grid).toBeFocused();
});
