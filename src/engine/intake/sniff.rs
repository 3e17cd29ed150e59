//! Which notation is it? Decided once, on the first bytes of the text, so the answer does not depend on how they arrived.

use super::ReadOptions;
use super::delimited::Scanner;
use super::header::header_word;
use super::key_value;
use super::table::Table;

/// How many bytes are looked at before the notation is decided.
pub(super) const SAMPLE_SIZE: usize = 1 << 20;

/// How many records of the sample are counted.
const SAMPLE_RECORDS: usize = 1000;

/// The notation of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notation {
    /// One or more JSON texts.
    Json,
    /// `Label: value` lines.
    KeyValue,
    /// Records of delimited cells.
    Delimited(Dialect),
}

/// How delimited text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    /// What stands between cells.
    pub(super) delimiter: u8,
    /// The byte lines end with; before LF a CR may stand.
    pub(super) line_end: u8,
    /// Where the first record starts in the text that was sniffed.
    pub(super) start: usize,
    /// Whether the first record holds headers.
    pub(super) has_header: bool,
}

/// Decides the notation of a text by its beginning; `is_whole` says that there is no more of it.
///
/// A delimiter the user chose is believed, whatever the text looks like; so is the place of the headers.
pub(super) fn sniff(sample: &[u8], is_whole: bool, options: &ReadOptions) -> Notation {
    let chosen = options.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok());
    if chosen.is_none() && starts_like_json(sample) {
        return Notation::Json;
    }
    let line_end = line_end(sample);
    let (named, start) = separator_line(sample, line_end).map_or((None, 0), |(delimiter, start)| (Some(delimiter), start));
    let named = chosen.or(named);
    let text = sample_text(sample.get(start..).unwrap_or_default(), line_end, is_whole);
    let candidates = named.map_or_else(|| b",\t;|".to_vec(), |delimiter| vec![delimiter]);
    let mut best: Option<Candidate> = None;
    for delimiter in candidates {
        let candidate = Candidate::new(&text, delimiter, line_end);
        if best.as_ref().is_none_or(|best| candidate.score() > best.score()) {
            best = Some(candidate);
        }
    }
    let is_table = named.is_some() || best.as_ref().is_some_and(|best| best.header_words >= 2);
    if !is_table && key_value::is_likely(&text) {
        return Notation::KeyValue;
    }
    let (delimiter, has_header) = best.map_or((b',', false), |best| (best.delimiter, best.has_header()));
    Notation::Delimited(Dialect { delimiter, line_end, start, has_header })
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

/// LF, unless lines end in lone CRs (old Mac exports). What stands in quotes does not count.
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
    if returns { b'\r' } else { b'\n' }
}

fn starts_like_json(sample: &[u8]) -> bool {
    let text = sample.trim_ascii_start();
    let next = text.get(1..).unwrap_or_default().trim_ascii_start().first();
    match text.first() {
        Some(b'{') => matches!(next, None | Some(b'"' | b'}' | b'\'')),
        Some(b'[') => matches!(next, None | Some(b'{' | b'[' | b']' | b'"' | b'-' | b'0'..=b'9')),
        _ => false,
    }
}

/// The sample as text, without the line that is cut at its end.
fn sample_text(sample: &[u8], line_end: u8, is_whole: bool) -> String {
    let end = if is_whole { None } else { memchr::memrchr(line_end, sample) };
    String::from_utf8_lossy(sample.get(..end.unwrap_or(sample.len())).unwrap_or_default()).into_owned()
}

/// A delimiter on trial: the sample read with it.
struct Candidate {
    delimiter: u8,
    table: Table,
    header_words: usize,
}

impl Candidate {
    fn new(text: &str, delimiter: u8, line_end: u8) -> Self {
        let mut scanner = Scanner::new(delimiter, line_end, 0);
        scanner.finish(text.as_bytes());
        let mut table = Table { text: text.to_owned(), ..Table::default() };
        scanner.fill(&mut table);
        let header_words = (0..table.width(0)).filter(|&column| header_word(&table.cell(0, column)).is_some()).count();
        Self { delimiter, table, header_words }
    }

    /// How well the sample fits: most records as wide as the first, and known words in the first.
    fn score(&self) -> f64 {
        let records = self.table.record_count().min(SAMPLE_RECORDS);
        let width = self.table.width(0);
        // A pipe stands inside every LeadSource, so two cells without a header prove nothing.
        let is_lead_source = self.delimiter == b'|' && self.header_words < 2 && width < 3;
        if records == 0 || width < 2 || is_lead_source {
            return 0.0;
        }
        let alike = (0..records).filter(|&record| self.table.width(record) == width).count();
        let words = u32::try_from(self.header_words.min(8)).unwrap_or_default();
        let share = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        // One record alone is alike whatever the delimiter: then a sentence must not become columns, words decide.
        share(alike) / share(records) + 0.5 * f64::from(words)
    }

    /// Whether the first record names the columns: known words and no data, or at least nothing that is data.
    fn has_header(&self) -> bool {
        let cells: Vec<_> = (0..self.table.width(0)).map(|column| self.table.cell(0, column)).collect();
        let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        self.header_words * 2 > filled || !cells.iter().any(|cell| looks_like_data(cell.trim()))
    }
}

/// Whether a cell can be no header: an e-mail address, a composite `LeadSource`, a date or a number.
pub(super) fn looks_like_data(cell: &str) -> bool {
    let is_email = cell.split_once('@').is_some_and(|(name, domain)| !name.is_empty() && domain.contains('.'));
    let is_source = cell.split_once('|').is_some_and(|(source, offer)| source.contains(['-', '–']) && !offer.is_empty());
    let is_number =
        cell.bytes().any(|byte| byte.is_ascii_digit()) && cell.bytes().all(|byte| byte.is_ascii_digit() || b"+-./: ()TZ,".contains(&byte));
    is_email || is_source || is_number
}

#[cfg(test)]
mod tests;
