//! E-mail addresses: damage undone, one form to compare.

use std::borrow::Cow;

mod punycode;

use super::filler::{is_filler, is_filler_address};

/// The canonical form of an e-mail address: blanks around it and around `@` gone, `\@` unescaped, lower case (ASCII only).
/// `None` when it is blank, a filler or no address.
///
/// # Examples
/// ```
/// use leadlens_engine::leads::canonical_email;
/// assert_eq!(canonical_email(" Ada\\@Contoso.com ").as_deref(), Some("ada@contoso.com"));
/// assert_eq!(canonical_email("noreply@contoso.com"), None);
/// ```
#[inline]
pub fn canonical_email(text: &str) -> Option<Cow<'_, str>> {
    address(text).filter(|address| !is_filler_address(address))
}

/// The canonical address, a filler's too.
#[inline]
pub(super) fn address(text: &str) -> Option<Cow<'_, str>> {
    if is_plain(text.as_bytes()) { Some(Cow::Borrowed(text)) } else { mended(text).map(Cow::Owned) }
}

/// True where the text of a canonical address is damaged: the address does not stand in it, whatever its case and with `\\@` for the sign.
pub(super) fn is_repaired(text: &str, address: &str) -> bool {
    text != address && !text.contains(PUNYCODE) && !text.to_ascii_lowercase().replace("\\@", "@").contains(address)
}

/// The address as it is shown: as read, but `\@` unescaped.
pub(super) fn unescaped(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memchr(b'\\', text.as_bytes()).is_some() && text.contains("\\@") { Cow::Owned(text.replace("\\@", "@")) } else { text }
}

/// True for a text that is a canonical address as it stands, as nearly all of a million are.
#[inline]
fn is_plain(bytes: &[u8]) -> bool {
    // Addresses are short: a plain loop is through before a search by wide steps has begun.
    let Some(at) = bytes.iter().position(|byte| *byte == b'@') else { return false };
    let (local, domain) = (bytes.get(..at).unwrap_or_default(), bytes.get(at + 1..).unwrap_or_default());
    let Some(dot) = domain.iter().rposition(|byte| *byte == b'.') else { return false };
    // Both parts are looked at to their end: without branches the compiler takes many bytes at a time.
    let is_local = local.iter().fold(!local.is_empty(), |all, byte| all & (is_common(*byte) | matches!(byte, b'_' | b'+' | b'%')));
    let is_domain = domain.iter().fold(dot + 2 < domain.len(), |all, byte| all & is_common(*byte));
    is_local && is_domain && domain.first() != Some(&b'.') && !domain.windows(2).any(|pair| pair == b".." || pair == b"--")
}

/// True for a byte that may stand on both sides of the `@` of a canonical address.
#[inline]
fn is_common(byte: u8) -> bool {
    byte.is_ascii_lowercase() | byte.is_ascii_digit() | matches!(byte, b'-' | b'.')
}

/// The address in a damaged text, or one that is merely not in lower case; of several the first.
fn mended(text: &str) -> Option<String> {
    let text = text.trim();
    if is_filler(text) {
        return None;
    }
    let canonical = |(local, domain): (String, String)| unicode_domain(format!("{local}@{domain}").to_ascii_lowercase());
    let plain = || if text.is_ascii() { whole(text) } else { None };
    plain().or_else(|| whole(&respelled(text))).or_else(|| among(&respelled(text))).map(canonical)
}

/// Every address a text names, canonical, in order.
pub(super) fn addresses(text: &str) -> Vec<String> {
    let canonical = |(local, domain): (String, String)| unicode_domain(format!("{local}@{domain}").to_ascii_lowercase());
    parts(&respelled(text)).map(canonical).collect()
}

/// The address of a text that names more than an address, in the case it is written in: of several the first.
pub(super) fn shown_address(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_alone = || !text.contains(|letter: char| letter.is_whitespace() || !letter.is_ascii() || "<>()[]{},;:|\"'?/".contains(letter));
    if is_plain(text.as_bytes()) || is_alone() && text.contains('@') || is_spaced(&text) {
        return text;
    }
    let respelled = respelled(&text);
    let found = whole(&respelled).or_else(|| among(&respelled));
    found.map_or(text, |(local, domain)| Cow::Owned(format!("{local}@{domain}")))
}

/// True for one address with blanks at its sign, which translation may have moved to the front.
fn is_spaced(text: &str) -> bool {
    let text = text.trim().replace("\\@", "@");
    let is_at_sign = text.starts_with('@') || text.contains(" @") || text.contains("@ ");
    let joined: String = text.chars().filter(|letter| !letter.is_whitespace()).map(|letter| letter.to_ascii_lowercase()).collect();
    is_at_sign && (is_plain(joined.as_bytes()) || is_plain(joined.trim_start_matches('@').as_bytes()) || text.starts_with('@'))
}

/// Local part and domain of a text that is one address, perhaps with a name before it.
fn whole(text: &str) -> Option<(String, String)> {
    let mut text = text.trim();
    if let Some((_, rest)) = text.split_once('<') {
        text = rest.split('>').next().unwrap_or_default().trim();
    }
    if let Some(rest) = text.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:")).and_then(|_| text.get(7..)) {
        text = rest.trim_start();
    }
    let text = text.replace("\\@", "@");
    let text = text.trim().trim_start_matches('\'').trim_end_matches(['.', ',', ';', '>']).trim_end();
    let (local, domain) = match text.strip_prefix('@') {
        // Translation moves the escaped sign to the front: `\@z.wojcik example.net`.
        Some(moved) => moved.trim_start().split_once(char::is_whitespace)?,
        None => text.split_once('@')?,
    };
    let (local, domain) = (local.trim(), domain.trim());
    (is_local(local) && is_domain(domain)).then(|| (local.to_owned(), domain.to_owned()))
}

/// A text without marks that cannot be seen, with full-width letters as plain ones and the sign in words as the sign.
fn respelled(text: &str) -> String {
    let is_unseen = |letter: &char| matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let half_width = |letter: char| match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        '\u{a0}' | '\u{3000}' => ' ',
        _ => letter,
    };
    let mut text: String = text.chars().filter(|letter| !is_unseen(letter)).map(half_width).collect();
    if !text.contains('@') {
        for sign in SIGNS {
            text = replaced(&text, sign, "@");
        }
        if text.contains('@') {
            for dot in DOTS {
                text = replaced(&text, dot, ".");
            }
        }
    }
    text
}

/// The sign `@` and dots in words, as people write them against robots.
const SIGNS: [&str; 11] = ["%40", "(ät)", "[ät]", " (at) ", " [at] ", " {at} ", "(at)", "[at]", "{at}", "<at>", " at "];
const DOTS: [&str; 6] = [" (dot) ", " [dot] ", "(dot)", "[dot]", "{dot}", " dot "];

/// The text with every occurrence of a word, in any ASCII case, replaced.
fn replaced(text: &str, word: &str, by: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (at, _) in lower.match_indices(word) {
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push_str(by);
        from = at + word.len();
    }
    out + text.get(from..).unwrap_or_default()
}

/// The first address of a text that names more than it, but for words before it: a blank may stand in the address itself.
fn among(text: &str) -> Option<(String, String)> {
    let is_mark = |letter: char| "<>()[]{},;:|\"'`*_/?\n\u{201c}\u{201d}\u{201e}\u{2018}\u{2019}".contains(letter);
    // `Ann Lee ann@lee.example`; behind one word a blank may stand in the address.
    let follows_words =
        || text.split_whitespace().count() > 2 && text.split_whitespace().next_back().is_some_and(|word| whole(word).is_some());
    let ends_in_words = || text.rsplit_once('@').is_some_and(|(_, behind)| behind.trim().contains(char::is_whitespace));
    if text.contains(is_mark) || ends_in_words() || follows_words() { parts(text).next() } else { None }
}

/// Local part and domain of every address in a text.
fn parts(text: &str) -> impl Iterator<Item = (String, String)> {
    let is_between = |letter: char| letter.is_whitespace() || "<>()[]{},;:|\"?&/\u{201c}\u{201d}\u{201e}\u{2018}\u{2019}".contains(letter);
    let pieces = text.split(is_between).map(|piece| piece.trim_matches(['\'', '.', '*', '_', '`'])).filter(|piece| piece.contains('@'));
    pieces.filter_map(|piece| {
        let (local, domain) = piece.split_once('@')?;
        (is_local(local) && is_domain(domain)).then(|| (local.to_owned(), domain.to_owned()))
    })
}

/// An address with the labels of its domain in letters, where they are written in ASCII (`xn--mller-kva`).
fn unicode_domain(address: String) -> String {
    let Some((local, domain)) = address.split_once('@').filter(|(_, domain)| domain.contains(PUNYCODE)) else { return address };
    let labels = domain.split('.').map(|label| label.strip_prefix(PUNYCODE).and_then(punycode::decoded).unwrap_or(label.to_owned()));
    format!("{local}@{}", labels.collect::<Vec<_>>().join("."))
}

/// Mark of a label written in ASCII.
const PUNYCODE: &str = "xn--";

fn is_local(local: &str) -> bool {
    !local.is_empty()
        && !local
            .chars()
            .any(|letter| letter.is_whitespace() || letter.is_control() || matches!(letter, '@' | '<' | '>' | '\\' | ',' | ';' | ':'))
}

/// Labels between dots, two at least, the last of two letters at least; letters of every script.
fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-');
    let last = domain.rsplit('.').next().unwrap_or_default();
    domain.contains('.') && domain.split('.').all(is_label) && last.chars().count() >= 2
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn damaged_addresses_are_mended() {
        for (text, expected) in [
            ("ada@contoso.com", "ada@contoso.com"),
            (" Ada.Lindqvist@Fjordbank.example ", "ada.lindqvist@fjordbank.example"),
            ("ada\\@contoso.com", "ada@contoso.com"),
            ("jsmith \\@ Contoso.com", "jsmith@contoso.com"),
            ("\\@z.wojcik example.net", "z.wojcik@example.net"),
            ("a.sokolova\\@example.com.", "a.sokolova@example.com"),
            ("Ada <ada@contoso.com>", "ada@contoso.com"),
            ("<mailto:ada@contoso.com>", "ada@contoso.com"),
            ("MAILTO:ada@contoso.com", "ada@contoso.com"),
            ("ada+trial@contoso.com", "ada+trial@contoso.com"),
            ("o'neil@contoso.com", "o'neil@contoso.com"),
            ("ada@bücher.example", "ada@bücher.example"),
            ("ada@xn--bcher-kva.example", "ada@bücher.example"),
            ("ada\u{200b}@contoso.com", "ada@contoso.com"),
            ("\u{feff}ada@contoso.com\u{a0}", "ada@contoso.com"),
            ("'ada@contoso.com'", "ada@contoso.com"),
            ("'ada@contoso.com", "ada@contoso.com"),
            ("`ada@contoso.com`", "ada@contoso.com"),
            ("smtp:ada@contoso.com", "ada@contoso.com"),
            ("Ada King Lovelace ada@contoso.com", "ada@contoso.com"),
            ("ada%40contoso.com", "ada@contoso.com"),
            ("ada@contoso.com (work)", "ada@contoso.com"),
            ("ada(at)contoso.com", "ada@contoso.com"),
            ("ada [at] contoso [dot] com", "ada@contoso.com"),
            ("ada at contoso dot com", "ada@contoso.com"),
            ("ada@contoso.com?subject=hi", "ada@contoso.com"),
            ("[ada@contoso.com](mailto:ada@contoso.com)", "ada@contoso.com"),
            ("<ada@contoso.com|ada@contoso.com>", "ada@contoso.com"),
            ("ａｄａ＠ｃｏｎｔｏｓｏ．ｃｏｍ", "ada@contoso.com"),
            ("\"Lovelace, Ada\" <ada@contoso.com>", "ada@contoso.com"),
            ("ada@contoso.com; bo@contoso.com", "ada@contoso.com"),
            ("work: ada@contoso.com, home: ada@example.net", "ada@contoso.com"),
            ("ada@contoso.com / +49 431 5550101", "ada@contoso.com"),
            ("**ada@contoso.com**", "ada@contoso.com"),
        ] {
            assert_eq!(canonical_email(text).as_deref(), Some(expected), "{text}");
        }
        assert!(matches!(canonical_email("ada@contoso.com"), Some(Cow::Borrowed(_))));
    }

    #[test]
    fn a_damaged_address_is_told_from_one_among_other_text() {
        for (text, expected) in [
            ("ada@contoso.com", false),
            (" Ada@Contoso.com.", false),
            ("Ada <ada@contoso.com>", false),
            ("ada\\@contoso.com", false),
            ("ada@xn--bcher-kva.example", false),
            ("ada @ contoso.com", true),
            ("ada (at) contoso.com", true),
            ("ad\u{200b}a@contoso.com", true),
            ("\\@ada contoso.com", true),
        ] {
            assert_eq!(is_repaired(text, &address(text).unwrap()), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_address_has_no_canonical_form() {
        for text in [
            "",
            "null",
            "a@",
            "@b.com",
            "a@b",
            "a@@b.com",
            "a@b.com@c.com",
            "a b@c.com",
            "a@.com",
            "a@b..com",
            "a@b.c",
            "555",
            "test@test.com",
        ] {
            assert_eq!(canonical_email(text), None, "{text}");
        }
    }

    #[test]
    fn an_address_is_shown_without_its_escape() {
        assert_eq!(unescaped("Ada\\@Contoso.com".into()), "Ada@Contoso.com");
    }

    #[test]
    fn every_address_of_a_text_is_found() {
        for (text, expected) in [
            ("ada@a.example; Bo@b.example", vec!["ada@a.example", "bo@b.example"]),
            ("ada@a.example ::: bo@b.example", vec!["ada@a.example", "bo@b.example"]),
            ("work: ada@a.example\nhome: bo@b.example", vec!["ada@a.example", "bo@b.example"]),
            ("Ada <ada@a.example>, Bo <bo@b.example>", vec!["ada@a.example", "bo@b.example"]),
            ("+49 431 5550101", vec![]),
            ("meet at noon", vec![]),
        ] {
            assert_eq!(addresses(text), expected, "{text}");
        }
    }

    #[test]
    fn of_a_text_with_more_than_an_address_the_address_is_shown() {
        for (text, expected) in [
            ("Ada@Contoso.com", "Ada@Contoso.com"),
            ("Ada@Contoso.com; bo@b.example", "Ada@Contoso.com"),
            ("Ada <Ada@Contoso.com>", "Ada@Contoso.com"),
            ("call me", "call me"),
        ] {
            assert_eq!(shown_address(text.into()), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_canonical_form_is_its_own(text in "[ a-zA-Z0-9.<>@\\\\_+é]{0,24}|[a-z.]{1,5} ?(\\\\)?@ ?[a-zA-Z.]{1,8}\\.com\\.?") {
            if let Some(once) = canonical_email(&text) {
                prop_assert_eq!(canonical_email(&once), Some(once.clone()));
            }
        }
    }
}
