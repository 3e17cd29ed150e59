use super::*;

/// Cells that stay as they are: numbers, lone signs, telephones that are no sums, dates, words.
const INTACT: [&str; 62] = [
    "",
    "plain text",
    "Contoso, Inc.",
    "12",
    "1,234",
    "1 234,50",
    "1e5",
    "-5",
    "-12.5",
    "-12,5",
    "-1,234",
    "-1,234,567.89",
    "-1 234,50",
    "-1\u{a0}234",
    "-1\u{202f}234",
    "-1’234.50",
    "−12,5",
    "-.5",
    "-1e5",
    "-1E-05",
    "+1.23E+10",
    "-5%",
    "+12.5 %",
    "-0,3\u{a0}%",
    "12 %",
    "-",
    "--",
    "---",
    "+",
    "+/-",
    "-/-",
    "- ",
    "2021-02-16",
    "16.02.2021",
    "2/16/2021 8:00 AM",
    "2021-02-16T08:00:00+01:00",
    "+49 30 123",
    "+49 30 1234567",
    "+49 (0)30 123456-78",
    "+49 30/1234567",
    "+46 (0)8-555 01.01",
    "+46 8 555 010 10",
    "+46701234567",
    "+1 (555) 010-9999",
    "+1(555)010-9999",
    "+1 555-010-9999",
    "+1.555.010.9999",
    "+15550109999",
    "+420 777 123 456",
    "+48 22 123-45-67",
    "+90 (212) 555 01 01",
    "+886 2 2555-0101",
    "+886-2 2555 0101",
    "+ 46 8 555 01 01",
    "(555) 010-9999",
    "030/123456",
    "0701-23 45 67",
    "a = b + c",
    "'=1+1",
    "jan-kowalski",
    "ann@example.org",
    "% of |leads|",
];

/// Cells that are protected from being formulas, each with the text it becomes.
const ESCAPED: [(&str, &str); 44] = [
    ("=1+1", "'=1+1"),
    ("=", "'="),
    ("=HYPERLINK(\"x\",\"y\")", "'=HYPERLINK(\"x\",\"y\")"),
    ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("@ann", "'@ann"),
    ("+1-1", "'+1-1"),
    ("-1+1", "'-1+1"),
    ("-1-1", "'-1-1"),
    ("+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"),
    ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
    ("-A1", "'-A1"),
    ("+SUM(A1)", "'+SUM(A1)"),
    ("-(5)", "'-(5)"),
    ("+1/2", "'+1/2"),
    ("-1e", "'-1e"),
    ("- item", "'- item"),
    // Sums to Excel: -10563, and 49 less 30 less 123.
    ("+1-555-010-9999", "'+1-555-010-9999"),
    ("+49-30-123", "'+49-30-123"),
    ("+49/30/1234567", "'+49/30/1234567"),
    // Too few digits for a telephone, too many, and a minus before one.
    ("+1 (2) 3", "'+1 (2) 3"),
    ("+1 (555) 010-9999 123456789 123", "'+1 (555) 010-9999 123456789 123"),
    ("-1 (555) 010-9999", "'-1 (555) 010-9999"),
    ("＝1＋1", "'＝1＋1"),
    ("＋Ａ1", "'＋Ａ1"),
    ("－Ａ1", "'－Ａ1"),
    ("＠SUM", "'＠SUM"),
    ("﹦1", "'﹦1"),
    ("−1−1", "'−1−1"),
    ("⁼1", "'⁼1"),
    (" =1", "' =1"),
    ("\u{a0}=1", "'\u{a0}=1"),
    ("\u{3000}=1", "'\u{3000}=1"),
    ("\u{feff}=1", "'\u{feff}=1"),
    ("\u{200b}\u{2060}=1", "'\u{200b}\u{2060}=1"),
    ("\u{202e}=1", "'\u{202e}=1"),
    ("\u{ad}\u{e0020}=1", "'\u{ad}\u{e0020}=1"),
    ("\0=1", "'\0=1"),
    ("\t=1", "'\t'=1"),
    ("\rno formula", "'\rno formula"),
    ("\"=1+1\"", "'\"=1+1\""),
    (" \"\" =1", "' \"\" =1"),
    ("one;=1+1;two,\"@x", "one;'=1+1;two,'\"@x"),
    ("one\n-1\n\n\u{200b}+1", "one\n'-1\n\n'\u{200b}+1"),
];

#[test]
fn numbers_and_telephones_stay_as_they_are() {
    for cell in INTACT {
        assert!(matches!(escape_formula(cell), Cow::Borrowed(same) if same == cell), "{cell:?}");
    }
}

#[test]
fn whatever_starts_a_formula_is_a_text() {
    for (cell, expected) in ESCAPED {
        assert_eq!(escape_formula(cell), expected, "{cell:?}");
    }
}

#[test]
fn what_is_escaped_is_not_escaped_again() {
    for (_, escaped) in ESCAPED.iter().filter(|(_, escaped)| !escaped.contains(['\0', '\t', '\r'])) {
        assert_eq!(escape_formula(escaped), *escaped);
    }
}
