//! Contents of a cell of a list, and their spelling where everything is text.

use std::borrow::Cow;

use leadlens_workbook::CellValue;
use serde_json::Value;

use super::list::ExportColumn;
use crate::leads::{Created, read_phone};

/// Content of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    Text(String),
    Count(u32),
    /// 0 to 1.
    Share(f64),
    Date(Created),
    Bool(bool),
}

/// Digits of a number from which on spreadsheets show it with an exponent.
const LONG: usize = 12;

/// The most digits of a date.
const DATE_DIGITS: usize = 8;

impl Cell {
    /// The cell as text.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Count(count) => Cow::Owned(count.to_string()),
            Self::Share(share) => Cow::Owned(share.to_string()),
            Self::Date(created) => Cow::Owned(created.to_string()),
            Self::Bool(value) => Cow::Borrowed(if *value { "true" } else { "false" }),
        }
    }

    /// The cell as text that a spreadsheet guesses the kind of.
    pub(super) fn text_for_spreadsheets(&self, column: ExportColumn) -> Cow<'_, str> {
        match self {
            Self::Text(text) if column.is_phone() => undamaged_phone(text),
            _ => self.text(),
        }
    }

    /// The cell in a workbook; blank for an unknown date.
    pub(super) fn value(&self) -> CellValue<'_> {
        match self {
            Self::Text(text) => CellValue::Text(text),
            Self::Count(count) => CellValue::Number(f64::from(*count)),
            Self::Share(share) => CellValue::Number(*share),
            Self::Bool(value) => CellValue::Bool(*value),
            Self::Date(created) => match created.local_seconds() {
                Some(seconds) if created.is_moment() => CellValue::Moment(seconds),
                Some(seconds) => CellValue::Day(seconds),
                None => CellValue::Text(""),
            },
        }
    }

    /// The cell in JSON; an unknown date is null.
    pub(super) fn json(&self) -> Value {
        match self {
            Self::Count(count) => Value::from(*count),
            Self::Share(share) => Value::from(*share),
            Self::Bool(value) => Value::from(*value),
            Self::Date(created) if created.day().is_none() => Value::Null,
            _ => Value::from(self.text()),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Cow<'_, str>> for Cell {
    fn from(text: Cow<'_, str>) -> Self {
        Self::Text(text.into_owned())
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Count(number)
    }
}

/// A telephone number that no spreadsheet takes for a number, a date or a sum: as it is where there is no danger, else with blanks where
/// they change nothing for those who dial. A number loses its plus sign and its zeros; of many digits only the first are shown.
fn undamaged_phone(text: &str) -> Cow<'_, str> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_mark = |letter: char| matches!(letter, '-' | '/' | '.');
    if digits == 0 || !text.chars().all(|letter| letter.is_ascii_digit() || letter == '+' || is_mark(letter)) {
        return Cow::Borrowed(text);
    }
    if text.contains(is_mark) {
        let is_sum = text.starts_with(['+', '-']);
        let is_date = digits <= DATE_DIGITS;
        let is_number = text.matches(is_mark).count() == 1 && text.contains('.');
        return if is_sum || is_date || is_number { Cow::Owned(text.replace(is_mark, " ")) } else { Cow::Borrowed(text) };
    }
    if !text.starts_with(['+', '0']) && digits < LONG {
        return Cow::Borrowed(text);
    }
    let code = read_phone(text, None).filter(|_| text.starts_with('+')).map_or(0, |phone| usize::from(phone.calling_code));
    let place = if code > 0 { code.to_string().len() + 1 } else { 3 };
    match text.split_at_checked(place) {
        Some((start, rest)) if !rest.is_empty() => Cow::Owned(format!("{start} {rest}")),
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_no_number_date_or_sum() {
        for (phone, expected) in [
            ("+4930123456", "+49 30123456"),
            ("+15550109999", "+1 5550109999"),
            ("0301234567", "030 1234567"),
            ("4930123456789", "493 0123456789"),
            ("+49-30-123456", "+49 30 123456"),
            ("12-34-56", "12 34 56"),
            ("555.0109999", "555 0109999"),
            ("555-010-9999", "555-010-9999"),
            ("5550109999", "5550109999"),
            ("+49 (0)30 123-456", "+49 (0)30 123-456"),
            ("", ""),
            ("ext. 5", "ext. 5"),
        ] {
            assert_eq!(undamaged_phone(phone), expected, "{phone}");
        }
    }
}
