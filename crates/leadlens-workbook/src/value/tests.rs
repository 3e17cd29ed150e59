use super::*;

fn number(value: f64, format: &NumberFormat) -> String {
    let mut out = Vec::new();
    push_number(value, format, DateSystem::From1900, &mut out);
    String::from_utf8(out).unwrap()
}

#[test]
fn a_number_is_written_in_full_with_the_decimals_it_needs() {
    for (value, expected) in [
        (16_175_555_555.0, "16175555555"),
        (0.1 + 0.2, "0.30000000000000004"),
        (4.23, "4.23"),
        (-7.0, "-7"),
        (1e21, "1000000000000000000000"),
        (f64::NAN, ""),
        (-0.0, "0"),
    ] {
        assert_eq!(number(value, &NumberFormat::General), expected, "{value}");
    }
}

#[test]
fn a_spelled_number_keeps_its_digits() {
    for (spelled, expected) in [("0042", "42"), ("42", "42"), ("1.5E3", "1500"), ("n/a", "n/a"), ("", "")] {
        let mut out = Vec::new();
        push_spelled_number(spelled.as_bytes(), &NumberFormat::General, DateSystem::From1900, &mut out);
        assert_eq!(out, expected.as_bytes(), "{spelled}");
    }
}

#[test]
fn days_are_counted_as_excel_counts_them() {
    let date = NumberFormat::Date { has_time: false };
    for (days, expected) in [
        (1.0, "1900-01-01"),
        (59.0, "1900-02-28"),
        (61.0, "1900-03-01"),
        (44_243.0, "2021-02-16"),
        (44_242.999_999, "2021-02-16"),
        (44_243.383_842_592_6, "2021-02-16T09:12:44"),
        (2_958_465.0, "9999-12-31"),
        (2_958_466.0, "2958466"),
        (-1.0, "-1"),
        (0.0, "0"),
    ] {
        assert_eq!(number(days, &date), expected, "{days}");
    }
    assert_eq!(number(1.5, &NumberFormat::Duration), "36:00:00");
    assert_eq!(number(0.75, &NumberFormat::Time), "18:00:00");
}

#[test]
fn a_pattern_takes_all_digits() {
    for (code, value, expected) in [
        ("(000) 000-0000", 12_065_550_100.0, "(1206) 555-0100"),
        ("00000", 42.0, "00042"),
        ("\\+0", 420_601.0, "+420601"),
        ("00000", 4.5, "4.5"),
        ("00000", -42.0, "-00042"),
    ] {
        assert_eq!(number(value, &NumberFormat::of_code(code)), expected, "{code}");
    }
}

#[test]
fn escapes_are_letters_and_what_only_looks_like_one_stays() {
    for (text, expected) in [
        ("a_x000D_b_x0041_", "a\rbA"),
        ("_x005F_x000D_", "_x000D_"),
        ("first_name _x12_ _xGGGG_", "first_name _x12_ _xGGGG_"),
        ("_xD83D_", "\u{fffd}"),
    ] {
        let mut out = b"_x0041_".to_vec();
        out.extend_from_slice(text.as_bytes());
        unescape(&mut out, 7);
        assert_eq!(out, format!("_x0041_{expected}").as_bytes(), "{text}");
    }
}
