//! Where nothing but test leads is open: the connection works, and nothing else is there to be shown.

use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::store::AppStore;
use crate::i18n::{day, number, t, t_plural};
use leadlens_engine::report::{Facet, LeadFilter, LeadFlag, Totals};

/// True where every lead is a test.
pub fn is_tests_only(totals: &Totals) -> bool {
    totals.leads > 0 && totals.leads == totals.test_leads
}

/// The good news, and a button that lists the test leads.
#[component]
pub fn TestsOnly() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let words = move || store.of_overview(|overview| words(&overview.totals));
    let show = move |_| actions.list(LeadFilter::only(Facet::Flag, LeadFlag::Test.as_str()));
    view! {
        <section class="tests-only">
            <h2 class="panel__title">{t!(tests_only.title)}</h2>
            <p>{words}</p>
            <button type="button" class="button" on:click=show>{t!(tests_only.show)}</button>
        </section>
    }
}

fn words(totals: &Totals) -> String {
    let (count, n) = (totals.test_leads, number(totals.test_leads));
    match totals.latest_test {
        Some(latest) => t_plural!(count, tests_only.dated, n = n, date = day(latest)),
        None => t_plural!(count, tests_only.undated, n = n),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_test_leads_are_good_news() {
        let of = |leads, test_leads| Totals { leads, test_leads, latest_test: Some(18_691), ..Totals::default() };
        assert_eq!([of(1, 1), of(2, 1), of(0, 0)].map(|totals| is_tests_only(&totals)), [true, false, false]);
        assert_eq!(words(&of(1, 1)), "1 test lead of 18691, nothing else yet.");
        assert_eq!(words(&of(3, 3)), "3 test leads, the latest of 18691, nothing else yet.");
        assert_eq!(words(&Totals { latest_test: None, ..of(1, 1) }), "1 test lead, nothing else yet.");
    }
}
