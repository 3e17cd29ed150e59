//! Cells on their way to the clipboard, as tab-separated text.

use super::Table;
use super::rows::{text_of, word};
use crate::app::components::dynamic::effect;
use crate::app::lead_window::{HeldRow, MOST_COPIED};
use crate::chart::TableData;
use crate::i18n::{number, say, say_count};

/// What is to be copied: first and last row, first and last column.
pub(super) type Area = ((u32, u32), (u32, u32));

/// Copies what is selected; `or_all`: all rows, where that is one cell.
pub(super) fn copy(table: &Table, or_all: bool) {
    let (cursor, extent) = (table.cursor.get_untracked(), table.extent());
    if extent.rows == 0 {
        return;
    }
    let area = if or_all && cursor.is_single() {
        ((0, extent.rows - 1), (0, extent.columns.saturating_sub(1)))
    } else {
        (cursor.rows(), cursor.columns())
    };
    let last = last_copied(area);
    if table.store.leads.with_untracked(|leads| leads.rows(area.0.0, last).is_none()) {
        table.said.set(say!(leads.fetching, n = number(last - area.0.0 + 1)));
        table.actions.fetch_leads(area.0.0, last);
    }
    table.copying.set(Some(area));
}

fn last_copied(((first, last), _): Area) -> u32 {
    last.min(first.saturating_add(MOST_COPIED - 1))
}

/// Copies what was asked for as soon as all of it is held.
pub(super) fn copy_when_held(table: &Table) {
    let table = *table;
    effect(move || {
        let Some(area) = table.copying.get() else { return };
        if let Some(rows) = table.store.leads.with(|leads| leads.rows(area.0.0, last_copied(area))) {
            table.copying.set(None);
            let (text, said) = written(&table, area, &rows);
            table.actions.copy(text, move |is_done| table.said.set(if is_done { said } else { say!(leads.copy_denied) }));
        }
    });
}

/// The text for the clipboard, and what is said of it.
fn written(table: &Table, ((first, last), (from, to)): Area, rows: &[HeldRow]) -> (String, String) {
    let shown = table.shown.get_untracked();
    let columns: Vec<_> = shown.into_iter().skip(from as usize).take((to - from) as usize + 1).collect();
    let head = if rows.len() > 1 { columns.iter().map(|column| word(*column)).collect() } else { Vec::new() };
    let cells = rows.iter().map(|row| columns.iter().map(|column| text_of(*column, row, table.store)).collect()).collect();
    let mut text = TableData { head, rows: cells }.to_tsv();
    let (all, copied) = (last - first + 1, u32::try_from(rows.len()).unwrap_or(u32::MAX));
    if copied == 1 && from == to {
        text.truncate(text.trim_end_matches("\r\n").len());
        let said = say!(leads.copied_cell, text = text.clone());
        return (text, said);
    }
    let said = if copied < all {
        say!(leads.copied_first, n = number(copied), total = number(all))
    } else {
        say_count!(copied, leads.copied, n = number(copied))
    };
    (text, said)
}

/// What was last done, or what is selected.
pub(super) fn status(table: &Table) -> String {
    let (said, cursor) = (table.said.get(), table.cursor.get());
    if !said.is_empty() || cursor.is_single() {
        return said;
    }
    let count = |(first, last): (u32, u32)| number(last - first + 1);
    say!(leads.selected, rows = count(cursor.rows()), columns = count(cursor.columns()))
}
