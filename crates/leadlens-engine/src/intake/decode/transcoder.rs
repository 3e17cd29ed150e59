//! Decoders of every encoding, for a text that comes in pieces.

use crate::intake::Encoding;
use crate::intake::encoding::code_page::{CodePage, character};

/// Length of a character of UTF-32, in bytes.
const UNIT: usize = 4;

/// Decoder of a text that comes in pieces; what is none in its encoding is U+FFFD.
pub(super) struct Transcoder {
    encoding: Encoding,
    decoder: Decoder,
}

enum Decoder {
    /// One of the Encoding Standard.
    Standard(Box<encoding_rs::Decoder>),
    /// A byte for each character.
    CodePage(CodePage),
    /// UTF-32, and the beginning of a character whose end has not come.
    Utf32 { order: fn([u8; UNIT]) -> u32, cut: Vec<u8> },
}

impl Transcoder {
    pub(super) fn new(encoding: Encoding) -> Self {
        let decoder = match (encoding.code_page(), encoding.standard()) {
            (Some(page), _) => Decoder::CodePage(page),
            (None, Some(standard)) => Decoder::Standard(Box::new(standard.new_decoder_without_bom_handling())),
            (None, None) => {
                let order = if encoding == Encoding::Utf32Be { u32::from_be_bytes } else { u32::from_le_bytes };
                Decoder::Utf32 { order, cut: Vec::new() }
            }
        };
        Self { encoding, decoder }
    }

    /// Text of the next bytes.
    pub(super) fn decode(&mut self, piece: &[u8], is_last: bool) -> String {
        let mut text = String::new();
        self.append(piece, is_last, &mut text);
        text
    }

    /// Appends the text of the next bytes.
    pub(super) fn append(&mut self, piece: &[u8], is_last: bool, text: &mut String) {
        match &mut self.decoder {
            Decoder::Standard(decoder) => {
                text.reserve(decoder.max_utf8_buffer_length(piece.len()).unwrap_or_default());
                let _ = decoder.decode_to_string(piece, text, is_last);
            }
            Decoder::CodePage(page) => text.extend(piece.iter().map(|&byte| character(page, byte))),
            Decoder::Utf32 { order, cut } => {
                cut.extend_from_slice(piece);
                let (units, rest) = cut.as_chunks::<UNIT>();
                text.extend(units.iter().map(|&unit| char::from_u32(order(unit)).unwrap_or(char::REPLACEMENT_CHARACTER)));
                *cut = rest.to_vec();
                if is_last && !cut.is_empty() {
                    text.push(char::REPLACEMENT_CHARACTER);
                }
            }
        }
    }

    /// Text of half a character at the end of a text: U+FFFD, or nothing where it would make a line of its own.
    pub(super) fn end(&mut self, text: &[u8]) -> String {
        let end = self.decode(&[], true);
        if matches!(text.last(), None | Some(b'\n' | b'\r')) { String::new() } else { end }
    }
}

impl std::fmt::Debug for Transcoder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Transcoder").field(&self.encoding).finish()
    }
}
