//! The views of the overview: which facets each leaves out of account.

use super::Facet;
use super::selection::{DAYS, bit};

/// The facets a view leaves out of account.
pub(super) const MATRIX: u32 = bit(Facet::Storefront) | bit(Facet::Action) | bit(Facet::Cell);
pub(super) const OFFERS: u32 = bit(Facet::Publisher) | bit(Facet::Offer);
pub(super) const HOURS: u32 = bit(Facet::Weekday) | bit(Facet::Hour) | bit(Facet::Slot);
pub(super) const COUNTRIES: u32 = bit(Facet::Country);
pub(super) const COMPANIES: u32 = bit(Facet::Company);
pub(super) const DOMAINS: u32 = bit(Facet::Domain);
pub(super) const PATH: u32 = bit(Facet::Path);

/// Tells whether a lead counts in any view: what it fails is of one view's own facets, or it counts in none, as no two views have a facet
/// in common. The selected days have no bearing on the comparison with those before.
#[inline]
pub(super) fn is_counted(failed_mask: u32) -> bool {
    let is_one_view = |own: u32| failed_mask & !(own | DAYS) == 0;
    failed_mask == 0 || [MATRIX, OFFERS, HOURS, COUNTRIES, COMPANIES, DOMAINS, PATH].into_iter().any(is_one_view)
}
