// Numbers of the page against two counts that know nothing of how it counts, each under eight filters:
//
// 1. A recount of the leads one by one, as the program on the command line lists them, with the groups that were decided at *balanced*. Leads,
//    people, unidentified leads, exact repeats and merged groups must all be the same, on the sample and on gen_dev_1k.
// 2. What the generators of the data wrote down: who is who in truth. Leads and unidentified leads must be the same everywhere; people of the
//    sample within 1 %, its repeats and groups exactly. Some people of gen_dev_1k have two leads with nothing in common, which nobody could
//    find (see benches/matching.md): there people and repeats may differ by 5 %, groups by 8 %.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { expect, test } from "./fixtures.js";

/** Rows of a CSV file without quoted line breaks, as objects. */
function table(path) {
  const [head, ...lines] = readFileSync(path, "utf8").trimEnd().split(/\r?\n/);
  const cells = (line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].slice(0, head.split(",").length).map(([, cell]) => cell.replace(/^"|"$/g, ""));
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, place) => [head.split(",")[place], cell])));
}

/** Leads of the sample as its generator means them. */
function sample() {
  return table("tests/sample/truth.csv").filter((lead) => !lead.test);
}

/** Leads of a file as they were read, each with the person it was found to be of: its group, itself, or nobody. */
function exported(file) {
  const run = ["run", "--locked", "--quiet", "--package", "leadlens-cli", "--", "--json", file];
  const { leads, groups } = JSON.parse(execFileSync("cargo", run, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] }));
  const group = new Map(groups.filter(({ kind }) => kind !== "possible").flatMap(({ id, leads }) => leads.map((lead) => [lead, `group ${id}`])));
  const personOf = ({ index }) => group.get(index) ?? `lead ${index}`;
  const isSomebody = (lead) => [lead.first_name, lead.last_name, lead.full_name, lead.email, lead.phone].some(Boolean);
  const somebody = new Set(leads.filter(isSomebody).map(personOf));
  return leads
    .filter(({ test }) => !test)
    .map((lead) => ({
      person: somebody.has(personOf(lead)) ? personOf(lead) : "",
      source: lead.source,
      action: lead.action,
      offer: [lead.publisher, lead.offer].filter(Boolean).join(".") || lead.offer_title || "",
      country: COUNTRIES[lead.country] ?? lead.country,
      created: lead.created,
    }));
}

const COUNTRIES = { "United States": "US", US: "US", USA: "US", "United States of America": "US", Germany: "DE", GER: "DE", Deutschland: "DE", DE: "DE" };
const BUTTONS = { "Test Drive": ["test_drive", "start_test_drive"], "Contact Me": ["none", "plt"], "Get It Now": ["none", "ins"], Create: ["none", "create"] };

/** Leads of the generated set; whoever has neither name nor e-mail nor telephone is nobody. */
function generated() {
  const truth = table("benches/matching/gen_dev_1k.truth.csv");
  return table("benches/matching/gen_dev_1k.csv").map((row, place) => {
    const [source, action] = BUTTONS[row["Lead Source"]];
    const person = row["First Name"] || row["Last Name"] || row.Email || row.Phone ? truth[place].cluster_id : "";
    return { person, source, action, offer: "", country: COUNTRIES[row.Country] ?? row.Country, created: row["Created Time"].replace(" ", "T") };
  });
}

/** What the page should count of the leads that pass. */
function count(leads, passes) {
  const found = leads.filter(passes);
  const people = new Map();
  const ordered = leads.map((lead, place) => ({ lead, place })).sort((a, b) => !a.lead.created - !b.lead.created || Date.parse(a.lead.created || 0) - Date.parse(b.lead.created || 0) || a.place - b.place);
  const repeats = new Set();
  for (const { lead } of ordered.filter(({ lead }) => lead.person)) {
    const steps = people.get(lead.person) ?? people.set(lead.person, { leads: 0, steps: new Set() }).get(lead.person);
    const step = `${lead.action} ${lead.offer}`;
    if (steps.steps.has(step)) repeats.add(lead);
    steps.steps.add(step);
    steps.leads += 1;
  }
  const named = new Set(found.map((lead) => lead.person).filter(Boolean));
  return {
    leads: found.length,
    people: named.size,
    unidentified: found.filter((lead) => !lead.person).length,
    repeats: found.filter((lead) => repeats.has(lead)).length,
    groups: [...named].filter((person) => people.get(person).leads > 1).length,
  };
}

const within = (from, to) => (lead) => lead.created.slice(0, 10) >= from && lead.created.slice(0, 10) <= to;

/** Filters as the address spells them, and the same as a question to a lead. */
const OF_SAMPLE = [
  ["", () => true],
  ["source=app_source", (lead) => lead.source === "app_source"],
  ["action=ins", (lead) => lead.action === "ins"],
  ["offer=fernhill.ledger-cloud", (lead) => lead.offer === "fernhill.ledger-cloud"],
  ["country=US", (lead) => lead.country === "US"],
  ["not.source=azure_portal", (lead) => lead.source !== "azure_portal"],
  ["days=2026-01-01..2026-06-30", within("2026-01-01", "2026-06-30")],
  ["source=azure_marketplace&country=DE,US", (lead) => lead.source === "azure_marketplace" && ["DE", "US"].includes(lead.country)],
];
const OF_GENERATED = [
  ["", () => true],
  ["source=test_drive", (lead) => lead.source === "test_drive"],
  ["action=plt", (lead) => lead.action === "plt"],
  ["action=ins,create", (lead) => ["ins", "create"].includes(lead.action)],
  ["country=US", (lead) => lead.country === "US"],
  ["not.country=DE", (lead) => lead.country !== "DE"],
  ["days=2022-01-01..2023-12-31", within("2022-01-01", "2023-12-31")],
  ["action=plt&country=DE", (lead) => lead.action === "plt" && lead.country === "DE"],
];

/** The numbers the page shows under the filter of an address. */
async function shown(leadlens, fragment, leads) {
  const { page } = leadlens;
  await page.evaluate((fragment) => (location.hash = fragment), fragment);
  await leadlens.expectTotal("leads", leads);
  const number = async (word) => (await leadlens.total(word)) || 0;
  const groups = (await leadlens.tab("Duplicates").innerText()).match(/[\d,]+/);
  return {
    leads: await number("leads"),
    people: await number("people"),
    unidentified: await number("unidentified"),
    repeats: await number("exact repeats"),
    groups: Number(groups?.[0].replace(/\D/g, "") ?? 0),
  };
}

for (const [name, file, open, filters] of [
  ["the sample", "src/worker/sample.csv", (leadlens) => leadlens.sampleButton.click(), OF_SAMPLE],
  ["a thousand generated leads", "benches/matching/gen_dev_1k.csv", (leadlens) => leadlens.choose("benches/matching/gen_dev_1k.csv"), OF_GENERATED],
]) {
  test(`${name}: every number is that of a recount, lead by lead`, async ({ leadlens }) => {
    const leads = exported(file);
    await open(leadlens);
    for (const [fragment, passes] of filters) {
      const expected = count(leads, passes);
      expect.soft(await shown(leadlens, fragment, expected.leads), `under "${fragment}"`).toEqual(expected);
    }
  });
}

test("the sample is counted as its generator counts it", async ({ leadlens }) => {
  const leads = sample();
  await leadlens.sampleButton.click();
  for (const [fragment, passes] of OF_SAMPLE) {
    const expected = count(leads, passes);
    const found = await shown(leadlens, fragment, expected.leads);
    expect.soft(Math.abs(found.people - expected.people), `people under ${fragment}: ${found.people}, not ${expected.people}`).toBeLessThanOrEqual(expected.people / 100);
    expect.soft({ ...found, leads: 0, people: 0 }, fragment).toEqual({ ...expected, leads: 0, people: 0 });
  }
});

test("a thousand generated leads are counted as their generator counts them", async ({ leadlens }) => {
  const leads = generated();
  await leadlens.choose("benches/matching/gen_dev_1k.csv");
  for (const [fragment, passes] of OF_GENERATED) {
    const expected = count(leads, passes);
    const found = await shown(leadlens, fragment, expected.leads);
    expect.soft(found.unidentified, fragment).toBe(expected.unidentified);
    // Some of its people have two leads with nothing in common, which nobody could find: see benches/matching.md.
    for (const [what, share] of [["people", 0.05], ["repeats", 0.05], ["groups", 0.08]]) {
      const off = Math.abs(found[what] - expected[what]);
      expect.soft(off, `${what} under ${fragment}: ${found[what]}, not ${expected[what]}`).toBeLessThanOrEqual(Math.max(1, share * expected[what]));
    }
  }
});
