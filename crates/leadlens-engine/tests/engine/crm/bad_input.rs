//! Plans for files that leave something open: each says so, and no file says what is not so.

use leadlens_engine::Workspace;
use leadlens_engine::export::{ExportList, ExportRequest, ListRequest, MergePlanRequest, Notation};
use leadlens_engine::report::{Clause, Crm, Facet, LeadFilter, WinnerRule};

use super::cases::{Row, export, id};
use super::simulation::{Files, Rows, csv_rows, csv_text, json_lines, load, people, planned, request};
use crate::common;

fn ann(id: &str, email: &str, phone: &str) -> Row {
    Row {
        id: id.to_owned(),
        lead_source: "SPZA-INS|contoso.app".to_owned(),
        first_name: "Ann".to_owned(),
        last_name: "Ash".to_owned(),
        email: email.to_owned(),
        phone: phone.to_owned(),
        company: "Fjord AB".to_owned(),
        country: "SE".to_owned(),
        modified: "3/2/2021 9:12 AM".to_owned(),
        created: "2021-03-01T09:00:00Z".to_owned(),
        ..Row::default()
    }
}

fn open(exports: &[&Rows]) -> Box<Workspace> {
    common::open(exports.iter().map(|rows| common::table("leads.csv", csv_text(rows))).collect())
}

fn text<'a>(files: &'a Files, name: &str) -> &'a str {
    files.get(name).map_or("", |bytes| std::str::from_utf8(bytes).unwrap())
}

fn is_csv(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|extension| extension == "csv")
}

/// A person of that number, whose name and company are like those of no other.
fn stranger(number: usize, id: &str) -> Row {
    // Letters of a multiplicative hash, which have nothing in common.
    let hash = (number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let last_name: String = (0..9).map(|place| char::from(b'a' + u8::try_from((hash >> (place * 7)) % 26).unwrap())).collect();
    let company = format!("{last_name} Works");
    Row { email: format!("{last_name}@{last_name}.example").to_lowercase(), last_name, company, ..ann(id, "", "") }
}

const MAIL: &str = "ann@fjord.example";
const PHONE: &str = "+46 8 123 45 67";

#[test]
fn without_ids_there_is_a_plan_to_read_and_nothing_to_run() {
    for crm in Crm::ALL {
        let mut workspace = open(&[&export(crm, &[ann("", MAIL, ""), ann("", MAIL, PHONE)])]);
        let (summary, files) = planned(&mut workspace, &request(crm, WinnerRule::Oldest));
        assert_eq!((summary.records, summary.people, summary.requests), (0, 1, 0), "{crm:?}");
        assert_eq!(files.keys().collect::<Vec<_>>(), ["plan.txt"], "{crm:?}");
        let sentence = "Keep leads.csv, record 1, merge leads.csv, record 2. phone +46 8 123 45 67 comes from leads.csv, record 2.";
        assert_eq!(summary.sentences, [format!("Ann Ash: {sentence}")]);
        assert!(text(&files, "plan.txt").contains(sentence));
    }
}

#[test]
fn an_id_of_two_people_is_touched_by_no_file() {
    for crm in Crm::ALL {
        let shared = id(crm, 1, 0);
        let bob = Row { first_name: "Bob".to_owned(), last_name: "Birk".to_owned(), ..ann(&shared, "bob@las.example", "") };
        let rows = [ann(&id(crm, 0, 0), MAIL, ""), ann(&shared, MAIL, PHONE), bob];
        let mut workspace = open(&[&export(crm, &rows)]);
        let (summary, files) = planned(&mut workspace, &request(crm, WinnerRule::Oldest));
        assert_eq!((summary.records, summary.people, summary.updated, summary.shared_ids), (2, 0, 0, 1), "{crm:?}");
        assert!(text(&files, "plan.txt").contains(&format!("Shared: {shared}.")), "{crm:?}");
        assert!(files.iter().all(|(name, bytes)| name == "plan.txt" || bytes.is_empty()), "{crm:?}");
    }
}

#[test]
fn ids_of_another_system_are_no_ids_of_this_one() {
    let hubspot = export(Crm::HubSpot, &[ann("501", MAIL, ""), ann("502", "ann.ash@fjord.example", PHONE)]);
    let marketo = export(Crm::Marketo, &[ann("501", MAIL, PHONE), ann("503", MAIL, "")]);
    let list =
        [["Id", "Name", "Email", "Company"], ["504", "Ann Ash", MAIL, "Fjord AB"]].map(|row| row.map(str::to_owned).to_vec()).to_vec();
    let mut workspace = open(&[&hubspot, &marketo, &list]);
    let (summary, files) = planned(&mut workspace, &request(Crm::HubSpot, WinnerRule::Oldest));
    assert_eq!((summary.records, summary.people, summary.merged, summary.shared_ids), (2, 1, 1, 0));
    assert_eq!(text(&files, "merge-requests.jsonl"), "{\"objectIdToMerge\":\"502\",\"primaryObjectId\":\"501\"}\n");
    let (summary, files) = planned(&mut workspace, &request(Crm::Marketo, WinnerRule::Oldest));
    assert_eq!((summary.records, summary.people), (2, 1));
    assert_eq!(text(&files, "merge-requests.jsonl"), "{\"leadId\":501,\"leadIds\":[503]}\n");
    assert_eq!(planned(&mut workspace, &request(Crm::Salesforce, WinnerRule::Oldest)).0.records, 0);
}

#[test]
fn both_spellings_of_a_salesforce_id_are_one_record() {
    let report = export(Crm::Salesforce, &[ann("00Q5g00000ABCDe", MAIL, ""), ann("00Q5g00000ABCDf", MAIL, "")]);
    // No header says whose list it is.
    let list = [["Id", "Name", "Email", "Company"], ["00Q5g00000ABCDeEAP", "Ann Ash", MAIL, "Fjord AB"]];
    let list = list.map(|row| row.map(str::to_owned).to_vec()).to_vec();
    let (summary, files) = planned(&mut open(&[&report, &list]), &request(Crm::Salesforce, WinnerRule::Oldest));
    assert_eq!((summary.records, summary.people, summary.merged), (2, 1, 1));
    let requests = json_lines(&files, "merge-requests.jsonl");
    assert_eq!(requests[0]["recordToMergeIds"].as_array().unwrap().len(), 1, "{requests:?}");
}

#[test]
fn different_owners_and_record_types_are_cautions() {
    for crm in [Crm::Dynamics, Crm::Salesforce] {
        let owned = |number: usize, owner: &str, record_type: &str| Row {
            owner: owner.to_owned(),
            record_type: record_type.to_owned(),
            ..ann(&id(crm, number, 0), MAIL, "")
        };
        let rows = [owned(0, "Ada Queue", "Partner"), owned(1, "Bo Queue", "Direct"), owned(2, "Bo Queue", "")];
        let mut workspace = open(&[&export(crm, &rows)]);
        let by_bo = request(crm, WinnerRule::Owner("bo queue ".to_owned()));
        let (summary, _) = planned(&mut workspace, &by_bo);
        assert_eq!((summary.people, summary.merged, summary.cautions), (1, 2, 1), "{crm:?}");
        let survivor = id(crm, 1, 0);
        let expected = format!("Owners Ada Queue and Bo Queue; {survivor} stays. Types Direct and Partner.");
        assert!(summary.sentences[0].contains(&expected), "{}", summary.sentences[0]);
        assert!(summary.sentences[0].starts_with(&format!("Ann Ash: Keep {survivor}, ")), "{}", summary.sentences[0]);
    }
}

#[test]
fn more_merges_than_a_call_takes_are_all_there() {
    let pair = |number: usize, place: usize| stranger(number, &format!("00Q5e00000{number:04}{place}"));
    let rows: Vec<Row> = (0..201).flat_map(|number| [pair(number, 0), pair(number, 1)]).collect();
    let rows = export(Crm::Salesforce, &rows);
    let (summary, files) = planned(&mut open(&[&rows]), &request(Crm::Salesforce, WinnerRule::Oldest));
    assert_eq!((summary.people, summary.merged, summary.requests), (201, 201, 201));
    let mut simulated = load(Crm::Salesforce, &rows);
    simulated.apply(&files);
    assert_eq!(simulated.records().values().filter(|record| record.merged_into.is_none()).count(), 201);
}

#[test]
fn a_row_without_checksum_is_not_re_imported() {
    let crm = Crm::Dynamics;
    let mut rows = export(crm, &[ann(&id(crm, 0, 0), MAIL, ""), ann(&id(crm, 1, 0), MAIL, PHONE), ann("", "bob@las.example", "")]);
    rows[1][1].clear();
    let (summary, files) = planned(&mut open(&[&rows]), &request(crm, WinnerRule::Oldest));
    assert_eq!((summary.people, summary.cautions), (1, 1));
    assert!(summary.sentences[0].ends_with("000000000000 has no checksum."), "{}", summary.sentences[0]);
    assert!(!files.contains_key("records-to-re-import.xlsx"));
    let mut simulated = load(crm, &rows);
    simulated.apply(&files);
    assert_eq!(simulated.records().len(), 2);
    assert_eq!(simulated.person(&simulated.records()[&id(crm, 0, 0)]).phone, PHONE);
}

/// The only record of somebody who refused elsewhere: nothing is merged, so that no merge request says it.
#[test]
fn a_single_record_gets_the_refusal_by_an_update() {
    for crm in Crm::ALL {
        let mut rows = export(crm, &[ann(&id(crm, 0, 0), MAIL, "")]);
        if crm == Crm::Dynamics {
            // Without the columns that a re-import needs.
            for row in &mut rows {
                row.drain(1..3);
            }
        }
        let other = [["LeadSource", "FirstName", "LastName", "Email"], ["SPZA-DNC|contoso.app", "Ann", "Ash", MAIL]];
        let other = other.map(|row| row.map(str::to_owned).to_vec()).to_vec();
        let (summary, files) = planned(&mut open(&[&rows, &other]), &request(crm, WinnerRule::Oldest));
        assert_eq!((summary.updated, summary.refused), (1, 1), "{crm:?}");
        let mut simulated = load(crm, &rows);
        simulated.apply(&files);
        let record = simulated.records().values().next().unwrap();
        let (no_email, no_phone) = simulated.refuses(record);
        assert!(no_email && no_phone != Some(false), "{crm:?}: {record:?}");
    }
}

#[test]
fn a_filter_that_leaves_nothing_leaves_files_that_say_so() {
    let crm = Crm::Salesforce;
    let mut workspace = open(&[&export(crm, &[ann(&id(crm, 0, 0), MAIL, ""), ann(&id(crm, 1, 0), MAIL, PHONE)])]);
    let clause = Clause { facet: Facet::Country, exclude: false, values: vec!["PL".to_owned()] };
    let filter = LeadFilter { clauses: vec![clause], ..LeadFilter::default() };
    let (summary, files) = planned(&mut workspace, &MergePlanRequest { filter: filter.clone(), ..request(crm, WinnerRule::Oldest) });
    assert_eq!((summary.records, summary.people, summary.requests), (2, 0, 0));
    assert_eq!(text(&files, "plan.txt"), "Plan.\r\n");
    assert_eq!(text(&files, "merge-requests.jsonl"), "");
    for list in [ExportList::People, ExportList::Leads, ExportList::Duplicates, ExportList::Suppression, ExportList::Breakdown] {
        let lists = vec![ListRequest::plain(list, list.columns())];
        let request = ExportRequest { lists, notation: Notation::Json, filter: filter.clone(), ..ExportRequest::default() };
        assert_eq!(workspace.export_preview(&request).total, 0, "{list:?}");
        let bytes = workspace.export_steps(&request).finish().unwrap().concat();
        assert_eq!(serde_json::from_slice::<Vec<serde_json::Value>>(&bytes).unwrap().len(), 0, "{list:?}");
    }
    assert_eq!(people(&mut workspace).len(), 1);
}

#[test]
fn a_contact_gets_fields_that_contacts_have() {
    let crm = Crm::Salesforce;
    let contact = |number: usize, country: &str, phone: &str| Row {
        country: country.to_owned(),
        ..ann(&format!("0035e00000{number:05}"), MAIL, phone)
    };
    let rows = export(crm, &[contact(0, "", ""), contact(1, "Sweden", PHONE), ann(&id(crm, 2, 0), MAIL, "")]);
    let (summary, files) = planned(&mut open(&[&rows]), &request(crm, WinnerRule::Oldest));
    assert_eq!((summary.people, summary.merged, summary.cautions), (1, 1, 1));
    assert!(summary.sentences[0].contains(&format!("{} is of another kind.", id(crm, 2, 0))));
    let mut simulated = load(crm, &rows);
    simulated.apply(&files);
    let row = &csv_rows(&files, "contacts-to-update.csv")[0];
    assert_eq!((row["Phone"].as_str(), row["MailingCountry"].as_str()), (PHONE, "Sweden"));
    assert!(!row.contains_key("Company") && !files.contains_key("leads-to-update.csv"));
}

#[test]
fn a_value_like_a_formula_is_in_no_spreadsheet_and_reaches_the_crm() {
    for crm in Crm::ALL {
        let formula = Row { company: "=Fjord Bank AB".to_owned(), ..ann(&id(crm, 1, 0), MAIL, "") };
        let rows = export(crm, &[ann(&id(crm, 0, 0), MAIL, ""), formula]);
        let (_, files) = planned(&mut open(&[&rows]), &request(crm, WinnerRule::Oldest));
        assert!(files.iter().all(|(name, _)| !is_csv(name) || !text(&files, name).contains("=Fjord")), "{crm:?}");
        let mut simulated = load(crm, &rows);
        simulated.apply(&files);
        let survivor = simulated.records().values().find(|record| record.merged_into.is_none()).unwrap();
        assert_eq!(simulated.person(survivor).company, "=Fjord Bank AB", "{crm:?}");
    }
}

#[test]
fn an_import_by_e_mail_leaves_other_people_alone() {
    let bob = Row { first_name: "Bob".to_owned(), last_name: "Birk".to_owned(), ..ann("503", "info@fjord.example", "") };
    let title = Row { job_title: "CTO".to_owned(), ..ann("502", "", PHONE) };
    let rows = export(Crm::Marketo, &[ann("501", "info@fjord.example", PHONE), title, bob]);
    let mut workspace = open(&[&rows]);
    assert_eq!(people(&mut workspace).len(), 2);
    let (summary, files) = planned(&mut workspace, &request(Crm::Marketo, WinnerRule::Oldest));
    assert_eq!(summary.people, 1);
    assert_eq!(csv_rows(&files, "people-to-import.csv").len(), 0);
    assert_eq!(json_lines(&files, "update-requests.jsonl").len(), 1);
}

#[test]
fn an_import_is_smaller_than_it_may_be() {
    let title = "Head of IT ".repeat(2_700);
    let pair = |number: usize, place: usize| Row {
        job_title: if place == 1 { title.clone() } else { String::new() },
        ..stranger(number, &(1_000 + 2 * number + place).to_string())
    };
    let rows: Vec<Row> = (0..340).flat_map(|number| [pair(number, 0), pair(number, 1)]).collect();
    let (summary, files) = planned(&mut open(&[&export(Crm::Marketo, &rows)]), &request(Crm::Marketo, WinnerRule::Oldest));
    assert_eq!(summary.people, 340);
    let imports: Vec<&String> = files.keys().filter(|name| name.starts_with("people-to-import")).collect();
    assert_eq!(imports, ["people-to-import-2.csv", "people-to-import.csv"]);
    assert!(imports.iter().all(|name| files[*name].len() < 10_000_000));
    assert_eq!(imports.iter().map(|name| csv_rows(&files, name).len()).sum::<usize>(), 340);
}

#[test]
fn an_opt_out_list_has_every_address_of_the_person() {
    let other = Row { no_email: true, ..ann("502", "ann.ash@fjord.example", PHONE) };
    let rows = export(Crm::HubSpot, &[ann("501", MAIL, PHONE), other]);
    let (summary, files) = planned(&mut open(&[&rows]), &request(Crm::HubSpot, WinnerRule::Oldest));
    assert_eq!((summary.people, summary.refused), (1, 1));
    let mut emails: Vec<String> = csv_rows(&files, "opt-out-list.csv").into_iter().map(|row| row["Email"].clone()).collect();
    emails.sort();
    assert_eq!(emails, ["ann.ash@fjord.example", MAIL]);
}

/// A refusal that has a column of its own, which no other channel stands for.
#[test]
fn refused_letters_and_faxes_survive_a_merge() {
    let crm = Crm::Dynamics;
    let mut rows = export(crm, &[ann(&id(crm, 0, 0), MAIL, ""), ann(&id(crm, 1, 0), MAIL, PHONE)]);
    let labels = ["Do not allow Mails", "Do not allow Faxes"];
    for (number, row) in rows.iter_mut().enumerate() {
        row.extend(labels.map(|label| if number == 0 { label } else { ["Allow", "Do Not Allow"][number - 1] }.to_owned()));
    }
    let mut workspace = open(&[&rows]);
    let (summary, files) = planned(&mut workspace, &request(crm, WinnerRule::Oldest));
    assert_eq!((summary.people, people(&mut workspace)[0]["do_not_contact"].as_bool()), (1, Some(false)), "they may be written to");
    let mut simulated = load(crm, &rows);
    simulated.apply(&files);
    let survivor = &simulated.records()[&id(crm, 0, 0)];
    assert!(survivor.is_set("donotpostalmail") && survivor.is_set("donotfax"), "{survivor:?}");
    assert!(!survivor.is_set("donotemail"));
}

/// HubSpot has no field for refused calls, so that it is one of the user's own, of which the latest value wins a merge.
#[test]
fn a_refusal_in_a_field_of_ones_own_survives_a_merge() {
    let crm = Crm::HubSpot;
    let mut rows = export(crm, &[ann("501", MAIL, PHONE), ann("502", "ann.ash@fjord.example", PHONE)]);
    for (row, cell) in rows.iter_mut().zip(["Do Not Call", "Yes", "No"]) {
        row.push(cell.to_owned());
    }
    let (summary, files) = planned(&mut open(&[&rows]), &request(crm, WinnerRule::Oldest));
    assert_eq!((summary.people, summary.refused), (1, 1));
    let mut simulated = load(crm, &rows);
    simulated.apply(&files);
    assert_eq!(simulated.records()["501"].get("do_not_call"), "Yes");
}

#[test]
fn a_refusal_is_spelled_in_the_language_of_the_workbook() {
    use calamine::{DataType, Reader};
    let crm = Crm::Dynamics;
    let refused = Row { lead_source: "SPZA-DNC|contoso.app".to_owned(), ..ann(&id(crm, 1, 0), MAIL, PHONE) };
    let mut rows = export(crm, &[ann(&id(crm, 0, 0), MAIL, ""), refused]);
    for row in &mut rows {
        row[13] = if row[13] == "Do not allow Emails" { "E-Mails nicht zulassen".to_owned() } else { "Zulassen".to_owned() };
    }
    let (_, files) = planned(&mut open(&[&rows]), &request(crm, WinnerRule::Oldest));
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(&files["records-to-re-import.xlsx"])).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    assert_eq!(range.rows().nth(1).unwrap()[13].as_string().unwrap(), "Nicht zulassen");
}
