//! The state as signals: one source of truth, memos for what is read often.

use std::ops::Deref;

use leptos::prelude::*;

use super::lead_window::LeadWindow;
use super::state::{AppState, Notice, Phase, SharedOverview};
use super::view::View;
use super::wording;
use crate::app::memo::memo;
use leadlens_engine::report::Overview;

/// The state of the page, in context. One address: it is held by every closure that reads or does something.
#[derive(Clone, Copy)]
pub struct AppStore(&'static Signals);

/// Signals of the [`AppStore`]: the state, and memos of what is read often.
pub struct Signals {
    /// Everything; written only by [`Actions`](super::actions::Actions).
    pub state: RwSignal<AppState>,
    /// The overview of the leads that are picked.
    pub overview: Memo<Option<SharedOverview>>,
    /// Tab, measure, filter and order on screen.
    pub view: Memo<View>,
    /// Activity of the page.
    pub phase: Memo<Phase>,
    /// Notice of what went wrong last.
    pub notice: Memo<Option<Notice>>,
    /// Leads held.
    pub leads: Memo<LeadWindow>,
    /// True unless panels of the overview are still to be mounted.
    pub is_drawn: RwSignal<bool>,
}

impl Deref for AppStore {
    type Target = Signals;

    fn deref(&self) -> &Signals {
        self.0
    }
}

impl AppStore {
    /// A store of a page that has just been opened, for as long as there is one.
    pub fn new(state: AppState) -> Self {
        let state = RwSignal::new(state);
        Self(Box::leak(Box::new(Signals {
            state,
            overview: memo(move || state.with(|state| state.overview().cloned())),
            view: memo(move || state.with(|state| state.view.clone())),
            phase: memo(move || state.with(|state| state.phase.clone())),
            notice: memo(move || state.with(|state| state.notice.clone())),
            leads: memo(move || state.with(|state| state.leads.clone())),
            is_drawn: RwSignal::new(true),
        })))
    }

    /// The store in context.
    ///
    /// # Panics
    /// Outside the page: a section without its store is a bug of the page's frame.
    #[expect(clippy::expect_used, reason = "sections live inside the page only")]
    pub fn expect() -> Self {
        use_context().expect("a section stands inside the page")
    }

    /// A part of the overview as it is now, for what is built anew with each overview.
    pub fn now_of_overview<T: Default>(self, read: impl FnOnce(&Overview) -> T) -> T {
        untrack(|| self.of_overview(read))
    }

    /// The name of a source as it is now, by its place among those that are open.
    pub fn source_name(self, file: u16) -> String {
        let name = self.now_of_overview(|overview| overview.sources.get(usize::from(file)).map(|card| card.name.clone()));
        wording::source_name(&name.unwrap_or_default())
    }

    /// The overview of all leads; `None` where nothing is open.
    pub fn whole_overview(self) -> Option<SharedOverview> {
        self.state.with(|state| state.opened.as_ref().map(|opened| opened.overview.clone()))
    }

    /// A part of the overview; its default where nothing is open.
    pub fn of_overview<T: Default>(self, read: impl FnOnce(&Overview) -> T) -> T {
        self.overview.with(|overview| overview.as_ref().map(|overview| read(&overview.0)).unwrap_or_default())
    }
}
