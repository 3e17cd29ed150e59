//! The part of a long list of leads that is held: the pages around what is on screen, whatever the length of the list.

use std::sync::Arc;

use crate::protocol::QueryId;
use leadlens_engine::report::{LeadFilter, LeadPage, LeadQuery, LeadRow, LeadSort};

/// Rows requested for at once: two screens.
pub const PAGE: u32 = 100;
/// Pages held at most: enough for a screen and some scrolling back.
const HELD: usize = 10;
/// Rows that can be copied at once: what a spreadsheet takes without a pause.
pub const MOST_COPIED: u32 = 10_000;

/// Rows of one message of them: the page is not blocked while it is read.
const FETCHED: u32 = 500;

/// A row that is held; who shows it does not copy it.
pub type HeldRow = Arc<LeadRow>;

/// Rows one after another, shared: the window is compared and cloned whenever anything on the page changes.
type Rows = Arc<Vec<HeldRow>>;

/// A window into the list of leads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeadWindow {
    requested: Option<(LeadFilter, Vec<LeadSort>)>,
    /// Held rows answer an older query.
    stale: bool,
    total: Option<u32>,
    /// Held pages by their number, in no order.
    pages: Vec<(u32, Rows)>,
    /// Open queries with the page that each is for.
    pending: Vec<(QueryId, u32)>,
    /// Rows fetched to be copied, from that place of the list on.
    fetched: Vec<(u32, Rows)>,
    /// The queries for them, each with the place of the first.
    fetching: Vec<(QueryId, u32)>,
}

impl LeadWindow {
    /// Turns to another query. What is held stays on screen until the first answer.
    pub fn turn_to(&mut self, filter: &LeadFilter, sort: &[LeadSort]) {
        if self.requested.as_ref().is_some_and(|requested| requested.0 == *filter && requested.1 == sort) {
            return;
        }
        self.requested = Some((filter.clone(), sort.to_vec()));
        self.pending.clear();
        (self.fetched, self.fetching) = (Vec::new(), Vec::new());
        self.stale = true;
    }

    /// Queries everything again; what is held stays on screen until the first answer.
    pub fn renew(&mut self) {
        self.requested = None;
    }

    /// The queries to make so that these rows can be shown.
    pub fn queries(&mut self, first: u32, last: u32, mut number: impl FnMut() -> QueryId) -> Vec<(QueryId, LeadQuery)> {
        let Some((filter, sort)) = self.requested.clone() else { return Vec::new() };
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
                let wanted = LeadQuery { offset: page * PAGE, limit: PAGE, filter: filter.clone(), sort: sort.clone() };
                (query, wanted)
            })
            .collect()
    }

    /// The queries to make so that these rows can be copied; at most [`MOST_COPIED`] of them. What was fetched before is released.
    pub fn fetch(&mut self, first: u32, last: u32, mut number: impl FnMut() -> QueryId) -> Vec<(QueryId, LeadQuery)> {
        let Some((filter, sort)) = self.requested.clone() else { return Vec::new() };
        let end = last.saturating_add(1).min(first.saturating_add(MOST_COPIED));
        self.fetched.clear();
        self.fetching = (first..end).step_by(FETCHED as usize).map(|offset| (number(), offset)).collect();
        let wanted = |offset: u32| LeadQuery { offset, limit: FETCHED.min(end - offset), filter: filter.clone(), sort: sort.clone() };
        self.fetching.iter().map(|(query, offset)| (*query, wanted(*offset))).collect()
    }

    /// Takes an answer; `false` when it belongs to an older query.
    pub fn answer(&mut self, query: QueryId, answer: LeadPage) -> bool {
        let rows = |answer: LeadPage| Arc::new(answer.rows.into_iter().map(Arc::new).collect::<Vec<_>>());
        if let Some(place) = self.fetching.iter().position(|(fetching, _)| *fetching == query) {
            let (_, first) = self.fetching.swap_remove(place);
            self.fetched.push((first, rows(answer)));
            return true;
        }
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
        self.pages.push((page, rows(answer)));
        true
    }

    /// The lead in that place of the list, if it is held.
    pub fn row(&self, index: u32) -> Option<&HeldRow> {
        self.page(index / PAGE)?.get((index % PAGE) as usize)
    }

    /// These leads, if all of them are held; `None` while they have to be fetched.
    pub fn rows(&self, first: u32, last: u32) -> Option<Vec<HeldRow>> {
        let fetched = |index: u32| self.fetched.iter().find_map(|(from, rows)| rows.get(index.checked_sub(*from)? as usize));
        (first..=last).map(|index| self.row(index).or_else(|| fetched(index)).cloned()).collect()
    }

    fn page(&self, number: u32) -> Option<&[HeldRow]> {
        self.pages.iter().find(|(held, _)| *held == number).map(|(_, rows)| rows.as_slice())
    }

    /// Tells whether rows to be copied are awaited. With another query they no longer are, though they never came.
    pub fn is_fetching(&self) -> bool {
        !self.fetching.is_empty()
    }

    /// Leads that fit the query; `None` before the first answer.
    pub fn total(&self) -> Option<u32> {
        self.total
    }

    /// Tells whether what is held answers an older query.
    pub fn is_stale(&self) -> bool {
        self.stale
    }

    /// Tells whether an answer is awaited.
    pub fn is_busy(&self) -> bool {
        self.stale || !self.pending.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(wanted: &LeadQuery, total: u32) -> LeadPage {
        let rows = (wanted.offset..total.min(wanted.offset + wanted.limit)).map(|lead| LeadRow { lead, ..LeadRow::default() });
        LeadPage { total, offset: wanted.offset, rows: rows.collect() }
    }

    fn window(total: u32) -> LeadWindow {
        let mut window = LeadWindow::default();
        window.turn_to(&LeadFilter::default(), &[]);
        for (query, wanted) in window.queries(0, 20, || QueryId(1)) {
            assert!(window.answer(query, page(&wanted, total)));
        }
        window
    }

    #[test]
    fn a_clone_shares_its_rows() {
        let window = window(5_000);
        let (held, again) = (window.clone().row(7).cloned().unwrap(), window.row(7).cloned().unwrap());
        assert!(Arc::ptr_eq(&held, &again));
        assert_eq!(held.lead, 7);
    }

    #[test]
    fn rows_beyond_those_held_are_fetched_and_dropped() {
        let mut window = window(50_000);
        assert_eq!(window.rows(3, 5).map(|rows| rows.len()), Some(3));
        assert_eq!(window.rows(90, 700), None);
        let mut next = 8;
        let mut number = || {
            next += 1;
            QueryId(next)
        };
        let requested = window.fetch(90, 700, &mut number);
        assert_eq!(requested.iter().map(|(_, wanted)| (wanted.offset, wanted.limit)).collect::<Vec<_>>(), [(90, 500), (590, 111)]);
        assert!(!window.answer(QueryId(8), page(&requested[0].1, 50_000)), "an answer to another query");
        for (query, wanted) in requested.iter().rev() {
            assert_eq!(window.rows(90, 700), None);
            assert!(window.answer(*query, page(wanted, 50_000)));
        }
        let rows = window.rows(90, 700).unwrap();
        assert_eq!((rows.len(), rows[0].lead, rows[610].lead), (611, 90, 700));
        let requested = window.fetch(0, 49_999, &mut number);
        assert_eq!(requested.iter().map(|(_, wanted)| wanted.limit).sum::<u32>(), MOST_COPIED);
        window.turn_to(&LeadFilter { search: "ada".to_owned(), ..LeadFilter::default() }, &[]);
        assert!(!window.answer(requested[0].0, page(&requested[0].1, 50_000)));
        assert_eq!(window.rows(90, 700), None);
    }

    #[test]
    fn rows_that_no_longer_come_are_requested_for_again() {
        let mut window = window(2_000);
        let late = window.fetch(300, 900, || QueryId(2));
        assert!(window.is_fetching());
        // Who is who has changed.
        window.renew();
        window.turn_to(&LeadFilter::default(), &[]);
        assert!(window.is_stale() && !window.is_fetching());
        assert!(!window.answer(QueryId(2), page(&late[0].1, 2_000)));
        for (query, wanted) in window.queries(0, 20, || QueryId(3)) {
            assert!(window.answer(query, page(&wanted, 800)));
        }
        assert!(!window.is_stale() && !window.is_fetching());
        assert_eq!((window.total(), window.rows(300, 799)), (Some(800), None));
        for (query, wanted) in window.fetch(300, 799, || QueryId(4)) {
            assert!(window.is_fetching() && window.answer(query, page(&wanted, 800)));
        }
        assert_eq!((window.is_fetching(), window.rows(300, 799).map(|rows| rows.len())), (false, Some(500)));
    }
}
