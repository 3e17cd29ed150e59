//! Tables for tests, from a few lines of text each.

use super::{Reader, Table};

/// The table of a text.
#[track_caller]
pub(crate) fn read(text: &str) -> Table {
    let mut reader = Reader::new("leads.csv", 0).unwrap();
    reader.push(text.as_bytes()).unwrap();
    reader.finish().unwrap()
}
