use super::*;
use crate::matching::comparison::{EMAIL, PHONE};
use crate::matching::fixture::profiles;
use crate::matching::initial_weights::INITIAL_ODDS;

const ROWS: [&str; 12] = [
    "Ann,Ash,ann.ash@contoso.com,+1 425 882 8080,US,Contoso Ltd,CEO",
    "Anne,Ash,ann.ash+trial@contoso.com,+1 425 882 8008,US,Contoso,CEO",
    "Ann,Ash,ann.ash2@contoso.com,,US,Contoso,Student",
    "Ann,Ash,ann.ash@gmail.com",
    "Bob,Ash,info@contoso.com,+1 425 882 8080 ext. 12,US,Contoso",
    "Robert,Ash,info@contoso.com,+1 425 882 8080 ext. 13",
    "Robert,Ash Jr.,info@contoso.com",
    "Quackenbush,Ann,aq@fabrikam.org,,SE,Fabrikam",
    "Ann,Quackenbush,aq@fabrikam.de,,SE,Fabrikam Polska",
    "志明,陳,chen.cm@quux.tw,,TW,台積電",
    "Kevin,Chen,,,TW,Quux",
    ",,,+1 425 882 8080,US,Delta Tools",
];

#[test]
fn the_parts_of_a_score_add_up_to_its_total() {
    let profiles = profiles(&ROWS);
    for model in [Model::start(&profiles), Model::fixed()] {
        for one in 0..12 {
            for other in 0..12 {
                let score = model.score(&profiles, one, other);
                let parts = score.evidence();
                let fields: f32 = parts.fields.iter().map(|field| field.weight + field.rarity).sum();
                let sum = parts.prior + fields + parts.conflict.map_or(0.0, |(_, bits)| bits);
                assert!((sum - parts.total).abs() < 1e-3, "{one} and {other}: {parts:?}");
                assert!(parts.conflict.is_none_or(|(_, bits)| bits <= 0.0), "{one} and {other}: {parts:?}");
            }
        }
    }
}

#[test]
fn a_score_is_symmetric() {
    let profiles = profiles(&ROWS);
    let model = Model::start(&profiles);
    for one in 0..12 {
        for other in 0..12 {
            let (there, back) = (model.score(&profiles, one, other), model.score(&profiles, other, one));
            assert!((there.total - back.total).abs() < 1e-4, "{one} and {other}: {there:?} and {back:?}");
            assert_eq!(there.conflict.map(|(conflict, _)| conflict), back.conflict.map(|(conflict, _)| conflict), "{one} and {other}");
        }
    }
}

#[test]
fn a_missing_profile_matches_none() {
    let profiles = profiles(&ROWS);
    assert!(Model::fixed().score(&profiles, 0, 99).total == f32::NEG_INFINITY);
}

#[test]
fn conflicts_are_named() {
    for (one, other, expected) in [
        ("Ann,Ash,ann.ash@contoso.com", "Ann,Ash,ann.ash@contoso.com,,US", None),
        ("Bob,Birk Jr.,,+1 425 882 8080", "Bob,Birk Sr.,,+1 425 882 8080", Some(Conflict::Generations)),
        ("Bob,Birk Jr.,,+1 425 882 8080", "Bob,Birk,,+1 425 882 8080", Some(Conflict::Generations)),
        ("Adam,Birk,home@birk.example", "Beatrix,Birk,home@birk.example", Some(Conflict::Relatives)),
        ("Adam,Birk,,+1 425 882 8080", "Beatrix,Quackenbush,,+1 425 882 8080", Some(Conflict::SharedContact)),
        (",,,+1 425 882 8080,,Contoso", ",,,+1 425 882 8080,,Fabrikam", Some(Conflict::SharedContact)),
        (",,,+1 425 882 8080,,Contoso", ",,,+1 425 882 8080,,Contoso Polska", None),
        ("Jan,Novak,jan.novak@contoso.com", "Jan,Novak,jan.novak2@contoso.com", Some(Conflict::Namesakes)),
        ("Jan,Novak,jn@contoso.com,,,Contoso", "Jan,Novak,novak@fabrikam.org,,,Fabrikam", Some(Conflict::Namesakes)),
        ("Jan,Novak,jn@gmail.com", "Jan,Novak,novak.jan@gmail.com", Some(Conflict::Namesakes)),
        ("Jan,Novak,,,,Contoso", "Jan,Novak,,,,Fabrikam", None),
    ] {
        let profiles = profiles(&[one, other]);
        let score = Model::fixed().score(&profiles, profiles.of[0], profiles.of[1]);
        assert_eq!(score.conflict.map(|(conflict, _)| conflict), expected, "{one} and {other}");
    }
}

#[test]
fn a_number_or_mailbox_of_a_crowd_is_shared_an_extension_is_not() {
    let at = |extension: [&str; 4]| {
        let rows: Vec<String> = ["Adam,Ford", "Beatrix,Quackenbush", "Cid,Lind", "Adam,Fordman"]
            .iter()
            .zip(extension)
            .map(|(name, extension)| format!("{name},,+1 425 882 8080{extension}"))
            .collect();
        let profiles = profiles(&rows);
        Model::start(&profiles).score(&profiles, profiles.of[0], profiles.of[3]).levels[PHONE]
    };
    assert_eq!(at(["", "", "", ""]), Level::SharedNumber);
    assert_eq!(at([" ext. 7", "", "", " ext. 7"]), Level::Same);
    assert_eq!(at([" ext. 7", "", "", " ext. 8"]), Level::OtherExtension);
    let team = ["Adam,Ford", "Beatrix,Quackenbush", "Cid,Lind"].map(|name| format!("{name},lakehouse@contoso.com"));
    let profiles = profiles(&team);
    assert_eq!(Model::start(&profiles).score(&profiles, 0, 1).levels[EMAIL], Level::SharedMailbox);
    assert_eq!(Model::fixed().score(&profiles, 0, 1).levels[EMAIL], Level::Same);
}

#[test]
fn a_field_at_another_level_is_scored_like_any_pair() {
    let profiles = profiles(&["Ann,Ash,ann.ash@contoso.com,,US", "Ann,Ash,ann.birk@fabrikam.org,,SE"]);
    let model = Model::fixed();
    let score = model.score(&profiles, 0, 1);
    let country = score.weights[Field::Country as usize];
    let total_if = |field, level| model.score_if(&profiles, 0, 1, &[(field, level)]).total;
    let absent = total_if(Field::Country, Level::Absent);
    assert!((absent - (score.total - country)).abs() < 1e-4);
    let same = total_if(Field::Email, Level::Same);
    assert!(same > score.total + 10.0);
}

#[test]
fn shares_of_levels_are_probabilities() {
    for (field, odds) in Field::ALL.into_iter().zip(INITIAL_ODDS) {
        assert!(odds.iter().all(|(_, m, u)| (0.0..=1.0).contains(m) && (0.0..=1.0).contains(u) && *u > 0.0), "{field:?}");
        let weights = initial_weights()[field as usize];
        // A person has a record for each button they pressed: another id is no evidence against.
        let is_against =
            if field == Field::RecordId { weights[Level::Different as usize] == 0.0 } else { weights[Level::Different as usize] < 0.0 };
        assert!(weights[Level::Same as usize] > 0.0 && is_against, "{field:?}");
        assert!(weights[Level::Absent as usize] == 0.0, "{field:?}");
    }
}
