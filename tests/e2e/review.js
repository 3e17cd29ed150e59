// The review of duplicates as a person sees it: roles and names, no classes.
import { expect } from "@playwright/test";

/** Leads whose groups are sure: one repeat, one journey with a lead that must not be contacted, two that stand alone. */
export const SURE = `CreatedTime,LeadSource,FirstName,LastName,Email,Phone,Country,Company,Title
2021-03-01T08:00:00Z,SPZA-INS|contoso.planner,Ann,Archer,ann.archer@fabrikam.example,+15550100,US,Fabrikam,Buyer
2021-03-04T08:00:00Z,SPZA-INS|contoso.planner,Ann,Archer,ANN.archer@fabrikam.example,+15550100,US,Fabrikam Inc.,
2021-03-09T08:00:00Z,AzureMarketplace-INS|contoso.backup,Cemile,Özkan,cemile.ozkan@litware.example,+902125550142,TR,Litware,CTO
2021-03-09T11:00:00Z,SPZA-PLT|contoso.planner,Cemile,Ozkan,cemile.ozkan@litware.example,+902125550142,TR,Litware,
2021-04-01T08:00:00Z,SPZA-DNC|contoso.backup,Cemile,Özkan,cemile.ozkan@litware.example,+902125550142,TR,Litware,CTO
2021-04-02T08:00:00Z,SPZA-PLT|contoso.backup,Dmitri,Volkov,dmitri@proseware.example,+46855500,SE,Proseware,CEO
2021-04-03T08:00:00Z,SPZA-PLT|contoso.backup,Elena,Rossi,elena@wingtip.example,+390655500,IT,Wingtip,CFO
`;

export class Review {
  constructor(leadlens) {
    this.leadlens = leadlens;
    this.page = leadlens.page;
    this.section = this.page.getByRole("region", { name: "Review" });
    this.list = this.section.getByRole("region", { name: "Groups" });
    this.entries = this.list.getByRole("listitem").getByRole("button");
    this.open = this.section.getByRole("region", { name: "The open group" });
    this.heading = this.open.getByRole("heading", { level: 2 });
    this.slider = this.section.getByRole("slider");
    this.status = this.section.getByRole("status").filter({ hasText: /Now |the same person|different people|postponed|Undone|Redone|again|split off|Choose/ });
    this.dialog = this.page.getByRole("dialog").filter({ visible: true });
  }

  /** People, groups and possible groups as the line of counts tells them. */
  async counts() {
    const text = await this.section.getByText(/(people|person) · .*to review/).innerText();
    const [people, groups, possible] = text.match(/[\d,]+/g).map((number) => Number(number.replace(/\D/g, "")));
    return { people, groups, possible };
  }

  /** Decisions and open questions as the tally tells them. */
  async tally() {
    const text = await this.section.getByText(/same · .*left/).innerText();
    const [same, different, left, later = 0] = text.match(/[\d,]+/g).map((number) => Number(number.replace(/\D/g, "")));
    return { same, different, left, later };
  }

  async expectTally(tally) {
    await expect.poll(() => this.tally()).toMatchObject(tally);
  }

  async preset(name) {
    await this.section.getByRole("radio", { name }).check();
    await this.settled();
  }

  /** Waits until the numbers are those of the slider, and the list that of the filter. */
  async settled() {
    await expect(this.list.getByRole("list").first()).toHaveAttribute("aria-busy", "false");
    await expect(this.section.getByText(/(people|person) · .*to review/)).toHaveAttribute("data-behind", "false");
  }

  /** Waits until the group that is marked in the list is the one that is shown: before that nothing is decided about it. */
  async shown() {
    await expect(this.open).toHaveAttribute("aria-busy", "false");
    const name = async () => (await this.list.getByRole("button", { pressed: true }).innerText()).split("\n")[0];
    await expect.poll(async () => (await this.heading.innerText()).includes(await name())).toBe(true);
  }

  /** Presses a key about the group that is shown. */
  async decide(key) {
    await this.shown();
    await this.page.keyboard.press(key);
  }

  /** Whether the focus is in the review. */
  hasFocus() {
    return this.section.evaluate((element) => element.contains(document.activeElement));
  }
}

/** The review of the sample. */
export async function reviewSample(leadlens) {
  await leadlens.sampleButton.click();
  await leadlens.show("Duplicates");
  const review = new Review(leadlens);
  await expect(review.entries.first()).toBeVisible();
  return review;
}

/** A number of bits as the page spells it. */
export const bits = (text) => Number(text.replace(",", "").replace("−", "-"));
