//! The page's session: the log of decisions, the sources that shall be open, and what the worker has made of both. Plain Rust, without a
//! browser: handles of files are numbers here.
//!
//! # Invariants
//! The log is the page's alone; the worker holds a copy and may be ended at any moment. What is to be done follows from what is wanted and what
//! the worker has: a restart after a crash, an undo, another sheet and one more file are the same step.

mod crashes;
mod sources;
#[cfg(test)]
mod tests;
mod unbuilt;

use crate::protocol::{JobId, OpenMode, Revision};
use crashes::Crashes;
use leadlens_engine::leads::Decisions;
use leadlens_engine::{DecisionLog, LogDelta, LogEntry};
pub use sources::{Cause, Committed, Import, WantedSource};
use unbuilt::Unbuilt;
pub use unbuilt::{LogMove, Reverted};

/// The user's decisions and open sources, and what the worker has of them.
#[derive(Clone, Debug, Default)]
pub struct Session {
    log: DecisionLog,
    /// Made of the log.
    decisions: Decisions,
    revision: Revision,
    /// Last change of the log that says how records are read or understood.
    records_changed: Revision,
    /// Changes of the log about records that what is open does not follow yet, and those that were reverted.
    unbuilt: Unbuilt,
    /// Last change of the log about who is who.
    review_changed: Revision,
    /// Leading entries of the log that the running worker has.
    known: usize,
    /// States of the log by which what is open was built, and matched.
    built: Revision,
    followed: Revision,
    /// Places of statements in the log that concern nothing that is open.
    absent: Vec<usize>,
    /// Decisions in force when what is open was opened: of those before, the ones about records concern other files.
    opened_at: usize,
    /// Sources that are open, and those that were to be open when they were last refused.
    open: Vec<WantedSource>,
    rejected: Option<Import>,
    /// Jobs whose outcome may still come, oldest first.
    running: Vec<(JobId, Import)>,
    last_handle: u32,
    /// Changes of statements, and how many of them are saved.
    changes: u32,
    saved: u32,
    /// Handles of pastes that stand in a file.
    saved_pastes: Vec<u32>,
    crashes: Crashes,
}

/// Outcome of a step back or forth in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Place of the entry in the log.
    pub entry: usize,
    /// It says how records are read or understood.
    pub is_about_records: bool,
}

impl Session {
    /// A session that begins with what was decided on other days.
    pub fn new(log: DecisionLog) -> Self {
        Self { decisions: log.decisions(), log, ..Self::default() }
    }

    /// The log of decisions.
    pub fn log(&self) -> &DecisionLog {
        &self.log
    }

    /// Appends a decision. One that goes on with the one before, as a threshold that is slid further does, takes its place.
    pub fn decide(&mut self, entry: LogEntry) {
        self.decide_by(DecisionLog::push, entry);
    }

    /// Appends a decision of its own, whatever the one before is.
    pub fn decide_apart(&mut self, entry: LogEntry) {
        self.decide_by(DecisionLog::append, entry);
    }

    fn decide_by(&mut self, append: fn(&mut DecisionLog, LogEntry) -> usize, entry: LogEntry) {
        let is_statement = entry.is_statement();
        let is_about_records = entry.is_about_records();
        self.opened_at = self.opened_at.min(self.log.position());
        let remaining = append(&mut self.log, entry);
        self.known = self.known.min(remaining);
        self.changed(is_about_records, is_statement);
        self.note_unbuilt(is_about_records, LogMove::Made);
    }

    /// Takes the last decision back that concerns what is open; `None` where there is none.
    pub fn undo(&mut self) -> Option<Moved> {
        let last = self.log.undoable(|place| self.is_absent(place))?;
        let (from, to) = self.log.undo(|place| place != last)?;
        self.shift_absent(from, to);
        let moved = self.moved(to, from);
        self.note_unbuilt(moved.is_about_records, LogMove::Undone);
        Some(moved)
    }

    /// Takes the decision again that was taken back last; `None` where there is none.
    pub fn redo(&mut self) -> Option<Moved> {
        let next = self.log.redoable(|place| self.is_absent(place))?;
        let (from, to) = self.log.redo(|place| place != next)?;
        self.shift_absent(from, to);
        let moved = self.moved(to, to);
        self.note_unbuilt(moved.is_about_records, LogMove::Redone);
        Some(moved)
    }

    /// Tells whether there is a decision to take back, and one to take again.
    pub fn can_move(&self) -> (bool, bool) {
        let is_absent = |place| self.is_absent(place);
        (self.log.undoable(is_absent).is_some(), self.log.redoable(is_absent).is_some())
    }

    /// Tells whether the entry at that place concerns nothing that is open.
    fn is_absent(&self, place: usize) -> bool {
        let is_of_others = |entry: &LogEntry| place < self.opened_at && entry.is_about_records();
        self.absent.binary_search(&place).is_ok() || self.log.entries().get(place).is_some_and(is_of_others)
    }

    /// An entry has gone from one place to another; those between have moved up.
    fn shift_absent(&mut self, from: usize, to: usize) {
        match (from < self.opened_at, to < self.opened_at) {
            (true, false) => self.opened_at -= 1,
            (false, true) => self.opened_at += 1,
            _ => {}
        }
        for place in &mut self.absent {
            if (from..=to).contains(place) {
                *place -= 1;
            } else if (to..from).contains(place) {
                *place += 1;
            }
        }
    }

    /// Notes that an entry, now at that place, was taken back or again; entries before `remaining` are where they were.
    fn moved(&mut self, entry: usize, remaining: usize) -> Moved {
        self.known = self.known.min(remaining);
        let (is_about_records, is_statement) =
            self.log.entries().get(entry).map_or((false, false), |entry| (entry.is_about_records(), entry.is_statement()));
        self.changed(is_about_records, is_statement);
        Moved { entry, is_about_records }
    }

    fn changed(&mut self, is_about_records: bool, is_statement: bool) {
        self.revision.0 += 1;
        if is_about_records {
            self.records_changed = self.revision;
            self.decisions = self.log.decisions();
        } else {
            self.review_changed = self.revision;
        }
        self.changes += u32::from(is_statement);
    }

    /// The state of the log.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// Returns the part of the log that the worker lacks; from now on it counts as known there.
    pub fn delta(&mut self) -> LogDelta {
        let delta = self.log.since(self.known);
        self.known = self.log.entries().len();
        delta
    }

    /// Takes over the logs of workspaces; `false` where there is none.
    fn adopt(&mut self, logs: Vec<DecisionLog>, mode: OpenMode) -> bool {
        let has_some = !logs.is_empty();
        if has_some {
            self.log.merge(logs, mode);
            self.known = 0;
            self.unbuilt = Unbuilt::default();
            self.changed(true, false);
            self.changed(false, false);
        }
        has_some
    }

    /// A log of another day, stored by the browser, in place of this one.
    pub fn take_up(&mut self, log: DecisionLog) {
        self.log.replace(log);
        self.known = 0;
        self.unbuilt = Unbuilt::default();
        self.changed(true, true);
        self.changed(false, false);
    }

    /// Tells whether who is who rests on an older state of the log.
    pub fn must_review(&self) -> bool {
        self.review_changed > self.followed
    }

    /// The worker followed the log up to that state, `is_answer` in answer to a query: whoever answers decisions does not die of what is open.
    pub fn followed(&mut self, revision: Revision, absent: &[u32], is_answer: bool) {
        if is_answer {
            self.crashes.forget_elsewhere();
        }
        self.followed = self.followed.max(revision);
        self.note_absent(absent);
    }

    fn note_absent(&mut self, places: &[u32]) {
        self.absent = places.iter().map(|place| *place as usize).collect();
    }

    /// Tells whether statements were made that stand in no file.
    pub fn has_unsaved(&self) -> bool {
        self.changes != self.saved
    }

    /// Number of changes of statements; see [`mark_saved`](Self::mark_saved).
    pub fn changes(&self) -> u32 {
        self.changes
    }

    /// A file holds the log as it was after that many changes.
    pub fn mark_saved(&mut self, changes: u32) {
        self.saved = changes;
    }

    /// A file holds the pastes with these handles.
    pub fn mark_pastes_saved(&mut self, handles: Vec<u32>) {
        self.saved_pastes = handles;
    }

    /// Handles of the pastes that are open.
    pub fn open_pastes(&self) -> Vec<u32> {
        self.open.iter().filter(|source| source.is_pasted).map(|source| source.handle).collect()
    }

    /// Tells whether a paste is open that stands in no file.
    pub fn has_unsaved_paste(&self) -> bool {
        self.open.iter().any(|source| source.is_pasted && !self.saved_pastes.contains(&source.handle))
    }

    /// Statements in the log that hold.
    pub fn statement_count(&self) -> usize {
        self.statements().count()
    }

    fn statements(&self) -> impl Iterator<Item = usize> {
        let entries = self.log.in_force().iter().enumerate();
        entries.filter(|(_, entry)| entry.is_statement()).map(|(place, _)| place)
    }

    /// Tells whether no statement concerns anything that is open.
    fn concerns_nothing(&self) -> bool {
        self.statements().all(|place| self.absent.binary_search(&place).is_ok())
    }

    /// Returns the decisions on how records are read and understood.
    pub fn decisions(&self) -> &Decisions {
        &self.decisions
    }

    /// Everything is closed; what was decided goes with it.
    pub fn close(&mut self) {
        self.log.clear();
        self.known = 0;
        self.open.clear();
        self.running.clear();
        self.rejected = None;
        self.absent.clear();
        self.unbuilt = Unbuilt::default();
        self.changed(true, false);
        self.mark_saved(self.changes);
        (self.built, self.followed) = (self.revision, self.revision);
    }
}
