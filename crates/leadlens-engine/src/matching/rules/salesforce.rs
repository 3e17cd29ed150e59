//! Salesforce's standard matching rule for leads, as far as it is documented.
//!
//! Leads meet under match keys: the e-mail without punctuation and sub-domains; and first initial with the sound of the last name and either
//! the e-mail's domain, the first five letters of the company, or the phone number without country code 1 and its last four digits. Of those
//! that meet these are one person (a blank matches nothing; first and last name are also tried in reverse order):
//! first ∧ last ∧ (e-mail ∨ phone ∨ title ∧ company); the documented variants with more conditions say nothing beyond these three.
//! First names match by spelling, initial, sound, as variants of one name, or by a Jaro-Winkler similarity of 0.85; last names by spelling,
//! sound, or a keyboard similarity of 0.90; titles and companies (no legal forms) by spelling or acronym; e-mails by spelling; phones by
//! number, which weighs more than country code and extension. Salesforce's own sound (Metaphone 3) and its table of name variants are not
//! public: ours stand in for them.

use super::similarity::{keyboard_similarity, sound};
use super::{people, plain};
use crate::intake::header::ColumnRole;
use crate::leads::{Dictionary, Lead, Leads, NONE, NameLevel, company_key, compare_given, jaro_winkler, read_phone};
use crate::matching::sets::Sets;
use crate::matching::stable_hash::stable_hash;
use crate::saturating::saturating_u32;

/// First names alike from here on.
const FIRST_ALIKE: f64 = 0.85;

/// Last names alike from here on.
const LAST_ALIKE: f32 = 0.90;

/// Leads under one key that are all compared with each other.
const BLOCK: usize = 64;

/// Under a key of more leads each is compared with so many that follow in the order of names.
const WINDOW: usize = 32;

/// Digits at the end of a phone number that are no part of its key.
const PHONE_END: usize = 4;

/// Letters of a company that are part of a key.
const COMPANY_START: usize = 5;

/// Values of a lead that the rule looks at, each a code of [`Texts`], or [`NONE`].
struct Person {
    lead: u32,
    first: u32,
    last: u32,
    title: u32,
    company: u32,
    email: u32,
    phone: u32,
}

/// All distinct texts.
#[derive(Default)]
struct Texts {
    words: Dictionary,
    /// The sound of each, as a code.
    sounds: Vec<u32>,
    /// The place of each in their alphabetical order.
    ranks: Vec<u32>,
    /// The text that is made of the initials of each, where there is one.
    acronyms: Vec<u32>,
}

/// A label for each lead: the same for those the rule joins, directly or through others.
pub(super) fn salesforce(leads: &Leads) -> Vec<u32> {
    let mut texts = Texts::default();
    let people: Vec<Person> = people(leads).filter_map(|lead| Person::read(lead, country_of(leads, lead), &mut texts.words)).collect();
    texts.prepare();
    let mut sets = Sets::new(leads.len());
    for kind in Key::ALL {
        let keyed = (0_u32..).zip(&people).flat_map(|(place, person)| {
            let names = [(person.first, person.last), (person.last, person.first)];
            // The e-mail's key knows no names, so there is no reverse order.
            let orders = if matches!(kind, Key::Email) { 1 } else { 2 };
            let key = |(first, last)| Some((texts.key(person, kind, first, last)?, texts.rank(last), texts.rank(first), place));
            names.map(key).into_iter().take(orders).flatten()
        });
        let mut keyed: Vec<(u64, u32, u32, u32)> = keyed.collect();
        keyed.sort_unstable();
        for block in keyed.chunk_by(|one, other| one.0 == other.0).filter(|block| block.len() > 1) {
            let reach = if block.len() <= BLOCK { BLOCK } else { WINDOW };
            let block: Vec<&Person> = block.iter().filter_map(|(.., place)| people.get(*place as usize)).collect();
            for (place, one) in block.iter().enumerate() {
                for other in block.iter().skip(place + 1).take(reach) {
                    if sets.root(one.lead) != sets.root(other.lead) && texts.are_one(one, other) {
                        sets.join(one.lead, other.lead);
                    }
                }
            }
        }
    }
    sets.labels()
}

impl Person {
    /// `None` without a first or a last name: then nothing matches.
    fn read(lead: Lead<'_>, country: Option<&str>, words: &mut Dictionary) -> Option<Self> {
        let mut code = |text: &str| if text.is_empty() { NONE } else { words.intern(text) };
        let word = |text: &str| plain(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let (mut first, mut last) = (word(&lead.text(ColumnRole::FirstName)), word(&lead.text(ColumnRole::LastName)));
        if first.is_empty() && last.is_empty() {
            let full = word(&lead.text(ColumnRole::FullName));
            let (given, family) = full.rsplit_once(' ')?;
            (first, last) = (given.to_owned(), family.to_owned());
        }
        if first.is_empty() || last.is_empty() {
            return None;
        }
        Some(Self {
            lead: lead.id().0,
            first: code(&first),
            last: code(&last),
            title: code(&word(&lead.text(ColumnRole::JobTitle))),
            company: code(&word(&company_key(&lead.text(ColumnRole::Company)).unwrap_or_default())),
            email: code(&lead.text(ColumnRole::Email).to_lowercase()),
            phone: code(&dialled(&lead.text(ColumnRole::Phone), country)),
        })
    }
}

/// A kind of match key.
#[derive(Clone, Copy)]
enum Key {
    Email,
    Domain,
    Company,
    Phone,
}

impl Key {
    const ALL: [Self; 4] = [Self::Email, Self::Domain, Self::Company, Self::Phone];
}

impl Texts {
    fn prepare(&mut self) {
        let mut sounds = Dictionary::default();
        let codes = 0..saturating_u32(self.words.len());
        self.sounds = codes.clone().map(|code| sounds.intern(&sound(self.words.get(code)))).collect();
        self.acronyms = codes.clone().map(|code| self.words.code(&acronym(self.words.get(code))).unwrap_or(NONE)).collect();
        let mut order: Vec<u32> = codes.collect();
        order.sort_unstable_by_key(|code| self.words.get(*code));
        self.ranks = vec![0; order.len()];
        for (rank, code) in (0_u32..).zip(order) {
            if let Some(place) = self.ranks.get_mut(code as usize) {
                *place = rank;
            }
        }
    }

    fn rank(&self, word: u32) -> u32 {
        self.ranks.get(word as usize).copied().unwrap_or(NONE)
    }

    fn sound(&self, word: u32) -> u32 {
        self.sounds.get(word as usize).copied().unwrap_or(NONE)
    }

    /// The key of a person with these names as a hash; `None` where a part is missing.
    fn key(&self, person: &Person, kind: Key, first: u32, last: u32) -> Option<u64> {
        let part = match kind {
            Key::Email | Key::Domain => {
                let (local, domain) = self.words.get(person.email).rsplit_once('@')?;
                let domain = main_domain(domain);
                let local = if matches!(kind, Key::Email) { local } else { "" };
                local.chars().filter(|letter| letter.is_alphanumeric()).chain(['@']).chain(domain.chars()).collect::<String>()
            }
            Key::Company => self.words.get(person.company).chars().filter(|letter| *letter != ' ').take(COMPANY_START).collect(),
            Key::Phone => {
                let digits = self.words.get(person.phone);
                digits.get(..digits.len().checked_sub(PHONE_END)?)?.to_owned()
            }
        };
        if part.is_empty() {
            return None;
        }
        let name = match kind {
            Key::Email => String::new(),
            _ => format!("{}{}", self.words.get(first).chars().next()?, self.sound(last)),
        };
        Some(stable_hash(format!("{name} {part}").as_bytes()))
    }

    fn are_one(&self, one: &Person, other: &Person) -> bool {
        let same = |one: u32, other: u32| one == other && one != NONE;
        let by_contact = same(one.email, other.email) || same(one.phone, other.phone);
        (by_contact || self.alike(one.title, other.title) && self.alike(one.company, other.company))
            && (self.first_alike(one.first, other.first) && self.last_alike(one.last, other.last)
                || self.first_alike(one.first, other.last) && self.last_alike(one.last, other.first))
    }

    fn first_alike(&self, one: u32, other: u32) -> bool {
        let (left, right) = (self.words.get(one), self.words.get(other));
        one == other
            || is_initial(left, right)
            || is_initial(right, left)
            || self.sound_alike(one, other)
            || jaro_winkler(left, right, FIRST_ALIKE) >= FIRST_ALIKE
            || compare_given(left, right) == NameLevel::Variant
    }

    fn last_alike(&self, one: u32, other: u32) -> bool {
        one == other || self.sound_alike(one, other) || keyboard_similarity(self.words.get(one), self.words.get(other)) >= LAST_ALIKE
    }

    fn sound_alike(&self, one: u32, other: u32) -> bool {
        self.sound(one) == self.sound(other)
    }

    /// The same, or one made of the other's initials.
    fn alike(&self, one: u32, other: u32) -> bool {
        let is_acronym = |short, long: u32| self.acronyms.get(long as usize) == Some(&short);
        one != NONE && other != NONE && (one == other || is_acronym(one, other) || is_acronym(other, one))
    }
}

fn is_initial(short: &str, long: &str) -> bool {
    short.chars().count() == 1 && long.starts_with(short)
}

/// The initials of several words; empty for one.
fn acronym(text: &str) -> String {
    if text.contains(' ') { text.split(' ').filter_map(|word| word.chars().next()).collect() } else { String::new() }
}

/// The last two labels of a domain, the last three under a country's `co.` or `com.`
fn main_domain(domain: &str) -> &str {
    let mut dots = domain.rmatch_indices('.').map(|(place, _)| place);
    let (last, second, third) = (dots.next(), dots.next(), dots.next());
    let is_shared = |start: usize, end: usize| end - start <= 4 && domain.len() - end <= 3;
    let cut = match (last, second) {
        (Some(last), Some(second)) if is_shared(second, last) => third,
        (_, second) => second,
    };
    cut.and_then(|cut| domain.get(cut + 1..)).unwrap_or(domain)
}

/// The country whose phone numbers a lead means.
fn country_of<'a>(leads: &'a Leads, lead: Lead<'_>) -> Option<&'a str> {
    let code = leads.countries().get(lead.id().0 as usize).copied().filter(|code| *code != NONE);
    code.map(|code| leads.country_texts().get(code)).or(leads.default_country())
}

/// The national digits of a phone number; all digits of what is none.
fn dialled(text: &str, country: Option<&str>) -> String {
    match read_phone(text, country) {
        Some(phone) => phone.national.to_string(),
        None => text.chars().filter(char::is_ascii_digit).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sub_domains_do_not_count() {
        for (domain, expected) in [
            ("us.ibm.com", "ibm.com"),
            ("ibm.com", "ibm.com"),
            ("mail.shop.co.uk", "shop.co.uk"),
            ("shop.co.uk", "shop.co.uk"),
            ("localhost", "localhost"),
        ] {
            assert_eq!(main_domain(domain), expected);
        }
    }

    #[test]
    fn phones_lose_country_and_extension() {
        for (text, country, expected) in [
            ("+1 (206) 555-0100", None, "2065550100"),
            ("206 555 0100 ext. 12", Some("US"), "2065550100"),
            ("0046 8 123 456 78", None, "812345678"),
            ("08-123 456 78", Some("SE"), "812345678"),
            ("n/a", None, ""),
        ] {
            assert_eq!(dialled(text, country), expected, "{text}");
        }
    }

    #[test]
    fn initials_stand_for_words() {
        assert_eq!((acronym("advanced micro devices").as_str(), acronym("advanced").as_str()), ("amd", ""));
        assert!(is_initial("a", "ann") && !is_initial("an", "ann") && !is_initial("b", "ann"));
    }
}
