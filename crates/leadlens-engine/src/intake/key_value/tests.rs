use leadlens_workbook::stepper::at_once;

use super::*;

/// Reads a text in one call.
fn read(text: &str) -> Result<Table, SourceError> {
    at_once(async |pace| super::read(text, pace).await)
}

fn records(text: &str) -> Vec<Vec<String>> {
    let table = read(text).unwrap();
    let row = |record| (0..table.headers.len()).map(|column| table.cell(record, column).into_owned()).collect();
    (0..table.record_count()).map(row).collect()
}

#[test]
fn a_label_and_its_value_are_told_apart_in_every_spelling() {
    for (line, expected) in [
        ("- FirstName: Ada", Some(("FirstName", "Ada"))),
        ("• Téléphone : 33", Some(("Téléphone", "33"))),
        ("電子郵件： a\\@example.org", Some(("電子郵件", "a\\@example.org"))),
        ("first_name = Ada = B", Some(("first_name", "Ada = B"))),
        ("* Заголовок. Директор", Some(("Заголовок", "Директор"))),
        ("- Phone Number 123", Some(("Phone Number", "123"))),
        ("Phone 123", None),
        ("[first_name] => Ada", Some(("first_name", "Ada"))),
        ("'email' => 'a@example.org',", Some(("email", "a@example.org"))),
        ("**Email:** a@example.org", Some(("Email", "a@example.org"))),
        ("*Phone*: <tel:+331|+33 1>", Some(("Phone", "+33 1"))),
        ("Email: [a@example.org](mailto:a@example.org)", Some(("Email", "a@example.org"))),
        ("- **Company:** *Contoso*", Some(("Company", "Contoso"))),
        ("Notes: *urgent", Some(("Notes", "urgent"))),
        ("https://example.org", None),
        ("See https://example.org", None),
        ("Phone:", Some(("Phone", ""))),
    ] {
        let found = match Line::parse(line, false) {
            Line::Pair(pair) => Some((pair.label, pair.value)),
            _ => None,
        };
        assert_eq!(found, expected, "{line}");
    }
}

#[test]
fn a_record_begins_where_a_role_repeats_or_a_line_of_dashes_stands() {
    for (text, expected) in [
        ("Email: a\nPhone: 1\nEmail: b\nPhone: 2", vec![vec!["a", "1"], vec!["b", "2"]]),
        ("Email: a\n\nPhone: 1", vec![vec!["a", "1"]]),
        ("Email: a\n---\nPhone: 1", vec![vec!["a", ""], vec!["", "1"]]),
        ("E-post: a\nTelefon: 1\n\nTelefon: 2\nEmail: b", vec![vec!["a", "1"], vec!["b", "2"]]),
        ("Email: a\nencoding = x\nencoding = x", vec![vec!["a", "x"]]),
        ("Email: a\nPhone: 1\n\nPhone: 2\nEmail: a", vec![vec!["a", "1"], vec!["a", "2"]]),
        ("Phone: 1\n\nEmail: a\nEmail: b", vec![vec!["1", "a"], vec!["", "b"]]),
        ("Email: a\n\nEmail: a", vec![vec!["a"], vec!["a"]]),
    ] {
        assert_eq!(records(text), expected, "{text:?}");
    }
}

#[test]
fn free_text_is_no_record_but_continues_a_value() {
    let text = "Hello,\nSubject: New lead\n\nEmail: a\nDescription: one\ntwo\n\nthree\n\nPhone: 1\n\nRegards\n";
    assert_eq!(records(text), [["a", "one\ntwo\nthree", "1"]]);
}

#[test]
fn labels_without_values_are_a_record() {
    assert_eq!(records("Email:\nPhone:\n"), [["", ""]]);
}

#[test]
fn prose_is_not_taken_for_labels() {
    for (text, expected) in [
        ("Email: a\nPhone: 1\n", true),
        ("Email: a\nEmail: b\n", true),
        ("Email: a\nWeather: fine\n", false),
        ("Dear Ann,\nthank you for your mail\nof today\nEmail: a\nPhone: 1", false),
    ] {
        assert_eq!(is_likely(text), expected, "{text:?}");
    }
}

#[test]
fn hostile_text_takes_time_in_proportion_to_its_length() {
    let many = 1 << 15;
    let unknown = (0..many).map(|number| format!("k{number}: v")).collect::<Vec<_>>().join("\n");
    for tail in ["Encoding: x\n", "\n", "prose\n"] {
        assert_eq!(records(&format!("{unknown}\nEmail: a\n{}", tail.repeat(many))).len(), 1);
    }
}

#[test]
fn a_mails_head_is_no_lead() {
    for (text, expected) in [
        ("From: x\nDate: y\nTo: z\nSubject: w\n\nEmail: a\nPhone: 1", vec![vec!["a", "1"]]),
        ("De: x\nEnvoyé: y\nÀ: z\nObjet: w\n\nEmail: a\nPhone: 1", vec![vec!["a", "1"]]),
        ("Email: a\nPhone: 1\n\n> Från: x\n> Till: y\n>\n> Email: b\n> Phone: 2", vec![vec!["a", "1"], vec!["b", "2"]]),
        ("Email: a\nDate: 2021-02-16\n", vec![vec!["a", "2021-02-16"]]),
    ] {
        assert_eq!(records(text), expected, "{text:?}");
    }
}

#[test]
fn a_table_turned_on_its_side_has_a_record_a_column() {
    let mut builder = TableBuilder::new();
    for row in [["Email", "a", "b"], ["", "", ""], ["Note:", "one", ""], ["", "two", ""]] {
        for (column, cell) in row.into_iter().enumerate() {
            builder.put(&column.to_string(), cell);
        }
        builder.end_record().unwrap();
    }
    let table = at_once(async |pace| read_table(&builder.finish(), pace).await).unwrap();
    assert_eq!((table.headers.join(" ").as_str(), table.record_count()), ("Email Note", 2));
    assert_eq!((table.cell(0, 1), table.cell(1, 0)), ("one\ntwo".into(), "b".into()));
}
