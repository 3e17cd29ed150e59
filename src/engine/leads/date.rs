//! When a lead was made, as far as the file tells.

/// A moment or a day, without a zone of our own: what the file says is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Created(i64);

impl Created {
    /// The day, in days since 1970-01-01, in the file's own zone; `None` where it cannot be told.
    pub fn day(self) -> Option<i32> {
        None
    }

    /// Seconds since 1970-01-01T00:00:00Z (a plain day counts from its midnight); `None` where it cannot be told.
    pub fn seconds(self) -> Option<i64> {
        None
    }
}

/// Which comes first in `2/3/2021`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// Day, month, year.
    DayMonth,
    /// Month, day, year.
    MonthDay,
}

impl std::fmt::Display for Created {
    fn fmt(&self, _formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}
