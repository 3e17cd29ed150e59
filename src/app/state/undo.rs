//! Undo and redo of what was done last, whether it was a filter or a decision.

use super::AppState;
use super::review::{Announcement, Decision};
use crate::app::history::Step;
use crate::session::Moved;
use leadlens_engine::LogEntry;
use leadlens_engine::report::{GroupTarget, LeadFilter};

impl AppState {
    /// Writes a decision into the log. One that takes the place of the last, as a threshold that is slid further does, is the same step.
    pub fn log(&mut self, entry: LogEntry) {
        let before = self.session.log().position();
        self.session.decide(entry);
        if self.session.log().position() > before {
            self.history.note_decision();
        }
    }

    /// Undoes the last step; `false`, and told, where there is none. Decisions that came with a file are older than every step.
    pub fn undo(&mut self) -> bool {
        while let Some(step) = self.history.undo(&self.view.filter) {
            if self.go(step, Decision::Undo) {
                return true;
            }
        }
        let is_undone = self.move_in_log(Decision::Undo);
        if is_undone {
            self.history.note_undone();
        }
        is_undone
    }

    /// Redoes the step that was undone last; `false`, and told, where there is none. A filter picked meanwhile drops no decision.
    pub fn redo(&mut self) -> bool {
        while let Some(step) = self.history.redo(&self.view.filter) {
            if self.go(step, Decision::Redo) {
                return true;
            }
        }
        let is_redone = self.move_in_log(Decision::Redo);
        if is_redone {
            self.history.note_decision();
        }
        is_redone
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
