//! Values are counted, a column a step.

use super::{Frequencies, SCALE};
use crate::engine::leads::NONE;
use crate::engine::matching::number::real;
use crate::engine::matching::profile::{Profile, Profiles};

/// A file of so few leads says nothing of how common names are: names are counted beside as many of everyday frequency.
const NAMES_BESIDE: f32 = 300.0;
/// How common a name is that was not met: one in so many.
const GIVEN_ONE_IN: f32 = 150.0;
const FAMILY_ONE_IN: f32 = 1_500.0;
const COMPANY_ONE_IN: f32 = 300.0;
const TITLE_ONE_IN: f32 = 30.0;
/// The least number of profiles for which the odds before comparing are set.
const FEWEST: f32 = 200.0;

/// Makes [`Frequencies`] of profiles, a column a step.
#[derive(Debug, Default)]
pub(in crate::engine::matching) struct FrequencyBuilder {
    frequencies: Frequencies,
    /// For each phone code the place of its national number, and how many places there are.
    phone_places: (Vec<u32>, usize),
    next: usize,
}

impl FrequencyBuilder {
    const COLUMNS: [fn(&mut Self, &Profiles); 5] = [Self::begin, Self::emails, Self::numbers, Self::phones, Self::names];

    /// Counts the next column; `false` when there are none left.
    pub(in crate::engine::matching) fn step(&mut self, profiles: &Profiles) -> bool {
        let Some(count) = Self::COLUMNS.get(self.next) else { return false };
        count(self, profiles);
        self.next += 1;
        self.next < Self::COLUMNS.len()
    }

    /// The frequencies.
    pub(in crate::engine::matching) fn finish(self) -> Frequencies {
        self.frequencies
    }

    fn begin(&mut self, profiles: &Profiles) {
        let size = real(profiles.len()).max(FEWEST).log2();
        self.frequencies = Frequencies { prior: -size, kinship: 1.0, scale: size - SCALE, ..Frequencies::default() };
    }

    fn emails(&mut self, profiles: &Profiles) {
        let weak_of = |profile: &Profile| profiles.email(profile.email).map_or(NONE, |facts| facts.weak);
        let names = names_at(profiles, profiles.weak_texts.len(), weak_of);
        self.frequencies.email = names.iter().map(|names| self.frequencies.scale - crowd(*names)).collect();
        self.frequencies.email_names = names;
    }

    fn numbers(&mut self, profiles: &Profiles) {
        self.phone_places = phone_places(profiles);
    }

    fn phones(&mut self, profiles: &Profiles) {
        let (place_of, places) = std::mem::take(&mut self.phone_places);
        let names = names_at(profiles, places, |profile| place_of.get(profile.phone as usize).copied().unwrap_or(NONE));
        let names: Vec<u16> = place_of.iter().map(|place| names.get(*place as usize).copied().unwrap_or_default()).collect();
        self.frequencies.phone = names.iter().map(|names| self.frequencies.scale - crowd(*names)).collect();
        self.frequencies.phone_names = names;
    }

    fn names(&mut self, profiles: &Profiles) {
        let found = &mut self.frequencies;
        found.given = bits(&counts(profiles, profiles.given_texts.len(), |profile| profile.given), GIVEN_ONE_IN);
        found.family = bits(&counts(profiles, profiles.family_texts.len(), |profile| profile.family), FAMILY_ONE_IN);
        found.company = bits(&counts(profiles, profiles.company_texts.len(), |profile| profile.company), COMPANY_ONE_IN);
        found.title = bits(&counts(profiles, profiles.title_texts.len(), |profile| profile.title), TITLE_ONE_IN);
    }
}

/// What the rarity of each value adds to a weight that supposes one in so many.
fn bits(counts: &[usize], one_in: f32) -> Vec<f32> {
    let of_all = NAMES_BESIDE + counts.iter().map(|count| real(*count)).sum::<f32>();
    counts.iter().map(|count| (of_all / ((real(*count) + NAMES_BESIDE / one_in) * one_in)).log2().clamp(-6.0, 7.0)).collect()
}

/// Bits that several names at one address or number take away.
pub(super) fn crowd(names: u16) -> f32 {
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
