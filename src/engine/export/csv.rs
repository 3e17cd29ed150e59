//! Comma-separated text (RFC 4180) as spreadsheets read it: UTF-8 with byte order mark, lines ended by CR LF.

use std::borrow::Cow;

/// Tells spreadsheets that the text is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// Comma-separated text, row by row.
#[derive(Debug)]
pub(super) struct CsvText(String);

impl CsvText {
    /// A text with its row of headers.
    pub(super) fn new<const COLUMNS: usize>(headers: [&str; COLUMNS]) -> Self {
        let mut text = Self(BYTE_ORDER_MARK.to_owned());
        text.push(headers);
        text
    }

    /// Adds a row.
    pub(super) fn push<const COLUMNS: usize>(&mut self, cells: [&str; COLUMNS]) {
        for (column, cell) in cells.iter().enumerate() {
            if column > 0 {
                self.0.push(',');
            }
            let cell = harmless(cell);
            if cell.contains(['"', ',', '\r', '\n']) {
                self.0.push('"');
                self.0.push_str(&cell.replace('"', "\"\""));
                self.0.push('"');
            } else {
                self.0.push_str(&cell);
            }
        }
        self.0.push_str("\r\n");
    }

    /// The whole text.
    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// The cell with an apostrophe before what a spreadsheet would take for a formula. Phone numbers and other numbers are none.
fn harmless(cell: &str) -> Cow<'_, str> {
    let is_formula = match cell.as_bytes() {
        [b'=' | b'@' | b'\t' | b'\r', ..] => true,
        [b'+' | b'-', rest @ ..] => !rest.iter().all(|byte| matches!(byte, b'0'..=b'9' | b' ' | b'(' | b')' | b'-' | b'.' | b'/')),
        _ => false,
    };
    if is_formula { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_cell_is_quoted_where_it_must_be_and_never_a_formula() {
        let mut text = CsvText::new(["a", "b"]);
        for (cell, _) in CELLS {
            text.push([cell, ""]);
        }
        let expected = CELLS.map(|(_, expected)| format!("{expected},\r\n")).concat();
        assert_eq!(text.finish(), format!("\u{FEFF}a,b\r\n{expected}"));
    }

    const CELLS: [(&str, &str); 13] = [
        ("plain text", "plain text"),
        ("a,b", "\"a,b\""),
        ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ("one\ntwo", "\"one\ntwo\""),
        ("=1+1", "'=1+1"),
        ("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "\"'\r=1\""),
        ("+46 (0)8-555 01.01", "+46 (0)8-555 01.01"),
        ("-5", "-5"),
        ("+1.23E+10", "'+1.23E+10"),
        ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
    ];

    proptest! {
        #[test]
        fn rows_read_back_as_they_were_written(rows in prop::collection::vec(["[^\0]{0,8}", "[a\",\r\n]{0,8}"], 0..8)) {
            let mut text = CsvText::new(["a", "b"]);
            for [one, other] in &rows {
                text.push([one, other]);
            }
            let text = text.finish();
            let mut reader = csv::ReaderBuilder::new().from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
            let read: Vec<Vec<String>> = reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
            let written: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| harmless(cell).into_owned()).collect()).collect();
            prop_assert_eq!(read, written);
        }
    }
}
