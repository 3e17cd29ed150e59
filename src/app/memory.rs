//! What the user decided about columns, remembered in this browser: headers and roles, never a value of a file. And the columns of the table
//! of leads.
//!
//! Several tabs remember in one place. What is written is what stands there, with the changes of this tab.

mod kept;

use std::cell::RefCell;

use kept::Kept;

use super::state::columns::ColumnSet;
use super::state::draft::Draft;
use crate::engine::leads::Decisions;
use crate::platform::storage::{self, StorageKey};

thread_local! {
    /// What this tab last remembered, or recalled.
    static KEPT: RefCell<Kept> = RefCell::default();
    /// The columns of the table of leads, likewise.
    static COLUMNS: RefCell<ColumnSet> = RefCell::default();
}

/// What was remembered; nothing where nothing was, or where it is of another version.
pub(crate) fn recall() -> Decisions {
    storage::forget_old();
    let kept = stored();
    let decisions = kept.decisions();
    KEPT.set(kept);
    decisions
}

/// Remembers what may be remembered of what this tab has changed, and forgets what it took back.
pub(crate) fn remember(decisions: &Decisions) {
    let now = Kept::of(decisions);
    let before = KEPT.replace(now.clone());
    if now != before {
        let text = stored().changed(&before, now).to_text();
        storage::write(StorageKey::Decisions, text.as_deref());
    }
}

/// Takes decisions that came from elsewhere for what this tab last remembered: neither written nor taken back.
pub(crate) fn rebase(decisions: &Decisions) {
    KEPT.set(Kept::of(decisions));
}

fn stored() -> Kept {
    storage::read(StorageKey::Decisions).map(|text| Kept::from_text(&text)).unwrap_or_default()
}

/// The draft of decisions that this browser keeps, where the user wants one.
pub(crate) fn recall_draft() -> Draft {
    let kept = storage::read(StorageKey::Draft);
    Draft::of(kept.is_some(), kept.filter(|text| !text.is_empty()))
}

/// Keeps a draft of decisions, an empty one where there are none yet; `None` keeps none any more.
pub(crate) fn keep_draft(text: Option<&str>) {
    storage::write(StorageKey::Draft, text);
}

/// The columns of the table of leads as they were left.
pub(crate) fn recall_columns() -> ColumnSet {
    let columns = stored_columns();
    COLUMNS.set(columns.clone());
    columns
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
