use super::builder::COLUMN_LIMIT;
use super::*;

#[test]
fn cells_of_a_built_table_stand_as_they_were_put() {
    let mut builder = TableBuilder::new();
    let (name, note) = (builder.column("Name"), builder.column("Note"));
    builder.set(note, "\"a\nb\"");
    builder.end_record().unwrap();
    builder.set(name, "Ann");
    builder.end_record().unwrap();
    builder.end_record().unwrap();
    let table = builder.finish();
    assert_eq!(table.record_count(), 3);
    assert_eq!((table.cell(0, name), table.cell(0, note)), ("".into(), "\"a\nb\"".into()));
    assert_eq!((table.cell(1, name), table.cell(1, note)), ("Ann".into(), "".into()));
    assert_eq!(table.width(2), 0);
}

#[test]
fn names_differing_in_case_are_one_column() {
    let mut builder = TableBuilder::new();
    assert_eq!(builder.column("FirstName"), builder.column("firstname"));
}

#[test]
fn quotes_are_removed_and_doubled_quotes_made_single() {
    for (raw, text) in [
        ("plain", "plain"),
        ("\"a, b\"", "a, b"),
        ("\"say \"\"hi\"\"\"", "say \"hi\""),
        ("\"\"", ""),
        ("\"\"\"\"", "\""),
        ("\"open", "open"),
        ("\"a\" b", "a b"),
        ("5\" disk", "5\" disk"),
    ] {
        assert_eq!(unquote(raw), text, "{raw}");
    }
}

#[test]
fn past_the_last_column_names_stand_with_their_values() {
    let mut builder = TableBuilder::new();
    for number in 0..COLUMN_LIMIT + 2 {
        builder.put(&format!("k{number}"), "v");
    }
    builder.end_record().unwrap();
    let table = builder.finish();
    assert_eq!((table.column_count(), table.cell(0, COLUMN_LIMIT)), (COLUMN_LIMIT + 1, "k1000: v\nk1001: v".into()));
}

#[test]
fn the_first_value_of_a_column_stands_unless_appended() {
    let mut builder = TableBuilder::new();
    builder.put("a", "1");
    builder.put("A", "2");
    let column = builder.column("b");
    builder.append(column, "3");
    builder.append(column, "4");
    builder.end_record().unwrap();
    builder.put("a", "5");
    builder.end_record().unwrap();
    let table = builder.finish();
    assert_eq!((table.cell(0, 0), table.cell(0, 1), table.cell(1, 0)), ("1".into(), "3\n4".into(), "5".into()));
}
