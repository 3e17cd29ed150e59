//! Day or moment a lead was made, as far as the file tells.

mod clock;
mod digits;
mod order;
mod words;

use std::fmt;

use time::{Date, Month};

use super::digit::with_plain_digits;
use super::filler::trimmed;
use clock::{moment, with_time};
pub use order::{DateEvidence, DateOrder, date_evidence};

/// A moment or a day, without a zone of our own: stored as the file has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Created {
    /// Seconds since 1970-01-01T00:00:00 on the file's own clock.
    local: i64,
    /// Offset of that clock from UTC in minutes.
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

const DAY_SECONDS: i64 = 86_400;
/// Julian day number of 1970-01-01, from which days are counted.
pub(crate) const EPOCH: i32 = 2_440_588;
/// Weekday of 1970-01-01 (Thursday), counted from Monday.
pub(crate) const EPOCH_WEEKDAY: i32 = 3;
/// Years taken for years; others are damage.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

impl Created {
    /// Reads a date or moment; `None` where the text is neither, or where `order` is unknown and day and month could stand in either order.
    ///
    /// Read are RFC 3339, RFC 2822, names of months in some thirty languages, Chinese, Japanese and Korean dates, numbers with `/`, `-` or
    /// dots between them (with dots the day comes first, whatever `order` says), Azure Table's escaped keys (month first), and what a column
    /// of dates holds as one number: `20210216`, Excel's serials, Unix time in seconds or milliseconds, ticks of .NET. A time without zone
    /// counts as UTC. A year of two digits is read where `order` or dots tell that it comes last.
    ///
    /// # Examples
    /// ```
    /// use leadlens_engine::leads::{Created, DateOrder};
    /// assert_eq!(Created::read("2021-02-16 09:12:44", None).unwrap().to_string(), "2021-02-16T09:12:44Z");
    /// assert_eq!(Created::read("16 Şub 2021", None).unwrap().to_string(), "2021-02-16");
    /// assert_eq!(Created::read("3/2/2021", Some(DateOrder::DayMonth)).unwrap().to_string(), "2021-02-03");
    /// assert_eq!(Created::read("3/2/2021", None), None);
    /// ```
    pub fn read(text: &str, order: Option<DateOrder>) -> Option<Self> {
        let text = &*with_plain_digits(trimmed(text));
        text.as_bytes().as_array().and_then(read_plain).or_else(|| read_iso(text.as_bytes())).or_else(|| read_loosely(text, order))
    }

    /// The day, in days since 1970-01-01, in the file's own zone; `None` where it cannot be told.
    pub fn day(self) -> Option<i32> {
        self.known().and_then(|created| i32::try_from(created.local.div_euclid(DAY_SECONDS)).ok())
    }

    /// Seconds since 1970-01-01T00:00:00Z (a plain day counts from its midnight); `None` where it cannot be told.
    pub fn seconds(self) -> Option<i64> {
        self.known().map(|created| created.local - 60 * i64::from(created.offset))
    }

    /// Seconds since 1970-01-01T00:00:00 on the file's own clock; `None` where it cannot be told.
    pub fn local_seconds(self) -> Option<i64> {
        self.known().map(|created| created.local)
    }

    /// True when the time of day is known, not only the day.
    pub fn is_moment(self) -> bool {
        self.precision == Precision::Moment
    }

    /// Hour of the day on the file's own clock, 0 to 23; `None` where the time of day is not known.
    pub fn hour(self) -> Option<u8> {
        self.is_moment().then(|| u8::try_from(self.local.rem_euclid(DAY_SECONDS) / 3600).ok()).flatten()
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

/// True for a text that is a date where day and month come in one order or the other.
pub(super) fn is_date_in_some_order(text: &str) -> bool {
    DateOrder::ALL.into_iter().any(|order| Created::read(text, Some(order)).is_some())
}

/// `2021-02-16T09:12:44Z` and nothing else: what most of a million are.
#[inline]
fn read_plain(text: &[u8; 20]) -> Option<Created> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T' | b' ', h1, h2, b':', i1, i2, b':', s1, s2, b'Z'] = text else { return None };
    let clock = [pair(h1, h2)?, pair(i1, i2)?, pair(s1, s2)?];
    let days = days(100 * pair(y1, y2)? + pair(y3, y4)?, pair(m1, m2)?, pair(d1, d2)?)?;
    moment(days, clock, 0)
}

/// `2021-02-16`, and whatever time follows.
fn read_iso(text: &[u8]) -> Option<Created> {
    let (&[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2], rest) = text.split_first_chunk::<10>()? else { return None };
    with_time(days(100 * pair(y1, y2)? + pair(y3, y4)?, pair(m1, m2)?, pair(d1, d2)?)?, rest)
}

/// Everything but `yyyy-mm-dd…`: other separators, day or month first, one number, names of months, escaped keys.
fn read_loosely(text: &str, order: Option<DateOrder>) -> Option<Created> {
    // Azure Table escapes `/` and `-` in keys, and writes the month first: `9:2F28:2F2018`.
    if text.contains(":2F") || text.contains(":2D") {
        return read_numbers(text.replace(":2F", "/").replace(":2D", "-").as_bytes(), Some(DateOrder::MonthDay));
    }
    let read = digits::read_digits(text).or_else(|| read_numbers(text.as_bytes(), order));
    let has_words = || text.bytes().any(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
    read.or_else(|| if has_words() { words::read_words(text, order) } else { None })
}

fn read_numbers(bytes: &[u8], order: Option<DateOrder>) -> Option<Created> {
    let (numbers, is_dotted, rest) = separated(bytes)?;
    with_time(day_of(numbers, is_dotted, order)?, rest)
}

/// A number as a date writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Number {
    value: i32,
    digits: usize,
}

impl Number {
    /// The year it means: four digits, or two of this century and the last third of the one before.
    fn year(self) -> Option<i32> {
        match (self.digits, self.value) {
            (2, 70..) => Some(1900 + self.value),
            (2, _) => Some(2000 + self.value),
            _ => YEARS.contains(&self.value).then_some(self.value),
        }
    }
}

/// Three numbers with separators between them, whether the separators are dots, and what follows.
fn separated(bytes: &[u8]) -> Option<([Number; 3], bool, &[u8])> {
    let (first, rest) = leading_digits(bytes)?;
    let is_dotted = rest.first() == Some(&b'.');
    let (second, rest) = leading_digits(after_separator(rest)?)?;
    let is_dotted = is_dotted && rest.first() == Some(&b'.');
    let (third, rest) = leading_digits(after_separator(rest)?)?;
    Some(([first, second, third], is_dotted, rest))
}

/// The day three numbers mean. Dots never stand between month, day and year in that order.
fn day_of([first, second, third]: [Number; 3], is_dotted: bool, order: Option<DateOrder>) -> Option<i32> {
    if YEARS.contains(&first.value) {
        return days(first.value, second.value, third.value);
    }
    let is_symmetric = first.value == second.value && third.digits == 4;
    match if is_dotted { Some(DateOrder::DayMonth) } else { order } {
        Some(DateOrder::DayMonth) => days(third.year()?, second.value, first.value),
        Some(DateOrder::MonthDay) => days(third.year()?, first.value, second.value),
        None if is_symmetric => days(third.year()?, first.value, second.value),
        None => None,
    }
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

/// A number of days since 1970-01-01, where its year is one taken for a year.
fn within_years(days: i32) -> Option<i32> {
    let date = Date::from_julian_day(days.checked_add(EPOCH)?).ok()?;
    YEARS.contains(&date.year()).then_some(days)
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

/// [`leading_number`] with the digits it is written with.
fn leading_digits(bytes: &[u8]) -> Option<(Number, &[u8])> {
    let (value, rest) = leading_number(bytes)?;
    Some((Number { value, digits: bytes.len() - rest.len() }, rest))
}

fn after_separator(bytes: &[u8]) -> Option<&[u8]> {
    match bytes {
        [b'/' | b'.' | b'-', rest @ ..] => Some(rest.trim_ascii_start()),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
