// Gives the build a name made of its contents and writes it into the page and into each of the worker's files and their names, so that parts of
// two builds never meet without saying so.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Name of the custom section that `public/worker_loader.js` looks for. */
const SECTION = "leadlens.build";
/** 64 bits: two builds of one page never share them by chance. */
const DIGITS = 16;

/** A hash of every file and its name, in the order of the names. */
export function buildOf(folder) {
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort()) hash.update(`${name}\0`).update(createHash("sha256").update(readFileSync(join(folder, name))).digest());
  return hash.digest("hex").slice(0, DIGITS);
}

/** A custom section of a wasm module. Name and content are short: each length is one byte. */
export function customSection(name, content) {
  const sized = (bytes) => Buffer.concat([Buffer.from([bytes.length]), bytes]);
  return Buffer.concat([Buffer.from([0]), sized(Buffer.concat([sized(Buffer.from(name)), Buffer.from(content)]))]);
}

/** `text` with the one place where `from` stands replaced: a build without it would be half stamped. */
export function replaced(text, from, to) {
  if (text.split(from).length !== 2) throw new Error(`not found exactly once: ${from}`);
  return text.replace(from, () => to);
}

/** Stamps the build in `folder` and gives back its name. */
export function stamp(folder) {
  const build = buildOf(folder);
  const at = (name) => join(folder, name);
  const text = (name) => readFileSync(at(name), "utf8");
  const move = (from, to, content) => (writeFileSync(at(from), content), renameSync(at(from), at(to)));
  move("worker.js", `worker-${build}.js`, `${text("worker.js")}export const BUILD = "${build}";\n`);
  move("worker_bg.wasm", `worker-${build}_bg.wasm`, Buffer.concat([readFileSync(at("worker_bg.wasm")), customSection(SECTION, build)]));
  move("worker_loader.js", `worker_loader-${build}.js`, replaced(text("worker_loader.js"), 'BUILD = "unstamped"', `BUILD = "${build}"`));
  writeFileSync(at("index.html"), replaced(text("index.html"), 'data-build=""', `data-build="${build}"`));
  return build;
}
