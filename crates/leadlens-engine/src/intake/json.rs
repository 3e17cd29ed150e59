//! JSON in every shape leads come in: one object, lists, wrappers, one object a line, objects one after another.
//!
//! # Invariants
//! The text is cut into records by counting brackets ([`value_end`]), without recursion; only one record at a time is parsed. What is
//! no object becomes a record with a fault, and so does one that cannot be parsed, as long as others can.

use leadlens_workbook::stepper::Pace;

use super::lead_role::{names_lead, names_person, roles};
use super::note::TableNote;
use super::table::{FaultKind, Format, Table, TableBuilder};
use super::{JsonFault, SourceError, name_value};

mod carried;
mod embedded;
mod flatten;
mod group;
mod literal;
mod mend;
mod object;
mod outline;
mod pairs;
mod place;
mod printed;
mod references;
mod rows;
pub(super) mod value;

pub(super) use embedded::holds_leads;
pub(super) use literal::opens_literal;
pub(super) use printed::opens_printed;

use group::{Group, are_rows, groups};
use object::parse;
use outline::{Elements, Members, Span, value_end};
use place::{error_at, locate};

/// Header of the keys where the records are the members of an object.
const KEY_HEADER: &str = "_key";

/// Lines that tell whether there is one object a line.
const SAMPLE_LINES: usize = 1000;

/// Bytes read before memory for the cells of the others is reserved, going by those.
const RESERVE_AT: usize = 4 << 20;

/// Reads a JSON text, or the objects in another text.
///
/// # Errors
/// [`SourceError::Json`] where the text breaks, or when there is no object in it.
pub(super) async fn read(text: &str, pace: &mut Pace) -> Result<Table, SourceError> {
    if starts_as_json(text) {
        match read_carried(text, pace).await {
            Ok(table) => {
                let odd = table.faults.iter().filter(|fault| fault.kind == FaultKind::NotAnObject).count();
                // More other text than objects: a log whose first line is one. Objects that name no person may hold others as text.
                let is_anonymous =
                    !roles(table.headers.iter().map(String::as_str)).into_iter().any(|role| names_lead(role) || names_person(role));
                if is_anonymous && let Some(table) = extracted(text, pace).await? {
                    return Ok(table);
                }
                if 2 * odd <= table.record_count() {
                    return Ok(table);
                }
            }
            // Another language may spell objects nearly as JSON does (`ObjectId("…")`); of a cut text nothing is read.
            Err(SourceError::Json { reason: JsonFault::Syntax, .. }) => {}
            Err(error) => return Err(error),
        }
    }
    match extracted(text, pace).await? {
        Some(table) => Ok(table),
        None => read_carried(text, pace).await,
    }
}

/// The objects in other text that name a lead; `None` where there is none.
async fn extracted(text: &str, pace: &mut Pace) -> Result<Option<Table>, SourceError> {
    let Some(extract) = embedded::extract(text, pace).await else { return Ok(None) };
    let mut table = read_carried(&extract.json, pace).await?;
    if extract.is_partial {
        table.notes.push(TableNote::FoundInText);
    }
    if extract.is_rewritten && !table.notes.contains(&TableNote::RewrittenJson) {
        table.notes.push(TableNote::RewrittenJson);
    }
    Ok(Some(table))
}

/// True where a text begins with an object or a list in the spelling of JSON.
fn starts_as_json(text: &str) -> bool {
    let text = text.trim_start();
    let inside = text.get(1..).unwrap_or_default().trim_start();
    match text.bytes().next() {
        Some(b'{') => inside.starts_with(['"', '}']) && !inside.starts_with("\"\""),
        Some(b'[') => inside.starts_with(['{', '[', '"', ']']) && !opens_literal(text),
        _ => false,
    }
}

/// Reads a JSON text in which others may stand as strings.
async fn read_carried(text: &str, pace: &mut Pace) -> Result<Table, SourceError> {
    let Some(unpacked) = carried::unpacked(text, pace).await else { return read_values_or_rows(text, pace).await };
    let mut table = read_values_or_rows(&unpacked, pace).await?;
    table.notes.push(TableNote::RewrittenJson);
    Ok(table)
}

async fn read_values_or_rows(text: &str, pace: &mut Pace) -> Result<Table, SourceError> {
    let all = Span { start: 0, end: text.len() };
    if are_rows(text, all, pace).await {
        return rows::read(text, all, pace).await;
    }
    let mut records = Records { text, builder: TableBuilder::new(), objects: 0, first_error: None, is_reserved: false };
    let format = if is_lines(text, pace).await {
        read_lines(&mut records, pace).await?;
        Format::Ndjson
    } else {
        if let Some(rows) = read_values(&mut records, pace).await? {
            return rows::read(text, rows, pace).await;
        }
        Format::Json
    };
    let no_objects = SourceError::Json { line: 1, column: 1, reason: JsonFault::NoObjects };
    if records.objects == 0 {
        return Err(records.first_error.unwrap_or(no_objects));
    }
    let table = Table { format: Some(format), ..records.builder.finish() };
    Ok(name_value::joined(&table, pace).await?.unwrap_or(table))
}

/// True for one object a line: the first line is one, there is another, and most lines are cut like objects.
async fn is_lines(text: &str, pace: &mut Pace) -> bool {
    let (mut objects, mut others, mut is_first, mut at) = (0, 0, true, 0);
    while let Some(line) = next_line(text, at, pace).await {
        at = line.end;
        let line = line.slice(text).trim();
        if line.is_empty() {
            continue;
        }
        if is_first {
            let is_whole = line.starts_with('{') && value_end(line, 0, pace).await.is_ok_and(|end| is_line_rest(line, end));
            if !is_whole {
                return false;
            }
            is_first = false;
            continue;
        }
        let looks_like_object = line.starts_with('{') && line.trim_end_matches(',').ends_with('}');
        *if looks_like_object { &mut objects } else { &mut others } += 1;
        if objects + others == SAMPLE_LINES {
            break;
        }
    }
    objects + others > 0 && objects >= others
}

/// True where nothing but a comma follows, or nothing at all.
fn is_line_rest(line: &str, end: usize) -> bool {
    line.get(end..).is_some_and(|rest| matches!(rest.trim(), "" | ","))
}

/// The line that starts at a place, with its end; `None` at the end of the text.
async fn next_line(text: &str, start: usize, pace: &mut Pace) -> Option<Span> {
    let mut at = start;
    while let Some(piece) = text.as_bytes().get(at..text.len().min(at.saturating_add(pace.slice()))).filter(|piece| !piece.is_empty()) {
        if let Some(place) = memchr::memchr(b'\n', piece) {
            return Some(Span { start, end: at + place + 1 });
        }
        at += piece.len();
        pace.spend(piece.len()).await;
    }
    (at > start).then_some(Span { start, end: at })
}

async fn read_lines(records: &mut Records<'_>, pace: &mut Pace) -> Result<(), SourceError> {
    let text = records.text;
    let mut start = 0;
    while let Some(whole) = next_line(text, start, pace).await {
        let line = whole.slice(text);
        // Files put one behind another bring their byte order marks along.
        let inner = line.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
        let body = inner.trim_end().trim_end_matches(',');
        let at = start + (line.len() - inner.len());
        start = whole.end;
        if !body.is_empty() {
            records.read_record(Span { start: at, end: at + body.len() }, pace).await?;
        }
    }
    Ok(())
}

/// Reads values one after another; where the first is a table of rows, those are the answer.
async fn read_values(records: &mut Records<'_>, pace: &mut Pace) -> Result<Option<Span>, SourceError> {
    let text = records.text;
    let mut values = Elements::of(text, Span { start: 0, end: text.len() });
    while let Some(value) = values.next(pace).await {
        let value = match value {
            Ok(value) => value,
            Err(fault) => return Err(locate(text, fault, pace).await),
        };
        let groups = groups(text, value, pace).await;
        if let (&[Group::Rows(rows)], 0) = (groups.as_slice(), records.builder.record_count()) {
            return Ok(Some(rows));
        }
        if groups.is_empty() {
            records.read_record(value, pace).await?;
        }
        for group in groups {
            records.read_group(group, pace).await?;
        }
    }
    Ok(None)
}

/// The records read so far.
struct Records<'a> {
    text: &'a str,
    builder: TableBuilder,
    objects: usize,
    /// Error of the first record that could not be mended, at the place where it broke.
    first_error: Option<SourceError>,
    /// True once memory was reserved for the cells of all records.
    is_reserved: bool,
}

impl Records<'_> {
    async fn read_group(&mut self, group: Group, pace: &mut Pace) -> Result<(), SourceError> {
        let text = self.text;
        match group {
            Group::List(list) | Group::Rows(list) => {
                let mut elements = Elements::of(text, list);
                while let Some(element) = elements.next(pace).await {
                    match element {
                        Ok(element) => self.read_record(element, pace).await?,
                        Err(fault) => return Err(locate(text, fault, pace).await),
                    }
                }
            }
            Group::Members(object) => {
                let mut members = Members::of(text, object);
                while let Some((key, value)) = members.next(pace).await {
                    let key = serde_json::from_str(&format!("\"{}\"", key.slice(text))).unwrap_or_else(|_| key.slice(text).to_owned());
                    self.builder.put(KEY_HEADER, &key);
                    self.read_record(value, pace).await?;
                }
            }
        }
        Ok(())
    }

    /// Reads one record, mended if need be; what is no object stays as it is written.
    async fn read_record(&mut self, span: Span, pace: &mut Pace) -> Result<(), SourceError> {
        pace.reach(span.end, self.text.len());
        if !self.is_reserved && span.end >= RESERVE_AT {
            self.is_reserved = true;
            self.builder.reserve(span.end, self.text.len());
        }
        let raw = span.slice(self.text).trim_end();
        if raw.starts_with('{') {
            match parse(raw, pace).await {
                Ok((cells, is_mended)) => {
                    self.objects += 1;
                    if is_mended {
                        self.builder.fault(FaultKind::Mended);
                    }
                    for (path, value) in pairs::named(cells) {
                        self.builder.put(&path, &value);
                        pace.spend(value.len()).await;
                    }
                    return self.builder.end_record();
                }
                // Where it breaks is counted once only: counting lines takes time in proportion to the text.
                Err(fault) if self.first_error.is_none() => {
                    self.first_error = Some(error_at(self.text, span.start + fault.at, fault.is_cut, pace).await);
                }
                Err(_) => {}
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

#[cfg(test)]
mod tests;
