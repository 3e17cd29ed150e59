//! Chinese names: readings of characters, surnames, and romanisations brought to one form.

mod romanisation;
mod surname;

use std::sync::OnceLock;

pub(super) use romanisation::{Alike, alike, is_syllable, unified};
pub(super) use surname::{is_romanised_surname, is_surname, surname_length};

use super::letters::Letters;

/// See the file's head for its form, source and licence.
const HANZI: &str = include_str!("chinese/hanzi.txt");
/// The first character of the block CJK Unified Ideographs; [`BLOCK`] of them follow.
const FIRST: u32 = 0x4E00;
const BLOCK: usize = 0x5200;

/// Part of a name in which characters stand: some are read differently as a surname.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Given,
    Family,
}

/// Readings and simplified forms by place in the block.
struct Hanzi {
    syllables: Vec<&'static str>,
    /// The number of the syllable counted from 1, 0 where it is not known.
    readings: Vec<u16>,
    /// Steps on in the block to the simplified form (wrapping), 0 where it is the character itself.
    simplified: Vec<u16>,
}

fn hanzi() -> &'static Hanzi {
    static HANZI_TABLE: OnceLock<Hanzi> = OnceLock::new();
    HANZI_TABLE.get_or_init(|| {
        let mut table = Hanzi { syllables: Vec::new(), readings: vec![0; BLOCK], simplified: vec![0; BLOCK] };
        for (syllable, characters) in HANZI.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' ')) {
            table.syllables.push(syllable);
            let number = u16::try_from(table.syllables.len()).unwrap_or_default();
            let (mut simplified, mut is_variant) = (None, false);
            for character in characters.chars() {
                if character == '=' {
                    is_variant = true;
                    continue;
                }
                let Some(place) = place(character) else { continue };
                if let Some(reading) = table.readings.get_mut(place) {
                    *reading = number;
                }
                if let (true, Some(to), Some(step)) = (is_variant, simplified, table.simplified.get_mut(place)) {
                    *step = step_between(place, to);
                } else {
                    simplified = Some(place);
                }
                is_variant = false;
            }
        }
        table
    })
}

fn place(character: char) -> Option<usize> {
    let place = u32::from(character).checked_sub(FIRST)? as usize;
    (place < BLOCK).then_some(place)
}

fn step_between(from: usize, to: usize) -> u16 {
    u16::try_from((to + BLOCK - from) % BLOCK).unwrap_or_default()
}

/// True for a Chinese character, as Japanese and older Korean names have too.
pub(super) fn is_han(letter: char) -> bool {
    matches!(letter, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '々')
}

/// True for a text with a Chinese character.
pub(super) fn has_han(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_han)
}

/// The simplified form of a character, or the character itself.
pub(super) fn simplified(character: char) -> char {
    let Some(place) = place(character) else { return character };
    let step = hanzi().simplified.get(place).copied().map_or(0, usize::from);
    u32::try_from((place + step) % BLOCK).ok().and_then(|place| char::from_u32(FIRST + place)).unwrap_or(character)
}

/// The pinyin of a character, without its tone.
pub(super) fn pinyin(character: char, reading: Reading) -> Option<&'static str> {
    if reading == Reading::Family
        && let Some(known) = surname::reading(character)
    {
        return Some(known);
    }
    let table = hanzi();
    let number = table.readings.get(place(character)?).copied().map(usize::from)?;
    table.syllables.get(number.checked_sub(1)?).copied()
}

/// The pinyin of a text of Chinese characters and nothing else, in one word; `None` when the reading of one is not known.
pub(super) fn romanised(text: &str, reading: Reading) -> Option<Letters> {
    let mut letters = Letters::new();
    for character in text.chars().filter(|letter| !matches!(letter, ' ' | '-')) {
        letters.extend(pinyin(character, reading)?.as_bytes());
    }
    letters.last().map(|_| letters)
}

/// The one form of all romanisations of a text of Chinese characters (see [`unified`]), syllable by syllable.
pub(super) fn unified_reading(text: &str, reading: Reading) -> Option<Letters> {
    let mut letters = Letters::new();
    for character in text.chars().filter(|letter| !matches!(letter, ' ' | '-')) {
        letters.extend(unified(pinyin(character, reading)?.as_bytes())?.as_bytes());
    }
    letters.last().map(|_| letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_have_readings_and_surnames_their_own() {
        for (text, reading, expected) in [
            ("王", Reading::Family, Some("wang")),
            ("陳", Reading::Family, Some("chen")),
            ("曾", Reading::Family, Some("zeng")),
            ("單", Reading::Family, Some("shan")),
            ("單", Reading::Given, Some("dan")),
            ("葉", Reading::Family, Some("ye")),
            ("仇", Reading::Family, Some("qiu")),
            ("區", Reading::Family, Some("ou")),
            ("華", Reading::Family, Some("hua")),
            ("歐陽", Reading::Family, Some("ouyang")),
            ("小明", Reading::Given, Some("xiaoming")),
            ("嘉豪", Reading::Given, Some("jiahao")),
            ("沈", Reading::Family, Some("shen")),
            ("呂", Reading::Family, Some("lv")),
            ("abc", Reading::Given, None),
            ("", Reading::Given, None),
        ] {
            assert_eq!(romanised(text, reading).as_ref().map(Letters::as_str), expected, "{text}");
        }
    }

    #[test]
    fn traditional_characters_have_simplified_forms() {
        for (one, other) in [('陳', '陈'), ('張', '张'), ('黃', '黄'), ('劉', '刘'), ('葉', '叶'), ('王', '王'), ('a', 'a')] {
            assert_eq!(simplified(one), other);
        }
    }

    #[test]
    fn every_syllable_has_one_form_in_all_romanisations() {
        for syllable in &hanzi().syllables {
            let once = unified(syllable.as_bytes()).unwrap_or_else(|| panic!("{syllable} is no syllable"));
            let twice = unified(once.as_bytes()).unwrap_or_else(|| panic!("{} of {syllable} is no syllable", once.as_str()));
            assert_eq!(once.as_str(), twice.as_str(), "{syllable}");
        }
    }
}
