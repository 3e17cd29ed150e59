// The picture is explored by clicking: one filter for every view, undo, and the view as a link.
import { readFileSync } from "node:fs";

import { expect, test } from "./fixtures.js";
import { csvFile } from "./data.js";

const FIRST = ["Ada", "Boris", "Chandra", "Dolores", "Emeka", "Freya", "Gustavo", "Hanne", "Ivan", "Jolene"];
const LAST = ["Quist", "Marlowe", "Okafor", "Zielinski", "Tanaka", "Verbeek", "Duarte", "Lund", "Petrov"];
const STEPS = [
  ["SPZA", "INS", "AppSource", "INS"],
  ["SPZA", "PLT", "AppSource", "PLT"],
  ["AzureMarketplace", "INS", "Azure Marketplace", "INS"],
  ["AzurePortal", "Create", "Azure portal", "Create"],
];
const OFFERS = ["contoso.planner", "contoso.backup", "fabrikam.vault"];
const COUNTRIES = [
  ["US", "United States"],
  ["SE", "Sweden"],
  ["DE", "Germany"],
  ["", "No country"],
];

/** 400 leads of 90 people of 18 companies over half a year; the same number gives the same leads. */
const LEADS = Array.from({ length: 400 }, (_, n) => {
  const person = (n * 37) % 90;
  const [source, action, sourceName, actionName] = STEPS[(n * 7 + (n >> 3)) % STEPS.length];
  const [country, countryName] = COUNTRIES[person % COUNTRIES.length];
  const day = new Date(Date.UTC(2021, 0, 4 + ((n * 13) % 170), n % 24));
  const company = person % 18;
  return {
    created: day.toISOString(),
    day: day.toISOString().slice(0, 10),
    code: `${source}-${action}`,
    sourceName,
    actionName,
    offer: OFFERS[(n * 5) % OFFERS.length],
    first: FIRST[person % 10],
    last: LAST[Math.floor(person / 10)],
    email: `${FIRST[person % 10]}.${LAST[Math.floor(person / 10)]}@company${company}.example`.toLowerCase(),
    country,
    countryName,
    company: `Company ${String.fromCharCode(65 + company)}${String.fromCharCode(97 + ((company * 5) % 26))}`,
  };
});
const CSV = ["CreatedTime,LeadSource,FirstName,LastName,Email,Country,Company", ...LEADS.map((lead) => [lead.created, `${lead.code}|${lead.offer}`, lead.first, lead.last, lead.email, lead.country, lead.company].join(","))].join("\n");

const count = (leads, key) => new Set(leads.map(key)).size;
const words = (n, one, more) => `${n} ${n === 1 ? one : more}`;

async function open(newPage, options = {}, fragment = "") {
  const leadlens = await newPage(options);
  await leadlens.open(fragment);
  await leadlens.choose(csvFile("half-a-year.csv", CSV));
  await expect(leadlens.tab("Overview")).toBeVisible();
  return leadlens;
}

/** What every view must say when these leads pass, each view's own clauses left out of account. */
async function expectPicture(leadlens, passes, own = {}) {
  const { page } = leadlens;
  const found = LEADS.filter(passes);
  const people = words(count(found, (lead) => lead.email), "person", "people");
  const companies = words(count(found, (lead) => lead.company), "company", "companies");
  await expect(leadlens.picked).toHaveText(`${found.length} of 400 leads · ${people} · ${companies}`);
  const inMatrix = LEADS.filter(own.matrix ?? passes);
  for (const [, , source, action] of STEPS) {
    const expected = inMatrix.filter((lead) => lead.sourceName === source && lead.actionName === action).length;
    await leadlens.expectCell(source, action, expected);
  }
  const inCountries = LEADS.filter(own.countries ?? passes);
  for (const [, name] of COUNTRIES) {
    await leadlens.expectRanked("country", name, inCountries.filter((lead) => lead.countryName === name).length);
  }
  const inOffers = LEADS.filter(own.offers ?? passes);
  for (const offer of OFFERS) {
    await leadlens.expectRanked("offer", offer, inOffers.filter((lead) => lead.offer === offer).length);
  }
  await leadlens.show("Leads");
  await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", String(found.length + 1));
  await leadlens.show("Overview");
}

test("five filters give the numbers of a slow count, in every view", async ({ newPage }) => {
  const leadlens = await open(newPage);
  const { page } = leadlens;
  await leadlens.cell("AppSource", "INS").click();
  const cell = (lead) => lead.sourceName === "AppSource" && lead.actionName === "INS";
  await expectPicture(leadlens, cell, { matrix: () => true });

  await leadlens.ranked("country", "Sweden").click();
  const sweden = (lead) => lead.countryName === "Sweden";
  await expectPicture(leadlens, (lead) => cell(lead) && sweden(lead), { matrix: sweden, countries: cell });

  await leadlens.clearButton.click();
  await leadlens.ranked("country", "No country").click();
  await leadlens.ranked("country", "Germany").click();
  const two = (lead) => ["No country", "Germany"].includes(lead.countryName);
  await expectPicture(leadlens, two, { countries: () => true });

  await leadlens.ranked("offer", "contoso.planner").click({ modifiers: ["Alt"] });
  const not = (lead) => lead.offer !== "contoso.planner";
  await expectPicture(leadlens, (lead) => two(lead) && not(lead), { countries: not, offers: two });

  await leadlens.clearButton.click();
  await page.getByLabel("From", { exact: true }).fill("2021-02-01");
  await page.getByLabel("to", { exact: true }).fill("2021-03-15");
  await expectPicture(leadlens, (lead) => lead.day >= "2021-02-01" && lead.day <= "2021-03-15");
});

test("two hundred steps are undone and redone by keys and buttons", async ({ newPage }) => {
  const leadlens = await open(newPage);
  const { page } = leadlens;
  for (let step = 0; step < 200; step += 1) {
    await leadlens.ranked("country", step % 2 ? "Sweden" : "Germany").click();
  }
  await page.locator("body").press("Control+z");
  await expect(leadlens.undoButton).toBeEnabled();
  for (let step = 1; step < 200; step += 1) await page.keyboard.press("Control+z");
  await expect(leadlens.undoButton).toBeDisabled();
  await expect(leadlens.picked).toHaveText(/^400 leads/);
  await leadlens.redoButton.click();
  await expect(leadlens.picked).toHaveText(/of 400 leads/);
  await page.keyboard.press("Control+Shift+z");
  await expect(leadlens.chip("Country")).toHaveText(/Germany, Sweden/);
});

test("a view is a link: back, forward, reload, and another browser", async ({ newPage }) => {
  const leadlens = await open(newPage);
  const { page } = leadlens;
  await leadlens.ranked("country", "Sweden").click();
  await expect(page).toHaveURL(/#.*country=SE/);
  await leadlens.show("Leads");
  await expect(page).toHaveURL(/#tab=leads.*country=SE/);
  const inSweden = await leadlens.picked.innerText();
  await leadlens.search.fill("quist");
  await expect(leadlens.picked).not.toHaveText(inSweden);
  expect(page.url(), "what is searched for is a person's").not.toMatch(/quist/i);

  await page.goBack();
  await expect(leadlens.tab("Overview")).toHaveAttribute("aria-selected", "true");
  await expect(leadlens.chip("Country")).toBeVisible();
  await page.goBack();
  await expect(leadlens.picked).toHaveText(/^400 leads/);
  await page.goForward();
  await expect(leadlens.chip("Country")).toHaveText(/Sweden/);

  await page.reload();
  await leadlens.choose(csvFile("half-a-year.csv", CSV));
  await expect(leadlens.chip("Country")).toHaveText(/Sweden/);
  await page.goBack();
  await expect(leadlens.picked).toHaveText(/^400 leads/);
  await page.goForward();
  await expect(leadlens.chip("Country")).toHaveText(/Sweden/);

  const other = await open(newPage, {}, page.url().slice(page.url().indexOf("#")));
  await expect(other.chip("Country")).toHaveText(/Sweden/);
  await expect(other.picked).toHaveText(await leadlens.picked.innerText());
});

test("a search typed just before going back is dropped", async ({ newPage }) => {
  const leadlens = await open(newPage);
  const { page } = leadlens;
  await leadlens.ranked("country", "Sweden").click();
  await expect(leadlens.picked).toHaveText(/of 400 leads/);
  const search = leadlens.search;
  // Typed and left in one turn, as a script would: before the search is made.
  await search.evaluate((box) => {
    box.value = "quist";
    box.dispatchEvent(new Event("input", { bubbles: true }));
    history.back();
  });
  await expect(leadlens.picked).toHaveText(/^400 leads/);
  await expect(search).toHaveValue("");
  // What would still be made is made after a rest of less than this.
  await page.waitForTimeout(500);
  await expect(leadlens.picked).toHaveText(/^400 leads/);
});

test("a filter in a link that fits nothing is shown as a chip", async ({ newPage }) => {
  const leadlens = await open(newPage, {}, "#source=test_drive&offer=nobody.knows");
  await expect(leadlens.picked).toHaveText(/No matches/);
  await expect(leadlens.chip("Offer")).toHaveText(/nobody\.knows/);
  await leadlens.clearButton.click();
  await expect(leadlens.picked).toHaveText(/^400 leads/);
});

test("everything is picked by keyboard alone", async ({ newPage }) => {
  const leadlens = await open(newPage);
  const { page } = leadlens;
  const table = page.getByRole("table", { name: /by source and action/ });
  await leadlens.tabTo(table);
  const label = () => page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? "");
  const before = await label();
  await page.keyboard.press("ArrowRight");
  expect(await label(), "an arrow key moves").not.toBe(before);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(leadlens.picked).toHaveText(/of 400 leads/);
  await page.keyboard.press("Shift+Enter");
  await expect(leadlens.picked).toHaveText(/of 400 leads/);
  await expect(page.getByRole("list", { name: "Filters" })).toContainText("is not");
});

test("a picture is saved as SVG and as PNG, and copied as a table", async ({ newPage }) => {
  const leadlens = await open(newPage);
  const { page } = leadlens;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await leadlens.ranked("country", "Sweden").click();
  await expect(leadlens.picked).toHaveText(/of 400 leads/);
  const figure = page.getByRole("region", { name: /by source and action/ });
  const save = async (name) => {
    await figure.getByRole("button", { name: /Copy or save/ }).click();
    const waiting = page.waitForEvent("download");
    await figure.getByRole("button", { name }).click();
    return readFileSync(await (await waiting).path());
  };
  const svg = (await save("Save as SVG")).toString("utf8");
  expect(svg).toMatch(/^<svg/);
  expect(svg).toContain("Leads by source and action");
  expect(svg).toContain("Sweden");
  // Read elsewhere: the page itself forbids every parser of markup.
  const blank = await page.context().newPage();
  const read = await blank.evaluate((text) => new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror")?.textContent ?? "", svg);
  expect(read, "the file is well-formed").toBe("");
  const png = await save("Save as PNG");
  expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  expect(png.readUInt32BE(16), "the width of the picture").toBeGreaterThan(600);
  expect(png.length, "not an empty ground").toBeGreaterThan(5_000);
  await figure.getByRole("button", { name: /Copy or save/ }).click();
  await figure.getByRole("button", { name: "Copy as table" }).click();
  const rows = async () => (await page.evaluate(() => navigator.clipboard.readText())).trim().split("\r\n").map((row) => row.split("\t"));
  await expect.poll(async () => (await rows()).length).toBeGreaterThan(3);
  const sums = await rows();
  expect(sums.find(([name]) => name === "AppSource")).toBeTruthy();
});

test("the report has two pages", async ({ newPage }) => {
  const leadlens = await open(newPage);
  const { page } = leadlens;
  await leadlens.ranked("country", "Sweden").click();
  await expect(leadlens.picked).toHaveText(/of 400 leads/);
  for (const format of ["A4", "Letter"]) {
    const pdf = (await page.pdf({ format, printBackground: true, preferCSSPageSize: false })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length, format).toBe(2);
  }
});
