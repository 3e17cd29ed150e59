// Writes `licences.html`: every crate that is linked into the page or its worker, the data with them, and the texts of their licences. A crate
// whose licence is not on the list below, or of which no text is found, fails the build.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** SPDX names of licences that demand no more than their text with the program. */
const ALLOWED = ["0BSD", "Apache-2.0", "BSD-3-Clause", "BSL-1.0", "MIT", "Unicode-3.0", "Unlicense", "Zlib"];
/** Texts stored under `scripts/licences`, for what comes without one; of a choice of licences the first of these is taken. */
const KEPT = ["MIT", "Apache-2.0", "Unicode-3.0"];
const TEXT_FILE = /^(licen[cs]e|copying|copyright|notice|unlicense)/i;
const TARGET = "wasm32-unknown-unknown";
const ROOT = resolve(import.meta.dirname, "..");
const STYLE = readFileSync(join(ROOT, "scripts/licences/page.css"), "utf8");

/** Whether an SPDX expression can be satisfied with the licences of the list alone; a slash is the older spelling of OR. */
export function isAllowed(expression, allowed = ALLOWED) {
  const words = (expression ?? "").replaceAll("/", " OR ").match(/[()]|[^\s()]+/g) ?? [];
  const single = () => {
    const word = words.shift();
    if (word !== "(") return allowed.includes(word);
    const inner = choice();
    return words.shift() === ")" && inner;
  };
  const list = (next, joint, join) => {
    let value = next();
    while (words[0] === joint) value = (words.shift(), join(next(), value));
    return value;
  };
  const both = () => list(single, "AND", (left, right) => left && right);
  const choice = () => list(both, "OR", (left, right) => left || right);
  return choice() && words.length === 0;
}

/** The packages of a `cargo metadata` that end up in the program: no tools of the build, no macros. */
export function linked({ packages, resolve: { root, nodes } }) {
  const packageOf = new Map(packages.map((found) => [found.id, found]));
  const nodeOf = new Map(nodes.map((node) => [node.id, node]));
  const isMacro = (id) => packageOf.get(id).targets.some(({ kind }) => kind.includes("proc-macro"));
  const reached = new Set([root]);
  for (const id of reached) {
    const needed = nodeOf.get(id).deps.filter(({ dep_kinds }) => dep_kinds.some(({ kind }) => kind === null));
    for (const { pkg } of needed) if (!isMacro(pkg)) reached.add(pkg);
  }
  return [...reached].map((id) => packageOf.get(id)).sort((one, other) => one.name.localeCompare(other.name, "en"));
}

const stored = (name, holders) => readFileSync(join(ROOT, `scripts/licences/${name}.txt`), "utf8").replace("{holders}", () => holders);

/** The licence texts of a package: those it brings, those of this repository for its own parts, or a stored one. */
export function texts({ name, source, license, authors, manifest_path }) {
  const folder = source === null ? ROOT : dirname(manifest_path);
  if (!isAllowed(license)) throw new Error(`licence of ${name} is not on the list of scripts/licences.mjs: ${license}`);
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && TEXT_FILE.test(entry.name));
  if (files.length > 0) return files.map((entry) => readFileSync(join(folder, entry.name), "utf8"));
  const standard = KEPT.find((id) => isAllowed(license, [id]));
  if (!standard) throw new Error(`no licence text of ${name}: put that of ${license} under scripts/licences`);
  return [stored(standard, authors.length > 0 ? authors.join(", ") : `the authors of ${name}`)];
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The page, of parts with a name, a version, a licence and its texts. Texts that differ in nothing but blanks stand once. */
export function page(parts) {
  const holders = new Map();
  for (const { name, texts } of parts) {
    for (const text of texts) {
      const key = text.replace(/\s+/g, " ").trim();
      if (!holders.has(key)) holders.set(key, { text: text.trim(), names: new Set() });
      holders.get(key).names.add(name);
    }
  }
  const row = ({ name, version, licence }) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(version)}</td><td>${escaped(licence)}</td></tr>`;
  const section = ({ text, names }) => `<section>\n<h3>${escaped([...names].join(", "))}</h3>\n<pre>${escaped(text)}</pre>\n</section>`;
  const hash = createHash("sha256").update(STYLE).digest("base64");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Licences - Leadlens</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Licences</h1>
<p>Leadlens is free software under the MIT licence or the Apache licence 2.0, at your choice. It is made with the work of others, whose licences are these.</p>
<table>
<caption>What Leadlens is made of</caption>
<thead><tr><th scope="col">Part</th><th scope="col">Version</th><th scope="col">Licence</th></tr></thead>
<tbody>
${parts.map(row).join("\n")}
</tbody>
</table>
<h2>Texts of the licences</h2>
${[...holders.values()].map(section).join("\n")}
</main>
</body>
</html>
`;
}

export function metadata() {
  const args = ["metadata", "--format-version=1", "--locked", "--offline", `--filter-platform=${TARGET}`];
  return JSON.parse(execFileSync("cargo", args, { cwd: ROOT, encoding: "utf8", maxBuffer: 2 ** 28 }));
}

/** Writes the page into `folder`. */
export function licences(folder) {
  const crates = linked(metadata()).map((found) => ({ ...found, licence: found.license, texts: texts(found) }));
  const [, rust] = /channel = "(.+)"/.exec(readFileSync(join(ROOT, "rust-toolchain.toml"), "utf8"));
  const data = JSON.parse(readFileSync(join(ROOT, "scripts/licences/data.json"), "utf8"));
  const ofData = data.map((entry) => ({ ...entry, version: entry.version.replace("{rust}", rust), texts: [stored(entry.text, entry.holders)] }));
  writeFileSync(join(folder, "licences.html"), page([...crates, ...ofData]));
}
