//! Reasons for which a cell is a telephone number, told by its shape alone.

use crate::leads::digit::{digit, with_plain_digits};
use crate::leads::phone::read_phone;

/// Minimum and maximum digits of a number with its country or area.
const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

/// Minimum digits of a bare number that names its country.
const CODED_DIGITS: usize = 11;

/// Digits of a number that begins with the prefix of another area.
const AREA_DIGITS: std::ops::RangeInclusive<usize> = 9..=12;

/// Groups of digits of a number in North America.
const AMERICAN: [usize; 3] = [3, 3, 4];

/// True for a cell, or its first value, that is written as telephone numbers are and nothing else is: with a plus sign or an area in
/// brackets, or in groups behind a prefix that is dialled. Coordinates, ids, serial numbers and addresses of the network are not.
pub(super) fn is_evident(cell: &str) -> bool {
    let cell = with_plain_digits(crate::leads::shown::first_number(cell));
    if !cell.chars().all(|letter| letter.is_ascii_digit() || letter.is_whitespace() || "+-–‐‑./()x".contains(letter)) {
        return false;
    }
    let groups: Vec<usize> = groups(&cell);
    let count: usize = groups.iter().sum();
    if !DIGITS.contains(&count) || is_decimal(&cell) || is_network_address(&cell) || cell.starts_with('-') {
        return false;
    }
    let is_coded = || read_phone(&cell, None).is_some_and(|phone| phone.calling_code != 0);
    let starts = |prefix: &str| cell.trim_start_matches('(').starts_with(prefix);
    match () {
        () if starts("+") => groups.len() > 1 || is_coded(),
        () if starts("00") => is_coded(),
        () if cell.contains('(') && cell.contains(')') => groups.len() > 1,
        () if starts("0") => groups.len() > 1 && AREA_DIGITS.contains(&count) && !cell.contains("--"),
        () => groups == AMERICAN && !starts("1"),
    }
}

/// True for a bare number that names its country, which ids do by chance only.
pub(super) fn is_coded_number(cell: &str) -> bool {
    let is_bare = cell.len() >= CODED_DIGITS && cell.bytes().all(|byte| byte.is_ascii_digit());
    is_bare && !cell.starts_with('0') && read_phone(cell, None).is_some_and(|phone| phone.calling_code != 0)
}

/// Numbers of digits that stand together.
fn groups(cell: &str) -> Vec<usize> {
    let digits = cell.split(|letter: char| digit(letter).is_none());
    digits.map(|group| group.chars().count()).filter(|count| *count > 0).collect()
}

/// True for a number with decimals: a coordinate, an amount.
fn is_decimal(cell: &str) -> bool {
    let number = cell.trim_start_matches(['+', '-']);
    number.matches('.').count() == 1 && number.chars().all(|letter| letter.is_ascii_digit() || letter == '.')
}

/// True for an address of the network: four numbers below 256.
fn is_network_address(cell: &str) -> bool {
    cell.matches('.').count() == 3 && cell.split('.').all(|part| part.parse::<u8>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_written_as_telephones_are_told() {
        for cell in [
            "+494315550101",
            "+49 431 5550101",
            "+1-202-555-0101",
            "(202) 555-0101",
            "202-555-0101",
            "020 7946 0101",
            "01 23 45 67 89",
            "0049 431 5550101",
            "p:+494315550101",
            "+49 431 5550101 / +49 170 5550102",
            "+٤٩ ٤٣١ ٥٥٥٠١٠١",
        ] {
            assert!(is_evident(cell), "{cell}");
        }
    }

    #[test]
    fn numbers_of_other_kinds_are_no_telephones() {
        for cell in [
            "+54.3232927",
            "-33.8937913",
            "1234-5678",
            "2434-561X",
            "978-3-16-148410-0",
            "4500012345",
            "203.0.113.10",
            "1709547072345",
            "2024-03-04",
            "2024-03-04 10:11",
            "DE123456789",
            "123-45-6789",
            "12-3456789",
            "4111 1111 1111 1111",
            "0000123",
        ] {
            assert!(!is_evident(cell), "{cell}");
        }
    }
}
