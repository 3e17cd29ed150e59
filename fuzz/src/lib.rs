//! Shared by the fuzz targets: inputs say how they are read, everything readable is read, and the rules of reading are checked.
//!
//! The first four bytes of an input are choices ([`Choices`]), zeros for none; the rest is what is read.

mod choices;
mod package;
mod rules;
pub mod targets;
mod workbook;

pub use choices::Choices;
pub use package::{compound, parts, zip};
pub use rules::{check, check_opened, check_pieces};
pub use workbook::{check_archive, check_workbook};
