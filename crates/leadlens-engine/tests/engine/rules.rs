//! Results of CRM rules for small tables written out in each test.

use std::collections::BTreeMap;

use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::leads::{LeadId, System};
use leadlens_engine::matching::DynamicsRule;
use leadlens_engine::report::{CrmRule, EmailMergeExample, LeadRow, RuleComparison};

use crate::common;

#[track_caller]
fn compare(rows: &[&str]) -> RuleComparison {
    let workspace =
        common::open(vec![common::table("leads.csv", format!("First Name,Last Name,Email,Phone,Company,Title\n{}\n", rows.join("\n")))]);
    workspace.rule_comparison()
}

/// True where a rule joins two leads and no more.
fn joins(rule: CrmRule, one: &str, other: &str) -> bool {
    // Ours by the same e-mail does not matter: people are counted by the rule.
    let comparison = compare(&[one, other, "Zoe,Zander,zoe@elsewhere.example,,,"]);
    match comparison.rules.iter().find(|result| result.rule == rule).unwrap().people {
        2 => true,
        3 => false,
        other => panic!("{other} people"),
    }
}

#[test]
fn an_exact_rule_knows_case_and_blanks_only() {
    let rule = CrmRule::ExactEmail;
    assert!(joins(rule, "Ann,Ash,ann@example.com,,,", "Bob,Birk, ANN@Example.com ,,,"));
    assert!(!joins(rule, "Ann,Ash,ann@example.com,,,", "Ann,Ash,ann+trial@example.com,,,"));
    assert!(!joins(rule, "Ann,Ash,,1,Fjord,", "Ann,Ash,,1,Fjord,"));
}

#[test]
fn a_blank_name_is_ignored_only_with_the_same_email() {
    let rule = CrmRule::Salesforce;
    for (one, other, expected) in [
        ("Ann,Ash,ann@example.com,,,", "Ann,Ash,ann@example.com,,,", true),
        ("Ann,Ash,ann@example.com,,,", "Ann,Birk,ann@example.com,,,", false),
        ("Ann,Ash,ann@example.com,,,", ",Ash,ann@example.com,,,", true),
        ("Ann,Ash,ann@example.com,,,", "Ann,,ann@example.com,,,", true),
        ("Ann,Ash,ann@example.com,,,", ",,ann@example.com,,,", true),
        ("Ann,Ash,ann@example.com,,,", ",Birk,ann@example.com,,,", false),
        ("Ann,Ash,,+1 206 555 0100,,", ",Ash,,+1 206 555 0100,,", false),
        ("Ann,Ash,,+1 206 555 0100,,", "Ann,Ash,,+1 206 555 0177,,", true),
        ("Ann,Ash,,+1 206 555 0100,,", "Ann,Ash,,+1 206 556 0100,,", false),
        ("Ann,Ash,,+46 8 123 456 78,,", "Ann,Ash,,+46 8 123 456 79,,", false),
        ("A.,Ash,ann@example.com,,,", "Ann,Ash,ann@example.com,,,", true),
        ("R.,,regina@example.com,,,", "Anton,Regina,regina@example.com,,,", true),
        ("Anton,Regina,regina@example.com,,,", "R.,,regina@example.com,,,", true),
        ("Ash,Ann,ann@example.com,,,", "Ann,Ash,ann@example.com,,,", true),
        ("John,Smith,,+1 206 555 0100,,", "Jon,Smyth,,(206) 555-0100,,", true),
        ("John,Smith,,,Advanced Micro Devices,Vice President", "John,Smith,,,Advanced Micro Devices,VP", true),
        ("John,Smith,,,Fjord,CTO", "John,Smith,,,Fjord,", false),
        ("John,Smith,,,Fjord,", "John,Smith,,,Fjord,", false),
        ("Bill,Smith,b@example.com,,,", "William,Smith,b@example.com,,,", true),
        ("Bill,Smith,b@example.com,,,", "Mary,Smith,b@example.com,,,", false),
    ] {
        assert_eq!(joins(rule, one, other), expected, "{one} | {other}");
    }
}

#[test]
fn dynamics_joins_by_any_of_four_rules() {
    let rule = CrmRule::Dynamics;
    for (one, other, expected) in [
        ("Kenny,Smith,employee@contoso.com,,,", "John,Doe,Employee@contoso.com,,,", true),
        ("Kenny,Smith,,+1 206 555 0100,,", "John,Doe,,(206) 555-0100,,", true),
        ("Kenny,Smith,,+1 206 555 0100,,", "John,Doe,,(206) 555-0101,,", false),
        ("Regina,Murphy,,,Contoso,", "Regina,Merphy,,,Contoso.inc,", true),
        ("Regina,Murphy,,,Contoso,", "Regina,Merphy,,,Fjord,", false),
        ("Regina,Murphy,,,Contoso,", "Anton,Murphy,,,Contoso,", false),
        ("Regina,Murphy,regina@contoso.com,,,", "Regina,Merphy,manager@contoso.com,,,", true),
        ("Regina,Murphy,regina@contoso.com,,,", "Regina,Merphy,manager@us.contoso.com,,,", false),
        ("Regina,Murphy,regina@contoso.com,,,", ",Murphy,manager@contoso.com,,,", false),
        (",Murphy,regina@contoso.com,,,", ",Murphy,manager@contoso.com,,,", true),
        ("Regina,Murphy,,,,", "Regina,Murphy,,,,", false),
    ] {
        assert_eq!(joins(rule, one, other), expected, "{one} | {other}");
    }
}

#[test]
fn each_of_the_four_rules_has_its_pairs() {
    let comparison = compare(&[
        "Kenny,Smith,employee@contoso.com,,Fjord,",
        "John,Doe,employee@contoso.com,2065550100,,",
        "Ann,Ash,,2065550100,Fjord,",
        "Kenny,Smyth,k@elsewhere.example,,Fjord,",
    ]);
    let [email, phone, company, domain] = DynamicsRule::ALL;
    let result = comparison.rules.iter().find(|result| result.rule == CrmRule::Dynamics).unwrap();
    assert_eq!(result.parts, [(email, 1), (phone, 1), (company, 1), (domain, 0)]);
    assert_eq!((result.people, result.found + result.wrongly_joined), (1, 6));
    assert!(comparison.rules.iter().filter(|result| result.rule != CrmRule::Dynamics).all(|result| result.parts.is_empty()));
}

/// What a CRM makes of leads with the time they were made in front: records, leads merged, and its values that differ from Leadlens'.
#[track_caller]
fn merged(system: System, rows: &[&str]) -> (u32, u32, Vec<String>) {
    let text = format!("Created,First Name,Last Name,Email,Phone,Company,Title,Country\n{}\n", rows.join("\n"));
    let comparison = common::open(vec![common::table("leads.csv", text)]).rule_comparison();
    let merge = comparison.email_merges.into_iter().find(|merge| merge.system == system).unwrap();
    let example =
        |example: EmailMergeExample| format!("{} {}: {} / {}", example.email, example.role.as_str(), example.theirs, example.ours);
    let examples: Vec<String> = merge.examples.into_iter().map(example).collect();
    assert_eq!((merge.different == 0, merge.fields.is_empty()), (examples.is_empty(), examples.is_empty()));
    assert!(merge.different <= merge.records && merge.fields.iter().all(|(_, records)| (1..=merge.different).contains(records)));
    (merge.people, merge.merged, examples)
}

#[test]
fn the_latest_value_wins_in_hubspot_and_the_first_in_marketo() {
    let rows = [
        "2026-01-03,Ann,Ash,ann@example.com,+46 8 123 456 78,,CEO,SE",
        "2026-01-01,Ann,Ash,Ann@Example.com,,Fjord Bank,CTO,SE",
        "2026-01-02,Ann Maria,Ash,ann@example.com,,Fjord Bank AB,Chief Executive Officer,SE",
        "2026-01-04,Ann,Ash,,+46 8 123 456 78,Fjord Bank,,SE",
        "2026-01-05,,,,,Fjord Bank,,SE",
        "2026-01-05,Bob,Birk,bob@las.example,,,,",
    ];
    let example = |theirs: &str, ours: &str| format!("Ann@Example.com full_name: {theirs} / {ours}");
    assert_eq!(merged(System::HubSpot, &rows), (3, 2, vec![example("Ann Ash", "Ann Maria Ash")]));
    assert_eq!(merged(System::Marketo, &rows), (3, 2, vec![example("Ann Ash", "Ann Maria Ash")]));
    let titles = ["2026-01-02,Ann,Ash,a@example.com,,,CEO,", "2026-01-01,Ann,Ash,a@example.com,,,Chief Technology Officer,"];
    assert_eq!(merged(System::HubSpot, &titles).2, ["a@example.com job_title: CEO / Chief Technology Officer"]);
    assert_eq!(merged(System::Marketo, &titles).2, Vec::<String>::new());
}

#[test]
fn a_blank_of_the_winner_is_filled_and_undated_leads_come_last() {
    let rows = [
        "2026-01-02,Ann,Ash,a@example.com,,,CTO,",
        "2026-01-01,Ann,Ash,a@example.com,,Fjord,,",
        ",Ann,Ash,a@example.com,1234567,Las,CEO of all,",
    ];
    assert_eq!(merged(System::HubSpot, &rows), (1, 2, vec!["a@example.com job_title: CTO / CEO of all".to_owned()]));
    assert_eq!(merged(System::Marketo, &rows), (1, 2, vec!["a@example.com job_title: CTO / CEO of all".to_owned()]));
}

#[test]
fn a_fingerprint_knows_words_and_not_their_order() {
    let rule = CrmRule::Fingerprint;
    assert!(joins(rule, "Åsa,Öberg,a@example.com,,Fjord AB,", "oberg,ASA,b@example.com,,\"Fjord, AB\","));
    assert!(!joins(rule, "Åsa,Öberg,,1,Fjord AB,", "Åsa,Öberg,,1,Fjord,"));
    assert!(!joins(rule, ",,a@example.com,,Fjord AB,", ",,b@example.com,,Fjord AB,"));
}

#[test]
fn each_rule_is_counted_against_ours_with_examples() {
    let comparison = compare(&[
        "Ann,Ash,info@example.com,1234567,Fjord,",
        "Bob,Birk,info@example.com,,Fjord,",
        "Ann,Ash,Info@example.com,1234567,Fjord,",
        "Ann,Ash,ann@example.com,1234567,Fjord,",
        "MSFT_TEST_637490646151234560,MSFT_TEST_637490646151234560,MSFT_TEST_637490646151234560@test.com,1234567890,x,",
    ]);
    assert_eq!(comparison.rules.iter().map(|result| result.rule).collect::<Vec<_>>(), CrmRule::ALL);
    for result in &comparison.rules {
        assert_eq!(result.found + result.missed, comparison.pairs, "{:?}", result.rule);
        assert_eq!((result.missed > 0, result.wrongly_joined > 0), (!result.missed_examples.is_empty(), !result.wrong_examples.is_empty()));
        for (one, other) in result.missed_examples.iter().chain(&result.wrong_examples) {
            assert!(one.lead < other.lead);
        }
    }
    assert_eq!(comparison.rules.iter().map(|result| result.people).collect::<Vec<_>>(), [2, 2, 1, 2]);
}

#[test]
fn unidentified_leads_are_no_people_by_any_rule() {
    let comparison = compare(&["Ann,Ash,ann@example.com,,Fjord,", ",,,,Fjord,CTO", ",,,,Fjord,CTO"]);
    assert_eq!((comparison.people, comparison.pairs), (1, 0));
    assert_eq!(comparison.rules.iter().map(|result| (result.people, result.wrongly_joined)).collect::<Vec<_>>(), [(1, 0); 4]);
}

#[test]
fn leads_that_share_everything_take_no_longer_for_it() {
    let shared: Vec<String> = (0..3_000).map(|number| format!("First{number},Last{number},info@example.com,1234567,Fjord,CTO")).collect();
    let blank: Vec<String> = (0..1_000).map(|_| "Test,Test,,1234567890,Test,".to_owned()).collect();
    let long = format!("{0},{0},x@example.com,,{0},", "x".repeat(5_000));
    let rows: Vec<&str> = shared.iter().chain(&blank).map(String::as_str).chain([long.as_str(), long.as_str()]).collect();
    let comparison = compare(&rows);
    assert_eq!(comparison.rules[0].found + comparison.rules[0].missed, comparison.pairs);
}

/// Persons of the sample by the id of each lead, as its generator wrote them down.
fn sample_truth() -> BTreeMap<String, String> {
    let truth = include_str!("../../../../tests/sample/truth.csv");
    let cells = truth.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    cells.map(|cells| (cells[0].to_owned(), cells[1].to_owned())).collect()
}

#[test]
fn where_they_differ_on_the_sample_the_truth_decides() {
    let sample = include_str!("../../../../src/worker/sample.csv");
    let workspace = common::open(vec![common::table("sample.csv", sample)]);
    let truth = sample_truth();
    let person = |lead: u32| &truth[&*workspace.leads().get(LeadId(lead)).unwrap().text(ColumnRole::LeadId)];
    let is_same = |left: u32, right: u32| !person(left).is_empty() && person(left) == person(right);
    let leads = 0..u32::try_from(workspace.leads().len()).unwrap();
    let pairs = || leads.clone().flat_map(|right| (0..right).map(move |left| (left, right)));
    let of = workspace.clusters().of();
    let is_joined = |(left, right): &(u32, u32)| of[*left as usize] == of[*right as usize] && !person(*left).is_empty();
    let true_pairs = pairs().filter(|(left, right)| is_same(*left, *right)).count();
    let right = pairs().filter(is_joined).filter(|(left, right)| is_same(*left, *right)).count();
    let comparison = workspace.rule_comparison();
    let number = |count: usize| u64::try_from(count).unwrap();
    assert_eq!(comparison.pairs, number(pairs().filter(is_joined).count()));
    assert_eq!((number(right), comparison.pairs), (number(true_pairs), number(true_pairs)), "Leadlens finds every pair and no other");
    for result in &comparison.rules {
        // So what both find is right, what the rule leaves out is missing, and what it adds is wrong.
        let are = |pairs: &[(LeadRow, LeadRow)], same: bool| pairs.iter().all(|(left, right)| is_same(left.lead, right.lead) == same);
        assert!(are(&result.missed_examples, true) && are(&result.wrong_examples, false), "{:?}", result.rule);
        assert_eq!(result.found + result.missed, comparison.pairs, "{:?}", result.rule);
    }
}
