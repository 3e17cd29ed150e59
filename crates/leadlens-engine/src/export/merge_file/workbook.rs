//! The workbook that Dynamics 365 takes back: the exported rows, of which those columns stay untouched by which it knows them again.

use leadlens_workbook::stepper::Pace;
use leadlens_workbook::{BookWriter, SheetColumn};

use crate::export::cell::Cell;
use crate::intake::Table;
use crate::intake::header::ColumnRole;
use crate::leads::{Created, LeadId, Leads, Mapping, OptOut};
use crate::report::{PlannedMerge, locked_columns};

/// Width of a column in characters.
const WIDTH: u16 = 20;

/// The refusal that Dynamics 365 shows in a column of them.
const REFUSED: &str = "Do Not Allow";

/// The same in other languages, by what the header says.
const REFUSED_IN: [(&str, &str); 3] =
    [("nicht zulassen", "Nicht zulassen"), ("ne pas autoriser", "Ne pas autoriser"), ("no permitir", "No permitir")];

/// Columns by which a re-import knows a row again.
const LOCKED: usize = 3;

/// A sheet for each exported source with survivors that change. `None` where no source has the columns that a re-import needs.
pub(super) async fn write(leads: &Leads, plans: &[PlannedMerge], pace: &mut Pace) -> Option<Vec<Vec<u8>>> {
    let mut book = BookWriter::new();
    let mut has_sheet = false;
    for (file, (table, mapping)) in leads.tables().iter().zip(leads.mappings()).enumerate() {
        let locked = locked_columns(table);
        // A row that misses one of these columns would become another record.
        let is_known = |lead: u32| {
            let record = leads.get(LeadId(lead)).map_or(0, |lead| lead.record() as usize);
            locked.iter().take(LOCKED).all(|column| !table.cell(record, *column).trim().is_empty())
        };
        let is_row = |plan: &&PlannedMerge| {
            let lead = plan.survivor.lead;
            let is_changed = plan.changed().next().is_some() || plan.refused != OptOut::default();
            leads.file_of(LeadId(lead)) == file && is_changed && is_known(lead)
        };
        let rows: Vec<&PlannedMerge> = plans.iter().filter(is_row).collect();
        if locked.len() < LOCKED || rows.is_empty() {
            continue;
        }
        has_sheet = true;
        let column =
            |(column, header): (usize, &String)| SheetColumn { header: header.clone(), width: WIDTH, is_hidden: locked.contains(&column) };
        let columns: Vec<SheetColumn> = table.headers.iter().enumerate().map(column).collect();
        book.begin_sheet(&table.name, &columns, pace).await?;
        for plan in rows {
            let is_date = |column: usize| {
                locked.get(2..).is_some_and(|later| later.contains(&column)) || mapping.column(ColumnRole::Created) == Some(column)
            };
            let texts = row(leads, table, mapping, plan).into_iter().enumerate();
            let cells: Vec<Cell> = texts.map(|(column, text)| if is_date(column) { dated(text) } else { Cell::Text(text) }).collect();
            book.push(cells.iter().map(Cell::value), pace).await?;
        }
        book.end_sheet(pace).await?;
    }
    if has_sheet { book.finish(pace).await } else { None }
}

/// The row of the survivor as it was exported, with what survives.
fn row(leads: &Leads, table: &Table, mapping: &Mapping, plan: &PlannedMerge) -> Vec<String> {
    let record = leads.get(LeadId(plan.survivor.lead)).map_or(0, |lead| lead.record() as usize);
    let mut cells: Vec<String> = (0..table.headers.len()).map(|column| table.cell(record, column).into_owned()).collect();
    for field in plan.changed() {
        if let Some(cell) = mapping.column(field.role).and_then(|column| cells.get_mut(column)) {
            cell.clone_from(&field.value);
        }
    }
    for column in &mapping.opt_outs {
        if let Some(cell) = cells.get_mut(column.column).filter(|cell| column.must_refuse(cell, plan.refused)) {
            refused_as(table.headers.get(column.column).map_or("", String::as_str)).clone_into(cell);
        }
    }
    cells
}

/// The word for a refusal in the language of a header.
fn refused_as(header: &str) -> &'static str {
    let header = header.to_lowercase();
    REFUSED_IN.iter().find(|(words, _)| header.contains(words)).map_or(REFUSED, |(_, word)| word)
}

/// A date as one, everything else as text.
fn dated(text: String) -> Cell {
    Created::read(&text, None).map_or(Cell::Text(text), Cell::Date)
}
