//! Columns aligned by blanks, as reports and terminals print them.

use super::push_record;
use crate::intake::header::header_word;
use crate::intake::tail::is_end_mark;
use crate::sorting;

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
    pub(super) fn proposed(lines: &[&str]) -> Vec<Self> {
        Self::below(lines, |line| words(line.split("  ")) >= WORDS)
            .or_else(|| Self::below(lines, |line| words(line.split_whitespace()) >= WORDS))
            .unwrap_or_default()
    }

    /// The columns below the first line that may be headers.
    fn below(lines: &[&str], is_header: impl Fn(&str) -> bool) -> Option<Vec<Self>> {
        let header = lines.iter().take(LINES).position(|line| is_header(line))?;
        let lines = lines.get(header..)?;
        let (first, below) = lines.split_first()?;
        if below.is_empty() || lines.iter().take(LINES).any(|line| line.chars().count() > WIDEST) {
            return None;
        }
        let under_rule = below.first().filter(|line| is_rule(line)).map(|rule| Self::under_rule(rule));
        let is_whole =
            |columns: &Self| below.iter().take(LINES).flat_map(|line| columns.cells(line)).all(|cell| !cell.trim().contains("  "));
        let columns = [
            Some(under_rule.unwrap_or_else(|| Self::between_blanks(first, below))),
            Some(Self::between_gaps(first, below, true)).filter(is_whole),
            Some(Self::between_gaps(first, below, false)).filter(is_whole),
        ];
        let named = |columns: &Self| words(columns.cells(first).into_iter());
        let mut fitting: Vec<Self> =
            columns.into_iter().flatten().filter(|columns| columns.starts.len() > 1 && named(columns) >= WORDS).collect();
        sorting::sort_by_key(&mut fitting, |columns| std::cmp::Reverse(named(columns)));
        (!fitting.is_empty()).then_some(fitting)
    }

    /// Columns between places that are blank in every line, headers included where they leave blanks between them, wherever in a column its
    /// cells stand: to the right as well.
    fn between_gaps(header: &str, below: &[&str], has_spaced_headers: bool) -> Self {
        let header_line = has_spaced_headers.then_some(header);
        let lines = || header_line.into_iter().chain(below.iter().take(LINES).copied());
        let mut is_filled = vec![false; lines().map(|line| line.chars().count()).max().unwrap_or_default()];
        for (place, _) in lines().flat_map(is_filled_by).filter(|(_, filled)| *filled) {
            if let Some(filled) = is_filled.get_mut(place) {
                *filled = true;
            }
        }
        let is_start = |at: &usize| is_filled.get(*at) == Some(&true) && (*at == 0 || is_filled.get(at - 1) == Some(&false));
        let mut columns = Self { starts: (0..is_filled.len()).filter(is_start).collect() };
        // A gap by chance: the words of one header, or those of one value.
        let mut place = 1;
        while place < columns.starts.len() {
            let is_empty = |line: &str| columns.cells(line).get(place).is_none_or(|cell| cell.trim().is_empty());
            let is_cut = columns.starts.get(place).is_some_and(|start| is_within_word(header, *start));
            if is_cut || is_empty(header) || below.iter().take(LINES).all(|line| is_rule(line) || is_empty(line)) {
                columns.starts.remove(place);
            } else {
                place += 1;
            }
        }
        // What stands before the first column, such as an indent, is none of it.
        if let Some(first) = columns.starts.first_mut() {
            *first = 0;
        }
        columns
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

/// True for a place inside a word of the headers; capitals behind small letters begin the next one.
fn is_within_word(header: &str, place: usize) -> bool {
    let mut letters = header.chars().skip(place.saturating_sub(1));
    let (Some(before), Some(at)) = (letters.next(), letters.next()) else { return false };
    before != ' ' && at != ' ' && !(before.is_lowercase() && at.is_uppercase())
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
