// What the page has to show, told without any engine: the leads from their files, the people from how the files were made and from what was
// decided about them.
import { ALONE, DOUBTFUL, FILES } from "./leads.js";

export const SAMPLE = "sample";
export const PRESETS = ["Strict", "Balanced", "Wide"];
const DEFAULT_PRESET = "Balanced";
/** Statements about leads: they are one person, they are not, put off. */
export const SAME = "same";
export const DIFFERENT = "different";
export const LATER = "later";
/** Other entries of the log. */
export const PRESET = "preset";
export const COLUMN = "column";
/** Steps of the page: a filter that was picked, and an entry of the log. */
const FILTER = "filter";
const DECISION = "decision";

const isStatement = ({ kind }) => [SAME, DIFFERENT, LATER].includes(kind);

/** The user's work as it has to be: what is open, the log of decisions with its position, what is saved. */
export class Model {
  /** Names of what is open, in order: files, or the sample alone. */
  open = [];
  /** A summary is open: numbers only. */
  isSummary = false;
  /** `{ kind, group }`, or `{ kind, value }` for a preset or a column. */
  entries = [];
  position = 0;
  /** Leading entries that undo does not reach: how columns are understood is remembered when all is closed. */
  floor = 0;
  isUnsaved = false;
  /** Country whose leads are looked at. */
  country = null;
  /** Steps that were done since the sources were opened, and those that were undone, the next one last. */
  #past = [];
  #future = [];
  tab = "Overview";
  /** Groups of the sample that were decided about, by their names. */
  sampleGroups = new Map();
  /** Numbers of the sample by what was decided about it: the same whenever that is the same. */
  #sampleNumbers = new Map();

  get isOpen() {
    return this.open.length > 0;
  }

  get isSample() {
    return this.open[0] === SAMPLE;
  }

  /** Names of the files that are not open. */
  get closed() {
    return Object.keys(FILES).filter((name) => !this.open.includes(name));
  }

  get inForce() {
    return this.entries.slice(0, this.position);
  }

  get preset() {
    return this.inForce.findLast(({ kind }) => kind === PRESET)?.value ?? DEFAULT_PRESET;
  }

  get column() {
    return this.inForce.findLast(({ kind }) => kind === COLUMN)?.value;
  }

  /** All groups of what is open. */
  get groups() {
    return this.open.flatMap((name) => (name === SAMPLE ? [...this.sampleGroups.values()] : FILES[name].groups));
  }

  /** An entry concerns nothing that is open. */
  #isAbsent(entry) {
    return isStatement(entry) ? !this.open.includes(entry.group.file) : entry.isOfOthers === true;
  }

  /** Columns decided so far are those of files that are no longer open. */
  #leaveColumns() {
    this.entries = this.entries.map((entry, place) => (entry.kind === COLUMN && place < this.position ? { ...entry, isOfOthers: true } : entry));
  }

  /** With nothing open, what was decided waits for its files, whatever is opened. */
  get isWaiting() {
    return !this.isOpen && !this.isSummary && this.entries.length > this.floor;
  }

  decide(entry) {
    this.entries.length = this.position;
    const isLast = this.position > this.floor && this.#past.at(-1) === DECISION;
    const isSlid = isLast && entry.kind === PRESET && this.entries.at(-1)?.kind === PRESET;
    if (isSlid) this.entries.pop();
    else this.#step(DECISION);
    this.entries.push(entry);
    this.position = this.entries.length;
    this.isUnsaved ||= isStatement(entry);
  }

  /** The entry that undo would take back, and the one that redo would take again, by their places; -1 for none. */
  get undoable() {
    return this.inForce.findLastIndex((entry, place) => place >= this.floor && !this.#isAbsent(entry));
  }

  get redoable() {
    return this.entries.findIndex((entry, place) => place >= this.position && !this.#isAbsent(entry));
  }

  /** Picks the leads of a country, or all of them. */
  pick(country) {
    if (country !== this.country) this.#step(FILTER);
    this.country = country;
  }

  #step(kind) {
    this.#past.push(kind);
    this.#future = [];
  }

  /** Goes back or forth until a decision moves: filters on the way move too. A decision that came with a file is older than every step. */
  #retrace(from, to) {
    let step;
    do to.push((step = from.pop() ?? DECISION));
    while (step !== DECISION);
  }

  /** Other sources: filters and steps of the earlier ones mean nothing. */
  #forgetSteps() {
    [this.#past, this.#future] = [[], []];
  }

  /** Takes one entry back; those behind it that concern nothing that is open stay in force. */
  undo() {
    this.#retrace(this.#past, this.#future);
    const [entry] = this.entries.splice(this.undoable, 1);
    this.position -= 1;
    this.entries.splice(this.position, 0, entry);
    this.isUnsaved ||= isStatement(entry);
  }

  redo() {
    this.#retrace(this.#future, this.#past);
    const [entry] = this.entries.splice(this.redoable, 1);
    this.entries.splice(this.position, 0, entry);
    this.position += 1;
    this.isUnsaved ||= isStatement(entry);
  }

  /** Everything that a saved file keeps. */
  save() {
    this.isUnsaved = false;
    return { open: [...this.open], entries: [...this.entries], position: this.position, floor: this.floor };
  }

  /** Other files in place of what is open. */
  replace(names) {
    const isFirst = !this.isOpen && !this.isSummary;
    const { isWaiting } = this;
    Object.assign(this, { open: names, isSummary: false });
    this.#forgetSteps();
    if (!isFirst) this.country = null;
    if (isWaiting) return;
    this.#leaveColumns();
    if (this.inForce.every((entry) => !isStatement(entry) || this.#isAbsent(entry))) this.isUnsaved = false;
  }

  /** A saved file in place of what is open. */
  restore(saved) {
    const isFirst = !this.isOpen && !this.isSummary;
    const isSame = (one) => (other) => one.kind === other.kind && one.group === other.group && one.value === other.value && one.lead === other.lead;
    const plain = ({ isOfOthers, ...entry }) => entry;
    const theirs = saved.entries.map(plain);
    if (this.isWaiting) {
      const mine = this.inForce;
      const isNew = (entry, place) => (!isStatement(entry) && place >= saved.floor) || !mine.some(isSame(entry));
      this.entries = [...mine, ...theirs.slice(0, saved.position).filter(isNew)];
      this.position = this.entries.length;
    } else {
      const mine = this.entries.slice(0, this.floor);
      const remembered = theirs.slice(0, saved.floor).filter((entry) => !mine.some(isSame(entry)));
      this.floor = mine.length + remembered.length;
      this.position = this.floor + saved.position - saved.floor;
      this.entries = [...mine, ...remembered, ...theirs.slice(saved.floor)];
      this.isUnsaved = false;
      this.#leaveColumns();
    }
    Object.assign(this, { open: [...saved.open], isSummary: false });
    this.#forgetSteps();
    if (!isFirst) this.country = null;
  }

  add(name) {
    this.open.push(name);
  }

  remove(name) {
    this.open.splice(this.open.indexOf(name), 1);
    if (!this.isOpen) this.#forgetSteps();
  }

  /** Everything is closed, and what was decided goes. */
  close() {
    const { column } = this;
    const entries = column === undefined ? [] : [{ kind: COLUMN, value: column }];
    const floor = entries.length;
    this.#forgetSteps();
    Object.assign(this, { open: [], isSummary: false, entries, position: floor, floor, isUnsaved: false, country: null, tab: "Overview" });
  }

  /** A link is opened. */
  summarize() {
    this.close();
    this.isSummary = true;
  }

  /** What was decided last of a group, if it holds. */
  verdict(group) {
    const statement = this.inForce.findLast(({ kind, group: of }) => of === group && (kind === SAME || kind === DIFFERENT));
    return statement?.kind;
  }

  isLater(group) {
    return this.inForce.some(({ kind, group: of }) => of === group && kind === LATER);
  }

  isMerged(group) {
    const verdict = this.verdict(group);
    if (group.kind === ALONE || verdict === DIFFERENT) return false;
    return verdict === SAME || group.kind !== DOUBTFUL || this.preset !== "Strict";
  }

  isPossible(group) {
    return group.kind === DOUBTFUL && !this.isMerged(group) && this.verdict(group) === undefined;
  }

  isLookedAt(group) {
    return this.country === null || group.leads[0].country === this.country;
  }

  /** Groups in the list of duplicates. */
  get listed() {
    return this.groups.filter((group) => this.isLookedAt(group) && (this.isMerged(group) || this.isPossible(group)));
  }

  /** Numbers of the files, as the page has to show them. */
  get numbers() {
    const { groups } = this;
    const people = (of) => of.reduce((sum, group) => sum + (this.isMerged(group) ? 1 : group.leads.length), 0);
    const looked = groups.filter((group) => this.isLookedAt(group));
    const possible = groups.filter((group) => this.isPossible(group));
    const merged = looked.filter((group) => this.isMerged(group));
    return {
      leads: looked.reduce((sum, { leads }) => sum + leads.length, 0),
      people: people(looked),
      // Counts follow the filter, the tally of decisions does not.
      review: { people: people(looked), groups: merged.length, possible: looked.filter((group) => this.isPossible(group)).length },
      tally: this.tally(possible),
    };
  }

  tally(possible) {
    const holding = (kind) => this.groups.filter((group) => this.verdict(group) === kind).length;
    return { same: holding(SAME), different: holding(DIFFERENT), left: possible.length, later: possible.filter((group) => this.isLater(group)).length };
  }

  /** What was decided about the sample and is looked at of it, as one text: a filter of files that are gone is that of the address still. */
  get sampleKey() {
    const statements = this.inForce.filter((entry) => !this.#isAbsent(entry) && isStatement(entry)).map(({ kind, group }) => `${kind} ${group.name}`);
    return [this.preset, this.country, ...statements].join("\n");
  }

  /** Numbers of the sample that were seen under the same decisions; `found` the first time. */
  sampleNumbers(found) {
    const key = this.sampleKey;
    if (!this.#sampleNumbers.has(key)) this.#sampleNumbers.set(key, found);
    return this.#sampleNumbers.get(key);
  }

  /** The log as a saved file has to hold it: kinds of entries, with the names of those they are about. */
  get log() {
    return { position: this.position, entries: this.entries.map(({ kind, group, value }) => [kind, group?.name ?? value]) };
  }
}

/** Reads logs of saved files. Leads stand in them as fingerprints, presets as numbers: each stands for the same whenever it is met. */
export class LogReader {
  #names = new Map();

  /** The log in a manifest in the words of the model, each entry under the name the model gives it at that place; a name that does not fit shows. */
  read({ position, entries }, expected) {
    return { position, entries: entries.map((entry, place) => this.#entry(entry, expected.entries[place]?.[1])) };
  }

  #entry(entry, name) {
    const [kind, what] = this.#parts(entry);
    return [kind, this.#named(what, name)];
  }

  #parts(entry) {
    if ("threshold" in entry) return [PRESET, `threshold ${entry.threshold}`];
    if ("role" in entry) return [COLUMN, `role ${entry.role.role}`];
    const { statement } = entry;
    const [kind] = Object.keys(statement ?? {});
    const leads = statement?.[kind]?.flat?.();
    return leads ? [kind, leads.toSorted().join(" ")] : [`unknown ${JSON.stringify(entry)}`, ""];
  }

  /** The name something was first met under. */
  #named(what, name) {
    const isTaken = () => [...this.#names.values()].includes(name);
    if (!this.#names.has(what) && !isTaken()) this.#names.set(what, name);
    return this.#names.get(what) ?? `another than ${name}`;
  }
}
