//! Events of the worker, taken over into the state.

use std::sync::Arc;

use super::job::{Opened, OpenedFrom, Phase, SharedOverview, Work};
use super::notice::Notice;
use super::overview::Picked;
use super::people::People;
use super::review::{PairChosen, PresetsChosen, Review, RulesChosen};
use super::{AppState, SourceReading};
use crate::app::history::History;
use crate::app::remote::{Chosen, Paged};
use crate::app::view::View;
use crate::protocol::{Answer, Event, ExportKind, JobId, Matched, PROTOCOL, QueryId};
use crate::session::{Cause, Committed};
use leadlens_engine::intake::SourceFailure;
use leadlens_engine::report::Overview;
use leadlens_engine::report::WinnerRule;
use leadlens_engine::{DecisionLog, Stage};

impl AppState {
    /// Applies an event of the worker. One about an older job or query changes nothing.
    pub fn apply(&mut self, event: Event) {
        match event {
            Event::Ready { protocol } if protocol != PROTOCOL => self.phase = Phase::OldWorker,
            Event::Ready { .. } => {}
            Event::Progress { job, stage, handle, done, total } => self.advance(job, stage, handle, (done, total)),
            Event::Opened { job, overview, review, failures, handles, logs, built, followed } => {
                let culprits = self.session.culprits();
                let outcome = Committed { handles: &handles, logs, built, followed, absent: &review.absent };
                let import = self.session.committed(job, outcome);
                if let Some(origin) = self.committed(job) {
                    let is_restart = import.is_some_and(|import| import.cause == Cause::Restart);
                    if is_restart && !failures.is_empty() {
                        self.notice = Some(Notice::PartlyLost(failures));
                    } else if !failures.is_empty() {
                        self.notice = Some(Notice::SomeFailed(failures));
                    } else if is_restart && !culprits.is_empty() {
                        self.notice = Some(Notice::LeftOut(culprits));
                    }
                    self.show(job, origin, *overview);
                    self.review = Review::begin(*review);
                }
            }
            Event::LinkOpened { job, overview, view } => {
                self.session.overtaken(job);
                if self.committed(job).is_some() {
                    self.session.close();
                    self.view = View { measure: view.measure, language: self.view.language, ..View::default() };
                    self.show(job, OpenedFrom::Link, *overview);
                }
            }
            Event::Refused { job, failures, logs } => self.refuse(job, failures, logs),
            Event::LinkRefused { job, error } => {
                self.session.overtaken(job);
                if self.end(job).is_some() {
                    self.notice = Some(Notice::LinkRefused(error));
                }
            }
            Event::Cancelled { job } => {
                self.end(job);
                let cause = self.session.cancelled(job);
                self.revert_steps();
                if cause == Some(Cause::Restart) {
                    self.lose();
                    self.notice = Some(Notice::Lost(Vec::new()));
                }
            }
            Event::Answer(query, answer) => self.apply_answer(query, answer),
            Event::Matched(matched) => self.apply_matched(None, matched),
            Event::Exporting { query, done, total } => {
                if let Some(export) = self.export.as_mut().filter(|export| export.query == Some(query)) {
                    export.progress = (done, total);
                }
            }
            Event::Crashed { message } => self.break_off(Notice::Crashed(message)),
        }
    }

    /// Takes an answer; one to an older query changes nothing.
    fn apply_answer(&mut self, query: QueryId, answer: Answer) {
        match answer {
            Answer::Overview(overview) => drop(self.picked.answer(query, *overview)),
            Answer::Lead(lead) => self.lead.answer(query, lead.map(|lead| *lead)),
            Answer::Leads(page) => drop(self.leads.answer(query, page)),
            Answer::Groups(page) => {
                if self.groups.answer(query, page) {
                    self.open_destination();
                    self.preselect_group();
                }
            }
            Answer::Group(group) => self.answer_group(query, group.map(|group| *group)),
            Answer::Pair(pair) => self.pair.answer(query, pair.map(|pair| *pair)),
            Answer::People(page) => self.people.answer(query, page),
            Answer::Person(person) => self.people.person.answer(query, person.map(|person| *person)),
            Answer::Rules(comparison) => self.rules.answer(query, Some(*comparison)),
            Answer::Presets(effects) => self.presets.answer(query, Some(effects)),
            Answer::Problems(page) => drop(self.problems.answer(query, page)),
            Answer::Record(record) => self.record.answer(query, record),
            Answer::Source { detail, encodings } => {
                self.source.answer(query, detail.map(|detail| SourceReading { detail: *detail, encodings, query }));
            }
            Answer::Matched(matched) => self.apply_matched(Some(query), matched),
            Answer::Exported(address) => {
                if let Some(export) = self.export.take_if(|export| export.query == Some(query)) {
                    match address {
                        None => self.notice = Some(Notice::NotSaved),
                        Some(_) if export.kind == ExportKind::Workspace => {
                            self.session.mark_saved(export.changes);
                            self.session.mark_pastes_saved(export.pastes);
                        }
                        Some(_) => {}
                    }
                }
            }
            Answer::Copied(_) => drop(self.export.take_if(|export| export.query == Some(query))),
            Answer::DraftWritten(_) => self.draft.written(query),
            Answer::DraftsRead(log) => {
                if self.draft.answer(query)
                    && let Some(log) = log
                {
                    self.session.take_up(*log);
                }
            }
            Answer::Previewed(preview) => self.list_export.answer(query, Some(*preview)),
            Answer::MergePlan(summary) => self.merge_plan.answer(query, Some(*summary)),
            Answer::Shared(link) => self.sharing.answer(query, Some(link)),
        }
    }

    fn apply_matched(&mut self, query: Option<QueryId>, matched: Matched) {
        if self.opened.as_ref().is_some_and(|opened| opened.job == matched.generation) {
            self.session.followed(matched.followed, &matched.review.absent, query.is_some());
            self.match_anew(query, *matched.overview, *matched.review);
        }
    }

    /// A job has ended without any lead.
    fn refuse(&mut self, job: JobId, failures: Vec<SourceFailure>, logs: Vec<DecisionLog>) {
        let has_logs = !logs.is_empty();
        let culprits = self.session.culprits();
        let import = self.session.refused(job, logs);
        self.revert_steps();
        if self.end(job).is_none() {
            return;
        }
        self.source.renew();
        self.notice = Some(if import.is_some_and(|import| import.cause == Cause::Restart) {
            self.lose();
            if failures.is_empty() && !culprits.is_empty() { Notice::LeftOut(culprits) } else { Notice::Lost(failures) }
        } else if has_logs && failures.is_empty() {
            Notice::TakenOver
        } else {
            Notice::Refused(failures)
        });
    }

    fn advance(&mut self, running: JobId, at: Stage, handle: Option<u32>, (parts, of): (u64, u64)) {
        if let Phase::Working(work) = &mut self.phase
            && work.job == running
        {
            work.stage = Some(at);
            work.handle = handle;
            work.done = parts;
            work.total = of;
        }
    }

    /// Ends a job if it is the one that runs.
    fn end(&mut self, job: JobId) -> Option<Work> {
        let work = self.work().filter(|work| work.job == job)?.clone();
        self.phase = Phase::Idle;
        Some(work)
    }

    /// Ends a job and returns the origin of its overview. The worker has it open now, even if the job was cancelled or overtaken while the
    /// message was in transit, so it is shown; `None` for a job older than what is open.
    fn committed(&mut self, job: JobId) -> Option<OpenedFrom> {
        let origin = self.begun.iter().find(|(begun, _)| *begun == job)?.1;
        self.begun.retain(|(begun, _)| *begun > job);
        self.end(job);
        Some(origin)
    }

    fn show(&mut self, job: JobId, origin: OpenedFrom, overview: Overview) {
        let is_first = self.opened.is_none();
        // Read anew, understood anew or joined by others: what is picked still means something, but people and leads have other numbers.
        let stays = self.opened.as_ref().is_some_and(|opened| {
            let before = &opened.overview.0.sources;
            overview.sources.iter().any(|card| before.iter().any(|other| other.id == card.id))
        });
        self.opened = Some(Opened { job, origin, overview: SharedOverview(Arc::new(overview)) });
        self.forget_answers();
        self.picked = Picked::default();
        self.lead = Chosen::default();
        self.group = Chosen::default();
        self.record = Chosen::default();
        self.groups = Paged::default();
        self.problems = Paged::default();
        self.review = Review::default();
        self.pair = PairChosen::default();
        self.comparing = None;
        (self.rules, self.rules_behind) = (RulesChosen::default(), 0);
        self.presets = PresetsChosen::default();
        (self.list_export, self.list_copied) = (Chosen::default(), None);
        (self.merge_plan, self.winner) = (Chosen::default(), WinnerRule::default());
        self.people = People::default();
        self.source.renew();
        // The first overview opens with the view of the address; a later one is other data, whose offers and searches are others.
        if !is_first {
            self.view.filter.person = None;
            if !stays {
                self.typed = None;
                self.view.filter = leadlens_engine::report::LeadFilter::default();
                self.history = History::default();
            }
            self.history.forget_people(&self.view.filter);
            self.on_screen = (0, 0);
        }
    }
}
