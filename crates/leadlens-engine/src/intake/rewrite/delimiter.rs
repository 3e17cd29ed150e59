//! Delimiters of several characters, where single ones of them stand inside of cells.

use super::push_record;

/// Delimiters looked for, longer ones before those they hold.
const DELIMITERS: [&str; 11] = ["\t|\t", " || ", " | ", "||", "|~|", "~|~", "^|^", " ; ", ";;", "::", "##"];

/// Share of lines, in tenths, that are cut into the same number of cells.
const ALIKE_TENTHS: usize = 9;

/// A delimiter of several characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LongDelimiter {
    text: &'static str,
}

impl LongDelimiter {
    /// The delimiter that cuts lines into as many cells each, where its characters stand elsewhere too or are different ones.
    pub(super) fn proposed(lines: &[&str]) -> Option<Self> {
        let fits = |text: &&str| {
            let text: &str = text;
            let count = |line: &str| unframed(line, text).split(text).count();
            let width = lines.first().map_or(0, |line| count(line));
            // Most delimiters stand nowhere in the first line: the others need not be looked at.
            if lines.len() < 2 || width < 2 {
                return false;
            }
            let alike = lines.iter().filter(|line| is_rule(line) || count(line) == width).count();
            let mark = text.trim();
            let single = mark.chars().next().unwrap_or_default();
            let is_told = mark.chars().any(|letter| letter != single);
            let cells = || lines.iter().filter(|line| !is_rule(line)).flat_map(|line| unframed(line, text).split(text));
            let is_regular = 10 * alike >= ALIKE_TENTHS * lines.len();
            is_regular && (is_told || cells().any(|cell| cell.contains(single)))
        };
        DELIMITERS.into_iter().find(fits).map(|text| Self { text })
    }

    /// Takes a line, with its end; a drawn one is none.
    pub(super) fn push(self, line: &str, out: &mut String) {
        let line = line.trim_end_matches(['\r', '\n']);
        if !is_rule(line) || line.trim().is_empty() {
            push_record(unframed(line, self.text).split(self.text), out);
        }
    }
}

/// The line without the pipes of a frame around it, as Markdown draws it.
fn unframed<'l>(line: &'l str, delimiter: &str) -> &'l str {
    let line = line.trim_matches(['\r', '\n']);
    let trimmed = line.trim();
    match trimmed.strip_prefix("| ").and_then(|rest| rest.strip_suffix('|')).filter(|_| delimiter == " | ") {
        Some(inner) => inner.strip_suffix(' ').unwrap_or(inner),
        None => line,
    }
}

/// True for a line that is drawn.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains("--") && line.chars().all(|letter| matches!(letter, '-' | '|' | ':' | '+' | ' ' | '='))
}
