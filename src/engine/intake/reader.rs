//! The door: bytes are pushed in pieces and come out as a [`Table`].

use super::decode::{Decoder, check_head, text_start};
use super::delimited::Scanner;
use super::sniff::{Dialect, Notation, SAMPLE_SIZE, sniff};
use super::table::{Encoding, Format, Table};
use super::{SourceError, json, key_value};

/// Longest text whose offsets fit the table: the last bound is one past its end.
const LIMIT: u64 = u32::MAX as u64 - 1;

/// How many bytes tell whether a source is text at all.
const HEAD_SIZE: usize = 1 << 16;

/// Reads one source. The caller owns time and I/O: it pushes bytes as they come and scans in between.
///
/// Everything is decided on a fixed number of first bytes, so the table does not depend on how the bytes are cut into pushes.
///
/// # Examples
/// ```
/// use leadlens::engine::intake::Reader;
///
/// let mut reader = Reader::new("leads.csv", 0)?;
/// reader.push(b"Email,Phone\nann@exam")?;
/// reader.scan()?;
/// reader.push(b"ple.org,1\n")?;
/// let table = reader.finish()?;
/// assert_eq!(table.cell(0, 0), "ann@example.org");
/// # Ok::<(), leadlens::engine::intake::SourceError>(())
/// ```
#[derive(Debug)]
pub struct Reader {
    name: String,
    /// Length of the source as the caller expects it.
    size: usize,
    decoder: Decoder,
    text: Vec<u8>,
    is_head_checked: bool,
    progress: Progress,
}

/// How far reading got.
#[derive(Debug)]
enum Progress {
    /// Too little was pushed to know the notation.
    Undecided,
    /// A notation that is read at the end, as a whole.
    Waiting(Notation),
    /// Delimited text, scanned as it comes.
    Scanning(Dialect, Scanner),
}

impl Reader {
    /// A reader for a source of that name and length in bytes (a hint: memory for it is reserved at once).
    ///
    /// # Errors
    /// [`SourceError::TooLarge`] when that much cannot be held.
    pub fn new(name: &str, size: u64) -> Result<Self, SourceError> {
        let too_large = SourceError::TooLarge { bytes: size, limit: LIMIT };
        let Some(length) = usize::try_from(size).ok().filter(|_| size <= LIMIT) else { return Err(too_large) };
        let mut text = Vec::new();
        text.try_reserve_exact(length).map_err(|_| too_large)?;
        let progress = Progress::Undecided;
        Ok(Self { name: name.to_owned(), size: length, decoder: Decoder::default(), text, is_head_checked: false, progress })
    }

    /// Takes the next bytes. Cheap: nothing is looked at but the first bytes of the source.
    ///
    /// # Errors
    /// As soon as the first bytes show that the source cannot be read.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), SourceError> {
        let length = self.text.len() as u64 + bytes.len() as u64;
        if length > LIMIT || self.text.try_reserve(bytes.len()).is_err() {
            return Err(SourceError::TooLarge { bytes: length.max(self.size as u64), limit: LIMIT });
        }
        self.decoder.push(bytes, &mut self.text);
        if !self.is_head_checked && self.text.len() >= HEAD_SIZE {
            self.check_head()?;
        }
        Ok(())
    }

    /// Scans what was pushed since the last call, as far as the notation allows before the end is known.
    ///
    /// # Errors
    /// As soon as what was scanned shows that the source cannot be read.
    pub fn scan(&mut self) -> Result<(), SourceError> {
        if matches!(self.progress, Progress::Undecided) && self.text.len() > SAMPLE_SIZE {
            self.decide();
            if let Progress::Scanning(_, scanner) = &mut self.progress {
                scanner.scan(self.text.get(..SAMPLE_SIZE).unwrap_or_default());
                scanner.reserve(self.size.max(self.text.len()));
            }
        }
        if let Progress::Scanning(_, scanner) = &mut self.progress {
            scanner.scan(&self.text);
        }
        Ok(())
    }

    /// The table, once everything was pushed.
    ///
    /// # Errors
    /// Why the source cannot be read.
    pub fn finish(mut self) -> Result<Table, SourceError> {
        self.decoder.finish(&mut self.text);
        if self.text.len() as u64 > LIMIT {
            return Err(SourceError::TooLarge { bytes: self.text.len() as u64, limit: LIMIT });
        }
        if !self.is_head_checked {
            self.check_head()?;
        }
        if matches!(self.progress, Progress::Undecided) {
            self.decide();
        }
        let start = text_start(&self.text);
        let text =
            String::from_utf8(self.text).map_err(|error| SourceError::Encoding { offset: error.utf8_error().valid_up_to() as u64 })?;
        let body = text.get(start..).unwrap_or_default();
        if body.trim_start().is_empty() {
            return Err(SourceError::Empty);
        }
        let table = match self.progress {
            Progress::Scanning(dialect, scanner) => delimited_table(text, dialect, scanner)?,
            Progress::Waiting(Notation::KeyValue) => key_value::read(body)?,
            Progress::Waiting(_) | Progress::Undecided => json::read(body)?,
        };
        Ok(Table { name: self.name, encoding: self.decoder.encoding().or(Some(Encoding::Utf8)), ..table })
    }

    fn check_head(&mut self) -> Result<(), SourceError> {
        self.is_head_checked = true;
        check_head(self.text.get(..HEAD_SIZE).unwrap_or(&self.text))
    }

    /// Decides the notation by the first bytes, the same ones however they were pushed.
    fn decide(&mut self) {
        let start = text_start(&self.text);
        let sample = self.text.get(start..SAMPLE_SIZE).or(self.text.get(start..)).unwrap_or_default();
        self.progress = match sniff(sample, self.text.len() <= SAMPLE_SIZE) {
            Notation::Delimited(dialect) => {
                Progress::Scanning(dialect, Scanner::new(dialect.delimiter, dialect.line_end, start + dialect.start))
            }
            notation => Progress::Waiting(notation),
        };
    }
}

/// The table of delimited text, once all of it is there.
fn delimited_table(text: String, dialect: Dialect, mut scanner: Scanner) -> Result<Table, SourceError> {
    scanner.finish(text.as_bytes());
    let mut table = Table {
        text,
        has_header: dialect.has_header,
        format: Some(if dialect.delimiter == b'\t' { Format::Tsv } else { Format::Csv }),
        delimiter: Some(char::from(dialect.delimiter)),
        ..Table::default()
    };
    scanner.fill(&mut table);
    if table.record_count() == 0 { Err(SourceError::NoRecords) } else { Ok(table) }
}

#[cfg(test)]
mod tests;
