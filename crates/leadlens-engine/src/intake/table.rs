//! The one shape every source is brought into: headers, records, cells over one text.

mod builder;
mod row;

pub use builder::TableBuilder;

use std::borrow::Cow;
use std::ops::Range;

use leadlens_workbook::stepper::Pace;
use serde::{Deserialize, Serialize};

use super::entity::{decoded_in_text, occurs};
use super::note::TableNote;
use super::{Encoding, ReadOptions};
use crate::saturating::saturating_u32;

/// Looking at a record takes as long as scanning so many bytes.
pub(super) const RECORD_COST: usize = 16;

/// Bytes searched at a time, and how many are searched in the time one is scanned.
const PIECE: usize = 1 << 16;
const SEARCH_SPEED: usize = 8;

/// The notation a source is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Delimited text (comma, semicolon or pipe).
    Csv,
    /// Delimited text with tabs, the clipboard's notation.
    Tsv,
    /// One JSON text, or several one after another over several lines.
    Json,
    /// One JSON object a line.
    Ndjson,
    /// `Label: value` or `key = value` blocks.
    KeyValue,
    /// A workbook of Excel since 2007.
    Xlsx,
    /// A binary workbook of Excel since 2007.
    Xlsb,
    /// A workbook of Excel until 2003.
    Xls,
    /// An `OpenDocument` workbook, as `LibreOffice` writes it.
    Ods,
    /// A web page, or a table that a program saved as one.
    Html,
    /// Records as XML, or a workbook of Excel 2003 as XML.
    Xml,
    /// An e-mail message as a file.
    Eml,
    /// Business cards.
    Vcard,
}

impl Format {
    /// The name `inspect` prints.
    pub fn label(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::KeyValue => "key-value",
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Html => "html",
            Self::Xml => "xml",
            Self::Eml => "eml",
            Self::Vcard => "vcard",
        }
    }
}

/// Oddity of a record as the file spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FaultKind {
    /// Fewer or more cells than there are headers.
    Ragged,
    /// A quoted cell that is never closed.
    UnclosedQuote,
    /// A line of NDJSON, or an element of a list, that is no JSON object.
    NotAnObject,
    /// JSON that was mended (a missing comma) before it could be read.
    Mended,
    /// A line of free text that belongs to no record (footer, greeting).
    Footer,
    /// A line that adds up the records before it.
    Totals,
    /// A record whose bytes are in another encoding than the rest of the file.
    MixedEncoding,
    /// Headers that stand again between the records.
    RepeatedHeader,
    /// A record that line breaks outside of quotes had cut into several.
    JoinedLines,
}

/// A record, by number, and what is odd about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordFault {
    /// 0-based index of the record in its table.
    pub record: u32,
    /// The oddity of that record.
    pub kind: FaultKind,
}

/// One sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Rows that hold something.
    pub rows: u32,
    /// True for a sheet that the workbook hides.
    pub is_hidden: bool,
}

/// A source as headers and records. The text of every cell stays as it was written, and reachable.
///
/// Cells are addressed by record and column, both 0-based; a record may have fewer or more cells than there are headers.
///
/// Layout: `bounds` holds, record after record, the byte offset in `text` at which each cell starts and one offset past the last cell, always
/// one past the byte that separates it from the next (a delimiter, a line end, or the end of the text). `firsts` holds for each record the index of its first bound, and
/// one more entry past the last. 4 bytes a cell, no copies: this is what keeps a million records within a few hundred megabytes.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Name of the file, or of the paste, as the caller gave it.
    pub name: String,
    /// Number of the source, as the caller gives it to know the source again.
    pub id: u32,
    /// Header of each column; empty where the file gives none.
    pub headers: Vec<String>,
    /// True when the headers stood in the file (false: the first record already was data, headers are empty).
    pub has_header: bool,
    /// Encoding by which the bytes became text.
    pub encoding: Option<Encoding>,
    /// Notation of the source.
    pub format: Option<Format>,
    /// The delimiter of a delimited source.
    pub delimiter: Option<char>,
    /// The sheets of a workbook, in its order; empty for everything else.
    pub sheets: Vec<Sheet>,
    /// The sheet that was read.
    pub sheet: Option<u16>,
    /// Remarks on how it was read.
    pub notes: Vec<TableNote>,
    /// Requested reading options.
    pub options: ReadOptions,
    /// Records that are odd as spelled, in record order.
    pub faults: Vec<RecordFault>,
    /// Settings of it in a workspace file of another version that this one does not know, to be saved again.
    pub(super) unknown: serde_json::Map<String, serde_json::Value>,
    pub(super) text: String,
    pub(super) bounds: Vec<u32>,
    pub(super) firsts: Vec<u32>,
    /// True where cells may be quoted (delimited text), false where they stand as they are (JSON, key-value).
    pub(super) quoted: bool,
    /// True where cells write characters by the names of HTML (`&amp;`), as exports of web forms do.
    pub(super) has_entities: bool,
}

impl Table {
    /// Number of data records; blank lines and the header do not count.
    pub fn record_count(&self) -> usize {
        self.firsts.len().saturating_sub(1)
    }

    /// Number of columns: headers, or the widest record seen where that is wider.
    pub fn column_count(&self) -> usize {
        self.headers.len()
    }

    /// Number of cells of one record; 0 past the end.
    pub fn width(&self, record: usize) -> usize {
        match (self.firsts.get(record), self.firsts.get(record + 1)) {
            (Some(&first), Some(&next)) => (next - first).saturating_sub(1) as usize,
            _ => 0,
        }
    }

    /// The cell as the file spells it, quotes and all; empty where the record is too short.
    pub fn raw_cell(&self, record: usize, column: usize) -> &str {
        self.record(record).raw_cell(column)
    }

    /// The cell's text: quotes removed, doubled quotes single, nothing trimmed.
    pub fn cell(&self, record: usize, column: usize) -> Cow<'_, str> {
        self.record(record).cell(column)
    }

    /// The whole record as the file spells it.
    pub fn raw_record(&self, record: usize) -> &str {
        let width = self.width(record);
        let span = || {
            let first = *self.firsts.get(record)? as usize;
            let start = *self.bounds.get(first)? as usize;
            let end = (*self.bounds.get(first + width)? as usize).checked_sub(1)?;
            self.text.get(start..end)
        };
        span().unwrap_or_default()
    }

    /// Number of its settings in a workspace file of another version that this one does not know. They are saved again.
    pub fn unknown_settings(&self) -> usize {
        fn count(value: &serde_json::Value) -> usize {
            match value {
                serde_json::Value::Object(members) => members.values().map(count).sum(),
                serde_json::Value::Array(items) => items.len(),
                _ => 1,
            }
        }
        self.unknown.values().map(count).sum()
    }

    /// Bytes of text and offsets held.
    pub fn heap_size(&self) -> usize {
        self.text.capacity() + 4 * (self.bounds.capacity() + self.firsts.capacity())
    }

    /// Puts other cells, as the file spells cells, in place of all that are there; records keep their numbers. `false`, and
    /// nothing done, where they do not fit.
    pub(super) async fn replace_cells(&mut self, rows: Vec<Vec<String>>, pace: &mut Pace) -> bool {
        let (mut text, mut bounds, mut firsts) = (String::with_capacity(self.text.len()), Vec::with_capacity(self.bounds.len()), vec![0]);
        for row in rows {
            let start = text.len();
            for cell in row {
                bounds.push(saturating_u32(text.len()));
                text.push_str(&cell);
                text.push(self.delimiter.filter(char::is_ascii).unwrap_or('\n'));
            }
            bounds.push(saturating_u32(text.len()));
            firsts.push(saturating_u32(bounds.len()));
            pace.spend(RECORD_COST + text.len() - start).await;
        }
        let fits = u32::try_from(text.len()).is_ok();
        if fits {
            (self.text, self.bounds, self.firsts) = (text, bounds, firsts);
        }
        fits
    }

    /// Looks for characters written by name; from then on cells are read with them.
    pub(super) async fn look_for_entities(&mut self, pace: &mut Pace) {
        // A name that a piece cuts in two is hardly the only one.
        let mut rest = self.text.as_str();
        while !rest.is_empty() && !self.has_entities {
            let (piece, behind) = rest.split_at(rest.floor_char_boundary(pace.slice().max(PIECE)));
            self.has_entities = occurs(piece);
            pace.spend(piece.len() / SEARCH_SPEED).await;
            rest = behind;
        }
    }

    /// Keeps of each record the cells `select` names and drops the records of which it names none; their numbers, in order, are the answer.
    pub(super) async fn retain_cells(&mut self, select: impl Fn(&Self, usize) -> Option<Range<usize>>, pace: &mut Pace) -> Vec<usize> {
        let (mut bounds, mut firsts, mut dropped) = (Vec::with_capacity(self.bounds.len()), vec![0], Vec::new());
        for record in 0..self.record_count() {
            pace.spend(RECORD_COST + size_of::<u32>() * self.width(record)).await;
            let first = self.firsts.get(record).map_or(0, |first| *first as usize);
            // A record of n cells has n + 1 bounds.
            let cells = select(self, record).and_then(|cells| self.bounds.get(first + cells.start..=first + cells.end));
            let Some(cells) = cells else {
                dropped.push(record);
                continue;
            };
            bounds.extend_from_slice(cells);
            firsts.push(saturating_u32(bounds.len()));
        }
        (self.bounds, self.firsts) = (bounds, firsts);
        dropped
    }

    /// The same source without a record, to be filled anew.
    pub(super) fn without_records(&self) -> Self {
        Self {
            text: String::new(),
            bounds: Vec::new(),
            firsts: vec![0],
            quoted: false,
            has_entities: false,
            name: self.name.clone(),
            headers: self.headers.clone(),
            sheets: self.sheets.clone(),
            notes: self.notes.clone(),
            options: self.options.clone(),
            faults: self.faults.clone(),
            unknown: self.unknown.clone(),
            ..*self
        }
    }

    /// Adds a record of these cells, each as it is read; `None` where offsets reach no farther.
    pub(super) fn push_record<'c>(&mut self, cells: impl Iterator<Item = Option<Cow<'c, str>>>) -> Option<()> {
        for cell in cells {
            self.bounds.push(u32::try_from(self.text.len()).ok()?);
            self.text.push_str(&cell.unwrap_or_default());
            self.text.push('\n');
        }
        self.bounds.push(u32::try_from(self.text.len()).ok()?);
        self.firsts.push(u32::try_from(self.bounds.len()).ok()?);
        Some(())
    }

    /// One record, for reading several of its cells; without cells past the end.
    #[inline]
    pub fn record(&self, record: usize) -> Record<'_> {
        let bounds = || {
            let first = *self.firsts.get(record)? as usize;
            let next = *self.firsts.get(record + 1)? as usize;
            self.bounds.get(first..next)
        };
        Record { text: &self.text, bounds: bounds().unwrap_or_default(), quoted: self.quoted, has_entities: self.has_entities }
    }
}

/// The cells of one record.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    text: &'a str,
    bounds: &'a [u32],
    quoted: bool,
    has_entities: bool,
}

impl<'a> Record<'a> {
    /// The cell as the file spells it; empty where the record is too short.
    #[inline]
    pub fn raw_cell(&self, column: usize) -> &'a str {
        match self.bounds.get(column..column + 2) {
            Some(&[start, next]) => self.text.get(start as usize..(next as usize).wrapping_sub(1)).unwrap_or_default(),
            _ => "",
        }
    }

    /// The cell's text: quotes removed, doubled quotes single, characters written by name read, nothing trimmed.
    #[inline]
    pub fn cell(&self, column: usize) -> Cow<'a, str> {
        let raw = self.raw_cell(column);
        let is_quoted = self.quoted && raw.as_bytes().first() == Some(&b'"');
        // Each case answers by itself: a text handed on from one to the next costs three times as much as reading it.
        match (is_quoted, self.has_entities) {
            (false, false) => Cow::Borrowed(raw),
            (true, false) => unquote(raw),
            (is_quoted, true) => without_entities(if is_quoted { unquote(raw) } else { Cow::Borrowed(raw) }),
        }
    }
}

/// A text with the characters that it writes by name.
#[cold]
fn without_entities(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => decoded_in_text(text),
        Cow::Owned(text) => Cow::Owned(decoded_in_text(&text).into_owned()),
    }
}

/// Removes the quotes of a quoted cell (RFC 4180). Text after the closing quote stays; a cell without a leading quote is left as it is.
fn unquote(raw: &str) -> Cow<'_, str> {
    match raw.strip_prefix('"') {
        None => Cow::Borrowed(raw),
        Some(rest) => match rest.strip_suffix('"') {
            Some(inner) if !inner.contains('"') => Cow::Borrowed(inner),
            _ => Cow::Owned(unquote_slowly(rest)),
        },
    }
}

/// The text behind an opening quote, with doubled quotes made single and the first lone quote taken as the closing one.
fn unquote_slowly(rest: &str) -> String {
    let mut text = String::with_capacity(rest.len());
    let mut parts = rest.split('"');
    text.push_str(parts.next().unwrap_or_default());
    let mut open = true;
    let mut after_quote = false;
    for part in parts {
        if open {
            if part.is_empty() && !after_quote {
                after_quote = true;
                continue;
            }
            if after_quote {
                text.push('"');
                after_quote = false;
            } else {
                open = false;
            }
        } else {
            text.push('"');
        }
        text.push_str(part);
    }
    text
}

#[cfg(test)]
mod tests;
