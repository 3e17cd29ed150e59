//! Notation of a text, decided once, on its first bytes, so the answer does not depend on how they arrived.

use leadlens_workbook::stepper::at_once;

use super::ReadOptions;
use super::layout::Layout;
use super::rewrite::Rewrite;
use super::{json, key_value, sections};

mod candidate;

use candidate::Candidate;

/// Number of bytes looked at before the notation is decided.
pub(super) const SAMPLE_SIZE: usize = 1 << 20;

/// Bytes that tell whether an object begins, in whatever spelling.
const OPENING: usize = 256;

/// Separators of ASCII itself, between cells and between records.
const UNIT: u8 = 0x1f;
const RECORD: u8 = 0x1e;

/// Delimiter of the one column of lines with commas: no text holds it, it would be refused as binary.
pub(super) const NO_DELIMITER: u8 = 0;

/// Delimiters that are tried, the likelier one first where two fit alike.
const DELIMITERS: [u8; 8] = [b'\t', b';', b',', b'|', UNIT, RECORD, b'^', b'~'];

/// The notation of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Notation {
    /// One or more JSON texts.
    Json,
    /// `Label: value` lines.
    KeyValue,
    /// Records of delimited cells, the first of which is a label and each other a person's value.
    LabelTable(Dialect),
    /// Records of delimited cells.
    Delimited(Dialect),
    /// A table that is delimited text once it is written anew, with that delimiter.
    Rewritten(Rewrite, u8),
}

/// Spelling of delimited text: delimiter, line end, start and layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    /// Byte between cells; [`NO_DELIMITER`] where there is one cell a line.
    pub(super) delimiter: u8,
    /// The byte lines end with; before LF a CR may stand.
    pub(super) line_end: u8,
    /// Offset of the first record in the text that was sniffed, in bytes.
    pub(super) start: usize,
    /// Places of the headers and of the data among the records.
    pub(super) layout: Layout,
}

/// Decides the notation of a text by its beginning; `is_whole` says that there is no more of it.
///
/// A delimiter the user chose is believed, whatever the text looks like; so is the place of the headers.
pub(super) fn sniff(sample: &str, is_whole: bool, options: &ReadOptions) -> Notation {
    let chosen = options.delimiter.filter(char::is_ascii).and_then(|delimiter| u8::try_from(delimiter).ok());
    if chosen.is_none() && starts_like_json(sample) {
        return Notation::Json;
    }
    let line_end = line_end(sample.as_bytes());
    let (named, start) = separator_line(sample.as_bytes(), line_end).map_or((None, 0), |(delimiter, start)| (Some(delimiter), start));
    let named = chosen.or(named);
    let sections = || sections::delimiter(sample);
    let named = named.or_else(sections);
    let text = whole_lines(sample.get(start..).unwrap_or_default(), line_end, is_whole);
    let best = best_candidate(text, named, line_end, options);
    let dialect = Dialect { delimiter: best.delimiter, line_end, start, layout: best.layout };
    if options.header.is_none() && best.is_label_table() {
        return Notation::LabelTable(dialect);
    }
    let is_table = named.is_some() || best.is_known_table();
    if named.is_none() && (!is_table || !best.names_lead()) && json::holds_leads(text) {
        return Notation::Json;
    }
    if named.is_none()
        && let Some((rewrite, delimiter)) = rewriting(text, line_end, &best, options)
    {
        return Notation::Rewritten(rewrite, delimiter);
    }
    if !is_table && key_value::is_likely(text) { Notation::KeyValue } else { Notation::Delimited(dialect) }
}

/// The beginning of a text by which its notation is decided.
pub(super) fn sample_of(text: &str) -> &str {
    text.get(..text.floor_char_boundary(SAMPLE_SIZE)).unwrap_or(text)
}

/// True for a text that reads as leads by itself: labels, JSON, or records below two known headers.
pub(super) fn looks_like_leads(text: &str) -> bool {
    let sample = sample_of(text);
    match sniff(sample, sample.len() == text.len(), &ReadOptions::default()) {
        Notation::Delimited(dialect) => dialect.layout.head.words >= 2,
        Notation::Json | Notation::KeyValue | Notation::LabelTable(_) | Notation::Rewritten(..) => true,
    }
}

/// The text read with the delimiter named, or with the one that fits best; with commas where there is but one column.
fn best_candidate(text: &str, named: Option<u8>, line_end: u8, options: &ReadOptions) -> Candidate {
    if let Some(named) = named {
        return Candidate::new(text, named, line_end, options);
    }
    let occurs = |delimiter: &u8| *delimiter != line_end && memchr::memchr(*delimiter, text.as_bytes()).is_some();
    let mut best: Option<(Candidate, f32)> = None;
    for delimiter in DELIMITERS.into_iter().filter(occurs) {
        let candidate = Candidate::new(text, delimiter, line_end, options);
        if let Some(score) = candidate.score()
            && best.as_ref().is_none_or(|(_, most)| score > *most)
        {
            best = Some((candidate, score));
        }
    }
    match best {
        Some((candidate, _)) if candidate.is_known_table() => candidate,
        Some((candidate, score)) => {
            let lines = Candidate::of_lines(text, line_end, options);
            if score > lines.score_as_lines() { candidate } else { lines }
        }
        None => Candidate::of_lines(text, line_end, options),
    }
}

/// The first rewriting of the text that makes a better table of it.
fn rewriting(text: &str, line_end: u8, best: &Candidate, options: &ReadOptions) -> Option<(Rewrite, u8)> {
    let proposed = Rewrite::proposed(text, line_end, best.delimiter, best.is_known_table());
    proposed.into_iter().find_map(|rewrite| {
        let delimiter = rewrite.delimiter(best.delimiter);
        // A sample is short.
        let rewritten = at_once(async |pace| rewrite.rewritten(text, pace).await);
        let candidate = Candidate::new(&rewritten, delimiter, b'\n', options);
        (candidate.is_as_good_as(best) && (candidate.is_known_table() || !rewrite.needs_words())).then_some((rewrite, delimiter))
    })
}

/// The delimiter a first line `sep=;` names, as Excel writes and reads it, and where the next line starts.
fn separator_line(sample: &[u8], line_end: u8) -> Option<(u8, usize)> {
    let end = memchr::memchr(line_end, sample).unwrap_or(sample.len());
    let line = sample.get(..end)?;
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    let (word, delimiter) = line.split_at_checked(4)?;
    match delimiter {
        &[delimiter] if word.eq_ignore_ascii_case(b"sep=") && delimiter.is_ascii() && !delimiter.is_ascii_alphanumeric() => {
            Some((delimiter, (end + 1).min(sample.len())))
        }
        _ => None,
    }
}

/// LF, unless lines end in lone CRs (old Mac exports) or records in the separators of ASCII. What stands in quotes does not count.
fn line_end(sample: &[u8]) -> u8 {
    let (mut in_quotes, mut returns) = (false, false);
    for at in memchr::memchr3_iter(b'\n', b'\r', b'"', sample) {
        match sample.get(at) {
            Some(b'"') => in_quotes = !in_quotes,
            Some(b'\n') if !in_quotes => return b'\n',
            Some(b'\r') if !in_quotes => returns = true,
            _ => {}
        }
    }
    let has = |byte: u8| memchr::memchr(byte, sample).is_some();
    if returns {
        b'\r'
    } else if has(RECORD) && has(UNIT) {
        RECORD
    } else {
        b'\n'
    }
}

fn starts_like_json(sample: &str) -> bool {
    let text = sample.trim_ascii_start();
    let opening = text.get(..text.floor_char_boundary(OPENING)).unwrap_or(text);
    if json::opens_literal(opening) || json::opens_printed(opening) && json::holds_leads(text) {
        return true;
    }
    let next = text.as_bytes().get(1..).unwrap_or_default().trim_ascii_start().first();
    // A list of lists of letters is the name of a section (TOML).
    if text.strip_prefix("[[").is_some_and(|rest| rest.starts_with(|first: char| first.is_alphabetic())) {
        return false;
    }
    match text.as_bytes().first() {
        Some(b'{') => matches!(next, None | Some(b'"' | b'}' | b'\'')),
        Some(b'[') => matches!(next, None | Some(b'{' | b'[' | b']' | b'"')) || opens_number(text),
        _ => false,
    }
}

/// True for a list that begins with a number, which a time in brackets before a line of a chat is not.
fn opens_number(text: &str) -> bool {
    let inside = text.get(1..).unwrap_or_default().trim_ascii_start();
    let digits = inside.trim_start_matches('-').trim_start_matches(|letter: char| letter.is_ascii_digit());
    let behind = digits.strip_prefix('.').map_or(digits, |rest| rest.trim_start_matches(|letter: char| letter.is_ascii_digit()));
    digits.len() < inside.len() && behind.trim_ascii_start().starts_with([',', ']'])
}

/// The sample without the line that is cut at its end.
fn whole_lines(sample: &str, line_end: u8, is_whole: bool) -> &str {
    let end = if is_whole { None } else { memchr::memrchr(line_end, sample.as_bytes()) };
    sample.get(..end.unwrap_or(sample.len())).unwrap_or_default()
}

#[cfg(test)]
mod tests;
