// What a user decides about reading: columns, encodings, sources, codes; and what is stored of it.
import { readFileSync } from "node:fs";

import { csvFile } from "./data.js";
import { expect, test } from "./fixtures.js";

/** `Rubrik` stands for a heading and for a job title: among so few columns the user has to confirm it. */
const UNSURE = "E-post,Rubrik,Källa\nada@example.org,Chef,SPZA-INS|contoso.app\nbo@example.org,Säljare,Webinar-INS|contoso.app\n";
const WORKSHEET = "tests/corpus/sheets/two-data-sheets.xlsx";

const dialog = (page) => page.getByRole("dialog").filter({ visible: true });

test("columns are changed by keys alone, and the focus stays", async ({ leadlens }) => {
  const { page } = leadlens;
  const { keyboard } = page;
  await leadlens.choose(csvFile("unsure.csv", UNSURE));
  await leadlens.expectTotal("leads", 2);
  await leadlens.tabTo(page.getByRole("button", { name: /unsure\.csv/ }));
  await keyboard.press("Enter");
  const role = page.getByLabel("Rubrik is");
  await expect(role).toBeVisible();
  await leadlens.tabTo(role);
  await role.pressSequentially("Des");
  await expect(role).toHaveValue("description");
  await expect(role).toBeFocused();
  await expect(dialog(page).getByText("your choice")).toBeVisible();
  await keyboard.press("Tab");
  await expect(dialog(page).getByRole("button", { name: "Reset", exact: true })).toBeFocused();
  await keyboard.press("Enter");
  await expect(dialog(page).getByText("your choice")).toHaveCount(0);
  await keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  await leadlens.expectTotal("leads", 2);
});

test("a choice about a column is remembered by its headers only", async ({ leadlens }) => {
  const { page } = leadlens;
  const open = async () => {
    await leadlens.choose(csvFile("unsure.csv", UNSURE));
    await page.getByRole("button", { name: /unsure\.csv/ }).click();
    await expect(page.getByLabel("Rubrik is")).toBeVisible();
  };
  await open();
  await page.getByLabel("Rubrik is").selectOption("description");
  await expect(dialog(page).getByText("your choice")).toBeVisible();
  const stored = await page.evaluate(() => Object.values(localStorage).map((text) => { try { return atob(text); } catch { return text; } }).join("\n"));
  expect(stored).toContain("rubrik");
  for (const value of ["ada", "Chef", "contoso", "unsure.csv"]) expect(stored).not.toContain(value);

  await page.reload();
  await open();
  await expect(page.getByLabel("Rubrik is")).toHaveValue("description");
  await page.getByRole("button", { name: "Forget these choices" }).click();
  await expect(dialog(page).getByText("your choice")).toHaveCount(0);
  expect(await page.evaluate(() => localStorage.getItem("leadlens.mappings.3"))).toBeNull();
});

test("another encoding shows at once, and so does another sheet", async ({ leadlens }) => {
  const { page } = leadlens;
  const latin = { name: "names.csv", mimeType: "text/csv", buffer: Buffer.from("Email,First name\nada@example.org,Zo\xeb\n", "latin1") };
  await leadlens.choose(latin);
  await page.getByRole("button", { name: /names\.csv/ }).click();
  await expect(dialog(page).getByText("Zoë")).toBeVisible();
  await page.getByLabel("Encoding").selectOption("iso-8859-5");
  await expect(dialog(page).getByText("Zoы")).toBeVisible();
  await page.getByLabel("Encoding").selectOption("windows-1252");
  await expect(dialog(page).getByText("Zoë")).toBeVisible();
  await page.keyboard.press("Escape");

  await leadlens.choose(WORKSHEET);
  await leadlens.source(/^two-data-sheets/).click();
  const sheet = page.getByRole("combobox", { name: /^Sheet/ });
  await expect(sheet).toBeVisible();
  const before = await dialog(page).locator("tbody").innerText();
  const other = (await sheet.inputValue()) === "0" ? "1" : "0";
  await sheet.selectOption(other);
  await expect.poll(() => dialog(page).locator("tbody").innerText()).not.toBe(before);
});

test("files are added and removed, a record in two is recognised", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.choose(csvFile("one.csv", UNSURE));
  await leadlens.expectTotal("leads", 2);
  const add = async (name, text) => {
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Add files" }).click()]);
    await chooser.setFiles([csvFile(name, text)]);
  };
  await add("two.csv", UNSURE.split("\n").slice(0, 2).join("\n"));
  await leadlens.expectTotal("leads", 3);
  await leadlens.show("Duplicates");
  await expect(page.getByText("same record in several files")).toBeVisible();
  await page.getByRole("button", { name: /two\.csv/ }).click();
  await page.getByRole("button", { name: "Remove this source" }).click();
  await leadlens.expectTotal("leads", 2);
  await expect(page.getByRole("button", { name: /two\.csv/ })).toHaveCount(0);
});

test("an unknown source gets a meaning, which is saved", async ({ leadlens, newPage }) => {
  const { page } = leadlens;
  await leadlens.choose(csvFile("unsure.csv", UNSURE));
  await leadlens.expectTotal("problem", 1);
  await page.getByLabel("Webinar means").selectOption({ label: "Azure Marketplace" });
  await leadlens.expectTotal("problems", 0);
  const [download] = await Promise.all([page.waitForEvent("download"), leadlens.pressSave()]);
  expect(download.suggestedFilename()).toBe("leads.leadlens");
  const file = await download.path();
  expect(readFileSync(file).subarray(0, 2).toString()).toBe("PK");

  const other = await newPage();
  await other.open();
  await other.choose(file);
  await other.expectTotal("leads", 2);
  await other.expectTotal("problems", 0);
});

test("problems lead to their records and are saved as a table", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.choose(csvFile("odd.csv", "Email,Company\nada@example.org,Contoso\nnot an address,=1+1\n"));
  await leadlens.show("Problems");
  await page.getByRole("button", { name: /odd\.csv, record 2/ }).click();
  await expect(dialog(page).getByText("not an address")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Not an e-mail address/ }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as CSV" }).click()]);
  expect(readFileSync(await download.path(), "utf8")).toContain("odd.csv,2,Email,invalid_email,not an address");
  await page.getByRole("button", { name: "Show these leads" }).click();
  await expect(leadlens.tab("Leads")).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("grid").getByRole("row")).toHaveCount(2);
});

test("a file of unknown columns is read once roles are chosen", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.choose(csvFile("strange.csv", "Sepal,Petal,Width\nContoso,Fabrikam,5.1\nNorthwind,Wingtip,4.9\n"));
  await expect(leadlens.alert).toContainText("none of its columns looks like lead data");
  await page.getByRole("button", { name: "Choose the columns of strange.csv" }).click();
  await page.getByLabel("Sepal is").selectOption("company");
  await leadlens.expectTotal("leads", 2);
});

test("a file that was refused takes the place of nothing", async ({ leadlens }) => {
  const { page } = leadlens;
  const through = async (press, name, text) => {
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), press()]);
    await chooser.setFiles([csvFile(name, text)]);
  };
  await leadlens.choose(csvFile("good.csv", UNSURE));
  await leadlens.expectTotal("leads", 2);
  await through(() => leadlens.pressReplace(), "strange.csv", "Sepal,Petal,Width\nContoso,Fabrikam,5.1\nNorthwind,Wingtip,4.9\n");
  await expect(leadlens.alert).toContainText("strange.csv");
  await through(() => leadlens.addButton.click(), "more.csv", "Email\ncy@example.org\n");
  await leadlens.expectTotal("leads", 3);
  await expect(page.getByRole("button", { name: /good\.csv/ })).toBeVisible();
});
