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
  await leadlens.tabTo(page.getByRole("rowgroup").last());
  for (let presses = 0; presses < 8 && !(await row.evaluate((element) => element.contains(document.activeElement))); presses += 1) {
    await keyboard.press("ArrowDown");
  }
  if (!(await row.evaluate((element) => element.contains(document.activeElement)))) await leadlens.tabTo(row);
  await keyboard.press("Enter");
  await expect(leadlens.detail).toContainText("bo@wingtip.example");

  await keyboard.press("Escape");
  await expect(leadlens.detail).toBeHidden();
  expect(await row.evaluate((element) => element.contains(document.activeElement)), "the focus is back on the lead").toBe(true);
});
