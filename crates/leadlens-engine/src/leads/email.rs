//! E-mail addresses: damage undone, one form to compare.

use std::borrow::Cow;

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
    is_local && is_domain && domain.first() != Some(&b'.') && !domain.windows(2).any(|pair| pair == b"..")
}

/// True for a byte that may stand on both sides of the `@` of a canonical address.
#[inline]
fn is_common(byte: u8) -> bool {
    byte.is_ascii_lowercase() | byte.is_ascii_digit() | matches!(byte, b'-' | b'.')
}

/// The address in a damaged text, or one that is merely not in lower case.
fn mended(text: &str) -> Option<String> {
    let mut text = text.trim();
    if is_filler(text) {
        return None;
    }
    if let Some((_, rest)) = text.split_once('<') {
        text = rest.split('>').next().unwrap_or_default().trim();
    }
    if let Some(rest) = text.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:")).and_then(|_| text.get(7..)) {
        text = rest.trim_start();
    }
    let text = text.replace("\\@", "@");
    let text = text.trim().trim_end_matches(['.', ',', ';', '>']).trim_end();
    let (local, domain) = match text.strip_prefix('@') {
        // Translation moves the escaped sign to the front: `\@z.wojcik example.net`.
        Some(moved) => moved.trim_start().split_once(char::is_whitespace)?,
        None => text.split_once('@')?,
    };
    let (local, domain) = (local.trim(), domain.trim());
    (is_local(local) && is_domain(domain)).then(|| format!("{local}@{domain}").to_ascii_lowercase())
}

fn is_local(local: &str) -> bool {
    !local.is_empty()
        && !local
            .chars()
            .any(|letter| letter.is_whitespace() || letter.is_control() || matches!(letter, '@' | '<' | '>' | '\\' | ',' | ';'))
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
        ] {
            assert_eq!(canonical_email(text).as_deref(), Some(expected), "{text}");
        }
        assert!(matches!(canonical_email("ada@contoso.com"), Some(Cow::Borrowed(_))));
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

    proptest! {
        #[test]
        fn the_canonical_form_is_its_own(text in "[ a-zA-Z0-9.<>@\\\\_+é]{0,24}|[a-z.]{1,5} ?(\\\\)?@ ?[a-zA-Z.]{1,8}\\.com\\.?") {
            if let Some(once) = canonical_email(&text) {
                prop_assert_eq!(canonical_email(&once), Some(once.clone()));
            }
        }
    }
}
