//! Problems as a window of rows.

use serde::{Deserialize, Serialize};

use crate::engine::leads::ProblemKind;

/// A window of problems asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemQuery {
    /// Rows to leave out at the start.
    pub offset: u32,
    /// Rows wanted at most.
    pub limit: u32,
    /// Only this kind.
    pub kind: Option<ProblemKind>,
}

/// A problem as one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemRow {
    /// What is wrong.
    pub kind: ProblemKind,
    /// Index of the source.
    pub file: u16,
    /// Number of the record in the source, counted from 1.
    pub record: u32,
    /// Header of the column concerned; empty for the whole record.
    pub column: String,
    /// The raw cell, or the raw record, clipped.
    pub value: String,
    /// The lead made of the record, if it was not skipped.
    pub lead: Option<u32>,
}

/// A window of problems.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemPage {
    /// Problems that pass the filter.
    pub total: u32,
    /// How many there are of each kind, without the filter, in the order of [`ProblemKind::ALL`]; kinds without any left out.
    pub kinds: Vec<(ProblemKind, u32)>,
    /// Rows left out at the start.
    pub offset: u32,
    /// The rows.
    pub rows: Vec<ProblemRow>,
}
