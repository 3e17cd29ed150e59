//! Navigation from group to group: by keys, and after a decision.

use crate::app::remote::Chosen;
use crate::app::state::{AppState, LIST_PAGE};
use crate::protocol::QueryId;
use leadlens_engine::matching::GroupName;
use leadlens_engine::report::GroupDetail;

impl AppState {
    /// Opens a group of the user's choice.
    pub fn open_group(&mut self, name: GroupName) {
        self.review.is_preselected = false;
        if self.group.number != Some(name) {
            self.group.choose(name);
        }
    }

    /// Puts the open group away; it stays selected in the list.
    pub fn close_group(&mut self) {
        self.review.is_preselected = true;
    }

    /// Tells whether the user has opened a group. Where there is space for one next to the list only the first may be shown without that.
    pub fn is_group_open(&self) -> bool {
        self.group.number.is_some() && !self.review.is_preselected
    }

    /// Opens the first group of the list that is held where the user has opened none, or where the list has no longer the one opened so.
    pub(in crate::app::state) fn preselect_group(&mut self) {
        let is_settled = !self.group.is_pending() && self.review.target.is_none() && self.review.destination.is_none();
        let is_free = self.group.number.is_none() || self.review.is_preselected && self.place().is_none();
        let Some(page) = self.groups.page.as_ref().filter(|_| is_settled && is_free) else { return };
        self.review.is_preselected = true;
        match page.rows.first() {
            Some(first) => self.group.turn_to(first.name),
            None => self.group = Chosen::default(),
        }
    }

    /// Opens the group that many places further on; from none to the first of the page, or backwards to the last of all.
    pub fn select_adjacent(&mut self, by: i64) {
        let total = self.groups.page.as_ref().map_or(0, |page| page.total);
        if total == 0 || self.review.target.is_some() {
            return;
        }
        let end = if by < 0 { i64::from(total) - 1 } else { self.groups.offset.into() };
        let here = self.place().map_or(end, |place| i64::from(place) + by);
        let Ok(place) = u32::try_from(here.clamp(0, i64::from(total) - 1)) else { return };
        (self.review.announcement, self.review.is_hurried) = (None, false);
        self.review.is_preselected = false;
        self.review.destination = Some(place);
        self.open_destination();
    }

    /// Place of the open group in the list, where it stands on the page that is held.
    pub(super) fn place(&self) -> Option<u32> {
        let page = self.groups.page.as_ref()?;
        let at = (0_u32..).zip(&page.rows).find(|(_, row)| Some(row.name) == self.group.number)?.0;
        Some(page.offset + at)
    }

    /// Takes a group, or that there is none. A group has one name, by whichever lead it was requested.
    pub(in crate::app::state) fn answer_group(&mut self, query: QueryId, group: Option<GroupDetail>) {
        if self.group.pending != Some(query) {
            return;
        }
        match group {
            Some(group) => self.group.show(group.row.name, group),
            None => self.group = Chosen::default(),
        }
        // Behind the last one the queue begins anew, on the first page.
        if self.groups.offset > 0 && self.groups.pending.is_none() && self.group.number.is_some() && self.place().is_none() {
            self.groups.offset = 0;
        }
    }

    /// Opens the group at the destination, once its page is held; until then that page is wanted.
    pub(in crate::app::state) fn open_destination(&mut self) {
        let Some(place) = self.review.destination.filter(|_| self.groups.pending.is_none()) else { return };
        let Some(page) = &self.groups.page else { return };
        let row = place.checked_sub(page.offset).and_then(|at| page.rows.get(at as usize));
        if let Some(name) = row.map(|row| row.name) {
            self.review.destination = None;
            self.group.turn_to(name);
        } else {
            self.groups.offset = place / LIST_PAGE * LIST_PAGE;
        }
    }
}
