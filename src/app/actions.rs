//! Actions of the user, one function each. Each changes the state and queries the worker for what is then missing.

mod open;
mod pick;
mod review;
mod worker;

use leptos::prelude::*;
use leptos::task::spawn_local;

use self::open::{OpenCommand, Replacement};
use super::state::draft::Draft;
use super::state::{AppState, GroupShow};
use super::store::AppStore;
use super::view::Tab;
use super::{effects, memory};
use crate::platform::file::SourceHandle;
use crate::platform::worker_client::WorkerClient;
use crate::platform::{clipboard, document};
use crate::protocol::{Command, ExportKind, Request, handle_of};
use leadlens_engine::LogEntry;
use leadlens_engine::export::{ExportRequest, MergePlanRequest};
use leadlens_engine::intake::ReadOptions;
use leadlens_engine::leads::ProblemKind;
use leadlens_engine::matching::GroupName;
use leadlens_engine::report::{LeadRow, Measure};

/// Name of the user timing from a request to open until the overview stands.
const TIMING: &str = "leadlens:overview";
/// Name of the user timing from picking leads until everything is painted.
const FILTER_TIMING: &str = "leadlens:filter";
/// Name of the user timing from a decision about who is who until everything is painted.
const VERDICT_TIMING: &str = "leadlens:verdict";

/// The worker, and the handles that the session knows by number.
#[derive(Default)]
struct Connection {
    client: Option<WorkerClient>,
    handles: Vec<(u32, SourceHandle)>,
    last: Option<OpenCommand>,
    /// The link that is open.
    link: Option<String>,
    /// The page before everything was closed, for the browser to go back to; gone once something else is opened.
    closed: Option<Box<AppState>>,
    /// Replacement the user wants for what is open, held until they confirm.
    replacement: Option<Replacement>,
}

impl Connection {
    fn handle(&self, number: u32) -> Option<&SourceHandle> {
        self.handles.iter().find(|(handle, _)| *handle == number).map(|(_, source)| source)
    }
}

/// The actions that a user can take, one method each; in context.
#[derive(Clone, Copy)]
pub struct Actions {
    store: AppStore,
    connection: &'static StoredValue<Connection, LocalStorage>,
}

impl Actions {
    /// Actions on that store, with a worker started.
    pub fn start(store: AppStore) -> Self {
        let actions = Self { store, connection: Box::leak(Box::new(StoredValue::new_local(Connection::default()))) };
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

    /// Changes the state and queries what is then missing.
    fn change(self, change: impl FnOnce(&mut AppState)) {
        let mut change = Some(change);
        self.change_and_query(&mut |state| {
            if let Some(change) = change.take() {
                change(state);
            }
        });
    }

    /// [`change`](Self::change), built once instead of once for every action.
    fn change_and_query(self, change: &mut dyn FnMut(&mut AppState)) {
        self.tell(&mut |state| {
            change(state);
            state.requests()
        });
        self.rebuild();
    }

    /// Reads a source again with other options.
    pub fn reread(self, source: u32, name: &str, options: ReadOptions) {
        let key = self.store.state.with_untracked(|state| state.session.key(handle_of(source), name));
        if let Some(source) = key {
            self.decide(LogEntry::Reading { source, options });
        }
    }

    /// Shows how a source was read.
    pub fn open_source(self, source: u32) {
        self.change(|state| state.source.choose(source));
    }

    /// Puts the reading of a source away.
    pub fn close_source(self) {
        self.change(|state| state.source = super::remote::Chosen::default());
    }

    /// Makes a decision about how records are read and understood; they are understood anew at once.
    pub fn decide(self, entry: LogEntry) {
        self.store.state.update(|state| state.log(entry));
        self.store.state.with_untracked(|state| memory::remember(state.session.decisions()));
        // About a source that was refused: it is tried again. What is open follows by itself.
        let rejected = self.store.state.with_untracked(|state| {
            let source = state.source.number?;
            let is_free = state.work().is_none();
            (is_free && !state.session.is_open(handle_of(source))).then(|| state.session.rebuilt(Some(handle_of(source))))
        });
        match rejected {
            Some(import) => self.run_open(OpenCommand::Import(import, self.origin())),
            None => self.change(|_| ()),
        }
    }

    /// Downloads a file under that name.
    pub fn export(self, kind: ExportKind, name: String) {
        self.change(|state| state.export(kind, name));
    }

    /// Opens the dialog in which a list is put together for a file.
    pub fn open_list_export(self) {
        self.store.state.update(|state| state.list_export.number = Some(ExportRequest::default()));
    }

    /// Shows the first rows of a list.
    pub fn preview_list(self, request: ExportRequest) {
        self.change(|state| {
            state.list_copied = None;
            state.list_export.turn_to(request);
        });
    }

    /// Puts the dialog away.
    pub fn close_list_export(self) {
        // A list for the clipboard is no longer wanted; a file goes on being made.
        if self.store.state.with_untracked(|state| state.export.as_ref().is_some_and(|export| export.name.is_empty())) {
            self.cancel_export();
        }
        self.change(|state| (state.list_export, state.list_copied) = (super::remote::Chosen::default(), None));
    }

    /// Puts a list on the clipboard as soon as it is written.
    pub fn copy_list(self, request: ExportRequest) {
        self.change(|state| {
            state.list_copied = None;
            state.export(ExportKind::Lists(Box::new(request)), String::new());
        });
    }

    /// Opens the dialog of a merge plan.
    pub fn open_merge_plan(self) {
        self.store.state.update(|state| state.merge_plan.number = Some(MergePlanRequest::default()));
    }

    /// Makes a merge plan.
    pub fn plan_merge(self, request: MergePlanRequest) {
        self.change(|state| {
            state.winner = request.winner.clone();
            state.merge_plan.choose(request);
        });
    }

    /// Puts the dialog away.
    pub fn close_merge_plan(self) {
        self.change(|state| state.merge_plan = super::remote::Chosen::default());
    }

    /// The file that is being made is no longer wanted.
    pub fn cancel_export(self) {
        self.tell(&mut |state| state.export.take().map(|_| Request::Command(Command::CancelExport)).into_iter().collect());
    }

    /// Keeps a draft of the decisions in this browser from now on, or no longer.
    pub fn set_draft(self, is_enabled: bool) {
        memory::allow_drafts(is_enabled);
        self.change(|state| state.draft = Draft::of(is_enabled, Vec::new()));
    }

    /// Takes up the decisions that this browser stored.
    pub fn take_up_draft(self) {
        self.change(|state| state.draft.take_up());
    }

    /// Forgets the decisions of other days that this browser stored. A draft goes on being stored where that is wanted.
    pub fn forget_draft(self) {
        memory::forget_found_drafts();
        self.store.state.update(|state| state.draft.forget_found());
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

    /// Sets the range of leads on screen.
    pub fn set_on_screen(self, first: u32, last: u32) {
        if self.store.state.with_untracked(|state| state.on_screen) != (first, last) {
            self.change(|state| state.on_screen = (first, last));
        }
    }

    /// Shows a lead that is held, or compares it with the one that waits for another.
    pub fn open_lead(self, row: &LeadRow) {
        self.change(|state| state.open_lead(row));
    }

    /// Shows a lead by its number; the one that is shown stays until it has come.
    pub fn open_lead_number(self, number: u32) {
        self.change(|state| state.lead.turn_to(number));
    }

    /// Fetches leads of the list to be copied.
    pub fn fetch_leads(self, first: u32, last: u32) {
        self.tell(&mut |state| state.fetch_leads(first, last));
    }

    /// Puts the lead away.
    pub fn close_lead(self) {
        self.change(|state| state.lead = super::remote::Chosen::default());
    }

    /// Shows a group side by side.
    pub fn open_group(self, name: GroupName) {
        self.change(|state| {
            state.lead = super::remote::Chosen::default();
            state.view.tab = Tab::Duplicates;
            state.open_group(name);
        });
    }

    /// Puts the group away.
    pub fn close_group(self) {
        self.change(AppState::close_group);
    }

    /// Lists these groups.
    pub fn groups_of(self, kind: Option<GroupShow>) {
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

    /// Shows a record as its file spells it.
    pub fn open_record(self, file: u16, record: u32) {
        self.change(move |state| state.record.choose((file, record)));
    }

    /// Puts the record away.
    pub fn close_record(self) {
        self.change(|state| state.record = super::remote::Chosen::default());
    }

    /// Opens the share dialog.
    pub fn share(self) {
        self.change(AppState::share);
    }

    /// Makes the link with the offers that were withheld, or without.
    pub fn share_withheld(self, with_withheld: bool) {
        self.change(|state| state.share_withheld(with_withheld));
    }

    /// Makes the link with the numbers of all leads, or of those that pass the filter.
    pub fn share_all(self, of_all: bool) {
        self.change(|state| state.share_all(of_all));
    }

    /// Closes the share dialog.
    pub fn close_share(self) {
        self.store.state.update(|state| state.sharing = super::state::Sharing::default());
    }

    /// Prints the overview of what is picked, from any tab.
    pub fn print(self) {
        self.go(Tab::Overview);
        self.once_drawn(document::print);
    }

    /// Does something once all that is shown of what is picked is painted.
    fn once_drawn(self, act: impl FnOnce() + 'static) {
        effects::once_painted(move || {
            let is_drawn = self.store.is_drawn.get_untracked() && !self.store.state.with_untracked(AppState::is_stale);
            if is_drawn { act() } else { self.once_drawn(act) }
        });
    }

    /// Copies a text and says whether that worked.
    pub fn copy(self, text: String, done: impl FnOnce(bool) + 'static) {
        spawn_local(async move { done(clipboard::write(text).await) });
    }
}
