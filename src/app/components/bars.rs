//! A ranking as bars that are a table at the same time.

use leadlens_view::view;
use leptos::prelude::*;

use super::Show;
use super::dynamic::{List, handler, live, part};
use crate::app::memo::Signal;
use crate::i18n::{number, say};

/// One row of a ranking.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// Given back when the row is picked.
    pub key: String,
    /// Its name.
    pub label: String,
    /// A second line, small.
    pub note: String,
    /// Its number.
    pub count: u32,
}

/// A ranking: name, bar, number. With `on_pick` each name is a button.
#[component]
pub fn Bars(
    /// Its heading for those who do not see it.
    #[prop(into)]
    caption: Signal<String>,
    /// Head of the names.
    #[prop(into)]
    head: String,
    /// Head of the numbers.
    #[prop(into)]
    unit: Signal<String>,
    /// The rows, largest first.
    #[prop(into)]
    rows: Signal<Vec<Bar>>,
    /// Rows shown before all are asked for.
    #[prop(default = 12)]
    first: usize,
    /// Called with the key of a picked row.
    #[prop(optional, into)]
    on_pick: Option<Callback<String>>,
) -> impl IntoView {
    let all = RwSignal::new(false);
    let most = move || rows.with(|rows| rows.iter().map(|row| row.count).max().unwrap_or(1).max(1));
    let shown = part(move || {
        let most = most();
        let limit = if all.get() { usize::MAX } else { first };
        rows.with(|rows| rows.iter().take(limit).map(|row| bar(row, share(row.count, most), on_pick)).list())
    });
    let has_more = move || rows.with(Vec::len) > first;
    let more = move || if all.get() { say!(chart.show_less) } else { say!(chart.show_all, n = number(rows.with(Vec::len) as u64)) };
    view! {
        <table class="bars">
            <caption class="visually-hidden">{live(move || caption.get())}</caption>
            <thead class="visually-hidden">
                <tr><th scope="col">{head}</th><th scope="col">{live(move || unit.get())}</th></tr>
            </thead>
            <tbody>{shown}</tbody>
        </table>
        <Show when=has_more>
            <button type="button" class="button button--quiet" aria-expanded=live(move || all.get().to_string()) on:click=handler(move |_| all.update(|all| *all = !*all))>
                {live(more)}
            </button>
        </Show>
    }
}

/// Part of a whole, written with four places. Writing an `f64` costs the page five kilobytes.
fn share(part: u32, whole: u32) -> String {
    let share = u64::from(part) * 10_000 / u64::from(whole);
    format!("{}.{:04}", share / 10_000, share % 10_000)
}

fn bar(row: &Bar, share: String, on_pick: Option<Callback<String>>) -> impl IntoView + use<> {
    let Bar { key, label, note, count } = row.clone();
    let count = number(count);
    let title = if note.is_empty() { label.clone() } else { note };
    let name = match on_pick {
        Some(pick) => {
            let hint = say!(chart.show_leads_of, name = label.clone(), n = count.clone());
            view! { <button type="button" class="bars__name bars__name--button" title=title aria-label=hint on:click=handler(move |_| pick.run(key.clone()))>{label}</button> }.into_any()
        }
        None => view! { <span class="bars__name" title=title>{label}</span> }.into_any(),
    };
    view! {
        <tr class="bars__row">
            <th scope="row" class="bars__head">{name}</th>
            <td class="bars__value">
                <span class="bars__track"><span class="bars__bar" style=("--share", share)></span></span>
                <span class="number">{count}</span>
            </td>
        </tr>
    }
}
