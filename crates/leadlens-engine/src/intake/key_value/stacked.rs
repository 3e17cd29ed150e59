//! Labels with their values on the lines below, as web forms send them.

use leadlens_workbook::stepper::Pace;

use super::line::unmarked;
use crate::intake::header::{ColumnRole, header_word};

/// Longest label that is no known word, in characters and words.
const LABEL_LENGTH: usize = 40;
const LABEL_WORDS: usize = 5;

/// Telling what a line is takes as long as scanning so many bytes.
const LINE_COST: usize = 2000;

/// Roles that must have their values below for a text to be read so.
const ROLES: usize = 2;

/// The text with each value on the line of its label; `None` where values stand there already.
pub(super) async fn joined(text: &str, pace: &mut Pace) -> Option<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let (mut out, mut roles, mut at) = (String::with_capacity(text.len()), Vec::new(), 0);
    while let Some(line) = lines.get(at) {
        let label = label(line);
        let value = label.and_then(|(_, role)| value_below(&lines, at, role));
        match (label, value) {
            (Some((label, role)), Some(below)) => {
                out.extend([label, ": ", lines.get(below).unwrap_or(&""), "\n"]);
                roles.extend(role.filter(|role| !roles.contains(role)));
                at = below;
            }
            _ => out.extend([line, "\n"]),
        }
        at += 1;
        pace.spend(LINE_COST + line.len()).await;
    }
    (roles.len() >= ROLES).then_some(out)
}

/// The label a line is, and the role it names: a known word, or a short line that could be one.
fn label(line: &str) -> Option<(&str, Option<ColumnRole>)> {
    let text = unnumbered(unmarked(line));
    // A key as PHP prints it, above its value.
    let text = text.strip_prefix("[\"").and_then(|rest| rest.strip_suffix("\"]=>")).unwrap_or(text);
    let label = unmarked(text.trim_end_matches([':', '：', '?', ' ']));
    if let Some((role, _)) = header_word(label) {
        return Some((label, Some(role)));
    }
    let is_short = label.chars().nth(LABEL_LENGTH).is_none() && label.split_whitespace().count() <= LABEL_WORDS;
    let could_be = is_short && label.starts_with(char::is_alphabetic) && !label.contains([':', '@', '=', ',', '.', '!', '|', '\t', ';']);
    (could_be && !label.is_empty()).then_some((label, None))
}

/// A line without the number of a question (`1. `, `Q2: `).
fn unnumbered(line: &str) -> &str {
    let digits = line.trim_start_matches(['Q', 'q']).trim_start_matches(|letter: char| letter.is_ascii_digit());
    let behind = digits.trim_start_matches(['.', ')', ':']);
    if digits.len() < line.len() && behind.len() < digits.len() && behind.starts_with(' ') { behind.trim_start() } else { line }
}

/// The line below a label that is its value.
fn value_below(lines: &[&str], at: usize, role: Option<ColumnRole>) -> Option<usize> {
    let is_blank = |place: usize| lines.get(place).is_none_or(|line| line.is_empty());
    let is_behind_blank = at == 0 || is_blank(at - 1);
    let below = if is_blank(at + 1) { at + 2 } else { at + 1 };
    let value = lines.get(below).filter(|value| !value.is_empty())?;
    let is_known = |line: &str| label(line).is_some_and(|(_, role)| role.is_some()) || has_value(line);
    if role.is_none() {
        // An unknown label stands alone between blank lines with its value.
        return (is_behind_blank && below == at + 1 && at > 0 && is_blank(below + 1) && !is_known(value)).then_some(below);
    }
    let is_far = below > at + 1;
    let is_label = is_known(value) && (is_far || !is_blank(below + 1) || has_value(value));
    (!is_label && fits(role, value, is_far)).then_some(below)
}

/// True for a line that has its value behind it.
fn has_value(line: &str) -> bool {
    line.split_once([':', '：', '=']).is_some_and(|(label, value)| !value.trim().is_empty() && header_word(unmarked(label)).is_some())
}

/// True where a text can be the value of a role; one behind a blank line must look like it.
fn fits(role: Option<ColumnRole>, value: &str, is_far: bool) -> bool {
    match role {
        Some(ColumnRole::Email) => value.contains('@'),
        Some(ColumnRole::Phone) => value.contains(|letter: char| letter.is_numeric()),
        _ => !is_far || value.chars().nth(LABEL_LENGTH).is_none(),
    }
}

#[cfg(test)]
mod tests {
    use leadlens_workbook::stepper::at_once;

    fn joined(text: &str) -> Option<String> {
        at_once(async |pace| super::joined(text, pace).await)
    }

    #[test]
    fn values_below_their_labels_join_their_lines() {
        for (text, expected) in [
            ("New form\n\nFirst Name\nLotte\n\nEmail\na@x\n\nBudget\n10\n", "New form\n\nFirst Name: Lotte\n\nEmail: a@x\n\nBudget: 10\n"),
            ("Company\nContoso\nEmail\na@x\nPhone\n1", "Company: Contoso\nEmail: a@x\nPhone: 1\n"),
            ("Email:\n\na@x\n\nPhone:\n\nCompany:\n\nKiel", "Email: a@x\n\nPhone:\n\nCompany: Kiel\n"),
            ("**Vorname**\nJörg\n**E-Mail**\na@x\n", "Vorname: Jörg\nE-Mail: a@x\n"),
            ("Name\nAnn\n\nCountry\nCompany\n\nEmail\na@x", "Name: Ann\n\nCountry: Company\n\nEmail: a@x\n"),
        ] {
            assert_eq!(joined(text).as_deref(), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn text_with_values_behind_labels_or_no_values_stays() {
        for text in [
            "First Name: Ann\nEmail: a@x\n",
            "First Name\nLast Name\nEmail\nPhone\n",
            "Email\na@x\nb@x\nc@x\n",
            "Dear Ann,\nthank you.\n\nRegards\nTom",
            "Phone:\n\nRegards, Tom\n",
        ] {
            assert_eq!(joined(text), None, "{text:?}");
        }
    }
}
