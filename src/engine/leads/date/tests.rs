use proptest::prelude::*;

use super::*;

fn shown(text: &str, order: Option<DateOrder>) -> String {
    Created::read(text, order).unwrap_or_default().to_string()
}

#[test]
fn dates_are_shown_as_the_file_means_them() {
    for (text, expected) in [
        ("2021-02-16T09:12:44Z", "2021-02-16T09:12:44Z"),
        ("2021-02-16T09:12:44.000Z", "2021-02-16T09:12:44Z"),
        ("2021-02-16T09:12:44.1234567Z", "2021-02-16T09:12:44Z"),
        ("2021-02-16T09:12:44+02:00", "2021-02-16T09:12:44+02:00"),
        ("2021-02-16T09:12:44-0330", "2021-02-16T09:12:44-03:30"),
        ("2021-02-16 09:12:44", "2021-02-16T09:12:44Z"),
        ("2021-02-16T09:12", "2021-02-16T09:12:00Z"),
        (" 2021-02-16 ", "2021-02-16"),
        ("2021/02/16", "2021-02-16"),
        ("2/2/2021 9:12 PM", "2021-02-02T21:12:00Z"),
        ("44243", "2021-02-16"),
        ("44243,38", "2021-02-16T09:07:12Z"),
        ("44243.5", "2021-02-16T12:00:00Z"),
        ("9:2F9:2F2018", "2018-09-09"),
        ("2021-02-30", ""),
        ("1821-02-03", ""),
        ("2021-02-16T25:00", ""),
        ("yesterday", ""),
        ("2/3/2021", ""),
        ("12345678", ""),
        ("", ""),
    ] {
        assert_eq!(shown(text, None), expected, "{text}");
    }
}

#[test]
fn the_columns_order_tells_day_from_month() {
    use DateOrder::{DayMonth, MonthDay};
    for (text, order, expected) in [
        ("2/16/2021", MonthDay, "2021-02-16"),
        ("2/16/2021 9:12 AM", MonthDay, "2021-02-16T09:12:00Z"),
        ("2/16/2021 12:12 AM", MonthDay, "2021-02-16T00:12:00Z"),
        ("16.2.2021", DayMonth, "2021-02-16"),
        ("3/2/2021", DayMonth, "2021-02-03"),
        ("9:2F28:2F2018", MonthDay, "2018-09-28"),
        ("2/16/2021", DayMonth, ""),
    ] {
        assert_eq!(shown(text, Some(order)), expected, "{text}");
    }
}

#[test]
fn only_values_that_agree_decide_the_order() {
    let of = |values: &[&str]| DateOrder::of(values.iter().copied());
    assert_eq!(of(&["2/3/2021", "2/16/2021"]), Some(DateOrder::MonthDay));
    assert_eq!(of(&["16.2.2021", "", "2021-02-16"]), Some(DateOrder::DayMonth));
    assert_eq!(of(&["2/3/2021", "3/4/2021"]), None);
    assert_eq!(of(&["2/16/2021", "16/2/2021", "2/17/2021"]), None);
}

#[test]
fn days_and_seconds_count_from_1970() {
    let created = Created::read("1970-01-02T01:00:00+02:00", None).unwrap();
    assert_eq!((created.day(), created.seconds()), (Some(1), Some(86_400 - 3600)));
    assert_eq!(Created::default().day(), None);
    assert!(size_of::<Created>() <= 16);
}

proptest! {
    #[test]
    fn a_shown_date_reads_as_itself(day in -20_000..80_000_i32, seconds in 0..86_400_i64, offset in -1_000..1_000_i16) {
        for created in [Created::of_day(day), Created::of_moment(day, seconds, offset)] {
            prop_assert_eq!(Created::read(&created.to_string(), None), Some(created));
        }
    }

    #[test]
    fn no_text_panics(text in ".{0,30}", digits in "[0-9/:.,TZ +-]{0,30}") {
        let _ = (Created::read(&text, None), Created::read(&digits, Some(DateOrder::DayMonth)), DateOrder::of([&*text, &*digits].into_iter()));
    }
}
