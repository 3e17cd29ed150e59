// What is more than fits: it is bounded before it is looked at, the page goes on answering, and what is cut is shown.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { BIG, SMALL, csvFile } from "./data.js";
import { expect, test } from "./fixtures.js";
import { Leadlens } from "./leadlens.js";
import { zip } from "./zip.js";

/** Milliseconds a task may take beyond three times what the like of it takes in the same run: other work may share the machine. */
const LONGEST = 50;

/** Compares milliseconds with those of something ordinary in the same run. */
function expectShort(what, milliseconds, control) {
  console.log(`      ${what}: ${Math.round(milliseconds)} ms, control ${Math.round(control)} ms`);
  expect(milliseconds, what).toBeLessThan(LONGEST + 3 * control);
}

/** A page that notes its long tasks. */
async function observed(newPage) {
  const leadlens = await newPage();
  await leadlens.page.addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask", buffered: true });
  });
  return leadlens;
}

/** Does something and gives the milliseconds of the longest task that came of it. */
async function longest({ page }, act) {
  // The observer receives a task once the page is idle behind it.
  const tasks = () => page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => setTimeout(() => resolve(window.longTasks.splice(0)), 100))));
  await tasks();
  await act();
  return Math.max(0, ...(await tasks()));
}

const cells = (...texts) => `<tr>${texts.map((text) => `<td>${text}</td>`).join("")}</tr>`;
const people = (count) => Array.from({ length: count }, (_, row) => cells(`p${row}@example.org`, `Person ${row}`, `Company ${row}`)).join("");
/** A page after a paste, and the milliseconds it took: the fewest of three pages, since other work on the machine only adds to them. */
async function pasted(newPage, html, text) {
  let [leadlens, fewest] = [null, Infinity];
  for (let round = 0; round < 3; round += 1) {
    leadlens = await newPage();
    await leadlens.open();
    fewest = Math.min(fewest, await leadlens.pasteFlavours(html, text));
  }
  return [leadlens, fewest];
}

/** Milliseconds the page takes for a paste of an ordinary table, of 110,000 characters. */
const ordinary = async (newPage) => (await pasted(newPage, table(1_500), ""))[1];
const table = (count) => `<table>${cells("Email", "Name", "Company")}${people(count)}</table>`;

test("tables in tables do not hold the page up", async ({ newPage }) => {
  const control = await ordinary(newPage);
  const [short, taken] = await pasted(newPage, "<table><tr><td>".repeat(15_000), SMALL.csv);
  expectShort("15,000 nested tables", taken, control);
  await expect(short.pasteBox, "there is no table of two columns").toHaveValue(SMALL.csv);
  const [long, longer] = await pasted(newPage, "<table><tr><td>".repeat(20_000), SMALL.csv);
  expectShort("20,000 nested tables", longer, control);
  await long.expectTotal("leads", SMALL.leads);
});

test("cells that span everything are left out, which is shown", async ({ newPage }) => {
  const html = `<table>${cells("Email", "Name")}${"<tr><td>a@example.org<td>Ann<td rowspan=65534 colspan=1000>x".repeat(15_000)}</table>`;
  const control = await ordinary(newPage);
  const [leadlens, taken] = await pasted(newPage, html, "");
  expectShort("15,000 cells with spans", taken, control);
  await expect(leadlens.alert.first()).toContainText(/cells were left out/);
  await leadlens.source(/pasted text/).click();
  await expect(leadlens.page.getByRole("dialog").filter({ visible: true })).toContainText(/cells were left out/);
});

for (const count of [2_000, 12_000]) {
  test(`a table of ${count} rows is read`, async ({ newPage }) => {
    const control = await ordinary(newPage);
    const [leadlens, taken] = await pasted(newPage, table(count), "");
    expectShort(`${count} rows`, taken, control);
    if (count < 12_000) {
      await expect(leadlens.pasteBox, "what is short stands in the field").toHaveValue(/p1999@example\.org/);
      await leadlens.readButton.click();
    }
    await leadlens.expectTotal("leads", count);
  });
}

test("HTML that changes the base address reports nothing", async ({ leadlens }) => {
  const html = `<base href="https://evil.example/"><link rel=stylesheet href=x.css>${table(1)}`;
  await leadlens.pasteFlavours(html, "");
  await expect(leadlens.pasteBox).toHaveValue("Email\tName\tCompany\np0@example.org\tPerson 0\tCompany 0\n");
  expect(await leadlens.page.evaluate(() => document.baseURI)).toBe(leadlens.address);
});

test("an address of 50,000 offers is refused at once", async ({ newPage }) => {
  const leadlens = await newPage();
  const offers = Array.from({ length: 50_000 }, (_, number) => `contoso.${number}`).join(",");
  const load = async (query) => {
    const start = performance.now();
    await leadlens.page.goto(leadlens.address + query);
    await expect(leadlens.pasteBox).toBeVisible();
    return performance.now() - start;
  };
  await load("?first");
  // An address of that length costs the browser something whatever stands in it.
  const [one, many] = [[], []];
  for (let round = 0; round < 3; round += 1) {
    one.push(await load(`?one${round}#tab=${"a".repeat(offers.length)}`));
    many.push(await load(`?many${round}#offer=${offers}`));
  }
  const ratio = Math.min(...many) / Math.min(...one);
  console.log(`      an address of 50,000 offers: ${ratio.toFixed(1)} times one of a single word as long until the page stands`);
  expect(ratio).toBeLessThan(3);
  await expect(leadlens.alert.first()).toContainText("This link contains no summary");
  await leadlens.paste(SMALL.csv);
  await leadlens.expectTotal("leads", SMALL.leads);
});

test("16,384 columns open, a part of them at a time", async ({ newPage }) => {
  const leadlens = await observed(newPage);
  const { page } = leadlens;
  // The browser tells of no task shorter than 50 ms: on a slow page it tells of the control too.
  await (await page.context().newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await leadlens.open();
  const header = ["Email", ...Array.from({ length: 16_383 }, (_, column) => `Column ${column}`)].join(",");
  const row = (person) => `${person}@example.org${",1".repeat(16_383)}`;
  const open = (act) => longest(leadlens, async () => {
    await act();
    await expect(leadlens.overview).toHaveAttribute("aria-busy", "false");
  });
  // An overview is drawn in both cases.
  const control = await open(() => leadlens.sampleButton.click());
  await page.reload();
  const wide = csvFile("wide.csv", `${header}\n${row("ann")}\n${row("bo")}\n`);
  expectShort("opening 16,384 columns", await open(() => leadlens.choose(wide)), control);
  const dialog = page.getByRole("dialog").filter({ visible: true });
  const columns = await longest(leadlens, async () => {
    await leadlens.source(/wide\.csv/).click();
    await expect(dialog.getByText("And 16,344 more columns.")).toBeVisible();
  });
  expectShort("the columns of the source", columns, control);
  const more = await longest(leadlens, async () => {
    await dialog.getByRole("button", { name: "Show more columns" }).click();
    await expect(dialog.getByText("And 16,304 more columns.")).toBeVisible();
  });
  expectShort("more columns of the source", more, control);
  await expect(dialog.getByRole("row")).toHaveCount(81);
});

/** The milliseconds of processor time of the page's longest task while something is done: other work that shares the machine does not count. */
async function longestByProcessor(page, act) {
  const browser = page.context().browser();
  await browser.startTracing(page, { categories: ["toplevel"] });
  await act();
  const { traceEvents } = JSON.parse(await browser.stopTracing());
  const thread = ({ pid, tid }) => `${pid}.${tid}`;
  const threads = new Set(traceEvents.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain").map(thread));
  const tasks = traceEvents.filter((event) => event.name.endsWith("RunTask") && event.tdur && threads.has(thread(event)));
  return Math.max(...tasks.map(({ tdur }) => tdur)) / 1000;
}

/** The longest task from opening many leads until the overview is drawn: panel by panel, or all panels in one task, as before printing. */
async function drawing(newPage, isAtOnce) {
  const leadlens = await newPage();
  const { page } = leadlens;
  await leadlens.open();
  if (isAtOnce) {
    await page.evaluate(() => {
      const observer = new MutationObserver(() => {
        if (!document.querySelector("[role=tabpanel] [aria-busy=true]")) return;
        observer.disconnect();
        dispatchEvent(new Event("beforeprint"));
      });
      observer.observe(document.body, { childList: true, subtree: true });
    });
  }
  const longestTask = await longestByProcessor(page, async () => {
    await leadlens.choose(BIG.path());
    await expect(leadlens.overview).toHaveAttribute("aria-busy", "false");
  });
  await expect(page.getByRole("region", { name: /by weekday and hour/ }), "the last panel").toBeVisible();
  return longestTask;
}

test("the overview of 300,000 leads is drawn in short tasks", async ({ newPage }) => {
  const atOnce = await drawing(newPage, true);
  const oneByOne = await drawing(newPage, false);
  console.log(`      panel by panel: ${Math.round(oneByOne)} ms of processor time, at once: ${Math.round(atOnce)} ms`);
  expect(oneByOne).toBeLessThan(atOnce * 0.7);
});

test("the overview is scrolled to where it was when one comes back", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.sampleButton.click();
  await expect(leadlens.overview).toHaveAttribute("aria-busy", "false");
  await page.evaluate(() => scrollTo(0, 1200));
  // The tab is out of sight: a click would scroll to it.
  await leadlens.tab("Problems").evaluate((tab) => tab.click());
  await expect(leadlens.tab("Problems")).toHaveAttribute("aria-selected", "true");
  await page.goBack();
  await expect(leadlens.overview).toHaveAttribute("aria-busy", "false");
  expect(await page.evaluate(() => scrollY)).toBe(1200);
});

for (const width of [390, 1280]) {
  test(`the notice of fifty bad files covers nothing at ${width} px`, async ({ newPage }) => {
    const leadlens = await newPage({ viewport: { width, height: 800 } });
    const { page } = leadlens;
    await leadlens.open();
    const bad = Array.from({ length: 50 }, (_, number) => [`bad-${number}.csv`, "Email,Name\n"]);
    const broken = Array.from({ length: 10 }, (_, number) => [`cut-${number}.json`, `[${" ".repeat(number)}{"a":`]);
    await leadlens.choose({ name: "all.zip", mimeType: "application/zip", buffer: zip([["good.csv", SMALL.csv], ...bad, ...broken]) });
    await leadlens.expectTotal("leads", SMALL.leads);
    const notice = leadlens.alert.first();
    await expect(notice).toContainText("50 files, each for the same reason");
    await expect(notice).toContainText("and 47 more");
    await notice.getByText("and 47 more").click();
    await expect(notice).toContainText("bad-49.csv");
    await notice.getByText("7 more reasons").click();
    expect((await notice.boundingBox()).height, "half of the window is free").toBeLessThan(400);
    await expect(notice.getByRole("button", { name: "Dismiss" })).toBeInViewport();

    for (const tab of ["Leads", "Problems", "Overview"]) {
      await leadlens.tab(tab).scrollIntoViewIfNeeded();
      await leadlens.show(tab);
    }
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    const isFree = () => {
      const inner = [...document.querySelectorAll("main button, main [role=tab], main select")];
      const notice = document.querySelector("[role=alert]");
      const covered = ({ x, y, width, height }) => notice.contains(document.elementFromPoint(x + width / 2, y + height / 2));
      return inner.filter((element) => !notice.contains(element)).every((element) => !covered(element.getBoundingClientRect()));
    };
    expect(await page.evaluate(isFree), "no control is covered").toBe(true);
  });
}

test("a table without headers is told so, without an empty list", async ({ leadlens }) => {
  await leadlens.choose(csvFile("numbers.csv", "5.1,1.4\n4.9,1.3\n4.7,1.2\n"));
  await expect(leadlens.alert.first()).toContainText(/have no headers/);
  await expect(leadlens.alert.first()).not.toContainText("Found:");
});

test("a file deleted before it was read is gone, not empty", async ({ leadlens }) => {
  const { page } = leadlens;
  const folder = mkdtempSync(path.join(tmpdir(), "leadlens-"));
  const file = path.join(folder, "leads.csv");
  writeFileSync(file, SMALL.csv);
  await page.evaluate(() => document.body.append(Object.assign(document.createElement("input"), { type: "file", id: "own" })));
  await page.locator("#own").setInputFiles(file);
  rmSync(folder, { recursive: true });
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(document.querySelector("#own").files[0]);
    document.querySelector("main").dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect(leadlens.alert.first()).toContainText(/can no longer be read/);
  await expect(leadlens.alert.first()).not.toContainText(/it is empty/);
});

/** Drops what lies at these paths, as the system does. */
async function dropPaths(page, ...paths) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) await session.send("Input.dispatchDragEvent", { type, x: 200, y: 200, data });
}

test("a folder is read with its folders, hidden files counted", async ({ leadlens }) => {
  const folder = mkdtempSync(path.join(tmpdir(), "leadlens-"));
  mkdirSync(path.join(folder, "march", "late"), { recursive: true });
  writeFileSync(path.join(folder, "march", "late", "b.csv"), "LeadSource,Email\nSPZA-PLT|contoso.planner,dot@proseware.example\n");
  writeFileSync(path.join(folder, "march", ".hidden.csv"), SMALL.csv);
  writeFileSync(path.join(folder, "a.csv"), SMALL.csv);
  await dropPaths(leadlens.page, folder);
  await leadlens.expectTotal("leads", SMALL.leads + 1);
  await expect(leadlens.source(/march\/late\/b\.csv/)).toBeVisible();
  await expect(leadlens.page.getByText("1 hidden file or folder was skipped.")).toBeVisible();

  const empty = mkdtempSync(path.join(tmpdir(), "leadlens-"));
  await dropPaths(leadlens.page, empty);
  await expect(leadlens.page.getByText("It has no files to read.")).toBeVisible();
  await leadlens.expectTotal("leads", SMALL.leads + 1);
  for (const made of [folder, empty]) rmSync(made, { recursive: true });
});

test("two tabs keep what the other remembers", async ({ leadlens }) => {
  const tabs = [leadlens, new Leadlens(await leadlens.page.context().newPage(), leadlens.address)];
  await tabs[1].open();
  for (const tab of tabs) {
    await tab.paste(SMALL.csv);
    await tab.show("Leads");
  }
  const hide = async (tab, column) => {
    await tab.page.getByRole("button", { name: "Columns" }).click();
    await tab.page.getByRole("checkbox", { name: column }).uncheck();
    await tab.page.keyboard.press("Escape");
  };
  await hide(tabs[0], "Company");
  await hide(tabs[1], "Country");
  await expect.poll(() => leadlens.page.evaluate(() => localStorage.getItem("leadlens.columns.2"))).toMatch(/-company.*-country/);

  const columns = ["Rubrik", "Avdelning"];
  for (const [place, tab] of tabs.entries()) {
    const csv = `Email,${columns[place]}\nada@contoso.example,Chef\n`;
    await tab.page.reload();
    await tab.choose(csvFile("odd.csv", csv));
    await tab.expectTotal("leads", 1);
  }
  for (const [place, tab] of tabs.entries()) {
    await tab.source(/odd\.csv/).click();
    await tab.page.getByLabel(`${columns[place]} is`).selectOption("job_title");
    await expect(tab.page.getByText("your choice")).toBeVisible();
  }
  const stored = await leadlens.page.evaluate(() => localStorage.getItem("leadlens.mappings.3"));
  expect(stored).toBe("headers\temail\trubrik\ncolumn\trubrik\t0\tjob_title\t\nheaders\tavdelning\temail\ncolumn\tavdelning\t0\tjob_title\t\n");
});
