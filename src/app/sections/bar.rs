//! The bar: what is open, what is counted, what can be done with it.

use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::components::dynamic::{List, handler, part};
use crate::app::components::{Choice, Dialog, Show, Switch};
use crate::app::memo::{Memo, Signal};
use crate::app::sections::start::OpenFiles;
use crate::app::store::AppStore;
use crate::app::wording;
use crate::engine::report::{Measure, SourceCard};
use crate::i18n::{number, percent, say};

/// What is open, what is counted, and the ways to share it or to open something else.
#[component]
pub fn Bar() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let asks = Signal::derive(move || store.state.with(|state| state.is_asking));
    let chosen = Signal::derive(move || store.view.with(|view| view.measure.as_str()));
    let on_measure = move |name| actions.measure(Measure::from_name(name).unwrap_or_default());
    let is_summary = Memo::new(move || store.state.with(super::super::state::AppState::is_summary));
    view! {
        <header class="bar">
            <button type="button" class="bar__name" aria-label=say!(bar.home) on:click=handler(move |_| actions.close())>{say!(app.name)}</button>
            <Chips />
            <div class="bar__end">
                <Switch name="measure" legend=say!(bar.measure) choices=measures() chosen=chosen on_change=on_measure />
                <OpenFiles label=say!(bar.open_other) on_open=move |sources| actions.open(sources) />
                <Show when=move || !is_summary.get()>
                    <button type="button" class="button button--main" on:click=handler(move |_| actions.share())>{say!(bar.share)}</button>
                </Show>
            </div>
        </header>
        <Dialog open=asks id="replace-title" title=say!(bar.replace_title) on_close=move |()| actions.keep()>
            <p>{say!(bar.replace_text)}</p>
            <div class="dialog__ways">
                <button type="button" class="button button--main" on:click=handler(move |_| actions.give_up())>{say!(bar.replace_yes)}</button>
                <button type="button" class="button" on:click=handler(move |_| actions.keep())>{say!(dialog.cancel)}</button>
            </div>
        </Dialog>
    }
}

fn measures() -> Vec<Choice> {
    Measure::ALL.into_iter().map(|measure| Choice { value: measure.as_str(), label: wording::measure(measure) }).collect()
}

/// One chip a source; a click tells how it was read.
#[component]
fn Chips() -> impl IntoView {
    let store = AppStore::expect();
    let shown = RwSignal::new(None::<usize>);
    let cards = move || store.of_picture(|overview| overview.sources.clone());
    let chips = move || cards().into_iter().enumerate().map(|(index, card)| chip(&card, move || shown.set(Some(index)))).list();
    let open = Signal::derive(move || shown.get().is_some());
    let details = move || shown.get().and_then(|index| cards().into_iter().nth(index)).map(|card| source_details(&card));
    view! {
        <ul class="bar__sources" aria-label=say!(bar.sources)>{part(chips)}</ul>
        <Dialog open=open id="source-title" title=say!(source.details) on_close=move |()| shown.set(None)>{part(details)}</Dialog>
    }
}

fn chip<F: Fn() + 'static>(card: &SourceCard, on_click: F) -> impl IntoView + use<F> {
    let name = name_of(card);
    let hint = say!(source.details_of, name = name.clone());
    view! {
        <li>
            <button type="button" class="chip chip--button" title=hint on:click=handler(move |_| on_click())>
                <span class="chip__name">{name}</span>
                <span class="number">{number(card.leads)}</span>
                <span class="chip__sign" aria-hidden="true">"✓"</span>
            </button>
        </li>
    }
}

fn name_of(card: &SourceCard) -> String {
    if card.name.is_empty() { say!(source.pasted) } else { card.name.clone() }
}

fn source_details(card: &SourceCard) -> impl IntoView + use<> {
    let fact = |name: String, value: Option<String>| {
        value.map(|value| view! { <div class="facts-list__entry"><dt>{name}</dt><dd>{value}</dd></div> })
    };
    let sum = say!(totals.sum, records = number(card.records), leads = number(card.leads), skipped = number(card.skipped));
    let is_cut = card.columns.len() >= SourceCard::COLUMNS;
    let rows = card.columns.iter().map(|column| {
        let header = if column.header.is_empty() { say!(source.no_header) } else { column.header.clone() };
        view! { <tr><th scope="row">{header}</th><td>{wording::role(column.role)}</td><td class="number">{percent(f64::from(column.confidence))}</td></tr> }
    });
    view! {
        <h3 class="source__name">{name_of(card)}</h3>
        <dl class="facts-list">
            {fact(say!(source.format), card.format.map(wording::format))}
            {fact(say!(source.encoding), card.encoding.map(|encoding| encoding.label().to_uppercase()))}
            {fact(say!(source.delimiter), card.delimiter.map(wording::delimiter))}
            {fact(say!(source.records), Some(sum))}
        </dl>
        <table class="table">
            <caption class="visually-hidden">{say!(source.columns)}</caption>
            <thead><tr><th scope="col">{say!(source.column)}</th><th scope="col">{say!(source.role)}</th><th scope="col" class="number">{say!(source.confidence)}</th></tr></thead>
            <tbody>{rows.list()}</tbody>
        </table>
        {is_cut.then(|| view! { <p class="muted">{say!(source.more_columns, n = number(SourceCard::COLUMNS as u64))}</p> })}
    }
}
