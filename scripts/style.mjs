// Makes one sheet of the small ones in style/, which compress to two thirds together, without comments and indentation.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const COMPONENTS = ["controls", "start", "bar", "picks", "dialog", "badge", "charts", "table", "grid", "groups", "review", "time", "print"];
/** tokens.css names the layers and comes first. */
const SHEETS = ["tokens", "base", "layout", ...COMPONENTS.map((name) => `components/${name}`)];

const sheet = SHEETS.map((name) => readFileSync(`style/${name}.css`, "utf8")).join("\n");
const bare = sheet.replace(/("[^"]*")|\/\*[\s\S]*?\*\/|\s+/g, (found, text) => text ?? (found.startsWith("/*") ? "" : " "));
const dense = bare.replace(/("[^"]*")|\s*([{};,>])\s*|(:) /g, (_, text, sign, colon) => text ?? sign ?? colon);
mkdirSync("target", { recursive: true });
writeFileSync("target/page.css", dense.replaceAll(";}", "}"));
