//! Workbooks: the sheets most likely to hold leads, and their headers.

use leadlens_workbook::stepper::Pace;
use leadlens_workbook::{Notation, Workbook};

use super::arrange::arranged;
use super::head::{HEAD_ROWS, Head};
use super::header::ColumnRole;
use super::layout::Layout;
use super::lead_role::{names_person, roles};
use super::note::TableNote;
use super::table::{Format, Sheet, Table, TableBuilder};
use super::{HeaderPlace, ReadOptions, SheetChoice, SourceError, sheets};

/// Known headers of a sheet that is read together with others.
const WORDS: usize = 2;

/// Maximum number of combined sheets a note names.
const NAMED: usize = 100;

/// More sheets than anybody looks at are not looked at.
const SHEET_LIMIT: usize = 1000;

/// Reads a sheet of a workbook, the requested one, or those most likely to hold leads, and lists all of them.
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

/// Chooses a sheet, or several that look like leads, reads them, and finds their headers.
async fn read_sheet(workbook: &Workbook<'_>, options: &ReadOptions, pace: &mut Pace) -> Result<Table, SourceError> {
    let names = workbook.sheets();
    let wanted = match options.sheet {
        Some(SheetChoice::One(sheet)) => Some(usize::from(sheet)).filter(|&sheet| sheet < names.len()),
        Some(SheetChoice::All) | None => None,
    };
    let surveyed = if names.len() > 1 { survey(workbook, pace).await } else { Vec::new() };
    let best = surveyed.iter().enumerate().rev().max_by_key(|(_, sheet)| sheet.score()).map_or(0, |(index, _)| index);
    let chosen = wanted.unwrap_or(best);
    let mut sheets: Vec<Sheet> = surveyed.iter().map(|surveyed| surveyed.sheet.clone()).collect();
    let together = match options.sheet {
        Some(SheetChoice::All) => filled(&surveyed),
        _ if wanted.is_some() || options.header.is_some() => Vec::new(),
        _ => alike(&surveyed, best),
    };
    let mut table = if together.len() > 1 {
        let mut tables = Vec::new();
        for &index in &together {
            match read_one(workbook, index, options, &mut sheets, pace).await {
                Ok(table) => tables.push(table),
                // Headers with nothing below them: a month that has not begun.
                Err(SourceError::NoRecords | SourceError::EmptySheet { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        if tables.is_empty() {
            return Err(SourceError::NoRecords);
        }
        let mut table = sheets::joined(tables, pace).await?;
        let name = |index: &usize| sheets.get(*index).map(|sheet| sheet.name.clone());
        table.notes.push(TableNote::SheetsJoined(together.iter().filter_map(name).take(NAMED).collect()));
        table
    } else {
        read_one(workbook, chosen, options, &mut sheets, pace).await?
    };
    table.look_for_entities(pace).await;
    Ok(Table { sheets, sheet: u16::try_from(chosen).ok(), ..table })
}

/// Reads one sheet; its rows are counted in the list of all.
async fn read_one(
    workbook: &Workbook<'_>,
    index: usize,
    options: &ReadOptions,
    sheets: &mut Vec<Sheet>,
    pace: &mut Pace,
) -> Result<Table, SourceError> {
    let names = workbook.sheets();
    let leadlens_workbook::Sheet { name, is_hidden } = names.get(index).cloned().ok_or(SourceError::EmptySheet { sheet: String::new() })?;
    let mut records = TableBuilder::new();
    let rows = workbook.read(index, &mut records, pace).await?;
    if rows == 0 {
        let is_all = sheets.iter().all(|sheet: &Sheet| sheet.rows == 0);
        return Err(SourceError::EmptySheet { sheet: if is_all { String::new() } else { name } });
    }
    match sheets.get_mut(index) {
        Some(sheet) => sheet.rows = rows,
        None => *sheets = vec![Sheet { name, rows, is_hidden }],
    }
    let table = records.finish();
    let layout = Layout { head: head(&table, options.header), omits_blanks: true, ..Layout::default() };
    arranged(table, layout, &[], options, pace).await
}

/// A sheet as its first rows tell.
struct Surveyed {
    sheet: Sheet,
    /// Roles that its headers name, and the headers themselves.
    words: usize,
    headers: Vec<String>,
    /// True where the headers name a person or a `LeadSource`.
    names_lead: bool,
}

impl Surveyed {
    /// Order of likelihood to hold leads: by words of headers, then by rows. A hidden one only where all are.
    fn score(&self) -> (bool, usize, u32) {
        (!self.sheet.is_hidden, self.words, self.sheet.rows)
    }
}

/// Looks into every sheet.
async fn survey(workbook: &Workbook<'_>, pace: &mut Pace) -> Vec<Surveyed> {
    let mut surveyed = Vec::new();
    for (index, leadlens_workbook::Sheet { name, is_hidden }) in workbook.sheets().iter().take(SHEET_LIMIT).enumerate() {
        let mut records = TableBuilder::new();
        // A sheet that cannot be read has no rows; it is an error only when it is requested.
        let rows = workbook.sample(index, HEAD_ROWS, &mut records, pace).await.unwrap_or_default();
        let table = records.finish();
        let head = head(&table, None);
        let width = if head.has_header { table.width(head.above) } else { 0 };
        let headers: Vec<String> = (0..width).map(|column| table.cell(head.above, column).trim().to_lowercase()).collect();
        let roles = roles(headers.iter().map(String::as_str));
        let names_lead = roles.into_iter().any(|role| names_person(role) || role == ColumnRole::LeadSource);
        let sheet = Sheet { name: name.clone(), rows, is_hidden: *is_hidden };
        surveyed.push(Surveyed { sheet, words: head.words, headers, names_lead });
    }
    surveyed
}

/// The sheets that hold anything, but for hidden ones.
fn filled(surveyed: &[Surveyed]) -> Vec<usize> {
    let holds_rows = |surveyed: &Surveyed| !surveyed.sheet.is_hidden && surveyed.sheet.rows > 0;
    surveyed.iter().enumerate().filter(|(_, surveyed)| holds_rows(surveyed)).map(|(index, _)| index).collect()
}

/// The sheets that look like leads as the best one does, in their order: with its headers, or with headers that name nearly as much.
fn alike(surveyed: &[Surveyed], best: usize) -> Vec<usize> {
    let Some(best) = surveyed.get(best).filter(|best| best.words >= WORDS && best.names_lead && !best.sheet.is_hidden) else {
        return Vec::new();
    };
    let is_alike = |other: &Surveyed| {
        let says_as_much = other.words >= WORDS && 3 * other.words >= 2 * best.words && other.names_lead;
        !other.sheet.is_hidden && other.sheet.rows > 1 && (other.headers == best.headers || says_as_much)
    };
    surveyed.iter().enumerate().filter(|(_, other)| is_alike(other)).map(|(index, _)| index).collect()
}

/// Place of the headers of a sheet.
fn head(table: &Table, wanted: Option<HeaderPlace>) -> Head {
    let row = |record| (0..table.width(record)).map(|column| table.raw_cell(record, column)).collect::<Vec<_>>();
    let rows: Vec<_> = (0..table.record_count().min(HEAD_ROWS)).map(row).collect();
    Head::find(&rows, wanted)
}
