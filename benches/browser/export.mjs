// How long files take from the press of a button until the browser has them: `node benches/browser/export.mjs [rounds] [leads …]`.
// Opens invented leads in the real page, waits until they are matched, and saves people as CSV, as a workbook, all lists in one, and a merge
// plan. Prints the table of benches/README.md. Needs `make dist`.
import { statSync } from "node:fs";

import { close, median, ms, openMatched, page as site, version, visit } from "./stage.mjs";

const rounds = Number(process.argv[2] ?? 5);
const sizes = process.argv.slice(3).map(Number);

const LISTS = [
  ["People, CSV", "People", "CSV for Excel"],
  ["People, XLSX", "People", "Excel"],
  ["Leads, XLSX", "Leads", "Excel"],
  ["all lists, XLSX", "All lists in one workbook"],
];

/** Presses a button of the dialog that is open, and waits for the file. */
async function saved(page, name) {
  const button = page.getByRole("dialog").getByRole("button", { name });
  await page.waitForFunction((name) => [...document.querySelectorAll("dialog[open] button")].some((button) => button.textContent === name && !button.disabled), name);
  const waiting = page.waitForEvent("download");
  const begun = performance.now();
  await button.click();
  const file = await waiting;
  const took = performance.now() - begun;
  return { took, bytes: statSync(await file.path()).size };
}

async function open(page, entry) {
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("button", { name: entry }).click();
}

async function measure(leads) {
  return visit(site, async (page) => {
    await openMatched(page, leads);
    await page.waitForTimeout(1000);
    await page.evaluate(() => (window.longTasks.length = 0));
    const files = new Map([...LISTS.map(([name]) => name), "merge plan"].map((name) => [name, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, list, format] of LISTS) {
        await open(page, "Export a list");
        await page.locator("dialog[open] select").first().selectOption({ label: list });
        if (format) await page.getByRole("radio", { name: format, exact: true }).check();
        files.get(name).push(await saved(page, "Save file"));
      }
      await open(page, "Merge duplicates in your CRM");
      files.get("merge plan").push(await saved(page, "Save plan"));
    }
    return { leads, files, longest: Math.max(0, ...(await page.evaluate(() => window.longTasks))) };
  });
}

const results = [];
for (const leads of sizes.length ? sizes : [1_000, 100_000]) results.push(await measure(leads));
await close();

console.log(`\nMedian of ${rounds} files each; Chromium ${version}\n`);
console.log("| leads | file | until the browser has it | size |\n|---|---|---:|---:|");
for (const { leads, files } of results) {
  for (const [name, all] of files) {
    console.log(`| ${leads.toLocaleString("en-US")} | ${name} | ${ms(median(all.map(({ took }) => took)))} | ${(all[0].bytes / 1e6).toFixed(1)} MB |`);
  }
}
for (const { leads, longest } of results) console.log(`Longest task of the page at ${leads.toLocaleString("en-US")} leads: ${longest ? ms(longest) : "under 50 ms"}`);
