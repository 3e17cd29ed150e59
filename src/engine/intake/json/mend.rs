//! JSON as people and older programs write it, made readable.

use super::outline::string_end;

/// Words that stand for no value outside of JSON.
const NO_VALUES: [&str; 6] = ["NaN", "Infinity", "-Infinity", "+Infinity", "undefined", "None"];

/// The text with what its writer left out or put in too much: a comma before the next key, a comma behind the last value, escapes that are
/// none, halves of characters. Numbers become strings, spelled as they are.
pub(super) fn mended(raw: &str) -> String {
    let mut mended = String::with_capacity(raw.len() + 16);
    let bytes = raw.as_bytes();
    let (mut at, mut follows_value) = (0, false);
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        at += 1;
        match byte {
            b'"' => {
                if follows_value {
                    mended.push(',');
                }
                at = string_end(bytes, start).unwrap_or(bytes.len());
                push_string(&mut mended, raw.get(start..at).unwrap_or_default());
                follows_value = true;
            }
            b',' | b':' | b'{' | b'[' => {
                mended.push(char::from(byte));
                follows_value = false;
            }
            b'}' | b']' => {
                let end = mended.trim_end().len();
                if mended.get(..end).is_some_and(|text| text.ends_with(',')) {
                    mended.truncate(end - 1);
                }
                mended.push(char::from(byte));
                follows_value = true;
            }
            _ if byte.is_ascii_whitespace() => mended.push(char::from(byte)),
            _ => {
                let is_end = |byte: &u8| byte.is_ascii_whitespace() || b"\"{}[],:".contains(byte);
                at = bytes.get(at..).and_then(|rest| rest.iter().position(is_end)).map_or(bytes.len(), |length| at + length);
                push_word(&mut mended, raw.get(start..at).unwrap_or_default());
                follows_value = true;
            }
        }
    }
    mended
}

/// A word outside of strings: numbers are quoted, whatever they look like (`0049`, `+49`, `2021-02-16`).
fn push_word(mended: &mut String, word: &str) {
    if NO_VALUES.contains(&word) {
        mended.push_str("null");
    } else if word.starts_with(|letter: char| letter.is_ascii_digit() || matches!(letter, '+' | '-' | '.')) {
        mended.extend(["\"", &word.replace('\\', "\\\\"), "\""]);
    } else {
        mended.push_str(word);
    }
}

/// A string with its quotes: escapes JSON does not know are what they look like, and so are line ends; half a surrogate pair is U+FFFD.
fn push_string(mended: &mut String, string: &str) {
    let mut rest = string;
    let is_odd = |letter: char| letter == '\\' || letter < ' ';
    while let Some(place) = rest.find(is_odd) {
        let (plain, escape) = rest.split_at(place);
        mended.push_str(plain);
        let length = match unicode_escape(escape) {
            Some(0xd800..0xdc00) => match escape.get(6..).and_then(unicode_escape) {
                Some(0xdc00..0xe000) => copy(mended, escape, 12),
                _ => replace(mended, "\\ufffd", 6),
            },
            Some(0xdc00..0xe000) => replace(mended, "\\ufffd", 6),
            Some(_) => copy(mended, escape, 6),
            None => match escape.as_bytes() {
                [b'\\', b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => copy(mended, escape, 2),
                [b'\\', ..] => replace(mended, "\\\\", 1),
                [b'\n', ..] => replace(mended, "\\n", 1),
                [b'\t', ..] => replace(mended, "\\t", 1),
                [b'\r', ..] => replace(mended, "\\r", 1),
                _ => replace(mended, "\\ufffd", 1),
            },
        };
        rest = escape.get(length..).unwrap_or_default();
    }
    mended.push_str(rest);
}

/// The code of an escape `\uD83D` at the beginning of a text.
fn unicode_escape(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    if digits.starts_with('+') { None } else { u32::from_str_radix(digits, 16).ok() }
}

fn copy(mended: &mut String, text: &str, length: usize) -> usize {
    mended.push_str(text.get(..length).unwrap_or_default());
    length
}

fn replace(mended: &mut String, by: &str, length: usize) -> usize {
    mended.push_str(by);
    length
}
