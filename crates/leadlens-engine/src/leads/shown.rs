//! Texts of a lead as they are shown: of several values in a cell the first, without the label before it.

use std::borrow::Cow;

use super::digit::digit;
use super::email::{address, shown_address};
use crate::intake::header::ColumnRole;

/// Minimum digits of a telephone number that shares its cell with others.
const DIGITS: usize = 7;

/// Marks between several values of one cell.
const BETWEEN: [&str; 13] = [":::", ";", "|", "\n", "\r", "\t", " / ", ",", " & ", "；", "，", "、", "／"];

/// More numbers in a cell are a list of people.
const MOST_NUMBERS: usize = 6;

/// Minimum digits of two numbers with nothing but a slash between them, where the second does not begin as a number does.
const SLASHED_DIGITS: usize = 10;

/// The text of a role as it is shown. `is_shared` says that its column holds e-mail addresses and telephone numbers.
pub(super) fn shown(role: ColumnRole, text: Cow<'_, str>, is_shared: bool) -> Cow<'_, str> {
    match role {
        ColumnRole::Email if is_shared && address(&text).is_none() => Cow::Borrowed(""),
        ColumnRole::Email => shown_address(text),
        ColumnRole::Phone if is_shared => Cow::Owned(number_among(&text).to_owned()),
        ColumnRole::Phone => match first_number(&text) {
            first if first.len() == text.len() => text,
            first => Cow::Owned(first.to_owned()),
        },
        _ => text,
    }
}

/// `4,68555E+11`: what Excel shows of a long number, and saves.
pub(super) fn is_in_scientific_notation(phone: &str) -> bool {
    let Some((mantissa, exponent)) = phone.split_once(['E', 'e']) else { return false };
    let mantissa = mantissa.trim_start_matches('+');
    mantissa.starts_with(|first: char| first.is_ascii_digit())
        && mantissa.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
        && !exponent.is_empty()
        && exponent.trim_start_matches('+').bytes().all(|byte| byte.is_ascii_digit())
}

/// The first telephone number of a text without the label before it; the text itself where it holds none.
pub(super) fn first_number(text: &str) -> &str {
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'+') {
        return text;
    }
    let unlabelled = without_label(text.trim());
    let first = BETWEEN.iter().fold(unlabelled, |first, mark| cut_at(first, mark));
    let first = before_label(cut_at_slash(first));
    if digits(first) > 0 { first } else { text }
}

/// Every telephone number of a text that may also name addresses.
pub(super) fn numbers_among(text: &str) -> Vec<String> {
    let is_between = |letter: char| letter.is_whitespace() || ";|,<>".contains(letter);
    let without_addresses = text.split_inclusive(is_between).map(|piece| if piece.contains('@') { ";" } else { piece });
    let text =
        if text.contains('@') { Cow::Owned(without_addresses.collect::<String>().replace(['<', '>'], ";")) } else { Cow::Borrowed(text) };
    numbers(&text).into_iter().map(str::to_owned).collect()
}

/// Every telephone number of a text, in order, without the labels before them; numbers of fax machines are left out. None of a list of people.
fn numbers(text: &str) -> Vec<&str> {
    let (mut found, mut rest) = (Vec::new(), text.trim());
    while digits(rest) >= DIGITS {
        let number = first_number(rest);
        let start = number.as_ptr() as usize - rest.as_ptr() as usize;
        let label = rest.get(..start).unwrap_or_default();
        if !has_fax(label) {
            found.push(number);
        }
        let behind = rest.get(start + number.len()..).unwrap_or_default();
        rest = behind.trim_start_matches(|letter: char| letter.is_whitespace() || ":;|/,&；，、／".contains(letter));
    }
    if found.len() > MOST_NUMBERS { Vec::new() } else { found }
}

fn has_fax(label: &str) -> bool {
    label.to_lowercase().contains("fax")
}

/// The telephone number in a text that may also name an address; empty where there is none.
fn number_among(text: &str) -> &str {
    let pieces = text.split(|letter: char| ";|/,\n\r<>()".contains(letter) || letter.is_whitespace());
    if !pieces.clone().any(|piece| piece.contains('@')) {
        return if digits(text) >= DIGITS { first_number(text) } else { "" };
    }
    let mut longest = "";
    // What stands before and behind addresses, from one to the next.
    for part in
        text.split_inclusive(|letter: char| ";|,\n\r<>".contains(letter) || letter.is_whitespace()).filter(|part| part.contains('@'))
    {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        for side in [text.get(..start), text.get(start + part.len()..)].into_iter().flatten().filter(|side| !side.contains('@')) {
            if digits(side) >= DIGITS && digits(side) > digits(longest) {
                longest = side;
            }
        }
    }
    first_number(longest.trim_matches(|letter: char| letter.is_whitespace() || ";|/,-<>".contains(letter)))
}

/// The text before a mark, if both sides of it are numbers of their own.
fn cut_at<'t>(text: &'t str, mark: &str) -> &'t str {
    let is_whole = |(before, behind): &(&str, &str)| digits(before) >= DIGITS && digits(behind) >= DIGITS;
    text.split_once(mark).filter(is_whole).map_or(text, |(before, _)| before.trim_end())
}

/// The text before a slash without blanks, if a second number begins behind it: `+49 431 5550101/+49 170 5550102`. A slash also parts the
/// area from the rest of a number: `0431/5550101`.
fn cut_at_slash(text: &str) -> &str {
    let begins = |behind: &str| behind.trim_start().starts_with(['+', '0', '(']);
    let is_second = |(at, _): &(usize, &str)| {
        let (before, behind) = (text.get(..*at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
        let (one, other) = (digits(before), digits(behind));
        one.min(other) >= DIGITS && (begins(behind) || one == other && one >= SLASHED_DIGITS)
    };
    text.match_indices('/').find(is_second).map_or(text, |(at, _)| text.get(..at).unwrap_or_default().trim_end())
}

/// The text without a short word before its number, with a colon or without: `p:`, `work:`, `Tel.`
fn without_label(text: &str) -> &str {
    let is_label = |label: &str| label.chars().count() <= 20 && label.chars().all(|letter| letter.is_alphabetic() || ". ".contains(letter));
    match text.split_once(':') {
        Some((label, rest)) if is_label(label) && digits(rest) > 0 => rest.trim_start(),
        _ => {
            let rest = text.trim_start_matches(|letter: char| letter.is_alphabetic() || ". ".contains(letter));
            let label = text.get(..text.len() - rest.len()).unwrap_or_default();
            let is_number = rest.starts_with(['+', '(']) || rest.chars().next().is_some_and(|letter| digit(letter).is_some());
            if is_label(label) && is_number && digits(rest) >= DIGITS { rest } else { text }
        }
    }
}

/// The text before the label of a second number.
fn before_label(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    let before = text.get(..colon).unwrap_or_default();
    let number = before.trim_end_matches(|letter: char| letter.is_alphabetic() || letter == '.').trim_end();
    if number.len() < before.len() && digits(number) >= DIGITS { number } else { text }
}

fn digits(text: &str) -> usize {
    text.chars().filter(|letter| digit(*letter).is_some()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_numbers_the_first_is_shown() {
        for (text, expected) in [
            ("+494315550101", "+494315550101"),
            ("p:+494315550101", "+494315550101"),
            ("+49 431 5550101 / +49 170 5550102", "+49 431 5550101"),
            ("+49 431 5550101 ::: +49 170 5550102", "+49 431 5550101"),
            ("work: +49 431 5550101 mobile: +49 170 5550102", "+49 431 5550101"),
            ("Tel.: 0431 5550101\nMobil: 0170 5550102", "0431 5550101"),
            ("tel. +48 22 555 0101", "+48 22 555 0101"),
            ("089 / 1234579", "089 / 1234579"),
            ("+49 431 5550101, ext. 12", "+49 431 5550101, ext. 12"),
            ("n/a", "n/a"),
        ] {
            assert_eq!(first_number(text), expected, "{text}");
        }
    }

    #[test]
    fn every_number_of_a_cell_is_found() {
        let (kiel, mobile) = ("+49 431 5550101", "+49 170 5550102");
        for text in [
            "+49 431 5550101; +49 170 5550102",
            "+49 431 5550101, +49 170 5550102",
            "+49 431 5550101 / +49 170 5550102",
            "+49 431 5550101/+49 170 5550102",
            "+49 431 5550101 ::: +49 170 5550102",
            "+49 431 5550101\n+49 170 5550102",
            "+49 431 5550101\r\n+49 170 5550102",
            "+49 431 5550101、+49 170 5550102",
            "work: +49 431 5550101 mobile: +49 170 5550102",
            "Work: +49 431 5550101; Mobile: +49 170 5550102; Fax: +49 431 5550109",
            "T: +49 431 5550101 M: +49 170 5550102",
        ] {
            assert_eq!(numbers(text), [kiel, mobile], "{text}");
        }
        assert_eq!(numbers("0431/5550101"), ["0431/5550101"]);
        assert_eq!(numbers("0431/5550101/0170/5550102"), ["0431/5550101", "0170/5550102"]);
        assert_eq!(numbers_among("+49 431 5550101 <lotte@kiel.example> +49 170 5550102"), [kiel, mobile]);
        assert_eq!(numbers("n/a"), [""; 0]);
        assert_eq!(numbers(&"+49 431 5550101; ".repeat(7)), [""; 0]);
    }

    #[test]
    fn addresses_and_numbers_of_one_column_are_told_apart() {
        for (text, email, phone) in [
            ("lotte@kiel.example / +494315550101", "lotte@kiel.example", "+494315550101"),
            ("+49 431 5550101 <lotte@kiel.example>", "lotte@kiel.example", "+49 431 5550101"),
            ("+49 431 5550101", "", "+49 431 5550101"),
            ("lotte@kiel.example", "lotte@kiel.example", ""),
            ("e: lotte@kiel.example; t: 0431 5550101", "lotte@kiel.example", "0431 5550101"),
            ("Lotte99@kiel.example", "Lotte99@kiel.example", ""),
        ] {
            let of = |role| shown(role, text.into(), true);
            assert_eq!((of(ColumnRole::Email), of(ColumnRole::Phone)), (email.into(), phone.into()), "{text}");
        }
    }
}
