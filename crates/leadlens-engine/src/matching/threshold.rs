//! From which match weight on two leads count as one person.

use serde::{Deserialize, Serialize};

/// A match weight in bits: the logarithm to base 2 of the odds that two leads are one person. 0 is even odds, 10 a thousand to one.
///
/// # Examples
/// ```
/// use leadlens_engine::matching::{Confidence, Threshold};
///
/// assert_eq!(Threshold::from_name("wide"), Some(Threshold::WIDE));
/// assert!(Threshold::WIDE < Threshold::BALANCED && Threshold::BALANCED < Threshold::STRICT);
/// // Eight to one.
/// assert_eq!(Confidence::of_bits(Threshold::BALANCED.0), Confidence(8.0 / 9.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct Threshold(pub f32);

impl Threshold {
    /// Only what is beyond doubt.
    pub const STRICT: Self = Self(9.0);
    /// The default.
    pub const BALANCED: Self = Self(3.0);
    /// More of the doubtful ones.
    pub const WIDE: Self = Self(-1.0);
    /// Below it two leads are not even worth a person's look: the end of the *possible* band and of the slider.
    pub const FLOOR: Self = Self(-5.0);
    /// The other end of the slider.
    pub const CEILING: Self = Self(15.0);

    /// The preset of that name: `strict`, `balanced`, `wide`.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "strict" => Some(Self::STRICT),
            "balanced" => Some(Self::BALANCED),
            "wide" => Some(Self::WIDE),
            _ => None,
        }
    }
}

impl Default for Threshold {
    fn default() -> Self {
        Self::BALANCED
    }
}
