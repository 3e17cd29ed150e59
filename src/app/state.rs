//! The state of the page and everything that may happen to it, without a browser.
//!
//! One plain struct behind one `RwSignal`, read through memos (see [`AppStore`](super::store::AppStore)): its parts change together, so a
//! store of fields would buy nothing.

pub mod columns;
pub mod cursor;
pub mod draft;
pub mod people;
pub mod picture;
pub mod review;
pub mod review_key;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use self::draft::Draft;
use self::people::People;
use self::picture::Picked;
use self::review::{PairChosen, Review, RulesChosen};
use super::asked::{Chosen, Paged};
use super::history::History;
use super::lead_window::LeadWindow;
use super::view::{Tab, View};
use crate::protocol::{Event, JobId, Message, PROTOCOL, QueryId, Request, Saving, SharedLink};
use crate::session::{Cause, Committed, Import, Session};
use leadlens_engine::DecisionLog;
use leadlens_engine::Stage;
use leadlens_engine::intake::{Encoding, SourceFailure};
use leadlens_engine::leads::ProblemKind;
use leadlens_engine::matching::{GroupKind, GroupName};
use leadlens_engine::report::{
    GroupDetail, GroupFilter, GroupPage, GroupQuery, GroupTarget, LeadDetail, Overview, ProblemPage, ProblemQuery, RecordDetail,
    SourceDetail,
};
use leadlens_engine::share::{ShareError, ShareView};

/// Rows of a page of groups or problems.
pub const LIST_PAGE: u32 = 100;

/// What the page is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Phase {
    /// Nothing runs.
    #[default]
    Idle,
    /// A job runs.
    Working(Work),
    /// The worker belongs to another version of the page: nothing can run before a reload.
    OldWorker,
}

/// A running job.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// Its number.
    pub job: JobId,
    /// Where what it reads comes from.
    pub origin: Origin,
    /// What it does; `None` before the worker's first word.
    pub stage: Option<Stage>,
    /// The handle it reads; `None` while it reads none.
    pub handle: Option<u32>,
    /// Parts done.
    pub done: u64,
    /// Parts in all; 0 where not known.
    pub total: u64,
}

/// Where what is open comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Files on the user's disk.
    Files,
    /// A paste, which stands in no file.
    Paste,
    /// The sample.
    Sample,
    /// A link: numbers only.
    Link,
}

/// The picture, shared; equal only to itself.
#[derive(Clone, Debug)]
pub struct Picture(pub Arc<Overview>);

impl PartialEq for Picture {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// What is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The job that opened it.
    pub job: JobId,
    /// Where it comes from.
    pub origin: Origin,
    /// Its picture.
    pub picture: Picture,
}

/// What went wrong, as data; the page words it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Some sources could not be read, the others were.
    SomeFailed(Vec<SourceFailure>),
    /// No source could be read; what was open stays open.
    Refused(Vec<SourceFailure>),
    /// A link could not be read.
    LinkRefused(ShareError),
    /// The worker met a bug.
    Crashed(String),
    /// The worker fell silent.
    Stalled,
    /// The network gave no worker.
    Unreachable,
    /// A file to keep could not be made.
    NotSaved,
    /// What was open cannot be read again: it is closed, the decisions are kept.
    Lost(Vec<SourceFailure>),
    /// Some of what was open cannot be read again; the rest and the decisions are kept.
    PartlyLost(Vec<SourceFailure>),
    /// Files were left out that ended the worker again and again.
    LeftOut(Vec<String>),
    /// The worker has ended again and again, whatever is open.
    GivenUp,
    /// Decisions were taken over from a workspace that holds no leads.
    TakenOver,
}

/// Which groups are listed, where not all are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupShow {
    /// Those of one kind.
    Kind(GroupKind),
    /// Those whose leads come from several files.
    AcrossFiles,
}

impl GroupShow {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 4] =
        [Self::Kind(GroupKind::Possible), Self::Kind(GroupKind::Repeat), Self::Kind(GroupKind::Journey), Self::AcrossFiles];

    /// Its name on the page.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kind(kind) => kind.as_str(),
            Self::AcrossFiles => "across-files",
        }
    }

    fn filter(self) -> GroupFilter {
        match self {
            Self::Kind(kind) => GroupFilter { kind: Some(kind), ..GroupFilter::default() },
            Self::AcrossFiles => GroupFilter { across_files: true, ..GroupFilter::default() },
        }
    }
}

/// How a source was read, and the encodings it could be in.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceReading {
    /// How it was read.
    pub detail: SourceDetail,
    /// The likeliest encodings first; empty where it cannot be read again.
    pub encodings: Vec<Encoding>,
    /// The answer it came with: what was chosen and refused is set back even where nothing else has changed.
    pub query: QueryId,
}

impl Notice {
    /// The sources that could not be read.
    pub fn failures(&self) -> &[SourceFailure] {
        match self {
            Self::SomeFailed(failures) | Self::Refused(failures) | Self::Lost(failures) | Self::PartlyLost(failures) => failures,
            _ => &[],
        }
    }
}

/// The link of the share dialog, where that is open; chosen by whether the offers that are withheld shall be in it.
pub type Sharing = Chosen<SharedLink, bool>;

/// A file to keep that is being made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFile {
    /// What goes into it.
    pub saving: Saving,
    /// The name it shall have.
    pub name: String,
    /// The question; `None` before it is asked.
    pub query: Option<QueryId>,
    /// Records written, and in all; 0 before the worker's first word.
    pub progress: (u64, u64),
    /// Changes of statements that it holds.
    changes: u32,
}

/// Everything the page knows.
#[derive(Clone, Debug, Default)]
pub struct AppState {
    /// What runs.
    pub phase: Phase,
    /// What is open.
    pub opened: Option<Opened>,
    /// What went wrong last.
    pub notice: Option<Notice>,
    /// What is looked at.
    pub view: View,
    /// What is being typed into the field of the search and not searched for yet.
    pub typed: Option<String>,
    /// The picture of what is picked.
    pub(super) picked: Picked,
    /// What was picked before.
    pub history: History,
    /// First and last lead on screen.
    pub on_screen: (u32, u32),
    /// Leads held.
    pub leads: LeadWindow,
    /// The lead looked at.
    pub lead: Chosen<LeadDetail>,
    /// Groups held.
    pub groups: Paged<GroupPage, GroupShow>,
    /// The group looked at.
    pub group: Chosen<GroupDetail, GroupName>,
    /// How matching stands, and the review of it.
    pub review: Review,
    /// The two leads looked at.
    pub pair: PairChosen,
    /// The lead another one is to be compared with, and its name.
    pub comparing: Option<(u32, String)>,
    /// What CRM rules would find.
    pub rules: RulesChosen,
    /// How often who is who was changed since that was counted.
    pub rules_behind: u32,
    /// The people.
    pub people: People,
    /// Problems held.
    pub problems: Paged<ProblemPage, ProblemKind>,
    /// The share dialog.
    pub sharing: Sharing,
    /// What the user decided and opened.
    pub session: Session,
    /// The record looked at, by its source and its number counted from 1.
    pub record: Chosen<RecordDetail, (u16, u32)>,
    /// The source whose reading is looked at.
    pub source: Chosen<SourceReading>,
    /// The file being made.
    pub saving: Option<SavedFile>,
    /// The draft of the log that is kept in this browser.
    pub draft: Draft,
    /// Whether the user is asked if a paste may be given up.
    pub is_asking: bool,
    /// Jobs whose picture may still come, oldest first.
    begun: Vec<(JobId, Origin)>,
    next_job: u32,
    next_query: u32,
}

impl AppState {
    /// The state of a page just opened, with what was decided on other days.
    pub fn new(log: DecisionLog) -> Self {
        Self { session: Session::new(log), ..Self::default() }
    }

    /// Begins a job; an older one is overtaken. What is open stays open.
    pub fn begin(&mut self, origin: Origin) -> JobId {
        self.next_job += 1;
        let job = JobId(self.next_job);
        self.notice = None;
        self.begun.push((job, origin));
        self.phase = Phase::Working(Work { job, origin, stage: None, handle: None, done: 0, total: 0 });
        job
    }

    /// Begins to open sources. What went wrong before stays said where nothing is asked for anew.
    pub fn begin_import(&mut self, origin: Origin, import: Import) -> JobId {
        let notice = self.notice.take_if(|_| import.cause != Cause::Sources);
        let job = self.begin(origin);
        self.notice = notice;
        self.session.begin(job, import);
        job
    }

    /// Everything to be said to the worker at once.
    pub fn message(&mut self, requests: Vec<Request>) -> Message {
        let generation = self.opened.as_ref().map(|opened| opened.job).unwrap_or_default();
        Message { generation, log: self.session.delta(), revision: self.session.revision(), requests }
    }

    /// The running job.
    pub fn work(&self) -> Option<&Work> {
        if let Phase::Working(work) = &self.phase { Some(work) } else { None }
    }

    /// Whether only numbers are open, without leads.
    pub fn is_summary(&self) -> bool {
        self.opened.as_ref().is_some_and(|opened| opened.origin == Origin::Link)
    }

    /// Whether something that is open stands nowhere but in this tab: a paste, or decisions about who is who.
    pub fn would_lose(&self) -> bool {
        self.has_unsaved() || self.opened.as_ref().is_some_and(|opened| opened.origin == Origin::Paste)
    }

    /// Whether who is who was decided about since it was last saved.
    pub fn has_unsaved(&self) -> bool {
        self.session.has_unsaved()
    }

    /// Whether the worker owes an answer.
    pub fn is_waiting(&self) -> bool {
        self.work().is_some()
            || self.leads.is_busy() && self.view.tab == Tab::Leads && self.opened.is_some() && !self.is_summary()
            || self.picked.is_waiting()
            || self.groups.pending.is_some()
            || self.problems.pending.is_some()
            || self.group.is_pending()
            || self.lead.is_pending()
            || self.source.is_pending()
            || self.record.is_pending()
            || self.review.is_waiting()
            || self.pair.is_pending()
            || self.rules.is_pending()
            || self.people.is_waiting()
            || self.saving.is_some()
            || self.draft.is_waiting()
            || self.sharing.is_pending()
    }

    /// Closes what is open.
    pub fn close(&mut self) {
        self.opened = None;
        self.typed = None;
        self.view = View { language: self.view.language, ..View::default() };
        self.notice = None;
        self.sharing = Sharing::default();
        self.source = Chosen::default();
        self.picked = Picked::default();
        self.history = History::default();
        self.on_screen = (0, 0);
        self.review = Review::default();
        self.begun.clear();
        self.phase = Phase::Idle;
        self.session.close();
    }

    /// Ends the running job without an answer.
    pub fn cancel(&mut self) -> Option<JobId> {
        let job = self.work()?.job;
        self.phase = Phase::Idle;
        Some(job)
    }

    /// Takes what the worker says. What answers an older job or question changes nothing.
    pub fn apply(&mut self, event: Event) {
        match event {
            Event::Ready { protocol } if protocol != PROTOCOL => self.phase = Phase::OldWorker,
            Event::Ready { .. } => {}
            Event::Progress { job, stage, handle, done, total } => self.advance(job, stage, handle, (done, total)),
            Event::Opened { job, overview, review, failures, handles, logs, built, followed } => {
                let culprits = self.session.culprits();
                let outcome = Committed { handles: &handles, logs, built, followed, absent: &review.absent };
                let import = self.session.committed(job, outcome);
                if let Some(origin) = self.laid_down(job) {
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
            Event::Matched { query, generation, followed, overview, review } => {
                if self.opened.as_ref().is_some_and(|opened| opened.job == generation) {
                    self.session.followed(followed, &review.absent, query.is_some());
                    self.match_anew(query, *overview, *review);
                }
            }
            Event::Pair { query, pair } => self.pair.answer(query, pair.map(|pair| *pair)),
            Event::People { query, page } => self.people.answer(query, page),
            Event::Person { query, person } => self.people.person.answer(query, person.map(|person| *person)),
            Event::Rules { query, comparison } => self.rules.answer(query, Some(*comparison)),
            Event::LinkOpened { job, overview, view } => {
                self.session.overtaken(job);
                if self.laid_down(job).is_some() {
                    self.session.close();
                    self.view = View { measure: view.measure, language: self.view.language, ..View::default() };
                    self.show(job, Origin::Link, *overview);
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
                if self.session.cancelled(job) == Some(Cause::Restart) {
                    self.lose();
                    self.notice = Some(Notice::Lost(Vec::new()));
                }
            }
            Event::Picture { query, overview } => drop(self.picked.answer(query, *overview)),
            Event::Lead { query, lead } => self.lead.answer(query, lead.map(|lead| *lead)),
            Event::Leads { query, page } => drop(self.leads.answer(query, page)),
            Event::Groups { query, page } => {
                if self.groups.answer(query, page) {
                    self.open_walked();
                }
            }
            Event::Group { query, group } => self.answer_group(query, group.map(|group| *group)),
            Event::Problems { query, page } => drop(self.problems.answer(query, page)),
            Event::Record { query, record } => self.record.answer(query, record),
            Event::Source { query, detail, encodings } => {
                self.source.answer(query, detail.map(|detail| SourceReading { detail: *detail, encodings, query }));
            }
            Event::Saving { query, done, total } => {
                if let Some(saved) = self.saving.as_mut().filter(|saved| saved.query == Some(query)) {
                    saved.progress = (done, total);
                }
            }
            Event::Saved { query, address } => {
                if let Some(saved) = self.saving.take_if(|saved| saved.query == Some(query)) {
                    match address {
                        None => self.notice = Some(Notice::NotSaved),
                        Some(_) if saved.saving == Saving::Workspace => self.session.mark_saved(saved.changes),
                        Some(_) => {}
                    }
                }
            }
            Event::DraftWritten { query, .. } => self.draft.written(query),
            Event::DraftsRead { query, log } => {
                if self.draft.answer(query)
                    && let Some(log) = log
                {
                    self.session.take_up(*log);
                }
            }
            Event::Shared { query, link } => self.sharing.answer(query, Some(link)),
            Event::Crashed { message } => self.break_off(Notice::Crashed(message)),
        }
    }

    /// A job has ended without any lead.
    fn refuse(&mut self, job: JobId, failures: Vec<SourceFailure>, logs: Vec<DecisionLog>) {
        let has_logs = !logs.is_empty();
        let culprits = self.session.culprits();
        let import = self.session.refused(job, logs);
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

    /// What was open can be opened by no worker any more: it is closed, and what was decided stays.
    pub fn lose(&mut self) {
        self.session.lose();
        self.opened = None;
        self.history = History::default();
        self.picked = Picked::default();
        self.forget_answers();
    }

    /// The worker is gone: nothing it owed will come.
    pub fn break_off(&mut self, notice: Notice) {
        let reading = self.work().and_then(|work| work.handle);
        self.session.worker_lost(reading);
        self.phase = Phase::Idle;
        self.notice = Some(notice);
        self.begun.clear();
        self.forget_answers();
        self.source.renew();
    }

    /// What must be asked so that what is looked at can be shown; it then counts as asked.
    pub fn requests(&mut self) -> Vec<Request> {
        let mut requests = Vec::new();
        let next = &mut self.next_query;
        let mut number = || {
            *next += 1;
            QueryId(*next)
        };
        requests.extend(self.source.must_ask(&mut number).map(|(query, source)| Request::Source { query, source }));
        if self.phase == Phase::OldWorker && self.saving.take().is_some() {
            self.notice = Some(Notice::NotSaved);
        }
        // While what was open is being opened again there is no more than the log to be saved.
        let is_there = !self.session.is_restarting();
        if let Some(saved) = self.saving.as_mut().filter(|saved| saved.query.is_none() && is_there) {
            saved.query = Some(number());
            requests.extend(saved.query.map(|query| Request::Save { query, saving: saved.saving }));
        }
        requests.extend(self.draft.must_ask(self.session.revision(), &mut number));
        if !is_there {
            return requests;
        }
        if let Some((query, with_withheld)) = self.sharing.must_ask(&mut number) {
            let seen = self.sharing.found.as_ref().filter(|_| with_withheld).map(|link| link.withheld.clone()).unwrap_or_default();
            requests.push(Request::Share { query, view: ShareView { measure: self.view.measure }, seen });
        }
        if self.opened.as_ref().is_none_or(|opened| opened.origin == Origin::Link) {
            return requests;
        }
        let review = self.review.must_follow(&self.session, &mut number);
        let is_followed = review.is_some() || !self.session.must_review();
        if review.is_some() {
            self.renew_matched();
        }
        requests.extend(review);
        let next = &mut self.next_query;
        let mut number = || {
            *next += 1;
            QueryId(*next)
        };
        requests.extend(self.picked.requests(self.view.picture_query(), &mut number));
        let picked = &self.view.filter;
        match self.view.tab {
            Tab::Overview => {}
            Tab::Leads => {
                self.leads.turn_to(picked, &self.view.sort);
                let questions = self.leads.questions(self.on_screen.0, self.on_screen.1, &mut number);
                requests.extend(questions.into_iter().map(|(query, ask)| Request::Leads { query, ask }));
            }
            Tab::Duplicates => requests.extend(self.groups.must_ask(&mut number).map(|query| {
                let filter = GroupFilter { leads: picked.clone(), ..self.groups.kind.map(GroupShow::filter).unwrap_or_default() };
                Request::Groups { query, ask: GroupQuery { offset: self.groups.offset, limit: LIST_PAGE, filter } }
            })),
            Tab::People => requests.extend(self.people.requests(picked, &mut number)),
            Tab::Problems => requests.extend(self.problems.must_ask(&mut number).map(|query| Request::Problems {
                query,
                ask: ProblemQuery { offset: self.problems.offset, limit: LIST_PAGE, kind: self.problems.kind, filter: picked.clone() },
            })),
        }
        if let Some(target) = self.review.target.take_if(|_| is_followed) {
            let filter = GroupFilter { leads: picked.clone(), ..self.groups.kind.map(GroupShow::filter).unwrap_or_default() };
            let query = number();
            self.group.pending = Some(query);
            requests.push(Request::NextGroup { query, target: GroupTarget { filter, ..target } });
        }
        requests.extend(self.pair.must_ask(&mut number).map(|(query, (left, right))| Request::Pair { query, left, right }));
        requests.extend(self.rules.must_ask(&mut number).map(|(query, ())| Request::Rules { query }));
        if !self.group.is_pending() {
            requests.extend(self.group.must_ask(&mut number).map(|(query, name)| Request::Group { query, name }));
        }
        requests.extend(self.record.must_ask(&mut number).map(|(query, (file, record))| Request::Record { query, file, record }));
        requests.extend(self.lead.must_ask(&mut number).map(|(query, lead)| Request::Lead { query, lead }));
        requests
    }

    /// Wants a file to keep, under that name.
    pub fn save(&mut self, saving: Saving, name: String) {
        self.saving = Some(SavedFile { saving, name, query: None, progress: (0, 0), changes: self.session.changes() });
    }

    /// Opens the share dialog, with a link from which is withheld what could name a person.
    pub fn share(&mut self) {
        self.sharing.choose(false);
    }

    /// Makes the link with the offers that were withheld and are listed on screen, or without.
    pub fn share_withheld(&mut self, with_withheld: bool) {
        self.sharing.turn_to(with_withheld);
    }

    /// Asks for leads to be copied that are not held.
    pub fn fetch_leads(&mut self, first: u32, last: u32) -> Vec<Request> {
        let next = &mut self.next_query;
        let number = || {
            *next += 1;
            QueryId(*next)
        };
        self.leads.fetch(first, last, number).into_iter().map(|(query, ask)| Request::Leads { query, ask }).collect()
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

    /// Where the picture of a job comes from. The worker has it open now, even if the job was cancelled or overtaken while the message was on
    /// its way, so it is shown; `None` for a job older than what is open.
    fn laid_down(&mut self, job: JobId) -> Option<Origin> {
        let origin = self.begun.iter().find(|(begun, _)| *begun == job)?.1;
        self.begun.retain(|(begun, _)| *begun > job);
        self.end(job);
        Some(origin)
    }

    fn show(&mut self, job: JobId, origin: Origin, overview: Overview) {
        let is_first = self.opened.is_none();
        // Read anew, understood anew or joined by others: what is picked still means something, but people and leads have other numbers.
        let stays = self.opened.as_ref().is_some_and(|opened| {
            let before = &opened.picture.0.sources;
            overview.sources.iter().any(|card| before.iter().any(|other| other.id == card.id))
        });
        self.opened = Some(Opened { job, origin, picture: Picture(Arc::new(overview)) });
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
        self.people = People::default();
        self.source.renew();
        // The first picture opens with the view of the address; a later one is other data, whose offers and searches are others.
        if !is_first {
            self.view.filter.person = None;
            if !stays {
                self.typed = None;
                self.view.filter = leadlens_engine::report::LeadFilter::default();
            }
            self.history = History::default();
            self.on_screen = (0, 0);
        }
    }

    fn forget_answers(&mut self) {
        self.leads = LeadWindow::default();
        self.picked.renew();
        self.groups.renew();
        self.problems.renew();
        self.review.forget_answers();
        self.pair.pending = None;
        self.rules.pending = None;
        self.people.renew();
        self.group.pending = None;
        self.lead.pending = None;
        self.source.pending = None;
        self.record.pending = None;
        self.draft.forget_answers();
        if let Some(saved) = &mut self.saving {
            saved.query = None;
        }
        if self.sharing.is_pending() {
            self.sharing.renew();
        }
    }
}
