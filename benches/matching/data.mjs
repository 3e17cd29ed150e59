// Where a labelled set lies: in this folder, in a folder of ready-made ones, or made on the spot by generate.py.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

const HERE = "benches/matching";
const MADE = "target/bench/matching";
const VENV = "target/bench/matching-venv";
/** Versions belong to the data: others may write other names. */
const NEEDS = ["Faker==40.54.0", "pypinyin==0.55.0"];

/** The leads and the truth of a set in a folder, packed or not; nothing where one of them is missing. */
function pair(folder, name) {
  const [leads, truth] = [".csv", ".truth.csv"].map((end) => [end, `${end}.gz`].map((ending) => join(folder, name + ending)).find(existsSync));
  return leads && truth && { leads, truth };
}

/** Writes a set with generate.py, in an environment of its own that is made where it is missing. */
function make({ name, leads }) {
  const quiet = { stdio: ["ignore", "ignore", "inherit"] };
  const python = join(VENV, "bin/python");
  if (!existsSync(python)) execFileSync("python3", ["-m", "venv", VENV], quiet);
  execFileSync(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...NEEDS], quiet);
  mkdirSync(MADE, { recursive: true });
  const options = ["--config", join(HERE, "generate.json"), "--n", String(leads), "--out", join(MADE, name), "--no-tags"];
  execFileSync(python, [join(HERE, "generate.py"), ...options], quiet);
}

/** The files of a set, or why they are not there: `{ leads, truth }` or `{ missing }`. MATCHING_DATA names a folder of ready-made sets. */
export function locate(set, environment = process.env) {
  if (set.demand && environment[set.demand] !== "1") return { missing: `asked for with ${set.demand}=1` };
  const folders = [environment.MATCHING_DATA, HERE, MADE].filter(Boolean);
  const found = () => folders.map((folder) => pair(folder, set.name)).find(Boolean);
  if (found() || !set.made) return found() ?? { missing: `no ${set.name}.csv with its truth in ${folders.join(", ")}` };
  try {
    console.error(`making ${set.name}`);
    make(set);
  } catch (error) {
    return { missing: `it could not be made: ${error.message.split("\n")[0]}` };
  }
  return found() ?? { missing: "it could not be made" };
}
