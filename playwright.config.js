import { defineConfig } from "@playwright/test";

import { CHROME_ARGS, chrome } from "./scripts/browser.mjs";

export default defineConfig({
  testDir: "tests/e2e",
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  reporter: [["list"]],
  // Guards against a hang. Speed is measured in benches/browser, no test fails because it is slow.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
    timezoneId: "UTC",
    trace: "retain-on-failure",
    launchOptions: { executablePath: chrome(), args: CHROME_ARGS },
  },
});
