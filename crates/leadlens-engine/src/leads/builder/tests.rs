use proptest::prelude::*;

use super::*;
use crate::intake::TableBuilder;
use crate::leads::{CodeMeaning, Lead, LeadId, MappedColumn, Storefront};

/// A table whose headers are role names.
fn table(headers: &[&str], records: &[&[&str]]) -> (Arc<Table>, Mapping) {
    let mut builder = TableBuilder::new();
    let columns: Vec<usize> = headers.iter().map(|header| builder.column(header)).collect();
    for record in records {
        for (column, cell) in columns.iter().zip(*record) {
            builder.set(*column, *cell);
        }
        builder.end_record().unwrap();
    }
    let column = |header: &&str| MappedColumn { header: (*header).into(), role: ColumnRole::from_name(header).unwrap(), confidence: 1.0 };
    (Arc::new(builder.finish()), Mapping { columns: headers.iter().map(column).collect(), ..Mapping::default() })
}

fn built(sources: Vec<(Arc<Table>, Mapping)>) -> Leads {
    let mut builder = LeadsBuilder::new(sources, None);
    while builder.step() {}
    builder.finish()
}

fn leads(headers: &[&str], records: &[&[&str]]) -> Leads {
    built(vec![table(headers, records)])
}

#[track_caller]
fn lead(leads: &Leads, id: u32) -> Lead<'_> {
    leads.get(LeadId(id)).unwrap()
}

fn problems(leads: &Leads) -> Vec<(u32, Option<u16>, &'static str)> {
    leads.problems().iter().map(|problem| (problem.record, problem.column, problem.kind.as_str())).collect()
}

#[test]
fn a_composite_and_a_bare_source_give_the_same_origin() {
    let leads = leads(
        &["lead_source", "action", "offer_id", "offer_title"],
        &[&["SPZA-INS|contoso.app", "", "", ""], &["SPZA", "INS", "contoso.app", "Contoso App"], &["SPZA", "INS", "CONTOSO.app", ""]],
    );
    assert_eq!(leads.distinct_origins().len(), 1);
    let offer = lead(&leads, 0).offer().unwrap();
    assert_eq!((&*offer.key(), &*offer.title), ("contoso.app", "Contoso App"));
    assert_eq!(problems(&leads), []);
}

#[test]
fn the_lead_source_wins_and_the_contradiction_is_told() {
    let leads = leads(&["lead_source", "action", "offer_id"], &[&["SPZA-INS|contoso.app", "PLT", "contoso.other"]]);
    assert_eq!(lead(&leads, 0).origin().action, Action::Ins);
    assert_eq!(lead(&leads, 0).offer().unwrap().key(), "contoso.app");
    assert_eq!(problems(&leads), [(0, Some(1), "conflict")]);
    assert!(lead(&leads, 0).flags().contains(Flags::PROBLEM));
}

#[test]
fn an_action_in_a_column_of_the_source_is_the_action() {
    let table =
        table(&["source", "action", "offer_id"], &[&["Contact Me", "", "a.b"], &["Get It Now", "DNC", "a.b"], &["Free trial", "", "a.b"]]);
    let read = |decisions: &[ValueDecision]| {
        let mut builder = LeadsBuilder::new(vec![table.clone()], None).with_values(decisions);
        while builder.step() {}
        let leads = builder.finish();
        let of = |id| lead(&leads, id).origin();
        ([0, 1, 2].map(|id| (of(id).storefront, of(id).action)), leads.problems().len())
    };
    let none = Storefront::None;
    assert_eq!(read(&[]), ([(none, Action::Plt), (none, Action::Dnc), (Storefront::Other, Action::None)], 1));
    let trial = ValueDecision { text: "free trial".into(), meaning: CodeMeaning::Action(Action::Ins) };
    assert_eq!(read(&[trial]), ([(none, Action::Plt), (none, Action::Dnc), (none, Action::Ins)], 0));
}

#[test]
fn a_title_alone_is_an_offer_and_no_offer_is_offer_zero() {
    let leads =
        leads(&["lead_source", "email"], &[&["SPZA-INS|Contoso App 2.0", ""], &["", "ada@contoso.com"], &["SPZA-PLT|contoso app 2.0", ""]]);
    assert_eq!(lead(&leads, 0).offer().unwrap().key(), "Contoso App 2.0");
    assert_eq!(lead(&leads, 0).origin().offer, lead(&leads, 2).origin().offer);
    assert_eq!((lead(&leads, 1).origin().offer, lead(&leads, 1).origin().storefront), (0, Storefront::None));
}

#[test]
fn a_title_that_belongs_to_one_id_is_that_offer() {
    let leads = leads(
        &["lead_source", "offer_id", "offer_title"],
        &[
            &["SPZA-INS|Contoso  app", "", ""],
            &["SPZA-INS", "", "Other"],
            &["SPZA-INS|contoso.app", "", "Contoso App"],
            &["SPZA-INS", "contoso.app", "Contoso App 2"],
            &["SPZA-INS", "", "contoso app 2"],
        ],
    );
    let offers: Vec<String> = (0..5).map(|id| lead(&leads, id).offer().unwrap().key()).collect();
    assert_eq!(offers, ["contoso.app", "Other", "contoso.app", "contoso.app", "contoso.app"]);
    assert_eq!((leads.offers().len(), leads.distinct_origins().len()), (3, 2));
}

#[test]
fn a_title_of_two_ids_stays_an_offer_of_its_own() {
    let leads = leads(
        &["lead_source", "offer_id", "offer_title"],
        &[&["SPZA-INS", "contoso.a", "App"], &["SPZA-INS", "fabrikam.b", "App"], &["SPZA-INS", "", "App"]],
    );
    assert_eq!(lead(&leads, 2).offer().unwrap().key(), "App");
}

#[test]
fn an_offer_title_packed_into_the_message_is_found() {
    let leads = leads(&["lead_source", "action", "description"], &[&["AzureMarketplace", "INS", "Offer Title: Backup Pro Description: "]]);
    assert_eq!(lead(&leads, 0).offer().unwrap().title, "Backup Pro");
}

#[test]
fn a_record_without_anything_of_a_lead_is_skipped_and_named() {
    let leads = leads(
        &["lead_source", "email", "country", "status"],
        &[&["", "null", "SE", "New"], &[], &["", "a@", "", ""], &["n/a", "ada@contoso.com", "", ""]],
    );
    assert_eq!(problems(&leads), [(0, None, "blank"), (1, None, "blank"), (2, Some(1), "invalid_email")]);
    assert_eq!(leads.summaries(), [SourceSummary { records: 4, leads: 2, skipped: 2 }]);
    assert_eq!((lead(&leads, 1).record(), leads.emails()), (3, &[NONE, 0][..]));
    assert_eq!(lead(&leads, 0).text(ColumnRole::Email), "a@");
}

#[test]
fn what_is_odd_is_told_once_with_its_column() {
    let headers = ["lead_source", "action", "email", "phone", "created"];
    for (record, expected) in [
        (["SFDC-dup-IN|Listing", "", "", "", ""], (0, "unknown_source")),
        (["Web", "INS", "", "", ""], (0, "unknown_source")),
        (["SPZA", "Foo", "", "", ""], (1, "unknown_action")),
        (["SPZA-Foo", "", "", "", ""], (0, "unknown_action")),
        (["AzurePortal-Oluştur|a.b", "", "", "", ""], (0, "translated")),
        (["AzurePortal-DNC|a.b", "", "", "", ""], (0, "unusual_combination")),
        (["SPZA-INS", "", "ada at contoso", "", ""], (2, "invalid_email")),
        (["SPZA-INS", "", "", "4,68555E+11", ""], (3, "phone_in_scientific_notation")),
        (["SPZA-INS", "", "", "", "2/3/2021"], (4, "ambiguous_date")),
    ] {
        assert_eq!(problems(&leads(&headers, &[&record])), [(0, Some(expected.0), expected.1)], "{record:?}");
    }
    for record in [["SPZA-INS|a.b", "Get it now", "noreply@contoso.com", "1234567890", "2021-02-16"], ["", "", "a@a.com", "", ""]] {
        assert_eq!(problems(&leads(&headers, &[&record])), [], "{record:?}");
    }
}

#[test]
fn test_leads_are_marked_and_have_no_key() {
    let mark = "MSFT_TEST_637490646151234560";
    let composite = format!("{mark}-{mark}|Backup Pro (BYOL)");
    let mail = format!("{}@test.com", mark.to_lowercase());
    let leads = leads(
        &["lead_source", "email", "description"],
        &[&[&composite, "", ""], &["", &mail, ""], &["SPZA-INS", "", mark], &["SPZA-INS", "ada@contoso.com", "mentions MSFT_TEST"]],
    );
    let flags: Vec<bool> = leads.flags().iter().map(|flags| flags.contains(Flags::TEST)).collect();
    assert_eq!(flags, [true, true, true, false]);
    assert_eq!(leads.emails(), [NONE, NONE, NONE, 0]);
    assert_eq!(problems(&leads), []);
    assert_eq!(lead(&leads, 0).offer().unwrap().title, "Backup Pro (BYOL)");
}

#[test]
fn do_not_contact_comes_from_the_action() {
    let leads = leads(&["lead_source", "action"], &[&["SPZA-DNC|a.b", ""], &["SPZA", "Do Not Contact"], &["SPZA-PLT|a.b", ""]]);
    let flags: Vec<bool> = leads.flags().iter().map(|flags| flags.contains(Flags::DO_NOT_CONTACT)).collect();
    assert_eq!(flags, [true, true, false]);
}

#[test]
fn day_and_month_are_told_by_the_whole_column_of_each_source() {
    let rows: [&[&str]; 2] = [&["ada@contoso.com", "3/2/2021"], &["ada@contoso.com", "2/16/2021"]];
    let other: [&[&str]; 2] = [&["ada@contoso.com", "3/2/2021"], &["ada@contoso.com", "16/2/2021"]];
    let leads = built(vec![table(&["email", "created"], &rows), table(&["email", "created"], &other)]);
    let shown: Vec<String> = leads.created().iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["2021-03-02", "2021-02-16", "2021-02-03", "2021-02-16"]);
}

#[test]
fn a_chosen_order_of_day_and_month_overrides_the_dates() {
    let rows: [&[&str]; 3] = [&["ada@contoso.com", "3/2/2021"], &["ada@contoso.com", "2/16/2021"], &["ada@contoso.com", "16 Feb 2021"]];
    let (table, mapping) = table(&["email", "created"], &rows);
    let leads = built(vec![(table, Mapping { date_order: Some(DateOrder::DayMonth), ..mapping })]);
    let shown: Vec<String> = leads.created().iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["2021-02-03", "", "2021-02-16"]);
    assert_eq!(problems(&leads), [(1, Some(1), "ambiguous_date")]);
}

#[test]
fn a_column_that_contradicts_itself_is_undecided() {
    let rows: [&[&str]; 3] = [&["ada@contoso.com", "16/2/2021"], &["ada@contoso.com", "2/16/2021"], &["ada@contoso.com", "16.2.2021"]];
    let leads = built(vec![table(&["email", "created"], &rows)]);
    assert_eq!(problems(&leads), [(0, Some(1), "ambiguous_date"), (1, Some(1), "ambiguous_date")]);
}

#[test]
fn a_phone_keeps_its_text_unless_a_spreadsheet_took_its_digits() {
    for (phone, lost) in [
        ("1.23E+10", true),
        ("+1.23E+10", true),
        ("1,23E+10", true),
        ("1.2346E10", true),
        ("4,68555e+11", true),
        ("46855512345.0", false),
        ("+46 8 555 01 01 ext 3", false),
        ("E10", false),
        ("1E", false),
    ] {
        let leads = leads(&["email", "phone"], &[&["ada@contoso.com", phone]]);
        assert_eq!(lead(&leads, 0).text(ColumnRole::Phone), phone);
        assert_eq!(problems(&leads).iter().any(|problem| problem.2 == "phone_in_scientific_notation"), lost, "{phone}");
    }
}

#[test]
fn a_decision_on_an_unknown_word_holds_wherever_it_stands() {
    let means = |text: &str, meaning| ValueDecision { text: text.into(), meaning };
    let decisions = [
        means(" Web shop ", CodeMeaning::Storefront(Storefront::AppSource)),
        means("TRIAL", CodeMeaning::Action(Action::StartTestDrive)),
        means("Web-to-lead", CodeMeaning::Storefront(Storefront::AzureMarketplace)),
        means("callback", CodeMeaning::Action(Action::Plt)),
        means("web", CodeMeaning::Storefront(Storefront::AzurePortal)),
        means("INS", CodeMeaning::Action(Action::Dnc)),
        means("nothing", CodeMeaning::Storefront(Storefront::None)),
    ];
    let headers = ["lead_source", "source", "action", "email"];
    for ([lead_source, own_source, own_action], storefront, action, problem) in [
        (["Web Shop-Trial|a.b", "", ""], Storefront::AppSource, Action::StartTestDrive, None),
        (["WEB SHOP", "", "trial"], Storefront::AppSource, Action::StartTestDrive, None),
        (["web shop-INS|a.b", "", ""], Storefront::AppSource, Action::Ins, None),
        (["SPZA-Trial|a.b", "", ""], Storefront::AppSource, Action::StartTestDrive, None),
        (["SPZA-Trial|a.b", "", "Start Test Drive"], Storefront::AppSource, Action::StartTestDrive, None),
        (["SPZA", "", "Callback"], Storefront::AppSource, Action::Plt, None),
        (["", "web shop", "CALLBACK"], Storefront::AppSource, Action::Plt, None),
        (["Web-to-Lead", "", "INS"], Storefront::AzureMarketplace, Action::Ins, None),
        (["web shop-callback", "", ""], Storefront::AppSource, Action::Plt, None),
        (["callback", "", ""], Storefront::None, Action::Plt, None),
        (["nothing", "SPZA", "INS"], Storefront::AppSource, Action::Ins, None),
        // What is left unknown is still told, half a text is not read for the whole, and known words keep their meaning.
        (["Web Shop-Foo|a.b", "", ""], Storefront::AppSource, Action::Other, Some("unknown_action")),
        (["Web-form", "", ""], Storefront::Other, Action::None, Some("unknown_source")),
        (["Shop-Trial|a.b", "", ""], Storefront::Other, Action::StartTestDrive, Some("unknown_source")),
        (["SPZA-INS|a.b", "", ""], Storefront::AppSource, Action::Ins, None),
    ] {
        let record = [lead_source, own_source, own_action, "ada@contoso.com"];
        let mut builder = LeadsBuilder::new(vec![table(&headers, &[&record])], None).with_values(&decisions);
        while builder.step() {}
        let leads = builder.finish();
        let origin = lead(&leads, 0).origin();
        assert_eq!((origin.storefront, origin.action), (storefront, action), "{record:?}");
        assert_eq!(problems(&leads).first().map(|problem| problem.2), problem, "{record:?}");
    }
}

#[test]
fn namibia_is_no_filler_among_countries() {
    let leads = leads(&["email", "country", "company"], &[&["ada@contoso.com", " NA ", "NA"], &["tom@contoso.com", "n/a", ""]]);
    assert_eq!((lead(&leads, 0).text(ColumnRole::Country), lead(&leads, 0).text(ColumnRole::Company)), ("NA".into(), "".into()));
    assert_eq!((leads.countries(), leads.country_texts().get(0)), (&[0, NONE][..], "NA"));
}

#[test]
fn customer_details_are_read_out_of_their_cell() {
    let leads = leads(
        &["lead_source", "customer_info"],
        &[
            &[
                "SPZA-INS",
                r#"{"FirstName": "Ada", "Email": "ada\\@contoso.com", "Company": "Contoso AB", "Country": "Sverige", "Phone": "null"}"#,
            ],
            &["", r#"{"FirstName": "", "Email": null}"#],
            &["", "{\"FirstName\": "],
            &["", r#"{"LastName": "Raman"}"#],
        ],
    );
    let ada = lead(&leads, 0);
    assert_eq!(
        (ada.text(ColumnRole::FirstName), ada.text(ColumnRole::Email), ada.text(ColumnRole::Phone)),
        ("Ada".into(), "ada@contoso.com".into(), "".into())
    );
    assert_eq!(
        (leads.email_texts().get(0), leads.company_texts().get(0), leads.country_texts().get(0)),
        ("ada@contoso.com", "Contoso AB", "SE")
    );
    assert_eq!(problems(&leads), [(1, None, "blank"), (2, Some(1), "invalid_customer_info")]);
    assert_eq!(lead(&leads, 2).text(ColumnRole::LastName), "Raman");
}

#[test]
fn faults_of_the_file_become_problems_and_footers_no_leads() {
    let mut builder = TableBuilder::new();
    let email = builder.column("email");
    for (mail, fault) in [
        ("ada@contoso.com", Some(FaultKind::Ragged)),
        ("Report total: 1", Some(FaultKind::Footer)),
        ("Grand Total 2", Some(FaultKind::Totals)),
        ("tom@contoso.com", Some(FaultKind::MixedEncoding)),
        ("eva@contoso.com", None),
    ] {
        builder.set(email, mail);
        if let Some(fault) = fault {
            builder.fault(fault);
        }
        builder.end_record().unwrap();
    }
    let mapping =
        Mapping { columns: vec![MappedColumn { header: "email".into(), role: ColumnRole::Email, confidence: 1.0 }], ..Mapping::default() };
    let leads = built(vec![(Arc::new(builder.finish()), mapping)]);
    assert_eq!(problems(&leads), [(0, None, "ragged"), (1, None, "footer"), (2, None, "totals"), (3, None, "mixed_encoding")]);
    assert_eq!(leads.summaries(), [SourceSummary { records: 5, leads: 3, skipped: 2 }]);
}

#[test]
fn sources_follow_one_another_and_share_their_codes() {
    let one = table(&["email"], &[&["ada@contoso.com"], &[""]]);
    let none = table(&["email"], &[]);
    let two = table(&["email", "country"], &[&["Ada@Contoso.com", "USA"]]);
    let leads = built(vec![one, none, two]);
    assert_eq!(leads.emails(), [0, 0]);
    assert_eq!((lead(&leads, 0).file(), lead(&leads, 1).file()), (0, 2));
    assert_eq!(lead(&leads, 1).text(ColumnRole::Country), "USA");
    assert_eq!(leads.problems()[0].file, 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_record_becomes_a_lead_or_is_skipped_with_a_reason(
        records in prop::collection::vec(prop::collection::vec("|null|[a-z@.|\\-]{0,12}|SPZA-INS\\|a\\.b|\\{.{0,8}|.{0,10}", 0..12), 0..20)
    ) {
        let headers = ["lead_source", "source", "action", "offer_id", "first_name", "email", "phone", "company", "country", "created", "customer_info", "status"];
        let records: Vec<Vec<&str>> = records.iter().map(|record| record.iter().map(String::as_str).collect()).collect();
        let records: Vec<&[&str]> = records.iter().map(Vec::as_slice).collect();
        let leads = leads(&headers, &records);
        let summary = leads.summaries()[0];
        prop_assert_eq!((summary.records as usize, summary.leads as usize), (records.len(), leads.len()));
        prop_assert_eq!(summary.records, summary.leads + summary.skipped);
        let skipped = leads.problems().iter().filter(|problem| problem.kind.skips()).count();
        prop_assert_eq!(skipped, summary.skipped as usize);
        prop_assert!(leads.problems().is_sorted_by_key(|problem| problem.record));
        for id in 0..summary.leads {
            let lead = leads.get(LeadId(id)).unwrap();
            prop_assert!(lead.offer().is_some());
            for role in ColumnRole::ALL {
                let _ = lead.text(role);
            }
        }
    }
}
