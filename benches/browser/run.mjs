// Leadlens compared with its peers on one large file, in one Chromium, by turns: `node benches/browser/run.mjs [leads] [rounds]`.
// Prints the tables of benches/README.md. Needs `make dist` and, for memory, a Linux with /proc.
import { execFileSync, spawnSync } from "node:child_process";
import { statSync } from "node:fs";

import { byTurns, close, leadsCsv, median, ms, page as site, peers, stages, version, visit } from "./stage.mjs";

const leads = Number(process.argv[2] ?? 1_000_000);
const rounds = Number(process.argv[3] ?? 5);
const file = leadsCsv(leads);
const bytes = statSync(file).size;

/** The real page: from the file being chosen to its number of leads standing in the totals. */
const leadlens = () =>
  visit(site, async (page) => {
    await page.locator("input[type=file]").first().setInputFiles(file);
    const seen = await page.waitForFunction(
      (wanted) => document.querySelector("[aria-label=Totals]")?.textContent.replace(/\D/g, " ").includes(wanted) && performance.now(),
      leads.toLocaleString("en-US").replace(/\D/g, " "),
      { polling: "raf" },
    );
    const total = (await seen.jsonValue()) - (await page.evaluate(() => window.chosen));
    return { total, stages: await stages(page), longest: Math.max(0, ...(await page.evaluate(() => window.longTasks))) };
  });

/** A peer in a worker of its own: from the file being chosen to its counts being back on its page. */
const peer = (name) => () =>
  visit(`${peers}peer.html?${name}`, async (page) => {
    await page.locator("input[type=file]").setInputFiles(file);
    await page.waitForFunction(() => window.answer, undefined, { polling: "raf" });
    const { took, counts } = await page.evaluate(() => window.answer);
    return { total: took, counts, longest: Math.max(0, ...(await page.evaluate(() => window.longTasks))) };
  });

const contenders = [
  ["Leadlens", leadlens],
  ["Papa Parse", peer("papa")],
  ["Papa Parse, fastMode forced ¹", peer("papa-fast")],
];
const results = await byTurns(contenders, rounds);
await close();

execFileSync("cargo", ["build", "--quiet", "--release", "--package=leadlens-cli"], { stdio: "inherit" });
const native = Array.from({ length: rounds }, () => {
  const { stderr } = spawnSync("target/release/leadlens", ["--timings", file], { encoding: "utf8" });
  return Object.fromEntries([...stderr.matchAll(/^(\w+) +([\d.]+) ms/gm)].map(([, stage, time]) => [stage, Number(time)]));
});

const ours = results.get("Leadlens");
const base = median(ours.map(({ total }) => total));
console.log(`\n${leads.toLocaleString("en-US")} leads, ${(bytes / 1e6).toFixed(0)} MB; Chromium ${version}; median of ${rounds}, by turns\n`);
console.log("| | file chosen to numbers shown | relative to Leadlens | longest task of the page | memory of the tab, peak |\n|---|---:|---:|---:|---:|");
for (const [name, runs] of results) {
  const total = median(runs.map((run) => run.total));
  const longest = Math.max(...runs.map((run) => run.longest));
  console.log(`| ${name} | ${ms(total)} | ${(total / base).toFixed(2)} × | ${longest ? ms(longest) : "under 50 ms"} | ${median(runs.map((run) => run.memory)).toFixed(0)} MB |`);
}
console.log("\n| stage | in the browser | native | browser / native |\n|---|---:|---:|---:|");
for (const stage of Object.keys(native[0])) {
  const here = stage === "total" ? base : median(ours.map(({ stages }) => stages[stage]));
  const there = median(native.map((run) => run[stage]));
  if (Number.isFinite(here)) console.log(`| ${stage} | ${ms(here)} | ${ms(there)} | ${(here / there).toFixed(2)} × |`);
}
const drawn = median(ours.map(({ stages }) => stages.overview ?? NaN));
if (Number.isFinite(drawn)) console.log(`| overview, by the page's own clock | ${ms(drawn)} | | |`);
console.log("\n¹ Forced `fastMode` ignores quotes and so cuts companies with a comma in two; the columns counted here stand before the cut.");
