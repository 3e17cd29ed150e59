//! The way from group to group: by keys, and after a decision.

use super::Follow;
use crate::app::asked::Chosen;
use crate::app::state::{AppState, LIST_PAGE};
use crate::engine::matching::GroupKind;
use crate::engine::report::{GroupDetail, GroupRow};
use crate::protocol::QueryId;

impl AppState {
    /// Opens the group that many places further on; from none to the first of the page, or backwards to the last of all.
    pub fn walk(&mut self, by: i64) {
        let total = self.groups.page.as_ref().map_or(0, |page| page.total);
        if total == 0 || self.review.judging.is_some() {
            return;
        }
        let end = if by < 0 { i64::from(total) - 1 } else { self.groups.offset.into() };
        let here = self.place().map_or(end, |place| i64::from(place) + by);
        let Ok(place) = u32::try_from(here.clamp(0, i64::from(total) - 1)) else { return };
        (self.review.said, self.review.is_hurried) = (None, false);
        self.review.follow = Some(Follow::Place(place));
        self.open_followed();
    }

    /// Place of the open group in the list, where it stands on the page that is held.
    pub(super) fn place(&self) -> Option<u32> {
        let page = self.groups.page.as_ref()?;
        let at = (0_u32..).zip(&page.rows).find(|(_, row)| Some(row.group) == self.group.number)?.0;
        Some(page.offset + at)
    }

    /// Takes a group, or that there is none.
    pub(in crate::app::state) fn answer_group(&mut self, query: QueryId, group: Option<GroupDetail>) {
        if self.review.finding.take_if(|finding| *finding == query).is_none() {
            self.group.answer(query, group);
        } else if let Some(group) = group {
            self.group.show(group.row.group, group);
        } else {
            self.group = Chosen::default();
            self.review.follow = self.review.onward.map(Follow::Queue);
            self.open_followed();
        }
    }

    /// Opens the group at the place that is followed, once its page is held; until then that page is wanted.
    pub(in crate::app::state) fn open_followed(&mut self) {
        let Some(follow @ (Follow::Place(place) | Follow::Queue(place))) =
            self.review.follow.filter(|_| self.review.judging.is_none() && self.groups.pending.is_none())
        else {
            return;
        };
        let Some(page) = &self.groups.page else { return };
        let at = place.checked_sub(page.offset).and_then(|at| page.rows.get(at as usize));
        let is_queue = matches!(follow, Follow::Queue(_));
        let is_open = |row: &&GroupRow| !is_queue || row.kind == GroupKind::Possible;
        let row = at.filter(is_open).or_else(|| page.rows.iter().filter(|_| is_queue).find(is_open));
        if let Some(group) = row.map(|row| row.group) {
            self.review.follow = None;
            self.group.turn_to(group);
        } else if !is_queue {
            self.groups.offset = place / LIST_PAGE * LIST_PAGE;
        } else if page.offset > 0 {
            self.groups.offset = 0;
            self.review.follow = Some(Follow::Queue(0));
        } else {
            self.review.follow = None;
            self.group = Chosen::default();
        }
    }
}
