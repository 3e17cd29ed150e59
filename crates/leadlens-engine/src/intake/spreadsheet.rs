//! Workbooks: XLSX, XLSB, XLS and ODS.
//!
//! Each notation lists its sheets and gives the cells of one, row by row; choosing a sheet and finding its headers is the same for all.
//! Parts are unpacked while they are read, and everything is bounded: no workbook makes this allocate what it merely declares.

mod compound;
mod grid;
mod number_format;
mod ods;
mod strings;
mod value;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

use compound::Compound;
use grid::Grid;

use super::head::{HEAD_ROWS, Head};
use super::layout::Layout;
use super::table::{Format, Sheet, Table};
use super::zip::Members;
use super::{BinaryKind, HeaderPlace, ReadOptions, SourceError};
use crate::stepper::Pace;

/// More sheets than anybody looks at are not looked at.
const SHEET_LIMIT: usize = 1000;

/// A sheet, before its cells are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct SheetName {
    name: String,
    is_hidden: bool,
}

/// Workbook in any notation: its sheets and their cells.
trait Workbook {
    /// The sheets of cells, in their order.
    fn sheets(&self) -> &[SheetName];

    /// Puts the cells of one sheet into a grid, by 0-based index.
    ///
    /// # Errors
    /// [`SourceError`] when the sheet is damaged or does not fit.
    async fn read(&self, sheet: usize, grid: &mut Grid, pace: &mut Pace) -> Result<(), SourceError>;
}

/// True for a ZIP archive that is a workbook.
pub(super) async fn is_workbook(bytes: &[u8], pace: &mut Pace) -> bool {
    match Members::open(bytes, pace).await {
        Ok(members) => kind(&members, pace).await.is_some(),
        Err(_) => false,
    }
}

/// Reads one sheet of a workbook, the one asked for or the one most likely to hold leads, and lists all of them.
///
/// # Errors
/// [`SourceError`] when the workbook cannot be read, or the sheet holds nothing.
pub(super) async fn read(bytes: &[u8], options: &ReadOptions, pace: &mut Pace) -> Result<Table, SourceError> {
    if compound::is_compound(bytes) {
        let compound = Compound::open(bytes, pace).await.ok_or(SourceError::Damaged)?;
        if compound.has("EncryptedPackage") {
            return Err(SourceError::Password);
        }
        let stream = match compound.stream("Workbook", pace).await {
            Some(stream) => Some(stream),
            None => compound.stream("Book", pace).await,
        };
        let stream = stream.ok_or(SourceError::Binary(BinaryKind::OldOffice))?;
        return read_sheet(&xls::Xls::open(&stream, pace).await?, Format::Xls, options, pace).await;
    }
    let members = Members::open(bytes, pace).await?;
    members.check_sizes()?;
    match kind(&members, pace).await.ok_or(SourceError::Damaged)? {
        (Format::Ods, _) => read_sheet(&ods::Ods::open(&members, pace).await?, Format::Ods, options, pace).await,
        (Format::Xlsb, part) => read_sheet(&xlsb::Xlsb::open(&members, &part, pace).await?, Format::Xlsb, options, pace).await,
        (_, part) => read_sheet(&xlsx::Xlsx::open(&members, &part, pace).await?, Format::Xlsx, options, pace).await,
    }
}

/// The notation of the workbook an archive is, and the path of its main part.
async fn kind(members: &Members<'_>, pace: &mut Pace) -> Option<(Format, String)> {
    if ods::is_ods(members, pace).await {
        return Some((Format::Ods, String::new()));
    }
    let relations = xlsx::relations(members, "", pace).await.unwrap_or_default();
    let part = xlsx::related(&relations, "/officeDocument").unwrap_or("xl/workbook.xml");
    members.find(part)?;
    if part.to_ascii_lowercase().ends_with(".bin") {
        return Some((Format::Xlsb, part.to_owned()));
    }
    // Documents and slides have the same frame.
    let is_workbook = members.iter().any(|member| member.name.contains("worksheets/") || member.name.ends_with("workbook.xml"));
    is_workbook.then(|| (Format::Xlsx, part.to_owned()))
}

/// Chooses a sheet, reads it, and finds its headers.
async fn read_sheet(workbook: &impl Workbook, format: Format, options: &ReadOptions, pace: &mut Pace) -> Result<Table, SourceError> {
    let names = workbook.sheets();
    let wanted = options.sheet.map(usize::from).filter(|&sheet| sheet < names.len());
    let (mut sheets, best) = if names.len() > 1 { survey(workbook, pace).await } else { (Vec::new(), 0) };
    let chosen = wanted.unwrap_or(best);
    let SheetName { name, is_hidden } = names.get(chosen).cloned().ok_or(SourceError::EmptySheet { sheet: String::new() })?;
    let mut grid = Grid::new();
    workbook.read(chosen, &mut grid, pace).await.map_err(|error| named(error, &name))?;
    let mut table = grid.finish()?;
    let rows = u32::try_from(table.record_count()).unwrap_or(u32::MAX);
    if rows == 0 {
        let is_all = sheets.iter().all(|sheet: &Sheet| sheet.rows == 0);
        return Err(SourceError::EmptySheet { sheet: if is_all { String::new() } else { name } });
    }
    match sheets.get_mut(chosen) {
        Some(sheet) => sheet.rows = rows,
        None => sheets = vec![Sheet { name, rows, is_hidden }],
    }
    let layout = Layout { head: head(&table, options.header), omits_blanks: true, ..Layout::default() };
    layout.apply(&mut table, &[], pace).await;
    if table.record_count() == 0 {
        return Err(SourceError::NoRecords);
    }
    Ok(Table { format: Some(format), sheets, sheet: u16::try_from(chosen).ok(), ..table })
}

/// An error that names the sheet where it does not name a part.
fn named(error: SourceError, sheet: &str) -> SourceError {
    match error {
        SourceError::UnpacksTooLarge { part, limit } if part.is_empty() => SourceError::UnpacksTooLarge { part: sheet.to_owned(), limit },
        error => error,
    }
}

/// Looks into every sheet; also tells which one looks most like leads: by words of headers, then by rows. A hidden one only where all are.
async fn survey(workbook: &impl Workbook, pace: &mut Pace) -> (Vec<Sheet>, usize) {
    let mut sheets = Vec::new();
    let mut best = (0, None);
    for (index, SheetName { name, is_hidden }) in workbook.sheets().iter().take(SHEET_LIMIT).enumerate() {
        let mut grid = Grid::sample(HEAD_ROWS);
        // A sheet that cannot be read has no rows; it is an error only when it is asked for.
        let is_read = workbook.read(index, &mut grid, pace).await.is_ok();
        let rows = if is_read { grid.row_count() } else { 0 };
        let words = grid.finish().map_or(0, |table| head(&table, None).words);
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
