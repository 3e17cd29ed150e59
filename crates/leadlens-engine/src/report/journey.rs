//! Leads in the order of time: which are steps, which say nothing new.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::leads::{Created, LeadId, Leads, OriginStep};
use crate::matching::Clusters;
use crate::sorting;

/// Place of a lead in time: those without a date last, equal ones in reading order.
pub(super) type TimeKey = (bool, Option<i64>, u32);

/// Time between two leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Elapsed {
    /// Calendar days: at least one of the leads has no time of day.
    Days(i32),
    /// Seconds.
    Seconds(i64),
}

impl Elapsed {
    /// Time from one lead to a later one; `None` where either has no date.
    fn between(before: Created, after: Created) -> Option<Self> {
        if before.is_moment() && after.is_moment() {
            Some(Self::Seconds(after.seconds()?.saturating_sub(before.seconds()?)))
        } else {
            Some(Self::Days(after.day()?.saturating_sub(before.day()?)))
        }
    }
}

/// One lead on the path of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Touch {
    pub(super) lead: u32,
    /// Time since the lead before; `None` for the first, and where either has no date.
    pub(super) since_last: Option<Elapsed>,
    /// True where the same person did the same to the same offer before.
    pub(super) repeat: bool,
    /// Time since then; `None` where it is no repeat, and where either has no date.
    pub(super) since_same: Option<Elapsed>,
}

/// The leads of a person or a group in the order of time, those without a date last, equal ones in reading order.
pub(super) fn journey(leads: &Leads, clusters: &Clusters, members: &[u32]) -> Vec<Touch> {
    let mut earlier: BTreeMap<_, Created> = BTreeMap::new();
    let mut last = None;
    let touch = |lead: u32| {
        let created = leads.created().get(lead as usize).copied().unwrap_or_default();
        let since = |before: Option<Created>| Elapsed::between(before?, created);
        let person = clusters.of().get(lead as usize).copied();
        let before = origin_step(leads, lead).and_then(|step| earlier.insert((person, step), created));
        let touch = Touch { lead, since_last: since(last), repeat: before.is_some(), since_same: since(before) };
        last = Some(created);
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
    leads.get(LeadId(lead))?.origin().step()
}

/// True where any lead gives action or offer.
pub(super) fn gives_steps(leads: &Leads) -> bool {
    leads.distinct_origins().iter().any(|origin| origin.step().is_some())
}

/// Time a lead was made, in seconds since 1970; `None` where it does not say.
pub(super) fn seconds(leads: &Leads, lead: u32) -> Option<i64> {
    leads.created().get(lead as usize).and_then(|created| created.seconds())
}
