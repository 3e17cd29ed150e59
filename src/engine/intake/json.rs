//! JSON in every shape leads come in: one object, lists, wrappers, one object a line, objects one after another.
//!
//! # Invariants
//! The text is cut into records by counting brackets ([`value_end`]), without recursion; only one record at a time is parsed. What is
//! no object becomes a record with a fault, and so does one that cannot be parsed, as long as others can.

use super::header::{ColumnRole, header_word};
use super::table::{FaultKind, Format, Table, TableBuilder};
use super::{JsonFault, SourceError};

mod flatten;
mod outline;

use flatten::flatten;
use outline::{Span, elements, members, value_end};

/// How many objects a list of leads may be wrapped in.
const WRAPPER_LEVELS: usize = 8;

/// Reads a JSON text.
///
/// # Errors
/// [`SourceError::Json`] where the text breaks, or when there is no object in it.
pub(super) fn read(text: &str) -> Result<Table, SourceError> {
    let mut records = Records { text, builder: TableBuilder::new(), objects: 0, first_error: None };
    let format = if is_lines(text) {
        read_lines(&mut records)?;
        Format::Ndjson
    } else {
        read_values(&mut records)?;
        Format::Json
    };
    let no_objects = SourceError::Json { line: 1, column: 1, reason: JsonFault::NoObjects };
    if records.objects == 0 {
        return Err(records.first_error.unwrap_or(no_objects));
    }
    Ok(Table { format: Some(format), ..records.builder.finish() })
}

/// Whether it is one object a line: the first line is one, there is another, and most lines are cut like objects.
fn is_lines(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_first_whole =
        lines.next().is_some_and(|line| line.starts_with('{') && value_end(line, 0).is_ok_and(|end| is_line_rest(line, end)));
    let (mut objects, mut others) = (0, 0);
    for line in lines.take(1000) {
        let looks_like_object = line.starts_with('{') && line.trim_end_matches(',').ends_with('}');
        *if looks_like_object { &mut objects } else { &mut others } += 1;
    }
    is_first_whole && objects + others > 0 && objects >= others
}

/// Whether nothing but a comma follows.
fn is_line_rest(line: &str, end: usize) -> bool {
    line.get(end..).is_some_and(|rest| matches!(rest.trim(), "" | ","))
}

fn read_lines(records: &mut Records<'_>) -> Result<(), SourceError> {
    let text = records.text;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim().trim_end_matches(',');
        let at = start + (line.len() - line.trim_start().len());
        start += line.len();
        if !body.is_empty() {
            records.read_record(Span { start: at, end: at + body.len() })?;
        }
    }
    Ok(())
}

fn read_values(records: &mut Records<'_>) -> Result<(), SourceError> {
    let text = records.text;
    for value in elements(text, Span { start: 0, end: text.len() }) {
        let value = value.map_err(|fault| locate(text, fault))?;
        let list = match value.first_byte(text) {
            Some(b'[') => Some(value.inside()),
            Some(b'{') if !is_record(text, value) => largest_list(text, value).map(|list| list.0),
            _ => None,
        };
        let Some(list) = list else {
            records.read_record(value)?;
            continue;
        };
        for element in elements(text, list) {
            records.read_record(element.map_err(|fault| locate(text, fault))?)?;
        }
    }
    Ok(())
}

/// Whether an object is a lead, not a wrapper around leads: a header word of a lead stands at its top level, or two in objects inside.
fn is_record(text: &str, object: Span) -> bool {
    let is_word = |key: &str| header_word(key).is_some_and(|(role, _)| names_lead(role));
    let nested = |value: Span| {
        let is_object = value.first_byte(text) == Some(b'{');
        is_object && members(text, value).filter(|(key, _)| is_word(key.slice(text))).nth(1).is_some()
    };
    members(text, object).any(|(key, value)| {
        let is_scalar = !matches!(value.first_byte(text), Some(b'{' | b'['));
        (is_scalar && is_word(key.slice(text))) || nested(value)
    })
}

/// Roles whose words do not also stand in wrappers (`name`, `id`, `status`, `created`).
fn names_lead(role: ColumnRole) -> bool {
    use ColumnRole as Role;
    !matches!(role, Role::FullName | Role::LeadId | Role::Status | Role::Created | Role::Ignore | Role::Description | Role::JobTitle)
}

/// The list inside a wrapper that holds most objects, and how many. Lists inside list elements belong to their records.
fn largest_list(text: &str, wrapper: Span) -> Option<(Span, usize)> {
    let mut largest: Option<(Span, usize)> = None;
    let mut open = vec![(wrapper, 0)];
    while let Some((object, level)) = open.pop() {
        for (_, value) in members(text, object) {
            match value.first_byte(text) {
                Some(b'{') if level < WRAPPER_LEVELS => open.push((value, level + 1)),
                Some(b'[') => {
                    let list = value.inside();
                    let is_object = |element: &Span| element.first_byte(text) == Some(b'{');
                    let count = elements(text, list).filter_map(Result::ok).filter(is_object).count();
                    if count > largest.map_or(0, |(_, most)| most) {
                        largest = Some((list, count));
                    }
                }
                _ => {}
            }
        }
    }
    largest
}

/// The records read so far.
struct Records<'a> {
    text: &'a str,
    builder: TableBuilder,
    objects: usize,
    /// Where the first record broke that could not be mended.
    first_error: Option<SourceError>,
}

impl Records<'_> {
    /// Reads one record, mended if need be; what is no object is kept as it is written.
    fn read_record(&mut self, span: Span) -> Result<(), SourceError> {
        let raw = span.slice(self.text).trim_end();
        if raw.starts_with('{') {
            match parse(raw) {
                Ok((cells, is_mended)) => {
                    self.objects += 1;
                    if is_mended {
                        self.builder.fault(FaultKind::Mended);
                    }
                    for (path, value) in cells {
                        self.builder.put(&path, &value);
                    }
                    return self.builder.end_record();
                }
                Err(error) => {
                    let error = error_in(self.text, span, &error);
                    self.first_error.get_or_insert(error);
                }
            }
        }
        if self.builder.column_count() == 0 {
            self.builder.column("");
        }
        self.builder.set(0, raw);
        self.builder.fault(FaultKind::NotAnObject);
        self.builder.end_record()
    }
}

/// The cells of one object and whether it had to be mended; the error of the unmended text where that does not help.
fn parse(raw: &str) -> Result<(Vec<(String, String)>, bool), serde_json::Error> {
    match flatten(raw) {
        Ok(cells) => Ok((cells, false)),
        Err(error) => match flatten(&with_missing_commas(raw)) {
            Ok(cells) => Ok((cells, true)),
            Err(_) => Err(error),
        },
    }
}

/// The text with a comma between a value and the quote that opens the next key, where there is none.
fn with_missing_commas(raw: &str) -> String {
    let mut mended = String::with_capacity(raw.len() + 16);
    let (mut copied, mut at) = (0, 0);
    let mut follows_value = false;
    let bytes = raw.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => {
                if follows_value {
                    mended.push_str(raw.get(copied..at).unwrap_or_default());
                    mended.push(',');
                    copied = at;
                }
                at = outline::string_end(bytes, at).unwrap_or(bytes.len());
                follows_value = true;
                continue;
            }
            b',' | b':' | b'{' | b'[' => follows_value = false,
            _ if byte.is_ascii_whitespace() => {}
            _ => follows_value = true,
        }
        at += 1;
    }
    mended.push_str(raw.get(copied..).unwrap_or_default());
    mended
}

/// Says where a text breaks that cannot be cut into values.
fn locate(text: &str, (at, reason): (usize, JsonFault)) -> SourceError {
    // A quote that is missing somewhere runs to the end, too: the parser knows whether the text broke earlier.
    if reason == JsonFault::Truncated {
        let broken = serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>().find_map(Result::err);
        if let Some(error) = broken.filter(|error| !error.is_eof()) {
            return SourceError::Json { line: error.line() as u64, column: error.column() as u64, reason: JsonFault::Syntax };
        }
    }
    let (line, column) = position(text, at);
    SourceError::Json { line, column, reason }
}

/// The place in the whole text of an error found in one record.
fn error_in(text: &str, span: Span, error: &serde_json::Error) -> SourceError {
    let (line, column) = position(text, span.start);
    let first_column = if error.line() == 1 { column - 1 } else { 0 };
    let reason = if error.is_eof() { JsonFault::Truncated } else { JsonFault::Syntax };
    let line = line + (error.line() as u64).saturating_sub(1);
    SourceError::Json { line, column: first_column + error.column() as u64, reason }
}

/// 1-based line and column (in bytes) of a place.
fn position(text: &str, at: usize) -> (u64, u64) {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    let line = memchr::memchr_iter(b'\n', before).count() as u64 + 1;
    let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
    (line, (at - start) as u64 + 1)
}

#[cfg(test)]
mod tests;
