//! Letters without what stands on them, for rules made in an alphabet of twenty-six.

/// Lower case, Latin letters without diacritics, other scripts as they are; everything else parts words.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            'a'..='z' | '0'..='9' => plain.push(letter),
            'A'..='Z' => plain.push(letter.to_ascii_lowercase()),
            // A combining mark stands on the letter before it; an apostrophe and a dot join.
            '\u{300}'..='\u{36f}' | '\'' | '’' | '.' => {}
            _ if letter.is_alphanumeric() => letter.to_lowercase().for_each(|letter| push_plain(letter, &mut plain)),
            _ => plain.push(' '),
        }
    }
    plain
}

/// Latin-1 Supplement and Latin Extended-A (Unicode 16), and the few letters beyond that names are written with.
fn push_plain(letter: char, plain: &mut String) {
    let text = match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ð' | 'ď' | 'đ' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ǐ' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ǒ' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ǔ' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        '\u{300}'..='\u{36f}' => "",
        other => return plain.push(other),
    };
    plain.push_str(text);
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
