//! Columns aligned by blanks, as reports and terminals print them.

use super::push_record;
use crate::intake::header::header_word;
use crate::intake::tail::is_end_mark;

/// Lines whose blanks are looked at.
const LINES: usize = 500;

/// Widest line, in characters; wider ones are no print.
const WIDEST: usize = 2000;

/// Minimum number of known headers.
const WORDS: usize = 2;

/// The places at which columns start, in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    starts: Vec<usize>,
}

impl Columns {
    /// The columns of lines that are blank at the same places, the first of them holding headers.
    pub(super) fn proposed(lines: &[&str]) -> Option<Self> {
        let header = lines.iter().position(|line| words(line.split("  ")) >= WORDS)?;
        let lines = lines.get(header..)?;
        let (first, below) = lines.split_first()?;
        if below.is_empty() || lines.iter().take(LINES).any(|line| line.chars().count() > WIDEST) {
            return None;
        }
        let columns = below.first().filter(|line| is_rule(line)).map(|rule| Self::under_rule(rule));
        let columns = columns.unwrap_or_else(|| Self::between_blanks(first, below));
        (columns.starts.len() > 1 && words(columns.cells(first).into_iter()) >= WORDS).then_some(columns)
    }

    /// Columns at the runs of dashes of a drawn line.
    fn under_rule(rule: &str) -> Self {
        let letters: Vec<char> = rule.chars().collect();
        let is_start = |at: &usize| letters.get(*at) != Some(&' ') && (*at == 0 || letters.get(at - 1) == Some(&' '));
        Self { starts: (0..letters.len()).filter(is_start).collect() }
    }

    /// Columns at the places where a header starts behind a place that is blank in every line.
    fn between_blanks(header: &str, below: &[&str]) -> Self {
        let header: Vec<char> = header.chars().collect();
        let width = below.iter().take(LINES).map(|line| line.chars().count()).max().unwrap_or_default().max(header.len());
        let mut is_filled = vec![false; width];
        for (filled, letter) in below.iter().take(LINES).flat_map(|line| is_filled_by(line)) {
            if let Some(place) = is_filled.get_mut(filled) {
                *place |= letter;
            }
        }
        let is_blank = |at: usize| is_filled.get(at) == Some(&false) && header.get(at).is_none_or(|letter| *letter == ' ');
        // A blank alone parts words of one header as well: two of them part columns, or one before a known header.
        let is_start = |at: &usize| {
            let starts = *at == 0 || header.get(*at).is_some_and(|letter| *letter != ' ') && is_blank(at - 1);
            let rest = || header.iter().skip(*at).collect::<String>();
            starts && (*at < 2 || is_blank(at - 2) || words(std::iter::once(rest().split("  ").next().unwrap_or_default())) > 0)
        };
        Self { starts: (0..header.len()).filter(is_start).collect() }
    }

    /// The cells of a line.
    fn cells<'l>(&self, line: &'l str) -> Vec<&'l str> {
        let offset = |place: usize| line.char_indices().nth(place).map_or(line.len(), |(at, _)| at);
        let ends = self.starts.iter().skip(1).map(|start| offset(*start)).chain(std::iter::once(line.len()));
        self.starts.iter().zip(ends).map(|(start, end)| line.get(offset(*start)..end).unwrap_or_default()).collect()
    }

    /// Takes a line, with its end; a drawn one is none.
    pub(super) fn push(&self, line: &str, out: &mut String) {
        let line = line.trim_end_matches(['\r', '\n']);
        if line.trim().is_empty() {
            out.push('\n');
        } else if is_end_mark(line.trim()) {
            push_record(std::iter::once(line), out);
        } else if !is_rule(line) {
            push_record(self.cells(line).into_iter(), out);
        }
    }
}

/// The places of a line in characters, each with whether it holds anything.
fn is_filled_by(line: &str) -> impl Iterator<Item = (usize, bool)> {
    let is_drawn = is_rule(line);
    line.chars().enumerate().map(move |(place, letter)| (place, letter != ' ' && !is_drawn))
}

/// Number of texts that are known headers.
fn words<'t>(texts: impl Iterator<Item = &'t str>) -> usize {
    texts.map(str::trim).filter(|text| !text.is_empty() && header_word(text).is_some()).count()
}

/// True for a line that is drawn.
fn is_rule(line: &str) -> bool {
    line.contains("--") && line.chars().all(|letter| matches!(letter, '-' | ' ' | '='))
}
