//! Comparison of two profiles: a level for each field.

mod company;
mod email;
mod extra;
mod name;
mod phone;
mod slip;
#[cfg(test)]
mod tests;

use super::evidence::{Field, Level};
use super::profile::{Profile, Profiles};
use crate::leads::NONE;
use company::company_level;
pub(super) use email::are_numbered;
use email::email_level;
use extra::compare_extras;
use name::{NamePart, names, read_in_email};
use phone::phone_level;
pub(super) use phone::shared_numbers;
pub(super) use slip::is_one_slip;

/// Both parts of two addresses are alike from this Jaro-Winkler similarity on.
const ALIKE: f64 = 0.88;

/// Number of fields.
pub(super) const FIELDS: usize = Field::ALL.len();

/// Places of fields in the order of [`Field::ALL`](super::Field::ALL).
pub(super) const GIVEN: usize = Field::GivenName as usize;
pub(super) const FAMILY: usize = Field::FamilyName as usize;
pub(super) const EMAIL: usize = Field::Email as usize;
pub(super) const PHONE: usize = Field::Phone as usize;
pub(super) const COMPANY: usize = Field::Company as usize;
pub(super) const TITLE: usize = Field::JobTitle as usize;
pub(super) const STREET: usize = Field::Street as usize;
pub(super) const POSTCODE: usize = Field::Postcode as usize;
pub(super) const CITY: usize = Field::City as usize;
pub(super) const STATE: usize = Field::State as usize;
pub(super) const RECORD_ID: usize = Field::RecordId as usize;

/// The levels of a pair, in the order of [`Field::ALL`](super::Field::ALL).
pub(super) type Levels = [Level; FIELDS];

/// The levels of two profiles, and whether the names were taken crosswise: somebody wrote the family name where the given name goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Compared {
    pub(super) levels: Levels,
    pub(super) is_crossed: bool,
    /// Codes of the two numbers that were compared.
    pub(super) phones: [u32; 2],
}

/// Compares two profiles.
pub(super) fn compare(profiles: &Profiles, a: &Profile, b: &Profile) -> Compared {
    let (mut given, mut family, is_crossed) = names(profiles, a, b);
    let email = email_level(profiles, a, b);
    if given == Level::Absent && family != Level::Different {
        given = read_in_email(profiles, a, b, NamePart::Given);
    }
    if family == Level::Absent && given != Level::Different {
        family = read_in_email(profiles, a, b, NamePart::Family);
    }
    let (phone, phones) = phone_level(profiles, a, b);
    // Where no company is named the address tells it, and a slip in the address does not make it another one.
    let is_one_address = matches!(email, Level::Typo | Level::Similar) && a.company == NONE && b.company == NONE;
    let company = if is_one_address { Level::Absent } else { company_level(profiles, a, b) };
    let mut levels = [Level::Absent; FIELDS];
    let common = [given, family, email, phone, company, same(a.country, b.country), same(a.title, b.title)];
    levels.iter_mut().zip(common).for_each(|(place, level)| *place = level);
    compare_extras(profiles, a, b, &mut levels);
    Compared { levels, is_crossed, phones }
}

fn same(a: u32, b: u32) -> Level {
    match (a, b) {
        (NONE, _) | (_, NONE) => Level::Absent,
        _ if a == b => Level::Same,
        _ => Level::Different,
    }
}
