//! Leads in the order of time: which are steps, which say nothing new.

use std::collections::BTreeMap;

use crate::leads::{Lead, LeadId, Leads};
use crate::matching::Clusters;

/// One lead on the path of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Touch {
    pub(super) lead: u32,
    /// Seconds since the lead before; `None` for the first, and where either has no date.
    pub(super) since_last: Option<i64>,
    /// True where the same person did the same to the same offer before.
    pub(super) repeat: bool,
    /// Seconds since then; `None` where it is no repeat, and where either has no date.
    pub(super) since_same: Option<i64>,
}

/// The leads of a person or a group in the order of time, those without a date last, equal ones in reading order.
pub(super) fn journey(leads: &Leads, clusters: &Clusters, members: &[u32]) -> Vec<Touch> {
    let mut earlier: BTreeMap<_, Option<i64>> = BTreeMap::new();
    let mut last = None;
    let touch = |lead: u32| {
        let seconds = seconds(leads, lead);
        let origin = leads.get(LeadId(lead)).map(Lead::origin);
        let key = origin.map(|origin| (clusters.of().get(lead as usize).copied(), origin.action, origin.offer));
        let between = |before: Option<i64>| Some(seconds?.saturating_sub(before?));
        let before = earlier.insert(key, seconds);
        let touch = Touch { lead, since_last: between(last), repeat: before.is_some(), since_same: before.and_then(between) };
        last = seconds;
        touch
    };
    in_time(leads, members).into_iter().map(touch).collect()
}

/// Leads in the order of time, those without a date last, equal ones in reading order.
pub(super) fn in_time(leads: &Leads, members: &[u32]) -> Vec<u32> {
    let mut ordered = members.to_vec();
    ordered.sort_by_key(|lead| {
        let seconds = seconds(leads, *lead);
        (seconds.is_none(), seconds, *lead)
    });
    ordered
}

/// Time a lead was made, in seconds since 1970; `None` where it does not say.
pub(super) fn seconds(leads: &Leads, lead: u32) -> Option<i64> {
    leads.created().get(lead as usize).and_then(|created| created.seconds())
}
