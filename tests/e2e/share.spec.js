import { SMALL } from "./data.js";
import { expect, test } from "./fixtures.js";

test("a link opens the same overview elsewhere, as a summary", async ({ leadlens, newPage }) => {
  await leadlens.paste(SMALL.csv);
  await leadlens.expectTotal("leads", SMALL.leads);
  const link = await leadlens.copyLink();
  expect(link.startsWith(leadlens.address), "the link leads to this page").toBe(true);
  expect(link, "no personal data stands in the link").not.toMatch(/fabrikam|wingtip|ann|berg/i);

  const other = await newPage();
  await other.open(link.slice(link.indexOf("#")));
  await other.expectTotal("leads", SMALL.leads);
  await other.expectTotal("people", SMALL.people);
  await expect(other.page.getByText(/summary/i).first()).toBeVisible();
  await expect(other.page.getByText(SMALL.offer).first()).toBeVisible();
});

test("a link that was cut is named", async ({ leadlens, newPage }) => {
  await leadlens.paste(SMALL.csv);
  const link = await leadlens.copyLink();
  const fragment = link.slice(link.indexOf("#"));
  const other = await newPage();
  await other.open(fragment.slice(0, Math.floor(fragment.length * 0.6)));
  await expect(other.alert.first()).toContainText(/cut|incomplete|damaged|missing|whole/i);
});

test("an offer that could be a name is shared once it was seen", async ({ leadlens, newPage }) => {
  const { page } = leadlens;
  const row = (offer, number) => `2021-03-0${number},SPZA-INS,${offer},lead${number}@example.org`;
  await leadlens.paste(["CreatedTime,LeadSource,OfferId,Email", row("contoso.planner", 1), row("Anna Lindqvist", 2), row("Anna Lindqvist", 3)].join("\n"));
  await leadlens.expectTotal("leads", 3);
  const opened = async (link) => {
    const other = await newPage();
    await other.open(link.slice(link.indexOf("#")));
    await other.expectTotal("leads", 3);
    return other.page;
  };
  await page.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog").filter({ visible: true });
  await expect(dialog.getByRole("listitem")).toHaveText(["Anna Lindqvist"]);
  const link = dialog.getByRole("textbox", { name: /Link/ });
  const without = await link.inputValue();
  const theirs = await opened(without);
  await expect(theirs.getByText("contoso.planner").first()).toBeVisible();
  await expect(theirs.getByText("Anna Lindqvist")).toHaveCount(0);

  await dialog.getByRole("checkbox", { name: /I have checked these names/ }).check();
  await expect(link).not.toHaveValue(without);
  await expect((await opened(await link.inputValue())).getByText("Anna Lindqvist").first()).toBeVisible();
  await dialog.getByRole("checkbox", { name: /I have checked these names/ }).uncheck();
  await expect(link).toHaveValue(without);
});
