//! Fingerprints of a few leads are those that a look at all leads gives.

use leadlens_engine::intake::Table;
use leadlens_engine::leads::{Decisions, Leads};
use leadlens_engine::matching::{Fingerprints, FingerprintsBuilder};
use leadlens_engine::{Build, Workspace};
use proptest::prelude::*;
use proptest::sample::select;

use crate::common;

fn table(name: &str, header: &[&str], rows: &[Vec<&str>]) -> Table {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).unwrap();
    for row in rows {
        writer.write_record(row).unwrap();
    }
    common::table(name, writer.into_inner().unwrap())
}

fn open(tables: Vec<Table>) -> Box<Workspace> {
    common::built(Build::new(tables, &Decisions::default()).early())
}

#[track_caller]
fn check(leads: &Leads, wanted: &[u32]) {
    let all = Fingerprints::build(leads);
    let expected: Vec<_> = wanted.iter().map(|lead| all.of(*lead)).collect();
    assert_eq!(Fingerprints::of_leads(leads, wanted), expected);
}

/// A lead of few values each, so that many say the same: test marks, fillers, escapes, quotes and blanks among them.
fn lead() -> impl Strategy<Value = Vec<&'static str>> {
    let source = select(vec!["SPZA-INS|contoso.app", "SPZA-PLT|contoso.app", "AzureMarketplace-INS|contoso.db", ""]);
    let first = select(vec!["Ann", " Ann", "Bob", "MSFT_TEST_637490646151234560", ""]);
    let email = select(vec!["ann@example.org", "ann\\@example.org", "ANN@example.org", "test@test.com", "n/a", "no address", ""]);
    let company = select(vec!["Contoso, Ltd", "contoso", "A\\@B", "A@B", "-"]);
    (source, first, email, company).prop_map(|(source, first, email, company)| vec![source, first, email, company])
}

/// Customer details in one cell, whole, broken and missing, with columns that say the same.
fn packed() -> impl Strategy<Value = Vec<&'static str>> {
    let details = select(vec!["{\"Email\":\"ann@example.org\",\"FirstName\":\"Ann\"}", "{\"Email\":\"bob@example.org\"}", "{broken", ""]);
    let email = select(vec!["ann@example.org", "bob@example.org", ""]);
    (details, email).prop_map(|(details, email)| vec!["SPZA-INS|contoso.app", details, email])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn some_leads_have_the_fingerprints_of_all(
        one in prop::collection::vec(lead(), 1..60),
        other in prop::collection::vec(lead(), 1..60),
        packed in prop::collection::vec(packed(), 1..30),
        wanted in prop::collection::vec(0..160_u32, 0..40),
    ) {
        // The same columns in another order: a record is known again wherever its cells stand.
        let turned: Vec<Vec<&str>> = other.iter().map(|row| row.iter().rev().copied().collect()).collect();
        let tables = vec![
            table("one.csv", &["Lead Source", "First Name", "Email", "Company"], &one),
            table("other.csv", &["Company", "Email", "First Name", "Lead Source"], &turned),
            table("packed.csv", &["Lead Source", "CustomerInfo", "Email"], &packed),
        ];
        check(open(tables).leads(), &wanted);
    }
}

#[test]
fn copies_beyond_one_step_are_counted_in_reading_order() {
    let rows = vec![vec!["SPZA-INS|contoso.app", "ann@example.org"]; 20_000];
    let workspace = open(vec![table("leads.csv", &["Lead Source", "Email"], &rows)]);
    let leads = workspace.leads();
    let found = Fingerprints::of_leads(leads, &[0, 19_999, 5_000, 19_999, 20_000]);
    let numbers: Vec<_> = found
        .iter()
        .map(|fingerprint| fingerprint.map(|fingerprint| fingerprint.to_string().rsplit('-').next().unwrap().to_owned()))
        .collect();
    let number = |text: &str| Some(text.to_owned());
    assert_eq!(numbers, [number("0"), number("19999"), number("5000"), number("19999"), None]);
    check(leads, &[0, 19_999, 5_000, 19_999, 20_000]);
}

#[test]
fn fingerprints_are_built_in_bounded_steps() {
    let rows = vec![vec!["SPZA-INS|contoso.app", "ann@example.org"]; 20_000];
    let workspace = open(vec![table("leads.csv", &["Lead Source", "Email"], &rows)]);
    let mut builder = FingerprintsBuilder::default();
    let mut seen = Vec::new();
    while builder.step(workspace.leads()) {
        seen.push(builder.progress(workspace.leads()).0);
    }
    assert!(seen.windows(2).all(|pair| matches!(pair, [before, after] if after - before <= 2_048)));
    assert_eq!(seen.last(), Some(&20_000));
    let (one_go, stepped) = (Fingerprints::build(workspace.leads()), builder.finish());
    assert!((0..20_000).all(|lead| one_go.of(lead) == stepped.of(lead)));
}
