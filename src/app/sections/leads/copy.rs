//! Cells for the clipboard, as tab-separated text.

use leptos::prelude::*;

use super::Table;
use super::rows::{text_of, word};
use crate::app::lead_window::{HeldRow, MOST_COPIED};
use crate::app::state::columns::LeadColumn;
use crate::i18n::{number, t, t_plural};
use leadlens_engine::export::tsv;

/// Area to be copied: first and last row, first and last column, counted from 0.
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
        table.status.set(t!(leads.fetching, n = number(last - area.0.0 + 1)));
        table.actions.fetch_leads(area.0.0, last);
    }
    table.copying.set(Some(area));
}

fn last_copied(((first, last), _): Area) -> u32 {
    last.min(first.saturating_add(MOST_COPIED - 1))
}

/// Returns the part of an area that lies in a list of so many rows; `None` where all of it is gone.
fn within(((first, last), columns): Area, total: u32) -> Option<Area> {
    (first < total).then(|| ((first, last.min(total - 1)), columns))
}

/// Copies what was requested as soon as all of it is held. Where the list was renewed meanwhile, and the rows no longer come, they are requested
/// for again.
pub(super) fn copy_when_held(table: &Table) {
    let table = *table;
    Effect::new(move |_| {
        let Some(wanted) = table.copying.get() else { return };
        let (is_stale, is_fetching, total) =
            table.store.leads.with(|leads| (leads.is_stale(), leads.is_fetching(), leads.total().unwrap_or(0)));
        if is_stale {
            return;
        }
        let Some(area) = within(wanted, total) else { return forget(&table) };
        let last = last_copied(area);
        if let Some(rows) = table.store.leads.with(|leads| leads.rows(area.0.0, last)) {
            table.copying.set(None);
            let (from, to) = area.1;
            let columns = table.shown.get_untracked().into_iter().skip(from as usize).take((to - from) as usize + 1).collect();
            write_on(table, Writing { area, columns, rows, done: 0, text: String::new() });
        } else if !is_fetching {
            table.actions.fetch_leads(area.0.0, last);
        }
    });
}

/// Copies nothing any more, and says nothing of it.
pub(super) fn forget(table: &Table) {
    if table.copying.get_untracked().is_some() {
        table.copying.set(None);
        table.status.set(String::new());
    }
}

/// Rows written before the page takes a breath.
const SLICE: usize = 250;

/// State of a copy that is being written. It is read from no signal any more: the table may be gone before it is done.
struct Writing {
    area: Area,
    columns: Vec<LeadColumn>,
    rows: Vec<HeldRow>,
    /// Rows that are written.
    done: usize,
    text: String,
}

/// Writes the rows slice by slice and puts all of them on the clipboard.
fn write_on(table: Table, mut writing: Writing) {
    let Writing { columns, rows, done, .. } = &writing;
    let is_headed = *done == 0 && rows.len() > 1;
    let head = if is_headed { columns.iter().map(|column| word(*column)).collect() } else { Vec::new() };
    let mut cells = vec![head];
    cells.extend(rows.iter().skip(*done).take(SLICE).map(|row| columns.iter().map(|column| text_of(*column, row, table.store)).collect()));
    let part = tsv(&cells);
    writing.text.push_str(&part);
    writing.done += SLICE;
    if writing.done < writing.rows.len() {
        set_timeout(move || write_on(table, writing), std::time::Duration::ZERO);
        return;
    }
    let Writing { area: ((first, last), (from, to)), rows, mut text, .. } = writing;
    let (all, copied) = (last - first + 1, u32::try_from(rows.len()).unwrap_or(u32::MAX));
    let message = if copied == 1 && from == to {
        text.truncate(text.trim_end_matches("\r\n").len());
        t!(leads.copied_cell, text = text.clone())
    } else if copied < all {
        t!(leads.copied_first, n = number(copied), total = number(all))
    } else {
        t_plural!(copied, leads.copied, n = number(copied))
    };
    table.actions.copy(text, move |is_done| table.status.set(if is_done { message } else { t!(leads.copy_denied) }));
}

/// Returns the outcome of the last action, or else the size of the selection, in words.
pub(super) fn status(table: &Table) -> String {
    let (status, cursor) = (table.status.get(), table.cursor.get());
    if !status.is_empty() || cursor.is_single() {
        return status;
    }
    let count = |(first, last): (u32, u32)| number(last - first + 1);
    t!(leads.selected, rows = count(cursor.rows()), columns = count(cursor.columns()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_ends_where_the_list_does() {
        for (rows, total, expected) in
            [((0, 9), 10, Some((0, 9))), ((5, 9), 7, Some((5, 6))), ((5, 9), 6, Some((5, 5))), ((5, 9), 5, None), ((0, 0), 0, None)]
        {
            assert_eq!(within((rows, (1, 2)), total), expected.map(|rows| (rows, (1, 2))), "{rows:?} of {total}");
        }
    }
}
