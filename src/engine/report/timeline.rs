//! Leads over time, in periods chosen by the span they cover.

use serde::{Deserialize, Serialize};

use super::Count;
use crate::engine::leads::Source;

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
    /// By source, only those that occur, in the order of [`Source::ALL`].
    pub sources: Vec<(Source, Count)>,
}

/// Leads over time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// Length of the buckets.
    pub period: Period,
    /// Every period from the first to the last, empty ones too.
    pub buckets: Vec<TimelineBucket>,
    /// Leads (tests left out) whose date cannot be told.
    pub undated: u32,
}
