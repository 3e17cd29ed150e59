//! The numbers of the columns over time, and which days each column stands for.

use crate::app::view::Stack;
use crate::app::wording;
use crate::i18n::{number, period, short_day, t};
use leadlens_chart::{Column, Ink, TableData};
use leadlens_engine::leads::{Action, Storefront};
use leadlens_engine::report::{Count, DayRange, Facet, Measure, Overview, Period, Timeline, day_name};

/// One column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bucket {
    /// First and last day it stands for.
    pub(super) days: (i32, i32),
    /// All of it.
    pub(super) total: u32,
    /// Its parts by their places in the series, those that occur.
    pub(super) parts: Vec<(usize, u32)>,
}

/// A timeline in one measure, stacked by one field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TimeModel {
    pub(super) period: Period,
    pub(super) measure: Measure,
    pub(super) stack: Stack,
    pub(super) buckets: Vec<Bucket>,
}

impl TimeModel {
    pub(super) fn new(timeline: &Timeline, measure: Measure, stack: Stack) -> Self {
        let bucket = |bucket: &leadlens_engine::report::TimelineBucket| Bucket {
            days: (bucket.start, last_day(timeline.period, bucket.start)),
            total: bucket.count.get(measure),
            parts: match stack {
                Stack::Source => parts(&Storefront::ALL, &bucket.storefronts, measure),
                Stack::Action => parts(&Action::ALL, &bucket.actions, measure),
            },
        };
        Self { period: timeline.period, measure, stack, buckets: timeline.buckets.iter().map(bucket).collect() }
    }

    /// First and last day of all.
    pub(super) fn span(&self) -> Option<DayRange> {
        self.days((0, self.buckets.len().checked_sub(1)?))
    }

    /// The days from one column to another.
    pub(super) fn days(&self, (first, last): (usize, usize)) -> Option<DayRange> {
        Some(DayRange { from: self.buckets.get(first)?.days.0, to: self.buckets.get(last)?.days.1 })
    }

    /// The columns in which some of these days lie; where there is none, a place beyond the last.
    pub(super) fn columns_of(&self, days: DayRange) -> (usize, usize) {
        let first = self.buckets.partition_point(|bucket| bucket.days.1 < days.from);
        let after = self.buckets.partition_point(|bucket| bucket.days.0 <= days.to);
        if first < after { (first, after - 1) } else { (self.buckets.len(), self.buckets.len()) }
    }

    /// Returns the columns that the chart draws.
    pub(super) fn columns(&self) -> Vec<Column> {
        let column = |bucket: &Bucket| Column {
            label: match self.period {
                Period::Day | Period::Week => short_day(bucket.days.0),
                longer => period(longer, bucket.days.0),
            },
            parts: bucket.parts.iter().map(|(place, count)| (ink(self.stack, *place), *count)).collect(),
            total: bucket.total,
        };
        self.buckets.iter().map(column).collect()
    }

    /// The places of the parts that occur.
    fn series(&self) -> Vec<usize> {
        let occurs = |place: &usize| self.buckets.iter().any(|bucket| bucket.parts.iter().any(|part| part.0 == *place));
        (0..length(self.stack)).filter(occurs).collect()
    }

    /// Returns the colours that occur, each with its meaning in words.
    pub(super) fn legend(&self) -> Vec<(Ink, String)> {
        self.series().into_iter().map(|place| (ink(self.stack, place), word(self.stack, place))).collect()
    }

    /// The same numbers as a table.
    pub(super) fn table(&self) -> TableData {
        let series = self.series();
        let mut head = vec![t!(chart.period)];
        head.extend(series.iter().map(|place| word(self.stack, *place)));
        head.push(t!(chart.all));
        let row = |bucket: &Bucket| {
            let count = |place: &usize| bucket.parts.iter().find(|part| part.0 == *place).map_or(0, |part| part.1).to_string();
            let mut row = vec![period(self.period, bucket.days.0)];
            row.extend(series.iter().map(count));
            row.push(bucket.total.to_string());
            row
        };
        TableData { head, rows: self.buckets.iter().map(row).collect() }
    }

    /// The days of a column in words.
    pub(super) fn when(&self, column: usize) -> String {
        let start = self.buckets.get(column).map_or(0, |bucket| bucket.days.0);
        let date = period(self.period, start);
        if self.period == Period::Week { t!(time.week, date = date) } else { date }
    }

    /// A column in one sentence: `Mar 2021: 34 leads, AppSource 20, Azure Marketplace 14`.
    pub(super) fn sentence(&self, column: usize) -> String {
        let Some(bucket) = self.buckets.get(column) else { return String::new() };
        let mut sentence = format!("{}: {}", self.when(column), wording::counted(self.measure, bucket.total));
        for (place, count) in &bucket.parts {
            sentence.push_str(", ");
            sentence.push_str(&word(self.stack, *place));
            sentence.push(' ');
            sentence.push_str(&number(*count));
        }
        sentence
    }
}

/// Returns the counts of a period that are not 0, each with its place among all.
fn parts<T: PartialEq>(all: &[T], counts: &[(T, Count)], measure: Measure) -> Vec<(usize, u32)> {
    let part = |(of, count): &(T, Count)| Some((all.iter().position(|other| other == of)?, count.get(measure)));
    counts.iter().filter_map(part).filter(|(_, count)| *count > 0).collect()
}

/// First and last day of a picture: to the last day there is, where that is known, else to the end of the last column.
pub(in crate::app::sections::overview) fn span(overview: &Overview) -> Option<DayRange> {
    let timeline = &overview.timeline;
    let starts = || timeline.buckets.iter().map(|bucket| bucket.start);
    let (first, last) = (starts().min()?, starts().max()?);
    let to = overview.window.map_or_else(|| last_day(timeline.period, last), |window| window.to);
    Some(DayRange { from: first.min(to), to })
}

/// Last day of the period that starts on a day.
fn last_day(period: Period, start: i32) -> i32 {
    let before = |mut days: std::ops::RangeInclusive<i32>, name: &str| {
        days.find(|days| day_name(start + days + 1).ends_with(name)).map_or(start, |days| start + days)
    };
    match period {
        Period::Day => start,
        Period::Week => start + 6,
        Period::Month => before(27..=30, "-01"),
        Period::Year => before(364..=365, "-01-01"),
    }
}

/// Returns the number of parts that a column can have at most.
fn length(stack: Stack) -> usize {
    match stack {
        Stack::Source => Storefront::ALL.len(),
        Stack::Action => Action::ALL.len(),
    }
}

/// The colour of a part.
pub(super) fn ink(stack: Stack, place: usize) -> Ink {
    match stack {
        Stack::Source => Ink::storefront(place),
        Stack::Action => Ink::action(place),
    }
}

/// A part in words.
pub(super) fn word(stack: Stack, place: usize) -> String {
    match stack {
        Stack::Source => Storefront::ALL.get(place).map(|source| wording::source(*source)),
        Stack::Action => Action::ALL.get(place).map(|action| wording::action(*action)),
    }
    .unwrap_or_default()
}

/// Facet and value that a part picks.
pub(super) fn picks(stack: Stack, place: usize) -> (Facet, &'static str) {
    match stack {
        Stack::Source => (Facet::Storefront, Storefront::ALL.get(place).map_or("", |source| source.as_str())),
        Stack::Action => (Facet::Action, Action::ALL.get(place).map_or("", |action| action.as_str())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadlens_engine::report::{TimelineBucket, day_of};

    fn day(name: &str) -> i32 {
        day_of(name).unwrap()
    }

    fn model(period: Period, starts: &[&str]) -> TimeModel {
        let count = Count { leads: 3, people: 2, companies: 1, ..Count::default() };
        let bucket = |start: &&str| TimelineBucket {
            start: day(start),
            count,
            storefronts: vec![(Storefront::AppSource, count), (Storefront::None, Count { leads: 1, ..Count::default() })],
            actions: vec![(Action::Dnc, count)],
        };
        let timeline = Timeline { period, buckets: starts.iter().map(bucket).collect(), ..Timeline::default() };
        TimeModel::new(&timeline, Measure::People, Stack::Source)
    }

    #[test]
    fn a_period_ends_on_its_last_day() {
        for (period, start, last) in [
            (Period::Day, "2021-02-16", "2021-02-16"),
            (Period::Week, "2021-02-15", "2021-02-21"),
            (Period::Month, "2021-02-01", "2021-02-28"),
            (Period::Month, "2020-02-01", "2020-02-29"),
            (Period::Month, "2021-12-01", "2021-12-31"),
            (Period::Month, "1969-11-01", "1969-11-30"),
            (Period::Year, "2021-01-01", "2021-12-31"),
            (Period::Year, "2020-01-01", "2020-12-31"),
        ] {
            assert_eq!(day_name(last_day(period, day(start))), last, "{period:?} {start}");
        }
    }

    #[test]
    fn columns_are_days_and_days_are_columns() {
        let months = model(Period::Month, &["2021-01-01", "2021-02-01", "2021-03-01"]);
        let days = |from, to| DayRange { from: day(from), to: day(to) };
        assert_eq!(months.days((1, 2)), Some(days("2021-02-01", "2021-03-31")));
        assert_eq!(months.span(), Some(days("2021-01-01", "2021-03-31")));
        assert_eq!(months.days((1, 3)), None);
        for (from, to, columns) in [
            ("2021-02-01", "2021-02-28", (1, 1)),
            ("2021-01-31", "2021-02-01", (0, 1)),
            ("2021-02-10", "2021-02-10", (1, 1)),
            ("2000-01-01", "2030-01-01", (0, 2)),
            ("2021-03-31", "2022-01-01", (2, 2)),
            ("2020-01-01", "2020-12-31", (3, 3)),
            ("2021-04-01", "2021-05-01", (3, 3)),
        ] {
            assert_eq!(months.columns_of(days(from, to)), columns, "{from} {to}");
        }
        let none = TimeModel::default();
        assert_eq!((none.span(), none.columns_of(days("2021-01-01", "2021-01-01"))), (None, (0, 0)));
    }

    #[test]
    fn a_picture_ends_on_the_last_day_of_its_last_column() {
        let days = |from, to| DayRange { from: day(from), to: day(to) };
        let bucket = |start: &&str| TimelineBucket { start: day(start), ..TimelineBucket::default() };
        let picture = |starts: &[&str], window| {
            let timeline = Timeline { period: Period::Month, buckets: starts.iter().map(bucket).collect(), ..Timeline::default() };
            Overview { window, timeline, ..Overview::default() }
        };
        for (starts, window, expected) in [
            (&["2021-01-01", "2021-02-01"][..], None, Some(days("2021-01-01", "2021-02-28"))),
            (&["2021-01-01", "2021-02-01"], Some(days("2021-02-03", "2021-02-16")), Some(days("2021-01-01", "2021-02-16"))),
            (&["2021-02-01"], None, Some(days("2021-02-01", "2021-02-28"))),
            (&[], None, None),
        ] {
            assert_eq!(span(&picture(starts, window)), expected, "{starts:?}");
        }
    }

    #[test]
    fn a_column_is_stacked_of_what_occurs_in_the_measure() {
        let model = model(Period::Day, &["2021-01-01"]);
        assert_eq!(model.buckets[0], Bucket { days: (18_628, 18_628), total: 2, parts: vec![(2, 2)] });
    }

    #[test]
    fn a_part_is_picked_by_its_name() {
        assert_eq!(picks(Stack::Source, 2), (Facet::Storefront, "app_source"));
        assert_eq!((picks(Stack::Action, 2), ink(Stack::Action, 2)), ((Facet::Action, "dnc"), Ink::Dnc));
    }
}
