//! Order of day and month, told by a whole column.

use serde::{Deserialize, Serialize};

use super::{Number, YEARS, leading_digits, separated};
use crate::intake::Table;
use crate::leads::digit::with_plain_digits;

/// Order of day and month in `2/3/2021`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DateOrder {
    /// Day, month, year.
    DayMonth,
    /// Month, day, year.
    MonthDay,
}

impl DateOrder {
    /// Both orders, in the order they are shown.
    pub const ALL: [Self; 2] = [Self::DayMonth, Self::MonthDay];

    /// The name used by `inspect` and in saved mappings.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DayMonth => "day_month",
            Self::MonthDay => "month_day",
        }
    }

    /// The order of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.as_str() == name)
    }
}

/// Evidence of a column of dates for the order of day and month, and the number of values behind it.
///
/// Values that read the same in either order (ISO dates, names of months, `5/5/2021`) count nowhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateEvidence {
    /// The order; `None` where no value tells, or where values contradict.
    pub order: Option<DateOrder>,
    /// Values that can only be day first: the first number is above 12, or there are dots between the numbers.
    pub day_first: u32,
    /// Values that can only be month first: the second number is above 12.
    pub month_first: u32,
    /// Values that could be either.
    pub either: u32,
}

/// Returns the evidence in the values of a column for the order of day and month.
///
/// # Examples
/// ```
/// use leadlens_engine::intake::Reader;
/// use leadlens_engine::leads::{DateOrder, date_evidence};
///
/// let mut reader = Reader::new("paste", 0)?;
/// reader.push(b"Email,Created On\nann@example.com,2/3/2021\nbob@example.com,2/16/2021\n")?;
/// let evidence = date_evidence(&reader.finish()?, 1);
/// assert_eq!(evidence.order, Some(DateOrder::MonthDay));
/// assert_eq!((evidence.day_first, evidence.month_first, evidence.either), (0, 1, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn date_evidence(table: &Table, column: usize) -> DateEvidence {
    // Raw cells do: dates hold no quotes, surrounding ones are taken off.
    DateEvidence::of((0..table.record_count()).map(|record| table.raw_cell(record, column).trim_matches('"')))
}

impl DateEvidence {
    /// Counts the evidence in those values.
    pub(super) fn of<'a>(values: impl Iterator<Item = &'a str>) -> Self {
        let (mut evidence, mut short) = (Self::default(), ShortYears::default());
        for date in values.filter_map(PlainDate::read) {
            if date.is_dotted || date.numbers[2].digits > 2 {
                evidence.count(&date);
            } else {
                short.count(&date);
            }
        }
        if short.year_is_last() {
            evidence.day_first += short.evidence.day_first;
            evidence.month_first += short.evidence.month_first;
            evidence.either += short.evidence.either;
        }
        evidence.order = match (evidence.day_first, evidence.month_first) {
            (1.., 0) => Some(DateOrder::DayMonth),
            (0, 1..) => Some(DateOrder::MonthDay),
            _ => None,
        };
        evidence
    }

    fn count(&mut self, date: &PlainDate) {
        match date.numbers.map(|number| number.value) {
            [first, second, _] if first == second && !date.is_dotted => {}
            [1..=31, 1..=12, _] if date.is_dotted => self.day_first += 1,
            [13..=31, 1..=12, _] => self.day_first += 1,
            [1..=12, 13..=31, _] => self.month_first += 1,
            [1..=12, 1..=12, _] => self.either += 1,
            _ => {}
        }
    }
}

/// A date of three numbers that ends in its year.
struct PlainDate {
    numbers: [Number; 3],
    is_dotted: bool,
}

impl PlainDate {
    /// `None` for every other text, quickly for ISO dates.
    fn read(text: &str) -> Option<Self> {
        let text = with_plain_digits(text.trim_start());
        let bytes = text.as_bytes();
        let is_iso = matches!(bytes, [b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b'-', ..]);
        if is_iso || bytes.len() < 6 {
            return None;
        }
        let (numbers, is_dotted, rest) = separated(bytes)?;
        let [_, _, year] = numbers;
        let is_year = YEARS.contains(&year.value) || year.digits == 2;
        (is_year && leading_digits(rest).is_none() && !YEARS.contains(&numbers[0].value)).then_some(Self { numbers, is_dotted })
    }
}

/// Dates with years of two digits: `21/2/16` may well start with its year, so a column of them must show that it ends in it.
#[derive(Default)]
struct ShortYears {
    evidence: DateEvidence,
    /// The least and the greatest of each number.
    ranges: Option<[(i32, i32); 3]>,
}

impl ShortYears {
    fn count(&mut self, date: &PlainDate) {
        self.evidence.count(date);
        let ranges = self.ranges.get_or_insert(date.numbers.map(|number| (number.value, number.value)));
        for ((least, greatest), number) in ranges.iter_mut().zip(date.numbers) {
            *least = number.value.min(*least);
            *greatest = number.value.max(*greatest);
        }
    }

    /// True when the last numbers are nearer to each other than the others: years are, days and months are not.
    fn year_is_last(&self) -> bool {
        self.ranges.is_some_and(|ranges| {
            let [first, second, third] = ranges.map(|(least, greatest)| greatest - least);
            third < first.max(second)
        })
    }
}
