//! The numbers of the overview and the windows of the lists, for small tables written out in each test.

use leadlens_engine::Workspace;
use leadlens_engine::export::ExportList;
use leadlens_engine::leads::{Action, ProblemKind, Storefront, UnknownSlot};
use leadlens_engine::matching::{GroupKind, GroupName, Threshold};
use leadlens_engine::report::{
    Count, DayRange, Facet, GroupFilter, GroupQuery, LeadFilter, LeadFlag, LeadQuery, OverviewQuery, PeopleQuery, Period, ProblemQuery,
    Survivorship,
};

use crate::common;
use crate::person_files::csv;

const HEADER: &str = "LeadSource,First Name,Last Name,Email,Country,Company,Created On";

#[track_caller]
pub(crate) fn open(rows: &[&str]) -> Box<Workspace> {
    open_all(&[rows])
}

/// Files `leads0.csv`, `leads1.csv` …, each with the same header.
#[track_caller]
fn open_all(files: &[&[&str]]) -> Box<Workspace> {
    let texts = files.iter().map(|rows| format!("{HEADER}\n{}\n", rows.join("\n")));
    open_texts(&texts.collect::<Vec<_>>())
}

/// A file as it is spelled.
#[track_caller]
pub(crate) fn open_text(text: &str) -> Box<Workspace> {
    open_texts(&[text.to_owned()])
}

#[track_caller]
fn open_texts(texts: &[String]) -> Box<Workspace> {
    let table = |(number, text): (usize, &String)| common::table(&format!("leads{number}.csv"), text);
    common::open(texts.iter().enumerate().map(table).collect())
}

/// Ann in three leads, Bob in one; two companies under three spellings; one test lead; one record without a lead.
pub(crate) fn sample() -> Box<Workspace> {
    open(&[
        "SPZA-INS|contoso.app,Ann,Ash,ann@example.com,SE,Fjord AB,2021-03-01",
        "SPZA-PLT|contoso.app,Ann,Ash,Ann@Example.com,Sverige,FJORD,2021-03-02",
        "AzurePortal-Create|contoso.db,Ann,Ash, ann@example.com,SE,Fjord AB,2021-05-31",
        "SPZA-INS|contoso.app,Bob,Birk,bob@example.org,PL,Las sp. z o.o.,",
        "SPZA-INS|contoso.app,MSFT_TEST_637490646151234560,MSFT_TEST_637490646151234560,MSFT_TEST_637490646151234560@test.com,US,x,2019-01-01",
        ",,,,SE,,2021-03-01",
    ])
}

fn count(leads: u32, people: u32, companies: u32) -> Count {
    Count { leads, people, companies, ..Count::default() }
}

#[test]
fn totals_account_for_every_record() {
    let totals = sample().overview().totals;
    assert_eq!((totals.records, totals.leads, totals.skipped), (6, 5, 1));
    assert_eq!((totals.people, totals.companies, totals.duplicates, totals.groups, totals.test_leads), (2, 2, 2, 1, 1));
}

#[test]
fn people_and_companies_count_once_in_each_row_and_margin() {
    let workspace = sample();
    let overview = workspace.overview();
    assert_eq!(overview.all, count(4, 2, 2));
    assert_eq!(overview.by_storefront, [(Storefront::AzurePortal, count(1, 1, 1)), (Storefront::AppSource, count(3, 2, 2))]);
    assert_eq!(overview.by_action, [(Action::Ins, count(2, 2, 2)), (Action::Plt, count(1, 1, 1)), (Action::Create, count(1, 1, 1))]);
    let offers: Vec<_> = overview.offers.iter().map(|offer| (offer.key.as_str(), offer.count)).collect();
    assert_eq!(offers, [("contoso.app", count(3, 2, 2)), ("contoso.db", count(1, 1, 1))]);
    assert_eq!(
        (overview.breakdown[0].storefront, overview.breakdown[0].action, overview.breakdown[0].offer),
        (Storefront::AppSource, Action::Ins, Some(0))
    );
}

#[test]
fn a_lead_without_identity_is_no_person() {
    let mut workspace = open(&[
        "SPZA-INS|contoso.app,,,,SE,Fjord AB,2021-03-01",
        "SPZA-INS|contoso.app,,,-,SE,Fjord AB,2021-03-02",
        "SPZA-PLT|contoso.app,Ann,,,SE,Fjord AB,2021-03-03",
        "SPZA-PLT|contoso.app,,,no address,,,2021-03-04",
    ]);
    let expected = Count { leads: 4, people: 2, companies: 1, unidentified: 2, repeats: 0 };
    let overview = workspace.overview();
    assert_eq!(overview.all, expected);
    assert_eq!((overview.totals.people, overview.totals.unidentified, overview.totals.duplicates), (2, 2, 0));
    let unidentified = Count { leads: 2, people: 0, companies: 1, unidentified: 2, repeats: 0 };
    assert_eq!(overview.by_action, [(Action::Ins, unidentified), (Action::Plt, count(2, 2, 1))]);
    let people = workspace.people_page(&PeopleQuery { limit: 10, ..PeopleQuery::default() });
    assert_eq!(people.rows.iter().map(|row| row.lead).collect::<Vec<_>>(), [3, 2]);
    assert_eq!(workspace.person_detail(workspace.clusters().of()[0], Survivorship::default()), None);
    assert_eq!(listed(&mut workspace, LeadFlag::Unidentified), [1, 2]);
}

#[test]
fn an_exact_repeat_has_person_action_and_offer_of_an_earlier_lead() {
    let mut workspace = open(&[
        "SPZA-INS|contoso.app,Ann,Ash,ann@example.com,SE,,2021-03-09",
        "SPZA-INS|contoso.app,Ann,Ash,ann@example.com,SE,,2021-03-01",
        "SPZA-PLT|contoso.app,Ann,Ash,ann@example.com,SE,,2021-03-10",
        "SPZA-INS|contoso.db,Ann,Ash,ann@example.com,SE,,2021-03-11",
        "SPZA-INS|contoso.app,Ann,Ash,ann@example.com,SE,,",
        "SPZA-INS|contoso.app,Bob,Birk,bob@example.org,PL,,2021-03-12",
        ",Cid,Cole,cid@example.net,PL,,2021-03-12",
        ",Cid,Cole,cid@example.net,PL,,2021-03-13",
    ]);
    let overview = workspace.overview();
    assert_eq!(overview.all, Count { leads: 8, people: 3, companies: 0, unidentified: 0, repeats: 2 });
    assert_eq!(
        overview.offers.iter().map(|row| (row.key.as_str(), row.count.repeats)).collect::<Vec<_>>(),
        [("contoso.app", 2), ("", 0), ("contoso.db", 0)]
    );
    assert_eq!((overview.totals.repeats, overview.found.repeats), (Some(2), Some(2)));
    assert_eq!(listed(&mut workspace, LeadFlag::Repeat), [1, 5]);
}

#[test]
fn repeats_are_not_told_where_no_action_or_offer_is_given() {
    let ann = ",Ann,Ash,ann@example.com,SE,,2021-03-09";
    let mut workspace = open(&[ann, ann]);
    assert_eq!((workspace.overview().totals.repeats, workspace.overview().all), (None, count(2, 1, 0)));
    assert_eq!(listed(&mut workspace, LeadFlag::Repeat), [0_u32; 0]);
    let detail = workspace.person_detail(0, Survivorship::default()).unwrap();
    assert!(detail.journey.iter().all(|step| !step.repeat));
}

/// Records of the leads with a flag.
fn listed(workspace: &mut Workspace, flag: LeadFlag) -> Vec<u32> {
    let filter = LeadFilter::only(Facet::Flag, flag.as_str());
    workspace.lead_page(&LeadQuery { limit: 10, filter, ..LeadQuery::default() }).rows.iter().map(|row| row.record).collect()
}

#[test]
fn spellings_of_a_country_are_one_and_missing_ones_count() {
    let countries: Vec<_> = sample().overview().countries.iter().map(|row| (row.country.clone(), row.count.leads)).collect();
    assert_eq!(countries, [("SE".to_owned(), 3), ("PL".to_owned(), 1)]);
    let workspace = open(&["SPZA-INS|a.b,Ann,,ann@example.com,,,"]);
    assert_eq!(workspace.overview().countries[0].country, "");
}

#[test]
fn tests_count_in_the_totals_only() {
    let workspace = open(&["SPZA-INS|a.b,MSFT_TEST_1,,MSFT_TEST_637490646151234560@test.com,US,,2021-03-01"]);
    let overview = workspace.overview();
    assert_eq!((overview.totals.test_leads, overview.totals.people, overview.all), (1, 0, Count::default()));
    assert!(overview.breakdown.is_empty() && overview.matrix.is_empty() && overview.timeline.buckets.is_empty());
}

#[test]
fn the_timeline_covers_the_span_and_says_what_has_no_date() {
    let workspace = sample();
    let timeline = &workspace.overview().timeline;
    // 1 March to 31 May 2021 in weeks from Monday, 1 March being one.
    assert_eq!((timeline.period, timeline.buckets.len(), timeline.undated), (Period::Week, 14, 1));
    assert_eq!((timeline.buckets[0].start, timeline.buckets[0].count), (18_687, count(2, 1, 1)));
    assert_eq!(timeline.buckets[0].storefronts, [(Storefront::AppSource, count(2, 1, 1))]);
    assert_eq!(timeline.buckets[1].count, Count::default());
}

#[test]
fn unknown_codes_are_listed_with_their_text() {
    let workspace = open(&[
        "Web,Ann,,ann@example.com,,,",
        "Web,Bob,,bob@example.com,,,",
        "SPZA-XYZ|a.b,Cid,,cid@example.com,,,",
        "AzurePortal-XYZ|a.b,Cid,,cid@example.com,,,",
        "Shop-INS|a.b,Cid,,cid@example.com,,,",
        "SFDC-IN|Listing,Cid,,cid@example.com,,,",
    ]);
    let unknown: Vec<_> = workspace.overview().unknown.iter().map(|code| (code.slot, code.text.as_str(), code.leads)).collect();
    assert_eq!(
        unknown,
        [
            (UnknownSlot::Storefront, "Web", 2),
            (UnknownSlot::Action, "XYZ", 2),
            (UnknownSlot::Storefront, "SFDC-IN", 1),
            (UnknownSlot::Storefront, "Shop", 1)
        ]
    );
}

#[test]
fn a_group_shows_its_leads_oldest_first_and_what_differs() {
    let mut workspace = sample();
    let page = workspace.group_page(&GroupQuery { limit: 10, ..GroupQuery::default() });
    assert_eq!((page.total, page.repeats, page.journeys), (1, 0, 1));
    assert_eq!((page.rows[0].label.as_str(), page.rows[0].leads, page.rows[0].kind), ("Ann Ash", 3, GroupKind::Journey));
    let detail = workspace.group_detail(GroupName::merged(0)).unwrap();
    assert_eq!(detail.leads.iter().map(|row| row.record).collect::<Vec<_>>(), [1, 2, 3]);
    let differing: Vec<&str> = detail.differing.iter().map(|role| role.as_str()).collect();
    // Two spellings are one company, shown by the usual one.
    assert!(!differing.contains(&"company") && differing.contains(&"email") && !differing.contains(&"full_name"), "{differing:?}");
    let repeats =
        GroupQuery { limit: 10, filter: GroupFilter { kind: Some(GroupKind::Repeat), ..GroupFilter::default() }, ..GroupQuery::default() };
    assert_eq!(workspace.group_page(&repeats).total, 0);
    assert_eq!(workspace.group_detail(GroupName::merged(3)), None);
}

#[test]
fn problems_name_record_column_and_raw_value() {
    let mut workspace = open(&["SPZA-INS|a.b,Ann,,\"ann, at example\",,,", ",,,,,,"]);
    let page = workspace.problem_page(&ProblemQuery { limit: 10, ..ProblemQuery::default() });
    assert_eq!(page.kinds, [(ProblemKind::Blank, 1), (ProblemKind::InvalidEmail, 1)]);
    let email = page.rows.iter().find(|row| row.kind == ProblemKind::InvalidEmail).unwrap();
    assert_eq!((email.record, email.column.as_str(), email.value.as_str(), email.lead), (1, "Email", "\"ann, at example\"", Some(0)));
    let only = workspace.problem_page(&ProblemQuery { limit: 10, kind: Some(ProblemKind::Blank), ..ProblemQuery::default() });
    assert_eq!((only.total, only.rows[0].lead), (1, None));
}

#[test]
fn records_with_one_unknown_source_are_one_problem() {
    use ProblemKind::{AmbiguousDate, InvalidEmail, UnknownStorefront};
    let mut workspace = open(&["Web,Ann,,,,,", "Web|a.b,Bob,,,,,", "Radio,Cid,,cid,,,2/3/2021", "Web,Dan,,cid,,,3/4/2021"]);
    let page = workspace.problem_page(&ProblemQuery { limit: 10, ..ProblemQuery::default() });
    let rows: Vec<_> = page.rows.iter().map(|row| (row.kind, row.record, row.records, row.unknown.as_str())).collect();
    let expected = [
        (UnknownStorefront, 1, 3, "source:Web"),
        (UnknownStorefront, 3, 1, "source:Radio"),
        (InvalidEmail, 3, 2, ""),
        (AmbiguousDate, 3, 2, ""),
    ];
    assert_eq!(rows, expected);
    assert_eq!((page.total, page.kinds), (4, vec![(InvalidEmail, 1), (UnknownStorefront, 2), (AmbiguousDate, 1)]));
    assert_eq!(workspace.overview().totals.problems, 4);
    let filter = LeadFilter::only(Facet::Unknown, "source:Web");
    assert_eq!(workspace.filtered_overview(&leadlens_engine::report::OverviewQuery { filter, ..Default::default() }).found.problems, 3);
}

#[test]
fn a_record_is_shown_as_its_file_spells_it() {
    let workspace = open_all(&[&["SPZA-INS|a.b,Ann,,ann@example.com,,,"], &[",,,,SE,,", "Web,\"Bob, B.\",,bob,,,,more"]]);
    let detail = workspace.record_detail(1, 2).unwrap();
    assert_eq!((detail.file_name.as_str(), detail.record, detail.lead, detail.is_cut), ("leads1.csv", 2, Some(1), false));
    assert_eq!((detail.cells.len(), detail.cells[1].clone()), (8, ("First Name".into(), "\"Bob, B.\"".into())));
    assert_eq!(detail.cells[7], (String::new(), "more".into()));
    let problems = [(ProblemKind::Ragged, None), (ProblemKind::UnknownStorefront, Some(0)), (ProblemKind::InvalidEmail, Some(3))];
    assert_eq!(detail.problems, problems);
    assert_eq!(workspace.record_detail(1, 1).unwrap().problems, [(ProblemKind::Blank, None)]);
    assert_eq!(workspace.record_detail(0, 1).unwrap().problems, []);
    assert_eq!([(0, 0), (0, 2), (1, 3), (2, 1)].map(|(file, record)| workspace.record_detail(file, record)), [const { None }; 4]);
}

#[test]
fn a_wide_record_and_a_long_cell_are_cut() {
    let long = "x".repeat(5_000);
    let workspace = open(&[&format!("SPZA-INS|a.b,{long},,ann@example.com{}", ",".repeat(300))]);
    let detail = workspace.record_detail(0, 1).unwrap();
    assert!(detail.is_cut && detail.cells.len() == 200);
    assert_eq!(detail.cells[1].1.chars().count(), 4_001);
}

#[test]
fn problems_leave_as_a_table_no_spreadsheet_takes_for_formulas() {
    let mut workspace = open(&["SPZA-INS|a.b,Ann,,\"=ann, \"\"at\"\" example\",,,", ",,,,,,", "Web,Bob,,bob@example.com,,,"]);
    let rows = [
        "file,record,column,problem,value",
        "leads0.csv,1,Email,invalid_email,\"'=ann, \"\"at\"\" example\"",
        "leads0.csv,2,,blank,\",,,,,,\"",
        "leads0.csv,3,LeadSource,unknown_source,Web",
    ];
    assert_eq!(
        csv(&mut workspace, ExportList::Problems(None), ExportList::Problems(None).columns()),
        rows.map(|row| format!("{row}\r\n")).concat()
    );
    assert_eq!(
        csv(&mut workspace, ExportList::Problems(Some(ProblemKind::UnknownStorefront)), ExportList::Problems(None).columns()),
        format!("{}\r\n{}\r\n", rows[0], rows[3])
    );
}

#[test]
fn groups_name_their_files_and_repeated_records() {
    let ann = "SPZA-INS|a.b,Ann,Ash,ann@example.com,SE,Fjord AB,2021-03-01";
    let bob = "SPZA-INS|a.b,Bob,Birk,bob@example.com,SE,Fjord AB,2021-03-01";
    let cid = "SPZA-INS|a.b,Cid,,cid@example.com,,,";
    let files: [&[&str]; 3] =
        [&[ann, bob, cid, cid], &["SPZA-INS|a.b,Ann,Ash, ANN@example.com,SE,Fjord AB,01.03.2021", &bob.replace("03-01", "03-02")], &[ann]];
    let mut workspace = open_all(&files);
    let page = workspace.group_page(&GroupQuery { limit: 10, ..GroupQuery::default() });
    let rows: Vec<_> = page.rows.iter().map(|row| (row.label.as_str(), row.leads, row.files, row.same_record)).collect();
    assert_eq!(rows, [("Ann Ash", 3, 3, true), ("Bob Birk", 2, 2, false), ("Cid", 2, 1, false)]);
    assert_eq!((page.total, page.across_files), (3, 2));
    let across = GroupQuery { limit: 10, filter: GroupFilter { across_files: true, ..GroupFilter::default() }, ..GroupQuery::default() };
    assert_eq!((workspace.group_page(&across).total, workspace.group_detail(GroupName::merged(0)).unwrap().row.files), (2, 3));
    assert_eq!(open(&[ann, ann]).group_page(&GroupQuery { limit: 10, ..GroupQuery::default() }).across_files, 0);
}

#[test]
fn a_second_column_of_a_name_fills_the_gaps_of_the_first() {
    let mut workspace =
        common::open(vec![common::table("leads.csv", b"Email,E-mail,Phone,Mobile Phone\nann@example.com,x,1,\n,bob@example.com,,2\n")]);
    let page = workspace.lead_page(&LeadQuery { limit: 9, ..LeadQuery::default() });
    let rows: Vec<_> = page.rows.iter().map(|row| (row.email.as_str(), row.phone.as_str())).collect();
    assert_eq!(rows, [("ann@example.com", "1"), ("bob@example.com", "2")]);
}

#[test]
fn one_labelled_address_is_a_lead() {
    assert_eq!(common::table("paste", b"Email: ann@example.com").cell(0, 0), "ann@example.com");
}

#[test]
fn text_from_a_file_stays_text() {
    let mut workspace = open(&["SPZA-INS|a.b,<img src=x>,=1+1,ann@example.com,,,"]);
    let page = workspace.lead_page(&LeadQuery { limit: 1, ..LeadQuery::default() });
    assert_eq!(page.rows[0].name, "<img src=x> =1+1");
}

#[test]
fn a_shared_overview_holds_nothing_beyond_its_filter() {
    let mut workspace =
        open(&["SPZA-INS|a.b,Ann,,ann@example.com,,,", "SPZA-PLT|a.c,Bob,,bob@example.com,,,", "SPZA-INS|a.c,Cid,,,,,", ",,,,,,"]);
    let strict = workspace.strict_overview(&LeadFilter::only(Facet::Offer, "a.b"));
    let offers: Vec<&str> = strict.offers.iter().map(|row| row.key.as_str()).collect();
    assert_eq!((offers, strict.totals.leads, strict.totals.records, strict.totals.skipped), (vec!["a.b"], 1, 1, 0));
    assert_eq!((strict.all.leads, strict.matrix.len(), strict.countries.len()), (1, 1, 1));
    assert_eq!(workspace.strict_overview(&LeadFilter::default()), *workspace.overview());
}

#[test]
fn time_in_a_shared_overview_is_that_of_its_leads() {
    let mut workspace = sample();
    let strict = workspace.strict_overview(&LeadFilter::only(Facet::Action, "plt"));
    let starts: Vec<i32> = strict.timeline.buckets.iter().map(|bucket| bucket.start).collect();
    assert_eq!((starts, strict.window), (vec![18_688], None), "the one day that has leads");
    let days = DayRange::from_name("2021-03-01..2021-03-31");
    let strict = workspace.strict_overview(&LeadFilter { days, ..LeadFilter::default() });
    assert_eq!((strict.timeline.buckets.len(), strict.window), (2, days));
}

#[test]
fn a_test_lead_that_must_not_be_contacted_is_a_test_alone() {
    let test = "MSFT_TEST_637490646151234560";
    let mut workspace = open(&["SPZA-DNC|a.b,Ann,,ann@example.com,,,", &format!("SPZA-DNC|a.b,{test},{test},{test}@test.com,,,")]);
    assert_eq!((workspace.overview().totals.do_not_contact, workspace.overview().totals.test_leads), (1, 1));
    let query = OverviewQuery { filter: LeadFilter::only(Facet::Flag, "test"), ..OverviewQuery::default() };
    let tests = workspace.filtered_overview(&query);
    assert_eq!(tests.found.do_not_contact, 1, "requested, it counts as it is");
}

#[test]
fn unidentified_leads_of_one_company_are_nobody_to_review() {
    let workspace =
        open(&[",,,,SE,Fjordbank AB,2021-03-01", ",,,,SE,Fjordbank AB,2021-03-02", "SPZA-INS|a.b,,,,SE,Fjordbank AB,2021-03-02"]);
    let totals = workspace.overview().totals;
    assert_eq!((totals.people, totals.groups, totals.to_review), (0, 0, 0));
}

#[test]
fn presets_say_what_they_would_change() {
    let workspace = sample();
    let effects = workspace.preset_effects();
    let now = workspace.overview().totals;
    assert_eq!(
        effects.iter().map(|effect| effect.threshold).collect::<Vec<_>>(),
        [Threshold::STRICT, Threshold::BALANCED, Threshold::WIDE]
    );
    assert_eq!((effects[1].people, effects[1].groups, effects[1].to_review), (now.people, now.groups, now.to_review));
    assert!(effects[0].people >= now.people && now.people >= effects[2].people);
}

#[test]
fn test_leads_tell_the_day_of_the_latest() {
    let test = "MSFT_TEST_1-MSFT_TEST_1|a.b,MSFT_TEST_1,,msft_test_1@example.com,,,2021-03-05";
    let workspace = open(&[test, "MSFT_TEST_2-MSFT_TEST_2|a.b,MSFT_TEST_2,,,,,2021-02-01"]);
    let totals = workspace.overview().totals;
    assert_eq!((totals.leads, totals.test_leads, totals.latest_test), (2, 2, Some(18_691)));
    assert_eq!(open(&["SPZA-INS|a.b,Ann,,,,,"]).overview().totals.latest_test, None);
}
