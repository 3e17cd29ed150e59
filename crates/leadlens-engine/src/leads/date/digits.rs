//! Moments written as one number: Excel's serials, ticks, Unix time, and the compact notation of ISO 8601.

use super::clock::{moment, offset, without_fraction, zone};
use super::{Created, DAY_SECONDS, days, pair, within_years};

/// Excel counts days from 1899-12-30; this many of them until 1970-01-01.
const EXCEL_EPOCH: i32 = 25_569;
/// Serial numbers taken for dates: 1954 to 2119. Shorter and longer numbers are something else.
const EXCEL_DAYS: std::ops::RangeInclusive<i32> = 20_000..=80_000;
/// .NET counts ticks of 100 ns from 0001-01-01; this many seconds of them until 1970-01-01.
const TICKS_EPOCH: i64 = 62_135_596_800;
const TICKS_A_SECOND: i64 = 10_000_000;

/// Reads a text that is one number, or a number with a mark or two of its notation; what it means is told by how many digits it has.
pub(super) fn read_digits(text: &str) -> Option<Created> {
    let bytes = text.as_bytes();
    if matches!(bytes.first(), Some(b'/' | b'\\')) {
        return read_json_date(text);
    }
    let count = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match (count, bytes.get(count)) {
        (5, None | Some(b'.' | b',')) => read_serial(text),
        (8, None | Some(b'T' | b't')) | (14, None) => read_compact(bytes),
        // A phone number starts with a 0 more often than not, a moment of this century never does.
        (10, None) if bytes.first() != Some(&b'0') => of_unix_seconds(text.parse().ok()?, 0),
        (13, None) if bytes.first() != Some(&b'0') => of_unix_milliseconds(text.parse().ok()?, 0),
        (18, None) => of_unix_seconds(text.parse::<i64>().ok()? / TICKS_A_SECOND - TICKS_EPOCH, 0),
        _ => None,
    }
}

/// `44243,38`: days since 1899-12-30 and a fraction of a day.
fn read_serial(text: &str) -> Option<Created> {
    let (whole, fraction) = match text.split_once(['.', ',']) {
        Some((whole, fraction)) => (whole, fraction),
        None => (text, ""),
    };
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let days = whole.parse().ok().filter(|days| EXCEL_DAYS.contains(days))? - EXCEL_EPOCH;
    if fraction.is_empty() {
        return Some(Created::of_day(days));
    }
    // Nine digits are finer than a second; the last one is rounded to the next second.
    let digits = fraction.get(..9).unwrap_or(fraction);
    let scale = 10_i64.pow(u32::try_from(digits.len()).ok()?);
    let seconds = (digits.parse::<i64>().ok()? * DAY_SECONDS + scale / 2) / scale;
    Some(Created::of_moment(days, seconds, 0))
}

/// `20210216`, `20210216T091244Z`, `20210216091244`.
fn read_compact(bytes: &[u8]) -> Option<Created> {
    let (&[y1, y2, y3, y4, m1, m2, d1, d2], rest) = bytes.split_first_chunk::<8>()?;
    let days = days(100 * pair(y1, y2)? + pair(y3, y4)?, pair(m1, m2)?, pair(d1, d2)?)?;
    let rest = match rest {
        [] => return Some(Created::of_day(days)),
        [b'T' | b't', rest @ ..] => rest,
        _ => rest,
    };
    let (&[h1, h2, i1, i2], rest) = rest.split_first_chunk::<4>()?;
    let (second, rest) = match rest {
        [s1 @ b'0'..=b'9', s2, rest @ ..] => (pair(*s1, *s2)?, rest),
        _ => (0, rest),
    };
    moment(days, [pair(h1, h2)?, pair(i1, i2)?, second], zone(without_fraction(rest)?)?)
}

/// `/Date(1521733683000)/`, as .NET once wrote moments into JSON; an offset from UTC may follow the milliseconds.
fn read_json_date(text: &str) -> Option<Created> {
    let inner = text.trim_matches(['/', '\\']).strip_prefix("Date(")?.strip_suffix(')')?;
    let sign = inner.rfind(['+', '-']).filter(|sign| *sign > 0);
    let (milliseconds, zone) = sign.map_or((inner, ""), |sign| inner.split_at(sign));
    let offset = match *zone.as_bytes() {
        [] => 0,
        [sign, h1, h2, m1, m2] => offset(sign == b'-', pair(h1, h2)?, pair(m1, m2)?)?,
        _ => return None,
    };
    of_unix_milliseconds(milliseconds.parse().ok()?, offset)
}

fn of_unix_milliseconds(milliseconds: i64, offset: i16) -> Option<Created> {
    of_unix_seconds(milliseconds.div_euclid(1000), offset)
}

/// Seconds since 1970-01-01T00:00:00Z, to be shown with an offset.
fn of_unix_seconds(seconds: i64, offset: i16) -> Option<Created> {
    let local = seconds.checked_add(60 * i64::from(offset))?;
    let days = within_years(i32::try_from(local.div_euclid(DAY_SECONDS)).ok()?)?;
    Some(Created::of_moment(days, local.rem_euclid(DAY_SECONDS), offset))
}
