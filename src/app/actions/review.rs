//! Actions of the user about who is who.

use leptos::prelude::*;

use super::{Actions, FILTER_TIMING, VERDICT_TIMING};
use crate::app::memory;
use crate::app::remote::Chosen;
use crate::app::state::AppState;
use crate::app::state::review::{Announcement, Decision};
use crate::app::view::Tab;
use crate::platform::performance;
use leadlens_engine::matching::Threshold;
use leadlens_engine::report::PeopleQuery;

impl Actions {
    /// Merges from another weight on.
    pub fn set_threshold(self, threshold: Threshold) {
        self.change(|state| state.set_threshold(threshold));
    }

    /// Applies a decision; one that cannot be made now changes nothing.
    pub fn apply_decision(self, decision: Decision) {
        performance::mark(VERDICT_TIMING);
        self.change(|state| _ = state.decide(decision));
        if matches!(decision, Decision::Undo | Decision::Redo) {
            self.store.state.with_untracked(|state| memory::remember(state.session.decisions()));
        }
    }

    /// Undoes what was done last, a filter or a decision.
    pub fn undo(self) {
        performance::mark(FILTER_TIMING);
        self.apply_decision(Decision::Undo);
    }

    /// Redoes what was undone last.
    pub fn redo(self) {
        performance::mark(FILTER_TIMING);
        self.apply_decision(Decision::Redo);
    }

    /// Opens the group that many places further on.
    pub fn select_adjacent(self, by: i64) {
        self.change(|state| state.select_adjacent(by));
    }

    /// Says that a lead has to be chosen.
    pub fn request_lead(self) {
        self.change(|state| state.review.announcement = Some(Announcement::ChooseLead));
    }

    /// Shows why two leads are, or are not, one person.
    pub fn open_pair(self, left: u32, right: u32) {
        self.change(|state| state.pair.choose((left, right)));
    }

    /// Puts the pair away.
    pub fn close_pair(self) {
        self.change(|state| state.pair = Chosen::default());
    }

    /// Begins to compare a lead: the next one that is opened is the other.
    pub fn compare(self, lead: u32, name: String) {
        self.change(|state| {
            state.view.tab = Tab::Leads;
            state.comparing = Some((lead, name));
            state.lead = Chosen::default();
        });
    }

    /// Compares no more.
    pub fn stop_comparing(self) {
        self.change(|state| state.comparing = None);
    }

    /// Shows what CRM rules would find, or puts it away.
    pub fn show_rules(self, is_shown: bool) {
        self.change(|state| {
            if !is_shown {
                state.rules = Chosen::default();
            } else if state.rules.number.is_none() {
                state.rules.choose(());
                state.rules_behind = 0;
            }
        });
    }

    /// Counts anew what CRM rules would find.
    pub fn count_rules(self) {
        self.change(AppState::count_rules);
    }

    /// Lists other people.
    pub fn people(self, change: impl FnOnce(&mut PeopleQuery)) {
        self.change(|state| state.people.narrow(change));
    }

    /// Turns to another page of people.
    pub fn people_from(self, offset: u32) {
        self.change(|state| state.people.query.offset = offset);
    }

    /// Shows the person of a lead.
    pub fn open_person(self, lead: u32) {
        self.change(|state| {
            state.lead = Chosen::default();
            state.people.person.choose((lead, state.people.query.survivorship));
        });
    }

    /// Puts the person away.
    pub fn close_person(self) {
        self.change(|state| state.people.person = Chosen::default());
    }
}
