// The labelled sets, what Leadlens has to reach on them, and what its peers reach on the same files.

/** Names of the thresholds of `inspect --threshold`. */
export const THRESHOLDS = ["strict", "balanced", "wide"];

const strict = { precision: 0.995, recall: 0.85 };

/**
 * The sets, in the order of the report. `floors` are the least precision, recall and F a threshold has to reach; `peers` are figures of
 * others, as precision / recall / F where all three are known; `rounds` is how often a set is run when its time is taken. Sets `made` are
 * written by generate.py and not kept in the repository; one on `demand` is left out unless asked for.
 */
export const SETS = [
  {
    name: "gen_dev_1k",
    leads: 1_000,
    floors: { strict, balanced: { precision: 0.99, f: 0.965 } },
    peers: { salesforce: ".997 / .777 / .873", dedupe: ".978 / .921 / .949" },
  },
  {
    name: "gen_dev_10k",
    leads: 10_000,
    floors: { strict, balanced: { precision: 0.985, f: 0.96 }, wide: { precision: 0.9, recall: 0.96 } },
    peers: { salesforce: ".994 / .790 / .880", dedupe: ".974 / .894 / .932" },
    rounds: 5,
  },
  { name: "gen_zh_1k", leads: 1_000, floors: { balanced: { precision: 0.96, f: 0.93 } } },
  {
    name: "gen_dev_100k",
    leads: 100_000,
    made: true,
    floors: { strict, balanced: { precision: 0.98, f: 0.955 } },
    peers: { salesforce: ".998 / .801 / .888" },
    rounds: 3,
  },
  { name: "gen_dev_1m", leads: 1_000_000, made: true, demand: "MATCHING_MILLION", floors: { strict }, rounds: 1 },
  {
    name: "pub_febrl1",
    leads: 1_000,
    floors: { balanced: { precision: 0.98, f: 0.95 } },
    peers: { salesforce: "F .785", dedupe: "F .946" },
  },
  {
    name: "pub_febrl2",
    leads: 5_000,
    floors: { balanced: { precision: 0.98, f: 0.95 } },
    peers: { salesforce: "F .711", dedupe: "F .950" },
  },
  { name: "full_febrl1", leads: 1_000, floors: { balanced: { precision: 0.99, f: 0.985 } } },
  { name: "full_febrl2", leads: 5_000, floors: { balanced: { precision: 0.99, f: 0.97 } } },
  {
    name: "pub_splink_fake1000",
    leads: 1_000,
    floors: { balanced: { precision: 0.95, f: 0.75 } },
    peers: { salesforce: "R .294", other: "F .683, the best without labels" },
  },
  {
    name: "pub_w2_a",
    leads: 6_562,
    floors: { balanced: { precision: 0.97, f: 0.93 } },
    peers: { salesforce: "R 0", other: "F .934, the best of simple rules" },
  },
  {
    name: "pub_chicago_sites",
    leads: 3_337,
    floors: { balanced: { precision: 0.9, f: 0.7 } },
    peers: { salesforce: "R 0", other: "F .802, the best of simple rules" },
  },
  { name: "pub_senzing", leads: 159, floors: { balanced: { f: 0.75 } } },
  { name: "pub_historical_a", leads: 9_802, floors: {} },
];

/** What time and memory may come to: seconds, bytes, ratios. */
export const LIMITS = {
  matchingOf100k: 2,
  wholeOf1m: 40,
  memoryOf1m: 1.5e9,
  growth100kTo1m: 14,
  besideSplink: 5,
};
