//! What leaves as a file the user saves: text other programs open.
//!
//! # Invariants
//! No cell is a formula to a spreadsheet; a phone number stays as it stands in the source.

mod csv;
mod problem_file;

pub use problem_file::problems_csv;
