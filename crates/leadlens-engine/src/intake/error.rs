//! Reasons a whole source cannot be read.

use leadlens_workbook::WorkbookError;
use serde::{Deserialize, Serialize};

/// A source (file or paste) that cannot be read as leads. One odd record is never an error; see [`RecordFault`](super::RecordFault).
///
/// Fields are data for the page's sentence, `Display` is short English for logs and `inspect`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum SourceError {
    /// Nothing but blanks.
    #[error("there is nothing in it")]
    Empty,
    /// The first bytes are those of a file that is no text.
    #[error("it is {0}, not text with leads")]
    Binary(BinaryKind),
    /// A web page without a table or labels of leads.
    #[error("it is a web page (HTML), not an export")]
    Html,
    /// Text in no encoding that is known: not UTF-8, and nonsense in every other.
    #[error("byte {offset} is not UTF-8, and no other encoding makes sense of it")]
    Encoding {
        /// 0-based offset of the first offending byte.
        offset: u64,
    },
    /// JSON that stops making sense and could not be mended.
    #[error("the JSON breaks at line {line}, column {column}: {reason}")]
    Json {
        /// 1-based line.
        line: u64,
        /// 1-based column, in bytes.
        column: u64,
        /// Fault at that place.
        reason: JsonFault,
    },
    /// The source is larger than this program can hold.
    #[error("it is {bytes} bytes long, more than the {limit} that fit")]
    TooLarge {
        /// Length of the source.
        bytes: u64,
        /// The longest that is read.
        limit: u64,
    },
    /// Readable, but no column looks like one of a lead.
    #[error("none of its columns looks like lead data{}{}", if headers.is_empty() { "" } else { ": " }, headers.join(", "))]
    NoLeadColumn {
        /// The first headers found, clipped.
        headers: Vec<String>,
        /// Number of all columns.
        columns: u64,
    },
    /// The browser no longer gives the file: moved, changed or deleted since it was chosen.
    #[error("it can no longer be read; it was moved or changed")]
    Gone,
    /// Not the whole of a workbook or archive, or damaged: it ends or breaks where it must not.
    #[error("it is cut or damaged")]
    Damaged,
    /// A workbook or archive that opens with a password only.
    #[error("it is protected by a password")]
    Password,
    /// The content packed in it is larger than this program unpacks: a zip bomb, or too much data.
    #[error("it unpacks to more than {limit} bytes (at {part:?})")]
    UnpacksTooLarge {
        /// The part of it at which that was seen; empty for the whole.
        part: String,
        /// The most that is unpacked, in bytes.
        limit: u64,
    },
    /// An archive without any file that could hold leads.
    #[error("there is no file with leads in it")]
    NothingInside,
    /// One of the files of an archive that has more than are read.
    #[error("the archive has more than {limit} files")]
    TooManyFiles {
        /// The most that are read.
        limit: u64,
    },
    /// A workbook none of whose sheets holds anything, or the requested sheet.
    #[error("its sheet {sheet:?} is empty")]
    EmptySheet {
        /// Name of the sheet; empty when all of them are empty.
        sheet: String,
    },
    /// A workspace of a version this program does not know.
    #[error("it was saved by another version ({version}) of this program")]
    UnknownVersion {
        /// The version it names.
        version: u32,
    },
    /// It was read, but for the end of a table whose merged cells stand for more than fits.
    #[error("{cells} of its cells were left out")]
    CellsLeftOut {
        /// Number of cells left out.
        cells: u32,
    },
    /// Headers, but no record below them.
    #[error("it has headers but no records")]
    NoRecords,
}

impl SourceError {
    /// True where the source was read, and only a part of it was not.
    pub fn is_partial(&self) -> bool {
        matches!(self, Self::CellsLeftOut { .. })
    }
}

impl From<WorkbookError> for SourceError {
    fn from(error: WorkbookError) -> Self {
        match error {
            WorkbookError::Damaged => Self::Damaged,
            WorkbookError::Password => Self::Password,
            WorkbookError::UnpacksTooLarge { part, limit } => Self::UnpacksTooLarge { part, limit },
            WorkbookError::UnknownPacking { .. } => Self::Binary(BinaryKind::Archive),
            // An archive without a workbook is read as an archive: what is left is the compound file of a document.
            WorkbookError::NoWorkbook => Self::Binary(BinaryKind::OldOffice),
        }
    }
}

/// A source that could not be read, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFailure {
    /// Its name as shown.
    pub name: String,
    /// Its number, where it was read as a table and only holds no lead: then its columns can be decided by hand.
    pub source: Option<u32>,
    /// The reason.
    pub error: SourceError,
}

/// Fault at the place where a JSON text breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum JsonFault {
    /// The text ends inside a value: the file is probably cut.
    Truncated,
    /// More levels of nesting than are followed.
    TooDeep,
    /// Not JSON there.
    Syntax,
    /// Well-formed, but there is no object in it.
    NoObjects,
}

impl std::fmt::Display for JsonFault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Truncated => "the text ends in the middle of a value",
            Self::TooDeep => "nested too deep",
            Self::Syntax => "not valid JSON",
            Self::NoObjects => "no object in it",
        })
    }
}

/// Kinds of binary files people drop by mistake, told by their first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BinaryKind {
    /// PNG, JPEG, GIF, WebP, BMP.
    Image,
    /// PDF.
    Pdf,
    /// A ZIP archive that holds a workbook (XLSX, XLSB, ODS).
    Spreadsheet,
    /// The compound file of XLS and old Office documents.
    OldOffice,
    /// A text document or slides (DOCX, PPTX, ODT).
    Document,
    /// ZIP without a workbook, gzip, 7z.
    Archive,
    /// Many NULs and other control characters: no text.
    Other,
}

impl std::fmt::Display for BinaryKind {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Image => "an image",
            Self::Pdf => "a PDF document",
            Self::Spreadsheet => "a spreadsheet (save it as CSV)",
            Self::OldOffice => "an old Office file (save it as CSV)",
            Self::Document => "a document or slides",
            Self::Archive => "an archive",
            Self::Other => "a binary file",
        })
    }
}
