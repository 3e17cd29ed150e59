//! Files of people, and of those who must not be contacted.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Data, Reader};
use leadlens_engine::Workspace;
use leadlens_engine::export::{CsvStyle, ExportColumn, ExportList, ExportRequest, ListRequest, Notation};
use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::leads::{Flags, LeadId, canonical_email};
use leadlens_engine::matching::GroupKind;
use leadlens_engine::report::GroupFilter;
use proptest::prelude::*;

use crate::common;
use crate::cross_filter::HEADER;
use crate::cross_filter::arbitrary::row;

fn open<T: AsRef<str>>(rows: &[T]) -> Box<Workspace> {
    let rows: Vec<&str> = rows.iter().map(AsRef::as_ref).collect();
    common::open(vec![common::table("leads.csv", format!("{HEADER}\n{}\n", rows.join("\n")))])
}

const PEOPLE: [ExportColumn; 15] = {
    use ExportColumn::*;
    [
        PersonId,
        Leads,
        FirstName,
        LastName,
        FullName,
        Email,
        Phone,
        Company,
        Country,
        JobTitle,
        FirstTouch,
        LatestTouch,
        Actions,
        Offers,
        DoNotContact,
    ]
};

const SUPPRESSION: [ExportColumn; 5] =
    [ExportColumn::Email, ExportColumn::Phone, ExportColumn::FullName, ExportColumn::Offer, ExportColumn::Created];

pub(crate) fn written(workspace: &mut Workspace, request: &ExportRequest) -> Vec<u8> {
    workspace.export_steps(request).finish().unwrap().concat()
}

pub(crate) fn csv(workspace: &mut Workspace, list: ExportList, columns: &[ExportColumn]) -> String {
    let (lists, notation) = (vec![ListRequest::plain(list, columns)], Notation::Csv(CsvStyle::FOR_PROGRAMS));
    String::from_utf8(written(workspace, &ExportRequest { lists, notation, ..ExportRequest::default() })).unwrap()
}

fn people(workspace: &mut Workspace) -> String {
    csv(workspace, ExportList::People, &PEOPLE)
}

fn suppressed(workspace: &mut Workspace) -> String {
    csv(workspace, ExportList::Suppression, &SUPPRESSION)
}

/// The records of a file, without the headers.
fn records(text: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).collect()
}

#[test]
fn a_person_is_one_row_of_all_their_leads() {
    let mut workspace = open(&[
        "SPZA-INS|contoso.app,Ann,Ash,ann@example.com,+46 8 123 45 67,SE,Fjord AB,,2021-03-02",
        "SPZA-PLT|contoso.app,A.,Ash,ann@example.com,,Sverige,Fjord AB,CTO,2021-03-01",
        "SPZA-DNC|contoso.db,Ann,Ash,ann.ash@example.org,+46 8 123 45 67,SE,Fjord AB,,2021-03-03",
        "SPZA-PLT|contoso.app,Bob,Birk,bob@example.org,,PL,=1+1,,",
        "SPZA-PLT|contoso.app,,,,,PL,Las,,2021-03-03",
        "SPZA-PLT|contoso.app,MSFT_TEST_637490646151234560,,,,,,,2021-03-03",
    ]);
    assert_eq!(
        people(&mut workspace),
        "person_id,leads,first_name,last_name,full_name,email,phone,company,country,job_title,first_touch,latest_touch,actions,offers,\
         do_not_contact\r\n\
         0,0 1 2,Ann,Ash,Ann Ash,ann@example.com,+46 8 123 45 67,Fjord AB,SE,CTO,2021-03-01,2021-03-03,plt ins dnc,\"contoso.app; contoso.db\",\
         true\r\n\
         1,3,Bob,Birk,Bob Birk,bob@example.org,,'=1+1,PL,,,,plt,contoso.app,false\r\n"
    );
}

#[test]
fn a_refusal_concerns_each_address_of_the_person() {
    let mut workspace = open(&[
        "SPZA-INS|contoso.app,Ann,Ash,ann@example.com,+46 8 123 45 67,SE,Fjord AB,,2021-03-01",
        "SPZA-DNC|contoso.db,Ann,Ash,ann.ash@example.org,+46 8 123 45 67,SE,Fjord AB,,2021-03-04",
        "SPZA-DNC|contoso.db,Ann,Ash,ann.ash@example.org,+46 8 123 45 67,SE,Fjord AB,,2021-03-03",
        "SPZA-DNC|contoso.db,Bob,Birk,,08-765 43 21,SE,Las,,",
    ]);
    assert_eq!(workspace.overview().totals.people, 2);
    assert_eq!(
        suppressed(&mut workspace),
        "email,phone,full_name,offer,created\r\n\
         ann.ash@example.org,+46 8 123 45 67,Ann Ash,contoso.db,2021-03-03\r\n\
         ann@example.com,+46 8 123 45 67,Ann Ash,contoso.db,2021-03-03\r\n\
         ,08-765 43 21,Bob Birk,contoso.db,\r\n"
    );
}

#[test]
fn a_workbook_has_cells_of_the_kind_of_their_column() {
    let mut workspace = open(&[
        "SPZA-DNC|contoso.app,Ann,Ash,ann@example.com,+4930123456,DE,=Fjord AB,,2021-03-02T10:30:00Z",
        "SPZA-INS|contoso.app,Bob,Birk,bob@example.org,0301234,DE,007 Bank,,2021-03-03",
    ]);
    let columns = {
        use ExportColumn::*;
        [Phone, Company, LatestTouch, DoNotContact, LeadCount, JobTitle]
    };
    let lists = vec![ListRequest::plain(ExportList::People, &columns)];
    let bytes = written(&mut workspace, &ExportRequest { lists, notation: Notation::Xlsx, ..ExportRequest::default() });
    let mut book = calamine::Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let rows: Vec<&[Data]> = sheet.rows().skip(1).collect();
    let text = |text: &str| Data::String(text.to_owned());
    assert_eq!((rows[0][0].clone(), rows[0][1].clone()), (text("+4930123456"), text("=Fjord AB")));
    assert_eq!((rows[1][0].clone(), rows[1][1].clone()), (text("0301234"), text("007 Bank")));
    assert_eq!((&rows[0][3], &rows[1][3]), (&Data::Bool(true), &Data::Bool(false)));
    assert_eq!((&rows[0][4], &rows[0][5]), (&Data::Float(1.0), &Data::Empty));
    for (row, expected) in rows.iter().zip([44_257.437_5, 44_258.0]) {
        let Data::DateTime(date) = row[2] else { panic!("{:?} is no date", row[2]) };
        assert!((date.as_f64() - expected).abs() < 1e-6, "{date:?}");
    }
    assert!(book.worksheet_formula("Sheet").unwrap().is_empty());
}

#[test]
fn a_telephone_number_in_text_for_spreadsheets_is_no_number() {
    let mut workspace = open(&[
        "SPZA-INS|contoso.app,Ann,Ash,ann@example.com,+4930123456,DE,=Fjord AB,,",
        "SPZA-INS|contoso.app,Bob,Birk,bob@example.org,0301234,DE,@Las,,",
    ]);
    let lists = vec![ListRequest::plain(ExportList::People, &[ExportColumn::Phone, ExportColumn::Company])];
    let text = String::from_utf8(written(&mut workspace, &ExportRequest { lists, ..ExportRequest::default() })).unwrap();
    assert_eq!(text, "\u{feff}phone,company\r\n+49 30123456,'=Fjord AB\r\n030 1234,'@Las\r\n");
}

#[test]
fn a_group_is_listed_as_a_whole_and_marked() {
    let mut workspace = open(&[
        "SPZA-INS|contoso.app,Ann,Ash,ann@example.com,,SE,Fjord AB,,2021-03-01",
        "SPZA-DNC|contoso.app,Ann,Ash,ann@example.com,,SE,Fjord AB,,2021-03-02",
        "SPZA-INS|contoso.app,Bob,Birk,bob@example.org,,SE,Las,,2021-03-02",
        "SPZA-PLT|contoso.app,Bob,Birk,bob@example.org,,SE,Las,,2021-03-03",
    ]);
    let request = |list, columns: &[ExportColumn]| ExportRequest {
        lists: vec![ListRequest::plain(list, columns)],
        only_contactable: true,
        ..ExportRequest::default()
    };
    let preview = workspace.export_preview(&request(ExportList::Duplicates, &[ExportColumn::FullName]));
    assert_eq!((preview.total, preview.refused, preview.refused_inside), (4, 0, 2));
    assert_eq!(preview.headers, ["full_name", "do_not_contact"], "marked whatever columns are chosen");
    let preview = workspace.export_preview(&request(ExportList::Leads, &[ExportColumn::FullName]));
    assert_eq!((preview.total, preview.refused, preview.refused_inside), (2, 2, 0));
    assert_eq!(preview.headers, ["full_name"]);
}

#[test]
fn a_list_is_as_narrow_as_its_table() {
    let mut workspace = open(&[
        "SPZA-INS|contoso.app,Ann,Ash,ann@example.com,,SE,Fjord AB,,2021-03-01",
        "SPZA-INS|contoso.app,Ann,Ash,ann@example.com,,SE,Fjord AB,,2021-03-02",
        "SPZA-INS|contoso.app,Bob,Birk,bob@example.org,,SE,Las,,2021-03-02",
        "SPZA-PLT|contoso.app,Bob,Birk,bob@example.org,,SE,Las,,2021-03-03",
        "SPZA-PLT|contoso.app,Cem,Can,cem@example.net,,TR,Ny,,2021-03-03",
    ]);
    let mut total = |list: ListRequest| workspace.export_preview(&ExportRequest { lists: vec![list], ..ExportRequest::default() }).total;
    let people = ListRequest::plain(ExportList::People, &[ExportColumn::Email]);
    assert_eq!((total(people.clone()), total(ListRequest { repeated: true, ..people })), (3, 2));
    let groups = ListRequest::plain(ExportList::Duplicates, &[ExportColumn::Email]);
    let journeys = GroupFilter { kind: Some(GroupKind::Journey), ..GroupFilter::default() };
    assert_eq!((total(groups.clone()), total(ListRequest { groups: journeys, ..groups })), (4, 2));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn files_hold_every_person_and_every_refusal(rows in prop::collection::vec(row(), 1..40)) {
        let mut workspace = open(&rows);
        let (people, refused) = (records(&people(&mut workspace)), records(&suppressed(&mut workspace)));
        let (leads, clusters) = (workspace.leads(), workspace.clusters());
        prop_assert_eq!(people.len(), workspace.overview().totals.people as usize);
        let (mut listed, mut flagged) = (BTreeSet::new(), BTreeSet::new());
        for person in &people {
            let members: Vec<u32> = person[1].split(' ').map(|lead| lead.parse().unwrap()).collect();
            prop_assert!(members.iter().all(|lead| clusters.of()[*lead as usize].to_string() == person[0]));
            let is_flagged = members.iter().any(|lead| leads.flags()[*lead as usize].contains(Flags::DO_NOT_CONTACT));
            prop_assert_eq!(&person[14], is_flagged.to_string());
            flagged.extend(members.iter().filter(|_| is_flagged).copied());
            listed.extend(members);
        }
        let all: Vec<_> = (0..).map_while(|lead| leads.get(LeadId(lead))).collect();
        let counted = workspace.overview().all;
        prop_assert_eq!(listed.len(), (counted.leads - counted.unidentified) as usize);
        // No address of anybody who refused is missing.
        let refused: BTreeSet<String> = refused.iter().filter_map(|row| canonical_email(&row[0]).map(Into::into)).collect();
        let wanted = flagged.iter().filter_map(|lead| canonical_email(&all[*lead as usize].text(ColumnRole::Email)).map(std::borrow::Cow::into_owned));
        prop_assert_eq!(refused, wanted.collect::<BTreeSet<_>>());
    }
}
