//! Queries about what is open, and their answers.

use serde::{Deserialize, Serialize};

use super::{JobId, Revision};
use leadlens_engine::DecisionLog;
use leadlens_engine::export::{ExportPreview, ExportRequest, MergePlanRequest, MergePlanSummary};
use leadlens_engine::intake::Encoding;
use leadlens_engine::matching::GroupName;
use leadlens_engine::report::{
    GroupDetail, GroupPage, GroupQuery, GroupTarget, LeadDetail, LeadFilter, LeadPage, LeadQuery, Overview, OverviewQuery, PairDetail,
    PeoplePage, PeopleQuery, PersonDetail, ProblemPage, ProblemQuery, RecordDetail, ReviewState, RuleComparison, SourceDetail,
    Survivorship, ThresholdEffect,
};
use leadlens_engine::share::ShareView;

/// A query about what is open. Each variant names the [`Answer`] it gets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Query {
    /// The overview of the leads that pass a filter: [`Answer::Overview`].
    Overview(OverviewQuery),
    /// One lead by its number, with everything known of it: [`Answer::Lead`].
    Lead(u32),
    /// A window of leads: [`Answer::Leads`].
    Leads(LeadQuery),
    /// A window of groups: [`Answer::Groups`].
    Groups(GroupQuery),
    /// One group with its leads side by side: [`Answer::Group`].
    Group(GroupName),
    /// The group that is opened after a decision; the first place of the target that finds one counts: [`Answer::Group`].
    NextGroup(GroupTarget),
    /// Evidence for and against two leads being one person: [`Answer::Pair`].
    Pair {
        /// One lead.
        left: u32,
        /// The other.
        right: u32,
    },
    /// A window of people: [`Answer::People`].
    People(PeopleQuery),
    /// One person with everything known: [`Answer::Person`].
    Person {
        /// One of the person's leads.
        lead: u32,
        /// Rule by which one of several values stands for the person.
        survivorship: Survivorship,
    },
    /// Comparison with CRM rules: [`Answer::Rules`].
    Rules,
    /// Numbers that the presets of the threshold would give: [`Answer::Presets`].
    Presets,
    /// A window of problems: [`Answer::Problems`].
    Problems(ProblemQuery),
    /// One record as its file spells it: [`Answer::Record`].
    Record {
        /// Index of its source.
        file: u16,
        /// Its number in the source, counted from 1.
        record: u32,
    },
    /// Reading of one source, open or rejected, by its number (see [`source_id`](super::source_id)): [`Answer::Source`].
    Source(u32),
    /// Follows the log about who is who: [`Answer::Matched`].
    Review {
        /// Leads that the last entry of the log refers to.
        leads: Vec<u32>,
    },
    /// A file to download. It holds what is there of what is open, and the log in any case: [`Answer::Exported`].
    Export(ExportKind),
    /// The first rows of a list to download: [`Answer::Previewed`].
    Preview(Box<ExportRequest>),
    /// Numbers of a merge plan; a later query takes the place of this one: [`Answer::MergePlan`].
    MergePlan(Box<MergePlanRequest>),
    /// The log as text, to be stored in this browser: [`Answer::DraftWritten`].
    WriteDraft,
    /// The log in texts that were stored in this browser: [`Answer::DraftsRead`].
    ReadDrafts(Vec<String>),
    /// The link that carries the overview: [`Answer::Shared`].
    Share {
        /// The view the link opens with.
        view: ShareView,
        /// Offers that would be withheld, and that the user has seen and released.
        seen: Vec<String>,
        /// The leads whose numbers it carries.
        filter: LeadFilter,
    },
}

/// The answer to a [`Query`]. `None` stands for a thing that is not there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// The overview.
    Overview(Box<Overview>),
    /// A lead.
    Lead(Option<Box<LeadDetail>>),
    /// A window of leads.
    Leads(LeadPage),
    /// A window of groups.
    Groups(GroupPage),
    /// A group.
    Group(Option<Box<GroupDetail>>),
    /// Two leads side by side.
    Pair(Option<Box<PairDetail>>),
    /// A window of people.
    People(PeoplePage),
    /// A person.
    Person(Option<Box<PersonDetail>>),
    /// Findings of CRM rules, rule by rule.
    Rules(Box<RuleComparison>),
    /// Numbers of each preset; empty while leads are still being compared.
    Presets(Vec<ThresholdEffect>),
    /// A window of problems.
    Problems(ProblemPage),
    /// A record.
    Record(Option<RecordDetail>),
    /// The reading of a source.
    Source {
        /// Details of the reading.
        detail: Option<Box<SourceDetail>>,
        /// Encodings its bytes could be in, the likeliest first; empty where the source cannot be read again.
        encodings: Vec<Encoding>,
    },
    /// The people, as the log says now.
    Matched(Matched),
    /// The first rows of a list.
    Previewed(Box<ExportPreview>),
    /// Numbers and first sentences of a merge plan.
    MergePlan(Box<MergePlanSummary>),
    /// Address of the file inside this browser, good until the next one is made; `None` when there was nothing to export.
    Exported(Option<String>),
    /// A list as text for the clipboard, its first rows where it is long.
    Copied(String),
    /// The log as text.
    DraftWritten(String),
    /// The log of all texts together; `None` when no text holds one.
    DraftsRead(Option<Box<DecisionLog>>),
    /// The link.
    Shared(SharedLink),
}

/// State of who is who.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Matched {
    /// The generation it is about.
    pub generation: JobId,
    /// The state of the log that was followed.
    pub followed: Revision,
    /// The overview of all leads.
    pub overview: Box<Overview>,
    /// State of matching.
    pub review: Box<ReviewState>,
}

/// Content of a file to download.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExportKind {
    /// Everything that is open and decided, to be opened again.
    Workspace,
    /// Lists of what is open.
    Lists(Box<ExportRequest>),
    /// A plan to merge the records of a CRM, with the files it takes.
    MergePlan(Box<MergePlanRequest>),
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
