//! Numbers become reasons: what speaks for and against two leads, strongest first.

use super::evidence::{Evidence, Field, Level};
use super::group::MatchReason;
use super::matcher::Matching;
use crate::engine::leads::LeadId;

/// Bits below which a field is not worth a word.
const WORTH_A_WORD: f32 = 0.8;

/// Leads of a group that are looked at for conflicts.
const LOOKED_AT: usize = 12;

impl Matching {
    /// Everything about two leads; `None` where one of them is a test lead or says nothing of a person.
    pub fn evidence(&self, one: LeadId, other: LeadId) -> Option<Evidence> {
        let profile = |lead: LeadId| self.profiles.of.get(lead.0 as usize).copied();
        self.score(profile(one)?, profile(other)?).map(|score| score.evidence())
    }

    /// The total of a pair if one field stood at another level; `None` where there is no such pair.
    pub fn total_if(&self, one: LeadId, other: LeadId, field: Field, level: Level) -> Option<f32> {
        let profile = |lead: LeadId| self.profiles.of.get(lead.0 as usize).copied();
        let score = self.score(profile(one)?, profile(other)?)?;
        Some(self.model.as_ref()?.total_if(&score, field, level))
    }

    /// Whether some of these leads speak against each other by themselves, though others hold them together.
    pub fn has_conflict(&self, leads: &[u32]) -> bool {
        let looked_at = || leads.iter().take(LOOKED_AT).map(|lead| LeadId(*lead));
        let mut pairs = looked_at().enumerate().flat_map(|(place, one)| looked_at().skip(place + 1).map(move |other| (one, other)));
        pairs.any(|(one, other)| self.evidence(one, other).is_some_and(|evidence| evidence.conflict.is_some() && evidence.total < 0.0))
    }

    /// Why two leads are taken for one person.
    pub fn reason(&self, one: LeadId, other: LeadId) -> MatchReason {
        self.evidence(one, other).map(|evidence| evidence.reason()).unwrap_or_default()
    }
}

impl Evidence {
    /// The strongest two reasons for, the strongest one against.
    pub fn reason(&self) -> MatchReason {
        let mut said: Vec<(f32, Field, Level)> = self
            .fields
            .iter()
            .map(|part| (part.weight + part.rarity, part.field, part.level))
            .filter(|(.., level)| *level != Level::Absent)
            .collect();
        said.sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
        let mut agree: Vec<(Field, Level)> =
            said.iter().filter(|(bits, ..)| *bits > WORTH_A_WORD).map(|(_, field, level)| (*field, *level)).collect();
        agree.truncate(2);
        let differ = said.last().filter(|(bits, ..)| *bits < -WORTH_A_WORD).map(|(_, field, level)| (*field, *level));
        MatchReason { agree, differ, by_verdict: self.verdict.is_some() }
    }
}
