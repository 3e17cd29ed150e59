//! Delimiters of several characters or of unusual ones, where single ones of them stand inside of cells or no other program writes them.

use super::push_record;
use crate::intake::header::header_word;
use crate::intake::lead_role::distinct;

/// Delimiters looked for, longer ones before those they hold.
const DELIMITERS: [&str; 11] = ["\t|\t", " || ", " | ", "||", "|~|", "~|~", "^|^", " ; ", ";;", "::", "##"];

/// Characters that are tried as delimiters by themselves, or that stand inside of words of headers.
const COMMON: &str = ",;\t|^~ _-.'\"()[]{}`´“”„«»‘’‚";

/// Share of lines, in tenths, that are cut into the same number of cells.
const ALIKE_TENTHS: usize = 9;

/// Most characters of a delimiter, and first lines among which the headers are sought.
const LONGEST: usize = 5;
const FIRST_LINES: usize = 5;

/// Longest line that may be headers, in bytes.
const LONGEST_HEADERS: usize = 4000;

/// A delimiter of several characters, or of an unusual one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LongDelimiter {
    /// Always the same characters.
    Text(String),
    /// Tabs, or two blanks and more.
    Blanks,
    /// Pipes, doubled between headers, as wikis write tables.
    Wiki,
}

impl LongDelimiter {
    /// The delimiter that cuts lines into as many cells each, where its characters stand elsewhere too or are different ones; else the one
    /// that stands between known headers; around `own`, where the text is a table with it.
    pub(super) fn proposed(lines: &[&str], own: Option<u8>) -> Vec<Self> {
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
        let known = DELIMITERS.into_iter().find(fits).map(|text| Self::Text(text.to_owned()));
        let own = own.map(char::from);
        let is_around = |mark: &String| own.is_none_or(|own| mark.contains(own) && mark.contains(|letter| letter != own && letter != ' '));
        let marks = |header: &str| marks(header).into_iter().filter(is_around).map(Self::Text).collect();
        let is_wiki = lines.first().is_some_and(|line| line.starts_with("||") && line.ends_with("||"))
            && lines.iter().skip(1).all(|line| line.starts_with('|') && !line.starts_with("||"));
        known.into_iter().chain(is_wiki.then_some(Self::Wiki)).chain(Self::between_headers(lines, marks)).collect()
    }

    /// Blanks or tabs of any number between the known words of the first line.
    pub(super) fn blanks(lines: &[&str], is_table: bool) -> Option<Self> {
        let is_tried = |header: &str| header.contains("\t\t") || !is_table && !header.contains('\t');
        Self::between_headers(lines, |header| is_tried(header).then_some(Self::Blanks).into_iter().collect())
    }

    /// The delimiter between the known words of the first line; of several the one that makes most cells.
    fn between_headers(lines: &[&str], marks: impl Fn(&str) -> Vec<Self>) -> Option<Self> {
        let first = lines.iter().take(FIRST_LINES).position(|line| !is_rule(line))?;
        let header = lines.get(first).filter(|line| line.len() <= LONGEST_HEADERS)?;
        let mut best: Option<(usize, Self)> = None;
        for delimiter in marks(header) {
            let cells = delimiter.cells(header);
            let roles: Vec<_> = cells.iter().filter_map(|cell| header_word(cell.trim())).map(|(role, _)| role).collect();
            let is_told = cells.len() > 1 && 3 * roles.len() >= 2 * cells.len() && distinct(roles).len() > 1;
            if is_told && best.as_ref().is_none_or(|(most, _)| cells.len() > *most) {
                best = Some((cells.len(), delimiter));
            }
        }
        let (width, delimiter) = best?;
        let rest = lines.get(first + 1..)?;
        let alike = rest.iter().filter(|line| is_rule(line) || delimiter.cells(line).len() == width).count();
        // Blanks stand inside of cells as well: every line must agree.
        let tenths = if delimiter == Self::Blanks { 10 } else { ALIKE_TENTHS };
        (!rest.is_empty() && 10 * alike >= tenths * rest.len()).then_some(delimiter)
    }

    /// The cells of a line without its end.
    fn cells<'l>(&self, line: &'l str) -> Vec<&'l str> {
        match self {
            Self::Text(text) => unframed(line, text).split(text.as_str()).collect(),
            Self::Wiki if line.starts_with("||") => line.trim_end().trim_matches('|').split("||").collect(),
            Self::Wiki => {
                let line = line.trim_end();
                let line = line.strip_prefix('|').unwrap_or(line);
                line.strip_suffix('|').unwrap_or(line).split('|').collect()
            }
            Self::Blanks => line.split('\t').flat_map(|part| part.split("  ")).map(str::trim).filter(|cell| !cell.is_empty()).collect(),
        }
    }

    /// Takes a line, with its end; a drawn one is none.
    pub(super) fn push(&self, line: &str, out: &mut String) {
        let line = line.trim_end_matches(['\r', '\n']);
        if !is_rule(line) || line.trim().is_empty() {
            push_record(self.cells(line).into_iter(), out);
        }
    }
}

/// Texts that may be the delimiter of a line of headers: runs of characters between words, and unusual characters by themselves.
fn marks(header: &str) -> Vec<String> {
    let mut marks: Vec<String> = Vec::new();
    let is_usual =
        |run: &str| run.contains(|letter| "\"'`´“”„«»‘’‚".contains(letter)) || matches!(run.trim(), "" | "," | ";" | "|" | "^" | "~");
    let runs = header.split(char::is_alphanumeric).filter(|run| (2..=LONGEST).contains(&run.chars().count()) && !is_usual(run));
    let single = header.chars().filter(|letter| !letter.is_alphanumeric() && !letter.is_control() && !COMMON.contains(*letter));
    for mark in runs.map(str::to_owned).chain(single.map(String::from)) {
        if !marks.contains(&mark) {
            marks.push(mark);
        }
    }
    marks
}

/// The line without the delimiters of a frame around it, as Markdown and databases draw it.
fn unframed<'l>(line: &'l str, delimiter: &str) -> &'l str {
    let line = line.trim_matches(['\r', '\n']);
    let (trimmed, mark) = (line.trim(), delimiter.trim());
    let is_drawn = delimiter == " | " || "│┃║".contains(mark);
    match trimmed.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark)).filter(|_| is_drawn && !mark.is_empty()) {
        Some(inner) if delimiter == mark => inner,
        Some(inner) if inner.starts_with(' ') => {
            let inner = inner.strip_prefix(' ').unwrap_or(inner);
            inner.strip_suffix(' ').unwrap_or(inner)
        }
        _ => line,
    }
}

/// True for a line that is drawn.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let is_part = |letter: char| matches!(letter, '-' | '|' | ':' | '+' | ' ' | '=' | '\u{2500}'..='\u{257f}');
    (line.contains("--") || line.contains("──") || line.contains("══") || line.contains("━━")) && line.chars().all(is_part)
}
