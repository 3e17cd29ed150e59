use super::*;

fn head(text: &str) -> (usize, bool) {
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(';').collect()).collect();
    let head = Head::find(&rows, None);
    (head.above, head.has_header)
}

#[test]
fn headers_are_found_where_they_stand() {
    for (text, expected) in [
        ("Email;Phone\na@example.org;1", (0, true)),
        ("Leads report\nEmail;Phone;Company\na@example.org;1;Acme", (1, true)),
        ("Leads report;;\nGenerated on 2021-02-16;;\n;;\nEmail;Phone;Company\na@example.org;1;Acme", (3, true)),
        ("Report:;Leads;;\nFrom:;2021-01-01;;\nFirst Name;Last Name;Email;Company\nAnn;Berg;a@example.org;Acme", (2, true)),
        ("1;2;3\nEmail;Phone;Company\na@example.org;1;Acme", (1, true)),
        ("Email;Company;2019;2020;2021\na@example.org;Acme;1;2;3", (0, true)),
        ("Email\na@example.org\nb@example.org", (0, true)),
        ("Leads to call\na@example.org\nb@example.org", (0, true)),
        ("Contact;;;Company;\nFirst Name;Last Name;Email;Company;Country\nAnn;Berg;a@example.org;Acme;SE", (1, true)),
    ] {
        assert_eq!(head(text), expected, "{text}");
    }
}

#[test]
fn headers_in_no_known_language_differ_from_the_data_below() {
    for (text, expected) in [
        ("Colour;Weather\nred;rain", (0, true)),
        ("Foo;Bar\nAnn;a@example.org", (0, true)),
        ("Xyz;Abc;Num\nAnn;Berg;12\nBob;Hill;14", (0, true)),
        ("Title of it\n\nXyz;Abc;Num\nAnn;Berg;12\nBob;Hill;14", (2, true)),
        ("Bilagor;Ort\nJa;Malmö\nNej;Lund\nJa;Lund\nNej;Malmö\nJa;Malmö", (0, true)),
    ] {
        assert_eq!(head(text), expected, "{text}");
    }
}

#[test]
fn data_without_headers_keeps_its_first_row() {
    for (text, expected) in [
        ("a@example.org\nb@example.org", (0, false)),
        ("Ann;Berg\nBob;Hill", (0, false)),
        ("Ann;Berg;a@example.org\nBob;Hill;b@example.org", (0, false)),
        ("Contact;Company;a@example.org\nBob;Acme;b@example.org", (0, false)),
        ("Contact;Company;Bonn\nContact;Acme;Ulm\nLead;Acme;Ulm", (0, false)),
        ("Art;Bezeichnung;Wert\nContact;Company;a@example.org", (0, true)),
        ("Ann;Berg;n/a\nBob;Hill;b@example.org", (0, false)),
        ("ann@example.org;;\nAnn;Berg;SE\nBob;Hill;SE", (0, false)),
        ("Leads of the week\nAnn;Berg;a@example.org\nBob;Hill;b@example.org", (1, false)),
    ] {
        assert_eq!(head(text), expected, "{text}");
    }
}

#[test]
fn the_chosen_place_is_believed() {
    let rows = [vec!["Email", "Phone"], vec!["a@example.org", "1"]];
    assert_eq!(Head::find(&rows, Some(HeaderPlace::Nowhere)), Head::default());
    let head = Head::find(&rows, Some(HeaderPlace::Record(1)));
    assert_eq!((head.above, head.has_header), (1, true));
}
