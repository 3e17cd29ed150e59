//! Values are counted, a column or a part of one a step.

use super::{CROWD, Frequencies, SCALE};
use crate::leads::NONE;
use crate::matching::evidence::Field;
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
/// The same of street, postcode, city, state, date of birth, website, page at `LinkedIn` and id of the record.
const EXTRA_ONE_IN: [f32; EXTRAS] = [5_000.0, 300.0, 50.0, 5.0, 15_000.0, 300.0, 100_000.0, 100_000.0];
/// One of so many ids that several names stand at is as many as there may be of an id that tells people apart.
const CONTRADICTED_ONE_IN: usize = 5;
/// The least number of profiles for which the odds before comparing are set.
const MIN_PROFILES: f32 = 200.0;

/// Values put in order at a step.
const SORTED: usize = 32 * 1024;

/// Makes [`Frequencies`] of profiles, a column a step, or a part of one.
#[derive(Debug, Default)]
pub(in crate::matching) struct FrequencyBuilder {
    frequencies: Frequencies,
    /// Codes of a column, each with a name that stands at it.
    met: Option<MergeSort<(u32, MetName)>>,
    /// National numbers with the codes of their phones.
    numbers: Option<MergeSort<(u64, u32)>>,
    /// For each phone code the place of its national number, and how many places there are.
    phone_places: (Vec<u32>, usize),
    next: usize,
}

impl FrequencyBuilder {
    /// Passes over the profiles, made in turn; each tells whether it has more to do.
    const COLUMNS: [fn(&mut Self, &Profiles) -> bool; 17] = [
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
        Self::meet_records,
        Self::sort_met,
        Self::records,
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
        self.met = Some(met_at(profiles, |profile, note| note(profiles.email(profile.email).map_or(NONE, |facts| facts.weak))));
        false
    }

    fn sort_met(&mut self, _: &Profiles) -> bool {
        self.met.as_mut().is_some_and(|met| met.step(SORTED, Ord::cmp))
    }

    fn emails(&mut self, profiles: &Profiles) -> bool {
        let names = self.names_at(profiles.weak_texts.len(), true);
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
        let place = |phone: u32| place_of.get(phone as usize).copied().unwrap_or(NONE);
        self.met = Some(met_at(profiles, |profile, note| profiles.all_phones(profile).map(place).for_each(note)));
        false
    }

    fn phones(&mut self, _: &Profiles) -> bool {
        let (place_of, places) = std::mem::take(&mut self.phone_places);
        let names = self.names_at(places, false);
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

    fn meet_records(&mut self, profiles: &Profiles) -> bool {
        self.met = Some(if profiles.extras.is_empty() {
            MergeSort::new(Vec::new())
        } else {
            met_at(profiles, |profile, note| note(profiles.extras.code(profile.extra, Field::RecordId)))
        });
        false
    }

    /// Ids that many different names share count records of a list, not people: then none of them says anything.
    fn records(&mut self, profiles: &Profiles) -> bool {
        let [.., size] = profiles.extras.sizes();
        let mut names = self.names_at(size, false);
        let contradicted = names.iter().filter(|names| **names > 1).count();
        if contradicted * CONTRADICTED_ONE_IN > size {
            names.fill(u16::MAX);
        }
        let [.., bits] = &mut self.frequencies.extras;
        // A system gives an id once, however few leads a file has of it.
        *bits = names.iter().map(|names| self.frequencies.scale.max(0.0) - crowd(*names)).collect();
        self.frequencies.record_names = names;
        false
    }

    /// Number of names at each code that was met. Names that share an initial count as one: one of them may be mistyped, or written
    /// crosswise. Given names that are known are no slips of each other: three of them at a mailbox are a family's.
    fn names_at(&mut self, codes: usize, has_families: bool) -> Vec<u16> {
        let mut met = self.met.take().map(MergeSort::finish).unwrap_or_default();
        met.dedup();
        let mut names = vec![0_u16; codes];
        for at_one in met.chunk_by(|(one, _), (other, _)| one == other) {
            let (mut apart, mut roots) = (Vec::<u32>::new(), Vec::new());
            for (_, (initials, root)) in at_one {
                if *root != 0 && roots.len() < usize::from(CROWD) && !roots.contains(root) {
                    roots.push(*root);
                }
                match apart.iter_mut().find(|known| **known & initials != 0) {
                    Some(known) => *known |= initials,
                    None => apart.push(*initials),
                }
            }
            if let Some(count) = at_one.first().and_then(|(code, _)| names.get_mut(*code as usize)) {
                let relatives = if has_families && roots.len() >= usize::from(CROWD) { roots.len() } else { 0 };
                *count = u16::try_from(apart.len().max(relatives)).unwrap_or(u16::MAX);
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

/// A name that stands at an address or number: the bits of its initials, and a hash of the given name where it is known, else 0.
type MetName = (u32, u32);

/// The codes of a column, some a profile, each with a name that stands at it.
fn met_at(profiles: &Profiles, codes: impl Fn(&Profile, &mut dyn FnMut(u32))) -> MergeSort<(u32, MetName)> {
    let name = |profile: &Profile| {
        let given = profiles.given.get(profile.given as usize);
        let family = profiles.family.get(profile.family as usize).map_or(0, |facts| letter_bit(facts.initial));
        let root = given.filter(|facts| facts.is_known).map_or(0, |facts| facts.root);
        (given.map_or(0, |facts| letter_bit(facts.initial)) | family, root)
    };
    let mut met = Vec::with_capacity(profiles.len());
    for (profile, name) in profiles.all.iter().map(|profile| (profile, name(profile))).filter(|(_, (initials, _))| *initials != 0) {
        codes(profile, &mut |code| met.extend((code != NONE).then_some((code, name))));
    }
    MergeSort::new(met)
}

/// One bit for a letter; letters beyond the Latin ones share the rest.
fn letter_bit(letter: u32) -> u32 {
    match letter {
        NONE => 0,
        97..=122 => 1 << (letter - 97),
        other => 1 << (26 + other % 6),
    }
}
