//! The words of the page: `docs/WORDS.md` says which word is used for what; here stand those that must not come back.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::fs;

use serde_json::Value;

const ENGLISH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/i18n/locales/en.json");

/// Words and phrases a marketing manager stumbles over, lower case; each has its replacement in `docs/WORDS.md`.
const BANNED: [&str; 24] = [
    "as at first",
    "away",
    "beside",
    "folded",
    "forth",
    "is there twice",
    "look at",
    "looked at",
    "mails",
    "mended",
    "nobody",
    "persons",
    "posterior",
    "prior",
    "put off",
    "reckoning",
    "stands",
    "survivorship",
    "taken over",
    "taken back",
    "that fit",
    "told by",
    "way round",
    "weakest link",
];

/// Keys of the details of a pair, the one place where weights are named.
const DETAILS: [&str; 5] = ["pair.prior", "pair.prior_more", "pair.weight", "pair.chart", "pair.bits_more"];

/// Every text with the path of its key.
fn texts(value: &Value, key: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(entries) => {
            for (name, inner) in entries {
                texts(inner, if key.is_empty() { name.clone() } else { format!("{key}.{name}") }.as_str(), found);
            }
        }
        Value::String(text) => found.push((key.to_owned(), text.clone())),
        other => panic!("{key} is not a text: {other}"),
    }
}

fn english() -> Vec<(String, String)> {
    let mut found = Vec::new();
    texts(&serde_json::from_str(&fs::read_to_string(ENGLISH).unwrap()).unwrap(), "", &mut found);
    found
}

/// The words of a text in lower case, between single blanks.
fn words(text: &str) -> String {
    let words: Vec<String> = text.split(|letter: char| !letter.is_alphanumeric() && letter != '-').map(str::to_lowercase).collect();
    format!(" {} ", words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

#[test]
fn banned_words_stand_in_no_text() {
    let texts = english();
    assert!(texts.len() > 500, "only {} texts were read", texts.len());
    let faults: Vec<String> = texts
        .iter()
        .flat_map(|(key, text)| {
            BANNED.into_iter().filter(|word| words(text).contains(&format!(" {word} "))).map(move |word| format!("{key}: {word}"))
        })
        .collect();
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn bits_are_named_in_the_details_of_a_pair_only() {
    let named = english().into_iter().filter(|(key, text)| !DETAILS.contains(&key.as_str()) && words(text).contains(" bits "));
    assert_eq!(named.collect::<Vec<_>>(), Vec::new());
}

#[test]
fn a_banned_word_is_found_between_punctuation() {
    assert!(words("Taken back.").contains(" taken back "));
    assert!(!words("Go backwards, outlook at ease").contains(" look at "));
}
