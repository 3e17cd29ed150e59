//! Input that tempts a matcher into giant groups, or into comparing everybody with everybody. There is no time limit: a test that does not
//! end has failed. A debug build, ten times as slow, gets a fifth of the leads; `cargo test --release --test engine matching_hostile` has all of them.

use std::collections::{BTreeMap, BTreeSet};

use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::leads::{Decisions, LeadId, RoleOverride};
use leadlens_engine::matching::{Field, GroupWarning, MatchWarning, Threshold};
use leadlens_engine::{Build, Workspace};

use crate::common;
use crate::reviewer;

/// The most leads that are ever taken for one person without a decision.
const LARGEST_AUTOMATIC: usize = 50;
const HEADER: [&str; 8] = ["Lead Source", "First Name", "Last Name", "Email", "Phone", "Country", "Company", "Title"];
const PRESETS: [Threshold; 3] = [Threshold::STRICT, Threshold::BALANCED, Threshold::WIDE];

/// One record, in the order of the header.
type Row = [String; HEADER.len()];

fn row(first: &str, last: &str, email: &str, phone: &str, company: &str) -> Row {
    ["SPZA-INS|contoso.app", first, last, email, phone, "US", company, ""].map(str::to_owned)
}

fn open(rows: &[Row], decisions: &Decisions) -> Box<Workspace> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADER).unwrap();
    for row in rows {
        writer.write_record(row).unwrap();
    }
    let bytes = writer.into_inner().unwrap();
    common::built(Build::new(vec![common::table("leads.csv", &bytes)], decisions))
}

/// The clusters by the row in the file.
fn partition(workspace: &Workspace, row_of: impl Fn(u32) -> usize) -> BTreeSet<Vec<usize>> {
    let mut clusters: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (lead, cluster) in (0_u32..).zip(workspace.clusters().of()) {
        clusters.entry(*cluster).or_default().push(row_of(workspace.leads().get(LeadId(lead)).unwrap().record()));
    }
    let sorted = |mut rows: Vec<usize>| {
        rows.sort_unstable();
        rows
    };
    clusters.into_values().map(sorted).collect()
}

/// Number of leads, or a fifth of them in a debug build.
const fn leads(number: usize) -> usize {
    if cfg!(debug_assertions) { number / 5 } else { number }
}

/// A file in which, at each preset, at least this share of the leads are people of their own, and no person more leads than are ever merged
/// without a decision. The same file gives the same answer, and the file backwards the same people.
#[track_caller]
fn survives(rows: &[Row], min_share: f64) {
    survives_with(&Decisions::default(), rows, min_share);
}

#[track_caller]
#[expect(clippy::cast_precision_loss, reason = "there are thousands of leads")]
fn survives_with(decisions: &Decisions, rows: &[Row], min_share: f64) {
    let backwards: Vec<Row> = rows.iter().rev().cloned().collect();
    let last = rows.len() - 1;
    let [mut workspace, mut other] = [rows, &backwards].map(|rows| open(rows, decisions));
    let again = open(rows, decisions);
    assert_eq!(workspace.clusters().of(), again.clusters().of(), "the same file gives another answer");
    for threshold in PRESETS {
        // Wide takes some names that are a slip apart for one.
        let min_share = if threshold == Threshold::WIDE { min_share * 0.85 } else { min_share };
        reviewer::set_threshold(&mut workspace, threshold);
        reviewer::set_threshold(&mut other, threshold);
        let found = partition(&workspace, |record| record as usize);
        let largest = found.iter().map(Vec::len).max().unwrap();
        assert!(largest <= LARGEST_AUTOMATIC, "{largest} leads are one person at {threshold:?}");
        let share = found.len() as f64 / rows.len() as f64;
        assert!(share >= min_share, "{} of {} leads are people at {threshold:?}, fewer than {min_share}", found.len(), rows.len());
        assert!(found == partition(&other, |record| last - record as usize), "the order of rows changes who is with whom at {threshold:?}");
    }
}

/// Checks that the user is told the cause.
#[track_caller]
fn warns(decisions: &Decisions, rows: &[Row], is_told: impl Fn(&MatchWarning) -> bool) {
    let warnings = open(rows, decisions).review().warnings;
    assert!(warnings.iter().any(is_told), "{warnings:?}");
}

/// A value that very many leads share.
fn shares(wanted: Field, count: usize) -> impl Fn(&MatchWarning) -> bool {
    move |warning| matches!(warning, MatchWarning::SharedValue { field, leads, .. } if *field == wanted && *leads as usize == count)
}

/// Given names that are not confused with one another, not even as a short form or a slip.
const GIVEN: [&str; 50] = [
    "Adam",
    "Beatrix",
    "Carlos",
    "Dorothy",
    "Edward",
    "Fatima",
    "Gustav",
    "Helena",
    "Ivan",
    "Jasmine",
    "Kenneth",
    "Leonora",
    "Mohammed",
    "Natalia",
    "Oliver",
    "Patricia",
    "Quentin",
    "Rosalind",
    "Stephen",
    "Tamara",
    "Ulrich",
    "Veronica",
    "Walter",
    "Xenia",
    "Yusuf",
    "Zoe",
    "Brandon",
    "Chiara",
    "Dmitri",
    "Esther",
    "Felix",
    "Giulia",
    "Hiroshi",
    "Ingrid",
    "Joaquin",
    "Katarzyna",
    "Ludmila",
    "Magnus",
    "Nkechi",
    "Octavia",
    "Philippe",
    "Ruth",
    "Sven",
    "Thandiwe",
    "Umberto",
    "Valentin",
    "Winifred",
    "Yolanda",
    "Zachary",
    "Agnieszka",
];
/// Stems and endings of 400 family names, at least three letters apart.
const STEMS: [&str; 20] = [
    "Lind", "Brom", "Kask", "Hald", "Mort", "Petr", "Rudd", "Sten", "Tavi", "Voss", "Wexl", "Yusk", "Zamb", "Ardo", "Culv", "Dubr", "Eckl",
    "Fenn", "Gliv", "Jelt",
];
const ENDINGS: [&str; 20] = [
    "berg", "kovic", "sson", "wood", "owska", "mann", "atos", "ides", "quist", "well", "ford", "hurst", "strom", "eira", "inho", "escu",
    "yan", "dottir", "field", "kamp",
];
/// Number of full names.
const NAMES: usize = GIVEN.len() * STEMS.len() * ENDINGS.len();

/// A given and a family name; those of neighbouring numbers are unlike.
fn name(number: usize) -> (String, String) {
    let part = |parts: &[&'static str], at: usize| parts.get(at % parts.len()).copied().unwrap_or_default();
    // A prime that does not divide `NAMES`, so that each number below it has a name of its own.
    let spread = number * 7919 % NAMES;
    let (stem, ending) = (spread / GIVEN.len(), spread / GIVEN.len() / STEMS.len());
    (part(&GIVEN, spread).to_owned(), format!("{}{}", part(&STEMS, stem), part(&ENDINGS, ending)))
}

#[test]
fn as_many_names_as_requested() {
    let names: BTreeSet<_> = (0..NAMES).map(name).collect();
    assert_eq!((NAMES, names.len()), (20_000, 20_000));
}

#[test]
fn one_address_and_ten_thousand_names() {
    let people = |number| {
        let (first, last) = name(number);
        row(&first, &last, "leads@contoso.com", "", "Contoso")
    };
    let rows: Vec<Row> = (0..leads(10_000)).map(people).collect();
    survives(&rows, 0.5);
    warns(&Decisions::default(), &rows, shares(Field::Email, rows.len()));
}

/// Checks how many people a file holds at some presets, and how many leads the one with most of them has.
#[track_caller]
fn holds(rows: &[Row], presets: &[Threshold], people: usize, largest: usize) {
    let mut workspace = open(rows, &Decisions::default());
    for threshold in presets.iter().copied() {
        reviewer::set_threshold(&mut workspace, threshold);
        let found = partition(&workspace, |record| record as usize);
        let most = found.iter().map(Vec::len).max().unwrap();
        assert_eq!((found.len(), most), (people, largest), "{threshold:?}");
    }
}

#[test]
fn twenty_thousand_equal_records_are_one_person() {
    // A broken export of one person: equal records say nothing against each other, however many there are. They used to be held apart like
    // a crowd of strangers. The group is still marked as large.
    let rows = vec![row("Ann", "Ash", "ann.ash@contoso.com", "+1 425 882 8080", "Contoso Ltd"); leads(20_000)];
    holds(&rows, &PRESETS, 1, rows.len());
    let workspace = open(&rows, &Decisions::default());
    assert_eq!(workspace.clusters().group_warning(0), Some(GroupWarning::Large));
    let warnings = workspace.review().warnings;
    assert!(!warnings.iter().any(|warning| matches!(warning, MatchWarning::TooLarge { .. })), "{warnings:?}");
}

#[test]
fn one_name_and_address_with_many_numbers_is_a_crowd() {
    // They agree two by two, but who has 55 telephone numbers is for the user to say.
    let numbered =
        |number: usize| row("Ann", "Archer", "ann@fabrikam.example", &format!("+1 425 882 {}", 1_000 + 137 * number), "Fabrikam");
    let rows: Vec<Row> = (0..55).map(numbered).collect();
    let workspace = open(&rows, &Decisions::default());
    assert_eq!((workspace.clusters().count(), workspace.clusters().group_warning(0)), (55, Some(GroupWarning::TooLarge)));
    warns(&Decisions::default(), &rows, |warning| *warning == MatchWarning::TooLarge { groups: 1, leads: 55 });
}

#[test]
fn titles_do_not_make_a_crowd_of_one_person() {
    let titled = |number: usize| {
        let [source, first, last, email, phone, country, company, _] =
            row("Ann", "Ash", "ann.ash@contoso.com", "+1 425 882 8080", "Contoso Ltd");
        [source, first, last, email, phone, country, company, format!("{} Manager", name(number).1)]
    };
    let rows: Vec<Row> = (0..300).map(titled).collect();
    holds(&rows, &PRESETS, 1, rows.len());
}

#[test]
fn equal_records_without_a_person_are_not_one() {
    for record in [
        row("", "", "info@contoso.com", "", ""),
        row("", "", "info@contoso.com", "", "Contoso Ltd"),
        row("", "", "noreply@contoso.com", "", "Contoso Ltd"),
        row("", "", "", "+1 425 882 8080", ""),
        row("", "", "", "", "Contoso Ltd"),
        row("Ann", "", "", "", ""),
        row("Test", "Test", "test@test.com", "0000000000", "Test"),
    ] {
        let rows = vec![record; leads(20_000)];
        holds(&rows, &PRESETS, rows.len(), 1);
    }
}

#[test]
fn equal_records_within_a_crowd_stay_one_person_each() {
    // A crowd at one switchboard in which each stands there a hundred times.
    let colleague = |number: usize| {
        let (first, last) = name(number % 60);
        row(&first, &last, &format!("{first}.{last}@contoso.com").to_lowercase(), "+1 425 882 8080", "Contoso Ltd")
    };
    // Wide takes some names that are a slip apart for one.
    holds(&(0..6_000).map(colleague).collect::<Vec<_>>(), &[Threshold::STRICT, Threshold::BALANCED], 60, 100);
}

#[test]
fn nothing_but_a_source() {
    let rows = vec![row("", "", "", "", ""); leads(10_000)];
    survives(&rows, 1.0);
    warns(&Decisions::default(), &rows, |warning| matches!(warning, MatchWarning::NoIdentity { .. }));
}

#[test]
fn everybody_is_called_test() {
    let numbered = |number: usize| row("Test", "Test", &format!("t{number}@example{}.com", number % 97), "", "Test");
    survives(&(0..leads(10_000)).map(numbered).collect::<Vec<_>>(), 0.9);
    let alike = row("Test", "Test", "test@test.com", "0000000000", "Test");
    let rows = vec![alike; leads(5_000)];
    survives(&rows, 1.0);
    warns(&Decisions::default(), &rows, |warning| matches!(warning, MatchWarning::NoIdentity { .. }));
}

#[test]
fn twenty_thousand_colleagues_on_one_switchboard() {
    let colleague = |number| {
        let (first, last) = name(number);
        row(&first, &last, "", "+1 425 882 8080", "Contoso Ltd")
    };
    let rows: Vec<Row> = (0..leads(20_000)).map(colleague).collect();
    survives(&rows, 0.95);
    warns(&Decisions::default(), &rows, shares(Field::Phone, rows.len()));
}

#[test]
fn twenty_thousand_colleagues_with_addresses_of_their_own() {
    let colleague = |number| {
        let (first, last) = name(number);
        row(&first, &last, &format!("{first}.{last}@contoso.com").to_lowercase(), "+1 425 882 8080", "Contoso Ltd")
    };
    survives(&(0..leads(20_000)).map(colleague).collect::<Vec<_>>(), 0.95);
}

#[test]
fn names_of_five_thousand_characters() {
    // They differ in their last letters only, in their first ones only, or share all that is long.
    let long = |number: usize| {
        let (first, last) = name(number);
        let filling = "abcdefghij".repeat(500);
        match number % 3 {
            0 => row(&format!("{filling}{first}"), &format!("{filling}{last}"), "", "", "Contoso"),
            1 => row(&format!("{first}{filling}"), &format!("{last}{filling}"), "", "", "Contoso"),
            _ => row(&first, &filling, &format!("{filling}@{filling}.com"), &"1".repeat(5_000), &filling),
        }
    };
    survives(&(0..leads(600)).map(long).collect::<Vec<_>>(), 0.0);
}

/// The column of addresses, read as telephone numbers by the user's word.
fn addresses_as_numbers() -> Decisions {
    let wrong = RoleOverride { header: "Email".into(), role: ColumnRole::Phone };
    Decisions { overrides: vec![wrong], ..Decisions::default() }
}

#[test]
fn addresses_read_as_telephone_numbers() {
    let person = |number: usize| {
        let (first, last) = name(number / 2);
        row(&first, &last, &format!("{first}.{last}{}@contoso.com", number / 2).to_lowercase(), "", "Contoso")
    };
    let rows: Vec<Row> = (0..leads(10_000)).map(person).collect();
    // Each person stands there twice, so half as many people are right too.
    survives_with(&addresses_as_numbers(), &rows, 0.5);
    let is_told = |warning: &MatchWarning| matches!(warning, MatchWarning::LooksLike { field: Field::Phone, looks_like: Field::Email, .. });
    warns(&addresses_as_numbers(), &rows, is_told);
}

#[test]
fn one_address_read_as_a_telephone_number() {
    let person = |number| {
        let (first, last) = name(number);
        row(&first, &last, "leads20231107@contoso.com", "", "Contoso")
    };
    survives_with(&addresses_as_numbers(), &(0..leads(10_000)).map(person).collect::<Vec<_>>(), 0.95);
}

#[test]
fn one_address_under_the_header_of_telephone_numbers() {
    let person = |number| {
        let (first, last) = name(number);
        row(&first, &last, "", "leads20231107@contoso.com", "Contoso")
    };
    survives(&(0..leads(10_000)).map(person).collect::<Vec<_>>(), 0.95);
}

#[test]
fn five_thousand_placeholders() {
    const ADDRESSES: [&str; 5] = ["noreply@noreply.com", "none@none.com", "na@na.com", "unknown@unknown.com", "test@test.com"];
    const NUMBERS: [&str; 5] = ["0000000000", "1234567890", "+1 555 555 5555", "9999999999", "111111111"];
    const COMPANIES: [&str; 5] = ["n/a", "none", "private", "self-employed", "-"];
    let placeholder = |number: usize| {
        let (first, last) = name(number);
        let at = |values: &[&'static str; 5], step: usize| values.get(number / step % 5).copied().unwrap_or_default();
        row(&first, &last, at(&ADDRESSES, 1), at(&NUMBERS, 5), at(&COMPANIES, 25))
    };
    survives(&(0..leads(5_000)).map(placeholder).collect::<Vec<_>>(), 0.98);
}
