//! The state of the page and everything that may happen to it, without a browser.
//!
//! One plain struct behind one `RwSignal`, read through memos (see [`AppStore`](super::store::AppStore)): its parts change together, so a
//! store of fields would buy nothing.

pub mod columns;
pub mod cursor;
pub mod draft;
mod events;
pub mod job;
pub mod notice;
pub mod overview;
pub mod people;
mod requests;
pub mod review;
pub mod review_key;
#[cfg(test)]
mod tests;
mod undo;

use self::draft::Draft;
use self::overview::Picked;
use self::people::People;
use self::requests::QueryNumbers;
use self::review::{PairChosen, PresetsChosen, Review, RulesChosen};
use super::history::History;
use super::lead_window::LeadWindow;
use super::remote::{Chosen, Paged};
use super::view::{Tab, View};
use crate::protocol::{ExportKind, JobId, Message, QueryId, Request, Revision, SharedLink};
use crate::session::{Cause, Import, Session};
use leadlens_engine::DecisionLog;
use leadlens_engine::export::{ExportPreview, ExportRequest, MergePlanRequest, MergePlanSummary};
use leadlens_engine::intake::Encoding;
use leadlens_engine::leads::ProblemKind;
use leadlens_engine::matching::{GroupKind, GroupName};
use leadlens_engine::report::{GroupDetail, GroupFilter, GroupPage, LeadDetail, ProblemPage, RecordDetail, SourceDetail, WinnerRule};

pub use job::{Leaving, Opened, OpenedFrom, Phase, SharedOverview, Unsaved, Work};
pub use notice::Notice;

/// Rows of a page of groups or problems.
pub const LIST_PAGE: u32 = 100;

/// Choice of the groups that are listed, where not all are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupShow {
    /// Those of one kind.
    Kind(GroupKind),
    /// Those that are merged.
    Merged,
    /// Those whose leads come from several files.
    AcrossFiles,
}

impl GroupShow {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 6] = [
        Self::Merged,
        Self::Kind(GroupKind::Possible),
        Self::Kind(GroupKind::Repeat),
        Self::Kind(GroupKind::Journey),
        Self::Kind(GroupKind::Unspecified),
        Self::AcrossFiles,
    ];

    /// Its name on the page.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kind(kind) => kind.as_str(),
            Self::Merged => "merged",
            Self::AcrossFiles => "across-files",
        }
    }

    /// The groups it stands for.
    pub fn filter(self) -> GroupFilter {
        match self {
            Self::Kind(kind) => GroupFilter { kind: Some(kind), ..GroupFilter::default() },
            Self::Merged => GroupFilter { merged: true, ..GroupFilter::default() },
            Self::AcrossFiles => GroupFilter { across_files: true, ..GroupFilter::default() },
        }
    }
}

/// Reading of a source, and the encodings it could be in.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceReading {
    /// Details of how it was read.
    pub detail: SourceDetail,
    /// The likeliest encodings first; empty where it cannot be read again.
    pub encodings: Vec<Encoding>,
    /// The answer it came with: what was chosen and refused is set back even where nothing else has changed.
    pub query: QueryId,
}

/// Content of the link that is shared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShareChoice {
    /// The offers that are withheld shall be in it.
    pub with_withheld: bool,
    /// The numbers are those of all leads, whatever the filter.
    pub of_all: bool,
}

/// The link of the share dialog, where that is open.
pub type Sharing = Chosen<SharedLink, ShareChoice>;

/// A file to download that is being made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Content of the file.
    pub kind: ExportKind,
    /// The name it shall have.
    pub name: String,
    /// Its query; `None` before that is made.
    pub query: Option<QueryId>,
    /// Records written, and in all; 0 before the worker's first word.
    pub progress: (u64, u64),
    /// Changes of statements that it holds, and handles of the pastes.
    changes: u32,
    pastes: Vec<u32>,
}

/// Everything the page knows.
#[derive(Clone, Debug, Default)]
pub struct AppState {
    /// Activity of the page: idle, at work, or in need of a reload.
    pub phase: Phase,
    /// Sources or link that are open; `None` where nothing is.
    pub opened: Option<Opened>,
    /// Notice of what went wrong last.
    pub notice: Option<Notice>,
    /// Tab, measure, filter and order on screen.
    pub view: View,
    /// Text that is being typed into the field of the search and not searched for yet.
    pub typed: Option<String>,
    /// The overview of what is picked.
    pub(super) picked: Picked,
    /// What was done before, to be undone.
    pub history: History,
    /// First and last lead on screen.
    pub on_screen: (u32, u32),
    /// Leads held.
    pub leads: LeadWindow,
    /// The open lead.
    pub lead: Chosen<LeadDetail>,
    /// Groups held.
    pub groups: Paged<GroupPage, GroupShow>,
    /// The open group.
    pub group: Chosen<GroupDetail, GroupName>,
    /// State of matching, and the review of it.
    pub review: Review,
    /// The open pair of leads.
    pub pair: PairChosen,
    /// The lead another one is to be compared with, and its name.
    pub comparing: Option<(u32, String)>,
    /// Comparison with CRM rules: what they would find.
    pub rules: RulesChosen,
    /// Number of times that who is who was changed since that was counted.
    pub rules_behind: u32,
    /// Numbers that each preset of the threshold would give; queried where duplicates are shown.
    pub presets: PresetsChosen,
    /// The people.
    pub people: People,
    /// Problems held.
    pub problems: Paged<ProblemPage, ProblemKind>,
    /// The share dialog.
    pub sharing: Sharing,
    /// The user's decisions and open sources.
    pub session: Session,
    /// The open record, by its source and its number counted from 1.
    pub record: Chosen<RecordDetail, (u16, u32)>,
    /// The source whose reading is open.
    pub source: Chosen<SourceReading>,
    /// The dialog in which a file is put together, with the first rows of it.
    pub list_export: Chosen<ExportPreview, ExportRequest>,
    /// True once the list is on the clipboard, false where the browser refused; `None` while it was not copied.
    pub list_copied: Option<bool>,
    /// The dialog of a merge plan, with what it comes to.
    pub merge_plan: Chosen<MergePlanSummary, MergePlanRequest>,
    /// The rule by which one of several records survives.
    pub winner: WinnerRule,
    /// The file being made.
    pub export: Option<Export>,
    /// The draft of the log that is stored in this browser.
    pub draft: Draft,
    /// The kind of step by which unsaved work is about to be left, while the dialog about that is open.
    pub leaving: Option<Leaving>,
    /// Jobs whose overview may still come, oldest first.
    begun: Vec<(JobId, OpenedFrom)>,
    next_job: u32,
    queries: QueryNumbers,
}

impl AppState {
    /// The state of a page just opened, with what was decided on other days.
    pub fn new(log: DecisionLog) -> Self {
        Self { session: Session::new(log), ..Self::default() }
    }

    /// Begins a job; an older one is overtaken. What is open stays open.
    pub fn begin(&mut self, origin: OpenedFrom) -> JobId {
        self.next_job += 1;
        let job = JobId(self.next_job);
        self.notice = None;
        self.begun.push((job, origin));
        self.phase = Phase::Working(Work { job, origin, stage: None, handle: None, done: 0, total: 0 });
        job
    }

    /// Begins to open sources. What went wrong before stays on screen where nothing is requested anew.
    pub fn begin_import(&mut self, origin: OpenedFrom, import: Import) -> JobId {
        let notice = self.notice.take_if(|_| import.cause != Cause::Sources);
        let job = self.begin(origin);
        self.notice = notice;
        self.session.begin(job, import);
        job
    }

    /// Everything to be sent to the worker at once.
    pub fn message(&mut self, requests: Vec<Request>) -> Message {
        let generation = self.opened.as_ref().map(|opened| opened.job).unwrap_or_default();
        Message { generation, log: self.session.delta(), revision: self.session.revision(), requests }
    }

    /// The running job.
    pub fn work(&self) -> Option<&Work> {
        if let Phase::Working(work) = &self.phase { Some(work) } else { None }
    }

    /// Tells whether only numbers are open, without leads.
    pub fn is_summary(&self) -> bool {
        self.opened.as_ref().is_some_and(|opened| opened.origin == OpenedFrom::Link)
    }

    /// Work that stands nowhere but in this tab.
    pub fn unsaved(&self) -> Option<Unsaved> {
        let has_paste = self.opened.is_some() && self.session.has_unsaved_paste();
        has_paste.then_some(Unsaved::Paste).or(self.has_unsaved().then_some(Unsaved::Decisions))
    }

    /// Tells whether something stands nowhere but in this tab.
    pub fn would_lose(&self) -> bool {
        self.unsaved().is_some()
    }

    /// Tells whether who is who was decided about since it was last saved.
    pub fn has_unsaved(&self) -> bool {
        self.session.has_unsaved()
    }

    /// Tells whether the worker owes an answer.
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
            || self.export.is_some()
            || self.list_export.is_pending()
            || self.merge_plan.is_pending()
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
        self.list_export = Chosen::default();
        self.merge_plan = Chosen::default();
        self.source = Chosen::default();
        self.picked = Picked::default();
        self.history = History::default();
        self.on_screen = (0, 0);
        self.review = Review::default();
        self.begun.clear();
        self.phase = Phase::Idle;
        self.session.close();
    }

    /// Takes back that everything was closed. The page is as it was; the worker has to open everything again.
    pub fn restore(&mut self, closed: Self) {
        let now = std::mem::replace(self, closed);
        // Numbers given out since are not given out again.
        (self.queries, self.next_job, self.view.language) = (now.queries, now.next_job.max(self.next_job), now.view.language);
        (self.phase, self.notice, self.leaving) = (Phase::Idle, None, None);
        self.begun.clear();
        self.session.worker_cleared();
        self.forget_answers();
        self.draft.skip(Revision::default());
    }

    /// Ends the running job without an answer.
    pub fn cancel(&mut self) -> Option<JobId> {
        let job = self.work()?.job;
        self.phase = Phase::Idle;
        Some(job)
    }

    /// Closes what was open, which no worker can open any more; what was decided stays.
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

    /// Wants a file to download, under that name.
    pub fn export(&mut self, kind: ExportKind, name: String) {
        let (changes, pastes) = (self.session.changes(), self.session.open_pastes());
        self.export = Some(Export { kind, name, query: None, progress: (0, 0), changes, pastes });
    }

    /// Opens the share dialog, with a link from which is withheld what could name a person.
    pub fn share(&mut self) {
        self.sharing.choose(ShareChoice::default());
    }

    /// Makes the link with the offers that were withheld and are listed on screen, or without.
    pub fn share_withheld(&mut self, with_withheld: bool) {
        if let Some(choice) = self.sharing.number {
            self.sharing.turn_to(ShareChoice { with_withheld, ..choice });
        }
    }

    /// Makes the link with the numbers of all leads, or of those that pass the filter; what is withheld has to be looked at anew.
    pub fn share_all(&mut self, of_all: bool) {
        self.sharing.choose(ShareChoice { of_all, ..ShareChoice::default() });
    }
}
