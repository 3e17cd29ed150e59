//! Opening, adding, replacing and closing.

use leptos::prelude::*;

use super::{Actions, TIMING};
use crate::app::memory;
use crate::app::state::{AppState, Leaving, OpenedFrom, Phase};
use crate::app::view::View;
use crate::i18n::t;
use crate::platform::file::{Handle, SourceHandle};
use crate::platform::{location, performance};
use crate::protocol::{Command, Job, OpenMode, Request};
use crate::session::{Import, WantedSource};

/// Replacement for what is open: sources, the sample, a link, or nothing.
#[derive(Clone)]
pub(super) enum Replacement {
    Sources(Vec<SourceHandle>, OpenedFrom),
    Sample,
    Link(String),
    Nothing,
}

/// Import or link that was requested last, held to be requested again.
#[derive(Clone)]
pub(super) enum OpenCommand {
    Import(Import, OpenedFrom),
    Link(String),
}

impl Actions {
    /// Opens what the user wants.
    pub(super) fn run_open(self, command: OpenCommand) {
        self.store.state.update(|state| state.session.forget_crashes());
        self.begin_open(&command);
        self.connection.update_value(|connection| (connection.last, connection.closed) = (Some(command), None));
    }

    pub(super) fn begin_open(self, command: &OpenCommand) {
        if self.store.phase.get_untracked() == Phase::OldWorker {
            return;
        }
        performance::mark(TIMING);
        let mut handles = Vec::new();
        let begun = self.store.state.try_update(|state| {
            let request = match command {
                OpenCommand::Import(import, origin) => {
                    let (sources, numbers) = import.references();
                    handles = numbers;
                    let job = state.begin_import(*origin, import.clone());
                    Request::Job(job, Job::Open { sources, mode: import.mode })
                }
                OpenCommand::Link(link) => Request::Job(state.begin(OpenedFrom::Link), Job::OpenLink(link.clone())),
            };
            state.message(vec![request])
        });
        let Some(message) = begun else { return };
        let blobs: Vec<Option<Handle>> = self
            .connection
            .with_value(|connection| handles.iter().map(|handle| connection.handle(*handle).map(|source| source.blob.clone())).collect());
        self.send(&message, &blobs);
    }

    /// The sources as the session knows them.
    fn note(self, sources: Vec<SourceHandle>, from: OpenedFrom) -> Vec<WantedSource> {
        let note = |source: SourceHandle| {
            let wanted = self.store.state.try_update(|state| {
                let (name, size) = (source.name.clone(), source.size);
                if from == OpenedFrom::Paste { state.session.paste(name, size) } else { state.session.source(name, size) }
            })?;
            self.connection.update_value(|connection| connection.handles.push((wanted.handle, source)));
            Some(wanted)
        };
        sources.into_iter().filter_map(note).collect()
    }

    fn import(self, sources: Vec<WantedSource>, origin: OpenedFrom, mode: OpenMode) {
        let import = self.store.state.with_untracked(|state| state.session.import(sources, mode));
        self.run_open(OpenCommand::Import(import, origin));
    }

    /// Reads files in addition to what is open; a summary or the sample is replaced.
    pub(crate) fn add(self, sources: Vec<SourceHandle>) {
        self.place(sources, OpenedFrom::Files);
    }

    fn place(self, sources: Vec<SourceHandle>, from: OpenedFrom) {
        if sources.is_empty() {
            return;
        }
        match self.store.state.with_untracked(|state| state.opened.as_ref().map(|opened| opened.origin)) {
            Some(OpenedFrom::Paste) => self.import(self.note(sources, from), OpenedFrom::Paste, OpenMode::Append),
            Some(OpenedFrom::Files) => self.import(self.note(sources, from), from, OpenMode::Append),
            _ => self.replace(Replacement::Sources(sources, from)),
        }
    }

    /// Takes a source away; with the last one that is open everything is closed.
    pub fn remove(self, source: u32) {
        let name = self.store.state.with_untracked(|state| state.source.found.as_ref().map(|found| found.detail.name.clone()));
        self.close_source();
        let is_last = self.store.now_of_overview(|overview| matches!(overview.sources.as_slice(), [card] if card.id == source));
        if is_last {
            self.close();
        } else if let Some(name) = name {
            let import = self.store.state.with_untracked(|state| state.session.without(source, &name));
            if import.sources.is_empty() {
                self.dismiss();
            } else {
                self.run_open(OpenCommand::Import(import, self.origin()));
            }
        }
    }

    /// Returns the origin of what is open; `OpenedFrom::Files` where nothing is.
    pub(super) fn origin(self) -> OpenedFrom {
        self.store.state.with_untracked(|state| state.opened.as_ref().map_or(OpenedFrom::Files, |opened| opened.origin))
    }

    /// Reads files in place of what is open, after a question where something would be lost.
    pub(crate) fn open(self, sources: Vec<SourceHandle>) {
        if !sources.is_empty() {
            self.replace(Replacement::Sources(sources, OpenedFrom::Files));
        }
    }

    /// Closes what is open and goes to the first screen, after a question where something would be lost.
    pub fn close(self) {
        self.replace(Replacement::Nothing);
    }

    fn replace(self, replacement: Replacement) {
        // Decisions that wait for their files stay when files are opened.
        let would_lose = |state: &AppState| state.would_lose() && (state.opened.is_some() || matches!(replacement, Replacement::Link(_)));
        let is_at_risk = self.store.state.with_untracked(would_lose);
        let leaving = if matches!(replacement, Replacement::Nothing) { Leaving::Close } else { Leaving::Open };
        self.connection.update_value(|connection| connection.replacement = Some(replacement));
        if is_at_risk {
            self.store.state.update(|state| state.leaving = Some(leaving));
        } else {
            self.confirm_replace();
        }
    }

    /// Discards what is open and carries out the replacement.
    pub fn confirm_replace(self) {
        self.store.state.update(|state| state.leaving = None);
        match self.connection.try_update_value(|connection| connection.replacement.take()).flatten() {
            Some(Replacement::Sources(sources, origin)) => self.import(self.note(sources, origin), origin, OpenMode::Replace),
            Some(Replacement::Sample) => {
                let sample = self.store.state.try_update(|state| state.session.sample());
                self.import(sample.into_iter().collect(), OpenedFrom::Sample, OpenMode::Replace);
            }
            Some(Replacement::Link(link)) => {
                if location::fragment() != link {
                    location::push_fragment(&link, 0);
                }
                self.connection.update_value(|connection| connection.link = Some(link.clone()));
                self.run_open(OpenCommand::Link(link));
            }
            Some(Replacement::Nothing) => {
                let before = self.store.state.with_untracked(|state| {
                    let has_files = state.opened.as_ref().is_some_and(|opened| opened.origin != OpenedFrom::Link);
                    has_files.then(|| Box::new(state.clone()))
                });
                self.store.state.update(AppState::close);
                self.connection.update_value(|connection| (connection.last, connection.closed) = (None, before));
                self.release_handles();
                self.tell(&mut |_| vec![Request::Command(Command::Close)]);
                memory::store_draft(None);
                self.store.state.update(|state| state.draft.skip(state.session.revision()));
                // An entry of its own: the browser goes back to what was open.
                location::push_fragment("", usize::MAX);
            }
            None => {}
        }
    }

    /// Opens again what was closed last, with everything that was decided; `false` where nothing was closed, or something is open.
    fn open_closed(self) -> bool {
        let is_free = self.store.state.with_untracked(|state| state.opened.is_none() && state.work().is_none());
        let closed = self.connection.try_update_value(|connection| connection.closed.take_if(|_| is_free)).flatten();
        let is_there = closed.is_some();
        if let Some(closed) = closed {
            self.store.state.update(|state| state.restore(*closed));
            self.reopen();
        }
        is_there
    }

    /// Keeps what is open and forgets what was requested instead.
    pub fn cancel_replace(self) {
        self.connection.update_value(|connection| connection.replacement = None);
        self.store.state.update(|state| state.leaving = None);
    }

    /// Reads a paste in place of what is open.
    pub(crate) fn open_paste(self, mut source: SourceHandle, name: String) {
        source.name = name;
        self.replace(Replacement::Sources(vec![source], OpenedFrom::Paste));
    }

    /// Reads what was pasted in addition to what is open, without a field to stand in.
    pub(crate) fn add_paste(self, mut sources: Vec<SourceHandle>) {
        for source in sources.iter_mut().filter(|source| source.name.is_empty()) {
            source.name = t!(source.pasted);
        }
        self.place(sources, OpenedFrom::Paste);
    }

    /// Reads the sample.
    pub fn open_sample(self) {
        self.replace(Replacement::Sample);
    }

    /// Follows an address: a view, or a link to a summary, which takes the place of what is open. Until the user has confirmed that, the
    /// address is that of what is open.
    pub fn follow(self, fragment: String) {
        if let Some(view) = View::parse(&fragment) {
            if !self.open_closed() {
                self.set_view(view);
            }
            return;
        }
        if self.store.state.with_untracked(AppState::would_lose) {
            // A place that no view has: the address is read as it is.
            location::replace_fragment(&self.store.state.with_untracked(|state| state.view.fragment()), usize::MAX);
        }
        self.replace(Replacement::Link(fragment));
    }

    /// Stops reading; what was open stays.
    pub fn cancel(self) {
        self.tell(&mut |state| state.cancel().map(|job| Request::Command(Command::Cancel(job))).into_iter().collect());
    }

    /// Opens once more what was requested last, as far as its files are still known.
    pub fn try_again(self) {
        let last = self.connection.with_value(|connection| {
            let is_known =
                |import: &Import| import.sources.iter().all(|source| source.is_sample || connection.handle(source.handle).is_some());
            connection.last.clone().filter(|command| if let OpenCommand::Import(import, _) = command { is_known(import) } else { true })
        });
        match last {
            Some(OpenCommand::Import(import, origin)) => {
                let import = self.store.state.with_untracked(|state| state.session.again(&import));
                self.run_open(OpenCommand::Import(import, origin));
            }
            Some(last) => self.run_open(last),
            None => self.reopen(),
        }
    }
}
