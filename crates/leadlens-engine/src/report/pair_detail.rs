//! Evidence for and against two leads being one person.

use serde::{Deserialize, Serialize};

use super::LeadRow;
use super::clip::{TEXT_SHOWN, clip};
use super::lead_list::lead_row;
use crate::intake::header::ColumnRole;
use crate::leads::{Flags, LeadId, Leads};
use crate::matching::{Clusters, Evidence, Field, Fingerprint, Fingerprints, Level, MatchReason, Matching, Threshold, Verdict};
use crate::sorting;

/// Two leads side by side with all evidence for and against.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PairDetail {
    /// One lead.
    pub left: LeadRow,
    /// The other.
    pub right: LeadRow,
    /// The fingerprints of the two, for a statement about them; `None` where one is a test lead.
    pub keys: Option<(Fingerprint, Fingerprint)>,
    /// All numbers of the pair.
    pub evidence: Evidence,
    /// The sentence.
    pub reason: MatchReason,
    /// Field by field what was compared, in the order of the evidence.
    pub values: Vec<PairValue>,
    /// The relation of the two as it is now.
    pub standing: Standing,
    /// Single fields that would turn the decision around, the smallest change first; empty where nothing single would.
    pub flips: Vec<Flip>,
    /// Fields that would have to change together, where no single one is enough, each with the total up to it.
    pub steps: Vec<Flip>,
}

/// The two values of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairValue {
    /// The field that is compared.
    pub field: Field,
    /// One value as read, in pieces: whether a piece stands on the other side too.
    pub left: Vec<TextPiece>,
    /// The other.
    pub right: Vec<TextPiece>,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextPiece {
    /// The letters.
    pub text: String,
    /// They stand on this side only.
    pub differs: bool,
}

/// Relation of two leads to each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// One person, by their own evidence.
    Together,
    /// One person, because other leads lie between: numbers of the leads on the path, both ends left out.
    Through(Vec<u32>),
    /// Perhaps one person.
    Possible,
    /// Their own evidence is enough, but merging them would join leads that contradict each other: one such pair.
    CannotLink(u32, u32),
    /// Two people.
    Apart,
    /// A test lead is excluded.
    Test,
    /// Excluded from matching: one of them names no person.
    Excluded,
    /// The user has decided.
    Decided,
}

/// One field that would turn the decision around if it stood at another level.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Flip {
    /// The field.
    pub field: Field,
    /// The level it would have to be at.
    pub level: Level,
    /// The total then, in bits.
    pub total: f32,
}

/// All that a pair is looked up in: the leads, and who is who as far as that is decided.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// The leads.
    pub leads: &'a Leads,
    /// All scores.
    pub matching: &'a Matching,
    /// Leads clustered by person.
    pub clusters: &'a Clusters,
    /// From which weight on.
    pub threshold: Threshold,
}

/// Members of a cluster among which a path between two leads is looked for.
const PATH_MEMBERS: usize = 120;

/// Evidence for and against two leads being one person; `None` for a number that is not there. `verdict` is the user's decision.
pub fn pair_detail(found: Found<'_>, left: LeadId, right: LeadId, verdict: Option<Verdict>) -> Option<PairDetail> {
    let row = |lead| lead_row(found.leads, found.clusters, lead);
    let (left_row, right_row) = (row(left)?, row(right)?);
    let known = found.matching.evidence(left, right);
    let is_excluded = known.is_none();
    let mut evidence = known.unwrap_or_default();
    evidence.verdict = verdict;
    let standing = found.standing(left, right, &evidence, is_excluded);
    let flips = if verdict.is_none() { found.flips(left, right, &evidence, &standing) } else { Vec::new() };
    let steps = if flips.is_empty() && matches!(standing, Standing::Apart | Standing::Possible) {
        found.steps(left, right, &evidence)
    } else {
        Vec::new()
    };
    let values = Field::ALL.into_iter().map(|field| found.values(field, left, right));
    let values = values.filter(|values| !values.field.is_optional() || !values.left.is_empty() && !values.right.is_empty()).collect();
    let keys = match Fingerprints::of_leads(found.leads, &[left.0, right.0])[..] {
        [Some(left), Some(right)] => Some((left, right)),
        _ => None,
    };
    Some(PairDetail { keys, left: left_row, right: right_row, reason: evidence.reason(), evidence, values, standing, flips, steps })
}

impl Found<'_> {
    fn cluster_of(&self, lead: LeadId) -> u32 {
        self.clusters.of().get(lead.0 as usize).copied().unwrap_or(u32::MAX)
    }

    fn total(&self, one: u32, other: u32) -> f32 {
        self.matching.evidence(LeadId(one), LeadId(other)).map_or(f32::NEG_INFINITY, |evidence| evidence.total)
    }

    fn standing(&self, left: LeadId, right: LeadId, evidence: &Evidence, is_excluded: bool) -> Standing {
        let is_test = |lead| self.leads.get(lead).is_some_and(|lead| lead.flags().contains(Flags::TEST));
        let (one, other) = (self.cluster_of(left), self.cluster_of(right));
        let is_enough = evidence.total >= self.threshold.0;
        match () {
            () if is_test(left) || is_test(right) => Standing::Test,
            () if evidence.verdict.is_some() => Standing::Decided,
            () if is_excluded => Standing::Excluded,
            () if one == other && is_enough => Standing::Together,
            () if one == other => Standing::Through(self.path(left.0, right.0)),
            () if is_enough => {
                let (one, other) = (self.clusters.cluster(one), self.clusters.cluster(other));
                let pairs = one.iter().take(PATH_MEMBERS).flat_map(|one| other.iter().take(PATH_MEMBERS).map(|other| (*one, *other)));
                let worst = pairs.min_by(|one, other| self.total(one.0, one.1).total_cmp(&self.total(other.0, other.1)));
                worst.map_or(Standing::Apart, |(one, other)| Standing::CannotLink(one, other))
            }
            () if self.clusters.is_possible(left, right) => Standing::Possible,
            () => Standing::Apart,
        }
    }

    /// The leads on the shortest path between two of one cluster, each step sure enough by itself; empty where there is none such.
    fn path(&self, left: u32, right: u32) -> Vec<u32> {
        let members: Vec<u32> = self.clusters.cluster(self.cluster_of(LeadId(left))).iter().copied().take(PATH_MEMBERS).collect();
        let mut came_from: Vec<Option<u32>> = vec![None; members.len()];
        let mut next = std::collections::VecDeque::from([left]);
        while let Some(at) = next.pop_front() {
            for (member, from) in members.iter().zip(&mut came_from) {
                if from.is_none() && *member != left && self.total(at, *member) >= self.threshold.0 {
                    *from = Some(at);
                    next.push_back(*member);
                }
            }
        }
        let from = |lead: u32| members.iter().position(|member| *member == lead).and_then(|place| came_from.get(place).copied().flatten());
        let mut path: Vec<u32> = std::iter::successors(from(right), |lead| from(*lead)).take_while(|lead| *lead != left).collect();
        path.reverse();
        path
    }

    /// Single fields that would turn the decision around, the smallest change first.
    fn flips(&self, left: LeadId, right: LeadId, evidence: &Evidence, standing: &Standing) -> Vec<Flip> {
        let is_together = matches!(standing, Standing::Together);
        if !is_together && !matches!(standing, Standing::Apart | Standing::Possible) {
            return Vec::new();
        }
        let levels: &[Level] = if is_together { &[Level::Absent, Level::Different] } else { &[Level::Variant, Level::Same] };
        let turns = |total: f32| (total >= self.threshold.0) != is_together;
        let flip = |field: Field, now: Level| {
            let mut found = levels.iter().filter(|level| **level != now).filter_map(|level| {
                let total = self.matching.total_if(left, right, &[(field, *level)])?;
                turns(total).then_some(Flip { field, level: *level, total })
            });
            found.next()
        };
        let mut flips: Vec<Flip> = evidence.fields.iter().filter_map(|part| flip(part.field, part.level)).collect();
        sorting::sort_by(&mut flips, |one, other| (one.total - evidence.total).abs().total_cmp(&(other.total - evidence.total).abs()));
        flips
    }

    /// Fields that would have to be the same together, the one that helps most first.
    fn steps(&self, left: LeadId, right: LeadId, evidence: &Evidence) -> Vec<Flip> {
        let mut changes: Vec<(Field, Level)> = Vec::new();
        let mut steps: Vec<Flip> = Vec::new();
        let differing = || evidence.fields.iter().filter(|part| part.level != Level::Same).map(|part| part.field);
        while steps.last().is_none_or(|step| step.total < self.threshold.0) {
            let next = differing().filter(|field| changes.iter().all(|(changed, _)| changed != field)).filter_map(|field| {
                let mut with_it = changes.clone();
                with_it.push((field, Level::Same));
                Some(Flip { field, level: Level::Same, total: self.matching.total_if(left, right, &with_it)? })
            });
            let Some(best) = next.max_by(|one, other| one.total.total_cmp(&other.total)) else { return Vec::new() };
            changes.push((best.field, best.level));
            steps.push(best);
        }
        steps
    }

    fn values(&self, field: Field, left: LeadId, right: LeadId) -> PairValue {
        let (left, right) = (self.value(field, left), self.value(field, right));
        let (left, right) = pieces(&left, &right);
        PairValue { field, left, right }
    }

    fn value(&self, field: Field, lead: LeadId) -> String {
        use ColumnRole as R;
        let Some(lead) = self.leads.get(lead) else { return String::new() };
        let role = match field {
            Field::GivenName => R::FirstName,
            Field::FamilyName => R::LastName,
            Field::Email => R::Email,
            Field::Phone => R::Phone,
            Field::Company => R::Company,
            Field::Country => R::Country,
            Field::JobTitle => R::JobTitle,
            Field::Street => R::Street,
            Field::Postcode => R::Postcode,
            Field::City => R::City,
            Field::State => R::State,
            Field::BirthDate => R::BirthDate,
            Field::Website => R::Website,
            Field::LinkedIn => R::LinkedIn,
            Field::RecordId => R::LeadId,
        };
        let text = if field == Field::RecordId { lead.record_id() } else { lead.text(role) };
        // Both halves of a name may stand in one cell.
        let is_name = matches!(field, Field::GivenName | Field::FamilyName);
        let text = if text.is_empty() && is_name { lead.text(R::FullName) } else { text };
        clip(&text, TEXT_SHOWN)
    }
}

/// Two texts in pieces, those that stand on one side only marked.
fn pieces(left: &str, right: &str) -> (Vec<TextPiece>, Vec<TextPiece>) {
    let piece = |text: &str, differs| TextPiece { text: text.to_owned(), differs };
    if left.is_empty() || right.is_empty() {
        let whole = |text: &str| if text.is_empty() { Vec::new() } else { vec![piece(text, false)] };
        return (whole(left), whole(right));
    }
    let (mut one, mut other) = (Vec::new(), Vec::new());
    for chunk in dissimilar::diff(left, right) {
        match chunk {
            dissimilar::Chunk::Equal(text) => {
                one.push(piece(text, false));
                other.push(piece(text, false));
            }
            dissimilar::Chunk::Delete(text) => one.push(piece(text, true)),
            dissimilar::Chunk::Insert(text) => other.push(piece(text, true)),
        }
    }
    (one, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(pieces: &[TextPiece]) -> String {
        pieces.iter().map(|piece| if piece.differs { format!("[{}]", piece.text) } else { piece.text.clone() }).collect()
    }

    #[test]
    fn differing_letters_are_marked_on_their_side() {
        for (left, right, left_marked, right_marked) in [
            ("Ann", "Anna", "Ann", "Ann[a]"),
            ("Öberg", "Oberg", "[Ö]berg", "[O]berg"),
            ("", "Ann", "", "Ann"),
            ("same", "same", "same", "same"),
        ] {
            let (one, other) = pieces(left, right);
            assert_eq!((marked(&one).as_str(), marked(&other).as_str()), (left_marked, right_marked));
        }
    }
}
