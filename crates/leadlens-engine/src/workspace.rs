//! The stages joined: answers about what is open, and what a decision of the user changes.

mod exporting;
mod pending_matching;
mod reviewed;

use std::sync::Arc;

use super::decision_log::DecisionLog;
use super::intake::{Contents, SaveWorkspace, SourceFailure, Table, saved};
use super::leads::{LeadId, Leads};
use super::matching::{Clusters, GroupKeys, GroupKind, GroupName, Joins, MatchWarning, Matching, Threshold};
use super::report::{
    CrossFilter, Found, GroupDetail, GroupFilter, GroupOrder, GroupPage, GroupQuery, GroupTarget, LeadDetail, LeadFilter, LeadPage,
    LeadQuery, Overview, OverviewQuery, PairDetail, PeoplePage, PeopleQuery, PersonDetail, ProblemPage, ProblemQuery, RecordDetail,
    ReviewState, RuleComparison, Survivorship, ThresholdEffect, group_detail, group_keys, group_order, group_page, lead_detail, lead_order,
    lead_page, pair_detail, people_order, people_page, person_detail, problem_page, record_detail, rule_comparison,
};
use crate::saturating::saturating_u32;
use pending_matching::{Matched, PendingMatching};
pub(super) use reviewed::Reviewed;

/// Sources read and understood, and answers to queries. What is open never changes: another set of files is another workspace.
#[derive(Debug)]
pub struct Workspace {
    leads: Arc<Leads>,
    /// The matching that everything shown rests on.
    matching: Arc<Matching>,
    /// The matching that is to take its place; `None` when all has been compared.
    pending: Option<Box<PendingMatching>>,
    /// The user's decisions about who is who.
    reviewed: Reviewed,
    /// Under the decisions as they are, for any threshold.
    joins: Joins,
    clusters: Arc<Clusters>,
    overview: Overview,
    failures: Vec<SourceFailure>,
    /// Doubts about the data itself.
    warnings: Vec<MatchWarning>,
    cross_filter: CrossFilter,
    lead_order: Option<(LeadQuery, Vec<u32>)>,
    group_order: Option<(GroupFilter, GroupOrder)>,
    people_order: Option<(PeopleQuery, Vec<u32>)>,
}

impl Workspace {
    /// The workspace of leads that were matched, with its clusters and overview.
    pub(super) fn new(leads: Leads, matching: Matching, reviewed: Reviewed, failures: Vec<SourceFailure>) -> Self {
        let joins = matching.joins_under(reviewed.verdicts.constraints());
        let clusters = matching.clusters_of(&leads, reviewed.threshold, &joins);
        let mut cross_filter = CrossFilter::new(&leads, &clusters);
        if matching.is_done() {
            cross_filter.count_all_fields(&leads);
        }
        Self {
            overview: cross_filter.overview(&leads, &clusters),
            cross_filter,
            warnings: matching.warnings(&leads),
            leads: Arc::new(leads),
            matching: Arc::new(matching),
            pending: None,
            reviewed,
            joins,
            clusters: Arc::new(clusters),
            failures,
            lead_order: None,
            group_order: None,
            people_order: None,
        }
    }

    /// The same workspace, with another matching still to be done, which takes the place of the one that is shown.
    pub(super) fn with_pending(self, matching: Matching) -> Self {
        Self { pending: Some(Box::new(PendingMatching::new(matching))), ..self }
    }

    /// The overview of all leads.
    pub fn overview(&self) -> &Overview {
        &self.overview
    }

    /// The leads.
    pub fn leads(&self) -> &Leads {
        &self.leads
    }

    /// The clusters: leads in one are the same person.
    pub fn clusters(&self) -> &Clusters {
        &self.clusters
    }

    /// Sources that could not be understood.
    pub fn failures(&self) -> &[SourceFailure] {
        &self.failures
    }

    /// The overview of the leads that pass a filter.
    pub fn filtered_overview(&mut self, query: &OverviewQuery) -> Overview {
        if *query == OverviewQuery::default() {
            return self.overview.clone();
        }
        self.cross_filter.filtered_overview(&self.leads, &self.clusters, &self.overview, query)
    }

    /// The overview of the leads that pass a filter, as if there were no others.
    pub fn strict_overview(&mut self, filter: &LeadFilter) -> Overview {
        if filter.is_empty() {
            return self.overview.clone();
        }
        self.cross_filter.strict_overview(&self.leads, &self.clusters, &self.overview, filter)
    }

    /// One lead with everything known of it; `None` for a number that is not there.
    pub fn lead_detail(&self, lead: u32) -> Option<LeadDetail> {
        lead_detail(&self.cross_filter, &self.leads, &self.clusters, lead)
    }

    /// A window of leads. The order is cached until another is requested, so that paging costs no more than its rows.
    pub fn lead_page(&mut self, query: &LeadQuery) -> LeadPage {
        self.order_leads(query);
        let order = self.lead_order.as_ref().map_or(&[][..], |(_, order)| order);
        lead_page(&self.leads, &self.clusters, order, query.offset, query.limit)
    }

    fn order_leads(&mut self, query: &LeadQuery) {
        let wanted = LeadQuery { offset: 0, limit: 0, ..query.clone() };
        if self.lead_order.as_ref().is_none_or(|(known, _)| *known != wanted) {
            let order = lead_order(&mut self.cross_filter, &self.leads, &self.clusters, &wanted);
            self.lead_order = Some((wanted, order));
        }
    }

    /// A window of groups. The order is cached like that of leads.
    pub fn group_page(&mut self, query: &GroupQuery) -> GroupPage {
        self.order_groups(&query.filter);
        let found = self.group_order.as_ref().map(|(_, order)| order);
        found.map(|order| group_page(&self.leads, &self.matching, &self.clusters, order, query.offset, query.limit)).unwrap_or_default()
    }

    fn order_groups(&mut self, wanted: &GroupFilter) {
        if self.group_order.as_ref().is_none_or(|(filter, _)| filter != wanted) {
            let order = group_order(&mut self.cross_filter, &self.leads, &self.clusters, &self.reviewed.verdicts, wanted);
            self.group_order = Some((wanted.clone(), order));
        }
    }

    /// One group with its leads side by side; `None` where the lead stands in no group. A lead that is in no group of the requested kind is
    /// found in one of the other kind: what was possible may be merged by now.
    pub fn group_detail(&self, name: GroupName) -> Option<GroupDetail> {
        group_detail(&self.leads, &self.matching, &self.clusters, self.group_number(name)?)
    }

    /// The leads of a group with what a statement about it needs; `None` where the lead stands in no group, or in one too large for a
    /// single statement.
    pub fn group_keys(&self, name: GroupName) -> Option<GroupKeys> {
        group_keys(&self.leads, &self.clusters, self.group_number(name)?)
    }

    fn group_number(&self, GroupName { possible, lead }: GroupName) -> Option<u32> {
        let lead = LeadId(lead);
        let (merged, open) = (self.clusters.group_of(lead), self.clusters.possible_of(lead));
        if possible { open.or(merged) } else { merged.or(open) }
    }

    /// The group that is opened after a decision; `None` where there is none to be.
    pub fn next_group(&mut self, target: &GroupTarget) -> Option<GroupDetail> {
        let of_entry = target.entry.and_then(|entry| self.reviewed.lead_of(entry)).map(GroupName::possible);
        if let Some(group) = of_entry.or(target.name).and_then(|name| self.group_detail(name)) {
            return Some(group);
        }
        let place = target.place?;
        self.order_groups(&target.filter);
        let order = &self.group_order.as_ref()?.1.order;
        let is_open = |group: &&u32| self.clusters.kinds().get(**group as usize) == Some(&GroupKind::Possible);
        let group = order.get(place as usize).filter(is_open).or_else(|| order.iter().find(is_open))?;
        group_detail(&self.leads, &self.matching, &self.clusters, *group)
    }

    /// State of matching: counts of groups and decisions, warnings, pairs compared.
    pub fn review(&self) -> ReviewState {
        let totals = &self.overview.totals;
        let possible = (0..saturating_u32(self.clusters.kinds().len())).skip(self.clusters.group_count());
        let blocks = self.pending.as_ref().map_or(&*self.matching, |pending| pending.matching()).reports().to_vec();
        let mut warnings = self.warnings.clone();
        let (groups, leads) = self.clusters.too_large();
        if groups > 0 {
            warnings.push(MatchWarning::TooLarge { groups, leads });
        }
        ReviewState {
            threshold: self.reviewed.threshold,
            leads: totals.leads - totals.test_leads,
            people: totals.people,
            groups: saturating_u32(self.clusters.group_count()),
            possible: saturating_u32(self.clusters.possible_count()),
            later: saturating_u32(possible.filter(|group| self.reviewed.verdicts.is_later(self.clusters.group_leads(*group))).count()),
            finished: self.is_matched(),
            compared: blocks.iter().map(|block| block.pairs).sum(),
            blocks,
            same: self.reviewed.verdicts.same_count(),
            different: self.reviewed.verdicts.different_count(),
            undo: saturating_u32(self.reviewed.undo),
            redo: saturating_u32(self.reviewed.redo),
            absent: self.reviewed.absent.clone(),
            contradictions: self.reviewed.verdicts.constraints().contradictions.clone(),
            warnings,
        }
    }

    /// Follows the log of the user's decisions about who is who; everything that rests on them is made anew, and nothing where they are as
    /// before. `hint` are the leads that the last entry refers to, where they are known: finding them in a large file takes time. While
    /// nothing but addresses has been compared another weight changes nothing yet: it counts from the moment on when there are weights.
    pub fn follow(&mut self, log: &DecisionLog, hint: &[u32]) {
        let change = self.reviewed.follow(&self.leads, log, hint);
        if let Some(pending) = self.pending.as_mut().filter(|_| change.joins || change.threshold) {
            pending.forget_joins();
        }
        let is_recut = change.threshold && self.pending.is_none();
        if change.joins && !is_recut {
            self.rejoin();
        } else if is_recut {
            self.joins = self.matching.joins_under(self.reviewed.verdicts.constraints());
            self.regroup();
        } else if change.later {
            self.group_order = None;
        }
    }

    /// Joins and clusters under the statements as they are now; only what they touch is made anew.
    fn rejoin(&mut self) {
        let joins = self.matching.joins_under(self.reviewed.verdicts.constraints());
        let before = (&self.joins, &*self.clusters);
        let clusters = self.matching.clusters_since(&self.leads, self.reviewed.threshold, &joins, before);
        self.cross_filter.regroup_since(&self.leads, &self.clusters, &clusters);
        (self.joins, self.clusters) = (joins, Arc::new(clusters));
        self.overview = self.cross_filter.overview(&self.leads, &self.clusters);
        self.forget_orders();
    }

    /// Makes clusters, and all numbers that rest on them, anew.
    fn regroup(&mut self) {
        self.clusters = Arc::new(self.matching.clusters_of(&self.leads, self.reviewed.threshold, &self.joins));
        self.count_anew();
    }

    /// Makes all numbers anew that rest on the clusters.
    fn count_anew(&mut self) {
        self.cross_filter.regroup(&self.leads, &self.clusters);
        self.overview = self.cross_filter.overview(&self.leads, &self.clusters);
        self.forget_orders();
    }

    fn forget_orders(&mut self) {
        self.lead_order = None;
        self.group_order = None;
        self.people_order = None;
    }

    /// True once all has been compared. Until then leads are one person where they have the same e-mail, or where the user says so.
    pub fn is_matched(&self) -> bool {
        self.pending.is_none()
    }

    /// Does the next slice of what goes on behind what is shown: looks which fields some more leads have, then compares some more pairs.
    /// `false` when there is none left. With the last one everything shown changes at once.
    pub fn match_more(&mut self) -> bool {
        if !self.cross_filter.knows_fields(&self.leads) {
            self.cross_filter.count_fields(&self.leads, &self.clusters, &mut self.overview);
            return true;
        }
        let Some(pending) = &mut self.pending else { return false };
        if pending.step(&self.leads, &self.reviewed.verdicts, self.reviewed.threshold) {
            return true;
        }
        if let Some(matched) = self.pending.take().and_then(|pending| pending.finish()) {
            self.show(matched);
        }
        false
    }

    fn show(&mut self, matched: Matched) {
        let Matched { matching, warnings, joins, clusters } = matched;
        self.matching = Arc::new(matching);
        self.warnings = warnings;
        self.joins = joins;
        self.clusters = Arc::new(clusters);
        self.count_anew();
    }

    /// Records matched so far, and in all.
    pub fn match_progress(&self) -> (u64, u64) {
        self.pending.as_ref().map_or(&*self.matching, |pending| pending.matching()).progress(&self.leads)
    }

    /// The matching that what is shown rests on, with all its scores.
    pub fn matching(&self) -> &Matching {
        &self.matching
    }

    /// Evidence for and against two leads being one person; `None` for a number that is not there.
    pub fn pair_detail(&self, left: u32, right: u32) -> Option<PairDetail> {
        let threshold = self.matching.threshold_in_force(self.reviewed.threshold);
        let found = Found { leads: &self.leads, matching: &self.matching, clusters: &self.clusters, threshold };
        pair_detail(found, LeadId(left), LeadId(right), self.reviewed.verdicts.verdict_of(left, right))
    }

    /// A window of people. The order is cached like that of leads.
    pub fn people_page(&mut self, query: &PeopleQuery) -> PeoplePage {
        self.order_people(query);
        let order = self.people_order.as_ref().map_or(&[][..], |(_, order)| order);
        people_page(&self.leads, &self.clusters, order, query)
    }

    fn order_people(&mut self, query: &PeopleQuery) {
        let wanted = PeopleQuery { offset: 0, limit: 0, ..query.clone() };
        if self.people_order.as_ref().is_none_or(|(known, _)| *known != wanted) {
            let order = people_order(&mut self.cross_filter, &self.leads, &self.clusters, &wanted);
            self.people_order = Some((wanted, order));
        }
    }

    /// One person; `None` for a number that is not there.
    pub fn person_detail(&self, person: u32, survivorship: Survivorship) -> Option<PersonDetail> {
        person_detail(&self.leads, &self.clusters, person, survivorship)
    }

    /// The person a lead belongs to; `None` for a number that is not there, and for a test lead.
    pub fn person_of(&self, lead: u32, survivorship: Survivorship) -> Option<PersonDetail> {
        self.person_detail(*self.clusters.of().get(lead as usize)?, survivorship)
    }

    /// Comparison with CRM rules: the duplicates they would find in the same leads.
    pub fn rule_comparison(&self) -> RuleComparison {
        rule_comparison(&self.leads, &self.clusters)
    }

    /// Numbers that the presets would give; empty until all has been compared.
    pub fn preset_effects(&self) -> Vec<ThresholdEffect> {
        let effect = |threshold: Threshold| {
            let clusters = self.matching.clusters_of(&self.leads, threshold, &self.joins);
            ThresholdEffect {
                threshold,
                people: self.cross_filter.people_of(&self.leads, &clusters),
                groups: saturating_u32(clusters.group_count()),
                to_review: saturating_u32(clusters.possible_count()),
            }
        };
        let presets = [Threshold::STRICT, Threshold::BALANCED, Threshold::WIDE];
        if self.is_matched() { presets.map(effect).to_vec() } else { Vec::new() }
    }

    /// A window of problems.
    pub fn problem_page(&mut self, query: &ProblemQuery) -> ProblemPage {
        problem_page(&mut self.cross_filter, &self.leads, &self.clusters, query)
    }

    /// A record as its file spells it, counted from 1; `None` for one that is not there.
    pub fn record_detail(&self, file: u16, record: u32) -> Option<RecordDetail> {
        record_detail(&self.leads, file, record)
    }
}

/// A file with everything that is open and decided, to be opened like any other; `None` when it would be too large for one.
pub fn save_workspace(tables: &[Arc<Table>], log: &DecisionLog) -> Option<Vec<u8>> {
    save_workspace_steps(tables.to_vec(), log, serde_json::Map::new()).finish().map(|chunks| chunks.concat())
}

/// [`save_workspace`] in bounded steps. `unknown` are parts of open workspaces of another version other than sources and log.
pub fn save_workspace_steps(
    tables: Vec<Arc<Table>>,
    log: &DecisionLog,
    unknown: serde_json::Map<String, serde_json::Value>,
) -> SaveWorkspace {
    let mut manifest = unknown;
    manifest.insert("log".to_owned(), log.to_json());
    saved::save(tables, manifest)
}

/// The decision log of a workspace that was saved; `None` for what is no workspace. What another version wrote there and this one does not
/// know is preserved.
pub fn saved_log(contents: &Contents) -> Option<DecisionLog> {
    let saved = contents.saved.as_ref()?;
    Some(DecisionLog::from_json(&saved.log).unwrap_or_else(|| DecisionLog::from_version_1(&saved.decisions, &saved.review)))
}
