// How well clusters agree with the truth: pairwise and B-cubed, exact, by a contingency table.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** The text of a file; one whose name ends in `.gz` is unpacked. */
export function readText(file) {
  const bytes = readFileSync(file);
  return (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

/** The clusters of `row_index,cluster_id` lines behind a header, by row. A row that stands twice is an error. */
export function parseClusters(text) {
  const clusters = new Map();
  for (const line of text.replace(/^\uFEFF/, "").split(/\r?\n/).slice(1)) {
    if (line === "") continue;
    const [row, cluster] = line.split(",");
    if (!/^\d+$/.test(row) || cluster === undefined) throw new Error(`no row and cluster: ${line}`);
    if (clusters.has(Number(row))) throw new Error(`row ${row} stands twice`);
    clusters.set(Number(row), cluster);
  }
  return clusters;
}

const pairs = (size) => (size * (size - 1)) / 2;
const harmonic = (one, other) => (one + other > 0 ? (2 * one * other) / (one + other) : 0);
const count = (sizes, key) => sizes.set(key, (sizes.get(key) ?? 0) + 1);

/**
 * Scores clusters (row → name of the cluster) against the truth of the same form.
 *
 * Pairwise: a pair of rows is positive where both have the same name. B-cubed: the mean over the rows of the share of its cluster that is
 * right, and of its true cluster that is found. A row of the truth that was given no cluster is one of its own; a row the truth does not
 * know is an error. Where there is nothing to find, or nothing was found, precision and recall are 1.
 */
export function score(found, truth) {
  for (const row of found.keys()) if (!truth.has(row)) throw new Error(`the truth has no row ${row}`);
  const [foundSizes, trueSizes, both] = [new Map(), new Map(), new Map()];
  const cells = [];
  for (const [row, wanted] of truth) {
    const given = found.has(row) ? `c${found.get(row)}` : `r${row}`;
    count(foundSizes, given);
    count(trueSizes, wanted);
    const cell = `${given},${wanted}`;
    if (!both.has(cell)) cells.push([cell, given, wanted]);
    count(both, cell);
  }
  const sum = (sizes) => [...sizes.values()].reduce((total, size) => total + pairs(size), 0);
  const [right, foundPairs, truePairs] = [sum(both), sum(foundSizes), sum(trueSizes)];
  const precision = foundPairs ? right / foundPairs : 1;
  const recall = truePairs ? right / truePairs : 1;
  let [cubedPrecision, cubedRecall] = [0, 0];
  for (const [cell, given, wanted] of cells) {
    cubedPrecision += both.get(cell) ** 2 / foundSizes.get(given) / truth.size;
    cubedRecall += both.get(cell) ** 2 / trueSizes.get(wanted) / truth.size;
  }
  return {
    rows: truth.size,
    foundClusters: foundSizes.size,
    trueClusters: trueSizes.size,
    largest: [...foundSizes.values()].reduce((largest, size) => Math.max(largest, size), 0),
    precision,
    recall,
    f: harmonic(precision, recall),
    cubedPrecision,
    cubedRecall,
    cubedF: harmonic(cubedPrecision, cubedRecall),
  };
}
