//! Tables written in a way of their own are written anew as delimited text, which is then read as any other.

use leadlens_workbook::stepper::Pace;

use super::note::Rewriting;

mod cell_lines;
mod columns;
mod delimiter;
mod quotes;

use cell_lines::CellLines;
use columns::Columns;
use delimiter::LongDelimiter;
use quotes::Quotes;

/// Rewriting a byte takes as long as scanning so many.
const REWRITE_COST: usize = 8;

/// The delimiter of what is written anew where the text had none of one character.
const DELIMITER: u8 = b'\t';

/// A way to write a text anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rewrite {
    line_end: u8,
    way: Way,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Way {
    Quotes(Quotes),
    LongDelimiter(LongDelimiter),
    Columns(Columns),
    CellLines(CellLines),
    LineEnds { in_quotes: bool },
}

impl Rewrite {
    /// The ways that the beginning of a text speaks for, the surer ones first. `delimiter` is the one that fits best as it stands;
    /// `is_table` says that it fits.
    pub(super) fn proposed(sample: &str, line_end: u8, delimiter: u8, is_table: bool) -> Vec<Self> {
        let lines: Vec<&str> = lines(sample, line_end).map(str::trim_end).filter(|line| !line.is_empty()).collect();
        let mut ways: Vec<Way> = Quotes::proposed(&lines, delimiter).into_iter().map(Way::Quotes).collect();
        ways.extend(LongDelimiter::proposed(&lines).map(Way::LongDelimiter));
        if line_end == b'\n' && has_lone_return(sample) {
            ways.push(Way::LineEnds { in_quotes: false });
        }
        if !is_table {
            ways.extend(Columns::proposed(&lines).map(Way::Columns));
            ways.extend(CellLines::proposed(&lines).map(Way::CellLines));
        }
        ways.into_iter().map(|way| Self { line_end, way }).collect()
    }

    /// Name of the way, as the source's notes say it.
    pub(super) fn kind(&self) -> Rewriting {
        match &self.way {
            Way::Quotes(quotes) => quotes.kind(),
            Way::LongDelimiter(_) => Rewriting::LongDelimiter,
            Way::Columns(_) => Rewriting::FixedWidth,
            Way::CellLines(_) => Rewriting::CellLines,
            Way::LineEnds { .. } => Rewriting::LineEnds,
        }
    }

    /// True for a way that only known headers make sure of.
    pub(super) fn needs_words(&self) -> bool {
        matches!(self.way, Way::LongDelimiter(_) | Way::Columns(_) | Way::LineEnds { .. })
    }

    /// The delimiter of what is written anew; `own` is that of the text as it stands.
    pub(super) fn delimiter(&self, own: u8) -> u8 {
        match &self.way {
            Way::Quotes(quotes) => quotes.delimiter(),
            Way::LineEnds { .. } => own,
            Way::LongDelimiter(_) | Way::Columns(_) | Way::CellLines(_) => DELIMITER,
        }
    }

    /// The text written anew, with lines that end in LF.
    pub(super) async fn rewritten(&self, text: &str, pace: &mut Pace) -> String {
        let (mut way, mut out) = (self.way.clone(), String::with_capacity(text.len() + text.len() / REWRITE_COST));
        for line in lines(text, self.line_end) {
            match &mut way {
                Way::Quotes(quotes) => quotes.push(line, &mut out),
                Way::LongDelimiter(delimiter) => delimiter.push(line, &mut out),
                Way::Columns(columns) => columns.push(line, &mut out),
                Way::CellLines(cells) => cells.push(line, &mut out),
                Way::LineEnds { in_quotes } => push_returns(line, in_quotes, &mut out),
            }
            pace.spend(REWRITE_COST * line.len()).await;
        }
        if let Way::Quotes(quotes) = &mut way {
            quotes.finish(&mut out);
        }
        out
    }
}

/// Lines, each with its end.
fn lines(text: &str, line_end: u8) -> impl Iterator<Item = &str> {
    text.split_inclusive(char::from(line_end))
}

/// True for a text with a CR outside of quotes behind which no LF stands.
fn has_lone_return(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut in_quotes = false;
    memchr::memchr2_iter(b'\r', b'"', bytes).any(|at| {
        let is_quote = bytes.get(at) == Some(&b'"');
        in_quotes ^= is_quote;
        !is_quote && !in_quotes && !matches!(bytes.get(at + 1), Some(b'\n' | b'\r') | None)
    })
}

/// A line whose lone CRs outside of quotes become ends of lines.
fn push_returns(line: &str, in_quotes: &mut bool, out: &mut String) {
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        *in_quotes ^= letter == '"';
        let is_lone = letter == '\r' && !*in_quotes && letters.peek() != Some(&'\n');
        out.push(if is_lone { '\n' } else { letter });
    }
}

/// Appends a cell, quoted where it must be.
fn push_cell(cell: &str, delimiter: u8, out: &mut String) {
    if cell.starts_with('"') || cell.contains([char::from(delimiter), '\n', '\r']) {
        out.push('"');
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(cell);
    }
}

/// Appends a record.
fn push_record<'c>(cells: impl Iterator<Item = &'c str>, out: &mut String) {
    for (column, cell) in cells.enumerate() {
        if column > 0 {
            out.push(char::from(DELIMITER));
        }
        push_cell(cell.trim(), DELIMITER, out);
    }
    out.push('\n');
}

#[cfg(test)]
mod tests;
