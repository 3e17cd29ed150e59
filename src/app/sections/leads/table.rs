//! The grid: only the rows on screen exist, whatever its length.

use leptos::prelude::*;

use crate::i18n::t;

use super::{Table, cell_id, copy, heads, rows};
use crate::app::effects;
use crate::app::memo::memo;
use crate::app::scroll::pixels;
use crate::app::state::columns::ColumnSet;
use crate::app::state::cursor::{Cursor, CursorStep, GridCell};
use crate::platform::document;

pub(super) fn grid(table: &Table) -> AnyView {
    let table = *table;
    let Table { store, frame, total, cursor, columns, scroll, view_port, from, .. } = table;
    let busy = memo(move || store.leads.with(|leads| (leads.is_busy(), leads.is_stale())));
    effects::measure_soon(move || table.measure_rows());
    // Another list starts at its first row.
    let listed = memo(move || store.view.with(|view| (view.filter.clone(), view.sort.clone())));
    effects::back_to_top(listed, frame);
    Effect::new(move |_| {
        listed.track();
        table.wanted.set(None);
        copy::forget(&table);
        cursor.update(|cursor| *cursor = Cursor::new(0, cursor.at.column));
    });
    let slots = memo(move || scroll.get().drawn().min(total.get()));
    let row_list = move || (0..slots.get()).map(|slot| rows::row(&table, slot)).collect_view();
    let offset = move || pixels(scroll.get().offset(view_port.get().1, from.get()));
    let is_drawn = memo(move || (from.get()..from.get() + slots.get()).contains(&cursor.get().at.row));
    let active = move || is_drawn.get().then(|| cell_id(cursor.get().at));
    let width = memo(move || columns.with(ColumnSet::width));
    view! {
        <div
            class="grid" role="grid" tabindex="0" node_ref=frame aria-label=t!(leads.title) aria-describedby="grid-keys" aria-multiselectable="true"
            aria-colcount=move || table.shown.with(Vec::len).to_string() aria-rowcount=move || (total.get() + 1).to_string()
            aria-busy=move || busy.get().0.to_string() data-stale=move || busy.get().1.to_string() aria-activedescendant=active
            style=("--columns", move || columns.with(ColumnSet::template)) style=("--width", move || pixels(f64::from(width.get())))
            on:scroll=move |_| table.measure_rows() on:keydown=move |event| on_key(&table, &event)
            on:mouseover=|event: leptos::ev::MouseEvent| document::title_if_cut(&event, ".grid__cell")
        >
            {heads::heads(&table)}
            <div
                class="grid__space" role="rowgroup" style=("--height", move || pixels(scroll.get().height()))
                on:click=move |event| on_click(&table, &event) on:mousedown=hold_text
            >
                <div class="grid__rows" role="presentation" style=("--offset", offset)>{row_list}</div>
            </div>
        </div>
        <p class="visually-hidden" id="grid-keys">{t!(leads.keys)}" "{t!(leads.keys_head)}</p>
    }
    .into_any()
}

/// Keys of the grid itself; those of its heads are theirs.
fn on_key(table: &Table, event: &leptos::ev::KeyboardEvent) {
    if !document::is_own(event) || event.alt_key() {
        return;
    }
    let is_far = event.ctrl_key() || event.meta_key();
    let key = event.key();
    match (key.as_str(), is_far) {
        ("Enter" | " ", false) => table.wanted.set(Some(table.cursor.get_untracked().at.row)),
        ("Escape", false) => {
            table.cursor.update(|cursor| cursor.from = cursor.at);
            table.actions.close_lead();
        }
        ("a" | "A", true) => table.cursor.set(Cursor::all(table.extent())),
        ("c" | "C", true) if !document::has_selection() => copy::copy(table, false),
        _ => match CursorStep::of_key(&key, is_far) {
            Some(step) => table.step(step, event.shift_key()),
            None => return,
        },
    }
    event.prevent_default();
}

/// With Shift cells are selected, not their text.
#[expect(clippy::needless_pass_by_value, reason = "as a handler takes it")]
fn hold_text(event: leptos::ev::MouseEvent) {
    if event.shift_key() {
        event.prevent_default();
        effects::focus_soon(".grid");
    }
}

/// Shows the lead of a row; with Shift the cells up to there are selected.
fn on_click(table: &Table, event: &leptos::ev::MouseEvent) {
    let place = |attribute: &str| document::nearest(event, attribute).and_then(|place| place.parse::<u32>().ok());
    let Some(row) = place("aria-rowindex").and_then(|row| row.checked_sub(2)) else { return };
    let column = place("aria-colindex").unwrap_or(1).saturating_sub(1);
    let extends = event.shift_key();
    table.status.set(String::new());
    table.cursor.update(|cursor| *cursor = cursor.to(GridCell { row, column }, extends, table.extent()));
    // Text the user has just selected is to be read, not hidden by a panel.
    if !extends && !document::has_selection() {
        table.wanted.set(Some(row));
    }
}
