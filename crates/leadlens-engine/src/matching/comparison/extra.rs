//! Comparison levels of a postal address, a date of birth, and addresses on the web.
//!
//! The levels follow those that Splink's documentation recommends for these fields (*Comparison template library*: a date that is the same,
//! one keystroke apart, or apart in one of its parts; a postcode that is the same in full or in its first half) and the comparators of Febrl
//! (Christen, *Data Matching*, 2012, chapter 5).

use super::slip::is_one_slip;
use super::{FIELDS, Levels};
use crate::leads::{NONE, edits_within, jaro_winkler, registrable_domain, shared_of_sorted};
use crate::matching::evidence::{Field, Level};
use crate::matching::profile::{EXTRAS, Extra, FIRST_EXTRA, Profile, Profiles};

/// Streets are alike from this Jaro-Winkler similarity on: a letter or two of a dozen.
const STREET_ALIKE: f64 = 0.93;
/// Streets and cities are alike that have this share of pairs of letters in common.
const PAIRS_ALIKE: f32 = 0.7;
/// Letters of a city whose name may have two slips.
const LONG_CITY: usize = 7;
/// Cities likewise: their names are shorter.
const CITY_ALIKE: f64 = 0.9;
/// Letters that the first half of a postcode has: a district in most countries.
const DISTRICT: usize = 3;

/// Puts the levels of further evidence where both sides have any.
pub(super) fn compare_extras(profiles: &Profiles, a: &Profile, b: &Profile, levels: &mut Levels) {
    let (Some(one), Some(other)) = (profiles.extras.get(a.extra), profiles.extras.get(b.extra)) else { return };
    for (place, level) in levels.iter_mut().enumerate().take(FIELDS).skip(FIRST_EXTRA) {
        if let Some(field) = Field::ALL.get(place) {
            *level = level_of(profiles, *field, place - FIRST_EXTRA, one, other);
        }
    }
}

fn level_of(profiles: &Profiles, field: Field, place: usize, one: &Extra, other: &Extra) -> Level {
    debug_assert!(place < EXTRAS, "a field has a code");
    let code = |extra: &Extra| extra.get(place).copied().unwrap_or(NONE);
    let (one, other) = (code(one), code(other));
    if one == NONE || other == NONE {
        return Level::Absent;
    }
    if one == other {
        return Level::Same;
    }
    let (one, other) = (profiles.extras.text(field, one), profiles.extras.text(field, other));
    match field {
        Field::Street => street_level(one, other),
        Field::Postcode => postcode_level(one, other),
        Field::City => city_level(one, other),
        Field::State => state_level(one, other),
        Field::BirthDate => birth_date_level(one, other),
        Field::Website => website_level(one, other),
        // A person has as many records as they pressed buttons.
        Field::RecordId => Level::Absent,
        _ if is_one_slip(one.as_bytes(), other.as_bytes()) => Level::Typo,
        _ => Level::Different,
    }
}

/// House numbers that differ are another house, however alike the streets are.
fn street_level(one: &str, other: &str) -> Level {
    let is_number = |word: &&str| word.starts_with(|letter: char| letter.is_ascii_digit());
    let name = |text: &str| text.split(' ').filter(|word| !is_number(word)).collect::<Vec<_>>().join(" ");
    let (one_name, other_name) = (name(one), name(other));
    let is_same_house = one.split(' ').find(is_number) == other.split(' ').find(is_number);
    let is_alike = jaro_winkler(&one_name, &other_name, STREET_ALIKE) >= STREET_ALIKE || shared_pairs(one, other) >= PAIRS_ALIKE;
    match () {
        () if is_same_house && one_name.replace(' ', "") == other_name.replace(' ', "") => Level::Variant,
        () if is_same_house && is_alike => Level::Typo,
        () if has_all_words(&one_name, &other_name) && is_same_house => Level::Contained,
        () if is_alike => Level::Similar,
        () => Level::Different,
    }
}

/// Share of the pairs of neighbouring letters that two texts have in common (Dice, *Measures of the Amount of Ecologic Association Between
/// Species*, 1945, on bigrams), 0 to 1: words may stand in another order, be cut in two or written together.
fn shared_pairs(one: &str, other: &str) -> f32 {
    let pairs = |text: &str| {
        let letters: Vec<u8> = text.bytes().filter(|letter| *letter != b' ').collect();
        let mut pairs: Vec<[u8; 2]> = letters.iter().copied().zip(letters.iter().copied().skip(1)).map(|(a, b)| [a, b]).collect();
        pairs.sort_unstable();
        pairs
    };
    let (one, other) = (pairs(one), pairs(other));
    let number = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
    let count = one.len() + other.len();
    if count == 0 { 0.0 } else { 2.0 * number(shared_of_sorted(&one, &other)) / number(count) }
}

/// True where each word of the shorter text stands in the longer one.
fn has_all_words(one: &str, other: &str) -> bool {
    let (shorter, longer) = if one.len() < other.len() { (one, other) } else { (other, one) };
    shorter.contains(' ') && shorter.split(' ').all(|word| longer.split(' ').any(|found| found == word))
}

fn postcode_level(one: &str, other: &str) -> Level {
    let is_district = one.get(..DISTRICT).is_some_and(|start| other.get(..DISTRICT) == Some(start));
    match () {
        () if is_one_slip(one.as_bytes(), other.as_bytes()) => Level::Typo,
        () if is_district => Level::Contained,
        () => Level::Different,
    }
}

fn city_level(one: &str, other: &str) -> Level {
    let is_part = one.starts_with(other) || other.starts_with(one);
    match () {
        () if is_one_slip(one.as_bytes(), other.as_bytes()) || jaro_winkler(one, other, CITY_ALIKE) >= CITY_ALIKE => Level::Typo,
        () if one.len().min(other.len()) >= LONG_CITY && edits_within(2, one.as_bytes(), other.as_bytes()).is_some() => Level::Typo,
        () if one.len().min(other.len()) >= LONG_CITY && shared_pairs(one, other) >= PAIRS_ALIKE => Level::Typo,
        () if is_part => Level::Contained,
        () => Level::Different,
    }
}

/// `nsw` is `new south wales`, `qld` is `queensland`: the letters of a code stand in the name in their order, the first one first.
fn state_level(one: &str, other: &str) -> Level {
    let (code, name) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let is_code = code.len() <= 3 && name.len() > 3 && {
        let mut letters = name.chars();
        code.chars().all(|letter| letters.any(|found| found == letter)) && code.chars().next() == name.chars().next()
    };
    match () {
        () if is_code => Level::Acronym,
        () if name.len() <= 3 && is_one_slip(one.as_bytes(), other.as_bytes()) => Level::Typo,
        () if name.len() > 3 && is_one_slip(one.as_bytes(), other.as_bytes()) => Level::Typo,
        () => Level::Different,
    }
}

/// Dates as `1946-09-02`.
fn birth_date_level(one: &str, other: &str) -> Level {
    fn parts(date: &str) -> [Option<&str>; 3] {
        [date.get(..4), date.get(5..7), date.get(8..10)]
    }
    let ([year, month, day], [other_year, other_month, other_day]) = (parts(one), parts(other));
    let same = [year == other_year, month == other_month, day == other_day].into_iter().filter(|is_same| *is_same).count();
    match () {
        () if year == other_year && month == other_day && day == other_month => Level::Variant,
        () if is_one_slip(one.as_bytes(), other.as_bytes()) => Level::Typo,
        () if same == 2 || edits_within(2, one.as_bytes(), other.as_bytes()).is_some() => Level::Similar,
        () => Level::Different,
    }
}

fn website_level(one: &str, other: &str) -> Level {
    fn domain(url: &str) -> Option<&str> {
        url.split('/').next().and_then(registrable_domain)
    }
    match (domain(one), domain(other)) {
        (Some(one), Some(other)) if one == other => Level::Domain,
        _ => Level::Different,
    }
}
