//! Names of persons: one form to compare, and how two of them agree.
//!
//! # Invariants
//! Neither the language of the text nor a locale is known here. A form's form is itself. Comparing allocates nothing, is symmetric, and
//! finds a name that is not empty the same as itself.

mod affix;
mod chinese;
mod compare;
mod fold;
mod generation;
mod letters;
mod local;
mod nickname;
mod parse;
mod sound;
mod spelling;

pub use compare::{NameLevel, compare_family, compare_given};
pub use generation::{Generation, generation};
pub use local::{LocalFit, latin_forms, local_fit};
pub use nickname::{is_known_given, nickname_root};
pub use parse::person_name;
pub use sound::sound_key;

/// True for a given name that is a Chinese one in Latin letters (`chia hao`, `jiahao`): a western name is no evidence against it,
/// for many people have both.
pub fn is_romanised_chinese(given: &str) -> bool {
    let is_reading = |word: &str| {
        let letters = word.as_bytes();
        chinese::is_syllable(letters)
            || (1..letters.len())
                .any(|at| letters.split_at_checked(at).is_some_and(|(one, other)| chinese::is_syllable(one) && chinese::is_syllable(other)))
    };
    !given.is_empty() && given.split([' ', '-']).all(is_reading)
}

/// True for a family name that is a Chinese one, in characters or in Latin letters.
pub fn is_chinese_surname(family: &str) -> bool {
    chinese::has_han(family) || chinese::is_romanised_surname(family)
}

/// A person's name as compared: lower case, without diacritics, words parted by one blank or hyphen; empty where not known.
///
/// Cyrillic and Greek are in Latin letters; other scripts stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PersonName {
    /// The given names, or their initials.
    pub given: String,
    /// The family names with their particles.
    pub family: String,
}
