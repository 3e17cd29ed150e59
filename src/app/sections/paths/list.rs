//! The ways as lists of what can be picked.

use leadlens_view::view;
use leptos::prelude::*;

use super::model::{Way, Ways, total};
use super::pick;
use crate::app::actions::Actions;
use crate::app::components::Show;
use crate::app::components::dynamic::{List, handler, live, part};
use crate::app::effects;
use crate::app::memo::Memo;
use crate::app::sections::time::step;
use crate::app::wording;
use crate::app::wording::facet;
use crate::engine::report::Facet;
use crate::i18n::{number, percent, say};

/// Ways listed at first.
const FIRST: usize = 6;

/// The ways of several steps, most frequent first; arrow keys move between them.
pub(super) fn several(ways: Memo<Ways>, picked: Memo<Vec<String>>) -> AnyView {
    let active = RwSignal::new(0_usize);
    let is_all = RwSignal::new(false);
    let count = Memo::new(move || ways.with(|ways| ways.several.len()));
    let listed = move || if is_all.get() { count.get() } else { count.get().min(FIRST) };
    let stop = Memo::new(move || active.get().min(listed().saturating_sub(1)));
    let rows = move || {
        ways.with(|ways| {
            let most = ways.several.first().map_or(1, |way| way.count);
            let row = |(index, way): (usize, &Way)| row(way, (most, ways.share(way.count.into())), picked, move || stop.get() == index);
            ways.several.iter().take(listed()).enumerate().map(row).list()
        })
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let count = if is_all.get_untracked() { count.get_untracked() } else { count.get_untracked().min(FIRST) };
        // Down the list is forth.
        let key = match event.key().as_str() {
            "ArrowDown" => "ArrowRight".to_owned(),
            "ArrowUp" => "ArrowLeft".to_owned(),
            "PageDown" => "PageUp".to_owned(),
            "PageUp" => "PageDown".to_owned(),
            other => other.to_owned(),
        };
        if let Some(to) = step(&key, stop.get_untracked(), count) {
            event.prevent_default();
            active.set(to);
            effects::focus_soon(".ways__row[tabindex='0']");
        }
    };
    let more = move || if is_all.get() { say!(chart.show_less) } else { say!(chart.show_all, n = number(count.get() as u64)) };
    view! {
        <ol class="ways" aria-label=say!(paths.list) on:keydown=handler(on_key)>{part(rows)}</ol>
        <Show when=move || { count.get() > FIRST }>
            <button type="button" class="button button--quiet" aria-expanded=live(move || is_all.get().to_string()) on:click=handler(move |_| is_all.update(|is_all| *is_all = !*is_all))>{live(more)}</button>
        </Show>
    }
    .into_any()
}

fn row(way: &Way, (most, share): (u32, Option<f64>), picked: Memo<Vec<String>>, is_stop: impl Fn() -> bool + Send + 'static) -> AnyView {
    let actions = Actions::expect();
    let names = [way.name.clone()];
    let name = way.name.clone();
    let is_picked = move || picked.with(|picked| picked.contains(&name)).to_string();
    let width = format!("{}%", u64::from(way.count) * 100 / u64::from(most.max(1)));
    view! {
        <li>
            <button
                type="button" class="ways__row" aria-pressed=live(is_picked) tabindex=live(move || if is_stop() { "0" } else { "-1" })
                style=("--share", width) on:click=handler(move |_| pick(actions, &names))
            >
                <span class="ways__steps">{facet::value(Facet::Path, &way.name)}</span>
                <span class="ways__count number">{number(way.count)}</span>
                <span class="ways__share number">{share.map(percent)}</span>
            </button>
        </li>
    }
    .into_any()
}

/// Those of one step only.
pub(super) fn single(ways: Memo<Ways>, picked: Memo<Vec<String>>) -> AnyView {
    let entries = move || {
        let ways = ways.get();
        if ways.single.is_empty() {
            return None;
        }
        let all = total(&ways.single);
        let counted = wording::counted(ways.measure, u32::try_from(all).unwrap_or(u32::MAX));
        let share = ways.share(all).map(|share| format!(" ({})", percent(share))).unwrap_or_default();
        let entry = |way: &Way| {
            let actions = Actions::expect();
            let (names, name) = ([way.name.clone()], way.name.clone());
            let is_picked = move || picked.with(|picked| picked.contains(&name)).to_string();
            view! {
                <li><button type="button" class="chip chip--button" aria-pressed=live(is_picked) on:click=handler(move |_| pick(actions, &names))>
                    {facet::value(Facet::Path, &way.name)}" "<span class="number">{number(way.count)}</span>
                </button></li>
            }
        };
        let head = if ways.measure == crate::engine::report::Measure::Companies {
            say!(paths.single)
        } else {
            say!(paths.single_n, n = format!("{counted}{share}"))
        };
        Some(view! { <p class="ways__single">{head}</p><ul class="ways__chips">{ways.single.iter().map(entry).list()}</ul> })
    };
    part(entries).into_any()
}
