//! Telephone numbers: one form for every notation.
//!
//! The plans of all countries are a small table. `phonenumber`, the port of libphonenumber, also knows which numbers exist, which a
//! comparison need not know; for that it brings forty crates, a megabyte of metadata and regular expressions to each number.

mod notation;
mod plan;
#[cfg(test)]
mod tests;

use notation::{Digits, Written};
use plan::{Plan, plans};

use super::filler::is_filler;

/// Fewer digits are no number.
const MIN_DIGITS: usize = 5;

/// More digits behind a calling code are no number: ITU-T E.164 allows 15 with it.
const MAX_DIGITS: usize = 14;

/// A number without a plus sign is one of another country only when it is this long: as long as the shortest usual one with calling code.
const MIN_DIGITS_WITH_CALLING_CODE: usize = 11;

/// A telephone number as compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phone {
    /// National significant number: no calling code, no trunk prefix.
    pub national: u64,
    /// ITU-T E.164 calling code, 0 when it cannot be told.
    pub calling_code: u16,
    /// Zeros the national number begins with, in countries where they are part of it (Italy); 0 elsewhere.
    pub leading_zeros: u8,
    /// Extension, 0 for none.
    pub extension: u32,
}

impl Phone {
    /// The number as ITU-T E.164 writes it, without the extension; `None` where the calling code is not known.
    pub fn e164(self) -> Option<String> {
        let zeros = "0".repeat(usize::from(self.leading_zeros));
        (self.calling_code != 0).then(|| format!("+{}{zeros}{}", self.calling_code, self.national))
    }

    /// Number of digits of the national significant number, its leading zeros included.
    pub fn digits(self) -> u8 {
        let significant = self.national.checked_ilog10().map_or(0, |log| log + 1);
        self.leading_zeros.saturating_add(u8::try_from(significant).unwrap_or(u8::MAX))
    }
}

/// Reads a telephone number as people of a country write it. `country` is the lead's ISO 3166-1 alpha-2 code, or a usual one.
///
/// A number in international form is one of its own country, whatever the lead's. One that fits no numbering plan and has no calling code
/// before it keeps its digits, without zeros before them, and has the calling code 0. `None` when the text is blank, a filler or a placeholder (`000 000`, `1234567890`,
/// `555-555-5555`) or has fewer than five digits. Of several numbers in a text the first is read.
///
/// # Examples
/// ```
/// use leadlens_engine::leads::read_phone;
/// let phone = read_phone("089 / 123 45 79", Some("DE"));
/// assert_eq!(phone, read_phone("+49 (0)89 1234579", Some("US")));
/// assert_eq!(phone.and_then(|phone| phone.e164()).as_deref(), Some("+49891234579"));
/// ```
pub fn read_phone(text: &str, country: Option<&str>) -> Option<Phone> {
    if is_filler(text) {
        return None;
    }
    let written = Written::read(text)?;
    if written.digits().len() < MIN_DIGITS || is_placeholder(written.digits()) {
        return None;
    }
    let plan = country.and_then(|country| plans().of_country(country));
    let whole = understand(written.digits(), written.plus, plan).map(|number| (number, written.extension));
    let dashed = || {
        let (digits, extension) = written.without_dashed()?;
        understand(digits, written.plus, plan).map(|number| (number, extension))
    };
    let foreign = || foreign(written.digits()).map(|number| (number, written.extension));
    let coded = || coded(written.digits(), written.plus, plan).map(|number| (number, written.extension));
    let ((calling_code, digits), extension) = whole
        .or_else(dashed)
        .or_else(foreign)
        .or_else(coded)
        .unwrap_or_else(|| ((0, Digits::joined(without_zeros(written.digits()), &[])), written.extension));
    let digits = digits.as_slice();
    if is_placeholder(digits) {
        return None;
    }
    let leading_zeros = u8::try_from(digits.len() - without_zeros(digits).len()).ok()?;
    let national = digits.iter().fold(0, |number, digit| number * 10 + u64::from(*digit));
    Some(Phone { national, calling_code, leading_zeros, extension })
}

/// A calling code and a national significant number.
type CallingNumber = (u16, Digits);

/// The number digits stand for, where they fit a plan.
fn understand(digits: &[u8], plus: bool, plan: Option<&Plan>) -> Option<CallingNumber> {
    if plus {
        return international(without_zeros(digits)).filter(|_| !plus_before_trunk(digits, plan)).or_else(|| national(digits, plan?));
    }
    let own = plan.map_or(b"011".as_slice(), |plan| plan.abroad);
    let abroad = [own, b"00"].into_iter().filter(|prefix| !prefix.is_empty()).filter_map(|prefix| without_prefix(digits, prefix));
    abroad.map(without_zeros).find_map(international).or_else(|| national(digits, plan?))
}

/// The number of digits with the calling code of another country but without a plus sign.
fn foreign(digits: &[u8]) -> Option<CallingNumber> {
    if digits.len() >= MIN_DIGITS_WITH_CALLING_CODE && digits.first() != Some(&0) { international(digits) } else { None }
}

/// The number of digits behind a calling code that fit no plan: a plan may have changed, a digit may be missing.
fn coded(digits: &[u8], plus: bool, plan: Option<&Plan>) -> Option<CallingNumber> {
    let is_abroad = plus && digits.first() != Some(&0) || digits.starts_with(&[0, 0]);
    let (code, rest) = plans().calling_code(without_zeros(digits))?;
    let is_own = || digits.len() >= MIN_DIGITS_WITH_CALLING_CODE && plan.is_some_and(|plan| plan.calling_code == code);
    let keeps_zero = plans().with_calling_code(code).any(|plan| plan.keeps_zero);
    let rest = if keeps_zero { rest } else { without_zeros(rest) };
    let is_possible = (MIN_DIGITS..=MAX_DIGITS).contains(&rest.len());
    (is_possible && (is_abroad || is_own())).then(|| (code, Digits::joined(rest, &[])))
}

/// True for digits behind a plus sign that was typed before a national number: `+089 1234579`.
fn plus_before_trunk(digits: &[u8], plan: Option<&Plan>) -> bool {
    digits.first() == Some(&0) && digits.get(1) != Some(&0) && plan.is_some_and(|plan| national(digits, plan).is_some())
}

/// The number of digits that begin with a calling code.
fn international(digits: &[u8]) -> Option<CallingNumber> {
    let (code, rest) = plans().calling_code(digits)?;
    let twice = || plans().calling_code(rest).filter(|(again, _)| *again == code).and_then(|(_, rest)| significant(code, rest));
    significant(code, rest).or_else(twice).map(|number| (code, number))
}

/// The number of digits typed in the country of a plan: as dialled there, with a zero too many, or with the calling code but no plus sign.
fn national(digits: &[u8], plan: &Plan) -> Option<CallingNumber> {
    let code = plan.calling_code;
    let bare = without_zeros(digits);
    let coded = || match plans().calling_code(bare) {
        Some((found, rest)) if found == code && rest.len() >= MIN_DIGITS => significant(code, rest),
        _ => None,
    };
    // Where a trunk prefix is always dialled, digits without one are rather a number with its calling code.
    let is_rather_coded = plan.is_loose() && !plan.trunk.is_empty() && digits.first() != Some(&0) && bare.len() >= 9;
    let number = if is_rather_coded { coded().or_else(|| significant(code, digits)) } else { significant(code, digits).or_else(coded) };
    number.map(|number| (code, number))
}

/// The national significant number of digits typed behind a calling code: without trunk prefix, and without what was dialled once.
fn significant(code: u16, digits: &[u8]) -> Option<Digits> {
    let fits = |digits: &[u8]| plans().with_calling_code(code).any(|plan| plan.fits(digits));
    let bare = without_zeros(digits);
    if fits(digits) {
        return Some(Digits::joined(digits, &[]));
    }
    let dialled = plans().with_calling_code(code).find_map(|plan| without_prefix(digits, plan.trunk)).map(without_zeros);
    if let Some(dialled) = dialled.filter(|dialled| fits(dialled)) {
        return Some(Digits::joined(dialled, &[]));
    }
    if fits(bare) {
        return Some(Digits::joined(bare, &[]));
    }
    let renumbered = match (code, bare) {
        // Mexico: 1 before mobile numbers until 2019, and 01, 044, 045. Lithuania: 8 was the trunk prefix until 2023.
        (52, [1, rest @ ..] | [4, 4 | 5, rest @ ..]) | (370, [8, rest @ ..]) => Digits::joined(rest, &[]),
        // Argentina: mobile numbers have a 15 behind the area code at home, a 9 before it from abroad.
        (54, [1, 1, 1, 5, rest @ ..]) => Digits::joined(&[9, 1, 1], rest),
        (54, [a, b, c, 1, 5, rest @ ..]) => Digits::joined(&[9, *a, *b, *c], rest),
        (54, [a, b, c, d, 1, 5, rest @ ..]) => Digits::joined(&[9, *a, *b, *c, *d], rest),
        // Brazil: the code of a carrier between trunk prefix and area code.
        (55, [_, _, rest @ ..]) if digits.first() == Some(&0) => Digits::joined(rest, &[]),
        _ => return None,
    };
    fits(renumbered.as_slice()).then_some(renumbered)
}

/// Digits without the zeros before them.
fn without_zeros(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|digit| **digit == 0).count();
    digits.get(zeros..).unwrap_or_default()
}

/// Digits behind a prefix that is written in ASCII.
fn without_prefix<'a>(digits: &'a [u8], prefix: &[u8]) -> Option<&'a [u8]> {
    let (before, rest) = digits.split_at_checked(prefix.len())?;
    before.iter().zip(prefix).all(|(digit, letter)| digit + b'0' == *letter).then_some(rest)
}

/// True for digits that are typed to get past a form: one digit over and over, a run up or down the keys, `123 123 123`.
fn is_placeholder(digits: &[u8]) -> bool {
    let step = |from: u8, to: u8| (10 + to - from) % 10;
    let is_run = |by: u8| digits.iter().zip(digits.iter().skip(1)).all(|(from, to)| step(*from, *to) == by);
    let repeats_123 = || digits.len() >= 6 && digits.chunks(3).all(|chunk| [1, 2, 3].starts_with(chunk));
    is_run(0) || is_run(1) || is_run(9) || repeats_123()
}
