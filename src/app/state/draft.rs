//! The draft: the log of decisions stored in this browser, where the user says so.

use crate::protocol::{Query, QueryId, Revision};

/// State of the draft: stored or not, with its pending request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The user wants a draft to be stored.
    pub is_enabled: bool,
    /// Drafts of other days, or of other tabs, that have not been taken up.
    pub found: Vec<String>,
    /// The user wants them to be taken up.
    is_wanted: bool,
    /// The state of the log that the draft holds, or will hold.
    written: Revision,
    pending: Option<QueryId>,
}

impl Draft {
    /// Drafts as the browser stored them.
    pub fn of(is_enabled: bool, found: Vec<String>) -> Self {
        Self { is_enabled, found, ..Self::default() }
    }

    /// The log as it is now need not be written.
    pub fn skip(&mut self, now: Revision) {
        (self.written, self.pending) = (now, None);
    }

    /// Takes up the drafts of other days.
    pub fn take_up(&mut self) {
        self.is_wanted = !self.found.is_empty();
    }

    /// Forgets the drafts of other days.
    pub fn forget_found(&mut self) {
        if std::mem::take(&mut self.is_wanted) {
            self.pending = None;
        }
        self.found.clear();
    }

    /// Takes the answer to what the drafts of other days hold; `false` where they were forgotten meanwhile.
    pub(super) fn answer(&mut self, query: QueryId) -> bool {
        let is_awaited = self.is_wanted && self.pending == Some(query);
        if is_awaited {
            self.forget_found();
        }
        is_awaited
    }

    /// Tells whether that answer is to be stored: it was requested, and drafts are still wanted.
    pub fn awaits(&self, query: QueryId) -> bool {
        self.is_enabled && self.pending == Some(query)
    }

    pub(super) fn written(&mut self, query: QueryId) {
        self.pending.take_if(|pending| *pending == query);
    }

    pub(super) fn is_waiting(&self) -> bool {
        self.pending.is_some()
    }

    pub(super) fn forget_answers(&mut self) {
        // A pending draft is requested again.
        if self.pending.take().is_some() {
            self.written = Revision::default();
        }
    }

    /// Returns the query to be made: the drafts that are wanted to be read, or the log as text where it has changed. Drafts of other days
    /// stay next to it until they are taken up or forgotten.
    pub(super) fn take_request(&mut self, revision: Revision, number: impl FnOnce() -> QueryId) -> Option<(QueryId, Query)> {
        if self.pending.is_some() {
            return None;
        }
        if self.is_wanted {
            let query = number();
            self.pending = Some(query);
            return Some((query, Query::ReadDrafts(self.found.clone())));
        }
        (self.is_enabled && self.written < revision).then(|| {
            let query = number();
            (self.pending, self.written) = (Some(query), revision);
            (query, Query::WriteDraft)
        })
    }
}
