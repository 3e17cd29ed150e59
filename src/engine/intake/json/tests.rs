use super::*;

fn cells(table: &Table) -> Vec<Vec<String>> {
    let row = |record| (0..table.width(record)).map(|column| table.cell(record, column).into_owned()).collect();
    (0..table.record_count()).map(row).collect()
}

fn faults(table: &Table) -> Vec<(u32, FaultKind)> {
    table.faults.iter().map(|fault| (fault.record, fault.kind)).collect()
}

#[test]
fn records_are_found_in_every_shape() {
    for (text, format, records) in [
        (r#"{"email":"a"}"#, Format::Json, 1),
        (r#"[{"email":"a"},{"email":"b"}]"#, Format::Json, 2),
        ("{\"email\":\"a\"}\n{\"email\":\"b\"}\n", Format::Ndjson, 2),
        ("{\"email\":\"a\"}\n\n{\n\"email\":\"b\"}", Format::Json, 2),
        (r#"{"email":"a"}{"email":"b"} , {"email":"c"}"#, Format::Json, 3),
        (r#"{"@odata.context":"x","value":[{"email":"a"},{"email":"b"}]}"#, Format::Json, 2),
        (r#"{"d":{"results":[{"email":"a"}],"tags":["x"]}}"#, Format::Json, 1),
        (r#"{"status":"ok","few":[{"a":1}],"items":[{"email":"a"},{"email":"b"}]}"#, Format::Json, 2),
        (r#"{"email":"a","history":[{"email":"b"},{"email":"c"}]}"#, Format::Json, 1),
        (r#"{"value":[{"name":"x","team":[{"email":"a"},{"email":"b"}]}]}"#, Format::Json, 1),
        (r#"{"userDetails":{"email":"a","phone":"1"},"tags":[{"x":1},{"x":2}]}"#, Format::Json, 1),
    ] {
        let table = read(text).unwrap();
        assert_eq!((table.format, table.record_count()), (Some(format), records), "{text}");
    }
}

#[test]
fn nested_values_become_dotted_paths_and_texts() {
    let text = r#"{"phone":"1","user":{"firstName":"Ann","n":null},"team":[{"email":"a"},{"email":"b"}],"tags":["x",1,true],"big":18446744073709551615,
        "list":[],"@odata.etag":"y","info":"{\"a\": 1}","half":0.5}"#;
    let table = read(text).unwrap();
    assert_eq!(table.headers, ["phone", "user.firstName", "user.n", "team.0.email", "team.1.email", "tags", "big", "list", "info", "half"]);
    assert_eq!(cells(&table), [["1", "Ann", "", "a", "b", "x; 1; true", "18446744073709551615", "", "{\"a\": 1}", "0.5"]]);
}

#[test]
fn keys_differing_in_case_are_one_column() {
    let table = read(r#"[{"Email":"a"},{"email":"b"}]"#).unwrap();
    assert_eq!((table.headers.as_slice(), cells(&table)), (["Email".to_owned()].as_slice(), vec![vec!["a".into()], vec!["b".into()]]));
}

#[test]
fn what_is_no_object_is_kept_as_it_is_written() {
    for (text, expected, fault) in [
        ("{\"email\":\"a\"}\n{\"email\":\n{\"email\":\"c\"}\n", [["a"], ["{\"email\":"], ["c"]], 1),
        ("[{\"email\":\"a\"}, 7 ,{\"email\":\"c\"}]", [["a"], ["7"], ["c"]], 1),
        ("[\"x\", {\"email\":\"b\"}, {\"email\":\"c\"}]", [["\"x\""], ["b"], ["c"]], 0),
    ] {
        let table = read(text).unwrap();
        let column = table.headers.len() - 1;
        let found: Vec<_> = (0..3).map(|record| [table.cell(record, 0).into_owned() + &table.cell(record, column.max(1))]).collect();
        assert_eq!((found, faults(&table)), (expected.map(|row| row.map(str::to_owned)).to_vec(), vec![(fault, FaultKind::NotAnObject)]));
    }
}

#[test]
fn a_missing_comma_is_mended_and_said() {
    let table = read("{\"a\": {\"email\": \"x\" \"phone\": 1 \"b\": [\"\\\"\"]}\n\"c\": \"d\"}").unwrap();
    assert_eq!(cells(&table), [["x", "1", "\"", "d"]]);
    assert_eq!(faults(&table), [(0, FaultKind::Mended)]);
}

#[test]
fn text_that_cannot_be_read_says_where_it_breaks() {
    let deep = "[".repeat(100_000);
    for (text, line, column, reason) in [
        ("[{\"email\":\"a\"},\n {\"em", 2, 6, JsonFault::Truncated),
        ("{\"email\": \"a\", \n\"phone\" 1}", 2, 9, JsonFault::Syntax),
        ("[1, 2]", 1, 1, JsonFault::NoObjects),
        ("[]", 1, 1, JsonFault::NoObjects),
        (&deep, 1, 129, JsonFault::TooDeep),
    ] {
        assert_eq!(read(text).unwrap_err(), SourceError::Json { line, column, reason });
    }
}
