//! The draft: the log of decisions kept in this browser, where the user says so.

use crate::protocol::{QueryId, Request, Revision};

/// Whether a draft is kept, and what of it is under way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The user wants a draft to be kept.
    pub is_kept: bool,
    /// A draft of another day that has not been taken up.
    pub found: Option<String>,
    /// The user wants it to be taken up.
    is_wanted: bool,
    /// The state of the log that the draft holds, or will hold.
    written: Revision,
    pending: Option<QueryId>,
}

impl Draft {
    /// A draft as the browser kept it.
    pub fn of(is_kept: bool, found: Option<String>) -> Self {
        Self { is_kept, found, ..Self::default() }
    }

    /// No draft, wanted or not; the log as it is now need not be written.
    pub fn begin(is_kept: bool, now: Revision) -> Self {
        Self { is_kept, written: now, ..Self::default() }
    }

    /// Takes up the draft of another day.
    pub fn take_up(&mut self) {
        self.is_wanted = self.found.is_some();
    }

    /// The draft of another day is the log now.
    pub(super) fn taken_up(&mut self) {
        (self.found, self.is_wanted, self.pending) = (None, false, None);
    }

    /// Whether that answer is to be kept: it was asked for, and drafts are still wanted.
    pub fn awaits(&self, query: QueryId) -> bool {
        self.is_kept && self.pending == Some(query)
    }

    pub(super) fn written(&mut self, query: QueryId) {
        self.pending.take_if(|pending| *pending == query);
    }

    pub(super) fn is_waiting(&self) -> bool {
        self.pending.is_some()
    }

    pub(super) fn forget_answers(&mut self) {
        // A draft that was under way is asked for again.
        if self.pending.take().is_some() {
            self.written = Revision::default();
        }
    }

    /// What must be asked: the draft to be read, or the log as text where it has changed. A draft of another day stays until it is taken up or
    /// forgotten.
    pub(super) fn must_ask(&mut self, revision: Revision, number: impl FnOnce() -> QueryId) -> Option<Request> {
        if self.pending.is_some() {
            return None;
        }
        if let Some(text) = self.found.clone() {
            return self.is_wanted.then(|| {
                let query = number();
                self.pending = Some(query);
                Request::ReadDraft { query, text }
            });
        }
        (self.is_kept && self.written < revision).then(|| {
            let query = number();
            (self.pending, self.written) = (Some(query), revision);
            Request::WriteDraft { query }
        })
    }
}
