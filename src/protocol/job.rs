//! Jobs: what the page wants opened.

use serde::{Deserialize, Serialize};

use leadlens_engine::OpenMode;

/// A long task: it replaces what is open once it has ended well. A later job overtakes an earlier one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Job {
    /// Opens files, pastes or the sample. What was read before with the same options is not read again. What is open stays as it
    /// is until then.
    Open {
        /// All sources that shall be open, in order.
        sources: Vec<SourceRef>,
        /// Mode in which the log takes in that of a workspace among them.
        mode: OpenMode,
    },
    /// Shows what a link carries: the address fragment or the whole address, as pasted.
    OpenLink(String),
}

/// Number of the source at that place of a file: the same in every worker.
pub fn source_id(handle: u32, place: usize) -> u32 {
    (handle << PLACE_BITS) | u32::try_from(place).unwrap_or(u32::MAX) & ((1 << PLACE_BITS) - 1)
}

/// The handle of the file that a source stands in.
pub fn handle_of(source: u32) -> u32 {
    source >> PLACE_BITS
}

/// An archive holds 65,535 files at most (PKWARE APPNOTE 4.4.21).
const PLACE_BITS: u32 = 16;

/// A source that shall be open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRef {
    /// The page's number of its handle; no two handles ever have the same.
    pub handle: u32,
    /// Position of the handle among those travelling with the message; `None` for the sample, which comes with the program.
    pub slot: Option<u32>,
    /// Its name as shown.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
    /// Numbers of the sources in it that shall not be open; of a workspace or an archive.
    pub left_out: Vec<u32>,
    /// The log of decisions in it, where it is a workspace, is part of the page's log already.
    pub is_log_known: bool,
}
