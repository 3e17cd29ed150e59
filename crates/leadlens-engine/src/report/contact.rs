//! Do not contact: the customer chose another partner, on one listing. It concerns that listing, not the person's other leads.

use crate::leads::{Action, Flags, LeadId, Leads};
use crate::matching::Clusters;
use crate::sorting;

/// Flags for and against contacting somebody. Both at once is a conflict a person has to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Contact {
    /// At least one of their leads must not be followed up.
    pub(super) do_not_contact: bool,
    /// At least one of their leads may be: no flag on its listing.
    pub(super) contactable: bool,
}

/// Tells whether the person, or the group, of these leads may be contacted.
pub(super) fn contact(leads: &Leads, members: &[u32]) -> Contact {
    let offer = |lead: &u32| leads.get(LeadId(*lead)).map(|lead| lead.origin().offer);
    let mut refused: Vec<Option<u32>> = members.iter().filter(|lead| is_flagged(leads, **lead)).map(offer).collect();
    sorting::sort(&mut refused);
    refused.dedup();
    Contact { do_not_contact: !refused.is_empty(), contactable: members.iter().any(|lead| refused.binary_search(&offer(lead)).is_err()) }
}

/// True where another lead of the same person must not be contacted.
pub(super) fn is_person_flagged(leads: &Leads, clusters: &Clusters, id: LeadId) -> bool {
    // Where no lead has the action there is no need to look at everybody's leads.
    let is_requested = leads.distinct_origins().iter().any(|origin| origin.action == Action::Dnc);
    let members = clusters.of().get(id.0 as usize).map_or(&[][..], |cluster| clusters.cluster(*cluster));
    is_requested && members.iter().any(|lead| *lead != id.0 && is_flagged(leads, *lead))
}

/// True for a lead that must not be followed up.
pub(super) fn is_flagged(leads: &Leads, lead: u32) -> bool {
    leads.flags().get(lead as usize).is_some_and(|flags| flags.contains(Flags::DO_NOT_CONTACT))
}
