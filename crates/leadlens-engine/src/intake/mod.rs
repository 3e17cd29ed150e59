//! Reading of sources: bytes of any supported shape become one [`Table`] of headers, records and cells.
//!
//! # Invariants
//! Nothing here knows what a lead is, beyond the words that stand in headers ([`header`]). No record is dropped without a
//! [`RecordFault`]; only an unusable file is a [`SourceError`].

mod archive;
mod arrange;
mod carrier;
mod clipboard;
mod decode;
mod delimited;
mod encoding;
mod entity;
mod error;
#[cfg(test)]
pub(crate) mod fixture;
mod form;
mod group_titles;
mod group_values;
mod head;
pub mod header;
mod html;
mod join;
mod json;
mod key_value;
mod layout;
mod ldif;
mod lead_role;
mod mail;
mod name_value;
mod note;
mod options;
mod packed_labels;
mod reader;
mod repeats;
mod rewrite;
pub(crate) mod saved;
mod sections;
mod sheets;
mod sniff;
mod spreadsheet;
mod sql;
mod table;
mod tail;
mod text_reader;
mod transfer;
mod unwrapped;
mod vcard;
mod xml;

pub use clipboard::clipboard_head;
pub use decode::plausible;
pub use encoding::Encoding;
pub use error::{BinaryKind, JsonFault, SourceError, SourceFailure};
pub use html::{HtmlTable, HtmlTables};
pub use note::{Rewriting, TableNote};
pub use options::{HeaderPlace, ReadOptions, SheetChoice};
pub use reader::{Contents, Finishing, Reader};
pub use saved::{SaveWorkspace, SavedDecisions};
pub use table::{FaultKind, Format, Record, RecordFault, Sheet, Table, TableBuilder};
