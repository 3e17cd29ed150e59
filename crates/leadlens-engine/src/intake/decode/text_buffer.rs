//! The bytes of a text, checked to be UTF-8 while they come.

use std::collections::TryReserveError;

/// Longest character of UTF-8, in bytes.
const CHARACTER_SIZE: usize = 4;

/// Text that grows by pieces cut anywhere. It is UTF-8 until a byte says that it is not; from then on bytes are stored as they are.
#[derive(Debug)]
pub(in crate::intake) enum TextBuffer {
    /// UTF-8 so far.
    Utf8 {
        text: String,
        /// The beginning of a character whose end has not come.
        cut: Vec<u8>,
    },
    /// Bytes that are not UTF-8, but for those before `valid`.
    Other { bytes: Vec<u8>, valid: usize },
}

impl TextBuffer {
    /// An empty buffer in memory that is there already.
    pub(in crate::intake) fn within(mut memory: Vec<u8>) -> Self {
        memory.clear();
        Self::Utf8 { text: String::from_utf8(memory).unwrap_or_default(), cut: Vec::new() }
    }

    /// Reserves capacity for that many bytes.
    ///
    /// # Errors
    /// [`TryReserveError`] when there is not enough memory.
    pub(in crate::intake) fn try_reserve(&mut self, length: usize) -> Result<(), TryReserveError> {
        match self {
            Self::Utf8 { text, .. } => text.try_reserve(length),
            Self::Other { bytes, .. } => bytes.try_reserve(length),
        }
    }

    /// Everything pushed, but for the beginning of a character.
    pub(in crate::intake) fn bytes(&self) -> &[u8] {
        match self {
            Self::Utf8 { text, .. } => text.as_bytes(),
            Self::Other { bytes, .. } => bytes,
        }
    }

    /// True while all of it is UTF-8.
    pub(in crate::intake) fn is_utf8(&self) -> bool {
        matches!(self, Self::Utf8 { .. })
    }

    /// Takes the next bytes.
    pub(in crate::intake) fn push(&mut self, piece: &[u8]) {
        let rest = self.complete(piece);
        let Self::Utf8 { text, cut } = self else { return self.push_other(rest) };
        match std::str::from_utf8(rest) {
            Ok(rest) => text.push_str(rest),
            Err(error) => {
                let (valid, rest) = rest.split_at_checked(error.valid_up_to()).unwrap_or_default();
                text.push_str(std::str::from_utf8(valid).unwrap_or_default());
                if error.error_len().is_none() { cut.extend_from_slice(rest) } else { self.push_other(rest) }
            }
        }
    }

    /// Takes text.
    pub(in crate::intake) fn push_text(&mut self, piece: &str) {
        match self {
            Self::Utf8 { text, cut } if cut.is_empty() => text.push_str(piece),
            _ => self.push(piece.as_bytes()),
        }
    }

    /// Takes the end of a character that was cut; what is behind it is the answer.
    fn complete<'p>(&mut self, piece: &'p [u8]) -> &'p [u8] {
        let Self::Utf8 { text, cut } = self else { return piece };
        if cut.is_empty() {
            return piece;
        }
        let before = cut.len();
        cut.extend(piece.iter().take(CHARACTER_SIZE - before));
        let valid = match std::str::from_utf8(cut) {
            Ok(valid) => valid.len(),
            Err(error) if error.valid_up_to() == 0 && error.error_len().is_none() => return &[],
            Err(error) => error.valid_up_to(),
        };
        text.push_str(cut.get(..valid).and_then(|valid| std::str::from_utf8(valid).ok()).unwrap_or_default());
        if valid == 0 {
            cut.truncate(before);
            self.push_other(&[]);
            return piece;
        }
        cut.clear();
        piece.get(valid - before..).unwrap_or_default()
    }

    /// Takes bytes behind which nothing is UTF-8 any more.
    fn push_other(&mut self, piece: &[u8]) {
        if let Self::Utf8 { text, cut } = self {
            let valid = text.len();
            let mut bytes = std::mem::take(text).into_bytes();
            bytes.append(cut);
            *self = Self::Other { bytes, valid };
        }
        if let Self::Other { bytes, .. } = self {
            bytes.extend_from_slice(piece);
        }
    }

    /// The same without NULs, which may have stood inside of characters; how many there were is the answer.
    pub(in crate::intake) fn drop_nuls(&mut self) -> usize {
        let nuls = memchr::memchr_iter(0, self.bytes()).count();
        if nuls > 0 {
            let mut bytes = self.bytes().to_vec();
            if let Self::Utf8 { cut, .. } = self {
                bytes.append(cut);
            }
            bytes.retain(|&byte| byte != 0);
            let memory = match std::mem::replace(self, Self::within(Vec::new())) {
                Self::Utf8 { text, .. } => text.into_bytes(),
                Self::Other { bytes, .. } => bytes,
            };
            *self = Self::within(memory);
            self.push(&bytes);
        }
        nuls
    }

    /// The text, once everything was pushed; `None` where it is not UTF-8.
    pub(in crate::intake) fn into_text(self) -> Option<String> {
        match self {
            Self::Utf8 { text, cut } if cut.is_empty() => Some(text),
            _ => None,
        }
    }

    /// Says that everything was pushed: a character that was cut is none.
    pub(in crate::intake) fn end(&mut self) {
        if let Self::Utf8 { cut, .. } = self
            && !cut.is_empty()
        {
            self.push_other(&[]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pushes bytes in pieces of one size.
    fn pushed(bytes: &[u8], size: usize) -> TextBuffer {
        let mut buffer = TextBuffer::within(Vec::new());
        bytes.chunks(size).for_each(|piece| buffer.push(piece));
        buffer.end();
        buffer
    }

    #[test]
    fn characters_cut_anywhere_are_whole_again() {
        let text = "aé電😀\u{feff}z";
        for size in 1..=text.len() {
            let buffer = pushed(text.as_bytes(), size);
            assert_eq!((buffer.bytes(), buffer.is_utf8()), (text.as_bytes(), true), "pieces of {size}");
        }
    }

    #[test]
    fn the_place_where_it_stops_being_utf_8_is_stored() {
        for (bytes, expected) in [
            (&b"Jm\xe9no\n"[..], 2),
            (b"a\xe9\x9bb", 1),
            (b"ab\xf0\x9f\x98", 2),
            (b"\xc3\xc3\xa9", 0),
            (b"\xed\xa0\x80", 0),
            ("é\u{20}".as_bytes(), 3),
        ] {
            for size in 1..=bytes.len() {
                let buffer = pushed(bytes, size);
                let valid = if let TextBuffer::Other { valid, .. } = buffer { valid } else { bytes.len() };
                assert_eq!((buffer.bytes(), valid), (bytes, expected), "{bytes:?} in pieces of {size}");
            }
        }
    }

    #[test]
    fn nuls_inside_a_character_are_left_out() {
        let mut buffer = pushed(b"a\0\xc3\0\xa9\0", 1);
        assert_eq!((buffer.is_utf8(), buffer.drop_nuls(), buffer.bytes()), (false, 3, "aé".as_bytes()));
        assert!(buffer.is_utf8());
    }
}
