// Runs every check to the end, counts, and says `N passed, N failed` on its last line: `node scripts/test.mjs [lint]`.
import { spawn } from "node:child_process";

import { advisories } from "./advisories.mjs";
import { chromedriver, headlessChrome } from "./browser.mjs";
import { sizes } from "./sizes.mjs";

const WASM = "--target=wasm32-unknown-unknown";
const LIBRARIES = ["--package=leadlens-engine", "--package=leadlens-workbook", "--package=leadlens-chart"];
const DENY = ["--", "-D", "warnings"];

const lint = [
  { name: "formatting", run: "cargo fmt --check" },
  { name: "spelling", run: "typos" },
  { name: "unused dependencies", run: "cargo-machete" },
  { name: "licences, bans and sources of dependencies", run: "cargo-deny --locked --workspace check licenses bans sources" },
  { name: "advisories about dependencies", check: advisories },
  { name: "clippy, on the host", run: ["cargo clippy --locked --workspace --all-targets", ...DENY] },
  { name: "clippy, page in the browser", run: [`cargo clippy --locked ${WASM} --lib --bins --test web`, ...DENY] },
  { name: "documentation", run: ["cargo doc --locked --quiet --no-deps", ...LIBRARIES], env: { RUSTDOCFLAGS: "-D warnings" } },
];

const tests = [
  // One build for all: two, of other packages each, would compile the engine and what it needs twice, with other features.
  // Properties are tried on the same random values each time, so that a run can be repeated; `make soak` tries others.
  { name: "tests on the host", run: "cargo test --locked --workspace --no-fail-fast", env: { PROPTEST_RNG_SEED: process.env.PROPTEST_RNG_SEED ?? "1" }, count: cargoCount },
  { name: "scorer of the matching report", run: "node --test --test-reporter=tap benches/matching/score.test.mjs", count: nodeCount },
  {
    name: "page tests in the browser",
    run: `cargo test --locked ${WASM} --test web`,
    env: { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: "wasm-bindgen-test-runner", CHROMEDRIVER: chromedriver() },
    count: cargoCount,
  },
  { name: "release build", run: "make --no-print-directory dist" },
  { name: "sizes", needs: "release build", check: sizes },
  { name: "files of the build", needs: "release build", run: "node --test --test-reporter=tap scripts/build.test.mjs", count: nodeCount },
  { name: "end to end", needs: "release build", run: "playwright test", env: { CHROME: headlessChrome() }, count: playwrightCount },
];

/** Sums the `test result:` lines of cargo and of the wasm test runner. */
function cargoCount(output) {
  const lines = [...output.matchAll(/^test result: .*? (\d+) passed; (\d+) failed/gm)];
  const sum = (group) => lines.reduce((total, line) => total + Number(line[group]), 0);
  return { passed: sum(1), failed: sum(2) };
}

/** Reads the closing lines of Node's own test runner. */
function nodeCount(output) {
  const sum = (word) => Number(new RegExp(`^# ${word} (\\d+)`, "m").exec(output)?.[1] ?? 0);
  return { passed: sum("pass"), failed: sum("fail") + sum("cancelled") };
}

/** Reads the closing lines of Playwright; what did not run has not passed. */
function playwrightCount(output) {
  const sum = (words) => [...output.matchAll(new RegExp(`^ +(\\d+) (?:${words})\\b`, "gm"))].reduce((total, line) => total + Number(line[1]), 0);
  return { passed: sum("passed"), failed: sum("failed|flaky|interrupted|did not run") };
}

/** Runs a command with its output shown, and gives back that output and the exit code. */
function shell(command, env) {
  const [program, ...args] = [command].flat().flatMap((part, index) => (index === 0 ? part.split(" ") : part));
  return new Promise((done) => {
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (text) => (process.stdout.write(text), (output += text)));
    child.stderr.on("data", (text) => process.stderr.write(text));
    child.on("error", (error) => done({ code: 1, output: `${error.message}\n` }));
    child.on("close", (code) => done({ code: code ?? 1, output }));
  });
}

async function outcome(step) {
  // An older build must not be tested in place of one that failed.
  if (table.some(({ name, failed }) => name === step.needs && failed)) {
    console.error(`not run: it needs the ${step.needs}`);
    return { passed: 0, failed: 1 };
  }
  if (step.check) {
    const results = step.check();
    for (const { name, passed } of results) console.log(`${passed ? "ok" : "FAILED"}  ${name}`);
    return { passed: results.filter(({ passed }) => passed).length, failed: results.filter(({ passed }) => !passed).length };
  }
  const { code, output } = await shell(step.run, step.env);
  if (!step.count) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  const { passed, failed } = step.count(output);
  // A step that crashed, or that ran nothing, has failed even if no test of it says so.
  return { passed, failed: failed || (code !== 0 || passed === 0 ? 1 : 0) };
}

const steps = process.argv[2] === "lint" ? lint : [...lint, ...tests];
const table = [];
for (const step of steps) {
  console.log(`\n== ${step.name}`);
  const start = Date.now();
  let result;
  try {
    result = await outcome(step);
  } catch (error) {
    console.error(error.message);
    result = { passed: 0, failed: 1 };
  }
  table.push({ name: step.name, seconds: (Date.now() - start) / 1000, ...result });
}

console.log("");
for (const { name, seconds, passed, failed } of table) {
  console.log(`${failed ? "FAILED" : "ok    "}  ${name}: ${passed} passed, ${failed} failed (${seconds.toFixed(0)} s)`);
}
const passed = table.reduce((sum, step) => sum + step.passed, 0);
const failed = table.reduce((sum, step) => sum + step.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
