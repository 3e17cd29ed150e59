//! The door: bytes of a workbook in any notation, its sheets and their rows.

use crate::WorkbookError;
use crate::compound::{Compound, is_compound};
use crate::ods::{Ods, is_ods};
use crate::rows::{RowSink, Rows};
use crate::sheet::Sheet;
use crate::spreadsheet_ml::{SpreadsheetMl, is_spreadsheet_ml};
use crate::stepper::Pace;
use crate::xls::Xls;
use crate::xlsb::Xlsb;
use crate::xlsx::{Xlsx, related, relations};
use crate::zip::Members;

/// The notation of a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// XML of Excel since 2007.
    Xlsx,
    /// Binary records of Excel since 2007.
    Xlsb,
    /// Binary records of Excel until 2003, back to Excel 5.
    Xls,
    /// XML of `OpenDocument`, as `LibreOffice` writes it.
    Ods,
    /// XML of Excel 2003.
    SpreadsheetMl,
}

/// A workbook, of which everything but the cells was read.
pub struct Workbook<'a> {
    content: SheetReader<'a>,
}

enum SheetReader<'a> {
    Xlsx(Xlsx<'a>),
    Xlsb(Xlsb<'a>),
    Xls(Xls),
    Ods(Ods<'a>),
    SpreadsheetMl(SpreadsheetMl<'a>),
}

/// True for a ZIP archive that is a workbook.
pub async fn is_workbook(bytes: &[u8], pace: &mut Pace) -> bool {
    match Members::open(bytes, pace).await {
        Ok(members) => main_part(&members, pace).await.is_some(),
        Err(_) => false,
    }
}

impl<'a> Workbook<'a> {
    /// Reads what all sheets need: their names, the texts they share, the formats of numbers.
    ///
    /// # Errors
    /// [`WorkbookError::NoWorkbook`] for another compound file or ZIP archive; what else it says of a file that cannot be read.
    pub async fn open(bytes: &'a [u8], pace: &mut Pace) -> Result<Self, WorkbookError> {
        let content = if is_compound(bytes) {
            open_compound(bytes, pace).await?
        } else if is_spreadsheet_ml(bytes) {
            SheetReader::SpreadsheetMl(SpreadsheetMl::open(bytes, pace).await?)
        } else {
            open_archive(bytes, pace).await?
        };
        Ok(Self { content })
    }

    /// Its notation.
    pub fn notation(&self) -> Notation {
        match self.content {
            SheetReader::Xlsx(_) => Notation::Xlsx,
            SheetReader::Xlsb(_) => Notation::Xlsb,
            SheetReader::Xls(_) => Notation::Xls,
            SheetReader::Ods(_) => Notation::Ods,
            SheetReader::SpreadsheetMl(_) => Notation::SpreadsheetMl,
        }
    }

    /// The sheets of cells, in their order.
    pub fn sheets(&self) -> &[Sheet] {
        match &self.content {
            SheetReader::Xlsx(workbook) => workbook.sheets(),
            SheetReader::Xlsb(workbook) => workbook.sheets(),
            SheetReader::Xls(workbook) => workbook.sheets(),
            SheetReader::Ods(workbook) => workbook.sheets(),
            SheetReader::SpreadsheetMl(workbook) => workbook.sheets(),
        }
    }

    /// Gives the rows of one sheet, by 0-based index, to a sink; their number is the answer. Rows before the place at which a sheet turns
    /// out to be damaged are given all the same.
    ///
    /// # Errors
    /// [`WorkbookError::Damaged`], also where there is no such sheet; [`WorkbookError::UnpacksTooLarge`], which names a part or the sheet.
    pub async fn read(&self, sheet: usize, sink: &mut dyn RowSink, pace: &mut Pace) -> Result<u32, WorkbookError> {
        self.sample(sheet, usize::MAX, sink, pace).await
    }

    /// [`Workbook::read`], of which the sink gets the first `limit` rows. The others are counted, or the number the sheet declares is
    /// believed.
    ///
    /// # Errors
    /// As [`Workbook::read`].
    pub async fn sample(&self, sheet: usize, limit: usize, sink: &mut dyn RowSink, pace: &mut Pace) -> Result<u32, WorkbookError> {
        let mut rows = Rows::new(sink, limit);
        let read = match &self.content {
            SheetReader::Xlsx(workbook) => workbook.read(sheet, &mut rows, pace).await,
            SheetReader::Xlsb(workbook) => workbook.read(sheet, &mut rows, pace).await,
            SheetReader::Xls(workbook) => workbook.read(sheet, &mut rows, pace).await,
            SheetReader::Ods(workbook) => workbook.read(sheet, &mut rows, pace).await,
            SheetReader::SpreadsheetMl(workbook) => workbook.read(sheet, &mut rows, pace).await,
        };
        let ended = rows.end_row();
        match read.and(ended) {
            Ok(()) => Ok(rows.count()),
            Err(WorkbookError::UnpacksTooLarge { part, limit }) if part.is_empty() => {
                let part = self.sheets().get(sheet).map(|sheet| sheet.name.clone()).unwrap_or_default();
                Err(WorkbookError::UnpacksTooLarge { part, limit })
            }
            Err(error) => Err(error),
        }
    }
}

async fn open_compound<'a>(bytes: &[u8], pace: &mut Pace) -> Result<SheetReader<'a>, WorkbookError> {
    let compound = Compound::open(bytes, pace).await.ok_or(WorkbookError::Damaged)?;
    if compound.has("EncryptedPackage") {
        return Err(WorkbookError::Password);
    }
    let stream = match compound.stream("Workbook", pace).await {
        Some(stream) => Some(stream),
        None => compound.stream("Book", pace).await,
    };
    Xls::open(stream.ok_or(WorkbookError::NoWorkbook)?, pace).await.map(SheetReader::Xls)
}

async fn open_archive<'a>(bytes: &'a [u8], pace: &mut Pace) -> Result<SheetReader<'a>, WorkbookError> {
    let members = Members::open(bytes, pace).await?;
    members.check_sizes()?;
    match main_part(&members, pace).await.ok_or(WorkbookError::NoWorkbook)? {
        (Notation::Ods, _) => Ods::open(members, pace).await.map(SheetReader::Ods),
        (Notation::Xlsb, part) => Xlsb::open(members, &part, pace).await.map(SheetReader::Xlsb),
        (_, part) => Xlsx::open(members, &part, pace).await.map(SheetReader::Xlsx),
    }
}

/// The notation of the workbook an archive is, and the path of its main part.
async fn main_part(members: &Members<'_>, pace: &mut Pace) -> Option<(Notation, String)> {
    if is_ods(members, pace).await {
        return Some((Notation::Ods, String::new()));
    }
    let relations = relations(members, "", pace).await.unwrap_or_default();
    let part = related(&relations, "/officeDocument").unwrap_or("xl/workbook.xml");
    members.find(part)?;
    if part.to_ascii_lowercase().ends_with(".bin") {
        return Some((Notation::Xlsb, part.to_owned()));
    }
    // Documents and slides have the same frame.
    let is_workbook = members.iter().any(|member| member.name.contains("worksheets/") || member.name.ends_with("workbook.xml"));
    is_workbook.then(|| (Notation::Xlsx, part.to_owned()))
}
