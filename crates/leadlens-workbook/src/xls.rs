//! XLS: the records of [MS-XLS] that say which sheets there are and what stands in their cells, back to Excel 5.

mod text;

use std::collections::BTreeMap;

use text::{Pieces, latin_text};

use crate::little_endian::{f64_at, u16_at, u32_at};
use crate::number_format::NumberFormat;
use crate::rows::Rows;
use crate::stepper::Pace;
use crate::strings::Strings;
use crate::value::{DateSystem, push_bool, push_number};
use crate::xlsb::packed_number;
use crate::{Sheet, WorkbookError};

/// Kinds of records.
mod kind {
    pub(crate) const FORMULA: u16 = 0x06;
    pub(crate) const END: u16 = 0x0a;
    pub(crate) const DATE_SYSTEM: u16 = 0x22;
    pub(crate) const PASSWORD: u16 = 0x2f;
    pub(crate) const CONTINUE: u16 = 0x3c;
    pub(crate) const SHEET: u16 = 0x85;
    pub(crate) const PACKED_NUMBERS: u16 = 0xbd;
    pub(crate) const RICH_TEXT: u16 = 0xd6;
    pub(crate) const CELL_FORMAT: u16 = 0xe0;
    pub(crate) const SHARED_TEXTS: u16 = 0xfc;
    pub(crate) const SHARED_TEXT: u16 = 0xfd;
    pub(crate) const NUMBER: u16 = 0x203;
    pub(crate) const TEXT: u16 = 0x204;
    pub(crate) const BOOL_OR_ERROR: u16 = 0x205;
    pub(crate) const FORMULA_TEXT: u16 = 0x207;
    pub(crate) const PACKED_NUMBER: u16 = 0x27e;
    pub(crate) const NUMBER_FORMAT: u16 = 0x41e;
    pub(crate) const START: u16 = 0x809;
}

/// Making a cell of a record takes as long as scanning so many bytes.
const RECORD_COST: usize = 100;

/// Version of the records since Excel 97, whose texts are UTF-16.
const WIDE_VERSION: u16 = 0x600;

/// A workbook of Excel until 2003.
pub(crate) struct Xls {
    stream: Vec<u8>,
    sheets: Vec<Sheet>,
    places: Vec<usize>,
    strings: Strings,
    formats: Vec<NumberFormat>,
    system: DateSystem,
    is_wide: bool,
}

impl Xls {
    /// Reads what all sheets need from the stream of the workbook.
    ///
    /// # Errors
    /// [`WorkbookError::Password`], or [`WorkbookError::Damaged`].
    pub(crate) async fn open(stream: Vec<u8>, pace: &mut Pace) -> Result<Self, WorkbookError> {
        let mut this = Self {
            stream: Vec::new(),
            sheets: Vec::new(),
            places: Vec::new(),
            strings: Strings::default(),
            formats: Vec::new(),
            system: DateSystem::From1900,
            is_wide: true,
        };
        let mut codes = BTreeMap::new();
        let mut cell_formats = Vec::new();
        for record in BiffRecords::new(&stream, 0) {
            pace.spend(RECORD_COST + record.bytes.len()).await;
            match record.kind {
                kind::END => break,
                kind::PASSWORD => return Err(WorkbookError::Password),
                kind::SHARED_TEXTS => this.read_strings(Pieces::new(record.pieces(&stream)), pace).await?,
                _ => this.read_global(record, &mut codes, &mut cell_formats).ok_or(WorkbookError::Damaged)?,
            }
        }
        if this.sheets.is_empty() {
            return Err(WorkbookError::Damaged);
        }
        let format = |id: &u32| codes.get(id).cloned().unwrap_or_else(|| NumberFormat::built_in(*id));
        (this.formats, this.stream) = (cell_formats.iter().map(format).collect(), stream);
        Ok(this)
    }

    fn read_global(&mut self, record: BiffRecord<'_>, codes: &mut BTreeMap<u32, NumberFormat>, cell_formats: &mut Vec<u32>) -> Option<()> {
        let bytes = record.bytes;
        match record.kind {
            kind::START => self.is_wide = u16_at(bytes, 0)? >= WIDE_VERSION,
            kind::DATE_SYSTEM if u16_at(bytes, 0)? == 1 => self.system = DateSystem::From1904,
            // The second byte of its kind: 0 is a sheet of cells, the others are charts and modules.
            kind::SHEET if bytes.get(5) == Some(&0) => {
                let name = if self.is_wide { Pieces::new(vec![bytes.get(6..)?]).short_text()? } else { short_latin(bytes.get(6..)?)? };
                self.sheets.push(Sheet { name, is_hidden: bytes.get(4)? & 3 != 0 });
                self.places.push(usize::try_from(u32_at(bytes, 0)?).ok()?);
            }
            kind::NUMBER_FORMAT => {
                let text = bytes.get(2..)?;
                let code = if self.is_wide { Pieces::new(vec![text]).text()? } else { short_latin(text)? };
                codes.insert(u32::from(u16_at(bytes, 0)?), NumberFormat::of_code(&code));
            }
            kind::CELL_FORMAT => cell_formats.push(u32::from(u16_at(bytes, 2)?)),
            _ => {}
        }
        Some(())
    }

    async fn read_strings(&mut self, mut pieces: Pieces<'_>, pace: &mut Pace) -> Result<(), WorkbookError> {
        pieces.skip(4).ok_or(WorkbookError::Damaged)?;
        let count = pieces.u32().ok_or(WorkbookError::Damaged)?;
        for _ in 0..count {
            let text = pieces.text().ok_or(WorkbookError::Damaged)?;
            self.strings.push(|out| out.extend_from_slice(text.as_bytes()))?;
            pace.spend(RECORD_COST + text.len()).await;
        }
        Ok(())
    }

    /// The cells of a record; `None` where it is too short.
    fn cells(&self, record: BiffRecord<'_>, formula: &mut Option<XlsCell>) -> Option<Vec<XlsCell>> {
        let bytes = record.bytes;
        let place = || Some((u16_at(bytes, 0)?, u16_at(bytes, 2)?));
        let number = |column: u16, style: u16, number: f64| {
            let format = self.formats.get(usize::from(style)).unwrap_or(&NumberFormat::General);
            let mut text = Vec::new();
            push_number(number, format, self.system, &mut text);
            Some(XlsCell { row: u16_at(bytes, 0)?, column, text })
        };
        let text = |text: String| place().map(|(row, column)| vec![XlsCell { row, column, text: text.into_bytes() }]);
        match record.kind {
            kind::NUMBER => number(u16_at(bytes, 2)?, u16_at(bytes, 4)?, f64_at(bytes, 6)?).map(|cell| vec![cell]),
            kind::PACKED_NUMBER => number(u16_at(bytes, 2)?, u16_at(bytes, 4)?, packed_number(u32_at(bytes, 6)?)).map(|cell| vec![cell]),
            kind::PACKED_NUMBERS => {
                let first = u16_at(bytes, 2)?;
                let numbers = bytes.get(4..bytes.len().checked_sub(2)?)?.chunks_exact(6);
                numbers.zip(first..).map(|(bytes, column)| number(column, u16_at(bytes, 0)?, packed_number(u32_at(bytes, 2)?))).collect()
            }
            kind::SHARED_TEXT => {
                let shared = self.strings.get(u32_at(bytes, 6)?)?;
                place().map(|(row, column)| vec![XlsCell { row, column, text: shared.to_vec() }])
            }
            kind::TEXT | kind::RICH_TEXT => text(self.text(record, 6)?),
            kind::BOOL_OR_ERROR if bytes.get(7)? == &0 => text(bool_text(*bytes.get(6)? != 0)),
            kind::FORMULA => {
                *formula = None;
                match bytes.get(6..14)? {
                    // The text follows in a record of its own.
                    [0, .., 0xff, 0xff] => {
                        *formula = place().map(|(row, column)| XlsCell { row, column, text: Vec::new() });
                        Some(Vec::new())
                    }
                    [1, _, value, .., 0xff, 0xff] => text(bool_text(*value != 0)),
                    // An error, or an empty text.
                    [.., 0xff, 0xff] => Some(Vec::new()),
                    _ => number(u16_at(bytes, 2)?, u16_at(bytes, 4)?, f64_at(bytes, 6)?).map(|cell| vec![cell]),
                }
            }
            kind::FORMULA_TEXT => match formula.take() {
                Some(cell) => Some(vec![XlsCell { text: self.text(record, 0)?.into_bytes(), ..cell }]),
                None => Some(Vec::new()),
            },
            _ => Some(Vec::new()),
        }
    }

    /// The text in a record and those that continue it.
    fn text(&self, record: BiffRecord<'_>, at: usize) -> Option<String> {
        if !self.is_wide {
            let length = usize::from(u16_at(record.bytes, at)?);
            return Some(latin_text(record.bytes.get(at + 2..)?.get(..length)?));
        }
        let mut pieces = Pieces::new(record.pieces(&self.stream));
        pieces.skip(at)?;
        pieces.text()
    }
}

impl Xls {
    /// The sheets of cells, in their order.
    pub(crate) fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// Puts the cells of one sheet into its rows, by 0-based index.
    ///
    /// # Errors
    /// [`WorkbookError`] when the sheet is damaged or does not fit.
    pub(crate) async fn read(&self, sheet: usize, rows: &mut Rows<'_>, pace: &mut Pace) -> Result<(), WorkbookError> {
        let begin = *self.places.get(sheet).ok_or(WorkbookError::Damaged)?;
        // Rows are stored in blocks, not always in order.
        let mut ordered: Vec<Vec<XlsCell>> = Vec::new();
        let (mut formula, mut depth, mut is_ended) = (None, 0_u32, false);
        for record in BiffRecords::new(&self.stream, begin) {
            pace.spend(RECORD_COST + record.bytes.len()).await;
            match record.kind {
                kind::START => depth += 1,
                kind::END if depth <= 1 => {
                    is_ended = true;
                    break;
                }
                kind::END => depth -= 1,
                // Charts in the sheet are nested and have cells of their own.
                _ if depth == 1 => {
                    for cell in self.cells(record, &mut formula).ok_or(WorkbookError::Damaged)? {
                        let row = usize::from(cell.row);
                        ordered.resize_with(ordered.len().max(row + 1), Vec::new);
                        ordered.get_mut(row).ok_or(WorkbookError::Damaged)?.push(cell);
                    }
                }
                _ => {}
            }
        }
        if !is_ended {
            return Err(WorkbookError::Damaged);
        }
        for mut cells in ordered {
            // Of two values of a cell the first stands.
            cells.sort_by_key(|cell| cell.column);
            cells.dedup_by_key(|cell| cell.column);
            for cell in &cells {
                rows.put(u32::from(cell.row), u32::from(cell.column), |out| out.extend_from_slice(&cell.text))?;
            }
            pace.spend(RECORD_COST * (1 + cells.len())).await;
        }
        Ok(())
    }
}

/// A cell and what it shows.
struct XlsCell {
    row: u16,
    column: u16,
    text: Vec<u8>,
}

fn bool_text(value: bool) -> String {
    let mut text = Vec::new();
    push_bool(value, &mut text);
    latin_text(&text)
}

/// A text of Excel 5 that starts with its length in one byte.
fn short_latin(bytes: &[u8]) -> Option<String> {
    let (&length, rest) = bytes.split_first()?;
    rest.get(..usize::from(length)).map(latin_text)
}

/// One record of a stream.
#[derive(Clone, Copy)]
struct BiffRecord<'a> {
    kind: u16,
    bytes: &'a [u8],
    /// Place of the next record in the stream.
    next: usize,
}

impl<'a> BiffRecord<'a> {
    /// Its bytes, and those of the records that continue it.
    fn pieces(self, stream: &'a [u8]) -> Vec<&'a [u8]> {
        let more = BiffRecords::new(stream, self.next).take_while(|record| record.kind == kind::CONTINUE);
        std::iter::once(self.bytes).chain(more.map(|record| record.bytes)).collect()
    }
}

/// The records from a place on, up to the end or the first that is cut.
struct BiffRecords<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> BiffRecords<'a> {
    fn new(stream: &'a [u8], at: usize) -> Self {
        Self { stream, at }
    }
}

impl<'a> Iterator for BiffRecords<'a> {
    type Item = BiffRecord<'a>;

    fn next(&mut self) -> Option<BiffRecord<'a>> {
        let (kind, length) = (u16_at(self.stream, self.at)?, usize::from(u16_at(self.stream, self.at + 2)?));
        let bytes = self.stream.get(self.at + 4..)?.get(..length)?;
        self.at += 4 + length;
        Some(BiffRecord { kind, bytes, next: self.at })
    }
}
