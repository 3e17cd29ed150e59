//! What does the user ask to see? Leads and people become numbers, pages and lists, none larger than a screen.

mod breakdown;
mod clip;
mod filter;
mod group_list;
mod lead_list;
mod overview;
mod problem_list;
mod record_detail;
mod same_record;
mod source_detail;
mod tally;
mod timeline;

pub use breakdown::overview;
pub use filter::{LeadFilter, LeadMark};
pub use group_list::{GroupDetail, GroupFilter, GroupPage, GroupQuery, GroupRow, group_detail, group_order, group_page};
pub use lead_list::{LeadPage, LeadQuery, LeadRow, LeadSort, SortKey, lead_order, lead_page};
pub use overview::{BreakdownRow, Count, CountryRow, Measure, OfferRow, Overview, SourceCard, Totals, UnknownCode};
pub use problem_list::{ProblemPage, ProblemQuery, ProblemRow, problem_page};
pub use record_detail::{RecordDetail, record_detail};
pub use source_detail::{ColumnDates, ColumnDetail, SourceDetail, source_detail};
pub use timeline::{Period, Timeline, TimelineBucket};
