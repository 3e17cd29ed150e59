use leadlens_workbook::stepper::at_once;

use super::*;
use crate::intake::head::Head;
use crate::intake::layout::Layout;
use crate::intake::table::FaultKind;

/// Reads comma-separated text with a header, pushed as a whole.
fn table(text: &str) -> Table {
    table_with(text, b',', b'\n')
}

fn table_with(text: &str, delimiter: u8, line_end: u8) -> Table {
    table_of(text, Scanner::new(delimiter, line_end, 0))
}

/// The table of a text that was scanned in part.
fn table_of(text: &str, mut scanner: Scanner) -> Table {
    let mut table = Table { text: text.to_owned(), ..Table::default() };
    let head = Head { has_header: true, ..Head::default() };
    at_once(async |pace| {
        scanner.finish(text.as_bytes(), pace).await;
        let unclosed = scanner.fill(&mut table, pace).await;
        Layout { head, ..Layout::default() }.apply(&mut table, &unclosed, pace).await;
    });
    table
}

fn cells(table: &Table) -> Vec<Vec<String>> {
    let row = |record| (0..table.width(record)).map(|column| table.cell(record, column).into_owned()).collect();
    (0..table.record_count()).map(row).collect()
}

fn faults(table: &Table) -> Vec<(u32, FaultKind)> {
    table.faults.iter().map(|fault| (fault.record, fault.kind)).collect()
}

#[test]
fn a_record_ends_where_its_line_ends_outside_quotes() {
    for (text, expected) in [
        ("a,b\n1,2\n3,4\n", vec![vec!["1", "2"], vec!["3", "4"]]),
        ("a,b\r\n1,2\r\n3,4", vec![vec!["1", "2"], vec!["3", "4"]]),
        ("a,b\n1,2\r", vec![vec!["1", "2"]]),
        ("a,b\n\n\r\n1,2\n\n", vec![vec!["1", "2"]]),
        ("a,b\n,\n  \n\t\r\n1,2\n", vec![vec!["", ""], vec!["1", "2"]]),
        ("a,b\n\"1\n,\"\"x\"\"\",2\n", vec![vec!["1\n,\"x\"", "2"]]),
        ("a,b\n5\" disk,x\"\"y\n", vec![vec!["5\" disk", "x\"\"y"]]),
        ("a,b\n\"q\" tail,\"\"\n", vec![vec!["q tail", ""]]),
        ("a,b\n \"1,2\"\n", vec![vec![" \"1", "2\""]]),
        ("a,b\n\"\"\"\",\"\"\"\"\"\"\n", vec![vec!["\"", "\"\""]]),
        ("a,b\n1,", vec![vec!["1", ""]]),
    ] {
        assert_eq!(cells(&table(text)), expected, "{text:?}");
    }
}

#[test]
fn lines_of_old_macs_end_with_a_lone_return() {
    assert_eq!(cells(&table_with("a;b\r1;2\r\r3;\"4\r5\"\r", b';', b'\r')), [["1", "2"], ["3", "4\r5"]]);
}

#[test]
fn a_quote_that_is_never_closed_swallows_nothing() {
    let table = table("a,b\n1,\"two\n3,4\n5,6\n");
    assert_eq!(cells(&table), [["1", "two"], ["3", "4"], ["5", "6"]]);
    assert_eq!(faults(&table), [(0, FaultKind::UnclosedQuote)]);
}

#[test]
fn scanning_in_pieces_finds_the_same_cells() {
    let text = "a,b\r\n\"1,\r\n\"\"2\"\"\",\"\"\r\nx\"y,z\r\n\r\n\"open,3\r\n4,5";
    let whole = table(text);
    for size in 1..text.len() {
        let mut scanner = Scanner::new(b',', b'\n', 0);
        for end in (0..text.len()).step_by(size) {
            scanner.scan(&text.as_bytes()[..end]);
        }
        let cut = table_of(text, scanner);
        assert_eq!((cells(&cut), cut.faults), (cells(&whole), whole.faults.clone()), "pieces of {size}");
    }
}

#[test]
fn hostile_text_takes_time_in_proportion_to_its_length() {
    let million = 1 << 20;
    for text in ["\"".repeat(million + 1), "\"\n".repeat(million), ",\"".repeat(million), "\",\"\n".repeat(million), "x".repeat(million)] {
        let read = table(&format!("a,b\n{text}"));
        assert!(read.record_count() > 0);
    }
}
