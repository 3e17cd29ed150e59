// What is in the files of the build.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";

import { buildOf, customSection, replaced } from "./stamp.mjs";

const ROOT = resolve(import.meta.dirname, "..");
const DIST = join(ROOT, "dist");
const read = (name) => readFileSync(join(DIST, name), "utf8");
const files = () => readdirSync(DIST);

test("the build stands in the page and in each worker file", () => {
  const [, build] = /data-build="([0-9a-f]{16})"/.exec(read("index.html"));
  assert.deepEqual(
    files().filter((name) => name.startsWith("worker")).sort(),
    [`worker-${build}.js`, `worker-${build}_bg.wasm`, `worker_loader-${build}.js`],
  );
  assert.ok(read(`worker-${build}.js`).includes(`export const BUILD = "${build}";`));
  assert.ok(read(`worker_loader-${build}.js`).includes(`const BUILD = "${build}";`));
  const module = new WebAssembly.Module(readFileSync(join(DIST, `worker-${build}_bg.wasm`)));
  const sections = WebAssembly.Module.customSections(module, "leadlens.build");
  assert.deepEqual(sections.map((section) => Buffer.from(section).toString()), [build]);
});

test("a build is named by names and contents alone", () => {
  const folder = mkdtempSync(join(tmpdir(), "leadlens-"));
  try {
    writeFileSync(join(folder, "a.js"), "1");
    const first = buildOf(folder);
    assert.equal(first, buildOf(folder));
    writeFileSync(join(folder, "a.js"), "2");
    assert.notEqual(buildOf(folder), first);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a custom section is read by WebAssembly itself", () => {
  const empty = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  const module = new WebAssembly.Module(Buffer.concat([empty, customSection("leadlens.build", "0123456789abcdef")]));
  const [section] = WebAssembly.Module.customSections(module, "leadlens.build");
  assert.equal(Buffer.from(section).toString(), "0123456789abcdef");
});

test("a place to stamp that is not there ends the build", () => {
  assert.equal(replaced("a b", "b", "$&"), "a $&");
  assert.throws(() => replaced("a", "b", "c"), /not found exactly once/);
  assert.throws(() => replaced("b b", "b", "c"), /not found exactly once/);
});
