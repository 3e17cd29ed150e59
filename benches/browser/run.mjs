// Leadlens beside its peers on one large file, in one Chromium, by turns: `node benches/browser/run.mjs [leads] [rounds]`.
// Prints the tables of benches/README.md. Needs `make dist` and, for memory, a Linux with /proc.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, readdirSync, statSync } from "node:fs";

import { chromium } from "@playwright/test";

import { CHROME_ARGS, chrome } from "../../scripts/browser.mjs";
import { serve } from "../../scripts/serve.mjs";

const leads = Number(process.argv[2] ?? 1_000_000);
const rounds = Number(process.argv[3] ?? 5);
const file = `target/bench/leads-${leads}.csv`;
const cargo = ["run", "--quiet", "--release", "--no-default-features", "--example"];

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const ms = (number) => (Number.isFinite(number) ? `${number.toFixed(0)} ms` : "–");

if (!existsSync(file)) {
  mkdirSync("target/bench", { recursive: true });
  execFileSync("cargo", [...cargo, "generate", "--", String(leads)], { stdio: ["ignore", openSync(file, "w"), "inherit"] });
}
const bytes = statSync(file).size;

const site = await serve("dist");
const benches = await serve(".");
const address = (server) => `http://127.0.0.1:${server.address().port}/`;
const browser = await chromium.launch({ executablePath: chrome(), args: CHROME_ARGS });

/** The most memory any renderer of this browser has held so far, in MB. */
function peakMemory() {
  const processes = new Map();
  try {
    for (const id of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      try {
        const status = readFileSync(`/proc/${id}/status`, "utf8");
        const field = (name) => Number(status.match(new RegExp(`^${name}:\\s+(\\d+)`, "m"))?.[1] ?? 0);
        const renderer = readFileSync(`/proc/${id}/cmdline`, "utf8").includes("--type=renderer");
        processes.set(Number(id), { parent: field("PPid"), peak: field("VmHWM") / 1024, renderer });
      } catch {
        // It ended while it was looked at.
      }
    }
  } catch {
    return NaN;
  }
  const ours = (id) => id === process.pid || (processes.has(id) && id > 1 && ours(processes.get(id).parent));
  return Math.max(0, ...[...processes].filter(([id, { renderer }]) => renderer && ours(id)).map(([, { peak }]) => peak));
}

/** Opens `url` in a profile of its own with its clock and its long tasks watched, runs `work`, and adds the memory it took. */
async function visit(url, work) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(300_000);
    await page.addInitScript(() => {
      window.longTasks = [];
      new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ entryTypes: ["longtask"] });
      addEventListener("change", () => (window.chosen = performance.now()), { capture: true });
    });
    await page.goto(url, { waitUntil: "networkidle" });
    await page.evaluate(() => (window.longTasks.length = 0));
    return { ...(await work(page)), memory: peakMemory() };
  } finally {
    await context.close();
  }
}

/** The real page: from the file being chosen to its number of leads standing in the totals. */
const leadlens = () =>
  visit(address(site), async (page) => {
    await page.locator("input[type=file]").first().setInputFiles(file);
    const seen = await page.waitForFunction(
      (wanted) => document.querySelector("[aria-label=Totals]")?.textContent.replace(/\D/g, " ").includes(wanted) && performance.now(),
      leads.toLocaleString("en-US").replace(/\D/g, " "),
      { polling: "raf" },
    );
    const total = (await seen.jsonValue()) - (await page.evaluate(() => window.chosen));
    const measures = () => Object.fromEntries(performance.getEntriesByType("measure").filter(({ name }) => name.startsWith("leadlens:")).map(({ name, duration }) => [name.slice(9), duration]));
    const stages = Object.assign({}, await page.evaluate(measures), ...(await Promise.all(page.workers().map((worker) => worker.evaluate(measures)))));
    return { total, stages, longest: Math.max(0, ...(await page.evaluate(() => window.longTasks))) };
  });

/** A peer in a worker of its own: from the file being chosen to its counts being back on its page. */
const peer = (name) => () =>
  visit(`${address(benches)}benches/browser/peer.html?${name}`, async (page) => {
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
const results = new Map(contenders.map(([name]) => [name, []]));
for (let round = 0; round < rounds; round += 1) {
  // Every other round backwards, so that nobody always runs on a machine warmed by the same neighbour.
  for (const [name, run] of round % 2 ? contenders.toReversed() : contenders) {
    const result = await run();
    results.get(name).push(result);
    console.error(`round ${round + 1}: ${name} ${ms(result.total)}${result.counts ? ` ${JSON.stringify(result.counts)}` : ""}`);
  }
}
const version = browser.version();
await browser.close();
site.close();
benches.close();

execFileSync("cargo", ["build", ...cargo.slice(1), "inspect"], { stdio: "inherit" });
const native = Array.from({ length: rounds }, () => {
  const { stderr } = spawnSync("cargo", [...cargo, "inspect", "--", "--timings", file], { encoding: "utf8" });
  return Object.fromEntries([...stderr.matchAll(/^(\w+) +([\d.]+) ms/gm)].map(([, stage, time]) => [stage, Number(time)]));
});

const ours = results.get("Leadlens");
const base = median(ours.map(({ total }) => total));
console.log(`\n${leads.toLocaleString("en-US")} leads, ${(bytes / 1e6).toFixed(0)} MB; Chromium ${version}; median of ${rounds}, by turns\n`);
console.log("| | file chosen to numbers shown | beside Leadlens | longest task of the page | memory of the tab, peak |\n|---|---:|---:|---:|---:|");
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
