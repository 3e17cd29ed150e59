//! What a user can do, one function each. Each changes the state and asks the worker for what is then missing.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::{AppState, Notice, Origin, Phase};
use super::store::AppStore;
use super::view::{Tab, View};
use crate::engine::leads::ProblemKind;
use crate::engine::matching::GroupKind;
use crate::engine::report::{LeadFilter, LeadRow, Measure, SortKey};
use crate::platform::file::{Handle, SourceHandle};
use crate::platform::worker_client::{Report, WorkerClient};
use crate::platform::{clipboard, location, performance};
use crate::protocol::{Event, JobId, Request, SourceRef};

/// Name of the user timing from a request to open until the picture stands.
const TIMING: &str = "leadlens:overview";

/// What was asked to be opened, kept so that it can be asked again.
#[derive(Clone)]
enum Ask {
    Sources(Vec<SourceHandle>, Origin),
    Sample,
    Link(String),
}

/// What comes in place of what is open.
#[derive(Clone)]
enum Instead {
    Sources(Vec<SourceHandle>),
    Nothing,
}

/// Restarts in a row, after which no worker is started by itself.
const RESTARTS: u32 = 2;

/// The worker and what it was last asked to open.
#[derive(Default)]
struct Desk {
    client: Option<WorkerClient>,
    last: Option<Ask>,
    /// What is being opened, oldest job first.
    running: Vec<(JobId, Ask)>,
    /// What is open now, to be opened again when the worker has to be restarted.
    open: Option<Ask>,
    /// What the user wants in place of a paste, until they say that it may be given up.
    instead: Option<Instead>,
    /// Restarts since the user last opened something.
    restarts: u32,
}

/// What a user can do; in context.
#[derive(Clone, Copy)]
pub struct Actions {
    store: AppStore,
    desk: StoredValue<Desk, LocalStorage>,
}

impl Actions {
    /// Actions on that store, with a worker started.
    pub fn start(store: AppStore) -> Self {
        let actions = Self { store, desk: StoredValue::new_local(Desk::default()) };
        actions.spawn_worker();
        actions
    }

    /// The actions in context.
    ///
    /// # Panics
    /// Outside the page: a section without actions is a bug of the page's frame.
    #[expect(clippy::expect_used, reason = "sections live inside the page only")]
    pub fn expect() -> Self {
        use_context().expect("a section stands inside the page")
    }

    fn spawn_worker(self) {
        let store = self.store;
        let report = move |report| self.hear(report);
        let is_busy = move || store.state.try_with_untracked(AppState::is_waiting).unwrap_or(false);
        let client = WorkerClient::spawn(report, is_busy);
        self.desk.update_value(|desk| desk.client = Some(client));
    }

    fn hear(self, report: Report) {
        match report {
            Report::Said(event) => match *event {
                Event::Crashed { message } => self.restart(Notice::Crashed(message)),
                event => self.take(event),
            },
            Report::Crashed(message) => self.restart(Notice::Crashed(message)),
            Report::Stalled => self.restart(Notice::Stalled),
        }
    }

    fn take(self, event: Event) {
        let before = self.store.picture.get_untracked();
        self.change(|state| state.apply(event));
        let after = self.store.picture.get_untracked();
        if after.is_some() && after != before {
            let job = self.store.state.with_untracked(|state| state.opened.as_ref().map(|opened| opened.job));
            self.desk.update_value(|desk| {
                let place = desk.running.iter().position(|(running, _)| Some(*running) == job);
                desk.open = place.and_then(|place| desk.running.drain(..=place).next_back()).map(|(_, ask)| ask);
            });
            // Effects have run when a task of the next turn runs: the picture stands.
            spawn_local(async { performance::measure(TIMING) });
        }
    }

    /// Starts a new worker in place of a dead one, which still answers in the middle of its own message: not before this turn has ended.
    fn restart(self, notice: Notice) {
        let is_open = self.store.state.with_untracked(|state| state.opened.is_some());
        self.store.state.update(|state| state.break_off(notice.clone()));
        spawn_local(async move {
            let old = self.desk.try_update_value(|desk| desk.client.take());
            drop(old);
            let restarts = self.desk.try_update_value(|desk| {
                desk.restarts += 1;
                desk.restarts
            });
            // A worker that dies again and again is left alone until the user asks for something.
            if restarts.is_none_or(|restarts| restarts > RESTARTS) {
                return;
            }
            self.spawn_worker();
            let open = self.desk.with_value(|desk| desk.open.clone());
            // The new worker holds nothing: what was open is read again.
            if let Some(open) = open.filter(|_| is_open) {
                self.begin(open);
                self.store.state.update(|state| state.notice = Some(notice));
            }
        });
    }

    /// Changes the state and asks for what is then missing.
    fn change(self, change: impl FnOnce(&mut AppState)) {
        let mut change = Some(change);
        self.change_and_ask(&mut |state| {
            if let Some(change) = change.take() {
                change(state);
            }
        });
    }

    /// [`change`](Self::change), built once instead of once for every action.
    fn change_and_ask(self, change: &mut dyn FnMut(&mut AppState)) {
        let mut requests = Vec::new();
        self.store.state.update(|state| {
            change(state);
            requests = state.requests();
        });
        for request in requests {
            self.send(&request, &[]);
        }
    }

    fn send(self, request: &Request, handles: &[Handle]) {
        self.desk.with_value(|desk| {
            if let Some(client) = &desk.client {
                client.send(request, handles);
            }
        });
    }

    /// Opens what the user asks for.
    fn ask(self, ask: Ask) {
        self.desk.update_value(|desk| {
            desk.last = Some(ask.clone());
            desk.restarts = 0;
        });
        self.begin(ask);
    }

    fn begin(self, ask: Ask) {
        if self.store.phase.get_untracked() == Phase::OldWorker {
            return;
        }
        if self.desk.with_value(|desk| desk.client.is_none()) {
            self.spawn_worker();
        }
        performance::mark(TIMING);
        let origin = match &ask {
            Ask::Sources(_, origin) => *origin,
            Ask::Sample => Origin::Sample,
            Ask::Link(_) => Origin::Link,
        };
        let Some(job) = self.store.state.try_update(|state| state.begin(origin)) else { return };
        let mut handles = Vec::new();
        let request = match &ask {
            Ask::Sources(sources, _) => {
                let named = sources.iter().zip(0..).map(|(source, slot)| SourceRef { slot, name: source.name.clone(), size: source.size });
                handles.extend(sources.iter().map(|source| source.blob.clone()));
                Request::Open { job, sources: named.collect() }
            }
            Ask::Sample => Request::OpenSample { job },
            Ask::Link(link) => Request::OpenLink { job, link: link.clone() },
        };
        self.desk.update_value(|desk| desk.running.push((job, ask)));
        self.send(&request, &handles);
    }

    /// Reads files in place of what is open, after a question where a paste would be lost.
    pub(crate) fn open(self, sources: Vec<SourceHandle>) {
        if !sources.is_empty() {
            self.replace(Instead::Sources(sources));
        }
    }

    /// Closes what is open and goes to the first screen, after a question where a paste would be lost.
    pub fn close(self) {
        self.replace(Instead::Nothing);
    }

    fn replace(self, instead: Instead) {
        self.desk.update_value(|desk| desk.instead = Some(instead));
        if self.store.state.with_untracked(AppState::would_lose) {
            self.store.state.update(|state| state.is_asking = true);
        } else {
            self.give_up();
        }
    }

    /// What is open may go: does what was asked for instead.
    pub fn give_up(self) {
        self.keep();
        match self.desk.try_update_value(|desk| desk.instead.take()).flatten() {
            Some(Instead::Sources(sources)) => self.ask(Ask::Sources(sources, Origin::Files)),
            Some(Instead::Nothing) => {
                self.desk.update_value(|desk| desk.open = None);
                self.store.state.update(AppState::close);
                location::replace_fragment("");
            }
            None => {}
        }
    }

    /// What is open stays.
    pub fn keep(self) {
        self.store.state.update(|state| state.is_asking = false);
    }

    /// Reads a paste in place of what is open.
    pub(crate) fn open_paste(self, mut source: SourceHandle, name: String) {
        source.name = name;
        self.ask(Ask::Sources(vec![source], Origin::Paste));
    }

    /// Reads the sample.
    pub fn open_sample(self) {
        self.ask(Ask::Sample);
    }

    /// Follows an address: a view, or a link to a summary.
    pub fn follow(self, fragment: String) {
        if let Some(view) = View::parse(&fragment) {
            self.change(|state| state.view = view);
        } else {
            self.ask(Ask::Link(fragment));
        }
    }

    /// Stops reading; what was open stays.
    pub fn cancel(self) {
        if let Some(job) = self.store.state.try_update(AppState::cancel).flatten() {
            self.send(&Request::Cancel(job), &[]);
        }
    }

    /// Opens once more what was asked for last.
    pub fn try_again(self) {
        if let Some(last) = self.desk.with_value(|desk| desk.last.clone()) {
            self.ask(last);
        }
    }

    /// Puts a notice away.
    pub fn dismiss(self) {
        self.store.state.update(|state| state.notice = None);
    }

    /// Goes to a tab.
    pub fn go(self, tab: Tab) {
        self.change(|state| state.view.tab = tab);
    }

    /// Counts something else.
    pub fn measure(self, measure: Measure) {
        self.change(|state| state.view.measure = measure);
    }

    /// Lists these leads, from any tab, without a search.
    pub fn list(self, filter: LeadFilter) {
        self.change(|state| {
            state.search.clear();
            state.view.tab = Tab::Leads;
            state.view.filter = filter;
            state.on_screen = (0, 0);
        });
    }

    /// Narrows the list of leads, leaving the search.
    pub fn narrow(self, narrow: impl FnOnce(&mut LeadFilter)) {
        self.change(|state| {
            narrow(&mut state.view.filter);
            state.on_screen = (0, 0);
        });
    }

    /// Searches the leads.
    pub fn search(self, text: String) {
        self.change(|state| {
            state.search = text;
            state.on_screen = (0, 0);
        });
    }

    /// Sorts the leads: by another key, or by the same the other way round.
    pub fn sort(self, key: SortKey) {
        self.change(|state| {
            let descending = state.sort.key == key && !state.sort.descending;
            state.sort.key = key;
            state.sort.descending = descending;
        });
    }

    /// Says which leads are on screen.
    pub fn look_at(self, first: u32, last: u32) {
        if self.store.state.with_untracked(|state| state.on_screen) != (first, last) {
            self.change(|state| state.on_screen = (first, last));
        }
    }

    /// Shows a lead that is held.
    pub fn open_lead(self, row: LeadRow) {
        self.change(|state| state.lead.show(row.lead, row));
    }

    /// Shows a lead by its number.
    pub fn open_lead_number(self, number: u32) {
        self.change(|state| state.lead.choose(number));
    }

    /// Puts the lead away.
    pub fn close_lead(self) {
        self.change(|state| state.lead = super::state::Chosen::default());
    }

    /// Shows a group side by side.
    pub fn open_group(self, number: u32) {
        self.change(|state| {
            state.lead = super::state::Chosen::default();
            state.view.tab = Tab::Duplicates;
            state.group.choose(number);
        });
    }

    /// Puts the group away.
    pub fn close_group(self) {
        self.change(|state| state.group = super::state::Chosen::default());
    }

    /// Lists groups of one kind.
    pub fn groups_of(self, kind: Option<GroupKind>) {
        self.change(|state| state.groups.narrow(kind));
    }

    /// Turns to another page of groups.
    pub fn groups_from(self, offset: u32) {
        self.change(|state| state.groups.offset = offset);
    }

    /// Lists problems of one kind.
    pub fn problems_of(self, kind: Option<ProblemKind>) {
        self.change(|state| state.problems.narrow(kind));
    }

    /// Turns to another page of problems.
    pub fn problems_from(self, offset: u32) {
        self.change(|state| state.problems.offset = offset);
    }

    /// Opens the share dialog.
    pub fn share(self) {
        if let Some(request) = self.store.state.try_update(AppState::share) {
            self.send(&request, &[]);
        }
    }

    /// Closes the share dialog.
    pub fn close_share(self) {
        self.store.state.update(|state| state.sharing = super::state::Sharing::Closed);
    }

    /// Copies a text and says whether that worked.
    pub fn copy(self, text: String, done: impl FnOnce(bool) + 'static) {
        spawn_local(async move { done(clipboard::write(text).await) });
    }
}
