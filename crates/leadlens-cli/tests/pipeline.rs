//! Whole files in, everything the engine says about them out: `inspect` from the outside, over the cases in `tests/cases`.
//!
//! Each case is a folder with an `input.*` and `inspect.json`, the answer as it should be; `generate.py` writes the inputs that are no plain
//! text. After a wanted change run
//! `UPDATE_CASES=1 cargo test -p leadlens-cli --test pipeline` and read the difference before committing it.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed unwrap or index is a failed test")]

#[path = "../../leadlens-engine/tests/engine/reviewer/mod.rs"]
mod reviewer;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use leadlens_engine::intake::Reader;
use leadlens_engine::leads::Decisions;
use leadlens_engine::matching::{Threshold, Verdict};
use leadlens_engine::{Build, DecisionLog, save_workspace};
use reviewer::{ReviewAction, Reviewer};
use serde_json::Value;

/// Case, then records, leads, test leads and distinct people among the rest, as the case's own description gives them.
const ANSWERS: &[(&str, u64, u64, u64, u64)] = &[
    ("azure-table-typed", 8, 8, 1, 4),
    ("azure-table-untyped", 8, 8, 1, 4),
    ("azure-table-se140-quirk", 8, 8, 1, 4),
    ("azure-table-baresource", 4, 4, 0, 2),
    ("azure-table-get-entities", 8, 8, 1, 4),
    ("https-single-camel", 1, 1, 0, 1),
    ("https-single-pascal", 1, 1, 0, 1),
    ("https-legacy-2018-no-action", 1, 1, 0, 1),
    ("https-array", 8, 8, 1, 4),
    ("https", 8, 8, 1, 4),
    ("https-concatenated-pretty", 3, 3, 0, 1),
    ("https-faq-shape-broken", 1, 1, 1, 0),
    ("power-automate-trigger", 3, 3, 0, 1),
    ("power-automate-get-entities", 8, 8, 1, 4),
    ("dynamics-leads-view", 8, 8, 1, 4),
    ("dynamics-workbook", 8, 8, 1, 4),
    ("dynamics-webapi", 8, 8, 1, 4),
    ("salesforce-report", 14, 9, 1, 5),
    ("salesforce-workbook", 12, 9, 1, 5),
    ("salesforce-dataloader", 8, 8, 1, 4),
    ("salesforce-web2lead-testlead", 1, 1, 1, 0),
    ("marketo-list", 8, 8, 1, 4),
    ("marketo-bulk-extract", 8, 8, 1, 4),
    ("hubspot-contacts", 5, 5, 1, 4),
    ("hubspot-workbook", 5, 5, 1, 4),
    // No person columns: four unidentified leads. Those of one company are possibly one person's, which the user decides.
    ("partner-center-lead-insights", 4, 4, 0, 0),
    ("referrals-api", 1, 1, 0, 1),
    ("keyvalue-en-bullets", 1, 1, 0, 1),
    ("keyvalue-zh-tw", 1, 1, 0, 1),
    ("keyvalue-mt-damage", 3, 3, 0, 3),
    ("email-notification-multi", 3, 2, 0, 2),
    ("mail-label-table", 2, 2, 0, 2),
    ("web-page-table", 3, 3, 0, 2),
    ("excel-paste", 8, 8, 1, 4),
    ("excel-paste-sciphone", 2, 2, 0, 2),
    ("sv-utf16le-unicode-text", 2, 2, 0, 1),
    ("sv-utf8-bom", 2, 2, 0, 1),
    ("cs-windows1250", 2, 2, 0, 1),
    ("pl-windows1250", 2, 2, 0, 1),
    ("tr-windows1254", 2, 2, 0, 1),
    ("sv-windows1252", 2, 2, 0, 1),
    ("zh-tw-big5", 2, 2, 0, 2),
    // A column of LeadSource and nothing else: unidentified leads.
    ("leadsource-variants", 20, 19, 1, 0),
    ("duplicates-cases", 12, 12, 2, 4),
];

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases")
}

fn input(case: &str) -> PathBuf {
    let entries = std::fs::read_dir(cases().join(case)).unwrap().map(|entry| entry.unwrap().path());
    entries.into_iter().find(|path| path.file_stem().is_some_and(|stem| stem == "input")).unwrap()
}

/// Runs the program.
fn inspect(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_leadlens")).args(arguments).output().unwrap()
}

#[track_caller]
fn inspect_json(case: &str) -> Value {
    let output = inspect(&["--json", input(case).to_str().unwrap()]);
    assert!(output.status.success(), "{case}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn every_case_has_the_counts_its_description_gives() {
    for &(case, records, leads, tests, people) in ANSWERS {
        let answer = inspect_json(case);
        let file = &answer["files"][0];
        let all = answer["leads"].as_array().unwrap();
        let found_tests = all.iter().filter(|lead| lead["test"] == true).count() as u64;
        let merged = answer["groups"].as_array().unwrap().iter().filter(|group| group["kind"] != "possible");
        let grouped: u64 = merged.map(|group| group["leads"].as_array().unwrap().len() as u64 - 1).sum();
        let unidentified = all.iter().filter(|lead| lead["test"] == false && !is_identified(lead)).count() as u64;
        let told = all.len() as u64 - found_tests - unidentified - grouped;
        let found = (file["records"].as_u64().unwrap(), all.len() as u64, found_tests, told);
        assert_eq!(found, (records, leads, tests, people), "{case}: records, leads, tests, people");
        assert_eq!(file["records"].as_u64(), Some(file["leads"].as_u64().unwrap() + file["skipped"].as_u64().unwrap()), "{case}");
    }
}

fn is_identified(lead: &Value) -> bool {
    ["first_name", "last_name", "full_name", "email", "phone"].iter().any(|field| lead[*field] != "")
}

#[test]
fn unidentified_leads_are_counted_apart_from_people() {
    let answer = inspect_json("partner-center-lead-insights");
    let count = |field: &str| answer["breakdown"].as_array().unwrap().iter().map(|line| line[field].as_u64().unwrap()).sum::<u64>();
    assert_eq!((count("leads"), count("people"), count("unidentified")), (4, 0, 4));
    let output = inspect(&[input("partner-center-lead-insights").to_str().unwrap()]);
    let summary = String::from_utf8(output.stdout).unwrap();
    assert!(summary.contains("4 leads, 0 people, 4 unidentified"), "{summary}");
}

#[test]
fn every_case_gives_its_stored_answer() {
    let folders = std::fs::read_dir(cases()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    for folder in folders {
        let case = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let answer = format!("{:#}\n", inspect_json(&case));
        let expected = folder.join("inspect.json");
        if std::env::var_os("UPDATE_CASES").is_some() {
            std::fs::write(&expected, &answer).unwrap();
        }
        assert!(std::fs::read_to_string(&expected).unwrap_or_default() == answer, "{case}: the answer differs from {}", expected.display());
    }
}

/// The last column of the README's table of systems names cases; each is counted here and opened in a browser.
#[test]
fn every_system_of_the_readme_has_its_cases() {
    let read = |path: &str| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)).unwrap();
    let (readme, browser) = (read("README.md"), read("tests/e2e/systems.spec.js"));
    let lines = readme.lines().skip_while(|line| !line.starts_with("| System |")).skip(2).take_while(|line| line.starts_with('|'));
    let cases: Vec<(&str, &str)> =
        lines.flat_map(|line| line.rsplit('|').nth(1).unwrap().split('`').skip(1).step_by(2).map(move |case| (line, case))).collect();
    assert!(cases.len() >= 20, "{cases:?}");
    for (line, case) in cases {
        assert!(ANSWERS.iter().any(|answer| answer.0 == case), "{case} of {line}");
        assert!(browser.contains(&format!("\"{case}/input.")) || browser.contains(&format!("\"{case}\"")), "{case} of {line}");
    }
}

/// The columns of `leadsource-variants`: what a person who knows the documents reads in each string; `?` leaves it open.
#[test]
fn every_lead_source_variant_is_read_as_expected() {
    let names = [
        ("AzureMarketplace", "azure_marketplace"),
        ("AzurePortal", "azure_portal"),
        ("AppSource", "app_source"),
        ("TestDrive", "test_drive"),
        ("INS", "ins"),
        ("PLT", "plt"),
        ("DNC", "dnc"),
        ("Create", "create"),
        ("StartTestDrive", "start_test_drive"),
    ];
    let text = std::fs::read_to_string(input("leadsource-variants")).unwrap();
    for line in text.lines().skip(1).filter(|line| !line.starts_with('\t')) {
        let expected: Vec<&str> = line.split('\t').collect();
        let mut reader = leadlens_engine::intake::Reader::new("variant", 0).unwrap();
        reader.push(format!("LeadSource\tEmail\n{}\tann@example.com\n", expected[0]).as_bytes()).unwrap();
        let steps = leadlens_engine::Build::new(vec![reader.finish().unwrap()], &leadlens_engine::leads::Decisions::default());
        let workspace = steps.into_iter().find_map(|step| match step {
            leadlens_engine::Step::Done(workspace) => Some(workspace),
            _ => None,
        });
        let workspace = workspace.unwrap();
        let lead = workspace.leads().get(leadlens_engine::leads::LeadId(0)).unwrap();
        let offer = lead.offer().unwrap();
        let offer_text = if offer.id.is_empty() { &offer.title } else { &offer.id };
        for (expected, found) in [
            (expected[1], lead.origin().storefront.as_str()),
            (expected[2], lead.origin().action.as_str()),
            (expected[3], offer.publisher.as_str()),
            (expected[4], offer_text.as_str()),
        ] {
            let expected = names.iter().find(|(name, _)| *name == expected).map_or(expected, |(_, word)| word);
            let absent = expected.is_empty() && found == "none";
            assert!(expected == "?" || expected == found || absent, "{line}: {found} for {expected}");
        }
    }
}

#[test]
fn groups_are_told_apart_as_repeats_and_journeys() {
    let answer = inspect_json("duplicates-cases");
    let groups: Vec<(Vec<u64>, &str)> = answer["groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| {
            (group["leads"].as_array().unwrap().iter().map(|lead| lead.as_u64().unwrap()).collect(), group["kind"].as_str().unwrap())
        })
        .collect();
    assert_eq!(groups, [(vec![0, 1, 2, 3], "journey"), (vec![4, 5], "journey")]);
}

#[test]
fn every_lead_is_in_exactly_one_cluster() {
    let output = inspect(&["--groups-csv", input("duplicates-cases").to_str().unwrap()]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text, "row_index,cluster_id\n0,0\n1,0\n2,0\n3,0\n4,1\n5,1\n6,2\n7,3\n8,4\n9,5\n10,6\n11,7\n");
}

#[test]
fn a_skipped_record_keeps_its_row_number() {
    let cases = ["salesforce-report", "https-single-camel"].map(input);
    let [report, single] = cases.each_ref().map(|path| path.to_str().unwrap());
    let output = inspect(&["--groups-csv", report, single]);
    let text = String::from_utf8(output.stdout).unwrap();
    let rows: Vec<&str> = text.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!((rows.len(), rows.last().copied()), (9 + 1, Some("14")));
}

#[test]
fn people_and_refusals_are_files_of_the_whole_input() {
    let case = input("duplicates-cases");
    let lines = |option: &str| {
        let output = inspect(&[option, case.to_str().unwrap()]);
        String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let people = lines("--people-csv");
    assert!(people[0].starts_with("person_id,leads,first_name,"), "no byte order mark in a pipe: {}", people[0]);
    let ids: Vec<&str> = people.iter().skip(1).filter_map(|row| row.split(',').nth(1)).collect();
    assert_eq!(ids, ["0 1 2 3", "4 5", "6", "7"], "the test leads behind them are nobody");
    let refused = "priya.raman@example.org,16175550142,Priya Raman,lakeworks.backup-pro-byol,2021-02-18T15:01:11Z";
    assert_eq!(lines("--suppression-csv"), ["email,phone,full_name,offer,created", refused]);
}

/// Contacts of HubSpot, which has one for each address: two of one person, and one of somebody else.
const CONTACTS: &str = "\
Record ID,First Name,Last Name,Email,Phone Number,Company Name,Lead Status,Create Date,Contact owner,hs_email_optout
501,Ada,Lindqvist,ada.lindqvist@fjordbank.example,+46 8 555 01 01,Fjordbank AB,NEW,2021-02-16 09:12,,
502,Ada,Lindqvist,ada@fjordbank.example,+46 8 555 01 01,Fjordbank AB,NEW,2021-02-17 09:12,,Yes
503,Tom,Okafor,tom.okafor@example.net,,,NEW,2021-02-19 11:40,,
";

/// The lines of a plan for a system, and what goes to standard error.
fn merge_plan(system: &str, file: &Path) -> (Vec<String>, String) {
    let output = inspect(&["--merge-plan", system, file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    (text.lines().map(str::to_owned).collect(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_merge_plan_is_requests_as_the_system_takes_them() {
    let contacts = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("contacts.csv");
    std::fs::write(&contacts, CONTACTS).unwrap();
    let dynamics = |target: u32, subordinate: u32, content: &str| {
        let record =
            |number: u32| format!(r#"{{"@odata.type":"Microsoft.Dynamics.CRM.lead","leadid":"0a1b2c3d-0000-4000-8000-{number:012}"}}"#);
        format!(
            r#"{{"PerformParentingChecks":false,"Subordinate":{},"Target":{},"UpdateContent":{{"@odata.type":"Microsoft.Dynamics.CRM.lead",{content}}}}}"#,
            record(subordinate),
            record(target)
        )
    };
    let (phone, refused) = (r#""telephone1":"0046855501 01""#, r#""donotbulkemail":true,"donotemail":true,"donotphone":true"#);
    let of_dynamics = vec![dynamics(0, 2, phone), dynamics(0, 1, phone), dynamics(3, 4, refused)];
    let salesforce = [
        r#"{"masterRecord":{"Id":"00Q0000000000000AAA","Phone":"0046855501 01","type":"Lead"},"recordToMergeIds":["00Q0000000000002AAA","00Q0000000000001AAA"]}"#,
        r#"{"masterRecord":{"DoNotCall":true,"HasOptedOutOfEmail":true,"Id":"00Q0000000000003AAA","type":"Lead"},"recordToMergeIds":["00Q0000000000004AAA"]}"#,
    ];
    let marketo = [r#"{"leadId":1000,"leadIds":[1002,1001]}"#, r#"{"leadId":1003,"leadIds":[1004]}"#];
    for (system, file, expected) in [
        ("dynamics", input("dynamics-leads-view"), of_dynamics.clone()),
        ("dynamics", input("dynamics-webapi"), of_dynamics),
        ("salesforce", input("salesforce-dataloader"), salesforce.map(str::to_owned).to_vec()),
        ("hubspot", contacts, vec![r#"{"objectIdToMerge":"502","primaryObjectId":"501"}"#.to_owned()]),
        ("marketo", input("marketo-list"), marketo.map(str::to_owned).to_vec()),
    ] {
        assert_eq!(merge_plan(system, &file), (expected, String::new()), "{system}: {}", file.display());
    }
}

#[test]
fn a_merge_plan_without_ids_says_what_to_export() {
    let hint = |system: &str| format!("no lead has a record id of {system}: export that column too\n");
    for (system, case) in [("salesforce", "salesforce-report"), ("hubspot", "salesforce-dataloader"), ("dynamics", "marketo-list")] {
        assert_eq!(merge_plan(system, &input(case)), (Vec::new(), hint(system)), "{case}");
    }
}

#[test]
fn several_files_are_read_as_one_and_each_lead_knows_its_own() {
    let (first, second) = (input("marketo-list"), input("https"));
    let output = inspect(&["--json", first.to_str().unwrap(), second.to_str().unwrap()]);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["leads"].as_array().unwrap().len(), 16);
    assert_eq!((&answer["leads"][15]["file"], &answer["leads"][15]["record"]), (&Value::from(1), &Value::from(8)));
    assert_eq!(answer["groups"][0]["leads"].as_array().unwrap().len(), 6);
}

#[test]
fn the_exit_status_says_whether_a_lead_was_read() {
    assert_eq!(inspect(&[]).status.code(), Some(2));
    assert_eq!(inspect(&["--map", "x", "a.csv"]).status.code(), Some(2));
    let missing = inspect(&["no-such-file.csv"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(String::from_utf8(missing.stderr).unwrap().starts_with("no-such-file.csv: "));
    assert_eq!(inspect(&["no-such-file.csv", input("marketo-list").to_str().unwrap()]).status.code(), Some(0));
}

#[test]
fn a_mapped_header_has_the_role_it_was_given() {
    let case = input("marketo-list");
    let output = inspect(&["--json", "--map", "Company Name=ignore", case.to_str().unwrap()]);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["leads"][0]["company"], "");
    assert!(answer["columns"].as_array().unwrap().iter().any(|column| column["header"] == "Company Name" && column["role"] == "ignore"));
}

#[test]
fn a_saved_workspace_brings_its_decisions_and_its_threshold() {
    let mut reader = Reader::new("leads.csv", 0).unwrap();
    let rows = "Ann,Ash,ann@contoso.com\nBob,Birk,bob@fabrikam.org\nAnn,Ash,\n";
    reader.push(format!("First Name,Last Name,Email\n{rows}").as_bytes()).unwrap();
    let table = std::sync::Arc::new(reader.finish().unwrap());
    let mut workspace = Reviewer::open(Build::new(vec![std::sync::Arc::clone(&table)], &Decisions::default()), DecisionLog::default());
    workspace.apply(ReviewAction::Pair { left: 0, right: 1, verdict: Verdict::Same });
    workspace.set_threshold(Threshold::STRICT);
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("decided.leadlens");
    std::fs::write(&file, save_workspace(&[table], &workspace.log).unwrap()).unwrap();
    let file = file.to_str().unwrap();
    for (arguments, clusters) in
        [(&["--groups-csv", file][..], "0,0\n1,0\n2,1\n"), (&["--groups-csv", "--threshold", "wide", file], "0,0\n1,0\n2,0\n")]
    {
        let output = inspect(arguments);
        assert_eq!(String::from_utf8(output.stdout).unwrap(), format!("row_index,cluster_id\n{clusters}"), "{arguments:?}");
    }
}
