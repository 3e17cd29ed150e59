//! The line above everything.

use leadlens_view::view;
use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::components::dynamic::{handler, live, part};
use crate::app::memo::Memo;
use crate::app::store::AppStore;
use crate::app::view::Tab;
use crate::engine::report::{Facet, LeadFilter, LeadMark, Measure, Totals as Numbers};
use crate::i18n::{number, percent, say, say_count};

/// The totals, each a way to what it counts, and how they add up.
#[component]
pub fn Totals() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let totals = Memo::new(move || store.of_picture(|overview| overview.totals));
    let is_summary = Memo::new(move || store.state.with(super::super::state::AppState::is_summary));
    let marked = move |mark: LeadMark| actions.toggle(Facet::Mark, mark.as_str().to_owned(), false);
    let line = move || {
        let t = totals.get();
        let lead = is_summary.get();
        view! {
            {total(lead, number(t.leads), say_count!(t.leads, totals.leads), "", Callback::new(move |()| actions.list(LeadFilter::default())))}
            {total(false, number(t.people), say_count!(t.people, totals.people), "", Callback::new(move |()| actions.measure(Measure::People)))}
            {total(false, number(t.companies), say_count!(t.companies, totals.companies), "", Callback::new(move |()| actions.measure(Measure::Companies)))}
            {total(lead, percent(repeats(t)), say!(totals.repeats), "", Callback::new(move |()| actions.go(Tab::Duplicates)))}
            {total(lead, number(t.do_not_contact), say!(totals.dnc), "totals__entry--dnc", Callback::new(move |()| marked(LeadMark::DoNotContact)))}
            {total(lead, number(t.test_leads), say_count!(t.test_leads, totals.tests), "", Callback::new(move |()| marked(LeadMark::Test)))}
            {total(lead, number(t.problems), say_count!(t.problems, totals.problems), if t.problems > 0 { "totals__entry--problem" } else { "" }, Callback::new(move |()| actions.go(Tab::Problems)))}
        }
    };
    let sum = move || {
        let t = totals.get();
        say!(totals.sum, records = number(t.records), leads = number(t.leads), skipped = number(t.skipped))
    };
    view! {
        <section class="totals" aria-label=say!(totals.label)>
            <div class="totals__line">{part(line)}</div>
            <p class="totals__sum">{live(sum)}" · "{say!(totals.tests_out)}</p>
        </section>
    }
}

/// Leads beyond each person's first, as a share of all that are no tests.
fn repeats(totals: Numbers) -> f64 {
    let counted = totals.leads.saturating_sub(totals.test_leads).max(1);
    f64::from(totals.duplicates) / f64::from(counted)
}

fn total(is_plain: bool, count: String, word: String, class: &'static str, on_click: Callback<()>) -> AnyView {
    let content = view! { <span class="totals__count number">{count}</span>" "<span class="totals__word">{word}</span> };
    if is_plain {
        view! { <span class=format!("totals__entry {class}")>{content}</span> }.into_any()
    } else {
        let on_click = handler(move |_| on_click.run(()));
        view! { <button type="button" class=format!("totals__entry totals__entry--button {class}") on:click=on_click>{content}</button> }
            .into_any()
    }
}
