// GoldenMatch and Splink on the same files, in an environment of their own with the versions they were measured in.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const HERE = "benches/matching";
const VENV = "target/bench/peers-venv";

/** The peers, as the table calls them: their package, version and script. */
export const PEERS = [
  { name: "GoldenMatch", pip: "goldenmatch", version: "3.22.0", script: "goldenmatch_run.py" },
  { name: "Splink", pip: "splink", version: "5.0.0", script: "splink_run.py" },
];

/** Larger sets are left out unless MATCHING_PEERS is `all` or a larger number: a peer takes minutes for them. */
const MOST_LEADS = 5_000;
/** Seconds after which a peer is given up. */
const PATIENCE = 1_800;

/** The environment's Python, made where it is missing: `{ python }` or, where Python or PyPI is not to be had, `{ missing }`. */
export function peerPython() {
  const python = join(VENV, "bin/python");
  const quiet = { stdio: ["ignore", "ignore", "pipe"] };
  try {
    if (!existsSync(python)) execFileSync("python3", ["-m", "venv", VENV], quiet);
    execFileSync(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...PEERS.map(({ pip, version }) => `${pip}==${version}`)], quiet);
    return { python };
  } catch (error) {
    return { missing: error.code === "ENOENT" ? "there is no python3" : "Python could not fetch them" };
  }
}

/** True for a set that peers are run on: all, those up to the number of leads that is asked for, or up to `MOST_LEADS`. */
export const isForPeers = ({ leads }, asked = process.env.MATCHING_PEERS) => asked === "all" || leads <= (Number(asked) > 1 ? Number(asked) : MOST_LEADS);

/** Runs a peer on a set: what its script prints, or `{ failed }`. */
export function runPeer(python, { name, script }, files) {
  console.error(`${name} on ${files.leads}`);
  const { status, stdout, stderr } = spawnSync(python, [join(HERE, script), files.leads, files.truth], { encoding: "utf8", timeout: 1_000 * PATIENCE });
  if (status === 0) return JSON.parse(stdout.trim().split("\n").at(-1));
  return { failed: stderr?.trim().split("\n").at(-1) || "it was given up" };
}
