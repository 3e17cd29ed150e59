// How long a visitor waits on a slow line: `node benches/browser/wait.mjs [visits] [folder …]`.
// The folders (dist) are served compressed as static hosts do it, over one line of 10 Mbit/s that all requests of a visit share, with 40 ms until
// each answer, to a browser that has nothing cached. Prints the table of benches/README.md.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import { chromium } from "@playwright/test";

import { CHROME_ARGS, chrome } from "../../scripts/browser.mjs";
import { TYPES } from "../../scripts/serve.mjs";
import { median } from "./numbers.mjs";

const BYTES_PER_MS = 10e6 / 8 / 1000;
const LATENCY = 40;
const CHUNK = 16_384;
/** Words of the button that opens the sample. */
const SAMPLE = "Try sample data";

const visits = Number(process.argv[2] ?? 7);
const folders = process.argv.length > 3 ? process.argv.slice(3) : ["dist"];
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** A host of a folder behind a slow line. What was compressed once is cached, as hosts do it. */
function slowHost(folder) {
  const cached = new Map();
  /** Moment until which the line is taken. */
  let free = 0;
  const packed = (file) => {
    if (!cached.has(file)) {
      const bytes = readFileSync(file);
      const isLarge = bytes.length > 1e6;
      cached.set(file, isLarge ? ["gzip", gzipSync(bytes, { level: 9 })] : ["br", brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })]);
    }
    return cached.get(file);
  };
  const server = createServer(async (request, response) => {
    try {
      const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
      const file = join(folder, normalize(path === "/" ? "/index.html" : path));
      const [encoding, bytes] = packed(file);
      await wait(LATENCY);
      response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream", "Content-Encoding": encoding, "Content-Length": bytes.length });
      for (let at = 0; at < bytes.length; at += CHUNK) {
        const chunk = bytes.subarray(at, at + CHUNK);
        free = Math.max(free, performance.now()) + chunk.length / BYTES_PER_MS;
        const pause = free - performance.now();
        if (pause > 1) await wait(pause);
        response.write(chunk);
      }
      response.end();
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

const browser = await chromium.launch({ executablePath: chrome(), args: CHROME_ARGS });

async function visit(server) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript((words) => {
    const seen = (name) => performance.getEntriesByName(name).length > 0;
    const look = () => {
      const button = [...document.querySelectorAll("button")].find((button) => button.textContent.trim() === words);
      if (button && !seen("usable")) {
        performance.mark("usable");
        button.click();
      }
      // In the frame after the one in which totals and all panels stand they are painted.
      const isDrawn = document.querySelector("[aria-label=Totals]") && !document.querySelector("[role=tabpanel] > [aria-busy=true]");
      if (isDrawn && !seen("opened")) requestAnimationFrame(() => setTimeout(() => seen("opened") || performance.mark("opened")));
      if (!seen("opened")) requestAnimationFrame(look);
    };
    addEventListener("DOMContentLoaded", look);
  }, SAMPLE);
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction(() => performance.getEntriesByName("opened").length > 0);
  const times = await page.evaluate(() => [
    performance.getEntriesByName("first-contentful-paint")[0].startTime,
    performance.getEntriesByName("usable")[0].startTime,
    performance.getEntriesByName("opened")[0].startTime,
  ]);
  await context.close();
  return times;
}

const hosts = await Promise.all(folders.map(slowHost));
const found = hosts.map(() => []);
// The first visit of each warms what the machine keeps.
for (const host of hosts) await visit(host);
for (let round = 0; round < visits; round += 1) for (const [place, host] of hosts.entries()) found[place].push(await visit(host));

console.log(`\nMedian of ${visits} visits by turns; Chromium ${browser.version()}; 10 Mbit/s, ${LATENCY} ms, nothing cached\n`);
console.log("| | first paint | sample button there | sample opened and painted |\n|---|---:|---:|---:|");
for (const [place, folder] of folders.entries()) {
  const column = (which) => `${(median(found[place].map((times) => times[which])) / 1000).toFixed(2)} s`;
  console.log(`| \`${folder}\` | ${column(0)} | ${column(1)} | ${column(2)} |`);
}
await browser.close();
hosts.forEach((host) => host.close());
