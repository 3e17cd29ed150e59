//! The list of people and the person looked at.

use crate::app::asked::Chosen;
use crate::protocol::{QueryId, Request};
use leadlens_engine::report::{LeadFilter, PeoplePage, PeopleQuery, PersonDetail, Survivorship};

/// The list of people, page by page.
#[derive(Clone, Debug)]
pub struct People {
    /// Query of the list that is wanted: filter, order and window.
    pub ask: PeopleQuery,
    /// The page held.
    pub page: Option<PeoplePage>,
    /// The person looked at, by one of their leads, and which of several values stand for them.
    pub person: Chosen<PersonDetail, (u32, Survivorship)>,
    asked: Option<PeopleQuery>,
    pending: Option<QueryId>,
}

impl Default for People {
    fn default() -> Self {
        let ask = PeopleQuery { limit: super::LIST_PAGE, ..PeopleQuery::default() };
        Self { ask, page: None, person: Chosen::default(), asked: None, pending: None }
    }
}

impl People {
    /// Wants another list, from its start.
    pub fn narrow(&mut self, change: impl FnOnce(&mut PeopleQuery)) {
        change(&mut self.ask);
        self.ask.offset = 0;
        if let Some((lead, _)) = self.person.number {
            self.person.turn_to((lead, self.ask.survivorship));
        }
    }

    /// Asks again for the list, and for the person the lead now belongs to, after who is who has changed.
    pub(super) fn renew(&mut self) {
        (self.asked, self.pending) = (None, None);
        self.person.renew();
    }

    pub(super) fn is_waiting(&self) -> bool {
        self.pending.is_some() || self.person.is_pending()
    }

    pub(super) fn requests(&mut self, picked: &LeadFilter, mut number: impl FnMut() -> QueryId) -> Vec<Request> {
        let mut requests = Vec::new();
        if self.ask.filter != *picked {
            self.ask.filter.clone_from(picked);
        }
        if self.asked.as_ref() != Some(&self.ask) {
            self.asked = Some(self.ask.clone());
            let query = number();
            self.pending = Some(query);
            requests.push(Request::People { query, ask: self.ask.clone() });
        }
        let person = self.person.must_ask(number);
        requests.extend(person.map(|(query, (lead, survivorship))| Request::Person { query, lead, survivorship }));
        requests
    }

    pub(super) fn answer(&mut self, query: QueryId, page: PeoplePage) {
        if self.pending.take_if(|pending| *pending == query).is_some() {
            self.page = Some(page);
        }
    }
}
