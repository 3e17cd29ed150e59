//! One filter for every view: what is found out once, what is selected, and the orders worth keeping.

use super::completeness::Filled;
use super::file_values::FileValues;
use super::lead_keys::LeadKeys;
use super::lead_sort::in_order;
use super::overview_builder::{OverviewFrame, count_across_files, overview, strict_overview};
use super::person_path::{path, paths};
use super::problem_cause::ProblemCauses;
use super::recount::{RecountTurn, WholeCount};
use super::search::lead_ids;
use super::selection::{FilterContext, Selection};
use super::standing::{Standings, is_test};
use super::{CrossFileDetail, Facet, LeadFilter, LeadSort, Overview, OverviewQuery, Totals};
use crate::leads::Leads;
use crate::matching::Clusters;
use crate::saturating::saturating_u32;

/// The filter selected last over all leads, with everything that answers about them share.
#[derive(Clone, Debug)]
pub struct CrossFilter {
    keys: LeadKeys,
    paths: Vec<u16>,
    standings: Standings,
    filled: Filled,
    file_values: FileValues,
    selection: Selection,
    /// The tallies from which the overview of all leads is made; `None` until one is requested.
    whole: Option<Box<WholeCount>>,
    /// All leads in the last requested order.
    sorted: Option<(Vec<LeadSort>, Vec<u32>)>,
}

impl CrossFilter {
    /// Finds out what does not depend on any filter.
    pub fn new(leads: &Leads, clusters: &Clusters) -> Self {
        let keys = LeadKeys::of(leads);
        let paths = paths(leads, &keys, clusters);
        Self {
            keys,
            paths,
            standings: Standings::new(leads, clusters),
            filled: Filled::default(),
            file_values: FileValues::default(),
            selection: Selection::all(leads),
            whole: None,
            sorted: None,
        }
    }

    /// Finds out anew what rests on who is who.
    pub fn regroup(&mut self, leads: &Leads, clusters: &Clusters) {
        self.paths = paths(leads, &self.keys, clusters);
        self.standings.regroup(leads, clusters);
        self.selection.regroup();
        self.whole = None;
    }

    /// Finds out anew what rests on who is who, where `before` has become `clusters`: only about the people who have changed, unless these
    /// are many. It comes to the same as [`CrossFilter::regroup`], sooner.
    pub fn regroup_since(&mut self, leads: &Leads, before: &Clusters, clusters: &Clusters) {
        let changed = before.changed(clusters);
        let Some(mut whole) = self.whole.take().filter(|_| changed.len() <= leads.len() / WORTH_RECOUNTING) else {
            return self.regroup(leads, clusters);
        };
        whole.count(self.context(leads, before), &changed, RecountTurn::Leaves);
        self.follow(leads, clusters, &changed);
        whole.count(self.context(leads, clusters), &changed, RecountTurn::Enters);
        self.whole = Some(whole);
        self.selection.regroup();
    }

    /// Finds out paths and standing of the people some leads belong to, given all leads of each of them.
    fn follow(&mut self, leads: &Leads, clusters: &Clusters, changed: &[u32]) {
        let mut ordered = Vec::new();
        for lead in changed {
            let members = clusters.of().get(*lead as usize).map_or(&[][..], |person| clusters.cluster(*person));
            if members.first() != Some(lead) {
                continue;
            }
            let path = path(leads, &self.keys, members, &mut ordered);
            for member in members {
                if let Some(place) = self.paths.get_mut(*member as usize) {
                    *place = path;
                }
            }
            self.standings.follow(leads, members);
        }
    }

    /// True as soon as it is known of every lead which customer fields it has.
    pub fn knows_fields(&self, leads: &Leads) -> bool {
        self.filled.is_done(leads) && self.file_values.is_done(leads)
    }

    /// Reads the customer fields of some thousand more leads; once all are read, counts in an overview of all leads the filled fields, and the leads that
    /// are in one file and not, or not so, in another.
    pub fn count_fields(&mut self, leads: &Leads, clusters: &Clusters, whole: &mut Overview) {
        self.step_fields(leads);
        whole.completeness = self.filled.rows(leads, &self.keys, Selection::all(leads).failed_masks(), 0);
        count_across_files(self.context(leads, clusters), &mut whole.sources);
    }

    /// Reads the customer fields of all leads.
    pub fn count_all_fields(&mut self, leads: &Leads) {
        while !self.knows_fields(leads) {
            self.step_fields(leads);
        }
    }

    fn step_fields(&mut self, leads: &Leads) {
        self.filled.step(leads);
        self.file_values.step(leads);
    }

    /// A lead compared with the other open files.
    pub(super) fn across_files(&self, leads: &Leads, clusters: &Clusters, lead: u32) -> Vec<CrossFileDetail> {
        self.file_values.detail(leads, clusters, self.standings.of(), lead)
    }

    /// The overview of all leads. Its tallies are stored for the next one.
    pub fn overview(&mut self, leads: &Leads, clusters: &Clusters) -> Overview {
        let whole = self.whole.take();
        let mut whole = whole.unwrap_or_else(|| Box::new(WholeCount::of(self.context(leads, clusters))));
        let overview = whole.overview(self.context(leads, clusters));
        self.whole = Some(whole);
        overview
    }

    /// The overview of the leads that pass a filter, `whole` being that of all.
    pub fn filtered_overview(&mut self, leads: &Leads, clusters: &Clusters, whole: &Overview, query: &OverviewQuery) -> Overview {
        self.select(leads, clusters, &query.filter);
        let frame = OverviewFrame { sources: whole.sources.clone(), totals: whole.totals, whole: whole.whole };
        let lead_ids = lead_ids(leads, &query.filter.search, |lead| self.selection.is_found(lead));
        Overview { lead_ids, ..overview(self.context(leads, clusters), &self.selection, query, frame) }
    }

    /// The overview of the leads that pass a filter, as if there were no others: no view shows what its own facets leave out.
    pub fn strict_overview(&mut self, leads: &Leads, clusters: &Clusters, whole: &Overview, filter: &LeadFilter) -> Overview {
        self.select(leads, clusters, filter);
        let frame = OverviewFrame { sources: whole.sources.clone(), totals: whole.totals, whole: whole.whole };
        let query = OverviewQuery { filter: filter.clone(), ..OverviewQuery::default() };
        let overview = strict_overview(self.context(leads, clusters), &self.selection.strict(), &query, frame);
        Overview { totals: Totals { records: overview.found.leads, skipped: 0, ..overview.found }, ..overview }
    }

    /// The leads that pass a filter.
    pub(super) fn select(&mut self, leads: &Leads, clusters: &Clusters, filter: &LeadFilter) -> &Selection {
        while filter.concerns(Facet::CrossFile) && !self.file_values.is_done(leads) {
            self.file_values.step(leads);
        }
        let mut selection = std::mem::take(&mut self.selection);
        selection.apply(self.context(leads, clusters), filter);
        self.selection = selection;
        &self.selection
    }

    /// True for a lead that passes the filter selected last.
    pub(super) fn passes(&self, lead: u32) -> bool {
        self.selection.passes(lead)
    }

    /// True for an unidentified lead.
    pub(super) fn is_unidentified(&self, lead: u32) -> bool {
        self.standings.of().get(lead as usize).is_some_and(|standing| standing.is_unidentified)
    }

    /// Number of people where leads are clustered like that: clusters with an identity, tests left out.
    pub(crate) fn people_of(&self, leads: &Leads, clusters: &Clusters) -> u32 {
        let is_person = |members: &[u32]| !is_test(leads, members) && members.iter().any(|lead| self.standings.is_identified(*lead));
        saturating_u32((0..saturating_u32(clusters.count())).filter(|cluster| is_person(clusters.cluster(*cluster))).count())
    }

    /// For each problem whether its record is a lead that passes a filter; every one where nothing is filtered.
    pub(crate) fn found_problems(&mut self, leads: &Leads, clusters: &Clusters, filter: &LeadFilter) -> Vec<bool> {
        self.select(leads, clusters, filter);
        self.keys.problem_leads.iter().map(|lead| filter.is_empty() || self.selection.passes(*lead)).collect()
    }

    /// The causes of all problems.
    pub(super) fn problem_causes(&self) -> &ProblemCauses {
        &self.keys.problem_causes
    }

    /// For each problem the lead made of its record, or [`NONE`](crate::leads::NONE).
    pub(super) fn problem_leads(&self) -> &[u32] {
        &self.keys.problem_leads
    }

    /// The leads that pass a filter in an order. Where many pass all are sorted, and the order is cached for the next filter.
    pub(super) fn ordered(&mut self, leads: &Leads, clusters: &Clusters, filter: &LeadFilter, sort: &[LeadSort]) -> Vec<u32> {
        self.select(leads, clusters, filter);
        let all = 0..saturating_u32(leads.len());
        let known = self.sorted.as_ref().is_some_and(|(known, _)| known == sort);
        if !known {
            let found: Vec<u32> = all.clone().filter(|lead| self.selection.passes(*lead)).collect();
            if sort.is_empty() || found.len() < leads.len() / WORTH_SORTING {
                return in_order(leads, found, sort);
            }
            self.sorted = Some((sort.to_vec(), in_order(leads, all.collect(), sort)));
        }
        let sorted = self.sorted.iter().flat_map(|(_, order)| order);
        sorted.copied().filter(|lead| self.selection.passes(*lead)).collect()
    }

    fn context<'a>(&'a self, leads: &'a Leads, clusters: &'a Clusters) -> FilterContext<'a> {
        FilterContext {
            leads,
            keys: &self.keys,
            clusters,
            paths: &self.paths,
            standings: self.standings.of(),
            filled: &self.filled,
            file_values: &self.file_values,
        }
    }
}

/// Above one of so many leads that changed who they are, counting all of them anew costs no more.
const WORTH_RECOUNTING: usize = 4;

/// Below one of so many leads they are sorted by themselves.
const WORTH_SORTING: usize = 8;
