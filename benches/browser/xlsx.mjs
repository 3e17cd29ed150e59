// Leadlens compared with SheetJS on one workbook, in one Chromium, by turns: `node benches/browser/xlsx.mjs [leads] [rounds]`.
// Prints the table of benches/README.md. Needs `make dist`.
import { readFileSync, statSync, writeFileSync } from "node:fs";

import Papa from "papaparse";
import XLSX from "xlsx";

import { byTurns, close, leadsCsv, median, ms, page as site, peers, stages, version, visit } from "./stage.mjs";

const leads = Number(process.argv[2] ?? 50_000);
const rounds = Number(process.argv[3] ?? 5);
const file = `target/bench/leads-${leads}.xlsx`;

/** The invented leads with a day and a number in cells of their own kind, 12 columns, texts shared as Excel writes them. */
function writeWorkbook() {
  const [headers, ...rows] = Papa.parse(readFileSync(leadsCsv(leads), "utf8"), { skipEmptyLines: true }).data;
  const created = headers.indexOf("CreatedTime");
  const cells = rows.map((row, index) => [...row.map((text, column) => (column === created ? new Date(text) : text)), (index * 7919) % 1000]);
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([[...headers, "Employees"], ...cells], { dateNF: "yyyy-mm-dd hh:mm" }), "Leads");
  writeFileSync(file, XLSX.write(book, { type: "buffer", bookType: "xlsx", bookSST: true, compression: true }));
}

writeWorkbook();

/** The real page: what its worker measured from the first byte of the file to the table. */
const leadlens = () =>
  visit(site, async (page) => {
    await page.locator("input[type=file]").first().setInputFiles(file);
    const wanted = leads.toLocaleString("en-US").replace(/\D/g, " ");
    await page.waitForFunction((wanted) => document.querySelector("[aria-label=Totals]")?.textContent.replace(/\D/g, " ").includes(wanted), wanted);
    const { decode, parse } = await stages(page);
    return { total: decode + parse };
  });

/** SheetJS in a worker of its own: from the file to the sheet. */
const peer = (name) => () =>
  visit(`${peers}peer.html?${name}`, async (page) => {
    await page.locator("input[type=file]").setInputFiles(file);
    await page.waitForFunction(() => window.answer, undefined, { polling: "raf" });
    const { counts } = await page.evaluate(() => window.answer);
    return { total: counts.took, counts };
  });

const results = await byTurns([["Leadlens", leadlens], ["SheetJS, default", peer("sheetjs")], ["SheetJS, dense", peer("sheetjs-dense")]], rounds);
await close();

const base = median(results.get("Leadlens").map(({ total }) => total));
console.log(`\n${leads.toLocaleString("en-US")} × 12 cells, ${(statSync(file).size / 1e6).toFixed(1)} MB; Chromium ${version}; median of ${rounds}, by turns\n`);
console.log("| | workbook to table | relative to Leadlens |\n|---|---:|---:|");
for (const [name, runs] of results) {
  const total = median(runs.map((run) => run.total));
  console.log(`| ${name} | ${ms(total)} | ${(total / base).toFixed(2)} × |`);
}
