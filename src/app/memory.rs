//! Decisions of the user about columns, remembered in this browser: headers and roles, never a value of a file. And the columns of the
//! table of leads.
//!
//! Several tabs remember in one place. What is written is what stands there, with the changes of this tab.

mod stored;

use std::cell::RefCell;

use stored::StoredDecisions;

use super::state::columns::{ColumnSet, LeadColumn};
use super::state::draft::Draft;
use crate::platform::storage::{self, StorageKey};
use leadlens_engine::leads::Decisions;

thread_local! {
    /// Decisions that this tab last remembered, or recalled.
    static LAST: RefCell<StoredDecisions> = RefCell::default();
    /// The columns of the table of leads, likewise.
    static COLUMNS: RefCell<ColumnSet> = RefCell::default();
    /// Parts of drafts that stood there when this tab was opened.
    static FOUND: RefCell<Vec<String>> = RefCell::default();
    /// The part of this tab.
    static TAB: String = storage::new_part();
}

/// Recalls the decisions stored in this browser; none where there are none, or where they are of another version.
pub(crate) fn recall() -> Decisions {
    storage::forget_old();
    let stored = read_stored();
    let decisions = stored.decisions();
    LAST.set(stored);
    decisions
}

/// Remembers what may be remembered of what this tab has changed, and forgets what it took back.
pub(crate) fn remember(decisions: &Decisions) {
    let now = StoredDecisions::of(decisions);
    let before = LAST.replace(now.clone());
    if now != before {
        let text = read_stored().changed(&before, now).to_text();
        storage::write(StorageKey::Decisions, text.as_deref());
    }
}

/// Takes decisions that came from elsewhere for what this tab last remembered: neither written nor taken back.
pub(crate) fn rebase(decisions: &Decisions) {
    LAST.set(StoredDecisions::of(decisions));
}

fn read_stored() -> StoredDecisions {
    storage::read(StorageKey::Decisions).map(|text| StoredDecisions::from_text(&text)).unwrap_or_default()
}

/// Choices about exported lists that this browser stored.
pub(crate) fn recall_export() -> Option<String> {
    storage::read(StorageKey::Export)
}

/// Stores choices about exported lists: notation and names of columns.
pub(crate) fn remember_export(text: &str) {
    storage::write(StorageKey::Export, Some(text));
}

/// The drafts of decisions that this browser keeps, where the user wants them.
pub(crate) fn recall_draft() -> Draft {
    let (names, texts) = storage::read_parts(StorageKey::Draft).into_iter().unzip();
    FOUND.set(names);
    Draft::of(storage::read(StorageKey::Draft).is_some(), texts)
}

/// Drafts are stored from now on, or none any more, of no tab.
pub(crate) fn allow_drafts(are_enabled: bool) {
    storage::write(StorageKey::Draft, are_enabled.then_some(""));
    if !are_enabled {
        for (part, _) in storage::read_parts(StorageKey::Draft) {
            storage::write_part(StorageKey::Draft, &part, None);
        }
    }
}

/// Stores the draft of this tab, unless another tab has switched drafts off; `None` forgets it.
pub(crate) fn store_draft(text: Option<&str>) {
    let text = text.filter(|_| storage::read(StorageKey::Draft).is_some());
    TAB.with(|tab| storage::write_part(StorageKey::Draft, tab, text));
}

/// Forgets the drafts that stood there when this tab was opened.
pub(crate) fn forget_found_drafts() {
    for part in FOUND.take() {
        storage::write_part(StorageKey::Draft, &part, None);
    }
}

/// The columns of the table of leads as they were left.
pub(crate) fn recall_columns() -> ColumnSet {
    let columns = stored_columns();
    COLUMNS.set(columns.clone());
    columns
}

/// The columns the table of leads shows.
pub(crate) fn columns_shown() -> Vec<LeadColumn> {
    stored_columns().shown()
}

/// Remembers the columns of the table of leads, where they are not as at first.
pub(crate) fn remember_columns(columns: &ColumnSet) {
    let before = COLUMNS.replace(columns.clone());
    if *columns != before {
        let merged = stored_columns().changed(&before, columns);
        let text = (merged != ColumnSet::default()).then(|| merged.to_text());
        storage::write(StorageKey::Columns, text.as_deref());
    }
}

fn stored_columns() -> ColumnSet {
    storage::read(StorageKey::Columns).map_or_else(ColumnSet::default, |text| ColumnSet::from_text(&text))
}
