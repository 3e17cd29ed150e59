use leadlens_workbook::stepper::at_once;

use super::*;

#[track_caller]
fn described(text: &str) -> (String, Vec<String>) {
    assert!(is_likely(text), "{text}");
    let table = at_once(async |pace| read(text, pace).await).unwrap();
    let row = |record| (0..table.column_count()).map(|column| table.cell(record, column).into_owned()).collect::<Vec<_>>().join("|");
    (table.headers.join(" "), (0..table.record_count()).map(row).collect())
}

#[test]
fn statements_of_every_system_are_read() {
    for (text, headers, rows) in [
        (
            "INSERT INTO `leads` (`email`, `last_name`) VALUES\n('a@x', 'O\\'Brien; (x)'),\n('b@x', NULL);",
            "email last_name",
            vec!["a@x|O'Brien; (x)", "b@x|"],
        ),
        (
            "-- dump\nSET NAMES utf8;\nINSERT [dbo].[Leads] ([Email], [Created]) VALUES (N'a@x', CAST(N'2024-03-04T10:11:12.000' AS DateTime))\nGO\nINSERT [dbo].[Leads] ([Email], [Created]) VALUES (N'b@x', NULL)",
            "Email Created",
            vec!["a@x|2024-03-04T10:11:12.000", "b@x|"],
        ),
        (
            "CREATE TABLE leads (id int NOT NULL, email varchar(80), PRIMARY KEY (id));\nINSERT INTO leads VALUES (1,'it''s@x'),(-2.5,'b@x');",
            "id email",
            vec!["1|it's@x", "-2.5|b@x"],
        ),
        ("insert into public.\"leads\" (\"email\") values (E'a\\nb'::text) on conflict do nothing;", "email", vec!["a\nb"]),
        (
            "INSERT INTO leads SET email='a@x', phone=1;\nINSERT INTO leads SET email='b@x', phone=NULL;",
            "email phone",
            vec!["a@x|1", "b@x|"],
        ),
        ("-- dump\nCOPY public.leads (id, email) FROM stdin;\n1\ta@x\n2\t\\N\n\\.\n", "id email", vec!["1|a@x", "2|"]),
        ("UPDATE leads SET email='a@x', company='b' WHERE id=1;", "email company", vec!["a@x|b"]),
        (
            "10:11 Query\tINSERT INTO leads (email, company) VALUES ('a@x', 'b')\n10:12 Query\tINSERT INTO leads (email, company) VALUES ('c@x', 'd')\n",
            "email company",
            vec!["a@x|b", "c@x|d"],
        ),
        ("REM x\nINSERT INTO leads (email, company) VALUES ('a' || '@x', to_date('b', 'c'));", "email company", vec!["a@x|b"]),
        ("INSERT INTO leads (email, phone) SELECT 'a@x', '1' UNION ALL SELECT 'b@x', '2'", "email phone", vec!["a@x|1", "b@x|2"]),
    ] {
        assert_eq!(described(text), (headers.to_owned(), rows.iter().map(|&row| row.to_owned()).collect()), "{text}");
    }
}

#[test]
fn the_table_with_leads_is_read_and_the_others_are_named() {
    let text = "INSERT INTO countries (id, label) VALUES (1, 'x');\nINSERT INTO leads (email, company) VALUES ('a@x', 'b');\nINSERT INTO log (at) VALUES ('c');";
    let table = at_once(async |pace| read(text, pace).await).unwrap();
    assert_eq!(&*table.cell(0, 0), "a@x");
    assert_eq!(table.notes, [TableNote::SectionsLeftOut(vec!["countries".to_owned(), "log".to_owned()]), TableNote::FoundInText]);
}

#[test]
fn text_about_inserting_is_no_statement() {
    for text in ["Insert,Email\nvalues,a@x", "Note: insert the values below\nINSERT coin", "Email\na@x\ninsert into leads values ('x')"] {
        assert!(!is_likely(text), "{text}");
    }
}
