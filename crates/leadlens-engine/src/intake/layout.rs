//! Records as they were scanned become headers and data: titles, lines drawn between rows and empty last columns fall away, what is odd is
//! noted.

use std::collections::BTreeMap;
use std::ops::Range;

use leadlens_workbook::stepper::Pace;

use super::delimited::renumbered;
use super::head::{Head, is_rule};
use super::header::{ColumnRole, header_word};
use super::join::Joins;
use super::note::TableNote;
use super::repeats::Repeats;
use super::table::{FaultKind, RECORD_COST, RecordFault, Table};
use super::tail::{group_of_totals, is_amount_or_nothing, is_end_mark, is_totals};
use crate::saturating::saturating_u32;
use crate::sorting;

/// Records whose cells tell how many columns there are, and whether totals stand between them.
const SAMPLE_RECORDS: usize = 1000;

/// Most columns a delimited text has, as in a worksheet; a line of delimiters only is no reason to keep a header for each.
const COLUMN_LIMIT: usize = 16_384;

/// Records that end early before it is the writer's habit.
const HABIT: usize = 3;

/// Looking for the words of totals in a record takes as long as scanning so many bytes.
const TOTAL_COST: usize = 256;

/// Most headers that stand twice and are named.
const NAMED_DUPLICATES: usize = 20;

/// Layout of the records of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// Place of the headers.
    pub(super) head: Head,
    /// True where each line begins and ends with a delimiter, as in a Markdown table.
    pub(super) is_framed: bool,
    /// True where records end with the last cell that holds anything, as rows of a worksheet do: short ones lack nothing.
    pub(super) omits_blanks: bool,
}

impl Layout {
    /// Makes headers, data, notes and faults of scanned records, of which `unclosed` have a quote that is never closed.
    pub(super) async fn apply(self, table: &mut Table, unclosed: &[u32], pace: &mut Pace) {
        let (above, unclosed) = self.undraw(table, unclosed, pace).await;
        let skipped = (above + usize::from(self.head.has_header)).min(table.record_count());
        table.has_header = self.head.has_header;
        table.headers = if self.head.has_header { headers(table, above, skipped) } else { Vec::new() };
        table.firsts.drain(..skipped);
        let unclosed: Vec<u32> = unclosed.iter().filter_map(|record| record.checked_sub(saturating_u32(skipped))).collect();
        if self.head.above > 0 {
            table.notes.push(TableNote::TitleLines(saturating_u32(self.head.above)));
        }
        if !self.head.has_header {
            table.headers = vec![String::new(); widest(table)];
            table.notes.push(TableNote::NoHeader);
        }
        let joins = if self.omits_blanks { Joins::default() } else { Joins::find(table, pace).await };
        let (joined, unclosed) = if joins.count() > 0 {
            let (joined, dropped) = joins.apply(table, pace).await;
            table.notes.push(TableNote::JoinedLines(saturating_u32(joins.count())));
            (joined, renumbered(&unclosed, &dropped))
        } else {
            (Vec::new(), unclosed)
        };
        if has_row_names(table) {
            table.headers.truncate(named_columns(table));
            table.headers.insert(0, String::new());
            table.notes.push(TableNote::RowNames);
        }
        if has_trailing_delimiters(table) {
            table.notes.push(TableNote::TrailingDelimiter);
        }
        let repeats = Repeats::find(table, pace).await;
        if !repeats.records.is_empty() {
            repeats.align(table, pace).await;
            table.notes.push(TableNote::RepeatedHeaders(saturating_u32(repeats.records.len())));
        }
        table.notes.extend(duplicate_headers(&table.headers));
        table.faults = self.faults(table, &unclosed, &repeats, pace).await;
        table.faults.extend(joined.into_iter().map(|record| RecordFault { record, kind: FaultKind::JoinedLines }));
        sorting::sort_by_key(&mut table.faults, |fault| fault.record);
    }

    /// Faults of the records: quotes, number of cells, headers again, totals, and lines of text behind the data.
    async fn faults(self, table: &Table, unclosed: &[u32], repeats: &Repeats, pace: &mut Pace) -> Vec<RecordFault> {
        let records = table.record_count();
        let tail = tail_start(table, pace).await;
        let has_totals = has_totals(table, tail, pace).await;
        let mut unclosed = unclosed.iter().peekable();
        let mut faults = Vec::new();
        let mut short = 0;
        for record in 0..records {
            pace.spend(RECORD_COST).await;
            let number = saturating_u32(record);
            while unclosed.next_if(|&&record| record == number).is_some() {
                faults.push(RecordFault { record: number, kind: FaultKind::UnclosedQuote });
            }
            let kind = if repeats.holds(number) {
                FaultKind::RepeatedHeader
            } else if repeats.holds(number.saturating_add(1)) && is_lone_text(table, record) {
                // The number of a printed page, or the title of the next part.
                FaultKind::Footer
            } else if has_totals && is_total(table, record) {
                FaultKind::Totals
            } else if record >= tail || table.width(record) == 1 && table.headers.len() > 1 && is_end_mark(table.cell(record, 0).trim()) {
                FaultKind::Footer
            } else if is_ragged(table, record) {
                short += usize::from(table.width(record) < table.headers.len());
                FaultKind::Ragged
            } else {
                continue;
            };
            faults.push(RecordFault { record: number, kind });
        }
        // A writer that leaves out empty cells at the end does so all the time: nothing is missing.
        if self.omits_blanks || short >= HABIT && 2 * short > records { without_short(table, faults, pace).await } else { faults }
    }

    /// Drops drawn lines and the frame; how many records then stand above the headers, and the new numbers of `unclosed`.
    async fn undraw(self, table: &mut Table, unclosed: &[u32], pace: &mut Pace) -> (usize, Vec<u32>) {
        if !self.is_framed && !self.head.is_ruled {
            return (self.head.above, unclosed.to_vec());
        }
        let retained = |table: &Table, record: usize| {
            let width = table.width(record);
            let cells: Vec<_> = (0..width).map(|column| table.raw_cell(record, column).trim()).collect();
            (!self.head.is_ruled || !is_rule(&cells)).then(|| if self.is_framed { unframed(&cells) } else { 0..width })
        };
        let dropped = table.retain_cells(retained, pace).await;
        let above = self.head.above - dropped.partition_point(|&record| record < self.head.above);
        (above, renumbered(unclosed, &dropped))
    }
}

/// The cells between the frame's delimiters.
fn unframed(cells: &[&str]) -> Range<usize> {
    let is_framed = |cell: Option<&&str>| cells.len() > 1 && cell.is_some_and(|cell| cell.is_empty());
    usize::from(is_framed(cells.first()))..cells.len() - usize::from(is_framed(cells.last()))
}

/// The headers in a record, without empty ones at the end that have nothing below them.
fn headers(table: &Table, record: usize, first: usize) -> Vec<String> {
    let width = table.width(record).min(COLUMN_LIMIT);
    let mut headers: Vec<String> = (0..width).map(|column| table.cell(record, column).trim().to_owned()).collect();
    let named = headers.iter().rposition(|header| !header.is_empty()).map_or(1, |last| last + 1);
    let reach = reach(table, first).max(named);
    headers.truncate(reach.min(width));
    headers
}

/// One past the last cell with anything in it, in the first records from one on.
fn reach(table: &Table, first: usize) -> usize {
    let end = table.record_count().min(first + SAMPLE_RECORDS);
    let extent = |record: usize| (0..table.width(record)).rposition(|column| !table.raw_cell(record, column).trim().is_empty());
    (first..end).filter_map(extent).max().map_or(0, |last| last + 1)
}

/// The width of a table without headers: that of its widest record, but for one last delimiter of every line.
fn widest(table: &Table) -> usize {
    let records = table.record_count().min(SAMPLE_RECORDS);
    let width = (0..records).map(|record| table.width(record)).max().unwrap_or_default();
    let is_trailing = records > 1 && reach(table, 0) + 1 == width;
    width.saturating_sub(usize::from(is_trailing)).min(COLUMN_LIMIT)
}

/// Columns up to the last with a header: behind it a delimiter may stand.
fn named_columns(table: &Table) -> usize {
    table.headers.iter().rposition(|header| !header.trim().is_empty()).map_or(0, |last| last + 1)
}

/// True where the first records all have one cell more than there are headers and their addresses stand one column farther on, or, without
/// addresses, where their first cells count up.
fn has_row_names(table: &Table) -> bool {
    let (records, columns) = (table.record_count().min(SAMPLE_RECORDS), named_columns(table));
    if !table.has_header || columns < 2 || records == 0 || !(0..records).all(|record| table.width(record) == columns + 1) {
        return false;
    }
    let is_email = |header: &String| header_word(header).is_some_and(|(role, _)| role == ColumnRole::Email);
    let addresses = |column: usize| (0..records).filter(|&record| table.raw_cell(record, column).contains('@')).count();
    if let Some(column) = table.headers.iter().position(is_email) {
        return 2 * addresses(column + 1) > records && 2 * addresses(column) < records;
    }
    let numbers = (0..records).map(|record| table.cell(record, 0).trim().parse::<usize>().ok());
    let is_filled = |record: usize| !table.raw_cell(record, columns).trim().is_empty();
    let first = numbers.clone().next().flatten();
    records > 1
        && numbers.enumerate().all(|(place, number)| number == first.map(|first| first + place))
        && (0..records).any(is_filled)
        && first.is_some()
}

/// True where the first records all have cells behind the last column, with nothing in them.
fn has_trailing_delimiters(table: &Table) -> bool {
    let (records, columns) = (table.record_count().min(SAMPLE_RECORDS), table.headers.len());
    records > 0 && columns < COLUMN_LIMIT && (0..records).all(|record| table.width(record) > columns) && reach(table, 0) <= columns
}

/// Notes of the headers that stand there more than once, in alphabetical order; case does not matter.
pub(super) fn duplicate_headers(headers: &[String]) -> Vec<TableNote> {
    let mut seen: BTreeMap<String, (&str, usize)> = BTreeMap::new();
    for header in headers.iter().filter(|header| !header.is_empty()) {
        seen.entry(header.to_lowercase()).or_insert((header, 0)).1 += 1;
    }
    let twice = seen.into_values().filter(|(_, times)| *times > 1).map(|(header, _)| TableNote::DuplicateHeader(header.to_owned()));
    twice.take(NAMED_DUPLICATES).collect()
}

/// The faults, but for those of records with fewer cells than there are headers.
async fn without_short(table: &Table, faults: Vec<RecordFault>, pace: &mut Pace) -> Vec<RecordFault> {
    let is_short = |record: u32| table.width(record as usize) < table.headers.len();
    let mut retained = Vec::new();
    for fault in faults {
        pace.spend(RECORD_COST).await;
        if fault.kind != FaultKind::Ragged || !is_short(fault.record) {
            retained.push(fault);
        }
    }
    retained
}

fn is_total(table: &Table, record: usize) -> bool {
    is_totals((0..table.width(record)).map(|column| table.cell(record, column))) || is_total_of_group(table, record)
}

/// True for the totals of a group that name it: `Kiel GmbH Total` below `Kiel GmbH`.
fn is_total_of_group(table: &Table, record: usize) -> bool {
    let Some(first) = (0..table.width(record)).find(|&column| !table.raw_cell(record, column).trim().is_empty()) else { return false };
    let text = table.cell(record, first);
    let Some(group) = group_of_totals(text.trim()) else { return false };
    let above = (record.saturating_sub(SAMPLE_RECORDS)..record).rev().map(|record| table.cell(record, first));
    above.map(|cell| cell.trim().to_owned()).find(|cell| !cell.is_empty()).is_some_and(|cell| cell.eq_ignore_ascii_case(group))
        && (first + 1..table.width(record)).all(|column| is_amount_or_nothing(table.cell(record, column).trim()))
}

/// True where totals stand between the records: subtotals come with a total behind them or early on, elsewhere no record is looked at
/// for them.
async fn has_totals(table: &Table, tail: usize, pace: &mut Pace) -> bool {
    let records = table.record_count();
    for record in (0..records.min(SAMPLE_RECORDS)).chain(tail..records) {
        if is_total(table, record) {
            return true;
        }
        pace.spend(TOTAL_COST).await;
    }
    false
}

/// One cell, the first, with a text that is no address, in a table of several columns.
fn is_lone_text(table: &Table, record: usize) -> bool {
    let is_blank = |column: usize| table.raw_cell(record, column).trim().is_empty();
    table.headers.len() > 2 && !table.raw_record(record).contains('@') && !is_blank(0) && (1..table.width(record)).all(is_blank)
}

/// Fewer cells than headers, or text in cells behind the last header.
fn is_ragged(table: &Table, record: usize) -> bool {
    let (width, columns) = (table.width(record), table.headers.len());
    width < columns || (width > columns && (columns..width).any(|column| !table.cell(record, column).trim().is_empty()))
}

/// The first record of the lines a report writes behind its data: totals, a mark of its end, or text in one cell only, the first or the one
/// in the first named column, in a table of three columns or more.
///
/// It is behind data only where there is some. A short last record could be a lead cut off: one with an e-mail address is never a footer,
/// and one with all its delimiters only when it reads like a sentence.
async fn tail_start(table: &Table, pace: &mut Pace) -> usize {
    let records = table.record_count();
    let margin = table.headers.iter().position(|header| !header.is_empty()).unwrap_or_default();
    let is_blank = |record: usize, column: usize| table.raw_cell(record, column).trim().is_empty();
    // The column of the text of a line: behind the cells that are blank because their columns are a margin.
    let text_column = |record: usize| (0..margin).find(|&column| !is_blank(record, column)).unwrap_or(margin);
    let is_tail = |record: usize| {
        let text_column = text_column(record);
        let text = table.cell(record, text_column);
        let is_alone = (text_column + 1..table.width(record)).all(|column| is_blank(record, column));
        let reads_as_text = table.width(record) <= text_column + 1 || text.split_whitespace().count() >= 3;
        let is_text = table.headers.len() >= 3 && !text.contains('@') && (reads_as_text || text.trim().is_empty());
        is_alone && (is_text || is_end_mark(text.trim())) || is_total(table, record)
    };
    let mut start = records;
    while start > 0 && is_tail(start - 1) {
        start -= 1;
        pace.spend(TOTAL_COST).await;
    }
    if start == 0 {
        return records;
    }
    // Blank records before the first line of text, or without any, are blank records.
    while start < records && is_blank(start, text_column(start)) && !is_total(table, start) {
        start += 1;
        pace.spend(TOTAL_COST).await;
    }
    start
}

#[cfg(test)]
mod tests;
