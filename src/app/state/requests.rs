//! Requests to be made of the worker so that the view can be shown.

use super::job::{OpenedFrom, Phase};
use super::notice::Notice;
use super::{AppState, GroupShow, LIST_PAGE};
use crate::app::lead_window::LeadWindow;
use crate::app::view::Tab;
use crate::protocol::{Query, QueryId, Request};
use leadlens_engine::report::{GroupFilter, GroupQuery, GroupTarget, LeadFilter, ProblemQuery};
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
    /// Returns the requests to be made so that the view can be shown; they then count as made.
    pub fn requests(&mut self) -> Vec<Request> {
        self.queries_to_make().into_iter().map(|(id, query)| Request::Query(id, query)).collect()
    }

    fn queries_to_make(&mut self) -> Vec<(QueryId, Query)> {
        let mut queries = Vec::new();
        queries.extend(self.source.take_request(|| self.queries.draw()).map(|(id, source)| (id, Query::Source(source))));
        if self.phase == Phase::OldWorker && self.export.take().is_some() {
            self.notice = Some(Notice::NotSaved);
        }
        // While what was open is being opened again there is no more than the log to be saved.
        let is_there = !self.session.is_restarting();
        if let Some(export) = self.export.as_mut().filter(|export| export.query.is_none() && is_there) {
            let id = self.queries.draw();
            export.query = Some(id);
            queries.push((id, Query::Export(export.kind.clone())));
        }
        queries.extend(self.draft.take_request(self.session.revision(), || self.queries.draw()));
        if !is_there {
            return queries;
        }
        if let Some((id, choice)) = self.sharing.take_request(|| self.queries.draw()) {
            let seen = self.sharing.found.as_ref().filter(|_| choice.with_withheld).map(|link| link.withheld.clone()).unwrap_or_default();
            let filter = if choice.of_all { LeadFilter::default() } else { self.view.filter.clone() };
            queries.push((id, Query::Share { view: ShareView { measure: self.view.measure }, seen, filter }));
        }
        if self.opened.as_ref().is_none_or(|opened| opened.origin == OpenedFrom::Link) {
            return queries;
        }
        let review = self.review.take_request(&self.session, || self.queries.draw());
        let is_followed = review.is_some() || !self.session.must_review();
        if review.is_some() {
            self.renew_matched();
        }
        queries.extend(review);
        queries.extend(self.picked.take_request(self.view.overview_query(), || self.queries.draw()));
        let picked = &self.view.filter;
        let kind = self.groups.kind;
        let group_filter = || GroupFilter { leads: picked.clone(), ..kind.map(GroupShow::filter).unwrap_or_default() };
        match self.view.tab {
            Tab::Overview => {}
            Tab::Leads => {
                self.leads.turn_to(picked, &self.view.sort);
                let wanted = self.leads.queries(self.on_screen.0, self.on_screen.1, || self.queries.draw());
                queries.extend(wanted.into_iter().map(|(id, query)| (id, Query::Leads(query))));
            }
            Tab::Duplicates => {
                let wanted = self.groups.take_request(|| self.queries.draw());
                let query = || Query::Groups(GroupQuery { offset: self.groups.offset, limit: LIST_PAGE, filter: group_filter() });
                queries.extend(wanted.map(|id| (id, query())));
                self.presets.number = Some(());
            }
            Tab::People => queries.extend(self.people.take_requests(picked, || self.queries.draw())),
            Tab::Problems => queries.extend(self.problems.take_request(|| self.queries.draw()).map(|id| {
                let (offset, kind) = (self.problems.offset, self.problems.kind);
                (id, Query::Problems(ProblemQuery { offset, limit: LIST_PAGE, kind, filter: picked.clone() }))
            })),
        }
        if let Some(target) = self.review.target.take_if(|_| is_followed) {
            let id = self.queries.draw();
            self.group.pending = Some(id);
            queries.push((id, Query::NextGroup(GroupTarget { filter: group_filter(), ..target })));
        }
        queries.extend(self.presets.take_request(|| self.queries.draw()).map(|(id, ())| (id, Query::Presets)));
        queries.extend(self.pair.take_request(|| self.queries.draw()).map(|(id, (left, right))| (id, Query::Pair { left, right })));
        queries.extend(self.rules.take_request(|| self.queries.draw()).map(|(id, ())| (id, Query::Rules)));
        if !self.group.is_pending() {
            queries.extend(self.group.take_request(|| self.queries.draw()).map(|(id, name)| (id, Query::Group(name))));
        }
        queries.extend(self.list_export.take_request(|| self.queries.draw()).map(|(id, request)| (id, Query::Preview(Box::new(request)))));
        queries.extend(self.merge_plan.take_request(|| self.queries.draw()).map(|(id, request)| (id, Query::MergePlan(Box::new(request)))));
        queries.extend(self.record.take_request(|| self.queries.draw()).map(|(id, (file, record))| (id, Query::Record { file, record })));
        queries.extend(self.lead.take_request(|| self.queries.draw()).map(|(id, lead)| (id, Query::Lead(lead))));
        queries
    }

    /// Returns the requests for leads to be copied that are not held.
    pub fn fetch_leads(&mut self, first: u32, last: u32) -> Vec<Request> {
        let queries = self.leads.fetch(first, last, || self.queries.draw());
        queries.into_iter().map(|(id, query)| Request::Query(id, Query::Leads(query))).collect()
    }

    pub(super) fn forget_answers(&mut self) {
        self.leads = LeadWindow::default();
        self.picked.renew();
        self.groups.renew();
        self.problems.renew();
        self.review.forget_answers();
        self.pair.pending = None;
        self.rules.pending = None;
        self.list_export.renew();
        self.merge_plan.renew();
        self.presets.renew();
        self.people.renew();
        self.group.pending = None;
        self.lead.pending = None;
        self.source.pending = None;
        self.record.pending = None;
        self.draft.forget_answers();
        if let Some(export) = &mut self.export {
            export.query = None;
        }
        if self.sharing.is_pending() {
            self.sharing.renew();
        }
    }
}
