//! Cells in single or typographic quotes, and quotes behind backslashes.

use super::push_cell;
use crate::intake::note::Rewriting;

/// Delimiters that quotes stand around.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// Lines by which the style of quotes is told.
const STYLED_LINES: usize = 500;

/// Quotes that open and close cells.
const DOUBLE: (char, char) = ('"', '"');
const SINGLE: [(char, char); 2] = [('\'', '\''), DOUBLE];
const CURLY: [(char, char); 9] = [('“', '”'), ('„', '“'), ('„', '”'), ('”', '”'), ('‘', '’'), ('‚', '‘'), ('«', '»'), ('»', '«'), DOUBLE];

/// Reader of cells in quotes of another style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quotes {
    kind: Rewriting,
    delimiter: char,
    /// The quote that opened the cell being read; `None` outside of quotes.
    open: Option<char>,
    cell: String,
}

impl Quotes {
    /// Styles of quotes that stand at the delimiters of lines. `delimiter` is the one that fits best as the text stands.
    pub(super) fn proposed(lines: &[&str], delimiter: u8) -> Vec<Self> {
        let of = |kind, delimiter| Self { kind, delimiter, open: None, cell: String::new() };
        let first = lines.get(..STYLED_LINES).unwrap_or(lines);
        let mut proposed = Vec::new();
        for kind in [Rewriting::SingleQuotes, Rewriting::CurlyQuotes] {
            let own = || pairs(kind).iter().filter(|pair| **pair != DOUBLE);
            // Lines without a quote of the style, which nearly all are, are looked at once.
            let quoted: Vec<&str> = first.iter().copied().filter(|line| own().any(|(_, close)| line.contains(*close))).collect();
            if 2 * quoted.len() < first.len() {
                continue;
            }
            let cut = |delimiter: char| quoted.iter().filter(|line| is_cut(line, delimiter, pairs(kind))).count();
            let best = DELIMITERS.into_iter().map(|delimiter| (cut(delimiter), delimiter)).max_by_key(|(count, _)| *count);
            proposed.extend(best.filter(|(count, _)| *count > 0 && 2 * count >= first.len()).map(|(_, delimiter)| of(kind, delimiter)));
        }
        let delimiter = char::from(delimiter);
        if lines.iter().any(|line| is_escaped(line, delimiter)) && DELIMITERS.contains(&delimiter) {
            proposed.push(of(Rewriting::Backslashes, delimiter));
        }
        proposed
    }

    /// Name of the style.
    pub(super) fn kind(&self) -> Rewriting {
        self.kind
    }

    pub(super) fn delimiter(&self) -> u8 {
        u8::try_from(self.delimiter).unwrap_or(b',')
    }

    /// Takes a line, with its end.
    pub(super) fn push(&mut self, line: &str, out: &mut String) {
        let mut rest = line;
        loop {
            let Some(open) = self.open else {
                let start = rest.trim_start_matches(' ');
                if let Some(letter) = start.chars().next().filter(|letter| pairs(self.kind).iter().any(|(open, _)| open == letter)) {
                    self.open = Some(letter);
                    rest = start.get(letter.len_utf8()..).unwrap_or_default();
                    continue;
                }
                let end = rest.find([self.delimiter, '\n']).map_or(rest.len(), |at| at + 1);
                let (cell, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
                out.push_str(cell);
                rest = behind;
                if rest.is_empty() {
                    return;
                }
                continue;
            };
            let Some(behind) = self.read_quoted(rest, open) else { return };
            self.open = None;
            push_cell(&std::mem::take(&mut self.cell), self.delimiter(), out);
            let end = behind.find([self.delimiter, '\n']).map_or(behind.len(), |at| at + 1);
            let (mark, behind) = behind.split_at_checked(end).unwrap_or((behind, ""));
            out.push_str(mark.trim_start_matches([' ', '\r']));
            rest = behind;
            if rest.is_empty() {
                return;
            }
        }
    }

    /// Writes what a quote that is never closed has left.
    pub(super) fn finish(&mut self, out: &mut String) {
        if self.open.take().is_some() {
            push_cell(&std::mem::take(&mut self.cell), self.delimiter(), out);
            out.push('\n');
        }
    }

    /// Reads on inside of quotes; the text behind the closing one is the answer, `None` where it is not on this line.
    fn read_quoted<'t>(&mut self, text: &'t str, open: char) -> Option<&'t str> {
        let closes = |letter: char| pairs(self.kind).contains(&(open, letter));
        let mut letters = text.char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            let behind = text.get(at + letter.len_utf8()..).unwrap_or_default();
            let next = letters.peek().map(|(_, next)| *next);
            let is_escape = letter == '\\' && next.is_some_and(|next| closes(next) || self.kind == Rewriting::Backslashes && next == '\\');
            let is_doubled = open == letter && next == Some(letter) && closes(letter) && !self.ends(behind);
            if is_escape || is_doubled {
                self.cell.extend(next);
                letters.next();
            } else if closes(letter) && self.ends(behind) {
                return Some(behind);
            } else {
                self.cell.push(letter);
            }
        }
        None
    }

    /// True for a text before which a cell ends.
    fn ends(&self, behind: &str) -> bool {
        let behind = behind.trim_start_matches([' ', '\r']);
        behind.is_empty() || behind.starts_with([self.delimiter, '\n'])
    }
}

/// The quotes of a style.
fn pairs(kind: Rewriting) -> &'static [(char, char)] {
    match kind {
        Rewriting::SingleQuotes => &SINGLE,
        Rewriting::CurlyQuotes => &CURLY,
        _ => &[DOUBLE],
    }
}

/// True for a line with a delimiter between a closing and an opening quote, but not between plain double ones.
fn is_cut(line: &str, delimiter: char, pairs: &[(char, char)]) -> bool {
    let own = || pairs.iter().filter(|pair| **pair != DOUBLE);
    line.match_indices(delimiter).any(|(at, _)| {
        let (before, behind) = (line.get(..at).unwrap_or_default().trim_end(), line.get(at + 1..).unwrap_or_default().trim_start());
        own().any(|(_, close)| before.ends_with(*close)) && own().any(|(open, _)| behind.starts_with(*open))
    })
}

/// True for a line with a quote behind a backslash where no cell ends.
fn is_escaped(line: &str, delimiter: char) -> bool {
    line.match_indices("\\\"")
        .any(|(at, _)| line.get(at + 2..).is_some_and(|behind| !behind.is_empty() && !behind.starts_with([delimiter, '"'])))
}
