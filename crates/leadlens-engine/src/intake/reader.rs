//! The door: bytes are pushed in pieces and come out as a [`Table`].

use leadlens_workbook::is_workbook;
use leadlens_workbook::stepper::{Pace, Stepper};

use super::clipboard::{self, Clipboard};
use super::decode::{Decoder, binary_kind, mark_records};
use super::mail::outlook;
use super::note::TableNote;
use super::saved::SavedDecisions;
use super::table::{Format, Table};
use super::text_reader::TextReader;
use super::{BinaryKind, Encoding, ReadOptions, SourceError, SourceFailure, archive, spreadsheet};

/// The end of reading a source, in bounded steps.
pub type Finishing = Stepper<Result<Contents, SourceError>>;

/// Longest text whose offsets fit the table: the last bound is one past its end.
const LIMIT: u64 = u32::MAX as u64 - 1;

/// Number of bytes that tell a container or a binary file by its magic number.
pub(super) const MAGIC_SIZE: usize = 16;

/// Contents of a source: one table as a rule, several where it is an archive.
#[derive(Debug, Default)]
pub struct Contents {
    /// Tables that were read.
    pub tables: Vec<Table>,
    /// Files of an archive that could not be read, by name.
    pub failures: Vec<SourceFailure>,
    /// Decisions of a workspace that was saved; `None` for what is no workspace.
    pub saved: Option<SavedDecisions>,
}

/// Reads one source. The caller owns time and I/O: it pushes bytes as they come and scans in between.
///
/// Everything is decided on a fixed number of first bytes, so the table does not depend on how the bytes are cut into pushes.
///
/// # Examples
/// ```
/// use leadlens_engine::intake::Reader;
///
/// let mut reader = Reader::new("leads.csv", 0)?;
/// reader.push(b"Email,Phone\nann@exam")?;
/// reader.scan()?;
/// reader.push(b"ple.org,1\n")?;
/// let table = reader.finish()?;
/// assert_eq!(table.cell(0, 0), "ann@example.org");
/// # Ok::<(), leadlens_engine::intake::SourceError>(())
/// ```
#[derive(Debug)]
pub struct Reader {
    name: String,
    /// Length of the source as the caller expects it.
    size: usize,
    options: ReadOptions,
    opening: Opening,
    /// The bytes while the opening is not known, and of a container.
    bytes: Vec<u8>,
    /// The text, once it is known to be one.
    decoder: Decoder,
    text: TextReader,
    clipboard: Clipboard,
}

/// Kind of source that the first bytes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    /// Too little was pushed.
    Unknown,
    /// Text, in whatever encoding.
    Text,
    /// HTML with its plain text.
    Clipboard,
    /// A container, opened when all of it is there.
    Packed(Container),
}

/// Files that hold others, told by their magic number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    /// ZIP: an archive, or a workbook (XLSX, XLSB, ODS).
    Zip,
    /// The compound file of XLS, and of workbooks with a password.
    Compound,
    /// gzip.
    Gzip,
}

impl Container {
    /// The container that starts with those bytes.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [b'P', b'K', 3 | 5, 4 | 6, ..] => Some(Self::Zip),
            [0xd0, 0xcf, 0x11, 0xe0, ..] => Some(Self::Compound),
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            _ => None,
        }
    }
}

impl Reader {
    /// A reader for a source of that name and length in bytes (a hint: memory for it is reserved at once).
    ///
    /// # Errors
    /// [`SourceError::TooLarge`] when that much cannot be held.
    pub fn new(name: &str, size: u64) -> Result<Self, SourceError> {
        Self::with_options(name, size, ReadOptions::default())
    }

    /// [`Reader::new`], with what the user decided about reading it.
    ///
    /// # Errors
    /// As [`Reader::new`].
    pub fn with_options(name: &str, size: u64, options: ReadOptions) -> Result<Self, SourceError> {
        let too_large = SourceError::TooLarge { bytes: size, limit: LIMIT };
        let Some(length) = usize::try_from(size).ok().filter(|_| size <= LIMIT) else { return Err(too_large) };
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(length).map_err(|_| too_large)?;
        let text = TextReader::new(options.clone());
        let decoder = Decoder::new(options.encoding, Vec::new());
        Ok(Self {
            name: name.to_owned(),
            size: length,
            options,
            opening: Opening::Unknown,
            decoder,
            bytes,
            text,
            clipboard: Clipboard::default(),
        })
    }

    /// Takes the next bytes. Cheap: of HTML the tags are looked at, of everything else the first bytes.
    ///
    /// # Errors
    /// As soon as the first bytes show that the source cannot be read.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), SourceError> {
        let length = self.bytes.len().max(self.decoder.bytes().len()) as u64 + bytes.len() as u64;
        if length > LIMIT {
            return Err(self.too_large(length));
        }
        match self.opening {
            Opening::Text => {
                self.decoder.try_reserve(bytes.len()).map_err(|_| self.too_large(length))?;
                self.decoder.push(bytes);
            }
            Opening::Clipboard => self.clipboard.push(bytes),
            Opening::Packed(_) | Opening::Unknown => {
                self.bytes.try_reserve(bytes.len()).map_err(|_| self.too_large(length))?;
                self.bytes.extend_from_slice(bytes);
                if self.opening == Opening::Unknown && self.bytes.len() >= MAGIC_SIZE {
                    self.open()?;
                }
            }
        }
        if self.opening == Opening::Text && self.text.check_head(self.decoder.bytes(), false)? {
            self.decoder.drop_nuls();
        }
        Ok(())
    }

    /// Scans what was pushed since the last call, as far as the notation allows before the end is known.
    ///
    /// # Errors
    /// As soon as what was scanned shows that the source cannot be read.
    pub fn scan(&mut self) -> Result<(), SourceError> {
        // What is not UTF-8 is another text at the end.
        if self.opening == Opening::Text && self.decoder.is_utf8() {
            self.text.scan(self.decoder.bytes(), self.size);
        }
        Ok(())
    }

    /// True where pushing does no more than keep what was pushed, so that the work is still to be done once all of it is there.
    pub fn waits_for_end(&self) -> bool {
        self.opening != Opening::Text || self.text.waits_for_end()
    }

    /// The table, once everything was pushed; of an archive the first.
    ///
    /// # Errors
    /// [`SourceError`] where the source cannot be read.
    pub fn finish(self) -> Result<Table, SourceError> {
        let contents = self.finish_all()?;
        let failure = contents.failures.into_iter().next().map_or(SourceError::NothingInside, |failure| failure.error);
        contents.tables.into_iter().next().ok_or(failure)
    }

    /// Everything the source held, once all of it was pushed.
    ///
    /// # Errors
    /// [`SourceError`] where the source cannot be read.
    pub fn finish_all(self) -> Result<Contents, SourceError> {
        self.finish_steps().finish()
    }

    /// [`Reader::finish_all`] in bounded steps.
    ///
    /// # Examples
    /// ```
    /// use leadlens_engine::intake::Reader;
    ///
    /// let mut reader = Reader::new("leads.json", 0)?;
    /// reader.push(br#"[{"email":"ann@example.org"}]"#)?;
    /// let mut reading = reader.finish_steps();
    /// while reading.step() {
    ///     let (done, total) = reading.progress();
    ///     assert!(done <= total);
    /// }
    /// assert_eq!(reading.finish()?.tables[0].cell(0, 0), "ann@example.org");
    /// # Ok::<(), leadlens_engine::intake::SourceError>(())
    /// ```
    pub fn finish_steps(self) -> Finishing {
        Stepper::new(|mut pace| async move { self.read_rest(&mut pace).await })
    }

    /// [`Reader::finish_steps`] with so many units of work in a step, each as long as scanning a byte takes.
    pub fn finish_in_slices(self, units: usize) -> Finishing {
        Stepper::with_slice(units, |mut pace| async move { self.read_rest(&mut pace).await })
    }

    async fn read_rest(mut self, pace: &mut Pace) -> Result<Contents, SourceError> {
        if self.opening == Opening::Unknown {
            self.open()?;
        }
        let container = match self.opening {
            Opening::Packed(container) => container,
            Opening::Clipboard => return self.finish_clipboard(pace).await,
            Opening::Text | Opening::Unknown => return self.finish_text(pace).await.map(Contents::from),
        };
        if container == Container::Compound
            && let Some(text) = outlook::read(&self.bytes, pace).await
        {
            return self.finish_message(text, pace).await;
        }
        match container {
            Container::Zip if !is_workbook(&self.bytes, pace).await => {
                archive::read_zip(&self.name, &self.bytes, &self.options, pace).await
            }
            Container::Gzip => archive::read_gzip(&self.name, &self.bytes, &self.options, pace).await,
            Container::Zip | Container::Compound => {
                let table = spreadsheet::read(&self.bytes, &self.options, pace).await?;
                Ok(Contents::from(Table { name: self.name, options: self.options, ..table }))
            }
        }
    }

    /// The table of the text of a message.
    async fn finish_message(self, text: String, pace: &mut Pace) -> Result<Contents, SourceError> {
        let mut table = TextReader::new(self.options.clone()).finish(text, pace).await?;
        if !table.notes.contains(&TableNote::FoundInText) {
            table.notes.push(TableNote::FoundInText);
        }
        Ok(Contents::from(Table { name: self.name, options: self.options, format: Some(Format::Eml), delimiter: None, ..table }))
    }

    /// The table of the text that counts; what is left out is added to its notes.
    async fn finish_clipboard(mut self, pace: &mut Pace) -> Result<Contents, SourceError> {
        let (text, left_out) = std::mem::take(&mut self.clipboard).finish();
        self.opening = Opening::Text;
        self.decoder = Decoder::new(Some(Encoding::Utf8), Vec::new());
        self.decoder.try_reserve(text.len()).map_err(|_| SourceError::TooLarge { bytes: text.len() as u64, limit: LIMIT })?;
        self.decoder.push(&text);
        let mut table = self.finish_text(pace).await?;
        let mut failures = Vec::new();
        if left_out > 0 {
            table.notes.push(TableNote::CellsLeftOut(left_out));
            failures.push(SourceFailure { name: table.name.clone(), source: None, error: SourceError::CellsLeftOut { cells: left_out } });
        }
        Ok(Contents { failures, ..Contents::from(table) })
    }

    /// The table of a text, once all of it was pushed.
    ///
    /// # Errors
    /// [`SourceError`] where it cannot be read; [`BinaryKind::Archive`] where it is none.
    pub(super) async fn finish_text(mut self, pace: &mut Pace) -> Result<Table, SourceError> {
        if self.opening == Opening::Unknown {
            self.open()?;
        }
        if self.opening != Opening::Text {
            return Err(SourceError::Binary(BinaryKind::Archive));
        }
        self.decoder.flush();
        self.text.check_head(self.decoder.bytes(), true)?;
        self.decoder.drop_nuls();
        let mut decoded = self.decoder.finish(pace).await?;
        if decoded.text.len() as u64 > LIMIT {
            return Err(SourceError::TooLarge { bytes: decoded.text.len() as u64, limit: LIMIT });
        }
        if decoded.is_rewritten {
            self.text = TextReader::new(self.options.clone());
        }
        let mut table = self.text.finish(decoded.text, pace).await?;
        if !decoded.foreign.is_empty() {
            decoded.notes.push(TableNote::MixedEncoding(mark_records(&mut table, &decoded.foreign, pace).await));
        }
        table.notes.extend(decoded.notes);
        Ok(Table { name: self.name, encoding: Some(decoded.encoding), options: self.options, ..table })
    }

    /// Decides by the first bytes, which are all there, or all there will be.
    fn open(&mut self) -> Result<(), SourceError> {
        if let Some(kind) = binary_kind(&self.bytes) {
            return Err(SourceError::Binary(kind));
        }
        self.opening = match Container::of(&self.bytes) {
            Some(container) => Opening::Packed(container),
            None if self.bytes.starts_with(clipboard::MARK) => Opening::Clipboard,
            None => Opening::Text,
        };
        if self.opening == Opening::Clipboard {
            self.clipboard.push(&std::mem::take(&mut self.bytes));
        } else if self.opening == Opening::Text {
            let head = self.bytes.clone();
            self.decoder = Decoder::new(self.options.encoding, std::mem::take(&mut self.bytes));
            self.decoder.push(&head);
        }
        Ok(())
    }

    fn too_large(&self, length: u64) -> SourceError {
        SourceError::TooLarge { bytes: length.max(self.size as u64), limit: LIMIT }
    }
}

impl From<Table> for Contents {
    fn from(table: Table) -> Self {
        Self { tables: vec![table], ..Self::default() }
    }
}

#[cfg(test)]
mod tests;
