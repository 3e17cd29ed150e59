import { BAD_FILES, SMALL, csvFile } from "./data.js";
import { expect, test } from "./fixtures.js";

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
