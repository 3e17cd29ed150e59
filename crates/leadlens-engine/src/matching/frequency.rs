//! Frequency of each value among the profiles: a shared rare surname says more than *Smith*, a shared number that many names stand at says
//! little.

mod builder;
#[cfg(test)]
mod tests;

pub(super) use builder::FrequencyBuilder;

use super::comparison::{COMPANY, Compared, EMAIL, FAMILY, FIELDS, GIVEN, PHONE, TITLE};
use super::evidence::Level;
use super::profile::{EXTRAS, FIRST_EXTRA, Profile, Profiles};
use crate::leads::NONE;

/// Frequencies of values, as bits to add to the weights, which suppose a value of middling frequency.
#[derive(Clone, Debug, Default)]
pub(super) struct Frequencies {
    /// Bits before anything is compared.
    pub(super) prior: f32,
    /// Degree to which a shared family name behind different given names is taken for a family's, 0 to 1.
    pub(super) kinship: f32,
    given: Vec<f32>,
    family: Vec<f32>,
    company: Vec<f32>,
    title: Vec<f32>,
    /// By weak address, and by number: bits that make up for the size of the file, less what several names at one of them take away.
    email: Vec<f32>,
    phone: Vec<f32>,
    /// By weak address and number: how many names stand at it.
    email_names: Vec<u16>,
    phone_names: Vec<u16>,
    /// Further evidence, field by field.
    extras: [Vec<f32>; EXTRAS],
    /// By the id of a record: how many names stand at it.
    record_names: Vec<u16>,
    /// Bits of a slip of the keyboard in an address or number: the size of the file.
    pub(super) scale: f32,
}

/// The size of file the weights of addresses and numbers are written for, in bits.
const SCALE: f32 = 10.0;
/// Names at one number or address from which on it is a switchboard's, or a mailbox several people use.
pub(super) const CROWD: u16 = 3;

impl Frequencies {
    /// Every value of middling frequency, in a file of a few thousand.
    pub(super) fn fixed() -> Self {
        Self { prior: -12.0, kinship: 1.0, scale: 12.0 - SCALE, ..Self::default() }
    }

    #[cfg(test)]
    pub(super) fn of(profiles: &Profiles) -> Self {
        let mut builder = FrequencyBuilder::default();
        while builder.step(profiles) {}
        builder.finish()
    }

    /// Names at a number, by its code.
    pub(super) fn names_at_phone(&self, phone: u32) -> u16 {
        self.phone_names.get(phone as usize).copied().unwrap_or_default()
    }

    /// Names at an id of a record.
    pub(super) fn names_at_record(&self, id: u32) -> u16 {
        self.record_names.get(id as usize).copied().unwrap_or_default()
    }

    /// Names at the address of a profile.
    pub(super) fn names_at_email(&self, profiles: &Profiles, profile: &Profile) -> u16 {
        let weak = profiles.email(profile.email).map_or(NONE, |facts| facts.weak);
        self.email_names.get(weak as usize).copied().unwrap_or_default()
    }

    /// Bits that the rarity of a pair's values adds to the weight of each field.
    pub(super) fn rarities(&self, profiles: &Profiles, a: &Profile, b: &Profile, compared: Compared) -> [f32; FIELDS] {
        let [given, family, email, phone, company, _, title, ..] = compared.levels;
        let at = |bits: &[f32], code: u32| bits.get(code as usize).copied();
        // Of two spellings of a value the more frequent one counts: the other may be its slip.
        let of_two = |bits: &[f32], a: u32, b: u32| match (at(bits, a), at(bits, b)) {
            (Some(a), Some(b)) => a.min(b),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => 0.0,
        };
        let [number, other_number] = compared.phones;
        let mut rarities = [0.0; FIELDS];
        let set = |rarities: &mut [f32; FIELDS], field: usize, bits: f32| {
            if let Some(rarity) = rarities.get_mut(field) {
                *rarity = bits;
            }
        };
        let share = |level| match level {
            Level::Same => 1.0,
            Level::Variant => 0.8,
            Level::Typo | Level::Contained | Level::Domain => 0.5,
            Level::FromEmail => 0.4,
            _ => 0.0,
        };
        if !compared.is_crossed {
            set(&mut rarities, GIVEN, share(given) * of_two(&self.given, a.given, b.given));
            set(&mut rarities, FAMILY, share(family) * of_two(&self.family, a.family, b.family));
        }
        set(&mut rarities, COMPANY, share(company) * of_two(&self.company, a.company, b.company));
        set(&mut rarities, TITLE, share(title) * of_two(&self.title, a.title, b.title).clamp(-2.0, 2.0));
        let weak = |profile: &Profile| profiles.email(profile.email).map_or(NONE, |facts| facts.weak);
        match email {
            Level::Same | Level::Variant => set(&mut rarities, EMAIL, at(&self.email, weak(a)).unwrap_or(self.scale)),
            Level::Typo => set(&mut rarities, EMAIL, self.scale),
            _ => {}
        }
        match phone {
            Level::Same => {
                set(&mut rarities, PHONE, if self.phone.is_empty() { self.scale } else { of_two(&self.phone, number, other_number) });
            }
            Level::Typo => set(&mut rarities, PHONE, self.scale),
            _ => {}
        }
        if let (Some(one), Some(other)) = (profiles.extras.get(a.extra), profiles.extras.get(b.extra)) {
            let levels = compared.levels.into_iter().skip(FIRST_EXTRA);
            for (((bits, rarity), level), (one, other)) in
                self.extras.iter().zip(rarities.iter_mut().skip(FIRST_EXTRA)).zip(levels).zip(one.iter().zip(other))
            {
                *rarity = share(level) * of_two(bits, *one, *other);
            }
        }
        rarities
    }
}
