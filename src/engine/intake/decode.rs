//! Bytes become text, whatever encoding they are in.
//!
//! # Invariants
//! UTF-8 is copied once and looked at once, at the end. What the user chose is believed; a choice or a guess that does not fit leaves
//! U+FFFD and a [`TableNote`], never an error and never a lost record.

mod detect;
mod evidence;
mod foreign;
mod head;
mod languages;
mod samples;
mod unicode;

pub use detect::plausible;
pub(super) use foreign::{ForeignLines, mark_records};
pub(super) use head::{binary_kind, check_text};

use super::table::TableNote;
use super::{Encoding, SourceError};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// How many bytes tell UTF-16 without a byte order mark: a header line and a record or two.
const HEAD_SIZE: usize = 1 << 10;

/// How many bytes are transcoded at a time, so that the room kept for the worst case stays small.
const PIECE_SIZE: usize = 1 << 14;

/// Turns pushed bytes into text: UTF-8 passes as it is, what is known to be something else is transcoded as it comes, and what turns out
/// at the end to be something else is transcoded then.
#[derive(Debug)]
pub(super) struct Decoder {
    chosen: Option<Encoding>,
    /// The first bytes, until there are enough to tell UTF-16.
    head: Vec<u8>,
    /// The encoding of the bytes, as far as their beginning tells; UTF-8 also stands for everything told at the end only.
    encoding: Option<Encoding>,
    transcoder: Option<Transcoder>,
    /// NUL characters in the text, counted where bytes are at hand anyway.
    nuls: usize,
}

/// A whole text, and how it was come by.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) encoding: Encoding,
    pub(super) notes: Vec<TableNote>,
    /// Lines in another encoding than the rest.
    pub(super) foreign: ForeignLines,
    /// Whether the text is another than the bytes that were there before, so that places in them mean nothing.
    pub(super) is_rewritten: bool,
}

impl Decoder {
    /// A decoder for text in that encoding, or in the one its bytes tell.
    pub(super) fn new(chosen: Option<Encoding>) -> Self {
        let transcoder = chosen.filter(|&encoding| encoding != Encoding::Utf8).map(Transcoder::new);
        Self { chosen, head: Vec::new(), encoding: chosen, transcoder, nuls: 0 }
    }

    /// Appends what `bytes` say to `text`.
    pub(super) fn push(&mut self, bytes: &[u8], text: &mut Vec<u8>) {
        if self.encoding.is_some() {
            self.append(bytes, text);
        } else {
            self.head.extend_from_slice(bytes);
            if self.head.len() >= HEAD_SIZE {
                self.start(text);
            }
        }
    }

    /// Appends what was kept back: everything was pushed.
    pub(super) fn flush(&mut self, text: &mut Vec<u8>) {
        if self.encoding.is_none() {
            self.start(text);
        }
        if let Some(transcoder) = &mut self.transcoder {
            transcoder.finish(text);
        }
    }

    /// The whole text, in UTF-8 or in the encoding its bytes tell.
    ///
    /// # Errors
    /// [`SourceError::Encoding`] when they are text in no encoding.
    pub(super) fn finish(self, mut bytes: Vec<u8>) -> Result<Decoded, SourceError> {
        let mut notes = Vec::new();
        if self.nuls > 0 {
            bytes.retain(|&byte| byte != 0);
            notes.push(TableNote::RemovedNuls(count(self.nuls)));
        }
        let encoding = self.encoding.unwrap_or(Encoding::Utf8);
        let is_rewritten = self.nuls > 0;
        let mut decoded = match String::from_utf8(bytes) {
            Ok(text) => Decoded { text, encoding, notes, foreign: ForeignLines::default(), is_rewritten },
            Err(error) if self.chosen.is_some() => {
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                Decoded { text, encoding, notes, foreign: ForeignLines::default(), is_rewritten: true }
            }
            Err(error) => {
                let (encoding, text, foreign) = foreign::read(error.as_bytes(), error.utf8_error().valid_up_to())?;
                Decoded { text, encoding, notes, foreign, is_rewritten: true }
            }
        };
        // A UTF-8 text may spell U+FFFD itself; where nothing was replaced, nothing is counted.
        let replaced = if decoded.is_rewritten || self.transcoder.is_some() { replaced(&decoded.text) } else { 0 };
        if replaced > 0 {
            decoded.notes.push(TableNote::ReplacedCharacters(count(replaced)));
        }
        Ok(decoded)
    }

    /// Decides by the first bytes, which are all there, or all there will be; more of them may be there and do not count.
    fn start(&mut self, text: &mut Vec<u8>) {
        let head = std::mem::take(&mut self.head);
        let encoding = unicode::encoding_of(head.get(..HEAD_SIZE).unwrap_or(&head));
        self.encoding = Some(encoding);
        self.transcoder = (encoding != Encoding::Utf8).then(|| Transcoder::new(encoding));
        self.append(&head, text);
    }

    fn append(&mut self, bytes: &[u8], text: &mut Vec<u8>) {
        let start = text.len();
        match &mut self.transcoder {
            Some(transcoder) => transcoder.push(bytes, text),
            None => text.extend_from_slice(bytes),
        }
        self.nuls += memchr::memchr_iter(0, text.get(start..).unwrap_or_default()).count();
    }
}

/// A decoder of the Encoding Standard that appends to a text.
struct Transcoder(encoding_rs::Decoder);

impl Transcoder {
    fn new(encoding: Encoding) -> Self {
        Self(encoding.standard().new_decoder_without_bom_handling())
    }

    fn push(&mut self, bytes: &[u8], text: &mut Vec<u8>) {
        bytes.chunks(PIECE_SIZE).for_each(|piece| self.take(piece, false, text));
    }

    /// Appends what half a character at the end says: U+FFFD, or nothing where it would make a line of its own.
    fn finish(&mut self, text: &mut Vec<u8>) {
        let ends_in_line = matches!(text.last(), None | Some(b'\n' | b'\r'));
        let whole = text.len();
        self.take(&[], true, text);
        if ends_in_line {
            text.truncate(whole);
        }
    }

    fn take(&mut self, piece: &[u8], is_last: bool, text: &mut Vec<u8>) {
        let room = self.0.max_utf8_buffer_length(piece.len()).unwrap_or_default();
        let mut decoded = String::with_capacity(room);
        let _ = self.0.decode_to_string(piece, &mut decoded, is_last);
        text.extend_from_slice(decoded.as_bytes());
    }
}

impl std::fmt::Debug for Transcoder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Transcoder").field(&self.0.encoding().name()).finish()
    }
}

/// Where the text starts: behind the byte order mark, if there is one.
pub(super) fn text_start(text: &[u8]) -> usize {
    if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 }
}

/// How many characters could not be read.
fn replaced(text: &str) -> usize {
    memchr::memmem::find_iter(text.as_bytes(), "\u{fffd}").count()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
