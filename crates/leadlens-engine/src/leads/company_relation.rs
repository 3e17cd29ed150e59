//! Relation of two companies, by their keys.

use super::legal_form::is_weak_word;
use super::similarity::{edits_between, jaro_winkler};

/// From this many bytes a name may have one typing error, two, and three where the whole is alike.
const ONE_EDIT_FROM: usize = 5;
const TWO_EDITS_FROM: usize = 9;
const THREE_EDITS_FROM: usize = 15;

/// Long names with three typing errors are still alike by this Jaro-Winkler similarity, which weighs the beginning most.
const ALIKE: f64 = 0.92;

/// A lone word within a longer name tells the company only when it is this long, or leads the name.
const TELLING_WORD: usize = 6;

/// Relation of two companies, the closest first.
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

/// Tells the relation of two companies. Both are keys as [`company_key`](super::company_key) makes them; the order does not matter.
///
/// # Examples
/// ```
/// use leadlens_engine::leads::{CompanyRelation, company_relation};
/// assert_eq!(company_relation("contoso", "contoso polska"), CompanyRelation::Contained);
/// assert_eq!(company_relation("contoso systems", "fabrikam systems"), CompanyRelation::Different);
/// ```
pub fn company_relation(first: &str, second: &str) -> CompanyRelation {
    if first == second {
        return if first.is_empty() { CompanyRelation::Different } else { CompanyRelation::Same };
    }
    let (shorter, longer) = if first.len() <= second.len() { (first, second) } else { (second, first) };
    let (shorter, longer) = (Name::of(shorter), Name::of(longer));
    if is_contained(shorter, longer) || is_contained(longer, shorter) {
        CompanyRelation::Contained
    } else if is_acronym(shorter, longer) {
        CompanyRelation::Acronym
    } else if is_stem(shorter, longer) {
        CompanyRelation::Stem
    } else if is_similar(shorter.key, longer.key) {
        CompanyRelation::Similar
    } else {
        CompanyRelation::Different
    }
}

/// Words that have no letter in an acronym.
pub(super) fn is_small_word(word: &str) -> bool {
    word.len() < 4
        && matches!(
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

/// A key and which of its words are of which kind.
#[derive(Clone, Copy)]
struct Name<'a> {
    key: &'a str,
    /// A bit for each word that tells companies apart.
    telling: u32,
    /// A bit for each small word.
    small: u32,
}

impl<'a> Name<'a> {
    fn of(key: &'a str) -> Self {
        let mut name = Self { key, telling: 0, small: 0 };
        for (at, word) in key.split(' ').take(32).enumerate() {
            if is_small_word(word) {
                name.small |= 1 << at;
            } else if !is_weak_word(word) {
                name.telling |= 1 << at;
            }
        }
        name
    }

    /// The words whose bits are set. A name has no more than 32.
    fn words(self, bits: u32) -> impl Iterator<Item = &'a str> {
        self.key.split(' ').take(32).enumerate().filter(move |(at, _)| bits >> at & 1 == 1).map(|(_, word)| word)
    }

    /// The letters of words, without blanks.
    fn letters(self, bits: u32) -> impl Iterator<Item = u8> {
        self.words(bits).flat_map(str::bytes)
    }
}

fn is_contained(inner: Name, outer: Name) -> bool {
    let Some(first) = inner.words(inner.telling).next() else { return false };
    let leads = || outer.key.strip_prefix("the ").unwrap_or(outer.key).split(' ').next() == Some(first);
    if inner.telling.is_power_of_two() && first.len() < TELLING_WORD && !(first.len() > 2 && leads()) {
        return false;
    }
    inner.words(inner.telling).all(|word| outer.key.split(' ').any(|other| other == word))
}

/// True for a word of two to six letters that is made of the first letters of a name, with or without its small words.
fn is_acronym(shorter: Name, longer: Name) -> bool {
    let acronym = shorter.key.split(' ').next().unwrap_or_default();
    if !(2..=6).contains(&acronym.len()) || !longer.key.contains(' ') || shorter.telling > 1 || shorter.small > 1 {
        return false;
    }
    let initials = |bits| longer.words(bits).filter_map(|word| word.chars().next());
    acronym.chars().eq(initials(u32::MAX)) || acronym.chars().eq(initials(!longer.small))
}

/// True for two names that are equal without blanks, or without blanks and words that say little.
fn is_stem(first: Name, second: Name) -> bool {
    let tells = |name: Name| name.letters(name.telling).nth(3).is_some();
    first.letters(u32::MAX).eq(second.letters(u32::MAX))
        || first.letters(!first.small).eq(second.letters(!second.small))
        || (tells(first) && first.letters(first.telling).eq(second.letters(u32::MAX)))
        || (tells(second) && second.letters(second.telling).eq(first.letters(u32::MAX)))
        || (tells(first) && first.letters(first.telling).eq(second.letters(second.telling)))
}

/// True for two names that differ by no more than typing errors. Numbers in them have none: `area 51` is not `area 52`.
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
        _ => jaro_winkler(shorter, longer, ALIKE) >= ALIKE,
    };
    edits_between(shorter, longer, most).is_some_and(is_alike)
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
