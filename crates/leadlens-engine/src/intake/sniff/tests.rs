use super::*;

#[track_caller]
fn dialect(text: &str) -> (char, bool) {
    match sniff(text, true, &ReadOptions::default()) {
        Notation::Delimited(dialect) => (char::from(dialect.delimiter), dialect.layout.head.has_header),
        other => panic!("{text:?} is {other:?}"),
    }
}

#[test]
fn the_delimiter_is_told_by_width_and_by_known_words() {
    let long = format!("Email;Description\n{}", "a@example.org;\"one, two,\nthree, four\"\n".repeat(150));
    for (text, expected) in [
        ("Email,Phone\na@example.org,1\n", (',', true)),
        ("Email\tCompany\na@example.org\tRaman & Sons, Inc.\n", ('\t', true)),
        ("LeadSource;Email\nSPZA-PLT|p.o;a@example.org\nSPZA-INS|p.o;b@example.org\n", (';', true)),
        ("Email|Phone\na@example.org|1\n", ('|', true)),
        ("Company;Amount\nA;1,5\nB;2,5\nC;3,5\n", (';', true)),
        (&long, (';', true)),
        ("Email;Note\na@example.org;a,b,c\nb@example.org;a,b,c\n", (';', true)),
        ("Email,Phone\n", (',', true)),
    ] {
        assert_eq!(dialect(text), expected, "{text:?}");
    }
}

#[test]
fn one_column_is_a_table_too() {
    for (text, expected) in [
        ("a@example.org\nb@example.org\n", (',', false)),
        ("Email\na@example.org\nb@example.org\n", (',', true)),
        ("LeadSource\nSPZA-PLT|p.o\nSPZA-INS|p.o\n", (',', true)),
        ("SPZA-PLT|p.o\nSPZA-INS|p.o\n", (',', false)),
    ] {
        assert_eq!(dialect(text), expected, "{text:?}");
    }
}

#[test]
fn a_first_record_with_data_is_no_header() {
    for (text, expected) in [
        ("Ann;Berg;ann@example.org\nBob;Hill;bob@example.org\n", (';', false)),
        ("AzureMarketplace-INS|p.o\tAnn\nSPZA-PLT|p.o\tBob\n", ('\t', false)),
        ("2021-02-16,Ann\n2021-02-17,Bob\n", (',', false)),
        ("Colour,Weather\nred,rain\n", (',', true)),
    ] {
        assert_eq!(dialect(text), expected, "{text:?}");
    }
}

#[test]
fn a_line_that_names_the_separator_is_believed_and_is_no_record() {
    for (text, delimiter, start) in [("sep=;\r\na;b\n", b';', 7), ("SEP=\t\na\tb\n", b'\t', 6), ("\"sep=,\"\na,b\n", b',', 8)] {
        let Notation::Delimited(dialect) = sniff(text, true, &ReadOptions::default()) else { panic!("{text:?}") };
        assert_eq!((dialect.delimiter, dialect.start), (delimiter, start), "{text:?}");
    }
}

#[test]
fn json_and_labelled_values_are_told_from_tables() {
    for (text, expected) in [
        (" {\"email\": 1}", Notation::Json),
        ("[ {\"a\":1}]", Notation::Json),
        ("[]", Notation::Json),
        ("FirstName: Ann\nEmail: ann@example.org\n", Notation::KeyValue),
        ("first_name = Ann, Bo\nemail = ann@example.org\ncompany = A, B\n", Notation::KeyValue),
    ] {
        assert_eq!(sniff(text, true, &ReadOptions::default()), expected, "{text:?}");
    }
    assert_eq!(dialect("[Email],[Phone]\na@example.org,1\n").0, ',');
}

#[test]
fn lines_end_with_returns_only_where_there_is_no_line_feed() {
    for (text, expected) in [("a,b\rc,d\r", b'\r'), ("a\r\nb", b'\n'), ("\"a\nb\",c\rd,e", b'\r'), ("a,b", b'\n')] {
        assert_eq!(line_end(text.as_bytes()), expected, "{text:?}");
    }
}
