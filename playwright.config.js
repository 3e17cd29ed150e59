import { defineConfig } from "@playwright/test";

import { CHROME_ARGS, headlessChrome } from "./scripts/browser.mjs";

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
    // Records each step, which costs a third of the time: `playwright test --trace on` for the one test looked into.
    trace: "off",
    launchOptions: { executablePath: headlessChrome(), args: CHROME_ARGS },
  },
});
