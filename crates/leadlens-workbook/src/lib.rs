//! Workbooks as rows of cells: XLSX, XLSB, XLS, the XML of Excel 2003 and ODS, and the containers [ZIP](zip) and [gzip](Gzip).
//!
//! [`Workbook::open`] takes the bytes of a file, tells its [`Notation`] and lists its sheets; [`Workbook::read`] hands the rows of one to a
//! [`RowSink`], as the person saw them: numbers in full, dates in ISO 8601, of a formula its value.
//!
//! # Invariants
//! - **Bounded.** No file makes this allocate what it merely declares: parts are unpacked while they are read, up to [`PART_LIMIT`], and what
//!   unpacks to much more than its length is refused.
//! - **In slices.** Long work says with [`Pace::spend`](stepper::Pace::spend) how much it did. Under a [`Stepper`](stepper::Stepper) it
//!   waits there for the next step; [`at_once`](stepper::at_once) does all of it.
//! - **Total.** Bytes of any kind give rows or a [`WorkbookError`]. There is no panic, `unsafe`, clock, locale or I/O.
//! - Nothing here knows headers, columns or what a row is about.
//!
//! # Examples
//! ```
//! use leadlens_workbook::{Workbook, WorkbookError, stepper::at_once};
//!
//! let bytes = std::fs::read("../../tests/corpus/sheets/two-data-sheets.xlsx")?;
//! let mut rows: Vec<Vec<String>> = Vec::new();
//! let names = at_once(async |pace| {
//!     let workbook = Workbook::open(&bytes, pace).await?;
//!     workbook.read(1, &mut rows, pace).await?;
//!     Ok::<_, WorkbookError>(workbook.sheets().iter().map(|sheet| sheet.name.clone()).collect::<Vec<_>>())
//! })?;
//! assert_eq!(names, ["2020", "2021"]);
//! assert_eq!(rows[1][..3], ["Ada", "Lund", "ada@example.com"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![cfg_attr(test, expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test"))]

mod book_writer;
mod compound;
mod error;
mod gzip;
mod little_endian;
mod number_format;
mod ods;
mod rows;
mod sheet;
mod spreadsheet_ml;
pub mod stepper;
mod strings;
mod unpack;
mod value;
mod workbook;
mod xls;
mod xlsb;
mod xlsx;
pub mod xml;
pub mod zip;

pub use book_writer::{BookWriter, CellValue, SheetColumn};
pub use compound::Compound;
pub use error::WorkbookError;
pub use gzip::Gzip;
pub use rows::{Row, RowSink};
pub use sheet::Sheet;
pub use spreadsheet_ml::is_spreadsheet_ml;
pub use unpack::{PART_LIMIT, Unpacker};
pub use workbook::{Notation, Workbook, is_workbook};
