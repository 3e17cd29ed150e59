//! Cells as a person reads them.

use std::borrow::Cow;

use super::filler::{is_trimmed_filler, trimmed};
use crate::intake::header::ColumnRole;

/// A cell as a person reads it: trimmed, nothing where only a filler stands.
#[inline]
pub(super) fn visible(cell: Cow<'_, str>) -> Cow<'_, str> {
    part_of(cell, visible_part)
}

/// [`visible`] in a column of that role: among countries `NA` is Namibia, and a lead source of a lone dash stays.
#[inline]
pub(super) fn visible_in(role: ColumnRole, cell: Cow<'_, str>) -> Cow<'_, str> {
    part_of(cell, |cell| visible_part_in(role, cell))
}

/// True for a cell in a column of that role that shows something.
#[inline]
pub(super) fn shows_in(role: ColumnRole, cell: &str) -> bool {
    !visible_part_in(role, cell).is_empty()
}

#[inline]
fn visible_part(cell: &str) -> &str {
    let text = unshielded(trimmed(cell));
    if is_trimmed_filler(text) { "" } else { text }
}

#[inline]
fn visible_part_in(role: ColumnRole, cell: &str) -> &str {
    let text = visible_part(cell);
    if !text.is_empty() {
        return text;
    }
    let text = trimmed(cell);
    match role {
        ColumnRole::Country if text == "NA" => text,
        ColumnRole::LeadSource if matches!(text, "-" | "–" | "—") => text,
        _ => "",
    }
}

/// The part of a text, copied only where the text is owned and longer.
#[inline]
fn part_of(text: Cow<'_, str>, part: impl Fn(&str) -> &str) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(part(text)),
        Cow::Owned(text) => {
            let part = part(&text);
            if part.len() == text.len() { Cow::Owned(text) } else { Cow::Owned(part.to_owned()) }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_shows_something_where_its_text_is_not_empty() {
        for cell in ["", " ", "NA", "-", "—", "n/a", "=\"\"", "=\"0049\"", "'+49", "'t Hart", "Ada", " null ", "=\"n/a\"", "#N/A"] {
            for role in [ColumnRole::Country, ColumnRole::LeadSource, ColumnRole::Email] {
                assert_eq!(shows_in(role, cell), !visible_in(role, Cow::Borrowed(cell)).is_empty(), "{role:?} {cell:?}");
            }
        }
    }
}
