//! Why two leads are, or are not, one person.

use serde::{Deserialize, Serialize};

use super::LeadRow;
use crate::engine::matching::{Evidence, Field, Level, MatchReason};

/// Two leads side by side with everything that speaks for and against.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PairDetail {
    /// One lead.
    pub left: LeadRow,
    /// The other.
    pub right: LeadRow,
    /// All numbers of the pair.
    pub evidence: Evidence,
    /// The sentence.
    pub reason: MatchReason,
    /// Field by field what was compared, in the order of the evidence.
    pub values: Vec<PairValue>,
    /// How the two stand to each other now.
    pub standing: Standing,
    /// What would turn the decision around, the smallest change first; empty where nothing single would.
    pub flips: Vec<Flip>,
}

/// The two values of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairValue {
    /// Which field.
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

/// How two leads stand to each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// One person, by their own evidence.
    Together,
    /// One person, because other leads lie between: numbers of the leads on the way, both ends left out.
    Through(Vec<u32>),
    /// Perhaps one person.
    Possible,
    /// Their own evidence is enough, but merging them would join leads that speak against each other: one such pair.
    KeptApart(u32, u32),
    /// Two people.
    Apart,
    /// A test lead is nobody.
    Test,
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
