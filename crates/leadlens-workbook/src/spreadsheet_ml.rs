//! The XML of Excel 2003, which other programs write under the name `.xls`.

use crate::rows::Rows;
use crate::stepper::Pace;
use crate::value::{push_bool, push_iso_date};
use crate::xml::{Tag, Token, Xml, push_decoded};
use crate::{Sheet, WorkbookError};

/// The namespace of such a workbook, which no other XML names.
const NAMESPACE: &[u8] = b"urn:schemas-microsoft-com:office:spreadsheet";

/// Bytes at the beginning among which the namespace stands.
const HEAD: usize = 1 << 12;

/// Cells a merged cell covers at most, as there are columns.
const ACROSS_LIMIT: u32 = 1 << 14;

/// True for a text (UTF-8) that is such a workbook.
pub fn is_spreadsheet_ml(text: &[u8]) -> bool {
    let head = text.get(..HEAD).unwrap_or(text);
    let is_page = memchr::memmem::find(head, b"<html").is_some() || memchr::memmem::find(head, b"<HTML").is_some();
    !is_page && memchr::memmem::find(head, NAMESPACE).is_some() && memchr::memmem::find(head, b"Workbook").is_some()
}

/// A workbook of Excel 2003 as XML.
pub(crate) struct SpreadsheetMl<'a> {
    text: &'a [u8],
    sheets: Vec<Sheet>,
}

impl<'a> SpreadsheetMl<'a> {
    /// Reads the names of the sheets.
    ///
    /// # Errors
    /// [`WorkbookError::Damaged`] where the text ends within a tag.
    pub(crate) async fn open(text: &'a [u8], pace: &mut Pace) -> Result<Self, WorkbookError> {
        let (mut sheets, mut xml, mut is_visibility) = (Vec::<Sheet>::new(), Xml::of_text(text), false);
        while let Some(token) = xml.next(pace).await? {
            match token {
                Token::Start(tag) if tag.name == b"Worksheet" => {
                    sheets.push(Sheet { name: tag.text("Name").unwrap_or_default(), is_hidden: false });
                }
                Token::Text(text) if is_visibility && text.starts_with(b"SheetHidden") => {
                    sheets.iter_mut().last().into_iter().for_each(|sheet| sheet.is_hidden = true);
                }
                _ => {}
            }
            is_visibility = matches!(token, Token::Start(tag) if tag.name == b"Visible");
        }
        Ok(Self { text, sheets })
    }

    /// The sheets, in their order.
    pub(crate) fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// Puts the cells of one sheet into its rows, by 0-based index.
    ///
    /// # Errors
    /// [`WorkbookError`] when the sheet is damaged or does not fit.
    pub(crate) async fn read(&self, sheet: usize, rows: &mut Rows<'_>, pace: &mut Pace) -> Result<(), WorkbookError> {
        let mut xml = Xml::of_text(self.text);
        let (mut tables, mut cursor) = (0, Cursor::default());
        while let Some(token) = xml.next(pace).await? {
            match token {
                Token::Start(tag) if tag.name == b"Worksheet" => {
                    tables += 1;
                    if tables > sheet + 1 {
                        return Ok(());
                    }
                }
                Token::Start(tag) if tables == sheet + 1 && tag.name == b"Row" => cursor.begin_row(tag),
                Token::Start(tag) if tables == sheet + 1 && tag.name == b"Cell" => {
                    let column = cursor.begin_cell(tag);
                    let text = if tag.is_empty { Vec::new() } else { read_cell(&mut xml, pace).await? };
                    rows.put(cursor.row, column, |out| out.extend_from_slice(&text))?;
                    pace.reach(xml.source().taken(), xml.source().packed_size());
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Place in a sheet: rows and cells name theirs only where some are left out.
#[derive(Default)]
struct Cursor {
    row: u32,
    next_row: u32,
    next_column: u32,
}

impl Cursor {
    fn begin_row(&mut self, tag: Tag<'_>) {
        let index = tag.number("Index").and_then(|index| index.checked_sub(1));
        self.row = index.unwrap_or(self.next_row).max(self.next_row);
        self.next_row = self.row.saturating_add(1);
        self.next_column = 0;
    }

    fn begin_cell(&mut self, tag: Tag<'_>) -> u32 {
        let index = tag.number("Index").and_then(|index| index.checked_sub(1));
        let column = index.unwrap_or(self.next_column).max(self.next_column);
        let across = tag.number("MergeAcross").unwrap_or_default().min(ACROSS_LIMIT);
        self.next_column = column.saturating_add(across + 1);
        column
    }
}

/// The text of a cell that was just opened; notes about it are left out.
async fn read_cell(xml: &mut Xml<'_>, pace: &mut Pace) -> Result<Vec<u8>, WorkbookError> {
    let (mut raw, mut kind, mut is_data) = (Vec::new(), Vec::new(), false);
    loop {
        match xml.next(pace).await?.ok_or(WorkbookError::Damaged)? {
            Token::Start(tag) if tag.name == b"Comment" && !tag.is_empty => xml.skip(pace).await?,
            Token::Start(tag) if tag.name == b"Data" && !tag.is_empty => {
                kind = tag.raw("Type").unwrap_or_default().to_vec();
                is_data = true;
            }
            Token::End(b"Data") => is_data = false,
            Token::End(b"Cell") => break,
            Token::Text(text) if is_data => push_decoded(text, &mut raw),
            Token::Cdata(text) if is_data => raw.extend_from_slice(text),
            _ => {}
        }
    }
    Ok(match kind.as_slice() {
        b"DateTime" => written(|out| push_iso_date(&raw, out)),
        b"Boolean" => written(|out| push_bool(raw == b"1", out)),
        b"Error" => Vec::new(),
        _ => raw,
    })
}

fn written(write: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut out = Vec::new();
    write(&mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Workbook;
    use crate::stepper::at_once;

    fn read(text: &str, sheet: usize) -> (Vec<Sheet>, Vec<Vec<String>>) {
        at_once(async |pace| {
            let workbook = Workbook::open(text.as_bytes(), pace).await.unwrap();
            let mut rows: Vec<Vec<String>> = Vec::new();
            workbook.read(sheet, &mut rows, pace).await.unwrap();
            (workbook.sheets().to_vec(), rows)
        })
    }

    #[test]
    fn cells_stand_where_their_index_says() {
        let text = r#"<?xml version="1.0"?><ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="A &amp; B"><Table>
            <Row><Cell ss:MergeAcross="1"><Data ss:Type="String">x</Data></Cell><Cell><Data ss:Type="String">y<![CDATA[<z]]></Data><Comment><Data>no</Data></Comment></Cell></Row>
            <Row ss:Index="4"><Cell ss:Index="3"><Data ss:Type="Number">7</Data></Cell><Cell/><Cell><ss:Data ss:Type="String"><B>b</B>old</ss:Data></Cell></Row>
            <Row><Cell><Data ss:Type="DateTime">2024-03-04T00:00:00.000</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
            </Table></Worksheet><Worksheet ss:Name="C"><Table><Row><Cell><Data>c</Data></Cell></Row></Table>
            <WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></ss:Workbook>"#;
        let (sheets, rows) = read(text, 0);
        let names: Vec<_> = sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.is_hidden)).collect();
        assert_eq!(names, [("A & B", false), ("C", true)]);
        assert_eq!(rows, [vec!["x", "", "y<z"], vec!["", "", "7", "", "bold"], vec!["2024-03-04", "TRUE"]]);
        assert_eq!(read(text, 1).1, [["c"]]);
    }

    #[test]
    fn another_xml_is_no_workbook() {
        assert!(!is_spreadsheet_ml(b"<leads><lead/></leads>"));
        assert!(!is_spreadsheet_ml(b"<html xmlns:x=\"urn:schemas-microsoft-com:office:spreadsheet\"><x:ExcelWorkbook>"));
    }
}
