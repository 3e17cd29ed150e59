//! Dynamics 365's duplicate detection for leads, of Sales Enterprise and Premium, as far as it is documented.
//!
//! Microsoft Learn, "Manage duplicate leads" and "Enable duplicate lead detection", gives four rules, each of them enough: the same e-mail
//! address, whatever the other values; the same phone number; a similar name and company; a similar name and the same e-mail domain. A model
//! that is not public judges what is similar; its examples sound alike (*Regina Murphy* and *Regina Merphy*, *Contoso* and *Contoso.inc*).
//!
//! Taken here: an e-mail and a domain are the same letter by letter but for case; a phone number is the same where its
//! digits without country code and extension are; names are similar where first and last name are each of one sound or have a Jaro-Winkler similarity of
//! 0.90, and at least one of them is of one sound; companies are similar where their names without legal forms are of one sound. A blank
//! matches nothing, but a name that is one word on both sides is compared as a last name.

use serde::{Deserialize, Serialize};

use super::exact_email_clusters;
use super::values::{Keyed, Person, Values};
use crate::leads::{Leads, NONE};
use crate::matching::sets::Sets;
use crate::matching::stable_hash::stable_hash;

/// Names that do not sound alike are similar from here on.
const NAME_ALIKE: f64 = 0.90;

/// One of the four rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DynamicsRule {
    /// The same e-mail address.
    Email,
    /// The same phone number.
    Phone,
    /// A similar name and a similar company.
    NameAndCompany,
    /// A similar name and the same e-mail domain.
    NameAndDomain,
}

impl DynamicsRule {
    /// All rules, in the order in which Microsoft lists them.
    pub const ALL: [Self; 4] = [Self::Email, Self::Phone, Self::NameAndCompany, Self::NameAndDomain];
}

/// Clusters of leads, a label for each.
pub(crate) struct DynamicsClusters {
    /// By any of the rules, directly or through others.
    pub(crate) any: Vec<u32>,
    /// By each rule alone, in the order of [`DynamicsRule::ALL`].
    pub(crate) each: [Vec<u32>; 4],
}

/// The clusters of leads by the four rules.
pub(super) fn dynamics(leads: &Leads, values: &Values) -> DynamicsClusters {
    let each = DynamicsRule::ALL.map(|rule| match rule {
        DynamicsRule::Email => exact_email_clusters(leads),
        DynamicsRule::Phone => same_phone(leads, values),
        DynamicsRule::NameAndCompany => {
            similar_names(leads, values, &|person| Some(values.sound(person.company)).filter(|sound| *sound != NONE))
        }
        DynamicsRule::NameAndDomain => similar_names(leads, values, &|person| Some(person.domain).filter(|domain| *domain != NONE)),
    });
    let mut sets = Sets::new(leads.len());
    for labels in &each {
        let mut firsts: Vec<u32> = Vec::new();
        for (lead, label) in (0_u32..).zip(labels) {
            match firsts.get(*label as usize) {
                Some(first) => sets.join(*first, lead),
                // Labels are counted up in the order of leads.
                None => firsts.push(lead),
            }
        }
    }
    DynamicsClusters { any: sets.labels(), each }
}

fn same_phone(leads: &Leads, values: &Values) -> Vec<u32> {
    let mut sets = Sets::new(leads.len());
    let with_phone = (0_u32..).zip(&values.people).filter(|(_, person)| person.phone != NONE);
    let keyed = with_phone.map(|(place, person)| (u64::from(person.phone), 0, 0, place)).collect();
    values.join(&mut sets, keyed, &|_, _| true);
    sets.labels()
}

/// Leads with a similar name and the same code of something else. Of similar names one part sounds the same, so all that are similar meet
/// under the sound of their first or their last name.
fn similar_names(leads: &Leads, values: &Values, shared: &dyn Fn(&Person) -> Option<u32>) -> Vec<u32> {
    let mut sets = Sets::new(leads.len());
    for sounding in [|person: &Person| person.first, |person: &Person| person.last] {
        let key = |(place, person): (u32, &Person)| {
            let code = shared(person).filter(|_| person.last != NONE)?;
            let name = values.sound(sounding(person));
            Some((stable_hash(format!("{code} {name}").as_bytes()), values.rank(person.last), values.rank(person.first), place))
        };
        let keyed: Vec<Keyed> = (0_u32..).zip(&values.people).filter_map(key).collect();
        values.join(&mut sets, keyed, &|one, other| shared(one) == shared(other) && are_similar(values, one, other));
    }
    sets.labels()
}

/// True for similar names. Neither lacks a last name.
fn are_similar(values: &Values, one: &Person, other: &Person) -> bool {
    let sounds = |one: u32, other: u32| values.sound_alike(one, other);
    let is_similar = |one: u32, other: u32| sounds(one, other) || values.spelled_alike(one, other, NAME_ALIKE);
    (one.first == NONE) == (other.first == NONE)
        && is_similar(one.first, other.first)
        && is_similar(one.last, other.last)
        && (one.first != NONE && sounds(one.first, other.first) || sounds(one.last, other.last))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::matching::fixture::leads;
    use crate::matching::rules::fixture::arbitrary_rows;

    proptest! {
        #[test]
        fn keys_lose_no_pair_that_is_similar(rows in arbitrary_rows()) {
            let leads = leads(&rows);
            let values = Values::of(&leads);
            let found = dynamics(&leads, &values);
            let is_known = |one: u32, other: u32| one == other && one != NONE;
            let named = |one: &Person, other: &Person| one.last != NONE && other.last != NONE && are_similar(&values, one, other);
            let pairwise = |is_one: &dyn Fn(&Person, &Person) -> bool| {
                let mut sets = Sets::new(leads.len());
                for one in &values.people {
                    for other in values.people.iter().filter(|other| is_one(one, other)) {
                        sets.join(one.lead, other.lead);
                    }
                }
                sets.labels()
            };
            let email = |one: &Person, other: &Person| is_known(one.email, other.email);
            let phone = |one: &Person, other: &Person| is_known(one.phone, other.phone);
            let company = |one: &Person, other: &Person| is_known(values.sound(one.company), values.sound(other.company)) && named(one, other);
            let domain = |one: &Person, other: &Person| is_known(one.domain, other.domain) && named(one, other);
            let any = |one: &Person, other: &Person| email(one, other) || phone(one, other) || company(one, other) || domain(one, other);
            prop_assert_eq!(found.each, [pairwise(&email), pairwise(&phone), pairwise(&company), pairwise(&domain)]);
            prop_assert_eq!(found.any, pairwise(&any));
        }
    }
}
