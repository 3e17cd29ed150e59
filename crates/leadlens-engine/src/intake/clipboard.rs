//! A paste in two notations: HTML and plain text.
//!
//! The page hands over both, one behind the other, where the HTML is too long to be looked at there. The table in the HTML is what counts;
//! without one the text does.

use super::html::HtmlTables;

/// Mark that such a source begins with; the length of the HTML in bytes and a line end follow.
pub(super) const MARK: &[u8; 16] = b"leadlens/paste: ";

/// Longest first line: the mark and a number.
const LINE_LIMIT: usize = 40;

/// The first line of a paste whose HTML has that length in bytes; the HTML follows, then the text.
pub fn clipboard_head(html: u64) -> String {
    format!("{}{html}\n", String::from_utf8_lossy(MARK))
}

/// Reads both notations as they come.
#[derive(Debug, Default)]
pub(super) struct Clipboard {
    line: Vec<u8>,
    /// Bytes of the HTML still to come; `None` while the first line is not whole.
    left: Option<usize>,
    tables: HtmlTables,
    text: Vec<u8>,
}

impl Clipboard {
    pub(super) fn push(&mut self, mut bytes: &[u8]) {
        if self.left.is_none() {
            let end = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |at| at + 1);
            let (line, rest) = bytes.split_at(end.min(LINE_LIMIT));
            self.line.extend_from_slice(line);
            bytes = rest;
            if self.line.last() != Some(&b'\n') && self.line.len() < LINE_LIMIT {
                return;
            }
            let number = self.line.get(MARK.len()..).and_then(|line| std::str::from_utf8(line).ok());
            self.left = Some(number.and_then(|number| number.trim_end().parse().ok()).unwrap_or_default());
        }
        let (html, text) = bytes.split_at(self.left.unwrap_or_default().min(bytes.len()));
        self.tables.push(html);
        self.left = self.left.map(|left| left - html.len());
        self.text.extend_from_slice(text);
    }

    /// The text that counts, and the cells that were left out of it.
    pub(super) fn finish(self) -> (Vec<u8>, u32) {
        self.tables.finish().map_or((self.text, 0), |table| (table.text.into_bytes(), table.left_out))
    }
}
