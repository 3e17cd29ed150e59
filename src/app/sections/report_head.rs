//! Head of the report: what stands above the picture on paper.

use leptos::prelude::*;

use super::overview;
use crate::app::memo::memo;
use crate::app::store::AppStore;
use crate::app::wording::{self, facet};
use crate::i18n::t;

/// The names of what is open, what of it is selected, and the span of days: only on paper, where no bar and no chip says it.
#[component]
pub fn ReportHead() -> impl IntoView {
    let store = AppStore::expect();
    let filter = memo(move || store.view.with(|view| view.filter.clone()));
    let names = move || {
        store.of_overview(|overview| overview.sources.iter().map(|card| wording::source_name(&card.name)).collect::<Vec<_>>().join(", "))
    };
    let span = move || {
        let days = filter.with(|filter| filter.days).or_else(|| overview::span(store));
        days.map(facet::days).unwrap_or_default()
    };
    let words = move || match filter.with(facet::filter) {
        words if words.is_empty() => t!(facet.everything),
        words => words,
    };
    view! {
        <header class="report">
            <p class="report__title">{t!(print.title)}</p>
            <p class="report__line">{names}" · "{span}</p>
            <p class="report__line">{words}</p>
        </header>
    }
}
