// `inspect` as a measuring instrument: its clusters, its times, its memory.
import { execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";

const PROGRAM = "target/release/leadlens";

/** Builds `inspect` as it is delivered. */
export function build() {
  execFileSync("cargo", ["build", "--locked", "--quiet", "--release", "--package=leadlens-cli"], { stdio: "inherit" });
}

/** The most memory a process has held so far, in bytes; 0 where the system does not say. */
function peakMemory(pid) {
  try {
    return 1024 * Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Runs `inspect --groups-csv` on a file: what it wrote, milliseconds by stage, bytes of memory at the peak (looked at every 20 ms). */
export function inspect(file, threshold) {
  const child = spawn(PROGRAM, ["--groups-csv", "--timings", "--threshold", threshold, file], { stdio: ["ignore", "pipe", "pipe"] });
  const [output, notes] = [[], []];
  child.stdout.on("data", (bytes) => output.push(bytes));
  child.stderr.on("data", (bytes) => notes.push(bytes));
  let memory = 0;
  const watch = setInterval(() => (memory = Math.max(memory, peakMemory(child.pid))), 20);
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (code) => {
      clearInterval(watch);
      const said = Buffer.concat(notes).toString("utf8");
      if (code !== 0) return failed(new Error(`inspect ended with ${code} on ${file}: ${said.trim()}`));
      const times = Object.fromEntries([...said.matchAll(/^(\w+) +([\d.]+) ms/gm)].map(([, stage, time]) => [stage, Number(time)]));
      done({ text: Buffer.concat(output).toString("utf8"), times, memory });
    });
  });
}
