//! Canonical forms: what two spellings have in common.

use std::borrow::Cow;

/// The canonical form of an e-mail address: blanks around it and around `@` gone, `\@` unescaped, lower case (ASCII only).
/// `None` when it is blank, a filler or no address.
pub fn canonical_email(_text: &str) -> Option<Cow<'_, str>> {
    None
}

/// The canonical form of a company: lower case, no punctuation, no legal form (`AB`, `Inc.`, `sp. z o.o.`). `None` when nothing is left.
pub fn canonical_company(_text: &str) -> Option<Cow<'_, str>> {
    None
}

/// ISO 3166-1 alpha-2 where the spelling is known, else the text; `None` when it is blank.
pub fn canonical_country(_text: &str) -> Option<Cow<'_, str>> {
    None
}
