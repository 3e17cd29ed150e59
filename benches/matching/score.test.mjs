import assert from "node:assert/strict";
import { test } from "node:test";

import { parseClusters, score } from "./score.mjs";

/** Rows 0, 1, 2 … in the clusters the letters name. */
const clusters = (letters) => new Map([...letters].map((letter, row) => [row, letter]));
const rounded = (scored) => [scored.precision, scored.recall, scored.f, scored.cubedPrecision, scored.cubedRecall, scored.cubedF].map((value) => value.toFixed(5));

const TABLE = [
  { name: "all right", found: "aabbc", truth: "xxyyz", expected: ["1.00000", "1.00000", "1.00000", "1.00000", "1.00000", "1.00000"] },
  { name: "nobody joined", found: "abcd", truth: "xxyy", expected: ["1.00000", "0.00000", "0.00000", "1.00000", "0.50000", "0.66667"] },
  { name: "all joined", found: "aaaa", truth: "xxyy", expected: ["0.33333", "1.00000", "0.50000", "0.50000", "1.00000", "0.66667"] },
  // Found 0-1, 0-2, 1-2, 3-4; true 0-1, 2-3, 2-4, 3-4; both 0-1 and 3-4.
  { name: "one on the wrong side", found: "aaabb", truth: "xxyyy", expected: ["0.50000", "0.50000", "0.50000", "0.73333", "0.73333", "0.73333"] },
  { name: "nothing to find, nothing found", found: "abc", truth: "xyz", expected: ["1.00000", "1.00000", "1.00000", "1.00000", "1.00000", "1.00000"] },
];

for (const { name, found, truth, expected } of TABLE) {
  test(`scores ${name}`, () => assert.deepEqual(rounded(score(clusters(found), clusters(truth))), expected));
}

test("a row without a cluster stands alone, also beside a cluster of its number", () => {
  const found = new Map([[0, "1"], [2, "1"]]);
  const scored = score(found, clusters("xyx"));
  assert.deepEqual([scored.foundClusters, scored.largest, scored.f], [2, 2, 1]);
});

test("a row the truth does not know is an error", () => {
  assert.throws(() => score(clusters("ab"), clusters("x")), /no row 1/);
});

test("clusters are read behind their header, with either end of line, each row once", () => {
  assert.deepEqual([...parseClusters("\uFEFFrow_index,cluster_id\r\n0,a\r\n2,b\r\n")], [[0, "a"], [2, "b"]]);
  assert.throws(() => parseClusters("row_index,cluster_id\n0,a\n0,b\n"), /twice/);
  assert.throws(() => parseClusters("row_index,cluster_id\n-1,a\n"), /no row/);
});
