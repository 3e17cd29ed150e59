//! Comparison level of two telephone numbers; where a side has several, the best level of any two counts.

use super::slip::is_one_slip;
use crate::leads::{NONE, Phone};
use crate::matching::evidence::Level;
use crate::matching::profile::{Profile, Profiles};

/// The level of two profiles, and the codes of the two numbers it is of.
pub(super) fn phone_level(profiles: &Profiles, a: &Profile, b: &Profile) -> (Level, [u32; 2]) {
    let first = [a.phone, b.phone];
    if a.more_phones == NONE && b.more_phones == NONE {
        return (level_of(profiles, first), first);
    }
    let levels = pairs(profiles, a, b).map(|codes| (level_of(profiles, codes), codes));
    levels.min_by_key(|(level, _)| rank(*level)).unwrap_or((Level::Absent, first))
}

/// Pairs of codes of one number that two profiles share.
pub(in crate::matching) fn shared_numbers(profiles: &Profiles, a: &Profile, b: &Profile) -> impl Iterator<Item = [u32; 2]> {
    pairs(profiles, a, b).filter(|codes| level_of(profiles, *codes) == Level::Same)
}

fn pairs(profiles: &Profiles, a: &Profile, b: &Profile) -> impl Iterator<Item = [u32; 2]> {
    profiles.all_phones(a).flat_map(|one| profiles.all_phones(b).map(move |other| [one, other]))
}

/// Place of a level among those of several numbers, the best first.
const fn rank(level: Level) -> u8 {
    match level {
        Level::Same => 0,
        Level::Typo => 1,
        Level::OtherExtension => 2,
        _ => 3,
    }
}

fn level_of(profiles: &Profiles, [one, other]: [u32; 2]) -> Level {
    let (Some(x), Some(y)) = (profiles.phones.get(one as usize), profiles.phones.get(other as usize)) else { return Level::Absent };
    if x.national == y.national && (x.calling_code == y.calling_code || x.calling_code == 0 || y.calling_code == 0) {
        return if x.extension != 0 && y.extension != 0 && x.extension != y.extension { Level::OtherExtension } else { Level::Same };
    }
    if is_mistyped(*x, *y) { Level::Typo } else { Level::Different }
}

fn is_mistyped(x: Phone, y: Phone) -> bool {
    let (mut buffer, mut other) = ([0_u8; 20], [0_u8; 20]);
    let (x, y) = (digits(x.national, &mut buffer), digits(y.national, &mut other));
    x.len().min(y.len()) >= 6 && is_one_slip(x, y)
}

fn digits(mut number: u64, buffer: &mut [u8; 20]) -> &[u8] {
    let mut start = buffer.len();
    while let Some(place) = start.checked_sub(1).and_then(|place| buffer.get_mut(place)) {
        *place = (number % 10) as u8;
        number /= 10;
        start -= 1;
        if number == 0 {
            break;
        }
    }
    buffer.get(start..).unwrap_or_default()
}
