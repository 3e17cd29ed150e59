//! Evidence that a text is something people write: the letters it is made of, and their places in words.

use std::collections::BTreeMap;

use super::languages::{HANGUL, HANZI, LANGUAGES, Language, NEVER_FIRST, VOWELS};
use crate::intake::header::header_word;

/// A known header with letters beyond ASCII: hardly ever made by a wrong encoding, so worth more than the letters of several lines.
const HEADER_WORD: i32 = 60;

/// Number of first bytes in which headers are looked for; labels of the first records stand there, too.
const HEADER_SIZE: usize = 1 << 12;

/// A letter of the language that explains most of the text, of the next, and of the third; half of it when it is rare there.
const LETTER: [i32; 3] = [4, 2, 1];

/// A letter none of these languages has, but some other: a foreign name.
const FOREIGN_LETTER: i32 = 1;

/// A letter no language has in its words.
const STRANGE_LETTER: i32 = -4;

/// A vowel between consonants or a consonant between vowels; and among its like.
const ALTERNATION: i32 = 1;
const CLUSTER: i32 = -2;

/// A letter at the start of a word that never stands there.
const WRONG_START: i32 = -4;

/// A capital at the start of a word that goes on in small letters.
const CAPITALISED: i32 = 1;

/// A capital behind another: most text is not written so.
const CAPITALS: i32 = -1;

/// A capital behind a small letter, or a small letter amid capitals.
const WRONG_CASE: i32 = -7;

/// Letters of two scripts side by side.
const MIXED_SCRIPT: i32 = -10;

/// The third accented Latin letter in a row, and each behind it.
const ACCENTED_RUN: i32 = -6;

/// A sign such as `¤` or `±`, within a word and elsewhere.
const SIGN_IN_WORD: i32 = -9;
const SIGN: i32 = -3;

/// An ideograph with a small Latin letter behind it.
const IDEOGRAPH_IN_WORD: i32 = -10;

/// A piece of a drawn frame, as DOS and KOI8 have them among their letters.
const FRAME: i32 = -20;

/// A quote that opens before a word or closes behind one.
const QUOTE: i32 = 2;

/// A character no text holds: a control character, one for private use, one that could not be decoded.
const UNREADABLE: i32 = -60;

/// An East Asian character that leads are full of; any other kana; any other Hangul syllable or ideograph is told by its bytes.
const COMMON_IDEOGRAPH: i32 = 6;
const KANA: i32 = 8;
const HALF_WIDTH_KANA: i32 = -4;

/// Score of the text as one people write, in a language all of whose letters are among `alphabet`; `None` has all there are.
pub(super) fn score(text: &str, alphabet: Option<&str>) -> i32 {
    headers(text) + letters(text, alphabet) + places(text)
}

/// Known headers that are spelled with letters beyond ASCII.
fn headers(text: &str) -> i32 {
    let end = text.char_indices().map(|(at, _)| at).take_while(|&at| at <= HEADER_SIZE).last().unwrap_or_default();
    let head = if text.len() <= HEADER_SIZE { text } else { text.get(..end).unwrap_or_default() };
    let cells = head.split([',', ';', '\t', '|', '\n', '\r', ':', '：', '=', '{', '}']).map(|cell| cell.trim().trim_matches('"'));
    let is_sign = |letter: char| !letter.is_ascii() && Script::of(letter).is_none() && sign('a', letter, 'a') == SIGN_IN_WORD;
    let known = cells.filter(|cell| !cell.is_ascii() && !cell.contains(is_sign) && header_word(cell).is_some()).count();
    HEADER_WORD * i32::try_from(known).unwrap_or_default()
}

/// The languages whose letters these are.
fn letters(text: &str, alphabet: Option<&str>) -> i32 {
    let mut counts: BTreeMap<char, i32> = BTreeMap::new();
    text.chars().filter(|letter| !letter.is_ascii()).for_each(|letter| *counts.entry(small(letter)).or_default() += 1);
    let mut score = counts.iter().map(|(&letter, &count)| count * east_asian(letter)).sum::<i32>();
    counts.retain(|&letter, _| letter < '\u{3000}' && (letter.is_alphabetic() || is_mark(letter)));
    let languages =
        LANGUAGES.iter().filter(|language| alphabet.is_none_or(|all| language.common.chars().all(|letter| all.contains(letter))));
    let languages: Vec<&Language> = languages.collect();
    for weight in LETTER {
        let gain = |language: &Language| counts.iter().map(|(&letter, &count)| count * worth(language, letter, weight)).sum::<i32>();
        // Of equals `max_by_key` takes the last: the first language.
        let best = languages.iter().rev().map(|language| (gain(language), language)).max_by_key(|&(gain, _)| gain);
        let Some((gain, language)) = best.filter(|&(gain, _)| gain > 0) else { break };
        score += gain;
        counts.retain(|&letter, _| worth(language, letter, weight) == 0);
    }
    let rest = |(&letter, &count): (&char, &i32)| {
        let is_known = LANGUAGES.iter().any(|language| worth(language, letter, 2) > 0);
        count * if is_known { FOREIGN_LETTER } else { STRANGE_LETTER }
    };
    score + counts.iter().map(rest).sum::<i32>()
}

/// Worth of an ideograph, kana or Hangul syllable by itself.
fn east_asian(letter: char) -> i32 {
    match letter {
        '\u{ff66}'..='\u{ff9f}' => HALF_WIDTH_KANA,
        '\u{3041}'..='\u{30fe}' => KANA,
        '\u{3400}'..='\u{9fff}' if HANZI.contains(letter) => COMMON_IDEOGRAPH,
        '\u{ac00}'..='\u{d7a3}' if HANGUL.contains(letter) => COMMON_IDEOGRAPH,
        _ => 0,
    }
}

fn worth(language: &Language, letter: char, weight: i32) -> i32 {
    if language.common.contains(letter) {
        weight
    } else if language.rare.contains(letter) {
        weight / 2
    } else {
        0
    }
}

/// Score of the places in words and lines where the characters beyond ASCII stand.
fn places(text: &str) -> i32 {
    let mut score = 0;
    let mut run = 0;
    let mut before = [' ', ' '];
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        let [earlier, last] = before;
        if letter.is_ascii() {
            run = 0;
        } else {
            let is_accented = Script::of(letter) == Some(Script::Latin);
            run = if is_accented { run + 1 } else { 0 };
            score += place(earlier, last, letter, next) + if run > 2 { ACCENTED_RUN } else { 0 };
        }
        before = [last, letter];
    }
    score
}

/// Worth of one character beyond ASCII between its neighbours.
fn place(earlier: char, last: char, letter: char, next: char) -> i32 {
    if letter == char::REPLACEMENT_CHARACTER || letter.is_control() || matches!(letter, '\u{e000}'..='\u{f8ff}') {
        return UNREADABLE;
    }
    let Some(script) = Script::of(letter) else { return sign(last, letter, next) };
    let is_other = |neighbour: char| Script::of(neighbour).is_some_and(|other| other != script);
    let mut score = if is_other(last) || is_other(next) { MIXED_SCRIPT } else { 0 };
    let is_amid_capitals = letter.is_lowercase() && last.is_uppercase() && (next.is_uppercase() || earlier.is_uppercase());
    if (letter.is_uppercase() && last.is_lowercase()) || is_amid_capitals {
        score += WRONG_CASE;
    }
    if letter.is_uppercase() && last.is_uppercase() {
        score += CAPITALS;
    }
    if letter.is_uppercase() && !last.is_alphabetic() && next.is_lowercase() {
        score += CAPITALISED;
    }
    if !last.is_alphabetic() && !is_mark(last) && next.is_alphabetic() && NEVER_FIRST.contains(small(letter)) {
        score += WRONG_START;
    }
    if has_vowels(script) && last.is_alphabetic() && next.is_alphabetic() {
        let kinds = [last, letter, next].map(|letter| VOWELS.contains(small(letter)));
        score += match kinds {
            [false, true, false] | [true, false, true] => ALTERNATION,
            [true, true, true] | [false, false, false] => CLUSTER,
            _ => 0,
        };
    }
    score
}

/// Worth of a character that is no letter between its neighbours.
fn sign(last: char, letter: char, next: char) -> i32 {
    let is_in_word = last.is_alphabetic() && next.is_alphabetic();
    let touches_word = last.is_alphabetic() || next.is_alphabetic();
    match letter {
        // Marks that are put over the letter before, and Thai vowels.
        _ if is_mark(letter) => {
            let is_over_its_own = (last > '\u{24f}') == (letter > '\u{36f}');
            if is_over_its_own && (last.is_alphabetic() || is_mark(last)) { 1 } else { SIGN_IN_WORD }
        }
        // Ideographs, their punctuation and full-width forms: a name such as IBM may stand before them, a small letter hardly behind.
        '\u{2e80}'..='\u{fffc}' | '\u{20000}'..='\u{3ffff}' if next.is_ascii_lowercase() => IDEOGRAPH_IN_WORD,
        '\u{2e80}'..='\u{fffc}' | '\u{20000}'..='\u{3ffff}' => 0,
        '\u{2500}'..='\u{259f}' => FRAME,
        // Apostrophes and points within words (`d’Art`, `l·l`).
        '’' | '·' | '\u{ad}' if is_in_word => 1,
        '«' | '„' | '“' if !last.is_alphabetic() && !next.is_whitespace() => QUOTE,
        '»' | '”' if !next.is_alphabetic() && !last.is_whitespace() => QUOTE,
        'º' | 'ª' if last.is_ascii_digit() => QUOTE,
        // Quotes, dashes and signs that leads do hold, where they may stand.
        '’' | '‘' | '“' | '”' | '„' | '«' | '»' | '–' | '—' | '€' | '£' | '§' | '©' | 'º' | 'ª' | '№' | '·' | '•' | '\u{a0}'
            if !is_in_word =>
        {
            0
        }
        '…' | '®' | '™' | '°' if !next.is_alphabetic() => 0,
        '¿' | '¡' if next.is_uppercase() && !last.is_alphabetic() => 0,
        _ if touches_word => SIGN_IN_WORD,
        _ => SIGN,
    }
}

/// Combining accents of Vietnamese, vowel signs and tones of Thai, points of Hebrew and Arabic.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{5b0}'..='\u{5c7}' | '\u{64b}'..='\u{652}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
}

/// The letter in lower case; `İ`, whose lower case is two characters, stays.
fn small(letter: char) -> char {
    let mut small = letter.to_lowercase();
    match (small.next(), small.next()) {
        (Some(small), None) => small,
        _ => letter,
    }
}

/// Scripts whose letters do not stand in one word with those of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Thai,
}

/// True for a script whose vowels are letters of their own, so that they and consonants stand by turns.
fn has_vowels(script: Script) -> bool {
    matches!(script, Script::Latin | Script::Greek | Script::Cyrillic)
}

impl Script {
    fn of(letter: char) -> Option<Self> {
        match letter {
            'a'..='z' | 'A'..='Z' => Some(Self::Latin),
            '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' if letter.is_alphabetic() => Some(Self::Latin),
            '\u{370}'..='\u{3ff}' if letter.is_alphabetic() => Some(Self::Greek),
            '\u{400}'..='\u{52f}' if letter.is_alphabetic() => Some(Self::Cyrillic),
            '\u{5d0}'..='\u{5ea}' => Some(Self::Hebrew),
            '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' => Some(Self::Arabic),
            '\u{e01}'..='\u{e30}' | '\u{e32}' | '\u{e33}' | '\u{e40}'..='\u{e46}' => Some(Self::Thai),
            _ => None,
        }
    }
}
