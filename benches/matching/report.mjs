// How well leads are matched, on labelled sets, against what has to be reached: `make matching-report`.
//
//     node benches/matching/report.mjs [--check] [--date=YYYY-MM-DD]
//
// Writes benches/matching.md and prints it; ends with 1 where a floor is missed. With --check nothing is written: it also ends with 1 where
// the report that is checked in shows other figures than those measured now. MATCHING_DATE does the same as --date, MATCHING_DATA names a
// folder of ready-made sets, MATCHING_MILLION=1 asks for a million leads, MATCHING_PEERS=1 for GoldenMatch and Splink beside ours.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

import { locate } from "./data.mjs";
import { build, inspect } from "./inspect.mjs";
import { PEERS, isForPeers, peerPython, runPeer } from "./peers.mjs";
import { parseClusters, readText, score } from "./score.mjs";
import { besideSplink, speedRows } from "./speed.mjs";
import { SETS, THRESHOLDS } from "./sets.mjs";
import { parseTables, table } from "./table.mjs";

const REPORT = "benches/matching.md";
const SET_HEAD = ["set, threshold", "P", "R", "F", "B³ P", "B³ R", "B³ F", "largest", "at least", "met", "since the last report"];
const SPEED_HEAD = ["time and memory", "measured", "allowed", "met"];
const RERUN = PEERS.map(({ name, version }) => `${name} ${version}`);
const PEER_HEAD = ["set, beside others (P / R / F)", "Leadlens balanced", ...RERUN, "Salesforce rule", "dedupe (trained)", "other"];
/** The columns of figures, and what they are called in floors. */
const FIGURES = { P: "precision", R: "recall", F: "f" };

const check = process.argv.includes("--check");
const given = process.argv.find((argument) => argument.startsWith("--date="))?.slice("--date=".length) || process.env.MATCHING_DATE;

/** The report as it was checked in last; the one that lies there where nobody can say. */
function lastReport() {
  try {
    return execFileSync("git", ["show", `HEAD:${REPORT}`], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    try {
      return readFileSync(REPORT, "utf8");
    } catch {
      return "";
    }
  }
}

const last = lastReport();
const lastRows = parseTables(last);
const lastDate = /^Measured on (\S+)/m.exec(last)?.[1];
const date = given || (check && lastDate) || new Date().toISOString().slice(0, 10);

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const short = (number) => (Number.isFinite(number) ? number.toFixed(4).replace(/^0/, "") : "–");

/** What is asked of figures, as they are called in the table. */
const asked = (floors) => Object.entries(FIGURES).filter(([, figure]) => floors?.[figure] !== undefined);
const least = (floors) => asked(floors).map(([head, figure]) => `${head} ${short(floors[figure])}`).join(", ");

/** Whether figures (precision, recall, f) reach what is asked: `yes`, `**no**`, or nothing where nothing is asked. */
function met(floors, figures) {
  const reached = asked(floors).map(([, figure]) => figures[figure] >= floors[figure]);
  return reached.length === 0 ? "" : reached.every(Boolean) ? "yes" : "**no**";
}

/** How the figures of a row differ from those of the last report. */
function since(row, old) {
  if (!old || old.P === "–") return "new";
  const differences = Object.keys(FIGURES).map((head) => [head, Number(row[head]) - Number(old[head])]);
  const told = differences.filter(([, difference]) => Math.abs(difference) > 5e-5);
  return told.map(([head, difference]) => `${head} ${difference > 0 ? "+" : "−"}${short(Math.abs(difference))}`).join(", ") || "=";
}

/** Runs one set at one threshold as often as its time needs, and scores it. */
async function measure(set, files, threshold) {
  const rounds = threshold === "balanced" ? (set.rounds ?? 1) : 1;
  const runs = [];
  for (let round = 0; round < rounds; round += 1) runs.push(await inspect(files.leads, threshold));
  const stage = (name) => median(runs.map(({ times }) => times[name]));
  return {
    scored: score(parseClusters(runs[0].text), parseClusters(readText(files.truth))),
    matching: stage("match") / 1000,
    whole: stage("total") / 1000,
    memory: median(runs.map(({ memory }) => memory)),
  };
}

build();
const peers = process.env.MATCHING_PEERS ? peerPython() : {};
const [setRows, peerRows, measured, notes, stale] = [[], [], new Map(), [], []];
for (const set of SETS) {
  const files = locate(set);
  if (files.missing) notes.push(`${set.name} was not run: ${files.missing}.`);
  let ours = "–";
  for (const threshold of THRESHOLDS.filter((name) => name === "balanced" || set.name.startsWith("gen_"))) {
    const name = `${set.name}, ${threshold}`;
    const old = lastRows.get(`${SET_HEAD[0]} › ${name}`) ?? lastRows.get(`${SET_HEAD[0]} › ${name} †`);
    const row = Object.fromEntries(SET_HEAD.map((head) => [head, "–"]));
    if (files.missing) {
      const mark = old && old.P !== "–" ? " †" : "";
      Object.assign(row, old, { [SET_HEAD[0]]: name + mark, "since the last report": "–" });
      const figures = Object.fromEntries(Object.entries(FIGURES).map(([head, figure]) => [figure, Number(row[head])]));
      row.met = row.P === "–" ? "" : met(set.floors[threshold], figures);
    } else {
      console.error(name);
      const result = await measure(set, files, threshold);
      if (threshold === "balanced") measured.set(set.name, result);
      const { precision, recall, f, cubedPrecision, cubedRecall, cubedF, largest } = result.scored;
      const figures = [precision, recall, f, cubedPrecision, cubedRecall, cubedF].map(short);
      [row.P, row.R, row.F, row["B³ P"], row["B³ R"], row["B³ F"]] = figures;
      Object.assign(row, { [SET_HEAD[0]]: name, largest: String(largest), met: met(set.floors[threshold], result.scored) });
      row["since the last report"] = since(row, old);
      if (old?.P !== row.P || old?.R !== row.R || old?.F !== row.F) stale.push(name);
    }
    row["at least"] = least(set.floors[threshold]);
    if (threshold === "balanced") ours = row.P === "–" ? "–" : `${row.P} / ${row.R} / ${row.F}${files.missing ? " †" : ""}`;
    setRows.push(row);
  }
  const old = lastRows.get(`${PEER_HEAD[0]} › ${set.name}`);
  const rerun = PEERS.map((peer, column) => {
    if (!peers.python || files.missing || !isForPeers(set)) return old?.[RERUN[column]] ?? "–";
    const { precision, recall, f, failed } = runPeer(peers.python, peer, files);
    if (failed) notes.push(`${peer.name} did not come to an end on ${set.name}: ${failed.replaceAll(/\/\S+/g, "…")}`);
    return failed ? "–" : [precision, recall, f].map(short).join(" / ");
  });
  const once = ["salesforce", "dedupe", "other"].map((peer) => set.peers?.[peer] ?? "–");
  if ([...rerun, ...once].some((figures) => figures !== "–")) peerRows.push([set.name, ours, ...rerun, ...once]);
}

if (peers.missing) notes.push(`GoldenMatch and Splink were not run: ${peers.missing}.`);
const peerDate = peers.python ? date : /Splink \S+ were measured on (\S+) by/.exec(last)?.[1];
if (peerDate) {
  notes.push(
    `${RERUN.join(" and ")} were measured on ${peerDate} by goldenmatch_run.py and splink_run.py (\`make matching-report MATCHING_PEERS=1\`), GoldenMatch with its defaults, Splink as its documentation leads to.`,
  );
}
const splink = peers.python && process.env.MATCHING_PEERS === "all" ? besideSplink(peers.python, measured) : undefined;
const speed = speedRows(measured, splink).map((row) => {
  const old = lastRows.get(`${SPEED_HEAD[0]} › ${row[0]}`) ?? lastRows.get(`${SPEED_HEAD[0]} › ${row[0]} †`);
  return row[1] === "–" && old && old[SPEED_HEAD[1]] !== "–" ? [`${row[0]} †`, ...SPEED_HEAD.slice(1).map((head) => old[head])] : row;
});
if (splink?.note) notes.push(splink.note);
const carried = setRows.some((row) => row[SET_HEAD[0]].endsWith("†")) || speed.some(([name]) => name.endsWith("†"));
if (carried) notes.push("† not run this time: the figures are those of the last report in which it was.");

const text = `# How well leads are matched

Measured on ${date} by \`make matching-report\`, which writes this file; [matching/README.md](matching/README.md) says what the sets are.
P, R and F are precision, recall and their harmonic mean over pairs of leads, B³ the same over leads (B-cubed); *largest* is the cluster with the most leads.

${table(SET_HEAD, setRows.map((row) => SET_HEAD.map((head) => row[head])))}

Times are those of \`inspect --timings\`, as shares and ratios, because machines differ.

${table(SPEED_HEAD, speed)}

Others on the same files: ${RERUN.join(" and ")}, which can be run again, and, measured once, the standard duplicate rule of Salesforce for leads and dedupe trained with labels.

${table(PEER_HEAD, peerRows)}
${notes.length ? `\n${notes.map((note) => `- ${note}`).join("\n")}\n` : ""}`;

console.log(text);
const verdicts = [...setRows.map((row) => [row[SET_HEAD[0]], row.met]), ...speed.map((row) => [row[0], row[3]])];
const missed = verdicts.filter(([, verdict]) => verdict === "**no**").map(([name]) => name);
for (const name of missed) console.error(`missed: ${name}`);
if (check) for (const name of stale) console.error(`other than in ${REPORT}: ${name}`);
else writeFileSync(REPORT, text);
process.exit(missed.length || (check && stale.length) ? 1 : 0);
