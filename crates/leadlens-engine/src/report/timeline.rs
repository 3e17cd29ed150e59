//! Leads over time, in periods chosen by the span they cover.

use serde::{Deserialize, Serialize};

use super::{Count, DayRange};
use crate::leads::{Action, EPOCH, EPOCH_WEEKDAY, Storefront};

/// Length of a bucket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Period {
    /// A day.
    #[default]
    Day,
    /// A week, from Monday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year, for spans too long for months.
    Year,
}

/// The leads made in one period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineBucket {
    /// First day of the period, in days since 1970-01-01.
    pub start: i32,
    /// All of the period.
    pub count: Count,
    /// By storefront, only those that occur, in the order of [`Storefront::ALL`].
    pub storefronts: Vec<(Storefront, Count)>,
    /// By action, only those that occur, in the order of [`Action::ALL`].
    pub actions: Vec<(Action, Count)>,
}

/// Leads over time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// Length of the buckets.
    pub period: Period,
    /// Every period from the first to the last day of all leads, whatever the filter, empty ones too. Test leads lengthen it only where
    /// they are requested.
    pub buckets: Vec<TimelineBucket>,
    /// Leads (tests left out) whose date cannot be told.
    pub undated: u32,
    /// The periods that give no more than [`Timeline::BUCKETS`].
    pub periods: Vec<Period>,
}

impl Timeline {
    /// Buckets at most, unless even years give more.
    pub const BUCKETS: usize = 400;
}

/// Spans in days up to which a period is chosen: a column stays wide enough to be read (at most some 60 of them).
const LONGEST_IN_DAYS: i32 = 62;
/// A year and a bit in weeks.
const LONGEST_IN_WEEKS: i32 = 7 * 57;
/// Ten years in months.
const LONGEST_IN_MONTHS: i32 = 10 * 366;

/// The periods of a span and the bucket of each of its days.
#[derive(Clone, Debug, Default)]
pub(super) struct Calendar {
    pub(super) period: Period,
    /// First day of each bucket.
    pub(super) starts: Vec<i32>,
    /// The periods that give no more than [`Timeline::BUCKETS`] over the span.
    pub(super) periods: Vec<Period>,
    first_day: i32,
    bucket_of_day: Vec<u16>,
}

impl Calendar {
    /// The calendar of a span, in buckets of the length wanted where they are not too many; empty where there is no span.
    pub(super) fn of(span: Option<DayRange>, wanted: Option<Period>) -> Self {
        let Some(DayRange { from, to }) = span else { return Self::default() };
        let days = to - from;
        let suits = if days <= LONGEST_IN_DAYS {
            Period::Day
        } else if days <= LONGEST_IN_WEEKS {
            Period::Week
        } else if days <= LONGEST_IN_MONTHS {
            Period::Month
        } else {
            Period::Year
        };
        let periods: Vec<Period> = Period::ALL.into_iter().filter(|period| period.fits(from, to)).collect();
        let period = wanted.filter(|wanted| periods.contains(wanted)).unwrap_or(suits);
        let mut calendar = Self { period, starts: Vec::new(), periods, first_day: from, bucket_of_day: Vec::new() };
        for day in from..=to {
            let start = period.start_of(day);
            if calendar.starts.last() != Some(&start) {
                calendar.starts.push(start);
            }
            calendar.bucket_of_day.push(u16::try_from(calendar.starts.len() - 1).unwrap_or(u16::MAX));
        }
        calendar
    }

    /// The bucket of a day of the span.
    #[inline]
    pub(super) fn bucket(&self, day: i32) -> Option<u32> {
        let index = usize::try_from(day.checked_sub(self.first_day)?).ok()?;
        self.bucket_of_day.get(index).copied().map(u32::from)
    }
}

impl Period {
    /// All periods, shortest first.
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Year];

    /// The name used in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The period of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.as_str() == name)
    }

    /// True for a span, in days since 1970-01-01, that has no more than [`Timeline::BUCKETS`] of these periods.
    fn fits(self, from: i32, to: i32) -> bool {
        let mut starts = 0;
        let mut day = self.start_of(from);
        while day <= to && starts <= Timeline::BUCKETS {
            starts += 1;
            // The longest of these periods is shorter than the jump into the next one and back to its start.
            day = match self {
                Self::Day => day + 1,
                Self::Week => day + 7,
                Self::Month => self.start_of(day + 31),
                Self::Year => self.start_of(day + 366),
            };
        }
        starts <= Timeline::BUCKETS
    }

    /// First day of the period a day lies in, both in days since 1970-01-01.
    pub(super) fn start_of(self, day: i32) -> i32 {
        let first_of = |month: fn(time::Date) -> time::Month| {
            time::Date::from_julian_day(day + EPOCH)
                .and_then(|date| time::Date::from_calendar_date(date.year(), month(date), 1))
                .map_or(day, |date| date.to_julian_day() - EPOCH)
        };
        match self {
            Self::Day => day,
            Self::Week => day - (day + EPOCH_WEEKDAY).rem_euclid(7),
            Self::Month => first_of(time::Date::month),
            Self::Year => first_of(|_| time::Month::January),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2021-02-16, a Tuesday.
    const DAY: i32 = 18_674;

    #[test]
    fn a_period_starts_on_its_first_day() {
        assert_eq!(Period::Day.start_of(DAY), DAY);
        assert_eq!(Period::Week.start_of(DAY), DAY - 1);
        assert_eq!(Period::Month.start_of(DAY), DAY - 15);
        assert_eq!(Period::Year.start_of(DAY), DAY - 15 - 31);
        assert_eq!(Period::Week.start_of(0), -3);
    }

    #[test]
    fn the_span_chooses_the_period_and_empty_periods_have_a_bucket() {
        for (span, period, buckets) in
            [(0, Period::Day, 1), (62, Period::Day, 63), (63, Period::Week, 10), (400, Period::Month, 14), (4000, Period::Year, 12)]
        {
            let calendar = Calendar::of(Some(DayRange { from: DAY, to: DAY + span }), None);
            assert_eq!((calendar.period, calendar.starts.len()), (period, buckets), "{span} days");
            assert_eq!(calendar.bucket(DAY + span), Some(u32::try_from(buckets).unwrap() - 1));
        }
        assert_eq!(Calendar::of(None, None).bucket(DAY), None);
    }

    #[test]
    fn a_chosen_period_is_used_where_its_buckets_fit() {
        for (span, wanted, period, fitting) in [
            (399, Period::Day, Period::Day, 4),
            (400, Period::Day, Period::Month, 3),
            (3_000, Period::Day, Period::Month, 2),
            (3_000, Period::Year, Period::Year, 2),
            (2_700, Period::Week, Period::Week, 3),
            (13_000, Period::Month, Period::Year, 1),
        ] {
            let calendar = Calendar::of(Some(DayRange { from: DAY, to: DAY + span }), Some(wanted));
            assert_eq!((calendar.period, calendar.periods.len()), (period, fitting), "{span} days");
            assert!(calendar.starts.len() <= Timeline::BUCKETS);
        }
    }
}
