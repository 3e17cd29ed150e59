//! The sample and cases by lot, in the export of each CRM: after the plan it holds what the list of people says.

use leadlens_engine::report::{Crm, WinnerRule};
use proptest::prelude::*;

use super::salesforce::with_suffix;
use super::simulation::{Files, Refused, Rows, check};

/// A lead in no system's words.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) lead_source: String,
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) email: String,
    pub(super) phone: String,
    pub(super) company: String,
    pub(super) country: String,
    pub(super) job_title: String,
    pub(super) owner: String,
    pub(super) record_type: String,
    pub(super) created: String,
    pub(super) modified: String,
    pub(super) no_email: bool,
    pub(super) no_phone: bool,
}

impl Row {
    fn refused(&self) -> Refused {
        let must_not = self.lead_source.contains("-DNC");
        Refused { email: self.no_email || must_not, phone: self.no_phone || must_not }
    }
}

/// The headers of an export.
fn headers(crm: Crm) -> &'static [&'static str] {
    match crm {
        Crm::Dynamics => &[
            "(Do Not Modify) Lead",
            "(Do Not Modify) Row Checksum",
            "(Do Not Modify) Modified On",
            "Topic",
            "First Name",
            "Last Name",
            "Email",
            "Business Phone",
            "Company Name",
            "Job Title",
            "Country/Region",
            "Owner",
            "Record Type",
            "Do not allow Emails",
            "Do not allow Phone Calls",
            "Status Reason",
            "Created On",
        ],
        Crm::Salesforce => &[
            "Id",
            "LeadSource",
            "FirstName",
            "LastName",
            "Email",
            "Phone",
            "Company",
            "Title",
            "Country",
            "Owner",
            "RecordTypeId",
            "HasOptedOutOfEmail",
            "DoNotCall",
            "CreatedDate",
        ],
        Crm::HubSpot => &[
            "Record ID",
            "Lead Source",
            "First Name",
            "Last Name",
            "Email",
            "Phone Number",
            "Company Name",
            "Job Title",
            "Country/Region",
            "Contact owner",
            "hs_email_optout",
            "Lead Status",
            "Create Date",
        ],
        Crm::Marketo => &[
            "Id",
            "Lead Source",
            "First Name",
            "Last Name",
            "Email Address",
            "Phone Number",
            "Company Name",
            "Job Title",
            "Country",
            "Lead Owner",
            "Unsubscribed",
            "Do Not Call",
            "Created At",
            "Updated At",
        ],
    }
}

/// An export as each CRM writes it.
pub(super) fn export(crm: Crm, rows: &[Row]) -> Rows {
    let spelled = |is_refused: bool| match (crm, is_refused) {
        (Crm::Dynamics, true) => "Do Not Allow",
        (Crm::Dynamics, false) => "Allow",
        (Crm::Salesforce, true) => "true",
        (Crm::Salesforce, false) => "false",
        (Crm::HubSpot, true) => "Yes",
        (Crm::HubSpot, false) => "",
        (Crm::Marketo, true) => "1",
        (Crm::Marketo, false) => "0",
    };
    let cell = |(number, row): (usize, &Row), header: &str| -> String {
        match header {
            "(Do Not Modify) Lead" | "Id" | "Record ID" => row.id.clone(),
            "(Do Not Modify) Row Checksum" => format!("q3Zk9n1f{number:04}+/=="),
            "(Do Not Modify) Modified On" => row.modified.clone(),
            "Topic" | "LeadSource" | "Lead Source" => row.lead_source.clone(),
            "First Name" | "FirstName" => row.first_name.clone(),
            "Last Name" | "LastName" => row.last_name.clone(),
            "Email" | "Email Address" => row.email.clone(),
            "Business Phone" | "Phone" | "Phone Number" => row.phone.clone(),
            "Company Name" | "Company" => row.company.clone(),
            "Job Title" | "Title" => row.job_title.clone(),
            "Country/Region" | "Country" => row.country.clone(),
            "Owner" | "Contact owner" | "Lead Owner" => row.owner.clone(),
            "Record Type" | "RecordTypeId" => row.record_type.clone(),
            "Do not allow Emails" | "HasOptedOutOfEmail" | "hs_email_optout" | "Unsubscribed" => spelled(row.no_email).to_owned(),
            "Do not allow Phone Calls" | "DoNotCall" | "Do Not Call" => spelled(row.no_phone).to_owned(),
            "Status Reason" | "Lead Status" => "New".to_owned(),
            _ => row.created.clone(),
        }
    };
    let headers: Vec<String> = headers(crm).iter().map(|header| (*header).to_owned()).collect();
    let rows = rows.iter().enumerate().map(|row| headers.iter().map(|header| cell(row, header)).collect());
    std::iter::once(headers.clone()).chain(rows).collect()
}

/// The id of the record with that number, spelled as the CRM may.
pub(super) fn id(crm: Crm, number: usize, spelling: usize) -> String {
    match crm {
        Crm::Dynamics => {
            let id = format!("0a1b2c3d-00ef-4000-8000-{number:012x}");
            [id.clone(), id.to_uppercase(), format!("{{{id}}}")][spelling % 3].clone()
        }
        // Ids that differ in the case of letters alone are those of different records.
        Crm::Salesforce => {
            let letters = b"aAbBcC";
            let id = format!("00Q5e00000{}{}Xy9", char::from(letters[number % 6]), char::from(letters[number / 6 % 6]));
            if spelling.is_multiple_of(2) { id } else { with_suffix(&id) }
        }
        Crm::HubSpot | Crm::Marketo => (501 + number).to_string(),
    }
}

/// The other file: leads of the marketplace that are no records of a CRM.
fn marketplace(rows: &[Row]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record([
            "PartitionKey",
            "RowKey",
            "LeadSource",
            "FirstName",
            "LastName",
            "Email",
            "Phone",
            "Company",
            "Title",
            "Country",
            "CreatedTime",
        ])
        .unwrap();
    for (number, row) in rows.iter().enumerate() {
        let key = format!("9f000000-0000-4000-9000-{number:012x}");
        let cells = [
            "p",
            &key,
            &row.lead_source,
            &row.first_name,
            &row.last_name,
            &row.email,
            &row.phone,
            &row.company,
            &row.job_title,
            &row.country,
            &row.created,
        ];
        writer.write_record(cells).unwrap();
    }
    writer.into_inner().unwrap()
}

/// A case: rows of the CRM, rows of the marketplace, and the rule of the winner.
#[derive(Clone, Debug)]
struct Case {
    records: Vec<Row>,
    others: Vec<Row>,
    winner: WinnerRule,
}

impl Case {
    fn check(&self, crm: Crm) -> Result<Files, String> {
        let refused: Vec<Refused> = self.records.iter().chain(&self.others).map(Row::refused).collect();
        let others = if self.others.is_empty() { Vec::new() } else { vec![marketplace(&self.others)] };
        check(crm, &export(crm, &self.records), &others, self.winner.clone(), &refused)
    }
}

const PEOPLE: [(&str, &str); 4] = [("Ann", "Ash"), ("Bob", "Birk"), ("Cid", "Cole"), ("Dora", "Dahlberg")];

/// Values of a member of a group, as numbers of variants.
#[derive(Clone, Debug)]
struct Member {
    person: usize,
    name: usize,
    email: usize,
    phone: usize,
    company: usize,
    country: usize,
    title: usize,
    action: usize,
    refusals: (bool, bool),
    marks: (usize, usize),
    place: usize,
    kind: usize,
}

fn member(person: usize) -> impl Strategy<Value = Member> {
    let values = (0..7_usize, 0..5_usize, 0..4_usize, 0..4_usize, 0..4_usize, 0..3_usize);
    let others = (0..8_usize, prop::bool::weighted(0.1), prop::bool::weighted(0.1), 0..3_usize, 0..3_usize, 0..1000_usize, 0..24_usize);
    (values, others).prop_map(move |((name, email, phone, company, country, title), others)| {
        let (action, no_email, no_phone, owner, record_type, place, kind) = others;
        let (refusals, marks) = ((no_email, no_phone), (owner, record_type));
        Member { person, name, email, phone, company, country, title, action, refusals, marks, place, kind }
    })
}

fn members() -> impl Strategy<Value = Vec<Member>> {
    let group = |person: usize, sizes: std::ops::RangeInclusive<usize>| prop::collection::vec(member(person), sizes);
    (group(0, 2..=12), group(1, 0..=4), group(2, 0..=2), group(3, 0..=1)).prop_map(|(one, two, three, four)| {
        let mut all = [one, two, three, four].concat();
        all.sort_by_key(|member| member.place);
        all
    })
}

fn row(crm: Crm, number: usize, member: &Member) -> Row {
    let (first, last) = PEOPLE[member.person];
    let (first_name, last_name) = match member.name {
        0 => (format!("{}.", &first[..1]), last.to_owned()),
        1 => (first.to_uppercase(), last.to_uppercase()),
        2 => (format!("{first} Maria"), last.to_owned()),
        // A name in one cell, which leaves the other blank.
        3 if crm != Crm::Salesforce && member.kind.is_multiple_of(2) => (format!("{first} Maria {last}"), String::new()),
        _ => (first.to_owned(), last.to_owned()),
    };
    let base = format!("{}.{}@fjord{}.example", first.to_lowercase(), last.to_lowercase(), member.person);
    let email = match member.email {
        // A contact of HubSpot has its address alone.
        _ if crm == Crm::HubSpot => format!("{}.{}.{number}@fjord{}.example", first.to_lowercase(), last.to_lowercase(), member.person),
        0 => base.to_uppercase(),
        1 => format!("{}@private{}.example", first.to_lowercase(), member.person),
        2 if member.phone > 0 => String::new(),
        _ => base,
    };
    let person = member.person;
    let phone = [String::new(), format!("+46 8 123 45 6{person}"), format!("08-123 45 6{person}"), format!("+468999887{person}")];
    let company = ["Fjord AB", "FJORD", "Fjord Bank AB", ""];
    let action = ["SPZA-INS|contoso.app", "AzurePortal-Create|contoso.db", "SPZA-PLT|contoso.app", "SPZA-DNC|contoso.app"];
    Row {
        id: if member.kind == 1 { String::new() } else { id(crm, number, member.kind) },
        lead_source: action[member.action % 4].to_owned(),
        first_name,
        last_name,
        email,
        phone: phone[member.phone].clone(),
        // Salesforce has no lead without a company.
        company: if crm == Crm::Salesforce { company[member.company % 3] } else { company[member.company] }.to_owned(),
        country: ["SE", "Sverige", "Sweden", ""][member.country].to_owned(),
        job_title: ["", "CTO", "Head of \"IT\", Data"][member.title].to_owned(),
        owner: ["Ada Queue", "Bo Queue", ""][member.marks.0].to_owned(),
        record_type: ["Partner", "Direct", ""][member.marks.1].to_owned(),
        created: format!("2021-03-{:02}T{:02}:00:00Z", 1 + member.place % 28, member.place % 24),
        modified: format!("{}/{}/2021 9:{:02} AM", 1 + member.place % 12, 1 + member.place % 28, number),
        no_email: member.refusals.0,
        no_phone: member.refusals.1 && crm != Crm::HubSpot,
    }
}

/// Rows of a case: some are of the marketplace, one record may be there twice, and one id may be that of two people.
fn case(crm: Crm) -> impl Strategy<Value = Case> {
    let winner = prop_oneof![
        Just(WinnerRule::Oldest),
        Just(WinnerRule::Newest),
        Just(WinnerRule::MostComplete),
        Just(WinnerRule::Owner("Bo Queue".to_owned())),
        Just(WinnerRule::Source(0)),
    ];
    (members(), winner)
        .prop_map(move |(members, winner)| {
            let (mut records, mut others): (Vec<Row>, Vec<Row>) = (Vec::new(), Vec::new());
            for (number, member) in members.iter().enumerate() {
                let mut row = row(crm, number, member);
                match member.kind {
                    2 | 3 => {
                        row.no_email = false;
                        row.no_phone = false;
                        others.push(row);
                        continue;
                    }
                    // The same record exported twice; its title was changed meanwhile.
                    4 if !row.id.is_empty() => {
                        records.push(row.clone());
                        row.id = id(crm, number, member.kind + 1);
                        "CFO".clone_into(&mut row.job_title);
                    }
                    // An id that another record has, of whomever it is.
                    5 if !records.is_empty() && crm != Crm::Dynamics => row.id.clone_from(&records[0].id),
                    _ => {}
                }
                records.push(row);
            }
            Case { records, others, winner }
        })
        .prop_filter("a CRM without records exports nothing", |case| !case.records.is_empty())
}

macro_rules! plans_by_lot {
    ($($name:ident $crm:expr;)*) => {
        proptest! {
            #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]
            $(
                #[test]
                fn $name(case in case($crm)) {
                    if let Err(fault) = case.check($crm) {
                        return Err(TestCaseError::fail(fault));
                    }
                }
            )*
        }
    };
}

plans_by_lot! {
    dynamics_ends_with_the_list_of_people Crm::Dynamics;
    salesforce_ends_with_the_list_of_people Crm::Salesforce;
    hubspot_ends_with_the_list_of_people Crm::HubSpot;
    marketo_ends_with_the_list_of_people Crm::Marketo;
}

/// The sample's leads as records of a CRM; one in seven has no id, one in nine refuses e-mail.
fn sample(crm: Crm) -> Vec<Row> {
    let bytes = include_bytes!("../../../../../src/worker/sample.csv");
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes.as_slice());
    // The last rows are cut, as they are where somebody copies a file by hand.
    let rows = reader.records().map(Result::unwrap).filter(|row| row.len() == 12).enumerate();
    rows.map(|(number, row)| Row {
        id: if number % 7 == 6 { String::new() } else { sample_id(crm, number) },
        created: row[1].to_owned(),
        lead_source: row[2].to_owned(),
        first_name: row[3].to_owned(),
        last_name: row[4].to_owned(),
        email: row[5].to_owned(),
        phone: row[6].to_owned(),
        country: row[7].to_owned(),
        company: if crm == Crm::Salesforce && row[8].is_empty() { "Unknown".to_owned() } else { row[8].to_owned() },
        job_title: row[9].to_owned(),
        modified: "2/16/2021 9:12 AM".to_owned(),
        no_email: number % 9 == 8,
        ..Row::default()
    })
    .collect()
}

fn sample_id(crm: Crm, number: usize) -> String {
    if crm == Crm::Salesforce { with_suffix(&format!("00Q5e0000{number:06}")) } else { id(crm, number, number) }
}

#[test]
fn every_crm_takes_the_plan_for_the_sample() {
    for crm in Crm::ALL {
        let records = sample(crm);
        let case = Case { records, others: Vec::new(), winner: WinnerRule::MostComplete };
        let files = case.check(crm).unwrap_or_else(|fault| panic!("{crm:?}: {}", fault.lines().next().unwrap_or_default()));
        assert!(files["merge-requests.jsonl"].len() > 1_000, "{crm:?}");
    }
}
