//! Values of leads as rules compare them, and pairs of leads under shared keys.

use super::similarity::{keyboard_similarity, sound};
use super::{people, plain};
use crate::intake::header::ColumnRole;
use crate::leads::{Dictionary, Lead, Leads, NONE, NameLevel, company_key, compare_given, jaro_winkler, read_phone};
use crate::matching::sets::Sets;
use crate::saturating::saturating_u32;

/// Leads under one key that are all compared with each other.
const BLOCK: usize = 64;

/// Under a key of more leads each is compared with so many that follow in the order of names.
const WINDOW: usize = 32;

/// Values of a lead that rules look at, each a code of [`Values::words`], or [`NONE`].
pub(super) struct Person {
    pub(super) lead: u32,
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) title: u32,
    /// Company without legal forms.
    pub(super) company: u32,
    pub(super) email: u32,
    /// Of the e-mail.
    pub(super) domain: u32,
    /// National digits of the phone number.
    pub(super) phone: u32,
}

/// A lead under a key: the hash of the key, the places of last and first name in the alphabet, and the lead's place among the people.
pub(super) type Keyed = (u64, u32, u32, u32);

/// The people of all leads but tests, with all their distinct texts.
pub(super) struct Values {
    pub(super) people: Vec<Person>,
    words: Dictionary,
    /// The sound of each, as a code.
    sounds: Vec<u32>,
    /// The place of each in their alphabetical order.
    ranks: Vec<u32>,
    /// The text that is made of the initials of each, where there is one.
    acronyms: Vec<u32>,
}

impl Values {
    pub(super) fn of(leads: &Leads) -> Self {
        let mut words = Dictionary::default();
        let people = people(leads).map(|lead| Person::read(lead, country_of(leads, lead), &mut words)).collect();
        let mut sounds = Dictionary::default();
        let codes = 0..saturating_u32(words.len());
        let mut order: Vec<u32> = codes.clone().collect();
        order.sort_unstable_by_key(|code| words.get(*code));
        let mut ranks = vec![0; order.len()];
        for (rank, code) in (0_u32..).zip(order) {
            if let Some(place) = ranks.get_mut(code as usize) {
                *place = rank;
            }
        }
        Self {
            people,
            sounds: codes.clone().map(|code| sounds.intern(&sound(words.get(code)))).collect(),
            acronyms: codes.map(|code| words.code(&acronym(words.get(code))).unwrap_or(NONE)).collect(),
            ranks,
            words,
        }
    }

    /// The text of a code; empty for [`NONE`].
    pub(super) fn text(&self, word: u32) -> &str {
        if word == NONE { "" } else { self.words.get(word) }
    }

    /// The place of a text in the alphabet; behind all for [`NONE`].
    pub(super) fn rank(&self, word: u32) -> u32 {
        self.ranks.get(word as usize).copied().unwrap_or(NONE)
    }

    /// The sound of a text as a code; [`NONE`] of [`NONE`].
    pub(super) fn sound(&self, word: u32) -> u32 {
        self.sounds.get(word as usize).copied().unwrap_or(NONE)
    }

    /// True for texts of one sound.
    pub(super) fn sound_alike(&self, one: u32, other: u32) -> bool {
        self.sound(one) == self.sound(other)
    }

    /// True for texts with a Jaro-Winkler similarity of at least that.
    pub(super) fn spelled_alike(&self, one: u32, other: u32, least: f64) -> bool {
        jaro_winkler(self.text(one), self.text(other), least) >= least
    }

    /// True for texts with a similarity on the keyboard of at least that.
    pub(super) fn typed_alike(&self, one: u32, other: u32, least: f32) -> bool {
        keyboard_similarity(self.text(one), self.text(other)) >= least
    }

    /// True where one is the initial of the other, or both are variants of one first name.
    pub(super) fn stand_for_one_name(&self, one: u32, other: u32) -> bool {
        let (left, right) = (self.text(one), self.text(other));
        is_initial(left, right) || is_initial(right, left) || compare_given(left, right) == NameLevel::Variant
    }

    /// True for the same text, or one made of the other's initials; a blank is like nothing.
    pub(super) fn stand_for_one_text(&self, one: u32, other: u32) -> bool {
        let is_acronym = |short, long: u32| self.acronyms.get(long as usize) == Some(&short);
        one != NONE && other != NONE && (one == other || is_acronym(one, other) || is_acronym(other, one))
    }

    /// Joins the leads under one key that are one person. Takes time in the order of leads and keys: of many leads under one key only
    /// neighbours in the order of names are compared.
    pub(super) fn join(&self, sets: &mut Sets, mut keyed: Vec<Keyed>, are_one: &dyn Fn(&Person, &Person) -> bool) {
        keyed.sort_unstable();
        for block in keyed.chunk_by(|one, other| one.0 == other.0).filter(|block| block.len() > 1) {
            let reach = if block.len() <= BLOCK { BLOCK } else { WINDOW };
            let block: Vec<&Person> = block.iter().filter_map(|(.., place)| self.people.get(*place as usize)).collect();
            for (place, one) in block.iter().enumerate() {
                for other in block.iter().skip(place + 1).take(reach) {
                    if sets.root(one.lead) != sets.root(other.lead) && are_one(one, other) {
                        sets.join(one.lead, other.lead);
                    }
                }
            }
        }
    }
}

impl Person {
    fn read(lead: Lead<'_>, country: Option<&str>, words: &mut Dictionary) -> Self {
        let mut code = |text: &str| if text.is_empty() { NONE } else { words.intern(text) };
        let word = |text: &str| plain(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let (mut first, mut last) = (word(&lead.text(ColumnRole::FirstName)), word(&lead.text(ColumnRole::LastName)));
        if first.is_empty() && last.is_empty() {
            last = word(&lead.text(ColumnRole::FullName));
            if let Some((given, family)) = last.rsplit_once(' ') {
                (first, last) = (given.to_owned(), family.to_owned());
            }
        }
        let email = lead.text(ColumnRole::Email).to_lowercase();
        Self {
            lead: lead.id().0,
            first: code(&first),
            last: code(&last),
            title: code(&word(&lead.text(ColumnRole::JobTitle))),
            company: code(&word(&company_key(&lead.text(ColumnRole::Company)).unwrap_or_default())),
            email: code(&email),
            domain: code(email.rsplit_once('@').map_or("", |(_, domain)| domain)),
            phone: code(&dialled(&lead.text(ColumnRole::Phone), country)),
        }
    }

    /// True for a lead with a first and a last name.
    pub(super) fn has_both_names(&self) -> bool {
        self.first != NONE && self.last != NONE
    }
}

fn is_initial(short: &str, long: &str) -> bool {
    short.chars().count() == 1 && long.starts_with(short)
}

/// The initials of several words; empty for one.
fn acronym(text: &str) -> String {
    if text.contains(' ') { text.split(' ').filter_map(|word| word.chars().next()).collect() } else { String::new() }
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
