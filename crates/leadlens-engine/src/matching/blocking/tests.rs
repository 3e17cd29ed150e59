use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::matching::fixture::profiles;

/// The pairs that are compared, by number of profile, and what each kind of key did.
fn compared(profiles: &Profiles, budget: usize) -> (Vec<(u32, u32)>, Vec<BlockReport>) {
    let mut blocking = Blocking::default();
    let mut pairs = Vec::new();
    while blocking.step(profiles, budget, |one, other| pairs.push((one, other))) {}
    (pairs, blocking.reports)
}

fn report(reports: &[BlockReport], key: BlockKey) -> BlockReport {
    reports.iter().copied().find(|report| report.key == key).unwrap()
}

#[test]
fn each_kind_of_key_brings_two_together() {
    for (one, other, key) in [
        ("Ann,Ash,ann.ash@contoso.com", "Bob,Birk,ann.ash+trial@contoso.com", BlockKey::Email),
        ("Ann,Ash,,+1 425 882 8080", "Bob,Birk,,(425) 882-8080,US", BlockKey::Phone),
        ("Bob,Müller", "Robert,Mueller", BlockKey::FullName),
        ("Ann,,quackenbush@contoso.com", "Bob,,quackenbush@fabrikam.org", BlockKey::LocalPart),
        ("Ann,Ash,,,,Contoso Ltd", "Bob,Ash,,,,Contoso GmbH Polska", BlockKey::FamilyCompany),
        ("Ann,Ash,,,,Contoso Ltd", "Ann,Birk,,,,Contoso", BlockKey::GivenCompany),
        ("Ann,Ash,a@contoso.com", "Bob,Ash,b@contoso.com", BlockKey::FamilyDomain),
        ("Ann,Ash,a@contoso.com", "Ann,Birk,b@contoso.com", BlockKey::GivenDomain),
        ("Ann,Ash", "Agnieszka,Ash", BlockKey::FamilySound),
        ("Ann,Lindqvist", "Ann,Lindgren", BlockKey::GivenFamilyStart),
        ("Ann,Ash,,+1 425 882 8080", "Bob,Ash,,+1 206 543 8080", BlockKey::PhoneEnd),
        ("Ann,Ash,,+1 425 882 8080", "Ann,Birk,,+1 425 882 1234", BlockKey::PhoneStart),
        (",,,+1 425 882 8080,,Contoso Ltd", ",,,+1 206 543 2100,,CONTOSO", BlockKey::Company),
    ] {
        let profiles = profiles(&[one, other]);
        let (pairs, reports) = compared(&profiles, 1);
        assert_eq!(pairs, [(0, 1)], "{one} and {other}");
        let report = report(&reports, key);
        assert_eq!((report.blocks, report.pairs, report.capped, report.cut), (1, 1, 0, 0), "{one} and {other}");
    }
}

#[test]
fn fields_of_no_person_pair_no_leads() {
    for (one, other) in [
        ("Ann,Ash,a@gmail.com", "Bob,Birk,b@gmail.com"),
        ("Ann,Ash,,,US,Contoso,CEO", "Bob,Birk,,,US,Contoso,CEO"),
        ("Ann,,info@contoso.com", "Bob,,info@fabrikam.org"),
        ("Ann,,ann@contoso.com", "Bob,,ann@fabrikam.org"),
        ("Ann,Ash,,0000000000", "Bob,Birk,,0000000000"),
    ] {
        assert_eq!(compared(&profiles(&[one, other]), 1).0, [], "{one} and {other}");
    }
}

/// People of one given name at one company, their family names unlike.
fn colleagues(count: usize) -> Vec<String> {
    let letter = |number: usize| ["b", "d", "f", "g", "l", "m", "n", "r", "s"][number % 9];
    let name = |number: usize| format!("{}a{}e{}i", letter(number), letter(number / 9), letter(number / 81));
    (0..count).map(|number| format!("Ann,{},,,,Contoso", name(number))).collect()
}

#[test]
fn every_pair_is_compared_once_whatever_it_shares() {
    let rows = [
        "Ann,Ash,ann.ash@contoso.com,+1 425 882 8080,US,Contoso",
        "Ann,Ash,ann.ash@contoso.com,+1 425 882 8080,US",
        "Ann,Ash,ann.ash@contoso.com,,,Contoso Ltd",
        "Bob,Ash,,+1 425 882 8080,,Contoso",
    ];
    let (pairs, reports) = compared(&profiles(&rows), 1);
    assert_eq!((pairs.len(), pairs.iter().collect::<BTreeSet<_>>().len()), (6, 6));
    assert_eq!(reports.iter().map(|report| report.pairs).sum::<u64>(), 6);
    assert_eq!(reports.len(), 13);
}

#[test]
fn pairs_beyond_the_cap_are_counted_not_compared() {
    let cap = BlockKey::GivenCompany.cap(100);
    let window = BlockKey::GivenCompany.window();
    for (count, capped) in [(cap, 0), (cap + 1, 1)] {
        let profiles = profiles(&colleagues(count));
        assert_eq!(profiles.len(), count);
        let (pairs, reports) = compared(&profiles, 1_000);
        let report = report(&reports, BlockKey::GivenCompany);
        let all = count * (count - 1) / 2;
        // Each is compared with so many behind it; the last ones have fewer.
        let retained = if capped == 0 { all } else { count * window - window * (window + 1) / 2 };
        assert_eq!((report.blocks, report.capped, report.cut), (1, capped, (all - retained) as u64));
        // Some have met under their names before.
        let earlier: u64 = reports.iter().take_while(|report| report.key != BlockKey::GivenCompany).map(|report| report.pairs).sum();
        assert!(report.pairs <= retained as u64 && report.pairs + earlier >= retained as u64, "{reports:?}");
        // Neighbours under a capped key may meet again under a later one.
        assert!(capped > 0 || pairs.iter().collect::<BTreeSet<_>>().len() == pairs.len());
    }
}

#[test]
fn caps_of_name_keys_fall_as_leads_grow() {
    for (key, profiles, expected) in [
        (BlockKey::Email, 1_000_000, 200),
        (BlockKey::FullName, 1_000, 200),
        (BlockKey::FullName, 1_000_000, 16),
        (BlockKey::LocalPart, 100_000, 80),
        (BlockKey::FamilySound, 1_000_000, 8),
        (BlockKey::FamilySound, 0, 60),
    ] {
        assert_eq!(key.cap(profiles), expected, "{key:?} among {profiles}");
    }
}

#[test]
fn row_order_and_step_size_do_not_change_the_pairs_compared() {
    let mut rows = colleagues(130);
    rows.extend(
        ["Bob,Birk,bob@contoso.com,+1 425 882 8080", "Robert,Birk,,+1 425 882 8080", "Bob,Birkman,bob@contoso.com"].map(str::to_owned),
    );
    let forwards = profiles(&rows);
    rows.reverse();
    let backwards = profiles(&rows);
    let names = |profiles: &Profiles, pairs: Vec<(u32, u32)>| -> BTreeMap<(String, String), u32> {
        let name = |profile: u32| format!("{:?}", profiles.name(profiles.get(profile).unwrap()));
        pairs.into_iter().fold(BTreeMap::new(), |mut met, (one, other)| {
            let (one, other) = (name(one), name(other));
            *met.entry((one.clone().min(other.clone()), one.max(other))).or_default() += 1;
            met
        })
    };
    let (pairs, reports) = compared(&forwards, 1);
    let (again, same_reports) = compared(&backwards, 7_919);
    assert_eq!(reports, same_reports);
    assert_eq!(names(&forwards, pairs), names(&backwards, again));
}
