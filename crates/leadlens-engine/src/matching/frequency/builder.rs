//! Values are counted, a column or a part of one a step.

use super::{Frequencies, SCALE};
use crate::leads::NONE;
use crate::matching::merge_sort::MergeSort;
use crate::matching::number::real;
use crate::matching::profile::{EXTRAS, Profile, Profiles};
use crate::saturating::saturating_u32;

/// A file of so few leads says nothing of how common names are: names are counted together with as many of everyday frequency.
const NAME_PSEUDO_COUNT: f32 = 300.0;
/// Supposed frequency of a name that was not met: one in so many.
const GIVEN_ONE_IN: f32 = 150.0;
const FAMILY_ONE_IN: f32 = 1_500.0;
const COMPANY_ONE_IN: f32 = 300.0;
const TITLE_ONE_IN: f32 = 30.0;
/// The same of street, postcode, city, state, date of birth, website and page at `LinkedIn`.
const EXTRA_ONE_IN: [f32; EXTRAS] = [5_000.0, 300.0, 50.0, 5.0, 15_000.0, 300.0, 100_000.0];
/// The least number of profiles for which the odds before comparing are set.
const MIN_PROFILES: f32 = 200.0;

/// Values put in order at a step.
const SORTED: usize = 32 * 1024;

/// Makes [`Frequencies`] of profiles, a column a step, or a part of one.
#[derive(Debug, Default)]
pub(in crate::matching) struct FrequencyBuilder {
    frequencies: Frequencies,
    /// Codes of a column, each with the initials of a name that stands at it.
    met: Option<MergeSort<(u32, u32)>>,
    /// National numbers with the codes of their phones.
    numbers: Option<MergeSort<(u64, u32)>>,
    /// For each phone code the place of its national number, and how many places there are.
    phone_places: (Vec<u32>, usize),
    next: usize,
}

impl FrequencyBuilder {
    /// Passes over the profiles, made in turn; each tells whether it has more to do.
    const COLUMNS: [fn(&mut Self, &Profiles) -> bool; 14] = [
        Self::begin,
        Self::meet_emails,
        Self::sort_met,
        Self::emails,
        Self::meet_numbers,
        Self::sort_numbers,
        Self::meet_phones,
        Self::sort_met,
        Self::phones,
        Self::given,
        Self::family,
        Self::company,
        Self::title,
        Self::extras,
    ];

    /// Counts the next column, or a part of it; `false` when there are none left.
    pub(in crate::matching) fn step(&mut self, profiles: &Profiles) -> bool {
        let Some(count) = Self::COLUMNS.get(self.next) else { return false };
        if !count(self, profiles) {
            self.next += 1;
        }
        self.next < Self::COLUMNS.len()
    }

    /// The frequencies.
    pub(in crate::matching) fn finish(self) -> Frequencies {
        self.frequencies
    }

    fn begin(&mut self, profiles: &Profiles) -> bool {
        let size = real(profiles.len()).max(MIN_PROFILES).log2();
        self.frequencies = Frequencies { prior: -size, kinship: 1.0, scale: size - SCALE, ..Frequencies::default() };
        false
    }

    fn meet_emails(&mut self, profiles: &Profiles) -> bool {
        self.met = Some(met_at(profiles, |profile| profiles.email(profile.email).map_or(NONE, |facts| facts.weak)));
        false
    }

    fn sort_met(&mut self, _: &Profiles) -> bool {
        self.met.as_mut().is_some_and(|met| met.step(SORTED, Ord::cmp))
    }

    fn emails(&mut self, profiles: &Profiles) -> bool {
        let names = self.names_at(profiles.weak_texts.len());
        self.frequencies.email = names.iter().map(|names| self.frequencies.scale - crowd(*names)).collect();
        self.frequencies.email_names = names;
        false
    }

    fn meet_numbers(&mut self, profiles: &Profiles) -> bool {
        self.numbers = Some(MergeSort::new(profiles.phones.iter().map(|phone| phone.national).zip(0..).collect()));
        false
    }

    /// Puts the numbers in order, then finds the place of each: regardless of extensions and missing calling codes.
    fn sort_numbers(&mut self, profiles: &Profiles) -> bool {
        if self.numbers.as_mut().is_some_and(|numbers| numbers.step(SORTED, Ord::cmp)) {
            return true;
        }
        let numbers = self.numbers.take().map(MergeSort::finish).unwrap_or_default();
        let mut places = vec![NONE; profiles.phones.len()];
        let mut count = 0;
        for same in numbers.chunk_by(|(one, _), (other, _)| one == other) {
            for (_, code) in same {
                if let Some(place) = places.get_mut(*code as usize) {
                    *place = saturating_u32(count);
                }
            }
            count += 1;
        }
        self.phone_places = (places, count);
        false
    }

    fn meet_phones(&mut self, profiles: &Profiles) -> bool {
        let (place_of, _) = &self.phone_places;
        self.met = Some(met_at(profiles, |profile| place_of.get(profile.phone as usize).copied().unwrap_or(NONE)));
        false
    }

    fn phones(&mut self, _: &Profiles) -> bool {
        let (place_of, places) = std::mem::take(&mut self.phone_places);
        let names = self.names_at(places);
        let names: Vec<u16> = place_of.iter().map(|place| names.get(*place as usize).copied().unwrap_or_default()).collect();
        self.frequencies.phone = names.iter().map(|names| self.frequencies.scale - crowd(*names)).collect();
        self.frequencies.phone_names = names;
        false
    }

    fn given(&mut self, profiles: &Profiles) -> bool {
        self.frequencies.given = bits(&counts(profiles, profiles.given_texts.len(), |profile| profile.given), GIVEN_ONE_IN);
        false
    }

    fn family(&mut self, profiles: &Profiles) -> bool {
        self.frequencies.family = bits(&counts(profiles, profiles.family_texts.len(), |profile| profile.family), FAMILY_ONE_IN);
        false
    }

    fn company(&mut self, profiles: &Profiles) -> bool {
        self.frequencies.company = bits(&counts(profiles, profiles.company_texts.len(), |profile| profile.company), COMPANY_ONE_IN);
        false
    }

    fn title(&mut self, profiles: &Profiles) -> bool {
        self.frequencies.title = bits(&counts(profiles, profiles.title_texts.len(), |profile| profile.title), TITLE_ONE_IN);
        false
    }

    fn extras(&mut self, profiles: &Profiles) -> bool {
        let sizes = profiles.extras.sizes();
        self.frequencies.extras = std::array::from_fn(|place| {
            let (size, one_in) = (sizes.get(place).copied().unwrap_or_default(), EXTRA_ONE_IN.get(place).copied().unwrap_or(1.0));
            let code = |profile: &Profile| profiles.extras.get(profile.extra).and_then(|codes| codes.get(place)).copied().unwrap_or(NONE);
            if size == 0 { Vec::new() } else { bits(&counts(profiles, size, code), one_in) }
        });
        false
    }

    /// Number of names at each code that was met. Names that share an initial count as one: one of them may be mistyped, or written
    /// crosswise.
    fn names_at(&mut self, codes: usize) -> Vec<u16> {
        let mut met = self.met.take().map(MergeSort::finish).unwrap_or_default();
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
}

/// Bits that the rarity of each value adds to a weight that supposes one in so many.
fn bits(counts: &[usize], one_in: f32) -> Vec<f32> {
    let of_all = NAME_PSEUDO_COUNT + counts.iter().map(|count| real(*count)).sum::<f32>();
    counts.iter().map(|count| (of_all / ((real(*count) + NAME_PSEUDO_COUNT / one_in) * one_in)).log2().clamp(-6.0, 7.0)).collect()
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

/// The codes of a column, each with the initials of a name that stands at it.
fn met_at(profiles: &Profiles, code: impl Fn(&Profile) -> u32) -> MergeSort<(u32, u32)> {
    let initials = |profile: &Profile| {
        let given = profiles.given.get(profile.given as usize).map_or(0, |facts| letter_bit(facts.initial));
        let family = profiles.family.get(profile.family as usize).map_or(0, |facts| letter_bit(facts.initial));
        given | family
    };
    let met = profiles.all.iter().map(|profile| (code(profile), initials(profile)));
    MergeSort::new(met.filter(|(code, initials)| *code != NONE && *initials != 0).collect())
}

/// One bit for a letter; letters beyond the Latin ones share the rest.
fn letter_bit(letter: u32) -> u32 {
    match letter {
        NONE => 0,
        97..=122 => 1 << (letter - 97),
        other => 1 << (26 + other % 6),
    }
}
