// What befalls a tab from outside: it is hidden, its storage is denied, another tab of the same browser is at work.
import { expect } from "@playwright/test";

import { csvFile } from "../data.js";
import { Leadlens } from "../leadlens.js";
import { Review } from "../review.js";
import { FILES } from "./leads.js";

/** Hides the tab from its user, or shows it again. */
export async function hide(page, isHidden) {
  await page.evaluate((isHidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => isHidden });
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (isHidden ? "hidden" : "visible") });
    document.dispatchEvent(new Event("visibilitychange"));
  }, isHidden);
}

/** Lets every use of the storage throw, as a browser does it that is told to block it. */
export async function denyStorage(page) {
  await page.evaluate(() => {
    Object.defineProperty(window, "localStorage", { configurable: true, get: () => { throw new DOMException("denied", "SecurityError"); } });
  });
}

/** Gives the storage back. */
export const allowStorage = (page) => page.evaluate(() => Reflect.deleteProperty(window, "localStorage"));

/** Decides in another tab about one of the same files. */
export async function decideElsewhere(leadlens) {
  const other = new Leadlens(await leadlens.page.context().newPage(), leadlens.address);
  await other.open();
  await other.choose(csvFile("first.csv", FILES["first.csv"].csv));
  await other.show("Duplicates");
  const review = new Review(other);
  await review.preset("Strict");
  await other.page.keyboard.press("j");
  await review.decide("n");
  await review.expectTally({ different: 1 });
  await other.page.close();
}
