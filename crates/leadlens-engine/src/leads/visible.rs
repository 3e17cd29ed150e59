//! Cells as a person reads them.

use std::borrow::Cow;

use super::filler::{is_trimmed_filler, trimmed};
use crate::intake::header::ColumnRole;

/// [`visible`] in a column of that role: among countries `NA` is Namibia, and a lead source of a lone dash stays.
#[inline]
pub(super) fn visible_in(role: ColumnRole, cell: Cow<'_, str>) -> Cow<'_, str> {
    match role {
        ColumnRole::Country if cell.len() >= 2 && trimmed(&cell) == "NA" => Cow::Borrowed("NA"),
        ColumnRole::LeadSource if matches!(trimmed(&cell), "-" | "–" | "—") => Cow::Owned(trimmed(&cell).to_owned()),
        _ => visible(cell),
    }
}

/// A cell as a person reads it: trimmed, nothing where only a filler stands.
#[inline]
pub(super) fn visible(cell: Cow<'_, str>) -> Cow<'_, str> {
    match cell {
        Cow::Borrowed(text) => {
            let text = unshielded(trimmed(text));
            Cow::Borrowed(if is_trimmed_filler(text) { "" } else { text })
        }
        Cow::Owned(text) => {
            let trimmed = unshielded(trimmed(&text));
            if is_trimmed_filler(trimmed) {
                Cow::Borrowed("")
            } else if trimmed.len() == text.len() {
                Cow::Owned(text)
            } else {
                Cow::Owned(trimmed.to_owned())
            }
        }
    }
}

/// The text within a shield that keeps spreadsheets from reading it as a number or a formula: `="0049"`, `'+49`.
#[inline]
pub(super) fn unshielded(text: &str) -> &str {
    match text.as_bytes() {
        [b'=', b'"', ..] => text.get(2..).and_then(|rest| rest.strip_suffix('"')).map_or(text, str::trim),
        // An apostrophe before a letter begins a name: `'t Hart`.
        [b'\'', b'+' | b'-' | b'=' | b'@' | b'0'..=b'9', .., last] if *last != b'\'' => text.get(1..).unwrap_or(text),
        _ => text,
    }
}
