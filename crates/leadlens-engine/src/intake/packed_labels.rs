//! Labels and values within cells (the text of a message in a record of the message), as records of their own.

use leadlens_workbook::stepper::Pace;

use super::carrier::Carrier;
use super::header::{ColumnRole, header_word};
use super::html::WebPage;
use super::lead_role::{names_person, roles};
use super::note::TableNote;
use super::sniff::looks_like_leads;
use super::table::Table;
use super::{SourceError, form, key_value, xml};

/// Records looked at to tell.
const SAMPLE: usize = 50;

/// Looking at a cell takes as long as scanning so many bytes.
const CELL_COST: usize = 50;

/// The records that stand as labels in the cells of a table whose headers name no person; `None` for other tables.
///
/// # Errors
/// [`SourceError`] where they cannot be read.
pub(super) async fn unpacked(table: &Table, pace: &mut Pace) -> Result<Option<Table>, SourceError> {
    let headers = table.headers.iter().map(String::as_str).filter(|header| !is_of_mail(header));
    if !table.has_header || roles(headers).into_iter().any(names_person) {
        return Ok(None);
    }
    let (sample, mut held) = (table.record_count().min(SAMPLE), 0);
    for record in 0..sample {
        held += usize::from(key_value::is_likely(&labels(table, record, pace).await));
    }
    if held == 0 || 2 * held < sample {
        return Ok(None);
    }
    let mut text = String::new();
    for record in 0..table.record_count() {
        let labels = labels(table, record, pace).await;
        pace.spend(CELL_COST * table.width(record) + labels.len()).await;
        text.push_str(&labels);
        text.extend(stated(table, record));
        text.push_str(key_value::SEPARATOR);
    }
    let mut labelled = key_value::read(&text, pace).await?;
    labelled.notes.push(TableNote::FoundInText);
    Ok(Some(Table { format: table.format, delimiter: table.delimiter, ..labelled }))
}

/// The lines of the cells of a record that may hold labels.
async fn labels(table: &Table, record: usize, pace: &mut Pace) -> String {
    let mut text = String::new();
    for column in 0..table.width(record) {
        let cell = table.cell(record, column);
        if is_stated(table, column) || table.headers.get(column).is_some_and(|header| is_of_mail(header)) {
            continue;
        }
        if let Some(lines) = marked_up(cell.trim(), pace).await {
            text.push_str(&lines);
        } else if cell.contains([':', '=', '\n', '：']) {
            text.extend([&*cell, "\n"]);
        }
    }
    text
}

/// The labels in a web page, an element of XML or the body of a form; `None` for other text.
async fn marked_up(cell: &str, pace: &mut Pace) -> Option<String> {
    let table = match Carrier::of(cell).filter(|carrier| cell.starts_with('<') || *carrier == Carrier::Form)? {
        Carrier::WebPage => {
            let (text, _) = WebPage::read(cell, pace).await.leads(looks_like_leads)?;
            return Some(text.replace('\t', ": "));
        }
        Carrier::Xml => xml::read(cell, pace).await.ok()?,
        Carrier::Form => form::read(cell, pace).await.ok()?,
        _ => return None,
    };
    Some((0..table.width(0)).map(|column| label(&table, column, &table.cell(0, column))).collect())
}

/// A line of a column's header as a label, and a value.
fn label(table: &Table, column: usize, value: &str) -> String {
    format!("{}: {value}\n", table.headers.get(column).map_or("", String::as_str))
}

/// True for a path to the sender or receiver of a message.
fn is_of_mail(header: &str) -> bool {
    const PARTS: [&str; 9] = ["from", "sender", "to", "torecipients", "ccrecipients", "bccrecipients", "replyto", "cc", "bcc"];
    let first = header.split(['.', ':', ' ']).next().unwrap_or_default().to_ascii_lowercase();
    PARTS.contains(&first.as_str()) && first.len() < header.len()
}

/// True for a column whose header says what it holds.
fn is_stated(table: &Table, column: usize) -> bool {
    let role = table.headers.get(column).and_then(|header| header_word(header));
    let is_of_mail = table.headers.get(column).is_some_and(|header| is_of_mail(header));
    !is_of_mail && role.is_some_and(|(role, _)| !matches!(role, ColumnRole::Ignore | ColumnRole::Description))
}

/// The cells of a record whose headers say what they hold, as lines of labels.
fn stated(table: &Table, record: usize) -> impl Iterator<Item = String> {
    let filled = (0..table.width(record)).filter(move |column| is_stated(table, *column) && !table.cell(record, *column).is_empty());
    filled.map(move |column| label(table, column, &table.cell(record, column).replace(['\r', '\n'], " ")))
}

#[cfg(test)]
mod tests {
    use leadlens_workbook::stepper::at_once;

    use super::*;
    use crate::intake::table::TableBuilder;

    fn read(rows: &[(&str, &str)]) -> Option<Vec<String>> {
        let mut builder = TableBuilder::new();
        for (date, text) in rows {
            builder.put("Created", date);
            builder.put("text", text);
            builder.end_record().unwrap();
        }
        let table = Table { has_header: true, ..builder.finish() };
        let read = at_once(async |pace| unpacked(&table, pace).await).unwrap()?;
        Some((0..read.record_count()).map(|record| read.raw_record(record).replace('\n', "|")).collect())
    }

    #[test]
    fn labels_in_cells_are_records() {
        let rows = [("2024-03-04", "New lead\nEmail: a@x\nCompany: b"), ("2024-03-05", "*Email*\nc@x\n*Company*\nd")];
        assert_eq!(read(&rows[..1]), Some(vec!["a@x|b|2024-03-04".to_owned()]));
        assert_eq!(read(&rows[1..]), Some(vec!["c@x|d|2024-03-05".to_owned()]));
        assert_eq!(read(&[("2024-03-04", "see: https://x.example"), ("2024-03-05", "Note: b")]), None);
    }
}
