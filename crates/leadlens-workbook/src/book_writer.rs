//! Writing an XLSX workbook (ECMA-376, part 1: `SpreadsheetML`) row by row.
//!
//! # Invariants
//! Text is a text cell in the format "Text": no spreadsheet computes it, and a telephone number keeps its plus sign and its zeros, also when
//! the cell is edited. Memory is bounded by the packed workbook. The same rows give the same bytes.

use std::fmt::Write as _;

use crate::stepper::Pace;
use crate::zip::Writer;

/// Rows of a sheet, its headers included; further rows continue on another sheet.
const ROWS: u32 = 1 << 20;

/// Characters of a cell, in units of UTF-16; a longer text is cut, as Excel refuses a workbook with one.
const CELL_LENGTH: usize = 32_767;

/// Characters of a sheet's name, in units of UTF-16.
const NAME_LENGTH: usize = 31;

/// Bytes of rows gathered before they are packed.
const PIECE: usize = 1 << 15;

/// Writing a cell takes as long as scanning so many bytes in addition to its own.
const CELL_COST: usize = 40;

/// Days from Excel's day 0 to 1970-01-01.
const EPOCH: i64 = 25_569;

/// The first day, since 1970-01-01, whose number is the same to all spreadsheets: Excel counts a 29 February 1900.
const FIRST_DAY: i64 = 61 - EPOCH;

const DAY_SECONDS: i64 = 86_400;

const NAMESPACE: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

/// Formats by number: 0 as is, 1 text, 2 a day, 3 a moment, 4 a header.
const STYLES: &str = r#"<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>"#;

/// A column of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetColumn {
    /// Text of its first cell.
    pub header: String,
    /// Width in characters.
    pub width: u16,
    /// Not shown until the user unhides it.
    pub is_hidden: bool,
}

/// Content of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CellValue<'a> {
    /// A text; blank where it is empty.
    Text(&'a str),
    /// A number.
    Number(f64),
    /// A day, in seconds from 1970-01-01 to its begin.
    Day(i64),
    /// A moment of a clock without a zone, in seconds since 1970-01-01T00:00:00 on it.
    Moment(i64),
    /// True or false.
    Bool(bool),
}

/// A workbook that is being written.
#[derive(Default)]
pub struct BookWriter {
    archive: Writer,
    /// Names of the sheets so far.
    names: Vec<String>,
    columns: Vec<SheetColumn>,
    /// Rows of the open sheet.
    rows: u32,
    /// Rows not packed yet.
    text: String,
}

impl BookWriter {
    /// A workbook without sheets.
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a sheet with its headers, which stay in sight. What a sheet's name cannot hold is left out of it. `None` as [`BookWriter::finish`].
    pub async fn begin_sheet(&mut self, name: &str, columns: &[SheetColumn], pace: &mut Pace) -> Option<()> {
        self.columns = columns.to_vec();
        self.open(sheet_name(name, &self.names), pace).await
    }

    async fn open(&mut self, name: String, pace: &mut Pace) -> Option<()> {
        self.archive.begin(&format!("xl/worksheets/sheet{}.xml", self.names.len() + 1))?;
        self.names.push(name);
        self.rows = 0;
        self.text = format!(
            r#"{DECLARATION}<worksheet xmlns="{NAMESPACE}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>"#
        );
        if !self.columns.is_empty() {
            self.text.push_str("<cols>");
            for (column, number) in self.columns.iter().zip(1_u32..) {
                let hidden = if column.is_hidden { r#" hidden="1""# } else { "" };
                let width = column.width;
                let _ = write!(self.text, r#"<col min="{number}" max="{number}" width="{width}" customWidth="1"{hidden}/>"#);
            }
            self.text.push_str("</cols>");
        }
        self.text.push_str("<sheetData>");
        let headers: Vec<String> = self.columns.iter().map(|column| column.header.clone()).collect();
        self.put_row(headers.iter().map(|header| CellValue::Text(header)), Some(4), pace).await;
        Some(())
    }

    /// Adds a row to the sheet. `None` as [`BookWriter::finish`].
    pub async fn push(&mut self, cells: impl IntoIterator<Item = CellValue<'_>>, pace: &mut Pace) -> Option<()> {
        if self.rows == ROWS {
            self.end_sheet(pace).await?;
            let name = self.names.last().cloned().unwrap_or_default();
            self.open(sheet_name(&name, &self.names), pace).await?;
        }
        self.put_row(cells, None, pace).await;
        Some(())
    }

    async fn put_row(&mut self, cells: impl IntoIterator<Item = CellValue<'_>>, style: Option<u8>, pace: &mut Pace) {
        self.rows += 1;
        let (row, start) = (self.rows, self.text.len());
        let _ = write!(self.text, r#"<row r="{row}">"#);
        let mut count = 0;
        for (column, cell) in cells.into_iter().enumerate() {
            put_cell(&mut self.text, column, row, cell, style);
            count += 1;
        }
        self.text.push_str("</row>");
        pace.spend(CELL_COST * count + self.text.len() - start).await;
        if self.text.len() >= PIECE {
            self.pack(pace).await;
        }
    }

    async fn pack(&mut self, pace: &mut Pace) {
        let text = std::mem::take(&mut self.text);
        self.archive.write(text.as_bytes(), pace).await;
    }

    /// Ends the sheet. `None` as [`BookWriter::finish`].
    pub async fn end_sheet(&mut self, pace: &mut Pace) -> Option<()> {
        self.text.push_str("</sheetData></worksheet>");
        self.pack(pace).await;
        self.archive.end()
    }

    /// The workbook in chunks, whose sequence is the file; `None` where it is larger than an ordinary archive can be.
    pub async fn finish(mut self, pace: &mut Pace) -> Option<Vec<Vec<u8>>> {
        let (mut sheets, mut relations, mut types) = (String::new(), String::new(), String::new());
        for (name, number) in self.names.iter().zip(1_u32..) {
            sheets.push_str(r#"<sheet name=""#);
            put_escaped(&mut sheets, name);
            let _ = write!(sheets, r#"" sheetId="{number}" r:id="rId{number}"/>"#);
            let _ =
                write!(relations, r#"<Relationship Id="rId{number}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{number}.xml"/>"#);
            let _ = write!(types, r#"<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{CONTENT}.worksheet+xml"/>"#);
        }
        let last = self.names.len() + 1;
        let parts = [
            ("xl/styles.xml", format!(r#"<styleSheet xmlns="{NAMESPACE}">{STYLES}</styleSheet>"#)),
            ("xl/workbook.xml", format!(r#"<workbook xmlns="{NAMESPACE}" xmlns:r="{RELATIONS}"><sheets>{sheets}</sheets></workbook>"#)),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    r#"<Relationships xmlns="{PACKAGE}/relationships">{relations}<Relationship Id="rId{last}" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>"#
                ),
            ),
            (
                "_rels/.rels",
                format!(
                    r#"<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
                ),
            ),
            (
                "[Content_Types].xml",
                format!(
                    r#"<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{CONTENT}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{CONTENT}.styles+xml"/>{types}</Types>"#
                ),
            ),
        ];
        for (name, text) in parts {
            self.archive.begin(name)?;
            self.archive.write(format!("{DECLARATION}{text}").as_bytes(), pace).await;
            self.archive.end()?;
        }
        self.archive.finish()
    }
}

/// A name that a sheet can have and none has yet.
fn sheet_name(wanted: &str, taken: &[String]) -> String {
    let allowed: String =
        wanted.chars().filter(|letter| !matches!(letter, '[' | ']' | ':' | '*' | '?' | '/' | '\\') && !letter.is_control()).collect();
    let allowed = allowed.trim_matches(['\'', ' ']);
    let base = if allowed.is_empty() { "Sheet" } else { allowed };
    let named = |number: usize| {
        let suffix = if number == 1 { String::new() } else { format!(" {number}") };
        format!("{}{suffix}", cut(base, NAME_LENGTH - suffix.len()).trim_end_matches(['\'', ' ']))
    };
    let is_free = |name: &String| !taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    (1..=taken.len() + 1).map(named).find(is_free).unwrap_or_default()
}

/// The beginning of a text that has so many units of UTF-16 at most.
fn cut(text: &str, length: usize) -> &str {
    // A byte is never less than a unit.
    if text.len() <= length {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > length
    });
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

fn put_cell(text: &mut String, column: usize, row: u32, cell: CellValue<'_>, style: Option<u8>) {
    let mut open = |style: u8, kind: &str| {
        text.push_str(r#"<c r=""#);
        put_letters(text, column);
        let _ = write!(text, r#"{row}""#);
        if style > 0 {
            let _ = write!(text, r#" s="{style}""#);
        }
        text.push_str(kind);
    };
    match cell {
        CellValue::Text("") => {}
        CellValue::Text(content) => {
            open(style.unwrap_or(1), r#" t="inlineStr"><is><t xml:space="preserve">"#);
            put_escaped(text, cut(content, CELL_LENGTH));
            text.push_str("</t></is></c>");
        }
        CellValue::Number(number) if number.is_finite() => {
            open(0, "><v>");
            let _ = write!(text, "{number}</v></c>");
        }
        CellValue::Number(_) => {}
        CellValue::Bool(value) => {
            open(0, r#" t="b"><v>"#);
            text.push_str(if value { "1</v></c>" } else { "0</v></c>" });
        }
        CellValue::Day(seconds) | CellValue::Moment(seconds) => {
            let (day, second) = (seconds.div_euclid(DAY_SECONDS), seconds.rem_euclid(DAY_SECONDS));
            if day < FIRST_DAY {
                return;
            }
            let is_day = matches!(cell, CellValue::Day(_));
            open(if is_day { 2 } else { 3 }, "><v>");
            // Whole days, then millionths of one: a tenth of a second.
            let _ = write!(text, "{}", day + EPOCH);
            if !is_day && second > 0 {
                let _ = write!(text, ".{:010}", second * 10_000_000_000 / DAY_SECONDS);
            }
            text.push_str("</v></c>");
        }
    }
}

/// The name of a column: A to Z, AA and so on.
fn put_letters(text: &mut String, column: usize) {
    if column >= 26 {
        put_letters(text, column / 26 - 1);
    }
    text.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or_default()));
}

/// Writes a text as XML has it; what XML cannot hold, and what would be read as standing for such, as `_xHHHH_` (ECMA-376, 22.9.2.19).
fn put_escaped(text: &mut String, content: &str) {
    for (at, letter) in content.char_indices() {
        match letter {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\t' | '\n' => text.push(letter),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(text, "_x{:04X}_", u32::from(letter));
            }
            '_' if is_escape(content.get(at..).unwrap_or_default()) => text.push_str("_x005F_"),
            _ => text.push(letter),
        }
    }
}

/// True for a text that begins like `_x0041_`.
fn is_escape(text: &str) -> bool {
    matches!(text.as_bytes(), [b'_', b'x', digits @ .., ] if digits.get(4) == Some(&b'_') && digits.iter().take(4).all(u8::is_ascii_hexdigit))
}

#[cfg(test)]
mod tests;
