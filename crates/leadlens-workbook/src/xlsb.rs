//! XLSB: the records of [MS-XLSB] that say which sheets there are and what stands in their cells.

use std::collections::BTreeMap;

use crate::little_endian::{f64_at, u16_at, u32_at};
use crate::number_format::NumberFormat;
use crate::rows::Rows;
use crate::stepper::Pace;
use crate::strings::Strings;
use crate::unpack::Unpacker;
use crate::value::{DateSystem, push_bool, push_number};
use crate::xlsx::{related, relations};
use crate::zip::Members;
use crate::{Sheet, WorkbookError};

/// Making cells of a byte takes as long as scanning so many.
const RECORD_COST: usize = 5;

/// A workbook of Excel since 2007, in binary records.
pub(crate) struct Xlsb<'a> {
    members: Members<'a>,
    sheets: Vec<Sheet>,
    paths: Vec<String>,
    strings: Strings,
    formats: Vec<NumberFormat>,
    system: DateSystem,
}

impl<'a> Xlsb<'a> {
    /// Reads what all sheets need: their names, the shared texts, the number formats.
    ///
    /// # Errors
    /// [`WorkbookError`] when one of the parts is missing or damaged.
    pub(crate) async fn open(members: Members<'a>, workbook: &str, pace: &mut Pace) -> Result<Self, WorkbookError> {
        let relations = relations(&members, workbook, pace).await?;
        let (mut sheets, mut paths, mut system) = (Vec::new(), Vec::new(), DateSystem::From1900);
        let visit = |kind: u16, bytes: &[u8]| {
            match kind {
                // BrtWbProp
                0x99 if bytes.first().is_some_and(|flags| flags & 1 != 0) => system = DateSystem::From1904,
                // BrtBundleSh
                0x9c => {
                    let (id, rest) = wide_text(bytes.get(8..)?)?;
                    let (name, _) = wide_text(rest)?;
                    if let Some((_, path)) = relations.get(&id).filter(|(kind, _)| kind.ends_with("/worksheet")) {
                        sheets.push(Sheet { name, is_hidden: u32_at(bytes, 0)? != 0 });
                        paths.push(path.clone());
                    }
                }
                _ => {}
            }
            Some(())
        };
        each_record(&members, workbook, visit, pace).await?;
        let mut strings = Strings::default();
        if let Some(part) = related(&relations, "/sharedStrings") {
            let mut trouble = Ok(());
            let visit = |kind: u16, bytes: &[u8]| {
                // BrtSSTItem
                if kind == 0x13 {
                    let (text, _) = wide_text(bytes.get(1..)?)?;
                    trouble = strings.push(|out| out.extend_from_slice(text.as_bytes()));
                }
                trouble.is_ok().then_some(())
            };
            each_record(&members, part, visit, pace).await.and(trouble)?;
        }
        let formats = match related(&relations, "/styles") {
            Some(part) => formats(&members, part, pace).await?,
            None => Vec::new(),
        };
        Ok(Self { members, sheets, paths, strings, formats, system })
    }

    /// Writes a cell; `None` where its record is too short.
    fn put(&self, kind: u16, row: u32, bytes: &[u8], rows: &mut Rows<'_>) -> Option<Result<(), WorkbookError>> {
        let column = u32_at(bytes, 0)?;
        let style = u32_at(bytes, 4)? & 0x00ff_ffff;
        let format = self.formats.get(style as usize).unwrap_or(&NumberFormat::General);
        let mut put_number = |number| rows.put(row, column, |out| push_number(number, format, self.system, out));
        Some(match kind {
            // BrtCellRk
            2 => put_number(packed_number(u32_at(bytes, 8)?)),
            // BrtCellBool, BrtFmlaBool
            4 | 10 => {
                let value = *bytes.get(8)? != 0;
                rows.put(row, column, |out| push_bool(value, out))
            }
            // BrtCellReal, BrtFmlaNum
            5 | 9 => put_number(f64_at(bytes, 8)?),
            // BrtCellSt, BrtFmlaString, BrtCellRString
            6 | 8 | 62 => {
                let (text, _) = wide_text(bytes.get(if kind == 62 { 9 } else { 8 }..)?)?;
                rows.put(row, column, |out| out.extend_from_slice(text.as_bytes()))
            }
            // BrtCellIsst
            7 => {
                let text = self.strings.get(u32_at(bytes, 8)?)?;
                rows.put(row, column, |out| out.extend_from_slice(text))
            }
            // Blank cells, errors, and what is no cell.
            _ => Ok(()),
        })
    }
}

impl Xlsb<'_> {
    /// The sheets of cells, in their order.
    pub(crate) fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// Puts the cells of one sheet into its rows, by 0-based index.
    ///
    /// # Errors
    /// [`WorkbookError`] when the sheet is damaged or does not fit.
    pub(crate) async fn read(&self, sheet: usize, rows: &mut Rows<'_>, pace: &mut Pace) -> Result<(), WorkbookError> {
        let part = self.paths.get(sheet).ok_or(WorkbookError::Damaged)?;
        let (mut row, mut is_data, mut trouble) = (0, false, Ok(()));
        let visit = |kind: u16, bytes: &[u8]| {
            match kind {
                // BrtBeginSheetData, BrtEndSheetData
                0x91 => is_data = true,
                0x92 => is_data = false,
                // BrtRowHdr
                0 if is_data => row = u32_at(bytes, 0)?,
                1..=62 if is_data => trouble = self.put(kind, row, bytes, rows)?,
                _ => {}
            }
            trouble.is_ok().then_some(())
        };
        each_record(&self.members, part, visit, pace).await.and(trouble)
    }
}

/// The number formats of cells.
async fn formats(members: &Members<'_>, part: &str, pace: &mut Pace) -> Result<Vec<NumberFormat>, WorkbookError> {
    let (mut codes, mut formats, mut is_cell_format) = (BTreeMap::new(), Vec::new(), false);
    let visit = |kind: u16, bytes: &[u8]| {
        match kind {
            // BrtFmt
            0x2c => {
                let (code, _) = wide_text(bytes.get(2..)?)?;
                codes.insert(u32::from(u16_at(bytes, 0)?), NumberFormat::of_code(&code));
            }
            // BrtBeginCellXFs, BrtEndCellXFs
            0x269 => is_cell_format = true,
            0x26a => is_cell_format = false,
            // BrtXF
            0x2f if is_cell_format => {
                let id = u32::from(u16_at(bytes, 2)?);
                formats.push(codes.get(&id).cloned().unwrap_or_else(|| NumberFormat::built_in(id)));
            }
            _ => {}
        }
        Some(())
    };
    each_record(members, part, visit, pace).await?;
    Ok(formats)
}

/// The number in 30 bits: whole or the upper half of a floating-point one, perhaps a hundred times itself.
pub(crate) fn packed_number(packed: u32) -> f64 {
    let number = if packed & 2 == 0 { f64::from_bits(u64::from(packed & !3) << 32) } else { f64::from(packed.cast_signed() >> 2) };
    if packed & 1 == 0 { number } else { number / 100.0 }
}

/// A text that starts with its length in letters, and what is behind it; a length of all ones is no text.
fn wide_text(bytes: &[u8]) -> Option<(String, &[u8])> {
    let length = match u32_at(bytes, 0)? {
        u32::MAX => 0,
        length => usize::try_from(length).ok()?.checked_mul(2)?,
    };
    let (text, rest) = bytes.get(4..)?.split_at_checked(length)?;
    let units: Vec<u16> = text.chunks_exact(2).filter_map(|unit| u16_at(unit, 0)).collect();
    Some((String::from_utf16_lossy(&units), rest))
}

/// Calls `visit` with the kind and the bytes of every record of a part, until it says `None`.
async fn each_record(
    members: &Members<'_>,
    part: &str,
    mut visit: impl FnMut(u16, &[u8]) -> Option<()>,
    pace: &mut Pace,
) -> Result<(), WorkbookError> {
    let member = members.find(part).ok_or(WorkbookError::Damaged)?;
    let mut source = members.unpacker(member)?;
    let (mut buffer, mut at) = (Vec::new(), 0);
    loop {
        let rest = buffer.get(at..).unwrap_or_default();
        let Some((kind, length, head)) = record_head(rest) else {
            if !refill(&mut source, &mut buffer, &mut at, pace).await? {
                return if at == buffer.len() { member.check(&source) } else { Err(WorkbookError::Damaged) };
            }
            continue;
        };
        let Some(bytes) = rest.get(head..head + length) else {
            if !refill(&mut source, &mut buffer, &mut at, pace).await? {
                return Err(WorkbookError::Damaged);
            }
            continue;
        };
        visit(kind, bytes).ok_or(WorkbookError::Damaged)?;
        at += head + length;
    }
}

/// Makes more bytes follow the current place; `false` at the end.
async fn refill(source: &mut Unpacker<'_>, buffer: &mut Vec<u8>, at: &mut usize, pace: &mut Pace) -> Result<bool, WorkbookError> {
    pace.reach(source.taken(), source.packed_size());
    pace.spend(RECORD_COST * *at).await;
    buffer.drain(..*at);
    *at = 0;
    source.read_into(buffer, pace).await
}

/// Kind of the next record, length of its bytes, and of what stands before them: numbers of seven bits a byte.
fn record_head(bytes: &[u8]) -> Option<(u16, usize, usize)> {
    let first = *bytes.first()?;
    let (kind, mut at) =
        if first & 0x80 == 0 { (u16::from(first), 1) } else { (u16::from(first & 0x7f) | u16::from(*bytes.get(1)? & 0x7f) << 7, 2) };
    let mut length = 0;
    for shift in [0, 7, 14, 21] {
        let byte = *bytes.get(at)?;
        at += 1;
        length |= usize::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some((kind, length, at))
}
