// Page and model side by side, after each step of a day.
import { expect } from "@playwright/test";

import { FILES } from "./leads.js";
import { isUnsaved } from "./worker.js";

/** Page and model show the same: the mark, the totals, the sources, and the review where it is looked at. */
export async function compare(walk) {
  const { leadlens, model, review } = walk;
  await expect.poll(() => isUnsaved(leadlens), { message: "the unsaved mark" }).toBe(model.isUnsaved);
  if (!model.isOpen) return;
  const totals = async () => ({ leads: await leadlens.total("leads?"), people: await leadlens.total("(?:people|person)") });
  if (model.isSample) return compareSample(walk, totals);
  const { leads, people, review: counts, tally } = model.numbers;
  await expect.poll(totals, { message: "leads and people in the totals" }).toEqual({ leads, people });
  for (const file of model.open) await expect(leadlens.source(new RegExp(file))).toContainText(String(FILES[file].groups.flatMap(({ leads }) => leads).length));
  await expect(leadlens.sources.getByRole("button")).toHaveCount(model.open.length);
  if (model.tab !== "Duplicates") return;
  await expect.poll(() => review.counts(), { message: "counts of the review" }).toEqual(counts);
  await expect.poll(() => review.tally(), { message: "tally of the review" }).toEqual(tally);
  await expect(review.section.getByRole("radio", { name: model.preset })).toBeChecked();
  // Filters are undone by the same buttons, so that a decision can only say when there is something to undo.
  for (const [name, place] of Object.entries({ Undo: model.undoable, Redo: model.redoable })) {
    if (place >= 0) await expect(walk.step(name)).toHaveAttribute("aria-disabled", "false");
  }
}

/** The sample has no expected counts: its numbers are those it had before under the same decisions. */
async function compareSample(walk, totals) {
  const { model, review } = walk;
  await walk.show("Duplicates");
  await review.settled();
  const { same, different } = model.tally([]);
  await expect.poll(() => review.tally(), { message: "tally of the review" }).toMatchObject({ same, different });
  const now = async () => ({ ...(await totals()), ...(await review.counts()) });
  const expected = model.sampleNumbers(await now());
  await expect.poll(now, { message: "numbers of the sample, as under the same decisions before" }).toEqual(expected);
}
