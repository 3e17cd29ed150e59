//! Leads in the order of time: which are steps, which say nothing new.

use std::collections::BTreeMap;

use crate::leads::{Action, LeadId, Leads, Origin};
use crate::matching::Clusters;
use crate::sorting;

/// Action and offer of a lead, by which it repeats another.
pub(super) type OriginStep = (Action, u32);

/// Place of a lead in time: those without a date last, equal ones in reading order.
pub(super) type TimeKey = (bool, Option<i64>, u32);

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
        let between = |before: Option<i64>| Some(seconds?.saturating_sub(before?));
        let person = clusters.of().get(lead as usize).copied();
        let before = origin_step(leads, lead).and_then(|step| earlier.insert((person, step), seconds));
        let touch = Touch { lead, since_last: between(last), repeat: before.is_some(), since_same: before.and_then(between) };
        last = seconds;
        touch
    };
    in_time(leads, members).into_iter().map(touch).collect()
}

/// Leads in the order of time, those without a date last, equal ones in reading order.
pub(super) fn in_time(leads: &Leads, members: &[u32]) -> Vec<u32> {
    let mut ordered = members.to_vec();
    sorting::sort_by_key(&mut ordered, |lead| time_key(leads, *lead));
    ordered
}

/// Place of a lead in time.
pub(super) fn time_key(leads: &Leads, lead: u32) -> TimeKey {
    let seconds = seconds(leads, lead);
    (seconds.is_none(), seconds, lead)
}

/// Action and offer of a lead; `None` where the file gives neither, so that it counts as no repeat.
pub(super) fn origin_step(leads: &Leads, lead: u32) -> Option<OriginStep> {
    step_of(leads.get(LeadId(lead))?.origin())
}

/// True where any lead gives action or offer.
pub(super) fn gives_steps(leads: &Leads) -> bool {
    leads.distinct_origins().iter().any(|origin| step_of(*origin).is_some())
}

fn step_of(origin: Origin) -> Option<OriginStep> {
    (origin.action != Action::None || origin.offer != 0).then_some((origin.action, origin.offer))
}

/// Time a lead was made, in seconds since 1970; `None` where it does not say.
pub(super) fn seconds(leads: &Leads, lead: u32) -> Option<i64> {
    leads.created().get(lead as usize).and_then(|created| created.seconds())
}
