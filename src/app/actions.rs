//! What a user can do, one function each. Each changes the state and asks the worker for what is then missing.

mod pick;
mod review;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::{AppState, GroupShow, Notice, Origin, Phase};
use super::store::AppStore;
use super::view::{Tab, View};
use super::{effects, memory};
use crate::engine::intake::ReadOptions;
use crate::engine::leads::{Decisions, ProblemKind};
use crate::engine::report::{LeadRow, Measure};
use crate::i18n::say;
use crate::platform::file::{Handle, SourceHandle};
use crate::platform::worker_client::{Report, WorkerClient};
use crate::platform::{clipboard, document, location, performance};
use crate::protocol::{Event, FileUse, JobId, Placing, QueryId, Request, Saving, SourceRef};

/// Name of the user timing from a request to open until the picture stands.
const TIMING: &str = "leadlens:overview";
/// Name of the user timing from picking leads until everything is painted.
const FILTER_TIMING: &str = "leadlens:filter";

/// A file or paste, its number, and how it is read.
#[derive(Clone)]
struct OpenFile {
    handle: u32,
    source: SourceHandle,
    options: ReadOptions,
}

impl OpenFile {
    fn reference(&self, slot: u32) -> SourceRef {
        SourceRef { slot, handle: self.handle, name: self.source.name.clone(), size: self.source.size, options: self.options.clone() }
    }
}

/// What was asked for, kept so that it can be asked again.
#[derive(Clone)]
enum Ask {
    Files(Vec<OpenFile>, Origin, Placing),
    Sample,
    Link(String),
    Reread(u32, ReadOptions),
    Remove(u32),
    /// About the columns of a source, or about what is open.
    Decide(Option<u32>),
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
    /// What is being done, oldest job first.
    running: Vec<(JobId, Ask)>,
    /// What is open besides files, to be opened again when the worker has to be restarted.
    open: Option<Ask>,
    /// The files that are open, for the same end.
    files: Vec<OpenFile>,
    last_handle: u32,
    /// Whether something was decided while files were read.
    is_stale: bool,
    /// What the user wants in place of a paste, until they say that it may be given up.
    instead: Option<Instead>,
    /// Restarts since the user last opened something.
    restarts: u32,
}

impl Desk {
    fn file(&mut self, source: SourceHandle) -> OpenFile {
        self.last_handle += 1;
        OpenFile { handle: self.last_handle, source, options: ReadOptions::default() }
    }

    /// What that job asked for is open now, with these files in use. Tells whether files came in place of what was open.
    fn note_open(&mut self, job: Option<JobId>, used: &[FileUse]) -> bool {
        let end = self.running.iter().position(|(running, _)| Some(*running) == job).map_or(0, |place| place + 1);
        let mut asks: Vec<_> = self.running.drain(..end).map(|(_, ask)| ask).collect();
        // Files that were refused at first are open once their columns were decided about.
        let is_new = |file: &OpenFile| used.iter().any(|used| used.handle == file.handle);
        let is_late = |ask: &Ask| matches!(ask, Ask::Files(files, ..) if files.iter().any(is_new));
        let last = asks.pop();
        let late =
            if matches!(last, Some(Ask::Reread(..) | Ask::Remove(_) | Ask::Decide(_))) { asks.into_iter().rfind(is_late) } else { None };
        let ask = late.or(last);
        let is_instead = matches!(ask, Some(Ask::Files(_, _, Placing::Instead)));
        match ask {
            Some(Ask::Files(files, _, Placing::Instead)) => (self.open, self.files) = (None, files),
            Some(Ask::Files(files, _, Placing::Beside)) => self.files.extend(files),
            Some(ask @ (Ask::Sample | Ask::Link(_))) => (self.open, self.files) = (Some(ask), Vec::new()),
            Some(Ask::Reread(..) | Ask::Remove(_) | Ask::Decide(_)) | None => {}
        }
        self.files.retain_mut(|file| {
            let found = used.iter().find(|used| used.handle == file.handle);
            if let Some(found) = found {
                file.options.clone_from(&found.options);
            }
            found.is_some()
        });
        is_instead
    }

    /// Everything that is open, to be opened again. What stands in no file is lost beside files.
    fn all_open(&self, origin: Origin) -> Option<Ask> {
        if self.files.is_empty() { self.open.clone() } else { Some(Ask::Files(self.files.clone(), origin, Placing::Instead)) }
    }
}

/// What a user can do; in context.
#[derive(Clone, Copy)]
pub struct Actions {
    store: AppStore,
    desk: &'static StoredValue<Desk, LocalStorage>,
}

impl Actions {
    /// Actions on that store, with a worker started.
    pub fn start(store: AppStore) -> Self {
        let actions = Self { store, desk: Box::leak(Box::new(StoredValue::new_local(Desk::default()))) };
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
            Report::OtherVersion => self.store.state.update(|state| (state.phase, state.notice) = (Phase::OldWorker, None)),
            Report::Unreachable => self.lose_worker(),
        }
    }

    /// The worker could not be loaded. Another one is started when the user asks for something.
    fn lose_worker(self) {
        self.store.state.update(|state| state.break_off(Notice::Unreachable));
        spawn_local(async move { drop(self.desk.try_update_value(|desk| desk.client.take())) });
    }

    fn take(self, event: Event) {
        let opened_by = || self.store.state.with_untracked(|state| state.opened.as_ref().map(|opened| opened.job));
        let before = opened_by();
        let (mut files, mut is_saved) = (Vec::new(), false);
        let is_picture = matches!(event, Event::Picture { .. });
        match &event {
            Event::Opened { files: used, decisions, .. } => {
                files.clone_from(used);
                is_saved = decisions.is_some();
            }
            Event::Saved { query, address } => self.keep_file(*query, address.as_deref()),
            _ => {}
        }
        self.change(|state| state.apply(event));
        if is_picture && !self.store.state.with_untracked(AppState::is_stale) {
            effects::once_painted(|| performance::measure(FILTER_TIMING));
        }
        let after = opened_by();
        if after.is_some() && after != before {
            if self.desk.try_update_value(|desk| desk.note_open(after, &files)) == Some(true) && is_saved {
                self.store.state.update(AppState::let_go);
            }
            if self.desk.try_update_value(|desk| std::mem::take(&mut desk.is_stale)) == Some(true) {
                self.ask(Ask::Decide(None));
            }
            // Effects have run when a task of the next turn runs: the picture stands.
            spawn_local(async { performance::measure(TIMING) });
        }
    }

    /// Hands a file that was made to the browser, under the name it was asked for.
    fn keep_file(self, query: QueryId, address: Option<&str>) {
        let name = self.store.state.with_untracked(|state| state.saving.clone()).filter(|(pending, _)| *pending == query);
        if let (Some((_, name)), Some(address)) = (name, address) {
            document::download(address, &name);
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
            let origin = self.store.state.with_untracked(|state| state.opened.as_ref().map_or(Origin::Files, |opened| opened.origin));
            let open = self.desk.with_value(|desk| desk.all_open(origin));
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
        let origin = self.origin_of(&ask);
        let Some(job) = self.store.state.try_update(|state| state.begin(origin)) else { return };
        let decisions = self.store.state.with_untracked(|state| state.decisions.clone());
        let mut handles = Vec::new();
        let request = match &ask {
            Ask::Files(files, _, placing) => {
                handles.extend(files.iter().map(|file| file.source.blob.clone()));
                let sources = files.iter().zip(0..).map(|(file, slot)| file.reference(slot)).collect();
                Request::Open { job, sources, placing: *placing, decisions }
            }
            Ask::Sample => Request::OpenSample { job, decisions },
            Ask::Link(link) => Request::OpenLink { job, link: link.clone() },
            Ask::Reread(source, options) => Request::Reread { job, source: *source, options: options.clone(), decisions },
            Ask::Remove(source) => Request::Remove { job, source: *source, decisions },
            Ask::Decide(source) => Request::Decide { job, source: *source, decisions },
        };
        self.desk.update_value(|desk| desk.running.push((job, ask)));
        self.send(&request, &handles);
    }

    /// Where what will then be open comes from: beside a paste everything counts as a paste, which stands in no file.
    fn origin_of(self, ask: &Ask) -> Origin {
        let now = self.store.state.with_untracked(|state| state.opened.as_ref().map(|opened| opened.origin));
        match ask {
            Ask::Files(_, _, Placing::Beside) if now == Some(Origin::Paste) => Origin::Paste,
            Ask::Files(_, origin, _) => *origin,
            Ask::Sample => Origin::Sample,
            Ask::Link(_) => Origin::Link,
            Ask::Reread(source, _) | Ask::Remove(source) | Ask::Decide(Some(source)) if !self.is_open(*source) => {
                let files = |(_, ask): &(JobId, Ask)| if let Ask::Files(_, origin, _) = ask { Some(*origin) } else { None };
                self.desk.with_value(|desk| desk.running.iter().rev().find_map(files)).unwrap_or(Origin::Files)
            }
            Ask::Reread(..) | Ask::Remove(_) | Ask::Decide(_) => now.unwrap_or(Origin::Files),
        }
    }

    /// Whether a source is among those that are open, and not set aside.
    fn is_open(self, source: u32) -> bool {
        self.store.now_of_picture(|overview| overview.sources.iter().any(|card| card.id == source))
    }

    fn ask_files(self, sources: Vec<SourceHandle>, origin: Origin, placing: Placing) {
        let files = self.desk.try_update_value(|desk| sources.into_iter().map(|source| desk.file(source)).collect());
        self.ask(Ask::Files(files.unwrap_or_default(), origin, placing));
    }

    /// Reads files beside what is open; a summary or the sample makes room.
    pub(crate) fn add(self, sources: Vec<SourceHandle>) {
        self.place(sources, Origin::Files);
    }

    fn place(self, sources: Vec<SourceHandle>, from: Origin) {
        let origin = self.store.state.with_untracked(|state| state.opened.as_ref().map(|opened| opened.origin));
        let placing = if matches!(origin, Some(Origin::Files | Origin::Paste)) { Placing::Beside } else { Placing::Instead };
        if !sources.is_empty() {
            self.ask_files(sources, from, placing);
        }
    }

    /// Takes a source away; with the last one that is open everything is closed.
    pub fn remove(self, source: u32) {
        self.close_source();
        let is_last = self.store.now_of_picture(|overview| matches!(overview.sources.as_slice(), [card] if card.id == source));
        if is_last { self.close() } else { self.ask(Ask::Remove(source)) }
    }

    /// Reads a source again, in another way.
    pub fn reread(self, source: u32, options: ReadOptions) {
        self.ask(Ask::Reread(source, options));
    }

    /// Shows how a source was read.
    pub fn open_source(self, source: u32) {
        self.change(|state| state.source.choose(source));
    }

    /// Puts the reading of a source away.
    pub fn close_source(self) {
        self.change(|state| state.source = super::asked::Chosen::default());
    }

    /// Changes what is decided; everything is understood anew at once.
    pub fn decide(self, change: impl FnOnce(&mut Decisions)) {
        self.store.state.update(|state| change(&mut state.decisions));
        self.store.state.with_untracked(|state| memory::remember(&state.decisions));
        let (source, is_reading) = self.store.state.with_untracked(|state| (state.source.number, state.work().is_some()));
        // A decision must not overtake files that are being read: they are understood anew when they are there.
        let reads = self.desk.with_value(|desk| matches!(desk.running.last(), Some((_, Ask::Files(..) | Ask::Sample | Ask::Reread(..)))));
        if is_reading && reads {
            self.desk.update_value(|desk| desk.is_stale = true);
        } else {
            self.ask(Ask::Decide(source));
        }
    }

    /// Saves a file under that name.
    pub fn save(self, saving: Saving, name: String) {
        if let Some(request) = self.store.state.try_update(|state| state.save(saving, name)) {
            self.send(&request, &[]);
        }
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
            Some(Instead::Sources(sources)) => self.ask_files(sources, Origin::Files, Placing::Instead),
            Some(Instead::Nothing) => {
                self.desk.update_value(|desk| (desk.open, desk.files) = (None, Vec::new()));
                self.store.state.update(AppState::close);
                location::clear_fragment();
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
        self.ask_files(vec![source], Origin::Paste, Placing::Instead);
    }

    /// Reads what was pasted beside what is open, without a field to stand in.
    pub(crate) fn add_paste(self, mut sources: Vec<SourceHandle>) {
        for source in sources.iter_mut().filter(|source| source.name.is_empty()) {
            source.name = say!(source.pasted);
        }
        self.place(sources, Origin::Paste);
    }

    /// Reads the sample.
    pub fn open_sample(self) {
        self.ask(Ask::Sample);
    }

    /// Follows an address: a view, or a link to a summary.
    pub fn follow(self, fragment: String) {
        if let Some(view) = View::parse(&fragment) {
            self.look(view);
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

    /// Says which leads are on screen.
    pub fn look_at(self, first: u32, last: u32) {
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
        for request in self.store.state.try_update(|state| state.fetch_leads(first, last)).unwrap_or_default() {
            self.send(&request, &[]);
        }
    }

    /// Puts the lead away.
    pub fn close_lead(self) {
        self.change(|state| state.lead = super::asked::Chosen::default());
    }

    /// Shows a group side by side.
    pub fn open_group(self, number: u32) {
        self.change(|state| {
            state.lead = super::asked::Chosen::default();
            state.view.tab = Tab::Duplicates;
            state.group.choose(number);
        });
    }

    /// Puts the group away.
    pub fn close_group(self) {
        self.change(|state| state.group = super::asked::Chosen::default());
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
        self.change(|state| state.record = super::asked::Chosen::default());
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

    /// Prints the picture of what is picked, from any tab.
    pub fn print(self) {
        self.go(Tab::Overview);
        self.print_painted();
    }

    /// Prints once the picture of what is picked is painted.
    fn print_painted(self) {
        effects::once_painted(
            move || {
                if self.store.state.with_untracked(AppState::is_stale) { self.print_painted() } else { document::print() }
            },
        );
    }

    /// Copies a text and says whether that worked.
    pub fn copy(self, text: String, done: impl FnOnce(bool) + 'static) {
        spawn_local(async move { done(clipboard::write(text).await) });
    }
}
