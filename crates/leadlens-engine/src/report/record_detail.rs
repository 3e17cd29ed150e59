//! One record as the file spells it, with what is wrong with it.

use serde::{Deserialize, Serialize};

use super::clip::{TEXT_SHOWN, clip};
use crate::leads::{Leads, Problem, ProblemKind};

/// A record of a source, cell by cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordDetail {
    /// Name of the source.
    pub file_name: String,
    /// Number of the record in the source, counted from 1.
    pub record: u32,
    /// Header and raw cell of each column, clipped; the first [`RecordDetail::CELLS`] of them. Cells beyond the headers have none.
    pub cells: Vec<(String, String)>,
    /// True where the record has more cells than listed.
    pub is_cut: bool,
    /// Problems of the record, each with the index of the column concerned; `None` for the whole record.
    pub problems: Vec<(ProblemKind, Option<u16>)>,
    /// The lead made of the record, if it was not skipped.
    pub lead: Option<u32>,
}

impl RecordDetail {
    /// Cells listed at most: more than any known export has, few enough for one message.
    pub const CELLS: usize = 200;
    /// Characters of a cell shown at most: a long note is read whole, a file that landed in a cell is not.
    pub const LETTERS: usize = 4_000;
}

/// A record by its source and its number, counted from 1 as rows show it; `None` for one that is not there.
pub fn record_detail(leads: &Leads, file: u16, record: u32) -> Option<RecordDetail> {
    let table = leads.tables().get(usize::from(file))?;
    let index = record.checked_sub(1)?;
    let place = index as usize;
    if place >= table.record_count() {
        return None;
    }
    let width = table.column_count().max(table.width(place));
    let cell = |column: usize| {
        let header = table.headers.get(column).map_or("", String::as_str);
        (clip(header, TEXT_SHOWN), clip(table.raw_cell(place, column), RecordDetail::LETTERS))
    };
    Some(RecordDetail {
        file_name: table.name.clone(),
        record,
        cells: (0..width.min(RecordDetail::CELLS)).map(cell).collect(),
        is_cut: width > RecordDetail::CELLS,
        problems: problems_of(leads, file, index).iter().map(|problem| (problem.kind, problem.column)).collect(),
        lead: leads.lead_of(usize::from(file), index).map(|lead| lead.0),
    })
}

/// The problems of one record, which stand together.
fn problems_of(leads: &Leads, file: u16, record: u32) -> &[Problem] {
    let problems = leads.problems();
    let start = problems.partition_point(|problem| (problem.file, problem.record) < (file, record));
    let end = problems.partition_point(|problem| (problem.file, problem.record) <= (file, record));
    problems.get(start..end).unwrap_or_default()
}
