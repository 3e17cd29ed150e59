//! Workbooks: the sheet most likely to hold leads, and its headers.

use leadlens_workbook::stepper::Pace;
use leadlens_workbook::{Notation, Workbook};

use super::head::{HEAD_ROWS, Head};
use super::layout::Layout;
use super::table::{Format, Sheet, Table, TableBuilder};
use super::{HeaderPlace, ReadOptions, SourceError};

/// More sheets than anybody looks at are not looked at.
const SHEET_LIMIT: usize = 1000;

/// Reads one sheet of a workbook, the one asked for or the one most likely to hold leads, and lists all of them.
///
/// # Errors
/// [`SourceError`] when the workbook cannot be read, or the sheet holds nothing.
pub(super) async fn read(bytes: &[u8], options: &ReadOptions, pace: &mut Pace) -> Result<Table, SourceError> {
    let workbook = Workbook::open(bytes, pace).await?;
    let format = match workbook.notation() {
        Notation::Xlsx => Format::Xlsx,
        Notation::Xlsb => Format::Xlsb,
        Notation::Xls => Format::Xls,
        Notation::Ods => Format::Ods,
        Notation::SpreadsheetMl => Format::Xml,
    };
    let table = read_sheet(&workbook, options, pace).await?;
    Ok(Table { format: Some(format), ..table })
}

/// Chooses a sheet, reads it, and finds its headers.
async fn read_sheet(workbook: &Workbook<'_>, options: &ReadOptions, pace: &mut Pace) -> Result<Table, SourceError> {
    let names = workbook.sheets();
    let wanted = options.sheet.map(usize::from).filter(|&sheet| sheet < names.len());
    let (mut sheets, best) = if names.len() > 1 { survey(workbook, pace).await } else { (Vec::new(), 0) };
    let chosen = wanted.unwrap_or(best);
    let leadlens_workbook::Sheet { name, is_hidden } =
        names.get(chosen).cloned().ok_or(SourceError::EmptySheet { sheet: String::new() })?;
    let mut records = TableBuilder::new();
    let rows = workbook.read(chosen, &mut records, pace).await?;
    if rows == 0 {
        let is_all = sheets.iter().all(|sheet: &Sheet| sheet.rows == 0);
        return Err(SourceError::EmptySheet { sheet: if is_all { String::new() } else { name } });
    }
    match sheets.get_mut(chosen) {
        Some(sheet) => sheet.rows = rows,
        None => sheets = vec![Sheet { name, rows, is_hidden }],
    }
    let mut table = records.finish();
    let layout = Layout { head: head(&table, options.header), omits_blanks: true, ..Layout::default() };
    layout.apply(&mut table, &[], pace).await;
    if table.record_count() == 0 {
        return Err(SourceError::NoRecords);
    }
    Ok(Table { sheets, sheet: u16::try_from(chosen).ok(), ..table })
}

/// Looks into every sheet; also tells which one looks most like leads: by words of headers, then by rows. A hidden one only where all are.
async fn survey(workbook: &Workbook<'_>, pace: &mut Pace) -> (Vec<Sheet>, usize) {
    let mut sheets = Vec::new();
    let mut best = (0, None);
    for (index, leadlens_workbook::Sheet { name, is_hidden }) in workbook.sheets().iter().take(SHEET_LIMIT).enumerate() {
        let mut records = TableBuilder::new();
        // A sheet that cannot be read has no rows; it is an error only when it is asked for.
        let rows = workbook.sample(index, HEAD_ROWS, &mut records, pace).await.unwrap_or_default();
        let words = head(&records.finish(), None).words;
        let score = (!is_hidden, words, rows);
        if best.1.is_none_or(|best| score > best) {
            best = (index, Some(score));
        }
        sheets.push(Sheet { name: name.clone(), rows, is_hidden: *is_hidden });
    }
    (sheets, best.0)
}

/// Place of the headers of a sheet.
fn head(table: &Table, wanted: Option<HeaderPlace>) -> Head {
    let row = |record| (0..table.width(record)).map(|column| table.raw_cell(record, column)).collect::<Vec<_>>();
    let rows: Vec<_> = (0..table.record_count().min(HEAD_ROWS)).map(row).collect();
    Head::find(&rows, wanted)
}
