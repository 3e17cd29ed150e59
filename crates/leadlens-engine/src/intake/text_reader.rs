//! Text becomes a table, while it comes where its notation allows.

use leadlens_workbook::stepper::Pace;

use super::decode::{check_text, text_start};
use super::delimited::Scanner;
use super::html::entity::decoded;
use super::sniff::{Dialect, NO_DELIMITER, Notation, SAMPLE_SIZE, sniff};
use super::table::{Format, Table, TableNote};
use super::{ReadOptions, SourceError, json, key_value};

/// Number of first bytes that tell whether a source is text at all.
pub(super) const HEAD_SIZE: usize = 1 << 16;

/// Longest character of UTF-8, in bytes.
const CHARACTER_SIZE: usize = 4;

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
    /// [`SourceError::Binary`] or [`SourceError::Html`] when they are those of something else than text with data.
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
        matches!(self.progress, Progress::Waiting(_))
    }

    /// The table of the whole text.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub(super) async fn finish(mut self, text: String, pace: &mut Pace) -> Result<Table, SourceError> {
        if matches!(self.progress, Progress::Undecided) {
            self.decide(text.as_bytes());
        }
        let start = text_start(text.as_bytes());
        let body = text.get(start..).unwrap_or_default();
        if is_blank(body, pace).await {
            return Err(SourceError::Empty);
        }
        match self.progress {
            Progress::Scanning(dialect, scanner) => delimited_table(text, dialect, scanner, pace).await,
            Progress::Waiting(Notation::Rewritten(rewrite, delimiter)) => {
                let rewritten = rewrite.rewritten(body, pace).await;
                let options = ReadOptions { delimiter: Some(char::from(delimiter)), ..self.options };
                let sample = rewritten.get(..rewritten.floor_char_boundary(SAMPLE_SIZE)).unwrap_or_default();
                let Notation::Delimited(dialect) = sniff(sample.as_bytes(), sample.len() == rewritten.len(), &options) else {
                    return Err(SourceError::NoRecords);
                };
                let scanner = Scanner::new(dialect.delimiter, dialect.line_end, dialect.start);
                let mut table = delimited_table(rewritten, dialect, scanner, pace).await?;
                table.notes.insert(0, TableNote::Rewritten(rewrite.kind()));
                Ok(table)
            }
            Progress::Waiting(Notation::KeyValue) => key_value::read(body, pace).await,
            Progress::Waiting(Notation::LabelTable(dialect)) => {
                let scanner = Scanner::new(dialect.delimiter, dialect.line_end, start + dialect.start);
                let (table, _) = scanned_table(text, dialect, scanner, pace).await;
                key_value::read_table(&table, pace).await
            }
            Progress::Waiting(_) | Progress::Undecided => json::read(body, pace).await,
        }
    }

    /// Decides the notation by the first bytes, the same ones however they were pushed.
    fn decide(&mut self, text: &[u8]) {
        let start = text_start(text);
        let sample = text.get(start..SAMPLE_SIZE).or(text.get(start..)).unwrap_or_default();
        self.progress = match sniff(sample, text.len() <= SAMPLE_SIZE, &self.options) {
            Notation::Delimited(dialect) => {
                Progress::Scanning(dialect, Scanner::new(dialect.delimiter, dialect.line_end, start + dialect.start))
            }
            notation => Progress::Waiting(notation),
        };
    }
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
async fn delimited_table(text: String, dialect: Dialect, scanner: Scanner, pace: &mut Pace) -> Result<Table, SourceError> {
    let (mut table, unclosed) = scanned_table(text, dialect, scanner, pace).await;
    dialect.layout.apply(&mut table, &unclosed, pace).await;
    if table.record_count() == 0 { Err(SourceError::NoRecords) } else { Ok(table) }
}

/// The records of delimited text as they were scanned, and those with a quote that is never closed.
async fn scanned_table(text: String, dialect: Dialect, mut scanner: Scanner, pace: &mut Pace) -> (Table, Vec<u32>) {
    scanner.finish(text.as_bytes(), pace).await;
    let mut table = Table {
        format: Some(if dialect.delimiter == b'\t' { Format::Tsv } else { Format::Csv }),
        escaped: has_entities(text.get(..text.floor_char_boundary(SAMPLE_SIZE)).unwrap_or_default()),
        text,
        delimiter: (dialect.delimiter != NO_DELIMITER).then(|| char::from(dialect.delimiter)),
        ..Table::default()
    };
    let unclosed = scanner.fill(&mut table, pace).await;
    (table, unclosed)
}

/// True for a text with a character that HTML writes by name or number, behind which a semicolon stands.
fn has_entities(sample: &str) -> bool {
    const LONGEST: usize = 10;
    memchr::memchr_iter(b'&', sample.as_bytes()).any(|at| {
        let piece = sample.get(at..).unwrap_or_default();
        let end = piece.bytes().take(LONGEST).position(|byte| byte == b';');
        end.and_then(|end| piece.get(..=end)).is_some_and(|entity| entity.len() > 3 && decoded(entity).chars().nth(1).is_none())
    })
}
