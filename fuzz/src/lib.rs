//! What the fuzz targets share: inputs say how they are read, everything readable is read, and the laws of reading are checked.
//!
//! The first four bytes of an input are choices ([`Choices`]), zeros for none; the rest is what is read.

mod choices;
mod laws;
mod package;
mod workbook;

pub use choices::Choices;
pub use laws::{check, check_pieces};
pub use package::{compound, parts, zip};
pub use workbook::{check_archive, check_workbook};
