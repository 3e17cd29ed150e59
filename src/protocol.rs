//! What page and worker say to each other: plain serde types, no browser type, no sentence.
//!
//! Every request carries a number and every event echoes the number it answers, so that a late answer changes nothing. Files do not stand in
//! these messages: they travel beside them as handles (see `worker::transport`) and are named by their position, [`SourceRef::slot`].

use serde::{Deserialize, Serialize};

use crate::engine::Stage;
use crate::engine::intake::{Encoding, ReadOptions, SourceFailure};
use crate::engine::leads::{Decisions, ProblemKind};
use crate::engine::matching::{Judgement, Threshold};
use crate::engine::report::{
    GroupDetail, GroupPage, GroupQuery, LeadDetail, LeadPage, LeadQuery, Overview, PairDetail, PeoplePage, PeopleQuery, PersonDetail,
    PictureQuery, ProblemPage, ProblemQuery, RecordDetail, ReviewState, RuleComparison, SourceDetail, Survivorship,
};
use crate::engine::share::{ShareError, ShareView};

/// Version of these types; bumped on every change, compared in the handshake [`Event::Ready`].
pub const PROTOCOL: u16 = 4;

/// Number of a run: opening files, a paste or a link. Later runs have higher numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct JobId(pub u32);

/// Number of a question about what is open. Later questions have higher numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct QueryId(pub u32);

/// A file or paste handed over beside the message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRef {
    /// Position of its handle among those travelling with the message.
    pub slot: u32,
    /// The page's number of the handle; no two handles ever have the same.
    pub handle: u32,
    /// Its name as shown.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
    /// How the user wants it to be read.
    pub options: ReadOptions,
}

/// A handle in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileUse {
    /// The page's number of it.
    pub handle: u32,
    /// How it was read.
    pub options: ReadOptions,
}

/// What becomes of the sources that are open when others are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Placing {
    /// The others stand in their place.
    Instead,
    /// The others stand beside them.
    Beside,
}

/// What is written into a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Saving {
    /// Everything that is open and decided, to be opened again.
    Workspace,
    /// The problems, or those of one kind, as CSV.
    Problems(Option<ProblemKind>),
}

/// What the page asks of the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Read these sources. What is open stays as it is until they are read.
    Open {
        /// Its number; a running job of a lower number ends without an answer.
        job: JobId,
        /// What to read, in order.
        sources: Vec<SourceRef>,
        /// What becomes of the sources that are open.
        placing: Placing,
        /// What the user decided.
        decisions: Decisions,
    },
    /// Read one source again, in another way.
    Reread {
        /// Its number.
        job: JobId,
        /// Which source.
        source: u32,
        /// The other way.
        options: ReadOptions,
        /// What the user decided.
        decisions: Decisions,
    },
    /// Take one source away.
    Remove {
        /// Its number.
        job: JobId,
        /// Which source.
        source: u32,
        /// What the user decided.
        decisions: Decisions,
    },
    /// Understand the sources anew, as decided. Nothing is read again.
    Decide {
        /// Its number.
        job: JobId,
        /// A source decided about: those it was read with are understood anew. `None` for those that are open.
        source: Option<u32>,
        /// What the user decided.
        decisions: Decisions,
    },
    /// Read the invented sample leads that come with the program.
    OpenSample {
        /// Its number.
        job: JobId,
        /// What the user decided.
        decisions: Decisions,
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
    /// The picture of the leads that pass a filter.
    Picture {
        /// Its number.
        query: QueryId,
        /// Of which leads.
        ask: PictureQuery,
    },
    /// One lead with everything known of it.
    Lead {
        /// Its number.
        query: QueryId,
        /// Which lead.
        lead: u32,
    },
    /// A window of leads.
    Leads {
        /// Its number.
        query: QueryId,
        /// Which ones.
        ask: LeadQuery,
    },
    /// A window of groups.
    Groups {
        /// Its number.
        query: QueryId,
        /// Which ones.
        ask: GroupQuery,
    },
    /// One group with its leads side by side.
    Group {
        /// Its number.
        query: QueryId,
        /// Which group.
        group: u32,
    },
    /// The group a lead is in, with its leads side by side. Answered by [`Event::Group`].
    GroupOf {
        /// Its number.
        query: QueryId,
        /// Which lead.
        lead: u32,
        /// A possible group rather than the one it is merged into, where it is in both.
        possible: bool,
    },
    /// Merge from another weight on.
    Threshold {
        /// Its number.
        query: QueryId,
        /// The weight.
        threshold: Threshold,
    },
    /// A decision of the user about who is who.
    Judge {
        /// Its number.
        query: QueryId,
        /// What was decided.
        judgement: Judgement,
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
        /// Which ones.
        ask: PeopleQuery,
    },
    /// One person with everything known.
    Person {
        /// Its number.
        query: QueryId,
        /// One of the person's leads.
        lead: u32,
        /// Which values stand for the person.
        survivorship: Survivorship,
    },
    /// What CRM rules would find in the same leads.
    Rules {
        /// Its number.
        query: QueryId,
    },
    /// A window of problems.
    Problems {
        /// Its number.
        query: QueryId,
        /// Which ones.
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
    /// How one source was read.
    Source {
        /// Its number.
        query: QueryId,
        /// Which source.
        source: u32,
        /// What the user decided.
        decisions: Decisions,
    },
    /// A file to keep.
    Save {
        /// Its number.
        query: QueryId,
        /// What goes into it.
        saving: Saving,
        /// What the user decided.
        decisions: Decisions,
    },
    /// The link that carries the overview.
    Share {
        /// Its number.
        query: QueryId,
        /// The view the link opens with.
        view: ShareView,
    },
}

/// What the worker tells the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// First message of a worker. Stays the first variant with this shape, so that an old worker can say it is old.
    Ready {
        /// The worker's [`PROTOCOL`].
        protocol: u16,
    },
    /// How far a job is.
    Progress {
        /// The job.
        job: JobId,
        /// What it is doing.
        stage: Stage,
        /// Parts done, in bytes or records.
        done: u64,
        /// Parts in all; 0 where not known.
        total: u64,
    },
    /// A job has ended well: at least one source was read.
    Opened {
        /// The job.
        job: JobId,
        /// The picture.
        overview: Box<Overview>,
        /// How matching stands; comparing may go on behind it.
        review: Box<ReviewState>,
        /// Sources that could not be read.
        failures: Vec<SourceFailure>,
        /// The handles that what is open was read from, and how.
        files: Vec<FileUse>,
        /// What was decided in a workspace that was opened, in place of what the page knows.
        decisions: Option<Decisions>,
    },
    /// A job has ended without any lead; what was open stays open.
    Refused {
        /// The job.
        job: JobId,
        /// Why, source by source.
        failures: Vec<SourceFailure>,
    },
    /// A source was taken away and nothing is left of those it was read with; what is open beside them stays.
    Emptied {
        /// The job.
        job: JobId,
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
    /// Answer to [`Request::Group`] and [`Request::GroupOf`]; `None` when there is no such group.
    Group {
        /// The question.
        query: QueryId,
        /// The group.
        group: Option<GroupDetail>,
    },
    /// Who is who was found out anew: the answer to [`Request::Threshold`] and [`Request::Judge`], and sent by itself when comparing goes on
    /// behind an open picture. Clusters, groups and people have new numbers.
    Matched {
        /// The question; `None` where nobody asked.
        query: Option<QueryId>,
        /// The picture.
        overview: Box<Overview>,
        /// How matching stands.
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
        /// How it was read.
        detail: Option<Box<SourceDetail>>,
        /// Encodings its bytes could be in, the likeliest first; empty where the source cannot be read again.
        encodings: Vec<Encoding>,
    },
    /// Answer to [`Request::Save`].
    Saved {
        /// The question.
        query: QueryId,
        /// Address of the file inside this browser, good until the next one is saved; `None` when there was nothing to save.
        address: Option<String>,
    },
    /// Answer to [`Request::Share`].
    Shared {
        /// The question.
        query: QueryId,
        /// The address fragment, without `#`.
        fragment: String,
    },
    /// The worker has met a bug of its own and will answer no more.
    Crashed {
        /// What it says, for the report; never a part of the data.
        message: String,
    },
}

#[cfg(test)]
mod tests {
    use serde::de::DeserializeOwned;

    use super::*;
    use crate::engine::intake::header::ColumnRole;
    use crate::engine::intake::{BinaryKind, JsonFault, SourceError};
    use crate::engine::leads::{ColumnName, HeaderSet};
    use crate::engine::report::{Facet, LeadFilter, Measure};

    #[track_caller]
    fn crosses<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(message: &T) {
        let bytes = postcard::to_allocvec(message).unwrap();
        assert_eq!(&postcard::from_bytes::<T>(&bytes).unwrap(), message);
    }

    fn decisions() -> Decisions {
        let mut decisions = Decisions { default_country: Some("SE".into()), ..Decisions::default() };
        let column = ColumnName { header: "rubrik".into(), nth: 0 };
        decisions.decide_role(&HeaderSet::Named(vec!["rubrik".into()]), &column, Some(ColumnRole::JobTitle));
        decisions
    }

    #[test]
    fn every_request_crosses_unchanged() {
        let (job, query) = (JobId(7), QueryId(9));
        let view = ShareView { measure: Measure::People };
        for request in [
            Request::Open {
                job,
                sources: vec![SourceRef { slot: 0, handle: 1, name: "a.csv".into(), size: 5 << 32, options: ReadOptions::default() }],
                placing: Placing::Beside,
                decisions: decisions(),
            },
            Request::Reread {
                job,
                source: 1,
                options: ReadOptions { encoding: Some(Encoding::Big5), ..ReadOptions::default() },
                decisions: decisions(),
            },
            Request::Remove { job, source: 1, decisions: decisions() },
            Request::Decide { job, source: Some(3), decisions: decisions() },
            Request::OpenSample { job, decisions: decisions() },
            Request::OpenLink { job, link: "x".into() },
            Request::Cancel(job),
            Request::Picture {
                query,
                ask: PictureQuery { filter: LeadFilter::only(Facet::Offer, "contoso.db"), ..PictureQuery::default() },
            },
            Request::Lead { query, lead: 7 },
            Request::Leads {
                query,
                ask: LeadQuery {
                    filter: LeadFilter { search: "Öberg".into(), ..LeadFilter::default() }, limit: 3, ..LeadQuery::default()
                },
            },
            Request::Groups { query, ask: GroupQuery::default() },
            Request::Group { query, group: 3 },
            Request::GroupOf { query, lead: 3, possible: true },
            Request::Problems { query, ask: ProblemQuery::default() },
            Request::Threshold { query, threshold: Threshold::STRICT },
            Request::Judge { query, judgement: Judgement::SplitOut { group: 1, lead: 2 } },
            Request::Pair { query, left: 1, right: 2 },
            Request::People { query, ask: PeopleQuery::default() },
            Request::Person { query, lead: 1, survivorship: Survivorship::Newest },
            Request::Rules { query },
            Request::Record { query, file: 1, record: 2 },
            Request::Source { query, source: 1, decisions: decisions() },
            Request::Save { query, saving: Saving::Problems(Some(ProblemKind::Ragged)), decisions: decisions() },
            Request::Share { query, view },
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
            Event::Progress { job, stage: Stage::Match, done: 1, total: 2 },
            Event::Opened {
                job,
                overview: overview(),
                review: Box::default(),
                failures: failures.clone(),
                files: vec![FileUse { handle: 1, options: ReadOptions::default() }],
                decisions: Some(decisions()),
            },
            Event::Refused { job, failures },
            Event::LinkOpened { job, overview: overview(), view: ShareView::default() },
            Event::LinkRefused { job, error: ShareError::Cut { expected: 9, found: 8 } },
            Event::Cancelled { job },
            Event::Emptied { job },
            Event::Leads { query, page: LeadPage::default() },
            Event::Groups { query, page: GroupPage::default() },
            Event::Group { query, group: None },
            Event::Problems { query, page: ProblemPage::default() },
            Event::Matched { query: Some(query), overview: overview(), review: Box::default() },
            Event::Pair { query, pair: None },
            Event::People { query, page: PeoplePage::default() },
            Event::Person { query, person: Some(Box::default()) },
            Event::Rules { query, comparison: Box::default() },
            Event::Record { query, record: Some(RecordDetail::default()) },
            Event::Source { query, detail: None, encodings: vec![Encoding::Windows1250] },
            Event::Saved { query, address: Some("blob:x".into()) },
            Event::Shared { query, fragment: "s".into() },
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
