//! Test of a text of a file that is to stand in an address, in the browser's storage or in a link without the user having seen it there.
//!
//! A column taken for offers may hold anything. So a value leaves only where it is spelled as the marketplace spells ids of publishers and
//! offers, shows no sign of a person (no number long enough for a telephone, a date of birth or a national id, no known name, no web or mail
//! address, no street), and where an offer's id, which could be an unknown name, shows that software is meant or is on the leads of
//! several people.
//!
//! # What cannot be told
//! A publisher's id is a single word, and so is a rare family name (`lindstrand`) or a name without a gap (`wangguorong`): before a dot each is
//! taken for a publisher. Free text and rare names with a word of software (`please-test`) and a number plate (`abc-12d`) are taken for
//! offers. A value on the leads of several people is no customer's, but may be a seller's with a rare name. On the other side ids with a
//! person's name in them (`john.deere-dealers`) stay at home unless a word of software stands next to it.

use std::sync::OnceLock;

/// Given names of Europe, Turkey and Taiwan that are neither words nor well-known products; sorted. Written for this project.
const GIVEN: &str = include_str!("marketplace_id/given.txt");
/// Family names of many, and words of addresses; sorted. Written for this project.
const PERSONAL: &str = include_str!("marketplace_id/personal.txt");
/// Words of software and of what is sold with it; sorted. With one of them a single name is a product's.
const PRODUCT: &str = include_str!("marketplace_id/product.txt");

/// Endings of family names, and the minimum letters of a word that is one: shorter ones are words (`whisky`, `lesson`, `nova`).
const ENDINGS: [(&str, usize); 28] = [
    ("qvist", 6),
    ("kvist", 6),
    ("quist", 6),
    ("sson", 7),
    ("strom", 8),
    ("gren", 7),
    ("gatan", 7),
    ("vagen", 7),
    ("ski", 6),
    ("wska", 7),
    ("nska", 7),
    ("lska", 7),
    ("cka", 7),
    ("wicz", 6),
    ("czyk", 6),
    ("kova", 6),
    ("rova", 6),
    ("lova", 6),
    ("tova", 6),
    ("dova", 6),
    ("mova", 6),
    ("oglu", 6),
    ("enko", 7),
    ("ovic", 6),
    ("ovich", 6),
    ("evich", 6),
    ("escu", 6),
    ("opoulos", 9),
];

/// Last parts of names of web sites that are no offer's id.
const DOMAINS: [&str; 24] = [
    "com", "org", "net", "edu", "gov", "info", "biz", "eu", "se", "pl", "cz", "sk", "tr", "tw", "cn", "de", "at", "ch", "fr", "uk", "us",
    "nl", "dk", "fi",
];

/// Lengths of an id: publisher and offer have up to 50 characters each, a solution template's plan behind them as many.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=152;
/// Digits in a row of a telephone number or a date of birth, or more.
const LONG_NUMBER: usize = 6;
/// Digits in words of digits alone: of a telephone number written in groups, or more.
const GROUPED_DIGITS: usize = 7;
/// Digits of the shortest national id, whatever stands between them.
const ALL_DIGITS: usize = 9;

/// People whose leads have a value that is no customer's own.
const SEVERAL: u32 = 3;
/// Letters of a version, at most: `gen2`, `sp3`.
const VERSION_LETTERS: usize = 3;
/// Parts of names of software and of those who make it that stand in no person's.
const STEMS: [&str; 11] = ["cloud", "soft", "ware", "data", "sql", "linux", "server", "secur", "system", "network", "cyber"];

/// Lengths of the groups of a GUID; documents print some whose last character is cut.
const GUID: [std::ops::RangeInclusive<usize>; 5] = [8..=8, 4..=4, 4..=4, 4..=4, 11..=12];

/// Kind of id a text is tested for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdOf {
    /// A publisher.
    Publisher,
    /// An offer, or something else that is named in words of software.
    Offer {
        /// Number of people whose leads have it; 0 where that is not known.
        people: u32,
    },
}

/// True for a text that is spelled as an id of the marketplace and shows no sign of a person: `publisher`, `publisher.offer`, an offer's id
/// alone, an Office add-in (`WA104380000`), `PUBID.x|AID.y|PAPPID.z`.
///
/// # Examples
/// ```
/// use leadlens_engine::share::{IdOf, is_marketplace_id};
/// let (once, often) = (IdOf::Offer { people: 1 }, IdOf::Offer { people: 90 });
/// assert!(is_marketplace_id("contoso.app", once) && is_marketplace_id("fernhill-ledger-cloud", once));
/// assert!(!is_marketplace_id("anna.lindqvist", often) && !is_marketplace_id("+49 30 123", often));
/// assert!(is_marketplace_id("bitnami.openedxcypress", often) && !is_marketplace_id("ananya.deshmore", once));
/// assert!(is_marketplace_id("bitnami", IdOf::Publisher));
/// ```
pub fn is_marketplace_id(text: &str, of: IdOf) -> bool {
    if let Some(number) = text.strip_prefix("WA") {
        return number.len() == 9 && number.bytes().all(|byte| byte.is_ascii_digit());
    }
    if text.contains('|') {
        let is_part = |part: &str| match part.split_once('.') {
            Some(("PUBID", value)) => is_plain_id(value, IdOf::Publisher),
            Some(("AID" | "PAPPID", value)) => is_plain_id(value, of),
            _ => false,
        };
        return text.split('|').all(is_part);
    }
    is_plain_id(text, of)
}

/// True for a title that names the offer of an id: a word of it stands in the id, and none is a person's. A column taken for titles may
/// hold job titles, which name nothing.
pub fn is_title_of(title: &str, id: &str) -> bool {
    let words: Vec<String> =
        title.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let is_shared = |word: &&str| word.len() > 2 && id.split(['.', '-', '_']).any(|part| part == *word);
    words.iter().any(is_shared) && !title.contains(['@', '＠', '﹫']) && !has_personal_number(&words) && !names_person(&words)
}

/// True for a text of several words that shows a person: a mail address, a long number, a known name.
pub fn shows_person(text: &str) -> bool {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    text.contains(['@', '＠', '﹫']) || has_personal_number(&words) || names_person(&words)
}

fn is_plain_id(text: &str, of: IdOf) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let is_spelled = LENGTHS.contains(&text.len())
        && text.bytes().all(|byte| is_letter(byte) || matches!(byte, b'-' | b'_' | b'.'))
        && text.bytes().next().is_some_and(is_letter)
        && text.bytes().last().is_some_and(is_letter);
    if !is_spelled || text.rsplit_once('.').is_some_and(|(_, last)| DOMAINS.contains(&last)) {
        return false;
    }
    let words: Vec<&str> = text.split(['.', '-', '_']).filter(|word| !word.is_empty()).collect();
    let (words, has_guid) = without_guid(&words);
    let has_word = words.iter().any(|word| word.bytes().filter(u8::is_ascii_lowercase).count() > 1);
    // `j.kowalski`: an initial and a name.
    let is_initial = words.len() == 2 && words.iter().any(|word| word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_lowercase()));
    let is_vouched = match of {
        IdOf::Publisher => words.len() < 2,
        IdOf::Offer { people } => people >= SEVERAL,
    };
    let is_known = is_vouched || has_guid || names_software(&words) || repeats_publisher(text);
    (has_guid || has_word) && is_known && !is_initial && !has_personal_number(&words) && !names_person(&words)
}

/// True where a word is one of software, or has one in it, or is a version or a size (`v5`, `10sg`).
fn names_software(words: &[&str]) -> bool {
    let is_version = |word: &str| {
        let letters = word.bytes().filter(u8::is_ascii_lowercase).count();
        letters < word.len() && (1..=VERSION_LETTERS).contains(&letters)
    };
    let is_software =
        |word: &str| lists().product.binary_search(&word).is_ok() || STEMS.iter().any(|stem| word.contains(stem)) || is_version(word);
    words.iter().any(|word| is_software(word))
}

/// True for an offer that is named after its publisher, as in `sophos.sophos-xg`.
fn repeats_publisher(id: &str) -> bool {
    id.split_once('.').is_some_and(|(publisher, offer)| {
        offer
            .split(['.', '-', '_'])
            .any(|word| word.len() > VERSION_LETTERS && (publisher.starts_with(word) || word.starts_with(publisher)))
    })
}

/// The words that are no part of a GUID, and whether there is one.
fn without_guid<'a>(words: &[&'a str]) -> (Vec<&'a str>, bool) {
    let is_group = |(word, length): (&&str, &std::ops::RangeInclusive<usize>)| {
        length.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let found = words.windows(GUID.len()).position(|groups| groups.iter().zip(&GUID).all(is_group));
    let is_outside = |at: usize| found.is_none_or(|start| !(start..start + GUID.len()).contains(&at));
    (words.iter().enumerate().filter(|(at, _)| is_outside(*at)).map(|(_, word)| *word).collect(), found.is_some())
}

/// True for words with digits enough for a telephone number or a national id, or with a date.
fn has_personal_number(words: &[&str]) -> bool {
    let digits = |word: &str| word.chars().filter(|letter| letter.is_numeric()).count();
    let has_long = words.iter().any(|word| word.split(|letter: char| !letter.is_numeric()).any(|run| run.chars().count() >= LONG_NUMBER));
    let numbers: Vec<&str> = words.iter().copied().filter(|word| word.chars().all(char::is_numeric)).collect();
    let is_year = |word: &&str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let is_date = numbers.iter().any(is_year) && numbers.iter().any(|word| word.len() < 3);
    has_long
        || is_date
        || numbers.len() > 2
        || numbers.iter().map(|word| word.len()).sum::<usize>() >= GROUPED_DIGITS
        || words.iter().map(|word| digits(word)).sum::<usize>() >= ALL_DIGITS
}

/// True for words that name a person: one that is a name, or two where a word of software stands next to them.
fn names_person(words: &[&str]) -> bool {
    let names = words.iter().filter(|word| is_name(word)).count();
    names > 1 || names == 1 && !words.iter().any(|word| lists().product.binary_search(word).is_ok())
}

/// True for a word that is a given or a family name, or both, or an initial and a family name; digits around it do not count.
fn is_name(word: &str) -> bool {
    let word = word.trim_matches(|letter: char| letter.is_ascii_digit());
    let Lists { given, personal, .. } = lists();
    let is_given = |word: &str| given.binary_search(&word).is_ok();
    let is_family = |word: &str| {
        personal.binary_search(&word).is_ok() || ENDINGS.iter().any(|(ending, length)| word.len() >= *length && word.ends_with(ending))
    };
    let is_both = |at: usize| {
        word.split_at_checked(at).is_some_and(|(one, other)| {
            is_given(one) && (is_given(other) || is_family(other))
                || is_family(one) && is_given(other)
                || one.len() == 1 && other.len() > 4 && is_family(other)
        })
    };
    is_given(word) || is_family(word) || (1..word.len()).any(is_both)
}

/// The lists, taken apart.
struct Lists {
    given: Vec<&'static str>,
    personal: Vec<&'static str>,
    product: Vec<&'static str>,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let list = |text: &'static str| text.split_ascii_whitespace().collect();
        Lists { given: list(GIVEN), personal: list(PERSONAL), product: list(PRODUCT) }
    })
}

#[cfg(test)]
mod tests;
