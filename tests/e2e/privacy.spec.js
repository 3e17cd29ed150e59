import { BIG, SMALL } from "./data.js";
import { expect, test } from "./fixtures.js";
import { TABS } from "./leadlens.js";

test("the page forbids itself every address but its own", async ({ leadlens }) => {
  const policy = await leadlens.page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("'unsafe-inline'");
  expect(policy).not.toContain("'unsafe-eval'");
});

test("text becomes neither HTML nor a program", async ({ browser, site }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(site);
  await expect(page.getByLabel("Paste leads")).toBeVisible();
  const refused = await page.evaluate(() => {
    const acts = {
      html: () => document.createElement("p").insertAdjacentHTML("beforeend", "<b>bold</b>"),
      inner: () => (document.createElement("p").innerHTML = "<b>bold</b>"),
      picture: () => (document.createElement("p").innerHTML = '<span class="a"><img src="x" onerror="1"></span>'),
      handler: () => (document.createElement("p").innerHTML = '<span onclick="1">text</span>'),
      frame: () => (document.createElement("iframe").srcdoc = "<b>bold</b>"),
      script: () => (document.createElement("script").src = "./boot.js"),
      code: () => setTimeout("1"),
      worker: () => new Worker("./boot.js"),
      elsewhere: () => new Worker("//example.org/worker_loader-0.js"),
      parser: () => new DOMParser().parseFromString("<b>bold</b>", "text/html"),
    };
    const fails = (act) => {
      try {
        act();
        return false;
      } catch {
        return true;
      }
    };
    return Object.keys(acts).filter((name) => fails(acts[name]));
  });
  expect(refused).toEqual(["html", "inner", "picture", "handler", "frame", "script", "code", "worker", "elsewhere", "parser"]);
  await context.close();
});

test("the worker holds nothing to send with", async ({ leadlens }) => {
  await leadlens.paste(SMALL.csv);
  await leadlens.expectTotal("leads", SMALL.leads);
  const [worker] = leadlens.page.workers();
  const names = ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "WebTransport", "Worker", "caches", "FontFace", "importScripts"];
  expect(await worker.evaluate((names) => names.filter((name) => typeof self[name] !== "undefined"), names)).toEqual([]);
});

test("the proof counts only requests made after loading", async ({ leadlens }) => {
  const { page } = leadlens;
  await page.waitForLoadState("networkidle");
  const dialog = page.getByRole("dialog", { name: "Nothing leaves this tab" });
  const expectCount = async (count) => {
    await page.getByRole("contentinfo").getByRole("button", { name: "Nothing leaves this tab" }).click();
    await expect(dialog.getByRole("definition").first()).toHaveText(new RegExp(`^${count} Counted by the browser`));
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  };
  await expectCount(0);
  await leadlens.sampleButton.click();
  await expect(leadlens.totals).toBeVisible();
  await expectCount(0);
  await page.evaluate(() => fetch("./boot.js").then((answer) => answer.text()));
  await expectCount(1);
});

test("after loading, nothing is requested", async ({ leadlens }) => {
  const { page } = leadlens;
  await page.waitForLoadState("networkidle");
  const requests = [];
  page.context().on("request", (request) => requests.push(request.url()));
  await leadlens.paste(SMALL.csv);
  await leadlens.expectTotal("leads", SMALL.leads);
  for (const name of TABS) await leadlens.show(name);
  await leadlens.copyLink();
  expect(requests).toEqual([]);
});

test("nothing of the leads is stored in the browser", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.paste(SMALL.csv);
  await leadlens.expectTotal("leads", SMALL.leads);
  const stored = await page.evaluate(async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, await indexedDB.databases()]));
  expect(stored).not.toMatch(/fabrikam|wingtip|litware/);
});

test("50 MB are read while the page stays free", async ({ newPage }, info) => {
  const leadlens = await newPage();
  const { page } = leadlens;
  await page.addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ entryTypes: ["longtask"] });
  });
  await leadlens.open();
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => (window.longTasks.length = 0));
  await leadlens.choose(BIG.path());
  await leadlens.expectTotal("leads", BIG.leads);
  const longest = Math.max(0, ...(await page.evaluate(() => window.longTasks)));
  const description = `${(BIG.bytes() / 1e6).toFixed(0)} MB: ${longest ? `longest task of the page ${longest.toFixed(0)} ms` : "no task of the page over 50 ms"}`;
  info.annotations.push({ type: "measured", description });
  console.log(description);
});
