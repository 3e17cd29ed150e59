// Parts of two builds in one tab: a host that was updated, a cache that was not, a network that is gone.
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { serve } from "../../scripts/serve.mjs";
import { SMALL } from "./data.js";
import { OWN_ERROR, test as base, expect } from "./fixtures.js";
import { Leadlens } from "./leadlens.js";

/** Well below the 20 seconds after which a silent worker is taken for dead. */
const AT_ONCE = { timeout: 10_000 };
const OTHER = /a new version of Leadlens is available/i;
const NO_NETWORK = /could not be loaded.*online/i;
const PREFIX = "/some/where/";

const test = base.extend({
  /** A copy of the build to be changed, on a host of its own, and a page that may complain. `host` gives back both. */
  host: async ({ browser }, use) => {
    const ends = [];
    await use(async ({ fallback } = {}) => {
      const folder = mkdtempSync(join(tmpdir(), "leadlens-"));
      cpSync("dist", folder, { recursive: true });
      const server = await serve(folder, 0, PREFIX, fallback);
      const context = await browser.newContext();
      ends.push(() => context.close(), () => server.closeAllConnections(), () => server.close(), () => rmSync(folder, { recursive: true }));
      const [loader, script, program] = [/^worker_loader/, /^worker-.*\.js$/, /^worker-.*\.wasm$/].map((form) =>
        join(folder, readdirSync(folder).find((name) => form.test(name))),
      );
      const build = /-([0-9a-f]+)\.js$/.exec(loader)[1];
      const leadlens = new Leadlens(await context.newPage(), `http://127.0.0.1:${server.address().port}${PREFIX}`);
      return { leadlens, build, files: { loader, script, program } };
    });
    for (const end of ends) await end();
  },
});

async function expectOtherVersion({ alert, page }) {
  await expect(alert.first()).toContainText(OTHER, AT_ONCE);
  await expect(page.getByRole("button", { name: "Reload" })).toBeVisible();
}

for (const part of ["loader", "script", "program"]) {
  test(`the worker's ${part} is not there any more`, async ({ host }) => {
    const { leadlens, files } = await host();
    rmSync(files[part]);
    await leadlens.open();
    await expectOtherVersion(leadlens);
  });

  test(`the host sends its own page for the worker's ${part}`, async ({ host }) => {
    const { leadlens, files } = await host({ fallback: "index.html" });
    rmSync(files[part]);
    await leadlens.open();
    await expectOtherVersion(leadlens);
  });

  test(`the worker's ${part} is another build's under the right name`, async ({ host }) => {
    const { leadlens, build, files } = await host();
    const text = readFileSync(files[part], "latin1");
    expect(text.split(build).length).toBe(2);
    writeFileSync(files[part], text.replace(build, "0".repeat(build.length)), "latin1");
    await leadlens.open();
    await expectOtherVersion(leadlens);
  });
}

test("a loader that names no build is not listened to", async ({ host }) => {
  const { leadlens, build, files } = await host();
  writeFileSync(files.loader, `import start from "./worker-${build}.js"; await start({ module_or_path: "./worker-${build}_bg.wasm" });`);
  await leadlens.open();
  await expectOtherVersion(leadlens);
});

test("an event that cannot be read is another version's", async ({ host }) => {
  const { leadlens, files } = await host();
  const answer = 'addEventListener("message", () => postMessage(new Uint8Array([255, 255])));';
  writeFileSync(files.loader, readFileSync(files.loader, "utf8") + answer);
  await leadlens.open();
  await leadlens.paste(SMALL.csv);
  await expectOtherVersion(leadlens);
});

test("a request that cannot be read is another version's", async ({ host }) => {
  const { leadlens } = await host();
  await leadlens.page.addInitScript(() => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function () {
      return post.call(this, [new Uint8Array([255, 255])]);
    };
  });
  await leadlens.open();
  await leadlens.paste(SMALL.csv);
  await expectOtherVersion(leadlens);
});

test("a reload brings the version that is online", async ({ host }) => {
  const { leadlens, files } = await host();
  const program = readFileSync(files.program);
  rmSync(files.program);
  await leadlens.open();
  await expectOtherVersion(leadlens);
  writeFileSync(files.program, program);
  await leadlens.page.getByRole("button", { name: "Reload" }).click();
  await leadlens.paste(SMALL.csv);
  await leadlens.expectTotal("leads", SMALL.leads);
});

test("a version put online meanwhile shows when the worker dies", async ({ host }) => {
  const { leadlens, files } = await host();
  await leadlens.open();
  await leadlens.paste(SMALL.csv);
  await leadlens.expectTotal("leads", SMALL.leads);
  for (const file of Object.values(files)) rmSync(file);
  await leadlens.page.workers()[0].evaluate((text) => void setTimeout(() => { throw new Error(text); }), OWN_ERROR);
  await expectOtherVersion(leadlens);
});

test("a network that is gone is no other version", async ({ host }) => {
  const { leadlens } = await host();
  const { page } = leadlens;
  await leadlens.open();
  await leadlens.paste(SMALL.csv);
  await leadlens.expectTotal("leads", SMALL.leads);
  await page.context().setOffline(true);
  await page.workers()[0].evaluate((text) => void setTimeout(() => { throw new Error(text); }), OWN_ERROR);
  await expect(leadlens.alert.first()).toContainText(NO_NETWORK, AT_ONCE);
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(leadlens.alert).toHaveCount(0);
  await leadlens.show("Leads");
  await expect(page.getByText("bo@wingtip.example").first()).toBeVisible();
});
