//! The views.

use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::effects;
use crate::app::memo::memo;
use crate::app::store::AppStore;
use crate::app::view::Tab;
use crate::app::wording;
use crate::i18n::number;
use crate::i18n::t;
use leadlens_engine::report::Totals;

/// The tabs; arrow keys, Home and End move between them.
#[component]
pub fn Tabs() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let current = memo(move || store.view.with(|view| view.tab));
    let is_summary = memo(move || store.state.with(super::super::state::AppState::is_summary));
    let totals = memo(move || store.of_overview(|overview| Totals { leads: overview.all.leads, ..overview.found }));
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let at = Tab::ALL.iter().position(|tab| *tab == current.get_untracked()).unwrap_or(0);
        let to = match event.key().as_str() {
            "ArrowRight" => (at + 1) % Tab::ALL.len(),
            "ArrowLeft" => (at + Tab::ALL.len() - 1) % Tab::ALL.len(),
            "Home" => 0,
            "End" => Tab::ALL.len() - 1,
            _ => return,
        };
        event.prevent_default();
        if let Some(tab) = Tab::ALL.get(to) {
            actions.go(*tab);
            effects::focus_soon(".tabs__tab[aria-selected='true']");
        }
    };
    let tabs = move || {
        let shown = if is_summary.get() { Tab::ALL.get(..1).unwrap_or_default() } else { Tab::ALL.as_slice() };
        let tab = |tab: &Tab| {
            let tab = *tab;
            let is_current = move || current.get() == tab;
            view! {
                <button
                    type="button" role="tab" class="tabs__tab" id=format!("tab-{}", tab.as_str()) aria-controls="panel"
                    aria-selected=move || is_current().to_string() tabindex=move || if is_current() { "0" } else { "-1" }
                    on:click=move |_| actions.go(tab)
                >
                    {wording::tab(tab)}
                    {move || counted(tab, totals.get())}
                </button>
            }
        };
        shown.iter().map(tab).collect_view()
    };
    view! { <div class="tabs" role="tablist" aria-label=t!(tabs.label) on:keydown=on_key>{tabs}</div> }
}

/// The number of a tab; of duplicates groups merged and groups to review, in words where they are read aloud.
fn counted(tab: Tab, totals: Totals) -> Option<AnyView> {
    let count = count(tab, totals)?;
    if tab != Tab::Duplicates || totals.to_review == 0 {
        return Some(view! { <span class="tabs__count number">{number(count)}</span> }.into_any());
    }
    let words = t!(tabs.duplicates_count, groups = number(totals.groups), possible = number(totals.to_review));
    let short = format!("{} · {}", number(totals.groups), number(totals.to_review));
    Some(
        view! {
            <span class="tabs__count number" title=words.clone()><span aria-hidden="true">{short}</span><span class="visually-hidden">{words.clone()}</span></span>
        }
        .into_any(),
    )
}

fn count(tab: Tab, totals: Totals) -> Option<u32> {
    match tab {
        Tab::Overview => None,
        Tab::Duplicates => Some(totals.groups),
        Tab::People => Some(totals.people),
        Tab::Leads => Some(totals.leads),
        Tab::Problems => Some(totals.problems),
    }
}
