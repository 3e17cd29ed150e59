//! Undo and redo of what was done last, whether it was a filter or a decision.

use super::AppState;
use super::review::{Announcement, Decision};
use crate::app::history::{History, Step};
use crate::session::Moved;
use leadlens_engine::LogEntry;
use leadlens_engine::report::{GroupTarget, LeadFilter};

/// The next step of the history in one direction, from the filter that is picked.
type NextStep = fn(&mut History, &LeadFilter) -> Option<Step>;

impl AppState {
    /// Writes a decision into the log. One that takes the place of the last step, as a threshold that is slid further does, is the same step.
    pub fn log(&mut self, entry: LogEntry) {
        let before = self.session.log().position();
        if self.history.ends_with_decision() {
            self.session.decide(entry);
        } else {
            self.session.decide_apart(entry);
        }
        if self.session.log().position() > before {
            self.history.note_decision();
        }
    }

    /// The steps go with what the session took back because it was cancelled, or left no lead.
    pub(super) fn revert_steps(&mut self) {
        for reverted in self.session.take_reverted() {
            self.history.revert(reverted);
        }
    }

    /// Undoes the last step; `false`, and told, where there is none. Decisions that came with a file are older than every step.
    pub fn undo(&mut self) -> bool {
        self.retrace(Decision::Undo, History::undo, History::note_undone)
    }

    /// Redoes the step that was undone last; `false`, and told, where there is none. A filter picked meanwhile drops no decision.
    pub fn redo(&mut self) -> bool {
        self.retrace(Decision::Redo, History::redo, History::note_decision)
    }

    /// Goes the next step that the log still has, and behind the last one where the log leads; `note` is told of that.
    fn retrace(&mut self, direction: Decision, next: NextStep, note: fn(&mut History)) -> bool {
        while let Some(step) = next(&mut self.history, &self.view.filter) {
            if self.go(step, direction) {
                return true;
            }
        }
        let is_moved = self.move_in_log(direction);
        if is_moved {
            note(&mut self.history);
        }
        is_moved
    }

    /// Tells whether there is a step to undo, and one to redo.
    pub fn can_move(&self) -> (bool, bool) {
        let (can_undo, can_redo) = self.session.can_move();
        (can_undo || self.history.can_undo(), can_redo || self.history.can_redo())
    }

    /// Goes a step; `false` where the log no longer has it.
    fn go(&mut self, step: Step, direction: Decision) -> bool {
        match step {
            Step::Filter(filter) => {
                self.put_filter(filter);
                self.review.announcement = Some(Announcement::Decided(direction, String::new()));
                true
            }
            Step::Decision => self.move_in_log(direction),
        }
    }

    fn put_filter(&mut self, filter: LeadFilter) {
        self.typed = None;
        self.view.filter = filter;
        self.pick_anew();
    }

    /// Takes a decision back, or again.
    fn move_in_log(&mut self, decision: Decision) -> bool {
        let moved = if decision == Decision::Undo { self.session.undo() } else { self.session.redo() };
        let Some(Moved { entry, .. }) = moved else {
            self.review.announcement = Some(Announcement::NoStep);
            return false;
        };
        let target = GroupTarget { entry: u32::try_from(entry).ok(), name: self.group.number, ..GroupTarget::default() };
        self.decided(decision, String::new(), target, &[]);
        true
    }
}
