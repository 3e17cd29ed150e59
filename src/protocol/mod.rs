//! Messages between page and worker: plain serde types, no browser type, no sentence.
//!
//! The page sends [`Message`]s: what the worker lacks of the log of decisions, and [`Request`]s: a [`Job`], a [`Query`] or a [`Command`]. Jobs
//! and queries carry a number, which the [`Event`]s about them echo; the queries of one message are answered together. Files do not stand in these
//! messages: they travel with them as handles (see `worker::transport`) and are named by their position, [`SourceRef::slot`].

mod job;
mod query;

use serde::{Deserialize, Serialize};

use leadlens_engine::intake::SourceFailure;
use leadlens_engine::report::{Overview, ReviewState};
use leadlens_engine::share::{ShareError, ShareView};
use leadlens_engine::{DecisionLog, LogDelta, Stage};

pub use job::{Job, SourceRef, handle_of, source_id};
pub use leadlens_engine::OpenMode;
pub use query::{Answer, ExportKind, Matched, Query, SharedLink};

/// Version of these types; bumped on every change, compared in the handshake [`Event::Ready`].
pub const PROTOCOL: u16 = 17;

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
    /// The generation the page shows. Questions about another one are left unanswered: the page sends them again once it shows that.
    pub generation: JobId,
    /// Part of the log that the worker lacks.
    pub log: LogDelta,
    /// The state of the log then.
    pub revision: Revision,
    /// Requests of the page, in order.
    pub requests: Vec<Request>,
}

/// Request of the page to the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// A task that replaces what is open. A running job of a lower number ends without an answer.
    Job(JobId, Job),
    /// A query about what is open, answered by [`Event::Answer`].
    Query(QueryId, Query),
    /// An order that has no answer of its own.
    Command(Command),
}

/// An order to the worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Stops that job; what was open before it stays.
    Cancel(JobId),
    /// Drops everything that is open.
    Close,
    /// Stops the file that is being made.
    CancelExport,
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
        /// The overview.
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
        /// The reasons, source by source.
        failures: Vec<SourceFailure>,
        /// Logs of workspaces that the page does not know, in order.
        logs: Vec<DecisionLog>,
    },
    /// A link was read.
    LinkOpened {
        /// The job.
        job: JobId,
        /// The overview it carries.
        overview: Box<Overview>,
        /// The view it opens with.
        view: ShareView,
    },
    /// A link could not be read; what was open stays open.
    LinkRefused {
        /// The job.
        job: JobId,
        /// The reason.
        error: ShareError,
    },
    /// The job was cancelled or overtaken.
    Cancelled {
        /// The job.
        job: JobId,
    },
    /// Answer to a query.
    Answer(QueryId, Answer),
    /// Comparing has ended behind an open overview: without a query.
    Matched(Matched),
    /// Progress of a file that is being made.
    Exporting {
        /// The query.
        query: QueryId,
        /// Parts done, in records.
        done: u64,
        /// Parts in all.
        total: u64,
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
    use leadlens_engine::export::{ExportColumn, ExportList, ExportRequest, ListRequest};
    use leadlens_engine::intake::header::ColumnRole;
    use leadlens_engine::intake::{BinaryKind, Encoding, JsonFault, SourceError};
    use leadlens_engine::leads::{ColumnName, HeaderSet, ProblemKind};
    use leadlens_engine::matching::{GroupName, Threshold};
    use leadlens_engine::report::{
        Facet, GroupPage, GroupQuery, GroupTarget, LeadFilter, LeadPage, LeadQuery, Measure, OverviewQuery, PeoplePage, PeopleQuery,
        ProblemPage, ProblemQuery, RecordDetail, Survivorship,
    };

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
        let message = Message {
            generation: JobId(3),
            log: log().since(1),
            revision: Revision(9),
            requests: vec![Request::Command(Command::Cancel(JobId(2)))],
        };
        crosses(&message);
        crosses(&log());
    }

    #[test]
    fn every_request_crosses_unchanged() {
        let view = ShareView { measure: Measure::People };
        let source = SourceRef {
            handle: 1,
            slot: Some(0),
            name: "a.csv".into(),
            size: 5 << 32,
            left_out: vec![source_id(1, 2)],
            is_log_known: true,
        };
        for job in [Job::Open { sources: vec![source], mode: OpenMode::Append }, Job::OpenLink("x".into())] {
            crosses(&Request::Job(JobId(7), job));
        }
        for command in [Command::Cancel(JobId(7)), Command::Close, Command::CancelExport] {
            crosses(&Request::Command(command));
        }
        for query in [
            Query::Overview(OverviewQuery { filter: LeadFilter::only(Facet::Offer, "contoso.db"), ..OverviewQuery::default() }),
            Query::Lead(7),
            Query::Leads(LeadQuery {
                filter: LeadFilter { search: "Öberg".into(), ..LeadFilter::default() },
                limit: 3,
                ..LeadQuery::default()
            }),
            Query::Groups(GroupQuery::default()),
            Query::Group(GroupName::possible(3)),
            Query::NextGroup(GroupTarget { place: Some(3), ..GroupTarget::default() }),
            Query::Problems(ProblemQuery::default()),
            Query::Review { leads: vec![1, 2] },
            Query::Pair { left: 1, right: 2 },
            Query::People(PeopleQuery::default()),
            Query::Person { lead: 1, survivorship: Survivorship::Newest },
            Query::Rules,
            Query::Presets,
            Query::Record { file: 1, record: 2 },
            Query::Source(1),
            Query::Export(ExportKind::Lists(lists())),
            Query::Export(ExportKind::MergePlan(Box::default())),
            Query::Preview(lists()),
            Query::MergePlan(Box::default()),
            Query::WriteDraft,
            Query::ReadDrafts(vec!["{}".into()]),
            Query::Share { view, seen: vec!["Ada".into()], filter: LeadFilter::default() },
        ] {
            crosses(&Request::Query(QueryId(9), query));
        }
    }

    fn lists() -> Box<ExportRequest> {
        let problems = ListRequest::plain(ExportList::Problems(Some(ProblemKind::Ragged)), &[ExportColumn::Value]);
        Box::new(ExportRequest { lists: vec![problems], ..ExportRequest::default() })
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
        let matched = Matched { generation: job, followed: Revision(1), overview: overview(), review: Box::default() };
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
            Event::Matched(matched.clone()),
            Event::Exporting { query, done: 1, total: 2 },
            Event::Crashed { message: "src/lib.rs:1".into() },
        ] {
            crosses(&event);
        }
        for answer in [
            Answer::Overview(overview()),
            Answer::Lead(None),
            Answer::Leads(LeadPage::default()),
            Answer::Groups(GroupPage::default()),
            Answer::Group(None),
            Answer::Problems(ProblemPage::default()),
            Answer::Matched(matched),
            Answer::Pair(None),
            Answer::People(PeoplePage::default()),
            Answer::Person(Some(Box::default())),
            Answer::Rules(Box::default()),
            Answer::Previewed(Box::default()),
            Answer::MergePlan(Box::default()),
            Answer::Record(Some(RecordDetail::default())),
            Answer::Source { detail: None, encodings: vec![Encoding::Windows1250] },
            Answer::Exported(Some("blob:x".into())),
            Answer::Copied("a\tb\r\n".into()),
            Answer::DraftWritten("{}".into()),
            Answer::DraftsRead(Some(Box::new(log()))),
            Answer::Shared(SharedLink { fragment: "s".into(), withheld: vec!["Ada".into()], more: 2 }),
        ] {
            crosses(&Event::Answer(query, answer));
        }
    }

    #[test]
    fn the_handshake_keeps_its_first_bytes_for_ever() {
        assert_eq!(postcard::to_allocvec(&Event::Ready { protocol: 1 }).unwrap(), [0, 1]);
    }
}
