//! Rules of the whole pipeline, tried on random tables.

use std::collections::{BTreeMap, BTreeSet};

use leadlens_engine::intake::header::ColumnRole as R;
use leadlens_engine::intake::{Reader, TableNote};
use leadlens_engine::leads::{Decisions, Flags, LeadId};
use leadlens_engine::report::Overview;
use leadlens_engine::{Build, Step, Workspace};
use proptest::prelude::*;
use serde_json::{Value, json};

const HEADER: &str = "LeadSource,First Name,Email,Country,Company,Created On";

fn open(rows: &[Vec<String>]) -> Option<Box<Workspace>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADER.split(',')).unwrap();
    for row in rows {
        writer.write_record(row).unwrap();
    }
    read(&writer.into_inner().unwrap())
}

fn read(bytes: &[u8]) -> Option<Box<Workspace>> {
    let mut reader = Reader::new("leads", bytes.len() as u64).ok()?;
    reader.push(bytes).ok()?;
    reader.scan().ok()?;
    let steps = Build::new(vec![reader.finish().ok()?], &Decisions::default());
    steps.into_iter().find_map(|step| if let Step::Done(workspace) = step { Some(workspace) } else { None })
}

/// A row drawn from few values, so that people, companies and origins meet.
fn row() -> impl Strategy<Value = Vec<String>> {
    let source = prop::sample::select(vec![
        "SPZA-INS|a.one",
        "SPZA-PLT|a.one",
        "AzurePortal-Create|a.two",
        "Web",
        "",
        "MSFT_TEST_637490646151234560-X|Title",
    ]);
    let email = prop::sample::select(vec![
        "ann@example.com",
        "ANN@example.com ",
        "bob@example.org",
        "null",
        "",
        "not an address",
        "MSFT_TEST_637490646151234560@test.com",
    ]);
    let (name, country) = (prop::sample::select(vec!["Ann", "Bob", ""]), prop::sample::select(vec!["SE", "Sweden", "PL", ""]));
    let company = prop::sample::select(vec!["Fjord AB", "FJORD", "Las", ""]);
    let created = prop::sample::select(vec!["2021-03-01", "2021-03-09T10:00:00Z", "3/4/2021", "never", ""]);
    (source, name, email, country, company, created).prop_map(|(source, name, email, country, company, created)| {
        [source, name, email, country, company, created].map(str::to_owned).to_vec()
    })
}

/// The clusters by the numbers written into the first name of each row.
fn partition(workspace: &Workspace) -> BTreeSet<BTreeSet<u32>> {
    let mut clusters: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for (lead, cluster) in (0_u32..).zip(workspace.clusters().of()) {
        let name = workspace.leads().get(LeadId(lead)).unwrap().text(leadlens_engine::intake::header::ColumnRole::FirstName);
        clusters.entry(*cluster).or_default().insert(name.trim_start_matches("No ").parse().unwrap());
    }
    clusters.into_values().collect()
}

/// The overview without what depends on the order of rows by design: the sources' names and columns, the order of steps without a date, and
/// which of two leads of one moment repeats the other, so repeats are compared only where both are counted: in all, by action, by offer.
fn numbers(workspace: &Workspace) -> Value {
    let overview = Overview { sources: Vec::new(), paths: Vec::new(), ..workspace.overview().clone() };
    let repeats = json!([overview.totals.repeats, overview.all, overview.by_action]);
    let offers: Vec<u32> = overview.offers.iter().map(|row| row.count.repeats).collect();
    let mut rest = serde_json::to_value(overview).unwrap();
    take_repeats(&mut rest);
    json!([repeats, offers, rest])
}

/// Takes the repeats out of every count.
fn take_repeats(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("repeats");
            fields.values_mut().for_each(take_repeats);
        }
        Value::Array(items) => items.iter_mut().for_each(take_repeats),
        _ => {}
    }
}

fn is_filled_down(workspace: &Workspace) -> bool {
    workspace.leads().tables()[0].notes.iter().any(|note| matches!(note, TableNote::FilledDown(_)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_record_is_a_lead_or_a_named_problem(rows in prop::collection::vec(row(), 1..40)) {
        let Some(workspace) = open(&rows) else { return Ok(()) };
        let leads = workspace.leads();
        let totals = workspace.overview().totals;
        prop_assert_eq!(totals.records as usize, rows.len());
        prop_assert_eq!(totals.records, totals.leads + totals.skipped);
        let skipped: BTreeSet<u32> = leads.problems().iter().filter(|problem| problem.kind.skips()).map(|problem| problem.record).collect();
        prop_assert_eq!(skipped.len(), totals.skipped as usize);
        for record in 0..totals.records {
            prop_assert_ne!(leads.lead_of(0, record).is_some(), skipped.contains(&record));
        }
    }

    #[test]
    fn the_order_of_rows_changes_neither_people_nor_numbers(rows in prop::collection::vec(row(), 2..30), seed in any::<u64>()) {
        let mut rows: Vec<Vec<String>> = rows;
        for (number, row) in rows.iter_mut().enumerate() {
            row[1] = format!("No {number}");
        }
        let mut shuffled = rows.clone();
        let mut state = seed | 1;
        for place in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(place, usize::try_from(state >> 33).unwrap() % (place + 1));
        }
        let (one, other) = (open(&rows).unwrap(), open(&shuffled).unwrap());
        // In an order that a grouped report has, blank sources are those of the group.
        prop_assume!(!is_filled_down(&one) && !is_filled_down(&other));
        prop_assert_eq!(partition(&one), partition(&other));
        prop_assert_eq!(numbers(&one), numbers(&other));
    }

    #[test]
    fn counts_equal_those_of_a_slow_and_simple_count(rows in prop::collection::vec(row(), 1..40)) {
        let Some(workspace) = open(&rows) else { return Ok(()) };
        let (leads, clusters) = (workspace.leads(), workspace.clusters());
        let mut expected = BTreeMap::new();
        for lead in (0_u32..).map_while(|lead| leads.get(LeadId(lead))).filter(|lead| !lead.flags().contains(Flags::TEST)) {
            let number = lead.id().0 as usize;
            let cell: &mut (u32, BTreeSet<u32>, BTreeSet<u32>) = expected.entry((lead.origin().storefront, lead.origin().action)).or_default();
            cell.0 += 1;
            let roles = [R::Email, R::FirstName, R::LastName, R::FullName, R::Phone];
            let is_identified = |lead: &u32| roles.iter().any(|role| !leads.get(LeadId(*lead)).unwrap().text(*role).is_empty());
            let person = clusters.of()[number];
            cell.1.extend(Some(person).filter(|person| clusters.cluster(*person).iter().any(is_identified)));
            cell.2.extend(Some(leads.companies()[number]).filter(|company| *company != leadlens_engine::leads::NONE));
        }
        let expected: Vec<_> = expected.into_iter().map(|(cell, (leads, people, companies))| (cell, (leads, people.len(), companies.len()))).collect();
        let found: Vec<_> = workspace.overview().matrix.iter()
            .map(|(source, action, count)| ((*source, *action), (count.leads, count.people as usize, count.companies as usize)))
            .collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn test_leads_and_blank_people_stand_alone(rows in prop::collection::vec(row(), 1..40)) {
        let Some(workspace) = open(&rows) else { return Ok(()) };
        let clusters = workspace.clusters();
        for group in (0_u32..).take(clusters.kinds().len()) {
            // Two unidentified leads of one company may be one person's: they are for review, and not merged.
            let is_merged = (group as usize) < clusters.group_count();
            for lead in clusters.group_leads(group) {
                let lead = workspace.leads().get(LeadId(*lead)).unwrap();
                prop_assert!(!lead.flags().contains(Flags::TEST));
                let roles = [R::Email, R::FirstName, R::LastName, R::FullName, R::Phone];
                prop_assert!(!is_merged || roles.iter().any(|role| !lead.text(*role).is_empty()));
            }
        }
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        read(&bytes);
    }

    #[test]
    fn arbitrary_text_behind_a_header_never_panics(text in "(?s)[\\PC\"|;,\t\n\r{}\\[\\]:=-]{0,400}") {
        read(format!("{HEADER}\n{text}").as_bytes());
        read(format!("[{{\"Email\":\"{text}").as_bytes());
        read(format!("Email: a@example.com\n{text}").as_bytes());
    }
}
