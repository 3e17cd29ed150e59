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
    /// Sheets of a workbook.
    pub sheet: Option<SheetChoice>,
}

/// Sheets of a workbook that are read. A number that no sheet has stands for all of them, so that versions that knew of one sheet alone
/// read the rest of what is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "u16", into = "u16")]
pub enum SheetChoice {
    /// The sheet of that number, counted from 0 over all of them.
    One(u16),
    /// All that are visible, one behind the other.
    All,
}

impl From<u16> for SheetChoice {
    fn from(number: u16) -> Self {
        if number == u16::MAX { Self::All } else { Self::One(number) }
    }
}

impl From<SheetChoice> for u16 {
    fn from(choice: SheetChoice) -> Self {
        match choice {
            SheetChoice::One(number) => number,
            SheetChoice::All => Self::MAX,
        }
    }
}

/// Place of the headers of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HeaderPlace {
    /// Nowhere: the first record already is data.
    Nowhere,
    /// In that record of the source, counted from 0, blank lines not counted. What stands above is no data.
    Record(u32),
}
