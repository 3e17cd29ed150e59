// What a later Leadlens saved is taken over as far as it is known, and written back as it came.
import { csvFile } from "./data.js";
import { decideTwo, manifest, workspace } from "./faults/decided.js";
import { FILES } from "./faults/leads.js";
import { crash, download } from "./faults/worker.js";
import { expect, test } from "./fixtures.js";
import { Review } from "./review.js";
import { unzip, zip } from "./zip.js";

const FIRST = FILES["first.csv"];

test.describe("a workspace of a newer version", () => {
  const NEW_ENTRY = { constellation: { of: ["somebody", { level: 3 }] } };
  const NEW_STATEMENT = { statement: { rumour: ["0123456789abcdef"] } };

  /** A workspace with two decisions, changed by hand. */
  async function changed(leadlens, change) {
    await leadlens.choose(csvFile(FIRST.name, FIRST.csv));
    await decideTwo(leadlens);
    const files = unzip(await download(leadlens));
    const saved = JSON.parse(files.get("leadlens.json"));
    change(saved);
    files.set("leadlens.json", Buffer.from(JSON.stringify(saved)));
    return zip([...files]);
  }

  const addEntries = ({ log }) => {
    log.entries.splice(1, 0, NEW_ENTRY);
    log.entries.push(NEW_STATEMENT);
    log.position += 2;
  };

  const CHANGES = {
    "with entries of its own": addEntries,
    "with a format of its own": (saved) => (addEntries(saved), (saved.sources[0].format = "hologram")),
    "of number 2.5": (saved) => (addEntries(saved), (saved.leadlens = 2.5)),
    "of number 3": (saved) => (addEntries(saved), (saved.leadlens = 3)),
  };

  for (const [what, change] of Object.entries(CHANGES)) {
    test(`${what} applies in part and is saved whole`, async ({ leadlens, newPage }) => {
      const file = await changed(leadlens, change);
      const other = await newPage();
      await other.open();
      await other.choose(workspace(file));
      await other.expectTotal("leads", 22);
      await other.show("Duplicates");
      const review = new Review(other);
      await expect(review.section.getByRole("radio", { name: "Strict" })).toBeChecked();
      await review.settled();
      await review.expectTally({ same: 1, different: 1 });
      const step = (name) => other.page.getByRole("button", { name, exact: true }).click();
      await step("Undo");
      await review.expectTally({ same: 1, different: 0 });
      await step("Redo");
      await review.expectTally({ same: 1, different: 1 });
      await crash(other);
      const { log } = manifest(await download(other));
      for (const entry of [NEW_ENTRY, NEW_STATEMENT]) expect(log.entries).toContainEqual(entry);
    });
  }

  test("is told so in the panel of its source", async ({ leadlens, newPage }) => {
    const file = await changed(leadlens, addEntries);
    const other = await newPage();
    await other.open();
    await other.choose(workspace(file));
    await other.source(/first\.csv/).click();
    await expect(other.page.getByRole("dialog").filter({ visible: true })).toContainText(/newer|later version|later Leadlens/i);
  });
});
