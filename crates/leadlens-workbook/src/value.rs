//! Values of cells as the person saw them: whole numbers in full, dates in ISO 8601.

use std::fmt::{self, Write};

use time::Date;

use crate::number_format::{DigitPlace, NumberFormat};

/// Julian day number of day 0 of the 1900 system, as counted behind the day that never was (1900-02-29).
const EPOCH_1900: i32 = 2_415_019;

/// Julian day number of day 0 of the 1904 system.
const EPOCH_1904: i32 = 2_416_481;

/// The last day of the year 9999, in days of the 1900 system.
const LAST_DAY: f64 = 2_958_465.0;

/// Whole numbers below this are exact.
const EXACT: f64 = 9e15;

const DAY_SECONDS: i64 = 86_400;

/// Writes into bytes.
struct Out<'o>(&'o mut Vec<u8>);

impl Write for Out<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

/// Date system of a workbook: the day that is day 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum DateSystem {
    /// That of Windows.
    #[default]
    From1900,
    /// That of old Macs.
    From1904,
}

/// Appends a number as spelled in the file.
pub(crate) fn push_spelled_number(spelled: &[u8], format: &NumberFormat, system: DateSystem, out: &mut Vec<u8>) {
    let is_plain = spelled.len() <= 15 && spelled.iter().all(u8::is_ascii_digit) && (spelled.first() != Some(&b'0') || spelled.len() == 1);
    if is_plain && *format == NumberFormat::General {
        return out.extend_from_slice(spelled);
    }
    match std::str::from_utf8(spelled).ok().and_then(|spelled| spelled.trim().parse().ok()) {
        Some(number) => push_number(number, format, system, out),
        None => out.extend_from_slice(spelled),
    }
}

/// Appends a number.
pub(crate) fn push_number(number: f64, format: &NumberFormat, system: DateSystem, out: &mut Vec<u8>) {
    if !number.is_finite() {
        return;
    }
    let written = match format {
        NumberFormat::General => None,
        NumberFormat::Date { has_time } => push_date(number, *has_time, system, out),
        NumberFormat::Time if (0.0..1.0).contains(&number) => push_clock(seconds(number), out),
        NumberFormat::Time => push_date(number, true, system, out),
        NumberFormat::Duration => push_duration(number, out),
        NumberFormat::Digits(places) => push_digits(number, places, out),
    };
    if written.is_none() {
        push_plain(number, out);
    }
}

/// Appends a number in full, with as many decimals as tell it from its neighbours.
fn push_plain(number: f64, out: &mut Vec<u8>) {
    // Never fails: it is written into memory.
    let _ = match whole(number) {
        Some(whole) => write!(Out(out), "{whole}"),
        None => write!(Out(out), "{number}"),
    };
}

/// The number, if it is whole.
fn whole(number: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "it is whole and below 2^53")]
    (number.abs() < EXACT && number.fract() == 0.0).then_some(number as i64)
}

/// The number of seconds nearest to a number of days below [`LAST_DAY`].
fn seconds(days: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "below 2^38")]
    let seconds = (days * 86_400.0).round() as i64;
    seconds
}

fn push_date(number: f64, has_time: bool, system: DateSystem, out: &mut Vec<u8>) -> Option<()> {
    if !(0.0..=LAST_DAY).contains(&number) || (number < 1.0 && system == DateSystem::From1900) {
        return None;
    }
    let seconds = seconds(number);
    let (day, second) = (i32::try_from(seconds / DAY_SECONDS).ok()?, seconds % DAY_SECONDS);
    let epoch = match system {
        // Before the day that never was, days count from one later.
        DateSystem::From1900 => EPOCH_1900 + i32::from(day < 60),
        DateSystem::From1904 => EPOCH_1904,
    };
    let date = Date::from_julian_day(epoch + day).ok()?;
    write!(Out(out), "{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day()).ok()?;
    if has_time || second > 0 {
        out.push(b'T');
        push_clock(second, out)?;
    }
    Some(())
}

fn push_clock(seconds: i64, out: &mut Vec<u8>) -> Option<()> {
    write!(Out(out), "{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60).ok()
}

fn push_duration(days: f64, out: &mut Vec<u8>) -> Option<()> {
    if days.abs() > LAST_DAY {
        return None;
    }
    let (sign, seconds) = (if days < 0.0 { "-" } else { "" }, seconds(days.abs()));
    write!(Out(out), "{sign}{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60).ok()
}

/// Appends a whole number in a pattern; the first place takes what the others leave.
fn push_digits(number: f64, places: &[DigitPlace], out: &mut Vec<u8>) -> Option<()> {
    let digits = whole(number)?.unsigned_abs().to_string().into_bytes();
    let mut left = digits.as_slice();
    let first = places.iter().position(|place| !matches!(place, DigitPlace::Mark(_)))?;
    let mut reversed = Vec::with_capacity(places.len() + digits.len());
    for (at, place) in places.iter().enumerate().rev() {
        match (place, left.split_last()) {
            (DigitPlace::Mark(mark), _) => reversed.push(*mark),
            (_, Some((&digit, rest))) => {
                reversed.push(digit);
                left = rest;
            }
            (DigitPlace::Zero, None) => reversed.push(b'0'),
            (DigitPlace::Digit, None) => {}
        }
        if at == first {
            reversed.extend(std::mem::take(&mut left).iter().rev());
        }
    }
    if number < 0.0 {
        out.push(b'-');
    }
    out.extend(reversed.iter().rev());
    Some(())
}

/// Appends a truth value as Excel shows it.
pub(crate) fn push_bool(value: bool, out: &mut Vec<u8>) {
    out.extend_from_slice(if value { b"TRUE" } else { b"FALSE" });
}

/// Appends a date of ISO 8601 without a midnight and without fractions of a second, which no person saw.
pub(crate) fn push_iso_date(spelled: &[u8], out: &mut Vec<u8>) {
    let end = memchr::memchr(b'.', spelled).unwrap_or(spelled.len());
    let whole = spelled.get(..end).unwrap_or(spelled);
    out.extend_from_slice(whole.strip_suffix(b"T00:00:00").unwrap_or(whole));
}

/// Makes what `_x000D_` and the like spell, in the text from `start` on, the letters they stand for.
pub(crate) fn unescape(out: &mut Vec<u8>, start: usize) {
    let Some(first) = out.get(start..).and_then(find_escape) else { return };
    let text = out.split_off(start + first);
    let mut rest = text.as_slice();
    while let Some(place) = find_escape(rest) {
        let (before, from) = rest.split_at_checked(place).unwrap_or_default();
        out.extend_from_slice(before);
        // Half of a pair of UTF-16 is no letter of its own.
        let letter = escape(from).map_or(char::REPLACEMENT_CHARACTER, |code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
        rest = from.get(ESCAPE_SIZE..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
}

/// Length of `_x000D_`.
const ESCAPE_SIZE: usize = 7;

/// Place of the first escape, in bytes.
fn find_escape(text: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'_', text).find(|&place| text.get(place..).and_then(escape).is_some())
}

/// The code of the escape at the start of a text.
fn escape(text: &[u8]) -> Option<u32> {
    match text.get(..ESCAPE_SIZE) {
        Some([b'_', b'x', code @ .., b'_']) if code.iter().all(u8::is_ascii_hexdigit) => {
            std::str::from_utf8(code).ok().and_then(|code| u32::from_str_radix(code, 16).ok())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
