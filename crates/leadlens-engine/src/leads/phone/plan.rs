//! Numbering plans: which calling code a country has, how long its numbers are, what is dialled before them.

use crate::sorting;
use std::sync::OnceLock;

/// A line a country; the columns are told at its head.
const PLANS: &str = include_str!("plans.txt");

/// The numbering plan of a country.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    /// ITU-T E.164 calling code.
    pub(super) calling_code: u16,
    /// Dialled before a national number within the country, and no part of it.
    pub(super) trunk: &'static [u8],
    /// Dialled before a calling code.
    pub(super) abroad: &'static [u8],
    /// True for a country whose numbers may begin with a zero of their own.
    pub(super) keeps_zero: bool,
    /// A bit for each length a national significant number has.
    lengths: u32,
}

impl Plan {
    /// True for digits in the form of a national significant number of this plan.
    pub(super) fn fits(&self, digits: &[u8]) -> bool {
        let has_length = |length: usize| self.lengths >> length.min(31) & 1 == 1;
        match (self.calling_code, digits) {
            // North America: neither an area nor an exchange begins with 0 or 1.
            (1, [area, _, _, exchange, ..]) => digits.len() == 10 && *area >= 2 && *exchange >= 2,
            // Italy: mobile numbers begin with 3 and have ten digits (nine at first), numbers of a place with 0; with 03 they are short.
            (39, [3, ..]) => matches!(digits.len(), 9 | 10),
            (39, [0, 3, ..]) => digits.len() <= 10 && has_length(digits.len()),
            (39, [0, ..]) => has_length(digits.len()),
            (39, _) => digits.len() <= 10 && has_length(digits.len()),
            (_, [0, ..]) if !self.keeps_zero => false,
            _ => has_length(digits.len()),
        }
    }

    /// True when lengths differ so much that a number with its calling code may have the length of one without.
    pub(super) fn is_loose(&self) -> bool {
        let span = u32::BITS - self.lengths.leading_zeros() - self.lengths.trailing_zeros();
        span > 2
    }
}

/// All plans, by country and by calling code.
pub(super) struct Plans {
    all: Vec<Plan>,
    by_country: Vec<u8>,
    by_calling_code: Vec<[u8; 2]>,
}

/// No plan.
const NO_PLAN: u8 = u8::MAX;

impl Plans {
    /// The plan of a country, by its ISO 3166-1 alpha-2 code in either case.
    pub(super) fn of_country(&self, country: &str) -> Option<&Plan> {
        let slot = self.by_country.get(country_slot(country)?)?;
        self.all.get(usize::from(*slot))
    }

    /// The calling code digits begin with, and the digits behind it. No calling code is the beginning of another.
    pub(super) fn calling_code<'a>(&self, digits: &'a [u8]) -> Option<(u16, &'a [u8])> {
        let mut code = 0;
        for (at, digit) in digits.iter().take(3).enumerate() {
            code = code * 10 + u16::from(*digit);
            if self.with_calling_code(code).next().is_some() {
                return Some((code, digits.get(at + 1..)?));
            }
        }
        None
    }

    /// The plans of a calling code: several countries may share one.
    pub(super) fn with_calling_code(&self, code: u16) -> impl Iterator<Item = &Plan> {
        let [first, end] = self.by_calling_code.get(usize::from(code)).copied().unwrap_or_default();
        self.all.get(usize::from(first)..usize::from(end)).unwrap_or_default().iter()
    }
}

/// Index of a country in the table by country, from the two letters of its code; `None` for any other text.
fn country_slot(country: &str) -> Option<usize> {
    let place = |letter: u8| letter.is_ascii_alphabetic().then(|| usize::from(letter.to_ascii_uppercase() - b'A'));
    match country.as_bytes() {
        [first, second] => Some(place(*first)? * 26 + place(*second)?),
        _ => None,
    }
}

/// The plans, read once.
pub(super) fn plans() -> &'static Plans {
    static READ: OnceLock<Plans> = OnceLock::new();
    READ.get_or_init(|| {
        let mut lines: Vec<(&str, Plan)> = PLANS.lines().filter_map(plan_of_line).collect();
        sorting::sort_by_key(&mut lines, |(_, plan)| plan.calling_code);
        let mut by_country = vec![NO_PLAN; 26 * 26];
        let mut by_calling_code = vec![[0, 0]; 1000];
        for (at, (country, plan)) in (0_u8..NO_PLAN).zip(&lines) {
            if let Some(slot) = country_slot(country).and_then(|slot| by_country.get_mut(slot)) {
                *slot = at;
            }
            if let Some(range) = by_calling_code.get_mut(usize::from(plan.calling_code)) {
                *range = if *range == [0, 0] { [at, at + 1] } else { [range[0], at + 1] };
            }
        }
        Plans { all: lines.into_iter().map(|(_, plan)| plan).collect(), by_country, by_calling_code }
    })
}

/// A line of the table; `None` for the lines of its head.
fn plan_of_line(line: &'static str) -> Option<(&'static str, Plan)> {
    let mut columns = line.split(' ');
    let country = columns.next().filter(|country| country.len() == 2)?;
    let calling_code: u16 = columns.next()?.parse().ok()?;
    let trunk = columns.next()?.trim_matches('-').as_bytes();
    let lengths = columns.next()?.split(',').fold(0, |lengths, range| lengths | range_bits(range).unwrap_or(0));
    let mut plan = Plan { calling_code, trunk, abroad: b"", keeps_zero: false, lengths };
    for column in columns {
        match column.strip_prefix("idd=") {
            Some(abroad) => plan.abroad = abroad.as_bytes(),
            None => plan.keeps_zero |= column == "zero",
        }
    }
    Some((country, plan))
}

/// The bits of `7` or `7-9`.
fn range_bits(range: &str) -> Option<u32> {
    let (first, last) = range.split_once('-').unwrap_or((range, range));
    let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
    Some((first..=last).fold(0, |bits, length| bits | 1 << length.min(31)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_and_no_calling_code_begins_another() {
        let lines = PLANS.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(plans().all.len(), lines);
        assert!(lines < usize::from(NO_PLAN));
        let codes: Vec<String> = plans().all.iter().map(|plan| plan.calling_code.to_string()).collect();
        for code in &codes {
            assert!(codes.iter().all(|other| other == code || !other.starts_with(code.as_str())), "{code}");
        }
        assert!(plans().all.iter().all(|plan| plan.lengths != 0));
    }

    #[test]
    fn a_plan_is_found_by_country_and_by_calling_code() {
        for (country, code) in [("DE", 49), ("us", 1), ("KZ", 7), ("XK", 383), ("TW", 886)] {
            assert_eq!(plans().of_country(country).map(|plan| plan.calling_code), Some(code), "{country}");
        }
        for country in ["", "D", "DEU", "ÅÄ", "--", "AQ"] {
            assert!(plans().of_country(country).is_none(), "{country}");
        }
        assert_eq!(plans().calling_code(&[4, 9, 8, 9]), Some((49, [8, 9].as_slice())));
        assert_eq!(plans().calling_code(&[3, 5, 8, 4]), Some((358, [4].as_slice())));
        assert_eq!(plans().calling_code(&[2, 1, 0]), None);
    }
}
