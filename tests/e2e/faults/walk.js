// A day of work with every fault in it: acts drawn by lot on the page and on the model, and after each of them page and model compared.
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "@playwright/test";

import { TABS } from "../leadlens.js";
import { Review } from "../review.js";
import { unzip } from "../zip.js";
import { possibleActs } from "./acts.js";
import { compare } from "./compare.js";
import { COUNTRIES, FILES } from "./leads.js";
import { COLUMN, DIFFERENT, LATER, LogReader, Model, PRESET, PRESETS, SAME, SAMPLE } from "./model.js";
import { Lot } from "./random.js";
import { allowStorage, decideElsewhere, denyStorage, hide } from "./tab.js";
import { crash, download, idle, stall, throwIn } from "./worker.js";

const COUNTRY_NAMES = { SE: "Sweden", DE: "Germany", JP: "Japan", FR: "France" };
/** Roles of the column that nothing else depends on; it is read as the second where nothing is decided. */
const ROLES = ["ignore", "description"];
/** Steps after which the log is read from a saved file at the latest. */
const READ_LOG_EVERY = 10;
/** Milliseconds a hidden tab keeps a silent worker. */
const HIDDEN = 60_000;

export class Walk {
  constructor(leadlens, seed, folder, fragment) {
    Object.assign(this, { leadlens, page: leadlens.page, review: new Review(leadlens), lot: new Lot(seed), model: new Model(), folder, fragment });
    this.logs = new LogReader();
    this.steps = [];
    this.saved = null;
    this.sinceLog = 0;
    /** Names of files that the page reads from the disk. */
    this.onDisk = new Set();
    this.isStorageDenied = false;
  }

  /** Walks that many steps. */
  async run(count) {
    for (let step = 0; step < count; step += 1) {
      const weights = possibleActs(this);
      let name = this.lot.weighted(weights);
      if (this.sinceLog >= READ_LOG_EVERY && "save" in weights) name = "save";
      this.steps.push(name);
      await this[name]();
      this.sinceLog += 1;
      await idle(this.leadlens);
      await compare(this);
    }
  }

  #note(words) {
    this.steps[this.steps.length - 1] += ` ${words}`;
  }

  get #question() {
    return this.leadlens.question;
  }

  button(name) {
    return this.review.section.getByRole("button", { name, exact: true });
  }

  async show(tab) {
    await this.leadlens.show(tab);
    this.model.tab = tab;
  }

  async #showReview() {
    if (this.model.tab !== "Duplicates") await this.show("Duplicates");
    await this.review.settled();
  }

  async #dismiss() {
    const dismiss = this.page.getByRole("button", { name: "Dismiss" });
    while (await dismiss.count()) await dismiss.first().click();
  }

  /** Answers the question that has to stand there if and only if something is unsaved. Gives whether the action then happens. */
  async #answer() {
    // With nothing open, what was decided waits for its files and nothing is lost.
    if (!this.model.isUnsaved || (!this.model.isOpen && !this.model.isSummary)) return true;
    await expect(this.#question).toContainText("not saved");
    const choice = this.lot.weighted({ cancel: 2, discard: 3, save: 2 });
    this.#note(`(${choice})`);
    if (choice === "cancel") {
      await this.#question.getByRole("button", { name: "Cancel" }).click();
      await expect(this.#question).toHaveCount(0);
      return false;
    }
    if (choice === "save" && this.model.isOpen) {
      this.#save(await download(this.leadlens, this.#question.getByRole("button", { name: "Save first" })));
      await expect(this.#question).toContainText("Everything is saved");
    }
    await this.leadlens.goOn();
    await expect(this.#question).toHaveCount(0);
    return true;
  }

  /** Notes a saved file, and compares the log in it with the model's. */
  #save(buffer) {
    const { log, sources } = JSON.parse(unzip(buffer).get("leadlens.json"));
    const expected = this.model.log;
    expect(this.logs.read(log, expected), "the log in a saved file").toEqual(expected);
    const open = this.model.isSample ? ["sample-leads.csv"] : this.model.open;
    expect(sources.map(({ name }) => name), "the sources in a saved file").toEqual(open);
    this.saved = { buffer, model: this.model.save() };
    this.sinceLog = 0;
  }

  /** Hands files to the page, in place of what is open. */
  async #give(files) {
    if (!this.model.isOpen && !this.model.isSummary) return this.leadlens.choose(...files);
    const [chooser] = await Promise.all([this.page.waitForEvent("filechooser"), this.leadlens.pressReplace()]);
    await chooser.setFiles(files);
  }

  /** Writes a file to the disk where it is not there, and gives its path. One that is open must not change. */
  #write(name) {
    const path = join(this.folder, name);
    if (!existsSync(path)) writeFileSync(path, FILES[name].csv);
    return path;
  }

  // Acts of the user.

  async judge() {
    await this.#showReview();
    const group = this.model.isSample ? await this.#samplePair() : this.lot.of(this.model.listed);
    if (!group) return this.#note("nothing");
    await this.#decide(group);
  }

  async #decide(shown) {
    const entry = shown.entry ?? this.review.entries.filter({ hasText: shown.name });
    await entry.click();
    await expect(this.review.heading).toContainText(shown.isPossible === undefined ? shown.name : shown.name.split(" ")[0]);
    await this.review.shown();
    const group = shown.entry ? await this.#sampleGroup(shown.name) : shown;
    const isPossible = shown.isPossible ?? this.model.isPossible(group);
    const kind = this.lot.of(isPossible ? [SAME, SAME, DIFFERENT, DIFFERENT, LATER, "split"] : [SAME, "split", "split"]);
    this.#note(`${kind} ${group.name}`);
    const isKey = this.lot.below(2) === 0;
    if (kind === "split") {
      await this.review.open.getByRole("button", { name: /^Split off lead/ }).nth(this.lot.below(2)).click();
    } else if (isKey) {
      await this.review.list.getByRole("button", { pressed: true }).focus();
      await this.page.keyboard.press({ [SAME]: "m", [DIFFERENT]: "n", [LATER]: "s" }[kind]);
    } else {
      await this.button({ [SAME]: "Same", [DIFFERENT]: "Different", [LATER]: "Later" }[kind]).click();
    }
    this.model.decide({ kind: kind === "split" ? DIFFERENT : kind, group });
  }

  /** One of the groups of two leads in the sample that can be told by its first lines. */
  async #samplePair() {
    const texts = (await this.review.entries.allInnerTexts()).map((text, place) => ({ place, text, name: text.split("\n").slice(0, 3).join(" ") }));
    const isOnly = ({ name }) => texts.filter((other) => other.name === name).length === 1;
    const pairs = texts.filter(({ text }) => /\b2 leads/.test(text)).filter(isOnly);
    if (!pairs.length) return null;
    const { place, text, name } = this.lot.of(pairs);
    return { name, entry: this.review.entries.nth(place), isPossible: /to review/i.test(text) };
  }

  /** The open group of the sample, by its leads: once a pair is split, one of them may be listed with a third under the same name. */
  async #sampleGroup(words) {
    const leads = await this.review.open.locator("[data-lead]").evaluateAll((heads) => heads.map((head) => head.dataset.lead));
    const name = `${words}: ${leads.toSorted().join(" and ")}`;
    const { sampleGroups } = this.model;
    if (!sampleGroups.has(name)) sampleGroups.set(name, { file: SAMPLE, name, kind: SAMPLE, leads: [] });
    return sampleGroups.get(name);
  }

  async undo() {
    await this.#move("Undo");
    this.model.undo();
  }

  async redo() {
    await this.#move("Redo");
    this.model.redo();
  }

  /** Goes on until a decision moves: filters that were picked since go first, and the model takes over which one is left. */
  async #move(name) {
    await this.#showReview();
    const chips = () => this.page.getByRole("list", { name: "Filters" }).innerText();
    let [before, left] = [];
    do {
      before = await chips();
      await this.step(name).click();
      left = await chips();
    } while (before !== left);
    this.model.country = Object.keys(COUNTRY_NAMES).find((code) => left.includes(COUNTRY_NAMES[code])) ?? null;
  }

  /** The one button that undoes, or redoes, decisions and filters. */
  step(name) {
    return this.page.getByRole("button", { name, exact: true });
  }

  async preset() {
    await this.#showReview();
    const value = this.lot.of(PRESETS.filter((name) => name !== this.model.preset));
    this.#note(value);
    await this.review.preset(value);
    this.model.decide({ kind: PRESET, value });
  }

  async column() {
    const value = ROLES.find((role) => role !== (this.model.column ?? ROLES[1]));
    this.#note(value);
    await this.leadlens.source(new RegExp(this.model.open[0])).click();
    await this.page.getByLabel("Remark is").selectOption(value);
    await expect(this.page.getByText("your choice")).toBeVisible();
    await this.page.keyboard.press("Escape");
    this.model.decide({ kind: COLUMN, value });
  }

  async filter() {
    await this.show("Overview");
    const groups = this.model.groups.map(({ leads }) => leads[0].country);
    const country = this.lot.of(COUNTRIES.filter((code) => groups.includes(code)));
    this.#note(country);
    await this.leadlens.ranked("country", COUNTRY_NAMES[country]).click();
    this.model.pick(country);
  }

  async clear() {
    await this.leadlens.clearButton.click();
    this.model.pick(null);
  }

  async address() {
    const [tab, country] = [this.lot.of(TABS), this.lot.of([null, ...COUNTRIES])];
    const fragment = [`tab=${tab.toLowerCase()}`, country && `country=${country}`].filter(Boolean).join("&");
    this.#note(fragment);
    await this.page.evaluate((fragment) => void (location.hash = fragment), fragment);
    await expect(this.leadlens.tab(tab)).toHaveAttribute("aria-selected", "true");
    this.model.tab = tab;
    this.model.pick(country);
  }

  async tab() {
    const tab = this.lot.of(TABS);
    this.#note(tab);
    await this.show(tab);
  }

  async save() {
    this.#save(await download(this.leadlens));
  }

  async reopen() {
    // Another one may be saved before this one is opened.
    const { buffer, model } = this.saved;
    await this.#give([{ name: "leads.leadlens", mimeType: "application/octet-stream", buffer }]);
    if (!(await this.#answer())) return;
    await this.#opened();
    this.model.restore(model);
    this.onDisk.clear();
  }

  async openFiles() {
    const names = this.lot.of([["first.csv"], ["second.csv"], ["first.csv", "second.csv"]]);
    this.#note(names.join(" "));
    await this.#give(names.map((name) => this.#write(name)));
    if (!(await this.#answer())) return;
    await this.#opened();
    this.model.replace([...names]);
    this.onDisk = new Set(names);
  }

  /** The requested sources are open: nothing of a summary or of the start page is left. */
  async #opened() {
    await expect(this.leadlens.totals).toBeVisible();
    await idle(this.leadlens);
    await expect(this.leadlens.exportButton).toBeVisible();
  }

  async add() {
    const name = this.lot.of(this.model.closed);
    this.#note(name);
    await this.leadlens.choose(this.#write(name));
    this.model.add(name);
    this.onDisk.add(name);
  }

  async remove() {
    const name = this.lot.of(this.model.open);
    this.#note(name);
    await this.leadlens.source(new RegExp(name)).click();
    await this.page.getByRole("button", { name: "Remove this source" }).click();
    if (this.model.open.length > 1) return this.model.remove(name);
    if (await this.#answer()) this.model.close();
  }

  async home() {
    await this.page.getByRole("button", { name: "Leadlens, start page" }).click();
    if (!(await this.#answer())) return;
    await expect(this.leadlens.pasteBox).toBeVisible();
    this.model.close();
  }

  async openSample() {
    await this.leadlens.sampleButton.click();
    if (!(await this.#answer())) return;
    await this.#opened();
    this.model.replace([SAMPLE]);
  }

  async link() {
    const before = this.page.url();
    await this.page.evaluate((fragment) => void (location.hash = fragment), this.fragment);
    if (this.model.isUnsaved) await expect(this.page).toHaveURL(before);
    if (!(await this.#answer())) return expect(this.page).toHaveURL(before);
    await expect(this.leadlens.exportButton).toHaveCount(0);
    await expect(this.page).toHaveURL(this.leadlens.address + this.fragment);
    this.model.summarize();
  }

  // Faults.

  async crash() {
    await this.#dismiss();
    await crash(this.leadlens);
    await expect(this.leadlens.alert.first()).toContainText(/internal error/);
    await this.#dismiss();
  }

  /** The worker dies while a verdict is pending. */
  async judgeAndCrash() {
    await this.#dismiss();
    await this.#showReview();
    const worker = this.page.workers().at(-1);
    await this.#decide(this.lot.of(this.model.listed));
    await throwIn(worker);
    await expect(this.leadlens.alert.first()).toContainText(/internal error/);
    await idle(this.leadlens);
    await this.#dismiss();
  }

  /** The worker falls silent while a file is saved: the file is made all the same. */
  async stall() {
    await this.#dismiss();
    const file = this.page.waitForEvent("download");
    await stall(this.leadlens, () => this.leadlens.pressSave());
    await this.#taken(file);
  }

  /** The same while the tab is hidden: a hidden tab is patient. */
  async hiddenStall() {
    await this.#dismiss();
    const worker = this.page.workers().at(-1);
    const file = this.page.waitForEvent("download");
    await stall(this.leadlens, async () => {
      await hide(this.page, true);
      await this.leadlens.pressSave();
      await this.page.clock.runFor(HIDDEN);
      expect(this.page.workers(), "a hidden tab is patient").toContain(worker);
      await hide(this.page, false);
    });
    await this.#taken(file);
  }

  async #taken(file) {
    const stream = await (await file).createReadStream();
    this.#save(Buffer.concat(await stream.toArray()));
    await this.#dismiss();
  }

  /** Files are deleted on the disk before the worker dies. */
  async vanish() {
    await this.#dismiss();
    const there = this.model.open.filter((name) => this.onDisk.has(name));
    const gone = there.slice(this.lot.below(there.length));
    this.#note(gone.join(" "));
    for (const name of gone) rmSync(join(this.folder, name));
    await crash(this.leadlens);
    const notice = this.leadlens.alert.first();
    for (const name of gone) await expect(notice).toContainText(name);
    await expect(notice).toContainText(/can no longer be read/);
    await expect(notice, "that is not true").not.toContainText("Nothing that was open has changed");
    for (const name of gone) {
      this.model.remove(name);
      this.onDisk.delete(name);
    }
    if (!this.model.isOpen) {
      await expect(this.leadlens.pasteBox).toBeVisible();
      const save = notice.getByRole("button", { name: "Save decisions" });
      await expect(save).toHaveCount(this.model.isUnsaved ? 1 : 0);
    }
    await this.#dismiss();
  }

  async denyStorage() {
    await denyStorage(this.page);
    this.isStorageDenied = true;
  }

  async allowStorage() {
    await allowStorage(this.page);
    this.isStorageDenied = false;
  }

  async secondTab() {
    await decideElsewhere(this.leadlens);
  }
}
