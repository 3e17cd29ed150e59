//! The worker: started, listened to, told, and started again.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::open::OpenCommand;
use super::{Actions, FILTER_TIMING, TIMING, VERDICT_TIMING};
use crate::app::state::{AppState, Notice, OpenedFrom, Phase};
use crate::app::{effects, memory};
use crate::platform::file::Handle;
use crate::platform::worker_client::{Report, WorkerClient};
use crate::platform::{document, performance};
use crate::protocol::{Answer, Event, Message, QueryId, Request};

impl Actions {
    pub(super) fn spawn_worker(self) {
        let store = self.store;
        let report = move |report| self.on_report(report);
        let is_busy = move || store.state.try_with_untracked(AppState::is_waiting).unwrap_or(false);
        let client = WorkerClient::spawn(report, is_busy);
        self.connection.update_value(|connection| connection.client = Some(client));
    }

    fn on_report(self, report: Report) {
        match report {
            Report::Events(mut events) => {
                let crash = events.iter().position(|event| matches!(event, Event::Crashed { .. })).map(|place| events.remove(place));
                self.on_events(events);
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

    /// The worker could not be loaded. Another one is started when the user wants something.
    fn lose_worker(self) {
        self.store.state.update(|state| state.break_off(Notice::Unreachable));
        spawn_local(async move { drop(self.connection.try_update_value(|connection| connection.client.take())) });
    }

    /// Takes what the worker says at once.
    fn on_events(self, events: Vec<Event>) {
        let opened_by = || self.store.state.with_untracked(|state| state.opened.as_ref().map(|opened| opened.job));
        let before = opened_by();
        let is_verdict = events.iter().any(|event| matches!(event, Event::Answer(_, Answer::Matched(_))));
        let is_overview = events.iter().any(|event| matches!(event, Event::Answer(_, Answer::Overview(_))));
        for event in &events {
            match event {
                Event::Answer(query, Answer::Exported(Some(address))) => self.download(*query, address),
                Event::Answer(query, Answer::Copied(text)) => self.put_on_clipboard(*query, text),
                Event::Answer(query, Answer::DraftWritten(text)) => self.store_draft(*query, text),
                Event::Answer(_, Answer::DraftsRead(None)) => memory::forget_found_drafts(),
                _ => {}
            }
        }
        let takes_logs = events.iter().any(|event| match event {
            Event::Opened { logs, .. } | Event::Refused { logs, .. } => !logs.is_empty(),
            Event::Answer(_, Answer::DraftsRead(_)) => true,
            _ => false,
        });
        let may_revert = events.iter().any(|event| matches!(event, Event::Cancelled { .. } | Event::Refused { .. }));
        let mut events = Some(events);
        self.change(|state| events.take().into_iter().flatten().for_each(|event| state.apply(event)));
        if takes_logs {
            // What another log says was not taken back by the user.
            self.store.state.with_untracked(|state| memory::rebase(state.session.decisions()));
        } else if may_revert {
            self.store.state.with_untracked(|state| memory::remember(state.session.decisions()));
        }
        if is_overview && !self.store.state.with_untracked(AppState::is_stale) {
            effects::once_painted(|| performance::measure(FILTER_TIMING));
        }
        if is_verdict {
            effects::once_painted(|| performance::measure(VERDICT_TIMING));
        }
        let after = opened_by();
        if after.is_some() && after != before {
            self.release_handles();
            self.once_drawn(|| performance::measure(TIMING));
        }
    }

    /// Handles of files that are neither open nor about to be, and were not requested last, are released.
    pub(super) fn release_handles(self) {
        let mut used = self.store.state.with_untracked(|state| state.session.handles());
        self.connection.update_value(|connection| {
            used.extend(connection.closed.iter().flat_map(|closed| closed.session.handles()));
            let wanted = if let Some(OpenCommand::Import(import, _)) = &connection.last { import.references().1 } else { Vec::new() };
            connection.handles.retain(|(handle, _)| used.contains(handle) || wanted.contains(handle));
        });
    }

    /// Stores a draft that is still wanted; one without any statement is none.
    fn store_draft(self, query: QueryId, text: &str) {
        let (draft, count) = self.store.state.with_untracked(|state| (state.draft.clone(), state.session.statement_count()));
        if draft.awaits(query) {
            memory::store_draft((count > 0).then_some(text));
            if draft.found.is_empty() {
                // What stood in them is part of this one, or was not wanted.
                memory::forget_found_drafts();
            }
        }
    }

    /// Puts a list that is still wanted on the clipboard.
    fn put_on_clipboard(self, query: QueryId, text: &str) {
        if self.store.state.with_untracked(|state| state.export.as_ref().is_some_and(|export| export.query == Some(query))) {
            self.copy(text.to_owned(), move |is_done| self.store.state.update(|state| state.list_copied = Some(is_done)));
        }
    }

    /// Hands a file that was made to the browser, under the name it was requested.
    fn download(self, query: QueryId, address: &str) {
        let export = self.store.state.with_untracked(|state| state.export.clone()).filter(|export| export.query == Some(query));
        if let Some(export) = export {
            document::download(address, &export.name);
        }
    }

    /// Starts a new worker in place of a dead one, which still answers in the middle of its own message: not before this turn has ended.
    fn restart(self, notice: Notice) {
        self.store.state.update(|state| state.break_off(notice.clone()));
        spawn_local(async move {
            let old = self.connection.try_update_value(|connection| connection.client.take());
            drop(old);
            // A worker that dies again and again is left alone until the user wants something.
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
    pub(super) fn reopen(self) {
        let open = self.store.state.with_untracked(|state| state.opened.as_ref().map(|opened| (opened.origin, state.session.restarted())));
        match open {
            Some((OpenedFrom::Link, _)) => {
                if let Some(link) = self.connection.with_value(|connection| connection.link.clone()) {
                    self.begin_open(&OpenCommand::Link(link));
                }
            }
            Some((origin, import)) => self.begin_open(&OpenCommand::Import(import, origin)),
            // What was wanted of the old worker is wanted of this one.
            None => self.change(|_| ()),
        }
    }

    /// Changes the state and sends the requests that follow from it, if anything.
    pub(super) fn tell(self, requests: &mut dyn FnMut(&mut AppState) -> Vec<Request>) {
        let message = self.store.state.try_update(|state| {
            let requests = requests(state);
            (!requests.is_empty()).then(|| state.message(requests))
        });
        if let Some(message) = message.flatten() {
            self.send(&message, &[]);
        }
    }

    /// Understands what is open anew where the log says otherwise than what it rests on.
    pub(super) fn rebuild(self) {
        let wanted = self.store.state.with_untracked(|state| {
            let origin = state.opened.as_ref().map(|opened| opened.origin)?;
            (state.session.must_rebuild() && origin != OpenedFrom::Link).then(|| (state.session.rebuilt(None), origin))
        });
        if let Some((import, origin)) = wanted {
            self.begin_open(&OpenCommand::Import(import, origin));
        }
    }

    pub(super) fn send(self, message: &Message, handles: &[Option<Handle>]) {
        if self.connection.with_value(|connection| connection.client.is_none()) {
            self.spawn_worker();
            // Messages about what is open wait until another worker has it open.
            if self.store.state.with_untracked(|state| state.opened.is_some() && state.work().is_none()) {
                return self.reopen();
            }
        }
        self.connection.with_value(|connection| {
            if let Some(client) = &connection.client {
                client.send(message, handles);
            }
        });
    }
}
