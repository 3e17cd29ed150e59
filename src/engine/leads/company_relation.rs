//! How two companies stand to each other, by their keys.

use super::legal_form::is_weak_word;
use super::similarity::{edits_within, jaro_winkler_from};

/// From this many bytes a name may have one typing error, two, and three where the whole is alike.
const ONE_EDIT_FROM: usize = 5;
const TWO_EDITS_FROM: usize = 9;
const THREE_EDITS_FROM: usize = 15;

/// Long names with three typing errors are still alike by this Jaro-Winkler similarity, which weighs the beginning most.
const ALIKE: f64 = 0.92;

/// A lone word within a longer name tells the company only when it is this long, or leads the name.
const TELLING_WORD: usize = 6;

/// How two companies stand to each other, the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CompanyRelation {
    /// Equal keys.
    Same,
    /// All words of the shorter name that tell companies apart lead the longer one or stand in it: `contoso` and `contoso polska`.
    Contained,
    /// One is made of the first letters of the other: `ibm` and `international business machines`.
    Acronym,
    /// Equal but for blanks and words that say little, as a name and a domain are: `fjord bank group` and `fjordbank`.
    Stem,
    /// Equal but for typing errors.
    Similar,
    /// Nothing of these.
    Different,
}

/// How two companies stand to each other. Both are keys as [`company_key`](super::company_key) makes them; the order does not matter.
///
/// # Examples
/// ```
/// use leadlens::engine::leads::{CompanyRelation, company_relation};
/// assert_eq!(company_relation("contoso", "contoso polska"), CompanyRelation::Contained);
/// assert_eq!(company_relation("contoso systems", "fabrikam systems"), CompanyRelation::Different);
/// ```
pub fn company_relation(first: &str, second: &str) -> CompanyRelation {
    if first == second {
        return if first.is_empty() { CompanyRelation::Different } else { CompanyRelation::Same };
    }
    let (shorter, longer) = if first.len() <= second.len() { (first, second) } else { (second, first) };
    if is_contained(shorter, longer) || is_contained(longer, shorter) {
        CompanyRelation::Contained
    } else if is_acronym(shorter, longer) {
        CompanyRelation::Acronym
    } else if is_stem(shorter, longer) {
        CompanyRelation::Stem
    } else if is_similar(shorter, longer) {
        CompanyRelation::Similar
    } else {
        CompanyRelation::Different
    }
}

/// Words that have no letter in an acronym.
pub(super) fn is_small_word(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "of"
            | "the"
            | "for"
            | "de"
            | "des"
            | "du"
            | "la"
            | "le"
            | "les"
            | "el"
            | "y"
            | "e"
            | "i"
            | "et"
            | "und"
            | "der"
            | "die"
            | "das"
            | "fur"
            | "och"
            | "og"
            | "ve"
            | "a"
            | "an"
            | "do"
            | "da"
            | "di"
            | "del"
            | "in"
            | "w"
            | "v"
            | "van"
            | "von"
            | "en"
    )
}

/// The words that tell companies apart.
fn telling(name: &str) -> impl Iterator<Item = &str> + Clone {
    name.split(' ').filter(|word| !is_weak_word(word) && !is_small_word(word))
}

fn is_contained(shorter: &str, longer: &str) -> bool {
    let mut words = telling(shorter);
    let Some(first) = words.next() else { return false };
    let leads = || longer == first || longer.strip_prefix("the ").unwrap_or(longer).split(' ').next() == Some(first);
    if words.next().is_none() && !(leads() && first.len() > 2) && first.len() < TELLING_WORD {
        return false;
    }
    telling(shorter).all(|word| longer.split(' ').any(|other| other == word))
}

/// Whether a word of two to six letters is made of the first letters of a name, with or without its small words and those that say little.
fn is_acronym(shorter: &str, longer: &str) -> bool {
    let acronym = shorter.split(' ').next().unwrap_or_default();
    if !(2..=6).contains(&acronym.len()) || shorter.split(' ').skip(1).any(|word| !is_weak_word(word)) {
        return false;
    }
    let initials = |word: &str| word.chars().next();
    let all = longer.split(' ').filter_map(initials);
    let large = longer.split(' ').filter(|word| !is_small_word(word)).filter_map(initials);
    let count = longer.split(' ').count();
    count >= 2 && (acronym.chars().eq(all) || (acronym.len() >= 2 && acronym.chars().eq(large)))
}

/// Whether two names are equal without blanks, or without blanks and words that say little.
fn is_stem(first: &str, second: &str) -> bool {
    let all = |name| str::split(name, ' ').flat_map(str::bytes);
    let large = |name| str::split(name, ' ').filter(|word| !is_small_word(word)).flat_map(str::bytes);
    let told = |name| telling(name).flat_map(str::bytes);
    let tells = |name| told(name).nth(3).is_some();
    all(first).eq(all(second))
        || large(first).eq(large(second))
        || (tells(first) && (told(first).eq(all(second)) || told(first).eq(told(second))))
        || (tells(second) && told(second).eq(all(first)))
}

/// Whether two names differ by no more than typing errors. Numbers in them have none: `area 51` is not `area 52`.
fn is_similar(shorter: &str, longer: &str) -> bool {
    let most = match shorter.len() {
        THREE_EDITS_FROM.. => 3,
        TWO_EDITS_FROM.. => 2,
        ONE_EDIT_FROM.. => 1,
        _ => return false,
    };
    let digits = |name| str::bytes(name).filter(u8::is_ascii_digit);
    if longer.len() - shorter.len() > 4 * most || !digits(shorter).eq(digits(longer)) {
        return false;
    }
    let is_alike = |edits| match edits {
        0 | 1 => true,
        // Two edits at the beginning make another name: `north data`, `south data`.
        2 => shorter.chars().next() == longer.chars().next(),
        _ => jaro_winkler_from(shorter, longer, ALIKE) >= ALIKE,
    };
    edits_within(shorter, longer, most).is_some_and(is_alike)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn companies_stand_to_each_other_by_their_words_and_letters() {
        use CompanyRelation::{Acronym, Contained, Different, Same, Similar, Stem};
        for (first, second, relation) in [
            ("contoso", "contoso", Same),
            ("contoso", "contoso polska", Contained),
            ("contoso", "contoso group", Contained),
            ("contoso deutschland", "contoso poland", Contained),
            ("fjord bank", "nordic fjord bank", Contained),
            ("contoso", "the contoso company", Contained),
            ("fabrikam", "north fabrikam", Contained),
            ("晨曦", "晨曦 集團", Contained),
            ("ibm", "international business machines", Acronym),
            ("pg", "procter and gamble", Acronym),
            ("boa", "bank of america", Acronym),
            ("ibm polska", "international business machines", Acronym),
            ("fjord bank", "fjordbank", Stem),
            ("fjord bank group", "fjordbank", Stem),
            ("data works", "dataworks", Stem),
            ("raman and sons", "ramansons", Stem),
            ("contosogroup", "contoso group", Stem),
            ("contoso", "cotnoso", Similar),
            ("contoso", "contosso", Similar),
            ("fabrikam textiles", "fabrikan textile", Similar),
            ("ромашка", "ромашкa", Similar),
            ("contoso", "fabrikam", Different),
            ("contoso systems", "fabrikam systems", Different),
            ("contoso systems", "systems", Different),
            ("data", "data polska", Different),
            ("global solutions", "global services", Different),
            ("area 51", "area 52", Different),
            ("ibm", "ibn", Different),
            ("north winds", "south winds", Different),
            ("bank", "fjord bank", Different),
            ("ab", "abc", Different),
            ("", "contoso", Different),
            ("", "", Different),
        ] {
            assert_eq!(company_relation(first, second), relation, "{first} | {second}");
            assert_eq!(company_relation(second, first), relation, "{second} | {first}");
        }
    }
}
