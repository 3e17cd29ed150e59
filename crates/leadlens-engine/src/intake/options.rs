//! Options for reading a source, where the user knows better.

use serde::{Deserialize, Serialize};

use super::Encoding;

/// Decisions of the user about reading one source; `None` leaves it to the reader.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadOptions {
    /// Encoding by which bytes become text.
    pub encoding: Option<Encoding>,
    /// Delimiter between the cells of a delimited text.
    pub delimiter: Option<char>,
    /// Place of the headers.
    pub header: Option<HeaderPlace>,
    /// The sheet of a workbook, counted from 0 over all of its sheets.
    pub sheet: Option<u16>,
}

/// Place of the headers of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HeaderPlace {
    /// Nowhere: the first record already is data.
    Nowhere,
    /// In that record of the source, counted from 0, blank lines not counted. What stands above is no data.
    Record(u32),
}
