//! Warnings about the data, for the user to know before trusting the groups.

use serde::{Deserialize, Serialize};

use super::evidence::Field;
use super::frequency::CROWD;
use super::matcher::Matching;
use super::profile::{Profile, Profiles};
use crate::leads::{Leads, NONE};
use crate::sorting;

/// A cause of doubt in the data itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum MatchWarning {
    /// One value stands in very many leads of different people; it is no evidence for one person.
    SharedValue {
        /// The field the value stands in.
        field: Field,
        /// The value, clipped.
        value: String,
        /// Leads that have it.
        leads: u32,
    },
    /// Most values of a column look like another field's: it may be mapped wrongly.
    LooksLike {
        /// The field the column is read as.
        field: Field,
        /// The field its values look like.
        looks_like: Field,
        /// Leads concerned.
        leads: u32,
    },
    /// Groups of more than 50 leads that differ in what tells a person were not merged.
    TooLarge {
        /// Number of groups.
        groups: u32,
        /// Number of leads in them.
        leads: u32,
    },
    /// Nothing in the leads tells people apart: no name, e-mail or phone.
    NoIdentity {
        /// Leads without any of it.
        leads: u32,
    },
}

/// Leads from which on a value that several names stand at is worth a warning.
const MANY: u32 = 100;
/// Values named at most, of each field.
const NAMED: usize = 3;

impl Matching {
    /// Doubts about the data itself; groups that were too large are not among them.
    pub fn warnings(&self, leads: &Leads) -> Vec<MatchWarning> {
        let odd = self.profiles.oddities;
        let mut warnings = Vec::new();
        let looks = [(Field::Phone, odd.phones, odd.phones_like_emails), (Field::FamilyName, odd.names, odd.names_like_emails)];
        for (field, all, like_emails) in looks {
            if like_emails > 0 && like_emails * 2 >= all {
                warnings.push(MatchWarning::LooksLike { field, looks_like: Field::Email, leads: like_emails });
            }
        }
        let identified = self.profiles.leads_with.iter().sum::<u32>();
        if odd.nameless > identified {
            warnings.push(MatchWarning::NoIdentity { leads: odd.nameless });
        }
        if let Some(model) = &self.model {
            let names_at_email = |profile: &Profile| model.frequencies.names_at_email(&self.profiles, profile);
            let email = |profile: &Profile| self.profiles.email(profile.email).map_or(NONE, |facts| facts.weak);
            warnings.extend(shared(&self.profiles, (Field::Email, self.profiles.weak_texts.len()), email, names_at_email, |profile| {
                leads.email_texts().get(profile.email).to_owned()
            }));
            let names_at_phone = |profile: &Profile| model.frequencies.names_at_phone(profile.phone);
            warnings.extend(shared(
                &self.profiles,
                (Field::Phone, self.profiles.phones.len()),
                |profile| profile.phone,
                names_at_phone,
                |profile| {
                    let phone = self.profiles.phones.get(profile.phone as usize);
                    phone.map(|phone| phone.e164().unwrap_or_else(|| phone.national.to_string())).unwrap_or_default()
                },
            ));
        }
        warnings
    }
}

/// The values of a field, of so many codes, that stand in very many leads of people with different names, most leads first.
fn shared(
    profiles: &Profiles,
    (field, codes): (Field, usize),
    code: impl Fn(&Profile) -> u32,
    names: impl Fn(&Profile) -> u16,
    text: impl Fn(&Profile) -> String,
) -> Vec<MatchWarning> {
    // The leads that have each value, and the first profile that does.
    let mut met = vec![(0_u32, NONE); codes];
    for ((place, profile), leads) in (0..).zip(&profiles.all).zip(&profiles.leads_with) {
        if let Some((count, first)) = met.get_mut(code(profile) as usize) {
            *count += leads;
            *first = place.min(*first);
        }
    }
    let met = met.into_iter().filter(|(leads, _)| *leads >= MANY);
    let met = met.filter_map(|(leads, place)| Some((leads, profiles.get(place)?)));
    let mut found: Vec<(u32, &Profile)> = met.filter(|(_, profile)| names(profile) >= CROWD).collect();
    sorting::sort_by_key(&mut found, |(leads, _)| std::cmp::Reverse(*leads));
    found.into_iter().take(NAMED).map(|(leads, profile)| MatchWarning::SharedValue { field, value: text(profile), leads }).collect()
}
