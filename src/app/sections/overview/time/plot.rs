//! The columns on the page: focused and selected by pointer, touch and keys.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;

use super::brush::{ColumnRange, Grip, SelectionPart, part_at, step};
use super::model::{TimeModel, ink, word};
use crate::app::components::drawing;
use crate::app::memo::memo;
use crate::app::wording;
use crate::i18n::{number, t};
use crate::platform::{document, element};
use leadlens_chart::{ColumnChart, Geometry, Ink, Scene};

/// Height of the columns on the page, in px.
const HEIGHT: i32 = 208;
/// Width of the columns on paper, in px: that of a page in `style/components/print.css`.
const PRINTED: i32 = 868;
/// Distance in px from an edge of the selection up to which it can be taken hold of, by mouse and by finger.
const REACH: i32 = 6;
const REACH_TOUCH: i32 = 18;
/// Keeps the card with the numbers on the page, in px.
const CARD: i32 = 208;

/// State of pointer and keys at a picture whose parts are focused one by one. One type for all of them: each would be code of its own.
#[derive(Clone, Copy, Default)]
pub(crate) struct PointerState {
    /// Width of the picture's place in px.
    pub(crate) width: i32,
    /// The focused part.
    pub(crate) at: usize,
    /// True while its numbers are shown.
    pub(crate) is_shown: bool,
    /// True where it was reached by keys.
    pub(crate) by_key: bool,
    /// Place of its numbers, in px.
    pub(crate) place: (i32, i32),
    /// True where it was shown before the pointer came down.
    was_shown: bool,
    /// Columns selected until the pointer or the shift key is released.
    draft: Option<ColumnRange>,
    grip: Option<Grip>,
    /// Column at which the pointer came down.
    start: usize,
    /// Part of the selection that a click would take hold of: `inside` or `edge`; empty outside it.
    over: &'static str,
}

/// Keeps the width of a place: `printed` px on paper, so that the letters of the picture keep their size there.
pub(crate) fn measured(pointer: RwSignal<PointerState>, place: NodeRef<html::Div>, printed: i32) {
    let watch = StoredValue::new_local(None);
    let set = move |width: i32| pointer.update(|pointer| pointer.width = width);
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            watch.set_value(element::on_width(&place, set));
        }
    });
    let shown_again = move || {
        if let Some(place) = place.get_untracked() {
            set(element::width(&place));
        }
    };
    let paper = StoredValue::new_local(document::on_print(move || set(printed)));
    let screen = StoredValue::new_local(document::on_printed(shown_again));
    on_cleanup(move || {
        paper.dispose();
        screen.dispose();
    });
}

/// The picture of a model in that many px.
pub(super) fn chart(model: &TimeModel, size: (i32, i32), selected: Option<ColumnRange>) -> ColumnChart {
    ColumnChart::new(&model.columns(), size, selected, &|count| number(count))
}

/// The columns of a model. Columns in `selected` are emphasised; `on_select` is called with those wanted, where columns can be selected.
pub(super) fn plot(
    model: Memo<TimeModel>,
    label: Signal<String>,
    selected: Memo<Option<ColumnRange>>,
    on_select: Option<Callback<Option<ColumnRange>>>,
) -> AnyView {
    let pointer = RwSignal::new(PointerState::default());
    let place = NodeRef::<html::Div>::new();
    measured(pointer, place, PRINTED);
    let width = memo(move || pointer.with(|pointer| pointer.width));
    let draft = memo(move || pointer.with(|pointer| pointer.draft));
    let shown = memo(move || draft.get().or(selected.get()));
    let drawn = memo(move || model.with(|model| chart(model, (width.get(), HEIGHT), shown.get())));
    let handlers = Handlers { model, drawn, selected, pointer, place, on_select };
    let at = memo(move || pointer.with(|pointer| pointer.at).min(drawn.with(ColumnChart::count).saturating_sub(1)));
    let shown_at = memo(move || pointer.with(|pointer| pointer.is_shown).then(|| at.get()));
    let words = move || {
        let sentence = model.with(|model| model.sentence(at.get()));
        match draft.get().and_then(|columns| model.with(|model| model.days(columns))) {
            Some(days) => format!("{sentence}. {}", t!(time.selected, days = wording::facet::days(days))),
            None => sentence,
        }
    };
    let px = |px: i32| format!("{px}px");
    let edges = move || shown.get().and_then(|columns| drawn.with(|chart| edges(chart, columns)));
    let guide = move || px(shown_at.get().map_or(0, |at| drawn.with(|chart| chart.x_of(at))));
    let card = move || shown_at.get().map(|at| model.with(|model| card(model, at)));
    let side = move || {
        let x = shown_at.get().map_or(0, |at| drawn.with(|chart| chart.x_of(at)));
        if x > width.get() - CARD { "before" } else { "after" }
    };
    view! {
        <div
            class="time__plot" node_ref=place role="slider" tabindex="0" aria-label=move || label.get() aria-describedby="time-keys"
            aria-valuemin="1" aria-valuemax=move || drawn.with(ColumnChart::count).to_string() aria-valuenow=move || (at.get() + 1).to_string()
            aria-valuetext=words data-over=move || pointer.with(|pointer| pointer.over) data-shown=move || shown_at.with(Option::is_some).to_string()
            data-selects=on_select.is_some().to_string() style=("--at", guide)
            on:pointerdown=move |event| handlers.press(&event)
            on:pointermove=move |event| handlers.trace(&event)
            on:pointerup=move |event| handlers.release(&event)
            on:pointercancel=move |_| handlers.cancel()
            on:pointerleave=move |event| handlers.leave(&event)
            on:keydown=move |event| handlers.key(&event)
            on:keyup=move |event| handlers.key_up(&event)
            on:blur=move |_| handlers.blur()
        >
            {drawing("time-".to_owned(), "time__drawing", Signal::derive(move || drawn.with(|chart| chart.scene.clone())))}
            <span class="time__guide" aria-hidden="true"></span>
            {move || edges().map(|(left, right)| view! {
                <span class="time__edge" aria-hidden="true" style=("--x", px(left))></span>
                <span class="time__edge" aria-hidden="true" style=("--x", px(right))></span>
            })}
            <div class="value-card time__card" aria-hidden="true" data-side=side>{card}</div>
        </div>
        <p class="visually-hidden" id="time-keys">{on_select.map(|_| t!(time.keys))}</p>
    }
    .into_any()
}

/// The px of both edges of some columns; none where no column is among them.
fn edges(chart: &ColumnChart, (first, last): ColumnRange) -> Option<(i32, i32)> {
    (last < chart.count()).then(|| (chart.edges(first).0, chart.edges(last).1))
}

/// The numbers of a column.
fn card(model: &TimeModel, at: usize) -> AnyView {
    let Some(bucket) = model.buckets.get(at) else { return ().into_any() };
    let row = |(place, count): &(usize, u32)| {
        let key = key(format!("time-card-{place}-"), ink(model.stack, *place));
        view! { <li class="value-card__row">{key}<span class="value-card__name">{word(model.stack, *place)}</span><span class="number">{number(*count)}</span></li> }
    };
    view! {
        <p class="value-card__head">{model.when(at)}</p>
        <p class="value-card__total number">{wording::counted(model.measure, bucket.total)}</p>
        <ul>{bucket.parts.iter().rev().map(row).collect_view()}</ul>
    }
    .into_any()
}

/// A small area of an ink, with its pattern. `name` is one of its own on the page.
pub(super) fn key(name: String, ink: Ink) -> AnyView {
    let mut scene = Scene::new(12, 12);
    scene.push(ink, Geometry::Rect { x: 0, y: 0, width: 12, height: 12 });
    drawing(name, "legend__key", Signal::derive(move || scene.clone()))
}

/// Handlers of pointer and keys at the columns.
#[derive(Clone, Copy)]
struct Handlers {
    model: Memo<TimeModel>,
    drawn: Memo<ColumnChart>,
    selected: Memo<Option<ColumnRange>>,
    pointer: RwSignal<PointerState>,
    place: NodeRef<html::Div>,
    on_select: Option<Callback<Option<ColumnRange>>>,
}

impl Handlers {
    /// The column nearest to the pointer, and on which part of the selection it is.
    fn find(self, event: &PointerEvent) -> Option<(usize, SelectionPart)> {
        let place = self.place.get_untracked()?;
        let (x, _) = element::place(&place, event);
        let reach = if event.pointer_type() == "touch" { REACH_TOUCH } else { REACH };
        let selected = self.selected.get_untracked();
        self.drawn.with_untracked(|chart| Some((chart.nearest(x)?, part_at(x, selected.and_then(|columns| edges(chart, columns)), reach))))
    }

    fn press(self, event: &PointerEvent) {
        let Some((column, part)) = self.find(event).filter(|_| event.button() == 0 && event.is_primary()) else { return };
        if let Some(place) = self.place.get_untracked() {
            element::hold_pointer(&place, event);
        }
        let selected = self.selected.get_untracked();
        self.pointer.update(|pointer| {
            pointer.was_shown = pointer.is_shown && pointer.at == column;
            (pointer.at, pointer.is_shown, pointer.start, pointer.draft) = (column, true, column, None);
            pointer.grip = self.on_select.map(|_| Grip::grab(column, part, selected));
        });
    }

    fn trace(self, event: &PointerEvent) {
        let Some((column, part)) = self.find(event) else { return };
        let count = self.drawn.with_untracked(ColumnChart::count);
        let over = match part {
            SelectionPart::Outside => "",
            SelectionPart::Inside => "inside",
            SelectionPart::Left | SelectionPart::Right => "edge",
        };
        let pointer = self.pointer.get_untracked();
        let draft = pointer.grip.filter(|_| pointer.draft.is_some() || column != pointer.start).map(|grip| grip.drag(column, count));
        // A pointer that moves within a column changes nothing.
        if (pointer.at, pointer.is_shown, pointer.draft, pointer.over) != (column, true, draft, over) {
            self.pointer.update(|pointer| {
                (pointer.at, pointer.is_shown) = (column, true);
                if pointer.grip.is_some() {
                    pointer.draft = draft;
                } else {
                    pointer.over = over;
                }
            });
        }
    }

    fn release(self, event: &PointerEvent) {
        let pointer = self.pointer.get_untracked();
        if pointer.grip.is_none() {
            return;
        }
        let column = pointer.start;
        let is_selected = self.selected.get_untracked().is_some_and(|(first, last)| first <= column && column <= last);
        let wanted = match pointer.draft {
            Some(columns) => Some(columns),
            // The first tap of a finger only shows the numbers.
            None if event.pointer_type() == "touch" && !pointer.was_shown => return self.cancel(),
            None => (!is_selected).then_some((column, column)),
        };
        self.cancel();
        self.select(wanted);
    }

    fn cancel(self) {
        self.pointer.update(|pointer| (pointer.grip, pointer.draft) = (None, None));
    }

    fn leave(self, event: &PointerEvent) {
        if event.pointer_type() != "touch" && self.pointer.with_untracked(|pointer| pointer.grip.is_none()) {
            self.pointer.update(|pointer| (pointer.is_shown, pointer.over) = (false, ""));
        }
    }

    fn blur(self) {
        self.pointer.update(|pointer| (pointer.is_shown, pointer.grip, pointer.draft) = (false, None, None));
    }

    fn key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let pointer = self.pointer.get_untracked();
        let count = self.drawn.with_untracked(ColumnChart::count);
        let at = pointer.at.min(count.saturating_sub(1));
        let selected = self.selected.get_untracked();
        match event.key().as_str() {
            "Enter" | " " => {
                let wanted = Some(pointer.draft.unwrap_or((at, at)));
                self.cancel();
                self.select(wanted.filter(|_| wanted != selected));
            }
            "Escape" if pointer.draft.is_some() => self.cancel(),
            "Escape" if selected.is_some() => self.select(None),
            key => {
                let Some(to) = step(key, at, count) else { return };
                self.pointer.update(|pointer| {
                    // The first key only shows where one is.
                    pointer.at = if pointer.is_shown || event.shift_key() { to } else { at };
                    pointer.is_shown = true;
                    if event.shift_key() && self.on_select.is_some() {
                        let anchor = match pointer.draft.or(selected) {
                            Some((first, last)) if at == last => first,
                            Some((first, last)) if at == first => last,
                            _ => at,
                        };
                        pointer.draft = Some((anchor.min(to), anchor.max(to)));
                    }
                });
            }
        }
        event.prevent_default();
    }

    /// Selects what was stretched with the shift key when that is released.
    fn key_up(self, event: &KeyboardEvent) {
        let pointer = self.pointer.get_untracked();
        if event.key() == "Shift" && pointer.grip.is_none() && pointer.draft.is_some() {
            self.cancel();
            self.select(pointer.draft);
        }
    }

    fn select(self, columns: Option<ColumnRange>) {
        if let Some(on_select) = self.on_select.filter(|_| self.model.with_untracked(|model| !model.buckets.is_empty())) {
            on_select.run(columns);
        }
    }
}
