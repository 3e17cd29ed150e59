//! Weights learnt from the file at hand, where there is enough of it.
//!
//! Expectation–maximisation after Winkler (*Using the EM Algorithm for Weight Computation in the Fellegi-Sunter Model*, 1988), bounded: the
//! initial weights count like pairs seen before, only the probabilities among pairs of one person are learnt, and no weight moves farther
//! than [`REACH`]. A small file therefore keeps its weights near the initial ones; its odds before comparing follow its size.

#[cfg(test)]
mod tests;

use super::comparison::{FIELDS, Levels};
use super::evidence::Level;
use super::initial_weights::{INITIAL_ODDS, LEVELS, Weights, initial_weights};
use super::model::{Model, PairScore};
use super::number::short;
use super::profile::mix;
use crate::saturating::saturating_u32;

/// Pairs of one person that the initial weights count as.
const PSEUDO_COUNT: f32 = 60.0;
/// Bits a weight may move.
const REACH: f32 = 2.5;

/// Bits that names which are merely alike may come to.
const LIKENESS: f32 = 1.5;
/// Profiles from which on a file says anything about weights.
const MIN_PROFILES: f64 = 100.0;
/// Pairs looked at in a step.
const PAIRS_PER_STEP: usize = 32 * 1024;
/// Rounds; the change after them is below a tenth of a bit.
const ROUNDS: usize = 6;
/// Maximum number of pairs: every other one goes when there are more.
const MAX_PAIRS: usize = 400_000;
/// Pairs below this total are not one person under any weights.
const MIN_TOTAL: f32 = -14.0;
/// Pairs of one person for each profile that are added to those of the sample: a file without duplicates does not
/// drive the odds to nothing.
const MATCH_PSEUDO_COUNT: f64 = 0.5;
/// Bits taken off the learnt odds, for the pseudo-count adds matches as well: a file with matches for a fifth of its profiles keeps the odds
/// it started with, as 2 · (0.2 + 0.5) is √2.
const ODDS_MARGIN: f32 = 0.5;
/// Bits the odds before comparing may fall, at most.
const PRIOR_FALL: f32 = 1.0;
/// Bits the odds before comparing may rise: to eight times as many matches as supposed. A file of two dozen leads has as much by its size.
const PRIOR_RISE: f32 = 3.0;
/// Pairs with another given name behind one family name that are added to those of the sample: relatives, until a file with more of
/// them says otherwise.
const RELATIVE_PSEUDO_COUNT: f32 = 10.0;

/// A sample of scored pairs, the same in any order of rows.
#[derive(Debug, Default)]
pub(super) struct Sample {
    pairs: Vec<Sampled>,
    /// Pairs are retained whose number is a multiple of 2 to this power.
    thinned: u32,
    /// Number of profiles.
    count: f64,
    /// Fields that the file has any evidence of.
    fields: usize,
}

#[derive(Clone, Copy, Debug)]
struct Sampled {
    number: u32,
    levels: Levels,
    /// The total less the weights: prior, rarities, conflict.
    rest: f32,
}

impl Sample {
    /// An empty sample of the pairs of so many profiles, which have evidence of the first `fields` fields.
    pub(super) fn of(profiles: usize, fields: usize) -> Self {
        Self { count: f64::from(saturating_u32(profiles)), fields, ..Self::default() }
    }

    /// Notes a pair.
    pub(super) fn note(&mut self, one: u32, other: u32, score: &PairScore) {
        let [_, _, email, phone, ..] = score.levels;
        let is_crowd = email == Level::SharedMailbox || phone == Level::SharedNumber;
        // Colleagues at one switchboard are no sample of anything but themselves.
        if score.total < MIN_TOTAL || is_crowd {
            return;
        }
        let number = mix([one, other]);
        if number.trailing_zeros() < self.thinned {
            return;
        }
        self.pairs.push(Sampled { number, levels: score.levels, rest: score.total - score.weights.iter().sum::<f32>() });
        if self.pairs.len() >= MAX_PAIRS {
            self.thinned += 1;
            let thinned = self.thinned;
            self.pairs.retain(|pair| pair.number.trailing_zeros() >= thinned);
        }
    }

    /// Moves the model's weights to what the sample says; whether any moved.
    #[cfg(test)]
    pub(super) fn estimate(self, model: &mut Model) -> bool {
        let mut estimation = Estimation::of(self, model);
        while estimation.step(model) {}
        estimation.has_learnt()
    }

    /// Share of the different given names behind one family name at one address or number that suggests relatives, 0 to 1: slips and
    /// changes of name hit either half of a name alike, relatives differ in the given name only. 1 where nothing is known.
    fn kinship(&self) -> f32 {
        let shares = |level| matches!(level, Level::Same | Level::Variant);
        let (mut given_differs, mut family_differs) = (0.0_f32, 0.0_f32);
        for pair in &self.pairs {
            let [given, family, email, phone, _, _, _, street, ..] = pair.levels;
            if shares(email) || shares(phone) || shares(street) {
                match (given, family) {
                    (Level::Different | Level::Similar, Level::Same) => given_differs += 1.0,
                    (Level::Same, Level::Different | Level::Similar) => family_differs += 1.0,
                    _ => {}
                }
            }
        }
        ((given_differs - family_differs).max(0.0) + RELATIVE_PSEUDO_COUNT) / (given_differs + RELATIVE_PSEUDO_COUNT)
    }
}

/// Weights being learnt from a sample, some pairs a step.
#[derive(Debug)]
pub(super) struct Estimation {
    sample: Sample,
    initial: Weights,
    /// The odds before comparing that the model began with.
    first_prior: f32,
    expected: Expected,
    /// The next pair of this round, and the rounds done.
    at: usize,
    rounds: usize,
}

impl Estimation {
    /// Begins with what follows from the sample alone.
    pub(super) fn of(sample: Sample, model: &mut Model) -> Self {
        let is_enough = sample.count >= MIN_PROFILES;
        if is_enough {
            model.frequencies.kinship = sample.kinship();
        }
        Self {
            initial: initial_weights(),
            first_prior: model.frequencies.prior,
            expected: Expected::default(),
            at: 0,
            rounds: if is_enough { 0 } else { ROUNDS },
            sample,
        }
    }

    /// Looks at some pairs more; `false` when the weights are learnt.
    pub(super) fn step(&mut self, model: &mut Model) -> bool {
        if self.rounds == ROUNDS {
            return false;
        }
        let moved = model.frequencies.prior - self.first_prior;
        let pairs = self.sample.pairs.get(self.at..).unwrap_or_default();
        for pair in pairs.iter().take(PAIRS_PER_STEP) {
            self.expected.add(*pair, self.sample.fields, pair.rest + moved + weight_of(model, pair.levels, self.sample.fields));
        }
        self.at += PAIRS_PER_STEP;
        if self.at >= self.sample.pairs.len() {
            self.end_round(model);
        }
        self.rounds < ROUNDS
    }

    /// True for a sample large enough to learn from, with a pair at least.
    pub(super) fn has_learnt(&self) -> bool {
        self.sample.count >= MIN_PROFILES && !self.sample.pairs.is_empty()
    }

    fn end_round(&mut self, model: &mut Model) {
        let Sample { count, thinned, .. } = self.sample;
        let pairs = (count * (count - 1.0) / 2.0).max(1.0);
        let expected = std::mem::take(&mut self.expected);
        let share = (expected.matches * f64::from(1 << thinned) + count * MATCH_PSEUDO_COUNT) / pairs;
        let prior = short(share).log2() - ODDS_MARGIN;
        model.frequencies.prior = prior.clamp(self.first_prior - PRIOR_FALL, self.first_prior + PRIOR_RISE);
        expected.maximise(&mut model.weights, &self.initial);
        self.at = 0;
        self.rounds += 1;
    }
}

/// Expected number of pairs of one person in the sample, and of those at each level of each field.
#[derive(Debug)]
struct Expected {
    matches: f64,
    seen: [[f64; LEVELS]; FIELDS],
}

impl Default for Expected {
    fn default() -> Self {
        Self { matches: 0.0, seen: [[0.0; LEVELS]; FIELDS] }
    }
}

impl Expected {
    /// Supposes of a pair how likely it is one person, by its total.
    fn add(&mut self, pair: Sampled, fields: usize, bits: f32) {
        let probability = f64::from(1.0 / (1.0 + (-bits).exp2()));
        self.matches += probability;
        for (field, level) in self.seen.iter_mut().zip(pair.levels).take(fields) {
            if let Some(count) = field.get_mut(level as usize) {
                *count += probability;
            }
        }
    }

    /// The weights under which what was seen is likeliest, given the initial weights as a prior.
    fn maximise(&self, weights: &mut Weights, initial: &Weights) {
        for (((weights, initial), odds), seen) in weights.iter_mut().zip(initial).zip(INITIAL_ODDS).zip(&self.seen) {
            let learnt = || odds.iter().filter(|(level, ..)| is_learnt(*level));
            let total: f64 = learnt().filter_map(|(level, ..)| seen.get(*level as usize)).sum();
            let share: f32 = learnt().map(|(_, m, _)| m).sum();
            for (level, m, _) in learnt() {
                let count = short(seen.get(*level as usize).copied().unwrap_or_default());
                let learnt = (count + PSEUDO_COUNT * m / share) / (short(total) + PSEUDO_COUNT);
                if let (Some(weight), Some(initial)) = (weights.get_mut(*level as usize), initial.get(*level as usize)) {
                    let moved = initial + (learnt / (m / share)).log2().clamp(-REACH, REACH);
                    // Evidence for one person stays for it, and evidence against it stays against.
                    // Likeness is neither: in a file full of slips it is evidence for one person, and a little at most.
                    *weight = match level {
                        Level::Similar if *initial <= 0.0 => moved.min(LIKENESS),
                        _ if *initial > 0.0 => moved.max(0.0),
                        _ => moved.min(0.0),
                    };
                }
            }
        }
    }
}

/// Levels that do not come out of comparing two values of the field itself keep their weight.
fn is_learnt(level: Level) -> bool {
    !matches!(level, Level::Initial | Level::FromEmail | Level::SharedMailbox | Level::SharedNumber | Level::OtherExtension)
}

fn weight_of(model: &Model, levels: Levels, fields: usize) -> f32 {
    model.weights.iter().zip(levels).take(fields).map(|(weights, level)| weights.get(level as usize).copied().unwrap_or_default()).sum()
}
