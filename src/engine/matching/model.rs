//! Weights: what each level of each field says, in bits.
//!
//! The model is that of Fellegi and Sunter, *A Theory for Record Linkage* (Journal of the American Statistical Association 64, 1969): a level
//! seen with probability `m` among pairs of one person and `u` among pairs of two says log₂(m/u) bits. Shared values are weighed by how rare
//! they are (Winkler, *Frequency-Based Matching in the Fellegi-Sunter Model*, 1989/2000; as Splink does), and dependences between fields,
//! which the model does not know, are taken back as explicit conflicts.

use super::comparison::{Compared, FIELDS, Levels, are_numbered, compare};
use super::evidence::{Conflict, Evidence, Field, FieldEvidence, Level};
use super::frequency::{CROWD, Frequencies};
use super::profile::{Generation, Profile, Profiles};
use crate::engine::leads::NONE;

/// Number of levels.
pub(super) const LEVELS: usize = Level::ALL.len();

/// Bits for each field and level.
pub(super) type Weights = [[f32; LEVELS]; FIELDS];

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

pub(super) const GIVEN: usize = Field::GivenName as usize;
pub(super) const FAMILY: usize = Field::FamilyName as usize;
pub(super) const EMAIL: usize = Field::Email as usize;
pub(super) const PHONE: usize = Field::Phone as usize;
pub(super) const COMPANY: usize = Field::Company as usize;
pub(super) const COUNTRY: usize = Field::Country as usize;
pub(super) const TITLE: usize = Field::JobTitle as usize;

impl Model {
    /// The start weights with the frequencies of the profiles at hand.
    pub(super) fn start(profiles: &Profiles) -> Self {
        Self { weights: start_weights(), frequencies: Frequencies::of(profiles) }
    }

    /// The start weights without any frequencies: the same for a pair whatever stands beside it.
    pub(super) fn fixed() -> Self {
        Self { weights: start_weights(), frequencies: Frequencies::fixed() }
    }

    /// Scores a pair. There is no other way to a number of a pair.
    pub(super) fn score(&self, profiles: &Profiles, a: u32, b: u32) -> PairScore {
        let (Some(a), Some(b)) = (profiles.get(a), profiles.get(b)) else { return PairScore::nothing() };
        let mut compared = compare(profiles, a, b);
        let [_, _, email, phone, ..] = &mut compared.levels;
        if *phone == Level::Same && self.frequencies.names_at_phone(a) >= CROWD && !same_extension(profiles, a, b) {
            *phone = Level::SharedNumber;
        }
        if matches!(email, Level::Same | Level::Variant) && self.frequencies.names_at_email(profiles, a) >= CROWD {
            *email = Level::SharedMailbox;
        }
        self.weigh(profiles, a, b, compared)
    }

    fn weigh(&self, profiles: &Profiles, a: &Profile, b: &Profile, compared: Compared) -> PairScore {
        let levels = compared.levels;
        let mut weights = [0.0; FIELDS];
        for ((weight, level), table) in weights.iter_mut().zip(levels).zip(&self.weights) {
            *weight = table.get(level as usize).copied().unwrap_or_default();
        }
        let mut rarities = self.frequencies.rarities(profiles, a, b, compared);
        self.lean(&levels, &weights, &mut rarities);
        let conflict = conflict(profiles, a, b, &levels, &weights, &rarities, self.frequencies.kinship);
        let prior = self.frequencies.prior;
        let total = prior + weights.iter().sum::<f32>() + rarities.iter().sum::<f32>() + conflict.map_or(0.0, |(_, bits)| bits);
        PairScore { levels, weights, rarities, conflict, prior, total }
    }

    /// The total of a pair if one field stood at another level, its value being of middling frequency.
    pub(super) fn total_if(&self, score: &PairScore, field: Field, level: Level) -> f32 {
        let place = field as usize;
        let at = |column: &[f32; FIELDS]| column.get(place).copied().unwrap_or_default();
        let weight = self.weights.get(place).and_then(|table| table.get(level as usize)).copied().unwrap_or_default();
        let is_address = matches!(field, Field::Email | Field::Phone) && matches!(level, Level::Same | Level::Variant | Level::Typo);
        let rarity = if is_address { self.frequencies.scale } else { 0.0 };
        score.total - at(&score.weights) - at(&score.rarities) + weight + rarity
    }

    /// Takes back what two fields say twice: a company and its own domain, or its own switchboard, are one piece of news.
    fn lean(&self, levels: &Levels, weights: &[f32; FIELDS], rarities: &mut [f32; FIELDS]) {
        let [_, _, email, phone, company, country, _] = *levels;
        let says_company =
            matches!(company, Level::Same | Level::Variant | Level::Contained | Level::Typo | Level::Domain | Level::Acronym);
        let is_known = matches!(email, Level::Same | Level::Variant | Level::Typo | Level::SameDomain | Level::SharedMailbox)
            || matches!(phone, Level::Same | Level::SharedNumber | Level::OtherExtension);
        if says_company && is_known {
            let [.., company_weight, _, _] = *weights;
            let limit = 1.0;
            if let Some(rarity) = rarities.get_mut(COMPANY) {
                *rarity = rarity.min(limit - company_weight).max(-company_weight);
            }
        }
        // An address made of the name says no more than the name.
        let [given, family, ..] = *levels;
        let is_named = |level| matches!(level, Level::Same | Level::Variant | Level::Typo | Level::FromEmail);
        if email == Level::SameLocalPart
            && is_named(given)
            && is_named(family)
            && let (Some(rarity), Some(weight)) = (rarities.get_mut(EMAIL), weights.get(EMAIL))
        {
            *rarity = -1.5 - weight;
        }
        // That colleagues live in one country is no news either.
        if says_company
            && country == Level::Same
            && let (Some(rarity), Some(weight)) = (rarities.get_mut(COUNTRY), weights.get(COUNTRY))
        {
            *rarity = -weight;
        }
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
        let fields = parts.map(|((field, level), (weight, rarity))| FieldEvidence { field, level, weight, rarity }).collect();
        Evidence { prior: self.prior, fields, conflict: self.conflict, verdict: None, total: self.total }
    }
}

/// What weighs more than the sum of fields knows.
fn conflict(
    profiles: &Profiles,
    a: &Profile,
    b: &Profile,
    levels: &Levels,
    weights: &[f32; FIELDS],
    rarities: &[f32; FIELDS],
    kinship: f32,
) -> Option<(Conflict, f32)> {
    let [given, family, email, phone, company, ..] = *levels;
    let sum = |field: usize| weights.get(field).copied().unwrap_or_default() + rarities.get(field).copied().unwrap_or_default();
    let is_other = |level| matches!(level, Level::Different | Level::Similar);
    if a.generation != b.generation && given != Level::Different && family != Level::Different {
        let is_said = a.generation != Generation::Unknown && b.generation != Generation::Unknown;
        return Some((Conflict::Generations, if is_said { -10.0 } else { -3.0 }));
    }
    let has_family = matches!(family, Level::Same | Level::Variant | Level::Typo);
    if given == Level::Different && has_family {
        // Relatives share a name, and often a mailbox, a number and an employer.
        let shared = [FAMILY, COMPANY].map(|field| sum(field).max(0.0)).iter().sum::<f32>();
        return Some((Conflict::Relatives, -(shared + 1.0) * kinship));
    }
    let is_crowd = email == Level::SharedMailbox || phone == Level::SharedNumber;
    if is_crowd && (given == Level::Different || family == Level::Different) {
        // Many people stand at it: one half of a name in common is chance.
        return Some((Conflict::SharedContact, -sum(COMPANY).max(0.0) - 6.0));
    }
    if is_other(given) && is_other(family) && (sum(EMAIL) > 0.0 || sum(PHONE) > 0.0) {
        let shared = sum(COMPANY).max(0.0);
        return Some((Conflict::SharedContact, -shared - 1.0));
    }
    let is_organisation = [a, b].into_iter().all(|side| side.given == NONE && side.family == NONE);
    if is_organisation && company == Level::Different && (sum(EMAIL) > 0.0 || sum(PHONE) > 0.0) {
        // Where no person is named the company is who it is.
        return Some((Conflict::SharedContact, -9.0));
    }
    let is_named = |level| matches!(level, Level::Same | Level::Variant | Level::Typo | Level::FromEmail | Level::Initial);
    if is_named(given) && is_named(family) {
        if are_numbered(profiles, a, b) && email == Level::SameDomain {
            return Some((Conflict::Namesakes, -10.0));
        }
        let shares_contact = matches!(email, Level::Same | Level::Variant | Level::Typo | Level::SharedMailbox)
            || matches!(phone, Level::Same | Level::SharedNumber | Level::Typo);
        let is_reachable = [a.email, a.phone, b.email, b.phone].into_iter().any(|code| code != NONE);
        if company == Level::Different && !shares_contact && is_reachable {
            return Some((Conflict::Namesakes, -4.5));
        }
        if company == Level::Absent && !shares_contact && matches!(email, Level::Different | Level::SameLocalPart) {
            return Some((Conflict::Namesakes, -3.0));
        }
    }
    None
}

/// Whether both numbers name the same extension: then they are one desk's, not the switchboard's.
fn same_extension(profiles: &Profiles, a: &Profile, b: &Profile) -> bool {
    let extension = |profile: &Profile| profiles.phones.get(profile.phone as usize).map_or(0, |phone| phone.extension);
    extension(a) != 0 && extension(a) == extension(b)
}

/// Probabilities of the levels of one field: among pairs of one person, and among pairs of two.
type Odds = &'static [(Level, f32, f32)];

/// Where the weights start: shares counted in published labelled sets of people and rounded, to hold for any list of business contacts.
/// Levels not named for a field say nothing. What a shared value says is set by its frequency, beside these.
const START: [Odds; FIELDS] = [
    // Given name: the `u` of *same* is that of a name one in 150 has.
    &[
        (Level::Same, 0.76, 1.0 / 150.0),
        (Level::Variant, 0.09, 0.004),
        (Level::Initial, 0.8, 0.08),
        (Level::Typo, 0.05, 0.004),
        (Level::FromEmail, 0.9, 0.02),
        (Level::Similar, 0.02, 0.05),
        (Level::Different, 0.03, 0.88),
    ],
    // Family name: one in 1,500.
    &[
        (Level::Same, 0.84, 1.0 / 1_500.0),
        (Level::Variant, 0.05, 1.0 / 1_500.0),
        (Level::Initial, 0.3, 0.06),
        (Level::Typo, 0.05, 0.001),
        (Level::FromEmail, 0.9, 0.002),
        (Level::Similar, 0.02, 0.02),
        (Level::Different, 0.035, 0.98),
    ],
    // E-mail: shared addresses are weighed by the size of the file, so `u` is that of one in 1,000.
    &[
        (Level::Same, 0.60, 1.0 / 100_000.0),
        (Level::Variant, 0.06, 1.0 / 600_000.0),
        (Level::Typo, 0.03, 1.0 / 100_000.0),
        (Level::Similar, 0.02, 0.001),
        (Level::SameLocalPart, 0.02, 0.002),
        (Level::SharedMailbox, 0.03, 0.004),
        (Level::SameDomain, 0.02, 0.25),
        (Level::Different, 0.22, 0.95),
    ],
    &[
        (Level::Same, 0.45, 1.0 / 50_000.0),
        (Level::Typo, 0.04, 1.0 / 10_000.0),
        (Level::SharedNumber, 0.1, 0.01),
        (Level::OtherExtension, 0.01, 0.04),
        (Level::Different, 0.40, 0.99),
    ],
    &[
        (Level::Same, 0.55, 1.0 / 300.0),
        (Level::Contained, 0.10, 0.004),
        (Level::Acronym, 0.02, 0.004),
        (Level::Domain, 0.05, 0.002),
        (Level::Typo, 0.06, 0.003),
        (Level::Different, 0.20, 0.98),
    ],
    &[(Level::Same, 0.96, 0.35), (Level::Different, 0.04, 0.65)],
    &[(Level::Same, 0.55, 0.03), (Level::Different, 0.45, 0.97)],
];

/// The start weights.
pub(super) fn start_weights() -> Weights {
    let mut weights = [[0.0; LEVELS]; FIELDS];
    for (table, odds) in weights.iter_mut().zip(START) {
        for (level, m, u) in odds {
            if let Some(weight) = table.get_mut(*level as usize) {
                *weight = (m / u).log2();
            }
        }
    }
    weights
}

/// The start's probabilities, for estimation.
pub(super) fn start_odds() -> [Odds; FIELDS] {
    START
}
