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

/// True for a text that is a filler: blank, `null`, `[not provided]`, `n/a`, `NotProvidedFromAzureMarketPlace`, a lone dash …
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
        Some(b'n' | b'N' | b'u' | b'U' | b'[' | b'(' | b'<' | b'#' | b'-' | b'.' | b'?' | b'_' | b'/' | b'\\' | 0xE2) => {
            text.len() <= LONGEST && is_filler_word(text)
        }
        Some(_) => false,
    }
}

fn is_filler_word(text: &str) -> bool {
    matches!(text, "NA" | "na" | "nan" | "NaN" | "\\N")
        || text.chars().all(|letter| matches!(letter, '-' | '.' | '?' | '_' | '/' | '#' | '–' | '—' | '…'))
        || WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
        || is_error(text)
}

/// True for an error of a spreadsheet, in any language: `#N/A`, `#NV`, `#VALUE!`, `#¿NOMBRE?`.
fn is_error(text: &str) -> bool {
    let Some(word) = text.strip_prefix('#') else { return false };
    let is_part = |letter: char| letter.is_uppercase() || letter.is_ascii_digit() || "/!?¡¿_".contains(letter);
    word.chars().all(is_part) && (word.ends_with(['!', '?']) || word.contains('/') || word == "NV")
}

/// True for a canonical address that people type to get past a form: never a key, but shown.
pub(super) fn is_filler_address(address: &str) -> bool {
    // The longest such local part is `firstname.lastname`; most addresses are told apart by their length.
    let Some(at) = address.bytes().take(19).position(|byte| byte == b'@') else { return false };
    let (Some(local), Some(domain)) = (address.get(..at), address.get(at + 1..)) else { return false };
    let label = domain.split('.').next().unwrap_or_default();
    match local {
        "noreply" | "no-reply" | "no_reply" | "no.reply" | "donotreply" | "do-not-reply" | "do.not.reply" | "do_not_reply" | "n/a"
        | "none" | "null" | "noemail" | "no-email" | "no_email" | "no.email" | "nomail" | "no-mail" | "unknown" | "undefined"
        | "notprovided" | "not.provided" | "notavailable" | "notapplicable" | "noemailprovided" | "nobody" | "anonymous" | "anonymized" => {
            true
        }
        "test" | "tester" | "user" | "name" | "email" | "mail" | "someone" | "somebody" | "your" | "you" | "yourname" | "youremail"
        | "myemail" | "firstname.lastname" | "first.last" | "example" => label == local || is_no_organisation(label),
        "na" | "no" | "nope" | "abc" | "asdf" | "asd" | "qwerty" | "foo" | "sample" | "demo" | "fake" | "dummy" | "spam" | "private"
        | "company" | "admin" | "me" | "temp" | "blank" | "empty" | "keine" | "brak" | "yok" => {
            label == local || label == "noemail" || label == "nomail"
        }
        _ => label == local && is_one_letter(local) || is_one_letter(local) && local.len() > 2 && is_one_letter(label) && label.len() > 2,
    }
}

/// True for a domain's first label that stands where no organisation is meant: `example.com`, `domain.com`, `noemail.com`.
fn is_no_organisation(label: &str) -> bool {
    matches!(
        label,
        "example"
            | "domain"
            | "mydomain"
            | "yourdomain"
            | "nodomain"
            | "email"
            | "noemail"
            | "nomail"
            | "nowhere"
            | "test"
            | "none"
            | "company"
            | "yourcompany"
    )
}

/// True for a text of one letter, once or over and over: `a`, `xxx`.
fn is_one_letter(text: &str) -> bool {
    text.bytes().all(|letter| Some(&letter) == text.as_bytes().first())
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
            "#N/A",
            "#N/D",
            "#NV",
            "#VALUE!",
            "#¡REF!",
            "#¿NOMBRE?",
            "#DIV/0!",
            "########",
        ] {
            assert!(is_filler(text), "{text}");
        }
        for text in ["Na", "Nora", "None Such Ltd", "0", "-5", "Unknown Worlds", "…and more", "中", "#1", "#TEAM", "C#"] {
            assert!(!is_filler(text), "{text}");
        }
    }

    #[test]
    fn addresses_and_numbers_typed_to_get_past_a_form_are_fillers() {
        for address in [
            "test@test.com",
            "noreply@contoso.com",
            "none@none.com",
            "a@a.com",
            "n/a@example.org",
            "unknown@unknown.com",
            "noemail@email.com",
            "na@na.com",
            "no-reply@contoso.com",
            "not.provided@contoso.com",
            "test@example.com",
            "user@domain.com",
            "firstname.lastname@company.com",
            "xxx@xxx.com",
            "aaa@bbb.com",
            "asdf@asdf.org",
            "no@noemail.com",
            "email@email.com",
        ] {
            assert!(is_filler_address(address), "{address}");
        }
        for address in [
            "test@contoso.com",
            "ada@ada.example",
            "a@b.com",
            "na@example.org",
            "mail@contoso.com",
            "info@contoso.com",
            "first.last@contoso.com",
            "nora@contoso.com",
            "xi@xo.com",
            "me@contoso.me",
        ] {
            assert!(!is_filler_address(address), "{address}");
        }
        assert!(is_filler_phone("(123) 456-7890") && !is_filler_phone("12345678901"));
    }
}
