// What CRMs would find, and leads across two open files: an Azure Table export and the CRM's.
import AxeBuilder from "@axe-core/playwright";

import { expect, test } from "./fixtures.js";

/** A customer in one JSON cell, as Azure Table keeps it. */
const customer = (first, email, phone, company) =>
  JSON.stringify({ FirstName: first, LastName: "Ash", Email: email, Phone: phone, Country: "SE", Company: company, Title: "CTO" }).replaceAll('"', '""');

const PEOPLE = [
  ["Ann", "ann@example.com", "+46 8 123 456 78", "Fjord AB"],
  ["Bob", "bob@example.com", "", "Lasbolaget"],
  ["Cid", "cid@example.com", "", "Lasbolaget"],
  ["Dan", "dan@example.com", "", "Lasbolaget"],
];

const AZURE = ["PartitionKey,RowKey,Timestamp,LeadSource,CustomerInfo"]
  .concat(PEOPLE.map((person) => `9:2F28:2F2026,${person[0]},2026-09-28T10:00:00Z,SPZA-INS|contoso.planner,"${customer(...person)}"`))
  .join("\n");

const SALESFORCE = `Id,FIRSTNAME,LASTNAME,EMAIL,PHONE,COMPANY,LEADSOURCE,CREATEDDATE
00Q000000000001,Ann,Ash,ann@example.com,08-123 456 78,Fjord,SPZA-INS|contoso.planner,2026-09-28T10:00:00Z
00Q000000000002,Bob,Ash,bob@example.com,,Fjordland,SPZA-INS|contoso.planner,2026-09-28T10:00:00Z
00Q000000000003,Cid,Ash,cid@example.com,08-999 999 99,Lasbolaget,SPZA-INS|contoso.planner,2026-09-28T10:00:00Z
00Q000000000004,Eve,Ash,eve@example.com,08-999 999 91,Lasbolaget,SPZA-INS|contoso.planner,2026-09-28T10:00:00Z
`;

const files = [
  { name: "azure.csv", mimeType: "text/csv", buffer: Buffer.from(AZURE) },
  { name: "salesforce.csv", mimeType: "text/csv", buffer: Buffer.from(SALESFORCE) },
];

test("leads that never reached the CRM, or stand there otherwise, are counted, listed and told", async ({ leadlens }) => {
  const { page, search } = leadlens;
  await leadlens.choose(files[0]);
  await expect(leadlens.source("Azure Table")).toBeVisible();
  await expect(leadlens.overview).toHaveAttribute("aria-busy", "false");
  await expect(page.getByRole("heading", { name: "Across files" })).toHaveCount(0);
  const chooser = page.waitForEvent("filechooser");
  await leadlens.addButton.click({ force: true });
  await (await chooser).setFiles(files[1]);
  await expect(leadlens.source("Salesforce")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Across files" })).toBeVisible();
  const number = (name) => page.getByRole("button", { name, exact: true });

  await number("not in Salesforce: 1").click();
  await expect(leadlens.chip("Lead")).toHaveText(/^Lead is not in Salesforce/);
  await expect(number("not in Salesforce: 1")).toHaveAttribute("aria-pressed", "true");
  await expect(page).toHaveURL(/file=missing%3Asalesforce/);
  await leadlens.show("Leads");
  await expect(page.getByRole("gridcell", { name: "Dan Ash" })).toBeVisible();
  await expect(page.getByRole("gridcell", { name: /Ash$/ })).toHaveCount(1);
  await leadlens.undoButton.click();
  await expect(leadlens.chip("Lead")).toHaveCount(0);
  await leadlens.redoButton.click();
  await expect(leadlens.chip("Lead")).toHaveText(/not in Salesforce/);
  await leadlens.clearButton.click();

  // By typing, with what differs in the details of the lead.
  await search.fill("salesforce with other");
  await page.getByRole("option", { name: "Lead in Salesforce with other values" }).click();
  await expect(page.getByRole("gridcell", { name: /Ash$/ })).toHaveCount(1);
  await page.getByRole("gridcell", { name: "Bob Ash" }).click();
  await expect(leadlens.detail).toContainText("This lead is in Salesforce with other values.");
  await expect(leadlens.detail).toContainText("Company: Lasbolaget here, Fjordland there.");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test("what CRMs would find and make of the leads is compared", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.paste(
    `Created,First Name,Last Name,Email,Phone,Company,Title
2026-01-02,Regina,Murphy,regina@contoso.com,,Contoso,CEO
2026-01-01,Regina,Murphy,regina@contoso.com,,Contoso,Chief Technology Officer
2026-01-03,Regina,Merphy,manager@contoso.com,+1 206 555 0100,Contoso.inc,
2026-01-04,John,Doe,john@elsewhere.example,+1 206 555 0100,Elsewhere,
`,
  );
  await leadlens.show("Duplicates");
  await page.getByText("What would your CRM find?").click();
  await expect(page.getByRole("row", { name: /Dynamics 365 Sales, any of its four rules/ })).toBeVisible();
  for (const words of [
    "pairs by each rule: same e-mail 1, same phone 1, similar name and company 3, similar name and same mail domain 3.",
    "HubSpot, where the latest value of each field wins: records left 3, leads merged into another 1, records of several leads 1, different from Leadlens 1 (Job title 1).",
    "regina@contoso.com, Job title: CEO; Leadlens: Chief Technology Officer",
    "Marketo, where the first lead wins and later ones fill its blanks: records left 3, leads merged into another 1, records of several leads 1, different from Leadlens 0.",
  ]) {
    await expect(page.getByText(words)).toBeVisible();
  }
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});
