use super::slip::is_one_slip;
use super::*;
use crate::matching::evidence::Field;
use crate::matching::fixture::{level, profiles};

/// The same in both orders.
#[track_caller]
fn check(field: Field, cases: &[(&str, &str, Level)]) {
    for &(one, other, expected) in cases {
        assert_eq!(level(field, one, other), expected, "{one} and {other}");
        assert_eq!(level(field, other, one), expected, "{other} and {one}");
    }
}

#[test]
fn every_level_of_given_names() {
    check(
        Field::GivenName,
        &[
            ("Ann,Ash", "Ann,Birk", Level::Same),
            ("Bob,Ash", "Robert,Ash", Level::Variant),
            ("R.,Ash", "Robert,Ash", Level::Initial),
            ("Patricia,Ash", "Patrica,Ash", Level::Typo),
            ("Jan,Ash", "Jana,Ash", Level::Similar),
            ("Adam,Ash", "Beatrix,Ash", Level::Different),
            (",Ash", "Beatrix,Ash", Level::Absent),
            (",,bob.birk@contoso.com", "Bob,Birk", Level::FromEmail),
            // Another given name stands with the family name: it is not Mark's address.
            (",Birkman,taylorbirkman@contoso.com", "Mark,Birkman", Level::Different),
            // A mailbox of the house names no person.
            (",,info@contoso.com", "Bob,Birk", Level::Absent),
        ],
    );
}

#[test]
fn every_level_of_family_names() {
    check(
        Field::FamilyName,
        &[
            ("Ann,Ash", "Bob,Ash", Level::Same),
            ("Ann,Müller", "Ann,Mueller", Level::Variant),
            ("Ann,A.", "Ann,Ash", Level::Initial),
            ("Ann,Lindqvist", "Ann,Lindqvits", Level::Typo),
            ("Ann,Hendricks", "Ann,Henderson", Level::Similar),
            ("Ann,Ash", "Ann,Quackenbush", Level::Different),
            ("Ann", "Ann,Ash", Level::Absent),
            ("Bob,,bob.birk@contoso.com", "Bob,Birk", Level::FromEmail),
        ],
    );
}

#[test]
fn names_written_crosswise_are_put_right() {
    for (one, other) in [("Ann,Quackenbush", "Quackenbush,Ann"), ("Quackenbush,Bob", "Robert,Quackenbush")] {
        let profiles = profiles(&[one, other]);
        let [one, other] = [0, 1].map(|lead: usize| *profiles.get(profiles.of[lead]).unwrap());
        let compared = compare(&profiles, &one, &other);
        assert!(compared.is_crossed);
        assert!(compared.levels[..2].iter().all(|level| matches!(level, Level::Same | Level::Variant)), "{compared:?}");
    }
    let profiles = profiles(&["Ann,Quackenbush", "Bob,Birk"]);
    assert!(!compare(&profiles, &profiles.all[0], &profiles.all[1]).is_crossed);
}

#[test]
fn a_western_and_a_chinese_given_name_are_no_evidence() {
    check(
        Field::GivenName,
        &[
            ("Kevin,Chen", "Chih-Ming,Chen", Level::Absent),
            ("Kevin,陳", "志明,陳", Level::Absent),
            ("Kevin,陳", "Chih-Ming,Chen", Level::Absent),
            // The same name in characters and in letters.
            ("志明,陳", "Chih-Ming,Chen", Level::Variant),
            // Two western names are two people's, and a Chinese one with a family name that is none.
            ("Kevin,Chen", "Beatrix,Chen", Level::Different),
            ("Kevin,Ash", "Beatrix,Ash", Level::Different),
        ],
    );
    check(Field::FamilyName, &[("志明,陳", "Chih-Ming,Chen", Level::Variant)]);
}

#[test]
fn every_level_of_addresses() {
    check(
        Field::Email,
        &[
            ("Ann,,ann.ash@contoso.com", "Bob,, Ann.Ash@Contoso.com ", Level::Same),
            ("Ann,,ann.ash@contoso.com", "Ann,,ann.ash+trial@contoso.com", Level::Variant),
            ("Ann,,annash@gmail.com", "Ann,,ann.ash@gmail.com", Level::Variant),
            ("Ann,,ann.ash@gmial.com", "Ann,,ann.ash@gmail.com", Level::Variant),
            // A slip before the `@`, or in the domain of the company or of a provider.
            ("Ann,,ann.quackenbush@contoso.com", "Ann,,ann.quackenbsuh@contoso.com", Level::Typo),
            ("Ann,,ann.ash@contoso.com,,,Contoso Ltd", "Ann,,ann.ash@contosso.com", Level::Typo),
            ("Ann,,ann.ash@onet.pl", "Ann,,ann.ash@omet.pl", Level::Typo),
            // It is unknown which of the two was meant: they may be two firms.
            ("Ann,,ann.ash@contoso.com", "Ann,,ann.ash@contosso.com", Level::Similar),
            ("Ann,,ann.ash@contoso.com", "Ann,,ann.ash@contoso.de", Level::Similar),
            ("Ann,,ann.ash@contoso.com", "Ann,,ann.ash@mail.contoso.com", Level::Similar),
            ("Ann,,ann.ash@gmail.com", "Ann,,ann.ash@ymail.com", Level::SameLocalPart),
            // Two organisations below one domain, or of one kind.
            ("Dana,,dana@copperleaf.example.org", "Dana,,dana@amberford.example.org", Level::SameLocalPart),
            ("Dana,,dana@quillstone.example.org", "Dana,,dana@quillston.example.org", Level::SameLocalPart),
            ("Jo,,john.smith@health.state.tx.us", "Jo,,john.smith@police.state.tx.us", Level::SameLocalPart),
            ("Jo,,john.smith@portland.gov", "Jo,,john.smith@oaklandca.gov", Level::SameLocalPart),
            ("Jo,,john.smith@contoso.onmicrosoft.com", "Jo,,john.smith@fabrikam.onmicrosoft.com", Level::SameLocalPart),
            ("Ann,,ann.quackenbush@fabrikamgroup.com", "Ann,,ann.quackenbsh@fabrikamgruop.com", Level::Similar),
            ("Ann,,ann.ash@contoso.com", "Ann,,ann.ash@fabrikam.org", Level::SameLocalPart),
            // Three letters are initials, and many have them.
            ("Ann,,ann@contoso.com", "Ann,,ann@fabrikam.org", Level::Different),
            ("Ann,,info@contoso.com", "Bob,,info@contoso.com", Level::SharedMailbox),
            ("Ann,,info@contoso.com", "Bob,,info@fabrikam.org", Level::Different),
            ("Ann,,ann@contoso.com", "Bob,,bob@contoso.com", Level::SameDomain),
            ("Ann,,info@contoso.com", "Bob,,bob@contoso.com", Level::SameDomain),
            // A public provider's domain is no company's.
            ("Ann,,ann@gmail.com", "Bob,,bob@gmail.com", Level::Different),
            ("Ann,,ann@contoso.com", "Bob,,bob@fabrikam.org", Level::Different),
            ("Ann,,", "Bob,,bob@fabrikam.org", Level::Absent),
        ],
    );
}

#[test]
fn a_rare_domain_is_a_slip_of_a_frequent_one() {
    let others = (0..4).map(|other| format!("Bob,,bob{other}.birk@contoso.com"));
    let rows: Vec<String> =
        ["Ann,,ann.ash@contoso.com".to_owned(), "Ann,,ann.ash@contosso.com".to_owned()].into_iter().chain(others).collect();
    for (count, expected) in [(4, Level::Similar), (5, Level::Typo)] {
        let profiles = profiles(rows.get(..count).unwrap());
        let [one, other] = [0, 1].map(|lead: usize| *profiles.get(profiles.of[lead]).unwrap());
        assert_eq!(compare(&profiles, &one, &other).levels[Field::Email as usize], expected, "{count} rows");
    }
}

#[test]
fn a_number_behind_the_name_is_a_namesakes() {
    let cases = [
        ("jan.novak@contoso.com", "jan.novak2@contoso.com", true),
        ("jan.novak1@contoso.com", "jan.novak12@contoso.com", true),
        ("jan.novak@contoso.com", "jan.novak2@fabrikam.org", false),
        ("jan.novak@contoso.com", "jan.novakk@contoso.com", false),
        ("jan.novak@contoso.com", "jan.novak@contoso.com", false),
    ];
    for (one, other, expected) in cases {
        let profiles = profiles(&[format!("Jan,Novak,{one}"), format!("Jan,Novák,{other}")]);
        let [a, b] = [0, 1].map(|lead: usize| *profiles.get(profiles.of[lead]).unwrap());
        assert_eq!(are_numbered(&profiles, &a, &b), expected, "{one} and {other}");
    }
    check(Field::Email, &[("Jan,,jan.novak@contoso.com", "Jan,,jan.novak2@contoso.com", Level::SameDomain)]);
}

#[test]
fn every_level_of_numbers() {
    check(
        Field::Phone,
        &[
            ("Ann,,,+1 425 882 8080", "Bob,,,(425) 882-8080,US", Level::Same),
            ("Ann,,,+48 600 100 200", "Bob,,,600100200", Level::Same),
            ("Ann,,,+1 425 882 8080 ext. 12", "Bob,,,+1 425 882 8080 ext. 12", Level::Same),
            // Without an extension it may be the same person.
            ("Ann,,,+1 425 882 8080 ext. 12", "Bob,,,+1 425 882 8080", Level::Same),
            ("Ann,,,+1 425 882 8080 ext. 12", "Bob,,,+1 425 882 8080 ext. 13", Level::OtherExtension),
            ("Ann,,,+1 425 882 8080", "Bob,,,+1 425 882 8008", Level::Typo),
            ("Ann,,,+1 425 882 8080", "Bob,,,+1 206 543 2100", Level::Different),
            ("Ann,,,0000000000", "Bob,,,0000000000", Level::Absent),
            ("Ann,,,", "Bob,,,+1 206 543 2100", Level::Absent),
        ],
    );
}

#[test]
fn every_level_of_companies() {
    check(
        Field::Company,
        &[
            ("Ann,,,,,Contoso Ltd", "Bob,,,,,CONTOSO", Level::Same),
            ("Ann,,,,,Contoso", "Bob,,,,,Contoso Polska", Level::Contained),
            ("Ann,,,,,IBM", "Bob,,,,,International Business Machines", Level::Acronym),
            ("Ann,,,,,Fjord Bank", "Bob,,,,,Fjordbank", Level::Domain),
            ("Ann,,,,,Fabrikam Solutions", "Bob,,,,,Fabrikan Solutions", Level::Typo),
            ("Ann,,,,,Contoso", "Bob,,,,,Fabrikam", Level::Different),
            ("Ann,,,,,n/a", "Bob,,,,,n/a", Level::Absent),
            // One side names the company, the other its domain.
            ("Ann,,,,,Contoso Ltd", "Bob,,bob@contoso.com", Level::Domain),
            ("Ann,,,,,Contoso Ltd", "Bob,,bob@fabrikam.com", Level::Different),
            ("Ann,,,,,Contoso Ltd", "Bob,,bob@gmail.com", Level::Absent),
            // Neither names it, but the domains are two.
            ("Ann,,ann@contoso.com", "Bob,,bob@fabrikam.org", Level::Different),
            ("Ann,,ann@contoso.com", "Bob,,bob@contoso.com", Level::Absent),
            // Characters here and letters there may be one name.
            ("Ann,,,,,台積電", "Bob,,,,,Quux", Level::Absent),
        ],
    );
}

#[test]
fn every_level_of_countries_and_titles() {
    check(
        Field::Country,
        &[
            ("Ann,,,,Sweden", "Bob,,,,SE", Level::Same),
            ("Ann,,,,Sweden", "Bob,,,,PL", Level::Different),
            ("Ann,,,,", "Bob,,,,PL", Level::Absent),
        ],
    );
    check(
        Field::JobTitle,
        &[
            ("Ann,,,,,,Head of IT", "Bob,,,,,,head-of it", Level::Same),
            ("Ann,,,,,,Head of IT", "Bob,,,,,,CEO", Level::Different),
            ("Ann,,,,,,", "Bob,,,,,,CEO", Level::Absent),
        ],
    );
}

#[test]
fn a_slip_is_one_letter_or_two_neighbours() {
    for (one, other, expected) in [
        ("contoso", "contoso", true),
        ("contoso", "contosa", true),
        ("contoso", "contso", true),
        ("contoso", "contosso", true),
        ("contoso", "cnotoso", true),
        ("contoso", "ocntosa", false),
        ("contoso", "contosoxx", false),
        ("contoso", "contabc", false),
        ("", "a", true),
    ] {
        assert_eq!(is_one_slip(one.as_bytes(), other.as_bytes()), expected, "{one} and {other}");
        assert_eq!(is_one_slip(other.as_bytes(), one.as_bytes()), expected, "{other} and {one}");
    }
}
