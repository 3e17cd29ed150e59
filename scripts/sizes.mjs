// What a visitor downloads, compressed as static hosts do it, against its budget.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Kilobytes (1000 bytes) after gzip. */
const BUDGETS = { page: 620, worker: 1320 };
const KINDS = /\.(html|css|js|wasm)$/;
/** `worker-<build>.js`, `worker-<build>_bg.wasm`, `worker_loader-<build>.js`. */
const WORKER = /^worker[-_]/;
/** Not of the first load: it opens on request. */
const LATER = "licences.html";

export function sizes(folder = "dist") {
  const sum = { page: 0, worker: 0 };
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!KINDS.test(name) || name === LATER) continue;
    sum[WORKER.test(name) ? "worker" : "page"] += gzipSync(readFileSync(join(folder, name)), { level: 9 }).length;
  }
  return Object.entries(BUDGETS).map(([part, budget]) => {
    const kilobytes = sum[part] / 1000;
    return { name: `${part}: ${kilobytes.toFixed(1)} kB of ${budget} kB gzip`, passed: kilobytes > 0 && kilobytes <= budget };
  });
}
