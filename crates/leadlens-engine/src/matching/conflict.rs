//! Conflicts: what weighs more than the sum of fields knows.
//!
//! The sum takes fields for independent. People are not: a family shares its name, often a mailbox and an employer; colleagues share a
//! number and a domain; two people of one common name share that name and nothing else. There shared values say little and what differs says
//! much, and each conflict corrects the sum for one such case: *generations* (father and son tell themselves apart behind the name),
//! *relatives* (another given name behind one family name), *shared contact* (other names at one mailbox or number, or another organisation
//! where no person is named) and *namesakes* (one name, but numbered mailboxes, another employer, or addresses without anything in common).
//! Of several the first in that order counts: it already takes back what the others would.

use super::comparison::{
    CITY, COMPANY, EMAIL, FAMILY, FIELDS, Levels, PHONE, POSTCODE, RECORD_ID, STATE, STREET, are_numbered, is_one_slip,
};
use super::evidence::{Conflict, Level};
use super::profile::{Profile, Profiles};
use crate::leads::{Generation, NONE};

/// Both say their generation, and it is another: they say it to be told apart, for they share the house, its contacts or the firm.
const GENERATIONS_STATED: f32 = -10.0;
/// One says it and the other does not: fathers do without as long as they can, and everybody may leave it out.
const GENERATION_OF_ONE: f32 = -3.0;
/// Beyond taking back what a family shares anyway: the other given name counts in full.
const RELATIVES: f32 = -1.0;
/// Half a name in common where many people stand at one mailbox or number: it is chance.
const HALF_A_NAME_IN_A_CROWD: f32 = -6.0;
/// Beyond taking back the employer: neither half of the name is the same, so that only the address or number is evidence for one person.
const OTHER_NAMES: f32 = -1.0;
/// Another company where no person is named, and the company is who it is: offices of several companies share a number, a company its
/// number with none.
const OTHER_ORGANISATION: f32 = -9.0;
/// `jan.novak` and `jan.novak2` at one domain: the number was put there because the first address was taken by somebody else.
const NUMBERED_NAMESAKES: f32 = -10.0;
/// One name at two companies, nothing shared to be reached by: a person who changed jobs, or more often another one. Addresses that are merely
/// alike share nothing where the number or the title is another one too.
const OTHER_EMPLOYER: f32 = -4.5;
/// One name, no company to tell by, and addresses that have at most the name in common.
const OTHER_ADDRESS: f32 = -3.0;

/// A pair that has been compared and weighed field by field.
#[derive(Clone, Copy)]
pub(super) struct Weighed<'a> {
    pub(super) profiles: &'a Profiles,
    pub(super) a: &'a Profile,
    pub(super) b: &'a Profile,
    pub(super) levels: Levels,
    /// Weight and rarity of each field.
    pub(super) bits: [f32; FIELDS],
    /// Degree to which another given name behind one family name is taken for a relative's, 0 to 1.
    pub(super) kinship: f32,
}

impl Weighed<'_> {
    /// The conflict of the pair, with its bits.
    pub(super) fn conflict(&self) -> Option<(Conflict, f32)> {
        self.generations()
            .or_else(|| self.relatives())
            .or_else(|| self.shared_contact())
            .or_else(|| self.organisations())
            .or_else(|| self.namesakes())
    }

    fn generations(&self) -> Option<(Conflict, f32)> {
        let [given, family, ..] = self.levels;
        let (one, other) = (self.a.generation, self.b.generation);
        if one == other || given == Level::Different || family == Level::Different {
            return None;
        }
        let is_stated = one != Generation::Unknown && other != Generation::Unknown;
        Some((Conflict::Generations, if is_stated { GENERATIONS_STATED - self.household() } else { GENERATION_OF_ONE }))
    }

    /// Relatives share a name, and often a mailbox, a number and an employer.
    fn relatives(&self) -> Option<(Conflict, f32)> {
        let [given, family, _, _, _, _, _, _, _, _, _, birth_date, ..] = self.levels;
        let has_family = matches!(family, Level::Same | Level::Variant | Level::Typo);
        // Twins are rarer than given names that were changed or written wrongly.
        let is_of_one_age = matches!(birth_date, Level::Same | Level::Variant | Level::Typo);
        // Whoever shares a mailbox shares its number: only one of the two is evidence.
        let second_contact = self.shared(EMAIL).min(self.shared(PHONE));
        (given == Level::Different && has_family && !is_of_one_age && !self.is_slip_of_the_address()).then(|| {
            let shared = self.shared(FAMILY) + self.shared(COMPANY) + self.address() + second_contact;
            (Conflict::Relatives, (RELATIVES - shared) * self.kinship)
        })
    }

    /// True where the address that two share names one of them, and the other given name is a slip of it: `Okga` at `olga.novak@`.
    fn is_slip_of_the_address(&self) -> bool {
        let [_, _, email, ..] = self.levels;
        let Some(facts) = self.profiles.email(self.a.email).filter(|_| matches!(email, Level::Same | Level::Variant)) else { return false };
        let (one, other) = (self.profiles.name(self.a), self.profiles.name(self.b));
        let local = self.profiles.local_texts.get(facts.local);
        let is_named = |(given, family): (&str, &str)| local.contains(given) && local.contains(family);
        is_one_slip(one.0.as_bytes(), other.0.as_bytes()) && is_named(one) != is_named(other)
    }

    /// Several people at one mailbox or number: a crowd of them, or two.
    fn shared_contact(&self) -> Option<(Conflict, f32)> {
        let [given, family, email, phone, ..] = self.levels;
        let is_crowd = email == Level::SharedMailbox || phone == Level::SharedNumber;
        let is_other = |level| matches!(level, Level::Different | Level::Similar);
        if is_crowd && (is_other(given) || is_other(family)) {
            return Some((Conflict::SharedContact, HALF_A_NAME_IN_A_CROWD - self.shared(COMPANY)));
        }
        (is_other(given) && is_other(family) && self.has_contact()).then(|| (Conflict::SharedContact, OTHER_NAMES - self.shared(COMPANY)))
    }

    fn organisations(&self) -> Option<(Conflict, f32)> {
        let [_, _, _, _, company, ..] = self.levels;
        let is_organisation = [self.a, self.b].into_iter().all(|side| side.given == NONE && side.family == NONE);
        (is_organisation && company == Level::Different && self.has_contact()).then_some((Conflict::SharedContact, OTHER_ORGANISATION))
    }

    fn namesakes(&self) -> Option<(Conflict, f32)> {
        let [given, family, email, phone, company, _, title, street, _, _, _, birth_date, _, linkedin, record_id] = self.levels;
        let is_named = |level| matches!(level, Level::Same | Level::Variant | Level::Typo | Level::FromEmail | Level::Initial);
        if !is_named(given) || !is_named(family) {
            return None;
        }
        if email == Level::SameDomain && are_numbered(self.profiles, self.a, self.b) {
            return Some((Conflict::Namesakes, NUMBERED_NAMESAKES));
        }
        let contradictions = [phone, company, title].into_iter().filter(|level| *level == Level::Different).count();
        if matches!(email, Level::Typo | Level::Similar) && company == Level::Different && contradictions > 1 {
            return Some((Conflict::Namesakes, OTHER_EMPLOYER - self.shared(EMAIL)));
        }
        let shares_contact = matches!(email, Level::Same | Level::Variant | Level::Typo | Level::SharedMailbox)
            || matches!(phone, Level::Same | Level::SharedNumber | Level::Typo)
            || matches!(birth_date, Level::Same | Level::Variant | Level::Typo)
            || matches!(street, Level::Same | Level::Variant)
            || linkedin == Level::Same
            || record_id == Level::Same;
        let is_reachable = [self.a, self.b].into_iter().any(|side| side.email != NONE || side.phone != NONE);
        let bits = match company {
            Level::Different if is_reachable => OTHER_EMPLOYER,
            Level::Absent if matches!(email, Level::Different | Level::SameLocalPart) => OTHER_ADDRESS,
            _ => return None,
        };
        (!shares_contact).then_some((Conflict::Namesakes, bits))
    }

    /// Bits of what people of one house or firm share: contacts, employer and address.
    fn household(&self) -> f32 {
        self.shared(EMAIL) + self.shared(PHONE) + self.shared(COMPANY) + self.address()
    }

    fn address(&self) -> f32 {
        [STREET, POSTCODE, CITY, STATE].into_iter().map(|field| self.shared(field)).sum()
    }

    /// Bits of a field for one person; 0 where it is evidence against it.
    fn shared(&self, field: usize) -> f32 {
        self.bits.get(field).copied().unwrap_or_default().max(0.0)
    }

    /// True where an address, a number or the record is evidence for one person.
    fn has_contact(&self) -> bool {
        [EMAIL, PHONE, RECORD_ID].into_iter().any(|field| self.shared(field) > 0.0)
    }
}
