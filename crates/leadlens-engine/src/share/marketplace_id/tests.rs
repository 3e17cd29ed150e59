use super::*;

/// Values of a person that a column taken for offers could hold, in six languages, one a line; `#` begins a heading. None of it may leave
/// by itself.
const PERSONAL_VALUES: &str = include_str!("tests/personal_values.txt");

/// The same with what is not seen in it.
const INVISIBLE_VALUES: [&str; 5] =
    ["", "ann\u{200b}a.lindqvist", "anna\u{200d}-lindqvist", "\u{feff}jan.kowalski", "anna.lindqvist\u{a0}"];

/// Ids of publishers.
const PUBLISHER_IDS: &[&str] = &[
    "contoso",
    "contoso-soft",
    "fabrikam",
    "fernhill",
    "saltmarsh",
    "northmere",
    "tideline",
    "bitnami",
    "docusign",
    "checkpoint",
    "fortinet",
    "f5-networks",
    "microsoftwindowsserver",
    "paloaltonetworks",
    "redhat",
    "h2o-ai",
    "canonical",
    "hashicorp",
    "gitlabinc",
    "nginxinc",
    "veeam",
    "sophos",
];

/// Ids of offers as publishers choose them, one a line. All of them may leave.
const OFFER_IDS: &str = include_str!("tests/offer_ids.txt");

/// Ids that could be names to who knows neither: they leave in a link once several people have them.
const RARE_IDS: &[&str] =
    &["bitnami.openedxcypress", "nobody.knows", "bitnami.cassandra", "wolfram.mathematica-13", "contoso_2019", "northmere", "WordPress.x"];

const UNSEEN: IdOf = IdOf::Offer { people: 0 };
const OFTEN: IdOf = IdOf::Offer { people: 1_000 };

#[test]
fn nothing_of_a_person_is_an_id() {
    let values: Vec<&str> = PERSONAL_VALUES.lines().filter(|line| !line.starts_with("# ")).chain(INVISIBLE_VALUES).collect();
    assert!(values.len() >= 200);
    let kinds = [UNSEEN, OFTEN, IdOf::Publisher];
    let passed: Vec<_> = values.iter().filter(|text| kinds.iter().any(|kind| is_marketplace_id(text, *kind))).collect();
    assert!(passed.is_empty(), "{passed:?}");
}

#[test]
fn ids_of_the_marketplace_are_ids() {
    assert!(OFFER_IDS.lines().count() >= 60);
    let withheld: Vec<_> = OFFER_IDS.lines().filter(|text| !is_marketplace_id(text, UNSEEN)).collect();
    assert!(withheld.is_empty(), "{withheld:?}");
    let withheld: Vec<_> = PUBLISHER_IDS.iter().filter(|text| !is_marketplace_id(text, IdOf::Publisher)).collect();
    assert!(withheld.is_empty(), "{withheld:?}");
}

#[test]
fn an_unknown_name_is_an_id_on_the_leads_of_several() {
    for text in RARE_IDS.iter().chain(&["ananya.deshmore", "lindstrand", "imogen-thackray", "wangguorong"]) {
        assert!(!is_marketplace_id(text, UNSEEN) && !is_marketplace_id(text, IdOf::Offer { people: 2 }), "{text}");
        assert_eq!(is_marketplace_id(text, IdOf::Offer { people: 3 }), !text.contains('W'), "{text}");
    }
}

#[test]
fn what_cannot_be_told_is_what_the_module_says() {
    for text in ["please-test", "abc-12d"] {
        assert!(is_marketplace_id(text, UNSEEN), "{text}");
    }
    assert!(["lindstrand", "wangguorong"].iter().all(|text| is_marketplace_id(text, IdOf::Publisher)));
    assert!(!is_marketplace_id("john.deere-dealers", OFTEN));
}

#[test]
fn a_title_names_its_offer() {
    for (title, id, expected) in [
        ("Ledger Cloud for growing companies", "northmere.ledger-cloud", true),
        ("Tideline Field Service", "tideline.0c4fa1b7-22de-4b6a-9d1f-c0ffee123456", true),
        ("Ledger Connect", "northmere.3701c77e-1cfa-4c56-91e6-3ed0b622145a", false),
        ("Sales manager", "northmere.ledger-cloud", false),
        ("Anna Lindqvist (Northmere)", "northmere.ledger-cloud", false),
        ("Northmere +46 70 123 45 67", "northmere.ledger-cloud", false),
        ("northmere＠example", "northmere.ledger-cloud", false),
        ("", "northmere.ledger-cloud", false),
    ] {
        assert_eq!(is_title_of(title, id), expected, "{title} {id}");
    }
}

#[test]
fn a_header_shows_no_person() {
    for header in [
        "First name",
        "e-mail",
        "電子郵件",
        "Create Date",
        "Lead Source",
        "(do not modify) row checksum",
        "address1_country",
        "Company / Account",
    ] {
        assert!(!shows_person(header), "{header}");
    }
    for header in ["Anna Lindqvist", "ann＠example.org", "+46 70 123 45 67", "1985-03-12", "Jan Kowalski, Gdynia"] {
        assert!(shows_person(header), "{header}");
    }
}

#[test]
fn the_lists_are_sorted_and_their_words_are_lower_case() {
    let Lists { given, personal, product } = lists();
    for list in [given, personal, product] {
        assert!(list.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(list.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())));
    }
    assert!(given.iter().chain(personal).all(|name| product.binary_search(name).is_err()));
}
