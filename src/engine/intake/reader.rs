//! The door: bytes are pushed in pieces and come out as a [`Table`].

use super::{SourceError, Table};

/// Reads one source. The caller owns time and I/O: it pushes bytes as they come and scans in between.
#[derive(Debug)]
pub struct Reader {
    name: String,
    bytes: Vec<u8>,
}

impl Reader {
    /// A reader for a source of that name and length in bytes (a hint: memory for it is reserved at once).
    ///
    /// # Errors
    /// [`SourceError::TooLarge`] when that much cannot be held.
    pub fn new(name: &str, _size: u64) -> Result<Self, SourceError> {
        Ok(Self { name: name.to_owned(), bytes: Vec::new() })
    }

    /// Takes the next bytes. Cheap: nothing is looked at but the first bytes of the source.
    ///
    /// # Errors
    /// As soon as the first bytes show that the source cannot be read.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), SourceError> {
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    /// Scans what was pushed since the last call, as far as the notation allows before the end is known.
    ///
    /// # Errors
    /// As soon as what was scanned shows that the source cannot be read.
    pub fn scan(&mut self) -> Result<(), SourceError> {
        Ok(())
    }

    /// The table, once everything was pushed.
    ///
    /// # Errors
    /// Why the source cannot be read.
    pub fn finish(self) -> Result<Table, SourceError> {
        Ok(Table { name: self.name, ..Table::default() })
    }
}
