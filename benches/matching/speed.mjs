// The rows of time and memory: shares of what is allowed, growth from set to set, and Splink's time beside ours.
import { locate } from "./data.mjs";
import { PEERS, runPeer } from "./peers.mjs";
import { LIMITS, SETS } from "./sets.mjs";

const times = (number) => (Number.isFinite(number) ? `${number.toFixed(number < 10 ? 2 : 1)} ×` : "–");
const verdict = (passed, number) => (Number.isFinite(number) ? (passed ? "yes" : "**no**") : "");

/** A row of what may not be exceeded: its name, the ratio measured, the ratio allowed, whether it is met. */
const atMost = (name, ratio, allowed) => [name, times(ratio), allowed ? `at most ${allowed} ×` : "", allowed ? verdict(ratio <= allowed, ratio) : ""];

/** The rows, from the results by set; what was not measured is `–`. */
export function speedRows(results, splink) {
  const of = (set, figure) => results.get(set)?.[figure] ?? NaN;
  const { matchingOf100k, wholeOf1m, memoryOf1m, growth100kTo1m, besideSplink: least } = LIMITS;
  const faster = splink?.ratio ?? NaN;
  return [
    atMost(`gen_dev_100k: matching, beside ${matchingOf100k} s`, of("gen_dev_100k", "matching") / matchingOf100k, 1),
    atMost("matching, gen_dev_100k beside gen_dev_10k", of("gen_dev_100k", "matching") / of("gen_dev_10k", "matching")),
    atMost("matching, gen_dev_1m beside gen_dev_100k", of("gen_dev_1m", "matching") / of("gen_dev_100k", "matching"), growth100kTo1m),
    atMost(`gen_dev_1m: the whole run, beside ${wholeOf1m} s`, of("gen_dev_1m", "whole") / wholeOf1m, 1),
    atMost(`gen_dev_1m: memory at the peak, beside ${memoryOf1m / 1e9} GB`, of("gen_dev_1m", "memory") / memoryOf1m, 1),
    atMost("gen_dev_100k: matching, beside the whole run", of("gen_dev_100k", "matching") / of("gen_dev_100k", "whole")),
    [`${splink?.set ?? "gen_dev_100k"}: Splink's time beside that of matching`, times(faster), `at least ${least} ×`, verdict(faster >= least, faster)],
  ];
}

/** Runs Splink on 100,000 leads: its time as a multiple of ours, and a note of its score. */
export function besideSplink(python, results, environment = process.env) {
  const set = SETS.find(({ name }) => name === "gen_dev_100k");
  const files = locate(set, environment);
  if (files.missing || !results.has(set.name)) return { note: `Splink was not timed: ${files.missing ?? "the set was not run"}.` };
  const { version, seconds, precision, recall, f, pairs, failed } = runPeer(python, PEERS.find(({ name }) => name === "Splink"), files);
  if (failed) return { note: `Splink was not timed: ${failed}.` };
  const figures = [precision, recall, f].map((figure) => figure.toFixed(4).replace(/^0/, "")).join(" / ");
  return {
    set: set.name,
    ratio: seconds / results.get(set.name).matching,
    note: `Splink ${version} in the same run, as splink_run.py sets it up: ${figures} on ${set.name}, ${pairs.toLocaleString("en-US")} pairs compared.`,
  };
}
