//! Comparison level of two telephone numbers.

use super::slip::is_one_slip;
use crate::leads::Phone;
use crate::matching::evidence::Level;
use crate::matching::profile::{Profile, Profiles};

pub(super) fn phone_level(profiles: &Profiles, a: &Profile, b: &Profile) -> Level {
    let (Some(x), Some(y)) = (profiles.phones.get(a.phone as usize), profiles.phones.get(b.phone as usize)) else { return Level::Absent };
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
