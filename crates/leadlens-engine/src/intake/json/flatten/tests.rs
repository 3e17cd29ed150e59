use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

/// The cells of an object, read in pieces of one size.
fn flatten(text: &str, size: usize) -> Result<Vec<Cell>, Fault> {
    let mut flattener = Flattener::new(text);
    while !flattener.advance(flattener.place() + size)? {}
    flattener.end()?;
    Ok(flattener.into_cells())
}

/// The cells of a value at a path, found by recursion over a tree.
fn expected(path: &str, value: &Value, cells: &mut Vec<Cell>) {
    let within = |part: &str| if path.is_empty() { part.to_owned() } else { format!("{path}.{part}") };
    match value {
        Value::Null => cells.push((path.to_owned(), String::new())),
        Value::String(text) => cells.push((path.to_owned(), text.clone())),
        Value::Bool(_) | Value::Number(_) => cells.push((path.to_owned(), value.to_string())),
        Value::Object(members) => {
            for (key, value) in members.iter().filter(|(key, _)| !key.starts_with("@odata.")) {
                expected(&within(key), value, cells);
            }
        }
        Value::Array(list) => {
            let (first, mut scalars) = (cells.len(), Vec::new());
            for (number, value) in list.iter().enumerate() {
                let (before, path) = (cells.len(), within(&number.to_string()));
                expected(&path, value, cells);
                if cells.len() == before + 1 && cells[before].0.len() == path.len() {
                    scalars.extend(cells.pop().map(|(_, text)| text).filter(|text| !text.is_empty()));
                }
            }
            if !scalars.is_empty() || cells.len() == first {
                cells.push((path.to_owned(), scalars.join("; ")));
            }
        }
    }
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(|value| json!(value)),
        any::<i64>().prop_map(|value| json!(value)),
        any::<f32>().prop_map(|value| json!(f64::from(value))),
        "[a-zé\"\\\\\n\u{1F600}]{0,8}".prop_map(|value| json!(value)),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![prop::collection::vec(inner.clone(), 0..6).prop_map(|list| json!(list)), object(inner)]
    })
}

fn object(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    prop::collection::btree_map("email|[a-c]{0,3}|@odata.x", value, 0..6).prop_map(|object| json!(object))
}

proptest! {
    #[test]
    fn cells_are_those_of_the_tree(object in object(value()), size in 1..60_usize) {
        let mut cells = Vec::new();
        expected("", &object, &mut cells);
        prop_assert_eq!(flatten(&object.to_string(), size), Ok(cells.clone()));
        prop_assert_eq!(flatten(&serde_json::to_string_pretty(&object).unwrap(), size), Ok(cells));
    }

    #[test]
    fn what_is_json_is_told_as_serde_tells_it(object in object(value()), at in any::<prop::sample::Index>(), with in "[\\[\\]{}:,\"\\\\ 0-9eE.tfn+-]{0,2}", size in 1..60_usize) {
        let mut text = object.to_string();
        let at = text.floor_char_boundary(at.index(text.len()));
        let end = text.ceil_char_boundary((at + 1).min(text.len()));
        text.replace_range(at..end, &with);
        let is_object = serde_json::from_str::<serde_json::Map<String, Value>>(&text).is_ok();
        let is_read = text.trim_start().starts_with('{') && flatten(&text, size).is_ok();
        // A number beyond every floating-point number is spelled as it is all the same.
        let is_too_large = serde_json::from_str::<Value>(&text).is_err_and(|error| error.to_string().starts_with("number out of range"));
        prop_assert!(is_object == is_read || is_too_large, "{}", text);
    }
}

#[test]
fn a_text_that_is_no_json_is_told_by_its_place() {
    let deep = format!("{}1{}", "{\"a\":".repeat(128), "}".repeat(128));
    for (text, at, is_cut) in [
        (r#"{"a" 1}"#, 5, false),
        (r#"{"a":1 "b":2}"#, 7, false),
        (r#"{"a":1,}"#, 7, false),
        (r#"{"a":[1,]}"#, 8, false),
        (r#"{"a":01}"#, 6, false),
        (r#"{"a":tru}"#, 8, false),
        (r#"{"a":-"#, 6, true),
        (r#"{"a":"b"#, 7, true),
        (r#"{"a":1}}"#, 7, false),
        ("{\"a\":\"x\ny\"}", 7, false),
        (&deep, 127 * 5, false),
    ] {
        for size in [1, 3, 100] {
            assert_eq!(flatten(text, size), Err(Fault { at, is_cut }), "{text}");
        }
    }
}
