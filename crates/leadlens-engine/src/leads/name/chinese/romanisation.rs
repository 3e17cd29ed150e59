//! Romanised Chinese: pinyin, Wade-Giles without its apostrophes and the Taiwanese passport spellings meet in one form.
//!
//! The form is Wade-Giles as it is written in practice, which cannot tell b from p, zh from ch from j from q: what pinyin
//! keeps apart it merges, so going from pinyin to it is a function and going back is none.

use super::super::letters::Letters;

/// Agreement of two romanised words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Alike {
    /// One syllable sequence in two systems: Xu and Hsu, Dong and Tung.
    Spellings,
    /// Only letters differ that other languages tell apart too: Bao and Pao, but also Tina and Dina.
    Aspiration,
}

/// Finals and what they become, longer ones first.
const FINALS: [(&[u8], &[u8]); 45] = [
    (b"iang", b"iang"),
    (b"iong", b"iung"),
    (b"iung", b"iung"),
    (b"uang", b"uang"),
    (b"ang", b"ang"),
    (b"eng", b"eng"),
    (b"ing", b"ing"),
    (b"ong", b"ung"),
    (b"ung", b"ung"),
    (b"ian", b"ien"),
    (b"ien", b"ien"),
    (b"iao", b"iao"),
    (b"ieh", b"ieh"),
    (b"iou", b"iu"),
    (b"uai", b"uai"),
    (b"uan", b"uan"),
    (b"uei", b"ui"),
    (b"ueh", b"ueh"),
    (b"uen", b"un"),
    (b"ai", b"ai"),
    (b"an", b"an"),
    (b"ao", b"ao"),
    (b"eh", b"eh"),
    (b"ei", b"ei"),
    (b"en", b"en"),
    (b"ia", b"ia"),
    (b"ie", b"ieh"),
    (b"ih", b"ih"),
    (b"in", b"in"),
    (b"iu", b"iu"),
    (b"ou", b"ou"),
    (b"ua", b"ua"),
    (b"ue", b"ueh"),
    (b"ve", b"ueh"),
    (b"ui", b"ui"),
    (b"un", b"un"),
    (b"uo", b"o"),
    (b"yu", b"u"),
    (b"a", b"a"),
    (b"e", b"e"),
    (b"i", b"i"),
    (b"o", b"o"),
    (b"u", b"u"),
    (b"v", b"u"),
    (b"ee", b"i"),
];

/// Syllables that may begin with their vowel.
const VOWEL_SYLLABLES: [&[u8]; 12] = [b"ang", b"eng", b"ai", b"an", b"ao", b"en", b"er", b"ou", b"a", b"e", b"i", b"o"];

/// Syllables in a given name at most, and one more for a name in one word with its surname.
const MAX_SYLLABLES: usize = 4;

/// The one form of a word that is a sequence of syllables; `None` for any other word.
pub(in super::super) fn unified(word: &[u8]) -> Option<Letters> {
    if !ends_like_syllable(word) {
        return None;
    }
    let mut letters = Letters::new();
    let mut rest = word;
    let mut count = 0;
    while !rest.is_empty() {
        let (length, syllable) = first_syllable(rest)?;
        if length == 1 && count > 0 {
            return None;
        }
        letters.extend(syllable.as_bytes());
        rest = rest.get(length..)?;
        count += 1;
    }
    (1..=MAX_SYLLABLES).contains(&count).then_some(letters)
}

/// True for a word that is a single syllable.
pub(in super::super) fn is_syllable(word: &[u8]) -> bool {
    word.len() <= 6 && ends_like_syllable(word) && first_syllable(word).is_some_and(|(length, _)| length == word.len())
}

/// Compares two words as romanised Chinese; `None` when one is not or they do not agree.
pub(in super::super) fn alike(one: &[u8], other: &[u8]) -> Option<Alike> {
    if one.len().abs_diff(other.len()) > 4 || beginning(one) != beginning(other) || !ends_like_syllable(one) || !ends_like_syllable(other) {
        return None;
    }
    let (a, b) = (unified(one)?, unified(other)?);
    if a.as_bytes() != b.as_bytes() {
        return None;
    }
    let plain = |word: &[u8]| -> Letters {
        let mut letters = Letters::new();
        for letter in word {
            letters.push(match letter {
                b'b' => b'p',
                b'd' => b't',
                b'g' => b'k',
                b'r' => b'j',
                other => *other,
            });
        }
        letters
    };
    Some(if plain(one).as_bytes() == plain(other).as_bytes() { Alike::Aspiration } else { Alike::Spellings })
}

/// The class of a first letter: words of two classes have no form in common. Saves reading nearly all pairs of words.
fn beginning(word: &[u8]) -> Option<u8> {
    word.first().map(|letter| match letter {
        b'b' | b'p' => b'p',
        b'g' | b'k' => b'k',
        b'd' | b't' | b'z' | b'c' | b'j' | b'q' | b'r' => b't',
        b'x' | b'h' | b's' => b's',
        b'i' | b'y' => b'i',
        other => *other,
    })
}

/// True for a word whose last letter is one that syllables end in.
fn ends_like_syllable(word: &[u8]) -> bool {
    matches!(word.last(), Some(b'a' | b'e' | b'g' | b'h' | b'i' | b'n' | b'o' | b'r' | b'u' | b'v'))
}

/// The first syllable of a word: how long it is and its one form.
fn first_syllable(word: &[u8]) -> Option<(usize, Letters)> {
    let begins_with_vowel = matches!(word.first(), Some(b'a' | b'e' | b'i' | b'o'));
    if begins_with_vowel
        && let Some(known) = VOWEL_SYLLABLES.iter().find(|known| word.starts_with(known) && ends_well(known, word.get(known.len()..)))
    {
        let mut letters = Letters::new();
        letters.extend(known);
        return Some((known.len(), letters));
    }
    let (initial, unified_initial) = initial(word)?;
    let rest = word.get(initial..)?;
    let (last, unified_last) = FINALS
        .iter()
        .find(|(last, _)| last.first() == rest.first() && rest.starts_with(last) && ends_well(last, rest.get(last.len()..)))?;
    let length = initial + last.len();
    Some((length, spelled(unified_initial, unified_last, word.get(..initial)?, last)?))
}

/// True for a syllable that may end before what follows: the next one begins with a consonant.
fn ends_well(last: &[u8], rest: Option<&[u8]>) -> bool {
    match rest.and_then(<[u8]>::first) {
        Some(b'a' | b'e' | b'i' | b'o' | b'u' | b'v') => false,
        // A vowel alone before h belongs to it (yeh, chih) unless the h begins hs, ha …
        Some(b'h') if matches!(last, b"i" | b"e") => rest.is_some_and(|rest| rest.len() > 1),
        _ => true,
    }
}

/// The initial of a word: how long it is and what it becomes. `j` and `r` depend on what follows.
fn initial(word: &[u8]) -> Option<(usize, &'static [u8])> {
    Some(match word {
        [b'z' | b'c' | b'j', b'h', ..] => (2, b"ch"),
        [b's', b'h', ..] => (2, b"sh"),
        [b's', b'y', ..] | [b'h', b's', ..] => (2, b"hs"),
        [b't', b's' | b'z', ..] => (2, b"ts"),
        [b's', b'z' | b's', ..] => (2, b"s"),
        [b'b' | b'p', ..] => (1, b"p"),
        [b'm', ..] => (1, b"m"),
        [b'f', ..] => (1, b"f"),
        [b'd' | b't', ..] => (1, b"t"),
        [b'n', ..] => (1, b"n"),
        [b'l', ..] => (1, b"l"),
        [b'g' | b'k', ..] => (1, b"k"),
        [b'h', ..] => (1, b"h"),
        [b'q', ..] => (1, b"ch"),
        [b'x', ..] => (1, b"hs"),
        [b'j', ..] => (1, b"j"),
        [b'r', ..] => (1, b"r"),
        [b'z' | b'c', ..] => (1, b"ts"),
        [b's', ..] => (1, b"s"),
        [b'y', ..] => (1, b"y"),
        [b'w', ..] => (1, b"w"),
        _ => return None,
    })
}

/// A syllable in Wade-Giles; `None` for a combination no syllable has.
fn spelled(initial: &[u8], last: &[u8], as_read: &[u8], last_as_read: &[u8]) -> Option<Letters> {
    if is_impossible(initial, last) {
        return None;
    }
    let mut letters = Letters::new();
    match (initial, last) {
        (b"ch", b"ih") => letters.extend(b"chi"),
        (b"sh", b"i") => letters.extend(b"shih"),
        (b"ts", b"i" | b"ih") => letters.extend(b"tzu"),
        (b"ts", b"u") if as_read == b"tz" => letters.extend(b"tzu"),
        (b"s", b"i" | b"ih") => letters.extend(b"szu"),
        (b"s", b"u") if as_read != b"s" => letters.extend(b"szu"),
        (b"r" | b"j", b"i") if as_read == b"r" => letters.extend(b"rih"),
        (b"r" | b"j", b"ih") => letters.extend(b"rih"),
        // Pinyin has j before i and u only; elsewhere it is the Wade-Giles one, for r.
        (b"j", [b'i', ..] | b"u" | b"uan" | b"un" | b"ueh") => {
            letters.extend(b"ch");
            letters.extend(last);
        }
        (b"j", last) => {
            letters.push(b'r');
            letters.extend(last);
        }
        (b"y", b"i" | b"ih") => letters.push(b'i'),
        (b"y", b"e") => letters.extend(b"yeh"),
        (b"y", b"an") => letters.extend(b"yen"),
        (b"y", b"ou") => letters.extend(b"yu"),
        (b"k" | b"h", b"e") => {
            letters.extend(initial);
            letters.push(b'o');
        }
        (b"k" | b"h" | b"sh", b"o") if last_as_read == b"uo" => {
            letters.extend(initial);
            letters.extend(b"uo");
        }
        _ => {
            letters.extend(initial);
            letters.extend(last);
        }
    }
    Some(letters)
}

/// True for an initial and a final that no syllable joins.
fn is_impossible(initial: &[u8], last: &[u8]) -> bool {
    match initial {
        b"r" => matches!(last, b"a" | b"ai" | b"ei" | [b'i', b'a'..=b'g' | b'i'..=b'z', ..]),
        b"j" => matches!(last, b"a" | b"ai" | b"ei"),
        b"w" => matches!(last, [b'i' | b'u', _, ..] | b"i" | b"e" | b"ao" | b"ou" | b"eh"),
        b"f" => matches!(last, [b'i', ..] | [b'u', _, ..]),
        b"p" | b"m" => matches!(last, [b'u', _, ..]),
        b"hs" => !matches!(last, [b'i' | b'u', ..]),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_syllable_has_one_form_in_pinyin_and_wade_giles() {
        for (pinyin, wade_giles) in [
            ("zhang", "chang"),
            ("xu", "hsu"),
            ("xie", "hsieh"),
            ("cai", "tsai"),
            ("zeng", "tseng"),
            ("jian", "chien"),
            ("qian", "chien"),
            ("dong", "tung"),
            ("song", "sung"),
            ("ye", "yeh"),
            ("xue", "hsueh"),
            ("guo", "kuo"),
            ("luo", "lo"),
            ("zhuo", "cho"),
            ("he", "ho"),
            ("ge", "ko"),
            ("zi", "tzu"),
            ("si", "szu"),
            ("si", "ssu"),
            ("shi", "shih"),
            ("zhi", "chih"),
            ("ren", "jen"),
            ("rong", "jung"),
            ("gui", "kuei"),
            ("yan", "yen"),
            ("yi", "i"),
            ("you", "yu"),
            ("lv", "lu"),
            ("xiong", "hsiung"),
            ("jun", "chun"),
            ("jiahao", "chiahao"),
            ("xiaoming", "hsiaoming"),
            ("zhihao", "chihhao"),
            ("yixuan", "ihsuan"),
            ("meiling", "meiling"),
            ("xuan", "syuan"),
            ("zhen", "jhen"),
        ] {
            let form = |word: &str| unified(word.as_bytes()).map(|form| form.as_str().to_owned());
            assert_eq!(form(pinyin), form(wade_giles), "{pinyin} {wade_giles}");
            assert!(form(pinyin).is_some(), "{pinyin}");
        }
    }

    #[test]
    fn words_of_other_languages_are_no_syllables() {
        for word in ["smith", "john", "martin", "anders", "jean", "robert", "karl", "sven", "olga", "peter", "schmidt", ""] {
            assert!(unified(word.as_bytes()).is_none(), "{word}");
        }
    }

    #[test]
    fn what_only_aspiration_parts_is_no_spelling_of_one_name() {
        for (one, other, expected) in [
            ("dong", "tung", Some(Alike::Spellings)),
            ("xu", "hsu", Some(Alike::Spellings)),
            ("tina", "dina", Some(Alike::Aspiration)),
            ("bao", "pao", Some(Alike::Aspiration)),
            ("li", "lu", None),
            ("chen", "chan", None),
        ] {
            assert_eq!(alike(one.as_bytes(), other.as_bytes()), expected, "{one} {other}");
        }
    }
}
