//! Remote data: pages of a list, and single things by their number, queried from the worker piece by piece.

use crate::protocol::QueryId;

/// A list queried page by page.
#[derive(Clone, Debug, PartialEq)]
pub struct Paged<Page, Kind> {
    /// Only this kind.
    pub kind: Option<Kind>,
    /// First row wanted.
    pub offset: u32,
    /// The page held.
    pub page: Option<Page>,
    pub(super) requested: Option<(Option<Kind>, u32)>,
    pub(super) pending: Option<QueryId>,
}

impl<Page, Kind> Default for Paged<Page, Kind> {
    fn default() -> Self {
        Self { kind: None, offset: 0, page: None, requested: None, pending: None }
    }
}

impl<Page, Kind: Copy + PartialEq> Paged<Page, Kind> {
    /// Draws the number of the query for the wanted page; `None` where that was requested already.
    pub(super) fn take_request(&mut self, number: impl FnOnce() -> QueryId) -> Option<QueryId> {
        let wanted = (self.kind, self.offset);
        if self.requested == Some(wanted) {
            return None;
        }
        self.requested = Some(wanted);
        self.pending = Some(number());
        self.pending
    }

    /// Takes an answer; `false` when it belongs to an older query.
    pub(super) fn answer(&mut self, query: QueryId, page: Page) -> bool {
        let is_awaited = self.pending.take_if(|pending| *pending == query).is_some();
        if is_awaited {
            self.page = Some(page);
        }
        is_awaited
    }

    /// Forgets what was requested: the list is queried again, the page held stays until the answer comes.
    pub(super) fn renew(&mut self) {
        (self.requested, self.pending) = (None, None);
    }

    /// Tells whether the page held is not the wanted one, or may not be.
    pub fn is_awaited(&self) -> bool {
        self.pending.is_some() || self.requested != Some((self.kind, self.offset))
    }

    /// Narrows the list, from its start.
    pub fn narrow(&mut self, kind: Option<Kind>) {
        self.kind = kind;
        self.offset = 0;
    }
}

/// One thing queried by its number, or by what else it is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen<T, Name = u32> {
    /// Number of the chosen one, or what else it is known by; `None` when nothing is chosen.
    pub number: Option<Name>,
    /// It, once answered.
    pub found: Option<T>,
    pub(super) requested: Option<Name>,
    pub(super) pending: Option<QueryId>,
}

impl<T, Name> Default for Chosen<T, Name> {
    fn default() -> Self {
        Self { number: None, found: None, requested: None, pending: None }
    }
}

impl<T, Name: Clone + PartialEq> Chosen<T, Name> {
    /// Chooses one, not yet known.
    pub fn choose(&mut self, number: Name) {
        *self = Self { number: Some(number), ..Self::default() };
    }

    /// Chooses another one; the one that was chosen stays on screen until the answer comes.
    pub fn turn_to(&mut self, number: Name) {
        self.number = Some(number);
        self.renew();
    }

    /// Chooses one that is known.
    pub fn show(&mut self, number: Name, found: T) {
        *self = Self { number: Some(number.clone()), found: Some(found), requested: Some(number), pending: None };
    }

    /// Forgets what was requested: the chosen one is queried again, what is known of it stays until the answer comes.
    pub(super) fn renew(&mut self) {
        self.requested = None;
        self.pending = None;
    }

    /// Tells whether the chosen one is still to be queried, or to be answered.
    pub fn is_awaited(&self) -> bool {
        self.is_pending() || self.number.is_some() && self.requested != self.number
    }

    /// Tells whether an answer is awaited.
    pub fn is_pending(&self) -> bool {
        self.pending.is_some()
    }

    /// Draws the number of the query for the chosen one; `None` where that was requested already.
    pub(super) fn take_request(&mut self, number: impl FnOnce() -> QueryId) -> Option<(QueryId, Name)> {
        let wanted = self.number.clone().filter(|wanted| self.requested.as_ref() != Some(wanted))?;
        self.requested = Some(wanted.clone());
        let query = number();
        self.pending = Some(query);
        Some((query, wanted))
    }

    pub(super) fn answer(&mut self, query: QueryId, found: Option<T>) {
        if self.pending == Some(query) {
            self.pending = None;
            self.found = found;
        }
    }
}
