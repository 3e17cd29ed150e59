//! People put together from their leads, from small tables written out in each test.

use leadlens_engine::Workspace;
use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::leads::{Action, Storefront};
use leadlens_engine::matching::GroupName;
use leadlens_engine::report::{Elapsed, GroupQuery, LeadFilter, LeadQuery, PeopleQuery, PeopleSort, PersonDetail, Survivorship};

use crate::common;

const HEADER: &str = "LeadSource,First Name,Last Name,Email,Phone,Country,Company,Title,Created On";

#[track_caller]
fn open(files: &[&[&str]]) -> Box<Workspace> {
    let table =
        |(number, rows): (usize, &&[&str])| common::table(&format!("leads{number}.csv"), format!("{HEADER}\n{}\n", rows.join("\n")));
    common::open(files.iter().enumerate().map(table).collect())
}

/// Ann in four leads and Bob in one; a test lead.
const LEADS: [&str; 6] = [
    "SPZA-INS|contoso.app,A.,Ash,ANN@EXAMPLE.COM,08-123 45 67,SE,Fjord,CTO,2021-03-02T10:00:00Z",
    "SPZA-PLT|contoso.app,Ann,Ash,ann@example.com,+46 8 123 45 67,Sverige,Fjord Bank AB,,2021-03-01T10:00:00Z",
    "SPZA-INS|contoso.app,Ann,Ash,ann@example.com,,SE,FJORD,Head of IT,2021-03-02T10:01:30Z",
    "AzurePortal-Create|contoso.db,Ann,Birk,ann@example.com,08-123 45 67,,Fjord,,",
    "SPZA-INS|contoso.app,Bob,Birk,bob@example.org,,PL,Las,,2021-04-01",
    "SPZA-INS|contoso.app,MSFT_TEST_637490646151234560,MSFT_TEST_637490646151234560,MSFT_TEST_637490646151234560@test.com,,US,x,,2019-01-01",
];

fn query(sort: PeopleSort) -> PeopleQuery {
    PeopleQuery { limit: 10, sort, ..PeopleQuery::default() }
}

#[test]
fn a_person_is_one_row_put_together_from_their_leads() {
    let page = open(&[&LEADS]).people_page(&query(PeopleSort::Leads));
    assert_eq!((page.total, page.rows.len()), (2, 2));
    let ann = &page.rows[0];
    assert_eq!((ann.name.as_str(), ann.email.as_str(), ann.phone.as_str()), ("Ann Birk", "ann@example.com", "+46 8 123 45 67"));
    assert_eq!((ann.company.as_str(), ann.job_title.as_str(), ann.country.as_str()), ("Fjord Bank AB", "Head of IT", "SE"));
    assert_eq!((ann.leads, ann.first.as_str(), ann.latest.as_str()), (4, "2021-03-01T10:00:00Z", "2021-03-02T10:01:30Z"));
    let steps = [(Storefront::AppSource, Action::Plt), (Storefront::AppSource, Action::Ins), (Storefront::AzurePortal, Action::Create)];
    assert_eq!(ann.steps, steps);
    assert_eq!(ann.offers, ["contoso.app", "contoso.db"]);
    assert!(!ann.do_not_contact && ann.contactable);
}

fn of(detail: &PersonDetail, role: ColumnRole) -> Vec<(&str, &[u32])> {
    let field = detail.fields.iter().find(|field| field.role == role).unwrap();
    std::iter::once(&field.chosen).chain(&field.others).map(|value| (value.text.as_str(), value.leads.as_slice())).collect()
}

#[test]
fn the_policy_chooses_the_value_and_lists_the_others() {
    let workspace = open(&[&LEADS]);
    let person = workspace.clusters().of()[0];
    for (policy, name, phone, company) in [
        (Survivorship::MostComplete, "Ann Birk", "+46 8 123 45 67", "Fjord Bank AB"),
        (Survivorship::Newest, "Ann Ash", "08-123 45 67", "Fjord"),
        (Survivorship::MostFrequent, "Ann Ash", "08-123 45 67", "Fjord"),
    ] {
        let detail = workspace.person_detail(person, policy).unwrap();
        assert_eq!((of(&detail, ColumnRole::Phone)[0].0, of(&detail, ColumnRole::Company)[0].0), (phone, company), "{policy:?}");
        assert_eq!((of(&detail, ColumnRole::FullName)[0].0, detail.row.name.as_str()), (name, name), "{policy:?}");
    }
    let detail = workspace.person_detail(person, Survivorship::MostFrequent).unwrap();
    let names: [(&str, &[u32]); 3] = [("Ann Ash", &[1, 2]), ("Ann Birk", &[3]), ("A. Ash", &[0])];
    assert_eq!(of(&detail, ColumnRole::FullName), names);
    // Case makes no second address, a spelling no second country, a legal form no second company.
    assert_eq!(of(&detail, ColumnRole::Email), [("ann@example.com", &[0_u32, 1, 2, 3][..])]);
    assert_eq!(of(&detail, ColumnRole::Country), [("SE", &[0_u32, 1, 2][..])]);
    assert_eq!(of(&detail, ColumnRole::Company), [("Fjord", &[0_u32, 2, 3][..]), ("Fjord Bank AB", &[1])]);
    assert_eq!(workspace.person_detail(workspace.clusters().of()[5], Survivorship::Newest), None);
    assert_eq!(workspace.person_detail(99, Survivorship::Newest), None);
    assert_eq!(workspace.person_of(99, Survivorship::Newest), None);
    for (lead, person) in (0..).zip(workspace.clusters().of()) {
        let found = workspace.person_of(lead, Survivorship::Newest);
        assert_eq!(found, workspace.person_detail(*person, Survivorship::Newest));
        assert!(found.is_none_or(|found| found.row.lead <= lead));
    }
}

#[test]
fn by_the_order_of_sources_the_first_one_that_has_any_wins() {
    let workspace =
        open(&[&["Web,Ann,Ash,ann@example.com,,,,,2021-03-01"], &["Web,Anna Maria,Ash,ann@example.com,1234567,,Fjord,,2021-04-01"]]);
    let detail = workspace.person_detail(0, Survivorship::SourceOrder).unwrap();
    assert_eq!((detail.row.name.as_str(), detail.row.phone.as_str(), detail.row.company.as_str()), ("Ann Ash", "1234567", "Fjord"));
    assert_eq!(detail.fields.iter().map(|field| field.role).filter(|role| *role == ColumnRole::JobTitle).count(), 0);
}

#[test]
fn the_order_of_rows_chooses_nothing() {
    let mut rows = LEADS;
    rows.reverse();
    let (one, other) = (open(&[&LEADS]).people_page(&query(PeopleSort::Name)), open(&[&rows]).people_page(&query(PeopleSort::Name)));
    for policy in [Survivorship::MostComplete, Survivorship::Newest, Survivorship::MostFrequent, Survivorship::SourceOrder] {
        let page = |rows: &[&str; 6]| open(&[rows]).people_page(&PeopleQuery { survivorship: policy, ..query(PeopleSort::Name) }).rows;
        for (mut one, other) in page(&LEADS).into_iter().zip(page(&rows)) {
            (one.lead, one.person) = (other.lead, other.person);
            assert_eq!(one, other, "{policy:?}");
        }
    }
    assert_eq!(one.total, other.total);
}

#[test]
fn a_journey_is_in_the_order_of_time_with_its_repeats() {
    let workspace = open(&[&LEADS]);
    let detail = workspace.person_detail(workspace.clusters().of()[0], Survivorship::default()).unwrap();
    let steps: Vec<_> = detail.journey.iter().map(|step| (step.lead.record, step.repeat, step.since)).collect();
    assert_eq!(
        steps,
        [(2, false, None), (1, false, Some(Elapsed::Seconds(86_400))), (3, true, Some(Elapsed::Seconds(90))), (4, false, None)]
    );
    let name = detail.group.unwrap();
    assert_eq!(name, GroupName::merged(0));
    let group = workspace.group_detail(name).unwrap();
    assert_eq!(group.leads.iter().map(|row| row.record).collect::<Vec<_>>(), [2, 1, 3, 4]);
    assert_eq!(group.repeats_after, [None, None, Some(Elapsed::Seconds(90)), None]);
    let bob = workspace.person_detail(workspace.clusters().of()[4], Survivorship::default()).unwrap();
    assert_eq!((bob.group, bob.journey.len(), bob.row.leads), (None, 1, 1));
}

#[test]
fn do_not_contact_conflicts_reach_every_list() {
    let mut workspace = open(&[&[
        "SPZA-DNC|contoso.app,Ann,Ash,ann@example.com,,,,,2021-03-01",
        "SPZA-INS|contoso.db,Ann,Ash,ann@example.com,,,,,2021-03-02",
        "SPZA-DNC|contoso.app,Bob,Birk,bob@example.org,,,,,2021-03-01",
        "SPZA-INS|contoso.app,Bob,Birk,bob@example.org,,,,,2021-03-02",
        "SPZA-INS|contoso.app,Cid,Cole,cid@example.org,,,,,2021-03-02",
    ]]);
    let people = workspace.people_page(&query(PeopleSort::Name)).rows;
    let contact: Vec<_> = people.iter().map(|row| (row.do_not_contact, row.contactable)).collect();
    assert_eq!(contact, [(true, true), (true, false), (false, true)]);
    let groups = workspace.group_page(&GroupQuery { limit: 10, ..GroupQuery::default() }).rows;
    assert_eq!(groups.iter().map(|row| (row.do_not_contact, row.contactable)).collect::<Vec<_>>(), [(true, true), (true, false)]);
    let leads = workspace.lead_page(&LeadQuery { limit: 10, ..LeadQuery::default() }).rows;
    let flags: Vec<_> = leads.iter().map(|row| (row.do_not_contact, row.person_do_not_contact)).collect();
    assert_eq!(flags, [(true, false), (false, true), (true, false), (false, true), (false, false)]);
}

#[test]
fn people_are_sorted_searched_and_paged() {
    let rows = [
        "Web,Ann,Öberg,ann@example.com,,,Zeta,,2021-03-01",
        "SPZA-DNC|contoso.app,bob,Birk,bob@example.org,,SE,,,2021-05-01",
        "Web,,,cid@example.org,,,Alfa,,",
        "Web,Anna,Öberg,ann@example.com,,,Beta Ltd,,2021-04-01",
    ];
    let mut workspace = open(&[&rows]);
    let mut emails = |query: &PeopleQuery| {
        let page = workspace.people_page(query);
        (page.total, page.rows.into_iter().map(|row| row.email).collect::<Vec<_>>())
    };
    let (ann, bob, cid) = ("ann@example.com".to_owned(), "bob@example.org".to_owned(), "cid@example.org".to_owned());
    for (sort, expected) in [
        (PeopleSort::Latest, [&bob, &ann, &cid]),
        (PeopleSort::Leads, [&ann, &bob, &cid]),
        (PeopleSort::Name, [&ann, &bob, &cid]),
        (PeopleSort::Company, [&cid, &ann, &bob]),
        (PeopleSort::Email, [&ann, &bob, &cid]),
        (PeopleSort::Country, [&bob, &ann, &cid]),
        (PeopleSort::First, [&bob, &ann, &cid]),
        (PeopleSort::Steps, [&bob, &ann, &cid]),
        (PeopleSort::Offers, [&bob, &ann, &cid]),
        (PeopleSort::Contact, [&bob, &ann, &cid]),
    ] {
        assert_eq!(emails(&query(sort)).1.iter().collect::<Vec<_>>(), expected, "{sort:?}");
    }
    for (sort, expected) in [
        (PeopleSort::Latest, [&ann, &bob, &cid]),
        (PeopleSort::Leads, [&bob, &cid, &ann]),
        (PeopleSort::Name, [&bob, &ann, &cid]),
        (PeopleSort::Company, [&ann, &cid, &bob]),
        (PeopleSort::Steps, [&ann, &cid, &bob]),
        (PeopleSort::Offers, [&bob, &ann, &cid]),
    ] {
        let reversed = PeopleQuery { reversed: true, ..query(sort) };
        assert_eq!(emails(&reversed).1.iter().collect::<Vec<_>>(), expected, "{sort:?}, reversed: those without a value stay last");
    }
    for (search, expected) in [("öberg", vec![&ann]), ("zeta ANN", vec![&ann]), ("zeta bob", vec![]), ("example.org", vec![&bob, &cid])] {
        let filter = LeadFilter { search: search.into(), ..LeadFilter::default() };
        assert_eq!(emails(&PeopleQuery { filter, ..query(PeopleSort::Latest) }).1.iter().collect::<Vec<_>>(), expected, "{search}");
    }
    assert_eq!(emails(&PeopleQuery { repeated: true, ..query(PeopleSort::Latest) }).1, [ann]);
    assert_eq!(emails(&PeopleQuery { offset: 1, limit: 1, ..query(PeopleSort::Latest) }), (3, vec!["ann@example.com".to_owned()]));
}
