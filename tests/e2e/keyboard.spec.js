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

  await leadlens.tabTo(leadlens.grid);
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowDown");
  const row = await leadlens.activeRow();
  await expect(row).toBeVisible();
  const [email] = (await row.innerText()).match(/\S+@\S+/);
  await keyboard.press("Enter");
  await expect(leadlens.detail).toContainText(email);

  await keyboard.press("Escape");
  await expect(leadlens.detail).toBeHidden();
  await expect(leadlens.grid).toBeFocused();
  await expect(await leadlens.activeRow()).toContainText(email);
});
