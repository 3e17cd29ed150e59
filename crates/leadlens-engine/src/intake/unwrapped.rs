//! Content of a carrier: a table, or a text or workbook that is read in its place.

use super::note::TableNote;
use super::table::{Format, Table};

/// Content of a carrier.
#[derive(Debug)]
pub(super) enum Unwrapped {
    /// Its records.
    Table(Table),
    /// A text that holds them, in another notation.
    Text {
        /// The text.
        text: String,
        /// The format by which the source is known.
        format: Format,
        /// Note for the panel of the source.
        note: Option<TableNote>,
    },
    /// A workbook that holds them.
    Workbook(Vec<u8>),
}
