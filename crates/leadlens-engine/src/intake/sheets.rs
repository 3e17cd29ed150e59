//! Sheets of leads read one behind the other, as one table.

use leadlens_workbook::stepper::Pace;

use super::SourceError;
use super::header::{ColumnRole, header_word};
use super::table::{RECORD_COST, RecordFault, Table, TableBuilder};
use crate::saturating::saturating_u32;

/// One table of several: equal headers are one column, and so are headers of one role where a table has but one of it.
///
/// # Errors
/// [`SourceError::TooLarge`] when they no longer fit.
pub(super) async fn joined(tables: Vec<Table>, pace: &mut Pace) -> Result<Table, SourceError> {
    let (mut builder, mut columns) = (TableBuilder::new(), Columns::default());
    let (mut notes, mut faults) = (Vec::new(), Vec::new());
    for table in tables {
        let places = columns.places(&table, &mut builder);
        let first = saturating_u32(builder.record_count());
        faults.extend(table.faults.iter().map(|fault| RecordFault { record: first.saturating_add(fault.record), ..*fault }));
        for note in &table.notes {
            if !notes.contains(note) {
                notes.push(note.clone());
            }
        }
        for record in 0..table.record_count() {
            for column in 0..table.width(record) {
                let target = places.get(column).copied().unwrap_or_else(|| builder.column(&format!("column {}", column + 1)));
                let cell = table.cell(record, column);
                if !cell.is_empty() {
                    builder.append(target, &cell);
                }
                pace.spend(RECORD_COST + cell.len()).await;
            }
            builder.end_record()?;
        }
    }
    Ok(Table { notes, faults, ..builder.finish() })
}

/// Columns of the joined table, with the roles their headers name.
#[derive(Default)]
struct Columns {
    known: Vec<(ColumnRole, usize)>,
}

impl Columns {
    /// The column of the joined table for each column of one.
    fn places(&mut self, table: &Table, builder: &mut TableBuilder) -> Vec<usize> {
        let roles: Vec<Option<ColumnRole>> = table.headers.iter().map(|header| header_word(header).map(|(role, _)| role)).collect();
        let is_single = |role: ColumnRole| roles.iter().filter(|other| **other == Some(role)).count() == 1;
        let mut places: Vec<usize> = Vec::new();
        for (column, (header, role)) in table.headers.iter().zip(&roles).enumerate() {
            let role = role.filter(|role| *role != ColumnRole::Ignore && is_single(*role));
            let shared = role.and_then(|role| self.known.iter().find(|(known, _)| *known == role)).map(|(_, place)| *place);
            let place = shared.filter(|place| !places.contains(place)).unwrap_or_else(|| own_column(header, column, &places, builder));
            if let (Some(role), None) = (role, shared) {
                self.known.push((role, place));
            }
            places.push(place);
        }
        places
    }
}

/// A column of that header which the table has not taken yet.
fn own_column(header: &str, column: usize, taken: &[usize], builder: &mut TableBuilder) -> usize {
    let name = if header.is_empty() { format!("column {}", column + 1) } else { header.to_owned() };
    let place = builder.column(&name);
    if taken.contains(&place) { builder.column(&format!("{name} {}", column + 1)) } else { place }
}

#[cfg(test)]
mod tests {
    use leadlens_workbook::stepper::at_once;

    use super::*;

    fn table(headers: &[&str], rows: &[&[&str]]) -> Table {
        let mut builder = TableBuilder::new();
        for row in rows {
            for (column, cell) in row.iter().enumerate() {
                let column = builder.column(&column.to_string());
                builder.set(column, *cell);
            }
            builder.end_record().unwrap();
        }
        Table { headers: headers.iter().map(|&header| header.to_owned()).collect(), ..builder.finish() }
    }

    #[test]
    fn columns_meet_by_header_or_role() {
        let one = table(&["Email", "Company", "Note"], &[&["a@x", "k", "n"]]);
        let two = table(&["Note", "Firma", "E-Mail", "Phone", "Phone"], &[&["m", "l", "b@x", "1", "2"]]);
        let joined = at_once(async |pace| joined(vec![one, two], pace).await).unwrap();
        assert_eq!(joined.headers, ["Email", "Company", "Note", "Phone", "Phone 5"]);
        let row = |record: usize| (0..5).map(|column| joined.cell(record, column).into_owned()).collect::<Vec<_>>();
        assert_eq!(
            (row(0), row(1)),
            (
                vec!["a@x".into(), "k".into(), "n".into(), String::new(), String::new()],
                vec!["b@x", "l", "m", "1", "2"].into_iter().map(str::to_owned).collect()
            )
        );
    }
}
