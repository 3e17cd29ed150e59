//! ODS: the content of an OpenDocument spreadsheet, in which equal cells and rows are written once with a count.

use std::collections::BTreeSet;

use crate::number_format::NumberFormat;
use crate::rows::{COLUMN_LIMIT, Rows};
use crate::stepper::Pace;
use crate::unpack::Unpacker;
use crate::value::{DateSystem, push_bool, push_iso_date, push_spelled_number};
use crate::xml::{Tag, Token, Xml, push_decoded};
use crate::zip::Members;
use crate::{Sheet, WorkbookError};

const CONTENT: &str = "content.xml";

/// Rows of the longest sheet there is.
const ROW_LIMIT: u32 = 1 << 20;

/// Maximum blanks stored in a row: more mean no more, and must not fill the memory.
const BLANK_LIMIT: u32 = 100;

/// Bytes a cell needs in addition to its text: a separator and its place.
const CELL_SIZE: u64 = 5;

/// A workbook of LibreOffice and others.
pub(crate) struct Ods<'a> {
    members: Members<'a>,
    sheets: Vec<Sheet>,
}

/// True for an archive that is an OpenDocument spreadsheet, by its `mimetype`.
pub(crate) async fn is_ods(members: &Members<'_>, pace: &mut Pace) -> bool {
    let Some(member) = members.find("mimetype") else { return false };
    let kind = members.unpack(member, pace).await.unwrap_or_default();
    kind.starts_with(b"application/vnd.oasis.opendocument.spreadsheet")
}

impl<'a> Ods<'a> {
    /// Reads the names of the sheets.
    ///
    /// # Errors
    /// [`WorkbookError::Password`] where the content is encrypted, [`WorkbookError::Damaged`] where it is missing.
    pub(crate) async fn open(members: Members<'a>, pace: &mut Pace) -> Result<Self, WorkbookError> {
        if let Some(member) = members.find("META-INF/manifest.xml")
            && memchr::memmem::find(&members.unpack(member, pace).await?, b"encryption-data").is_some()
        {
            return Err(WorkbookError::Password);
        }
        let (mut sheets, mut hidden, mut style) = (Vec::new(), BTreeSet::new(), None);
        let mut xml = content(&members)?;
        while let Some(token) = xml.next(pace).await? {
            let Token::Start(tag) = token else { continue };
            match tag.name {
                b"style" => style = tag.text("name"),
                b"table-properties" if tag.raw("display") == Some(b"false") => hidden.extend(style.take()),
                b"table" => {
                    let is_hidden = tag.text("style-name").is_some_and(|style| hidden.contains(&style));
                    sheets.push(Sheet { name: tag.text("name").unwrap_or_default(), is_hidden });
                }
                _ => {}
            }
        }
        check(&members, &xml)?;
        Ok(Self { members, sheets })
    }

    /// The sheets of cells, in their order.
    pub(crate) fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// Puts the cells of one sheet into its rows, by 0-based index.
    ///
    /// # Errors
    /// [`WorkbookError`] when the sheet is damaged or does not fit.
    pub(crate) async fn read(&self, sheet: usize, rows: &mut Rows<'_>, pace: &mut Pace) -> Result<(), WorkbookError> {
        let mut xml = content(&self.members)?;
        let mut tables = 0;
        let mut row = 0;
        let mut repeated = 0_u64;
        while let Some(token) = xml.next(pace).await? {
            match token {
                Token::Start(tag) if tag.name == b"table" => {
                    tables += 1;
                    if tables > sheet + 1 {
                        return Ok(());
                    }
                }
                Token::Start(tag) if tag.name == b"table-row" && tables == sheet + 1 => {
                    let count = tag.number("number-rows-repeated").unwrap_or(1).min(ROW_LIMIT);
                    let cells = if tag.is_empty { Vec::new() } else { read_row(&mut xml, pace).await? };
                    pace.reach(xml.source().taken(), xml.source().packed_size());
                    repeated = repeated.saturating_add(repeated_size(&cells, count));
                    let size = usize::try_from(repeated_size(&cells, 1)).unwrap_or(usize::MAX);
                    Unpacker::check_size(CONTENT, xml.source().taken() as u64, repeated)?;
                    // Blank rows are counted by the thousand, but they are none that hold anything.
                    for _ in 0..if cells.is_empty() { 0 } else { count } {
                        row += 1;
                        for (first, behind, text) in &cells {
                            for column in *first..*behind {
                                rows.put(row, column, |out| out.extend_from_slice(text))?;
                            }
                        }
                        pace.spend(size).await;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Opens the content.
fn content<'m>(members: &'m Members<'_>) -> Result<Xml<'m>, WorkbookError> {
    let member = members.find(CONTENT).ok_or(WorkbookError::Damaged)?;
    Ok(Xml::new(members.unpacker(member)?))
}

/// Checks the content once all of it was read.
fn check(members: &Members<'_>, xml: &Xml<'_>) -> Result<(), WorkbookError> {
    members.find(CONTENT).ok_or(WorkbookError::Damaged)?.check(xml.source())
}

/// Bytes a row takes that is written so many times, but for what is written once anyway.
fn repeated_size(cells: &[(u32, u32, Vec<u8>)], count: u32) -> u64 {
    let size = |(first, behind, text): &(u32, u32, Vec<u8>)| {
        let times = u64::from(behind.saturating_sub(*first)) * u64::from(count);
        times.saturating_sub(1).saturating_mul(text.len() as u64 + CELL_SIZE)
    };
    cells.iter().map(size).fold(0, u64::saturating_add)
}

/// The filled cells of a row that was just opened: first column, column behind the last, text.
async fn read_row(xml: &mut Xml<'_>, pace: &mut Pace) -> Result<Vec<(u32, u32, Vec<u8>)>, WorkbookError> {
    let mut cells = Vec::new();
    let mut column = 0_u32;
    loop {
        match xml.next(pace).await?.ok_or(WorkbookError::Damaged)? {
            Token::Start(tag) if matches!(tag.name, b"table-cell" | b"covered-table-cell") => {
                let behind = column.saturating_add(tag.number("number-columns-repeated").unwrap_or(1));
                let value = OdsValue::of_tag(tag);
                let shown = if tag.is_empty { Vec::new() } else { read_text(xml, pace).await? };
                let text = value.text(shown);
                if !text.is_empty() {
                    cells.push((column, behind.min(COLUMN_LIMIT + 1), text));
                }
                column = behind;
            }
            Token::Start(tag) if !tag.is_empty => xml.skip(pace).await?,
            Token::End(b"table-row") => return Ok(cells),
            _ => {}
        }
    }
}

/// Value of a cell, by its attributes.
enum OdsValue {
    /// No typed value: the shown text counts, or this `string-value` where nothing is shown.
    Text(Option<Vec<u8>>),
    Number(Vec<u8>),
    Date(Vec<u8>),
    /// A duration of ISO 8601.
    Time(Vec<u8>),
    Bool(bool),
}

impl OdsValue {
    fn of_tag(tag: Tag<'_>) -> Self {
        let bytes = |name| tag.raw(name).map(<[u8]>::to_vec).unwrap_or_default();
        match tag.raw("value-type").unwrap_or_default() {
            b"float" | b"percentage" | b"currency" => Self::Number(bytes("value")),
            b"date" => Self::Date(bytes("date-value")),
            b"time" => Self::Time(bytes("time-value")),
            b"boolean" => Self::Bool(tag.is_true("boolean-value")),
            _ => Self::Text(tag.text("string-value").map(String::into_bytes)),
        }
    }

    /// The text of the cell, given what it shows.
    fn text(self, shown: Vec<u8>) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            Self::Text(value) => {
                return if shown.is_empty() {
                    value.unwrap_or(shown)
                } else if is_error(&shown) {
                    Vec::new()
                } else {
                    shown
                };
            }
            Self::Number(value) => {
                push_spelled_number(&value, &NumberFormat::General, DateSystem::From1900, &mut out);
                if is_pattern_of(&shown, &out) {
                    return shown;
                }
            }
            Self::Date(value) => push_iso_date(&value, &mut out),
            Self::Time(value) => match clock(&value) {
                Some(clock) => out.extend_from_slice(clock.as_bytes()),
                None => return shown,
            },
            Self::Bool(value) => push_bool(value, &mut out),
        }
        out
    }
}

/// True for a cell that shows that its formula failed.
fn is_error(shown: &[u8]) -> bool {
    matches!(shown, b"#N/A" | b"#DIV/0!" | b"#VALUE!" | b"#REF!" | b"#NAME?" | b"#NUM!" | b"#NULL!") || shown.starts_with(b"Err:")
}

/// True where the digits of the number are shown in groups or with zeros before them: a telephone number, a post code.
fn is_pattern_of(shown: &[u8], number: &[u8]) -> bool {
    let digits = shown.iter().filter(|letter| letter.is_ascii_digit()).skip_while(|digit| **digit == b'0');
    shown.iter().all(|letter| letter.is_ascii_digit() || b"+-() ".contains(letter)) && digits.eq(number)
}

/// `PT26H12M44S` as `26:12:44`.
fn clock(duration: &[u8]) -> Option<String> {
    let mut rest = std::str::from_utf8(duration).ok()?.strip_prefix("PT")?;
    let mut part = |mark| {
        let (number, behind) = rest.split_once(mark)?;
        rest = behind;
        number.split(['.', ',']).next()?.parse::<u32>().ok()
    };
    let (hours, minutes, seconds) = (part('H')?, part('M')?, part('S')?);
    Some(format!("{hours:02}:{minutes:02}:{seconds:02}"))
}

/// The text of a cell that was just opened: paragraphs on lines of their own, without comments.
async fn read_text(xml: &mut Xml<'_>, pace: &mut Pace) -> Result<Vec<u8>, WorkbookError> {
    let mut text = Vec::new();
    let (mut depth, mut in_paragraph, mut paragraphs) = (1_u32, false, 0);
    while depth > 0 {
        match xml.next(pace).await?.ok_or(WorkbookError::Damaged)? {
            Token::Start(tag) => {
                match tag.name {
                    b"annotation" if !tag.is_empty => {
                        xml.skip(pace).await?;
                        continue;
                    }
                    b"p" | b"h" => {
                        if paragraphs > 0 {
                            text.push(b'\n');
                        }
                        paragraphs += 1;
                        in_paragraph = !tag.is_empty;
                    }
                    b"s" => text.resize(text.len() + tag.number("c").unwrap_or(1).min(BLANK_LIMIT) as usize, b' '),
                    b"tab" => text.push(b'\t'),
                    b"line-break" => text.push(b'\n'),
                    _ => {}
                }
                depth += u32::from(!tag.is_empty);
            }
            Token::End(name) => {
                depth -= 1;
                in_paragraph &= !matches!(name, b"p" | b"h");
            }
            Token::Text(raw) if in_paragraph => push_decoded(raw, &mut text),
            Token::Cdata(raw) if in_paragraph => text.extend_from_slice(raw),
            _ => {}
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stepper::at_once;
    use crate::{Workbook, zip};

    /// Reads rows of a sheet.
    fn read(rows: &str) -> Result<Vec<Vec<String>>, WorkbookError> {
        let content = format!("<a xmlns:t=\"t\"><t:table t:name=\"Leads\">{rows}</t:table></a>");
        let kind = "application/vnd.oasis.opendocument.spreadsheet".to_owned();
        let members = [("mimetype", kind), (CONTENT, content)].map(|(name, text)| (name.to_owned(), text.into_bytes()));
        let archive = zip::write(&members).unwrap();
        let mut found = Vec::new();
        at_once(async |pace| Workbook::open(&archive, pace).await?.read(0, &mut found, pace).await)?;
        Ok(found)
    }

    #[test]
    fn rows_and_cells_are_repeated_up_to_a_limit() {
        let row = |rows: u32, columns: u32| {
            format!(
                "<t:table-row t:number-rows-repeated=\"{rows}\"><t:table-cell t:number-columns-repeated=\"{columns}\"><p>a@example.com</p>\
                 </t:table-cell></t:table-row>"
            )
        };
        assert_eq!(read(&row(3, 2)).unwrap(), [["a@example.com"; 2]; 3]);
        let bomb = Err(WorkbookError::UnpacksTooLarge { part: CONTENT.to_owned(), limit: 100 << 20 });
        assert_eq!(read(&row(1 << 20, 16_384)).map(|_| ()), bomb);
        assert_eq!(read(&row(1 << 17, 5).repeat(20)).map(|_| ()), bomb);
    }

    #[test]
    fn a_run_of_blanks_does_not_fill_the_memory() {
        let cell = "<t:table-row><t:table-cell><p>a<s c=\"3\"/>b<s c=\"16384\"/>c</p></t:table-cell></t:table-row>";
        assert_eq!(read(cell).unwrap(), [[format!("a   b{}c", " ".repeat(100))]]);
    }
}
