// What befalls workers. The page has one at a time; what it says of their end stands in its alerts.
import { expect } from "@playwright/test";

import { OWN_ERROR } from "../fixtures.js";

/** Seconds after which the page takes a busy worker for dead that says nothing, and some more. */
const SILENCE = 22_000;

/** Ends the worker by an error of its own. */
export async function throwIn(worker) {
  await worker.evaluate((text) => void setTimeout(() => { throw new Error(text); }), OWN_ERROR).catch(() => {});
}

/** Waits until no job runs. */
export async function idle({ page }) {
  await expect(page.getByRole("progressbar")).toHaveCount(0);
}

/** Lets the worker die of an error, and waits until another one has what was open. */
export async function crash(leadlens) {
  const worker = leadlens.page.workers().at(-1);
  await throwIn(worker);
  await expect.poll(() => leadlens.page.workers().includes(worker), { message: "the worker is ended" }).toBe(false);
  await expect(leadlens.alert.first()).toBeVisible();
  await idle(leadlens);
}

/** Lets the worker fall silent, lets `act` want something of it, and waits until another one has what was open. Needs a clock of the test's own. */
export async function stall(leadlens, act) {
  const { page } = leadlens;
  const worker = page.workers().at(-1);
  await silence(worker);
  await act();
  await page.clock.runFor(SILENCE);
  await expect.poll(() => page.workers().includes(worker), { message: "the worker is ended" }).toBe(false);
  await expect(leadlens.alert.first()).toContainText(/did not respond for 20 seconds/);
  await idle(leadlens);
}

/** Puts a text before the worker's loader, in every worker that is started while there is one. */
async function before(page, text) {
  await page.route(/worker_loader[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: text() + (await response.text()) });
  });
}

/** Lets workers that are started while the answer's `isOn` is set die of an error when they read a file of that many bytes. */
export async function poisonable(page, bytes) {
  const poison = { isOn: false };
  const act = `{
    const slice = Blob.prototype.slice;
    Blob.prototype.slice = function (...given) {
      if (this.size === ${bytes}) setTimeout(() => { throw new Error("${OWN_ERROR}"); });
      return slice.apply(this, given);
    };
  }
  `;
  await before(page, () => (poison.isOn ? act : ""));
  return poison;
}

/** Lets workers that are started while the answer's `isOn` is set die of an error, whatever they do. */
export async function doomed(page) {
  const doom = { isOn: false };
  await before(page, () => (doom.isOn ? `setTimeout(() => { throw new Error("${OWN_ERROR}"); }, 100);` : ""));
  return doom;
}

/** A gate before everything the worker reads: nothing comes out of a file while it is shut. */
export async function gated(page) {
  const act = `{
    const read = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = async function () {
      await self.gate;
      return read.call(this);
    };
  }
  `;
  await before(page, () => act);
  const worker = () => page.workers().at(-1);
  return {
    shut: () => worker().evaluate(() => void (self.gate = new Promise((open) => (self.openGate = open)))),
    open: () => worker().evaluate(() => self.openGate()),
  };
}

/** Lets a page that is opened later tell how much memory its worker has. */
export async function watchMemory(page) {
  const watch = `{
    const made = WebAssembly.instantiate;
    WebAssembly.instantiate = async (...given) => {
      const result = await made.apply(WebAssembly, given);
      self.leadlensMemory = (result.instance ?? result).exports.memory;
      return result;
    };
  }
  `;
  await before(page, () => watch);
}

/** Bytes of the worker's memory, which never becomes smaller. */
export const memoryOf = (page) => page.workers().at(-1).evaluate(() => self.leadlensMemory.buffer.byteLength);

/** Keeps a worker busy for ever. */
const silence = (worker) => worker.evaluate(() => void setTimeout(() => { for (;;); }));

/** Whether the browser would warn before the page is left: something stands nowhere but in this tab. */
export function isUnsaved({ page }) {
  return page.evaluate(() => !dispatchEvent(new Event("beforeunload", { cancelable: true })));
}

/** What the page's own save button makes: the file, and the log of decisions in it. */
export async function download(leadlens, button = undefined) {
  const [file] = await Promise.all([leadlens.page.waitForEvent("download"), button ? button.click() : leadlens.pressSave()]);
  const chunks = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks);
}
