//! Delimited text: a scanner that finds the cells of pushed bytes at memory speed and can stop at any byte.
//!
//! # Invariants
//! Every byte is looked at once, bytes behind a quote that is never closed twice. Nothing is copied: a cell is a place in the text.

use leadlens_workbook::stepper::Pace;

use super::table::{RECORD_COST, Table};

const QUOTE: u8 = b'"';
/// Bytes looked at together.
const WORD: usize = 8;
const NONE: usize = usize::MAX;

/// Finds records and cells (RFC 4180) in bytes that grow.
///
/// A quote opens only as the first byte of a cell, so one inside a cell (`5" disk`) is text; what follows a closing quote belongs to the
/// cell. Blank lines are no records. Lines end with LF or CRLF, or with CR where the text has no LF at all.
#[derive(Debug)]
pub(super) struct Scanner {
    delimiter: u8,
    line_end: u8,
    /// First byte not looked at.
    position: usize,
    /// Start of the cell being read; always the last of `bounds`.
    cell: usize,
    in_quotes: bool,
    /// Offset of the last opening quote, in bytes.
    opened: usize,
    /// One past the last closing quote: a quote there makes it a doubled one.
    closed: usize,
    bounds: Vec<u32>,
    firsts: Vec<u32>,
    unclosed: Vec<u32>,
}

impl Scanner {
    /// A scanner for text that starts at byte `start`.
    pub(super) fn new(delimiter: u8, line_end: u8, start: usize) -> Self {
        Self {
            delimiter,
            line_end,
            position: start,
            cell: start,
            in_quotes: false,
            opened: NONE,
            closed: NONE,
            bounds: vec![offset(start)],
            firsts: vec![0],
            unclosed: Vec::new(),
        }
    }

    /// Looks at what was appended to `text` since the last call, but for its last few bytes.
    pub(super) fn scan(&mut self, text: &[u8]) {
        let (words, _) = text.get(self.position..).unwrap_or_default().as_chunks::<WORD>();
        let patterns = [self.delimiter, self.line_end, QUOTE].map(|byte| u64::from_le_bytes([byte; 8]));
        for word in words {
            let word = u64::from_le_bytes(*word);
            let mut hits = patterns.iter().fold(0, |hits, pattern| hits | equal_bytes(word, *pattern));
            while hits != 0 {
                let place = hits.trailing_zeros() & !7;
                let [byte, ..] = (word >> place).to_le_bytes();
                self.meet(text, self.position + (place / 8) as usize, byte);
                hits &= hits - 1;
            }
            self.position += WORD;
        }
    }

    /// Reserves memory for the cells of `size` bytes, going by those seen so far.
    pub(super) fn reserve(&mut self, size: usize) {
        let estimate = |seen: usize| (seen as u64 * size as u64 / self.position.max(1) as u64 * 21 / 20) as usize;
        let (bounds, firsts) = (estimate(self.bounds.len()), estimate(self.firsts.len()));
        // Only a head start: where it fails, the vectors grow as they need.
        drop(self.bounds.try_reserve_exact(bounds.saturating_sub(self.bounds.len())));
        drop(self.firsts.try_reserve_exact(firsts.saturating_sub(self.firsts.len())));
    }

    /// Scans the end of the text. A quote that is never closed is read as text, so that it cannot swallow the records behind it.
    pub(super) async fn finish(&mut self, text: &[u8], pace: &mut Pace) {
        self.scan_all(text, pace).await;
        while self.in_quotes {
            self.in_quotes = false;
            self.closed = NONE;
            self.position = self.opened + 1;
            self.unclosed.push(offset(self.record_count()));
            self.scan_all(text, pace).await;
        }
        let ends_in_return = self.line_end == b'\n' && self.cell < text.len() && text.last() == Some(&b'\r');
        let end = if ends_in_return { text.len() - 1 } else { text.len() };
        if self.cell < end || self.cells_of_record() > 1 {
            self.end_cell(end + 1);
            self.end_record();
        }
        self.bounds.pop();
    }

    /// Number of finished records.
    pub(super) fn record_count(&self) -> usize {
        self.firsts.len() - 1
    }

    /// Puts the records of a finished scan into a table, as they stand, but for lines of nothing but blanks; the answer is the numbers, in
    /// the table, of records with a quote that is never closed.
    pub(super) async fn fill(self, table: &mut Table, pace: &mut Pace) -> Vec<u32> {
        table.quoted = true;
        table.bounds = self.bounds;
        table.firsts = self.firsts;
        let is_blank = |table: &Table, record: usize| table.width(record) == 1 && table.raw_cell(record, 0).trim().is_empty();
        for record in 0..table.record_count() {
            if is_blank(table, record) {
                let retained = |table: &Table, record: usize| (!is_blank(table, record)).then(|| 0..table.width(record));
                let dropped = table.retain_cells(retained, pace).await;
                return renumbered(&self.unclosed, &dropped);
            }
            pace.spend(RECORD_COST).await;
        }
        self.unclosed
    }

    async fn scan_all(&mut self, text: &[u8], pace: &mut Pace) {
        let window = pace.slice().max(WORD);
        while let Some(text) = text.get(..self.position + window) {
            let before = self.position;
            self.scan(text);
            pace.spend(self.position - before).await;
        }
        self.scan(text);
        for (at, &byte) in text.iter().enumerate().skip(self.position) {
            if byte == self.delimiter || byte == self.line_end || byte == QUOTE {
                self.meet(text, at, byte);
            }
        }
        self.position = text.len();
    }

    /// Takes the delimiter, line end or quote at a place: it ends a cell or record, or opens or closes quotes.
    #[inline]
    fn meet(&mut self, text: &[u8], at: usize, byte: u8) {
        if byte == QUOTE {
            self.meet_quote(at);
        } else if !self.in_quotes {
            if byte == self.delimiter {
                self.end_cell(at + 1);
            } else {
                self.end_line(text, at);
            }
        }
    }

    #[inline]
    fn meet_quote(&mut self, at: usize) {
        if self.in_quotes {
            self.in_quotes = false;
            self.closed = at + 1;
        } else if at == self.cell {
            self.in_quotes = true;
            self.opened = at;
        } else if at == self.closed {
            self.in_quotes = true;
        }
    }

    #[inline]
    fn end_line(&mut self, text: &[u8], at: usize) {
        let is_crlf = at > self.cell && self.line_end == b'\n' && text.get(at - 1) == Some(&b'\r');
        let end = if is_crlf { at - 1 } else { at };
        if end > self.cell || self.cells_of_record() > 1 {
            self.end_cell(end + 1);
            self.end_record();
        }
        self.cell = at + 1;
        if let Some(start) = self.bounds.last_mut() {
            *start = offset(at + 1);
        }
    }

    #[inline]
    fn end_cell(&mut self, next: usize) {
        self.bounds.push(offset(next));
        self.cell = next;
    }

    /// Ends the record at its last bound and adds the first bound of the next.
    #[inline]
    fn end_record(&mut self) {
        self.firsts.push(offset(self.bounds.len()));
        self.bounds.push(offset(self.cell));
    }

    #[inline]
    fn cells_of_record(&self) -> usize {
        self.bounds.len() - self.firsts.last().map_or(0, |&first| first as usize)
    }
}

/// The high bit of every byte of `word` that equals the byte `pattern` repeats.
#[inline]
fn equal_bytes(word: u64, pattern: u64) -> u64 {
    const LOW_BITS: u64 = u64::from_le_bytes([0x7f; 8]);
    let difference = word ^ pattern;
    !(((difference & LOW_BITS) + LOW_BITS) | difference | LOW_BITS)
}

#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the reader refuses sources longer than u32::MAX - 1")]
fn offset(place: usize) -> u32 {
    place as u32
}

/// The numbers records have once others are dropped.
pub(super) fn renumbered(records: &[u32], dropped: &[usize]) -> Vec<u32> {
    records.iter().map(|&record| record - offset(dropped.partition_point(|&dropped| dropped < record as usize))).collect()
}

#[cfg(test)]
mod tests;
