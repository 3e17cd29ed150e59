//! One JSON object becomes cells: nested keys become dotted paths, lists of scalars one text.

use std::borrow::Cow;

use super::outline::string_end;

/// Text between the scalars of a list.
const LIST_SEPARATOR: &str = "; ";

/// Deepest nesting of values, in levels.
const DEPTH_LIMIT: usize = 127;

/// The place where a text is no JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The byte that does not fit; the length of the text where it ends too early.
    pub(super) at: usize,
    /// True when the text ends there.
    pub(super) is_cut: bool,
}

/// Path and text of a cell.
pub(super) type Cell = (String, String);

/// Reads one value, strictly (RFC 8259). It has no recursion and can stop between any two tokens.
#[derive(Debug)]
pub(super) struct Flattener<'t> {
    text: &'t str,
    /// First byte not read.
    at: usize,
    expected: Expected,
    open: Vec<Container>,
    /// Path of the value being read.
    path: String,
    /// Cells read before, in the order of the text. Numbers are spelled as they are.
    cells: Vec<Cell>,
    /// True while the value being read says nothing: metadata, or a text that is only checked.
    is_muted: bool,
}

/// Token that may stand at the current place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    Value,
    /// A value, or the end of an empty list.
    Element,
    Key,
    /// A key, or the end of an empty object.
    Member,
    Colon,
    /// A comma, or the end of the container.
    Next,
    /// The value was read.
    End,
}

/// An object or list whose end was not read.
#[derive(Debug)]
struct Container {
    /// Length of its path.
    path: usize,
    was_muted: bool,
    /// `None` for an object.
    list: Option<List>,
}

/// Part of a list that was read so far.
#[derive(Debug, Default)]
struct List {
    /// Number of the element being read.
    number: usize,
    /// Number of cells before the list, and before the element.
    first: usize,
    before: usize,
    /// The scalars in one text.
    scalars: String,
}

impl<'t> Flattener<'t> {
    /// A reader of the value at the start of a text.
    pub(super) fn new(text: &'t str) -> Self {
        let (open, path, cells) = (Vec::new(), String::new(), Vec::new());
        Self { text, at: 0, expected: Expected::Value, open, path, cells, is_muted: false }
    }

    /// A reader that only checks the value that starts at or behind a place.
    pub(super) fn check(text: &'t str, at: usize) -> Self {
        Self { at, is_muted: true, ..Self::new(text) }
    }

    /// First byte not read.
    pub(super) fn place(&self) -> usize {
        self.at
    }

    /// The cells of the value.
    pub(super) fn into_cells(self) -> Vec<Cell> {
        self.cells
    }

    /// Reads up to a place, or a little further; whether the value was read is the answer.
    ///
    /// # Errors
    /// [`Fault`] at the byte where the text is no JSON.
    pub(super) fn advance(&mut self, until: usize) -> Result<bool, Fault> {
        while self.expected != Expected::End {
            self.skip_blanks(until);
            if self.at >= until && until < self.text.len() {
                return Ok(false);
            }
            let byte = *self.text.as_bytes().get(self.at).ok_or(Fault { at: self.text.len(), is_cut: true })?;
            self.read(byte)?;
        }
        Ok(true)
    }

    /// Reads the blanks behind the value.
    ///
    /// # Errors
    /// [`Fault`] at the byte where something else stands.
    pub(super) fn end(&mut self) -> Result<(), Fault> {
        self.skip_blanks(self.text.len());
        if self.at == self.text.len() { Ok(()) } else { Err(self.fault()) }
    }

    fn skip_blanks(&mut self, until: usize) {
        let rest = self.text.as_bytes().get(self.at..until.min(self.text.len())).unwrap_or_default();
        self.at += rest.iter().position(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).unwrap_or(rest.len());
    }

    fn fault(&self) -> Fault {
        Fault { at: self.at, is_cut: false }
    }

    /// Reads the token that starts with a byte.
    fn read(&mut self, byte: u8) -> Result<(), Fault> {
        let is_list = self.open.last().is_some_and(|container| container.list.is_some());
        match (self.expected, byte) {
            (Expected::Value | Expected::Element, b'{') => self.open_container(None),
            (Expected::Value | Expected::Element, b'[') => {
                let list = List { first: self.cells.len(), ..List::default() };
                self.open_container(Some(list))
            }
            (Expected::Value | Expected::Element, b'"') => {
                let text = self.read_string()?;
                self.put(&text);
                self.end_value();
                Ok(())
            }
            (Expected::Key | Expected::Member, b'"') => self.read_key(),
            (Expected::Element, b']') | (Expected::Member, b'}') => self.close(),
            (Expected::Next, b']' | b'}') if is_list == (byte == b']') => self.close(),
            (Expected::Value | Expected::Element, _) => self.read_word(byte),
            (Expected::Colon, b':') => {
                self.at += 1;
                self.expected = Expected::Value;
                Ok(())
            }
            (Expected::Next, b',') => {
                self.at += 1;
                if is_list {
                    self.begin_element();
                }
                self.expected = if is_list { Expected::Value } else { Expected::Key };
                Ok(())
            }
            _ => Err(self.fault()),
        }
    }

    fn open_container(&mut self, list: Option<List>) -> Result<(), Fault> {
        if self.open.len() == DEPTH_LIMIT {
            return Err(self.fault());
        }
        self.at += 1;
        self.expected = if list.is_some() { Expected::Element } else { Expected::Member };
        self.open.push(Container { path: self.path.len(), was_muted: self.is_muted, list });
        self.begin_element();
        Ok(())
    }

    /// Lengthens the path by the number of the element that follows, where that is one of a list.
    fn begin_element(&mut self) {
        let before = self.cells.len();
        if let Some(Container { list: Some(list), .. }) = self.open.last_mut() {
            list.before = before;
            let number = list.number;
            list.number += 1;
            if !self.is_muted {
                self.lengthen_path(&number.to_string());
            }
        }
    }

    fn close(&mut self) -> Result<(), Fault> {
        let container = self.open.pop().ok_or_else(|| self.fault())?;
        self.at += 1;
        self.path.truncate(container.path);
        if let Some(list) = container.list
            && (!list.scalars.is_empty() || self.cells.len() == list.first)
        {
            self.put(&list.scalars);
        }
        self.is_muted = container.was_muted;
        self.end_value();
        Ok(())
    }

    /// Goes on behind a value. A scalar in a list becomes a part of the list's text.
    fn end_value(&mut self) {
        let Some(container) = self.open.last_mut() else {
            self.expected = Expected::End;
            return;
        };
        self.expected = Expected::Next;
        if let Some(list) = &mut container.list {
            let length = self.path.len();
            let is_one = self.cells.len() == list.before + 1;
            if let Some((_, text)) = if is_one { self.cells.pop_if(|(path, _)| path.len() == length) } else { None }
                && !text.is_empty()
            {
                if !list.scalars.is_empty() {
                    list.scalars.push_str(LIST_SEPARATOR);
                }
                list.scalars.push_str(&text);
            }
        }
        self.is_muted = container.was_muted;
        self.path.truncate(container.path);
    }

    fn read_key(&mut self) -> Result<(), Fault> {
        let key = self.read_string()?;
        self.is_muted |= key.starts_with("odata.") || key.starts_with("@odata.");
        if !self.is_muted {
            self.lengthen_path(&key);
        }
        self.expected = Expected::Colon;
        Ok(())
    }

    fn lengthen_path(&mut self, part: &str) {
        if !self.path.is_empty() {
            self.path.push('.');
        }
        self.path.push_str(part);
    }

    fn put(&mut self, text: &str) {
        if !self.is_muted {
            self.cells.push((self.path.clone(), text.to_owned()));
        }
    }

    /// The text of the string that opens at the current place.
    fn read_string(&mut self) -> Result<Cow<'t, str>, Fault> {
        let start = self.at + 1;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let length = rest.iter().position(|&byte| matches!(byte, b'"' | b'\\' | 0..b' ')).unwrap_or(rest.len());
        match rest.get(length) {
            Some(b'"') => {
                self.at = start + length + 1;
                Ok(Cow::Borrowed(self.text.get(start..start + length).unwrap_or_default()))
            }
            Some(b'\\') => self.read_escaped().map(Cow::Owned),
            byte => Err(Fault { at: start + length, is_cut: byte.is_none() }),
        }
    }

    /// The text of a string with escapes.
    fn read_escaped(&mut self) -> Result<String, Fault> {
        let end = string_end(self.text.as_bytes(), self.at).ok_or(Fault { at: self.text.len(), is_cut: true })?;
        let string = self.text.get(self.at..end).unwrap_or_default();
        if let Some(place) = string.bytes().position(|byte| byte < b' ') {
            return Err(Fault { at: self.at + place, is_cut: false });
        }
        // The column of an error in one line is its place.
        let at = |error: serde_json::Error| Fault { at: self.at + error.column().saturating_sub(1), is_cut: false };
        let text = serde_json::from_str(string).map_err(at)?;
        self.at = end;
        Ok(text)
    }

    /// Reads a number, as it is spelled, or one of the words of JSON.
    fn read_word(&mut self, first: u8) -> Result<(), Fault> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let (length, text) = match first {
            b't' => (4, "true"),
            b'f' => (5, "false"),
            b'n' => (4, "null"),
            _ => {
                let length =
                    number_length(rest.as_bytes()).map_err(|at| Fault { at: self.at + at, is_cut: self.at + at == self.text.len() })?;
                (length, rest.get(..length).unwrap_or_default())
            }
        };
        if !rest.starts_with(text) {
            let same = rest.bytes().zip(text.bytes()).take_while(|(one, other)| one == other).count();
            return Err(Fault { at: self.at + same, is_cut: same == rest.len() });
        }
        self.put(if first == b'n' { "" } else { text });
        self.at += length;
        self.end_value();
        Ok(())
    }
}

/// Length of the number at the start of some bytes, or the place where it is none.
fn number_length(bytes: &[u8]) -> Result<usize, usize> {
    let digits = |from: usize| bytes.get(from..).map_or(0, |rest| rest.iter().take_while(|byte| byte.is_ascii_digit()).count());
    let some_digits = |from: usize| Some(digits(from)).filter(|count| *count > 0).map(|count| from + count).ok_or(from);
    let start = usize::from(bytes.first() == Some(&b'-'));
    let mut at = if bytes.get(start) == Some(&b'0') { start + 1 } else { some_digits(start)? };
    if bytes.get(at).is_some_and(u8::is_ascii_digit) {
        return Err(at);
    }
    if bytes.get(at) == Some(&b'.') {
        at = some_digits(at + 1)?;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        at = some_digits(at + 1 + usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-'))))?;
    }
    Ok(at)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
