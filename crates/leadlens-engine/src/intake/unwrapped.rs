//! What a carrier gives: a table, or a text or workbook that is read in its place.

use super::table::{Format, Table, TableNote};

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
        /// What is worth knowing about it.
        note: Option<TableNote>,
    },
    /// A workbook that holds them.
    Workbook(Vec<u8>),
}
