//! Weights learnt from the file at hand, where there is enough of it.
//!
//! Expectation–maximisation after Winkler (*Using the EM Algorithm for Weight Computation in the Fellegi-Sunter Model*, 1988), bounded: the
//! start weights count like pairs seen before, only the probabilities among pairs of one person are learnt, and no weight moves farther than
//! [`REACH`]. A small file therefore keeps the start weights, and no file can turn a weight around.

use super::comparison::{FIELDS, Levels};
use super::model::{LEVELS, Model, PairScore, start_odds, start_weights};

/// Pairs of one person that the start weights count as.
const BESIDE: f32 = 60.0;
/// Bits a weight may move.
const REACH: f32 = 3.0;
/// Rounds; the change after them is below a tenth of a bit.
const ROUNDS: usize = 6;
/// Pairs kept at most: every other one goes when there are more.
const KEPT: usize = 400_000;
/// Pairs below this total are not one person under any weights.
const HOPELESS: f32 = -14.0;

/// A sample of scored pairs, the same in any order of rows.
#[derive(Debug, Default)]
pub(super) struct Sample {
    pairs: Vec<Sampled>,
    /// Pairs are kept whose number is a multiple of 2 to this power.
    thinned: u32,
    /// Number of profiles.
    count: f64,
}

#[derive(Clone, Copy, Debug)]
struct Sampled {
    number: u32,
    levels: Levels,
    /// The total less the weights: prior, rarities, conflict.
    rest: f32,
}

impl Sample {
    /// An empty sample of the pairs of that many profiles.
    pub(super) fn of(profiles: usize) -> Self {
        Self { count: profiles as f64, ..Self::default() }
    }

    /// Notes a pair.
    pub(super) fn note(&mut self, one: u32, other: u32, score: &PairScore) {
        if score.total < HOPELESS {
            return;
        }
        let number = super::profile::mix([one, other]);
        if number.trailing_zeros() < self.thinned {
            return;
        }
        self.pairs.push(Sampled { number, levels: score.levels, rest: score.total - score.weights.iter().sum::<f32>() });
        if self.pairs.len() >= KEPT {
            self.thinned += 1;
            let thinned = self.thinned;
            self.pairs.retain(|pair| pair.number.trailing_zeros() >= thinned);
        }
    }

    /// Moves the model's weights to what the sample says; whether any moved.
    pub(super) fn estimate(&self, model: &mut Model) -> bool {
        let start = start_weights();
        let odds = start_odds();
        model.frequencies.kinship = self.kinship();
        let first_prior = model.frequencies.prior;
        let pairs = (self.count * (self.count - 1.0) / 2.0).max(1.0);
        for _ in 0..ROUNDS {
            let moved = model.frequencies.prior - first_prior;
            let mut matches = 0.0_f64;
            let mut seen = [[0.0_f64; LEVELS]; FIELDS];
            for pair in &self.pairs {
                let bits = pair.rest + moved + weight_of(model, &pair.levels);
                let probability = f64::from(1.0 / (1.0 + (-bits).exp2()));
                matches += probability;
                for (field, level) in seen.iter_mut().zip(pair.levels) {
                    if let Some(count) = field.get_mut(level as usize) {
                        *count += probability;
                    }
                }
            }
            // Half as many matches as profiles are supposed to have been seen beside.
            let share = (matches * f64::from(1 << self.thinned) + self.count / 2.0) / pairs;
            let prior = (share as f32).log2() - 0.5;
            model.frequencies.prior = prior.clamp(first_prior - 1.0, first_prior + 3.0);
            for (((weights, start), odds), seen) in model.weights.iter_mut().zip(&start).zip(odds).zip(&seen) {
                let total: f64 =
                    odds.iter().filter(|(level, ..)| is_learnt(*level)).filter_map(|(level, ..)| seen.get(*level as usize)).sum();
                let share: f32 = odds.iter().filter(|(level, ..)| is_learnt(*level)).map(|(_, m, _)| m).sum();
                for (level, m, _) in odds.iter().filter(|(level, ..)| is_learnt(*level)) {
                    let count = seen.get(*level as usize).copied().unwrap_or_default() as f32;
                    let learnt = (count + BESIDE * m / share) / (total as f32 + BESIDE);
                    if let (Some(weight), Some(start)) = (weights.get_mut(*level as usize), start.get(*level as usize)) {
                        *weight = start + (learnt / (m / share)).log2().clamp(-REACH, REACH);
                    }
                }
            }
        }
        !self.pairs.is_empty()
    }
}

impl Sample {
    /// How far different given names behind one family name at one address or number speak of relatives: slips and changes of name hit
    /// either half of a name alike, relatives differ in the given name only. 1 where nothing is known.
    fn kinship(&self) -> f32 {
        use super::evidence::Level;
        let shares = |level| matches!(level, Level::Same | Level::Variant);
        let (mut given_differs, mut family_differs) = (0.0_f32, 0.0_f32);
        for pair in &self.pairs {
            let [given, family, email, phone, ..] = pair.levels;
            if shares(email) || shares(phone) {
                match (given, family) {
                    (Level::Different, Level::Same) => given_differs += 1.0,
                    (Level::Same, Level::Different) => family_differs += 1.0,
                    _ => {}
                }
            }
        }
        ((given_differs - family_differs).max(0.0) + 10.0) / (given_differs + 10.0)
    }
}

/// Levels that do not come out of comparing two values of the field itself keep their weight.
fn is_learnt(level: super::evidence::Level) -> bool {
    use super::evidence::Level;
    !matches!(level, Level::Initial | Level::FromEmail | Level::SharedMailbox | Level::SharedNumber | Level::OtherExtension)
}

fn weight_of(model: &Model, levels: &Levels) -> f32 {
    model.weights.iter().zip(levels).map(|(weights, level)| weights.get(*level as usize).copied().unwrap_or_default()).sum()
}
