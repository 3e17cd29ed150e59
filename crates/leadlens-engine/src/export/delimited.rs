//! The one writer of delimited text: files of comma-separated text (RFC 4180: lines ended by CR LF) and tab-separated text as spreadsheets
//! paste it.
//!
//! # Invariants
//! Every cell goes through [`escape_formula`]; for other programs a telephone number stays as it is. A cell of pasted text is one line:
//! spreadsheets differ in what they make of a line break there.

use serde::{Deserialize, Serialize};

use super::formula::{escape_but_phones, escape_formula, is_invisible, is_separator};

/// Tells spreadsheets that the text is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

const LINE_END: &str = "\r\n";

/// Notation of comma-separated text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CsvStyle {
    /// For spreadsheets: begins with a byte order mark, by which Excel knows that the text is UTF-8, and a telephone number that would be taken
    /// for a number has a blank in it.
    pub is_for_spreadsheets: bool,
    /// The character between cells: `,`, or `;` for Excel where the decimal mark is a comma.
    pub delimiter: char,
}

impl CsvStyle {
    /// For other programs: every text but formulas as it is.
    pub const FOR_PROGRAMS: Self = Self { is_for_spreadsheets: false, delimiter: ',' };
}

/// For spreadsheets, with `,`.
impl Default for CsvStyle {
    fn default() -> Self {
        Self { is_for_spreadsheets: true, ..Self::FOR_PROGRAMS }
    }
}

/// Begins comma-separated text.
pub(super) fn begin_csv(text: &mut String, style: CsvStyle) {
    if style.is_for_spreadsheets {
        text.push_str(BYTE_ORDER_MARK);
    }
}

/// Adds a row of comma-separated text. Some spreadsheets split at `;` or a tab, whatever the name of the file says, so cells with one are quoted.
pub(super) fn push_csv_row<T: AsRef<str>>(text: &mut String, style: CsvStyle, cells: impl Iterator<Item = T>) {
    let start = text.len();
    push_row(text, style.delimiter, cells, |text, cell| {
        let cell = if style.is_for_spreadsheets { escape_formula(cell.as_ref()) } else { escape_but_phones(cell.as_ref()) };
        push_quoted(text, &cell, cell.contains(['"', ',', ';', '\t', '\r', '\n']));
    });
    // An empty line is no row to most readers.
    if text.get(start..) == Some(LINE_END) {
        text.insert_str(start, "\"\"");
    }
}

/// Adds a row of tab-separated text.
pub(super) fn push_tsv_row<T: AsRef<str>>(text: &mut String, cells: impl Iterator<Item = T>) {
    push_row(text, '\t', cells, |text, cell| {
        let is_break = |letter: char| letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}');
        let line: String = cell.as_ref().chars().map(|letter| if is_break(letter) { ' ' } else { letter }).collect();
        let cell = escape_formula(&line);
        push_quoted(text, &cell, is_opened_by_quote(&cell));
    });
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
        push_tsv_row(&mut text, row.iter());
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
    text.push_str(LINE_END);
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
