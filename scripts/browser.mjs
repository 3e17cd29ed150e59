// The Chromium and the chromedriver of this machine: `node scripts/browser.mjs` prints both or says what is missing.
import { accessSync, constants } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** Started as a test wants it: without a window, without a word to the network. */
export const CHROME_ARGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

const runs = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

function find(variable, names) {
  if (process.env[variable]) return process.env[variable];
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin", "/Applications/Google Chrome.app/Contents/MacOS"];
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(runs);
}

export const chrome = () => find("CHROME", ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "Google Chrome"]);
/** The Chromium without windows of its own, where it is installed: the same engine, and pages open in half the time. */
export const headlessChrome = () => find("CHROME", ["chromium-headless-shell"]) ?? chrome();
export const chromedriver = () => find("CHROMEDRIVER", ["chromedriver"]);

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  for (const [name, variable, path] of [["Chromium", "CHROME", chrome()], ["chromedriver", "CHROMEDRIVER", chromedriver()]]) {
    if (!path || !runs(path)) {
      console.error(`${name} is missing: install it (Debian: apt-get install chromium chromium-driver) or name it in ${variable}.`);
      process.exit(1);
    }
    console.log(`${name}: ${path}`);
  }
}
