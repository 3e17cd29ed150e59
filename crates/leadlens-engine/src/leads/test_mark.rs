//! Marks of test leads: the platform's own, and those of other systems.

/// The mark of the platform's own test leads; digits follow.
const TEST_MARK: &[u8] = b"MSFT_TEST";

/// The mark of a test of Facebook's forms.
const FORM_TEST_MARK: &str = "<test lead: dummy data";

/// True for a text or raw cell that starts with the mark of a test lead; CRMs lower-case it in addresses.
#[inline]
pub(super) fn has_test_mark(text: &str) -> bool {
    let is_mark = |text: &str| text.as_bytes().get(..TEST_MARK.len()).is_some_and(|start| start.eq_ignore_ascii_case(TEST_MARK));
    match text.as_bytes().first() {
        Some(b'M' | b'm') => is_mark(text),
        Some(b'<') => text.get(..FORM_TEST_MARK.len()).is_some_and(|start| start.eq_ignore_ascii_case(FORM_TEST_MARK)),
        Some(b'"' | b' ') => is_mark(text.trim_start_matches(['"', ' '])),
        _ => false,
    }
}

/// True for a word that says yes.
pub(super) fn is_yes(text: &str) -> bool {
    const WORDS: [&str; 29] = [
        "true",
        "yes",
        "y",
        "1",
        "t",
        "ja",
        "oui",
        "si",
        "sí",
        "sì",
        "test",
        "wahr",
        "vrai",
        "verdadero",
        "vero",
        "verdadeiro",
        "sim",
        "waar",
        "tak",
        "prawda",
        "ano",
        "evet",
        "kyllä",
        "да",
        "так",
        "はい",
        "是",
        "예",
        "נכון",
    ];
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(text)) || WORDS.contains(&text.to_lowercase().as_str())
}
