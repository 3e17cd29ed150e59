//! The one writer of delimited text: files of comma-separated text (RFC 4180: UTF-8 with byte order mark, lines ended by CR LF) and
//! tab-separated text as spreadsheets paste it.
//!
//! # Invariants
//! Every cell goes through [`escape_formula`]. A cell of pasted text is one line: spreadsheets differ in what they make of a line break there.

use super::formula::{escape_formula, is_invisible, is_separator};

/// Tells spreadsheets that the text is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// Comma-separated text, row by row.
#[derive(Debug)]
pub struct CsvText(String);

impl CsvText {
    /// A text with its row of headers.
    pub fn new<const COLUMNS: usize>(headers: [&str; COLUMNS]) -> Self {
        let mut text = Self(BYTE_ORDER_MARK.to_owned());
        text.push(headers);
        text
    }

    /// Adds a row.
    pub fn push<const COLUMNS: usize>(&mut self, cells: [&str; COLUMNS]) {
        push_row(&mut self.0, ',', cells.into_iter(), |text, cell| {
            let cell = escape_formula(cell);
            // Some spreadsheets split at `;` or a tab, whatever the name of the file says.
            push_quoted(text, &cell, cell.contains(['"', ',', ';', '\t', '\r', '\n']));
        });
    }

    /// The whole text.
    pub fn finish(self) -> String {
        self.0
    }
}

/// Rows as tab-separated text; rows without cells are left out.
///
/// # Examples
/// ```
/// use leadlens_engine::export::tsv;
/// let rows = [vec!["Offer".to_owned(), "Leads".to_owned()], vec!["=1+1".to_owned(), "12".to_owned()]];
/// assert_eq!(tsv(&rows), "Offer\tLeads\r\n'=1+1\t12\r\n");
/// ```
pub fn tsv<'a>(rows: impl IntoIterator<Item = &'a Vec<String>>) -> String {
    let mut text = String::new();
    for row in rows.into_iter().filter(|row| !row.is_empty()) {
        push_row(&mut text, '\t', row.iter(), |text, cell| {
            let is_break = |letter: char| letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}');
            let line: String = cell.chars().map(|letter| if is_break(letter) { ' ' } else { letter }).collect();
            let cell = escape_formula(&line);
            push_quoted(text, &cell, is_opened_by_quote(&cell));
        });
    }
    text
}

/// True for a cell with a quotation mark where a spreadsheet may begin a cell and would take it for notation; elsewhere it is text.
fn is_opened_by_quote(cell: &str) -> bool {
    cell.split(is_separator).any(|part| part.trim_start_matches(is_invisible).starts_with('"'))
}

fn push_row<T>(text: &mut String, delimiter: char, cells: impl Iterator<Item = T>, push: impl Fn(&mut String, T)) {
    for (column, cell) in cells.enumerate() {
        if column > 0 {
            text.push(delimiter);
        }
        push(text, cell);
    }
    text.push_str("\r\n");
}

fn push_quoted(text: &mut String, cell: &str, is_quoted: bool) {
    if is_quoted {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}

#[cfg(test)]
mod tests;
