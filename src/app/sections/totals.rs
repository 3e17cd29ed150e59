//! The line above everything.

use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::store::AppStore;
use crate::app::view::Tab;
use crate::engine::report::{LeadFilter, LeadMark, Measure, Totals as Numbers};
use crate::i18n::{number, percent, say};

/// The totals, each a way to what it counts, and how they add up.
#[component]
pub fn Totals() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let totals = Memo::new(move |_| store.of_picture(|overview| overview.totals));
    let is_summary = Memo::new(move |_| store.state.with(super::super::state::AppState::is_summary));
    let marked = move |mark| actions.list(LeadFilter { mark: Some(mark), ..LeadFilter::default() });
    let line = move || {
        let t = totals.get();
        let lead = is_summary.get();
        view! {
            {total(lead, number(t.leads), say!(totals.leads, count = t.leads), "", move || actions.list(LeadFilter::default()))}
            {total(false, number(t.people), say!(totals.people, count = t.people), "", move || actions.measure(Measure::People))}
            {total(false, number(t.companies), say!(totals.companies, count = t.companies), "", move || actions.measure(Measure::Companies))}
            {total(lead, percent(repeats(t)), say!(totals.repeats), "", move || actions.go(Tab::Duplicates))}
            {total(lead, number(t.do_not_contact), say!(totals.dnc), "totals__entry--dnc", move || marked(LeadMark::DoNotContact))}
            {total(lead, number(t.test_leads), say!(totals.tests, count = t.test_leads), "", move || marked(LeadMark::Test))}
            {total(lead, number(t.problems), say!(totals.problems, count = t.problems), if t.problems > 0 { "totals__entry--problem" } else { "" }, move || actions.go(Tab::Problems))}
        }
    };
    let sum = move || {
        let t = totals.get();
        say!(totals.sum, records = number(t.records), leads = number(t.leads), skipped = number(t.skipped))
    };
    view! {
        <section class="totals" aria-label=say!(totals.label)>
            <div class="totals__line">{line}</div>
            <p class="totals__sum">{sum}" · "{say!(totals.tests_out)}</p>
        </section>
    }
}

/// Leads beyond each person's first, as a share of all that are no tests.
fn repeats(totals: Numbers) -> f64 {
    let counted = totals.leads.saturating_sub(totals.test_leads).max(1);
    f64::from(totals.duplicates) / f64::from(counted)
}

fn total(is_plain: bool, count: String, word: String, class: &'static str, on_click: impl Fn() + 'static) -> AnyView {
    let content = view! { <span class="totals__count number">{count}</span>" "<span class="totals__word">{word}</span> };
    if is_plain {
        view! { <span class=format!("totals__entry {class}")>{content}</span> }.into_any()
    } else {
        view! { <button type="button" class=format!("totals__entry totals__entry--button {class}") on:click=move |_| on_click()>{content}</button> }.into_any()
    }
}
