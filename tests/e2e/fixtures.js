// Serves the built page under a path, so that an absolute address in it would break, and watches each test for what must never happen.
import { test as base, expect } from "@playwright/test";

import { serve } from "../../scripts/serve.mjs";
import { Leadlens } from "./leadlens.js";

const PREFIX = "/some/where/";

/** What an error says that a test throws itself. */
export const OWN_ERROR = "made by the test";

export const test = base.extend({
  site: [
    async ({}, use) => {
      const server = await serve("dist", 0, PREFIX);
      await use(`http://127.0.0.1:${server.address().port}${PREFIX}`);
      server.closeAllConnections();
      server.close();
    },
    { scope: "worker" },
  ],

  /** A new browser profile with the page in it, not opened yet. Whatever happens in it, the console stays clean and nothing breaks the CSP. */
  newPage: async ({ browser, site }, use) => {
    const contexts = [];
    const complaints = [];
    await use(async (options = {}) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      const page = await context.newPage();
      page.on("pageerror", (error) => error.message.includes(OWN_ERROR) || complaints.push(`exception: ${error.message}`));
      page.on("console", (message) => message.type() === "error" && !message.text().includes(OWN_ERROR) && complaints.push(`console: ${message.text()}`));
      await page.exposeFunction("reportViolation", (text) => complaints.push(`CSP: ${text}`));
      await page.addInitScript(() => {
        addEventListener("securitypolicyviolation", (event) => window.reportViolation(`${event.violatedDirective} ${event.blockedURI}`));
      });
      return new Leadlens(page, site);
    });
    expect(complaints, "errors in the console and violations of the Content-Security-Policy").toEqual([]);
    await Promise.all(contexts.map((context) => context.close()));
  },

  /** The page, opened. */
  leadlens: async ({ newPage }, use) => {
    const leadlens = await newPage();
    await leadlens.open();
    await use(leadlens);
  },
});

export { expect };
