//! Places where the values of a JSON text start and end, found by counting brackets.

use leadlens_workbook::stepper::Pace;

use crate::intake::JsonFault;

/// Deepest nesting of values, in levels.
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

    /// The span between the brackets.
    pub(super) fn inside(self) -> Self {
        Self { start: self.start + 1, end: self.end.saturating_sub(1).max(self.start + 1) }
    }
}

/// The values in a span, with blanks and commas (even missing ones) between them. Ends after the first that cannot be cut out.
pub(super) struct Elements<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl<'t> Elements<'t> {
    pub(super) fn of(text: &'t str, span: Span) -> Self {
        Self { text, at: span.start, end: span.end }
    }

    /// The next value, or why there is none.
    pub(super) async fn next(&mut self, pace: &mut Pace) -> Option<Result<Span, Break>> {
        let start = find(self.text, self.at..self.end, |byte| !is_gap(byte), pace).await?;
        let end = value_end(self.text, start, pace).await;
        self.at = end.as_ref().map_or(self.end, |end| *end);
        Some(end.map(|end| Span { start, end }))
    }
}

/// Blanks, commas, and the bytes of a byte order mark, with none of which a value begins.
fn is_gap(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b',' | 0xef | 0xbb | 0xbf)
}

/// Keys (without quotes, escapes as written) and values of an object.
pub(super) struct Members<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl<'t> Members<'t> {
    pub(super) fn of(text: &'t str, object: Span) -> Self {
        Self { text, at: object.inside().start, end: object.inside().end }
    }

    /// The first byte of the next value, told without looking for its end, which may be that of the text.
    pub(super) async fn peek(&self, pace: &mut Pace) -> Option<u8> {
        let (_, start) = self.next_start(pace).await?;
        self.text.as_bytes().get(start).copied()
    }

    /// The next key, and where its value starts.
    async fn next_start(&self, pace: &mut Pace) -> Option<(Span, usize)> {
        let start = find(self.text, self.at..self.end, |byte| byte == b'"', pace).await?;
        let key = Span { start, end: value_end(self.text, start, pace).await.ok()? };
        let start = find(self.text, key.end..self.end, |byte| !byte.is_ascii_whitespace() && byte != b':', pace).await?;
        Some((key, start))
    }

    /// The next key and its value.
    pub(super) async fn next(&mut self, pace: &mut Pace) -> Option<(Span, Span)> {
        let (key, start) = self.next_start(pace).await?;
        let value = Span { start, end: value_end(self.text, start, pace).await.ok()? };
        self.at = value.end;
        Some((key.inside(), value))
    }
}

/// The first byte in a range that is one of those sought.
async fn find(text: &str, range: std::ops::Range<usize>, is_sought: impl Fn(u8) -> bool, pace: &mut Pace) -> Option<usize> {
    let mut at = range.start;
    loop {
        let piece = text.as_bytes().get(at..range.end.min(at.saturating_add(pace.slice())))?;
        if let Some(place) = piece.iter().position(|byte| is_sought(*byte)) {
            return Some(at + place);
        }
        at += piece.len();
        if at >= range.end {
            return None;
        }
        pace.spend(piece.len()).await;
    }
}

/// One past the end of the value that starts at a place; what is no JSON value ends with its line. Brackets are counted, not matched: the parser checks the rest.
pub(super) async fn value_end(text: &str, start: usize, pace: &mut Pace) -> Result<usize, Break> {
    let mut scan = ValueScan { start, at: start, depth: 0, in_string: false };
    loop {
        let before = scan.at;
        let found = scan.advance(text.as_bytes(), before.saturating_add(pace.slice()));
        pace.spend(scan.at - before).await;
        if let Some(end) = found {
            return end;
        }
    }
}

/// The search for the end of a value, which can stop at any byte.
struct ValueScan {
    start: usize,
    /// First byte not looked at.
    at: usize,
    depth: usize,
    in_string: bool,
}

impl ValueScan {
    /// Looks at bytes up to `until`; `None` where the end is not among them.
    fn advance(&mut self, bytes: &[u8], until: usize) -> Option<Result<usize, Break>> {
        let seen = bytes.get(..until).unwrap_or(bytes);
        let (mut at, mut depth) = (self.at, self.depth);
        let end = self.scan(seen, &mut at, &mut depth);
        (self.at, self.depth) = (at, depth);
        if end.is_some() || at < bytes.len() {
            return end;
        }
        let is_open = self.in_string || depth > 0;
        Some(if is_open { Err((bytes.len(), JsonFault::Truncated)) } else { Ok(bytes.len()) })
    }

    /// Counts brackets outside of strings.
    #[inline]
    fn scan(&mut self, seen: &[u8], at: &mut usize, depth: &mut usize) -> Option<Result<usize, Break>> {
        loop {
            if self.in_string {
                self.in_string = !skip_string(seen, at);
                if self.in_string {
                    return None;
                }
                if *depth == 0 {
                    return Some(Ok(*at));
                }
            }
            let byte = *seen.get(*at)?;
            let place = *at;
            *at += 1;
            match byte {
                b'"' | b'{' | b'[' if *depth == 0 && place > self.start => return Some(Ok(place)),
                b'"' => self.in_string = true,
                b'{' | b'[' if *depth == DEPTH_LIMIT => return Some(Err((place, JsonFault::TooDeep))),
                b'{' | b'[' => *depth += 1,
                b'}' | b']' if *depth == 0 => return Some(Ok(place.max(self.start + 1))),
                b'}' | b']' => {
                    *depth -= 1;
                    if *depth == 0 {
                        return Some(Ok(*at));
                    }
                }
                b',' | b'\n' | b'\r' if *depth == 0 => return Some(Ok(place)),
                _ => {}
            }
        }
    }
}

/// Steps behind the end of a string, or to the end of the bytes; whether the string ended is the answer.
#[inline]
fn skip_string(seen: &[u8], at: &mut usize) -> bool {
    while let Some(rest) = seen.get(*at..) {
        let Some(place) = memchr::memchr2(b'"', b'\\', rest) else {
            *at = seen.len();
            return false;
        };
        let is_end = rest.get(place) == Some(&b'"');
        *at += place + if is_end { 1 } else { 2 };
        if is_end {
            return true;
        }
    }
    false
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
