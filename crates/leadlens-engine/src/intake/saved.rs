//! Sources as a workspace file keeps them: a ZIP archive with a manifest and one comma-separated text a source, readable by anything.
//!
//! Content is stored, not the file it was read from: cells with their headers, and the notes of reading them. Cells are stored exactly,
//! so a text may hold what a spreadsheet takes for a formula: its name is one that no spreadsheet opens, and a note in it says so. Files
//! of older programs name the same texts `sources/1.csv`; what a member is called stands in the manifest.
//!
//! # Invariants
//! A file of any version is read as far as its cells can be. What this version does not know (keys, values, items of lists) is stored and
//! written back where it stood.

use leadlens_workbook::stepper::Pace;
use leadlens_workbook::zip::{Member, Members};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::decode::TextBuffer;
use super::delimited::Scanner;
use super::json::value::parse;
use super::options::ReadOptions;
use super::reader::Contents;
use super::table::Table;
use super::{Encoding, SourceError};
use crate::saturating::saturating_u32;
use crate::sorting;

mod write;

pub use write::SaveWorkspace;
pub(crate) use write::save;

/// The member that makes an archive a workspace.
pub(super) const MANIFEST: &str = "leadlens.json";

/// The version that is written. Others are read for ever. Version 1 has no log: it keeps decisions and how matching was left.
const VERSION: f64 = 2.2;
/// The first version.
const FIRST_VERSION: f64 = 1.0;

/// Decisions of the user in a workspace, for those who know what they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SavedDecisions {
    /// The log; null in version 1.
    pub log: Value,
    /// Of version 1: decisions about columns and codes.
    pub decisions: Value,
    /// Of version 1: decisions about who is who.
    pub review: Value,
    /// Other members of the manifest of another version, to be written back.
    pub unknown: Map<String, Value>,
}

/// Making something of an item of a list takes as long as scanning so many bytes.
const ITEM_COST: usize = 200;

/// The sources and decisions of an archive.
///
/// # Errors
/// [`SourceError::UnknownVersion`] for a later version whose sources have another structure, [`SourceError::Damaged`] for what was
/// never written.
pub(super) async fn read(members: &Members<'_>, manifest: &Member, pace: &mut Pace) -> Result<Contents, SourceError> {
    let manifest = unpack_text(members, manifest, pace).await?;
    let Some(Value::Object(mut manifest)) = parse(&manifest, pace).await else { return Err(SourceError::Damaged) };
    let version = manifest.remove("leadlens").and_then(|version| version.as_f64()).filter(|version| *version >= FIRST_VERSION);
    let version = version.ok_or(SourceError::Damaged)?;
    let unreadable = || if version > VERSION { SourceError::UnknownVersion { version: whole(version) } } else { SourceError::Damaged };
    let [log, decisions, review] = ["log", "decisions", "review"].map(|key| manifest.remove(key).unwrap_or_default());
    let Some(Value::Array(sources)) = manifest.remove("sources") else { return Err(unreadable()) };
    let saved = SavedDecisions { log, decisions, review, unknown: manifest };
    let mut contents = Contents { saved: Some(saved), ..Contents::default() };
    let mut met = std::collections::BTreeSet::new();
    for source in sources {
        let Value::Object(source) = source else { return Err(unreadable()) };
        let name = source.get("member").and_then(Value::as_str).unwrap_or_default();
        // A member named twice would be unpacked twice, past every limit.
        let member = members.find(name).filter(|member| met.insert(member.name.clone())).ok_or_else(unreadable)?;
        let text = unpack_text(members, member, pace).await?;
        contents.tables.push(table(source, text, pace).await?);
    }
    // A workspace without sources holds the log alone.
    let has_log = contents.saved.as_ref().is_some_and(|saved| saved.log.is_object());
    if contents.tables.is_empty() && !has_log { Err(SourceError::NothingInside) } else { Ok(contents) }
}

/// A version without what stands behind its point.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a version is 1 at least, and a huge one is as good as any")]
fn whole(version: f64) -> u32 {
    version as u32
}

/// Unpacks a text.
async fn unpack_text(members: &Members<'_>, member: &Member, pace: &mut Pace) -> Result<String, SourceError> {
    let mut unpacker = members.unpacker(member)?;
    let (mut text, mut piece) = (TextBuffer::within(Vec::new()), Vec::new());
    let too_large = |_| SourceError::UnpacksTooLarge { part: member.name.clone(), limit: member.size };
    text.try_reserve(usize::try_from(member.size).unwrap_or(usize::MAX)).map_err(too_large)?;
    while unpacker.read_into(&mut piece, pace).await? {
        text.push(&piece);
        pace.spend(piece.len()).await;
        piece.clear();
    }
    member.check(&unpacker)?;
    text.into_text().ok_or(SourceError::Damaged)
}

/// A source that was saved, with these cells.
async fn table(mut saved: Map<String, Value>, text: String, pace: &mut Pace) -> Result<Table, SourceError> {
    let mut scanner = Scanner::new(b',', b'\n', 0);
    scanner.finish(text.as_bytes(), pace).await;
    let mut table = Table { text, ..Table::default() };
    let unclosed = scanner.fill(&mut table, pace).await;
    // Every quote was closed when this was written, and there was a record below the headers.
    if !unclosed.is_empty() || table.record_count() < 2 {
        return Err(SourceError::Damaged);
    }
    table.firsts.remove(0);
    let records = saturating_u32(table.record_count());
    saved.remove("member");
    let headers = if saved.contains_key("headers") { take(&mut saved, "headers").ok_or(SourceError::Damaged)? } else { Vec::new() };
    let mut faults: Vec<super::RecordFault> = take_items(&mut saved, "faults", pace).await;
    faults.retain(|fault| fault.record < records);
    sorting::sort_by_key(&mut faults, |fault| fault.record);
    Ok(Table {
        name: take(&mut saved, "name").unwrap_or_default(),
        headers,
        has_header: take(&mut saved, "has_header").unwrap_or_default(),
        format: take(&mut saved, "format").flatten(),
        encoding: take::<Option<Encoding>>(&mut saved, "encoding").flatten(),
        delimiter: take(&mut saved, "delimiter").flatten(),
        sheets: take_items(&mut saved, "sheets", pace).await,
        sheet: take(&mut saved, "sheet").flatten(),
        notes: take_items(&mut saved, "notes", pace).await,
        options: options(&mut saved),
        faults,
        unknown: saved,
        ..table
    })
}

/// Requested reading options of the source, taken from `saved`; unknown ones stay there.
fn options(saved: &mut Map<String, Value>) -> ReadOptions {
    let Some(Value::Object(options)) = saved.get_mut("options") else { return ReadOptions::default() };
    let known = ReadOptions {
        encoding: take(options, "encoding").flatten(),
        delimiter: take(options, "delimiter").flatten(),
        header: take(options, "header").flatten(),
        sheet: take(options, "sheet").flatten(),
    };
    if options.is_empty() {
        saved.remove("options");
    }
    known
}

/// Takes what is known under a key; what is not stays there.
fn take<T: DeserializeOwned>(saved: &mut Map<String, Value>, key: &str) -> Option<T> {
    let known = T::deserialize(saved.get(key)?).ok()?;
    saved.remove(key);
    Some(known)
}

/// Takes the known items of a list; the others stay there.
async fn take_items<T: DeserializeOwned>(saved: &mut Map<String, Value>, key: &str, pace: &mut Pace) -> Vec<T> {
    let mut known = Vec::new();
    let Some(Value::Array(items)) = saved.remove(key) else { return known };
    let mut unknown = Vec::new();
    for item in items {
        match T::deserialize(&item) {
            Ok(item) => known.push(item),
            Err(_) => unknown.push(item),
        }
        pace.spend(ITEM_COST).await;
    }
    if !unknown.is_empty() {
        saved.insert(key.to_owned(), Value::Array(unknown));
    }
    known
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use leadlens_workbook::stepper::Stepper;
    use leadlens_workbook::zip;

    use super::*;
    use crate::intake::Reader;

    fn read_all(name: &str, bytes: &[u8]) -> Result<Contents, SourceError> {
        let mut reader = Reader::new(name, 0)?;
        reader.push(bytes)?;
        reader.finish_all()
    }

    fn saved(files: &[(&str, &str)]) -> Vec<u8> {
        let tables: Vec<_> = files.iter().flat_map(|(name, text)| read_all(name, text.as_bytes()).unwrap().tables).collect();
        let manifest = [("log".to_owned(), serde_json::json!({ "entries": [] }))].into_iter().collect();
        save(tables.into_iter().map(Arc::new).collect(), manifest).finish().unwrap().concat()
    }

    #[test]
    fn every_cell_comes_back_with_its_notes() {
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
        let listed = Stepper::new(|mut pace| async move {
            let members = Members::open(&archive, &mut pace).await.unwrap();
            members.iter().map(|member| member.name.clone()).collect::<Vec<_>>()
        });
        assert_eq!(listed.finish(), names);
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
