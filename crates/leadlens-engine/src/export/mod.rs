//! Text that other programs open: a file the user saves, or text on the clipboard.
//!
//! # Invariants
//! No cell is a formula to a spreadsheet; numbers and telephone numbers stay as they stand in the source. Delimited text is written here and
//! nowhere else.

mod delimited;
mod formula;
mod person_file;
mod problem_file;

pub use delimited::{CsvText, tsv};
pub use formula::escape_formula;
pub use person_file::{people_csv, suppression_csv};
pub use problem_file::problems_csv;
