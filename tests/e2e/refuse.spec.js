import { BAD_FILES, SMALL, csvFile } from "./data.js";
import { OWN_ERROR, expect, test } from "./fixtures.js";

test("an empty paste is named", async ({ leadlens }) => {
  await leadlens.paste("  \n \n");
  await expect(leadlens.alert.first()).toContainText(/nothing|empty/i);
  await leadlens.paste(SMALL.csv);
  await leadlens.expectTotal("leads", SMALL.leads);
});

for (const { what, file, names } of BAD_FILES) {
  test(`${what} is named and leaves the work untouched`, async ({ leadlens }) => {
    await leadlens.choose(csvFile("small.csv", SMALL.csv));
    await leadlens.expectTotal("leads", SMALL.leads);
    await leadlens.choose(file());
    await expect(leadlens.alert.first()).toContainText(names);
    await leadlens.expectTotal("leads", SMALL.leads);
    await leadlens.show("Leads");
    await expect(leadlens.page.getByText("bo@wingtip.example").first()).toBeVisible();
  });
}

test("a worker that dies is replaced, the work stays", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.choose(csvFile("small.csv", SMALL.csv));
  await leadlens.expectTotal("leads", SMALL.leads);
  await page.workers()[0].evaluate((text) => void setTimeout(() => { throw new Error(text); }), OWN_ERROR);
  await expect(leadlens.alert.first()).toContainText(/internal error/i);
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  await leadlens.show("Leads");
  await expect(page.getByText("bo@wingtip.example").first()).toBeVisible();
  await expect(leadlens.alert.first()).toContainText(/internal error/i);
  await leadlens.expectTotal("leads", SMALL.leads);
});

test("a paste is not given up without a question, until it is saved", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.paste(SMALL.csv);
  await leadlens.expectTotal("leads", SMALL.leads);
  const replace = async () => {
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), leadlens.pressReplace()]);
    await chooser.setFiles([csvFile("other.csv", "Email\nann@example.com\n")]);
  };
  await replace();
  await expect(leadlens.question).toContainText("Opening something else discards them");
  await leadlens.question.getByRole("button", { name: "Cancel" }).click();
  await leadlens.expectTotal("leads", SMALL.leads);
  for (const close of [() => page.getByRole("button", { name: "Leadlens, start page" }).click(), () => leadlens.fromMenu("More", "Close everything")]) {
    await close();
    await expect(leadlens.question).toContainText("Closing discards them");
    await expect(leadlens.question.getByRole("button", { name: "Close without saving" })).toBeVisible();
    await leadlens.question.getByRole("button", { name: "Cancel" }).click();
  }
  await replace();
  await Promise.all([page.waitForEvent("download"), leadlens.question.getByRole("button", { name: "Save first" }).click()]);
  await expect(leadlens.question).toContainText("Everything is saved");
  await expect(leadlens.question.getByRole("button", { name: "Save first" })).toHaveCount(0);
  await leadlens.question.getByRole("button", { name: "Cancel" }).click();
  await replace();
  await leadlens.expectTotal("leads", 1);
  await expect(leadlens.question, "nothing was lost").toHaveCount(0);
});

test("whoever stays on the page is offered to save", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.paste(SMALL.csv);
  await leadlens.expectTotal("leads", SMALL.leads);
  page.on("dialog", (dialog) => dialog.dismiss());
  await page.evaluate(() => void setTimeout(() => location.reload()));
  await expect(leadlens.question).toContainText("Leaving this page discards them");
  await Promise.all([page.waitForEvent("download"), leadlens.question.getByRole("button", { name: "Save first" }).click()]);
  await expect(leadlens.question).toContainText("Everything is saved");
  await leadlens.question.getByRole("button", { name: "Keep working" }).click();
  await leadlens.expectTotal("leads", SMALL.leads);
});
