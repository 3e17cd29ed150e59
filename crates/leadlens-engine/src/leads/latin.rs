//! Latin letters without their marks, so that a name written with and without them is the same.

/// The letters U+00C0 to U+024F by their letter of ASCII; `*` is one of two letters, `.` none.
const EUROPEAN: &[u8] = b"aaaaaa*ceeeeiiiidnooooo.ouuuuy**aaaaaa*ceeeeiiiidnooooo.ouuuuy*y\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkklllllll\
lllnnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs\
b................ff....i........oo.............uu....zz.........\
....*********aaiioouuuuuuuuuu.aaaa....ggkkoooo..j***gg..nnaa..oo\
aaaaeeeeiiiioooorrrruuuusstt..hh....zzaaeeooooooooyy......acc...\
...b..ee....rryy";

/// The letters U+1E00 to U+1EFF: Vietnamese, and rare ones.
const ADDITIONAL: &[u8] = b"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
wwwwwwwwwwxxxxyyzzzzzzhtwy.s..*.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

/// Adds a letter or digit as it is compared: in lower case, without marks and accents, `ß` as `ss`, full-width forms as usual ones.
///
/// `ä` is `a`, not `ae`. A combining mark adds nothing, a letter of another script itself. The same on every machine, without a locale.
pub(crate) fn push_folded(letter: char, folded: &mut String) {
    let code = u32::from(letter);
    let place = |table: &'static [u8], first: u32| usize::try_from(code - first).ok().and_then(|at| table.get(at)).copied();
    let base = match code {
        0..0x80 => return folded.push(letter.to_ascii_lowercase()),
        // Schwa, of Azerbaijani, and an i with a stroke.
        0x18F | 0x259 => Some(b'a'),
        0x268 => Some(b'i'),
        0xC0..0x250 => place(EUROPEAN, 0xC0),
        0x1E00..0x1F00 => place(ADDITIONAL, 0x1E00),
        0x300..0x370 => return,
        0xFF01..0xFF5F => return push_folded(char::from_u32(code - 0xFEE0).unwrap_or(letter), folded),
        _ => None,
    };
    match base {
        Some(base) if base.is_ascii_alphabetic() => folded.push(char::from(base)),
        _ => folded.push_str(match letter {
            'ß' | 'ẞ' => "ss",
            'Æ' | 'æ' | 'Ǽ' | 'ǽ' => "ae",
            'Œ' | 'œ' => "oe",
            'Þ' | 'þ' => "th",
            'Ĳ' | 'ĳ' => "ij",
            'Ǆ' | 'ǅ' | 'ǆ' | 'Ǳ' | 'ǲ' | 'ǳ' => "dz",
            'Ǉ' | 'ǈ' | 'ǉ' => "lj",
            'Ǌ' | 'ǋ' | 'ǌ' => "nj",
            'Ё' | 'ё' => "е",
            'Ά' | 'ά' => "α",
            'Έ' | 'έ' => "ε",
            'Ή' | 'ή' => "η",
            'Ί' | 'ί' | 'ϊ' | 'ΐ' => "ι",
            'Ό' | 'ό' => "ο",
            'Ύ' | 'ύ' | 'ϋ' | 'ΰ' => "υ",
            'Ώ' | 'ώ' => "ω",
            'ς' => "σ",
            _ => return folded.extend(letter.to_lowercase()),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_compared_without_their_marks() {
        for (text, expected) in [
            ("Źródło", "zrodlo"),
            ("Straße", "strasse"),
            ("Ørsted", "orsted"),
            ("Işık İÇ", "isik ic"),
            ("Müller", "muller"),
            ("Þórður Æsir", "thordur aesir"),
            ("Nguyễn Văn Đức", "nguyen van duc"),
            ("Čeněk Ďáblík", "cenek dablik"),
            ("Əliyev", "aliyev"),
            ("ə", "a"),
            ("Cafe\u{301}", "cafe"),
            ("ＡＢＣ１２", "abc12"),
            ("Алёна", "алена"),
            ("Γιώργος", "γιωργοσ"),
            ("晨曦", "晨曦"),
        ] {
            let mut folded = String::new();
            text.chars().for_each(|letter| push_folded(letter, &mut folded));
            assert_eq!(folded, expected);
        }
    }
}
