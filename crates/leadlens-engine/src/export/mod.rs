//! Text and workbooks that other programs open: files the user saves, or text on the clipboard.
//!
//! # Invariants
//! No cell is a formula to a spreadsheet; numbers and telephone numbers stay as they stand in the source, but for blanks in a telephone number
//! that a spreadsheet would take for a number. Delimited text is written here and nowhere else. Whoever must not be contacted is never in a
//! list of people without being marked.

mod cell;
mod delimited;
mod formula;
mod list;
mod merge_file;
mod request;
mod rows;
mod sink;
mod snapshot;
mod write;

pub(crate) use cell::Cell;
pub use delimited::{CsvStyle, tsv};
pub use formula::escape_formula;
pub use list::{ExportColumn, ExportList};
pub use merge_file::{MergePlanRequest, MergePlanSummary, PlanWords, SALESFORCE_CALL};
pub(crate) use merge_file::{merge_files, merge_lines, summary as merge_summary};
pub use request::{ExportPreview, ExportRequest, ListRequest, Notation, RowOrder};
pub(crate) use rows::breakdown_row;
pub use snapshot::Snapshot;
pub use write::WriteExport;
pub(crate) use write::{ExportSheet, preview, write};
