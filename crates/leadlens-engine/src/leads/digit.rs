//! Digits of every script that numbers and dates are typed in.

use std::borrow::Cow;

/// Zeros of scripts; the other nine digits follow each.
const ZEROS: [char; 20] = [
    '0', '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}', '\u{c66}', '\u{ce6}',
    '\u{d66}', '\u{e50}', '\u{ed0}', '\u{f20}', '\u{1040}', '\u{17e0}', '\u{1810}', '\u{ff10}',
];

/// The value of a digit.
#[inline]
pub(super) fn digit(letter: char) -> Option<u8> {
    if letter.is_ascii() {
        return letter.to_digit(10).and_then(|value| u8::try_from(value).ok());
    }
    let value = |zero: &char| u32::from(letter).checked_sub(u32::from(*zero)).filter(|value| *value < 10);
    ZEROS.iter().find_map(value).and_then(|value| u8::try_from(value).ok())
}

/// The text with its digits, and the marks of full width between them, in ASCII.
pub(super) fn with_plain_digits(text: &str) -> Cow<'_, str> {
    let plain = |letter: char| match (digit(letter), letter) {
        (Some(value), _) => char::from(b'0' + value),
        (None, '\u{ff0b}'..='\u{ff1a}') => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        (None, '\u{60c}') => ',',
        _ => letter,
    };
    let is_plain = text.is_ascii() || text.chars().all(|letter| plain(letter) == letter);
    if is_plain { Cow::Borrowed(text) } else { Cow::Owned(text.chars().map(plain).collect()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_other_scripts_are_digits() {
        for (text, expected) in [
            ("٢٠٢٤-٠١-١٥", "2024-01-15"),
            ("۲۰۲۴/۰۱/۱۵", "2024/01/15"),
            ("२०२४", "2024"),
            ("２０２４／０１", "2024/01"),
            ("Ann 7", "Ann 7"),
        ] {
            assert_eq!(with_plain_digits(text), expected);
        }
    }
}
