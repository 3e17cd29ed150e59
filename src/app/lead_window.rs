//! The part of a long list of leads that is held: the pages around what is on screen, whatever the length of the list.

use crate::engine::report::{LeadFilter, LeadPage, LeadQuery, LeadRow, LeadSort};
use crate::protocol::QueryId;

/// Rows asked for at once: two screens.
pub const PAGE: u32 = 100;
/// Pages held at most: enough for a screen and a way back.
const HELD: usize = 10;

/// A window into the list of leads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeadWindow {
    asked: Option<(LeadFilter, Vec<LeadSort>)>,
    /// Held rows answer an older question.
    stale: bool,
    total: Option<u32>,
    /// Held pages by their number, in no order.
    pages: Vec<(u32, Vec<LeadRow>)>,
    /// Open questions with the page each asks for.
    pending: Vec<(QueryId, u32)>,
}

impl LeadWindow {
    /// Turns to another question. What is held stays on screen until the first answer.
    pub fn turn_to(&mut self, filter: &LeadFilter, sort: &[LeadSort]) {
        if self.asked.as_ref().is_some_and(|asked| asked.0 == *filter && asked.1 == sort) {
            return;
        }
        self.asked = Some((filter.clone(), sort.to_vec()));
        self.pending.clear();
        self.stale = true;
    }

    /// Asks for everything again; what is held stays on screen until the first answer.
    pub fn renew(&mut self) {
        self.asked = None;
    }

    /// The questions to ask so that these rows can be shown.
    pub fn questions(&mut self, first: u32, last: u32, mut number: impl FnMut() -> QueryId) -> Vec<(QueryId, LeadQuery)> {
        let Some((filter, sort)) = self.asked.clone() else { return Vec::new() };
        let end = if self.stale { 0 } else { last / PAGE };
        let start = if self.stale { 0 } else { first / PAGE };
        let missing: Vec<u32> = (start..=end)
            .filter(|page| (self.stale || self.page(*page).is_none()) && !self.pending.iter().any(|(_, pending)| pending == page))
            .filter(|page| self.stale || self.total.is_none_or(|total| page * PAGE < total))
            .collect();
        missing
            .into_iter()
            .map(|page| {
                let query = number();
                self.pending.push((query, page));
                let ask = LeadQuery { offset: page * PAGE, limit: PAGE, filter: filter.clone(), sort: sort.clone() };
                (query, ask)
            })
            .collect()
    }

    /// Takes an answer; `false` when it belongs to an older question.
    pub fn answer(&mut self, query: QueryId, answer: &LeadPage) -> bool {
        let Some(place) = self.pending.iter().position(|(pending, _)| *pending == query) else { return false };
        let (_, page) = self.pending.swap_remove(place);
        if self.stale {
            self.pages.clear();
            self.stale = false;
        }
        self.total = Some(answer.total);
        self.pages.retain(|(held, _)| *held != page);
        if self.pages.len() == HELD {
            let farthest = self.pages.iter().enumerate().max_by_key(|(_, (held, _))| page.abs_diff(*held));
            if let Some((farthest, _)) = farthest {
                self.pages.swap_remove(farthest);
            }
        }
        self.pages.push((page, answer.rows.clone()));
        true
    }

    /// The lead in that place of the list, if it is held.
    pub fn row(&self, index: u32) -> Option<&LeadRow> {
        self.page(index / PAGE)?.get((index % PAGE) as usize)
    }

    fn page(&self, number: u32) -> Option<&[LeadRow]> {
        self.pages.iter().find(|(held, _)| *held == number).map(|(_, rows)| rows.as_slice())
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
