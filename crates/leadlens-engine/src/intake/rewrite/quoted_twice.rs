//! Tables whose lines or cells were put into quotes once more: each line is one cell, or each cell holds quotes around its value.

use crate::intake::header::header_word;
use crate::intake::lead_role::distinct;

/// Delimiters of the lines inside.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// Lines by which it is told.
const LINES: usize = 500;

/// Reader that takes one level of quotes away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct QuotedTwice {
    delimiter: char,
    is_by_cell: bool,
}

impl QuotedTwice {
    /// A reader where most lines are one cell in quotes that holds several, below known headers.
    pub(super) fn proposed(lines: &[&str], own: u8) -> Option<Self> {
        let (first, below) = lines.split_first()?;
        let below = below.get(..LINES).unwrap_or(below);
        let own = char::from(own);
        let is_tripled = |line: &&str| line.starts_with("\"\"\"") && line.ends_with("\"\"\"");
        let names_roles = DELIMITERS.contains(&own) && roles(&first.replace('"', ""), own) > 1;
        if names_roles && !below.is_empty() && below.iter().all(is_tripled) {
            return Some(Self { delimiter: own, is_by_cell: true });
        }
        let headers = unquoted(first).unwrap_or_else(|| (*first).to_owned());
        let delimiter = DELIMITERS.into_iter().max_by_key(|delimiter| roles(&headers, *delimiter))?;
        let width = headers.split(delimiter).count();
        let holds_cells = |line: &&&str| unquoted(line).is_some_and(|inner| inner.split(delimiter).count() >= width);
        let quoted = below.iter().filter(holds_cells).count();
        (roles(&headers, delimiter) > 1 && quoted > 0 && 2 * quoted >= below.len()).then_some(Self { delimiter, is_by_cell: false })
    }

    pub(super) fn delimiter(&self) -> u8 {
        u8::try_from(self.delimiter).unwrap_or(b',')
    }

    /// Takes a line, with its end.
    pub(super) fn push(&self, line: &str, out: &mut String) {
        let text = line.trim_end();
        match if self.is_by_cell { Some(text.replace("\"\"\"", "\"")) } else { unquoted(text) } {
            Some(inner) => out.push_str(&inner),
            None => out.push_str(text),
        }
        out.push('\n');
    }
}

/// The text of a line that is one cell in quotes.
fn unquoted(line: &str) -> Option<String> {
    let inner = line.trim().strip_prefix('"')?.strip_suffix('"')?;
    let is_doubled = inner.split(|letter| letter != '"').all(|run| run.len() % 2 == 0);
    is_doubled.then(|| inner.replace("\"\"", "\""))
}

/// Number of roles that the cells of a line name.
fn roles(line: &str, delimiter: char) -> usize {
    let cells = line.split(delimiter).map(|cell| cell.trim().trim_matches('"'));
    distinct(cells.filter_map(header_word).map(|(role, _)| role).collect()).len()
}
