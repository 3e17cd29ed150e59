// How long a pick takes until everything is painted: `node benches/browser/filter.mjs [picks] [leads …]`.
// Opens the same invented leads in the real page, waits until they are matched, and picks marks of every picture one after another, with and
// without others picked. Prints the table of benches/README.md. Needs `make dist`.
import { close, median, ms, openMatched, page as site, version, visit } from "./stage.mjs";

const picks = Number(process.argv[2] ?? 40);
const sizes = process.argv.slice(3).map(Number);

/** The marks that can be picked: one of each picture by turns, so that no facet is measured alone. */
const MARKS = ".panel button[data-at]:not([aria-disabled], .rank__sort, .rank__fold, .explain__button)";

const pick = (page, index) =>
  page.evaluate(
    async ([marks, index]) => {
      const panels = [...document.querySelectorAll(".panel")].map((panel) => [...panel.querySelectorAll(marks.replace(".panel ", ""))]).filter((buttons) => buttons.length);
      const buttons = panels[index % panels.length];
      const button = buttons[Math.floor(index / panels.length) % buttons.length];
      const measured = () => performance.getEntriesByName("leadlens:filter", "measure");
      const before = measured().length;
      button.click();
      for (let waits = 0; measured().length === before; waits += 1) {
        if (waits > 4000) throw new Error(`${button.ariaLabel} picks nothing`);
        await new Promise((done) => setTimeout(done, 5));
      }
      return { took: measured().at(-1).duration, panel: button.closest(".panel").querySelector("h2").textContent };
    },
    [MARKS, index],
  );

async function measure(leads) {
  return visit(site, async (page) => {
    await openMatched(page, leads);
    await page.getByRole("tab", { name: /^Overview/ }).click();
    await page.waitForSelector(MARKS);
    await page.waitForTimeout(1000);
    await page.evaluate(() => (window.longTasks.length = 0));
    const clear = () => page.getByRole("button", { name: "Clear all" }).click();
    const alone = [];
    const further = [];
    for (let index = 0; index < picks; index += 1) {
      alone.push(await pick(page, index));
      further.push(await pick(page, index + 1));
      await clear();
      await page.waitForTimeout(100);
    }
    const tasks = await page.evaluate(() => window.longTasks);
    const memory = await page.evaluate(() => window.leadlensMemory?.buffer.byteLength ?? NaN);
    return { leads, alone, further, longest: Math.max(0, ...tasks), page: memory / 1e6 };
  });
}

const rows = [];
for (const leads of sizes.length ? sizes : [1_000, 100_000, 1_000_000]) rows.push(await measure(leads));
await close();

const times = (list) => list.map(({ took }) => took);
console.log(`\nMedian and slowest of ${picks} picks; Chromium ${version}\n`);
console.log("| leads | pick, nothing else picked | pick in addition to another | slowest of all | longest task of the page | the page's own memory |\n|---|---:|---:|---:|---:|---:|");
for (const { leads, alone, further, longest, page } of rows) {
  const slowest = [...alone, ...further].toSorted((a, b) => b.took - a.took)[0];
  const task = longest ? ms(longest) : "under 50 ms";
  console.log(`| ${leads.toLocaleString("en-US")} | ${ms(median(times(alone)))} | ${ms(median(times(further)))} | ${ms(slowest.took)} (${slowest.panel}) | ${task} | ${page.toFixed(1)} MB |`);
}
