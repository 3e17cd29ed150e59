//! The line above everything.

use leptos::prelude::*;

use super::overview::against;
use crate::app::actions::Actions;
use crate::app::memo::memo;
use crate::app::store::AppStore;
use crate::app::view::Tab;
use crate::app::wording::{self, facet};
use crate::i18n::{number, t, t_plural};
use leadlens_engine::report::{Facet, LeadFlag, Measure, Overview, Totals as Numbers};

/// Number of the line, by what it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TotalsEntry {
    Of(Measure),
    /// Leads per person.
    PerPerson,
    /// Exact repeats.
    Repeats,
    Marked(LeadFlag),
}

/// The numbers in their order.
const ENTRIES: [TotalsEntry; 9] = [
    TotalsEntry::Of(Measure::Leads),
    TotalsEntry::Of(Measure::People),
    TotalsEntry::Of(Measure::Companies),
    TotalsEntry::PerPerson,
    TotalsEntry::Repeats,
    TotalsEntry::Marked(LeadFlag::DoNotContact),
    TotalsEntry::Marked(LeadFlag::Unidentified),
    TotalsEntry::Marked(LeadFlag::Test),
    TotalsEntry::Marked(LeadFlag::Problem),
];

/// The totals in one line, each a link to what it counts, with the change of the measure that is counted.
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
    let known = ENTRIES.map(|entry| memo(move || totals.with(|totals| entry.is_known(totals))));
    let line = move || {
        let entries = ENTRIES.into_iter().zip(known).filter(|(_, is_known)| is_known.get());
        entries.map(|(entry, _)| entry.view(found, totals, is_narrow, is_summary.get())).collect_view()
    };
    view! {
        <section class="totals" aria-label=t!(totals.label)>
            {line}
        </section>
    }
}

impl TotalsEntry {
    /// True where all leads together have such a number.
    fn is_known(self, totals: &Numbers) -> bool {
        match self {
            Self::PerPerson => totals.people > 0,
            Self::Repeats => totals.repeats.is_some(),
            Self::Marked(LeadFlag::Unidentified) => totals.unidentified > 0,
            _ => true,
        }
    }

    fn view(self, found: Memo<Numbers>, totals: Memo<Numbers>, is_narrow: Memo<bool>, is_summary: bool) -> AnyView {
        let (store, actions) = (AppStore::expect(), Actions::expect());
        let is_on = move || {
            store.view.with(|view| match self {
                Self::Of(measure) => view.measure == measure,
                Self::PerPerson => false,
                Self::Repeats => view.filter.has(Facet::Flag, LeadFlag::Repeat.as_str(), false),
                Self::Marked(mark) => view.filter.has(Facet::Flag, mark.as_str(), false),
            })
        };
        let content = view! {
            <span class="totals__count number">{move || found.with(|found| self.count(found))}</span>" "
            <span class="totals__word">{move || found.with(|found| self.word(found))}</span>
        };
        let head = if self == Self::PerPerson || is_summary && !matches!(self, Self::Of(_)) {
            view! { <span class="totals__head" title=self.hint()>{content}</span> }.into_any()
        } else {
            let mark = move |mark: LeadFlag| actions.toggle(Facet::Flag, mark.as_str().to_owned(), false);
            let pick = move |_| match self {
                Self::Of(measure) => actions.measure(measure),
                Self::PerPerson => {}
                Self::Repeats => mark(LeadFlag::Repeat),
                // What is counted are causes: their list has them, a filter would have leads.
                Self::Marked(LeadFlag::Problem) => actions.go(Tab::Problems),
                Self::Marked(of) => mark(of),
            };
            let pressed = move || (self != Self::Marked(LeadFlag::Problem)).then(|| is_on().to_string());
            view! { <button type="button" class="totals__head totals__head--button" title=self.hint() aria-pressed=pressed on:click=pick>{content}</button> }
                .into_any()
        };
        let of = move || (is_narrow.get() && matches!(self, Self::Of(_))).then(|| totals.with(|totals| self.whole(totals)));
        let change = match self {
            Self::Of(measure) => Some(change(store, measure)),
            _ => None,
        };
        let has_problem = move || (self == Self::Marked(LeadFlag::Problem) && found.with(|found| found.problems > 0)).to_string();
        view! {
            <div class=format!("totals__entry totals__entry--{}", self.as_str()) data-problem=has_problem>
                {head}
                <span class="totals__of number">{of}</span>
                {change}
            </div>
        }
        .into_any()
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Of(measure) => measure.as_str(),
            Self::PerPerson => "per_person",
            Self::Repeats => "repeats",
            Self::Marked(mark) => mark.as_str(),
        }
    }

    fn value(self, numbers: &Numbers) -> u32 {
        match self {
            Self::Of(Measure::Leads) => numbers.leads,
            Self::Of(Measure::People) => numbers.people,
            Self::Of(Measure::Companies) => numbers.companies,
            Self::PerPerson => 0,
            Self::Repeats => numbers.repeats.unwrap_or_default(),
            Self::Marked(LeadFlag::DoNotContact) => numbers.do_not_contact,
            Self::Marked(LeadFlag::Test) => numbers.test_leads,
            Self::Marked(LeadFlag::Unidentified) => numbers.unidentified,
            Self::Marked(_) => numbers.problems,
        }
    }

    fn count(self, numbers: &Numbers) -> String {
        match self {
            Self::PerPerson => match wording::per_person(numbers.leads, numbers.unidentified, numbers.people) {
                ratio if ratio.is_empty() => "–".to_owned(),
                ratio => ratio,
            },
            _ => number(self.value(numbers)),
        }
    }

    fn word(self, numbers: &Numbers) -> String {
        let count = self.value(numbers);
        match self {
            Self::Of(Measure::Leads) => t_plural!(count, totals.leads),
            Self::Of(Measure::People) => t_plural!(count, totals.people),
            Self::Of(Measure::Companies) => t_plural!(count, totals.companies),
            Self::PerPerson => t!(totals.per_person_word),
            Self::Repeats => t_plural!(count, totals.repeats),
            Self::Marked(LeadFlag::DoNotContact) => t!(totals.dnc),
            Self::Marked(LeadFlag::Test) => t_plural!(count, totals.tests),
            Self::Marked(LeadFlag::Unidentified) => t!(totals.unidentified_word),
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
            Self::PerPerson => t!(totals.per_person_why),
            Self::Repeats => t!(totals.repeats_why),
            Self::Marked(LeadFlag::Unidentified) => t!(totals.unidentified_why),
            Self::Marked(LeadFlag::Problem) => t!(totals.problems_why),
            Self::Marked(_) => t!(totals.picks),
        }
    }
}

/// The change of a measure, where it is the one that is counted.
fn change(store: AppStore, measure: Measure) -> AnyView {
    let is_on = memo(move || store.view.with(|view| view.measure == measure));
    let counts = memo(move || store.of_overview(|overview| (overview.window, overview.change)));
    let words = move || {
        let (window, change) = counts.get();
        let (now, before) = (change.now.get(measure), change.before.get(measure));
        let (window, trend) = (window.filter(|_| is_on.get() && now != before)?, against(now, before)?);
        let line = |days, count| format!("{}: {}", facet::days(days), wording::counted(measure, count));
        let title = format!("{}\n{}", line(window, now), line(window.previous(), before));
        Some(view! {
            <span class="totals__change number" title=title><span aria-hidden="true">{trend.1}</span><span class="visually-hidden">{trend.2}</span></span>
        })
    };
    words.into_any()
}
