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
const CURLY: [(char, char); 11] =
    [('`', '`'), ('´', '´'), ('“', '”'), ('„', '“'), ('„', '”'), ('”', '”'), ('‘', '’'), ('‚', '‘'), ('«', '»'), ('»', '«'), DOUBLE];

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
        let spaced = first.iter().filter(|line| is_spaced(line, delimiter)).count();
        if DELIMITERS.contains(&delimiter) && spaced > 0 && 2 * spaced >= first.len() {
            proposed.push(of(Rewriting::SpacedQuotes, delimiter));
        }
        let escaped = format!("\\{delimiter}");
        if lines.iter().any(|line| is_escaped(line, delimiter) || line.contains(&escaped)) && DELIMITERS.contains(&delimiter) {
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
                let end = self.end_of_cell(rest);
                let (cell, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
                self.push_plain(cell, out);
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

    /// One past the delimiter or the end of the line behind a cell without quotes; a delimiter behind a backslash may belong to it.
    fn end_of_cell(&self, text: &str) -> usize {
        let is_escaped = |at: usize| self.kind == Rewriting::Backslashes && text.get(..at).is_some_and(|before| before.ends_with('\\'));
        text.match_indices([self.delimiter, '\n']).find(|(at, mark)| *mark == "\n" || !is_escaped(*at)).map_or(text.len(), |(at, _)| at + 1)
    }

    /// Appends a cell without quotes and what ends it; delimiters behind backslashes become its own.
    fn push_plain(&self, cell: &str, out: &mut String) {
        let escaped = format!("\\{}", self.delimiter);
        if self.kind != Rewriting::Backslashes || !cell.contains(&escaped) {
            return out.push_str(cell);
        }
        let text = cell.strip_suffix([self.delimiter, '\n']).unwrap_or(cell);
        let (text, end) = (text.trim_end_matches('\r'), cell.get(text.len()..).unwrap_or_default());
        push_cell(&text.replace(&escaped, &self.delimiter.to_string()), self.delimiter(), out);
        out.push_str(end);
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

/// True for a line with a blank between a delimiter and the quote behind it.
fn is_spaced(line: &str, delimiter: char) -> bool {
    line.match_indices(delimiter).any(|(at, _)| {
        let behind = line.get(at + 1..).unwrap_or_default();
        let start = behind.trim_start_matches(' ');
        start.len() < behind.len() && start.starts_with('"') && !start.starts_with("\"\"")
    })
}

/// True for a line with a quote behind a backslash where no cell ends.
fn is_escaped(line: &str, delimiter: char) -> bool {
    line.match_indices("\\\"")
        .any(|(at, _)| line.get(at + 2..).is_some_and(|behind| !behind.is_empty() && !behind.starts_with([delimiter, '"'])))
}
