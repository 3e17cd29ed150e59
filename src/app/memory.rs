//! What the user decided about columns and codes, remembered in this browser: headers, roles and codes, never a text that shows a person. And
//! the columns of the table of leads.

use super::state::columns::ColumnSet;
use crate::engine::leads::{Decisions, HeaderSet, MappingDecision};
use crate::engine::share::{IdOf, is_marketplace_id, shows_person};
use crate::platform::storage::{self, StorageKey};

/// Sets of headers remembered at most; the oldest go first.
const LIMIT: usize = 50;
/// Longest header that is one; a longer text could be somebody's words.
const HEADER_LENGTH: usize = 60;

/// What was remembered; nothing where nothing was, or where it is of another version. What older programs kept and should not have is wiped.
pub(crate) fn recall() -> Decisions {
    let stored: Decisions = storage::read(StorageKey::Decisions).and_then(|text| storage::unpack(&text)).unwrap_or_default();
    let kept = memorable(&stored);
    if kept != stored {
        remember(&kept);
    }
    kept
}

/// Remembers what may be remembered, and forgets the rest.
pub(crate) fn remember(decisions: &Decisions) {
    let kept = memorable(decisions);
    let text = if kept == Decisions::default() { None } else { storage::pack(&kept) };
    storage::write(StorageKey::Decisions, text.as_deref());
}

/// The columns of the table of leads as they were left.
pub(crate) fn recall_columns() -> ColumnSet {
    storage::read(StorageKey::Columns).map_or_else(ColumnSet::default, |text| ColumnSet::from_text(&text))
}

/// Remembers the columns of the table of leads, where they are not as at first.
pub(crate) fn remember_columns(columns: &ColumnSet) {
    let text = (*columns != ColumnSet::default()).then(|| columns.to_text());
    storage::write(StorageKey::Columns, text.as_deref());
}

/// The decisions about headers that look like headers.
fn memorable(decisions: &Decisions) -> Decisions {
    let is_header = |header: &String| header.chars().count() <= HEADER_LENGTH && !shows_person(header);
    let is_known = |mapping: &&MappingDecision| matches!(&mapping.headers, HeaderSet::Named(headers) if headers.iter().all(is_header));
    let mappings: Vec<_> = decisions.mappings.iter().filter(is_known).cloned().collect();
    let first = mappings.len().saturating_sub(LIMIT);
    // A code is spelled as an id is, in letters of either case; anything else could be somebody's words.
    let is_code = |text: &str| is_marketplace_id(&text.trim().to_lowercase(), IdOf::Offer { people: 0 });
    let values: Vec<_> = decisions.values.iter().filter(|value| is_code(&value.text)).cloned().collect();
    let values = values.get(values.len().saturating_sub(LIMIT)..).unwrap_or_default().to_vec();
    Decisions { mappings: mappings.get(first..).unwrap_or_default().to_vec(), values, ..Decisions::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::intake::header::ColumnRole;
    use crate::engine::leads::{Action, CodeMeaning, ColumnName, UnknownSlot};

    #[test]
    fn only_headers_are_remembered() {
        let mut decisions = Decisions { default_country: Some("SE".to_owned()), ..Decisions::default() };
        let column = |header: &str| ColumnName { header: header.to_owned(), nth: 0 };
        let named = HeaderSet::Named(vec!["rubrik".to_owned()]);
        decisions.decide_role(&named, &column("rubrik"), Some(ColumnRole::JobTitle));
        let data = HeaderSet::Named(vec!["ada@example.org".to_owned()]);
        decisions.decide_role(&data, &column("ada@example.org"), Some(ColumnRole::Email));
        let name = HeaderSet::Named(vec!["country".to_owned(), "anna lindqvist".to_owned()]);
        decisions.decide_role(&name, &column("country"), Some(ColumnRole::Country));
        let unnamed = HeaderSet::Unnamed { file: "ada.csv".to_owned(), columns: 1 };
        decisions.decide_role(&unnamed, &column(""), Some(ColumnRole::Email));
        let kept: Vec<_> = memorable(&decisions).mappings.into_iter().map(|mapping| mapping.headers).collect();
        assert_eq!(kept, [named]);
    }

    #[test]
    fn only_codes_are_remembered() {
        let mut decisions = Decisions::default();
        let meaning = Some(CodeMeaning::Action(Action::Plt));
        for text in [
            "Trial",
            " SFDC-IN ",
            "Lindstrand",
            "call Anna",
            "Anna",
            "anna.lindqvist",
            "+46 70 123 45 67",
            "ann＠example.org",
            "19850312-1234",
        ] {
            decisions.decide_value(text, UnknownSlot::Action, meaning);
        }
        let kept: Vec<_> = memorable(&decisions).values.into_iter().map(|value| value.text).collect();
        assert_eq!(kept, ["Trial", " SFDC-IN "]);
    }
}
