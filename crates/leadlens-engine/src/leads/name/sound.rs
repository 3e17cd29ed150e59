//! A key under which spellings that sound alike meet.
//!
//! An own code: Double Metaphone and its kin are made for English ears (a Polish *cz*, a Turkish *c* and a Czech *č* part there), and a
//! crate of them brings rule tables for languages one by one. Here consonants fall into few classes that most European spellings
//! agree on, vowels count only where they begin a word, and Chinese has its own key.

use super::chinese::{self, Reading};
use super::letters::Letters;
use super::spelling::{skeleton, without_gender};

/// Shorter words keep their vowels: there is not enough else in them.
const SHORTEST_CODED: usize = 4;

/// The key under which spellings of a name that sound alike meet, for blocking. Blanks and hyphens do not count; empty for an empty form.
///
/// German umlauts, double letters and the feminine endings of Slavic family names make no difference, nor does it whether a Chinese name is
/// in characters, in pinyin or in Wade-Giles. Other scripts stand as they are.
pub fn sound_key(word: &str) -> String {
    if chinese::has_han(word) {
        return match chinese::unified_reading(word, Reading::Family) {
            Some(letters) => chinese_key(letters.as_bytes()).as_str().to_owned(),
            None => word.chars().filter(|letter| !matches!(letter, ' ' | '-')).map(chinese::simplified).collect(),
        };
    }
    if !word.is_ascii() {
        return word.replace([' ', '-'], "");
    }
    key(Letters::joined(word).as_bytes()).as_str().to_owned()
}

/// The key of a word of ASCII letters.
pub(super) fn key(word: &[u8]) -> Letters {
    match chinese::unified(word) {
        Some(unified) => chinese_key(unified.as_bytes()),
        None => consonants(word),
    }
}

/// A single syllable stands as it is: without its vowel half of China would have one key.
fn chinese_key(unified: &[u8]) -> Letters {
    if !chinese::is_syllable(unified) {
        return consonants(unified);
    }
    let mut letters = Letters::new();
    letters.extend(unified);
    letters
}

/// The classes of the consonants, with an `a` for a vowel at the beginning.
fn consonants(word: &[u8]) -> Letters {
    let skeleton = skeleton(without_gender(word));
    if word.len() < SHORTEST_CODED {
        return skeleton;
    }
    let mut letters = Letters::new();
    let mut rest = skeleton.as_bytes();
    let mut is_first = true;
    while let [letter, tail @ ..] = rest {
        let (class, used): (Option<u8>, usize) = match rest {
            [b's', b'c', b'h', ..] => (Some(b's'), 3),
            [b't', b's' | b'z', ..] | [b's', b'h' | b'z', ..] | [b'z', b'h', ..] | [b'd', b'z', ..] => (Some(b's'), 2),
            [b'r', b'z', ..] => (Some(b'r'), 2),
            // Czech č and Hungarian cs are written c and ks here, as an x is.
            [b'c', b'h' | b'z' | b's', ..] | [b'k', b's', ..] => (Some(b'k'), 2),
            [b'd', b't', ..] => (Some(b't'), 2),
            [b's' | b'z', ..] => (Some(b's'), 1),
            [b'c' | b'k' | b'g' | b'q', ..] => (Some(b'k'), 1),
            [b'b' | b'p', ..] => (Some(b'p'), 1),
            [b'f' | b'v' | b'w', ..] => (Some(b'f'), 1),
            [b'd' | b't', ..] => (Some(b't'), 1),
            [b'l' | b'm' | b'n' | b'r', ..] => (Some(*letter), 1),
            _ => (is_first.then_some(b'a'), 1),
        };
        if let Some(class) = class
            && letters.last() != Some(class)
        {
            letters.push(class);
        }
        is_first = false;
        rest = tail.get(used - 1..).unwrap_or_default();
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_sound_alike_meet() {
        for (one, other) in [
            ("mueller", "muller"),
            ("novakova", "novak"),
            ("novakova", "nowak"),
            ("kowalska", "kovalski"),
            ("ivanova", "ivanov"),
            ("schmidt", "schmitt"),
            ("meyer", "maier"),
            ("stephen", "stefan"),
            ("catherine", "kathryn"),
            ("havlickova", "havlicek"),
            ("kovacs", "kovac"),
            ("yuliya", "iuliia"),
            ("陳", "chen"),
            ("陈", "chen"),
            ("張", "chang"),
            ("张", "zhang"),
            ("zhang", "chang"),
            ("xu", "hsu"),
            ("徐", "hsu"),
            ("歐陽", "ouyang"),
            ("嘉豪", "chia hao"),
            ("chia hao", "jiahao"),
            ("小明", "hsiaoming"),
        ] {
            assert_eq!(sound_key(one), sound_key(other), "{one} {other}");
            assert!(!sound_key(one).is_empty());
        }
    }

    #[test]
    fn names_that_do_not_sound_alike_stay_apart() {
        for (one, other) in [("smith", "jones"), ("li", "lu"), ("wang", "wong"), ("novak", "novotny"), ("chen", "chan"), ("ng", "ngo")] {
            assert_ne!(sound_key(one), sound_key(other), "{one} {other}");
        }
        assert_eq!(sound_key(""), "");
    }
}
