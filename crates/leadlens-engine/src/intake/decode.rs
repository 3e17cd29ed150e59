//! Bytes become text, whatever encoding they are in.
//!
//! # Invariants
//! UTF-8 is copied once and looked at once, while it comes. What the user chose is believed; a choice or a guess that does not fit leaves
//! U+FFFD and a [`TableNote`], never an error and never a lost record.

mod detect;
mod evidence;
mod foreign;
mod head;
mod languages;
mod samples;
mod text_buffer;
mod transcoder;
mod twice;
mod unicode;

pub use detect::plausible;
pub(super) use foreign::{ForeignLines, mark_records};
pub(super) use head::{binary_kind, check_text};

use std::collections::TryReserveError;

pub(super) use text_buffer::TextBuffer;
use transcoder::Transcoder;

use leadlens_workbook::stepper::Pace;

use super::note::TableNote;
use super::{Encoding, SourceError};
use crate::saturating::saturating_u32;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Number of bytes that tell UTF-16 without a byte order mark: a header line and a record or two.
const HEAD_SIZE: usize = 1 << 10;

/// Number of bytes transcoded at a time, so that the memory reserved for the worst case stays small.
const PIECE_SIZE: usize = 1 << 14;

/// Transcoding a byte takes as long as scanning so many.
const DECODE_COST: usize = 3;

/// Text in UTF-8 is longer than in a legacy encoding by one in so many bytes, as a guess.
const GROWTH: usize = 8;

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
    text: TextBuffer,
    /// NUL characters left out of the text.
    nuls: usize,
    drops_nuls: bool,
}

/// A whole text, and how it was come by.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) encoding: Encoding,
    pub(super) notes: Vec<TableNote>,
    /// Lines in another encoding than the rest.
    pub(super) foreign: ForeignLines,
    /// True when the text is another than the bytes that were there before, so that places in them mean nothing.
    pub(super) is_rewritten: bool,
}

impl Decoder {
    /// A decoder for text in that encoding, or in the one its bytes tell, that makes it in memory that is there already.
    pub(super) fn new(chosen: Option<Encoding>, memory: Vec<u8>) -> Self {
        let transcoder = chosen.filter(|&encoding| encoding != Encoding::Utf8).map(Transcoder::new);
        let text = TextBuffer::within(memory);
        Self { chosen, head: Vec::new(), encoding: chosen, transcoder, text, nuls: 0, drops_nuls: false }
    }

    /// The text so far; bytes as they are where they are not UTF-8.
    pub(super) fn bytes(&self) -> &[u8] {
        self.text.bytes()
    }

    /// True while the text is UTF-8, so that it stays what it is.
    pub(super) fn is_utf8(&self) -> bool {
        self.text.is_utf8()
    }

    /// Reserves capacity for that many bytes.
    ///
    /// # Errors
    /// [`TryReserveError`] when there is not enough memory.
    pub(super) fn try_reserve(&mut self, length: usize) -> Result<(), TryReserveError> {
        self.text.try_reserve(length)
    }

    /// Takes the next bytes.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        if self.encoding.is_some() {
            self.append(bytes);
        } else {
            self.head.extend_from_slice(bytes);
            if self.head.len() >= HEAD_SIZE {
                self.start();
            }
        }
    }

    /// Leaves NULs out, those that are there and those that come. They count as long as the beginning tells whether it is a text at all.
    pub(super) fn drop_nuls(&mut self) {
        if !self.drops_nuls {
            self.drops_nuls = true;
            self.nuls += self.text.drop_nuls();
        }
    }

    /// Flushes what was held back: everything was pushed.
    pub(super) fn flush(&mut self) {
        if self.encoding.is_none() {
            self.start();
        }
        if let Some(transcoder) = &mut self.transcoder {
            let end = transcoder.end(self.text.bytes());
            self.put(&end);
        }
        self.text.end();
    }

    /// The whole text, in UTF-8 or in the encoding its bytes tell.
    ///
    /// # Errors
    /// [`SourceError::Encoding`] when they are text in no encoding.
    pub(super) async fn finish(self, pace: &mut Pace) -> Result<Decoded, SourceError> {
        let notes = if self.nuls > 0 { vec![TableNote::RemovedNuls(saturating_u32(self.nuls))] } else { Vec::new() };
        let encoding = self.encoding.unwrap_or(Encoding::Utf8);
        let has_changed = self.nuls > 0 || self.transcoder.is_some();
        let mut decoded = match self.text {
            TextBuffer::Utf8 { text, .. } => Decoded { text, encoding, notes, foreign: ForeignLines::default(), is_rewritten: false },
            TextBuffer::Other { bytes, .. } if self.chosen.is_some() => {
                let text = decode_all(Encoding::Utf8, &bytes, pace).await;
                Decoded { text, encoding, notes, foreign: ForeignLines::default(), is_rewritten: true }
            }
            TextBuffer::Other { bytes, valid } => {
                let (encoding, text, foreign) = foreign::read(&bytes, valid, pace).await?;
                Decoded { text, encoding, notes, foreign, is_rewritten: true }
            }
        };
        if self.chosen.is_none()
            && decoded.foreign.is_empty()
            && let Some((text, words)) = twice::mended(&decoded.text, pace).await
        {
            decoded.text = text;
            decoded.is_rewritten = true;
            decoded.notes.push(TableNote::DecodedTwice(words));
        }
        // The mark of the end of a DOS file.
        decoded.text.truncate(decoded.text.trim_end_matches('\u{1a}').len());
        // A UTF-8 text may spell U+FFFD itself; where nothing was replaced, nothing is counted.
        let replaced = if decoded.is_rewritten || has_changed { replaced(&decoded.text, pace).await } else { 0 };
        if replaced > 0 {
            decoded.notes.push(TableNote::ReplacedCharacters(saturating_u32(replaced)));
        }
        Ok(decoded)
    }

    /// Decides by the first bytes, which are all there, or all there will be; more of them may be there and do not count.
    fn start(&mut self) {
        let head = std::mem::take(&mut self.head);
        let encoding = unicode::encoding_of(head.get(..HEAD_SIZE).unwrap_or(&head));
        self.encoding = Some(encoding);
        self.transcoder = (encoding != Encoding::Utf8).then(|| Transcoder::new(encoding));
        self.append(&head);
    }

    fn append(&mut self, bytes: &[u8]) {
        if self.transcoder.is_none() {
            return self.put_bytes(bytes);
        }
        for piece in bytes.chunks(PIECE_SIZE) {
            let text = self.transcoder.as_mut().map(|transcoder| transcoder.decode(piece, false)).unwrap_or_default();
            self.put(&text);
        }
    }

    fn put(&mut self, text: &str) {
        if self.drops_nuls && text.contains('\0') { self.put_bytes(text.as_bytes()) } else { self.text.push_text(text) }
    }

    fn put_bytes(&mut self, bytes: &[u8]) {
        if self.drops_nuls && memchr::memchr(0, bytes).is_some() {
            let rest: Vec<u8> = bytes.iter().copied().filter(|&byte| byte != 0).collect();
            self.nuls += bytes.len() - rest.len();
            self.text.push(&rest);
        } else {
            self.text.push(bytes);
        }
    }
}

/// All bytes in one encoding; what is none in it is U+FFFD.
async fn decode_all(encoding: Encoding, bytes: &[u8], pace: &mut Pace) -> String {
    let mut transcoder = Transcoder::new(encoding);
    let mut text = String::with_capacity(bytes.len() + bytes.len() / GROWTH);
    for piece in bytes.chunks(PIECE_SIZE) {
        transcoder.append(piece, false, &mut text);
        pace.spend(DECODE_COST * piece.len()).await;
    }
    transcoder.append(&[], true, &mut text);
    text
}

/// Offset of the text in bytes: behind the byte order mark, if there is one.
pub(super) fn text_start(text: &[u8]) -> usize {
    if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 }
}

/// Number of characters that could not be read.
async fn replaced(text: &str, pace: &mut Pace) -> usize {
    const MARK: &[u8] = "\u{fffd}".as_bytes();
    let (bytes, window) = (text.as_bytes(), pace.slice());
    let mut count = 0;
    for start in (0..bytes.len()).step_by(window) {
        // A mark that begins in the window may end behind it.
        let end = bytes.len().min(start + window + MARK.len() - 1);
        count += memchr::memmem::find_iter(bytes.get(start..end).unwrap_or_default(), MARK).count();
        pace.spend(end - start).await;
    }
    count
}

#[cfg(test)]
mod tests;
