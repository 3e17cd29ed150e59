//! The picture.

use leadlens_view::view;
use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::components::dynamic::{List, live, part};
use crate::app::components::{Bar, Bars, Matrix, MatrixModel, Show, select};
use crate::app::memo::{Memo, Signal};
use crate::app::store::AppStore;
use crate::app::wording;
use crate::engine::leads::{Action, CodeMeaning, Source, UnknownSlot, ValueDecision};
use crate::engine::report::{Facet, Measure};
use crate::engine::share::OTHER_COUNTRIES;
use crate::i18n::{country, number, say, say_count};

/// Leads by source, action, offer, time and country, and the codes nobody knows.
#[component]
pub fn Overview() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let measure = Memo::new(move || store.view.with(|view| view.measure));
    let unit = Signal::derive(move || wording::measure(measure.get()));
    let can_list = store.state.with_untracked(|state| !state.is_summary());
    let matrix = Memo::new(move || store.of_picture(|overview| MatrixModel::new(overview, measure.get())));
    let on_cell = can_list.then(|| Callback::new(move |(source, action)| pick_cell(actions, source, action)));
    let offers = Memo::new(move || store.of_picture(|overview| offers(overview, measure.get())));
    let on_offer = move |key: String| {
        if can_list {
            actions.toggle(Facet::Offer, key, false);
        }
    };
    let countries = Memo::new(move || store.of_picture(|overview| countries(overview, measure.get())));
    let scope = move || if measure.get() == Measure::Leads { say!(chart.scope_tests) } else { say!(chart.scope_distinct) };
    let more = move || store.of_picture(|overview| overview.more_offers);
    view! {
        <div class="picture">
            <section class="panel panel--wide">
                <h2 class="panel__title">{move || say!(chart.matrix, unit = unit.get())}</h2>
                <p class="panel__scope">{live(scope)}</p>
                <Matrix model=matrix caption=Signal::derive(move || say!(chart.matrix, unit = unit.get())) on_pick=on_cell />
            </section>
            <section class="panel panel--narrow">
                <h2 class="panel__title">{move || say!(chart.offers, unit = unit.get())}</h2>
                <p class="panel__scope">{live(scope)}</p>
                {if can_list {
                    view! { <Bars caption=Signal::derive(move || say!(chart.offers, unit = unit.get())) head=say!(chart.offer) unit=unit rows=offers on_pick=on_offer /> }.into_any()
                } else {
                    view! { <Bars caption=Signal::derive(move || say!(chart.offers, unit = unit.get())) head=say!(chart.offer) unit=unit rows=offers /> }.into_any()
                }}
                {part(move || (more() > 0).then(|| view! { <p class="muted">{say_count!(more(), chart.more_offers, n = number(more()))}</p> }))}
            </section>
            {super::time::time()}
            {super::paths::paths()}
            <section class="panel panel--half">
                <h2 class="panel__title">{move || say!(chart.countries, unit = unit.get())}</h2>
                <p class="panel__scope">{live(scope)}</p>
                <Bars caption=Signal::derive(move || say!(chart.countries, unit = unit.get())) head=say!(chart.country) unit=unit rows=countries />
            </section>
            <Unknown />
        </div>
    }
}

/// Picks what a cell, a row or a column of the matrix stands for.
fn pick_cell(actions: Actions, source: Option<Source>, action: Option<Action>) {
    match (source, action) {
        (Some(source), Some(action)) => actions.toggle(Facet::Cell, format!("{}-{}", source.as_str(), action.as_str()), false),
        (Some(source), None) => actions.toggle(Facet::Source, source.as_str().to_owned(), false),
        (None, Some(action)) => actions.toggle(Facet::Action, action.as_str().to_owned(), false),
        (None, None) => actions
            .pick(|filter| [Facet::Source, Facet::Action, Facet::Cell].into_iter().for_each(|facet| filter.set(facet, Vec::new(), false))),
    }
}

fn offers(overview: &crate::engine::report::Overview, measure: Measure) -> Vec<Bar> {
    let bar = |offer: &crate::engine::report::OfferRow| Bar {
        key: offer.key.clone(),
        label: [&offer.title, &offer.key].into_iter().find(|name| !name.is_empty()).cloned().unwrap_or_else(|| say!(chart.no_offer)),
        note: offer.key.clone(),
        count: offer.count.get(measure),
    };
    overview.offers.iter().map(bar).collect()
}

fn countries(overview: &crate::engine::report::Overview, measure: Measure) -> Vec<Bar> {
    let bar = |row: &crate::engine::report::CountryRow| Bar {
        key: row.country.clone(),
        label: match row.country.as_str() {
            "" => say!(chart.no_country),
            OTHER_COUNTRIES => say!(chart.other_countries),
            known => country(known),
        },
        note: String::new(),
        count: row.count.get(measure),
    };
    overview.countries.iter().map(bar).collect()
}

/// Codes that are not the marketplace's.
#[component]
fn Unknown() -> impl IntoView {
    let store = AppStore::expect();
    let unknown = Memo::new(move || store.of_picture(|overview| overview.unknown.clone()));
    let rows = move || {
        let row = |code: crate::engine::report::UnknownCode| {
            let slot = match code.slot {
                UnknownSlot::Source => say!(chart.unknown_in_source),
                UnknownSlot::Action => say!(chart.unknown_in_action),
            };
            let meaning = meaning_of(code.slot, &code.text, None);
            view! { <tr><th scope="row"><code>{code.text}</code></th><td>{slot}</td><td class="number">{number(code.leads)}</td><td>{meaning}</td></tr> }
        };
        unknown.get().into_iter().map(row).list()
    };
    let can_decide = Memo::new(move || store.state.with(|state| !state.is_summary()));
    let values = Memo::new(move || store.state.with(|state| state.decisions.values.clone()));
    let decided = move || {
        let row = |value: ValueDecision| {
            let meaning = meaning_of(value.slot(), &value.text, Some(value.meaning));
            view! { <tr><th scope="row"><code>{value.text}</code></th><td>{say!(chart.unknown_decided)}</td><td></td><td>{meaning}</td></tr> }
        };
        values.get().into_iter().map(row).list()
    };
    view! {
        <Show when=move || can_decide.get() && (!unknown.with(Vec::is_empty) || !values.with(Vec::is_empty))>
            <section class="panel panel--half">
                <h2 class="panel__title">{say!(chart.unknown)}</h2>
                <p class="panel__scope">{say!(chart.unknown_more)}</p>
                <table class="table">
                    <thead><tr><th scope="col">{say!(chart.unknown_code)}</th><th scope="col">{say!(chart.unknown_where)}</th><th scope="col" class="number">{say!(bar.leads)}</th><th scope="col">{say!(chart.unknown_means)}</th></tr></thead>
                    <tbody>{part(rows)}{part(decided)}</tbody>
                </table>
            </section>
        </Show>
    }
}

/// What a code stands for, chosen among the known ones.
fn meaning_of(slot: UnknownSlot, text: &str, meaning: Option<CodeMeaning>) -> AnyView {
    let actions = Actions::expect();
    let is_known_source = |source: &Source| !matches!(source, Source::Other | Source::None);
    let is_known_action = |action: &Action| !matches!(action, Action::Other | Action::None);
    let choices = match slot {
        UnknownSlot::Source => {
            Source::ALL.into_iter().filter(is_known_source).map(|source| (source.as_str().to_owned(), wording::source(source))).collect()
        }
        UnknownSlot::Action => {
            Action::ALL.into_iter().filter(is_known_action).map(|action| (action.as_str().to_owned(), wording::action(action))).collect()
        }
    };
    let chosen = meaning.map(|meaning| match meaning {
        CodeMeaning::Source(source) => source.as_str().to_owned(),
        CodeMeaning::Action(action) => action.as_str().to_owned(),
    });
    let label = say!(chart.unknown_is, code = text.to_owned());
    let text = text.to_owned();
    let on_change = Callback::new(move |name: String| {
        let meaning = match slot {
            UnknownSlot::Source => Source::from_name(&name).map(CodeMeaning::Source),
            UnknownSlot::Action => Action::from_name(&name).map(CodeMeaning::Action),
        };
        actions.decide(|decisions| decisions.decide_value(&text, slot, meaning));
    });
    select(label, Some(say!(chart.unknown_nothing)), choices, Signal::derive(move || chosen.clone()), on_change)
}
