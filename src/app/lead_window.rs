//! The part of a long list of leads that is held: the pages around what is on screen, whatever the length of the list.

use std::collections::BTreeMap;

use crate::engine::report::{LeadFilter, LeadPage, LeadQuery, LeadRow, LeadSort};
use crate::protocol::QueryId;

/// Rows asked for at once: two screens.
pub const PAGE: u32 = 100;
/// Pages held at most: enough for a screen and a way back.
const HELD: usize = 10;

/// A window into the list of leads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeadWindow {
    asked: Option<(LeadFilter, String, LeadSort)>,
    /// Held rows answer an older question.
    stale: bool,
    total: Option<u32>,
    pages: BTreeMap<u32, Vec<LeadRow>>,
    pending: BTreeMap<QueryId, u32>,
}

impl LeadWindow {
    /// Turns to another question. What is held stays on screen until the first answer.
    pub fn turn_to(&mut self, filter: &LeadFilter, search: &str, sort: LeadSort) {
        if self.asked.as_ref().is_some_and(|asked| asked.0 == *filter && asked.1 == search && asked.2 == sort) {
            return;
        }
        self.asked = Some((filter.clone(), search.to_owned(), sort));
        self.pending.clear();
        self.stale = true;
    }

    /// The questions to ask so that these rows can be shown.
    pub fn questions(&mut self, first: u32, last: u32, mut number: impl FnMut() -> QueryId) -> Vec<(QueryId, LeadQuery)> {
        let Some((filter, search, sort)) = self.asked.clone() else { return Vec::new() };
        let end = if self.stale { 0 } else { last / PAGE };
        let start = if self.stale { 0 } else { first / PAGE };
        let missing: Vec<u32> = (start..=end)
            .filter(|page| (self.stale || !self.pages.contains_key(page)) && !self.pending.values().any(|pending| pending == page))
            .filter(|page| self.stale || self.total.is_none_or(|total| page * PAGE < total))
            .collect();
        missing
            .into_iter()
            .map(|page| {
                let query = number();
                self.pending.insert(query, page);
                let ask = LeadQuery { offset: page * PAGE, limit: PAGE, filter: filter.clone(), search: search.clone(), sort };
                (query, ask)
            })
            .collect()
    }

    /// Takes an answer; `false` when it belongs to an older question.
    pub fn answer(&mut self, query: QueryId, answer: &LeadPage) -> bool {
        let Some(page) = self.pending.remove(&query) else { return false };
        if self.stale {
            self.pages.clear();
            self.stale = false;
        }
        self.total = Some(answer.total);
        self.pages.insert(page, answer.rows.clone());
        while self.pages.len() > HELD {
            let first = self.pages.keys().next().copied().unwrap_or_default();
            let last = self.pages.keys().next_back().copied().unwrap_or_default();
            let farthest = if page.abs_diff(first) > page.abs_diff(last) { first } else { last };
            self.pages.remove(&farthest);
        }
        true
    }

    /// The lead in that place of the list, if it is held.
    pub fn row(&self, index: u32) -> Option<&LeadRow> {
        self.pages.get(&(index / PAGE))?.get((index % PAGE) as usize)
    }

    /// Leads that fit the question; `None` before the first answer.
    pub fn total(&self) -> Option<u32> {
        self.total
    }

    /// Whether an answer is awaited.
    pub fn is_busy(&self) -> bool {
        self.stale || !self.pending.is_empty()
    }
}
