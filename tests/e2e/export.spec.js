// What leaves as files: lists in each notation, and merge plans.
import { readFileSync } from "node:fs";

import AxeBuilder from "@axe-core/playwright";

import { HOSTILE } from "./data.js";
import { expect, test } from "./fixtures.js";
import { unzip } from "./zip.js";

/** Three people: Ann twice, Bo once, Cem, who must not be contacted. Their telephone numbers are what spreadsheets damage. */
const LEADS = `CreatedTime,LeadSource,FirstName,LastName,Email,Phone,Country,Company
2021-03-01T08:00:00Z,SPZA-INS|contoso.planner,Ann,Archer,ann@fabrikam.example,+15550100,US,Fabrikam
2021-03-02T08:00:00Z,SPZA-PLT|contoso.planner,Ann,Archer,ANN@fabrikam.example,,US,Fabrikam
2021-03-09T08:00:00Z,AzureMarketplace-INS|contoso.backup,Bo,Berg,bo@wingtip.example,0855500123,SE,"=HYPERLINK(""x"")"
2021-04-01T08:00:00Z,SPZA-DNC|contoso.planner,Cem,Can,cem@litware.example,+90212555,TR,Litware
`;

const SALESFORCE = `Lead ID,Lead Owner,Lead Status,First Name,Last Name,Email,Phone,Company / Account,Lead Source,Create Date
00Q5g000001AbCdEAK,Eva,Open,Ann,Archer,ann@fabrikam.example,,Fabrikam,SPZA-INS|contoso.planner,2021-03-01
00Q5g000001AbCeEAK,Per,Open,Ann,Archer,ann@fabrikam.example,+1 555 0100,Fabrikam,SPZA-PLT|contoso.planner,2021-03-02
00Q5g000001AbCfEAK,Eva,Open,Ann,Archer,ann@fabrikam.example,,Fabrikam,SPZA-DNC|contoso.planner,2021-03-03
00Q5g000001AbCgEAK,Eva,Open,Ann,Archer,ann@fabrikam.example,,Fabrikam,SPZA-INS|contoso.planner,2021-03-04
00Q5g000001AbChEAK,Eva,Open,Bo,Berg,bo@wingtip.example,,Wingtip,SPZA-INS|contoso.planner,2021-03-04
`;

const dialog = (page) => page.getByRole("dialog").filter({ visible: true });

async function openList(leadlens, list) {
  await leadlens.exportButton.click();
  await leadlens.page.getByRole("button", { name: "Export a list" }).click();
  const shown = dialog(leadlens.page);
  if (list) await shown.getByLabel("List", { exact: false }).first().selectOption({ label: list });
  return shown;
}

async function saved(leadlens, button) {
  const [file] = await Promise.all([leadlens.page.waitForEvent("download"), button.click()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

async function listAs(leadlens, list, format) {
  const shown = await openList(leadlens, list);
  if (format) await shown.getByRole("radio", { name: format, exact: true }).check();
  await expect(shown.getByText(/^Preview/).first()).toBeVisible();
  return saved(leadlens, shown.getByRole("button", { name: "Save file" }));
}

/** The rows of a sheet as this program writes it: texts stand in the cells. */
function sheetRows(files, number = 1) {
  const text = files.get(`xl/worksheets/sheet${number}.xml`).toString();
  const cells = (row) => [...row.matchAll(/<c r="([A-Z]+)\d+"([^>]*)>(?:<is><t[^>]*>([^<]*)<\/t><\/is>|<v>([^<]*)<\/v>)<\/c>/g)];
  return [...text.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) => cells(row).map(([, , kind, inline, value]) => ({ isText: kind.includes("inlineStr"), text: inline ?? value })));
}

test("a clean list of people leaves as a workbook", async ({ leadlens }) => {
  await leadlens.paste(LEADS);
  await leadlens.expectTotal("people", 3);
  const { name, bytes } = await listAs(leadlens, "People");
  expect(name).toBe("people_2021-04.xlsx");
  const files = unzip(bytes);
  expect(files.get("xl/worksheets/sheet1.xml").toString()).toContain('state="frozen"');
  const [head, ...rows] = sheetRows(files);
  expect(head.slice(0, 4).map(({ text }) => text)).toEqual(["First name", "Last name", "Name", "E-mail"]);
  expect(rows, "whoever must not be contacted is left out").toHaveLength(2);
  const cells = rows.flat();
  for (const phone of ["+15550100", "0855500123"]) expect(cells.find(({ text }) => text === phone)?.isText, phone).toBe(true);
  expect(cells.find(({ text }) => text.startsWith("=HYPERLINK"))?.isText, "a text, which nothing computes").toBe(true);
});

test("each notation holds the same people", async ({ leadlens }) => {
  await leadlens.paste(LEADS);
  await leadlens.expectTotal("people", 3);
  const csv = (await listAs(leadlens, "People", "CSV for Excel")).bytes.toString();
  expect(csv.startsWith("\ufeffFirst name,")).toBe(true);
  expect(csv).toContain("+1 5550100");
  expect(csv).toContain("085 5500123");
  expect(csv).toContain("'=HYPERLINK");
  const plain = (await listAs(leadlens, "People", "CSV for other systems")).bytes.toString();
  expect(plain.startsWith("First name,")).toBe(true);
  expect(plain).toContain(",+15550100,");
  const json = JSON.parse((await listAs(leadlens, "People", "JSON")).bytes);
  expect(json.map(({ first_name: name, phone }) => [name, phone])).toEqual([["Bo", "0855500123"], ["Ann", "+15550100"]]);
  const lines = (await listAs(leadlens, "People", "JSON lines")).bytes.toString().trim().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual(json);
});

test("a list follows the filter and says so, but for those who must not be contacted", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.paste(LEADS);
  await leadlens.expectTotal("people", 3);
  await leadlens.ranked("offer", "contoso.backup").click();
  await expect(leadlens.picked).toHaveText(/1 of 4/);
  const shown = await openList(leadlens, "Leads");
  await expect(shown.getByText("Filter: Offer is contoso.backup", { exact: false })).toBeVisible();
  await expect(shown.getByText("Preview: 1 of 1 row")).toBeVisible();
  await shown.getByRole("radio", { name: "Everything" }).check();
  await expect(shown.getByText("Preview: first 3 of 3 rows")).toBeVisible();
  await shown.getByLabel("Leave out everyone who must not be contacted").uncheck();
  await expect(shown.getByText("1 must not be contacted and is marked.")).toBeVisible();
  await expect(shown.getByText("Preview: first 4 of 4 rows")).toBeVisible();
  await shown.getByLabel("List", { exact: false }).first().selectOption({ label: "Do-not-contact list" });
  await expect(shown.getByText("This list is always complete.", { exact: false })).toBeVisible();
  await expect(shown.getByRole("cell", { name: "cem@litware.example" }).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
});

test("columns are chosen, ordered and remembered by name alone", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.paste(LEADS);
  await leadlens.expectTotal("people", 3);
  let shown = await openList(leadlens, "People");
  await shown.getByText(/^Columns: 16 of 22/).click();
  await shown.getByLabel("First name", { exact: true }).uncheck();
  await shown.getByRole("button", { name: "Move E-mail up", exact: true }).click();
  await expect(shown.getByRole("columnheader").first()).toHaveText("Last name");
  await expect(shown.getByRole("columnheader").nth(1)).toHaveText("E-mail");
  await page.keyboard.press("Escape");
  const stored = await page.evaluate(() => localStorage.getItem("leadlens.export.1"));
  expect(stored).toContain("people last_name email full_name");
  expect(stored).not.toMatch(/ann|fabrikam/i);
  shown = await openList(leadlens);
  await expect(shown.getByRole("columnheader").nth(1)).toHaveText("E-mail");
});

test("all lists leave in one workbook, and a list goes to the clipboard", async ({ leadlens }) => {
  const { page } = leadlens;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await leadlens.paste(LEADS);
  await leadlens.expectTotal("people", 3);
  const files = unzip((await listAs(leadlens, "All lists in one workbook")).bytes);
  const names = [...files.get("xl/workbook.xml").toString().matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name);
  expect(names).toEqual(["People", "Leads", "Duplicates", "Problems", "Do-not-contact list", "Sources, actions and offers"]);
  const shown = await openList(leadlens, "Duplicates");
  await shown.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(shown.getByText("Copied.")).toBeVisible();
  const rows = (await page.evaluate(() => navigator.clipboard.readText())).trim().split("\r\n").map((row) => row.split("\t"));
  expect(rows.map((row) => row[1])).toEqual(["Keep or merge", "keep", "merge"]);
});

test("a merge plan is read before it is run, and leaves as the CRM takes it", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.paste(SALESFORCE);
  await leadlens.expectTotal("people", 2);
  await leadlens.exportButton.click();
  await page.getByRole("button", { name: "Merge duplicates in your CRM" }).click();
  const shown = dialog(page);
  await expect(shown.getByRole("combobox").first()).toHaveValue("salesforce");
  await expect(shown.getByText("1 person has several records.")).toBeVisible();
  await expect(shown.getByText("Keep 00Q5g000001AbCdEAK, merge", { exact: false })).toContainText("the owners differ (Eva and Per)");
  await expect(shown.getByText("1 person opted out of e-mails or calls.", { exact: false })).toBeVisible();
  const { name, bytes } = await saved(leadlens, shown.getByRole("button", { name: "Save plan" }));
  expect(name).toBe("merge-plan_salesforce.zip");
  const files = unzip(bytes);
  const requests = files.get("merge-requests.jsonl").toString().trim().split("\n").map((line) => JSON.parse(line));
  expect(requests.map(({ recordToMergeIds: losers }) => losers.length)).toEqual([2, 1]);
  for (const { masterRecord } of requests) {
    expect(masterRecord).toMatchObject({ type: "Lead", Id: "00Q5g000001AbCdEAK", Phone: "+1 555 0100", HasOptedOutOfEmail: true, DoNotCall: true });
  }
  expect(files.get("plan.txt").toString()).toContain('Phone becomes "+1 555 0100", from 00Q5g000001AbCeEAK.');
  expect(files.get("plan.txt").toString()).toContain("Opted out of e-mails and calls afterwards.");
  expect(files.get("leads-to-update.csv").toString()).toContain("00Q5g000001AbCdEAK");
});

test("without record ids the plan says what to export, and can be read", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.paste(LEADS);
  await leadlens.expectTotal("people", 3);
  await leadlens.exportButton.click();
  await page.getByRole("button", { name: "Merge duplicates in your CRM" }).click();
  const shown = dialog(page);
  await shown.getByRole("combobox").first().selectOption({ label: "HubSpot" });
  await expect(shown.getByText("Your file has no record ids of HubSpot", { exact: false })).toBeVisible();
  await expect(shown.getByText("The file has the column Record ID.", { exact: false })).toBeVisible();
  const files = unzip((await saved(leadlens, shown.getByRole("button", { name: "Save plan" }))).bytes);
  expect([...files.keys()]).toEqual(["plan.txt"]);
  expect(files.get("plan.txt").toString()).toContain("record 1, merge");
});

test("a group is listed as a whole, whoever must not be contacted marked", async ({ leadlens }) => {
  await leadlens.paste(SALESFORCE);
  await leadlens.expectTotal("people", 2);
  const shown = await openList(leadlens, "Duplicates");
  await expect(shown.getByText("4 must not be contacted and are marked.")).toBeVisible();
  await expect(shown.getByLabel("Leave out everyone who must not be contacted")).toHaveCount(0);
  await expect(shown.getByText("Preview: first 4 of 4 rows")).toBeVisible();
});

test("the table on screen leaves with its columns and order", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.paste(LEADS);
  await leadlens.expectTotal("people", 3);
  await page.getByRole("tab", { name: /^Leads/ }).click();
  await page.getByRole("columnheader", { name: /^E-mail/ }).click();
  const shown = await openList(leadlens, "The table on screen");
  await shown.getByRole("radio", { name: "JSON", exact: true }).check();
  await expect(shown.getByText(/^Preview: first 4 of 4/)).toBeVisible();
  const { name, bytes } = await saved(leadlens, shown.getByRole("button", { name: "Save file" }));
  expect(name).toBe("table_2021-04.json");
  const rows = JSON.parse(bytes);
  expect(rows.map(({ email }) => email)).toEqual(["ann@fabrikam.example", "ANN@fabrikam.example", "bo@wingtip.example", "cem@litware.example"]);
  expect(rows.map(({ do_not_contact: marked }) => marked)).toEqual([false, false, false, true]);
});

test("a hostile lead is text in preview and plan", async ({ leadlens }) => {
  await leadlens.paste(HOSTILE.csv);
  await leadlens.expectTotal("leads", 1);
  const shown = await openList(leadlens, "Leads");
  await expect(shown.getByRole("cell", { name: HOSTILE.name }).first()).toBeVisible();
  expect(await leadlens.page.evaluate(() => window.ran)).toBeUndefined();
});

for (const [width, colorScheme] of [[390, "dark"], [1280, "light"], [320, "light"]]) {
  test(`the dialogs fit ${width} pixels in ${colorScheme}, axe finds nothing`, async ({ newPage }) => {
    const leadlens = await newPage({ viewport: { width, height: 800 }, colorScheme, reducedMotion: "reduce" });
    await leadlens.open();
    await leadlens.paste(SALESFORCE);
    await leadlens.expectTotal("people", 2);
    const { page } = leadlens;
    const check = async () => {
      const { violations } = await new AxeBuilder({ page }).include("dialog[open]").analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      expect(await dialog(page).evaluate((shown) => shown.scrollWidth - shown.clientWidth)).toBeLessThanOrEqual(0);
    };
    const shown = await openList(leadlens, "People");
    await shown.getByText(/^Columns:/).click();
    await expect(shown.getByText(/^Preview/).first()).toBeVisible();
    await check();
    await page.keyboard.press("Escape");
    await leadlens.exportButton.click();
    await page.getByRole("button", { name: "Merge duplicates in your CRM" }).click();
    await expect(dialog(page).getByText("1 person has several records.")).toBeVisible();
    await check();
  });
}
