//! The review: from which weight on leads are merged, what the user decides about groups, and which group is opened after that.

mod queue;

use super::{AppState, OpenedFrom, SharedOverview};
use crate::app::remote::Chosen;
use crate::protocol::{Query, QueryId};
use crate::session::Session;
use leadlens_engine::LogEntry;
use leadlens_engine::matching::{GroupKeys, GroupKind, GroupName, GroupWarning, Statement, Threshold, Verdict};
use leadlens_engine::report::{GroupTarget, LeadRow, Overview, PairDetail, ReviewState, RuleComparison, ThresholdEffect};

/// Decision of the user about who is who.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The leads of the open group are one person.
    Same,
    /// The parts of the open group are different people.
    Different,
    /// The open group is put off.
    Later,
    /// That lead is another person than the rest of the open group.
    SplitOut(u32),
    /// The two leads are one person, or are not.
    Pair(u32, u32, Verdict),
    /// The last decision is taken back.
    Undo,
    /// The decision taken back last holds again.
    Redo,
}

/// Last outcome in the review, to be announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Announcement {
    /// That was decided, of the group of that name.
    Decided(Decision, String),
    /// Whoever wants to split out a lead has to choose one.
    ChooseLead,
    /// Only a possible group can be different people: of others, leads are split out.
    OnlyPossible,
    /// Groups can be decided about once everything is compared: until then they get new numbers by themselves.
    NotYet,
    /// No group is open to be decided about.
    ChooseGroup,
    /// Nothing is left to take back, or to decide again.
    NoStep,
    /// Joining that group of so many leads is to be decided once more: not all of them are shown, or they are never merged by themselves.
    ConfirmSame(GroupName, u32),
    /// The open group has too many leads for one statement.
    TooMany,
}

/// Facts of the open group that a decision has to know.
struct OpenGroup {
    name: GroupName,
    kind: GroupKind,
    label: String,
    /// Keys that a statement about it needs; `None` where it is too large for one.
    keys: Option<GroupKeys>,
    /// Number of its leads where joining them has to be confirmed first: not all are shown, or they are too many to be merged by themselves.
    same_to_confirm: Option<u32>,
}

/// State of matching, with its pending queries.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// State of matching; `None` before leads are open.
    pub standing: Option<ReviewState>,
    /// Last outcome, to be announced.
    pub announcement: Option<Announcement>,
    /// True where a decision came too early, and was not made.
    pub is_hurried: bool,
    /// The log is being followed by the worker.
    following: Option<QueryId>,
    /// Leads of decisions that the worker does not follow yet.
    hint: Vec<u32>,
    /// The group that is opened once it does.
    pub(super) target: Option<GroupTarget>,
    /// Place in the list that the user navigates to.
    destination: Option<u32>,
    /// True while the open group is the first of the list because the user has opened none, or has put away the one that was open.
    is_preselected: bool,
}

impl Review {
    /// A review that has just begun.
    pub(super) fn begin(standing: ReviewState) -> Self {
        Self { standing: Some(standing), ..Self::default() }
    }

    pub(super) fn is_waiting(&self) -> bool {
        self.following.is_some()
    }

    /// No pending query will be answered.
    pub(super) fn forget_answers(&mut self) {
        (self.following, self.target, self.destination) = (None, None, None);
        self.hint.clear();
    }

    /// Returns the query that makes clusters follow the log, where one is needed. At most one such query is pending: what is decided
    /// meanwhile goes with the next.
    pub(super) fn take_request(&mut self, session: &Session, number: impl FnOnce() -> QueryId) -> Option<(QueryId, Query)> {
        if self.following.is_some() || !session.must_review() {
            return None;
        }
        let query = number();
        self.following = Some(query);
        Some((query, Query::Review { leads: std::mem::take(&mut self.hint) }))
    }
}

impl AppState {
    /// The match weight to show: that of the log.
    pub fn threshold(&self) -> Threshold {
        self.session.log().threshold()
    }

    /// Merges from another weight on.
    pub fn set_threshold(&mut self, threshold: Threshold) {
        if threshold != self.threshold() {
            self.log(LogEntry::Threshold(threshold));
        }
    }

    /// Shows a lead, or compares it with the one that waits for another.
    pub fn open_lead(&mut self, row: &LeadRow) {
        match self.comparing.take_if(|(lead, _)| *lead != row.lead) {
            Some((lead, _)) => self.pair.choose((lead, row.lead)),
            None => self.lead.turn_to(row.lead),
        }
    }

    /// Makes a decision; `false` where it cannot be made now, and the reason is announced.
    pub fn decide(&mut self, decision: Decision) -> bool {
        self.review.is_hurried = false;
        match decision {
            Decision::Undo => self.undo(),
            Decision::Redo => self.redo(),
            Decision::Pair(left, right, verdict) => self.decide_pair(left, right, verdict),
            _ => self.decide_group(decision),
        }
    }

    fn decide_pair(&mut self, left: u32, right: u32, verdict: Verdict) -> bool {
        let keys =
            self.pair.found.as_ref().filter(|found| (found.left.lead, found.right.lead) == (left, right)).and_then(|found| found.keys);
        let Some(keys) = keys else {
            self.review.is_hurried = true;
            return false;
        };
        self.log(LogEntry::Statement(Statement::Pair { left: keys.0, right: keys.1, verdict }));
        let target = GroupTarget { name: self.group.number, ..GroupTarget::default() };
        self.decided(Decision::Pair(left, right, verdict), String::new(), target, &[left, right]);
        true
    }

    fn decide_group(&mut self, decision: Decision) -> bool {
        // A group is decided about as it is shown.
        self.review.is_hurried = self.is_group_awaited();
        if self.review.is_hurried {
            return false;
        }
        let open = self.shown_group();
        let statement = match self.statement(decision, open.as_ref()) {
            Ok(statement) => statement,
            Err(why) => {
                self.review.announcement = Some(why);
                return false;
            }
        };
        let Some(open) = open else { return false };
        let place = self.place();
        let is_question = open.kind == GroupKind::Possible;
        let target = match decision {
            Decision::SplitOut(lead) => {
                let rest = open.keys.as_ref().and_then(|keys| keys.leads.iter().copied().find(|other| *other != lead));
                let name = rest.map(|lead| GroupName { possible: is_question, lead });
                GroupTarget { name, place: place.filter(|_| is_question), ..GroupTarget::default() }
            }
            _ if is_question => GroupTarget { place: Some(place.unwrap_or(0)), ..GroupTarget::default() },
            _ => GroupTarget { name: Some(open.name), ..GroupTarget::default() },
        };
        self.log(LogEntry::Statement(statement));
        let leads = open.keys.map(|keys| keys.leads).unwrap_or_default();
        self.decided(decision, open.label, target, &leads);
        true
    }

    /// Notes that a decision was made, and where to look next.
    pub(super) fn decided(&mut self, decision: Decision, label: String, target: GroupTarget, leads: &[u32]) {
        self.review.announcement = Some(Announcement::Decided(decision, label));
        self.review.target = Some(target);
        self.review.hint.extend(leads);
        self.review.destination = None;
        self.review.is_preselected = false;
    }

    /// A decision about the open group as the log keeps it, or why it cannot be made.
    fn statement(&self, decision: Decision, open: Option<&OpenGroup>) -> Result<Statement, Announcement> {
        if self.review.standing.as_ref().is_none_or(|standing| !standing.finished) {
            return Err(Announcement::NotYet);
        }
        let open = open.ok_or(Announcement::ChooseGroup)?;
        if open.kind != GroupKind::Possible && matches!(decision, Decision::Different | Decision::Later) {
            return Err(Announcement::OnlyPossible);
        }
        if let (Decision::Same, Some(leads)) = (decision, open.same_to_confirm) {
            let warning = Announcement::ConfirmSame(open.name, leads);
            if self.review.announcement.as_ref() != Some(&warning) {
                return Err(warning);
            }
        }
        let keys = open.keys.as_ref().ok_or(Announcement::TooMany)?;
        Ok(match decision {
            Decision::Same => keys.same(),
            Decision::Different => keys.different(),
            Decision::Later => keys.later(),
            Decision::SplitOut(lead) => keys.split_out(lead).ok_or(Announcement::ChooseLead)?,
            Decision::Pair(..) | Decision::Undo | Decision::Redo => return Err(Announcement::ChooseGroup),
        })
    }

    /// Returns the number of leads that *same* would join, where it has to be decided once more.
    pub fn same_to_confirm(&self) -> Option<u32> {
        let Some(Announcement::ConfirmSame(group, leads)) = self.review.announcement else { return None };
        (self.group.number == Some(group)).then_some(leads)
    }

    /// The group that is open is not the one shown yet: until it is, nothing is decided about it.
    pub fn is_group_awaited(&self) -> bool {
        self.group.is_awaited() || self.review.target.is_some()
    }

    /// The group that is open, as it is shown.
    fn shown_group(&self) -> Option<OpenGroup> {
        let found = self.group.found.as_ref().filter(|found| !self.group.is_pending() && self.group.number == Some(found.row.name))?;
        let row = &found.row;
        let is_large = row.leads as usize > found.leads.len() || row.warning == Some(GroupWarning::TooLarge);
        let same_to_confirm = is_large.then_some(row.leads);
        Some(OpenGroup { name: row.name, kind: row.kind, label: row.label.clone(), keys: found.keys.clone(), same_to_confirm })
    }

    /// Takes that who is who was found out anew.
    pub(super) fn match_anew(&mut self, query: Option<QueryId>, overview: Overview, standing: ReviewState) {
        let Some(opened) = self.opened.as_mut().filter(|opened| opened.origin != OpenedFrom::Link) else { return };
        opened.overview = SharedOverview(std::sync::Arc::new(overview));
        self.review.standing = Some(standing);
        // The group that waits for a confirmation is another one now.
        self.review.announcement.take_if(|announced| matches!(announced, Announcement::ConfirmSame(..) | Announcement::NotYet));
        if query.is_some() {
            self.review.following.take_if(|following| Some(*following) == query);
        } else {
            self.renew_matched();
            self.presets.renew();
        }
        // Counting anew is long work: after a decision it waits until it is requested.
        if query.is_none() {
            self.count_rules();
        } else if self.rules.number.is_some() {
            self.rules_behind += 1;
        }
    }

    /// Everything that rests on who is who is requested again. What is held stays on screen until the answers come.
    pub(super) fn renew_matched(&mut self) {
        self.list_export.renew();
        self.merge_plan.renew();
        self.groups.renew();
        self.group.renew();
        self.leads.renew();
        self.picked.renew();
        self.lead.renew();
        self.people.renew();
        self.pair.renew();
        // A decision changes few people. Clustering many leads three times for it would keep the next group waiting.
        if self.review.standing.as_ref().is_none_or(|standing| standing.leads <= FEW_LEADS) {
            self.presets.renew();
        }
    }

    /// Counts anew what CRM rules would find.
    pub fn count_rules(&mut self) {
        self.rules.renew();
        self.rules_behind = 0;
    }
}

/// Leads up to which the numbers of the presets are found out anew after every decision.
const FEW_LEADS: u32 = 50_000;

/// Two leads side by side, and what CRM rules would find.
pub type PairChosen = Chosen<PairDetail, (u32, u32)>;
/// Numbers that the presets would give; chosen once duplicates are shown.
pub type PresetsChosen = Chosen<Vec<ThresholdEffect>, ()>;
/// Comparison with CRM rules; chosen once its part of the page is opened.
pub type RulesChosen = Chosen<RuleComparison, ()>;
