// The page as a person sees it: roles and names, no classes. When the page changes its words, only this file changes.
import { expect } from "@playwright/test";

export const TABS = ["Overview", "Duplicates", "People", "Leads", "Problems"];

export class Leadlens {
  constructor(page, address) {
    this.page = page;
    this.address = address;
    const button = (name) => page.getByRole("button", { name });
    this.pasteBox = page.getByLabel("Paste leads");
    this.readButton = button(/^Import\b/);
    this.sampleButton = button("Try sample data");
    this.openButton = button(/^Open files/);
    this.addButton = button("Add files");
    this.cancelButton = button("Cancel");
    this.shareButton = button(/^Share/);
    /** What only leads can be made into: a summary has none. */
    this.exportButton = page.getByRole("button", { name: "Export", exact: true });
    this.copyButton = button(/^Copy link/);
    this.totals = page.getByLabel("Totals", { exact: true });
    this.sources = page.getByRole("list", { name: "Sources" });
    this.alert = page.getByRole("alert");
    /** Busy while its panels are mounted. */
    this.overview = page.getByRole("tabpanel", { name: /^Overview/ }).locator("> [aria-busy]");
    this.picked = page.getByLabel("Current filter").getByRole("status");
    this.search = page.getByRole("combobox", { name: "Search or filter leads" });
    this.undoButton = page.getByRole("button", { name: "Undo", exact: true });
    this.redoButton = page.getByRole("button", { name: "Redo", exact: true });
    this.clearButton = button("Clear all");
    this.detail = page.getByRole("dialog").or(page.getByRole("complementary")).first();
  }

  async open(fragment = "") {
    await this.page.goto(this.address + fragment);
    await expect(this.pasteBox.or(this.totals).or(this.alert).first()).toBeVisible();
  }

  async paste(text) {
    await this.pasteBox.fill(text);
    await this.readButton.click();
  }

  /** Pastes what the clipboard holds as HTML and as text into the field, as the browser does it. Gives the milliseconds the page took. */
  async pasteFlavours(html, text) {
    return this.pasteBox.evaluate(
      (field, [html, text]) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/html", html);
        clipboardData.setData("text/plain", text);
        field.focus();
        const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
        const begun = performance.now();
        const isUntouched = field.dispatchEvent(event);
        const taken = performance.now() - begun;
        if (isUntouched) field.setRangeText(text);
        return taken;
      },
      [html, text],
    );
  }

  /** The chip of the source whose name, system or number of leads is like that. */
  source(words) {
    return this.sources.getByRole("button", { name: words });
  }

  /** Presses "Open files" as a mouse does. The button is a file input that lies, unseen, in its own label. */
  async pressOpen() {
    await this.openButton.click({ force: true });
  }

  /** Chooses files: paths, or `{ name, mimeType, buffer }`. */
  async choose(...files) {
    await this.page.locator("input[type=file]").first().setInputFiles(files);
  }

  /** Drops text files on the page. */
  async drop(...files) {
    const transfer = await this.page.evaluateHandle((list) => {
      const transfer = new DataTransfer();
      for (const { name, text } of list) transfer.items.add(new File([text], name));
      return transfer;
    }, files);
    for (const type of ["dragenter", "dragover", "drop"]) {
      await this.page.dispatchEvent("main", type, { dataTransfer: transfer });
    }
  }

  tab(name) {
    return this.page.getByRole("tab", { name: new RegExp(`^${name}`) });
  }

  async show(name) {
    await this.tab(name).click();
    await expect(this.tab(name)).toHaveAttribute("aria-selected", "true");
  }

  /** The chip of what is picked by that. */
  chip(name) {
    return this.page.getByRole("list", { name: "Filters" }).getByRole("listitem").filter({ hasText: new RegExp(`^${name}`) });
  }

  /** A cell of source × action. */
  cell(source, action) {
    return this.page.getByRole("button", { name: new RegExp(`^${source}, ${action}:`) });
  }

  async expectCell(source, action, number) {
    const cell = this.cell(source, action);
    if (number === 0) await expect(cell.filter({ hasText: /[1-9]/ })).toHaveCount(0);
    else await expect(cell).toHaveAttribute("aria-label", new RegExp(`: ${number} lead`));
  }

  /** A row of a ranking: "country", "offer". */
  ranked(ranking, name) {
    return this.page.getByRole("region", { name: new RegExp(`by ${ranking}`) }).getByRole("button", { name: new RegExp(`^${name}:`) });
  }

  async expectRanked(ranking, name, number) {
    const row = this.ranked(ranking, name);
    if (number === 0) await expect(row.filter({ hasText: /[1-9]/ })).toHaveCount(0);
    else await expect(row).toHaveAttribute("aria-label", new RegExp(`: ${number} lead`));
  }

  /** The number of the totals that says what is counted. */
  measure(name) {
    return this.totals.getByRole("button", { name: new RegExp(`^[\\d,]+ ${name}`, "i") });
  }

  /** Presses an entry of a menu of the bar. */
  async fromMenu(menu, entry) {
    await this.page.getByRole("button", { name: menu, exact: true }).click();
    await this.page.getByRole("button", { name: entry, exact: true }).click();
  }

  /** Presses what saves the work as a file. */
  async pressSave() {
    await this.fromMenu("Export", "Save workspace");
  }

  /** Presses what opens something else in place of what is open. */
  /** The question before something unsaved is closed, opened over or left. */
  get question() {
    return this.page.getByRole("dialog").filter({ visible: true, hasText: /Close everything\?|Open something else\?|Save before you leave\?/ });
  }

  /** Answers that question: what is open is left, saved or not. */
  async goOn() {
    await this.question.getByRole("button", { name: /^(Open|Close everything|.* without saving)$/ }).click();
  }

  async pressReplace() {
    await this.fromMenu("More", "Open other files instead");
  }

  /** The number next to `word` in the totals, NaN where there is none. Reads "4 leads" as well as "Leads 4", and "1 lead" for `leads`. */
  async total(word) {
    const text = (await this.totals.innerText()).replace(/\s+/g, " ").trim();
    const numberFirst = new RegExp(`([\\d][\\d,.\u00a0\u202f]*) ?${word.replace(/s$/, "s?")}`, "i");
    const wordFirst = new RegExp(`${word} ?([\\d][\\d,.\u00a0\u202f]*)`, "i");
    const found = text.match(/^\d/.test(text) ? numberFirst : wordFirst);
    return found ? Number(found[1].replace(/\D/g, "")) : NaN;
  }

  async expectTotal(word, number) {
    await expect(this.totals).toBeVisible();
    await expect.poll(() => this.total(word), { message: `${word} in the totals` }).toBe(number);
  }

  /** Makes a link by the page's own button and gives back what stands on the clipboard. */
  async copyLink() {
    await this.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await this.shareButton.click();
    await this.copyButton.click();
    const read = () => this.page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(read, { message: "the link on the clipboard" }).toContain("#");
    return read();
  }

  /** Presses Tab until `target`, or something in it, has the focus. */
  async tabTo(target) {
    for (let presses = 0; presses < 80; presses += 1) {
      if (await target.evaluate((element) => element.contains(document.activeElement)).catch(() => false)) return;
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`80 presses of Tab do not reach ${target}`);
  }
}
