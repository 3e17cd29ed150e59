//! The picture over time.

mod brush;
mod dates;
pub(super) mod model;
mod plot;

pub(super) use brush::step;
pub(super) use plot::{PointerState, measured};

use std::sync::Arc;

use leptos::prelude::*;

use super::context::{OverviewContext, span};
use crate::app::actions::Actions;
use crate::app::components::{Choice, Figure, Switch, figure};
use crate::app::memo::memo;
use crate::app::state::AppState;
use crate::app::store::AppStore;
use crate::app::view::Stack;
use crate::app::wording;
use crate::app::wording::facet;
use crate::i18n::t;
use leadlens_chart::{Heading, SheetPanel, SheetSpan};
use leadlens_engine::leads::{Action, Storefront};
use leadlens_engine::report::Period;
use model::{TimeModel, ink, picks, word};

/// Height of the picture in a file, in px.
const HEIGHT: i32 = 280;
/// The name of the choice that leaves the length of columns to the span.
const AUTO: &str = "auto";

/// Leads over time, the selected days, and leads without a date.
pub(super) fn time(context: OverviewContext) -> AnyView {
    let (store, measure, actions) = (context.store, context.measure, Actions::expect());
    let is_summary = store.state.with_untracked(AppState::is_summary);
    let stack = memo(move || store.view.with(|view| view.stack));
    let model = memo(move || store.of_overview(|overview| TimeModel::new(&overview.timeline, measure.get(), stack.get())));
    let days = memo(move || store.view.with(|view| view.filter.days));
    let selected = memo(move || days.get().map(|days| model.with(|model| model.columns_of(days))));
    let title = Signal::derive(move || titled(context, stack.get()));
    let scope = Signal::derive(move || {
        let (span, period) = model.with(|model| (model.span(), model.period));
        span.map(|span| format!("{} · {}", facet::days(span), wording::period(period))).unwrap_or_default()
    });
    let scene = move |width: i32| model.with_untracked(|model| plot::chart(model, (width, HEIGHT), selected.get_untracked()).scene);
    let on_select = (!is_summary).then(|| {
        Callback::new(move |columns: Option<brush::ColumnRange>| {
            let wanted = columns.and_then(|columns| model.with_untracked(|model| model.days(columns)));
            actions.pick(move |filter| filter.days = wanted);
        })
    });
    let span = memo(move || span(store));
    let has_dates = move || model.with(|model| !model.buckets.is_empty());
    // A single column is a line of text: there is nothing to compare it with.
    let has_several = move || model.with(|model| model.buckets.len() > 1);
    let sentence = move || model.with(|model| model.sentence(0));
    let body = view! {
        <div class="time">
            <Show when=has_dates fallback=|| view! { <p class="empty">{t!(chart.no_dates)}</p> }>
                <Show when=has_several fallback=move || view! { <p>{sentence}</p> }>
                    {legend(stack, is_summary)}
                    {plot::plot(model, title, selected, on_select)}
                </Show>
            </Show>
            <div class="time__foot">
                <Show when=move || !is_summary && span.get().is_some()>{dates::dates(span)}</Show>
                {dates::undated(is_summary)}
            </div>
        </div>
    };
    let plain = context.heading(title);
    let heading = Signal::derive(move || Heading { legend: model.with(TimeModel::legend), ..plain.get() });
    let frame = Figure {
        name: "time",
        class: "panel--full",
        title,
        scope,
        heading,
        table: Signal::derive(move || model.with(TimeModel::table)),
        is_table: false,
        scene: Arc::new(scene),
    };
    figure(frame, controls(store, actions), body.into_any())
}

fn titled(context: OverviewContext, stack: Stack) -> String {
    let unit = context.unit.get();
    match stack {
        Stack::Source => t!(time.by_source, unit = unit),
        Stack::Action => t!(time.by_action, unit = unit),
    }
}

/// The columns for the picture of the whole overview; `None` without a date.
pub(super) fn sheet_panel(context: OverviewContext) -> Option<SheetPanel> {
    let stack = context.store.view.with(|view| view.stack);
    let model = context.now(&|overview, measure, _| TimeModel::new(&overview.timeline, measure, stack));
    (!model.buckets.is_empty()).then(|| SheetPanel {
        title: titled(context, stack),
        legend: model.legend(),
        scene: plot::chart(&model, (SheetSpan::Whole.width(), HEIGHT), None).scene,
        span: SheetSpan::Whole,
    })
}

/// The switches for what columns are stacked by, and for how long they are.
fn controls(store: AppStore, actions: Actions) -> AnyView {
    let stack = Signal::derive(move || store.view.with(|view| view.stack.as_str()));
    let stacks = || {
        let label = |stack: Stack| match stack {
            Stack::Source => t!(facet.source),
            Stack::Action => t!(facet.action),
        };
        Stack::ALL.map(|stack| Choice { value: stack.as_str(), label: label(stack) }).to_vec()
    };
    let on_stack = Callback::new(move |name: &'static str| actions.stack(Stack::from_name(name).unwrap_or_default()));
    let has_actions = move || store.of_overview(|overview| overview.timeline.buckets.iter().any(|bucket| !bucket.actions.is_empty()));
    let periods = memo(move || store.of_overview(|overview| overview.timeline.periods.clone()));
    let period = Signal::derive(move || {
        let chosen = store.view.with(|view| view.period).filter(|period| periods.with(|periods| periods.contains(period)));
        chosen.map_or(AUTO, Period::as_str)
    });
    let on_period = Callback::new(move |name: &'static str| actions.period(Period::from_name(name)));
    let lengths = move || {
        let auto = Choice { value: AUTO, label: t!(time.auto) };
        let known = periods.get().into_iter().map(|period| Choice { value: period.as_str(), label: length(period) });
        let choices: Vec<Choice> = std::iter::once(auto).chain(known).collect();
        (choices.len() > 2)
            .then(|| view! { <Switch name="period" legend=t!(time.length) choices=choices chosen=period on_change=on_period /> })
    };
    view! {
        <Show when=has_actions>
            <Switch name="stack" legend=t!(time.stack) choices=stacks() chosen=stack on_change=on_stack />
        </Show>
        {lengths}
    }
    .into_any()
}

fn length(period: Period) -> String {
    match period {
        Period::Day => t!(time.day),
        Period::Week => t!(time.weeks),
        Period::Month => t!(time.month),
        Period::Year => t!(time.year),
    }
}

/// The legend of the colours, each a link to its leads.
fn legend(stack: Memo<Stack>, is_summary: bool) -> AnyView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let places = memo(move || {
        let whole = store.whole_overview();
        whole.map_or_else(Vec::new, |whole| match stack.get() {
            Stack::Source => places(&Storefront::ALL, whole.0.by_storefront.iter().map(|(source, _)| *source)),
            Stack::Action => places(&Action::ALL, whole.0.by_action.iter().map(|(action, _)| *action)),
        })
    });
    let entry = move |stack: Stack, place: usize| {
        let (facet, name) = picks(stack, place);
        let picked = move || store.view.with(|view| view.filter.has(facet, name, false).to_string());
        let content =
            view! { {plot::key(format!("time-key-{place}-"), ink(stack, place))}<span class="legend__word">{word(stack, place)}</span> };
        if is_summary {
            return view! { <li class="legend__entry">{content}</li> }.into_any();
        }
        let pick = move |_| actions.toggle(facet, name.to_owned(), false);
        view! { <li><button type="button" class="legend__entry legend__entry--button" aria-pressed=picked on:click=pick>{content}</button></li> }
            .into_any()
    };
    let entries = move || {
        let stack = stack.get();
        places.get().into_iter().map(|place| entry(stack, place)).collect_view()
    };
    view! { <ul class="legend">{entries}</ul> }.into_any()
}

/// The places of what occurs among all; it comes in their order.
fn places<T: PartialEq>(all: &[T], found: impl Iterator<Item = T>) -> Vec<usize> {
    found.filter_map(|one| all.iter().position(|other| *other == one)).collect()
}
