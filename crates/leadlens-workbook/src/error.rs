//! Faults that keep a file, or a part of it, from being read.

/// Bytes that are no workbook or archive that can be read. Fields are data, `Display` is short English for logs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkbookError {
    /// Not the whole of a file, or damaged: it ends or breaks where it must not.
    #[error("it is cut or damaged")]
    Damaged,
    /// Encrypted: a password opens it.
    #[error("it is protected by a password")]
    Password,
    /// Contents larger than the limits: a zip bomb, or too much data.
    #[error("it unpacks to more than {limit} bytes (at {part:?})")]
    UnpacksTooLarge {
        /// The part or the sheet at which that was seen; empty for the whole.
        part: String,
        /// The most that is unpacked, in bytes.
        limit: u64,
    },
    /// A member of an archive packed by another method than DEFLATE.
    #[error("it is packed by a method that is not read ({method})")]
    UnknownPacking {
        /// Number of the method (APPNOTE 4.4.5).
        method: u16,
    },
    /// A container that holds no workbook, but a text document or anything else.
    #[error("there is no workbook in it")]
    NoWorkbook,
}
