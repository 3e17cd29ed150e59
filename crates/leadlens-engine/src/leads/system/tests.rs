use super::*;
use crate::intake::Reader;
use crate::intake::fixture::read;

#[track_caller]
fn system_of(name: &str, bytes: &[u8]) -> Option<System> {
    let mut reader = Reader::new(name, bytes.len() as u64).unwrap();
    reader.push(bytes).unwrap();
    recognise(&reader.finish().unwrap()).map(|recognition| recognition.system)
}

#[test]
fn every_export_is_known_by_its_headers() {
    use System::{AzureTable, Dynamics, HttpsEndpoint, HubSpot, Marketo, NotificationEmail, PartnerCenter, Salesforce};
    for (case, expected) in [
        ("azure-table-typed/input.csv", Some(AzureTable)),
        ("azure-table-untyped/input.csv", Some(AzureTable)),
        ("azure-table-se140-quirk/input.tsv", Some(AzureTable)),
        ("azure-table-baresource/input.csv", Some(AzureTable)),
        ("azure-table-get-entities/input.json", Some(AzureTable)),
        ("https-single-camel/input.json", Some(HttpsEndpoint)),
        ("https-single-pascal/input.json", Some(HttpsEndpoint)),
        ("https-legacy-2018-no-action/input.json", Some(HttpsEndpoint)),
        ("https-array/input.json", Some(HttpsEndpoint)),
        ("https/input.ndjson", Some(HttpsEndpoint)),
        ("https-concatenated-pretty/input.txt", Some(HttpsEndpoint)),
        ("https-faq-shape-broken/input.json", Some(HttpsEndpoint)),
        ("power-automate-trigger/input.json", Some(HttpsEndpoint)),
        ("power-automate-get-entities/input.json", Some(AzureTable)),
        ("dynamics-workbook/input.xlsx", Some(Dynamics)),
        ("dynamics-leads-view/input.csv", Some(Dynamics)),
        ("dynamics-webapi/input.json", Some(Dynamics)),
        ("salesforce-report/input.csv", Some(Salesforce)),
        ("salesforce-workbook/input.xlsx", Some(Salesforce)),
        ("salesforce-dataloader/input.csv", Some(Salesforce)),
        ("salesforce-web2lead-testlead/input.txt", Some(Salesforce)),
        ("marketo-list/input.csv", Some(Marketo)),
        ("marketo-bulk-extract/input.csv", Some(Marketo)),
        ("hubspot-contacts/input.csv", Some(HubSpot)),
        ("hubspot-workbook/input.xlsx", Some(HubSpot)),
        ("partner-center-lead-insights/input.csv", Some(PartnerCenter)),
        ("referrals-api/input.json", Some(PartnerCenter)),
        ("email-notification-multi/input.txt", Some(NotificationEmail)),
        ("keyvalue-en-bullets/input.txt", None),
        ("keyvalue-zh-tw/input.txt", None),
        ("keyvalue-mt-damage/input.txt", None),
        ("excel-paste/input.tsv", None),
        ("excel-paste-sciphone/input.tsv", None),
        ("sv-utf16le-unicode-text/input.txt", None),
        ("sv-utf8-bom/input.csv", None),
        ("leadsource-variants/input.tsv", None),
        ("duplicates-cases/input.csv", None),
    ] {
        let bytes = std::fs::read(format!("{}/../../tests/cases/{case}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        assert_eq!(system_of(case, &bytes), expected, "{case}");
    }
}

#[test]
fn a_list_of_ones_own_is_no_systems_export() {
    for headers in [
        "Name,Email,Phone,Company,Country",
        "First Name,Last Name,Email Address,Company,Job Title,Notes,Date",
        "Vorname;Nachname;E-Mail;Telefon;Firma;Land;Quelle;Status",
        "LeadSource,FirstName,LastName,Email,Company,CreatedTime",
        "Email,Product,Offer ID,Lead Status,Owner",
    ] {
        assert_eq!(system_of("list.csv", format!("{headers}\nx\n").as_bytes()), None, "{headers}");
    }
}

#[test]
fn localised_and_custom_columns_tell_too() {
    for (headers, expected) in [
        ("(Nicht ändern) Lead;(Nicht ändern) Geändert am;Thema;Vorname", System::Dynamics),
        ("Prénom;Nom;Source de la piste;Propriétaire de la piste", System::Salesforce),
        ("Id,FirstName,Email,Offer_Id__c,OwnerId", System::Salesforce),
        ("firstname,lastname,email,hs_lead_status", System::HubSpot),
    ] {
        assert_eq!(system_of("export.csv", format!("{headers}\nx\n").as_bytes()), Some(expected), "{headers}");
    }
}

#[test]
fn the_reason_is_the_headers_as_they_stand() {
    let recognition = recognise(&read("Referral ID,Creation Date,Business profile ID,Customer Name,Call to action\n1,2,3,4,5\n")).unwrap();
    assert_eq!(recognition.because, ["Referral ID", "Business profile ID", "Call to action"]);
    assert!(System::HubSpot.merges_by_email() && !recognition.system.merges_by_email());
}
