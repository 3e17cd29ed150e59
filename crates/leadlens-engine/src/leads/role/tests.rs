use super::*;
use crate::intake::TableBuilder;
use crate::intake::fixture::read;
use crate::leads::RoleOverride;

/// Some of the words headers are made of, enough for these tests.
fn words(header: &str) -> Option<(ColumnRole, Evidence)> {
    use ColumnRole as R;
    use Evidence::{Ambiguous, Documented, General};
    let header: String = header.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect();
    Some(match header.as_str() {
        "name" => (R::FullName, Documented),
        "leadsource" => (R::LeadSource, Documented),
        "source" => (R::LeadSource, Ambiguous),
        "topic" => (R::Description, General),
        "actioncode" | "calltoaction" => (R::Action, Documented),
        "productid" | "offerid" => (R::OfferId, Documented),
        "offerdisplayname" | "offername" => (R::OfferTitle, Documented),
        "customerinfo" => (R::CustomerInfo, Documented),
        "firstname" => (R::FirstName, Documented),
        "lastname" => (R::LastName, Documented),
        "email" | "emailaddress" => (R::Email, Documented),
        "phone" | "businessphone" => (R::Phone, Documented),
        "mobilephone" => (R::Phone, General),
        "country" | "countryregion" | "customercountry" => (R::Country, Documented),
        "company" | "companyname" | "customername" => (R::Company, Documented),
        "jobtitle" => (R::JobTitle, Documented),
        "titel" => (R::JobTitle, Ambiguous),
        "description" => (R::Description, Documented),
        "createdon" | "createdtime" | "timestamp" => (R::Created, Documented),
        "statusreason" => (R::Status, Documented),
        "rowkey" | "donotmodifylead" => (R::LeadId, Documented),
        "partitionkey" | "donotmodifymodifiedon" => (R::Ignore, Documented),
        _ => return None,
    })
}

fn table(headers: &[&str], records: &[&[&str]]) -> Table {
    let mut builder = TableBuilder::new();
    let columns: Vec<usize> = headers.iter().map(|header| builder.column(header)).collect();
    for record in records {
        for (column, cell) in columns.iter().zip(*record) {
            builder.set(*column, *cell);
        }
        builder.end_record().unwrap();
    }
    builder.finish()
}

#[track_caller]
fn mapping(headers: &[&str], records: &[&[&str]]) -> Mapping {
    Mapping::with_words(&table(headers, records), &Decisions::default(), words).unwrap()
}

fn roles(mapping: &Mapping) -> Vec<&'static str> {
    mapping.columns.iter().map(|column| column.role.as_str()).collect()
}

#[test]
fn known_headers_give_their_roles_without_a_question() {
    let headers = ["LeadSource", "FirstName", "LastName", "Email", "Phone", "Country", "Company", "CreatedTime"];
    let row =
        ["SPZA-INS|contoso.app", "Ada", "Lindqvist", "ada@contoso.com", "+46 8 555 01 01", "SE", "Fjordbank AB", "2021-02-16T09:12:44Z"];
    let mapping = mapping(&headers, &[&row]);
    assert_eq!(roles(&mapping), ["lead_source", "first_name", "last_name", "email", "phone", "country", "company", "created"]);
    assert!(mapping.columns.iter().all(|column| column.confidence >= 0.9));
}

#[test]
fn composites_under_another_header_are_the_lead_source() {
    let headers = ["(Do Not Modify) Lead", "Topic", "Email", "Lead Source", "Created On"];
    let rows: [&[&str]; 2] = [
        &["1", "AzureMarketplace-INS|contoso.app", "ada@contoso.com", "Other", "2/16/2021 9:12"],
        &["2", "SPZA-PLT|contoso.app", "tom@contoso.com", "Other", "2/17/2021 9:12"],
    ];
    assert_eq!(roles(&mapping(&headers, &rows)), ["lead_id", "lead_source", "email", "source", "created"]);
}

#[test]
fn composites_outweigh_a_column_of_bare_sources() {
    let rows: [&[&str]; 2] = [&["AzureMarketplace-INS|contoso.app", "Azure Marketplace"], &["SPZA-PLT|contoso.app", "AppSource"]];
    for headers in [["raw", "Lead Source"], ["Topic", "Lead Source"], ["raw", "Source"]] {
        assert_eq!(roles(&mapping(&headers, &rows)), ["lead_source", "source"], "{headers:?}");
    }
}

#[test]
fn a_crms_own_lead_source_is_not_doubted() {
    let mapping = mapping(&["Lead Source", "Email"], &[&["Web", "ada@contoso.com"], &["Trade show", "tom@contoso.com"]]);
    assert!(mapping.columns[0].role == ColumnRole::LeadSource && mapping.columns[0].confidence >= 0.9);
}

#[test]
fn cells_name_columns_that_have_no_header_word() {
    let rows: [&[&str]; 2] = [
        &["SPZA-INS|contoso.app", "ada@contoso.com", "+46 8 555 01 01", "SE", "2021-02-16", "x"],
        &["SPZA-PLT|contoso.app", "tom@contoso.com", "16175550142", "USA", "2021-02-17", "y"],
    ];
    let mapping = mapping(&["a", "b", "c", "d", "e", "f"], &rows);
    assert_eq!(roles(&mapping), ["lead_source", "email", "phone", "country", "created", "ignore"]);
    assert!(mapping.columns[1].confidence >= 0.9);
}

#[test]
fn of_two_columns_for_one_role_the_fuller_one_serves() {
    let rows: [&[&str]; 2] = [&["n/a", "ada@contoso.com", "", "16175550142"], &["see notes", "tom@contoso.com", "", "16175550143"]];
    let mapping = mapping(&["Email", "Email Address", "Phone", "Mobile Phone"], &rows);
    assert_eq!(roles(&mapping), ["ignore", "email", "ignore", "phone"]);
    assert!(mapping.columns[0].confidence < 0.9);
}

#[test]
fn an_email_header_over_other_text_is_doubted() {
    let mapping = mapping(&["Email", "Company"], &[&["yes", "Contoso"], &["no", "Fabrikam"]]);
    assert_eq!(mapping.columns[0].role, ColumnRole::Email);
    assert!(mapping.columns[0].confidence < 0.6);
}

#[test]
fn an_ambiguous_word_counts_only_among_lead_fields() {
    let row = ["Chefin", "Ada", "Lindqvist", "ada@contoso.com", "Contoso"];
    let lead = mapping(&["Titel", "First Name", "Last Name", "Email", "Company"], &[&row]);
    let other = mapping(&["Titel", "Email"], &[&["Chefin", "ada@contoso.com"]]);
    assert!(lead.columns[0].confidence >= 0.9 && other.columns[0].confidence < 0.9);
}

#[test]
fn the_time_of_creation_goes_before_the_time_of_the_last_change() {
    let row =
        ["2021-02-17T00:00:00Z", "2021-02-16T00:00:00Z", "{\"FirstName\": \"Ada\", \"Email\": \"ada@contoso.com\"}", "AzureMarketplace"];
    let mapping = mapping(&["Timestamp", "CreatedTime", "Details", "LeadSource"], &[&row]);
    assert_eq!(roles(&mapping), ["ignore", "created", "customer_info", "lead_source"]);
}

#[test]
fn a_name_that_repeats_the_company_is_no_persons_name() {
    let rows: [&[&str]; 2] = [&["Contoso", "Contoso", "Ada"], &["Fabrikam", "Fabrikam", "Tom"]];
    assert_eq!(roles(&mapping(&["name", "Company", "First Name"], &rows)), ["ignore", "company", "first_name"]);
    assert_eq!(roles(&mapping(&["name", "Company"], &[&["Ada Lindqvist", "Contoso"]])), ["full_name", "company"]);
}

#[test]
fn an_override_wins_and_takes_the_role_from_others() {
    let table = table(&["Email", "Backup Mail"], &[&["ada@contoso.com", "tom@contoso.com"]]);
    let wish = RoleOverride { header: "backup mail".into(), role: ColumnRole::Email };
    let mapping = Mapping::with_words(&table, &Decisions { overrides: vec![wish], ..Decisions::default() }, words).unwrap();
    assert_eq!(roles(&mapping), ["ignore", "email"]);
    assert!((mapping.columns[1].confidence - 1.0).abs() < f32::EPSILON);
}

#[test]
fn a_table_without_a_lead_column_says_what_it_has() {
    let error = Mapping::with_words(&table(&["Sepal", "Petal"], &[&["5.1", "1.4"]]), &Decisions::default(), words).unwrap_err();
    assert_eq!(error, SourceError::NoLeadColumn { headers: vec!["Sepal".into(), "Petal".into()], columns: 2 });
    let error = Mapping::with_words(&table(&["", " "], &[&["5.1", "1.4"]]), &Decisions::default(), words).unwrap_err();
    assert_eq!(error, SourceError::NoLeadColumn { headers: Vec::new(), columns: 2 });
}

#[test]
fn a_vague_word_for_sources_alone_makes_no_leads() {
    let of = |headers: &[&str], row: &[&str]| Mapping::of(&table(headers, &[row]), &Decisions::default());
    assert!(of(&["version", "sources", "mappings"], &["3", "a.ts", "AAAA"]).is_err(), "the map of a program");
    assert!(of(&["sources"], &["SPZA-INS|contoso.app"]).is_ok(), "a lead source is one under any word");
    assert!(of(&["Sources", "Created On"], &["Web", "2024-03-04"]).is_ok(), "a list without people, as Partner Center gives it");
}

#[test]
fn partner_centers_own_download_maps_without_persons() {
    let headers =
        ["Referral ID", "Creation Date", "Customer Country", "Customer Name", "Lead Source", "Call to action", "Offer ID", "Offer name"];
    let row = ["0a1b", "2023-08-01", "SE", "Fjordbank AB", "Azure Marketplace", "Get it now", "lakeworks.backup", "Backup Pro"];
    let mapping = mapping(&headers, &[&row]);
    assert_eq!(roles(&mapping), ["ignore", "created", "country", "company", "lead_source", "action", "offer_id", "offer_title"]);
}

#[test]
fn a_partition_key_tells_the_day_where_no_other_column_does() {
    let role_of_key = |headers: &[&str], records: &[&[&str]]| mapping(headers, records).columns[0].role;
    let rows: [&[&str]; 2] = [&["9:2F28:2F2018", "ada@contoso.com"], &["10:2F3:2F2018", "tom@contoso.com"]];
    assert_eq!(role_of_key(&["PartitionKey", "Email"], &rows), ColumnRole::Created);
    assert_eq!(role_of_key(&["PartitionKey", "Email"], &[&["leads", "ada@contoso.com"]]), ColumnRole::Ignore);
    let rows: [&[&str]; 1] = [&["9:2F28:2F2018", "ada@contoso.com", "2018-09-28T09:12:44Z"]];
    assert_eq!(role_of_key(&["PartitionKey", "Email", "Timestamp"], &rows), ColumnRole::Ignore);
}

#[test]
fn unix_time_and_compact_days_do_not_contradict_their_header() {
    for cell in ["1613466764", "1613466764000", "20210216", "636573304831318844"] {
        let mapping = mapping(&["Email", "Created On"], &[&["ada@contoso.com", cell]]);
        assert_eq!(mapping.columns[1].role, ColumnRole::Created, "{cell}");
        assert!(mapping.columns[1].confidence >= 0.9, "{cell}");
    }
}

/// The mapping a file gets: with the whole vocabulary.
#[track_caller]
fn guess(headers: &[&str], records: &[&[&str]]) -> Vec<(&'static str, bool)> {
    let mapping = Mapping::guess(&table(headers, records), &Decisions::default());
    mapping.columns.iter().map(|column| (column.role.as_str(), column.is_sure())).collect()
}

#[test]
fn a_word_over_cells_of_another_kind_is_doubted() {
    for (header, cells) in [
        ("Email", ["yes", "no"]),
        ("Phone", ["Stockholm", "Boston"]),
        ("Country", ["ada@example.com", "tom@example.com"]),
        ("First Name", ["2021-02-16", "2021-02-17"]),
        ("Company", ["+46 8 555 01 01", "+1 617 555 0142"]),
        ("Created On", ["soon", "later"]),
    ] {
        let found = guess(&[header, "Last Name"], &[&[cells[0], "Lindqvist"], &[cells[1], "Baker"]]);
        assert!(!found[0].1, "{header}: {found:?}");
    }
}

#[test]
fn unknown_text_needs_review_only_while_a_role_is_open() {
    let row = ["Ada Lindqvist", "ada@example.com", "Fjordbank AB", "SE", "Head of IT", "SPZA-INS|contoso.app", "blue"];
    let headers = ["Name", "Email", "Company", "Country", "Job Title", "Lead Source", "Xyzzy"];
    assert_eq!(guess(&headers, &[&row])[6], ("ignore", true));
    for open in [0, 2, 3, 4] {
        let (mut headers, mut row) = (headers.to_vec(), row.to_vec());
        headers.remove(open);
        row.remove(open);
        assert_eq!(guess(&headers, &[&row])[5], ("ignore", false), "without {open}");
    }
}

#[test]
fn unknown_columns_that_hold_nothing_of_a_lead_need_no_review() {
    for cell in ["", "17", "0.5", "true", "https://example.com/x", "0a1b2c3d-0000-4000-8000-000000000000"] {
        assert_eq!(guess(&["Email", "Xyzzy"], &[&["ada@example.com", cell]])[1], ("ignore", true), "{cell}");
    }
}

#[test]
fn columns_without_headers_are_told_by_their_cells() {
    let unnamed = |text: &str| {
        let mapping = Mapping::guess(&read(text), &Decisions::default());
        mapping.columns.iter().map(|column| (column.role.as_str(), column.is_sure())).collect::<Vec<_>>()
    };
    let found = unnamed(
        "SPZA-INS|contoso.app,ada@example.com,+46 8 555 01 01,Sweden,2021-02-16,Ada Lindqvist,Fjordbank AB,17\n\
         SPZA-PLT|contoso.app,tom@example.com,617-555-0142,Canada,2021-02-17,Tom Baker,Raman Inc.,18\n",
    );
    assert_eq!(found[..5], [("lead_source", true), ("email", true), ("phone", true), ("country", true), ("created", true)]);
    assert_eq!(found[5..], [("full_name", false), ("company", false), ("ignore", true)]);
    let two_dates = unnamed("ada@example.com,2021-02-16,2021-03-01\ntom@example.com,2021-02-17,2021-03-02\n");
    assert!(!two_dates[1].1 && !two_dates[2].1, "{two_dates:?}");
}

#[test]
fn half_a_name_depends_on_the_other_half() {
    let words =
        |header: &str, cell: &str, other: &str, second: &str| guess(&[header, other, "Email"], &[&[cell, second, "ada@example.com"]])[0];
    assert_eq!(words("Name", "Lindqvist", "Vorname", "Ada"), ("last_name", true));
    assert_eq!(words("Name", "Ada", "Surname", "Lindqvist"), ("first_name", true));
    assert_eq!(words("Name", "Ada Lindqvist", "Vorname", "Ada"), ("full_name", true));
    assert_eq!(words("Nom", "Ada Lindqvist", "Pays", "France"), ("full_name", false));
    assert_eq!(words("Name", "Fjordbank AB", "Country", "SE"), ("company", false));
    assert_eq!(words("Ad", "Spring sale", "Full Name", "Ada Lindqvist"), ("ignore", false));
    assert_eq!(words("Ad", "Ada", "Soyad", "Lindqvist"), ("first_name", false));
}

#[test]
fn a_second_address_is_ignored_but_read_where_the_first_is_missing() {
    let headers = ["Email", "Secondary Email", "Owner Email"];
    let only: &[&[&str]] = &[&["", "ada@example.com", "sam@example.org"]];
    assert_eq!(roles(&Mapping::guess(&table(&headers, only), &Decisions::default())), ["ignore", "email", "ignore"]);
    let both: &[&[&str]] = &[&["tom@example.com", "ada@example.com", "sam@example.org"]];
    let mapping = Mapping::guess(&table(&headers, both), &Decisions::default());
    assert_eq!(roles(&mapping), ["email", "ignore", "ignore"]);
    assert_eq!(mapping.fallback_columns(ColumnRole::Email).collect::<Vec<_>>(), [1]);
}

#[test]
fn a_salutation_is_no_job_title() {
    assert_eq!(guess(&["Title", "Position"], &[&["Mr.", "CTO"], &["Dr.", "Buyer"]]), [("ignore", true), ("job_title", true)]);
}
