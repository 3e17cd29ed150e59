// Days are looked at by keys, by the pointer and by dates; the paths of people are looked at by their parts.
import { SMALL } from "./data.js";
import { expect, test } from "./fixtures.js";

/** Three people: two went from a test drive to an installation, one wanted contact only. One lead has no date. */
const PATHS = `CreatedTime,LeadSource,FirstName,LastName,Email,Company
2021-03-01T08:00:00Z,SPZA-StartTestDrive|contoso.planner,Ann,Archer,ann@fabrikam.example,Fabrikam
2021-03-04T08:00:00Z,SPZA-INS|contoso.planner,Ann,Archer,ann@fabrikam.example,Fabrikam
2021-03-02T08:00:00Z,SPZA-StartTestDrive|contoso.planner,Bo,Berg,bo@wingtip.example,Wingtip
2021-03-05T08:00:00Z,SPZA-INS|contoso.planner,Bo,Berg,bo@wingtip.example,Wingtip
2021-03-05T09:00:00Z,SPZA-PLT|contoso.planner,Cem,Can,cem@litware.example,Litware
soon,SPZA-PLT|contoso.planner,Dot,Dorn,dot@proseware.example,Proseware
`;

const columns = (page) => page.getByRole("slider", { name: "Leads over time, by source" });

test("keys select a column, stretch the selection and clear it", async ({ leadlens }) => {
  await leadlens.paste(SMALL.csv);
  const slider = columns(leadlens.page);
  await slider.focus();
  await slider.press("ArrowRight");
  await expect(slider).toHaveAttribute("aria-valuetext", "Mar 1, 2021: 1 lead, AppSource 1");
  await slider.press("Enter");
  await expect(leadlens.picked).toContainText("1 of 4 leads");
  await slider.press("Shift+ArrowRight");
  await expect(leadlens.picked).toContainText("2 of 4 leads");
  await expect(slider).toHaveAttribute("aria-valuetext", /^Mar 2, 2021: 1 lead/);
  await slider.press("Escape");
  await expect(leadlens.picked).toContainText("4 leads");
  await slider.press("End");
  await expect(slider).toHaveAttribute("aria-valuetext", "Apr 1, 2021: 1 lead, AppSource 1");
  await expect(slider).toBeFocused();
});

test("the pointer selects columns, moves and clears the selection", async ({ leadlens }) => {
  await leadlens.paste(SMALL.csv);
  const { page } = leadlens;
  const slider = columns(page);
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  const drag = async (from, to) => {
    await page.mouse.move(box.x + box.width * from, box.y + 80);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * to, box.y + 90, { steps: 4 });
    await page.mouse.up();
  };
  await drag(0.5, 1.2);
  await expect(leadlens.picked).toContainText("1 of 4 leads");
  const days = page.getByRole("group", { name: "Date range" });
  await expect(days.getByLabel("to", { exact: true })).toHaveValue("2021-04-01");
  const middle = await days.getByLabel("From").inputValue();
  await drag(0.8, 0.3);
  await expect(days.getByLabel("From")).not.toHaveValue(middle);
  await page.mouse.click(box.x + box.width * 0.4, box.y + 80);
  await expect(leadlens.picked).toContainText("4 leads");
});

test("dates select days, and bad ones change nothing", async ({ leadlens }) => {
  await leadlens.paste(SMALL.csv);
  const days = leadlens.page.getByRole("group", { name: "Date range" });
  await days.getByLabel("From").fill("2021-03-02");
  await expect(leadlens.picked).toContainText("3 of 4 leads");
  await days.getByLabel("to", { exact: true }).fill("2021-03-01");
  await expect(leadlens.page.getByText("The start date is after the end date")).toBeVisible();
  await expect(leadlens.picked).toContainText("3 of 4 leads");
  await days.getByLabel("to", { exact: true }).fill("2021-03-09");
  await expect(leadlens.picked).toContainText("2 of 4 leads");
  await days.getByRole("button", { name: "All days" }).click();
  await expect(leadlens.picked).toContainText("4 leads");
});

test("leads without a date and the parts of a path can be picked", async ({ leadlens }) => {
  await leadlens.paste(PATHS);
  const { page } = leadlens;
  const undated = page.getByRole("button", { name: "Undated: 1" });
  await undated.click();
  await expect(leadlens.picked).toContainText("1 of 6 leads");
  await undated.click();
  const flow = page.getByRole("slider", { name: /^How people move/ });
  await flow.focus();
  await flow.press("ArrowRight");
  await flow.press("End");
  await expect(flow).toHaveAttribute("aria-valuetext", /StartTestDrive → Second: INS, 2 people/);
  await flow.press("Enter");
  await expect(leadlens.picked).toContainText("4 of 6 leads");
  await expect(page.getByRole("list", { name: "Filters" }).getByRole("listitem")).toHaveCount(1);
  await expect(leadlens.chip("Path")).toHaveText(/^Path is First: StartTestDrive → Second: INS×$/);
  await expect(page).toHaveURL(/path=start_test_drive%3Eins%3E%2A%2A/);
  await leadlens.undoButton.click();
  await expect(leadlens.picked).toContainText("6 leads");
  await leadlens.redoButton.click();
  await expect(leadlens.picked).toContainText("4 of 6 leads");
  await flow.focus();
  await flow.press("Escape");
  await expect(leadlens.picked).toContainText("6 leads");
  await page.getByRole("button", { name: /^PLT: / }).click();
  await expect(leadlens.picked).toContainText("2 of 6 leads");
});
