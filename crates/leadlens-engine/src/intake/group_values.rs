//! Values that a grouped report writes once, in the first row of each group, given to all rows of it.
//!
//! # Invariants
//! Blank cells are filled only where something else shows that the report is grouped: rows of subtotals, the mark of a sorted header, or
//! values of an origin that stand in order and never recur.

use crate::sorting;
use leadlens_workbook::stepper::Pace;

use super::header::{ColumnRole, header_word};
use super::note::TableNote;
use super::table::{FaultKind, Table};

/// Columns of groups in groups.
const LEVELS: usize = 3;

/// Rows looked at.
const SAMPLE: usize = 1000;

/// Groups that prove an order.
const GROUPS: usize = 3;

/// Looking at a cell takes as long as scanning so many bytes.
const CELL_COST: usize = 20;

/// Marks of a column that a report is grouped or sorted by.
const SORT_MARKS: [char; 6] = ['↑', '↓', '▲', '▼', '⬆', '⬇'];

/// Roles by which reports of leads are grouped.
const GROUPED_BY: [ColumnRole; 7] = [
    ColumnRole::LeadSource,
    ColumnRole::Storefront,
    ColumnRole::Action,
    ColumnRole::OfferId,
    ColumnRole::OfferTitle,
    ColumnRole::Country,
    ColumnRole::Company,
];

/// Fills the columns of groups of a table.
pub(super) async fn filled_down(table: &mut Table, pace: &mut Pace) {
    if !table.has_header || table.record_count() < 2 {
        return;
    }
    let (firsts, has_totals) = (behind_totals(table), table.faults.iter().any(|fault| fault.kind == FaultKind::Totals));
    let mut columns = Vec::new();
    for column in 0..table.column_count() {
        let is_blank_column = table.headers.get(column).is_none_or(|header| header.trim().is_empty()) && is_empty(table, column);
        if is_blank_column {
            continue;
        }
        if columns.len() == LEVELS || !is_of_groups(table, column, &firsts, has_totals) {
            break;
        }
        columns.push(column);
    }
    if columns.is_empty() {
        return;
    }
    if !fill(table, &columns, pace).await {
        return;
    }
    for column in columns {
        table.notes.push(TableNote::FilledDown(table.headers.get(column).cloned().unwrap_or_default()));
    }
}

fn is_empty(table: &Table, column: usize) -> bool {
    (0..table.record_count().min(SAMPLE)).all(|record| table.raw_cell(record, column).trim().is_empty())
}

/// Records of data that follow a row of totals: the first of their groups.
fn behind_totals(table: &Table) -> Vec<usize> {
    let no_data: Vec<u32> = table.faults.iter().filter(|fault| is_no_data(fault.kind)).map(|fault| fault.record).collect();
    let totals = table.faults.iter().filter(|fault| fault.kind == FaultKind::Totals).map(|fault| fault.record);
    let behind = totals.map(|record| record.saturating_add(1)).filter(|record| no_data.binary_search(record).is_err());
    behind.map(|record| record as usize).filter(|record| *record < table.record_count()).collect()
}

fn is_no_data(kind: FaultKind) -> bool {
    matches!(kind, FaultKind::Totals | FaultKind::Footer)
}

/// Records of data among the first, without totals and footers.
fn data_records(table: &Table) -> impl Iterator<Item = usize> {
    let skipped: Vec<u32> = table.faults.iter().filter(|fault| is_no_data(fault.kind)).map(|fault| fault.record).collect();
    (0..table.record_count().min(SAMPLE))
        .filter(move |record| u32::try_from(*record).is_ok_and(|record| skipped.binary_search(&record).is_err()))
}

/// True for a column whose values stand once for the rows below.
fn is_of_groups(table: &Table, column: usize, firsts: &[usize], has_totals: bool) -> bool {
    let cells: Vec<String> = data_records(table).map(|record| table.cell(record, column).trim().to_owned()).collect();
    let filled: Vec<&String> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    let starts_filled = cells.first().is_some_and(|cell| !cell.is_empty());
    // A third of the rows at least goes without.
    if !starts_filled || filled.len() == cells.len() || 3 * filled.len() > 2 * cells.len() || !others_are_filled(table, column) {
        return false;
    }
    let header = table.headers.get(column).map_or("", String::as_str);
    let is_marked = header.contains(SORT_MARKS);
    let mut distinct = filled.clone();
    sorting::sort(&mut distinct);
    distinct.dedup();
    let never_recurs = distinct.len() == filled.len();
    let is_sorted = filled.is_sorted() || filled.iter().rev().is_sorted();
    let is_origin = header_word(header).is_some_and(|(role, _)| GROUPED_BY.contains(&role));
    let is_spread = cells.windows(2).all(|pair| matches!(pair, [one, other] if one.is_empty() || other.is_empty()));
    let is_first_filled = |record: &usize| !table.raw_cell(*record, column).trim().is_empty();
    let has_subtotals = !firsts.is_empty() && firsts.iter().all(is_first_filled);
    let is_in_order = is_sorted && filled.len() >= GROUPS || has_totals;
    has_subtotals || is_marked || never_recurs && is_origin && is_spread && is_in_order
}

/// True where rows without the value have most of their other cells.
fn others_are_filled(table: &Table, column: usize) -> bool {
    let others: Vec<usize> = (column + 1..table.column_count()).collect();
    let has = |record: usize, column: usize| !table.raw_cell(record, column).trim().is_empty();
    let (mut filled, mut all) = (0, 0);
    for record in data_records(table).filter(|record| !has(*record, column)) {
        all += others.len();
        filled += others.iter().filter(|column| has(record, **column)).count();
    }
    all > 0 && 2 * filled >= all
}

/// Writes the table anew with the values; an inner group begins anew with an outer one.
async fn fill(table: &mut Table, columns: &[usize], pace: &mut Pace) -> bool {
    let skipped: Vec<u32> = table.faults.iter().filter(|fault| is_no_data(fault.kind)).map(|fault| fault.record).collect();
    let mut values: Vec<String> = vec![String::new(); columns.len()];
    let mut rows = Vec::with_capacity(table.record_count());
    for record in 0..table.record_count() {
        let mut row = table.raw_row(record);
        pace.spend(CELL_COST * row.len()).await;
        let is_data = u32::try_from(record).is_ok_and(|record| skipped.binary_search(&record).is_err());
        for (level, column) in columns.iter().enumerate().filter(|_| is_data) {
            let Some(cell) = row.get_mut(*column) else { continue };
            if cell.trim().is_empty() {
                cell.clone_from(values.get(level).unwrap_or(&String::new()));
            } else {
                values.iter_mut().skip(level).for_each(String::clear);
                if let Some(value) = values.get_mut(level) {
                    value.clone_from(cell);
                }
            }
        }
        rows.push(row);
    }
    table.replace_cells(rows, pace).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::fixture::read;

    fn column(table: &Table, column: usize) -> Vec<String> {
        (0..table.record_count()).map(|record| table.cell(record, column).into_owned()).collect()
    }

    #[test]
    fn values_of_groups_stand_for_all_their_rows() {
        for (text, expected) in [
            (
                "Lead Source,Email,Company\nA,a@x,k\n,b@x,k\nSubtotal,2,\nB,c@x,k\n,d@x,k\nSubtotal,2,\n",
                vec!["A", "A", "Subtotal", "B", "B", "Subtotal"],
            ),
            ("Owner ↑,Email,Company\n\"A, b\",a@x,k\n,b@x,k\nC,c@x,k\n,d@x,k\n", vec!["A, b", "A, b", "C", "C"]),
            ("Lead Source,Email,Company\nB,a@x,k\n,b@x,k\nA,c@x,k\n,d@x,k\nGrand Total,4,\n", vec!["B", "B", "A", "A", "Grand Total"]),
            ("Offer,Email,Phone\na,a@x,1\n,b@x,2\nb,c@x,3\n,d@x,4\nc,e@x,5\n,f@x,6\n", vec!["a", "a", "b", "b", "c", "c"]),
        ] {
            let table = read(text);
            assert_eq!(column(&table, 0), expected, "{text}");
            assert!(table.notes.contains(&TableNote::FilledDown(table.headers[0].clone())), "{text}");
        }
    }

    #[test]
    fn an_inner_group_begins_with_its_outer_one() {
        let table = read("Lead Source ↑,Offer ↑,Email,Company\nA,o,a@x,k\n,,b@x,k\n,p,c@x,k\nB,,d@x,k\n,o,e@x,k\n,,f@x,k\n,,g@x,k\n");
        assert_eq!(column(&table, 0), ["A", "A", "A", "B", "B", "B", "B"]);
        assert_eq!(column(&table, 1), ["o", "o", "p", "", "o", "o", "o"]);
    }

    #[test]
    fn blank_cells_of_a_list_stay_blank() {
        for text in [
            "Lead Source,Email,Company\nA,a@x,k\n,b@x,k\nA,c@x,k\n,d@x,k\n,e@x,k\n",
            "Salutation,Email,Company\nDr.,a@x,k\n,b@x,k\n,c@x,k\nProf.,d@x,k\n,e@x,k\n",
            "Lead Source,Email,Company\n,a@x,k\nA,b@x,k\n,c@x,k\n,d@x,k\nTotal,4,\n",
        ] {
            let table = read(text);
            assert!(column(&table, 0).iter().any(String::is_empty), "{text}");
        }
    }
}
