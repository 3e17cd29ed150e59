// Every line of the README's tables: the file is opened as a person does it, and the totals and the system are read off the page.
import { readFileSync } from "node:fs";

import { expect, test } from "./fixtures.js";

const input = (name) => `tests/cases/${name}`;

/** In place of a number of people: the file holds test leads alone. */
const TESTS_ALONE = "test leads alone";

/** What is opened, from which file, and what the page says of it: leads, people, records skipped, system. */
const SYSTEMS = [
  ["Azure Table, typed by Storage Explorer", "azure-table-typed/input.csv", 8, 4, 0, "Azure Table"],
  ["Azure Table, untyped", "azure-table-untyped/input.csv", 8, 4, 0, "Azure Table"],
  ["Azure Table, Storage Explorer 1.40 with tabs", "azure-table-se140-quirk/input.tsv", 8, 4, 0, "Azure Table"],
  ["Azure Table, source and action in columns of their own", "azure-table-baresource/input.csv", 4, 2, 0, "Azure Table"],
  ["Azure Table, Get entities", "azure-table-get-entities/input.json", 8, 4, 0, "Azure Table"],
  ["Power Automate, the output of Get entities", "power-automate-get-entities/input.json", 8, 4, 0, "Azure Table"],
  ["HTTPS endpoint, one body", "https-single-camel/input.json", 1, 1, 0, "HTTPS endpoint"],
  ["HTTPS endpoint, a list", "https-array/input.json", 8, 4, 0, "HTTPS endpoint"],
  ["HTTPS endpoint, one body a line", "https/input.ndjson", 8, 4, 0, "HTTPS endpoint"],
  ["HTTPS endpoint, bodies one after another", "https-concatenated-pretty/input.txt", 3, 1, 0, "HTTPS endpoint"],
  ["HTTPS endpoint, the printed sample that lacks a comma", "https-faq-shape-broken/input.json", 1, TESTS_ALONE, 0, "HTTPS endpoint"],
  ["Power Automate, outputs of a trigger", "power-automate-trigger/input.json", 3, 1, 0, "HTTPS endpoint"],
  ["Dynamics 365, workbook with hidden columns", "dynamics-workbook/input.xlsx", 8, 4, 0, "Dynamics 365"],
  ["Dynamics 365, CSV", "dynamics-leads-view/input.csv", 8, 4, 0, "Dynamics 365"],
  ["Dynamics 365, Web API", "dynamics-webapi/input.json", 8, 4, 0, "Dynamics 365"],
  ["Salesforce, report as CSV with its footer", "salesforce-report/input.csv", 9, 5, 5, "Salesforce"],
  ["Salesforce, formatted report as workbook", "salesforce-workbook/input.xlsx", 9, 5, 3, "Salesforce"],
  ["Salesforce, Data Loader", "salesforce-dataloader/input.csv", 8, 4, 0, "Salesforce"],
  ["Salesforce, fields of web-to-lead", "salesforce-web2lead-testlead/input.txt", 1, TESTS_ALONE, 0, "Salesforce"],
  ["Marketo, list", "marketo-list/input.csv", 8, 4, 0, "Marketo"],
  ["Marketo, bulk extract", "marketo-bulk-extract/input.csv", 8, 4, 0, "Marketo"],
  ["HubSpot, CSV", "hubspot-contacts/input.csv", 5, 4, 0, "HubSpot"],
  ["HubSpot, workbook", "hubspot-workbook/input.xlsx", 5, 4, 0, "HubSpot"],
  ["Partner Center, lead insights", "partner-center-lead-insights/input.csv", 4, 0, 0, "Partner Center"],
  ["Partner Center, referrals", "referrals-api/input.json", 1, 1, 0, "Partner Center"],
  ["notification e-mails", "email-notification-multi/input.txt", 2, 2, 1, "Notification e-mail"],
];

/** One system's names, to tell that none is claimed. */
const NAMES = [...new Set(SYSTEMS.map((line) => line.at(-1)))];

/** What is opened, from which file, and the leads and people the page finds in it. */
const FORMATS = [
  ["semicolons behind a sep= line", input("sv-utf8-bom/input.csv"), 2, 1],
  ["UTF-16 with tabs", input("sv-utf16le-unicode-text/input.txt"), 2, 1],
  ["Windows-1250", input("pl-windows1250/input.csv"), 2, 1],
  ["Windows-1254", input("tr-windows1254/input.csv"), 2, 1],
  ["Big5", input("zh-tw-big5/input.csv"), 2, 2],
  ["labels in a language of their own", input("keyvalue-zh-tw/input.txt"), 1, 1],
  ["cells of Excel as text, with a phone turned into a power of ten", input("excel-paste-sciphone/input.tsv"), 2, 2],
  ["XLSX", "tests/corpus/sheets/plain.xlsx", 3, 3],
  ["a workbook whose second sheet holds the leads", "tests/corpus/sheets/cover-and-data.xlsx", 3, 3],
  ["XLSB", "tests/corpus/sheets/leads.xlsb", 4, 4],
  ["XLS", "tests/corpus/sheets/leads.xls", 4, 4],
  ["ODS", "tests/corpus/sheets/leads.ods", 3, 2],
  ["gzip", "tests/corpus/sheets/leads.csv.gz", 2, 2],
  ["ZIP with a workbook and JSON", "tests/corpus/sheets/workbook-and-json.zip", 4, 3],
];

async function openByDialog(leadlens, ...paths) {
  const dialog = leadlens.page.waitForEvent("filechooser");
  await leadlens.pressOpen();
  await (await dialog).setFiles(paths);
}

/** The totals, where one person is `1 person`. */
async function expectTotals(leadlens, leads, people, skipped = 0) {
  if (people === TESTS_ALONE) {
    await expect(leadlens.page.getByRole("heading", { name: "Your connection works" })).toBeVisible();
    return leadlens.expectTotal("test leads", leads);
  }
  // What was read, test leads among them: they are set apart in the numbers above.
  await expect(leadlens.page.getByText(`: ${leads} lead${leads === 1 ? "" : "s"}, ${skipped} skipped`)).toBeVisible();
  await leadlens.expectTotal(people === 1 ? "person" : "people", people);
}

for (const [what, file, leads, people, skipped, system] of SYSTEMS) {
  test(`${what}: read and recognised`, async ({ leadlens }) => {
    await openByDialog(leadlens, input(file));
    await expectTotals(leadlens, leads, people, skipped);
    await expect(leadlens.source(/^input\./)).toContainText(system);
  });
}

for (const [what, path, leads, people] of FORMATS) {
  test(`${what}: the totals are those of the file`, async ({ leadlens }) => {
    await openByDialog(leadlens, path);
    await expectTotals(leadlens, leads, people);
  });
}

for (const [what, name, leads, people, system] of [
  ["cells of Excel", "excel-paste", 8, 4, null],
  ["the tables of forwarded mails", "mail-label-table", 2, 2, "Notification e-mail"],
  ["the table of a web page", "web-page-table", 3, 2, null],
]) {
  test(`${what}: the HTML on the clipboard is read`, async ({ leadlens }) => {
    const html = readFileSync(input(`${name}/clipboard.html`), "utf8");
    // The plain text with it has lost the cells, so that only the HTML can give the leads.
    await leadlens.pasteFlavours(html, html.replace(/<[^>]*>/g, " "));
    await expect(leadlens.pasteBox).toHaveValue(readFileSync(input(`${name}/input.tsv`), "utf8").replaceAll("\r\n", "\n"));
    await leadlens.readButton.click();
    await expectTotals(leadlens, leads, people);
    expect(await leadlens.page.evaluate(() => window.ran), "a program in what is pasted").toBeUndefined();
    const source = leadlens.source(/^pasted text/);
    if (system) await expect(source).toContainText(system);
    else await expect(source).not.toContainText(new RegExp(NAMES.join("|")));
  });
}

test("HTML without a table is pasted as the text it is", async ({ leadlens }) => {
  const text = "LeadSource: SPZA-PLT|contoso.planner\nEmail: ann@example.com";
  await leadlens.pasteFlavours(`<p>${text.replace("\n", "<br>")}</p>`, text);
  await expect(leadlens.pasteBox).toHaveValue(text);
  await leadlens.readButton.click();
  await leadlens.expectTotal("leads", 1);
});

test("files are opened together, added and taken away", async ({ leadlens }) => {
  const { page } = leadlens;
  await openByDialog(leadlens, input("salesforce-report/input.csv"), "tests/corpus/sheets/plain.xlsx");
  await expectTotals(leadlens, 12, 8, 5);
  await expect(leadlens.sources.getByRole("button")).toHaveCount(2);

  const dialog = page.waitForEvent("filechooser");
  await leadlens.addButton.click({ force: true });
  await (await dialog).setFiles(input("marketo-list/input.csv"));
  // The people of the third file are those of the first.
  await expectTotals(leadlens, 20, 8, 5);
  await expect(leadlens.sources.getByRole("button")).toHaveCount(3);

  await leadlens.source(/^input\.csv.*Salesforce/).click();
  await page.getByRole("dialog").filter({ visible: true }).getByRole("button", { name: "Remove this source" }).click();
  await expectTotals(leadlens, 11, 7);
  await expect(leadlens.sources.getByRole("button")).toHaveCount(2);
  await expect(leadlens.source(/Marketo/)).toBeVisible();
  await expect(leadlens.source(/Salesforce/)).toHaveCount(0);
});
