//! Windows of leads: their order, columns and filters, for small tables written out in each test.

use leadlens_engine::Workspace;
use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::leads::ProblemKind;
use leadlens_engine::report::{
    CrossFile, CrossFileDetail, CrossFileField, Facet, LeadFilter, LeadFlag, LeadQuery, LeadSort, OverviewQuery, SortKey,
};

use crate::common;
use crate::report::{open, open_text, sample};

fn names(workspace: &mut Workspace, query: &LeadQuery) -> (u32, Vec<String>) {
    let page = workspace.lead_page(&LeadQuery { limit: 10, ..query.clone() });
    (page.total, page.rows.into_iter().map(|row| format!("{} {}", row.name, row.record)).collect())
}

#[test]
fn leads_are_sorted_with_blanks_last_in_either_direction() {
    let mut workspace = sample();
    let by_date = |descending| LeadQuery { sort: vec![LeadSort { key: SortKey::Created, descending }], ..LeadQuery::default() };
    let (_, rising) = names(&mut workspace, &by_date(false));
    let (_, falling) = names(&mut workspace, &by_date(true));
    assert_eq!(rising, ["Ann Ash 1", "Ann Ash 2", "Ann Ash 3", "Bob Birk 4"]);
    assert_eq!(falling, ["Ann Ash 3", "Ann Ash 2", "Ann Ash 1", "Bob Birk 4"]);
}

#[test]
fn texts_are_sorted_by_all_their_letters() {
    let mut workspace = open(&[
        "SPZA-INS|contoso.app,Ann,Ash,,,International Business Zeta,",
        "SPZA-INS|contoso.app,Bob,Birk,,,Zulu,",
        "SPZA-INS|contoso.app,Cy,Coe,,,International Business Alfa,",
        "SPZA-INS|contoso.app,Di,Dow,,,Öberg,",
        "SPZA-INS|contoso.app,Ed,Eck,,,Oak,",
        "SPZA-INS|contoso.app,Flo,Fox,,,,",
    ]);
    let by_company = |descending| LeadQuery { sort: vec![LeadSort { key: SortKey::Company, descending }], ..LeadQuery::default() };
    let (_, rising) = names(&mut workspace, &by_company(false));
    let (_, falling) = names(&mut workspace, &by_company(true));
    assert_eq!(rising, ["Cy Coe 3", "Ann Ash 1", "Ed Eck 5", "Di Dow 4", "Bob Birk 2", "Flo Fox 6"]);
    assert_eq!(falling, ["Bob Birk 2", "Di Dow 4", "Ed Eck 5", "Ann Ash 1", "Cy Coe 3", "Flo Fox 6"]);
}

#[test]
fn offers_are_sorted_by_the_title_that_is_shown() {
    let mut workspace = open_text(
        "LeadSource,First Name,Last Name,Offer Title\nSPZA-INS|contoso.a,Ann,Ash,Zebra Backup\nSPZA-INS|contoso.b,Bob,Birk,Antelope Backup\n",
    );
    let query = LeadQuery { sort: vec![LeadSort { key: SortKey::Offer, descending: false }], ..LeadQuery::default() };
    assert_eq!(names(&mut workspace, &query).1, ["Bob Birk 2", "Ann Ash 1"]);
}

#[test]
fn escaped_letters_in_packed_cells_are_found() {
    let mut workspace = open_text(
        "LeadSource,CustomerInfo\nSPZA-INS|contoso.a,\"{\"\"FirstName\"\":\"\"Jos\\u0065\"\",\"\"LastName\"\":\"\"Garc\\u00eda\"\",\"\"Email\"\":\"\"jg@contoso.com\"\"}\"\n",
    );
    for search in ["jose", "GARCÍA", "contoso.com"] {
        let query = LeadQuery { filter: LeadFilter { search: search.into(), ..LeadFilter::default() }, ..LeadQuery::default() };
        assert_eq!(names(&mut workspace, &query).0, 1, "{search}");
    }
}

#[test]
fn filters_and_search_narrow_each_other() {
    let mut workspace = sample();
    let filter = LeadFilter::only(Facet::Storefront, "app_source");
    let query = LeadQuery { filter: filter.clone(), ..LeadQuery::default() };
    assert_eq!(names(&mut workspace, &query).0, 3);
    let query = LeadQuery { filter: LeadFilter { search: "ASH fjord".into(), ..filter }, ..LeadQuery::default() };
    assert_eq!(names(&mut workspace, &query), (2, vec!["Ann Ash 1".to_owned(), "Ann Ash 2".to_owned()]));
    let flagged = |flag: LeadFlag| LeadQuery { filter: LeadFilter::only(Facet::Flag, flag.as_str()), ..LeadQuery::default() };
    assert_eq!(names(&mut workspace, &flagged(LeadFlag::Duplicate)).0, 3);
    assert_eq!(names(&mut workspace, &flagged(LeadFlag::Test)).0, 1);
    let offer = LeadFilter::only(Facet::Offer, "contoso.db");
    assert_eq!(names(&mut workspace, &LeadQuery { filter: offer, ..LeadQuery::default() }).1, ["Ann Ash 3"]);
}

#[test]
fn a_window_of_leads_starts_at_its_offset() {
    let mut workspace = sample();
    let page = workspace.lead_page(&LeadQuery { offset: 3, limit: 1, ..LeadQuery::default() });
    assert_eq!((page.total, page.offset, page.rows.len(), page.rows[0].record), (4, 3, 1, 4));
    assert!(workspace.lead_page(&LeadQuery { offset: 99, limit: 5, ..LeadQuery::default() }).rows.is_empty());
}

#[test]
fn status_and_lead_id_are_columns_and_filters() {
    let text =
        "LeadSource,First Name,Lead Status,Lead ID\nSPZA-INS|a.b,Ann,New,L-7\nSPZA-INS|a.b,Bob,Contacted,L-8\nSPZA-INS|a.b,Cid,New,\n";
    let mut workspace = common::open(vec![common::table("leads.csv", text)]);
    assert_eq!(workspace.overview().statuses, ["New", "Contacted"]);
    let mut found = |filter: LeadFilter| {
        let sort = vec![LeadSort { key: SortKey::LeadId, descending: true }];
        let page = workspace.lead_page(&LeadQuery { limit: 9, filter, sort, ..LeadQuery::default() });
        page.rows.into_iter().map(|row| format!("{} {} {}", row.name, row.status, row.lead_id)).collect::<Vec<_>>()
    };
    assert_eq!(found(LeadFilter::only(Facet::Status, "New")), ["Ann New L-7", "Cid New "]);
    assert_eq!(found(LeadFilter { search: "l-8".to_owned(), ..LeadFilter::default() }), ["Bob Contacted L-8"]);
    assert_eq!(found(LeadFilter::only(Facet::LeadId, "L-8")), ["Bob Contacted L-8"]);
    assert_eq!(found(LeadFilter::only(Facet::LeadId, "L-")), Vec::<String>::new(), "an id as a whole");
}

#[test]
fn ids_that_begin_with_what_is_typed_are_found() {
    let rows: Vec<String> = (1..=30).map(|id| format!("SPZA-INS|a.b,Ann {id},ann{id}@example.com,Lead-{id}\n")).collect();
    let text = format!("LeadSource,First Name,Email,Lead ID\n{}SPZA-PLT|a.b,Lead-1 of Bob,bob@example.com,7\n", rows.concat());
    let mut workspace = common::open(vec![common::table("leads.csv", &text)]);
    let mut ids = |search: &str, filter: LeadFilter| {
        let filter = LeadFilter { search: search.to_owned(), ..filter };
        workspace.filtered_overview(&OverviewQuery { filter, ..OverviewQuery::default() }).lead_ids
    };
    let all = LeadFilter::default;
    assert_eq!(ids("lead-30", all()), ["Lead-30"]);
    let of_one = ["Lead-1", "Lead-10", "Lead-11", "Lead-12", "Lead-13", "Lead-14", "Lead-15", "Lead-16"];
    assert_eq!(ids(" LEAD-1", all()), of_one, "the one that is typed first");
    assert_eq!((ids("7", all()), ids("le", all()), ids("", all())), (vec!["7".to_owned()], vec![], vec![]), "a short one as a whole");
    assert_eq!((ids("ann", all()), ids("-30", all())), (vec![], vec![]), "another field, another part");
    assert_eq!(ids("lead-30", LeadFilter::only(Facet::Action, "plt")), ["Lead-30"], "whatever else is picked");
    assert_eq!(workspace.overview().lead_ids, Vec::<String>::new());
    let mut without = open(&["SPZA-INS|a.b,Lead-1,,ann@example.com,,,"]);
    let query = OverviewQuery { filter: LeadFilter { search: "lead-1".to_owned(), ..all() }, ..OverviewQuery::default() };
    assert_eq!((without.filtered_overview(&query).all.leads, without.filtered_overview(&query).lead_ids), (1, vec![]));
}

#[test]
fn a_problem_is_a_filter_where_a_lead_has_one() {
    let has = |rows: &[&str]| open(rows).overview().has_problem_leads;
    let well = "SPZA-INS|a.b,Ann,,ann@example.com,,,";
    assert!(!has(&[well, ",,,,,,"]), "that of a skipped record belongs to none");
    assert!(has(&[well, "SPZA-INS|a.b,Bob,,bob,,,"]));
}

#[test]
fn owners_of_three_systems_are_columns_and_filters() {
    for header in ["Contact owner", "Lead Owner", "Owner"] {
        let text = format!(
            "LeadSource,First Name,Email,{header}\nSPZA-INS|a.b,Ann,ann@example.com,Dana Reed\nSPZA-INS|a.b,Bob,bob@example.com,Eli Stone\n\
             SPZA-INS|a.b,Cid,cid@example.com,Dana Reed\nSPZA-INS|a.b,Dan,dan@example.com,\n"
        );
        let mut workspace = common::open(vec![common::table("leads.csv", &text)]);
        assert_eq!(workspace.overview().owners, ["Dana Reed", "Eli Stone"], "{header}");
        let mut found = |filter: LeadFilter| {
            let sort = vec![LeadSort { key: SortKey::Owner, descending: true }];
            let page = workspace.lead_page(&LeadQuery { limit: 9, filter, sort, ..LeadQuery::default() });
            page.rows.into_iter().map(|row| format!("{} {}", row.name, row.owner)).collect::<Vec<_>>()
        };
        assert_eq!(found(LeadFilter::default()), ["Bob Eli Stone", "Ann Dana Reed", "Cid Dana Reed", "Dan "]);
        assert_eq!(found(LeadFilter::only(Facet::Owner, "Dana Reed")), ["Ann Dana Reed", "Cid Dana Reed"]);
        assert_eq!(found(LeadFilter::only(Facet::Owner, "")), ["Dan "]);
        assert_eq!(found(LeadFilter { search: "stone".to_owned(), ..LeadFilter::default() }), ["Bob Eli Stone"]);
    }
}

#[test]
fn leads_are_told_that_never_reached_the_other_file_or_stand_there_otherwise() {
    let azure = "PartitionKey,RowKey,Timestamp,LeadSource,CustomerInfo\n".to_owned()
        + &[("Ann", "ann@example.com", "+46 8 123 456 78", "Fjord AB"), ("Bob", "bob@example.com", "", "Las"), ("Cid", "cid@example.com", "", "Las"), ("Dan", "dan@example.com", "", "Las")]
            .map(|(name, email, phone, company)| {
                let details = format!(r#"{{""FirstName"":""{name}"",""LastName"":""Ash"",""Email"":""{email}"",""Phone"":""{phone}"",""Country"":""SE"",""Company"":""{company}"",""Title"":""CTO""}}"#);
                format!("9:2F28:2F2026,{name},2026-09-28T10:00:00Z,SPZA-INS|a.b,\"{details}\"")
            })
            .join("\n");
    let salesforce = "Id,FIRSTNAME,LASTNAME,EMAIL,PHONE,COMPANY,LEADSOURCE,CREATEDDATE\n\
                      00Q1,Ann,Ash,ann@example.com,08-123 456 78,Fjord,SPZA-INS|a.b,2026-09-28T10:00:00Z\n\
                      00Q2,Bob,Ash,bob@example.com,,Fjordland,SPZA-INS|a.b,2026-09-28T10:00:00Z\n\
                      00Q3,Cid,Ash,cid@example.com,08-999 999 99,Las,SPZA-INS|a.b,2026-09-28T10:00:00Z\n\
                      00Q4,Eve,Ash,eve@example.com,08-999 999 91,Las,SPZA-INS|a.b,2026-09-28T10:00:00Z\n";
    let mut workspace = common::open(vec![common::table("azure.csv", azure), common::table("sf.csv", salesforce)]);
    let across: Vec<_> = workspace.overview().sources.iter().map(|source| source.across.clone().unwrap()).collect();
    assert_eq!(
        across.iter().map(|across| (across.file.as_str(), across.leads)).collect::<Vec<_>>(),
        [("azure_table", [1, 1, 1]), ("salesforce", [1, 1, 1])]
    );
    let mut found = |value: &str| {
        let query = LeadQuery { limit: 9, filter: LeadFilter::only(Facet::CrossFile, value), ..LeadQuery::default() };
        workspace.lead_page(&query).rows.into_iter().map(|row| row.name).collect::<Vec<_>>()
    };
    assert_eq!(found("missing:salesforce"), ["Dan Ash"]);
    assert_eq!(found("differs:salesforce"), ["Bob Ash"]);
    assert_eq!(found("blank:salesforce"), ["Cid Ash"], "a job title, which that file has not at all, is not compared");
    assert_eq!(found("missing:azure_table"), ["Eve Ash"]);
    assert_eq!(found("missing:hubspot"), Vec::<String>::new());
    let detail = workspace.lead_detail(1).unwrap().across;
    let field = CrossFileField { role: ColumnRole::Company, here: "Las".to_owned(), there: vec!["Fjordland".to_owned()] };
    assert_eq!(detail, [CrossFileDetail { file: "salesforce".to_owned(), relation: Some(CrossFile::Differs), fields: vec![field] }]);
    assert_eq!(workspace.lead_detail(0).unwrap().across[0].relation, None);
    assert_eq!(workspace.lead_detail(3).unwrap().across[0].relation, Some(CrossFile::Missing));
}

#[test]
fn two_files_of_one_system_are_told_apart_by_place_and_name() {
    let text = |name: &str| format!("Email,First Name\n{name}@example.com,{name}\n");
    let tables = vec![common::table("one.csv", text("ann")), common::table("two.csv", text("bob"))];
    let mut workspace = common::open(tables);
    let names: Vec<_> = workspace.overview().sources.iter().map(|source| source.across.clone().unwrap().file).collect();
    assert_eq!(names, ["1 one.csv", "2 two.csv"]);
    let mut count = |value: &str| {
        let filter = LeadFilter::only(Facet::CrossFile, value);
        workspace.lead_page(&LeadQuery { limit: 9, filter, ..LeadQuery::default() }).total
    };
    assert_eq!([count("missing:2 two.csv"), count("missing:1 one.csv"), count("missing:2 other.csv"), count("missing")], [1, 1, 0, 0]);
    let one = common::open(vec![common::table("one.csv", text("ann"))]);
    assert_eq!(one.overview().sources[0].across, None);
}

#[test]
fn leads_can_be_narrowed_to_those_with_one_kind_of_problem() {
    let mut workspace = open(&["Web,Ann,,ann@example.com,,,", ",,,,,,", "SPZA-INS|a.b,Bob,,bob,,,", "Web,Cid,,cid,,,2/3/2021"]);
    let mut of = |kind: ProblemKind| {
        let filter = LeadFilter::only(Facet::Problem, kind.as_str());
        names(&mut workspace, &LeadQuery { filter, ..LeadQuery::default() }).1
    };
    assert_eq!(of(ProblemKind::UnknownStorefront), ["Ann 1", "Cid 4"]);
    assert_eq!(of(ProblemKind::InvalidEmail), ["Bob 3", "Cid 4"]);
    assert_eq!(of(ProblemKind::AmbiguousDate), ["Cid 4"]);
    assert_eq!((of(ProblemKind::Blank), of(ProblemKind::Ragged)), (vec![], vec![]));
}
