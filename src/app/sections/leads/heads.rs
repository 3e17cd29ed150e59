//! The heads of the table: each sorts, is dragged to its place, and has an edge that is dragged for the width.

use leptos::prelude::*;

use super::Table;
use super::rows::word;
use crate::app::effects;
use crate::app::memo::memo;
use crate::app::state::columns::{ColumnSet, LeadColumn};
use crate::i18n::{number, t};
use crate::platform::document;
use leadlens_engine::report::LeadSort;

/// Distance in px that a pointer goes before it drags.
const SLACK: i32 = 5;
/// By how much a key changes a width, in px.
const NUDGE: i32 = 16;
/// Width in px that a cell takes around its content.
const PADDING: i32 = 18;

/// Gesture of a pointer on the heads.
#[derive(Clone, Copy, Default)]
enum Drag {
    #[default]
    None,
    /// Makes a column wider or narrower, from that width at that place on.
    Width(LeadColumn, i32, i32),
    /// May yet be a click.
    Held(LeadColumn, i32),
    /// Takes a column along; the column it was last over does not move twice.
    Place(LeadColumn, LeadColumn),
    /// Has dragged; the click that follows is none.
    Done,
}

pub(super) fn heads(table: &Table) -> AnyView {
    let table = *table;
    let drag = StoredValue::new(Drag::None);
    let sort = memo(move || table.store.view.with(|view| view.sort.clone()));
    let row_heads = move || {
        let sort = sort.get();
        table.shown.get().into_iter().zip(1_usize..).map(|(column, place)| head(column, place, &sort)).collect_view()
    };
    let of_event = |event: &leptos::ev::Event| document::nearest(event, "data-column").and_then(|name| LeadColumn::from_name(&name));
    let on_down = move |event: leptos::ev::PointerEvent| {
        let Some(column) = of_event(&event).filter(|_| event.button() == 0) else { return };
        let x = event.client_x();
        if document::nearest(&event, "data-edge").is_some() {
            event.prevent_default();
            drag.set_value(Drag::Width(column, x, width_now(column)));
        } else {
            drag.set_value(Drag::Held(column, x));
        }
    };
    let on_move = move |event: leptos::ev::PointerEvent| {
        let (x, y) = (event.client_x(), event.client_y());
        match drag.get_value() {
            // Not before it moves: what is held gets the clicks too.
            Drag::Width(column, from, width) if x != from => {
                document::hold_pointer(&event);
                resize(table.columns, column, width + x - from);
            }
            Drag::Held(column, from) if (x - from).abs() > SLACK => {
                document::hold_pointer(&event);
                drag.set_value(Drag::Place(column, column));
            }
            Drag::Place(column, last) => {
                let over = document::nearest_at(x, y, "data-column").and_then(|name| LeadColumn::from_name(&name));
                if let Some(over) = over.filter(|over| *over != last) {
                    drag.set_value(Drag::Place(column, over));
                    table.columns.update(|columns| columns.put_at(column, over));
                }
            }
            _ => {}
        }
    };
    let on_up = move |_: leptos::ev::PointerEvent| {
        let is_dragged = matches!(drag.get_value(), Drag::Width(..) | Drag::Place(..));
        drag.set_value(if is_dragged { Drag::Done } else { Drag::None });
    };
    let on_click = move |event: leptos::ev::MouseEvent| {
        let is_drag = matches!(drag.get_value(), Drag::Done);
        drag.set_value(Drag::None);
        if let Some(column) = of_event(&event).filter(|_| !is_drag && document::nearest(&event, "data-edge").is_none()) {
            table.actions.sort(column.sort_key(), event.shift_key());
        }
    };
    let on_double = move |event: leptos::ev::MouseEvent| {
        if let Some(column) = of_event(&event).filter(|_| document::nearest(&event, "data-edge").is_some()) {
            fit(table.columns, column);
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        drag.set_value(Drag::None);
        let Some(column) = of_event(&event) else { return };
        let (key, is_wide, is_place) = (event.key(), event.shift_key(), event.alt_key());
        let is_forth = key == "ArrowRight";
        if !(is_forth || key == "ArrowLeft") || is_wide == is_place {
            return;
        }
        event.prevent_default();
        if is_wide {
            resize(table.columns, column, width_now(column) + if is_forth { NUDGE } else { -NUDGE });
        } else {
            table.columns.update(|columns| columns.shift(column, is_forth));
            effects::focus_id(&button_id(column));
        }
    };
    view! {
        <div class="grid__row grid__row--head" role="rowgroup">
            <div
                class="grid__line" role="row" aria-rowindex="1"
                on:pointerdown=on_down on:pointermove=on_move on:pointerup=on_up
                on:pointercancel=move |_: leptos::ev::PointerEvent| drag.set_value(Drag::None)
                on:click=on_click on:dblclick=on_double on:keydown=on_key
            >
                {row_heads}
            </div>
        </div>
    }
    .into_any()
}

fn button_id(column: LeadColumn) -> String {
    format!("head-{}", column.as_str())
}

fn width_now(column: LeadColumn) -> i32 {
    document::width_of(&format!(".grid__head[data-column={}]", column.as_str())).unwrap_or_default()
}

fn resize(columns: RwSignal<ColumnSet>, column: LeadColumn, width: i32) {
    columns.update(|columns| columns.resize(column, Some(u16::try_from(width.max(0)).unwrap_or(u16::MAX))));
}

/// Makes a column as wide as what is on screen of it needs: squeezes it, then measures what does not fit.
fn fit(columns: RwSignal<ColumnSet>, column: LeadColumn) {
    resize(columns, column, 0);
    let name = column.as_str();
    let cells = format!(".grid [data-column={name}], #head-{name}");
    effects::measure_widest(cells, move |width| resize(columns, column, width + PADDING));
}

/// A head that sorts, says by which order, and has an edge.
fn head(column: LeadColumn, place: usize, sort: &[LeadSort]) -> AnyView {
    let name = word(column);
    let found = sort.iter().zip(1_usize..).find(|(sort, _)| sort.key == column.sort_key());
    let direction = found.map(|(sort, _)| if sort.descending { "descending" } else { "ascending" });
    // Only one column can be marked as sorted by; the others say it in words.
    let first = found.filter(|(_, nth)| *nth == 1).and(direction);
    let (hint, order) = match found {
        Some((_, nth)) if sort.len() > 1 => {
            let (n, total) = (number(nth as u64), number(sort.len() as u64));
            (t!(leads.sorted_by, name = name.clone(), n = n.clone(), total = total), Some(n))
        }
        _ => (t!(leads.sort_by, name = name.clone()), None),
    };
    view! {
        <div class="grid__head" role="columnheader" aria-colindex=place.to_string() data-column=column.as_str() aria-sort=first data-sort=direction>
            <button type="button" class="grid__sort" id=button_id(column) title=hint data-order=order>{name}</button>
            <span class="grid__edge" data-edge="" aria-hidden="true"></span>
        </div>
    }
    .into_any()
}
