//! The overview under the filter, and what is picked.

use std::sync::Arc;

use super::{AppState, ShareChoice, SharedOverview};
use crate::app::view::View;
use crate::protocol::{Query, QueryId};
use leadlens_engine::report::{LeadFilter, Overview, OverviewQuery};

/// The overview of the leads that are picked, next to that of all.
#[derive(Clone, Debug, Default)]
pub struct Picked {
    /// The last answer.
    held: Option<SharedOverview>,
    requested: Option<OverviewQuery>,
    pending: Option<QueryId>,
}

impl Picked {
    /// Queries again; the current answer stays until the next comes.
    pub(super) fn renew(&mut self) {
        (self.requested, self.pending) = (None, None);
    }

    pub(super) fn is_waiting(&self) -> bool {
        self.pending.is_some()
    }

    pub(super) fn take_request(&mut self, wanted: OverviewQuery, number: impl FnOnce() -> QueryId) -> Option<(QueryId, Query)> {
        if wanted == OverviewQuery::default() {
            // The overview of all is there already.
            *self = Self::default();
            return None;
        }
        if self.requested.as_ref() == Some(&wanted) {
            return None;
        }
        self.requested = Some(wanted.clone());
        let query = number();
        self.pending = Some(query);
        Some((query, Query::Overview(wanted)))
    }

    /// Takes an answer; `false` when it belongs to an older question.
    pub(super) fn answer(&mut self, query: QueryId, overview: Overview) -> bool {
        let is_awaited = self.pending.take_if(|pending| *pending == query).is_some();
        if is_awaited {
            self.held = Some(SharedOverview(Arc::new(overview)));
        }
        is_awaited
    }
}

impl AppState {
    /// The overview to show: that of the filter, or the last one until it comes.
    pub fn overview(&self) -> Option<&SharedOverview> {
        self.picked.held.as_ref().or(self.opened.as_ref().map(|opened| &opened.overview)).filter(|_| self.opened.is_some())
    }

    /// Tells whether the overview shown is not yet that of the filter.
    pub fn is_stale(&self) -> bool {
        self.picked.is_waiting()
    }

    /// Picks other leads; `false` when they are the same.
    pub fn pick(&mut self, change: &mut dyn FnMut(&mut LeadFilter)) -> bool {
        let before = self.view.filter.clone();
        change(&mut self.view.filter);
        if before == self.view.filter {
            return false;
        }
        self.history.leave(before);
        self.pick_anew();
        true
    }

    /// Picks all leads again, whatever is being typed.
    pub fn clear_filter(&mut self) -> bool {
        self.typed = None;
        self.pick(&mut |filter| *filter = LeadFilter::default())
    }

    /// Returns the text in the field of the search: what is being typed, or what is searched for.
    pub fn search_text(&self) -> &str {
        self.typed.as_deref().unwrap_or(&self.view.filter.search)
    }

    /// Searches for what was typed, unless another view is shown since.
    pub fn search_typed(&mut self) -> bool {
        let typed = self.typed.take();
        typed.is_some_and(|text| self.pick(&mut |filter| filter.search.clone_from(&text)))
    }

    /// Shows another view, as an address or the browser's history says.
    pub fn set_view(&mut self, view: View) {
        self.typed = None;
        if view.filter != self.view.filter {
            self.history.leave(self.view.filter.clone());
        }
        self.view = view;
        self.pick_anew();
    }

    /// Every list starts anew.
    pub(super) fn pick_anew(&mut self) {
        self.on_screen = (0, 0);
        self.groups.offset = 0;
        self.groups.renew();
        self.problems.offset = 0;
        self.problems.renew();
        self.people.query.offset = 0;
        // The link on screen follows the filter; what is withheld from it has to be looked at anew.
        if let Some(choice) = self.sharing.number {
            self.sharing.choose(ShareChoice { with_withheld: false, ..choice });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::{OpenedFrom, Request};
    use crate::protocol::{Answer, Event, Revision};
    use leadlens_engine::report::{Facet, Totals};

    fn open() -> AppState {
        let mut state = AppState::default();
        let job = state.begin(OpenedFrom::Files);
        state.apply(Event::Opened {
            job,
            overview: Box::default(),
            review: Box::default(),
            failures: Vec::new(),
            handles: Vec::new(),
            logs: Vec::new(),
            built: Revision::default(),
            followed: Revision::default(),
        });
        state
    }

    fn requested(state: &mut AppState) -> QueryId {
        let requested = state
            .requests()
            .into_iter()
            .find_map(|request| if let Request::Query(query, Query::Overview(_)) = request { Some(query) } else { None });
        requested.unwrap()
    }

    fn overview(leads: u32) -> Box<Overview> {
        Box::new(Overview { found: Totals { leads, ..Totals::default() }, ..Overview::default() })
    }

    fn shown(state: &AppState) -> u32 {
        state.overview().map_or(0, |overview| overview.0.found.leads)
    }

    #[test]
    fn a_filter_queries_its_overview_once_and_shows_the_last_answer() {
        let mut state = open();
        assert!(!state.requests().iter().any(|request| matches!(request, Request::Query(_, Query::Overview(_)))));
        assert!(state.pick(&mut |filter| filter.toggle(Facet::Storefront, "none", false)));
        let first = requested(&mut state);
        assert_eq!(state.requests(), Vec::new());
        state.pick(&mut |filter| filter.toggle(Facet::Action, "ins", false));
        let second = requested(&mut state);
        state.apply(Event::Answer(first, Answer::Overview(overview(1))));
        assert_eq!((shown(&state), state.is_stale()), (0, true));
        state.apply(Event::Answer(second, Answer::Overview(overview(2))));
        assert_eq!((shown(&state), state.is_stale()), (2, false));
    }

    #[test]
    fn a_search_is_of_what_is_looked_at_where_it_was_typed() {
        let mut state = open();
        state.typed = Some("quist".to_owned());
        assert_eq!(state.search_text(), "quist");
        state.pick(&mut |filter| filter.toggle(Facet::Storefront, "none", false));
        assert!(state.search_typed());
        assert_eq!((state.view.filter.search.as_str(), state.search_text()), ("quist", "quist"));
        state.typed = Some("quista".to_owned());
        state.set_view(View::default());
        assert_eq!((state.search_typed(), state.search_text()), (false, ""));
        state.typed = Some("quist".to_owned());
        state.clear_filter();
        assert!(!state.search_typed());
        state.typed = Some("quist".to_owned());
        state.close();
        assert_eq!((state.search_typed(), state.search_text()), (false, ""));
    }

    #[test]
    fn undo_goes_back_to_the_overview_of_all_and_redo_queries_again() {
        let mut state = open();
        state.pick(&mut |filter| filter.toggle(Facet::Storefront, "none", false));
        let query = requested(&mut state);
        state.apply(Event::Answer(query, Answer::Overview(overview(2))));
        assert!(state.undo());
        assert_eq!((state.requests(), shown(&state), state.undo()), (Vec::new(), 0, false));
        assert!(state.redo());
        requested(&mut state);
        assert!(!state.pick(&mut |_| ()));
    }
}
