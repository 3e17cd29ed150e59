//! The clock of the user's device.

use js_sys::Date;

/// Milliseconds of a day.
const DAY: f64 = 86_400_000.0;
/// Milliseconds of a minute.
const MINUTE: f64 = 60_000.0;

/// Today, where the user is, in days since 1970-01-01.
#[expect(clippy::cast_possible_truncation, reason = "days of the calendar's years")]
pub(crate) fn today() -> i32 {
    let now = Date::new_0();
    ((now.get_time() - now.get_timezone_offset() * MINUTE) / DAY).floor() as i32
}
