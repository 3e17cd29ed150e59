//! When a lead was made, as far as the file tells.

use std::fmt;

use time::{Date, Month};

use super::filler::trimmed;

/// A moment or a day, without a zone of our own: what the file says is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Created {
    /// Seconds since 1970-01-01T00:00:00 on the file's own clock.
    local: i64,
    /// Minutes that clock is ahead of UTC.
    offset: i16,
    precision: Precision,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Precision {
    /// It cannot be told.
    #[default]
    Unknown,
    Day,
    Moment,
}

/// Which comes first in `2/3/2021`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// Day, month, year.
    DayMonth,
    /// Month, day, year.
    MonthDay,
}

const DAY_SECONDS: i64 = 86_400;
/// Julian day number of 1970-01-01.
const EPOCH: i32 = 2_440_588;
/// Excel counts days from 1899-12-30; this many of them until 1970-01-01.
const EXCEL_EPOCH: i32 = 25_569;
/// Serial numbers taken for dates: 1954 to 2119. Shorter and longer numbers are something else.
const EXCEL_DAYS: std::ops::RangeInclusive<i32> = 20_000..=80_000;
/// Years taken for years; others are damage.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

impl Created {
    /// Reads a date or moment; `None` where the text is neither, or where `order` is unknown and day and month could be either way round.
    ///
    /// A time without zone counts as UTC. Excel's serial numbers are read too, as a column of dates holds nothing else of that size.
    ///
    /// # Examples
    /// ```
    /// use leadlens::engine::leads::{Created, DateOrder};
    /// assert_eq!(Created::read("2021-02-16 09:12:44", None).unwrap().to_string(), "2021-02-16T09:12:44Z");
    /// assert_eq!(Created::read("3/2/2021", Some(DateOrder::DayMonth)).unwrap().to_string(), "2021-02-03");
    /// assert_eq!(Created::read("3/2/2021", None), None);
    /// ```
    pub fn read(text: &str, order: Option<DateOrder>) -> Option<Self> {
        let text = trimmed(text);
        let bytes = text.as_bytes();
        if let Some(created) = bytes.as_array().and_then(read_plain) {
            return Some(created);
        }
        match bytes.first_chunk::<10>() {
            Some(&[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2]) => {
                let year = 100 * pair(y1, y2)? + pair(y3, y4)?;
                with_time(days(year, pair(m1, m2)?, pair(d1, d2)?)?, bytes.get(10..)?)
            }
            _ => read_loosely(text, order),
        }
    }

    /// The day, in days since 1970-01-01, in the file's own zone; `None` where it cannot be told.
    pub fn day(self) -> Option<i32> {
        self.known().and_then(|created| i32::try_from(created.local.div_euclid(DAY_SECONDS)).ok())
    }

    /// Seconds since 1970-01-01T00:00:00Z (a plain day counts from its midnight); `None` where it cannot be told.
    pub fn seconds(self) -> Option<i64> {
        self.known().map(|created| created.local - 60 * i64::from(created.offset))
    }

    /// Whether the time of day is known, not only the day.
    pub fn is_moment(self) -> bool {
        self.precision == Precision::Moment
    }

    fn known(self) -> Option<Self> {
        (self.precision != Precision::Unknown).then_some(self)
    }

    fn of_day(days: i32) -> Self {
        Self { local: i64::from(days) * DAY_SECONDS, offset: 0, precision: Precision::Day }
    }

    fn of_moment(days: i32, seconds: i64, offset: i16) -> Self {
        Self { local: i64::from(days) * DAY_SECONDS + seconds, offset, precision: Precision::Moment }
    }
}

/// RFC 3339 without fractions, in the zone of the file; a plain date; or nothing.
impl fmt::Display for Created {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(date) = self.day().and_then(|day| Date::from_julian_day(day + EPOCH).ok()) else { return Ok(()) };
        let (year, month, day) = date.to_calendar_date();
        write!(formatter, "{year:04}-{:02}-{day:02}", u8::from(month))?;
        if !self.is_moment() {
            return Ok(());
        }
        let seconds = self.local.rem_euclid(DAY_SECONDS);
        write!(formatter, "T{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)?;
        match self.offset {
            0 => formatter.write_str("Z"),
            offset => {
                let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
                write!(formatter, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

impl DateOrder {
    /// The order a whole column of dates tells: by the first number above 12. `None` where no value tells, or where values contradict.
    pub fn of<'a>(values: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut found = None;
        for value in values {
            let order = match small_numbers(value) {
                Some((13.., _)) => Self::DayMonth,
                Some((_, 13..)) => Self::MonthDay,
                _ => continue,
            };
            if found.is_some_and(|known| known != order) {
                return None;
            }
            found = Some(order);
        }
        found
    }
}

/// The first two numbers of a date that ends in its year; `None` for every other text, quickly for ISO dates.
fn small_numbers(text: &str) -> Option<(i32, i32)> {
    let text = text.trim_start();
    let bytes = text.as_bytes();
    if bytes.get(4) == Some(&b'-') || bytes.len() < 8 {
        return None;
    }
    let (first, rest) = leading_number(bytes)?;
    let (second, rest) = leading_number(after_separator(rest)?)?;
    let (year, _) = leading_number(after_separator(rest)?)?;
    (first <= 31 && second <= 31 && YEARS.contains(&year)).then_some((first, second))
}

/// `2021-02-16T09:12:44Z` and nothing else: what most of a million are.
#[inline]
fn read_plain(text: &[u8; 20]) -> Option<Created> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T' | b' ', h1, h2, b':', i1, i2, b':', s1, s2, b'Z'] = text else { return None };
    let (hour, minute, second) = (pair(h1, h2)?, pair(i1, i2)?, pair(s1, s2)?);
    let days = days(100 * pair(y1, y2)? + pair(y3, y4)?, pair(m1, m2)?, pair(d1, d2)?)?;
    (hour < 24 && minute < 60 && second < 60).then(|| Created::of_moment(days, i64::from(hour * 3600 + minute * 60 + second), 0))
}

/// Everything but `yyyy-mm-dd…`: other separators, day or month first, Excel's serials, escaped keys.
fn read_loosely(text: &str, order: Option<DateOrder>) -> Option<Created> {
    // Azure Table escapes `/` and `-` in keys: `9:2F28:2F2018`.
    if text.contains(":2F") || text.contains(":2D") {
        return read_numbers(text.replace(":2F", "/").replace(":2D", "-").as_bytes(), order);
    }
    read_serial(text).or_else(|| read_numbers(text.as_bytes(), order))
}

fn read_numbers(bytes: &[u8], order: Option<DateOrder>) -> Option<Created> {
    let (first, rest) = leading_number(bytes)?;
    let (second, rest) = leading_number(after_separator(rest)?)?;
    let (third, rest) = leading_number(after_separator(rest)?)?;
    let days = if YEARS.contains(&first) {
        days(first, second, third)?
    } else {
        match order {
            Some(DateOrder::DayMonth) => days(third, second, first)?,
            Some(DateOrder::MonthDay) => days(third, first, second)?,
            None if first == second => days(third, first, second)?,
            None => return None,
        }
    };
    with_time(days, rest)
}

/// `44243,38`: days since 1899-12-30 and a fraction of a day.
fn read_serial(text: &str) -> Option<Created> {
    let (whole, fraction) = match text.split_once(['.', ',']) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    if whole.len() != 5 || !whole.bytes().chain(fraction.unwrap_or("0").bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let days = whole.parse().ok().filter(|days| EXCEL_DAYS.contains(days))? - EXCEL_EPOCH;
    match fraction {
        None | Some("") => Some(Created::of_day(days)),
        Some(digits) => {
            // Nine digits are finer than a second; the last one is rounded to the next second.
            let digits = digits.get(..9).unwrap_or(digits);
            let scale = 10_i64.pow(u32::try_from(digits.len()).ok()?);
            let seconds = (digits.parse::<i64>().ok()? * DAY_SECONDS + scale / 2) / scale;
            Some(Created::of_moment(days, seconds, 0))
        }
    }
}

/// A day and what follows it: nothing, or a time with or without zone.
fn with_time(days: i32, rest: &[u8]) -> Option<Created> {
    if rest.trim_ascii().is_empty() {
        return Some(Created::of_day(days));
    }
    let rest = match rest {
        [b'T' | b't' | b' ', rest @ ..] | [b',', b' ', rest @ ..] => rest.trim_ascii_start(),
        _ => return None,
    };
    let (hour, rest) = leading_number(rest)?;
    let (minute, rest) = leading_number(rest.strip_prefix(b":")?)?;
    let (second, rest) = match rest.strip_prefix(b":") {
        Some(rest) => leading_number(rest)?,
        None => (0, rest),
    };
    let rest = match rest {
        [b'.' | b',', digits @ ..] => {
            let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
            digits.get(count..).filter(|_| (1..=9).contains(&count))?
        }
        _ => rest,
    };
    let (hour, rest) = half_day(hour, rest.trim_ascii())?;
    // A leap second counts as the second before it.
    let second = second.min(if second == 60 { 59 } else { i32::MAX });
    if !(0..24).contains(&hour) || !(0..60).contains(&minute) || !(0..60).contains(&second) {
        return None;
    }
    Some(Created::of_moment(days, i64::from(hour * 3600 + minute * 60 + second), zone(rest)?))
}

/// The hour of a clock that starts again at noon, where `AM` or `PM` follows.
fn half_day(hour: i32, rest: &[u8]) -> Option<(i32, &[u8])> {
    match rest {
        [half @ (b'a' | b'A' | b'p' | b'P'), b'm' | b'M', rest @ ..] => {
            let afternoon = half.eq_ignore_ascii_case(&b'p');
            (1..=12).contains(&hour).then(|| (hour % 12 + if afternoon { 12 } else { 0 }, rest.trim_ascii()))
        }
        _ => Some((hour, rest)),
    }
}

/// Minutes ahead of UTC; none where no zone is given.
fn zone(text: &[u8]) -> Option<i16> {
    let (sign, hours, minutes) = match *text {
        [] | [b'Z' | b'z'] | [b'U', b'T', b'C'] => return Some(0),
        [sign @ (b'+' | b'-'), h1, h2] => (sign, pair(h1, h2)?, 0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] | [sign @ (b'+' | b'-'), h1, h2, m1, m2] => (sign, pair(h1, h2)?, pair(m1, m2)?),
        _ => return None,
    };
    if hours > 23 || minutes > 59 {
        return None;
    }
    let offset = i16::try_from(60 * hours + minutes).ok()?;
    Some(if sign == b'-' { -offset } else { offset })
}

/// Days since 1970-01-01 of a day that is in the calendar.
#[inline]
fn days(year: i32, month: i32, day: i32) -> Option<i32> {
    if !YEARS.contains(&year) {
        return None;
    }
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Some(Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()?.to_julian_day() - EPOCH)
}

#[inline]
fn pair(tens: u8, units: u8) -> Option<i32> {
    (tens.is_ascii_digit() && units.is_ascii_digit()).then(|| i32::from(tens - b'0') * 10 + i32::from(units - b'0'))
}

/// The number of at most four digits a text starts with.
#[inline]
fn leading_number(bytes: &[u8]) -> Option<(i32, &[u8])> {
    let mut number = 0;
    let mut rest = bytes;
    while let [digit @ b'0'..=b'9', tail @ ..] = rest {
        number = number * 10 + i32::from(digit - b'0');
        rest = tail;
        if number > 9999 {
            return None;
        }
    }
    (rest.len() < bytes.len()).then_some((number, rest))
}

fn after_separator(bytes: &[u8]) -> Option<&[u8]> {
    match bytes {
        [b'/' | b'.' | b'-', rest @ ..] => Some(rest.trim_ascii_start()),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
