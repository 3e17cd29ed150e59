//! The bar: what is open, what is counted, what can be done with it.

use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::components::{Choice, Switch};
use crate::app::memo::memo;
use crate::app::sections::start::OpenFiles;
use crate::app::store::AppStore;
use crate::app::wording;
use crate::i18n::{number, t, t_plural};
use crate::protocol::ExportKind;
use leadlens_engine::report::{Measure, SourceCard};

/// The bar: what is open, what is counted, and the buttons to share it or to open something else.
#[component]
pub fn Bar() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let chosen = Signal::derive(move || store.view.with(|view| view.measure.as_str()));
    let on_measure = move |name| actions.measure(Measure::from_name(name).unwrap_or_default());
    let is_summary = memo(move || store.state.with(super::super::state::AppState::is_summary));
    view! {
        <header class="bar">
            <button type="button" class="bar__name" aria-label=t!(bar.home) on:click=move |_| actions.close()>{t!(app.name)}</button>
            <Chips />
            <div class="bar__end">
                <Switch name="measure" legend=t!(bar.measure) choices=measures() chosen=chosen on_change=on_measure />
                <OpenFiles label=t!(bar.add) on_open=move |sources| actions.add(sources) />
                <OpenFiles label=t!(bar.open_other) on_open=move |sources| actions.open(sources) />
                <Show when=move || !is_summary.get()>
                    <button type="button" class="button" on:click=move |_| actions.print()>{t!(print.button)}</button>
                    <button type="button" class="button" title=t!(bar.save_why) on:click=move |_| actions.export(ExportKind::Workspace, t!(bar.workspace_name))>{t!(bar.save)}</button>
                    <button type="button" class="button button--main" on:click=move |_| actions.share()>{t!(bar.share)}</button>
                </Show>
            </div>
        </header>
    }
}

fn measures() -> Vec<Choice> {
    Measure::ALL.into_iter().map(|measure| Choice { value: measure.as_str(), label: wording::measure(measure) }).collect()
}

/// One chip a source; a click tells how it was read.
#[component]
fn Chips() -> impl IntoView {
    let store = AppStore::expect();
    let cards = move || store.of_overview(|overview| overview.sources.clone());
    let chips = move || cards().iter().map(chip).collect_view();
    view! { <ul class="bar__sources" aria-label=t!(bar.sources)>{chips}</ul> }
}

fn chip(card: &SourceCard) -> AnyView {
    let actions = Actions::expect();
    let name = wording::source_name(&card.name);
    let hint = t!(source.details_of, name = name.clone());
    let id = card.id;
    let system = card.system.as_ref().map(|found| view! { <span class="chip__system">{wording::system(found.system)}</span> });
    let sign = if card.unsure == 0 {
        view! { <span class="chip__sign" aria-hidden="true">"✓"</span> }.into_any()
    } else {
        let unsure = t_plural!(card.unsure, source.unsure, n = number(card.unsure));
        view! { <span class="chip__sign chip__sign--unsure" title=unsure.clone()><span aria-hidden="true">"?"</span><span class="visually-hidden">{unsure.clone()}</span></span> }.into_any()
    };
    view! {
        <li>
            <button type="button" class="chip chip--button" title=hint on:click=move |_| actions.open_source(id)>
                <span class="chip__name">{name}</span>
                {system}
                <span class="number">{number(card.leads)}</span>
                {sign}
            </button>
        </li>
    }
    .into_any()
}
