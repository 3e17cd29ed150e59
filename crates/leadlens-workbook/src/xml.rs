//! XML as far as workbooks and exports use it, read from a packed part while it is unpacked, or from a text.
//!
//! Tokens are slices of one buffer that holds a small window of the part, or the longest token. Namespaces are ignored: names are
//! compared without their prefix. Entities of a document type are not expanded.

use crate::WorkbookError;
use crate::stepper::Pace;
use crate::unpack::{Packing, Unpacker};

/// The longest tag that is read; those of workbooks have a few hundred bytes.
const TAG_LIMIT: usize = 1 << 20;

/// Reading a byte of XML and making cells of it takes as long as scanning so many.
const TOKEN_COST: usize = 5;

/// A piece of XML.
#[derive(Clone, Copy, Debug)]
pub enum Token<'t> {
    /// An opening tag, or one that stands for a whole element without content.
    Start(Tag<'t>),
    /// The name of a closing tag, without prefix.
    End(&'t [u8]),
    /// Text between tags as it is written, entities and all.
    Text(&'t [u8]),
    /// Text in which nothing is escaped.
    Cdata(&'t [u8]),
}

/// Construct that starts with `<`.
enum Opening {
    Tag,
    Comment,
    Cdata,
    Other,
}

/// An opening tag.
#[derive(Clone, Copy, Debug)]
pub struct Tag<'t> {
    /// Its name, without prefix.
    pub name: &'t [u8],
    attributes: &'t [u8],
    /// True for an element that has no content and that no closing tag follows.
    pub is_empty: bool,
}

impl<'t> Tag<'t> {
    /// The names of its attributes, without prefix, and their values as written.
    pub fn attributes(self) -> impl Iterator<Item = (&'t [u8], &'t [u8])> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || {
            let equals = memchr::memchr(b'=', rest)?;
            let name = rest.get(..equals)?.trim_ascii();
            let value = rest.get(equals + 1..)?.trim_ascii_start();
            let (&quote, value) = value.split_first()?;
            let end = memchr::memchr(quote, value)?;
            rest = value.get(end + 1..)?;
            Some((local_name(name), value.get(..end)?))
        })
    }

    /// The value of an attribute, as written.
    pub(crate) fn raw(self, name: &str) -> Option<&'t [u8]> {
        self.attributes().find(|(found, _)| *found == name.as_bytes()).map(|(_, value)| value)
    }

    /// The text of an attribute.
    pub fn text(self, name: &str) -> Option<String> {
        let mut text = Vec::new();
        push_decoded(self.raw(name)?, &mut text);
        Some(String::from_utf8_lossy(&text).into_owned())
    }

    /// The number in an attribute.
    pub(crate) fn number(self, name: &str) -> Option<u32> {
        parse_number(self.raw(name)?)
    }

    /// True where an attribute says yes: `1` or `true`.
    pub(crate) fn is_true(self, name: &str) -> bool {
        matches!(self.raw(name), Some(b"1" | b"true"))
    }
}

/// Reads the tokens of a part.
pub struct Xml<'a> {
    source: Unpacker<'a>,
    buffer: Vec<u8>,
    at: usize,
}

impl<'a> Xml<'a> {
    pub(crate) fn new(source: Unpacker<'a>) -> Self {
        Self { source, buffer: Vec::new(), at: 0 }
    }

    /// A reader of a whole text.
    pub fn of_text(text: &'a [u8]) -> Self {
        Self::new(Unpacker::new("", text, Packing::Stored))
    }

    /// The unpacker of the part; it has unpacked all of it once there are no more tokens.
    pub(crate) fn source(&self) -> &Unpacker<'a> {
        &self.source
    }

    /// The next token, `None` at the end.
    ///
    /// # Errors
    /// [`WorkbookError::Damaged`] where a tag does not end, and what unpacking says.
    #[inline]
    pub async fn next(&mut self, pace: &mut Pace) -> Result<Option<Token<'_>>, WorkbookError> {
        loop {
            if self.at >= self.buffer.len() && !self.refill(pace).await? {
                return Ok(None);
            }
            if self.buffer.get(self.at) != Some(&b'<') {
                let length = self.find(0, b"<", pace).await?.unwrap_or(self.buffer.len() - self.at);
                return Ok(Some(Token::Text(self.take(length, 0, 0))));
            }
            if let Some(length) = self.tag_length() {
                return Ok(Some(token(self.take(length, 1, 1))));
            }
            match self.opening(pace).await? {
                Opening::Tag => {
                    let length = self.long_tag_length(pace).await?;
                    return Ok(Some(token(self.take(length, 1, 1))));
                }
                Opening::Cdata => {
                    let length = self.find(9, b"]]>", pace).await?.ok_or(WorkbookError::Damaged)? + 3;
                    return Ok(Some(Token::Cdata(self.take(length, 9, 3))));
                }
                // Comments, instructions and document types say nothing.
                Opening::Comment => self.at += self.find(4, b"-->", pace).await?.ok_or(WorkbookError::Damaged)? + 3,
                Opening::Other => self.at += self.find(1, b">", pace).await?.ok_or(WorkbookError::Damaged)? + 1,
            }
        }
    }

    /// Skips to behind the closing tag of the element whose opening tag was the last token.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub(crate) async fn skip(&mut self, pace: &mut Pace) -> Result<(), WorkbookError> {
        let mut depth = 1_u32;
        while depth > 0 {
            match self.next(pace).await? {
                Some(Token::Start(tag)) if !tag.is_empty => depth += 1,
                Some(Token::End(_)) => depth -= 1,
                Some(_) => {}
                None => return Err(WorkbookError::Damaged),
            }
        }
        Ok(())
    }

    /// Steps over `length` bytes and gives them without some at their start and end.
    #[inline]
    fn take(&mut self, length: usize, before: usize, behind: usize) -> &[u8] {
        let start = self.at;
        self.at += length;
        self.buffer.get(start + before..self.at - behind).unwrap_or_default()
    }

    /// Place of `needle` from `from` on, both counted from the current place; `None` where the part ends without it.
    async fn find(&mut self, mut from: usize, needle: &[u8], pace: &mut Pace) -> Result<Option<usize>, WorkbookError> {
        loop {
            let bytes = self.buffer.get(self.at + from..).unwrap_or_default();
            let found = if let [byte] = needle { memchr::memchr(*byte, bytes) } else { memchr::memmem::find(bytes, needle) };
            if let Some(place) = found {
                return Ok(Some(from + place));
            }
            from = from.max((self.buffer.len() - self.at).saturating_sub(needle.len() - 1));
            if !self.refill(pace).await? {
                return Ok(None);
            }
        }
    }

    /// Makes more bytes follow the current place; `false` at the end.
    async fn refill(&mut self, pace: &mut Pace) -> Result<bool, WorkbookError> {
        pace.spend(TOKEN_COST * self.at).await;
        self.buffer.drain(..self.at);
        self.at = 0;
        self.source.read_into(&mut self.buffer, pace).await
    }

    /// Construct at the current place, which is no tag that ends within the buffer.
    async fn opening(&mut self, pace: &mut Pace) -> Result<Opening, WorkbookError> {
        while self.buffer.len() - self.at < 9 && self.refill(pace).await? {}
        let bytes = self.buffer.get(self.at..).unwrap_or_default();
        Ok(match bytes {
            [b'<', b'!', b'-', b'-', ..] => Opening::Comment,
            [b'<', b'!' | b'?', ..] if bytes.starts_with(b"<![CDATA[") => Opening::Cdata,
            [b'<', b'!' | b'?', ..] => Opening::Other,
            _ => Opening::Tag,
        })
    }

    /// Length of the tag at the current place, which goes on behind what is there.
    async fn long_tag_length(&mut self, pace: &mut Pace) -> Result<usize, WorkbookError> {
        loop {
            if let Some(length) = self.tag_length() {
                return Ok(length);
            }
            if self.buffer.len() - self.at > TAG_LIMIT || !self.refill(pace).await? {
                return Err(WorkbookError::Damaged);
            }
        }
    }

    /// Length of the ordinary tag at the current place, as far as it is there.
    #[inline]
    fn tag_length(&self) -> Option<usize> {
        let bytes = self.buffer.get(self.at..)?;
        if matches!(bytes.get(1), Some(b'!' | b'?') | None) {
            return None;
        }
        let mut quote = 0;
        for (place, &byte) in bytes.iter().enumerate() {
            match byte {
                b'>' if quote == 0 => return Some(place + 1),
                b'"' | b'\'' if quote == 0 => quote = byte,
                _ if byte == quote => quote = 0,
                _ => {}
            }
        }
        None
    }
}

/// The token of a tag, given without its brackets.
#[inline]
fn token(inside: &[u8]) -> Token<'_> {
    if let [b'/', name @ ..] = inside {
        return Token::End(local_name(name.trim_ascii_end()));
    }
    let (inside, is_empty) = inside.strip_suffix(b"/").map_or((inside, false), |inside| (inside, true));
    let end = inside.iter().position(u8::is_ascii_whitespace).unwrap_or(inside.len());
    let (name, attributes) = inside.split_at_checked(end).unwrap_or_default();
    Token::Start(Tag { name: local_name(name), attributes, is_empty })
}

/// A name without its prefix.
#[inline]
fn local_name(name: &[u8]) -> &[u8] {
    memchr::memchr(b':', name).and_then(|colon| name.get(colon + 1..)).unwrap_or(name)
}

/// The whole number `digits` spell.
#[inline]
pub(crate) fn parse_number(digits: &[u8]) -> Option<u32> {
    let add = |number: u32, &digit: &u8| digit.is_ascii_digit().then(|| number.checked_mul(10)?.checked_add(u32::from(digit - b'0')))?;
    if digits.is_empty() { None } else { digits.iter().try_fold(0, add) }
}

/// Appends text as it is meant: entities resolved, line ends as XML reads them.
pub fn push_decoded(raw: &[u8], out: &mut Vec<u8>) {
    let mut rest = raw;
    while let Some(place) = memchr::memchr2(b'&', b'\r', rest) {
        let (before, from) = rest.split_at_checked(place).unwrap_or_default();
        out.extend_from_slice(before);
        if from.first() == Some(&b'\r') {
            out.push(b'\n');
            rest = from.get(if from.get(1) == Some(&b'\n') { 2 } else { 1 }..).unwrap_or_default();
            continue;
        }
        let end = memchr::memchr(b';', from.get(..ENTITY_LIMIT).unwrap_or(from));
        let letter = end.and_then(|end| entity(from.get(1..end)?));
        if let (Some(letter), Some(end)) = (letter, end) {
            out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
            rest = from.get(end + 1..).unwrap_or_default();
        } else {
            out.push(b'&');
            rest = from.get(1..).unwrap_or_default();
        }
    }
    out.extend_from_slice(rest);
}

/// The longest entity with its marks: `&#x10FFFF;` and some leading zeros.
const ENTITY_LIMIT: usize = 16;

/// The letter an entity stands for, given without `&` and `;`.
fn entity(name: &[u8]) -> Option<char> {
    match name {
        b"amp" => Some('&'),
        b"lt" => Some('<'),
        b"gt" => Some('>'),
        b"quot" => Some('"'),
        b"apos" => Some('\''),
        [b'#', b'x' | b'X', digits @ ..] => {
            std::str::from_utf8(digits).ok().and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32)
        }
        [b'#', digits @ ..] => parse_number(digits).and_then(char::from_u32),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
