//! The review: from which weight on leads are merged, what the user decides about groups, and which group is opened after that.

mod queue;

use super::{AppState, Origin, Picture};
use crate::app::asked::Chosen;
use crate::engine::matching::{GroupKind, GroupWarning, Judgement, Threshold, Verdict};
use crate::engine::report::{LeadRow, Overview, PairDetail, ReviewState, RuleComparison};
use crate::protocol::{QueryId, Request};

/// What the user decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The leads of the open group are one person.
    Same,
    /// The parts of the open group are different people.
    Different,
    /// The open group is asked about later.
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

/// What happened last in the review, to be said aloud.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
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
    AskSame(u32, u32),
}

/// Which group is opened once the numbers are new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Follow {
    /// The one that holds this lead, and whether a possible one is meant.
    Lead(u32, bool),
    /// The one at this place of the list.
    Place(u32),
    /// The possible one at this place of the list, or else the first possible one.
    Queue(u32),
}

/// What a decision has to know of the group that is open.
struct OpenGroup {
    group: u32,
    kind: GroupKind,
    label: String,
    leads: Vec<u32>,
    /// How many leads it has where joining them is asked about first: not all are shown, or they are too many to be merged by themselves.
    asks: Option<u32>,
}

/// How matching stands, and what of it is under way.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// How matching stands; `None` before leads are open.
    pub standing: Option<ReviewState>,
    /// What happened last.
    pub said: Option<Said>,
    /// Whether a decision came too early, and was not made.
    pub is_hurried: bool,
    /// The weight wanted, not asked for yet.
    wanted: Option<Threshold>,
    /// The weight asked for.
    asked: Option<(QueryId, Threshold)>,
    /// The decision under way.
    judging: Option<QueryId>,
    /// A lead of each decision, by how many decisions stand before it; `None` for those made before this review began.
    trail: Vec<Option<u32>>,
    follow: Option<Follow>,
    /// Where the queue goes on when the group that is followed is no longer there.
    onward: Option<u32>,
    /// The question for the group of a lead.
    finding: Option<QueryId>,
}

impl Review {
    /// A review that has just begun.
    pub(super) fn begin(standing: ReviewState) -> Self {
        Self { standing: Some(standing), ..Self::default() }
    }

    /// The weight to show: the one wanted last.
    pub fn threshold(&self) -> Threshold {
        let asked = self.asked.map(|(_, threshold)| threshold);
        self.wanted.or(asked).unwrap_or_else(|| self.standing.as_ref().map_or_else(Threshold::default, |standing| standing.threshold))
    }

    /// Whether nothing is under way that gives the groups new numbers, so that a decision meets them as they are shown.
    fn is_settled(&self) -> bool {
        self.judging.is_none() && self.asked.is_none() && self.wanted.is_none() && self.finding.is_none()
    }

    pub(super) fn is_waiting(&self) -> bool {
        self.asked.is_some() || self.judging.is_some() || self.finding.is_some()
    }

    /// Nothing that was asked will be answered.
    pub(super) fn forget_answers(&mut self) {
        (self.wanted, self.asked, self.judging, self.follow, self.finding) = (None, None, None, None, None);
    }

    /// What must be asked. At most one weight is under way, and none beside a decision.
    pub(super) fn requests(&mut self, mut number: impl FnMut() -> QueryId) -> Vec<Request> {
        let mut requests = Vec::new();
        if self.asked.is_none() && self.judging.is_none() {
            let now = self.standing.as_ref().map(|standing| standing.threshold);
            if let Some(threshold) = self.wanted.take().filter(|wanted| Some(*wanted) != now) {
                let query = number();
                self.asked = Some((query, threshold));
                requests.push(Request::Threshold { query, threshold });
            }
        }
        if let Some(Follow::Lead(lead, possible)) = self.follow {
            let query = number();
            (self.follow, self.finding) = (None, Some(query));
            requests.push(Request::GroupOf { query, lead, possible });
        }
        requests
    }
}

impl AppState {
    /// Merges from another weight on.
    pub fn slide(&mut self, threshold: Threshold) {
        self.review.wanted = Some(threshold);
    }

    /// Shows a lead, or compares it with the one that waits for another.
    pub fn open_lead(&mut self, row: &LeadRow) {
        match self.comparing.take_if(|(lead, _)| *lead != row.lead) {
            Some((lead, _)) => self.pair.choose((lead, row.lead)),
            None => self.lead.turn_to(row.lead),
        }
    }

    /// What the worker has to be told so that a decision counts; `None` where it cannot be made now.
    pub fn decide(&mut self, decision: Decision) -> Option<Request> {
        let (undo, finished) = self.review.standing.as_ref().map(|standing| (standing.undo, standing.finished))?;
        let is_about_group = !matches!(decision, Decision::Pair(..) | Decision::Undo | Decision::Redo);
        let open = self.open_group();
        self.review.is_hurried = !self.review.is_settled() || is_about_group && self.group.is_pending();
        if self.review.is_hurried {
            return None;
        }
        if is_about_group && !finished {
            self.review.said = Some(Said::NotYet);
            return None;
        }
        let is_question = open.as_ref().is_some_and(|open| open.kind == GroupKind::Possible);
        if is_about_group && open.is_some() && !is_question && matches!(decision, Decision::Different | Decision::Later) {
            self.review.said = Some(Said::OnlyPossible);
            return None;
        }
        let ask = open.as_ref().filter(|_| decision == Decision::Same).and_then(|open| Some(Said::AskSame(open.group, open.asks?)));
        if ask.is_some() && self.review.said != ask {
            self.review.said = ask;
            return None;
        }
        let Some((judgement, lead)) = self.judgement(decision, open.as_ref()) else {
            self.review.said = Some(if is_about_group { Said::ChooseGroup } else { Said::NoStep });
            return None;
        };
        if !matches!(decision, Decision::Undo | Decision::Redo) {
            self.review.trail.resize(undo as usize, None);
            self.review.trail.push(if let Decision::Pair(left, ..) = decision { Some(left) } else { lead });
        }
        let place = self.place();
        let is_queued = is_question && matches!(decision, Decision::Same | Decision::Different | Decision::Later);
        self.review.follow = if is_queued {
            Some(Follow::Queue(place.unwrap_or(0)))
        } else {
            lead.map(|lead| Follow::Lead(lead, is_question || !is_about_group))
        };
        self.review.onward = place.filter(|_| is_question && matches!(decision, Decision::SplitOut(_)));
        self.review.said = Some(Said::Decided(decision, open.map(|open| open.label).unwrap_or_default()));
        let query = self.next_query();
        self.review.judging = Some(query);
        self.judged += 1;
        Some(Request::Judge { query, judgement })
    }

    /// How many leads *same* would join, where it has to be decided once more.
    pub fn asks_same(&self) -> Option<u32> {
        let Some(Said::AskSame(group, leads)) = self.review.said else { return None };
        (self.group.number == Some(group)).then_some(leads)
    }

    /// The group that is open, as it is shown.
    fn open_group(&self) -> Option<OpenGroup> {
        let found = self.group.found.as_ref().filter(|found| !self.group.is_pending() && self.group.number == Some(found.row.group))?;
        let row = &found.row;
        let leads: Vec<u32> = found.leads.iter().map(|lead| lead.lead).collect();
        let is_large = row.leads as usize > leads.len() || row.warning == Some(GroupWarning::TooLarge);
        Some(OpenGroup { group: row.group, kind: row.kind, label: row.label.clone(), leads, asks: is_large.then_some(row.leads) })
    }

    /// A decision as the worker knows it, and a lead whose group is to be open after it.
    fn judgement(&self, decision: Decision, open: Option<&OpenGroup>) -> Option<(Judgement, Option<u32>)> {
        let standing = self.review.standing.as_ref()?;
        let first = open.and_then(|open| open.leads.first().copied());
        let step = |steps: u32| self.review.trail.get(steps as usize).copied().flatten().or(first);
        Some(match decision {
            Decision::Undo => (Judgement::Undo, step(standing.undo.checked_sub(1)?)),
            Decision::Redo if standing.redo == 0 => return None,
            Decision::Redo => (Judgement::Redo, step(standing.undo)),
            Decision::Pair(left, right, verdict) => (Judgement::Pair { left, right, verdict }, first),
            Decision::Same => (Judgement::GroupSame(open?.group), first),
            Decision::Different => (Judgement::GroupDifferent(open?.group), first),
            Decision::Later => (Judgement::GroupLater(open?.group), first),
            Decision::SplitOut(lead) => {
                let OpenGroup { group, leads, .. } = open?;
                (Judgement::SplitOut { group: *group, lead }, leads.iter().find(|other| **other != lead).copied())
            }
        })
    }

    /// Takes that who is who was found out anew: every number of a group or person is another one.
    pub(super) fn match_anew(&mut self, query: Option<QueryId>, overview: Overview, standing: ReviewState) {
        let Some(opened) = self.opened.as_mut().filter(|opened| opened.origin != Origin::Link) else { return };
        opened.picture = Picture(std::sync::Arc::new(overview));
        self.review.standing = Some(standing);
        self.review.asked.take_if(|(asked, _)| Some(*asked) == query);
        let is_judged = self.review.judging.take_if(|judging| Some(*judging) == query).is_some();
        self.review.finding = None;
        // What was asked about is another group now.
        self.review.said.take_if(|said| matches!(said, Said::AskSame(..) | Said::NotYet));
        if !is_judged && self.review.judging.is_none() {
            self.review.follow = None;
        }
        let held = self.group.found.as_ref().and_then(|found| Some((found.leads.first()?.lead, found.row.kind == GroupKind::Possible)));
        if self.review.follow.is_none() && self.review.judging.is_none() {
            self.review.follow = held.filter(|_| self.group.number.is_some()).map(|(lead, possible)| Follow::Lead(lead, possible));
        }
        // What was asked under the old numbers must not be taken for an answer.
        if held.is_none() {
            self.group = Chosen::default();
        }
        self.group.pending = None;
        self.groups.renew();
        self.leads.renew();
        self.picked.renew();
        self.lead.renew();
        self.people.renew();
        self.pair.renew();
        // Counting anew is long work: after a decision it waits until it is asked for.
        if query.is_none() {
            self.count_rules();
        } else if self.rules.number.is_some() {
            self.rules_behind += 1;
        }
    }

    /// Counts anew what CRM rules would find.
    pub fn count_rules(&mut self) {
        self.rules.renew();
        self.rules_behind = 0;
    }
}

/// Two leads side by side, and what CRM rules would find.
pub type PairChosen = Chosen<PairDetail, (u32, u32)>;
/// What CRM rules would find; chosen once its part of the page is opened.
pub type RulesChosen = Chosen<RuleComparison, ()>;
