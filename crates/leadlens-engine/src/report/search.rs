//! Words looked for in leads, whatever their case.

use std::collections::BTreeSet;

use super::Overview;
use super::clip::{TEXT_SHOWN, clip};
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

/// Letters from which on an id is known by its beginning.
const SHORTEST_BEGINNING: usize = 3;

/// Ids that begin with a text, or are it where it is short, among the leads that a search for it finds: shortest first, at most
/// [`Overview::LEAD_IDS`].
pub(super) fn lead_ids(leads: &Leads, typed: &str, is_found: impl Fn(u32) -> bool) -> Vec<String> {
    let typed = typed.trim();
    if typed.is_empty() || leads.mappings().iter().all(|mapping| mapping.column(ColumnRole::LeadId).is_none()) {
        return Vec::new();
    }
    let begins_so = |id: &str| id.get(..typed.len()).is_some_and(|start| start.eq_ignore_ascii_case(typed));
    let is_meant = |id: &str| begins_so(id) && (id.len() == typed.len() || typed.chars().count() >= SHORTEST_BEGINNING);
    let mut first = BTreeSet::new();
    for lead in (0..).map_while(|lead| leads.get(LeadId(lead)).map(|found| (lead, found))).filter(|(lead, _)| is_found(*lead)) {
        let id = lead.1.text(ColumnRole::LeadId);
        if is_meant(&id) {
            first.insert((id.len(), clip(&id, TEXT_SHOWN)));
        }
        if first.len() > Overview::LEAD_IDS {
            first.pop_last();
        }
    }
    first.into_iter().map(|(_, id)| id).collect()
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
