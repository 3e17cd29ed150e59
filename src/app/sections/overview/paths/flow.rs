//! The paths as a picture whose parts are focused and picked by pointer and keys.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;

use super::model::Paths;
use super::pick;
use crate::app::actions::Actions;
use crate::app::components::drawing;
use crate::app::memo::memo;
use crate::app::sections::overview::time::{PointerState, measured, step};
use crate::app::wording;
use crate::i18n::{number, share, t};
use crate::platform::{document, element};
use leadlens_chart::{Flow, Shape, Tone};
use leadlens_engine::report::Measure;

/// Keeps the card with the numbers on the page, in px.
const CARD: i32 = 232;
/// Width of the picture on paper, in px: that of half a page in `style/components/print.css`.
const PRINTED: i32 = 420;
/// Width below which only the list is shown, in px.
const NARROWEST: i32 = 240;

/// The picture of the paths of several steps.
pub(super) fn drawn(paths: Memo<Paths>, picked: Memo<Vec<String>>) -> AnyView {
    let actions = Actions::expect();
    let pointer = RwSignal::new(PointerState::default());
    let place = NodeRef::<html::Div>::new();
    measured(pointer, place, PRINTED);
    let width = memo(move || pointer.with(|pointer| pointer.width));
    let flow = memo(move || {
        let width = width.get();
        if width < NARROWEST { Flow::default() } else { paths.with(|paths| picked.with(|picked| paths.flow(width, picked))) }
    });
    let count = move || flow.with(|flow| flow.nodes.len() + flow.links.len());
    let at = memo(move || pointer.with(|pointer| pointer.at).min(count().saturating_sub(1)));
    let shown_at = memo(move || pointer.with(|pointer| pointer.is_shown).then(|| at.get()));
    let sentence = move || described(paths, flow, at.get()).map(|(what, count, _)| format!("{what}, {count}")).unwrap_or_default();
    let card = move || {
        let (what, count, rest) = described(paths, flow, shown_at.get()?)?;
        Some(
            view! { <p class="value-card__head">{what}</p><p class="value-card__total number">{count}</p><p class="value-card__name">{rest}</p> },
        )
    };
    let choose = move |at: usize| {
        let names = flow.with_untracked(|flow| paths.with_untracked(|paths| paths.through(flow, u32::try_from(at).unwrap_or(u32::MAX))));
        if !names.is_empty() {
            pick(actions, names);
        }
    };
    let trace = move |event: PointerEvent| {
        let found = document::nearest(&event, "data-datum").and_then(|datum| datum.parse().ok());
        let Some(area) = place.get_untracked() else { return };
        let (x, y) = element::place(&area, &event);
        pointer.update(|pointer| {
            (pointer.is_shown, pointer.by_key) = (found.is_some(), false);
            pointer.at = found.unwrap_or(pointer.at);
            pointer.place = ((x + 14).min(pointer.width - CARD).max(0), y + 18);
        });
    };
    let click = move |event: leptos::ev::MouseEvent| {
        if let Some(at) = document::nearest(&event, "data-datum").and_then(|datum| datum.parse().ok()) {
            choose(at);
        }
    };
    let key = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match event.key().as_str() {
            "Enter" | " " => choose(at.get_untracked()),
            "Escape" if picked.with_untracked(|picked| !picked.is_empty()) => pick(actions, Vec::new()),
            key => {
                let (count, below) = flow.with_untracked(|flow| (flow.nodes.len() + flow.links.len(), flow.scene.height));
                let Some(to) = step(key, at.get_untracked(), count) else { return };
                pointer.update(|pointer| {
                    pointer.at = if pointer.is_shown { to } else { at.get_untracked() };
                    (pointer.is_shown, pointer.by_key, pointer.place) = (true, true, (0, below));
                });
            }
        }
        event.prevent_default();
    };
    let px = |px: i32| format!("{px}px");
    let marked = memo(move || shown_at.get().filter(|_| pointer.with(|pointer| pointer.by_key)).and_then(|at| u32::try_from(at).ok()));
    let scene = Signal::derive(move || {
        let mut scene = flow.with(|flow| flow.scene.clone());
        if marked.get().is_some() {
            let others = |mark: &&mut Shape| mark.datum.is_some() && mark.datum != marked.get();
            scene.shapes.iter_mut().filter(others).for_each(|mark| mark.tone = Tone::Faded);
        }
        scene
    });
    view! {
        <div
            class="paths__drawing" node_ref=place role="slider" tabindex="0" aria-label=t!(paths.title) aria-describedby="paths-keys"
            aria-valuemin="1" aria-valuemax=move || count().max(1).to_string() aria-valuenow=move || (at.get() + 1).to_string()
            aria-valuetext=sentence data-shown=move || shown_at.with(Option::is_some).to_string()
            style=("--x", move || px(pointer.with(|pointer| pointer.place.0))) style=("--y", move || px(pointer.with(|pointer| pointer.place.1)))
            on:pointermove=trace on:click=click on:keydown=key
            on:pointerleave=move |_| pointer.update(|pointer| pointer.is_shown = false)
            on:blur=move |_| pointer.update(|pointer| pointer.is_shown = false)
        >
            {drawing("paths-".to_owned(), "paths__picture", scene)}
            <div class="value-card paths__card" aria-hidden="true">{card}</div>
        </div>
        <p class="visually-hidden" id="paths-keys">{t!(paths.keys)}</p>
    }
    .into_any()
}

/// A part of the picture in words, its number with its share, and how many went no further.
fn described(paths: Memo<Paths>, flow: Memo<Flow>, at: usize) -> Option<(String, String, String)> {
    let (what, count, end) = flow.with(|flow| Paths::part(flow, u32::try_from(at).ok()?))?;
    let (measure, whole) = paths.with(|paths| (paths.measure, paths.whole()));
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    let counted = wording::counted(measure, count);
    let counted = if whole == 0 { counted } else { format!("{counted}, {}", share(count, whole)) };
    let rest = if end > 0 && measure != Measure::Companies { t!(paths.end, n = number(end)) } else { String::new() };
    Some((what, counted, rest))
}
