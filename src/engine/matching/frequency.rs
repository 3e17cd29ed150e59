//! How common each value is among the profiles: a shared rare surname says more than *Smith*, a shared number that many names stand at says
//! little.

#[cfg(test)]
mod tests;

use super::comparison::{Compared, FIELDS};
use super::evidence::Level;
use super::model::{COMPANY, EMAIL, FAMILY, GIVEN, PHONE, TITLE};
use super::number::real;
use super::profile::{Profile, Profiles};
use crate::engine::leads::NONE;

/// How often values occur, as bits to add to the weights, which suppose a value of middling frequency.
#[derive(Clone, Debug, Default)]
pub(super) struct Frequencies {
    /// Bits before anything is compared.
    pub(super) prior: f32,
    /// How far a shared family name behind different given names is taken for a family's, 0 to 1.
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
    /// Bits of a slip of the keyboard in an address or number: the size of the file.
    pub(super) scale: f32,
}

/// A file of so few leads says nothing of how common names are: names are counted beside as many of everyday frequency.
const NAMES_BESIDE: f32 = 300.0;
/// How common a name is that was not met: one in so many.
const GIVEN_ONE_IN: f32 = 150.0;
const FAMILY_ONE_IN: f32 = 1_500.0;
const COMPANY_ONE_IN: f32 = 300.0;
const TITLE_ONE_IN: f32 = 30.0;
/// The size of file the weights of addresses and numbers are written for, in bits.
const SCALE: f32 = 10.0;
/// The least number of profiles for which the odds before comparing are set.
const FEWEST: f32 = 200.0;
/// Names at one number or address from which on it is a switchboard's, or a mailbox several people use.
pub(super) const CROWD: u16 = 3;

impl Frequencies {
    /// Every value of middling frequency, in a file of a few thousand.
    pub(super) fn fixed() -> Self {
        Self { prior: -12.0, kinship: 1.0, scale: 12.0 - SCALE, ..Self::default() }
    }

    pub(super) fn of(profiles: &Profiles) -> Self {
        let count = real(profiles.len());
        let size = count.max(FEWEST).log2();
        let scale = size - SCALE;
        let weak_of = |profile: &Profile| profiles.email(profile.email).map_or(NONE, |facts| facts.weak);
        let email_names = names_at(profiles, profiles.weak_texts.len(), weak_of);
        let (phone_places, places) = phone_places(profiles);
        let phone_names = names_at(profiles, places, |profile| phone_places.get(profile.phone as usize).copied().unwrap_or(NONE));
        let phone_names: Vec<u16> =
            phone_places.iter().map(|place| phone_names.get(*place as usize).copied().unwrap_or_default()).collect();
        let bits = |counts: Vec<usize>, one_in: f32| -> Vec<f32> {
            let of_all = NAMES_BESIDE + counts.iter().map(|count| real(*count)).sum::<f32>();
            counts.iter().map(|count| (of_all / ((real(*count) + NAMES_BESIDE / one_in) * one_in)).log2().clamp(-6.0, 7.0)).collect()
        };
        Self {
            prior: -size,
            kinship: 1.0,
            given: bits(counts(profiles, profiles.given_texts.len(), |profile| profile.given), GIVEN_ONE_IN),
            family: bits(counts(profiles, profiles.family_texts.len(), |profile| profile.family), FAMILY_ONE_IN),
            company: bits(counts(profiles, profiles.company_texts.len(), |profile| profile.company), COMPANY_ONE_IN),
            title: bits(counts(profiles, profiles.title_texts.len(), |profile| profile.title), TITLE_ONE_IN),
            email: email_names.iter().map(|names| scale - crowd(*names)).collect(),
            phone: phone_names.iter().map(|names| scale - crowd(*names)).collect(),
            email_names,
            phone_names,
            scale,
        }
    }

    /// Names at the number of a profile.
    pub(super) fn names_at_phone(&self, profile: &Profile) -> u16 {
        self.phone_names.get(profile.phone as usize).copied().unwrap_or_default()
    }

    /// Names at the address of a profile.
    pub(super) fn names_at_email(&self, profiles: &Profiles, profile: &Profile) -> u16 {
        let weak = profiles.email(profile.email).map_or(NONE, |facts| facts.weak);
        self.email_names.get(weak as usize).copied().unwrap_or_default()
    }

    /// What the rarity of the values of a pair adds to the weight of each field.
    pub(super) fn rarities(&self, profiles: &Profiles, a: &Profile, b: &Profile, compared: Compared) -> [f32; FIELDS] {
        let [given, family, email, phone, company, _, title] = compared.levels;
        let at = |bits: &[f32], code: u32| bits.get(code as usize).copied();
        // Of two spellings of a value the more frequent one counts: the other may be its slip.
        let of_two = |bits: &[f32], a: u32, b: u32| match (at(bits, a), at(bits, b)) {
            (Some(a), Some(b)) => a.min(b),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => 0.0,
        };
        let mut rarities = [0.0; FIELDS];
        let mut set = |field: usize, bits: f32| {
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
            set(GIVEN, share(given) * of_two(&self.given, a.given, b.given));
            set(FAMILY, share(family) * of_two(&self.family, a.family, b.family));
        }
        set(COMPANY, share(company) * of_two(&self.company, a.company, b.company));
        set(TITLE, share(title) * of_two(&self.title, a.title, b.title).clamp(-2.0, 2.0));
        let weak = |profile: &Profile| profiles.email(profile.email).map_or(NONE, |facts| facts.weak);
        match email {
            Level::Same | Level::Variant => set(EMAIL, at(&self.email, weak(a)).unwrap_or(self.scale)),
            Level::Typo => set(EMAIL, self.scale),
            _ => {}
        }
        match phone {
            Level::Same => set(PHONE, if self.phone.is_empty() { self.scale } else { of_two(&self.phone, a.phone, b.phone) }),
            Level::Typo => set(PHONE, self.scale),
            _ => {}
        }
        rarities
    }
}

/// Bits that several names at one address or number take away.
fn crowd(names: u16) -> f32 {
    match names {
        0 | 1 => 0.0,
        2 => 3.0,
        more => 5.0 + f32::from(more - 2).log2(),
    }
}

fn counts(profiles: &Profiles, codes: usize, code: impl Fn(&Profile) -> u32) -> Vec<usize> {
    let mut counts = vec![0; codes];
    for profile in &profiles.all {
        if let Some(count) = counts.get_mut(code(profile) as usize) {
            *count += 1;
        }
    }
    counts
}

/// For each phone code the place of its national number: extensions and missing calling codes aside.
fn phone_places(profiles: &Profiles) -> (Vec<u32>, usize) {
    let mut numbers: Vec<u64> = profiles.phones.iter().map(|phone| phone.national).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let place = |national: u64| numbers.binary_search(&national).ok().and_then(|place| u32::try_from(place).ok()).unwrap_or(NONE);
    (profiles.phones.iter().map(|phone| place(phone.national)).collect(), numbers.len())
}

/// How many names stand at each code. Names that share an initial count as one: one of them may be mistyped, or written crosswise.
fn names_at(profiles: &Profiles, codes: usize, code: impl Fn(&Profile) -> u32) -> Vec<u16> {
    let initials = |profile: &Profile| {
        let given = profiles.given.get(profile.given as usize).map_or(0, |facts| letter_bit(facts.initial));
        let family = profiles.family.get(profile.family as usize).map_or(0, |facts| letter_bit(facts.initial));
        given | family
    };
    let mut met: Vec<(u32, u32)> = profiles
        .all
        .iter()
        .map(|profile| (code(profile), initials(profile)))
        .filter(|(code, initials)| *code != NONE && *initials != 0)
        .collect();
    met.sort_unstable();
    met.dedup();
    let mut names = vec![0_u16; codes];
    for at_one in met.chunk_by(|(one, _), (other, _)| one == other) {
        let mut apart: Vec<u32> = Vec::new();
        for (_, initials) in at_one {
            match apart.iter_mut().find(|known| **known & initials != 0) {
                Some(known) => *known |= initials,
                None => apart.push(*initials),
            }
        }
        if let Some(count) = at_one.first().and_then(|(code, _)| names.get_mut(*code as usize)) {
            *count = u16::try_from(apart.len()).unwrap_or(u16::MAX);
        }
    }
    names
}

/// One bit for a letter; letters beyond the Latin ones share the rest.
fn letter_bit(letter: u32) -> u32 {
    match letter {
        NONE => 0,
        97..=122 => 1 << (letter - 97),
        other => 1 << (26 + other % 6),
    }
}
