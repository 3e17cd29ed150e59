//! Text becomes a table, while it comes where its notation allows.

use std::borrow::Cow;

use leadlens_workbook::stepper::Pace;

use super::arrange::arranged;
use super::carrier::Carrier;
use super::decode::{check_text, text_start};
use super::delimited::Scanner;
use super::entity::{decoded_in_text, occurs};
use super::lead_role::{names_person, roles};
use super::note::TableNote;
use super::sniff::{Dialect, NO_DELIMITER, Notation, SAMPLE_SIZE, sample_of, sniff};
use super::table::{Format, Table};
use super::unwrapped::Unwrapped;
use super::{ReadOptions, SourceError, json, key_value, packed_labels, spreadsheet};

/// Number of first bytes that tell whether a source is text at all.
pub(super) const HEAD_SIZE: usize = 1 << 16;

/// Longest character of UTF-8, in bytes.
const CHARACTER_SIZE: usize = 4;

/// Carriers in carriers that are followed: a page in a mail in a mail.
const CARRIER_DEPTH: usize = 4;

/// Reads text (UTF-8) that grows. Everything is decided on a fixed number of first bytes.
#[derive(Debug)]
pub(super) struct TextReader {
    options: ReadOptions,
    is_head_checked: bool,
    progress: Progress,
}

/// Stage that reading has reached.
#[derive(Debug)]
enum Progress {
    /// Too little was pushed to know the notation.
    Undecided,
    /// A notation that is read at the end, as a whole.
    Waiting(Notation),
    /// A text that carries records in something else, read at the end as a whole.
    Carried(Carrier),
    /// Delimited text, scanned as it comes.
    Scanning(Dialect, Scanner),
}

impl TextReader {
    pub(super) fn new(options: ReadOptions) -> Self {
        Self { options, is_head_checked: false, progress: Progress::Undecided }
    }

    /// Looks at the first bytes of a text that is complete, or that has enough of them; whether they were looked at is the answer.
    ///
    /// # Errors
    /// [`SourceError::Binary`] when they are those of something else than text.
    pub(super) fn check_head(&mut self, text: &[u8], is_complete: bool) -> Result<bool, SourceError> {
        if !self.is_head_checked && (is_complete || text.len() >= HEAD_SIZE) {
            self.is_head_checked = true;
            check_text(text.get(..HEAD_SIZE).unwrap_or(text))?;
        }
        Ok(self.is_head_checked)
    }

    /// Scans what `text` has grown by, as far as the notation allows before the end is known. `size` is what it is expected to become.
    pub(super) fn scan(&mut self, text: &[u8], size: usize) {
        if matches!(self.progress, Progress::Undecided) && text.len() > SAMPLE_SIZE {
            self.decide(text);
            if let Progress::Scanning(_, scanner) = &mut self.progress {
                scanner.scan(text.get(..SAMPLE_SIZE).unwrap_or_default());
                scanner.reserve(size.max(text.len()));
            }
        }
        if let Progress::Scanning(_, scanner) = &mut self.progress {
            scanner.scan(text);
        }
    }

    /// True once the notation is known and is one that is read at the end.
    pub(super) fn waits_for_end(&self) -> bool {
        matches!(self.progress, Progress::Waiting(_) | Progress::Carried(_))
    }

    /// The table of the whole text.
    ///
    /// # Errors
    /// [`SourceError`] where it cannot be read.
    pub(super) async fn finish(self, text: String, pace: &mut Pace) -> Result<Table, SourceError> {
        let mut table = self.finish_at(text, 0, pace).await?;
        // HTML and XML have read theirs.
        if !matches!(table.format, Some(Format::Html | Format::Xml)) {
            table.look_for_entities(pace).await;
        }
        Ok(table)
    }

    /// [`TextReader::finish`] for a text that so many carriers held.
    async fn finish_at(mut self, text: String, depth: usize, pace: &mut Pace) -> Result<Table, SourceError> {
        if matches!(self.progress, Progress::Undecided) {
            self.decide(text.as_bytes());
        }
        let start = text_start(text.as_bytes());
        let body = text.get(start..).unwrap_or_default();
        if is_blank(body, pace).await {
            return Err(SourceError::Empty);
        }
        match self.progress {
            Progress::Carried(carrier) => read_carried(carrier, body, &self.options, depth, pace).await,
            // There, names of characters would be cut in two.
            Progress::Scanning(dialect, _) if depth == 0 && dialect.delimiter == b';' && occurs(body) => {
                let text = decoded_in_text(body).into_owned();
                let inner = TextReader::new(self.options.clone());
                Box::pin(inner.finish_at(text, depth + 1, pace)).await
            }
            Progress::Scanning(dialect, scanner) => delimited_table(text, dialect, scanner, &self.options, pace).await,
            Progress::Waiting(Notation::Rewritten(rewrite, delimiter)) => {
                let rewritten = rewrite.rewritten(body, pace).await;
                let options = ReadOptions { delimiter: Some(char::from(delimiter)), ..self.options };
                let sample = sample_of(&rewritten);
                let Notation::Delimited(dialect) = sniff(sample, sample.len() == rewritten.len(), &options) else {
                    return Err(SourceError::NoRecords);
                };
                let scanner = Scanner::new(dialect.delimiter, dialect.line_end, dialect.start);
                let mut table = delimited_table(rewritten, dialect, scanner, &options, pace).await?;
                table.notes.insert(0, TableNote::Rewritten(rewrite.kind()));
                Ok(table)
            }
            Progress::Waiting(Notation::KeyValue) => key_value::read(body, pace).await,
            Progress::Waiting(Notation::LabelTable(dialect)) => {
                let scanner = Scanner::new(dialect.delimiter, dialect.line_end, start + dialect.start);
                let (table, _) = scanned_table(text, dialect, scanner, pace).await;
                key_value::read_table(&table, pace).await
            }
            Progress::Waiting(_) | Progress::Undecided => {
                let table = json::read(body, pace).await?;
                Ok(packed_labels::unpacked(&table, pace).await?.unwrap_or(table))
            }
        }
    }

    /// Decides the notation by the first bytes, the same ones however they were pushed.
    fn decide(&mut self, text: &[u8]) {
        let start = text_start(text);
        let sample = whole_characters(text.get(start..SAMPLE_SIZE).or(text.get(start..)).unwrap_or_default());
        // A delimiter the user chose is believed, whatever the text looks like.
        if self.options.delimiter.is_none()
            && let Some(carrier) = Carrier::of(&sample)
        {
            self.progress = Progress::Carried(carrier);
            return;
        }
        self.progress = match sniff(&sample, text.len() <= SAMPLE_SIZE, &self.options) {
            Notation::Delimited(dialect) => {
                Progress::Scanning(dialect, Scanner::new(dialect.delimiter, dialect.line_end, start + dialect.start))
            }
            notation => Progress::Waiting(notation),
        };
    }
}

/// Bytes of a text without the character that is cut at their end.
fn whole_characters(text: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(text) {
        Ok(text) => Cow::Borrowed(text),
        Err(cut) if cut.error_len().is_none() => String::from_utf8_lossy(text.get(..cut.valid_up_to()).unwrap_or_default()),
        Err(_) => String::from_utf8_lossy(text),
    }
}

/// The table that a carrier holds.
async fn read_carried(carrier: Carrier, text: &str, options: &ReadOptions, depth: usize, pace: &mut Pace) -> Result<Table, SourceError> {
    if depth == CARRIER_DEPTH {
        return Err(SourceError::NothingInside);
    }
    match carrier.open(text, pace).await? {
        Unwrapped::Table(table) if carrier == Carrier::Xml && !names_anybody(&table) && json::holds_leads(text) => {
            Ok(Table { format: table.format, ..json::read(text, pace).await? })
        }
        Unwrapped::Table(table) => Ok(table),
        Unwrapped::Workbook(bytes) => spreadsheet::read(&bytes, options, pace).await,
        Unwrapped::Text { text, format, note } => {
            let inner = TextReader::new(options.clone());
            let mut table = Box::pin(inner.finish_at(text, depth + 1, pace)).await?;
            table.notes.extend(note.filter(|note| !table.notes.contains(note)));
            Ok(Table { format: Some(format), delimiter: None, ..table })
        }
    }
}

/// True where the headers of a table name a part of a person.
fn names_anybody(table: &Table) -> bool {
    roles(table.headers.iter().map(String::as_str)).into_iter().any(names_person)
}

/// True for a text of nothing but blanks.
async fn is_blank(text: &str, pace: &mut Pace) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        // What is read at a time ends where a character does.
        let (piece, behind) = rest.split_at(rest.floor_char_boundary(pace.slice().max(CHARACTER_SIZE)));
        if !piece.trim_start().is_empty() {
            return false;
        }
        rest = behind;
        pace.spend(piece.len()).await;
    }
    true
}

/// The table of delimited text, once all of it is there.
async fn delimited_table(
    text: String,
    dialect: Dialect,
    scanner: Scanner,
    options: &ReadOptions,
    pace: &mut Pace,
) -> Result<Table, SourceError> {
    let (table, unclosed) = scanned_table(text, dialect, scanner, pace).await;
    let table = arranged(table, dialect.layout, &unclosed, options, pace).await?;
    let labelled =
        if options.delimiter.is_none() && options.header.is_none() { packed_labels::unpacked(&table, pace).await? } else { None };
    Ok(labelled.unwrap_or(table))
}

/// The records of delimited text as they were scanned, and those with a quote that is never closed.
async fn scanned_table(text: String, dialect: Dialect, mut scanner: Scanner, pace: &mut Pace) -> (Table, Vec<u32>) {
    scanner.finish(text.as_bytes(), pace).await;
    let mut table = Table {
        format: Some(if dialect.delimiter == b'\t' { Format::Tsv } else { Format::Csv }),
        text,
        delimiter: (dialect.delimiter != NO_DELIMITER).then(|| char::from(dialect.delimiter)),
        ..Table::default()
    };
    let unclosed = scanner.fill(&mut table, pace).await;
    (table, unclosed)
}
