//! XLSX: the parts of ECMA-376 that say which sheets there are and what stands in their cells.

use std::collections::BTreeMap;

use crate::number_format::NumberFormat;
use crate::rows::{COLUMN_LIMIT, Rows};
use crate::stepper::Pace;
use crate::strings::Strings;
use crate::value::{DateSystem, push_bool, push_iso_date, push_spelled_number, unescape};
use crate::xml::{Tag, Token, Xml, parse_number, push_decoded};
use crate::zip::{Member, Members};
use crate::{Sheet, WorkbookError};

/// Relations of one part of a package: the kind of each, and the path of the other part, by id.
pub(crate) type Relations = BTreeMap<String, (String, String)>;

/// A workbook of Excel since 2007, in XML.
pub(crate) struct Xlsx<'a> {
    members: Members<'a>,
    sheets: Vec<Sheet>,
    paths: Vec<String>,
    strings: Strings,
    formats: Vec<NumberFormat>,
    system: DateSystem,
}

impl<'a> Xlsx<'a> {
    /// Reads what all sheets need: their names, the shared texts, the number formats.
    ///
    /// # Errors
    /// [`WorkbookError`] when one of the parts is missing or damaged.
    pub(crate) async fn open(members: Members<'a>, workbook: &str, pace: &mut Pace) -> Result<Self, WorkbookError> {
        let relations = relations(&members, workbook, pace).await?;
        let mut this = Self {
            members,
            sheets: Vec::new(),
            paths: Vec::new(),
            strings: Strings::default(),
            formats: Vec::new(),
            system: DateSystem::From1900,
        };
        this.read_workbook(workbook, &relations, pace).await?;
        if let Some(part) = related(&relations, "/sharedStrings") {
            this.read_strings(part, pace).await?;
        }
        if let Some(part) = related(&relations, "/styles") {
            this.read_formats(part, pace).await?;
        }
        Ok(this)
    }

    async fn read_workbook(&mut self, part: &str, relations: &Relations, pace: &mut Pace) -> Result<(), WorkbookError> {
        let (sheets, paths, system) = (&mut self.sheets, &mut self.paths, &mut self.system);
        let visit = |tag: Tag<'_>| match tag.name {
            b"workbookPr" if tag.is_true("date1904") => *system = DateSystem::From1904,
            b"sheet" => {
                let relation = tag.text("id").and_then(|id| relations.get(&id));
                if let Some((_, path)) = relation.filter(|(kind, _)| kind.ends_with("/worksheet")) {
                    let is_hidden = matches!(tag.raw("state"), Some(b"hidden" | b"veryHidden"));
                    sheets.push(Sheet { name: tag.text("name").unwrap_or_default(), is_hidden });
                    paths.push(path.clone());
                }
            }
            _ => {}
        };
        each_tag(&self.members, part, visit, pace).await
    }

    async fn read_strings(&mut self, part: &str, pace: &mut Pace) -> Result<(), WorkbookError> {
        let Some(member) = self.members.find(part) else { return Ok(()) };
        let mut xml = Xml::new(self.members.unpacker(member)?);
        let mut text = Vec::new();
        while let Some(token) = xml.next(pace).await? {
            if let Token::Start(tag) = token
                && tag.name == b"si"
            {
                text.clear();
                if !tag.is_empty {
                    read_runs(&mut xml, b"si", &mut text, pace).await?;
                }
                self.strings.push(|out| out.extend_from_slice(&text))?;
            }
        }
        member.check(xml.source())
    }

    async fn read_formats(&mut self, part: &str, pace: &mut Pace) -> Result<(), WorkbookError> {
        let mut codes = BTreeMap::new();
        let mut is_cell_format = false;
        let formats = &mut self.formats;
        let visit = |tag: Tag<'_>| match tag.name {
            b"numFmt" => {
                if let (Some(id), Some(code)) = (tag.number("numFmtId"), tag.text("formatCode")) {
                    codes.insert(id, NumberFormat::of_code(&code));
                }
            }
            b"cellXfs" => is_cell_format = true,
            b"cellStyles" | b"dxfs" | b"cellStyleXfs" => is_cell_format = false,
            b"xf" if is_cell_format => {
                let id = tag.number("numFmtId").unwrap_or_default();
                formats.push(codes.get(&id).cloned().unwrap_or_else(|| NumberFormat::built_in(id)));
            }
            _ => {}
        };
        each_tag(&self.members, part, visit, pace).await
    }

    /// Puts a cell whose value is spelled in a `v` element.
    #[inline]
    fn put_value(&self, rows: &mut Rows<'_>, cell: XlsxCell, spelled: &[u8]) -> Result<(), WorkbookError> {
        match cell.kind {
            Kind::Shared => {
                let text = parse_number(spelled.trim_ascii()).and_then(|number| self.strings.get(number)).ok_or(WorkbookError::Damaged)?;
                rows.put(cell.row, cell.column, |out| out.extend_from_slice(text))
            }
            Kind::Number => {
                let format = self.formats.get(cell.style as usize).unwrap_or(&NumberFormat::General);
                rows.put(cell.row, cell.column, |out| push_spelled_number(spelled, format, self.system, out))
            }
            Kind::Text => rows.put(cell.row, cell.column, |out| {
                let start = out.len();
                push_decoded(spelled, out);
                unescape(out, start);
            }),
            Kind::Bool => rows.put(cell.row, cell.column, |out| push_bool(matches!(spelled, b"1" | b"true"), out)),
            Kind::Date => rows.put(cell.row, cell.column, |out| push_iso_date(spelled, out)),
            // What stands in its `is` element was written before.
            Kind::Inline | Kind::Error => Ok(()),
        }
    }

    /// Reads the rest of a cell.
    async fn read_cell(
        &self,
        xml: &mut Xml<'_>,
        rows: &mut Rows<'_>,
        cell: XlsxCell,
        text: &mut Vec<u8>,
        pace: &mut Pace,
    ) -> Result<(), WorkbookError> {
        let mut in_value = false;
        loop {
            match xml.next(pace).await?.ok_or(WorkbookError::Damaged)? {
                Token::Start(tag) if tag.name == b"v" => in_value = !tag.is_empty,
                Token::Start(tag) if tag.name == b"is" && !tag.is_empty => {
                    text.clear();
                    read_runs(xml, b"is", text, pace).await?;
                    rows.put(cell.row, cell.column, |out| out.extend_from_slice(text))?;
                }
                Token::Text(spelled) | Token::Cdata(spelled) if in_value => {
                    in_value = false;
                    self.put_value(rows, cell, spelled)?;
                }
                Token::End(b"c") => return Ok(()),
                Token::End(_) => in_value = false,
                _ => {}
            }
        }
    }
}

impl Xlsx<'_> {
    /// The sheets of cells, in their order.
    pub(crate) fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// Puts the cells of one sheet into its rows, by 0-based index.
    ///
    /// # Errors
    /// [`WorkbookError`] when the sheet is damaged or does not fit.
    pub(crate) async fn read(&self, sheet: usize, rows: &mut Rows<'_>, pace: &mut Pace) -> Result<(), WorkbookError> {
        let member = self.paths.get(sheet).and_then(|path| self.members.find(path)).ok_or(WorkbookError::Damaged)?;
        let mut xml = Xml::new(self.members.unpacker(member)?);
        let mut declared = None;
        let mut next = XlsxCell::default();
        let mut text = Vec::new();
        while let Some(token) = xml.next(pace).await? {
            match token {
                Token::Start(tag) if tag.name == b"c" => {
                    let cell = next.of_tag(tag);
                    next.column = cell.column.saturating_add(1);
                    if !tag.is_empty {
                        self.read_cell(&mut xml, rows, cell, &mut text, pace).await?;
                    }
                }
                Token::Start(tag) if tag.name == b"row" => {
                    if let (true, Some(declared)) = (rows.is_full(), declared) {
                        rows.declare(declared);
                        return Ok(());
                    }
                    next.row = tag.number("r").map_or(next.row.saturating_add(1), |row| row);
                    next.column = 0;
                    pace.reach(xml.source().taken(), xml.source().packed_size());
                }
                Token::Start(tag) if tag.name == b"dimension" => declared = tag.raw("ref").and_then(declared_rows),
                Token::End(b"sheetData") => break,
                _ => {}
            }
        }
        while xml.next(pace).await?.is_some() {}
        member.check(xml.source())
    }
}

/// A cell before its value is read.
#[derive(Clone, Copy, Debug, Default)]
struct XlsxCell {
    row: u32,
    column: u32,
    style: u32,
    kind: Kind,
}

/// Type of the value of a cell, by the `t` attribute.
#[derive(Clone, Copy, Debug, Default)]
enum Kind {
    #[default]
    Number,
    Shared,
    Inline,
    /// Text that a formula gave.
    Text,
    Bool,
    Date,
    Error,
}

impl XlsxCell {
    /// The cell of a tag; where the tag does not say its place, this is the next one.
    #[inline]
    fn of_tag(self, tag: Tag<'_>) -> Self {
        let mut cell = self;
        for (name, value) in tag.attributes() {
            match name {
                b"r" => cell.column = column(value).unwrap_or(self.column),
                b"s" => cell.style = parse_number(value).unwrap_or_default(),
                b"t" => {
                    cell.kind = match value {
                        b"s" => Kind::Shared,
                        b"inlineStr" => Kind::Inline,
                        b"str" => Kind::Text,
                        b"b" => Kind::Bool,
                        b"d" => Kind::Date,
                        b"e" => Kind::Error,
                        _ => Kind::Number,
                    }
                }
                _ => {}
            }
        }
        cell
    }
}

/// The 0-based column of a reference like `AB12`.
#[inline]
fn column(reference: &[u8]) -> Option<u32> {
    let letters = reference.iter().take_while(|letter| letter.is_ascii_alphabetic());
    let number =
        letters.fold(0_u32, |number, letter| number.saturating_mul(26).saturating_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1));
    // A column past the last one is an error of the file, which putting the cell tells.
    number.checked_sub(1).map(|column| column.min(COLUMN_LIMIT))
}

/// Number of rows of a range like `A1:L50001`.
fn declared_rows(range: &[u8]) -> Option<u32> {
    let row = |reference: &[u8]| parse_number(reference.trim_ascii_start().get(reference.iter().position(u8::is_ascii_digit)?..)?);
    let colon = memchr::memchr(b':', range)?;
    row(range.get(colon + 1..)?)?.checked_sub(row(range.get(..colon)?)?)?.checked_add(1)
}

/// Appends the text of the runs of an element, which has just been opened; readings of East Asian text are left out.
async fn read_runs(xml: &mut Xml<'_>, element: &[u8], out: &mut Vec<u8>, pace: &mut Pace) -> Result<(), WorkbookError> {
    let start = out.len();
    let mut in_text = false;
    loop {
        match xml.next(pace).await?.ok_or(WorkbookError::Damaged)? {
            Token::Start(tag) if tag.name == b"t" => in_text = !tag.is_empty,
            Token::Start(tag) if tag.name == b"rPh" && !tag.is_empty => xml.skip(pace).await?,
            Token::Text(text) if in_text => push_decoded(text, out),
            Token::Cdata(text) if in_text => out.extend_from_slice(text),
            Token::End(b"t") => in_text = false,
            Token::End(name) if name == element => break,
            _ => {}
        }
    }
    unescape(out, start);
    Ok(())
}

/// Calls `visit` with every opening tag of a part.
async fn each_tag(members: &Members<'_>, part: &str, mut visit: impl FnMut(Tag<'_>), pace: &mut Pace) -> Result<(), WorkbookError> {
    let member: &Member = members.find(part).ok_or(WorkbookError::Damaged)?;
    let mut xml = Xml::new(members.unpacker(member)?);
    while let Some(token) = xml.next(pace).await? {
        if let Token::Start(tag) = token {
            visit(tag);
        }
    }
    member.check(xml.source())
}

/// The relations of a part, paths made absolute.
pub(crate) async fn relations(members: &Members<'_>, part: &str, pace: &mut Pace) -> Result<Relations, WorkbookError> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let path = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let mut relations = Relations::new();
    let visit = |tag: Tag<'_>| {
        if tag.name == b"Relationship"
            && let (Some(id), Some(kind), Some(target)) = (tag.text("Id"), tag.text("Type"), tag.text("Target"))
        {
            relations.insert(id, (kind, absolute(folder, &target)));
        }
    };
    each_tag(members, &path, visit, pace).await?;
    Ok(relations)
}

/// The path of a target that stands in a part of `folder`.
fn absolute(folder: &str, target: &str) -> String {
    if let Some(path) = target.strip_prefix('/') {
        return path.to_owned();
    }
    let mut path: Vec<_> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            "." | "" => {}
            step => path.push(step),
        }
    }
    path.join("/")
}

/// The part that is related in a kind ending in `kind`.
pub(crate) fn related<'r>(relations: &'r Relations, kind: &str) -> Option<&'r str> {
    relations.values().find(|(found, _)| found.ends_with(kind)).map(|(_, path)| path.as_str())
}
