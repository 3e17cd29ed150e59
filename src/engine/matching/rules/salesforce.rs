//! Salesforce's standard matching rule for leads, as far as it is documented.
//!
//! Leads meet under match keys: the e-mail without punctuation and sub-domains; and first initial with the sound of the last name and either
//! the e-mail's domain, the first five letters of the company, or the phone number without country code 1 and its last four digits. Of those
//! that meet these are one person (a blank matches nothing; first and last name are also tried the other way round):
//! first ∧ last ∧ (e-mail ∨ phone ∨ title ∧ company); the documented variants with more conditions say nothing beyond these three.
//! First names match by spelling, initial, sound, or a Jaro-Winkler similarity of 0.85; last names by spelling, sound, or a keyboard
//! similarity of 0.90; titles and companies by spelling or as an acronym; e-mail and phone by spelling.
//! What Salesforce's own sound (Metaphone 3) and its table of name variants find beyond is not known to us.

use super::partition::Partition;
use super::similarity::{jaro_winkler, keyboard_similarity, sound};
use super::{people, plain};
use crate::engine::intake::header::ColumnRole;
use crate::engine::leads::{Dictionary, Lead, Leads, NONE};
use crate::engine::matching::stable_hash::stable_hash;

/// First names alike from here on.
const FIRST_ALIKE: f32 = 0.85;

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

/// What the rule looks at, each a code of [`Texts`], or [`NONE`].
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
}

/// A label for each lead: the same for those the rule joins, directly or through others.
pub(super) fn salesforce(leads: &Leads) -> Vec<u32> {
    let mut texts = Texts::default();
    let people: Vec<Person> = people(leads).filter_map(|lead| Person::read(lead, &mut texts.words)).collect();
    texts.prepare();
    let mut partition = Partition::new(leads.len());
    for kind in Key::ALL {
        let keyed = people.iter().filter_map(|person| Some((texts.key(person, kind)?, person)));
        let mut keyed: Vec<(u64, &Person)> = keyed.collect();
        keyed.sort_by_key(|(key, person)| (*key, texts.rank(person.last), texts.rank(person.first), person.lead));
        for block in keyed.chunk_by(|one, other| one.0 == other.0) {
            let reach = if block.len() <= BLOCK { BLOCK } else { WINDOW };
            for (place, (_, one)) in block.iter().enumerate() {
                for (_, other) in block.iter().skip(place + 1).take(reach) {
                    if partition.root(one.lead) != partition.root(other.lead) && texts.are_one(one, other) {
                        partition.join(one.lead, other.lead);
                    }
                }
            }
        }
    }
    partition.labels()
}

impl Person {
    /// `None` without a first or a last name: then nothing matches.
    fn read(lead: Lead<'_>, words: &mut Dictionary) -> Option<Self> {
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
            company: code(&word(&lead.text(ColumnRole::Company))),
            email: code(&lead.text(ColumnRole::Email).to_lowercase()),
            phone: code(&dialled(&lead.text(ColumnRole::Phone))),
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
        let codes = 0..u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.sounds = codes.clone().map(|code| sounds.intern(&sound(self.words.get(code)))).collect();
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

    /// The key of a person as a hash; `None` where a part is missing.
    fn key(&self, person: &Person, kind: Key) -> Option<u64> {
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
            _ => format!("{}{}", self.words.get(person.first).chars().next()?, self.sound(person.last)),
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
            || jaro_winkler(left, right) >= FIRST_ALIKE
    }

    fn last_alike(&self, one: u32, other: u32) -> bool {
        one == other || self.sound_alike(one, other) || keyboard_similarity(self.words.get(one), self.words.get(other)) >= LAST_ALIKE
    }

    fn sound_alike(&self, one: u32, other: u32) -> bool {
        self.sound(one) == self.sound(other)
    }

    /// The same, or one made of the other's initials.
    fn alike(&self, one: u32, other: u32) -> bool {
        if one == NONE || other == NONE {
            return false;
        }
        let (left, right) = (self.words.get(one), self.words.get(other));
        one == other || is_acronym(left, right) || is_acronym(right, left)
    }
}

fn is_initial(short: &str, long: &str) -> bool {
    short.chars().count() == 1 && long.starts_with(short)
}

fn is_acronym(short: &str, long: &str) -> bool {
    long.contains(' ') && long.split(' ').filter_map(|word| word.chars().next()).eq(short.chars())
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

/// The digits of a phone number without what stands for another country, and without country code 1.
fn dialled(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix("00").unwrap_or(&digits);
    let national = if digits.len() == 11 { digits.strip_prefix('1') } else { None };
    national.unwrap_or(digits).to_owned()
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
    fn phones_lose_the_code_of_the_united_states_only() {
        for (text, expected) in [("+1 (206) 555-0100", "2065550100"), ("0046 8 123", "468123"), ("123 4567", "1234567"), ("n/a", "")] {
            assert_eq!(dialled(text), expected);
        }
    }

    #[test]
    fn initials_stand_for_words() {
        assert!(is_acronym("amd", "advanced micro devices") && !is_acronym("a", "advanced") && !is_acronym("amd", "advanced micro"));
        assert!(is_initial("a", "ann") && !is_initial("an", "ann") && !is_initial("b", "ann"));
    }
}
