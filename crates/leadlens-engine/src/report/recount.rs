//! Updates of the tallies of all leads when clusters change: only the people concerned are counted anew.

use super::breakdown::{COMPANY, LeadRowKeys, PERSON, Tallies};
use super::overview_builder::{count, overview_since, whole_overview};
use super::selection::{FilterContext, Selection};
use super::{Count, Overview, OverviewQuery};
use crate::leads::{Flags, NONE};
use crate::saturating::saturating_u32;

/// A lead.
const LEAD: Count = Count { leads: 1, people: 0, ..PERSON };

/// Numbers of owners counted late start here: those of people and companies are lower.
const FIRST_LATE: u32 = 1 << 31;

/// Tallies of all leads that are no tests, and the overview made of them.
#[derive(Clone, Debug)]
pub(super) struct WholeCount {
    tallies: Tallies,
    /// The overview as of the last count, of which all is taken that does not rest on who is who.
    overview: Overview,
    /// Number of the next owner to be counted. Owners under which nothing is counted twice have numbers of their own.
    next_owner: u32,
    /// Something was counted since the overview was made.
    is_late: bool,
}

/// Direction of a recount: what is counted goes, or comes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum RecountTurn {
    Leaves,
    Enters,
}

impl RecountTurn {
    fn of(self, count: Count) -> Count {
        if self == Self::Leaves { count.negated() } else { count }
    }
}

impl WholeCount {
    /// Counts all leads.
    pub(super) fn of(context: FilterContext<'_>) -> Self {
        let all = Selection::all(context.leads);
        let tallies = count(context, &all, &OverviewQuery::default(), context.keys.span(false));
        let overview = whole_overview(context, &all, &tallies);
        Self { tallies, overview, next_owner: FIRST_LATE, is_late: false }
    }

    /// Takes away, or adds, the people that some leads belong to, given all leads of each of them.
    pub(super) fn count(&mut self, context: FilterContext<'_>, changed: &[u32], turn: RecountTurn) {
        let FilterContext { leads, keys, clusters, paths, .. } = context;
        let is_counted = |lead: &u32| leads.flags().get(*lead as usize).is_some_and(|flags| !flags.contains(Flags::TEST));
        let path = |lead: u32| paths.get(lead as usize).copied().map_or(NONE, u32::from);
        let mut rows: Vec<LeadRowKeys> = Vec::new();
        for members in people(context, changed).filter(|members| context.is_somebody(members)) {
            rows.clear();
            rows.extend(members.iter().filter(|lead| is_counted(lead)).map(|lead| self.tallies.row(context, 0, *lead)));
            let owner = self.owner();
            self.tallies.count_late(&rows, owner, turn.of(PERSON));
        }
        let mut companies = Vec::new();
        for lead in changed.iter().filter(|lead| is_counted(lead)) {
            self.tallies.paths.add(path(*lead), turn.of(LEAD));
            self.count_marks(context, *lead, turn);
            companies.extend(leads.companies().get(*lead as usize).copied().filter(|company| *company != NONE));
        }
        companies.sort_unstable();
        companies.dedup();
        for company in companies {
            let owner = self.owner();
            for lead in keys.company_leads(company).iter().filter(|lead| is_counted(lead)) {
                self.tallies.paths.count_once(path(*lead), owner, turn.of(COMPANY));
            }
        }
        self.is_late = true;
        self.tallies.groups = saturating_u32(clusters.group_count());
    }

    /// Takes away, or adds, a lead as unidentified or an exact repeat, as far as it is one.
    fn count_marks(&mut self, context: FilterContext<'_>, lead: u32, turn: RecountTurn) {
        let marks = context.standings.get(lead as usize).map(|standing| standing.marks()).unwrap_or_default();
        if marks != Count::default() {
            let owner = self.owner();
            self.tallies.count_late(&[self.tallies.row(context, 0, lead)], owner, turn.of(marks));
        }
    }

    /// The overview as it is now.
    pub(super) fn overview(&mut self, context: FilterContext<'_>) -> Overview {
        if self.is_late || self.overview.completeness.is_empty() {
            self.overview = overview_since(context, &self.tallies, &self.overview);
            self.is_late = false;
        }
        self.overview.clone()
    }

    fn owner(&mut self) -> u32 {
        self.next_owner = self.next_owner.checked_add(1).filter(|next| *next != NONE).unwrap_or(FIRST_LATE);
        self.next_owner
    }
}

/// The leads of each person that some leads belong to.
fn people<'a>(context: FilterContext<'a>, changed: &'a [u32]) -> impl Iterator<Item = &'a [u32]> {
    let members = |lead: &'a u32| {
        let person = context.clusters.of().get(*lead as usize)?;
        let members = context.clusters.cluster(*person);
        // A person is met once with each of their leads, and taken with the first.
        (members.first() == Some(lead)).then_some(members)
    };
    changed.iter().filter_map(members)
}
