//! What a user can do, one function each. Each changes the state and asks the worker for what is then missing.

mod pick;
mod review;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::draft::Draft;
use super::state::{AppState, GroupShow, Notice, Origin, Phase};
use super::store::AppStore;
use super::view::{Tab, View};
use super::{effects, memory};
use crate::i18n::say;
use crate::platform::file::{Handle, SourceHandle};
use crate::platform::worker_client::{Report, WorkerClient};
use crate::platform::{clipboard, document, location, performance};
use crate::protocol::{Event, Message, OpenMode, QueryId, Request, Saving, handle_of};
use crate::session::{Import, WantedSource};
use leadlens_engine::LogEntry;
use leadlens_engine::intake::ReadOptions;
use leadlens_engine::leads::ProblemKind;
use leadlens_engine::matching::GroupName;
use leadlens_engine::report::{LeadRow, Measure};

/// Name of the user timing from a request to open until the picture stands.
const TIMING: &str = "leadlens:overview";
/// Name of the user timing from picking leads until everything is painted.
const FILTER_TIMING: &str = "leadlens:filter";
/// Name of the user timing from a decision about who is who until everything is painted.
const VERDICT_TIMING: &str = "leadlens:verdict";

/// What comes in place of what is open.
#[derive(Clone)]
enum Replacement {
    Sources(Vec<SourceHandle>, Origin),
    Sample,
    Link(String),
    Nothing,
}

/// What was asked for last, to be asked again.
#[derive(Clone)]
enum Ask {
    Import(Import, Origin),
    Link(String),
}

/// The worker, and the handles that the session knows by number.
#[derive(Default)]
struct Desk {
    client: Option<WorkerClient>,
    handles: Vec<(u32, SourceHandle)>,
    last: Option<Ask>,
    /// The link that is open.
    link: Option<String>,
    /// What the user wants in place of what is open, until they say that it may be given up.
    replacement: Option<Replacement>,
}

impl Desk {
    fn handle(&self, number: u32) -> Option<&SourceHandle> {
        self.handles.iter().find(|(handle, _)| *handle == number).map(|(_, source)| source)
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
        let report = move |report| self.on_report(report);
        let is_busy = move || store.state.try_with_untracked(AppState::is_waiting).unwrap_or(false);
        let client = WorkerClient::spawn(report, is_busy);
        self.desk.update_value(|desk| desk.client = Some(client));
    }

    fn on_report(self, report: Report) {
        match report {
            Report::Said(mut events) => {
                let crash = events.iter().position(|event| matches!(event, Event::Crashed { .. })).map(|place| events.remove(place));
                self.take(events);
                if let Some(Event::Crashed { message }) = crash {
                    self.restart(Notice::Crashed(message));
                }
            }
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

    /// Takes what the worker says at once.
    fn take(self, events: Vec<Event>) {
        let opened_by = || self.store.state.with_untracked(|state| state.opened.as_ref().map(|opened| opened.job));
        let before = opened_by();
        let is_verdict = events.iter().any(|event| matches!(event, Event::Matched { query: Some(_), .. }));
        let is_picture = events.iter().any(|event| matches!(event, Event::Picture { .. }));
        for event in &events {
            match event {
                Event::Saved { query, address: Some(address) } => self.download(*query, address),
                Event::DraftWritten { query, text } => self.keep_draft(*query, text),
                Event::DraftsRead { log: None, .. } => memory::forget_found_drafts(),
                _ => {}
            }
        }
        let takes_logs = events.iter().any(|event| match event {
            Event::Opened { logs, .. } | Event::Refused { logs, .. } => !logs.is_empty(),
            Event::DraftsRead { .. } => true,
            _ => false,
        });
        let mut events = Some(events);
        self.change(|state| events.take().into_iter().flatten().for_each(|event| state.apply(event)));
        if takes_logs {
            // What another log says was not taken back by the user.
            self.store.state.with_untracked(|state| memory::rebase(state.session.decisions()));
        }
        if is_picture && !self.store.state.with_untracked(AppState::is_stale) {
            effects::once_painted(|| performance::measure(FILTER_TIMING));
        }
        if is_verdict {
            effects::once_painted(|| performance::measure(VERDICT_TIMING));
        }
        let after = opened_by();
        if after.is_some() && after != before {
            self.let_handles_go();
            // Effects have run when a task of the next turn runs: the picture stands.
            spawn_local(async { performance::measure(TIMING) });
        }
    }

    /// Handles of files that are neither open nor about to be, and were not asked for last, are let go.
    fn let_handles_go(self) {
        let used = self.store.state.with_untracked(|state| state.session.handles());
        self.desk.update_value(|desk| {
            let asked = if let Some(Ask::Import(import, _)) = &desk.last { import.references().1 } else { Vec::new() };
            desk.handles.retain(|(handle, _)| used.contains(handle) || asked.contains(handle));
        });
    }

    /// Keeps a draft that is still wanted; one without any statement is none.
    fn keep_draft(self, query: QueryId, text: &str) {
        let (draft, count) = self.store.state.with_untracked(|state| (state.draft.clone(), state.session.statement_count()));
        if draft.awaits(query) {
            memory::keep_draft((count > 0).then_some(text));
            if draft.found.is_empty() {
                // What stood in them is part of this one, or was not wanted.
                memory::forget_found_drafts();
            }
        }
    }

    /// Hands a file that was made to the browser, under the name it was asked for.
    fn download(self, query: QueryId, address: &str) {
        let saved = self.store.state.with_untracked(|state| state.saving.clone()).filter(|saved| saved.query == Some(query));
        if let Some(saved) = saved {
            document::download(address, &saved.name);
        }
    }

    /// Starts a new worker in place of a dead one, which still answers in the middle of its own message: not before this turn has ended.
    fn restart(self, notice: Notice) {
        self.store.state.update(|state| state.break_off(notice.clone()));
        spawn_local(async move {
            let old = self.desk.try_update_value(|desk| desk.client.take());
            drop(old);
            // A worker that dies again and again is left alone until the user asks for something.
            if !self.store.state.with_untracked(|state| state.session.may_restart()) {
                self.store.state.update(|state| {
                    state.lose();
                    state.notice = Some(Notice::GivenUp);
                });
                return;
            }
            self.spawn_worker();
            self.reopen();
            self.store.state.update(|state| {
                if state.notice.is_none() {
                    state.notice = Some(notice);
                }
            });
        });
    }

    /// Opens what is open once more: a new worker holds nothing.
    fn reopen(self) {
        let open = self.store.state.with_untracked(|state| state.opened.as_ref().map(|opened| (opened.origin, state.session.restarted())));
        match open {
            Some((Origin::Link, _)) => {
                if let Some(link) = self.desk.with_value(|desk| desk.link.clone()) {
                    self.begin(&Ask::Link(link));
                }
            }
            Some((origin, import)) => self.begin(&Ask::Import(import, origin)),
            // What was wanted of the old worker is wanted of this one.
            None => self.change(|_| ()),
        }
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
        self.tell(&mut |state| {
            change(state);
            state.requests()
        });
        self.rebuild();
    }

    /// Changes the state and sends what that asks of the worker, if anything.
    fn tell(self, requests: &mut dyn FnMut(&mut AppState) -> Vec<Request>) {
        let message = self.store.state.try_update(|state| {
            let requests = requests(state);
            (!requests.is_empty()).then(|| state.message(requests))
        });
        if let Some(message) = message.flatten() {
            self.send(&message, &[]);
        }
    }

    /// Understands what is open anew where the log says otherwise than what it rests on.
    fn rebuild(self) {
        let wanted = self.store.state.with_untracked(|state| {
            let origin = state.opened.as_ref().map(|opened| opened.origin)?;
            (state.session.must_rebuild() && origin != Origin::Link).then(|| (state.session.rebuilt(None), origin))
        });
        if let Some((import, origin)) = wanted {
            self.begin(&Ask::Import(import, origin));
        }
    }

    fn send(self, message: &Message, handles: &[Option<Handle>]) {
        if self.desk.with_value(|desk| desk.client.is_none()) {
            self.spawn_worker();
            // What is said about what is open waits until another worker has it open.
            if self.store.state.with_untracked(|state| state.opened.is_some() && state.work().is_none()) {
                return self.reopen();
            }
        }
        self.desk.with_value(|desk| {
            if let Some(client) = &desk.client {
                client.send(message, handles);
            }
        });
    }

    /// Opens what the user asks for.
    fn ask(self, ask: Ask) {
        self.begin(&ask);
        self.desk.update_value(|desk| desk.last = Some(ask));
    }

    fn begin(self, ask: &Ask) {
        if self.store.phase.get_untracked() == Phase::OldWorker {
            return;
        }
        performance::mark(TIMING);
        let mut handles = Vec::new();
        let begun = self.store.state.try_update(|state| {
            let request = match ask {
                Ask::Import(import, origin) => {
                    let (sources, numbers) = import.references();
                    handles = numbers;
                    let job = state.begin_import(*origin, import.clone());
                    Request::Open { job, sources, mode: import.mode }
                }
                Ask::Link(link) => Request::OpenLink { job: state.begin(Origin::Link), link: link.clone() },
            };
            state.message(vec![request])
        });
        let Some(message) = begun else { return };
        let blobs: Vec<Option<Handle>> =
            self.desk.with_value(|desk| handles.iter().map(|handle| desk.handle(*handle).map(|source| source.blob.clone())).collect());
        self.send(&message, &blobs);
    }

    /// The sources as the session knows them.
    fn note(self, sources: Vec<SourceHandle>) -> Vec<WantedSource> {
        let note = |source: SourceHandle| {
            let wanted = self.store.state.try_update(|state| state.session.source(source.name.clone(), source.size))?;
            self.desk.update_value(|desk| desk.handles.push((wanted.handle, source)));
            Some(wanted)
        };
        sources.into_iter().filter_map(note).collect()
    }

    fn import(self, sources: Vec<WantedSource>, origin: Origin, mode: OpenMode) {
        let import = self.store.state.with_untracked(|state| state.session.import(sources, mode));
        self.ask(Ask::Import(import, origin));
    }

    /// Reads files beside what is open; a summary or the sample makes room.
    pub(crate) fn add(self, sources: Vec<SourceHandle>) {
        self.place(sources, Origin::Files);
    }

    /// Beside a paste everything counts as a paste, which stands in no file.
    fn place(self, sources: Vec<SourceHandle>, from: Origin) {
        if sources.is_empty() {
            return;
        }
        match self.store.state.with_untracked(|state| state.opened.as_ref().map(|opened| opened.origin)) {
            Some(Origin::Paste) => self.import(self.note(sources), Origin::Paste, OpenMode::Append),
            Some(Origin::Files) => self.import(self.note(sources), from, OpenMode::Append),
            _ => self.replace(Replacement::Sources(sources, from)),
        }
    }

    /// Takes a source away; with the last one that is open everything is closed.
    pub fn remove(self, source: u32) {
        let name = self.store.state.with_untracked(|state| state.source.found.as_ref().map(|found| found.detail.name.clone()));
        self.close_source();
        let is_last = self.store.now_of_picture(|overview| matches!(overview.sources.as_slice(), [card] if card.id == source));
        if is_last {
            self.close();
        } else if let Some(name) = name {
            let import = self.store.state.with_untracked(|state| state.session.without(source, &name));
            if import.sources.is_empty() {
                self.dismiss();
            } else {
                self.ask(Ask::Import(import, self.origin()));
            }
        }
    }

    /// Where what is open comes from.
    fn origin(self) -> Origin {
        self.store.state.with_untracked(|state| state.opened.as_ref().map_or(Origin::Files, |opened| opened.origin))
    }

    /// Reads a source again, in another way.
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
        self.change(|state| state.source = super::asked::Chosen::default());
    }

    /// Makes a decision about how records are read and understood; they are understood anew at once.
    pub fn decide(self, entry: LogEntry) {
        self.store.state.update(|state| state.session.decide(entry));
        self.store.state.with_untracked(|state| memory::remember(state.session.decisions()));
        // About a source that was refused: it is tried again. What is open follows by itself.
        let rejected = self.store.state.with_untracked(|state| {
            let source = state.source.number?;
            let is_free = state.work().is_none();
            (is_free && !state.session.is_open(handle_of(source))).then(|| state.session.rebuilt(Some(handle_of(source))))
        });
        match rejected {
            Some(import) => self.ask(Ask::Import(import, self.origin())),
            None => self.change(|_| ()),
        }
    }

    /// Saves a file under that name.
    pub fn save(self, saving: Saving, name: String) {
        self.change(|state| state.save(saving, name));
    }

    /// The file that is being made is no longer wanted.
    pub fn cancel_save(self) {
        self.tell(&mut |state| state.saving.take().map(|_| Request::CancelSave).into_iter().collect());
    }

    /// Reads files in place of what is open, after a question where something would be lost.
    pub(crate) fn open(self, sources: Vec<SourceHandle>) {
        if !sources.is_empty() {
            self.replace(Replacement::Sources(sources, Origin::Files));
        }
    }

    /// Closes what is open and goes to the first screen, after a question where something would be lost.
    pub fn close(self) {
        self.replace(Replacement::Nothing);
    }

    fn replace(self, replacement: Replacement) {
        // Decisions that wait for their files stay when files are opened.
        let is_at_risk = |state: &AppState| state.would_lose() && (state.opened.is_some() || matches!(replacement, Replacement::Link(_)));
        let asks = self.store.state.with_untracked(is_at_risk);
        self.desk.update_value(|desk| desk.replacement = Some(replacement));
        if asks {
            self.store.state.update(|state| state.is_asking = true);
        } else {
            self.confirm_replace();
        }
    }

    /// What is open may go: does what was asked for instead.
    pub fn confirm_replace(self) {
        self.store.state.update(|state| state.is_asking = false);
        match self.desk.try_update_value(|desk| desk.replacement.take()).flatten() {
            Some(Replacement::Sources(sources, origin)) => self.import(self.note(sources), origin, OpenMode::Replace),
            Some(Replacement::Sample) => {
                let sample = self.store.state.try_update(|state| state.session.sample());
                self.import(sample.into_iter().collect(), Origin::Sample, OpenMode::Replace);
            }
            Some(Replacement::Link(link)) => {
                if location::fragment() != link {
                    location::push_fragment(&link, 0);
                }
                self.desk.update_value(|desk| desk.link = Some(link.clone()));
                self.ask(Ask::Link(link));
            }
            Some(Replacement::Nothing) => {
                self.store.state.update(AppState::close);
                self.desk.update_value(|desk| desk.last = None);
                self.let_handles_go();
                self.tell(&mut |_| vec![Request::Close]);
                memory::keep_draft(None);
                self.store.state.update(|state| state.draft.skip(state.session.revision()));
                location::clear_fragment();
            }
            None => {}
        }
    }

    /// What is open stays.
    pub fn cancel_replace(self) {
        self.desk.update_value(|desk| desk.replacement = None);
        self.store.state.update(|state| state.is_asking = false);
    }

    /// Reads a paste in place of what is open.
    pub(crate) fn open_paste(self, mut source: SourceHandle, name: String) {
        source.name = name;
        self.replace(Replacement::Sources(vec![source], Origin::Paste));
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
        self.replace(Replacement::Sample);
    }

    /// Follows an address: a view, or a link to a summary, which takes the place of what is open. Until the user has said that it may, the
    /// address is that of what is open.
    pub fn follow(self, fragment: String) {
        if let Some(view) = View::parse(&fragment) {
            self.set_view(view);
            return;
        }
        if self.store.state.with_untracked(AppState::would_lose) {
            // A place that no view has: the address is looked at as it stands.
            location::replace_fragment(&self.store.state.with_untracked(|state| state.view.fragment()), usize::MAX);
        }
        self.replace(Replacement::Link(fragment));
    }

    /// Stops reading; what was open stays.
    pub fn cancel(self) {
        self.tell(&mut |state| state.cancel().map(Request::Cancel).into_iter().collect());
    }

    /// Opens once more what was asked for last, as far as its files are still known.
    pub fn try_again(self) {
        let last = self.desk.with_value(|desk| {
            let is_known = |import: &Import| import.sources.iter().all(|source| source.is_sample || desk.handle(source.handle).is_some());
            desk.last.clone().filter(|ask| if let Ask::Import(import, _) = ask { is_known(import) } else { true })
        });
        match last {
            Some(Ask::Import(import, origin)) => {
                let import = self.store.state.with_untracked(|state| state.session.again(&import));
                self.ask(Ask::Import(import, origin));
            }
            Some(last) => self.ask(last),
            None => self.reopen(),
        }
    }

    /// Keeps a draft of the decisions in this browser from now on, or no longer.
    pub fn set_draft(self, is_kept: bool) {
        memory::allow_drafts(is_kept);
        self.change(|state| state.draft = Draft::of(is_kept, Vec::new()));
    }

    /// Takes up the decisions that this browser kept.
    pub fn take_up_draft(self) {
        self.change(|state| state.draft.take_up());
    }

    /// Forgets the decisions of other days that this browser kept. A draft goes on being kept where that is wanted.
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
        self.tell(&mut |state| state.fetch_leads(first, last));
    }

    /// Puts the lead away.
    pub fn close_lead(self) {
        self.change(|state| state.lead = super::asked::Chosen::default());
    }

    /// Shows a group side by side.
    pub fn open_group(self, name: GroupName) {
        self.change(|state| {
            state.lead = super::asked::Chosen::default();
            state.view.tab = Tab::Duplicates;
            state.group.choose(name);
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
        self.change(AppState::share);
    }

    /// Makes the link with the offers that were withheld, or without.
    pub fn share_withheld(self, with_withheld: bool) {
        self.change(|state| state.share_withheld(with_withheld));
    }

    /// Closes the share dialog.
    pub fn close_share(self) {
        self.store.state.update(|state| state.sharing = super::state::Sharing::default());
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
