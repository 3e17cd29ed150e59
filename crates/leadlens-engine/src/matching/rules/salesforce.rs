//! Salesforce's standard matching rule for leads, as far as it is documented.
//!
//! Salesforce Help, "Standard Contact Matching Rule and Standard Lead Matching Rule" and "Matching Methods Used with Matching Rules":
//! - *Match keys.* Leads are compared that share one: the e-mail without punctuation and sub-domains; or first initial with the sound of the
//!   last name and either the e-mail's domain, the first five letters of the company, or the phone number without country code 1 and its last
//!   four digits.
//! - *Matching equation.* first ∧ last ∧ (e-mail ∨ phone ∨ title ∧ company); the variants with more conditions say nothing beyond these
//!   three, but for those with a mailing street, which leads of the marketplace do not have.
//! - *Blank fields.* None matches, neither a blank nor a value, with one exception: where the e-mail is part of the group of fields, a blank
//!   first or last name is ignored. So a lead without a first name is matched by e-mail and last name, one without any name by e-mail.
//! - *Matching criteria.* First names: spelling, initial, sound, variants of one name, a Jaro-Winkler similarity of 85 %; last names: spelling,
//!   sound, a similarity on the keyboard of 90 %; both also in reverse order where a lead has both. Titles and companies (no legal forms):
//!   spelling or acronym. E-mails: spelling. Phones: sections that weigh 10 (international code), 50 (area code), 30 (next three digits)
//!   and 10 (last four), alike from 80 on; so numbers of North America that differ in the last four digits alone are alike.
//!
//! Salesforce's own sound (Metaphone 3) and its table of name variants are not public: ours stand in for them.

use super::values::{Keyed, Person, Values};
use crate::leads::{Leads, NONE};
use crate::matching::sets::Sets;
use crate::matching::stable_hash::stable_hash;

/// First names alike from here on.
const FIRST_ALIKE: f64 = 0.85;

/// Last names alike from here on.
const LAST_ALIKE: f32 = 0.90;

/// Digits at the end of a phone number that are no part of its key.
const PHONE_END: usize = 4;

/// Digits of a national number of North America, the one notation the sections of a phone number are documented for.
const SECTIONED_PHONE: usize = 10;

/// Letters of a company that are part of a key.
const COMPANY_START: usize = 5;

/// A label for each lead: the same for those the rule joins, directly or through others.
pub(super) fn salesforce(leads: &Leads, values: &Values) -> Vec<u32> {
    let mut sets = Sets::new(leads.len());
    for kind in Key::ALL {
        let keyed = (0_u32..).zip(&values.people).flat_map(|(place, person)| {
            let names = [(person.first, person.last), (person.last, person.first)];
            // The e-mail's key knows no names, so there is no reverse order.
            let orders = if matches!(kind, Key::Email) { 1 } else { 2 };
            let key = |(first, last)| Some((key(values, person, kind, first, last)?, values.rank(last), values.rank(first), place));
            names.map(key).into_iter().take(orders).flatten()
        });
        let keyed: Vec<Keyed> = keyed.collect();
        values.join(&mut sets, keyed, &|one, other| are_one(values, one, other));
    }
    sets.labels()
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

/// The key of a person with these names as a hash; `None` where a part is missing.
fn key(values: &Values, person: &Person, kind: Key, first: u32, last: u32) -> Option<u64> {
    let part = match kind {
        Key::Email | Key::Domain => {
            let (local, domain) = values.text(person.email).rsplit_once('@')?;
            let domain = main_domain(domain);
            let local = if matches!(kind, Key::Email) { local } else { "" };
            local.chars().filter(|letter| letter.is_alphanumeric()).chain(['@']).chain(domain.chars()).collect::<String>()
        }
        Key::Company => values.text(person.company).chars().filter(|letter| *letter != ' ').take(COMPANY_START).collect(),
        Key::Phone => {
            let digits = values.text(person.phone);
            digits.get(..digits.len().checked_sub(PHONE_END)?)?.to_owned()
        }
    };
    if part.is_empty() {
        return None;
    }
    let name = match kind {
        Key::Email => String::new(),
        _ if last == NONE => return None,
        _ => format!("{}{}", values.text(first).chars().next()?, values.sound(last)),
    };
    Some(stable_hash(format!("{name} {part}").as_bytes()))
}

fn are_one(values: &Values, one: &Person, other: &Person) -> bool {
    let is_same_email = one.email == other.email && one.email != NONE;
    if is_same_email {
        return names_alike(values, one, other);
    }
    let is_same_position = || values.stand_for_one_text(one.title, other.title) && values.stand_for_one_text(one.company, other.company);
    one.has_both_names()
        && other.has_both_names()
        && (phones_alike(values, one.phone, other.phone) || is_same_position())
        && names_alike(values, one, other)
}

/// True for names alike, in this order or the reverse; a blank is ignored.
fn names_alike(values: &Values, one: &Person, other: &Person) -> bool {
    let is_first = |one: u32, other: u32| one == NONE || other == NONE || first_alike(values, one, other);
    let is_last = |one: u32, other: u32| one == NONE || other == NONE || last_alike(values, one, other);
    let is_reversed =
        |one: &Person, other: &Person| one.has_both_names() && is_first(one.last, other.first) && is_last(one.first, other.last);
    is_first(one.first, other.first) && is_last(one.last, other.last) || is_reversed(one, other) || is_reversed(other, one)
}

fn first_alike(values: &Values, one: u32, other: u32) -> bool {
    one == other || values.sound_alike(one, other) || values.stand_for_one_name(one, other) || values.spelled_alike(one, other, FIRST_ALIKE)
}

fn last_alike(values: &Values, one: u32, other: u32) -> bool {
    one == other || values.sound_alike(one, other) || values.typed_alike(one, other, LAST_ALIKE)
}

/// True for the same number, whatever its country code, and for numbers of North America up to the last four digits.
fn phones_alike(values: &Values, one: u32, other: u32) -> bool {
    let sections =
        |phone: u32| Some(values.text(phone)).filter(|digits| digits.len() == SECTIONED_PHONE)?.get(..SECTIONED_PHONE - PHONE_END);
    one != NONE && other != NONE && (one == other || sections(one).is_some_and(|start| sections(other) == Some(start)))
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::matching::fixture::leads;
    use crate::matching::rules::fixture::arbitrary_rows;

    proptest! {
        #[test]
        fn all_pairs_that_share_a_key_are_compared(rows in arbitrary_rows()) {
            let leads = leads(&rows);
            let values = Values::of(&leads);
            let keys = |person: &Person| {
                let orders = [(person.first, person.last), (person.last, person.first)];
                let keys = Key::ALL.into_iter().flat_map(|kind| orders.map(|(first, last)| key(&values, person, kind, first, last)));
                keys.flatten().collect::<Vec<u64>>()
            };
            let mut sets = Sets::new(leads.len());
            for one in &values.people {
                let shared = keys(one);
                for other in values.people.iter().filter(|other| keys(other).iter().any(|key| shared.contains(key))) {
                    if are_one(&values, one, other) {
                        sets.join(one.lead, other.lead);
                    }
                }
            }
            prop_assert_eq!(salesforce(&leads, &values), sets.labels());
        }
    }

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
}
