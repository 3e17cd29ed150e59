//! What does the user ask to see? Leads and people become numbers, pages and lists, none larger than a screen.

mod breakdown;
mod clip;
mod filter;
mod group_list;
mod lead_list;
mod overview;
mod pair_detail;
mod people_list;
mod problem_list;
mod record_detail;
mod review;
mod rule_comparison;
mod same_record;
mod source_detail;
mod tally;
mod timeline;

pub use breakdown::overview;
pub use filter::{LeadFilter, LeadMark};
pub use group_list::{GroupDetail, GroupFilter, GroupPage, GroupQuery, GroupRow, group_detail, group_order, group_page};
pub use lead_list::{LeadPage, LeadQuery, LeadRow, LeadSort, SortKey, lead_order, lead_page};
pub use overview::{BreakdownRow, Count, CountryRow, Measure, OfferRow, Overview, SourceCard, Totals, UnknownCode};
pub use pair_detail::{Flip, Found, PairDetail, PairValue, Standing, TextPiece, pair_detail};
pub use people_list::{JourneyStep, PeoplePage, PeopleQuery, PeopleSort, PersonDetail, PersonField, PersonRow, PersonValue, Survivorship};
pub use problem_list::{ProblemPage, ProblemQuery, ProblemRow, problem_page};
pub use record_detail::{RecordDetail, record_detail};
pub use review::{MatchWarning, ReviewState};
pub use rule_comparison::{CrmRule, RuleComparison, RuleResult};
pub use source_detail::{ColumnDates, ColumnDetail, SourceDetail, source_detail};
pub use timeline::{Period, Timeline, TimelineBucket};
