//! Damage that carriers do to a `LeadSource`: the bar and the dash escaped, quotes around it, characters that look like them.

use std::borrow::Cow;

/// Escapes of the bar and of what stands around it, in lower case.
const ESCAPES: [(&str, &str); 15] = [
    ("&amp;", "&"),
    ("&#124;", "|"),
    ("&#x7c;", "|"),
    ("&vert;", "|"),
    ("&verbar;", "|"),
    ("&#45;", "-"),
    ("%257c", "|"),
    ("%252d", "-"),
    ("%7c", "|"),
    ("%2d", "-"),
    ("%20", " "),
    ("%2e", "."),
    ("\\u007c", "|"),
    ("\\|", "|"),
    ("\\-", "-"),
];

/// Quotes that stand around a whole value.
const QUOTES: [(char, char); 8] = [('[', ']'), ('(', ')'), ('<', '>'), ('"', '"'), ('\'', '\''), ('“', '”'), ('„', '“'), ('`', '`')];

/// The text as it was before it was carried.
pub(super) fn carried(text: &str) -> Cow<'_, str> {
    let text = unquoted(text.trim());
    let is_touched = |letter: char| matches!(letter, '&' | '%' | '\\') || !letter.is_ascii();
    if !text.contains(is_touched) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '¦' | '│' | '┃' | '∣' | 'ǀ' | '❘' | '｜' | '￨' => plain.push('|'),
            '\u{a0}' | '\u{3000}' => plain.push(' '),
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            _ => plain.push(letter),
        }
    }
    for (escape, meant) in ESCAPES {
        // Ids hold no escapes of their own; a title may, but not one of the bar.
        let is_bar = plain.to_ascii_lowercase().contains(escape) && (escape != "%20" || text.to_ascii_lowercase().contains("%7c"));
        if is_bar {
            plain = replaced(&plain, escape, meant);
        }
    }
    Cow::Owned(plain)
}

fn unquoted(text: &str) -> &str {
    let text = text.trim_end_matches([';', ',']).trim_end();
    let inner = |(open, close): &(char, char)| text.strip_prefix(*open)?.strip_suffix(*close);
    QUOTES.iter().find_map(inner).filter(|inner| !inner.is_empty()).map_or(text, str::trim)
}

/// The text with every occurrence of an escape, in any ASCII case, replaced.
fn replaced(text: &str, escape: &str, meant: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (at, _) in lower.match_indices(escape) {
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push_str(meant);
        from = at + escape.len();
    }
    out + text.get(from..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_comes_out_of_every_carrier() {
        for text in [
            "SPZA-INS|a.b",
            "SPZA-INS｜a.b",
            "SPZA-INS%7Ca.b",
            "SPZA-INS&#124;a.b",
            "SPZA-INS&#x7C;a.b",
            "SPZA-INS&amp;#124;a.b",
            "SPZA-INS\\|a.b",
            "SPZA-INS\\u007Ca.b",
            "\"SPZA-INS|a.b\"",
            "“SPZA-INS|a.b”",
            "SPZA%2DINS%7Ca%2Eb",
            "SPZA%252DINS%257Ca%2Eb",
            "SPZA-INS¦a.b",
            " SPZA-INS|a.b\u{200b}",
            "[SPZA-INS|a.b]",
            "SPZA-INS|a.b;",
        ] {
            assert_eq!(carried(text), "SPZA-INS|a.b", "{text}");
        }
        assert_eq!(carried("50%20 off"), "50%20 off");
    }
}
