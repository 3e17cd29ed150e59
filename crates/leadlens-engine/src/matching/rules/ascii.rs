//! Letters without what stands on them, for rules made in an alphabet of twenty-six.

use crate::leads::push_folded;

/// Lower case, Latin letters without diacritics, other scripts as they are; everything else parts words.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            'a'..='z' | '0'..='9' => plain.push(letter),
            'A'..='Z' => plain.push(letter.to_ascii_lowercase()),
            // A combining mark stands on the letter before it; an apostrophe and a dot join.
            '\u{300}'..='\u{36f}' | '\'' | '’' | '.' => {}
            _ if letter.is_alphanumeric() => push_folded(letter, &mut plain),
            _ => plain.push(' '),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_lose_what_stands_on_them() {
        for (text, expected) in [
            ("Öberg & Söner", "oberg   soner"),
            ("Łukasz Żółć", "lukasz zolc"),
            ("İpek Işık", "ipek isik"),
            ("O’Neil-Smith", "oneil smith"),
            ("Straße", "strasse"),
            ("Zoe\u{308}", "zoe"),
            ("王小明", "王小明"),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }
}
