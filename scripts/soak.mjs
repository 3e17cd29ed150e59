// Looks for faults for as long as it is given: properties on new random values, ten seeds of the fault day, the memory of 200 openings, then
// new seeds: `node scripts/soak.mjs`.
// SOAK_MINUTES says for how long; a failing seed ends it, and is named.
import { spawnSync } from "node:child_process";

import { headlessChrome } from "./browser.mjs";

const MINUTES = Number(process.env.SOAK_MINUTES ?? 60);
const FIRST_SEEDS = 10;
/** Seeds of one start of the browser tests: two walk at a time. */
const BATCH = 4;
const MINUTE = 60_000;

/** Runs a program; ends everything where it fails. */
function runProgram(program, args, env) {
  const words = Object.entries(env).map(([name, value]) => `${name}=${value}`).join(" ");
  console.log(`\n== ${words} ${program} ${args.join(" ")}`);
  const { status } = spawnSync(program, args, { stdio: "inherit", env: { ...process.env, CHROME: headlessChrome(), ...env } });
  if (status !== 0) {
    console.error(`FAILED: ${words}`);
    process.exit(1);
  }
}

/** Runs the tests of faults whose names fit. */
const run = (names, env) => runProgram("playwright", ["test", "tests/e2e/faults.spec.js", "-g", names], env);
const seeds = (first, count) => ({ FAULT_SEEDS: Array.from({ length: count }, (_, place) => first + place).join(",") });

runProgram("cargo", ["test", "--locked", "--workspace"], { PROPTEST_RNG_SEED: String(Date.now()) });
run("a day with every fault", seeds(1, FIRST_SEEDS));
run("takes no more memory", { FAULT_ROUNDS: "200", FAULT_LEADS: "100000" });
const end = Date.now() + MINUTES * MINUTE;
// Other seeds every day, and none twice in an hour.
let next = Math.floor(Date.now() / MINUTE) * 100;
let count = 0;
for (; Date.now() < end; next += BATCH, count += BATCH) run("a day with every fault", seeds(next, BATCH));
console.log(`\n${FIRST_SEEDS + count} days with every fault passed, and the memory of 200 openings`);
