use proptest::prelude::*;

use super::*;
use crate::leads::value_decision::{CodeMeaning, ValueDecision};

#[test]
fn sources_and_actions_are_read_in_every_spelling() {
    use Spelling::{Documented, Translated};
    for (text, storefront, action, spelling) in [
        ("", Storefront::None, Action::None, Documented),
        ("SPZA-INS", Storefront::AppSource, Action::Ins, Documented),
        ("spza - ins", Storefront::AppSource, Action::Ins, Documented),
        ("AppSource (SPZA)-PLT|a.b", Storefront::AppSource, Action::Plt, Documented),
        ("Azure portal — Create|a.b", Storefront::AzurePortal, Action::Create, Documented),
        ("AzureMarketplace INS|a.b", Storefront::AzureMarketplace, Action::Ins, Documented),
        ("AzureMarketplace-Ins|a.b", Storefront::AzureMarketplace, Action::Ins, Documented),
        ("AzureMarketplace-İşlemleri|a.b", Storefront::AzureMarketplace, Action::Ins, Translated),
        ("SPZA-In|a.b", Storefront::AppSource, Action::Ins, Translated),
        ("SPZA-Čas načtení stránky|a.b", Storefront::AppSource, Action::Plt, Translated),
        ("Raporundaki-Oluştur|a.b", Storefront::AzurePortal, Action::Create, Translated),
        ("AzurePortal-Skapa|a.b", Storefront::AzurePortal, Action::Create, Translated),
        ("AzurePortal-Utwórz|a.b", Storefront::AzurePortal, Action::Create, Translated),
        ("TestDrive-Starttestdrive", Storefront::TestDrive, Action::StartTestDrive, Documented),
        ("Test-Drive", Storefront::TestDrive, Action::None, Documented),
        ("SPZA-|a.b", Storefront::AppSource, Action::None, Documented),
        ("SPZA-Free Trial|a.b", Storefront::AppSource, Action::Other, Documented),
        ("SFDC-IN|Listing", Storefront::Other, Action::Other, Documented),
        ("SFDC-dup-IN|Listing", Storefront::Other, Action::Other, Documented),
        ("Web", Storefront::Other, Action::None, Documented),
        ("Contact Me", Storefront::None, Action::Plt, Documented),
        ("Get It Now", Storefront::None, Action::Ins, Documented),
        ("Create", Storefront::None, Action::Create, Documented),
        ("kontakta mig", Storefront::None, Action::Plt, Translated),
        ("PLT|a.b", Storefront::None, Action::Plt, Documented),
        ("Free trial", Storefront::Other, Action::None, Documented),
        ("Web-to-lead", Storefront::Other, Action::None, Documented),
        ("Test run through a flow", Storefront::Other, Action::None, Documented),
    ] {
        let read = LeadSource::parse(text);
        assert_eq!((read.storefront, read.action, read.spelling), (storefront, action, spelling), "{text}");
    }
}

#[test]
fn the_offer_slot_is_an_id_or_a_title() {
    for (slot, publisher, id, title) in [
        ("Contoso.App-One", "contoso", "app-one", ""),
        ("WA200009999", "", "WA200009999", ""),
        ("contoso.app.plan", "contoso", "app.plan", ""),
        (".app", "", ".app", ""),
        ("Contoso App 2.0", "", "", "Contoso App 2.0"),
        ("PUBID.Contoso|AID.x|PAPPID.y", "contoso", "PUBID.Contoso|AID.x|PAPPID.y", ""),
        ("bitnamı. openedxcypress", "bitnami", "openedxcypress", ""),
        ("Contoso. App", "", "", "Contoso. App"),
        ("", "", "", ""),
    ] {
        let offer = LeadSource::parse(&format!("SPZA-INS | {slot} ")).offer;
        assert_eq!((&*offer.publisher, &*offer.id, &*offer.title), (publisher, id, title), "{slot}");
    }
}

#[test]
fn a_column_of_its_own_may_hold_the_code_or_the_buttons_text() {
    for (text, expected) in [
        ("INS", Action::Ins),
        ("Get it now", Action::Ins),
        ("ContactMe", Action::Plt),
        ("Contact me", Action::Plt),
        ("Test drive", Action::StartTestDrive),
        ("Do Not Contact", Action::Dnc),
        ("Subscribe", Action::Create),
        ("kontakta mig", Action::Plt),
        ("in", Action::Other),
        (" ", Action::None),
    ] {
        assert_eq!(action(text).0, expected, "{text}");
    }
    assert_eq!(storefront("Azure Marketplace").0, Storefront::AzureMarketplace);
    assert_eq!(storefront("Newsletter").0, Storefront::Other);
}

#[test]
fn only_documented_combinations_are_usual() {
    for text in [
        "AzureMarketplace-INS",
        "SPZA-INS",
        "SPZA-PLT",
        "SPZA-DNC",
        "AzurePortal-Create",
        "TestDrive-StartTestDrive",
        "SPZA-StartTestDrive",
    ] {
        assert!(LeadSource::parse(text).is_usual(), "{text}");
    }
    for text in ["AzurePortal-INS", "AzureMarketplace-DNC", "TestDrive-INS"] {
        assert!(!LeadSource::parse(text).is_usual(), "{text}");
    }
}

#[test]
fn a_bar_behind_a_blank_is_no_offer() {
    for text in ["SPZA-INS| |", "SPZA-INS|\u{b}|", "SPZA-INS|｜ |"] {
        let offer = LeadSource::parse(text).offer;
        assert_eq!((offer.id.as_str(), offer.title.as_str()), ("", ""), "{text:?}");
    }
}

proptest! {
    #[test]
    fn no_text_panics_and_no_offer_is_lost(left in "[^|｜]{0,20}", slot in ".{0,30}") {
        let read = LeadSource::parse(&format!("{left}|{slot}"));
        let has_offer = !read.offer.id.is_empty() || !read.offer.title.is_empty();
        // Carriers leave invisible characters in it, double the bar, and end it with their own delimiters.
        let is_seen = |letter: char| !letter.is_whitespace() && !matches!(letter, '|' | '｜' | ';' | ',' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
        prop_assert_eq!(has_offer, slot.contains(is_seen));
    }

    #[test]
    fn a_decision_on_the_unknown_word_makes_it_known(before in "(SPZA|Web|SFDC|[a-zA-Z ]{0,6})", dash in "(-| – |)", after in "(INS|in|[a-zA-Z]{0,6})", slot in "(\\|a\\.b)?") {
        let text = format!("{before}{dash}{after}{slot}");
        let read = LeadSource::parse(&text);
        let decide = |text: &str, meaning| Values::of(&[ValueDecision { text: text.into(), meaning }]);
        if read.storefront == Storefront::Other {
            let values = decide(unknown_word(&text, true), CodeMeaning::Storefront(Storefront::AppSource));
            prop_assert_eq!(LeadSource::parse_with(&text, &values).storefront, Storefront::AppSource);
        } else if read.action == Action::Other {
            let values = decide(unknown_word(&text, false), CodeMeaning::Action(Action::Plt));
            prop_assert_eq!(LeadSource::parse_with(&text, &values).action, Action::Plt);
        } else {
            let values = decide(&before, CodeMeaning::Storefront(Storefront::TestDrive));
            prop_assert_eq!(LeadSource::parse_with(&text, &values), read);
        }
    }
}
