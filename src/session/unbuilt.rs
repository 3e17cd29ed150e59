//! Changes of the log that what is open does not follow yet: each is reverted where the job that was to follow it is cancelled or finds no lead.
//!
//! A decision that is reverted leaves the log, and with it undo and redo; an undo or redo that is reverted leads back to where it came from.

use super::Session;
use crate::protocol::Revision;
use leadlens_engine::LogEntry;

/// Kind of a change of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogMove {
    /// A decision was made.
    Made,
    /// A decision was taken back.
    Undone,
    /// A decision was taken again.
    Redone,
}

/// A change of the log that was reverted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reverted {
    /// The change.
    pub of: LogMove,
    /// Decisions behind it that can be undone.
    pub behind: usize,
}

/// Changes of the log about records since what is open was built, oldest first, and those of them that were reverted.
#[derive(Clone, Debug, Default)]
pub(super) struct Unbuilt {
    moves: Vec<(Revision, LogMove)>,
    reverted: Vec<Reverted>,
}

impl Session {
    /// Notes a change of the log that has just been made.
    pub(super) fn note_unbuilt(&mut self, is_about_records: bool, of: LogMove) {
        if is_about_records {
            self.unbuilt.moves.push((self.revision, of));
        }
    }

    /// Forgets changes that what is open follows, now that it was built anew.
    pub(super) fn forget_built(&mut self) {
        let built = self.built;
        self.unbuilt.moves.retain(|(revision, _)| *revision > built);
    }

    /// The changes that were reverted since this was last called, in the order they were.
    pub fn take_reverted(&mut self) -> Vec<Reverted> {
        std::mem::take(&mut self.unbuilt.reverted)
    }

    /// Reverts every change since what is open was built. What is open then follows the log as it is.
    pub(super) fn revert_all(&mut self) {
        let mut is_as_built = true;
        while let Some((_, of)) = self.unbuilt.moves.pop() {
            is_as_built &= self.revert(of);
        }
        if is_as_built {
            self.records_changed = self.records_changed.min(self.built);
        }
    }

    /// Reverts the last change, or takes the last decision about records back where no change is known.
    pub(super) fn revert_last(&mut self) {
        let of = self.unbuilt.moves.pop().map_or(LogMove::Made, |(_, of)| of);
        self.revert(of);
    }

    /// Reverts the last decision about records where it says how a source is read.
    pub(super) fn revert_reading(&mut self) {
        let last = self.log.in_force().iter().rev().find(|entry| entry.is_about_records());
        if last.is_some_and(|entry| matches!(entry, LogEntry::Reading { .. })) {
            self.revert_last();
        }
    }

    /// Reverts a change of the last entry about records; `false` where there is none.
    fn revert(&mut self, of: LogMove) -> bool {
        match of {
            LogMove::Made => self.drop_last(),
            LogMove::Redone => self.undo_last(),
            LogMove::Undone => self.redo_first(),
        }
    }

    /// The entry about records that holds and was made last.
    fn last_about_records(&self) -> Option<usize> {
        self.log.undoable(|place| !self.is_about_records(place))
    }

    fn is_about_records(&self, place: usize) -> bool {
        self.log.entries().get(place).is_some_and(LogEntry::is_about_records)
    }

    fn drop_last(&mut self) -> bool {
        let Some(place) = self.last_about_records() else { return false };
        let behind = self.steps_behind(place);
        self.log.remove(place);
        self.absent.retain(|absent| *absent != place);
        self.absent.iter_mut().filter(|absent| **absent > place).for_each(|absent| *absent -= 1);
        self.opened_at -= usize::from(place < self.opened_at);
        self.known = self.known.min(place);
        self.changed(true, false);
        self.unbuilt.reverted.push(Reverted { of: LogMove::Made, behind });
        true
    }

    fn undo_last(&mut self) -> bool {
        let Some(place) = self.last_about_records() else { return false };
        let behind = self.steps_behind(place);
        let Some((from, to)) = self.log.undo(|other| other != place) else { return false };
        self.shift_absent(from, to);
        self.moved(to, from);
        self.unbuilt.reverted.push(Reverted { of: LogMove::Redone, behind });
        true
    }

    fn redo_first(&mut self) -> bool {
        let next = self.log.redoable(|place| !self.is_about_records(place));
        let Some((from, to)) = next.and_then(|place| self.log.redo(|other| other != place)) else { return false };
        self.shift_absent(from, to);
        self.moved(to, to);
        self.unbuilt.reverted.push(Reverted { of: LogMove::Undone, behind: 0 });
        true
    }

    /// Decisions behind that place that can be undone.
    fn steps_behind(&self, place: usize) -> usize {
        self.log.steps(|other| other <= place || self.is_absent(other)).0
    }
}
