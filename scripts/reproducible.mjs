// Builds the sources of dist/ once more, in another folder, and compares every file.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..");

const hash = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");
/** `name hash` of every file. */
const hashes = (folder) => readdirSync(folder).sort().map((name) => `${name} ${hash(join(folder, name))}`);

const base = mkdtempSync(join(tmpdir(), "leadlens-"));
try {
  const copy = join(base, "another", "place");
  const list = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: ROOT, encoding: "utf8" });
  for (const name of list.split("\0").filter(Boolean)) {
    mkdirSync(dirname(join(copy, name)), { recursive: true });
    cpSync(join(ROOT, name), join(copy, name));
  }
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  execFileSync("scripts/release.sh", { cwd: copy, stdio: "inherit" });

  const [here, there] = [hashes(join(ROOT, "dist")), hashes(join(copy, "dist"))];
  const different = [...here.filter((line) => !there.includes(line)), ...there.filter((line) => !here.includes(line))];
  for (const line of different) console.error(`differs: ${line}`);
  console.log(`${here.length} files, ${different.length} of them built otherwise in ${copy}`);
  process.exitCode = different.length > 0 ? 1 : 0;
} finally {
  // A build that was ended may still be writing.
  rmSync(base, { recursive: true, force: true, maxRetries: 10, retryDelay: 1000 });
}
