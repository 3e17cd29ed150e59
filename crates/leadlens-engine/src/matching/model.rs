//! Weights: what each level of each field says, in bits.
//!
//! The model is that of Fellegi and Sunter, *A Theory for Record Linkage* (Journal of the American Statistical Association 64, 1969): a level
//! seen with probability `m` among pairs of one person and `u` among pairs of two says log₂(m/u) bits. Shared values are weighed by how rare
//! they are (Winkler, *Frequency-Based Matching in the Fellegi-Sunter Model*, 1989/2000; as Splink does). What the model does not know,
//! because it takes fields for independent, is taken back as `dependence`, or stated outright as `conflict`.

#[cfg(test)]
mod tests;

use super::comparison::{Compared, FIELDS, Levels, compare, shared_numbers};
use super::conflict::Weighed;
use super::dependence::take_back;
use super::evidence::{Conflict, Evidence, Field, FieldEvidence, Level};
use super::frequency::{CROWD, Frequencies};
use super::initial_weights::{Weights, initial_weights};
use super::profile::{FIRST_EXTRA, Profile, Profiles};
use crate::leads::NONE;

/// The weights in force and the frequencies they are adjusted by.
#[derive(Clone, Debug)]
pub(super) struct Model {
    pub(super) weights: Weights,
    pub(super) frequencies: Frequencies,
}

/// Everything about a pair, on the stack: what [`Evidence`] is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct PairScore {
    pub(super) levels: Levels,
    pub(super) weights: [f32; FIELDS],
    pub(super) rarities: [f32; FIELDS],
    pub(super) conflict: Option<(Conflict, f32)>,
    pub(super) prior: f32,
    pub(super) total: f32,
}

impl Model {
    /// The initial weights with the frequencies of the profiles at hand.
    pub(super) fn with(frequencies: Frequencies) -> Self {
        Self { weights: initial_weights(), frequencies }
    }

    #[cfg(test)]
    pub(super) fn start(profiles: &Profiles) -> Self {
        Self::with(Frequencies::of(profiles))
    }

    /// The initial weights without any frequencies: the same for a pair whatever else is in the file.
    pub(super) fn fixed() -> Self {
        Self { weights: initial_weights(), frequencies: Frequencies::fixed() }
    }

    /// Scores a pair. No number of a pair comes from anywhere else.
    pub(super) fn score(&self, profiles: &Profiles, a: u32, b: u32) -> PairScore {
        self.score_if(profiles, a, b, &[])
    }

    /// Scores a pair as it would be if some fields stood at other levels.
    pub(super) fn score_if(&self, profiles: &Profiles, a: u32, b: u32, changes: &[(Field, Level)]) -> PairScore {
        // In the order of their numbers, so that a pair has one score.
        let (Some(a), Some(b)) = (profiles.get(a.min(b)), profiles.get(a.max(b))) else { return PairScore::nothing() };
        let mut compared = compare(profiles, a, b);
        for (field, level) in changes {
            if let Some(place) = compared.levels.get_mut(*field as usize) {
                *place = *level;
            }
        }
        if a.more_phones != NONE || b.more_phones != NONE {
            // Of the numbers two people share the one with the smallest crowd tells most.
            let names = |[one, _]: &[u32; 2]| self.frequencies.names_at_phone(*one);
            compared.phones = shared_numbers(profiles, a, b).min_by_key(names).unwrap_or(compared.phones);
        }
        let phones @ [number, _] = compared.phones;
        let [_, _, _, phone, ..] = &mut compared.levels;
        if *phone == Level::Same && self.frequencies.names_at_phone(number) >= CROWD && !same_extension(profiles, phones) {
            *phone = Level::SharedNumber;
        }
        if let [.., id @ Level::Same] = &mut compared.levels
            && self.frequencies.names_at_record(profiles.extras.code(a.extra, Field::RecordId)) >= CROWD
        {
            *id = Level::Absent;
        }
        let [_, _, email, ..] = &mut compared.levels;
        if matches!(email, Level::Same | Level::Variant) && self.frequencies.names_at_email(profiles, a) >= CROWD {
            *email = Level::SharedMailbox;
        }
        self.weigh(profiles, a, b, compared)
    }

    fn weigh(&self, profiles: &Profiles, a: &Profile, b: &Profile, compared: Compared) -> PairScore {
        let levels = compared.levels;
        let mut weights = [0.0; FIELDS];
        // A file without further evidence does not pay for it.
        let fields = if a.extra == NONE || b.extra == NONE { FIRST_EXTRA } else { FIELDS };
        for ((weight, level), table) in weights.iter_mut().zip(levels).zip(&self.weights).take(fields) {
            *weight = table.get(level as usize).copied().unwrap_or_default();
        }
        let mut rarities = self.frequencies.rarities(profiles, a, b, compared);
        take_back(levels, &weights, &mut rarities);
        let mut bits = weights;
        bits.iter_mut().zip(rarities).take(fields).for_each(|(bits, rarity)| *bits += rarity);
        let conflict = Weighed { profiles, a, b, levels, bits, kinship: self.frequencies.kinship }.conflict();
        let prior = self.frequencies.prior;
        let sum = |bits: &[f32; FIELDS]| bits.iter().take(fields).sum::<f32>();
        let total = prior + sum(&weights) + sum(&rarities) + conflict.map_or(0.0, |(_, bits)| bits);
        PairScore { levels, weights, rarities, conflict, prior, total }
    }
}

impl PairScore {
    const fn nothing() -> Self {
        Self {
            levels: [Level::Absent; FIELDS],
            weights: [0.0; FIELDS],
            rarities: [0.0; FIELDS],
            conflict: None,
            prior: 0.0,
            total: f32::NEG_INFINITY,
        }
    }

    /// The same, in words.
    pub(super) fn evidence(&self) -> Evidence {
        let parts = Field::ALL.into_iter().zip(self.levels).zip(self.weights.into_iter().zip(self.rarities));
        let parts = parts.filter(|((field, level), _)| !field.is_optional() || *level != Level::Absent);
        let fields = parts.map(|((field, level), (weight, rarity))| FieldEvidence { field, level, weight, rarity }).collect();
        Evidence { prior: self.prior, fields, conflict: self.conflict, verdict: None, total: self.total }
    }
}

/// True for two numbers that name the same extension: then they are one person's, not the switchboard's.
fn same_extension(profiles: &Profiles, [one, other]: [u32; 2]) -> bool {
    let extension = |code: u32| profiles.phones.get(code as usize).map_or(0, |phone| phone.extension);
    extension(one) != 0 && extension(one) == extension(other)
}
