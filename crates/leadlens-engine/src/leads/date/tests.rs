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
        ("16.02.2021 9.12", "2021-02-16T09:12:00Z"),
        ("2021-02-16 09.12.44", "2021-02-16T09:12:44Z"),
        ("16.02.2021 - 09:12", "2021-02-16T09:12:00Z"),
        ("2021-02-16 9", ""),
        ("2021-02-16 09.12:44", ""),
        (" 2021-02-16 ", "2021-02-16"),
        ("2021/02/16", "2021-02-16"),
        ("2/2/2021 9:12 PM", "2021-02-02T21:12:00Z"),
        ("44243", "2021-02-16"),
        ("44243,38", "2021-02-16T09:07:12Z"),
        ("44243.5", "2021-02-16T12:00:00Z"),
        ("9:2F9:2F2018", "2018-09-09"),
        ("٣ فبراير ٢٠٢١", "2021-02-03"),
        ("２０２１／０２／１６", "2021-02-16"),
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
        ("2/16/2021 9:26", MonthDay, "2021-02-16T09:26:00Z"),
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
fn dots_put_the_day_first_and_short_years_need_an_order() {
    use DateOrder::{DayMonth, MonthDay};
    for (text, order, expected) in [
        ("3.2.2021", None, "2021-02-03"),
        ("3.2.2021", Some(MonthDay), "2021-02-03"),
        ("2.16.2021", Some(MonthDay), ""),
        ("16.02.2021.", None, "2021-02-16"),
        ("16. 2. 2021 9:26", None, "2021-02-16T09:26:00Z"),
        ("2021. 02. 16. 9:26", None, "2021-02-16T09:26:00Z"),
        ("16.2.21", None, "2021-02-16"),
        ("16.2.99", None, "1999-02-16"),
        ("16/2/21", Some(DayMonth), "2021-02-16"),
        ("2-16-21", Some(MonthDay), "2021-02-16"),
        ("2/2/21", None, ""),
        ("16/2/021", Some(DayMonth), ""),
        ("31.2.2021", None, ""),
        ("9:2F2:2F2018", Some(DayMonth), "2018-09-02"),
        ("9:2F28:2F2018", None, "2018-09-28"),
        ("2018:2D09:2D28", None, "2018-09-28"),
    ] {
        assert_eq!(shown(text, order), expected, "{text}");
    }
}

#[test]
fn one_number_is_told_by_its_digits() {
    for (text, expected) in [
        ("636573304831318844", "2018-03-22T15:48:03Z"),
        ("1613466764", "2021-02-16T09:12:44Z"),
        ("1613466764000", "2021-02-16T09:12:44Z"),
        ("/Date(1521733683000)/", "2018-03-22T15:48:03Z"),
        (r"\/Date(1521733683000+0100)\/", "2018-03-22T16:48:03+01:00"),
        ("/Date(-62135596800000)/", ""),
        ("/Date()/", ""),
        ("20210216", "2021-02-16"),
        ("20210216T091244Z", "2021-02-16T09:12:44Z"),
        ("20210216T0912", "2021-02-16T09:12:00Z"),
        ("20210216T091244.123+0200", "2021-02-16T09:12:44+02:00"),
        ("20210216091244", "2021-02-16T09:12:44Z"),
        ("20210231", ""),
        ("0701234567", ""),
        ("9999999999", ""),
        ("999999999999999999", ""),
        ("99999999999999999999", ""),
    ] {
        assert_eq!(shown(text, None), expected, "{text}");
    }
}

#[test]
fn months_are_read_by_name_in_any_place_and_language() {
    for (text, day) in [
        ("16 Feb 2021", 16),
        ("Feb 16, 2021", 16),
        ("February 16th, 2021", 16),
        ("2021 Feb 16", 16),
        ("2021-Feb-16", 16),
        ("16-FEB-21", 16),
        ("Feb 16 21", 16),
        ("Tue, 16 Feb 2021", 16),
        ("16. února 2021", 16),
        ("16. Februar 2021", 16),
        ("Dienstag, 16. Februar 2021", 16),
        ("16 de febrero de 2021", 16),
        ("martes, 16 de febrero de 2021", 16),
        ("16 de fev. de 2021", 16),
        ("16 févr. 2021", 16),
        ("mar. 16 févr. 2021", 16),
        ("1er février 2021", 1),
        ("16 febbraio 2021", 16),
        ("den 16 februari 2021", 16),
        ("16. feb. 2021", 16),
        ("16 lutego 2021", 16),
        ("16. februára 2021", 16),
        ("2021. február 16.", 16),
        ("2021. febr. 16., kedd", 16),
        ("16 Şub 2021", 16),
        ("16 ŞUBAT 2021 Salı", 16),
        ("16. helmikuuta 2021", 16),
        ("16. veebruar 2021", 16),
        ("2021. gada 16. februāris", 16),
        ("2021 m. vasario 16 d.", 16),
        ("16 лютого 2021 р.", 16),
        ("16 февраля 2021 г.", 16),
        ("16 февр. 2021", 16),
        ("16 Φεβρουαρίου 2021", 16),
        ("16 februarie 2021", 16),
        ("16 ngày tháng 2, 2021", 16),
        ("16 בפברואר 2021", 16),
        ("16 فبراير 2021", 16),
        ("2021年2月16日", 16),
        ("2021年2月16日(火)", 16),
        ("2021年02月16日星期二", 16),
        ("2021년 2월 16일", 16),
    ] {
        assert_eq!(shown(text, None), format!("2021-02-{day:02}"), "{text}");
    }
}

#[test]
fn a_time_after_words_has_its_half_of_the_day_and_zone() {
    for (text, expected) in [
        ("Fri, 21 Nov 2025 09:12:00 +0100", "2025-11-21T09:12:00+01:00"),
        ("Fri, 21 Nov 2025 09:12:00 GMT", "2025-11-21T09:12:00Z"),
        ("21 Nov 2025 09:12:00 -0800 (PST)", "2025-11-21T09:12:00-08:00"),
        ("21 Nov 25 09:12 EST", "2025-11-21T09:12:00-05:00"),
        ("Fri Nov 21 2025 09:12:00 GMT+0100 (Central European Standard Time)", "2025-11-21T09:12:00+01:00"),
        ("Fri Nov 21 09:12:00 2025", "2025-11-21T09:12:00Z"),
        ("2025-11-21 09:12:00 GMT", "2025-11-21T09:12:00Z"),
        ("2025-11-21 09:12:00 UTC+01:00", "2025-11-21T09:12:00+01:00"),
        ("Nov 21, 2025 9:12 PM", "2025-11-21T21:12:00Z"),
        ("Nov 21, 2025, 9:12:44.500\u{202F}PM", "2025-11-21T21:12:44Z"),
        ("21 nov 2025, 9:12 p. m.", "2025-11-21T21:12:00Z"),
        ("21.11.2025 9:12 p.m.", "2025-11-21T21:12:00Z"),
        ("2025-11-21 12:12 a.m.", "2025-11-21T00:12:00Z"),
        ("21 nov. 2025 à 14h05", "2025-11-21T14:05:00Z"),
        ("21.11.2025 klo 14.05", "2025-11-21T14:05:00Z"),
        ("21 nov. 2025 kl. 14:05", "2025-11-21T14:05:00Z"),
        ("9:12 21 Nov 2025", "2025-11-21T09:12:00Z"),
        ("2025年11月21日 14:05", "2025-11-21T14:05:00Z"),
        ("2025年11月21日 14时05分09秒", "2025-11-21T14:05:09Z"),
        ("2025/11/21 下午 2:05", "2025-11-21T14:05:00Z"),
        ("2025/11/21 上午9:05:01", "2025-11-21T09:05:01Z"),
        ("2025. 11. 21. 오후 2:05", "2025-11-21T14:05:00Z"),
        ("2025년 11월 21일 오후 2시 5분", "2025-11-21T14:05:00Z"),
        ("2025/11/21 午後0:05", "2025-11-21T12:05:00Z"),
        ("21 Kas 2025 ÖS 2:05", "2025-11-21T14:05:00Z"),
        ("21 Νοε 2025, 2:05 μ.μ.", "2025-11-21T14:05:00Z"),
        ("2025-11-21T09:12:44.123456789-03:30", "2025-11-21T09:12:44-03:30"),
    ] {
        assert_eq!(shown(text, None), expected, "{text}");
    }
}

#[test]
fn what_is_no_date_is_not_read_as_one() {
    for text in [
        "31 Feb 2021",
        "2021年2月31日",
        "Feb 2021",
        "16 Feb",
        "call back 16 Feb 2021",
        "16 Feb 2021 Contoso",
        "16 Feb 21 2021",
        "16 21 Feb",
        "Feb Mar 16 2021",
        "16 Feb 2021 25:00",
        "16 Feb 2021 PM",
        "+46 8 555 01 01",
        "01 23 2021",
        "Offer 365 v2",
        "(16 Feb 2021",
        "1.2",
    ] {
        assert_eq!(shown(text, Some(DateOrder::DayMonth)), "", "{text}");
    }
}

#[test]
fn only_values_that_agree_decide_the_order() {
    use DateOrder::{DayMonth, MonthDay};
    for (values, order, counts) in [
        (&["2/3/2021", "2/16/2021"][..], Some(MonthDay), [0, 1, 1]),
        (&["16.2.2021", "", "2021-02-16"], Some(DayMonth), [1, 0, 0]),
        (&["3.2.2021"], Some(DayMonth), [1, 0, 0]),
        (&["2/3/2021", "3/4/2021 9:12"], None, [0, 0, 2]),
        (&["2/16/2021", "16/2/2021", "2/17/2021"], None, [1, 2, 0]),
        (&["5/5/2021", "2021/2/3", "16 Feb 2021", "45/2/2021", "1613466764"], None, [0, 0, 0]),
        (&["16/2/21", "3/2/21", "17/3/21"], Some(DayMonth), [2, 0, 1]),
        // Years that come first, and nothing to tell where they stand.
        (&["21/2/16", "21/2/3", "21/3/17"], None, [0, 0, 0]),
        (&["16/2/21"], None, [0, 0, 0]),
    ] {
        let evidence = DateEvidence::of(values.iter().copied());
        assert_eq!((evidence.order, [evidence.day_first, evidence.month_first, evidence.either]), (order, counts), "{values:?}");
    }
    assert!(DateOrder::ALL.iter().all(|order| DateOrder::from_name(order.as_str()) == Some(*order)));
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
    fn no_text_panics(text in ".{0,30}", digits in "[0-9/:.,TZ +-]{0,30}", words in "([0-9]{1,4}|[ :.,/+(-]|Feb|PM|GMT|年|月|日|시|h|kl){0,9}") {
        let _ = (Created::read(&text, None), Created::read(&words, None), Created::read(&digits, Some(DateOrder::DayMonth)), DateEvidence::of([&*text, &*digits].into_iter()));
    }
}
