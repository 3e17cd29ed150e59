// Shortens the names by which wasm and its JavaScript know each other: wasm-bindgen's are long, and a part of each is a hash that does not
// compress.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Section of a module that says what it imports. */
const IMPORTS = 2;
/** Magic and version, before the first section. */
const HEADER = 8;

/** A module's bytes, read from the front. */
class Reader {
  constructor(bytes, at = 0) {
    Object.assign(this, { bytes, at });
  }

  /** LEB128, unsigned. */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  }

  take(length) {
    return this.bytes.subarray(this.at, (this.at += length));
  }
}

/** LEB128, unsigned. */
function leb(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return Buffer.from([...bytes, value]);
}

const sized = (bytes) => Buffer.concat([leb(bytes.length), bytes]);

/** The module with its imported functions renamed, and each name with its new one. */
function renamed(module) {
  const reader = new Reader(module, HEADER);
  while (reader.at < module.length) {
    const start = reader.at;
    const id = reader.number();
    const section = new Reader(reader.take(reader.number()));
    if (id !== IMPORTS) continue;
    const names = new Map();
    const count = section.number();
    const entries = [leb(count)];
    for (let index = 0; index < count; index++) {
      const from = section.take(section.number());
      const name = section.take(section.number()).toString();
      const kind = section.number();
      // wasm-bindgen imports functions only; anything else is left alone, whatever follows.
      if (kind !== 0) return { module, names: new Map() };
      const type = section.number();
      const short = name.startsWith("__wb") ? `i${names.size.toString(36)}` : name;
      if (short !== name) names.set(name, short);
      entries.push(sized(from), sized(Buffer.from(short)), Buffer.from([kind]), leb(type));
    }
    const parts = [module.subarray(0, start), Buffer.from([IMPORTS]), sized(Buffer.concat(entries)), module.subarray(reader.at)];
    return { module: Buffer.concat(parts), names };
  }
  return { module, names: new Map() };
}

/** A script without comments and indentation. */
const bare = (script) => script.replace(/^\s*\/\*\*[\s\S]*?\*\/\n/gm, "").replace(/^\s+/gm, "").replace(/^\/\/.*\n/gm, "");

export function shorten(folder) {
  for (const file of readdirSync(folder).filter((name) => name.endsWith("_bg.wasm"))) {
    const [module, script] = [join(folder, file), join(folder, file.replace(/_bg\.wasm$/, ".js"))];
    const result = renamed(readFileSync(module));
    writeFileSync(module, result.module);
    writeFileSync(script, readFileSync(script, "utf8").replace(/\b__wb\w+/g, (name) => result.names.get(name) ?? name));
  }
  for (const script of readdirSync(folder).filter((name) => name.endsWith(".js")).map((name) => join(folder, name))) {
    writeFileSync(script, bare(readFileSync(script, "utf8")));
  }
}
