//! Every kind of export is read into the records and headers it holds.

use leadlens_engine::intake::{Encoding, FaultKind, Format, Table};

use crate::common;

/// Reads `tests/cases/<path>`.
#[track_caller]
fn case(path: &str) -> Table {
    let bytes = std::fs::read(format!("{}/../../tests/cases/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    common::table(path, &bytes)
}

#[test]
fn every_export_gives_its_records_and_columns() {
    use Format::{Csv, Json, KeyValue, Ndjson, Tsv};
    for (path, format, records, columns, first) in [
        ("azure-table-typed/input.csv", Csv, 8, 17, "PartitionKey"),
        ("azure-table-untyped/input.csv", Csv, 8, 10, "PartitionKey"),
        ("azure-table-se140-quirk/input.tsv", Tsv, 8, 16, "PartitionKey"),
        ("azure-table-baresource/input.csv", Csv, 4, 10, "PartitionKey"),
        ("azure-table-get-entities/input.json", Json, 8, 10, "PartitionKey"),
        ("https-single-camel/input.json", Json, 1, 11, "userDetails.firstName"),
        ("https-single-pascal/input.json", Json, 1, 11, "UserDetails.FirstName"),
        ("https-legacy-2018-no-action/input.json", Json, 1, 9, "OfferTitle"),
        ("https-array/input.json", Json, 8, 11, "userDetails.firstName"),
        ("https/input.ndjson", Ndjson, 8, 11, "userDetails.firstName"),
        ("https-concatenated-pretty/input.txt", Json, 3, 11, "userDetails.firstName"),
        ("https-faq-shape-broken/input.json", Json, 1, 11, "userDetails.FirstName"),
        ("dynamics-leads-view/input.csv", Csv, 8, 15, "(Do Not Modify) Lead"),
        ("dynamics-webapi/input.json", Json, 8, 12, "leadid"),
        ("salesforce-report/input.csv", Csv, 14, 12, "First Name"),
        ("salesforce-dataloader/input.csv", Csv, 8, 11, "ID"),
        ("salesforce-web2lead-testlead/input.txt", KeyValue, 1, 11, "company"),
        ("marketo-list/input.csv", Csv, 8, 10, "Id"),
        ("marketo-bulk-extract/input.csv", Csv, 8, 10, "id"),
        ("hubspot-contacts/input.csv", Csv, 5, 16, "Record ID"),
        ("partner-center-lead-insights/input.csv", Csv, 4, 19, "Referral ID"),
        ("referrals-api/input.json", Json, 1, 25, "id"),
        ("keyvalue-en-bullets/input.txt", KeyValue, 1, 7, "FirstName"),
        ("keyvalue-zh-tw/input.txt", KeyValue, 1, 7, "名字"),
        ("keyvalue-mt-damage/input.txt", KeyValue, 3, 7, "Imię"),
        ("email-notification-multi/input.txt", KeyValue, 3, 8, "LeadSource"),
        ("excel-paste/input.tsv", Tsv, 8, 9, "LeadSource"),
        ("excel-paste-sciphone/input.tsv", Tsv, 2, 9, "LeadSource"),
        ("sv-utf16le-unicode-text/input.txt", Tsv, 2, 8, "Lead-källa"),
        ("sv-utf8-bom/input.csv", Csv, 2, 8, "Lead-källa"),
        ("leadsource-variants/input.tsv", Tsv, 20, 6, "raw"),
        ("duplicates-cases/input.csv", Csv, 12, 10, "n"),
    ] {
        let table = case(path);
        let found = (table.format, table.record_count(), table.column_count(), table.headers[0].as_str());
        assert_eq!(found, (Some(format), records, columns, first), "{path}: {:?}", table.headers);
    }
}

#[test]
fn a_quoted_line_break_and_quotes_in_quotes_come_out_of_a_paste() {
    let table = case("excel-paste-sciphone/input.tsv");
    assert_eq!((table.cell(0, 6), table.cell(1, 7)), ("Fjordbank\nAB".into(), "VP \"Data\"".into()));
}

#[test]
fn the_lines_behind_a_report_are_its_footer() {
    let table = case("salesforce-report/input.csv");
    let faults: Vec<_> = table.faults.iter().map(|fault| (fault.record, fault.kind)).collect();
    assert_eq!(faults, (9..14).map(|record| (record, FaultKind::Footer)).collect::<Vec<_>>());
}

#[test]
fn utf_16_is_read_like_utf_8() {
    let table = case("sv-utf16le-unicode-text/input.txt");
    assert_eq!((table.encoding, table.cell(1, 6)), (Some(Encoding::Utf16Le), "Öberg och Söner AB".into()));
}

#[test]
fn the_missing_comma_of_the_printed_sample_is_mended_and_noted() {
    let table = case("https-faq-shape-broken/input.json");
    assert_eq!(table.faults.iter().map(|fault| fault.kind).collect::<Vec<_>>(), [FaultKind::Mended]);
    assert_eq!(table.cell(0, 9), "Lakeworks Backup Pro (BYOL)");
}

#[test]
fn several_people_in_one_paste_stand_under_each_other() {
    let table = case("keyvalue-mt-damage/input.txt");
    let names: Vec<_> = (0..3).map(|record| table.cell(record, 0)).collect();
    assert_eq!(names, ["Zuzanna", "Élodie", "Анна"]);
    assert_eq!(table.cell(2, 6), "Директор");
    let mail = case("email-notification-multi/input.txt");
    assert_eq!((mail.cell(1, 3), mail.cell(2, 3)), ("Priya".into(), "".into()));
}
