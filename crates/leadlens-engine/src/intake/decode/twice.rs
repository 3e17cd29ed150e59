//! UTF-8 that was read in another encoding and saved again: `JÃ¼rgen`.

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use leadlens_workbook::stepper::Pace;

use super::DECODE_COST;
use super::transcoder::Transcoder;
use crate::intake::Encoding;
use crate::saturating::saturating_u32;

/// Encodings in which UTF-8 is read by mistake: those that programs take for text of unknown origin.
const MISTAKEN: [Encoding; 6] =
    [Encoding::Windows1252, Encoding::Windows1250, Encoding::Windows1251, Encoding::Macintosh, Encoding::Ibm850, Encoding::Ibm437];

/// Number of first bytes that tell.
const SAMPLE_SIZE: usize = 1 << 16;

/// Number of garbled words beyond chance, whatever others there are.
const ENOUGH: usize = 3;

/// Bytes by the character that an encoding makes of them.
type Bytes = HashMap<char, u8, FixedState>;

/// The text as it was before, and the number of words mended; `None` where nothing tells that it was read so.
pub(super) async fn mended(text: &str, pace: &mut Pace) -> Option<(String, u32)> {
    let sample = text.get(..text.floor_char_boundary(SAMPLE_SIZE))?;
    if sample.is_ascii() {
        return None;
    }
    for encoding in MISTAKEN {
        let bytes = bytes_of(encoding);
        pace.spend(DECODE_COST * sample.len()).await;
        let (mut garbled, mut others) = (0, 0);
        for run in runs(sample).filter(|run| !run.is_ascii()) {
            *if before(run, &bytes).is_some() { &mut garbled } else { &mut others } += 1;
        }
        if garbled > 0 && (garbled > others || garbled >= ENOUGH) {
            return Some(mend(text, &bytes, pace).await);
        }
    }
    None
}

/// The bytes beyond ASCII of an encoding. A byte without a character was read as a control character.
fn bytes_of(encoding: Encoding) -> Bytes {
    let mut transcoder = Transcoder::new(encoding);
    let character = |byte: u8| transcoder.decode(&[byte], false).chars().next().filter(|&letter| letter != char::REPLACEMENT_CHARACTER);
    let characters: Vec<_> = (0x80..=0xff_u8).map(character).collect();
    // ISO-8859-1 keeps the bytes that Windows has other characters for as control characters.
    let controls = (0x80..=0x9f_u8).map(|byte| (char::from(byte), byte));
    let letters = (0x80..=0xff_u8).zip(characters).map(|(byte, letter)| (letter.unwrap_or(char::from(byte)), byte));
    controls.chain(letters).collect()
}

/// The text in pieces of nothing but ASCII and pieces of nothing else.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_ascii = rest.chars().next()?.is_ascii();
        let end = rest.find(|letter: char| letter.is_ascii() != is_ascii).unwrap_or(rest.len());
        let (run, behind) = rest.split_at_checked(end)?;
        rest = behind;
        Some(run)
    })
}

/// The text of a garbled piece before it was garbled; `None` for one that is not. The letters of Europe and their punctuation are believed alone, those of
/// other scripts where several stand together.
fn before(run: &str, bytes: &Bytes) -> Option<String> {
    let bytes: Option<Vec<u8>> = run.chars().map(|letter| bytes.get(&letter).copied()).collect();
    let text = String::from_utf8(bytes?).ok()?;
    let is_european = text.chars().all(|letter| matches!(letter, '\u{a0}'..='\u{17f}' | '\u{2010}'..='\u{2122}'));
    let is_word = text.chars().nth(1).is_some() && text.chars().all(char::is_alphabetic);
    (is_european || is_word).then_some(text)
}

async fn mend(text: &str, bytes: &Bytes, pace: &mut Pace) -> (String, u32) {
    let (mut mended, mut count) = (String::with_capacity(text.len()), 0);
    for run in runs(text) {
        match if run.is_ascii() { None } else { before(run, bytes) } {
            Some(before) => {
                mended.push_str(&before);
                count += 1;
            }
            None => mended.push_str(run),
        }
        pace.spend(DECODE_COST * run.len()).await;
    }
    (mended, saturating_u32(count))
}

#[cfg(test)]
mod tests {
    use leadlens_workbook::stepper::at_once;

    use super::*;

    fn read(text: &str) -> Option<String> {
        at_once(async |pace| mended(text, pace).await).map(|(text, _)| text)
    }

    /// The text that comes of reading its UTF-8 in another encoding.
    fn garbled(text: &str, encoding: Encoding) -> String {
        let bytes = bytes_of(encoding);
        let letter = |byte: u8| bytes.iter().find(|(_, other)| **other == byte).map_or(char::from(byte), |(letter, _)| *letter);
        text.bytes().map(letter).collect()
    }

    #[test]
    fn a_text_read_in_another_encoding_comes_back() {
        for (text, encoding) in [
            ("Jürgen Größmann, Société Générale d’Étude", Encoding::Windows1252),
            ("Łukasz Wiśniewski", Encoding::Windows1250),
            ("Привет, Анна", Encoding::Windows1251),
            ("Привет, Анна", Encoding::Windows1252),
            ("陳雅婷", Encoding::Windows1252),
            ("Małgorzata Żółć", Encoding::Windows1252),
            ("Zoë Müßig", Encoding::Macintosh),
            ("Zoë Müßig", Encoding::Ibm850),
        ] {
            assert_eq!(read(&garbled(text, encoding)).as_deref(), Some(text), "{encoding:?}");
        }
    }

    #[test]
    fn a_text_read_as_iso_8859_1_comes_back() {
        let text = "Małgorzata Wiśniewska, Żółć";
        assert_eq!(read(&text.bytes().map(char::from).collect::<String>()).as_deref(), Some(text));
    }

    #[test]
    fn a_text_that_is_right_stays_as_it_is() {
        for text in ["Jürgen Größmann", "“CAFÉ”, L’ÉTÉ’", "São João, ÂNGELA", "Привет", "陳雅婷", "Ä-Ö", "Ann"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
