//! How a source shall be read, where the user knows better.

use serde::{Deserialize, Serialize};

use super::Encoding;

/// What the user decided about reading one source; `None` leaves it to the reader.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadOptions {
    /// How bytes become text.
    pub encoding: Option<Encoding>,
    /// What stands between the cells of a delimited text.
    pub delimiter: Option<char>,
    /// Where the headers stand.
    pub header: Option<HeaderPlace>,
    /// Which sheet of a workbook, counted from 0 over all of its sheets.
    pub sheet: Option<u16>,
}

/// Where the headers of a source stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HeaderPlace {
    /// Nowhere: the first record already is data.
    Nowhere,
    /// In that record of the source, counted from 0, blank lines not counted. What stands above is no data.
    Record(u32),
}
