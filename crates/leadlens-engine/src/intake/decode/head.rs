//! Sources that are no text at all, told by their first bytes.

use crate::intake::{BinaryKind, SourceError};

/// Control characters that are forgiven in any text, as long as they are not a quarter of it: a broken export has some.
const CONTROLS_FORGIVEN: usize = 4;

/// One control character in so many bytes is forgiven beyond that; compressed data has one in nine.
const BYTES_PER_CONTROL: usize = 20;

/// Kind of binary file that starts with these bytes, before they are taken for text in any encoding.
pub(in crate::intake) fn binary_kind(head: &[u8]) -> Option<BinaryKind> {
    let images: [&[u8]; 4] = [b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a"];
    let is_bitmap = head.starts_with(b"BM") && head.get(6..10) == Some(&[0; 4]);
    let is_webp = head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP");
    if is_bitmap || is_webp || images.iter().any(|magic| head.starts_with(magic)) {
        Some(BinaryKind::Image)
    } else if head.starts_with(b"%PDF-") {
        Some(BinaryKind::Pdf)
    } else if head.starts_with(b"7z\xbc\xaf\x27\x1c") || head.starts_with(b"Rar!\x1a\x07") {
        Some(BinaryKind::Archive)
    } else {
        None
    }
}

/// Refuses text (UTF-8 or not) whose beginning has more control characters than a text can have.
///
/// # Errors
/// [`SourceError::Binary`].
pub(in crate::intake) fn check_text(head: &[u8]) -> Result<(), SourceError> {
    // Padding at either end is none of the text.
    let is_padding = |byte: &u8| matches!(byte, 0 | 0x1a);
    let start = head.iter().position(|byte| !is_padding(byte)).unwrap_or(head.len());
    let end = head.iter().rposition(|byte| !is_padding(byte)).map_or(head.len(), |last| last + 1);
    let Some(head) = head.get(start..end).filter(|rest| rest.is_empty() == head.is_empty()) else {
        return Err(SourceError::Binary(BinaryKind::Other));
    };
    // The separators of records and units (0x1e, 0x1f) stand between cells of some exports.
    // What stands behind the mark of the end of one of several DOS files, up to the next text, is padding too.
    let mut is_behind_end = false;
    let is_control = |byte: &&u8| {
        is_behind_end = is_padding(byte) && (is_behind_end || **byte == 0x1a);
        !is_behind_end && matches!(byte, 0..=8 | 14..=29 | 127)
    };
    if head.iter().filter(is_control).count() > CONTROLS_FORGIVEN.min(head.len() / 4) + head.len() / BYTES_PER_CONTROL {
        return Err(SourceError::Binary(BinaryKind::Other));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_that_is_no_text_is_named_by_its_first_bytes() {
        for (head, kind) in [
            (&b"\x89PNG\r\n\x1a\n"[..], Some(BinaryKind::Image)),
            (b"RIFF\x10\x00\x00\x00WEBPVP8 ", Some(BinaryKind::Image)),
            (b"%PDF-1.7", Some(BinaryKind::Pdf)),
            (b"7z\xbc\xaf\x27\x1c\0\x04", Some(BinaryKind::Archive)),
            (b"Rar!\x1a\x07\x01\0", Some(BinaryKind::Archive)),
            (b"BMW,Email", None),
        ] {
            assert_eq!(binary_kind(head), kind, "{head:?}");
        }
    }

    #[test]
    fn some_control_characters_are_forgiven_and_many_are_a_binary_file() {
        let program = [&b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0"[..], &[0; 48]].concat();
        for (head, expected) in [
            (&b"Email\0,Phone\n"[..], Ok(())),
            (&[&b"Email,Phone\r\n\x1a"[..], &[0; 500]].concat(), Ok(())),
            (&[&b"Email\r\na@x.example\r\n\x1a"[..], &[0; 90], b"Email\r\nb@x.example\r\n\x1a"].concat(), Ok(())),
            (b"Email\x01\x02\x03\x04\x05", Err(SourceError::Binary(BinaryKind::Other))),
            (&program, Err(SourceError::Binary(BinaryKind::Other))),
        ] {
            assert_eq!(check_text(head), expected, "{head:?}");
        }
    }
}
