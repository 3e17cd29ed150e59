//! People found by the second number of a cell and by the ids of the system they come from.

use std::collections::BTreeSet;
use std::fmt::Write;

use leadlens_engine::Workspace;
use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::leads::LeadId;
use leadlens_engine::matching::{Field, Level};

use crate::common;

fn open(texts: &[&str]) -> Box<Workspace> {
    common::open(texts.iter().map(|text| common::table("leads.csv", text)).collect())
}

/// Number of people in files.
fn people(texts: &[&str]) -> usize {
    open(texts).clusters().of().iter().collect::<BTreeSet<_>>().len()
}

/// Two leads that share nothing but a family name and what stands in their telephone cells.
fn with_phones(one: &str, other: &str) -> String {
    format!("First Name,Last Name,Email,Phone,Country\nLotte,Petersen,,\"{one}\",DE\n,Petersen,,\"{other}\",DE\n")
}

#[test]
fn every_number_of_a_cell_is_matched() {
    for both in [
        "+49 431 5550101; +49 170 5550192",
        "+49 431 5550101, +49 170 5550192",
        "+49 431 5550101 / +49 170 5550192",
        "+49 431 5550101/+49 170 5550192",
        "+49 431 5550101 ::: +49 170 5550192",
        "+49 431 5550101\n+49 170 5550192",
        "+49 431 5550101\r\n0170 5550192",
        "work: +49 431 5550101 mobile: +49 170 5550192",
        "Tel.: 0431 5550101; Mobil: 0170 5550192",
    ] {
        let text = with_phones(both, "0170 / 555 01 92");
        let workspace = open(&[&text]);
        let phone = |lead| workspace.leads().get(LeadId(lead)).unwrap().text(ColumnRole::Phone).into_owned();
        assert!(phone(0).ends_with("431 5550101"), "the first is shown: {}", phone(0));
        assert_eq!(workspace.leads().get(LeadId(0)).unwrap().numbers().len(), 2, "{both:?}");
        assert_eq!(workspace.clusters().count(), 1, "{both:?}");
        // Whichever side has the two of them.
        assert_eq!(people(&[&with_phones("0170 / 555 01 92", both)]), 1, "{both:?}");
        assert_eq!(people(&[&with_phones(both, "+49 431 5550177; 0170 / 555 01 92")]), 1, "{both:?}");
    }
    assert_eq!(people(&[&with_phones("+49 431 5550101", "0170 / 555 01 92")]), 2);
    assert_eq!(people(&[&with_phones("Tel: +49 431 5550101, Fax: +49 431 5550192", "+49 431 5550192")]), 2);
}

#[test]
fn colleagues_at_one_switchboard_keep_their_own_numbers() {
    let mut text = "First Name,Last Name,Email,Phone,Country,Company\n".to_owned();
    for (given, family, mobile) in [("Lotte", "Petersen", "11"), ("Uwe", "Brandt", "12"), ("Jens", "Krause", "13"), ("Ida", "Wolf", "14")] {
        writeln!(text, "{given},{family},,work: +49 431 5550100 mobile: +49 170 55501{mobile},DE,Fjordbank AG").unwrap();
        writeln!(text, "{given},,,+49 170 55501{mobile},DE,").unwrap();
    }
    assert_eq!(people(&[&text]), 4);
}

/// Two leads of one contact: with another surname, address and number.
const MARRIED: &str = "Contact ID,Lead ID,First Name,Last Name,Email,Phone
5001,71,Eva,Lind,eva.lind@nordhaven.example,+46 8 555 01 23
5001,72,Eva,Berg,eva.berg@fjordbank.example,+46 31 555 04 56
5002,73,Uwe,Brandt,uwe.brandt@fjordbank.example,
";

#[test]
fn leads_of_one_contact_are_one_person() {
    let workspace = open(&[MARRIED]);
    assert_eq!(workspace.clusters().count(), 2);
    let evidence = workspace.matching().evidence(LeadId(0), LeadId(1)).unwrap();
    assert!(evidence.reason().agree.contains(&(Field::RecordId, Level::Same)), "{:?}", evidence.reason());
    let values = workspace.pair_detail(0, 1).unwrap();
    assert!(format!("{values:?}").contains("5001"));
    // Without the contact nothing joins them.
    assert_eq!(people(&[&MARRIED.replace("Contact ID", "Shoe size")]), 3);
}

#[test]
fn another_id_is_no_evidence_against() {
    let leads = "Lead ID,First Name,Last Name,Email\n71,Eva,Lind,eva@nordhaven.example\n72,Eva,Lind,eva@nordhaven.example\n";
    let workspace = open(&[leads]);
    assert_eq!(workspace.clusters().count(), 1);
    let evidence = workspace.matching().evidence(LeadId(0), LeadId(1)).unwrap();
    assert!(evidence.fields.iter().all(|part| part.field != Field::RecordId));
}

#[test]
fn ids_are_compared_within_their_system_only() {
    let salesforce = |id: &str, name: &str| {
        format!("Lead ID,Lead Owner,Lead Status,Company / Account,First Name,Last Name,Email\n{id},Queue,Open,,{name}\n")
    };
    let hubspot = |id: &str, name: &str| {
        format!("Record ID,Contact owner,Lifecycle Stage,Marketing contact status,First Name,Last Name,Email\n{id},Queue,Lead,Yes,{name}\n")
    };
    let (before, after) = ("Eva,Lind,eva.lind@nordhaven.example", "Eva,Berg,e.berg@fjordbank.example");
    // Salesforce writes an id with fifteen letters or with eighteen.
    let (short, long) = ("00Q5g00000ABCDe", "00Q5g00000ABCDeEAP");
    assert_eq!(people(&[&salesforce(short, before), &salesforce(long, after)]), 1);
    assert_eq!(people(&[&hubspot("5001", before), &hubspot("5001", after)]), 1);
    assert_eq!(people(&[&hubspot("5001", before), &salesforce("5001", after)]), 2);
    // Of a system nobody knows another file may count from one as well.
    let unknown = |name: &str| format!("Id,First Name,Last Name,Email\n1,{name}\n");
    assert_eq!(people(&[&unknown(before), &unknown(after)]), 2);
}

#[test]
fn numbers_of_rows_are_no_ids_of_people() {
    let mut text = "Id,First Name,Last Name,Email\n".to_owned();
    let names = ["Eva,Lind", "Uwe,Brandt", "Ida,Wolf", "Jens,Krause", "Olaf,Meyer", "Tina,Vogel", "Rolf,Stein", "Gerd,Kuhn"];
    for (row, name) in names.iter().enumerate() {
        writeln!(text, "{},{name},{}@nordhaven.example", row % 4, name.replace(',', ".").to_lowercase()).unwrap();
    }
    assert_eq!(people(&[&text]), names.len());
}
