//! Answers to queries: leads and people become numbers, pages and lists, none larger than a screen.

mod breakdown;
mod change_tally;
mod clip;
mod completeness;
mod contact;
mod count;
mod cross_file;
mod cross_filter;
mod email_merge;
mod file_values;
mod filter;
mod group_list;
mod journey;
mod label_counts;
mod lead_block;
mod lead_detail;
mod lead_keys;
mod lead_list;
mod lead_sort;
mod lead_text;
mod merge_plan;
mod merge_planner;
mod overview;
mod overview_builder;
mod pair_detail;
mod path_pattern;
mod people;
mod people_list;
mod people_order;
mod person_path;
mod person_record;
mod problem_cause;
mod problem_list;
mod ranking;
mod record_detail;
mod recount;
mod review;
mod rule_comparison;
mod same_record;
mod search;
mod selection;
mod source_detail;
mod standing;
mod survivorship;
mod tally;
mod timeline;
mod view;
mod winner;

pub use count::{Count, Measure};
pub use cross_file::{CrossFile, CrossFileCounts, CrossFileDetail, CrossFileField};
pub use cross_filter::CrossFilter;
pub use email_merge::{EmailMerge, EmailMergeExample};
pub use filter::{Clause, DayRange, Facet, LeadFilter, LeadFlag, day_name, day_of};
pub use group_list::{
    GroupDetail, GroupFilter, GroupOrder, GroupPage, GroupQuery, GroupRow, GroupTarget, group_detail, group_keys, group_order, group_page,
};
pub use journey::Elapsed;
pub use lead_detail::{LeadDetail, lead_detail};
pub use lead_list::{LeadPage, LeadQuery, LeadRow, lead_order, lead_page};
pub use lead_sort::{LeadSort, SortKey};
pub(crate) use lead_text::{offer_text, text_of};
pub use merge_plan::{Crm, MergeCaution, MergeRecord, PLANNED, PlanOutcome, PlannedField, PlannedMerge, RecordKind};
pub use merge_planner::MergePlanner;
pub(crate) use merge_planner::locked_columns;
pub use overview::{
    BreakdownRow, Change, CompanyRow, CompletenessRow, CountryRow, DomainRow, OfferRow, Overview, OverviewQuery, PathRow, PublisherRow,
    SourceCard, Totals, UnknownCode, path_name, unknown_name,
};
pub use pair_detail::{Flip, Found, PairDetail, PairValue, Standing, TextPiece, pair_detail};
pub use path_pattern::PathPattern;
pub use people::{people_order, people_page, person_detail};
pub use people_list::{JourneyStep, PeoplePage, PeopleQuery, PeopleSort, PersonDetail, PersonField, PersonRow, PersonValue, Survivorship};
pub(crate) use person_record::all_emails;
pub use person_record::{PersonRecord, Refusal, person_record, refusals, refused_people};
pub use problem_list::{ProblemPage, ProblemQuery, ProblemRow, problem_page};
pub use record_detail::{RecordDetail, record_detail};
pub use review::{MatchWarning, ReviewState, ThresholdEffect};
pub use rule_comparison::{CrmRule, RuleComparison, RuleResult, rule_comparison};
pub use source_detail::{ColumnDates, ColumnDetail, SourceDetail, source_detail};
pub use timeline::{Period, Timeline, TimelineBucket};
pub use winner::{WinnerRule, winner};
