// What is in the files of the build: names, licences, and nothing of the machine that built it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";

import { isAllowed, linked, page, texts } from "./licences.mjs";
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

test("no file names a folder of the machine that built it", () => {
  const folders = ["/root/", "/home/", "/Users/", ".cargo/registry", "rustup/toolchains", `${homedir()}/`, `${ROOT}/`];
  for (const name of files()) {
    const bytes = readFileSync(join(DIST, name));
    const found = folders.filter((folder) => bytes.includes(folder));
    assert.deepEqual(found, [], `${name}: build it with make dist`);
  }
});

test("every crate of the program is named among the licences", () => {
  const tree = "tree --locked --offline --target wasm32-unknown-unknown --edges normal,no-proc-macro --prefix none --format {p}";
  const lines = execFileSync("cargo", tree.split(" "), { cwd: ROOT, encoding: "utf8" }).split("\n").filter(Boolean);
  const crates = [...new Set(lines.map((line) => line.split(" ").slice(0, 2).join(" ")))];
  assert.ok(crates.length > 100, `${crates.length} crates`);
  const text = read("licences.html");
  const missing = crates.filter((crate) => {
    const [name, version] = crate.split(" v");
    return !text.includes(`<th scope="row">${name}</th><td>${version}</td>`);
  });
  assert.deepEqual(missing, []);
  for (const name of ["Rust standard library", "Unicode Character Database", "pypinyin", "OpenCC"]) assert.ok(text.includes(name), name);
});

test("licence expressions are read as SPDX writes them", () => {
  const allowed = ["MIT", "Unlicense/MIT", "GPL-3.0 OR MIT", "(Apache-2.0 OR MIT) AND BSD-3-Clause", "MIT AND (GPL-2.0 OR Zlib)"];
  for (const expression of allowed) assert.ok(isAllowed(expression), expression);
  const refused = ["GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Apache-2.0) AND CC-BY-SA-4.0", "Apache-2.0 WITH LLVM-exception", "(MIT", "", null];
  for (const expression of refused) assert.ok(!isAllowed(expression), String(expression));
});

test("a crate without a known licence or text ends the build", () => {
  const folder = mkdtempSync(join(tmpdir(), "leadlens-"));
  const crate = (license) => ({ name: "odd", source: "registry", authors: ["Ann"], license, manifest_path: join(folder, "Cargo.toml") });
  try {
    assert.throws(() => texts(crate("GPL-3.0")), /not on the list/);
    assert.throws(() => texts(crate("Zlib")), /no licence text of odd/);
    assert.match(texts(crate("Zlib OR MIT"))[0], /Copyright \(c\) Ann\n/);
    writeFileSync(join(folder, "LICENSE"), "Be kind.");
    assert.deepEqual(texts(crate("Zlib")), ["Be kind."]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("macros and tools of the build are not linked", () => {
  const crate = (id, kind = "lib") => ({ id, name: id, targets: [{ kind: [kind] }] });
  const to = (pkg, kind = null) => ({ pkg, dep_kinds: [{ kind }] });
  const packages = [crate("root"), crate("part"), crate("macro", "proc-macro"), crate("tool"), crate("inner")];
  const nodes = [
    { id: "root", deps: [to("part"), to("macro"), to("tool", "build")] },
    { id: "part", deps: [] },
    { id: "macro", deps: [to("inner")] },
    { id: "tool", deps: [] },
    { id: "inner", deps: [] },
  ];
  assert.deepEqual(linked({ packages, resolve: { root: "root", nodes } }).map(({ name }) => name), ["part", "root"]);
});

test("a licence text that many share stands once and as text", () => {
  const part = (name, text) => ({ name, version: "1", licence: "MIT", texts: [text] });
  const html = page([part("one", "Be <b>kind</b>."), part("two", "Be  <b>kind</b>.\n")]);
  assert.equal(html.split("Be &lt;b&gt;kind").length, 2);
  assert.ok(html.includes("<h3>one, two</h3>"));
});
