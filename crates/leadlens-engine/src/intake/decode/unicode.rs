//! Form of Unicode a text is in, by its byte order mark or by the NULs of ASCII letters in UTF-16 and UTF-32; and text in seven bits
//! that escapes tell.

use crate::intake::Encoding;

/// Number of 100 characters that must be ASCII for UTF-16 to be told without a mark. Delimiters and addresses alone are more.
const ASCII_SHARE: usize = 8;

/// Numbers of characters of each sort among the first bytes, written in one byte order.
#[derive(Default)]
struct Units {
    /// Printable ASCII, tabs and line ends.
    ascii: usize,
    /// Two printable ASCII bytes: what text in 8 bits consists of, and a minority of Chinese.
    pairs: usize,
    /// Control characters, of which a text holds few.
    controls: usize,
    /// Characters with a low byte of 0: the ASCII of the other byte order.
    swapped: usize,
}

/// Length of a character of UTF-32, in bytes.
const WIDE: usize = 4;

/// The encoding the first bytes tell: UTF-32 or UTF-16 in either order, ISO-2022-JP, else UTF-8.
pub(super) fn encoding_of(head: &[u8]) -> Encoding {
    match head {
        [0xff, 0xfe, 0, 0, ..] => Encoding::Utf32Le,
        [0, 0, 0xfe, 0xff, ..] => Encoding::Utf32Be,
        [0xff, 0xfe, ..] => Encoding::Utf16Le,
        [0xfe, 0xff, ..] => Encoding::Utf16Be,
        _ if is_utf32(head, u32::from_le_bytes) => Encoding::Utf32Le,
        _ if is_utf32(head, u32::from_be_bytes) => Encoding::Utf32Be,
        _ if is_escaped(head) => Encoding::Iso2022Jp,
        _ if is_utf16(head, |[low, high]| [low, high]) => Encoding::Utf16Le,
        _ if is_utf16(head, |[high, low]| [low, high]) => Encoding::Utf16Be,
        _ => Encoding::Utf8,
    }
}

/// True for bytes most of which are ASCII in UTF-32, and all of which are characters.
fn is_utf32(head: &[u8], order: fn([u8; WIDE]) -> u32) -> bool {
    let (units, _) = head.as_chunks::<WIDE>();
    let characters = || units.iter().map(|&unit| char::from_u32(order(unit)));
    let ascii = characters().flatten().filter(|letter| matches!(letter, ' '..='~' | '\t' | '\r' | '\n')).count();
    ascii > 0 && ascii * 100 >= units.len() * ASCII_SHARE && characters().all(|character| character.is_some_and(|letter| letter != '\0'))
}

/// True for bytes of seven bits that switch to Japanese by an escape.
fn is_escaped(head: &[u8]) -> bool {
    const ESCAPE: u8 = 0x1b;
    head.is_ascii() && head.windows(3).any(|bytes| matches!(bytes, [ESCAPE, b'$', b'B' | b'@'] | [ESCAPE, b'(', b'J' | b'I']))
}

/// True for bytes that are UTF-16 in the order that `order` makes low, high.
fn is_utf16(head: &[u8], order: fn([u8; 2]) -> [u8; 2]) -> bool {
    let (pairs, _) = head.as_chunks::<2>();
    let mut units = Units::default();
    for &pair in pairs {
        match order(pair) {
            [b' '..=b'~' | b'\t' | b'\r' | b'\n', 0] => units.ascii += 1,
            [0, _] => units.swapped += 1,
            [..=0x1f | 0x7f..=0x9f, 0] => units.controls += 1,
            [b' '..=b'~', b' '..=b'~'] => units.pairs += 1,
            _ => {}
        }
    }
    let enough = units.ascii * 100 >= pairs.len() * ASCII_SHARE && units.ascii > 0;
    enough && units.ascii > units.pairs && units.ascii > 4 * units.controls && units.ascii > 4 * units.swapped
}
