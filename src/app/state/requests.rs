//! Requests to be made of the worker so that what is looked at can be shown.

use super::job::{Origin, Phase};
use super::notice::Notice;
use super::{AppState, GroupShow, LIST_PAGE};
use crate::app::lead_window::LeadWindow;
use crate::app::view::Tab;
use crate::protocol::{QueryId, Request};
use leadlens_engine::report::{GroupFilter, GroupQuery, GroupTarget, ProblemQuery};
use leadlens_engine::share::ShareView;

/// Numbers of queries, each given out once.
#[derive(Clone, Debug, Default)]
pub(super) struct QueryNumbers(u32);

impl QueryNumbers {
    fn draw(&mut self) -> QueryId {
        self.0 += 1;
        QueryId(self.0)
    }
}

impl AppState {
    /// Returns the requests to be made so that what is looked at can be shown; they then count as made.
    pub fn requests(&mut self) -> Vec<Request> {
        let mut requests = Vec::new();
        requests.extend(self.source.must_ask(|| self.queries.draw()).map(|(query, source)| Request::Source { query, source }));
        if self.phase == Phase::OldWorker && self.saving.take().is_some() {
            self.notice = Some(Notice::NotSaved);
        }
        // While what was open is being opened again there is no more than the log to be saved.
        let is_there = !self.session.is_restarting();
        if let Some(saved) = self.saving.as_mut().filter(|saved| saved.query.is_none() && is_there) {
            saved.query = Some(self.queries.draw());
            requests.extend(saved.query.map(|query| Request::Save { query, saving: saved.saving }));
        }
        requests.extend(self.draft.must_ask(self.session.revision(), || self.queries.draw()));
        if !is_there {
            return requests;
        }
        if let Some((query, with_withheld)) = self.sharing.must_ask(|| self.queries.draw()) {
            let seen = self.sharing.found.as_ref().filter(|_| with_withheld).map(|link| link.withheld.clone()).unwrap_or_default();
            requests.push(Request::Share { query, view: ShareView { measure: self.view.measure }, seen });
        }
        if self.opened.as_ref().is_none_or(|opened| opened.origin == Origin::Link) {
            return requests;
        }
        let review = self.review.must_follow(&self.session, || self.queries.draw());
        let is_followed = review.is_some() || !self.session.must_review();
        if review.is_some() {
            self.renew_matched();
        }
        requests.extend(review);
        requests.extend(self.picked.requests(self.view.picture_query(), || self.queries.draw()));
        let picked = &self.view.filter;
        let kind = self.groups.kind;
        let group_filter = || GroupFilter { leads: picked.clone(), ..kind.map(GroupShow::filter).unwrap_or_default() };
        match self.view.tab {
            Tab::Overview => {}
            Tab::Leads => {
                self.leads.turn_to(picked, &self.view.sort);
                let questions = self.leads.questions(self.on_screen.0, self.on_screen.1, || self.queries.draw());
                requests.extend(questions.into_iter().map(|(query, ask)| Request::Leads { query, ask }));
            }
            Tab::Duplicates => requests.extend(self.groups.must_ask(|| self.queries.draw()).map(|query| Request::Groups {
                query,
                ask: GroupQuery { offset: self.groups.offset, limit: LIST_PAGE, filter: group_filter() },
            })),
            Tab::People => requests.extend(self.people.requests(picked, || self.queries.draw())),
            Tab::Problems => requests.extend(self.problems.must_ask(|| self.queries.draw()).map(|query| Request::Problems {
                query,
                ask: ProblemQuery { offset: self.problems.offset, limit: LIST_PAGE, kind: self.problems.kind, filter: picked.clone() },
            })),
        }
        if let Some(target) = self.review.target.take_if(|_| is_followed) {
            let query = self.queries.draw();
            self.group.pending = Some(query);
            requests.push(Request::NextGroup { query, target: GroupTarget { filter: group_filter(), ..target } });
        }
        requests.extend(self.pair.must_ask(|| self.queries.draw()).map(|(query, (left, right))| Request::Pair { query, left, right }));
        requests.extend(self.rules.must_ask(|| self.queries.draw()).map(|(query, ())| Request::Rules { query }));
        if !self.group.is_pending() {
            requests.extend(self.group.must_ask(|| self.queries.draw()).map(|(query, name)| Request::Group { query, name }));
        }
        requests.extend(self.record.must_ask(|| self.queries.draw()).map(|(query, (file, record))| Request::Record {
            query,
            file,
            record,
        }));
        requests.extend(self.lead.must_ask(|| self.queries.draw()).map(|(query, lead)| Request::Lead { query, lead }));
        requests
    }

    /// Asks for leads to be copied that are not held.
    pub fn fetch_leads(&mut self, first: u32, last: u32) -> Vec<Request> {
        self.leads.fetch(first, last, || self.queries.draw()).into_iter().map(|(query, ask)| Request::Leads { query, ask }).collect()
    }

    pub(super) fn forget_answers(&mut self) {
        self.leads = LeadWindow::default();
        self.picked.renew();
        self.groups.renew();
        self.problems.renew();
        self.review.forget_answers();
        self.pair.pending = None;
        self.rules.pending = None;
        self.people.renew();
        self.group.pending = None;
        self.lead.pending = None;
        self.source.pending = None;
        self.record.pending = None;
        self.draft.forget_answers();
        if let Some(saved) = &mut self.saving {
            saved.query = None;
        }
        if self.sharing.is_pending() {
            self.sharing.renew();
        }
    }
}
