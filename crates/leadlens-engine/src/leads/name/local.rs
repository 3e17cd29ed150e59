//! Names and the local parts of e-mail addresses.

use std::borrow::Cow;

use super::PersonName;
use super::chinese::{self, Reading};
use super::letters::Letters;
use super::nickname::{self, Relation};
use super::spelling;

/// Fit of the local part of an address to a name, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LocalFit {
    /// Given and family name, or an initial and the other part: `john.smith`, `jsmith`, `smithj`.
    Full,
    /// The family name only.
    Family,
    /// The given name only, or a nickname of it.
    Given,
    /// Neither.
    None,
}

/// Letters of a family name at least to be looked for inside a longer word.
const SHORTEST_INSIDE: usize = 3;

/// The Latin spellings of a form, as an address would have them: itself, or pinyin and Wade-Giles of Chinese characters. None for other scripts.
pub fn latin_forms(form: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let itself = (form.is_ascii() && !form.is_empty()).then_some(Cow::Borrowed(form));
    let chinese = chinese::has_han(form);
    let pinyin = if chinese { chinese::romanised(form, Reading::Family) } else { None };
    let wade_giles = if chinese { chinese::unified_reading(form, Reading::Family) } else { None };
    let wade_giles = wade_giles.filter(|found| pinyin.as_ref().is_none_or(|pinyin| pinyin.as_bytes() != found.as_bytes()));
    let owned = |letters: Letters| Cow::Owned(letters.as_str().to_owned());
    itself.into_iter().chain(pinyin.map(owned)).chain(wade_giles.map(owned))
}

/// Tells how well the local part of an address (lower case) fits a name; digits, separators and what follows a `+` do not count.
///
/// # Examples
/// ```
/// use leadlens_engine::leads::{LocalFit, local_fit, person_name};
/// let name = person_name("Jiří", "Novák", "");
/// assert_eq!(local_fit("j.novak2", &name), LocalFit::Full);
/// assert_eq!(local_fit("info", &name), LocalFit::None);
/// ```
pub fn local_fit(local: &str, name: &PersonName) -> LocalFit {
    let local = local.split('+').next().unwrap_or_default();
    let mut best = LocalFit::None;
    for family in spellings(&name.family, Reading::Family) {
        for given in spellings(&name.given, Reading::Given) {
            best = best.min(fit(local, given.as_str(), family.as_str()));
        }
    }
    best
}

/// The spellings of a part of a name in Latin letters; an empty one where there is none.
fn spellings(form: &str, reading: Reading) -> impl Iterator<Item = FormSpelling> {
    let (first, second) = if form.is_ascii() {
        (FormSpelling::of(form), None)
    } else {
        let pinyin = chinese::romanised(form, reading).map(|letters| FormSpelling::of(letters.as_str()));
        (
            pinyin.unwrap_or_else(|| FormSpelling::of("")),
            chinese::unified_reading(form, reading).map(|letters| FormSpelling::of(letters.as_str())),
        )
    };
    std::iter::once(first).chain(second)
}

/// A form in a fixed place.
struct FormSpelling(Letters);

impl FormSpelling {
    fn of(form: &str) -> Self {
        let mut letters = Letters::new();
        letters.extend(form.as_bytes());
        Self(letters)
    }

    fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

fn fit(local: &str, given: &str, family: &str) -> LocalFit {
    let words = || local.split(|letter: char| !letter.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let (whole_given, whole_family) = (Letters::joined(given), Letters::joined(family));
    let has_family = words().any(|word| is_family(word, family, whole_family.as_str()));
    let has_given = words().any(|word| is_given(word, given, whole_given.as_str()));
    let has_initial = words().any(|word| word.len() == 1 && given.starts_with(word));
    let family_initial = words().any(|word| word.len() == 1 && family.starts_with(word));
    if has_family && (has_given || has_initial) && words().count() > 1 || has_given && family_initial {
        return LocalFit::Full;
    }
    let joined = joined_letters(local);
    let joined = joined.as_str();
    if is_together(joined, given, whole_given.as_str(), whole_family.as_str()) {
        return LocalFit::Full;
    }
    if has_family || whole_family.as_bytes().len() > SHORTEST_INSIDE && joined.contains(whole_family.as_str()) {
        LocalFit::Family
    } else if has_given {
        LocalFit::Given
    } else {
        LocalFit::None
    }
}

fn joined_letters(local: &str) -> Letters {
    let mut letters = Letters::new();
    for letter in local.bytes().filter(u8::is_ascii_alphabetic) {
        letters.push(letter.to_ascii_lowercase());
    }
    letters
}

/// True for a word that is the family name, one part of it, or another spelling of it.
fn is_family(word: &str, family: &str, whole: &str) -> bool {
    let same = |part: &str| part.len() > 1 && (word == part || word.len() > SHORTEST_INSIDE && alike(word, part));
    !family.is_empty() && (same(whole) || family.split([' ', '-']).any(same))
}

fn alike(word: &str, part: &str) -> bool {
    spelling::alike(word.as_bytes(), part.as_bytes()) || spelling::is_feminine_pair(word.as_bytes(), part.as_bytes())
}

/// True for a word that is the given name, one of several, a nickname or another spelling.
fn is_given(word: &str, given: &str, whole: &str) -> bool {
    let same = |part: &str| {
        part.len() > 1
            && (word == part || nickname::relation(word, part) == Relation::OneName || spelling::alike(word.as_bytes(), part.as_bytes()))
    };
    !given.is_empty() && word.len() > 1 && (same(whole) || given.split([' ', '-']).any(same))
}

/// True for letters that are a given name, a nickname or initials, and the family name, in either order, without a separator.
fn is_together(joined: &str, given: &str, whole_given: &str, family: &str) -> bool {
    if given.is_empty() || family.is_empty() {
        return false;
    }
    let fits = |rest: &str| is_given(rest, given, whole_given) || is_initials_of(rest, given);
    let plain = joined.strip_suffix(family).is_some_and(fits) || joined.strip_prefix(family).is_some_and(fits);
    let initial = family.get(..1).unwrap_or_default();
    let with_family_initial =
        whole_given.len() > 1 && joined.len() > whole_given.len() && joined.strip_suffix(initial) == Some(whole_given);
    if plain || with_family_initial {
        return true;
    }
    // Umlauts written with e on one side only.
    let (joined, family) = (spelling::skeleton(joined.as_bytes()), spelling::skeleton(family.as_bytes()));
    let rest = joined.as_str().strip_suffix(family.as_str()).or_else(|| joined.as_str().strip_prefix(family.as_str()));
    family.as_bytes().len() >= SHORTEST_INSIDE && rest.is_some_and(fits)
}

/// True for one to three letters that are the initials of a given name's words, or of the first.
fn is_initials_of(letters: &str, given: &str) -> bool {
    let mut initials = given.split([' ', '-']).filter_map(|word| word.chars().next());
    (1..=3).contains(&letters.len()) && letters.chars().all(|letter| initials.next() == Some(letter))
}

#[cfg(test)]
mod tests {
    use super::super::person_name;
    use super::*;

    #[test]
    fn addresses_fit_the_names_of_their_owners() {
        for (first, last, local, expected) in [
            ("John", "Smith", "john.smith", LocalFit::Full),
            ("John", "Smith", "jsmith", LocalFit::Full),
            ("John", "Smith", "smithj", LocalFit::Full),
            ("John", "Smith", "j.smith2", LocalFit::Full),
            ("John", "Smith", "smith_john", LocalFit::Full),
            ("John", "Smith", "johnsmith", LocalFit::Full),
            ("John", "Smith", "john.s", LocalFit::Full),
            ("John", "Smith", "john.smith+trial", LocalFit::Full),
            ("Robert", "Smith", "bob.smith", LocalFit::Full),
            ("Robert", "Smith", "bobsmith", LocalFit::Full),
            ("John", "Smith", "smith", LocalFit::Family),
            ("John", "Smith", "mary.smith", LocalFit::Family),
            ("John", "Smith", "john", LocalFit::Given),
            ("John", "Smith", "john77", LocalFit::Given),
            ("John", "Smith", "info", LocalFit::None),
            ("John", "Smith", "", LocalFit::None),
            ("Jiří", "Novák", "jiri.novak", LocalFit::Full),
            ("Jana", "Nováková", "jana.novakova", LocalFit::Full),
            ("Jana", "Nováková", "jana.novak", LocalFit::Full),
            ("Jürgen", "Müller", "juergen.mueller", LocalFit::Full),
            ("Jürgen", "Müller", "jmueller", LocalFit::Full),
            ("小明", "王", "xiaoming.wang", LocalFit::Full),
            ("小明", "王", "wangxiaoming", LocalFit::Full),
            ("嘉豪", "張", "chiahao.chang", LocalFit::Full),
            ("Chia-Hao", "Chang", "chiahao.chang", LocalFit::Full),
            ("Chia-Hao", "Chang", "chchang", LocalFit::Full),
            ("Jean-Pierre", "Dupont", "jp.dupont", LocalFit::Full),
            ("María", "García López", "maria.garcia", LocalFit::Full),
            ("Владимир", "Иванов", "vladimir.ivanov", LocalFit::Full),
            ("", "Smith", "smith", LocalFit::Family),
            ("", "", "smith", LocalFit::None),
        ] {
            assert_eq!(local_fit(local, &person_name(first, last, "")), expected, "{local} {first} {last}");
        }
    }

    #[test]
    fn a_form_has_its_latin_spellings() {
        for (form, expected) in [
            ("jiri", &["jiri"][..]),
            ("張", &["zhang", "chang"]),
            ("李", &["li"]),
            ("嘉豪", &["jiahao", "chiahao"]),
            ("김", &[]),
            ("", &[]),
        ] {
            assert_eq!(latin_forms(form).collect::<Vec<_>>(), expected, "{form}");
        }
    }
}
