use super::builder::crowd;
use super::*;
use crate::matching::comparison::compare;
use crate::matching::fixture::profiles;

/// Many people without anything in common but what the first ones share.
fn rows(first: &[&str], others: usize) -> Vec<String> {
    let other = |number: usize| format!("G{number}given,F{number}family,e{number}@c{number}.example,,,Company{number} Ltd");
    first.iter().map(|row| (*row).to_owned()).chain((0..others).map(other)).collect()
}

/// Bits that the rarity of the values of the first two rows adds to one field.
fn rarity(rows: &[String], field: usize) -> f32 {
    let profiles = profiles(rows);
    let [a, b] = [0, 1].map(|lead: usize| *profiles.get(profiles.of[lead]).unwrap());
    Frequencies::of(&profiles).rarities(&profiles, &a, &b, compare(&profiles, &a, &b))[field]
}

#[test]
fn a_shared_rare_name_says_more_than_a_common_one() {
    let pair = ["Ann,Ash,a@one.example", "Ann,Ash,b@two.example"];
    let namesakes: Vec<String> = (0..100).map(|number| format!("G{number}given,Ash,e{number}@d{number}.example")).collect();
    let common = rows(&pair.into_iter().chain(namesakes.iter().map(String::as_str)).collect::<Vec<_>>(), 200);
    let rare = rows(&pair, 300);
    assert!(rarity(&rare, FAMILY) > rarity(&common, FAMILY) + 3.0, "{} and {}", rarity(&rare, FAMILY), rarity(&common, FAMILY));
}

#[test]
fn a_weaker_level_takes_a_smaller_share_of_the_rarity() {
    let same = rarity(&rows(&["Ann,Quackenbush", "Bob,Quackenbush"], 300), FAMILY);
    let mistyped = rarity(&rows(&["Ann,Quackenbush", "Bob,Quackenbsuh"], 300), FAMILY);
    let different = rarity(&rows(&["Ann,Quackenbush", "Bob,Lindqvist"], 300), FAMILY);
    assert!(same.abs() > mistyped.abs() && mistyped.abs() > 0.0, "{same} and {mistyped}");
    assert!(different == 0.0);
}

#[test]
fn an_address_or_number_at_which_many_names_stand_says_little() {
    let number = |people: &[&str]| rarity(&rows(people, 300), PHONE);
    let alone = number(&["Ann,Ash,,+1 425 882 8080", "Ann,Asch,,+1 425 882 8080"]);
    let two = number(&["Ann,Ash,,+1 425 882 8080", "Bob,Birk,,+1 425 882 8080"]);
    let many = number(&[
        "Ann,Ash,,+1 425 882 8080",
        "Bob,Birk,,+1 425 882 8080",
        "Cid,Cole,,+1 425 882 8080",
        "Dora,Dorn,,+1 425 882 8080",
        "Eve,Egg,,+1 425 882 8080",
    ]);
    assert!(alone > two && two > many, "{alone}, {two}, {many}");
    for (names, bits) in [(0, 0.0), (1, 0.0), (2, 3.0), (3, 5.0), (6, 7.0), (18, 9.0)] {
        assert!((crowd(names) - bits).abs() < 1e-6, "{names}");
    }
}

#[test]
fn names_at_a_number_are_counted_but_not_their_spellings() {
    for (people, expected) in [
        (&["Ann,Ash,,+1 425 882 8080", "Anne,Ashe,,+1 425 882 8080"][..], 1),
        (&["Ann,Ash,,+1 425 882 8080", "Ash,Ann,,+1 425 882 8080 ext. 4"], 1),
        (&["Ann,Ash,,+1 425 882 8080", "Bob,Birk,,+1 425 882 8080 ext. 4"], 2),
        (&["Ann,Ash,,+1 425 882 8080", "Bob,Birk,,+1 425 882 8080", "Cid,Cole,,+1 425 882 8080"], 3),
        (&[",,x@one.example,+1 425 882 8080", "Bob,Birk,,+1 425 882 8080"], 1),
    ] {
        let profiles = profiles(people);
        assert_eq!(Frequencies::of(&profiles).names_at_phone(profiles.all[0].phone), expected, "{people:?}");
    }
    let profiles = profiles(&["Ann,Ash,team.one@contoso.com", "Bob,Birk,team.one+x@contoso.com", "Cid,Cole,team.one@contoso.com"]);
    assert_eq!(Frequencies::of(&profiles).names_at_email(&profiles, &profiles.all[0]), 3);
}

#[test]
fn other_leads_do_not_change_fixed_frequencies() {
    let (few, many) =
        (profiles(&rows(&["Ann,Ash", "Ann,Ash,x@one.example"], 0)), profiles(&rows(&["Ann,Ash", "Ann,Ash,x@one.example"], 50)));
    let [few, many] = [few, many].map(|profiles| {
        let [a, b] = [0, 1].map(|lead: usize| *profiles.get(profiles.of[lead]).unwrap());
        Frequencies::fixed().rarities(&profiles, &a, &b, compare(&profiles, &a, &b))
    });
    assert_eq!(few.map(f32::to_bits), many.map(f32::to_bits));
}
