//! Exports put one under the other whose delimiters differ: each is read with its own.

use super::DELIMITER;
use crate::intake::head::{Kind, plain};
use crate::intake::header::header_word;
use crate::intake::lead_role::distinct;

/// Delimiters that are looked for.
const DELIMITERS: [char; 5] = ['\t', ';', ',', '|', '^'];

/// Longest line that may be headers, in bytes.
const LONGEST: usize = 4000;

/// Reader of lines that turns the delimiter of each part into the one that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Delimiters {
    current: char,
    in_quotes: bool,
}

impl Delimiters {
    /// A reader where lines hold headers with one delimiter, and further down headers with another.
    pub(super) fn proposed(lines: &[&str]) -> Option<Self> {
        let mut first = None;
        for delimiter in lines.iter().filter_map(|line| headers_delimiter(line)) {
            match first {
                Some(current) if current != delimiter => return Some(Self { current, in_quotes: false }),
                _ => first = Some(delimiter),
            }
        }
        None
    }

    /// Takes a line, with its end.
    pub(super) fn push(&mut self, line: &str, out: &mut String) {
        if !self.in_quotes {
            self.current = headers_delimiter(line).unwrap_or(self.current);
        }
        let mut is_start = !self.in_quotes;
        for letter in line.chars() {
            // A quote opens a cell at its start only; a doubled one closes and opens again.
            if letter == '"' && (self.in_quotes || is_start) {
                self.in_quotes = !self.in_quotes;
                is_start = !self.in_quotes;
                out.push(letter);
            } else if !self.in_quotes && letter == self.current {
                is_start = true;
                out.push(char::from(DELIMITER));
            } else {
                is_start = false;
                out.push(if letter == '\t' && !self.in_quotes { ' ' } else { letter });
            }
        }
    }
}

/// The delimiter that cuts a line into words of headers, two roles at least, and little else.
fn headers_delimiter(line: &str) -> Option<char> {
    if line.len() > LONGEST || memchr::memchr2(b'@', b'{', line.as_bytes()).is_some() {
        return None;
    }
    DELIMITERS.into_iter().filter(|delimiter| line.contains(*delimiter)).find(|delimiter| {
        let cells = || line.split(*delimiter).map(|cell| plain(plain(cell).trim_matches('"'))).filter(|cell| !cell.is_empty());
        if cells().take(2).all(|cell| header_word(cell).is_none()) || cells().any(|cell| Kind::of(cell).is_data()) {
            return false;
        }
        let roles: Vec<_> = cells().filter_map(header_word).map(|(role, _)| role).collect();
        3 * roles.len() >= 2 * cells().count() && distinct(roles).len() >= 2
    })
}
