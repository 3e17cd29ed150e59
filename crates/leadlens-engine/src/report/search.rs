//! Words looked for in leads, whatever their case.

use crate::intake::header::ColumnRole;
use crate::leads::{LeadId, Leads};

/// The roles a search looks into.
const SEARCHED: [ColumnRole; 10] = [
    ColumnRole::FirstName,
    ColumnRole::LastName,
    ColumnRole::FullName,
    ColumnRole::Email,
    ColumnRole::Phone,
    ColumnRole::Country,
    ColumnRole::Company,
    ColumnRole::LeadSource,
    ColumnRole::LeadId,
    ColumnRole::Owner,
];

/// Words that must all stand in a lead, each in any of its searched fields.
pub(super) struct Search {
    words: Vec<String>,
}

impl Search {
    /// The words of a text.
    pub(super) fn new(text: &str) -> Self {
        Self { words: text.split_whitespace().map(str::to_lowercase).collect() }
    }

    /// True for a lead that has them all.
    pub(super) fn finds(&self, leads: &Leads, id: LeadId) -> bool {
        self.words.iter().all(|word| may_find(leads, id, word) && word_stands_in(leads, id, word))
    }
}

/// A quick no: a plain word that does not stand in the raw record stands in none of its cells, unless letters may be escaped there.
fn may_find(leads: &Leads, id: LeadId, word: &str) -> bool {
    let plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !plain {
        return true;
    }
    let table = leads.get(id).and_then(|lead| Some((leads.tables().get(lead.file())?, lead.record())));
    table.is_some_and(|(table, record)| {
        let raw = table.raw_record(record as usize).as_bytes();
        memchr::memchr2(b'\\', b'&', raw).is_some() || contains_ignoring_ascii_case(raw, word.as_bytes())
    })
}

fn word_stands_in(leads: &Leads, id: LeadId, word: &str) -> bool {
    leads.get(id).is_some_and(|lead| {
        SEARCHED.into_iter().any(|role| {
            let text = lead.text(role);
            if word.is_ascii() {
                contains_ignoring_ascii_case(text.as_bytes(), word.as_bytes())
            } else {
                text.to_lowercase().contains(word)
            }
        })
    })
}

/// True where a lower-case word stands in a text, regardless of ASCII case.
fn contains_ignoring_ascii_case(text: &[u8], word: &[u8]) -> bool {
    let Some(first) = word.first() else { return true };
    memchr::memchr2_iter(*first, first.to_ascii_uppercase(), text)
        .any(|start| text.get(start..start + word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_whatever_its_case() {
        for (text, word, found) in [("Ada Lindqvist", "lind", true), ("ADA", "ada", true), ("Ad", "ada", false), ("xadaada", "daa", true)] {
            assert_eq!(contains_ignoring_ascii_case(text.as_bytes(), word.as_bytes()), found, "{word} in {text}");
        }
    }
}
