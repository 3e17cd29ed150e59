//! Agreement of two names, part by part.

use rapidfuzz::HashableChar;

use super::affix::is_particle;
use super::chinese::{self, Alike, Reading};
use super::letters::Letters;
use super::nickname::{self, Relation};
use super::{sound, spelling};
use crate::leads::similarity::{FirstLetters, edits_within, jaro_winkler_of, shared_of_sorted};

/// Level of agreement of two names; after `Absent`, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameLevel {
    /// One or both are not known: no evidence for or against.
    Absent,
    /// The same form.
    Same,
    /// Spellings of one name: Mueller and Müller, Bob and Robert, Nováková and Novák, 陳 and Chen, one part of a double-barrelled name.
    Variant,
    /// An initial and a name that begins with it.
    Initial,
    /// So alike that one is probably mistyped.
    Typo,
    /// Somewhat alike, or alike in sound; names of a man and a woman with one stem.
    Similar,
    /// Nothing in common.
    Different,
}

/// Jaro-Winkler similarity from which long words are one mistyped: Winkler's program takes 0.92 for the same.
const TYPO: f64 = 0.93;
/// Jaro-Winkler similarity above which words have something in common: Hall and Hill, two names, stand at it.
const SIMILAR: f64 = 0.85;
/// The same for words that sound alike: their consonants do, so the letters must agree less.
const SIMILAR_IN_SOUND: f64 = 0.7;
/// Letters the shorter word has at least for one edit to be a slip and not another name.
const SHORTEST_TYPO: usize = 5;
/// The same for two edits.
const SHORTEST_DOUBLE_TYPO: usize = 8;
/// Letters words have at least to be a slip of each other where two letters that are no neighbours have exchanged their places, and to be
/// similar where the same letters stand in another order.
const SHORTEST_JUMBLED: usize = 5;
/// The same where the first letters differ.
const SHORTEST_FOREIGN_BEGINNING: usize = 7;
/// Consonants a key has at least to say that words sound alike.
const SHORTEST_KEY: usize = 3;
/// Marks between the words of a form.
const BETWEEN_WORDS: [char; 2] = [' ', '-'];
/// Words of a name that are looked at.
const MAX_WORDS: usize = 6;

/// Compares the given names of two persons, see [`PersonName`](super::PersonName) for their form.
///
/// # Examples
/// ```
/// use leadlens_engine::leads::{NameLevel, compare_given};
/// assert_eq!(compare_given("bob", "robert"), NameLevel::Variant);
/// assert_eq!(compare_given("jan", "jana"), NameLevel::Similar);
/// ```
pub fn compare_given(a: &str, b: &str) -> NameLevel {
    compare(a, b, Reading::Given)
}

/// Compares the family names of two persons, see [`PersonName`](super::PersonName) for their form.
pub fn compare_family(a: &str, b: &str) -> NameLevel {
    compare(a, b, Reading::Family)
}

fn compare(a: &str, b: &str, part: Reading) -> NameLevel {
    if a.is_empty() || b.is_empty() {
        return NameLevel::Absent;
    }
    if a == b {
        return NameLevel::Same;
    }
    // In one order, whichever argument comes first: the best partner of a word is looked for in one direction only.
    let (a, b) = if a < b { (a, b) } else { (b, a) };
    let letters = |text| str::bytes(text).filter(|letter| !matches!(letter, b' ' | b'-'));
    if letters(a).eq(letters(b)) {
        return NameLevel::Variant;
    }
    if !a.is_ascii() && !b.is_ascii() {
        return compare_native(a, b, part);
    }
    if !a.is_ascii() {
        return compare_romanised(a, b, part);
    }
    if !b.is_ascii() {
        return compare_romanised(b, a, part);
    }
    if !a.contains(BETWEEN_WORDS) && !b.contains(BETWEEN_WORDS) {
        return compare_word(a, b, part, true);
    }
    let (one, other) = (NameWords::of(a, part), NameWords::of(b, part));
    let level = compare_words(&one, &other, part);
    if level > NameLevel::Variant && (one.length > 1 || other.length > 1) {
        let (one, other) = (Letters::joined(a), Letters::joined(b));
        if chinese::alike(one.as_bytes(), other.as_bytes()) == Some(Alike::Spellings) {
            return NameLevel::Variant;
        }
        if is_initials(&one, b) || is_initials(&other, a) {
            return NameLevel::Initial;
        }
    }
    level
}

/// True for letters that are the initials of a name's words: `jr` of `john robert`.
fn is_initials(letters: &Letters, name: &str) -> bool {
    letters.as_bytes().len() > 1 && name.split(BETWEEN_WORDS).filter_map(|word| word.bytes().next()).eq(letters.as_bytes().iter().copied())
}

/// Two names in scripts of their own.
fn compare_native(a: &str, b: &str, part: Reading) -> NameLevel {
    let letters = |text| str::chars(text).filter(|letter| !matches!(letter, ' ' | '-'));
    if !chinese::has_han(a) || !chinese::has_han(b) {
        // Scripts without a table here: a word of the other is one part of it, else only their letters tell.
        if is_word_of(a, b) || is_word_of(b, a) {
            return NameLevel::Variant;
        }
        return by_letters(FirstLetters::of(a).as_slice(), FirstLetters::of(b).as_slice());
    }
    if letters(a).map(chinese::simplified).eq(letters(b).map(chinese::simplified)) {
        return NameLevel::Variant;
    }
    match (chinese::unified_reading(a, part), chinese::unified_reading(b, part)) {
        (Some(one), Some(other)) if one.as_bytes() == other.as_bytes() => NameLevel::Similar,
        _ => NameLevel::Different,
    }
}

fn is_word_of(word: &str, name: &str) -> bool {
    name.split(BETWEEN_WORDS).any(|found| found == word)
}

/// Compares a name in its own script with one in Latin letters. Of a script without a table here nothing is known.
fn compare_romanised(native: &str, latin: &str, part: Reading) -> NameLevel {
    if !chinese::has_han(native) {
        return NameLevel::Absent;
    }
    let latin = Letters::joined(latin);
    let (Some(native), Some(unified)) = (chinese::unified_reading(native, part), chinese::unified(latin.as_bytes())) else {
        return NameLevel::Different;
    };
    if native.as_bytes() == unified.as_bytes() { NameLevel::Variant } else { NameLevel::Different }
}

/// The words of a name, the first few of them; particles of a family name only where there is nothing else.
struct NameWords<'a> {
    words: [&'a str; MAX_WORDS],
    length: usize,
}

impl<'a> NameWords<'a> {
    fn of(name: &'a str, part: Reading) -> Self {
        let mut words = Self { words: [""; MAX_WORDS], length: 0 };
        let is_core = |word: &str| part == Reading::Given || !is_particle(word);
        let any_core = name.split(BETWEEN_WORDS).any(is_core);
        for word in name.split(BETWEEN_WORDS).filter(|word| !any_core || is_core(word)) {
            if let Some(place) = words.words.get_mut(words.length) {
                *place = word;
                words.length += 1;
            }
        }
        words
    }

    fn iter(&self) -> impl Iterator<Item = &'a str> {
        self.words.iter().take(self.length).copied()
    }
}

/// Every word of the shorter name finds the one of the longer that agrees best; the worst of these pairs decides.
fn compare_words(one: &NameWords<'_>, other: &NameWords<'_>, part: Reading) -> NameLevel {
    let (short, long) = if one.length <= other.length { (one, other) } else { (other, one) };
    let mut taken = [false; MAX_WORDS];
    let mut worst = NameLevel::Same;
    let mut best = NameLevel::Different;
    let mut first = NameLevel::Different;
    for (place, word) in short.iter().enumerate() {
        let free = long.iter().zip(&taken).enumerate().filter(|(_, (_, taken))| !**taken);
        let levels = free.map(|(index, (found, _))| (compare_word(word, found, part, (place == 0) == (index == 0)), index));
        let Some((level, index)) = levels.min() else { break };
        if let Some(taken) = taken.get_mut(index) {
            *taken = true;
        }
        if place == 0 {
            first = level;
        }
        worst = worst.max(level);
        best = best.min(level);
    }
    // `M. Sentosa` and `Medina Sentosa`: of two family names one is abbreviated.
    if part == Reading::Family && worst == NameLevel::Initial && best <= NameLevel::Variant {
        return NameLevel::Variant;
    }
    if short.length > 1 && worst > NameLevel::Similar && first <= NameLevel::Variant {
        return NameLevel::Similar;
    }
    // The same words, but one name has more of them, an order of its own, or particles.
    worst.max(NameLevel::Variant)
}

/// Compares two words of ASCII letters; initials count where both are a first word or neither is.
fn compare_word(one: &str, other: &str, part: Reading, may_be_initial: bool) -> NameLevel {
    if one == other {
        return NameLevel::Same;
    }
    let (a, b) = (one.as_bytes(), other.as_bytes());
    if a.len() == 1 || b.len() == 1 {
        let is_initial = may_be_initial && a.first() == b.first();
        return if is_initial { NameLevel::Initial } else { NameLevel::Different };
    }
    if part == Reading::Given {
        match nickname::relation(one, other) {
            Relation::OneName => return NameLevel::Variant,
            Relation::TwoNames => return by_letters(a, b).max(NameLevel::Similar),
            Relation::Unknown => {}
        }
    }
    if chinese::is_syllable(a) && chinese::is_syllable(b) {
        return match chinese::alike(a, b) {
            Some(Alike::Spellings) => NameLevel::Variant,
            Some(Alike::Aspiration) => NameLevel::Similar,
            None => by_letters(a, b).max(NameLevel::Similar),
        };
    }
    if part == Reading::Given && spelling::differs_in_gender(a, b) {
        return NameLevel::Similar;
    }
    if spelling::alike(a, b) || part == Reading::Family && spelling::is_feminine_pair(a, b) {
        return NameLevel::Variant;
    }
    // Robert and Roberts, Kovač and Kovács: a patronymic s makes another family.
    if a.strip_suffix(b"s") == Some(b) || b.strip_suffix(b"s") == Some(a) {
        return NameLevel::Similar;
    }
    match by_letters(a, b) {
        level @ (NameLevel::Different | NameLevel::Similar | NameLevel::Typo) => match chinese::alike(a, b) {
            Some(Alike::Spellings) => NameLevel::Variant,
            Some(Alike::Aspiration) => level.min(NameLevel::Similar),
            None if level == NameLevel::Different && sound_alike(a, b) => NameLevel::Similar,
            None => level,
        },
        level => level,
    }
}

/// Returns the level that the letters of two different words tell alone: a typo, similar or different.
fn by_letters<T: Copy + PartialEq + Into<u32> + HashableChar>(a: &[T], b: &[T]) -> NameLevel {
    let shorter = a.len().min(b.len());
    let similarity = jaro_winkler_of(a, b, SIMILAR);
    let is_exchanged = shorter >= SHORTEST_JUMBLED && is_exchange(a, b);
    let is_typo = match shorter {
        _ if is_exchanged => true,
        SHORTEST_DOUBLE_TYPO.. => edits_within(2, a, b).is_some(),
        SHORTEST_TYPO.. => edits_within(1, a, b).is_some(),
        4 => is_swap(a, b),
        _ => false,
    };
    // A slip is rarely in the first letter; with it other names begin: Karin and Marin.
    let begins_alike = a.first() == b.first() || shorter >= SHORTEST_FOREIGN_BEGINNING || is_exchanged || is_swap(a, b);
    let is_near = shorter > SHORTEST_TYPO && similarity >= TYPO && a.len().abs_diff(b.len()) <= 1;
    if begins_alike && (is_typo || is_near) {
        NameLevel::Typo
    } else if similarity > SIMILAR || shorter >= SHORTEST_JUMBLED && has_same_letters(a, b) {
        NameLevel::Similar
    } else {
        NameLevel::Different
    }
}

/// True for words that differ by two neighbours that changed places.
fn is_swap<T: Copy + PartialEq + Into<u32> + HashableChar>(a: &[T], b: &[T]) -> bool {
    a.len() == b.len() && a.iter().zip(b).filter(|(a, b)| a != b).count() == 2 && edits_within(1, a, b).is_some()
}

/// True for words in which two letters have exchanged their places.
fn is_exchange<T: Copy + PartialEq>(a: &[T], b: &[T]) -> bool {
    let mut differing = a.iter().zip(b).filter(|(a, b)| a != b);
    a.len() == b.len()
        && matches!((differing.next(), differing.next(), differing.next()), (Some((a, b)), Some((c, d)), None) if a == d && b == c)
}

/// True for words of the same letters in whatever order: one letter may be another one in a long word, and one may be missing.
fn has_same_letters<T: Copy + PartialEq + Into<u32>>(a: &[T], b: &[T]) -> bool {
    let set = |word: &[T]| word.iter().fold(0_u64, |letters, letter| letters | 1 << ((*letter).into() & 63));
    if a.len().abs_diff(b.len()) > 1 || (set(a) ^ set(b)).count_ones() > 2 {
        return false;
    }
    let letters = |word: &[T]| {
        let mut letters: Vec<u32> = word.iter().map(|letter| (*letter).into()).collect();
        letters.sort_unstable();
        letters
    };
    let (a, b) = (letters(a), letters(b));
    let shared = shared_of_sorted(&a, &b);
    let is_long = a.len() > SHORTEST_JUMBLED && b.len() > SHORTEST_JUMBLED;
    shared == a.len().min(b.len()) || is_long && shared + 1 == a.len().max(b.len())
}

fn sound_alike(a: &[u8], b: &[u8]) -> bool {
    if jaro_winkler_of(a, b, SIMILAR_IN_SOUND) < SIMILAR_IN_SOUND {
        return false;
    }
    let key = sound::key(a);
    key.as_bytes().len() >= SHORTEST_KEY && key.as_bytes() == sound::key(b).as_bytes()
}

#[cfg(test)]
mod tests;
