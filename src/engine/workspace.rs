//! The stages joined: answers about what is open, and what a decision of the user changes.

mod ahead;

use std::sync::Arc;

use super::export::problems_csv;
use super::intake::{Contents, SaveWorkspace, SourceFailure, Table, saved};
use super::leads::{Decisions, Flags, LeadId, Leads, ProblemKind};
use super::matching::{Clusters, Fingerprints, Joins, Judgement, MatchWarning, Matching, SavedReview, Threshold, Verdicts};
use super::report::{
    CrossFilter, Found, GroupDetail, GroupFilter, GroupOrder, GroupPage, GroupQuery, LeadDetail, LeadPage, LeadQuery, Overview, PairDetail,
    PeoplePage, PeopleQuery, PersonDetail, PictureQuery, ProblemPage, ProblemQuery, RecordDetail, ReviewState, RuleComparison,
    Survivorship, group_detail, group_order, group_page, lead_detail, lead_order, lead_page, pair_detail, people_order, people_page,
    person_detail, problem_page, record_detail, rule_comparison,
};
use ahead::{Ahead, Matched};

/// Sources read and understood, and everything asked about them. What is open never changes: another set of files is another workspace.
#[derive(Debug)]
pub struct Workspace {
    leads: Leads,
    /// What is shown rests on it.
    matching: Matching,
    /// What is to take its place; `None` when all has been compared.
    ahead: Option<Box<Ahead>>,
    threshold: Threshold,
    /// Under the decisions as they are, for any threshold.
    joins: Joins,
    clusters: Clusters,
    overview: Overview,
    failures: Vec<SourceFailure>,
    verdicts: Verdicts,
    /// Made when decisions are first kept or found again.
    fingerprints: Option<Fingerprints>,
    /// What is doubtful about the data itself.
    warnings: Vec<MatchWarning>,
    cross_filter: CrossFilter,
    lead_order: Option<(LeadQuery, Vec<u32>)>,
    group_order: Option<(GroupFilter, GroupOrder)>,
    people_order: Option<(PeopleQuery, Vec<u32>)>,
}

/// What the user decided about who is who.
#[derive(Debug)]
pub(super) struct Decided {
    pub(super) threshold: Threshold,
    pub(super) verdicts: Verdicts,
    pub(super) fingerprints: Option<Fingerprints>,
}

impl Workspace {
    /// What is to be shown of leads that were matched.
    pub(super) fn new(leads: Leads, matching: Matching, decided: Decided, failures: Vec<SourceFailure>) -> Self {
        let Decided { threshold, verdicts, fingerprints } = decided;
        let joins = matching.joins_under(verdicts.constraints());
        let clusters = matching.clusters_of(&leads, threshold, &joins);
        let mut cross_filter = CrossFilter::new(&leads, &clusters);
        if matching.is_done() {
            cross_filter.look_at_all_fields(&leads);
        }
        Self {
            overview: cross_filter.overview(&leads, &clusters),
            cross_filter,
            warnings: matching.warnings(&leads),
            leads,
            matching,
            ahead: None,
            threshold,
            joins,
            clusters,
            failures,
            verdicts,
            fingerprints,
            lead_order: None,
            group_order: None,
            people_order: None,
        }
    }

    /// The same workspace, with another matching still to be done, which takes the place of the one that is shown.
    pub(super) fn with_ahead(self, matching: Matching) -> Self {
        Self { ahead: Some(Box::new(Ahead::new(matching))), ..self }
    }

    /// The picture of all leads.
    pub fn overview(&self) -> &Overview {
        &self.overview
    }

    /// The leads.
    pub fn leads(&self) -> &Leads {
        &self.leads
    }

    /// Who is the same person.
    pub fn clusters(&self) -> &Clusters {
        &self.clusters
    }

    /// Sources that could not be understood.
    pub fn failures(&self) -> &[SourceFailure] {
        &self.failures
    }

    /// The picture of the leads that pass a filter.
    pub fn picture(&mut self, ask: &PictureQuery) -> Overview {
        if *ask == PictureQuery::default() {
            return self.overview.clone();
        }
        self.cross_filter.picture(&self.leads, &self.clusters, &self.overview, ask)
    }

    /// One lead with everything known of it; `None` for a number that is not there.
    pub fn lead_detail(&self, lead: u32) -> Option<LeadDetail> {
        lead_detail(&self.leads, &self.clusters, lead)
    }

    /// A window of leads. The order is kept until another is asked for, so that paging costs no more than its rows.
    pub fn lead_page(&mut self, ask: &LeadQuery) -> LeadPage {
        let wanted = LeadQuery { offset: 0, limit: 0, ..ask.clone() };
        let known = self.lead_order.take().filter(|(known, _)| *known == wanted);
        let (wanted, order) = known.unwrap_or_else(|| {
            let order = lead_order(&mut self.cross_filter, &self.leads, &self.clusters, &wanted);
            (wanted, order)
        });
        let page = lead_page(&self.leads, &self.clusters, &order, ask.offset, ask.limit);
        self.lead_order = Some((wanted, order));
        page
    }

    /// A window of groups. The order is kept like that of leads.
    pub fn group_page(&mut self, ask: &GroupQuery) -> GroupPage {
        let known = self.group_order.take().filter(|(filter, _)| *filter == ask.filter);
        let (filter, order) = known.unwrap_or_else(|| {
            let order = group_order(&mut self.cross_filter, &self.leads, &self.clusters, &self.verdicts, &ask.filter);
            (ask.filter.clone(), order)
        });
        let page = group_page(&self.leads, &self.matching, &self.clusters, &order, ask.offset, ask.limit);
        self.group_order = Some((filter, order));
        page
    }

    /// One group with its leads side by side; `None` for a number that is not there.
    pub fn group_detail(&self, group: u32) -> Option<GroupDetail> {
        group_detail(&self.leads, &self.matching, &self.clusters, group)
    }

    /// The group a lead is in; where it is in a possible group as well, that one if it is wanted.
    pub fn group_of(&self, lead: u32, possible: bool) -> Option<GroupDetail> {
        let lead = LeadId(lead);
        let (merged, open) = (self.clusters.group_of(lead), self.clusters.possible_of(lead));
        let group = if possible { open.or(merged) } else { merged.or(open) };
        self.group_detail(group?)
    }

    /// How matching stands.
    pub fn review(&self) -> ReviewState {
        let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
        let totals = &self.overview.totals;
        let possible = (0..number(self.clusters.kinds().len())).skip(self.clusters.group_count());
        let blocks = self.ahead.as_ref().map_or(&self.matching, |ahead| ahead.matching()).reports().to_vec();
        let mut warnings = self.warnings.clone();
        let (groups, leads) = self.clusters.too_large();
        if groups > 0 {
            warnings.push(MatchWarning::TooLarge { groups, leads });
        }
        ReviewState {
            threshold: self.threshold,
            leads: totals.leads - totals.test_leads,
            people: totals.people,
            groups: number(self.clusters.group_count()),
            possible: number(self.clusters.possible_count()),
            later: number(possible.filter(|group| self.verdicts.is_later(self.clusters.group_leads(*group))).count()),
            finished: self.is_matched(),
            compared: blocks.iter().map(|block| block.pairs).sum(),
            blocks,
            same: self.verdicts.same_count(),
            different: self.verdicts.different_count(),
            undo: number(self.verdicts.undo_count()),
            redo: number(self.verdicts.redo_count()),
            contradictions: self.verdicts.constraints().contradictions.clone(),
            warnings,
        }
    }

    /// Merges from another weight on. Scores are kept, only clusters and numbers are made anew. While nothing but addresses has been compared
    /// nothing changes yet: the weight counts from the moment on when there are weights.
    pub fn set_threshold(&mut self, threshold: Threshold) {
        self.threshold = threshold;
        match &mut self.ahead {
            Some(ahead) => ahead.forget_clusters(),
            None => self.regroup(),
        }
    }

    /// Joins under the decisions as they are now.
    fn rejoin(&mut self) {
        self.joins = self.matching.joins_under(self.verdicts.constraints());
        self.regroup();
    }

    /// Makes clusters, and all numbers that rest on them, anew.
    fn regroup(&mut self) {
        self.clusters = self.matching.clusters_of(&self.leads, self.threshold, &self.joins);
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

    /// Whether all has been compared. Until then leads are one person where they have the same e-mail, or where the user says so.
    pub fn is_matched(&self) -> bool {
        self.ahead.is_none()
    }

    /// Does the next slice of what goes on behind what is shown: looks which fields some more leads have, then compares some more pairs.
    /// `false` when there is none left. With the last one everything shown changes at once.
    pub fn match_more(&mut self) -> bool {
        if !self.cross_filter.knows_fields(&self.leads) {
            self.cross_filter.look_at_fields(&self.leads, &mut self.overview);
            return true;
        }
        let Some(ahead) = &mut self.ahead else { return false };
        if ahead.step(&self.leads, &self.verdicts, self.threshold) {
            return true;
        }
        if let Some(matched) = self.ahead.take().and_then(|ahead| ahead.finish()) {
            self.show(matched);
        }
        false
    }

    fn show(&mut self, matched: Matched) {
        let Matched { matching, warnings, joins, clusters } = matched;
        self.matching = matching;
        self.warnings = warnings;
        self.joins = joins;
        self.clusters = clusters;
        self.count_anew();
    }

    /// Records matched so far, and in all.
    pub fn match_progress(&self) -> (u64, u64) {
        self.ahead.as_ref().map_or(&self.matching, |ahead| ahead.matching()).progress(&self.leads)
    }

    /// Who is one person, with all scores of what is shown.
    pub fn matching(&self) -> &Matching {
        &self.matching
    }

    /// Takes a decision of the user; everything that follows from it is made anew. Nothing is decided about a test lead: it is nobody.
    pub fn judge(&mut self, judgement: Judgement) {
        let is_test = |lead| self.leads.get(LeadId(lead)).is_none_or(|lead| lead.flags().contains(Flags::TEST));
        if matches!(judgement, Judgement::Pair { left, right, .. } if is_test(left) || is_test(right)) {
            return;
        }
        self.verdicts.judge(judgement, &self.clusters);
        if let Some(ahead) = &mut self.ahead {
            ahead.forget_joins();
        }
        self.rejoin();
    }

    /// How matching was left, for a file to keep or for another set of sources. Leads are looked at where anything was decided about them.
    pub fn saved_review(&mut self) -> SavedReview {
        let steps = if self.verdicts.is_empty() {
            Vec::new()
        } else {
            self.verdicts.save(self.fingerprints.get_or_insert_with(|| Fingerprints::build(&self.leads)))
        };
        SavedReview { threshold: self.threshold, steps }
    }

    /// Why two leads are, or are not, one person; `None` for a number that is not there.
    pub fn pair_detail(&self, left: u32, right: u32) -> Option<PairDetail> {
        let threshold = self.matching.threshold_in_force(self.threshold);
        let found = Found { leads: &self.leads, matching: &self.matching, clusters: &self.clusters, threshold };
        pair_detail(found, LeadId(left), LeadId(right), self.verdicts.verdict_of(left, right))
    }

    /// A window of people. The order is kept like that of leads.
    pub fn people_page(&mut self, ask: &PeopleQuery) -> PeoplePage {
        let wanted = PeopleQuery { offset: 0, limit: 0, ..ask.clone() };
        let known = self.people_order.take().filter(|(known, _)| *known == wanted);
        let (wanted, order) = known.unwrap_or_else(|| {
            let order = people_order(&mut self.cross_filter, &self.leads, &self.clusters, &wanted);
            (wanted, order)
        });
        let page = people_page(&self.leads, &self.clusters, &order, ask);
        self.people_order = Some((wanted, order));
        page
    }

    /// One person; `None` for a number that is not there.
    pub fn person_detail(&self, person: u32, survivorship: Survivorship) -> Option<PersonDetail> {
        person_detail(&self.leads, &self.clusters, person, survivorship)
    }

    /// The person a lead belongs to; `None` for a number that is not there, and for a test lead.
    pub fn person_of(&self, lead: u32, survivorship: Survivorship) -> Option<PersonDetail> {
        self.person_detail(*self.clusters.of().get(lead as usize)?, survivorship)
    }

    /// What CRM rules would find in the same leads.
    pub fn rule_comparison(&self) -> RuleComparison {
        rule_comparison(&self.leads, &self.clusters)
    }

    /// A window of problems.
    pub fn problem_page(&mut self, ask: &ProblemQuery) -> ProblemPage {
        problem_page(&mut self.cross_filter, &self.leads, &self.clusters, ask)
    }

    /// The problems as comma-separated text, all or those of one kind.
    pub fn problems_csv(&self, kind: Option<ProblemKind>) -> String {
        problems_csv(&self.leads, kind)
    }

    /// A record as its file spells it, counted from 1; `None` for one that is not there.
    pub fn record_detail(&self, file: u16, record: u32) -> Option<RecordDetail> {
        record_detail(&self.leads, file, record)
    }
}

/// A file with everything that is open and decided, to be opened like any other; `None` when it would be too large for one.
pub fn save_workspace(tables: &[Arc<Table>], decisions: &Decisions, review: &SavedReview) -> Option<Vec<u8>> {
    let said = [("decisions", serde_json::to_value(decisions).ok()?), ("review", serde_json::to_value(review).ok()?)];
    let said = said.map(|(key, value)| (key.to_owned(), value)).into_iter().collect();
    save_workspace_steps(tables.to_vec(), said).finish().map(|chunks| chunks.concat())
}

/// [`save_workspace`] in bounded steps: a file of these sources and of what else its manifest says, key by key. `said` holds `decisions`,
/// `review` and the [`Contents::unknown`] of what was opened.
pub fn save_workspace_steps(tables: Vec<Arc<Table>>, said: serde_json::Map<String, serde_json::Value>) -> SaveWorkspace {
    saved::save(tables, said)
}

/// What was decided in a workspace that was saved. What another version wrote there and this one does not know is left out.
pub fn saved_decisions(contents: &Contents) -> Option<Decisions> {
    contents.decisions.as_ref().map(|decisions| serde_json::from_value(decisions.clone()).unwrap_or_default())
}

/// How matching was left in a workspace that was saved; `None` where none was, or by a program that knew nothing of it.
pub fn saved_review(contents: &Contents) -> Option<SavedReview> {
    contents.review.as_ref().filter(|review| review.is_object()).map(SavedReview::from_json)
}
