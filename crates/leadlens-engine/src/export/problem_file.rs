//! Problems as a file.

use std::borrow::Cow;

use super::delimited::CsvText;
use crate::leads::{Leads, Problem, ProblemKind};

/// Characters of a value that are written: a spreadsheet's cell holds no more than 32,767.
const LETTERS: usize = 32_000;

/// The problems as comma-separated text, all or those of one kind whose place is wanted, by source and record.
///
/// Columns are `file`, `record` (counted from 1), `column` (its header; empty for the whole record), `problem`
/// ([`ProblemKind::as_str`]) and `value`: the cell's text, or the whole record as the file spells it.
pub fn problems_csv(leads: &Leads, kind: Option<ProblemKind>, is_wanted: impl Fn(usize) -> bool) -> String {
    let mut text = CsvText::new(["file", "record", "column", "problem", "value"]);
    let wanted =
        leads.problems().iter().enumerate().filter(|(place, problem)| kind.is_none_or(|kind| problem.kind == kind) && is_wanted(*place));
    for (_, problem) in wanted {
        push(&mut text, leads, *problem);
    }
    text.finish()
}

fn push(text: &mut CsvText, leads: &Leads, problem: Problem) {
    let Some(table) = leads.tables().get(usize::from(problem.file)) else { return };
    let (record, column) = (problem.record as usize, problem.column.map(usize::from));
    let header = column.and_then(|column| table.headers.get(column)).map_or("", String::as_str);
    let value = column.map_or_else(|| Cow::Borrowed(table.raw_record(record)), |column| table.cell(record, column));
    let end = value.char_indices().nth(LETTERS).map_or(value.len(), |(end, _)| end);
    let number = (problem.record + 1).to_string();
    text.push([&table.name, &number, header, problem.kind.as_str(), value.get(..end).unwrap_or_default()]);
}
