//! Rewriting of tables in other notations as delimited text, which is then read as any other.

use leadlens_workbook::stepper::Pace;

use super::note::Rewriting;

mod address_list;
mod cell_lines;
mod columns;
mod delimiter;
mod delimiters;
mod quoted_twice;
mod quotes;

use address_list::AddressList;
use cell_lines::CellLines;
use columns::Columns;
use delimiter::LongDelimiter;
use delimiters::Delimiters;
use quoted_twice::QuotedTwice;
use quotes::Quotes;

/// Rewriting a byte takes as long as scanning so many.
const REWRITE_COST: usize = 8;

/// The delimiter of what is written anew where the text had none of one character.
const DELIMITER: u8 = b'\t';

/// A method to write a text anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rewrite {
    line_end: u8,
    method: Method,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Method {
    Quotes(Quotes),
    QuotedTwice(QuotedTwice),
    LongDelimiter(LongDelimiter),
    Columns(Columns),
    CellLines(CellLines),
    AddressList(AddressList),
    LineEnds { in_quotes: bool },
    Delimiters(Delimiters),
}

impl Rewrite {
    /// The methods that the beginning of a text suggests, the surer ones first. `delimiter` is the one that fits best as it stands;
    /// `is_table` says that it fits.
    pub(super) fn proposed(sample: &str, line_end: u8, delimiter: u8, is_table: bool) -> Vec<Self> {
        let lines: Vec<&str> = lines(sample, line_end).map(str::trim_end).filter(|line| !line.is_empty()).collect();
        let mut methods: Vec<Method> = Quotes::proposed(&lines, delimiter).into_iter().map(Method::Quotes).collect();
        methods.extend(QuotedTwice::proposed(&lines, delimiter).map(Method::QuotedTwice));
        methods.extend(LongDelimiter::proposed(&lines, is_table.then_some(delimiter)).into_iter().map(Method::LongDelimiter));
        methods.extend(Delimiters::proposed(&lines).map(Method::Delimiters));
        if line_end == b'\n' && has_lone_return(sample) {
            methods.push(Method::LineEnds { in_quotes: false });
        }
        if !is_table {
            methods.extend(Columns::proposed(&lines).into_iter().map(Method::Columns));
            methods.extend(AddressList::proposed(&lines).map(Method::AddressList));
            methods.extend(CellLines::proposed(&lines).map(Method::CellLines));
        }
        methods.extend(LongDelimiter::blanks(&lines, is_table).map(Method::LongDelimiter));
        methods.into_iter().map(|method| Self { line_end, method }).collect()
    }

    /// Name of the method in the notes of the source.
    pub(super) fn kind(&self) -> Rewriting {
        match &self.method {
            Method::Quotes(quotes) => quotes.kind(),
            Method::QuotedTwice(_) => Rewriting::QuotedTwice,
            Method::LongDelimiter(_) => Rewriting::LongDelimiter,
            Method::Columns(_) => Rewriting::FixedWidth,
            Method::CellLines(_) => Rewriting::CellLines,
            Method::AddressList(_) => Rewriting::AddressList,
            Method::LineEnds { .. } => Rewriting::LineEnds,
            Method::Delimiters(_) => Rewriting::SeveralDelimiters,
        }
    }

    /// True for a method that only known headers confirm.
    pub(super) fn needs_words(&self) -> bool {
        matches!(
            self.method,
            Method::QuotedTwice(_) | Method::LongDelimiter(_) | Method::Columns(_) | Method::LineEnds { .. } | Method::Delimiters(_)
        )
    }

    /// The delimiter of what is written anew; `own` is that of the text as it stands.
    pub(super) fn delimiter(&self, own: u8) -> u8 {
        match &self.method {
            Method::Quotes(quotes) => quotes.delimiter(),
            Method::QuotedTwice(quotes) => quotes.delimiter(),
            Method::LineEnds { .. } => own,
            Method::LongDelimiter(_) | Method::Columns(_) | Method::CellLines(_) | Method::AddressList(_) | Method::Delimiters(_) => {
                DELIMITER
            }
        }
    }

    /// The text written anew, with lines that end in LF.
    pub(super) async fn rewritten(&self, text: &str, pace: &mut Pace) -> String {
        let (mut method, mut out) = (self.method.clone(), String::with_capacity(text.len() + text.len() / REWRITE_COST));
        for line in lines(text, self.line_end) {
            match &mut method {
                Method::Quotes(quotes) => quotes.push(line, &mut out),
                Method::QuotedTwice(quotes) => quotes.push(line, &mut out),
                Method::AddressList(list) => list.push(line, &mut out),
                Method::LongDelimiter(delimiter) => delimiter.push(line, &mut out),
                Method::Columns(columns) => columns.push(line, &mut out),
                Method::CellLines(cells) => cells.push(line, &mut out),
                Method::Delimiters(delimiters) => delimiters.push(line, &mut out),
                Method::LineEnds { in_quotes } => push_returns(line, in_quotes, &mut out),
            }
            pace.spend(REWRITE_COST * line.len()).await;
        }
        if let Method::Quotes(quotes) = &mut method {
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
