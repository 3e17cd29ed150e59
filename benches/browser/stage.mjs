// What the comparisons share: one Chromium, a site of the page, a site of this folder, and visits that are watched.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, readdirSync } from "node:fs";

import { chromium } from "@playwright/test";

import { CHROME_ARGS, chrome } from "../../scripts/browser.mjs";
import { serve } from "../../scripts/serve.mjs";
import { median, ms } from "./numbers.mjs";

/** An example of the engine, to be run. */
const example = (name) => ["run", "--quiet", "--release", "--package=leadlens-engine", "--example", name, "--"];

export { median, ms };

/** The file of so many invented leads as CSV, written where it is not there yet. */
export function leadsCsv(leads) {
  const file = `target/bench/leads-${leads}.csv`;
  if (!existsSync(file)) {
    mkdirSync("target/bench", { recursive: true });
    execFileSync("cargo", [...example("generate"), String(leads)], { stdio: ["ignore", openSync(file, "w"), "inherit"] });
  }
  return file;
}

const site = await serve("dist");
const benches = await serve(".");
const address = (server) => `http://127.0.0.1:${server.address().port}/`;
const browser = await chromium.launch({ executablePath: chrome(), args: CHROME_ARGS });

export const version = browser.version();
/** The page, and the folder of a file of this project. */
export const page = address(site);
export const peers = `${address(benches)}benches/browser/`;

/** Ends the browser and both sites. */
export async function close() {
  await browser.close();
  site.close();
  benches.close();
}

/** What the page and its workers measured, by stage, in milliseconds. */
export async function stages(page) {
  const measures = () => Object.fromEntries(performance.getEntriesByType("measure").filter(({ name }) => name.startsWith("leadlens:")).map(({ name, duration }) => [name.slice(9), duration]));
  return Object.assign({}, await page.evaluate(measures), ...(await Promise.all(page.workers().map((worker) => worker.evaluate(measures)))));
}

/** Runs every contender so many times, every other round backwards, so that none always runs on a machine warmed by the same neighbour. */
export async function byTurns(contenders, rounds) {
  const results = new Map(contenders.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of round % 2 ? contenders.toReversed() : contenders) {
      const result = await run();
      results.get(name).push(result);
      console.error(`round ${round + 1}: ${name} ${ms(result.total)}${result.counts ? ` ${JSON.stringify(result.counts)}` : ""}`);
    }
  }
  return results;
}

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
export async function visit(url, work) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(300_000);
    await page.addInitScript(() => {
      window.longTasks = [];
      new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ entryTypes: ["longtask"] });
      addEventListener("change", () => (window.chosen = performance.now()), { capture: true });
      // The page's own wasm memory, that of its worker is another.
      for (const name of ["instantiate", "instantiateStreaming"]) {
        const made = WebAssembly[name];
        WebAssembly[name] = async (...given) => {
          const result = await made.apply(WebAssembly, given);
          window.leadlensMemory = (result.instance ?? result).exports.memory;
          return result;
        };
      }
    });
    await page.goto(url, { waitUntil: "networkidle" });
    await page.evaluate(() => (window.longTasks.length = 0));
    return { ...(await work(page)), memory: peakMemory() };
  } finally {
    await context.close();
  }
}

/** Opens invented leads in the real page and waits until they are matched, which goes on behind the picture. Leaves the duplicates open. */
export async function openMatched(page, leads) {
  await page.locator("input[type=file]").first().setInputFiles(leadsCsv(leads));
  await page.getByRole("tab", { name: /^Overview/ }).waitFor();
  await page.waitForFunction(() => !document.querySelector(".progress:not([hidden])"));
  await page.getByRole("tab", { name: /^Duplicates/ }).click();
  await page.waitForFunction(() => !/comparing/i.test(document.querySelector("main").innerText), undefined, { polling: 500 });
}
