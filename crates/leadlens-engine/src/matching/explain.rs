//! Reasons of a score: the evidence for and against two leads, strongest first.

use super::evidence::{Evidence, Field, Level};
use super::group::MatchReason;
use super::matcher::Matching;
use crate::leads::{LeadId, NONE};
use crate::sorting;

/// Bits below which a field is not worth a word.
const WORTH_A_WORD: f32 = 0.8;

/// Profiles of a group that are looked at for conflicts.
const LOOKED_AT: usize = 24;

impl Matching {
    /// Everything about two leads; `None` where one of them is a test lead or says nothing of a person. What has not been compared is not
    /// among the fields.
    pub fn evidence(&self, one: LeadId, other: LeadId) -> Option<Evidence> {
        let profile = |lead: LeadId| self.profiles.of.get(lead.0 as usize).copied();
        let mut evidence = self.score(profile(one)?, profile(other)?)?.evidence();
        evidence.fields.retain(|part| !self.is_by_email || part.field == Field::Email);
        Some(evidence)
    }

    /// The total of a pair if some fields stood at other levels; `None` where there is no such pair.
    pub fn total_if(&self, one: LeadId, other: LeadId, changes: &[(Field, Level)]) -> Option<f32> {
        let profile = |lead: LeadId| self.profiles.of.get(lead.0 as usize).copied().filter(|profile| *profile != NONE);
        let (one, other) = (profile(one)?, profile(other)?);
        Some(self.model.as_ref()?.score_if(&self.profiles, one, other, changes).total)
    }

    /// True where two of these leads contradict each other by themselves, though others hold them together.
    pub fn has_conflict(&self, leads: &[u32]) -> bool {
        let mut profiles: Vec<u32> = leads.iter().filter_map(|lead| self.profiles.of.get(*lead as usize)).copied().collect();
        profiles.sort_unstable();
        profiles.dedup();
        profiles.truncate(LOOKED_AT);
        let mut pairs =
            profiles.iter().enumerate().flat_map(|(place, one)| profiles.iter().skip(place + 1).map(move |other| (*one, *other)));
        pairs.any(|(one, other)| self.score(one, other).is_some_and(|score| score.conflict.is_some() && score.total < 0.0))
    }

    /// Reason for taking two leads for one person.
    pub fn reason(&self, one: LeadId, other: LeadId) -> MatchReason {
        self.evidence(one, other).map(|evidence| evidence.reason()).unwrap_or_default()
    }
}

impl Evidence {
    /// The strongest two reasons for, the strongest one against.
    pub fn reason(&self) -> MatchReason {
        let mut reasons: Vec<(f32, Field, Level)> = self
            .fields
            .iter()
            .map(|part| (part.weight + part.rarity, part.field, part.level))
            .filter(|(.., level)| *level != Level::Absent)
            .collect();
        sorting::sort_by(&mut reasons, |(one, ..), (other, ..)| other.total_cmp(one));
        let mut agree: Vec<(Field, Level)> =
            reasons.iter().filter(|(bits, ..)| *bits > WORTH_A_WORD).map(|(_, field, level)| (*field, *level)).collect();
        agree.truncate(2);
        let differ = reasons.last().filter(|(bits, ..)| *bits < -WORTH_A_WORD).map(|(_, field, level)| (*field, *level));
        MatchReason { agree, differ, by_verdict: self.verdict.is_some() }
    }
}
