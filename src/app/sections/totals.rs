//! The line above everything.

use leptos::prelude::*;

use super::overview::against;
use crate::app::actions::Actions;
use crate::app::components::drawing;
use crate::app::memo::memo;
use crate::app::store::AppStore;
use crate::app::wording::{self, facet};
use crate::i18n::{number, t, t_plural};
use leadlens_chart::{Ink, spark_line};
use leadlens_engine::report::{Facet, LeadFlag, Measure, Overview, Totals as Numbers};

/// Number of the line, by what it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TotalsEntry {
    Of(Measure),
    /// Exact repeats.
    Repeats,
    Marked(LeadFlag),
}

/// The numbers in their order.
const ENTRIES: [TotalsEntry; 7] = [
    TotalsEntry::Of(Measure::Leads),
    TotalsEntry::Of(Measure::People),
    TotalsEntry::Of(Measure::Companies),
    TotalsEntry::Repeats,
    TotalsEntry::Marked(LeadFlag::DoNotContact),
    TotalsEntry::Marked(LeadFlag::Test),
    TotalsEntry::Marked(LeadFlag::Problem),
];

/// Size of a trend line in px.
const TREND: (i32, i32) = (56, 16);

/// The totals, each a link to what it counts, with changes and sums.
#[component]
pub fn Totals() -> impl IntoView {
    let store = AppStore::expect();
    // Test leads have a number of their own.
    let whole = move |overview: &Overview| store.view.with(|view| overview.leads_of(&view.filter));
    let totals = memo(move || store.of_overview(|overview| Numbers { leads: whole(overview), ..overview.totals }));
    let is_summary = memo(move || store.state.with(super::super::state::AppState::is_summary));
    let is_narrow = memo(move || !is_summary.get() && store.view.with(|view| !view.filter.is_empty()));
    let picked = move || store.of_overview(|overview| Numbers { leads: overview.all.leads, ..overview.found });
    let found = memo(move || if is_narrow.get() { picked() } else { totals.get() });
    let knows_repeats = memo(move || totals.with(|totals| totals.repeats.is_some()));
    let line = move || {
        let (is_summary, knows_repeats) = (is_summary.get(), knows_repeats.get());
        let entries = ENTRIES.into_iter().filter(|entry| knows_repeats || *entry != TotalsEntry::Repeats);
        entries.map(|entry| entry.view(found, totals, is_narrow, is_summary)).collect_view()
    };
    let sum = move || {
        let t = store.of_overview(|overview| overview.totals);
        let records = t_plural!(t.records, unit.n_records, n = number(t.records));
        let leads = t_plural!(t.leads, unit.n_leads, n = number(t.leads));
        t!(totals.sum, records = records, leads = leads, skipped = number(t.skipped))
    };
    let window = move || store.of_overview(|overview| overview.window);
    let compared =
        move || window().map(|now| format!(" · {}", t!(totals.compared, now = facet::days(now), before = facet::days(now.previous()))));
    view! {
        <section class="totals" aria-label=t!(totals.label)>
            <div class="totals__line">{line}</div>
            <p class="totals__sum">{sum}" · "{t!(totals.tests_out)}{compared}</p>
        </section>
    }
}

impl TotalsEntry {
    fn view(self, found: Memo<Numbers>, totals: Memo<Numbers>, is_narrow: Memo<bool>, is_summary: bool) -> AnyView {
        let (store, actions) = (AppStore::expect(), Actions::expect());
        let is_on = move || {
            store.view.with(|view| match self {
                Self::Of(measure) => view.measure == measure,
                Self::Repeats => view.filter.has(Facet::Flag, LeadFlag::Repeat.as_str(), false),
                Self::Marked(mark) => view.filter.has(Facet::Flag, mark.as_str(), false),
            })
        };
        let content = view! {
            <span class="totals__count number">{move || found.with(|found| self.count(found))}</span>" "
            <span class="totals__word">{move || found.with(|found| self.word(found))}</span>
        };
        let head = if is_summary && !matches!(self, Self::Of(_)) {
            view! { <span class="totals__head">{content}</span> }.into_any()
        } else {
            let mark = move |mark: LeadFlag| actions.toggle(Facet::Flag, mark.as_str().to_owned(), false);
            let pick = move |_| match self {
                Self::Of(measure) => actions.measure(measure),
                Self::Repeats => mark(LeadFlag::Repeat),
                Self::Marked(of) => mark(of),
            };
            view! { <button type="button" class="totals__head totals__head--button" title=self.hint() aria-pressed=move || is_on().to_string() on:click=pick>{content}</button> }
                .into_any()
        };
        let of = move || is_narrow.get().then(|| totals.with(|totals| self.whole(totals)));
        let trend = match self {
            Self::Of(measure) => change(store, measure),
            _ => ().into_any(),
        };
        let more = match self {
            Self::Of(Measure::Leads) => per_person(found),
            Self::Of(Measure::People) => unidentified(found, is_summary),
            _ => ().into_any(),
        };
        let has_problem = move || (self == Self::Marked(LeadFlag::Problem) && found.with(|found| found.problems > 0)).to_string();
        view! {
            <div class=format!("totals__entry totals__entry--{}", self.as_str()) data-problem=has_problem>
                {head}
                <p class="totals__more number"><span class="totals__of">{of}</span>{trend}{more}</p>
            </div>
        }
        .into_any()
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Of(measure) => measure.as_str(),
            Self::Repeats => "repeats",
            Self::Marked(mark) => mark.as_str(),
        }
    }

    fn value(self, numbers: &Numbers) -> u32 {
        match self {
            Self::Of(Measure::Leads) => numbers.leads,
            Self::Of(Measure::People) => numbers.people,
            Self::Of(Measure::Companies) => numbers.companies,
            Self::Repeats => numbers.repeats.unwrap_or_default(),
            Self::Marked(LeadFlag::DoNotContact) => numbers.do_not_contact,
            Self::Marked(LeadFlag::Test) => numbers.test_leads,
            Self::Marked(_) => numbers.problems,
        }
    }

    fn count(self, numbers: &Numbers) -> String {
        number(self.value(numbers))
    }

    fn word(self, numbers: &Numbers) -> String {
        let count = self.value(numbers);
        match self {
            Self::Of(Measure::Leads) => t_plural!(count, totals.leads),
            Self::Of(Measure::People) => t_plural!(count, totals.people),
            Self::Of(Measure::Companies) => t_plural!(count, totals.companies),
            Self::Repeats => t_plural!(count, totals.repeats),
            Self::Marked(LeadFlag::DoNotContact) => t!(totals.dnc),
            Self::Marked(LeadFlag::Test) => t_plural!(count, totals.tests),
            Self::Marked(_) => t_plural!(count, totals.problems),
        }
    }

    /// The number of all, next to that of the leads that are picked.
    fn whole(self, totals: &Numbers) -> String {
        t!(totals.of, n = self.count(totals))
    }

    /// Returns the hint that tells what a click on the number does.
    fn hint(self) -> String {
        match self {
            Self::Of(_) => t!(totals.counts),
            Self::Repeats => t!(totals.repeats_why),
            Self::Marked(_) => t!(totals.picks),
        }
    }
}

/// Leads for each person, below the number of leads; empty where there is no person.
fn per_person(found: Memo<Numbers>) -> AnyView {
    let words = move || {
        let ratio = found.with(|found| wording::per_person(found.leads, found.unidentified, found.people));
        if ratio.is_empty() { ratio } else { t!(totals.per_person, n = ratio) }
    };
    view! { <span class="totals__of" title=t!(totals.per_person_why)>{words}</span> }.into_any()
}

/// Unidentified leads, next to the people they are not: a link to them, but in a summary.
fn unidentified(found: Memo<Numbers>, is_summary: bool) -> AnyView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let mark = LeadFlag::Unidentified.as_str();
    let words = memo(move || found.with(|found| wording::unidentified(found.unidentified)));
    let is_on = move || store.view.with(|view| view.filter.has(Facet::Flag, mark, false)).to_string();
    let pick = move |_| actions.toggle(Facet::Flag, mark.to_owned(), false);
    (move || {
        let words = words.get()?;
        Some(if is_summary {
            view! { <span title=t!(totals.unidentified_why)>{words}</span> }.into_any()
        } else {
            view! { <button type="button" class="link" title=t!(totals.unidentified_why) aria-pressed=is_on on:click=pick>{words}</button> }
                .into_any()
        })
    })
    .into_any()
}

/// A measure over time as a small line, and how it changed of late.
fn change(store: AppStore, measure: Measure) -> AnyView {
    let values = memo(move || {
        store.of_overview(|overview| overview.timeline.buckets.iter().map(|bucket| bucket.count.get(measure)).collect::<Vec<_>>())
    });
    let is_on = memo(move || store.view.with(|view| view.measure == measure));
    let line = Signal::derive(move || {
        let ink = if is_on.get() { Ink::Accent } else { Ink::TextMuted };
        // A single value is no trend.
        values.with(|values| spark_line(if values.len() > 1 { values } else { &[] }, TREND.0, TREND.1, ink))
    });
    let counts = memo(move || store.of_overview(|overview| (overview.window, overview.change)));
    let words = move || {
        let (window, change) = counts.get();
        let (now, before) = (change.now.get(measure), change.before.get(measure));
        let (window, trend) = (window?, against(now, before)?);
        let line = |days, count| format!("{}: {}", facet::days(days), wording::counted(measure, count));
        let title = format!("{}\n{}", line(window, now), line(window.previous(), before));
        Some(view! {
            <span class="totals__change" title=title><span aria-hidden="true">{trend.1}</span><span class="visually-hidden">{trend.2}</span></span>
        })
    };
    view! { {drawing(format!("trend-{}-", measure.as_str()), "totals__trend", line)}{words} }.into_any()
}
