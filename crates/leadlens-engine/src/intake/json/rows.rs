//! JSON that is a table already: a list of rows, each a list of values.

use leadlens_workbook::stepper::Pace;

use super::mend::mended;
use super::outline::{Elements, Span};
use super::place::locate;
use crate::intake::head::{HEAD_ROWS, Head};
use crate::intake::layout::duplicate_headers;
use crate::intake::note::TableNote;
use crate::intake::table::{FaultKind, Format, Table, TableBuilder};
use crate::intake::{JsonFault, SourceError};
use crate::saturating::saturating_u32;

/// Making a cell takes as long as scanning so many bytes.
const CELL_COST: usize = 100;

/// Reads rows; the headers are sought as in any other table.
///
/// # Errors
/// [`SourceError::Json`] where the text breaks, [`SourceError::NoRecords`] when nothing stands below the headers.
pub(super) async fn read(text: &str, rows: Span, pace: &mut Pace) -> Result<Table, SourceError> {
    let all = spans(text, rows, pace).await?;
    let mut first = Vec::new();
    for row in all.iter().take(HEAD_ROWS) {
        first.push(cells(text, *row, pace).await);
    }
    let head = Head::find(&first, None);
    let mut builder = TableBuilder::new();
    let headers = if head.has_header { first.get(head.above).cloned().unwrap_or_default() } else { Vec::new() };
    for row in all.iter().skip(head.above + usize::from(head.has_header)) {
        if row.first_byte(text) != Some(b'[') {
            builder.fault(FaultKind::NotAnObject);
        }
        pace.reach(row.end, text.len());
        for (column, value) in cells(text, *row, pace).await.into_iter().enumerate() {
            let column = builder.column(&column.to_string());
            builder.set(column, value);
        }
        builder.end_record()?;
    }
    let mut table = Table { format: Some(Format::Json), has_header: head.has_header, ..builder.finish() };
    if table.record_count() == 0 {
        return Err(if headers.is_empty() {
            SourceError::Json { line: 1, column: 1, reason: JsonFault::NoObjects }
        } else {
            SourceError::NoRecords
        });
    }
    let columns = table.headers.len().max(headers.len());
    table.headers = headers.into_iter().chain(std::iter::repeat_with(String::new)).take(columns).collect();
    if head.above > 0 {
        table.notes.push(TableNote::TitleLines(saturating_u32(head.above)));
    }
    if !head.has_header {
        table.notes.push(TableNote::NoHeader);
    }
    table.notes.extend(duplicate_headers(&table.headers));
    Ok(table)
}

/// The places of all rows.
async fn spans(text: &str, rows: Span, pace: &mut Pace) -> Result<Vec<Span>, SourceError> {
    let (mut spans, mut elements) = (Vec::new(), Elements::of(text, rows));
    while let Some(row) = elements.next(pace).await {
        match row {
            Ok(row) => spans.push(row),
            Err(fault) => return Err(locate(text, fault, pace).await),
        }
    }
    Ok(spans)
}

/// The texts of a row; what is no list is a row of one.
async fn cells(text: &str, row: Span, pace: &mut Pace) -> Vec<String> {
    if row.first_byte(text) != Some(b'[') {
        return vec![value(row.slice(text))];
    }
    let (mut cells, mut elements) = (Vec::new(), Elements::of(text, row.inside()));
    while let Some(cell) = elements.next(pace).await {
        cells.extend(cell.ok().map(|cell| value(cell.slice(text))));
        pace.spend(CELL_COST).await;
    }
    cells
}

/// A value as a person reads it: strings without their quotes, `null` as nothing, everything else as it is written.
fn value(raw: &str) -> String {
    let raw = raw.trim();
    match raw.bytes().next() {
        Some(b'"') => serde_json::from_str(raw).or_else(|_| serde_json::from_str(&mended(raw))).unwrap_or_else(|_| raw.to_owned()),
        _ if raw == "null" => String::new(),
        _ => raw.to_owned(),
    }
}
