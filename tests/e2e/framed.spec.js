import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { serve } from "../../scripts/serve.mjs";
import { expect, test } from "./fixtures.js";

test("inside another website nothing starts but a link out", async ({ newPage }) => {
  const leadlens = await newPage();
  const { page, address } = leadlens;
  const folder = mkdtempSync(join(tmpdir(), "leadlens-"));
  writeFileSync(join(folder, "index.html"), `<!doctype html><link rel="icon" href="data:,"><iframe src="${address}" width="900" height="600"></iframe>`);
  const server = await serve(folder);
  try {
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const frame = page.frameLocator("iframe");
    await expect(frame.getByRole("alert")).toContainText("does not work inside another website");
    await expect(frame.getByRole("button")).toHaveCount(0);
    await expect(frame.getByRole("textbox")).toHaveCount(0);
    expect(page.workers()).toEqual([]);
    const [tab] = await Promise.all([page.context().waitForEvent("page"), frame.getByRole("link").click()]);
    await expect(tab.getByLabel("Paste leads")).toBeVisible();
    expect(tab.url()).toBe(address);
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  }
});
