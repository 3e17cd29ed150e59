//! Bar of the filter: search, chips of what is picked, and how many leads are left.

use leptos::prelude::*;

use super::filter_field::filter_field;
use crate::app::actions::Actions;
use crate::app::effects;
use crate::app::memo::memo;
use crate::app::state::AppState;
use crate::app::store::AppStore;
use crate::app::view::Tab;
use crate::app::wording::{self, facet};
use crate::i18n::{number, t, t_plural};
use leadlens_engine::report::{Clause, LeadFilter};

/// Values of a chip named one by one.
const NAMED: usize = 3;

/// Search and chips. How many leads are left stands in the totals; here it is announced, and shown where there is none.
#[component]
pub fn FilterBar() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let filter = memo(move || store.view.with(|view| view.filter.clone()));
    let is_narrow = memo(move || filter.with(|filter| !filter.is_empty()));
    let can_move = memo(move || store.state.with(AppState::can_move));
    let is_stale = memo(move || store.state.with(AppState::is_stale));
    let has_none = move || (is_narrow.get() && store.of_overview(|overview| overview.all.leads) == 0).to_string();
    let chips = move || filter.with(|filter| filter.clauses.iter().map(chip).collect_view());
    let days = move || {
        let words = filter.with(|filter| filter.days).map(facet::days)?;
        Some(plain_chip(t!(facet.days), words, |filter| filter.days = None))
    };
    let person = move || {
        filter.with(|filter| filter.person)?;
        Some(plain_chip(t!(facet.person), t!(facet.person_one), |filter| filter.person = None))
    };
    let tab = memo(move || store.view.with(|view| view.tab));
    let is_listed = move || tab.get() == Tab::Leads;
    let clear = move |_| {
        actions.clear_filter();
        effects::focus_soon(".picks__search");
    };
    // What had the focus may be gone with its chip.
    effects::hold_focus(memo(move || Some(filter.get())), ".picks__search");
    view! {
        <section class="picks" aria-label=t!(facet.label)>
            {filter_field()}
            <ul class="picks__chips" aria-label=t!(facet.chips)>{chips}{days}{person}</ul>
            <p class="picks__status number" role="status" data-none=has_none data-stale=move || is_stale.get().to_string()>{move || status(store)}</p>
            <div class="picks__actions">
                <Show when=move || is_narrow.get() && !is_listed()>
                    <button type="button" class="link" on:click=move |_| actions.go(Tab::Leads)>{t!(facet.list)}</button>
                </Show>
                <button type="button" class="button button--quiet" aria-label=t!(facet.undo) title=t!(facet.undo_keys) aria-keyshortcuts="Control+Z" aria-disabled=move || (!can_move.get().0).to_string() on:click=move |_| actions.undo()><span aria-hidden="true">"↶"</span></button>
                <button type="button" class="button button--quiet" aria-label=t!(facet.redo) title=t!(facet.redo_keys) aria-keyshortcuts="Control+Shift+Z" aria-disabled=move || (!can_move.get().1).to_string() on:click=move |_| actions.redo()><span aria-hidden="true">"↷"</span></button>
                <button type="button" class="button button--quiet" prop:disabled=move || !is_narrow.get() on:click=clear>{t!(leads.clear)}</button>
            </div>
        </section>
    }
}

/// Returns the numbers of leads, people, unidentified leads and companies that are left, in words.
fn status(store: AppStore) -> String {
    let (all, whole) = store.of_overview(|overview| (overview.all, store.view.with(|view| overview.leads_of(&view.filter))));
    let is_narrow = store.view.with(|view| !view.filter.is_empty());
    if is_narrow && all.leads == 0 {
        return t!(facet.nothing, total = number(whole));
    }
    let people = t_plural!(all.people, unit.n_people, n = number(all.people));
    let unidentified = wording::unidentified(all.unidentified).map(|words| format!(" · {words}")).unwrap_or_default();
    let companies = t_plural!(all.companies, unit.n_companies, n = number(all.companies));
    let leads = if is_narrow {
        t_plural!(whole, leads.n_of, n = number(all.leads), total = number(whole))
    } else {
        t_plural!(all.leads, unit.n_leads, n = number(all.leads))
    };
    format!("{leads} · {people}{unidentified} · {companies}")
}

/// A chip of one clause: its word turns it round, its cross takes it away.
fn chip(clause: &Clause) -> AnyView {
    let actions = Actions::expect();
    let Clause { facet: of, exclude, values } = clause.clone();
    let mut words: Vec<String> = values.iter().take(NAMED).map(|value| facet::value(of, value)).collect();
    if values.len() > NAMED {
        words.push(t!(facet.more, n = number((values.len() - NAMED) as u64)));
    }
    let words = words.join(", ");
    let name = facet::facet(of);
    let turn = move |_| actions.pick(|filter| filter.turn(of, exclude));
    let away = t!(facet.away, name = name.clone(), values = words.clone());
    let hint = if exclude { t!(facet.turn_in) } else { t!(facet.turn_out) };
    let sign = if exclude { t!(facet.is_not) } else { t!(facet.is) };
    view! {
        <li class="pick" data-exclude=exclude.to_string()>
            <button type="button" class="pick__turn" title=hint on:click=turn>
                <span class="pick__name">{name}</span>" "<span class="pick__sign">{sign}</span>" "<bdi class="pick__values">{words}</bdi>
            </button>
            <button type="button" class="pick__away" aria-label=away on:click=move |_| actions.pick(|filter| filter.set(of, Vec::new(), exclude))><span aria-hidden="true">"×"</span></button>
        </li>
    }
    .into_any()
}

/// A chip that can only be taken away.
fn plain_chip(name: String, words: String, take: fn(&mut LeadFilter)) -> AnyView {
    let actions = Actions::expect();
    let away = t!(facet.away, name = name.clone(), values = words.clone());
    view! {
        <li class="pick">
            <span class="pick__turn"><span class="pick__name">{name}</span>" "<span class="pick__values">{words}</span></span>
            <button type="button" class="pick__away" aria-label=away on:click=move |_| actions.pick(take)><span aria-hidden="true">"×"</span></button>
        </li>
    }
    .into_any()
}
