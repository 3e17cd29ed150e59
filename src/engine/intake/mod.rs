//! What does the file say? Bytes of any supported shape become one [`Table`] of headers, records and cells.
//!
//! # Invariants
//! Nothing here knows what a lead is, beyond the words that stand in headers ([`header`]). No record is dropped without a
//! [`RecordFault`]; only an unusable file is a [`SourceError`].

mod decode;
mod delimited;
mod error;
pub mod header;
mod json;
mod key_value;
mod reader;
mod sniff;
mod table;

pub use error::{BinaryKind, JsonFault, SourceError, SourceFailure};
pub use reader::Reader;
pub use table::{Encoding, FaultKind, Format, Record, RecordFault, Table, TableBuilder};
