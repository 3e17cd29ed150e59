//! The stages joined: sources in, a picture out, and answers about what is open.

use serde::{Deserialize, Serialize};

/// What a run is doing; also the names of its timings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stage {
    /// Bytes are read and become text.
    Decode,
    /// Text becomes a table.
    Parse,
    /// Records become leads.
    Leads,
    /// Leads become people.
    Match,
    /// Both become numbers.
    Report,
}

impl Stage {
    /// Its name in timings: `decode`, `parse`, `leads`, `match`, `report`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Decode => "decode",
            Self::Parse => "parse",
            Self::Leads => "leads",
            Self::Match => "match",
            Self::Report => "report",
        }
    }
}
