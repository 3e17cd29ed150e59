//! Bytes become UTF-8 text, or the reason why they are none.

use super::{BinaryKind, Encoding, SourceError};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Turns pushed bytes into UTF-8 bytes: UTF-8 passes as it is (its mark included, validity is checked later), UTF-16 is transcoded.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    encoding: Option<Encoding>,
    /// Bytes that cannot be taken yet: the first two or three, or half a UTF-16 character.
    pending: Vec<u8>,
}

impl Decoder {
    /// A decoder for text in that encoding, or in the one its bytes tell.
    pub(super) fn new(_encoding: Option<Encoding>) -> Self {
        Self::default()
    }

    /// The encoding, once enough bytes were seen.
    pub(super) fn encoding(&self) -> Option<Encoding> {
        self.encoding
    }

    /// Appends what `bytes` say to `text`.
    pub(super) fn push(&mut self, bytes: &[u8], text: &mut Vec<u8>) {
        match self.encoding {
            Some(Encoding::Utf8) => text.extend_from_slice(bytes),
            Some(encoding) => self.transcode(encoding, bytes, text),
            None if self.pending.len() + bytes.len() < 2 => self.pending.extend_from_slice(bytes),
            None => {
                let mut head = std::mem::take(&mut self.pending);
                let (taken, rest) = bytes.split_at(bytes.len().min(2));
                head.extend_from_slice(taken);
                let (encoding, skipped) = match head.as_slice() {
                    [0xff, 0xfe, ..] => (Encoding::Utf16Le, 2),
                    [0xfe, 0xff, ..] => (Encoding::Utf16Be, 2),
                    _ => (Encoding::Utf8, 0),
                };
                self.encoding = Some(encoding);
                self.push(head.get(skipped..).unwrap_or_default(), text);
                self.push(rest, text);
            }
        }
    }

    /// Appends what is left at the end of the source; half a character becomes U+FFFD.
    pub(super) fn finish(&mut self, text: &mut Vec<u8>) {
        let rest = std::mem::take(&mut self.pending);
        match self.encoding {
            None => {
                self.encoding = Some(Encoding::Utf8);
                text.extend_from_slice(&rest);
            }
            Some(_) if rest.is_empty() => {}
            Some(_) => text.extend_from_slice("\u{fffd}".as_bytes()),
        }
    }

    fn transcode(&mut self, encoding: Encoding, bytes: &[u8], text: &mut Vec<u8>) {
        self.pending.extend_from_slice(bytes);
        let unit = |pair: &[u8]| match (encoding, pair) {
            (Encoding::Utf16Be, &[high, low]) | (_, &[low, high]) => u16::from_be_bytes([high, low]),
            _ => 0,
        };
        let mut whole = self.pending.len() / 2 * 2;
        let last = self.pending.get(whole.saturating_sub(2)..whole).map_or(0, unit);
        if (0xd800..0xdc00).contains(&last) {
            whole -= 2;
        }
        let units = self.pending.get(..whole).unwrap_or_default().chunks_exact(2).map(unit);
        let mut buffer = [0; 4];
        for letter in char::decode_utf16(units) {
            let letter = letter.unwrap_or(char::REPLACEMENT_CHARACTER);
            text.extend_from_slice(letter.encode_utf8(&mut buffer).as_bytes());
        }
        self.pending.drain(..whole);
    }
}

/// Where the text starts: behind the byte order mark, if there is one.
pub(super) fn text_start(text: &[u8]) -> usize {
    if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 }
}

/// Refuses a source whose first bytes (UTF-8 or not) are those of a binary file or of a web page.
///
/// # Errors
/// [`SourceError::Binary`] or [`SourceError::Html`].
pub(super) fn check_head(head: &[u8]) -> Result<(), SourceError> {
    if let Some(kind) = binary_kind(head) {
        return Err(SourceError::Binary(kind));
    }
    let start = head.get(text_start(head)..).unwrap_or_default().trim_ascii_start();
    let is_page = |tag: &&[u8]| start.get(..tag.len()).is_some_and(|opening| opening.eq_ignore_ascii_case(tag));
    let tags: [&[u8]; 7] = [b"<!doctype", b"<html", b"<head", b"<?xml", b"<body", b"<table", b"<!--"];
    if tags.iter().any(is_page) { Err(SourceError::Html) } else { Ok(()) }
}

fn binary_kind(head: &[u8]) -> Option<BinaryKind> {
    let images: [&[u8]; 4] = [b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a"];
    let is_bitmap = head.starts_with(b"BM") && head.get(6..10) == Some(&[0; 4]);
    let is_webp = head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP");
    if is_bitmap || is_webp || images.iter().any(|magic| head.starts_with(magic)) {
        Some(BinaryKind::Image)
    } else if head.starts_with(b"%PDF-") {
        Some(BinaryKind::Pdf)
    } else if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        Some(zip_kind(head))
    } else if head.starts_with(b"\xd0\xcf\x11\xe0") {
        Some(BinaryKind::OldOffice)
    } else if head.starts_with(b"\x1f\x8b") || head.starts_with(b"7z\xbc\xaf\x27\x1c") {
        Some(BinaryKind::Archive)
    } else {
        head.contains(&0).then_some(BinaryKind::Other)
    }
}

fn zip_kind(head: &[u8]) -> BinaryKind {
    let holds = |name: &[u8]| memchr::memmem::find(head, name).is_some();
    let is_workbook = holds(b"xl/") || holds(b"opendocument.spreadsheet");
    let is_document = holds(b"word/") || holds(b"ppt/") || holds(b"opendocument.text");
    let is_office = holds(b"[Content_Types].xml") || holds(b"opendocument");
    if is_workbook || (is_office && !is_document) { BinaryKind::Spreadsheet } else { BinaryKind::Archive }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_that_is_no_text_is_named_by_its_first_bytes() {
        for (head, kind) in [
            (&b"\x89PNG\r\n\x1a\n"[..], BinaryKind::Image),
            (b"RIFF\x10\x00\x00\x00WEBPVP8 ", BinaryKind::Image),
            (b"%PDF-1.7", BinaryKind::Pdf),
            (b"PK\x03\x04....[Content_Types].xml...xl/workbook.xml", BinaryKind::Spreadsheet),
            (b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet", BinaryKind::Spreadsheet),
            (b"PK\x03\x04....leads.csv", BinaryKind::Archive),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", BinaryKind::OldOffice),
            (b"\x1f\x8b\x08", BinaryKind::Archive),
            (b"Email\0", BinaryKind::Other),
        ] {
            assert_eq!(check_head(head), Err(SourceError::Binary(kind)), "{head:?}");
        }
    }

    #[test]
    fn a_web_page_is_told_from_text() {
        for (head, expected) in [
            (&b"\xef\xbb\xbf\n <!DOCTYPE html>"[..], Err(SourceError::Html)),
            (b"<html>", Err(SourceError::Html)),
            (b"<Name>,Email", Ok(())),
            (b"BMW,Email", Ok(())),
        ] {
            assert_eq!(check_head(head), expected, "{head:?}");
        }
    }

    #[test]
    fn text_in_utf_16_is_the_same_in_any_pieces() {
        for (encoding, bytes) in
            [(Encoding::Utf16Le, b"\xff\xfea\0\x3d\xd8\x00\xde\x60".as_slice()), (Encoding::Utf16Be, b"\xfe\xff\0a\xd8\x3d\xde\x00\x60")]
        {
            for size in 1..=bytes.len() {
                let (mut decoder, mut text) = (Decoder::default(), Vec::new());
                bytes.chunks(size).for_each(|piece| decoder.push(piece, &mut text));
                decoder.finish(&mut text);
                assert_eq!((decoder.encoding(), std::str::from_utf8(&text).unwrap()), (Some(encoding), "a😀\u{fffd}"));
            }
        }
    }
}
