//! Titles of groups that stand in rows of their own (`Lead Source: SPZA-INS|a.b (2 records)`): they are no records, and what they say holds
//! for the rows below them.
//!
//! # Invariants
//! A table is taken for a grouped one only where its first row is such a title and every other row has more than one cell filled.

use leadlens_workbook::stepper::Pace;

use super::head::Kind;
use super::header::{ColumnRole, header_word};
use super::note::TableNote;
use super::table::{FaultKind, RECORD_COST, RecordFault, Table};
use crate::saturating::saturating_u32;
use crate::sorting;

/// Columns that a table has at least: in narrower ones a cell alone is a record.
const WIDTH: usize = 3;

/// Longest title, in bytes.
const LONGEST: usize = 200;

/// Header of a lead source that stands in titles without a label.
const LEAD_SOURCE: &str = "Lead Source";

/// Marks the titles of groups as no records, and gives what they say to the records below them in a column of its own.
pub(super) async fn read(table: &mut Table, pace: &mut Pace) {
    let Some(titles) = titles(table, pace).await else { return };
    if let Some(label) = titles.iter().find_map(|(_, title)| label_of(title)).map(|(label, _)| label.to_owned())
        && give_values(table, &titles, &label, pace).await
    {
        table.notes.push(TableNote::FilledDown(label));
    }
    let is_title = |record: u32| titles.binary_search_by_key(&(record as usize), |(title, _)| *title).is_ok();
    table.faults.retain(|fault| fault.kind != FaultKind::Ragged || !is_title(fault.record));
    table.faults.extend(titles.iter().map(|(record, _)| RecordFault { record: saturating_u32(*record), kind: FaultKind::Totals }));
    sorting::sort_by_key(&mut table.faults, |fault| fault.record);
}

/// Writes the values of titles into the column of their label, a new one where there is none, and where it is blank.
async fn give_values(table: &mut Table, titles: &[(usize, String)], label: &str, pace: &mut Pace) -> bool {
    let is_labelled = |header: &String| header.trim().eq_ignore_ascii_case(label) || role(header).is_some() && role(header) == role(label);
    let column = table.headers.iter().position(is_labelled).unwrap_or(table.headers.len());
    let (mut rows, mut value) = (Vec::with_capacity(table.record_count()), String::new());
    let mut next = titles.iter().peekable();
    for record in 0..table.record_count() {
        let mut row = table.raw_row(record);
        pace.spend(RECORD_COST + table.raw_record(record).len()).await;
        if let Some((_, title)) = next.next_if(|(number, _)| *number == record) {
            value = label_of(title).map(|(_, value)| value.to_owned()).unwrap_or_default();
        } else {
            row.resize(row.len().max(column + 1), String::new());
            if let Some(cell) = row.get_mut(column).filter(|cell| cell.trim().is_empty()) {
                cell.clone_from(&value);
            }
        }
        rows.push(row);
    }
    let is_written = table.replace_cells(rows, pace).await;
    if is_written && column == table.headers.len() {
        table.headers.push(label.to_owned());
    }
    is_written
}

fn role(header: &str) -> Option<ColumnRole> {
    header_word(header).map(|(role, _)| role)
}

/// The rows that are titles, with their text; `None` where the table is not grouped by any.
async fn titles(table: &Table, pace: &mut Pace) -> Option<Vec<(usize, String)>> {
    if !table.has_header || table.headers.len() < WIDTH || table.record_count() < 2 {
        return None;
    }
    title(table, 0)?;
    let no_data: Vec<u32> = table.faults.iter().filter(|fault| fault.kind != FaultKind::Ragged).map(|fault| fault.record).collect();
    let (mut titles, mut follows_title) = (Vec::new(), false);
    for record in 0..table.record_count() {
        pace.spend(RECORD_COST).await;
        if no_data.binary_search(&saturating_u32(record)).is_ok() {
            continue;
        }
        let text = title(table, record);
        // A title stands over records, and each record has more than one cell.
        if follows_title && text.is_some() || text.is_none() && table.filled_cells(record) == 1 {
            return None;
        }
        follows_title = text.is_some();
        titles.extend(text.map(|text| (record, text)));
    }
    (!follows_title).then_some(titles)
}

/// The text of a row whose first cell alone is filled, and names what its value is.
fn title(table: &Table, record: usize) -> Option<String> {
    let text = table.cell(record, 0).trim().to_owned();
    let is_title = !text.is_empty() && text.len() <= LONGEST && !text.contains(['@', '"']) && table.filled_cells(record) == 1;
    (is_title && label_of(&text).is_some()).then_some(text)
}

/// Label and value of a title, without the number of its records: a known header before a colon, or a lead source.
fn label_of(title: &str) -> Option<(&str, &str)> {
    let counted = title.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).filter(|(_, count)| {
        let digits = count.bytes().filter(u8::is_ascii_digit).count();
        digits > 0 && count.len() <= digits + 10
    });
    let text = counted.map_or(title, |(text, _)| text).trim();
    if let Some((label, value)) = text.split_once(':').filter(|(label, _)| header_word(label).is_some()) {
        return Some((label.trim(), value.trim()));
    }
    (text.contains('|') && Kind::of(text).is_data()).then_some((LEAD_SOURCE, text))
}

#[cfg(test)]
mod tests {
    use crate::intake::fixture::read;
    use crate::intake::note::TableNote;

    #[test]
    fn titles_of_groups_give_their_value_to_the_rows_below() {
        let table = read(
            "Name,Email,City\nLead Source: SPZA-INS|a.b (2 records),,\nAnn,a@x.example,Kiel\nBo,b@x.example,Ulm\nLead Source: Web (1 record),,\nCy,c@x.example,Bonn\n",
        );
        let sources: Vec<_> = (0..5).map(|record| table.cell(record, 3).into_owned()).collect();
        assert_eq!(sources, ["", "SPZA-INS|a.b", "SPZA-INS|a.b", "", "Web"]);
        assert!(table.notes.contains(&TableNote::FilledDown("Lead Source".to_owned())));
        assert_eq!(table.faults.iter().map(|fault| fault.record).collect::<Vec<_>>(), [0, 3]);
    }

    #[test]
    fn names_alone_are_no_titles() {
        for text in ["Name,Email,City\nAnn,,\nBo,b@x.example,Ulm\n", "Name,Email,City\nAnn,,\nBo,,\nCy,c@x.example,Bonn\n"] {
            assert!(read(text).faults.is_empty(), "{text}");
        }
    }
}
