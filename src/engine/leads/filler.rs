//! Words that stand where nothing is known.

/// The longest filler: `NotProvidedFromAzureMarketPlace`.
const LONGEST: usize = 31;

/// Fillers, to be compared without regard to ASCII case.
const WORDS: [&str; 21] = [
    "null",
    "none",
    "n/a",
    "n.a.",
    "#n/a",
    "nil",
    "unknown",
    "undefined",
    "not provided",
    "notprovided",
    "not available",
    "not applicable",
    "not specified",
    "no value",
    "notprovidedfromazuremarketplace",
    "[not provided]",
    "(blank)",
    "(empty)",
    "<null>",
    "(null)",
    "(none)",
];

/// Whether a text is a filler: blank, `null`, `[not provided]`, `n/a`, `NotProvidedFromAzureMarketPlace`, a lone dash …
///
/// `NA` and `na` are; `Na` is a family name.
#[inline]
pub fn is_filler(text: &str) -> bool {
    is_trimmed_filler(trimmed(text))
}

/// [`str::trim`], at a glance where there is nothing to trim.
#[inline]
pub(super) fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [] => text,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

/// [`is_filler`] for a text without blanks around it.
#[inline]
pub(super) fn is_trimmed_filler(text: &str) -> bool {
    match text.as_bytes().first() {
        None => true,
        Some(b'n' | b'N' | b'u' | b'U' | b'[' | b'(' | b'<' | b'#' | b'-' | b'.' | b'?' | b'_' | b'/' | 0xE2) => {
            text.len() <= LONGEST && is_filler_word(text)
        }
        Some(_) => false,
    }
}

fn is_filler_word(text: &str) -> bool {
    matches!(text, "NA" | "na" | "nan" | "NaN")
        || text.chars().all(|letter| matches!(letter, '-' | '.' | '?' | '_' | '/' | '–' | '—' | '…'))
        || WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Whether a canonical address is one people type to get past a form: never a key, but shown.
pub(super) fn is_filler_address(address: &str) -> bool {
    // The longest such local part is `do-not-reply`; most addresses are told apart by their length.
    let Some(at) = address.bytes().take(13).position(|byte| byte == b'@') else { return false };
    let (Some(local), Some(domain)) = (address.get(..at), address.get(at + 1..)) else { return false };
    let label = domain.split('.').next().unwrap_or_default();
    match local {
        "noreply" | "no-reply" | "no_reply" | "donotreply" | "do-not-reply" | "n/a" | "none" | "null" | "noemail" | "nomail" => true,
        "test" | "na" | "no" | "abc" | "asdf" | "xxx" | "email" => label == local,
        _ => local.len() == 1 && label == local,
    }
}

/// The number the marketplace's documents and test leads give: never a key, but shown.
pub fn is_filler_phone(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).eq(*b"1234567890")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fillers_are_empty_and_names_are_not() {
        for text in [
            "",
            " ",
            "null",
            "NULL",
            "None",
            "N/A",
            "-",
            "--",
            ".",
            "[not provided]",
            "NotProvidedFromAzureMarketPlace",
            "(Blank)",
            "undefined",
            "—",
        ] {
            assert!(is_filler(text), "{text}");
        }
        for text in ["Na", "Nora", "None Such Ltd", "0", "-5", "Unknown Worlds", "…and more", "中"] {
            assert!(!is_filler(text), "{text}");
        }
    }

    #[test]
    fn addresses_and_numbers_typed_to_get_past_a_form_are_fillers() {
        for address in ["test@test.com", "noreply@contoso.com", "none@none.com", "a@a.com", "n/a@example.org"] {
            assert!(is_filler_address(address), "{address}");
        }
        for address in ["test@contoso.com", "ada@ada.example", "a@b.com"] {
            assert!(!is_filler_address(address), "{address}");
        }
        assert!(is_filler_phone("(123) 456-7890") && !is_filler_phone("12345678901"));
    }
}
