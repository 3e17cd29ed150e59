//! Messages between page and worker: plain serde types, no browser type, no sentence.
//!
//! The page sends [`Message`]s: what the worker lacks of the log of decisions, and requests, of which each carries a number. The worker answers
//! the questions of one message together, as a list of [`Event`]s, and each event echoes the number it answers. Files do not stand in these
//! messages: they travel beside them as handles (see `worker::transport`) and are named by their position, [`SourceRef::slot`].

use serde::{Deserialize, Serialize};

pub use leadlens_engine::OpenMode;
use leadlens_engine::intake::{Encoding, SourceFailure};
use leadlens_engine::leads::ProblemKind;
use leadlens_engine::matching::GroupName;
use leadlens_engine::report::{
    GroupDetail, GroupPage, GroupQuery, GroupTarget, LeadDetail, LeadPage, LeadQuery, Overview, OverviewQuery, PairDetail, PeoplePage,
    PeopleQuery, PersonDetail, ProblemPage, ProblemQuery, RecordDetail, ReviewState, RuleComparison, SourceDetail, Survivorship,
};
use leadlens_engine::share::{ShareError, ShareView};
use leadlens_engine::{DecisionLog, LogDelta, Stage};

/// Version of these types; bumped on every change, compared in the handshake [`Event::Ready`].
pub const PROTOCOL: u16 = 5;

/// Number of a job: opening files, a paste or a link. Later jobs have higher numbers. The job that opened what is open names its *generation*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct JobId(pub u32);

/// Number of a question about what is open. Later questions have higher numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct QueryId(pub u32);

/// Number of a state of the page's log. Every change of the log makes a higher one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Revision(pub u32);

/// Everything the page says at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// The generation the page shows. Questions about another one are left unanswered: the page asks them again once it shows that.
    pub generation: JobId,
    /// Part of the log that the worker lacks.
    pub log: LogDelta,
    /// The state of the log then.
    pub revision: Revision,
    /// Requests of the page, in order.
    pub requests: Vec<Request>,
}

/// Number of the source at that place of a file: the same in every worker.
pub fn source_id(handle: u32, place: usize) -> u32 {
    (handle << PLACE_BITS) | u32::try_from(place).unwrap_or(u32::MAX) & ((1 << PLACE_BITS) - 1)
}

/// The handle of the file that a source stands in.
pub fn handle_of(source: u32) -> u32 {
    source >> PLACE_BITS
}

/// An archive holds 65,535 files at most (PKWARE APPNOTE 4.4.21).
const PLACE_BITS: u32 = 16;

/// A source that shall be open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRef {
    /// The page's number of its handle; no two handles ever have the same.
    pub handle: u32,
    /// Position of the handle among those travelling with the message; `None` for the sample, which comes with the program.
    pub slot: Option<u32>,
    /// Its name as shown.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
    /// Numbers of the sources in it that shall not be open; of a workspace or an archive.
    pub left_out: Vec<u32>,
    /// The log of decisions in it, where it is a workspace, is part of the page's log already.
    pub is_log_known: bool,
}

/// Content of a file to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Saving {
    /// Everything that is open and decided, to be opened again.
    Workspace,
    /// The problems, or those of one kind, as CSV.
    Problems(Option<ProblemKind>),
}

/// Request of the page to the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Make this what is open. What was read before and is to be read in the same way is not read again. What is open stays as it is until
    /// then.
    Open {
        /// Its number; a running job of a lower number ends without an answer.
        job: JobId,
        /// All sources that shall be open, in order.
        sources: Vec<SourceRef>,
        /// Mode in which the log takes in that of a workspace among them.
        mode: OpenMode,
    },
    /// Show what a link carries.
    OpenLink {
        /// Its number.
        job: JobId,
        /// The address fragment or the whole address, as pasted.
        link: String,
    },
    /// Stop that job; what was open before it stays.
    Cancel(JobId),
    /// Let go of everything that is open.
    Close,
    /// Follow the log about who is who. Answered by [`Event::Matched`].
    Review {
        /// Its number.
        query: QueryId,
        /// Leads that the last entry of the log speaks of.
        leads: Vec<u32>,
    },
    /// The picture of the leads that pass a filter.
    Picture {
        /// Its number.
        query: QueryId,
        /// Of which leads.
        ask: OverviewQuery,
    },
    /// One lead with everything known of it.
    Lead {
        /// Its number.
        query: QueryId,
        /// Number of the lead.
        lead: u32,
    },
    /// A window of leads.
    Leads {
        /// Its number.
        query: QueryId,
        /// Query for the leads: filter, order and window.
        ask: LeadQuery,
    },
    /// A window of groups.
    Groups {
        /// Its number.
        query: QueryId,
        /// Query for the groups: filter and window.
        ask: GroupQuery,
    },
    /// One group with its leads side by side.
    Group {
        /// Its number.
        query: QueryId,
        /// Name of the group.
        name: GroupName,
    },
    /// The group that is looked at after a decision. Answered by [`Event::Group`].
    NextGroup {
        /// Its number.
        query: QueryId,
        /// Places to look for the group at; the first that finds one counts.
        target: GroupTarget,
    },
    /// Why two leads are, or are not, one person.
    Pair {
        /// Its number.
        query: QueryId,
        /// One lead.
        left: u32,
        /// The other.
        right: u32,
    },
    /// A window of people.
    People {
        /// Its number.
        query: QueryId,
        /// Query for the people: filter, order and window.
        ask: PeopleQuery,
    },
    /// One person with everything known.
    Person {
        /// Its number.
        query: QueryId,
        /// One of the person's leads.
        lead: u32,
        /// Rule by which one of several values stands for the person.
        survivorship: Survivorship,
    },
    /// Comparison with CRM rules: what they would find in the same leads.
    Rules {
        /// Its number.
        query: QueryId,
    },
    /// A window of problems.
    Problems {
        /// Its number.
        query: QueryId,
        /// Query for the problems: kind, filter and window.
        ask: ProblemQuery,
    },
    /// One record as its file spells it.
    Record {
        /// Its number.
        query: QueryId,
        /// Index of its source.
        file: u16,
        /// Its number in the source, counted from 1.
        record: u32,
    },
    /// Reading of one source, open or rejected.
    Source {
        /// Its number.
        query: QueryId,
        /// Number of the source, see [`source_id`].
        source: u32,
    },
    /// A file to keep. Of what is open what is there, and the log in any case.
    Save {
        /// Its number.
        query: QueryId,
        /// Content of the file.
        saving: Saving,
    },
    /// The file that is being made is no longer wanted.
    CancelSave,
    /// The log as text, to be kept in this browser.
    WriteDraft {
        /// Its number.
        query: QueryId,
    },
    /// The log in texts that were kept in this browser.
    ReadDrafts {
        /// Its number.
        query: QueryId,
        /// The texts.
        texts: Vec<String>,
    },
    /// The link that carries the overview.
    Share {
        /// Its number.
        query: QueryId,
        /// The view the link opens with.
        view: ShareView,
        /// Offers that would be withheld, and that the user has seen and let go.
        seen: Vec<String>,
    },
}

/// A link that carries the overview.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedLink {
    /// The address fragment, without `#`.
    pub fragment: String,
    /// The first offers that leave only once the user has seen them, whether they are in this link or not.
    pub withheld: Vec<String>,
    /// Number of such offers beyond those listed.
    pub more: u32,
}

/// Event that the worker tells the page of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// First message of a worker. Stays the first variant with this shape, so that an old worker can say it is old.
    Ready {
        /// The worker's [`PROTOCOL`].
        protocol: u16,
    },
    /// Progress of a job.
    Progress {
        /// The job.
        job: JobId,
        /// Stage it is at.
        stage: Stage,
        /// The handle it reads; `None` while it reads none.
        handle: Option<u32>,
        /// Parts done, in bytes or records.
        done: u64,
        /// Parts in all; 0 where not known.
        total: u64,
    },
    /// A job has ended well: at least one source was read.
    Opened {
        /// The job; from now on the generation.
        job: JobId,
        /// The picture.
        overview: Box<Overview>,
        /// State of matching; comparing may go on behind it.
        review: Box<ReviewState>,
        /// Sources that could not be read.
        failures: Vec<SourceFailure>,
        /// The handles that what is open was read from.
        handles: Vec<u32>,
        /// Logs of the workspaces among them that the page does not know, in order.
        logs: Vec<DecisionLog>,
        /// The state of the log by which records were understood.
        built: Revision,
        /// The state of the log by which it was found out who is who.
        followed: Revision,
    },
    /// A job has ended without any lead; what was open stays open.
    Refused {
        /// The job.
        job: JobId,
        /// Why, source by source.
        failures: Vec<SourceFailure>,
        /// Logs of workspaces that the page does not know, in order.
        logs: Vec<DecisionLog>,
    },
    /// A link was read.
    LinkOpened {
        /// The job.
        job: JobId,
        /// The picture it carries.
        overview: Box<Overview>,
        /// The view it opens with.
        view: ShareView,
    },
    /// A link could not be read; what was open stays open.
    LinkRefused {
        /// The job.
        job: JobId,
        /// Why.
        error: ShareError,
    },
    /// The job was cancelled or overtaken.
    Cancelled {
        /// The job.
        job: JobId,
    },
    /// Answer to [`Request::Picture`].
    Picture {
        /// The question.
        query: QueryId,
        /// The picture.
        overview: Box<Overview>,
    },
    /// Answer to [`Request::Lead`]; `None` when there is no such lead.
    Lead {
        /// The question.
        query: QueryId,
        /// The lead.
        lead: Option<Box<LeadDetail>>,
    },
    /// Answer to [`Request::Leads`].
    Leads {
        /// The question.
        query: QueryId,
        /// The window.
        page: LeadPage,
    },
    /// Answer to [`Request::Groups`].
    Groups {
        /// The question.
        query: QueryId,
        /// The window.
        page: GroupPage,
    },
    /// Answer to [`Request::Group`] and [`Request::NextGroup`]; `None` when there is no such group.
    Group {
        /// The question.
        query: QueryId,
        /// The group.
        group: Option<Box<GroupDetail>>,
    },
    /// New state of who is who: the answer to [`Request::Review`], and sent by itself when comparing has ended behind an open picture.
    Matched {
        /// The question; `None` where nobody asked.
        query: Option<QueryId>,
        /// The generation it is about.
        generation: JobId,
        /// The state of the log that was followed.
        followed: Revision,
        /// The picture.
        overview: Box<Overview>,
        /// State of matching.
        review: Box<ReviewState>,
    },
    /// Answer to [`Request::Pair`]; `None` when there is no such pair.
    Pair {
        /// The question.
        query: QueryId,
        /// The pair.
        pair: Option<Box<PairDetail>>,
    },
    /// Answer to [`Request::People`].
    People {
        /// The question.
        query: QueryId,
        /// The window.
        page: PeoplePage,
    },
    /// Answer to [`Request::Person`]; `None` when there is no such person.
    Person {
        /// The question.
        query: QueryId,
        /// The person.
        person: Option<Box<PersonDetail>>,
    },
    /// Answer to [`Request::Rules`].
    Rules {
        /// The question.
        query: QueryId,
        /// Rule by rule.
        comparison: Box<RuleComparison>,
    },
    /// Answer to [`Request::Problems`].
    Problems {
        /// The question.
        query: QueryId,
        /// The window.
        page: ProblemPage,
    },
    /// Answer to [`Request::Record`]; `None` when there is no such record.
    Record {
        /// The question.
        query: QueryId,
        /// The record.
        record: Option<RecordDetail>,
    },
    /// Answer to [`Request::Source`]; `None` when there is no such source.
    Source {
        /// The question.
        query: QueryId,
        /// Details of how it was read.
        detail: Option<Box<SourceDetail>>,
        /// Encodings its bytes could be in, the likeliest first; empty where the source cannot be read again.
        encodings: Vec<Encoding>,
    },
    /// Progress of a file to keep.
    Saving {
        /// The question.
        query: QueryId,
        /// Parts done, in records.
        done: u64,
        /// Parts in all.
        total: u64,
    },
    /// Answer to [`Request::Save`].
    Saved {
        /// The question.
        query: QueryId,
        /// Address of the file inside this browser, good until the next one is saved; `None` when there was nothing to save.
        address: Option<String>,
    },
    /// Answer to [`Request::WriteDraft`].
    DraftWritten {
        /// The question.
        query: QueryId,
        /// The log as text.
        text: String,
    },
    /// Answer to [`Request::ReadDrafts`]; `None` when no text holds a log.
    DraftsRead {
        /// The question.
        query: QueryId,
        /// The log.
        log: Option<Box<DecisionLog>>,
    },
    /// Answer to [`Request::Share`].
    Shared {
        /// The question.
        query: QueryId,
        /// The link.
        link: SharedLink,
    },
    /// The worker has met a bug of its own and will answer no more.
    Crashed {
        /// Message of the bug, for the report; never a part of the data.
        message: String,
    },
}

#[cfg(test)]
mod tests {
    use serde::de::DeserializeOwned;

    use super::*;
    use leadlens_engine::LogEntry;
    use leadlens_engine::intake::header::ColumnRole;
    use leadlens_engine::intake::{BinaryKind, JsonFault, SourceError};
    use leadlens_engine::leads::{ColumnName, HeaderSet};
    use leadlens_engine::matching::Threshold;
    use leadlens_engine::report::{Facet, LeadFilter, Measure};

    #[track_caller]
    fn crosses<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(message: &T) {
        let bytes = postcard::to_allocvec(message).unwrap();
        assert_eq!(&postcard::from_bytes::<T>(&bytes).unwrap(), message);
    }

    fn log() -> DecisionLog {
        let mut log = DecisionLog::default();
        let column = ColumnName { header: "rubrik".into(), nth: 0 };
        log.push(LogEntry::Role { headers: HeaderSet::Named(vec!["rubrik".into()]), column, role: Some(ColumnRole::JobTitle) });
        log.push(LogEntry::Threshold(Threshold::STRICT));
        log.push(LogEntry::Unknown("{}".into()));
        log
    }

    #[test]
    fn a_message_crosses_unchanged() {
        let message =
            Message { generation: JobId(3), log: log().since(1), revision: Revision(9), requests: vec![Request::Cancel(JobId(2))] };
        crosses(&message);
        crosses(&log());
    }

    #[test]
    fn every_request_crosses_unchanged() {
        let (job, query) = (JobId(7), QueryId(9));
        let view = ShareView { measure: Measure::People };
        for request in [
            Request::Open {
                job,
                sources: vec![SourceRef {
                    handle: 1,
                    slot: Some(0),
                    name: "a.csv".into(),
                    size: 5 << 32,
                    left_out: vec![source_id(1, 2)],
                    is_log_known: true,
                }],
                mode: OpenMode::Append,
            },
            Request::OpenLink { job, link: "x".into() },
            Request::Cancel(job),
            Request::Close,
            Request::Picture {
                query,
                ask: OverviewQuery { filter: LeadFilter::only(Facet::Offer, "contoso.db"), ..OverviewQuery::default() },
            },
            Request::Lead { query, lead: 7 },
            Request::Leads {
                query,
                ask: LeadQuery {
                    filter: LeadFilter { search: "Öberg".into(), ..LeadFilter::default() }, limit: 3, ..LeadQuery::default()
                },
            },
            Request::Groups { query, ask: GroupQuery::default() },
            Request::Group { query, name: GroupName::possible(3) },
            Request::NextGroup { query, target: GroupTarget { place: Some(3), ..GroupTarget::default() } },
            Request::Problems { query, ask: ProblemQuery::default() },
            Request::Review { query, leads: vec![1, 2] },
            Request::Pair { query, left: 1, right: 2 },
            Request::People { query, ask: PeopleQuery::default() },
            Request::Person { query, lead: 1, survivorship: Survivorship::Newest },
            Request::Rules { query },
            Request::Record { query, file: 1, record: 2 },
            Request::Source { query, source: 1 },
            Request::Save { query, saving: Saving::Problems(Some(ProblemKind::Ragged)) },
            Request::CancelSave,
            Request::WriteDraft { query },
            Request::ReadDrafts { query, texts: vec!["{}".into()] },
            Request::Share { query, view, seen: vec!["Ada".into()] },
        ] {
            crosses(&request);
        }
    }

    #[test]
    fn every_event_crosses_unchanged() {
        let (job, query) = (JobId(7), QueryId(9));
        let error = SourceError::Json { line: 1, column: 2, reason: JsonFault::Truncated };
        let failures = vec![
            SourceFailure { name: "a.json".into(), source: None, error },
            SourceFailure { name: "b.png".into(), source: None, error: SourceError::Binary(BinaryKind::Image) },
        ];
        let overview = || Box::<Overview>::default();
        for event in [
            Event::Ready { protocol: PROTOCOL },
            Event::Progress { job, stage: Stage::Match, handle: Some(1), done: 1, total: 2 },
            Event::Opened {
                job,
                overview: overview(),
                review: Box::default(),
                failures: failures.clone(),
                handles: vec![1],
                logs: vec![log()],
                built: Revision(1),
                followed: Revision(2),
            },
            Event::Refused { job, failures, logs: vec![log()] },
            Event::LinkOpened { job, overview: overview(), view: ShareView::default() },
            Event::LinkRefused { job, error: ShareError::Cut { expected: 9, found: 8 } },
            Event::Cancelled { job },
            Event::Leads { query, page: LeadPage::default() },
            Event::Groups { query, page: GroupPage::default() },
            Event::Group { query, group: None },
            Event::Problems { query, page: ProblemPage::default() },
            Event::Matched { query: Some(query), generation: job, followed: Revision(1), overview: overview(), review: Box::default() },
            Event::Pair { query, pair: None },
            Event::People { query, page: PeoplePage::default() },
            Event::Person { query, person: Some(Box::default()) },
            Event::Rules { query, comparison: Box::default() },
            Event::Record { query, record: Some(RecordDetail::default()) },
            Event::Source { query, detail: None, encodings: vec![Encoding::Windows1250] },
            Event::Saving { query, done: 1, total: 2 },
            Event::Saved { query, address: Some("blob:x".into()) },
            Event::DraftWritten { query, text: "{}".into() },
            Event::DraftsRead { query, log: Some(Box::new(log())) },
            Event::Shared { query, link: SharedLink { fragment: "s".into(), withheld: vec!["Ada".into()], more: 2 } },
            Event::Crashed { message: "src/lib.rs:1".into() },
        ] {
            crosses(&event);
        }
    }

    #[test]
    fn the_handshake_keeps_its_first_bytes_for_ever() {
        assert_eq!(postcard::to_allocvec(&Event::Ready { protocol: 1 }).unwrap(), [0, 1]);
    }
}
