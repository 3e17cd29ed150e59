// How long a decision about a group takes until everything is painted: `node benches/browser/verdict.mjs [decisions] [leads …]`.
// Opens the same invented leads in the real page, waits until they are matched, and says by keys that a group is one person, and takes
// it back again. Prints the table of benches/README.md. Needs `make dist`.
import { close, median, ms, openMatched, page as site, version, visit } from "./stage.mjs";

const decisions = Number(process.argv[2] ?? 30);
const sizes = process.argv.slice(3).map(Number);

const KEYS = ["m", "u"];

/** Presses a key of the review and waits for the page's own measure of it. A large group has to be confirmed: the key is pressed again. */
async function decide(page, key) {
  const count = () => page.evaluate(() => performance.getEntriesByName("leadlens:verdict", "measure").length);
  const before = await count();
  const isDone = () => page.waitForFunction((before) => performance.getEntriesByName("leadlens:verdict", "measure").length > before, before, { polling: 5, timeout: 5_000 });
  await page.keyboard.press(key);
  await isDone().catch(() => page.keyboard.press(key).then(isDone));
  return page.evaluate(() => performance.getEntriesByName("leadlens:verdict", "measure").at(-1).duration);
}

async function measure(leads) {
  return visit(site, async (page) => {
    await openMatched(page, leads);
    await page.locator(".review").focus();
    await page.keyboard.press("j");
    await page.waitForSelector(".compare");
    await page.waitForTimeout(1000);
    await page.evaluate(() => (window.longTasks.length = 0));
    const took = [];
    for (let index = 0; index < decisions; index += 1) {
      took.push(await decide(page, KEYS[index % KEYS.length]));
      await page.waitForTimeout(300);
    }
    return { leads, took, longest: Math.max(0, ...(await page.evaluate(() => window.longTasks))) };
  });
}

const rows = [];
for (const leads of sizes.length ? sizes : [1_000, 100_000, 1_000_000]) rows.push(await measure(leads));
await close();

console.log(`\nMedian and slowest of ${decisions} decisions; Chromium ${version}\n`);
console.log("| leads | decision until painted | slowest | longest task of the page |\n|---|---:|---:|---:|");
for (const { leads, took, longest } of rows) {
  const task = longest ? ms(longest) : "under 50 ms";
  console.log(`| ${leads.toLocaleString("en-US")} | ${ms(median(took))} | ${ms(Math.max(...took))} | ${task} |`);
}
