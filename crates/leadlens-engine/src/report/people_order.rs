//! The order of a list of people.

use super::contact::contact;
use super::journey::{in_time, seconds};
use super::lead_sort::sort_key;
use super::people::{offers, steps};
use super::survivorship::chosen_text;
use super::{PeopleQuery, PeopleSort};
use crate::intake::header::ColumnRole;
use crate::leads::Leads;
use crate::matching::Clusters;
use crate::sorting;

/// Steps that people are ordered by; further ones change nothing.
const STEPS: usize = 9;
/// Bits of a step, which is a storefront and an action.
const STEP_BITS: usize = 7;

/// Puts people in the requested order: equal ones stay as they are, those without a value come last in either direction.
pub(super) fn put_in_order(leads: &Leads, clusters: &Clusters, people: Vec<u32>, query: &PeopleQuery) -> Vec<u32> {
    let members = |person: u32| clusters.cluster(person);
    let text = |role| {
        let of = move |person: u32| chosen_text(leads, members(person), role, query.survivorship);
        move |person: u32| Some(sort_key(&of(person))).filter(|key| !key.is_empty())
    };
    let times = |person: u32| members(person).iter().filter_map(|lead| seconds(leads, *lead));
    let is_descending = query.sort.is_descending() != query.reversed;
    match query.sort {
        PeopleSort::Latest => ordered(people, is_descending, |person| times(person).max()),
        PeopleSort::First => ordered(people, is_descending, |person| times(person).min()),
        PeopleSort::Leads => ordered(people, is_descending, |person| i64::try_from(members(person).len()).ok()),
        PeopleSort::Contact => ordered(people, is_descending, |person| contact(leads, members(person)).do_not_contact.then_some(1)),
        PeopleSort::Steps => ordered(people, is_descending, |person| steps_key(leads, members(person))),
        PeopleSort::Name => ordered(people, is_descending, text(ColumnRole::FullName)),
        PeopleSort::Email => ordered(people, is_descending, text(ColumnRole::Email)),
        PeopleSort::Company => ordered(people, is_descending, text(ColumnRole::Company)),
        PeopleSort::Country => ordered(people, is_descending, text(ColumnRole::Country)),
        PeopleSort::Offers => {
            ordered(people, is_descending, |person| offers(leads, &in_time(leads, members(person))).first().map(|offer| sort_key(offer)))
        }
    }
}

fn ordered<K: Ord>(people: Vec<u32>, is_descending: bool, key: impl Fn(u32) -> Option<K>) -> Vec<u32> {
    let (mut keyed, mut blank) = (Vec::with_capacity(people.len()), Vec::new());
    for person in people {
        match key(person) {
            Some(key) => keyed.push((key, person)),
            None => blank.push(person),
        }
    }
    sorting::sort_by(&mut keyed, |(one, _), (other, _)| if is_descending { other.cmp(one) } else { one.cmp(other) });
    keyed.into_iter().map(|(_, person)| person).chain(blank).collect()
}

/// The first steps of a person as a number, a shorter path before one that goes on from it.
fn steps_key(leads: &Leads, members: &[u32]) -> Option<i64> {
    let steps = steps(leads, &in_time(leads, members));
    let numbers = steps.iter().map(|(storefront, action)| (*storefront as i64) * 8 + *action as i64 + 1).chain(std::iter::repeat(0));
    (!steps.is_empty()).then(|| numbers.take(STEPS).fold(0, |key, step| key << STEP_BITS | step))
}
