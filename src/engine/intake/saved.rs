//! Sources as a workspace file keeps them: a ZIP archive with a manifest and one comma-separated text a source, readable by anything.
//!
//! What was read is kept, not what it was read from: the cells with their headers, and what reading them had to say. Cells are kept exactly,
//! so a text may hold what a spreadsheet takes for a formula: its name is one that no spreadsheet opens, and a note beside it says so. Files
//! of older programs name the same texts `sources/1.csv`; what a member is called stands in the manifest.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::delimited::Scanner;
use super::options::ReadOptions;
use super::reader::Contents;
use super::table::{Format, RecordFault, Sheet, Table, TableNote};
use super::zip::{self, Member, Members};
use super::{Encoding, SourceError};

/// The member that makes an archive a workspace.
pub(super) const MANIFEST: &str = "leadlens.json";

/// The member for those who unpack the archive.
const README: &str = "README.txt";

/// What it says. Part of the notation, so it stands here and in English.
const README_TEXT: &str = "This is a Leadlens workspace; open the whole file in Leadlens to go on working with it.\r\n\
    The files in the folder \"sources\" are comma-separated text (UTF-8) with every cell exactly as it was in your files, so a cell may be a \
    formula that a spreadsheet would run.\r\n\
    Do not open them in a spreadsheet; copy the table of leads in Leadlens instead, where nothing is a formula.\r\n";

/// The version that is written. Older ones are read for ever.
const VERSION: u32 = 2;

#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    /// The version of this notation.
    leadlens: u32,
    sources: Vec<SavedSource>,
    /// The log of the user's decisions; version 1 has none.
    #[serde(default)]
    log: Value,
    /// Of version 1: decisions about columns and codes.
    #[serde(default, skip_serializing)]
    decisions: Value,
    /// Of version 1: decisions about who is who.
    #[serde(default, skip_serializing)]
    review: Value,
}

/// What the user decided in a workspace, for those who know what that is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SavedDecisions {
    /// The log; null in version 1.
    pub log: Value,
    /// Of version 1: decisions about columns and codes.
    pub decisions: Value,
    /// Of version 1: decisions about who is who.
    pub review: Value,
}

/// A source, but for its cells.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct SavedSource {
    /// The member with its cells.
    member: String,
    name: String,
    headers: Vec<String>,
    has_header: bool,
    format: Option<Format>,
    encoding: Option<Encoding>,
    delimiter: Option<char>,
    sheets: Vec<Sheet>,
    sheet: Option<u16>,
    notes: Vec<TableNote>,
    options: ReadOptions,
    faults: Vec<RecordFault>,
}

/// An archive of these sources and of the log of decisions about them.
pub(in crate::engine) fn write<'a>(tables: impl Iterator<Item = &'a Table>, log: Value) -> Option<Vec<u8>> {
    let mut manifest = Manifest { leadlens: VERSION, sources: Vec::new(), log, decisions: Value::Null, review: Value::Null };
    let mut members = Vec::new();
    for (table, number) in tables.zip(1_u32..) {
        let member = format!("sources/{number}.cells");
        members.push((member.clone(), cells(table)));
        manifest.sources.push(SavedSource {
            member,
            name: table.name.clone(),
            headers: table.headers.clone(),
            has_header: table.has_header,
            format: table.format,
            encoding: table.encoding,
            delimiter: table.delimiter,
            sheets: table.sheets.clone(),
            sheet: table.sheet,
            notes: table.notes.clone(),
            options: table.options.clone(),
            faults: table.faults.clone(),
        });
    }
    members.insert(0, (MANIFEST.to_owned(), serde_json::to_vec(&manifest).ok()?));
    members.push((README.to_owned(), README_TEXT.into()));
    zip::write(&members)
}

/// The sources and decisions of an archive.
///
/// # Errors
/// [`SourceError::UnknownVersion`] for a later version, [`SourceError::Damaged`] for what was never written.
pub(super) fn read(members: &Members<'_>, manifest: &Member) -> Result<Contents, SourceError> {
    let manifest: Value = serde_json::from_slice(&members.unpack(manifest)?).map_err(|_| SourceError::Damaged)?;
    let version = manifest.get("leadlens").and_then(Value::as_u64).and_then(|version| u32::try_from(version).ok());
    match version {
        Some(1..=VERSION) => {}
        Some(version) if version > VERSION => return Err(SourceError::UnknownVersion { version }),
        _ => return Err(SourceError::Damaged),
    }
    let Manifest { sources, log, decisions, review, .. } = serde_json::from_value(manifest).map_err(|_| SourceError::Damaged)?;
    let mut contents = Contents { saved: Some(SavedDecisions { log, decisions, review }), ..Contents::default() };
    let mut met = std::collections::BTreeSet::new();
    for source in sources {
        // A member named twice would be unpacked twice, past every limit.
        let member = members.find(&source.member).filter(|member| met.insert(member.name.clone())).ok_or(SourceError::Damaged)?;
        let text = String::from_utf8(members.unpack(member)?).map_err(|_| SourceError::Damaged)?;
        contents.tables.push(source.into_table(text)?);
    }
    // A workspace without sources holds the log alone.
    let has_log = contents.saved.as_ref().is_some_and(|saved| saved.log.is_object());
    if contents.tables.is_empty() && !has_log { Err(SourceError::NothingInside) } else { Ok(contents) }
}

impl SavedSource {
    fn into_table(self, text: String) -> Result<Table, SourceError> {
        let mut scanner = Scanner::new(b',', b'\n', 0);
        scanner.finish(text.as_bytes());
        let mut table = Table { text, ..Table::default() };
        let unclosed = scanner.fill(&mut table);
        // Every quote was closed when this was written, and there was a record below the headers.
        if !unclosed.is_empty() || table.record_count() < 2 {
            return Err(SourceError::Damaged);
        }
        table.firsts.remove(0);
        let records = u32::try_from(table.record_count()).unwrap_or(u32::MAX);
        let mut faults = self.faults;
        faults.retain(|fault| fault.record < records);
        faults.sort_by_key(|fault| fault.record);
        Ok(Table {
            name: self.name,
            headers: self.headers,
            has_header: self.has_header,
            format: self.format,
            encoding: self.encoding,
            delimiter: self.delimiter,
            sheets: self.sheets,
            sheet: self.sheet,
            notes: self.notes,
            options: self.options,
            faults,
            ..table
        })
    }
}

/// The cells of a table with its headers above (RFC 4180, lines ended by LF).
fn cells(table: &Table) -> Vec<u8> {
    let mut text = Vec::new();
    put_record(&mut text, table.headers.iter().map(String::as_str));
    for record in 0..table.record_count() {
        let row = table.record(record);
        let cells: Vec<_> = (0..table.width(record)).map(|column| row.cell(column)).collect();
        put_record(&mut text, cells.iter().map(AsRef::as_ref));
    }
    text
}

fn put_record<'a>(text: &mut Vec<u8>, cells: impl Iterator<Item = &'a str>) {
    let (start, mut is_blank) = (text.len(), true);
    for (column, cell) in cells.enumerate() {
        is_blank &= column == 0 && cell.trim().is_empty();
        if column > 0 {
            text.push(b',');
        }
        if memchr::memchr3(b'"', b',', b'\n', cell.as_bytes()).is_some() || cell.contains('\r') {
            text.push(b'"');
            text.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
            text.push(b'"');
        } else {
            text.extend_from_slice(cell.as_bytes());
        }
    }
    // A line of nothing but blanks would be no record.
    if is_blank && text.get(start) != Some(&b'"') {
        text.insert(start, b'"');
        text.push(b'"');
    }
    text.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::intake::Reader;

    fn read_all(name: &str, bytes: &[u8]) -> Result<Contents, SourceError> {
        let mut reader = Reader::new(name, 0)?;
        reader.push(bytes)?;
        reader.finish_all()
    }

    fn saved(files: &[(&str, &str)]) -> Vec<u8> {
        let tables: Vec<_> = files.iter().flat_map(|(name, text)| read_all(name, text.as_bytes()).unwrap().tables).collect();
        write(tables.iter(), serde_json::json!({ "entries": [] })).unwrap()
    }

    #[test]
    fn every_cell_comes_back_with_what_was_said_about_it() {
        let files = [
            ("a.csv", "Leads of March\nEmail;Note\na@example.org;\"one; \"\"two\"\"\nthree\"\n;\nb@example.org\n"),
            ("b.json", r#"[{"email":"a@example.org","note":"x,\ny"},{},7]"#),
            ("c.txt", "Email: a@example.org\nCompany: Example, Inc.\n"),
            ("d.json", r#"[["Email","Note"],["a@example.org","x"],[" "],["\n"],[null],["b@example.org"]]"#),
        ];
        let again = read_all("w.leadlens", &saved(&files)).unwrap();
        assert_eq!(again.saved.map(|saved| saved.log), Some(serde_json::json!({ "entries": [] })));
        assert_eq!(again.tables.len(), files.len());
        for (table, (name, text)) in again.tables.iter().zip(files) {
            let before = read_all(name, text.as_bytes()).unwrap().tables.remove(0);
            let facts =
                |table: &Table| (table.name.clone(), table.headers.clone(), table.format, table.notes.clone(), table.faults.clone());
            assert_eq!(facts(table), facts(&before));
            assert_eq!(table.record_count(), before.record_count());
            for record in 0..before.record_count() {
                for column in 0..=before.column_count() {
                    assert_eq!(table.cell(record, column), before.cell(record, column), "{name} {record} {column}");
                }
            }
        }
    }

    #[test]
    fn no_member_is_named_as_a_spreadsheet_opens_it() {
        let archive = saved(&[("a.csv", "Email,Note\na@example.org,=1+1\n"), ("b.csv", "Email\nb@example.org\n")]);
        let names = ["leadlens.json", "sources/1.cells", "sources/2.cells", "README.txt"];
        let members = Members::open(&archive).unwrap();
        assert_eq!(members.iter().map(|member| member.name.as_str()).collect::<Vec<_>>(), names);
    }

    #[test]
    fn a_source_named_csv_by_an_older_program_still_opens() {
        let manifest = r#"{"leadlens":1,"sources":[{"member":"sources/1.csv","name":"a.csv","headers":["Email"],"has_header":true}],"decisions":null}"#;
        let members = [(MANIFEST, manifest), ("sources/1.csv", "Email\n=a@example.org\n")];
        let archive = zip::write(&members.map(|(name, text)| (name.to_owned(), text.into()))).unwrap();
        assert_eq!(read_all("w.leadlens", &archive).unwrap().tables[0].cell(0, 0), "=a@example.org");
    }

    #[test]
    fn a_later_version_is_named_and_a_broken_manifest_is_damage() {
        for (manifest, error) in [
            (r#"{"leadlens":3}"#, SourceError::UnknownVersion { version: 3 }),
            (r#"{"leadlens":0,"sources":[],"decisions":null}"#, SourceError::Damaged),
            (r#"{"leadlens":1,"sources":[{"member":"nowhere"}],"decisions":null}"#, SourceError::Damaged),
            (r#"{"leadlens":1,"sources":[{"member":"headers"}],"decisions":null}"#, SourceError::Damaged),
            (r#"{"leadlens":1,"sources":[],"decisions":null}"#, SourceError::NothingInside),
            ("{", SourceError::Damaged),
        ] {
            let archive =
                zip::write(&[(MANIFEST, manifest), ("headers", "Email\n")].map(|(name, text)| (name.to_owned(), text.into()))).unwrap();
            assert_eq!(read_all("w.leadlens", &archive).unwrap_err(), error, "{manifest}");
        }
    }
}
