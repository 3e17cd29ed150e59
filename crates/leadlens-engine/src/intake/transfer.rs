//! Codings in which bytes travel as text: base64 and quoted-printable (RFC 2045).

use data_encoding::BASE64_NOPAD;

/// The bytes of a base64 text, in either alphabet; blanks count as nothing. `None` where something else stands in it.
pub(super) fn base64(text: &[u8]) -> Option<Vec<u8>> {
    let letter = |byte: &u8| match byte {
        b'-' => b'+',
        b'_' => b'/',
        byte => *byte,
    };
    let is_letter = |byte: &&u8| !byte.is_ascii_whitespace() && **byte != b'=';
    let letters: Vec<u8> = text.iter().filter(is_letter).map(letter).collect();
    BASE64_NOPAD.decode(&letters).ok()
}

/// The text behind base64 that is a whole text, or each of its lines; `None` where it is none, or one of something else than JSON.
pub(super) fn base64_json(text: &str) -> Option<String> {
    /// Beginnings of base64 that are those of an object or a list.
    const OPENINGS: [&str; 9] = ["eyJ", "ewo", "ew0", "eyA", "ewog", "W3s", "Wwo", "W3si", "Ww0"];
    let opens = |text: &str| OPENINGS.iter().any(|opening| text.starts_with(opening));
    let decoded = |text: &str| base64(text.as_bytes()).and_then(|bytes| String::from_utf8(bytes).ok());
    let text = text.trim();
    if !opens(text) {
        return None;
    }
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    if lines.clone().all(opens) { lines.try_fold(String::new(), |all, line| Some(all + &decoded(line)? + "\n")) } else { decoded(text) }
}

/// The bytes of a quoted-printable text; what is no escape stays as it is.
pub(super) fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = memchr::memchr(b'=', rest) {
        let (plain, escape) = rest.split_at(place);
        bytes.extend_from_slice(plain);
        let (byte, length) = match escape {
            [_, b'\r', b'\n', ..] => (None, 3),
            [_, b'\n', ..] => (None, 2),
            [_, high, low, ..] => match hex(*high).zip(hex(*low)) {
                Some((high, low)) => (Some(high << 4 | low), 3),
                None => (Some(b'='), 1),
            },
            // A line that ends in the text's last byte goes on nowhere.
            [_] => (None, 1),
            _ => (Some(b'='), 1),
        };
        bytes.extend(byte);
        rest = escape.get(length..).unwrap_or_default();
    }
    bytes.extend_from_slice(rest);
    bytes
}

/// The text of percent-encoded bytes (`%40`); with `+` for a blank, as forms write it.
pub(super) fn percent(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let escape = match (first, behind) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        if let Some((high, low)) = escape {
            bytes.push(high << 4 | low);
            rest = behind.get(2..).unwrap_or_default();
        } else {
            bytes.push(if first == b'+' { b' ' } else { first });
            rest = behind;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|error| encoding_rs::WINDOWS_1252.decode(error.as_bytes()).0.into_owned())
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_in_lines_and_in_either_alphabet() {
        for (text, expected) in [
            ("SsO8cmdlbg==", Some("Jürgen")),
            ("SsO8\r\ncmdl\r\nbg", Some("Jürgen")),
            ("Pz8_", Some("???")),
            ("", Some("")),
            ("no base64!", None),
        ] {
            assert_eq!(base64(text.as_bytes()).map(|bytes| String::from_utf8(bytes).unwrap()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn base64_of_json_is_read_as_a_whole_or_by_lines() {
        for (text, expected) in [
            ("eyJhIjoxfQ==", Some("{\"a\":1}\n")),
            ("eyJhIjoxfQ==\neyJiIjoyfQ==\n", Some("{\"a\":1}\n{\"b\":2}\n")),
            ("W3siYSI6\nMX1d", Some("[{\"a\":1}]")),
            ("eyJh is no base64", None),
            ("SsO8cmdlbg==", None),
        ] {
            assert_eq!(base64_json(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn quoted_printable_joins_lines_and_leaves_lone_signs() {
        for (text, expected) in [("J=C3=BCrgen Lizen=\r\nz", "Jürgen Lizenz"), ("a =\nb", "a b"), ("1=1 =zz =", "1=1 =zz ")] {
            assert_eq!(String::from_utf8(quoted_printable(text.as_bytes())).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn percent_signs_of_forms_are_read_in_utf_8_or_latin() {
        for (text, expected) in [
            ("lotte%40kiel.example", "lotte@kiel.example"),
            ("Kiel+GmbH+%2B49", "Kiel GmbH +49"),
            ("M%C3%BCller", "Müller"),
            ("M%FCller", "Müller"),
            ("100%", "100%"),
        ] {
            assert_eq!(percent(text), expected, "{text}");
        }
    }
}
