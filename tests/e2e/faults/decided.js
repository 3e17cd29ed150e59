// Decisions that have to be there whatever befalls the tab.
import { expect } from "@playwright/test";

import { Review } from "../review.js";
import { unzip } from "../zip.js";
import { isUnsaved } from "./worker.js";

/** A saved file, as the browser hands it over. */
export const workspace = (buffer) => ({ name: "leads.leadlens", mimeType: "application/octet-stream", buffer });

/** The manifest of a saved workspace. */
export const manifest = (file) => JSON.parse(unzip(file).get("leadlens.json"));

/** Decides about two groups under the preset "Strict": what everything here is about. Leaves the review open. */
export async function decideTwo(leadlens) {
  await leadlens.show("Duplicates");
  const review = new Review(leadlens);
  await review.preset("Strict");
  await leadlens.page.keyboard.press("j");
  await review.decide("m");
  await review.expectTally({ same: 1 });
  await review.entries.nth(3).click();
  await review.shown();
  await review.open.getByRole("button", { name: /^Split off lead/ }).first().click();
  await review.expectTally({ same: 1, different: 1 });
  return { review, tally: await review.tally(), counts: await review.counts() };
}

/** Everything decided is there as it was. */
export async function expectDecided(leadlens, { tally, counts }) {
  await leadlens.show("Duplicates");
  const review = new Review(leadlens);
  await expect(review.section.getByRole("radio", { name: "Strict" })).toBeChecked();
  await review.settled();
  await review.expectTally(tally);
  expect(await review.counts()).toEqual(counts);
  expect(await isUnsaved(leadlens), "the unsaved mark").toBe(true);
}
