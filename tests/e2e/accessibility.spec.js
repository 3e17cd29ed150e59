import AxeBuilder from "@axe-core/playwright";

import { TABS } from "./leadlens.js";
import { expect, test } from "./fixtures.js";

async function expectNoViolation(page, view) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  expect.soft(found, `axe on ${view}`).toEqual([]);
}

for (const colorScheme of ["light", "dark"]) {
  for (const width of [390, 1280]) {
    test(`axe finds nothing in ${colorScheme} at ${width} pixels`, async ({ newPage }) => {
      const leadlens = await newPage({ colorScheme, reducedMotion: "reduce", viewport: { width, height: 800 } });
      const { page } = leadlens;
      await leadlens.open();
      await expectNoViolation(page, "the first page");
      await leadlens.sampleButton.click();
      for (const name of TABS) {
        await leadlens.show(name);
        await expectNoViolation(page, name);
      }
      const dialog = page.getByRole("dialog").filter({ visible: true });
      const closeDialog = async () => {
        await page.keyboard.press("Escape");
        await expect(dialog).toHaveCount(0);
      };
      await page.getByRole("button", { name: /, record \d/ }).first().click();
      await expect(dialog.getByRole("table")).toBeVisible();
      await expectNoViolation(page, "a record");
      await closeDialog();
      await page.getByRole("button", { name: /^sample-leads\.csv/ }).first().click();
      await expect(dialog.getByRole("table")).toBeVisible();
      await expectNoViolation(page, "how a source was read");
      await closeDialog();
      await page.getByRole("button", { name: "How to get the file" }).last().click();
      await expectNoViolation(page, "how to get the file");
      await closeDialog();
      await leadlens.shareButton.click();
      await expect(leadlens.copyButton).toBeVisible();
      await expectNoViolation(page, "the share dialog");
    });
  }
}

test("nothing scrolls sideways at 390 pixels", async ({ newPage }) => {
  const leadlens = await newPage({ viewport: { width: 390, height: 800 } });
  const { page } = leadlens;
  const excess = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await leadlens.open();
  expect.soft(await excess(), "the first page").toBe(0);
  await leadlens.sampleButton.click();
  for (const name of TABS) {
    await leadlens.show(name);
    expect.soft(await excess(), name).toBe(0);
  }
});
