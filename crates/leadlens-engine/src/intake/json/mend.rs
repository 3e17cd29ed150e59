//! JSON as people and older programs write it, made readable.

use super::outline::string_end;

/// Words that stand for no value outside of JSON.
const NO_VALUES: [&str; 6] = ["NaN", "Infinity", "-Infinity", "+Infinity", "undefined", "None"];

/// Writes a text anew with what its writer left out or without what is too much: a comma before the next key, a comma behind the last
/// value, escapes that are none, halves of characters. Numbers become strings, spelled as they are.
pub(super) struct Mender<'t> {
    raw: &'t str,
    /// First byte not read.
    at: usize,
    follows_value: bool,
    mended: String,
}

impl<'t> Mender<'t> {
    /// A mender of a text.
    pub(super) fn new(raw: &'t str) -> Self {
        Self { raw, at: 0, follows_value: false, mended: String::with_capacity(raw.len() + 16) }
    }

    /// First byte not read.
    pub(super) fn place(&self) -> usize {
        self.at
    }

    /// Reads up to a place, or a little further; whether all was read is the answer.
    pub(super) fn advance(&mut self, until: usize) -> bool {
        while self.at < until && self.step() {}
        self.at >= self.raw.len()
    }

    /// The text so far.
    pub(super) fn into_text(self) -> String {
        self.mended
    }

    /// Reads one token; `false` at the end.
    fn step(&mut self) -> bool {
        let (bytes, start) = (self.raw.as_bytes(), self.at);
        let Some(&byte) = bytes.get(start) else { return false };
        self.at += 1;
        match byte {
            b'"' => {
                if self.follows_value {
                    self.mended.push(',');
                }
                self.at = string_end(bytes, start).unwrap_or(bytes.len());
                push_string(&mut self.mended, self.raw.get(start..self.at).unwrap_or_default());
                self.follows_value = true;
            }
            b',' | b':' | b'{' | b'[' => {
                self.mended.push(char::from(byte));
                self.follows_value = false;
            }
            b'}' | b']' => {
                let end = self.mended.trim_end().len();
                if self.mended.get(..end).is_some_and(|text| text.ends_with(',')) {
                    self.mended.truncate(end - 1);
                }
                self.mended.push(char::from(byte));
                self.follows_value = true;
            }
            _ if byte.is_ascii_whitespace() => self.mended.push(char::from(byte)),
            _ => {
                let is_end = |byte: &u8| byte.is_ascii_whitespace() || b"\"{}[],:".contains(byte);
                let rest = bytes.get(self.at..).unwrap_or_default();
                self.at += rest.iter().position(is_end).unwrap_or(rest.len());
                push_word(&mut self.mended, self.raw.get(start..self.at).unwrap_or_default());
                self.follows_value = true;
            }
        }
        true
    }
}

/// [`Mender`], in one call.
pub(super) fn mended(raw: &str) -> String {
    let mut mender = Mender::new(raw);
    mender.advance(raw.len());
    mender.into_text()
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
                [b'\\', b'\'', ..] => replace(mended, "'", 2),
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
