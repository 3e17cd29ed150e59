// One file of each kind that leads travel in. They are opened together, so that one page shows them all: each with the leads of its file, and
// what was guessed in the panel of each. Then what can be told otherwise: the delimiter, and the sheets that are read together.
import { expect, test } from "./fixtures.js";

const carrier = (name) => `tests/corpus/carriers/${name}`;

const FOUND = "The leads were found inside other text";
const REWRITTEN = "was written in another program's notation";

/** A file, its leads, and the notes that its panel has. */
const FILES = [
  ["xls-that-is-html.xls", 3],
  ["page-saved-as-mht.mht", 2, FOUND],
  ["xls-that-is-xml.xls", 3],
  ["page-with-table.html", 3],
  ["mail-quoted-printable.eml", 1, FOUND],
  ["mailbox-of-two.mbox", 2, FOUND],
  ["message-of-outlook.msg", 1, FOUND],
  ["cards-3.vcf", 2],
  ["directory-entries.ldif", 2],
  ["xml-adf.xml", 1],
  ["insert-mysql.sql", 2, FOUND],
  ["form-body.txt", 1],
  ["form-in-parts.txt", 1],
  ["labels-above-values.txt", 1],
  ["labels-in-markdown.txt", 1],
  ["labels-in-slack.txt", 1],
  ["labels-in-strings-of-slack.json", 2, FOUND],
  ["name-value-rows.csv", 2, "Each lead has several rows of name and value"],
  ["json-in-prose.txt", 1, FOUND],
  ["json-log-prefix.txt", 2, FOUND],
  ["json-fenced.txt", 1, FOUND],
  ["json-curl.txt", 1, FOUND],
  ["json-python-repr.txt", 1, REWRITTEN],
  ["json-base64-content.json", 2, REWRITTEN],
  ["sections-of-zoom.csv", 3, "Only the section that looks most like leads was read"],
];

const panel = (page) => page.getByRole("dialog").filter({ visible: true });

test("every carrier is read, and its panel says what was guessed", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.choose(...FILES.map(([name]) => carrier(name)));
  for (const [name, leads, ...notes] of FILES) {
    const source = leadlens.source(new RegExp(`^${name.replaceAll(".", "\\.")}`));
    await expect(source, name).toContainText(new RegExp(`${leads}[✓?]`));
    if (notes.length === 0) continue;
    await source.click();
    for (const note of notes) await expect(panel(page).getByText(note), name).toBeVisible();
    await page.keyboard.press("Escape");
  }
});

test("sheets are read alone, all together, and as found again", async ({ leadlens }) => {
  const { page } = leadlens;
  const sheet = page.getByRole("combobox", { name: /^Sheet/ });
  const together = panel(page).getByText("Several sheets were read together");
  await leadlens.choose(carrier("sheet-a-month.xlsx"));
  await leadlens.source(/^sheet-a-month/).click();
  await expect(together).toBeVisible();
  await expect(sheet).toHaveValue("");
  await sheet.selectOption("0");
  await expect(together).toHaveCount(0);
  await sheet.selectOption({ label: "as found" });
  await expect(together).toBeVisible();
  await page.keyboard.press("Escape");

  await leadlens.choose("tests/corpus/sheets/cover-and-data.xlsx");
  await leadlens.source(/^cover-and-data/).click();
  await expect(sheet).toHaveValue("1");
  await expect(together).toHaveCount(0);
  await sheet.selectOption({ label: "all sheets together" });
  await expect(together).toContainText("About, Leads");
  await expect(sheet).toHaveValue("all");
});

test("labels on one line are read as a table once their delimiter is chosen", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.choose(carrier("labels-between-pipes.txt"));
  await leadlens.source(/^labels-between-pipes/).click();
  await expect(panel(page).getByLabel("Email is")).toHaveValue("email");
  const delimiter = page.getByLabel("Delimiter");
  await expect(delimiter).toHaveValue("");
  await delimiter.selectOption("|");
  await expect(panel(page).getByText("There are no headers")).toBeVisible();
  await delimiter.selectOption({ label: "as found" });
  await expect(panel(page).getByLabel("Email is")).toHaveValue("email");
});
