//! Numbers and short texts as bytes: varints, differences, masks.
//!
//! # Invariants
//! [`Reader`] reads back all that [`Writer`] writes. Reading is total: it allocates no more than bytes are left, and never panics.

use crate::share::ShareError;

/// Characters of a text that are carried; product names are shorter, and a longer one would push others out of the link.
pub(super) const TEXT_CHARS: usize = 80;

/// Text as it is. The form of a text stands in the low two bits of its length.
const PLAIN: u32 = 0;
/// Text, then a GUID as 16 bytes instead of 36 characters: offer ids often are one.
const GUID: u32 = 1;
/// The same as the text before: a title that is its own key.
const REPEAT: u32 = 2;

/// Places of the hyphens in a GUID, in characters from 0.
const HYPHENS: [usize; 4] = [8, 13, 18, 23];
/// Characters of a GUID.
const GUID_CHARS: usize = 36;

/// Bytes being written.
#[derive(Debug, Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    last_text: String,
}

impl Writer {
    /// The bytes written.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// One byte.
    pub(super) fn byte(&mut self, value: u8) {
        self.bytes.push(value);
    }

    /// A number, seven bits a byte, the lowest first.
    pub(super) fn number(&mut self, value: u32) {
        self.wide(u64::from(value));
    }

    /// A wide number, such as a mask.
    pub(super) fn wide(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.byte((value & 0x7f) as u8 | 0x80);
            value >>= 7;
        }
        self.byte((value & 0x7f) as u8);
    }

    /// A difference of either sign; small ones of both signs are short.
    pub(super) fn signed(&mut self, value: i32) {
        self.number(((value << 1) ^ (value >> 31)).cast_unsigned());
    }

    /// Writes the number of items that follow.
    pub(super) fn length(&mut self, length: usize) {
        self.wide(length as u64);
    }

    /// A text, which [`carried`] has made fit.
    pub(super) fn text(&mut self, text: &str) {
        if !text.is_empty() && text == self.last_text {
            return self.number(REPEAT);
        }
        if let Some((prefix, guid)) = split_guid(text) {
            self.text_header(prefix, GUID);
            self.bytes.extend_from_slice(prefix.as_bytes());
            self.bytes.extend_from_slice(&guid.to_be_bytes());
        } else {
            self.text_header(text, PLAIN);
            self.bytes.extend_from_slice(text.as_bytes());
        }
        text.clone_into(&mut self.last_text);
    }

    fn text_header(&mut self, text: &str, form: u32) {
        self.wide((text.len() as u64) << 2 | u64::from(form));
    }
}

/// Bytes being read.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    /// Version of what is read.
    pub(super) version: u8,
    bytes: &'a [u8],
    last_text: String,
}

impl<'a> Reader<'a> {
    /// Starts at the first byte.
    pub(super) fn new(bytes: &'a [u8], version: u8) -> Self {
        Self { version, bytes, last_text: String::new() }
    }

    /// Nothing may be left.
    pub(super) fn finish(self) -> Result<(), ShareError> {
        if self.bytes.is_empty() { Ok(()) } else { Err(ShareError::Damaged) }
    }

    /// One byte.
    pub(super) fn byte(&mut self) -> Result<u8, ShareError> {
        let (first, rest) = self.bytes.split_first().ok_or(ShareError::Damaged)?;
        self.bytes = rest;
        Ok(*first)
    }

    /// A number.
    pub(super) fn number(&mut self) -> Result<u32, ShareError> {
        u32::try_from(self.wide()?).map_err(|_| ShareError::Damaged)
    }

    /// A wide number.
    pub(super) fn wide(&mut self) -> Result<u64, ShareError> {
        let mut value = 0;
        for shift in (0..63).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(ShareError::Damaged)
    }

    /// A difference of either sign.
    pub(super) fn signed(&mut self) -> Result<i32, ShareError> {
        let value = self.number()?;
        Ok((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }

    /// Reads the number of items that follow: at most `limit`, and never more than there are bytes, so that allocating for them is safe.
    pub(super) fn length(&mut self, limit: usize) -> Result<usize, ShareError> {
        let length = usize::try_from(self.wide()?).map_err(|_| ShareError::Damaged)?;
        if length <= limit.min(self.bytes.len()) { Ok(length) } else { Err(ShareError::Damaged) }
    }

    /// A text, refused unless [`carried`] would leave it as it is.
    pub(super) fn text(&mut self) -> Result<String, ShareError> {
        let header = self.number()?;
        if header == REPEAT {
            return Ok(self.last_text.clone());
        }
        let length = usize::try_from(header >> 2).map_err(|_| ShareError::Damaged)?;
        let mut text = str::from_utf8(self.take(length)?).map_err(|_| ShareError::Damaged)?.to_owned();
        match header & 3 {
            PLAIN => {}
            GUID => {
                let bytes = self.take(size_of::<u128>())?.try_into().map_err(|_| ShareError::Damaged)?;
                text.push_str(&join_guid(u128::from_be_bytes(bytes)));
            }
            _ => return Err(ShareError::Damaged),
        }
        if carried(&text) != text {
            return Err(ShareError::Damaged);
        }
        text.clone_into(&mut self.last_text);
        Ok(text)
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], ShareError> {
        let (taken, rest) = self.bytes.split_at_checked(length).ok_or(ShareError::Damaged)?;
        self.bytes = rest;
        Ok(taken)
    }
}

/// The text as a link carries it: clipped, without control characters and without marks that turn the writing direction.
pub(super) fn carried(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|&c| !c.is_control() && !turns(c)).take(TEXT_CHARS).collect()
}

/// Splits off a lower-case GUID at the end of a text: gives the text before it, and its number.
fn split_guid(text: &str) -> Option<(&str, u128)> {
    let (prefix, tail) = text.split_at_checked(text.len().checked_sub(GUID_CHARS)?)?;
    let digits: String = tail.chars().filter(char::is_ascii_hexdigit).collect();
    let guid = u128::from_str_radix(&digits, 16).ok()?;
    (join_guid(guid) == tail).then_some((prefix, guid))
}

/// A GUID as text.
fn join_guid(guid: u128) -> String {
    let mut text = format!("{guid:032x}");
    for hyphen in HYPHENS {
        text.insert(hyphen, '-');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_takes_a_byte_for_seven_bits() {
        for (value, bytes) in [(0, 1), (127, 1), (128, 2), (16_383, 2), (16_384, 3), (u32::MAX, 5)] {
            let mut writer = Writer::default();
            writer.number(value);
            let written = writer.into_bytes();
            assert_eq!(written.len(), bytes, "{value}");
            assert_eq!(Reader::new(&written, 1).number(), Ok(value));
        }
    }

    #[test]
    fn a_difference_keeps_its_sign() {
        for value in [0, -1, 1, 63, -64, i32::MAX, i32::MIN] {
            let mut writer = Writer::default();
            writer.signed(value);
            assert_eq!(Reader::new(&writer.into_bytes(), 1).signed(), Ok(value));
        }
    }

    #[test]
    fn a_guid_takes_sixteen_bytes() {
        let text = "docusign.3701c77e-1cfa-4c56-91e6-3ed0b622145a";
        let mut writer = Writer::default();
        writer.text(text);
        writer.text(text);
        let bytes = writer.into_bytes();
        assert_eq!(bytes.len(), 1 + "docusign.".len() + 16 + 1);
        let mut reader = Reader::new(&bytes, 1);
        assert_eq!((reader.text().as_deref(), reader.text().as_deref()), (Ok(text), Ok(text)));
    }

    #[test]
    fn a_text_is_clipped_and_stays_on_its_line() {
        assert_eq!(carried("one\r\ntwo\u{202e}\u{7}"), "onetwo");
        assert_eq!(carried(&"ž".repeat(100)), "ž".repeat(TEXT_CHARS));
    }

    #[test]
    fn a_length_beyond_the_bytes_is_refused_before_memory_is_reserved() {
        assert_eq!(Reader::new(&[0xff, 0xff, 0xff, 0xff, 0x0f], 1).length(usize::MAX), Err(ShareError::Damaged));
        assert_eq!(Reader::new(&[0xff; 32], 1).wide(), Err(ShareError::Damaged));
    }
}
