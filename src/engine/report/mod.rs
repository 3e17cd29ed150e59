//! What does the user ask to see? Leads and people become numbers, pages and lists, none larger than a screen.

mod filter;
mod group_list;
mod lead_list;
mod overview;
mod problem_list;
mod timeline;

pub use filter::{LeadFilter, LeadMark};
pub use group_list::{GroupDetail, GroupFilter, GroupPage, GroupQuery, GroupRow};
pub use lead_list::{LeadPage, LeadQuery, LeadRow, LeadSort, SortKey};
pub use overview::{BreakdownRow, Count, CountryRow, Measure, OfferRow, Overview, SourceCard, Totals, UnknownCode, UnknownSlot};
pub use problem_list::{ProblemPage, ProblemQuery, ProblemRow};
pub use timeline::{Period, Timeline, TimelineBucket};
