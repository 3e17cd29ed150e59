//! Where the values of a JSON text start and end, found by counting brackets.

use crate::engine::intake::JsonFault;

/// How deep values may be nested.
const DEPTH_LIMIT: usize = 128;

/// A place where no value can be cut out, and why.
pub(super) type Break = (usize, JsonFault);

/// A value's place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// Its first byte.
    pub(super) start: usize,
    /// One past its last byte.
    pub(super) end: usize,
}

impl Span {
    /// The value as it is written.
    pub(super) fn slice(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The byte that tells what kind of value it is.
    pub(super) fn first_byte(self, text: &str) -> Option<u8> {
        self.slice(text).bytes().next()
    }

    /// What stands between the brackets.
    pub(super) fn inside(self) -> Self {
        Self { start: self.start + 1, end: self.end.saturating_sub(1).max(self.start + 1) }
    }
}

/// The values in a span, with blanks and commas (even missing ones) between them. Ends after the first that cannot be cut out.
pub(super) fn elements(text: &str, span: Span) -> impl Iterator<Item = Result<Span, Break>> {
    let mut at = span.start;
    std::iter::from_fn(move || {
        let rest = text.as_bytes().get(at..span.end)?;
        let start = at + rest.iter().position(|byte| !is_gap(*byte))?;
        let end = value_end(text, start);
        at = end.as_ref().map_or(span.end, |end| *end);
        Some(end.map(|end| Span { start, end }))
    })
}

/// Blanks, commas, and the bytes of a byte order mark, with none of which a value begins.
fn is_gap(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b',' | 0xef | 0xbb | 0xbf)
}

/// Keys (without quotes, escapes as written) and values of an object.
pub(super) fn members(text: &str, object: Span) -> impl Iterator<Item = (Span, Span)> {
    let mut at = object.inside().start;
    let end = object.inside().end;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        let start = at + bytes.get(at..end)?.iter().position(|byte| *byte == b'"')?;
        let key = Span { start, end: string_end(bytes, start)? };
        let rest = bytes.get(key.end..end)?;
        let start = key.end + rest.iter().position(|byte| !byte.is_ascii_whitespace() && *byte != b':')?;
        let value = Span { start, end: value_end(text, start).ok()? };
        at = value.end;
        Some((key.inside(), value))
    })
}

/// One past the end of the value that starts at a place; what is no JSON value ends with its line. Brackets are counted, not matched: the parser checks the rest.
pub(super) fn value_end(text: &str, start: usize) -> Result<usize, Break> {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (start, 0_usize);
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'"' | b'{' | b'[' if depth == 0 && at - 1 > start => return Ok(at - 1),
            b'"' => {
                at = string_end(bytes, at - 1).ok_or((bytes.len(), JsonFault::Truncated))?;
            }
            b'{' | b'[' if depth == DEPTH_LIMIT => return Err((at - 1, JsonFault::TooDeep)),
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return if at - 1 == start { Ok(at) } else { Ok(at - 1) },
            b'}' | b']' => depth -= 1,
            _ if depth > 0 => continue,
            b',' | b'\n' | b'\r' => return Ok(at - 1),
            _ => continue,
        }
        if depth == 0 {
            return Ok(at);
        }
    }
    if depth == 0 { Ok(bytes.len()) } else { Err((bytes.len(), JsonFault::Truncated)) }
}

/// One past the closing quote of the string that opens at a place.
pub(super) fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes.get(at) == Some(&b'"') {
            return Some(at + 1);
        }
        at += 2;
    }
}
