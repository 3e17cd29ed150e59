// A ZIP of 200 MB of CSV and 200 MB of JSON in the real page on a slow machine: `node benches/browser/large.mjs [busy]`.
// `busy` processes (10) that do nothing but run share the cores with the browser, so that on two cores each of its threads has about a
// sixth of its speed, the worker's as well: Chromium's own throttle slows the page's thread only, and is set besides.
// Prints the table of benches/README.md. Needs `make dist` and `python3`, which packs the ZIP.
import { execFileSync, spawn } from "node:child_process";
import { createReadStream, createWriteStream, existsSync, statSync } from "node:fs";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { close, leadsCsv, ms, page as site, version, visit } from "./stage.mjs";

const LEADS = 1_000_000;
const THROTTLE = 6;
const BYTES = 200e6;
const busy = Number(process.argv[2] ?? 10);

function zipped() {
  const [csv, file] = [leadsCsv(LEADS), "target/bench/leads.zip"];
  if (!existsSync(file)) execFileSync("python3", ["-m", "zipfile", "-c", file, csv]);
  return file;
}

/** The first leads as one JSON array of some 200 MB. */
async function json() {
  const [csv, file] = [leadsCsv(LEADS), "target/bench/leads.json"];
  if (existsSync(file)) return file;
  const out = createWriteStream(file);
  let [header, written] = [null, 0];
  for await (const line of createInterface({ input: createReadStream(csv) })) {
    // The values only have to be as long as those of the file.
    const cells = line.split(",");
    if (!header) {
      header = cells;
      out.write("[");
      continue;
    }
    const text = `${written ? ",\n" : ""}${JSON.stringify(Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ""])))}`;
    written += text.length;
    if (!out.write(text)) await once(out, "drain");
    if (written > BYTES) break;
  }
  out.end("]");
  await once(out, "finish");
  return file;
}

async function open(file, isSlow) {
  return visit(site, async (page) => {
    if (isSlow) await (await page.context().newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: THROTTLE });
    const longest = () => page.evaluate(() => Math.max(0, ...window.longTasks));
    const cancel = page.getByRole("button", { name: "Cancel" });
    const input = page.locator("input[type=file]").first();
    // Cancelled in the middle of reading.
    await input.setInputFiles(file);
    await page.waitForFunction(() => document.querySelector("progress")?.value > 50, undefined, { polling: "raf" });
    const cancelled = await page.evaluate(async () => {
      const start = performance.now();
      const button = [...document.querySelectorAll("button")].find((button) => button.textContent === "Cancel");
      button.click();
      while (document.querySelector(".progress:not([hidden])")) await new Promise(requestAnimationFrame);
      return performance.now() - start;
    });
    await cancel.waitFor({ state: "hidden" });
    const start = performance.now();
    await input.setInputFiles(file);
    await page.getByRole("tab", { name: /^Overview/ }).waitFor();
    const took = performance.now() - start;
    await page.waitForFunction(() => document.querySelector("[role=tabpanel] > [aria-busy=false]"));
    // The browser tells of a task once it is idle.
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 100))));
    return { took, cancelled, longest: await longest(), leads: await page.getByRole("tab", { name: /^Leads/ }).innerText() };
  });
}

const files = [zipped(), await json()];
const rows = [];
for (const isSlow of [false, true]) {
  const others = isSlow ? Array.from({ length: busy }, () => spawn(process.execPath, ["-e", "for (;;);"])) : [];
  for (const file of files) rows.push({ file, isSlow, ...(await open(file, isSlow)) });
  others.forEach((other) => other.kill("SIGKILL"));
}
await close();

console.log(`\nChromium ${version}; slow: ${busy} busy processes next to the browser, its page throttled ${THROTTLE} times\n`);
console.log("| file | machine | leads | until the picture | cancelled after | longest task of the page |\n|---|---|---:|---:|---:|---:|");
for (const { file, isSlow, took, cancelled, longest, leads } of rows) {
  const name = `${file.endsWith("zip") ? "ZIP of CSV" : "JSON"}, ${(statSync(file).size / 1e6).toFixed(0)} MB`;
  console.log(`| ${name} | ${isSlow ? "slow" : "as it is"} | ${leads.replace(/\D/g, "")} | ${ms(took)} | ${ms(cancelled)} | ${longest ? ms(longest) : "under 50 ms"} |`);
}
