//! The spellings of `LeadSource` met in exports, and what each means.

use leadlens_engine::leads::{Action, LeadSource, Storefront};

#[test]
fn every_known_spelling_means_what_the_table_says() {
    let text = include_str!("../../../../tests/cases/leadsource-variants/input.tsv");
    let mut read = 0;
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [raw, storefront, action, publisher, offer, note] = cells.try_into().unwrap();
        let parsed = LeadSource::parse(raw);
        assert_eq!(storefront_name(parsed.storefront), storefront, "source of {raw} ({note})");
        assert_eq!(action_name(parsed.action), action, "action of {raw} ({note})");
        let named = if parsed.offer.id.is_empty() { &parsed.offer.title } else { &parsed.offer.id };
        assert_eq!(named, offer, "offer of {raw} ({note})");
        let expected = if publisher == "?" { "lakeworks" } else { publisher };
        assert_eq!(parsed.offer.publisher, expected, "publisher of {raw} ({note})");
        read += 1;
    }
    assert_eq!(read, 20);
}

fn storefront_name(storefront: Storefront) -> &'static str {
    match storefront {
        Storefront::AzureMarketplace => "AzureMarketplace",
        Storefront::AzurePortal => "AzurePortal",
        Storefront::AppSource => "AppSource",
        Storefront::TestDrive => "TestDrive",
        Storefront::Other => "?",
        Storefront::None => "",
    }
}

fn action_name(action: Action) -> &'static str {
    match action {
        Action::Ins => "INS",
        Action::Plt => "PLT",
        Action::Dnc => "DNC",
        Action::Create => "Create",
        Action::StartTestDrive => "StartTestDrive",
        Action::Other => "?",
        Action::None => "",
    }
}
