//! The numbers of a picture as a table, for those who do not see it and for the clipboard.

/// A table beside a picture: the same numbers in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableData {
    /// The heads of the columns.
    pub head: Vec<String>,
    /// The rows, each with a cell for each head.
    pub rows: Vec<Vec<String>>,
}

impl TableData {
    /// Tab-separated text as spreadsheets paste it: lines ended by CR LF, no cell broken, none a formula.
    pub fn to_tsv(&self) -> String {
        let mut text = String::new();
        for row in std::iter::once(&self.head).chain(&self.rows).filter(|row| !row.is_empty()) {
            for (column, cell) in row.iter().enumerate() {
                if column > 0 {
                    text.push('\t');
                }
                push_cell(&mut text, cell);
            }
            text.push_str("\r\n");
        }
        text
    }
}

/// Adds a cell in one line, with an apostrophe before what a spreadsheet would take for a formula. Numbers, telephone numbers too, are none.
fn push_cell(text: &mut String, cell: &str) {
    let is_formula = match cell.as_bytes() {
        [b'=' | b'@' | b'\t' | b'\r', ..] => true,
        [b'+' | b'-', rest @ ..] => {
            !rest.iter().all(|byte| matches!(byte, b'0'..=b'9' | b' ' | b'(' | b')' | b'-' | b'.' | b',' | b'/' | b'%'))
        }
        _ => false,
    };
    if is_formula {
        text.push('\'');
    }
    text.extend(cell.chars().map(|letter| if letter.is_control() { ' ' } else { letter }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_one_cell_and_never_a_formula() {
        for (cell, expected) in [
            ("", ""),
            ("plain text", "plain text"),
            ("one\ttwo\nthree", "one two three"),
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "' =1"),
            ("\r=1", "' =1"),
            ("-5", "-5"),
            ("+12.5 %", "+12.5 %"),
            ("-1,204", "-1,204"),
            ("+46 (0)8-555 01.01", "+46 (0)8-555 01.01"),
            ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
            ("\"quoted\"", "\"quoted\""),
        ] {
            let table = TableData { head: vec![], rows: vec![vec![cell.to_owned(), "x".to_owned()]] };
            assert_eq!(table.to_tsv(), format!("{expected}\tx\r\n"));
        }
    }

    #[test]
    fn the_head_stands_first() {
        let words = |words: [&str; 2]| words.map(str::to_owned).to_vec();
        let table = TableData { head: words(["Source", "Leads"]), rows: vec![words(["AppSource", "12"])] };
        assert_eq!(table.to_tsv(), "Source\tLeads\r\nAppSource\t12\r\n");
        assert_eq!(TableData::default().to_tsv(), "");
    }
}
