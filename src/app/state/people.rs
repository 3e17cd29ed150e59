//! The list of people and the open person.

use crate::app::remote::Chosen;
use crate::protocol::{Query, QueryId};
use leadlens_engine::report::{LeadFilter, PeoplePage, PeopleQuery, PersonDetail, Survivorship};

/// The list of people, page by page.
#[derive(Clone, Debug)]
pub struct People {
    /// Query of the list that is wanted: filter, order and window.
    pub query: PeopleQuery,
    /// The page held.
    pub page: Option<PeoplePage>,
    /// The open person, by one of their leads, and which of several values stand for them.
    pub person: Chosen<PersonDetail, (u32, Survivorship)>,
    requested: Option<PeopleQuery>,
    pending: Option<QueryId>,
}

impl Default for People {
    fn default() -> Self {
        let query = PeopleQuery { limit: super::LIST_PAGE, ..PeopleQuery::default() };
        Self { query, page: None, person: Chosen::default(), requested: None, pending: None }
    }
}

impl People {
    /// Wants another list, from its start.
    pub fn narrow(&mut self, change: impl FnOnce(&mut PeopleQuery)) {
        change(&mut self.query);
        self.query.offset = 0;
        if let Some((lead, _)) = self.person.number {
            self.person.turn_to((lead, self.query.survivorship));
        }
    }

    /// Queries the list again, and the person the lead now belongs to, after clusters have changed.
    pub(super) fn renew(&mut self) {
        (self.requested, self.pending) = (None, None);
        self.person.renew();
    }

    pub(super) fn is_waiting(&self) -> bool {
        self.pending.is_some() || self.person.is_pending()
    }

    pub(super) fn take_requests(&mut self, picked: &LeadFilter, mut number: impl FnMut() -> QueryId) -> Vec<(QueryId, Query)> {
        let mut queries = Vec::new();
        if self.query.filter != *picked {
            self.query.filter.clone_from(picked);
        }
        if self.requested.as_ref() != Some(&self.query) {
            self.requested = Some(self.query.clone());
            let query = number();
            self.pending = Some(query);
            queries.push((query, Query::People(self.query.clone())));
        }
        let person = self.person.take_request(number);
        queries.extend(person.map(|(query, (lead, survivorship))| (query, Query::Person { lead, survivorship })));
        queries
    }

    pub(super) fn answer(&mut self, query: QueryId, page: PeoplePage) {
        if self.pending.take_if(|pending| *pending == query).is_some() {
            self.page = Some(page);
        }
    }
}
