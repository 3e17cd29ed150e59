import AxeBuilder from "@axe-core/playwright";

import { expect, test } from "./fixtures.js";

for (const colorScheme of ["light", "dark"]) {
  test(`licences stand one click away, in ${colorScheme}`, async ({ newPage }) => {
    const leadlens = await newPage({ colorScheme });
    await leadlens.open();
    const opening = leadlens.page.context().waitForEvent("page");
    await leadlens.page.getByRole("link", { name: "Licences" }).click();
    const page = await opening;
    const complaints = [];
    page.on("console", (message) => complaints.push(message.text()));
    await page.reload();
    await expect(page.getByRole("heading", { name: "Licences", exact: true })).toBeVisible();
    await expect(page.getByRole("row", { name: /^dissimilar [\d.]+ Apache-2\.0/ })).toBeVisible();
    await expect(page.getByRole("heading", { name: /leptos/ }).first()).toBeVisible();
    await expect(page.locator("meta[http-equiv=Content-Security-Policy]")).toHaveAttribute("content", /^default-src 'none'; style-src 'sha256-/);
    expect(await page.locator("pre").first().evaluate((text) => getComputedStyle(text).whiteSpace)).toBe("pre-wrap");
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    expect(complaints).toEqual([]);
    await expect(leadlens.pasteBox, "the page stays as it was").toBeVisible();
  });
}
