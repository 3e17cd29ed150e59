use leadlens_workbook::stepper::at_once;

use super::*;

/// Reads a text in one call.
fn read(text: &str) -> Result<Table, SourceError> {
    at_once(async |pace| super::read(text, pace).await)
}

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
fn what_is_no_object_stays_as_it_is_written() {
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
fn a_missing_comma_is_mended_and_noted() {
    let table = read("{\"a\": {\"email\": \"x\" \"phone\": 1 \"b\": [\"\\\"\"]}\n\"c\": \"d\"}").unwrap();
    assert_eq!(cells(&table), [["x", "1", "\"", "d"]]);
    assert_eq!(faults(&table), [(0, FaultKind::Mended)]);
}

#[test]
fn what_other_writers_leave_in_json_is_mended_and_noted() {
    for (text, expected) in [
        (r#"{"email": "a", "tags": ["x", ], }"#, vec!["a", "x"]),
        (r#"{"email": "a", "score": NaN, "phone": 0049, "day": 2021-02-16}"#, vec!["a", "", "0049", "2021-02-16"]),
        (r#"{"email": "jsmith\@x", "path": "C:\data"}"#, vec!["jsmith\\@x", "C:\\data"]),
        ("{\"email\": \"a\", \"note\": \"one\n\ttwo\"}", vec!["a", "one\n\ttwo"]),
        (
            r#"{"email": "\ud83d", "a": "\ude00x", "b": "\ud83d\ude00", "c": "\u00e9\\u\ud83d"}"#,
            vec!["\u{fffd}", "\u{fffd}x", "😀", "é\\u\u{fffd}"],
        ),
        ("{\"email\": \"a\"\n \"phone\": +49}", vec!["a", "+49"]),
    ] {
        let table = read(text).unwrap();
        assert_eq!(cells(&table), [expected], "{text}");
        assert_eq!(faults(&table), [(0, FaultKind::Mended)], "{text}");
    }
}

#[test]
fn numbers_keep_their_spelling() {
    let text = r#"{"email":"a","phone":1.0E5,"big":123456789012345678901234567890,"zero":-0,"half":0.50,"whole":7}"#;
    let table = read(text).unwrap();
    assert_eq!(cells(&table), [["a", "1.0E5", "123456789012345678901234567890", "-0", "0.50", "7"]]);
    assert_eq!(faults(&table), []);
}

#[test]
fn the_part_that_looks_most_like_leads_is_read() {
    for (text, headers, records) in [
        (r#"{"offers":[{"id":1},{"id":2},{"id":3}],"data":{"leads":[{"email":"a","phone":"1"}]}}"#, "email phone", 1),
        (r#"{"open":[{"email":"a"}],"tags":["x"],"closed":{"all":[{"email":"b"},{"email":"c"}]}}"#, "email", 3),
        (r#"{"a1":{"email":"a","phone":"1"},"a2":{"email":"b","phone":"2"}}"#, "_key email phone", 2),
        (r#"{"leads":{"-Mx":{"email":"a","city":"1"},"-My":{"email":"b"},"-Mz":{"email":"c"}},"v":1}"#, "_key email city", 3),
        (
            r#"{"customer":{"email":"a","phone":"1"},"owner":{"email":"b","phone":"2"}}"#,
            "customer.email customer.phone owner.email owner.phone",
            1,
        ),
        (r#"[["Email","Phone"],["a@example.org",1],["b@example.org",null]]"#, "Email Phone", 2),
        (r#"{"range":"A1","values":[["Leads"],["Email","Phone"],["a@example.org","1"]]}"#, "Email Phone", 1),
        ("[\"Email\",\"Phone\"]\n[\"a@example.org\",\"1\"]\n", "Email Phone", 1),
        (r#"[[{"email":"a"},{"email":"b"}]]"#, "email", 2),
    ] {
        let table = read(text).unwrap();
        assert_eq!((table.headers.join(" ").as_str(), table.record_count()), (headers, records), "{text}");
    }
}

#[test]
fn rows_without_headers_are_data() {
    let table = read(r#"[["a@example.org","1"],["b@example.org",2.50]]"#).unwrap();
    assert_eq!((table.has_header, table.headers.len(), cells(&table)[1][1].as_str()), (false, 2, "2.50"));
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
