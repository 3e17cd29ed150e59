//! Whoever refused is absent from every list or marked in it, and all of them are in the list of those who must not be contacted.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{DataType, Reader};
use leadlens_engine::Workspace;
use leadlens_engine::export::{CsvStyle, ExportColumn, ExportList, ExportRequest, ListRequest, Notation};
use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::leads::{LeadId, canonical_email};
use leadlens_engine::report::LeadFilter;
use proptest::prelude::*;
use serde_json::Value;

use crate::common;
use crate::cross_filter::HEADER;
use crate::cross_filter::arbitrary::{filter, row};

const MARK: &str = "do_not_contact";

fn open(rows: &[String]) -> Box<Workspace> {
    common::open(vec![common::table("leads.csv", format!("{HEADER},Do not allow Emails,Do Not Call\n{}\n", rows.join("\n")))])
}

fn rows() -> impl Strategy<Value = Vec<String>> {
    let refusals = prop::sample::select(vec!["Allow,no", "Allow,no", ",", "Do Not Allow,", "Allow,yes"]);
    prop::collection::vec((row(), refusals).prop_map(|(row, refusals)| format!("{row},{refusals}")), 1..25)
}

const NOTATIONS: [Notation; 6] = [
    Notation::Csv(CsvStyle { is_for_spreadsheets: true, delimiter: ';' }),
    Notation::Csv(CsvStyle::FOR_PROGRAMS),
    Notation::Xlsx,
    Notation::Json,
    Notation::Ndjson,
    Notation::Tsv,
];

/// Cells of the column of that name or place, a row each; `None` where there is no such column.
fn marks(bytes: &[u8], notation: Notation) -> Vec<Option<bool>> {
    let objects = |values: Vec<Value>| values.into_iter().map(|row| row.get(MARK).map(|mark| mark.as_bool().unwrap())).collect();
    let texts = |rows: Vec<Vec<String>>| {
        let (headers, rows) = rows.split_first().unwrap();
        let place = headers.iter().position(|header| header == MARK);
        rows.iter().map(|row| place.map(|place| row[place].to_lowercase() == "true")).collect()
    };
    match notation {
        Notation::Csv(CsvStyle { delimiter, .. }) => texts(delimited(bytes, u8::try_from(delimiter).unwrap())),
        Notation::Tsv => texts(delimited(bytes, b'\t')),
        Notation::Json => objects(serde_json::from_slice(bytes).unwrap()),
        Notation::Ndjson => objects(std::str::from_utf8(bytes).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()),
        Notation::Xlsx => {
            let mut book = calamine::Xlsx::new(Cursor::new(bytes)).unwrap();
            let range = book.worksheet_range_at(0).unwrap().unwrap();
            texts(range.rows().map(|row| row.iter().map(|cell| cell.as_string().unwrap_or_else(|| cell.to_string())).collect()).collect())
        }
    }
}

fn delimited(bytes: &[u8], delimiter: u8) -> Vec<Vec<String>> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(bytes);
    reader.records().map(Result::unwrap).map(|row| row.iter().map(str::to_owned).collect()).collect()
}

fn written(workspace: &mut Workspace, request: &ExportRequest) -> Vec<u8> {
    workspace.export_steps(request).finish().unwrap().concat()
}

/// A list with all its columns as objects.
fn whole(workspace: &mut Workspace, list: ExportList, filter: &LeadFilter) -> Vec<Value> {
    let lists = vec![ListRequest::plain(list, list.columns())];
    let request = ExportRequest { lists, notation: Notation::Json, filter: filter.clone(), ..ExportRequest::default() };
    serde_json::from_slice(&written(workspace, &request)).unwrap()
}

/// The people who refused, by what their rows say.
fn refused_people(workspace: &Workspace, rows: &[String]) -> BTreeSet<u32> {
    let leads = (0..).map_while(|lead| workspace.leads().get(LeadId(lead)));
    let refused = leads.filter(|lead| {
        let row = &rows[lead.record() as usize];
        row.contains("-DNC") || row.contains("Do Not Allow") || row.ends_with("yes")
    });
    refused.map(|lead| workspace.clusters().of()[lead.id().0 as usize]).collect()
}

/// For each row of a list whether it is about somebody who refused.
fn expected(workspace: &Workspace, refused: &BTreeSet<u32>, rows: &[Value]) -> Vec<bool> {
    let person = |row: &Value| {
        let lead = row["lead"].as_u64().map(|lead| workspace.clusters().of()[usize::try_from(lead).unwrap()]);
        lead.unwrap_or_else(|| u32::try_from(row["person_id"].as_u64().unwrap()).unwrap())
    };
    rows.iter().map(|row| refused.contains(&person(row))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whoever_refused_is_absent_or_marked(
        rows in rows(),
        filter in filter(),
        list in prop::sample::select(vec![ExportList::People, ExportList::Leads, ExportList::Duplicates]),
        notation in prop::sample::select(NOTATIONS.to_vec()),
        only_contactable: bool,
        places in prop::collection::vec(0..40_usize, 0..5),
    ) {
        let mut workspace = open(&rows);
        let refused = refused_people(&workspace, &rows);
        let all = whole(&mut workspace, list, &filter);
        let mut wanted = expected(&workspace, &refused, &all);
        let columns: Vec<ExportColumn> = places.iter().map(|place| list.columns()[place % list.columns().len()]).collect();
        let lists = vec![ListRequest::plain(list, &columns)];
        let request = ExportRequest { lists, notation, filter, only_contactable, ..ExportRequest::default() };
        let preview = workspace.export_preview(&request);
        let bytes = written(&mut workspace, &request);
        let leaves_out = only_contactable && list != ExportList::Duplicates;
        prop_assert_eq!(preview.refused as usize, if leaves_out { wanted.iter().filter(|is_refused| **is_refused).count() } else { 0 });
        if leaves_out {
            wanted.retain(|is_refused| !is_refused);
        }
        let has_refused = wanted.contains(&true);
        prop_assert_eq!(preview.total as usize, wanted.len());
        prop_assert_eq!(has_refused, preview.refused_inside > 0);
        // Without columns rows are nothing, and on the clipboard a blank cell alone is an empty line.
        let is_nothing = columns.is_empty() || columns.len() == 1 && notation == Notation::Tsv;
        if has_refused || !is_nothing {
            let marks = marks(&bytes, notation);
            prop_assert!(preview.headers.iter().any(|header| header == MARK) || !has_refused);
            // The reader of workbooks leaves out blank rows at the end.
            prop_assert!(marks.len() == wanted.len() || notation == Notation::Xlsx && !has_refused, "{:?}", marks);
            for (mark, is_refused) in marks.iter().zip(&wanted) {
                prop_assert!(*mark == Some(*is_refused) || mark.is_none() && !has_refused, "{:?}", marks);
            }
        }
    }

    #[test]
    fn a_filter_takes_no_one_off_the_suppression_list(rows in rows(), filter in filter(), only_contactable: bool) {
        let mut workspace = open(&rows);
        let refused = refused_people(&workspace, &rows);
        let lists = vec![ListRequest::plain(ExportList::Suppression, ExportList::Suppression.columns())];
        let request = ExportRequest { lists, notation: Notation::Json, filter, only_contactable, ..ExportRequest::default() };
        let listed: Vec<Value> = serde_json::from_slice(&written(&mut workspace, &request)).unwrap();
        let found: BTreeSet<&str> = listed.iter().map(|row| row["email_normalized"].as_str().unwrap()).filter(|email| !email.is_empty()).collect();
        let people = whole(&mut workspace, ExportList::People, &LeadFilter::default());
        let of_people = people.iter().filter(|row| refused.contains(&u32::try_from(row["person_id"].as_u64().unwrap()).unwrap()));
        let leads = of_people.flat_map(|row| row["leads"].as_str().unwrap().split(' ').map(|lead| lead.parse::<u32>().unwrap()).collect::<Vec<_>>());
        let emails: Vec<String> = leads
            .filter_map(|lead| canonical_email(&workspace.leads().get(LeadId(lead)).unwrap().text(ColumnRole::Email)).map(std::borrow::Cow::into_owned))
            .collect();
        prop_assert_eq!(found, emails.iter().map(String::as_str).collect::<BTreeSet<_>>());
    }
}

#[test]
fn every_address_of_a_cell_is_suppressed() {
    let row = |lead_source: &str, email: &str| format!("{lead_source},Ann,Ash,{email},,SE,Fjord AB,,2021-03-01,,");
    let mut workspace = open(&[row("SPZA-DNC|las.one", "ann@fjord.example; ann.ash@las.example")]);
    let lists = vec![ListRequest::plain(ExportList::Suppression, &[ExportColumn::EmailNormalized])];
    let request = ExportRequest { lists, notation: Notation::Csv(CsvStyle::FOR_PROGRAMS), ..ExportRequest::default() };
    let text = String::from_utf8(written(&mut workspace, &request)).unwrap();
    assert_eq!(text, "email_normalized\r\nann@fjord.example\r\nann.ash@las.example\r\n");
}

#[test]
fn the_mark_of_utf_8_stands_at_the_beginning_alone() {
    let rows: Vec<String> =
        (0..9_000).map(|number| format!("SPZA-INS|fjord.one,Ann,Ash{number},ann{number}@fjord.example,,SE,Fjord AB,,,,")).collect();
    let mut workspace = open(&rows);
    let lists = vec![ListRequest::plain(ExportList::Leads, &[ExportColumn::FullName, ExportColumn::Email])];
    let text = String::from_utf8(written(&mut workspace, &ExportRequest { lists, ..ExportRequest::default() })).unwrap();
    assert!(text.len() > 1 << 18, "more than one chunk");
    assert_eq!(text.matches('\u{feff}').count(), 1);
}
