//! The review: from which weight on leads are merged, what the user decides about groups, and which group is opened after that.

use super::{AppState, LIST_PAGE, Origin, Picture};
use crate::app::asked::Chosen;
use crate::engine::matching::{GroupKind, Judgement, Threshold, Verdict};
use crate::engine::report::{GroupRow, LeadQuery, LeadRow, Overview, PairDetail, ReviewState, RuleComparison};
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

/// What a key does in the review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewKey {
    /// Opens the next group.
    Next,
    /// Opens the group before.
    Previous,
    /// Decides about the open group.
    Decide(Decision),
    /// Splits out the lead that has the focus, or moves the focus to the leads.
    SplitOut,
    /// Moves the focus into the open group.
    Open,
    /// Shows what the keys do.
    Help,
}

impl ReviewKey {
    /// What a key does, by its name and whether Shift is held; `None` for a key the review leaves alone.
    pub fn of(key: &str, shift: bool) -> Option<Self> {
        Some(match key.to_ascii_lowercase().as_str() {
            "j" => Self::Next,
            "k" => Self::Previous,
            "m" => Self::Decide(Decision::Same),
            "n" => Self::Decide(Decision::Different),
            "s" => Self::Decide(Decision::Later),
            "u" if shift => Self::Decide(Decision::Redo),
            "u" => Self::Decide(Decision::Undo),
            "x" => Self::SplitOut,
            "enter" => Self::Open,
            "?" => Self::Help,
            _ => return None,
        })
    }
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
}

/// Which group is opened once the numbers are new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Follow {
    /// The one that holds this lead.
    Lead(u32),
    /// The one at this place of the list.
    Place(u32),
    /// The possible one at this place of the list, or else the first possible one.
    Queue(u32),
}

/// How matching stands, and what of it is under way.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// How matching stands; `None` before leads are open.
    pub standing: Option<ReviewState>,
    /// What happened last.
    pub said: Option<Said>,
    /// The weight wanted, not asked for yet.
    wanted: Option<Threshold>,
    /// The weight asked for.
    asked: Option<(QueryId, Threshold)>,
    /// The decision under way.
    judging: Option<QueryId>,
    /// A lead of each decision, by how many decisions stand before it.
    trail: Vec<u32>,
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
        if let Some(Follow::Lead(offset)) = self.follow {
            let query = number();
            (self.follow, self.finding) = (None, Some(query));
            requests.push(Request::Leads { query, ask: LeadQuery { offset, limit: 1, ..LeadQuery::default() } });
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
    pub fn open_lead(&mut self, row: LeadRow) {
        match self.comparing.take_if(|(lead, _)| *lead != row.lead) {
            Some((lead, _)) => self.pair.choose((lead, row.lead)),
            None => self.lead.show(row.lead, row),
        }
    }

    /// What the worker has to be told so that a decision counts; `None` where it cannot be made now.
    pub fn decide(&mut self, decision: Decision) -> Option<Request> {
        if !self.review.is_settled() {
            return None;
        }
        let is_about_group = !matches!(decision, Decision::Pair(..) | Decision::Undo | Decision::Redo);
        if is_about_group && !self.review.standing.as_ref()?.finished {
            self.review.said = Some(Said::NotYet);
            return None;
        }
        let shown = self.group.found.as_ref().filter(|found| !self.group.is_pending() && self.group.number == Some(found.row.group));
        let open = shown.map(|found| (found.row.group, found.row.kind, found.leads.iter().map(|lead| lead.lead).collect::<Vec<_>>()));
        let label = shown.map(|found| found.row.label.clone()).unwrap_or_default();
        let first = open.as_ref().and_then(|(_, _, leads)| leads.first().copied());
        let (undo, redo) = self.review.standing.as_ref().map(|standing| (standing.undo, standing.redo))?;
        let step = |steps: u32| self.review.trail.get(steps as usize).copied();
        let (judgement, concerns) = match decision {
            Decision::Undo if undo == 0 => return None,
            Decision::Redo if redo == 0 => return None,
            Decision::Undo => (Judgement::Undo, step(undo.saturating_sub(1)).or(first)),
            Decision::Redo => (Judgement::Redo, step(undo).or(first)),
            Decision::Pair(left, right, verdict) => (Judgement::Pair { left, right, verdict }, first.or(Some(left))),
            Decision::Same => (Judgement::GroupSame(open.as_ref()?.0), first),
            Decision::Different | Decision::Later if open.as_ref()?.1 != GroupKind::Possible => {
                self.review.said = Some(Said::OnlyPossible);
                return None;
            }
            Decision::Different => (Judgement::GroupDifferent(open.as_ref()?.0), first),
            Decision::Later => (Judgement::GroupLater(open.as_ref()?.0), first),
            Decision::SplitOut(lead) => {
                let (group, _, leads) = open.as_ref()?;
                let rest = leads.iter().find(|other| **other != lead).copied();
                (Judgement::SplitOut { group: *group, lead }, rest)
            }
        };
        if !matches!(decision, Decision::Undo | Decision::Redo) {
            self.review.trail.resize(undo as usize, 0);
            self.review.trail.extend(concerns);
        }
        let is_queued = matches!(decision, Decision::Same | Decision::Different | Decision::Later);
        let is_open_question = open.as_ref().is_some_and(|(_, kind, _)| *kind == GroupKind::Possible);
        let place = self.place();
        self.review.follow = match (is_queued && is_open_question, place) {
            (true, Some(place)) => Some(Follow::Queue(place)),
            (true, None) => Some(Follow::Queue(0)),
            // A pair decided from elsewhere opens no group.
            (false, _) if matches!(decision, Decision::Pair(..)) && first.is_none() => None,
            (false, _) => concerns.map(Follow::Lead),
        };
        self.review.onward = place.filter(|_| is_open_question && matches!(decision, Decision::SplitOut(_)));
        self.review.said = Some(Said::Decided(decision, label));
        let query = self.next_query();
        self.review.judging = Some(query);
        Some(Request::Judge { query, judgement })
    }

    /// Opens the group that many places further on.
    pub fn walk(&mut self, by: i64) {
        let total = self.groups.page.as_ref().map_or(0, |page| page.total);
        if total == 0 || self.review.judging.is_some() {
            return;
        }
        let here = self.place().map_or(i64::from(self.groups.offset) - by.min(0), |place| i64::from(place) + by);
        let Ok(place) = u32::try_from(here.clamp(0, i64::from(total) - 1)) else { return };
        self.review.said = None;
        self.review.follow = Some(Follow::Place(place));
        self.open_followed();
    }

    /// Place of the open group in the list, where it stands on the page that is held.
    fn place(&self) -> Option<u32> {
        let page = self.groups.page.as_ref()?;
        let at = (0_u32..).zip(&page.rows).find(|(_, row)| Some(row.group) == self.group.number)?.0;
        Some(page.offset + at)
    }

    /// Takes that who is who was found out anew: every number of a group or person is another one.
    pub(super) fn match_anew(&mut self, query: Option<QueryId>, overview: Overview, standing: ReviewState) {
        let Some(opened) = self.opened.as_mut().filter(|opened| opened.origin != Origin::Link) else { return };
        opened.picture = Picture(std::sync::Arc::new(overview));
        self.review.standing = Some(standing);
        self.review.asked.take_if(|(asked, _)| Some(*asked) == query);
        let is_judged = self.review.judging.take_if(|judging| Some(*judging) == query).is_some();
        self.review.finding = None;
        if !is_judged && self.review.judging.is_none() {
            self.review.follow = None;
        }
        let held = self.group.found.as_ref().and_then(|found| found.leads.first()).map(|lead| lead.lead);
        if self.review.follow.is_none() && self.review.judging.is_none() {
            self.review.follow = held.filter(|_| self.group.number.is_some()).map(Follow::Lead);
        }
        // What was asked under the old numbers must not be taken for an answer.
        if held.is_none() {
            self.group = Chosen::default();
        }
        self.group.pending = None;
        self.groups.renew();
        self.leads.renew();
        self.lead.renew();
        self.people.renew();
        self.pair.renew();
        self.rules.renew();
    }

    /// Takes the answer to the question which group a lead is in; `false` when it answers another question.
    pub(super) fn find_group(&mut self, query: QueryId, group: Option<u32>) -> bool {
        if self.review.finding.take_if(|finding| *finding == query).is_none() {
            return false;
        }
        match group {
            Some(group) => self.group.turn_to(group),
            None => {
                self.group = Chosen::default();
                self.review.follow = self.review.onward.map(Follow::Queue);
                self.open_followed();
            }
        }
        true
    }

    /// Opens the group at the place that is followed, once its page is held; until then that page is wanted.
    pub(super) fn open_followed(&mut self) {
        let Some(follow @ (Follow::Place(place) | Follow::Queue(place))) =
            self.review.follow.filter(|_| self.review.judging.is_none() && self.groups.pending.is_none())
        else {
            return;
        };
        let Some(page) = &self.groups.page else { return };
        let at = place.checked_sub(page.offset).and_then(|at| page.rows.get(at as usize));
        let is_queue = matches!(follow, Follow::Queue(_));
        let is_open = |row: &&GroupRow| !is_queue || row.kind == GroupKind::Possible;
        let row = at.filter(is_open).or_else(|| page.rows.iter().filter(|_| is_queue).find(is_open));
        if let Some(group) = row.map(|row| row.group) {
            self.review.follow = None;
            self.group.turn_to(group);
        } else if !is_queue {
            self.groups.offset = place / LIST_PAGE * LIST_PAGE;
        } else if page.offset > 0 {
            self.groups.offset = 0;
            self.review.follow = Some(Follow::Queue(0));
        } else {
            self.review.follow = None;
            self.group = Chosen::default();
        }
    }
}

/// Two leads side by side, and what CRM rules would find.
pub type PairChosen = Chosen<PairDetail, (u32, u32)>;
/// What CRM rules would find; chosen once its part of the page is opened.
pub type RulesChosen = Chosen<RuleComparison, ()>;
