//! What does the user ask to see? Leads and people become numbers, pages and lists, none larger than a screen.

mod breakdown;
mod clip;
mod contact;
mod filter;
mod group_list;
mod journey;
mod lead_list;
mod overview;
mod pair_detail;
mod people;
mod people_list;
mod problem_list;
mod record_detail;
mod review;
mod rule_comparison;
mod same_record;
mod search;
mod source_detail;
mod survivorship;
mod tally;
mod timeline;

pub(in crate::engine) use breakdown::OverviewBuilder;
pub use breakdown::overview;
pub use filter::{LeadFilter, LeadMark};
pub use group_list::{GroupDetail, GroupFilter, GroupPage, GroupQuery, GroupRow, group_detail, group_order, group_page};
pub use lead_list::{LeadPage, LeadQuery, LeadRow, LeadSort, SortKey, lead_order, lead_page};
pub use overview::{BreakdownRow, Count, CountryRow, Measure, OfferRow, Overview, SourceCard, Totals, UnknownCode};
pub use pair_detail::{Flip, Found, PairDetail, PairValue, Standing, TextPiece, pair_detail};
pub use people::{people_order, people_page, person_detail};
pub use people_list::{JourneyStep, PeoplePage, PeopleQuery, PeopleSort, PersonDetail, PersonField, PersonRow, PersonValue, Survivorship};
pub use problem_list::{ProblemPage, ProblemQuery, ProblemRow, problem_page};
pub use record_detail::{RecordDetail, record_detail};
pub use review::{MatchWarning, ReviewState};
pub use rule_comparison::{CrmRule, RuleComparison, RuleResult, rule_comparison};
pub use source_detail::{ColumnDates, ColumnDetail, SourceDetail, source_detail};
pub use timeline::{Period, Timeline, TimelineBucket};
