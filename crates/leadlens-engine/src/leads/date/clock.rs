//! The time of day behind a date.

use super::{Created, leading_number, pair};

/// A day and what follows it: nothing, or a time with or without zone.
pub(super) fn with_time(days: i32, rest: &[u8]) -> Option<Created> {
    // Some languages end a date of numbers with a full stop: `16. 2. 2021.`
    let rest = rest.strip_prefix(b".").unwrap_or(rest);
    if rest.trim_ascii().is_empty() {
        return Some(Created::of_day(days));
    }
    let rest = match rest {
        [b' ', b'-', b' ', rest @ ..] | [b'T' | b't' | b' ', rest @ ..] | [b',', b' ', rest @ ..] => rest.trim_ascii_start(),
        _ => return None,
    };
    let (hour, rest) = leading_number(rest)?;
    // In the north and in Italy there are dots between hours and minutes too.
    let (separator, rest) = rest.split_first().filter(|(separator, _)| matches!(separator, b':' | b'.'))?;
    let (minute, rest) = leading_number(rest)?;
    let (second, rest) = match rest.split_first().filter(|(other, _)| *other == separator) {
        Some((_, rest)) => leading_number(rest)?,
        None => (0, rest),
    };
    let (afternoon, rest) = half_of_day(without_fraction(rest)?.trim_ascii());
    moment(days, [half_day_hour(hour, afternoon)?, minute, second], zone(rest)?)
}

/// A day and a time on the clock of 24 hours; `None` where no clock shows it.
#[inline]
pub(super) fn moment(days: i32, [hour, minute, second]: [i32; 3], offset: i16) -> Option<Created> {
    // A leap second counts as the second before it.
    let second = if second == 60 { 59 } else { second };
    if !(0..24).contains(&hour) || !(0..60).contains(&minute) || !(0..60).contains(&second) {
        return None;
    }
    Some(Created::of_moment(days, i64::from(hour * 3600 + minute * 60 + second), offset))
}

/// The hour of a clock that starts again at noon, where the half of the day is given. Some write noon as 0, some as 12.
pub(super) fn half_day_hour(hour: i32, afternoon: Option<bool>) -> Option<i32> {
    match afternoon {
        None => Some(hour),
        Some(afternoon) => (0..=12).contains(&hour).then(|| hour % 12 + if afternoon { 12 } else { 0 }),
    }
}

/// Returns the rest behind a fraction of a second of 1 to 9 digits; `None` where a point or comma is followed by fewer or more.
pub(super) fn without_fraction(rest: &[u8]) -> Option<&[u8]> {
    match rest {
        [b'.' | b',', digits @ ..] => {
            let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
            digits.get(count..).filter(|_| (1..=9).contains(&count))
        }
        _ => Some(rest),
    }
}

/// Reads `AM` or `PM`, with or without points: true for `PM`, `None` for neither, and the rest behind it.
fn half_of_day(rest: &[u8]) -> (Option<bool>, &[u8]) {
    let [half @ (b'a' | b'A' | b'p' | b'P'), tail @ ..] = rest else { return (None, rest) };
    let [b'm' | b'M', tail @ ..] = tail.strip_prefix(b".").unwrap_or(tail).trim_ascii_start() else { return (None, rest) };
    (Some(half.eq_ignore_ascii_case(&b'p')), tail.strip_prefix(b".").unwrap_or(tail).trim_ascii())
}

/// Offset from UTC in minutes; none where no zone is given.
pub(super) fn zone(text: &[u8]) -> Option<i16> {
    let (sign, hours, minutes) = match *text {
        [] | [b'Z' | b'z'] | [b'U', b'T', b'C'] => return Some(0),
        [sign @ (b'+' | b'-'), h1, h2] => (sign, pair(h1, h2)?, 0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] | [sign @ (b'+' | b'-'), h1, h2, m1, m2] => (sign, pair(h1, h2)?, pair(m1, m2)?),
        _ => return None,
    };
    offset(sign == b'-', hours, minutes)
}

/// An offset from UTC in minutes; `None` for one no zone has.
pub(super) fn offset(behind: bool, hours: i32, minutes: i32) -> Option<i16> {
    if !(0..24).contains(&hours) || !(0..60).contains(&minutes) {
        return None;
    }
    let offset = i16::try_from(60 * hours + minutes).ok()?;
    Some(if behind { -offset } else { offset })
}
