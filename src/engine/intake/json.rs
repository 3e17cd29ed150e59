//! JSON in every shape leads come in: one object, lists, wrappers, one object a line, objects one after another.
//!
//! # Invariants
//! The text is cut into records by counting brackets ([`value_end`]), without recursion; only one record at a time is parsed. What is
//! no object becomes a record with a fault, and so does one that cannot be parsed, as long as others can.

use super::table::{FaultKind, Format, Table, TableBuilder};
use super::{JsonFault, SourceError};

mod flatten;
mod group;
mod mend;
mod outline;
mod rows;

use flatten::flatten;
use group::{Group, are_rows, groups};
use mend::mended;
use outline::{Span, elements, members, value_end};

/// Header of the keys where the records are the members of an object.
const KEY_HEADER: &str = "_key";

/// Reads a JSON text.
///
/// # Errors
/// [`SourceError::Json`] where the text breaks, or when there is no object in it.
pub(super) fn read(text: &str) -> Result<Table, SourceError> {
    let all = Span { start: 0, end: text.len() };
    if are_rows(text, all) {
        return rows::read(text, all);
    }
    let mut records = Records { text, builder: TableBuilder::new(), objects: 0, first_error: None };
    let format = if is_lines(text) {
        read_lines(&mut records)?;
        Format::Ndjson
    } else {
        if let Some(rows) = read_values(&mut records)? {
            return rows::read(text, rows);
        }
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
        // Files put one behind another bring their byte order marks along.
        let inner = line.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
        let body = inner.trim_end().trim_end_matches(',');
        let at = start + (line.len() - inner.len());
        start += line.len();
        if !body.is_empty() {
            records.read_record(Span { start: at, end: at + body.len() })?;
        }
    }
    Ok(())
}

/// Reads values one after another; where the first is a table of rows, those are the answer.
fn read_values(records: &mut Records<'_>) -> Result<Option<Span>, SourceError> {
    let text = records.text;
    for value in elements(text, Span { start: 0, end: text.len() }) {
        let value = value.map_err(|fault| locate(text, fault))?;
        let groups = groups(text, value);
        if let (&[Group::Rows(rows)], 0) = (groups.as_slice(), records.builder.record_count()) {
            return Ok(Some(rows));
        }
        if groups.is_empty() {
            records.read_record(value)?;
        }
        for group in groups {
            records.read_group(group)?;
        }
    }
    Ok(None)
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
    fn read_group(&mut self, group: Group) -> Result<(), SourceError> {
        let text = self.text;
        match group {
            Group::List(list) | Group::Rows(list) => {
                for element in elements(text, list) {
                    self.read_record(element.map_err(|fault| locate(text, fault))?)?;
                }
            }
            Group::Members(object) => {
                for (key, value) in members(text, object) {
                    let key = serde_json::from_str(&format!("\"{}\"", key.slice(text))).unwrap_or_else(|_| key.slice(text).to_owned());
                    self.builder.put(KEY_HEADER, &key);
                    self.read_record(value)?;
                }
            }
        }
        Ok(())
    }

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
                // Where it breaks is counted once only: counting lines takes time in proportion to the text.
                Err(error) => {
                    self.first_error.get_or_insert_with(|| error_in(self.text, span, &error));
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
        Ok(flat) if flat.has_fractions => Ok((flatten(&mended(raw)).map_or(flat.cells, |spelled| spelled.cells), false)),
        Ok(flat) => Ok((flat.cells, false)),
        Err(error) => match flatten(&mended(raw)) {
            Ok(flat) => Ok((flat.cells, true)),
            Err(_) => Err(error),
        },
    }
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
