//! Writing a workspace file in bounded steps.

use std::sync::Arc;

use leadlens_workbook::stepper::{Pace, Stepper};
use leadlens_workbook::zip::Writer;
use serde::Serialize;
use serde_json::{Map, Value, to_value, to_vec};

use super::{ITEM_COST, MANIFEST};
use crate::intake::note::TableNote;
use crate::intake::options::ReadOptions;
use crate::intake::table::{Format, Sheet, Table};
use crate::intake::{Encoding, RecordFault};

/// The member for those who unpack the archive.
const README: &str = "README.txt";

/// Its text. Part of the notation, so it stands here and in English.
const README_TEXT: &str = "This is a Leadlens workspace; open the whole file in Leadlens to go on working with it.\r\n\
    The files in the folder \"sources\" are comma-separated text (UTF-8) with every cell exactly as it was in your files, so a cell may be a \
    formula that a spreadsheet would run.\r\n\
    Do not open them in a spreadsheet; copy the table of leads in Leadlens instead, where nothing is a formula.\r\n";

/// Bytes of cells gathered before they are packed.
const PIECE: usize = 1 << 16;

/// Writing a cell takes as long as scanning so many bytes in addition to its own.
const CELL_COST: usize = 30;

/// Writer of a workspace file. It comes in chunks, whose sequence is the file; `None` when it would be too large for one.
pub type SaveWorkspace = Stepper<Option<Vec<Vec<u8>>>>;

/// A source, but for its cells and what is odd about its records.
#[derive(Serialize)]
struct SavedSource<'a> {
    /// The member with its cells.
    member: &'a str,
    name: &'a str,
    headers: &'a [String],
    has_header: bool,
    format: Option<Format>,
    encoding: Option<Encoding>,
    delimiter: Option<char>,
    sheets: &'a [Sheet],
    sheet: Option<u16>,
    notes: &'a [TableNote],
    options: &'a ReadOptions,
}

/// A file of these sources, of the rest of the manifest (`log`), and of its unknown parts from a newer version.
pub(crate) fn save(tables: Vec<Arc<Table>>, manifest: Map<String, Value>) -> SaveWorkspace {
    Stepper::new(|mut pace| async move { write(&tables, manifest, &mut pace).await })
}

async fn write(tables: &[Arc<Table>], manifest: Map<String, Value>, pace: &mut Pace) -> Option<Vec<Vec<u8>>> {
    let mut archive = Writer::new();
    archive.begin(MANIFEST)?;
    write_manifest(&mut archive, tables, manifest, pace).await?;
    archive.end()?;
    let total = tables.iter().map(|table| table.record_count() as u64).sum();
    let mut done = 0;
    for (table, number) in tables.iter().zip(1_u32..) {
        let records = table.record_count() as u64;
        let whole = pace.begin_part(done..done + records, total);
        archive.begin(&member(number))?;
        write_cells(&mut archive, table, pace).await;
        archive.end()?;
        pace.end_part(whole);
        done += records;
    }
    archive.begin(README)?;
    archive.write(README_TEXT.as_bytes(), pace).await;
    archive.end()?;
    archive.finish()
}

/// Path of the cells of a source.
fn member(number: u32) -> String {
    format!("sources/{number}.cells")
}

async fn write_manifest(archive: &mut Writer, tables: &[Arc<Table>], manifest: Map<String, Value>, pace: &mut Pace) -> Option<()> {
    archive.write(br#"{"leadlens":2.2,"sources":["#, pace).await;
    for (table, number) in tables.iter().zip(1_u32..) {
        let separator: &[u8] = if number > 1 { b"," } else { b"" };
        archive.write(separator, pace).await;
        write_source(archive, table, &member(number), pace).await?;
    }
    archive.write(b"]", pace).await;
    for (key, value) in manifest {
        let (key, value) = (to_vec(&key).ok()?, to_vec(&value).ok()?);
        archive.write(&[b",", key.as_slice(), b":", value.as_slice()].concat(), pace).await;
    }
    archive.write(b"}", pace).await;
    Some(())
}

async fn write_source(archive: &mut Writer, table: &Table, member: &str, pace: &mut Pace) -> Option<()> {
    let known = SavedSource {
        member,
        name: &table.name,
        headers: &table.headers,
        has_header: table.has_header,
        format: table.format,
        encoding: table.encoding,
        delimiter: table.delimiter,
        sheets: &table.sheets,
        sheet: table.sheet,
        notes: &table.notes,
        options: &table.options,
    };
    let mut source = to_value(known).ok()?;
    let mut unknown = table.unknown.clone();
    let unknown_faults = unknown.remove("faults");
    add(&mut source, Value::Object(unknown));
    let mut text = to_vec(&source).ok()?;
    // There is always a member before, and the end of the object is written last.
    text.pop();
    text.extend_from_slice(br#","faults":["#);
    write_faults(archive, text, &table.faults, unknown_faults, pace).await
}

/// Writes what is odd about the records, known or not, behind a text.
async fn write_faults(
    archive: &mut Writer,
    mut text: Vec<u8>,
    known: &[RecordFault],
    unknown: Option<Value>,
    pace: &mut Pace,
) -> Option<()> {
    let mut separator: &[u8] = b"";
    for fault in known {
        text.extend_from_slice(separator);
        serde_json::to_writer(&mut text, fault).ok()?;
        separator = b",";
        if text.len() >= PIECE {
            archive.write(&text, pace).await;
            text.clear();
        }
        pace.spend(ITEM_COST).await;
    }
    for fault in unknown.as_ref().and_then(Value::as_array).into_iter().flatten() {
        text.extend_from_slice(separator);
        serde_json::to_writer(&mut text, fault).ok()?;
        separator = b",";
        pace.spend(ITEM_COST).await;
    }
    text.extend_from_slice(b"]}");
    archive.write(&text, pace).await;
    Some(())
}

/// Adds what is not known to what is: members to objects, items to lists; elsewhere it stands for what could not be read.
fn add(known: &mut Value, unknown: Value) {
    match (known, unknown) {
        (Value::Object(known), Value::Object(unknown)) => {
            for (key, value) in unknown {
                add(known.entry(key).or_insert(Value::Null), value);
            }
        }
        (Value::Array(known), Value::Array(unknown)) => known.extend(unknown),
        (known, unknown) => *known = unknown,
    }
}

/// Writes the cells of a table with its headers above (RFC 4180, lines ended by LF).
async fn write_cells(archive: &mut Writer, table: &Table, pace: &mut Pace) {
    let mut text = Vec::with_capacity(2 * PIECE);
    put_record(&mut text, table.headers.iter().map(String::as_str));
    for record in 0..table.record_count() {
        let row = table.record(record);
        let width = table.width(record);
        let cells: Vec<_> = (0..width).map(|column| row.cell(column)).collect();
        put_record(&mut text, cells.iter().map(AsRef::as_ref));
        pace.spend(CELL_COST * width).await;
        if text.len() >= PIECE {
            archive.write(&text, pace).await;
            text.clear();
            pace.reach(record, table.record_count());
        }
    }
    archive.write(&text, pace).await;
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
