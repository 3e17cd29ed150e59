//! Names of persons: one form to compare, and how two of them agree.
//!
//! # Invariants
//! Nothing here knows a language the text is in, nor asks for a locale. A form's form is itself. Comparing allocates nothing, is symmetric, and
//! finds a name that is not empty the same as itself.

mod affix;
mod chinese;
mod compare;
mod fold;
mod letters;
mod local;
mod nickname;
mod parse;
mod similarity;
mod sound;
mod spelling;

pub use compare::{NameLevel, compare_family, compare_given};
pub use local::{LocalFit, latin_forms, local_fit};
pub use nickname::nickname_root;
pub use parse::person_name;
pub use sound::sound_key;

/// A person's name as compared: lower case, without diacritics, words parted by one blank; empty where not known.
///
/// Cyrillic and Greek are in Latin letters; other scripts stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PersonName {
    /// The given names, or their initials.
    pub given: String,
    /// The family names with their particles.
    pub family: String,
}
