//! Lines of several labels, each with its value: `Name: Ann, Email: a@x | Company: b`.

use super::SEPARATOR;
use crate::intake::header::{ColumnRole, header_word};
use crate::intake::lead_role::{distinct, names_person};

/// Signs between two values.
const SIGNS: [&str; 7] = [", ", "; ", " | ", "\t", " / ", " - ", " • "];

/// Labels that a line must have.
const LABELS: usize = 3;

/// Lines looked at to tell.
const SAMPLE_LINES: usize = 50;

/// Longest label, in bytes.
const LABEL_LENGTH: usize = 40;

/// Each label on a line of its own, a line of dashes behind each record; `None` for a text of other lines.
pub(in crate::intake) fn inline(text: &str) -> Option<String> {
    let (mut records, mut others) = (0, 0);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()).take(SAMPLE_LINES) {
        *if is_record(line) { &mut records } else { &mut others } += 1;
    }
    if records == 0 || records < others {
        return None;
    }
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    for line in text.lines().map(str::trim).filter(|line| is_record(line)) {
        let mut start = 0;
        for (place, length) in breaks(line) {
            out.extend([line.get(start..place).unwrap_or_default(), "\n"]);
            start = place + length;
        }
        out.extend([line.get(start..).unwrap_or_default(), "\n", SEPARATOR]);
    }
    Some(out)
}

/// True for a line that begins with a label, has others behind, and names a person.
fn is_record(line: &str) -> bool {
    let Some(first) = label(line) else { return false };
    let others = breaks(line).filter_map(|(place, length)| label(line.get(place + length..)?));
    let roles = distinct(std::iter::once(first).chain(others).collect());
    roles.len() >= LABELS && roles.into_iter().any(names_person)
}

/// Places and lengths of the signs behind which a label stands.
fn breaks(line: &str) -> impl Iterator<Item = (usize, usize)> {
    line.char_indices().filter_map(|(place, _)| {
        let rest = line.get(place..)?;
        let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign))?;
        label(rest.get(sign.len()..)?).map(|_| (place, sign.len()))
    })
}

/// The role that a label at the beginning of a text names, with its colon.
fn label(text: &str) -> Option<ColumnRole> {
    let near = text.get(..text.floor_char_boundary(LABEL_LENGTH))?;
    let (label, _) = near.split_once([':', '='])?;
    let is_plain =
        label.starts_with(char::is_alphabetic) && label.chars().all(|letter| letter.is_alphanumeric() || " -_./()’'".contains(letter));
    header_word(label.trim()).filter(|_| is_plain).map(|(role, _)| role).filter(|role| *role != ColumnRole::Ignore)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_one_line_get_lines_of_their_own() {
        for (text, expected) in [
            ("Name: A B, Email: a@x, Company: C, Inc\n", Some("Name: A B\nEmail: a@x\nCompany: C, Inc\n----------\n")),
            ("Email: a@x | Phone: 1 | Company: b", Some("Email: a@x\nPhone: 1\nCompany: b\n----------\n")),
            ("Name,Email,Company\nA,a@x,b\n", None),
            ("Email: a@x\nCompany: b\nPhone: 1\n", None),
            ("{“Email”: “a@x”, “Name”: “A”, “Company”: “b”}", None),
            ("Note: a, Subject: b, Company: c\n", None),
        ] {
            assert_eq!(inline(text).as_deref(), expected, "{text}");
        }
    }
}
