// The acts of a day, how often each is drawn, and when it can be done.

/** How often each act is drawn, relative to the others that are possible then. */
const WEIGHTS = {
  judge: 30, undo: 9, redo: 6, preset: 6, column: 3, filter: 8, clear: 4, address: 4, tab: 8,
  save: 4, reopen: 5, openFiles: 5, add: 8, remove: 4, home: 2, openSample: 3, link: 4,
  crash: 6, stall: 2, hiddenStall: 1, vanish: 3, judgeAndCrash: 3, denyStorage: 1, allowStorage: 2, secondTab: 1,
};

/** Deaths of the worker in a row, at most: after five the page closes what is open, which has a test of its own. */
const DEATHS = 3;
const isDeath = (step) => /^(crash|judgeAndCrash|stall|hiddenStall|vanish)/.test(step);

/** The weights of the acts that can be done now. */
export function possibleActs({ model, saved, onDisk, isStorageDenied, steps }) {
  const dies = steps.length >= DEATHS && steps.slice(-DEATHS).every(isDeath);
  const hasLeads = model.isOpen;
  const isFiles = hasLeads && !model.isSample;
  const can = {
    judge: hasLeads && (model.isSample || model.listed.length > 0),
    undo: hasLeads && model.undoable >= 0,
    redo: hasLeads && model.redoable >= 0,
    preset: hasLeads,
    column: isFiles,
    filter: isFiles && model.country === null,
    clear: isFiles && model.country !== null,
    address: isFiles,
    tab: hasLeads,
    save: hasLeads,
    reopen: saved !== null,
    openFiles: true,
    add: isFiles && model.closed.length > 0,
    remove: isFiles,
    home: hasLeads || model.isSummary,
    openSample: !hasLeads && !model.isSummary,
    link: hasLeads && !model.isSummary,
    crash: !dies && (hasLeads || model.isSummary),
    stall: !dies && hasLeads,
    hiddenStall: !dies && hasLeads,
    vanish: !dies && isFiles && model.open.some((file) => onDisk.has(file)),
    judgeAndCrash: !dies && isFiles && model.listed.length > 0,
    denyStorage: !isStorageDenied,
    allowStorage: isStorageDenied,
    secondTab: true,
  };
  return Object.fromEntries(Object.entries(WEIGHTS).filter(([name]) => can[name]));
}
