//! The dialog in which the columns of the table are chosen.

use leptos::prelude::*;

use super::rows::word;
use crate::app::components::Dialog;
use crate::app::effects;
use crate::app::state::columns::{ColumnPlace, ColumnSet};
use crate::i18n::t;

pub(super) fn dialog(columns: RwSignal<ColumnSet>, is_open: RwSignal<bool>) -> AnyView {
    let list = move || {
        columns.with(|set| {
            let is_last = set.shown().len() == 1;
            set.all().iter().map(|place| entry(*place, is_last && place.is_shown, columns)).collect_view()
        })
    };
    view! {
        <Dialog open=is_open id="columns-title" title=t!(leads.columns_title) on_close=move |()| is_open.set(false)>
            <p class="muted">{t!(leads.columns_more)}</p>
            <ol class="choose">{list}</ol>
            <button type="button" class="button" on:click=move |_| columns.set(ColumnSet::default())>{t!(leads.columns_reset)}</button>
        </Dialog>
    }
    .into_any()
}

/// A column: shown or not, its width, its place. The last one that is shown stays.
fn entry(place: ColumnPlace, is_last: bool, columns: RwSignal<ColumnSet>) -> AnyView {
    let ColumnPlace { column, is_shown, width } = place;
    let name = word(column);
    let move_button = |is_forth: bool| {
        let (sign, label) = if is_forth {
            ("↓", t!(leads.column_forth, name = word(column)))
        } else {
            ("↑", t!(leads.column_back, name = word(column)))
        };
        let id = format!("{}-{}", if is_forth { "down" } else { "up" }, column.as_str());
        let shift = {
            let id = id.clone();
            move |_| {
                columns.update(|columns| columns.shift_in_list(column, is_forth));
                effects::focus_id(&id);
            }
        };
        view! {
            <button type="button" class="button button--quiet" id=id aria-label=label on:click=shift><span aria-hidden="true">{sign}</span></button>
        }
        .into_any()
    };
    let resize = move |event| {
        let width = event_target_value(&event).parse().ok();
        columns.update(|columns| columns.resize(column, width));
    };
    let width_label = t!(leads.column_width, name = name.clone());
    let (least, most) = ColumnSet::WIDTHS;
    view! {
        <li class="choose__column">
            <label class="check">
                <input type="checkbox" prop:checked=is_shown prop:disabled=is_last on:change=move |_| columns.update(|columns| columns.toggle(column)) />
                {name}
            </label>
            <input
                class="input choose__width" type="number" min=least.to_string() max=most.to_string() step="8" aria-label=width_label
                placeholder=t!(leads.column_auto) prop:value=width.map(|width| width.to_string()).unwrap_or_default() on:change=resize
            />
            {move_button(false)}{move_button(true)}
        </li>
    }
    .into_any()
}
