//! Reports in sections (`Attendee Details`, `2. Participants`): several tables under each other, each below its title.
//!
//! # Invariants
//! One title above one header is an ordinary table. Of several sections the one whose headers name most of a lead is read, with those of the
//! same headers; the others are named.

use leadlens_workbook::stepper::Pace;

use super::delimited::renumbered;
use super::head::{HEAD_ROWS, Head, Kind};
use super::header::{ColumnRole, header_role};
use super::layout::Layout;
use super::lead_role::distinct;
use super::table::{RECORD_COST, Table};

/// Sections that are named, and characters of a name.
const NAMED: usize = 20;
const NAME_LENGTH: usize = 60;

/// Sections that are told apart.
const SECTION_LIMIT: usize = 1000;

/// Delimiters of such texts, and lines among which sections are sought.
const DELIMITERS: [char; 3] = ['\t', ';', ','];
const SAMPLE_LINES: usize = 200;

/// Words that headers of people have.
const WORDS: usize = 2;

/// The delimiter of a text in sections: behind a line without one stands, twice or below a numbered title, a line of headers.
pub(super) fn delimiter(text: &str) -> Option<u8> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty()).take(SAMPLE_LINES);
    DELIMITERS
        .into_iter()
        .find(|delimiter| {
            let is_title = |line: &str| line.trim_end_matches(*delimiter).find(*delimiter).is_none();
            let is_header =
                |line: &str| line.split(*delimiter).count() > WORDS && roles(line.split(*delimiter).map(str::trim)).len() >= WORDS;
            let pairs = lines().zip(lines().skip(1)).filter(|(title, header)| is_title(title) && is_header(header));
            pairs.map(|(title, _)| 1 + usize::from(is_numbered(title))).sum::<usize>() >= 2
        })
        .and_then(|delimiter| u8::try_from(delimiter).ok())
}

/// The sections of a table that are read.
pub(super) struct Chosen {
    /// Layout of what is left.
    pub(super) layout: Layout,
    /// Records whose quote is never closed, by their new numbers.
    pub(super) unclosed: Vec<u32>,
    /// Records above all sections.
    pub(super) above: usize,
    /// Titles of the other sections.
    pub(super) left_out: Vec<String>,
}

/// A section: its title, its headers in the record behind, and the record behind its last.
struct Section {
    title: usize,
    end: usize,
    words: usize,
}

/// Leaves of a table, as it was scanned, the section that holds people; `None` where it has no sections.
pub(super) async fn choose(table: &mut Table, layout: Layout, unclosed: &[u32], pace: &mut Pace) -> Option<Chosen> {
    let head = table.record_count().min(HEAD_ROWS);
    if !(0..head).any(|record| is_title(table, record)) {
        return None;
    }
    let sections = sections(table, pace).await;
    let best = sections.iter().max_by_key(|section| (section.words, section.end - section.title))?;
    // A single section, or one behind a table that has headers of its own.
    let is_lone = sections.len() < 2 && !(layout.head.has_header && is_behind_rows(table, best.title) && layout.head.above < best.title);
    if is_lone || best.words < WORDS || header_words(table, 0) >= WORDS {
        return None;
    }
    let above = sections.first().map_or(0, |section| section.title);
    let headers = row(table, best.title + 1);
    let is_read = |section: &&Section| row(table, section.title + 1) == headers;
    // Of equal headers the first stand above all records.
    let read: Vec<(usize, usize)> = sections.iter().filter(is_read).map(|section| (section.title + 2, section.end)).collect();
    let first = read.first().map_or(0, |(start, _)| start - 1);
    let others = sections.iter().filter(|section| !is_read(section)).take(NAMED);
    let left_out = others.map(|section| title(table, section.title).chars().take(NAME_LENGTH).collect()).collect();
    let retained = |table: &Table, record: usize| {
        let section = read.partition_point(|(start, _)| *start <= record).checked_sub(1).and_then(|place| read.get(place));
        let is_retained = record == first || section.is_some_and(|(_, end)| record < *end);
        is_retained.then(|| 0..table.width(record))
    };
    let dropped = table.retain_cells(retained, pace).await;
    let rows: Vec<_> = (0..table.record_count().min(HEAD_ROWS)).map(|record| row(table, record)).collect();
    Some(Chosen { layout: Layout { head: Head::find(&rows, None), ..layout }, unclosed: renumbered(unclosed, &dropped), above, left_out })
}

/// True where rows of several cells stand above a title.
fn is_behind_rows(table: &Table, title: usize) -> bool {
    (0..title).any(|record| (0..table.width(record)).filter(|column| !table.raw_cell(record, *column).trim().is_empty()).count() > 1)
}

/// All sections, in their order.
async fn sections(table: &Table, pace: &mut Pace) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for record in 0..table.record_count() {
        pace.spend(RECORD_COST + table.width(record)).await;
        if !is_title(table, record) && !is_last_title(table, record, &sections) {
            continue;
        }
        if let Some(open) = sections.last_mut() {
            open.end = record;
        }
        if sections.len() == SECTION_LIMIT {
            break;
        }
        sections.push(Section { title: record, end: table.record_count(), words: header_words(table, record + 1) });
    }
    sections
}

/// True for a record of one text that stands above headers.
fn is_title(table: &Table, record: usize) -> bool {
    is_lone_text(table, record) && looks_like_headers(table, record + 1)
}

/// True for a title of a section without known headers, behind one that has them: numbered (`3. Activities`), or above narrower rows.
fn is_last_title(table: &Table, record: usize, sections: &[Section]) -> bool {
    let Some(open) = sections.last().filter(|open| open.title + 2 < record && is_lone_text(table, record)) else { return false };
    let is_narrower =
        (2..table.filled_cells(open.title + 1)).contains(&table.filled_cells(record + 1)) && !table.raw_record(record + 1).contains('@');
    is_numbered(title(table, record).trim()) || is_narrower
}

fn is_numbered(text: &str) -> bool {
    text.split_once(". ").is_some_and(|(number, _)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// One cell with a short text, the first, in a record.
fn is_lone_text(table: &Table, record: usize) -> bool {
    let is_filled = |column: &usize| !table.raw_cell(record, *column).trim().is_empty();
    let filled = (0..table.width(record)).filter(is_filled).take(2).count();
    let text = title(table, record);
    let text = text.trim();
    filled == 1 && !text.is_empty() && text.chars().nth(NAME_LENGTH).is_none() && !text.contains('@') && !Kind::of(text).is_data()
}

/// Several texts, none of which is a value, one a known word.
fn looks_like_headers(table: &Table, record: usize) -> bool {
    let cells = row(table, record);
    let texts: Vec<&str> = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    texts.len() >= 2 && !texts.iter().any(|text| Kind::of(text).is_data()) && texts.iter().any(|text| header_role(text).is_some())
}

/// Number of roles that the cells of a record name.
fn header_words(table: &Table, record: usize) -> usize {
    roles(row(table, record).iter().map(|cell| cell.trim())).len()
}

/// Distinct roles that headers name, longer ones by the word within.
fn roles<'h>(headers: impl Iterator<Item = &'h str>) -> Vec<ColumnRole> {
    let roles = headers.filter_map(header_role).map(|(role, _)| role);
    distinct(roles.filter(|role| *role != ColumnRole::Ignore && !role.is_further_evidence()).collect())
}

fn title(table: &Table, record: usize) -> String {
    table.cell(record, 0).into_owned()
}

fn row(table: &Table, record: usize) -> Vec<String> {
    (0..table.width(record)).map(|column| table.cell(record, column).into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use crate::intake::TableNote;
    use crate::intake::fixture::read;

    #[test]
    fn the_section_with_people_is_read_and_the_others_are_named() {
        let table = read(
            "Report,\nHosts,\nName,Email,Country\nn,h@x,NO\nAttendees,\nFirst Name,Last Name,Email,Phone\nA,B,a@x,1\nC,D,c@x,2\nQuestions,\nQuestion,Name\nWhy?,A\n",
        );
        assert_eq!(table.headers, ["First Name", "Last Name", "Email", "Phone"]);
        assert_eq!(table.record_count(), 2);
        assert!(table.notes.contains(&TableNote::SectionsLeftOut(vec!["Hosts".to_owned(), "Questions".to_owned()])), "{:?}", table.notes);
    }

    #[test]
    fn sections_of_the_same_headers_are_read_together() {
        let table = read("January,,\nName,Email,Phone\nA,a@x,1\nFebruary,,\nName,Email,Phone\nB,b@x,2\nC,c@x,3\n");
        assert_eq!((table.record_count(), &*table.cell(2, 1)), (3, "c@x"));
        assert!(!table.notes.iter().any(|note| matches!(note, TableNote::SectionsLeftOut(_))));
    }

    #[test]
    fn a_title_above_one_table_is_a_title() {
        for text in
            ["Leads of March,,\nName,Email,Phone\nA,a@x,1\nB,b@x,2\n", "Name,Email,Phone\nOnly Name,,\nCountry,City,State\nB,b@x,2\n"]
        {
            let table = read(text);
            assert_eq!(
                (table.headers.join(" ").as_str(), table.cell(table.record_count() - 1, 1).into_owned()),
                ("Name Email Phone", "b@x".to_owned()),
                "{text}"
            );
        }
    }
}
