//! Filters that are suggested for what is typed.

use crate::app::wording::facet;
use crate::i18n::{lower_case, number, t};
use leadlens_engine::leads::{Action, Storefront};
use leadlens_engine::report::{DayRange, Facet, LeadFilter, LeadFlag, Overview};

/// Suggestions shown at once.
pub(super) const SHOWN: usize = 8;
/// Suggestions of a facet before anything is typed.
const FIRST: usize = 2;
/// Numbers of latest days that are offered.
const LATEST: [i32; 3] = [7, 30, 90];

/// A condition that can be added to the filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// Leads with that value.
    Value(Facet, String),
    /// Leads of so many latest days, today among them.
    LatestDays(i32),
}

impl Term {
    /// Adds itself to a filter, in place of the search it was found by. Days are those of the calendar from then on.
    pub(super) fn apply(&self, filter: &mut LeadFilter, today: i32) {
        filter.search.clear();
        match self {
            Self::Value(facet, value) if !filter.has(*facet, value, false) => filter.toggle(*facet, value, false),
            Self::Value(..) => {}
            Self::LatestDays(count) => filter.days = Some(DayRange { from: today.saturating_sub(count - 1), to: today }),
        }
    }
}

/// A condition with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Suggestion {
    pub(super) term: Term,
    /// Name of its facet.
    pub(super) name: String,
    /// Its value, in words.
    pub(super) value: String,
    /// Place among those of its facet, from 0.
    place: usize,
    /// What is typed is looked for here: the value and how else it is known, then the facet, in small letters.
    text: String,
}

/// Everything that can be suggested of an overview: what its leads have, most frequent first.
pub(super) fn suggestions(overview: &Overview) -> Vec<Suggestion> {
    let days = LATEST.map(|count| (Term::LatestDays(count), t!(facet.latest_days, n = number(count.unsigned_abs())), String::new()));
    let of = |facet: Facet, value: &str| (Term::Value(facet, value.to_owned()), facet::value(facet, value), String::new());
    let offers = overview.offers.iter().map(|row| {
        let words = if row.title.is_empty() { facet::value(Facet::Offer, &row.key) } else { row.title.clone() };
        (Term::Value(Facet::Offer, row.key.clone()), words, row.key.clone())
    });
    let flags = LeadFlag::ALL.map(|flag| of(Facet::Flag, flag.as_str()));
    let has = |storefront: Storefront| overview.by_storefront.iter().any(|(found, _)| *found == storefront);
    let acts = |action: Action| overview.by_action.iter().any(|(found, _)| *found == action);
    let groups: [Vec<_>; 8] = [
        days.to_vec(),
        offers.collect(),
        overview.countries.iter().map(|row| of(Facet::Country, &row.country)).collect(),
        overview.companies.iter().map(|row| of(Facet::Company, &row.company)).collect(),
        overview.statuses.iter().map(|status| of(Facet::Status, status)).collect(),
        Storefront::ALL.into_iter().filter(|storefront| has(*storefront)).map(|found| of(Facet::Storefront, found.as_str())).collect(),
        Action::ALL.into_iter().filter(|action| acts(*action)).map(|found| of(Facet::Action, found.as_str())).collect(),
        flags.to_vec(),
    ];
    let suggestion = |(place, (term, value, also)): (usize, (Term, String, String))| {
        let name = if let Term::Value(facet, _) = &term { facet::facet(*facet) } else { t!(facet.days) };
        let text = lower_case(&format!("{value} {also} {name}"));
        Suggestion { term, name, value, place, text }
    };
    groups.into_iter().flat_map(|group| group.into_iter().enumerate().map(suggestion)).collect()
}

/// The suggestions for what is typed, best first, by their places: those whose value begins so, then those that hold every word. Of each facet
/// a few while nothing is typed.
pub(super) fn matching(suggestions: &[Suggestion], typed: &str) -> Vec<usize> {
    let typed = lower_case(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    let places = |is_wanted: &dyn Fn(&Suggestion) -> bool| {
        suggestions
            .iter()
            .enumerate()
            .filter(|(_, suggestion)| is_wanted(suggestion))
            .map(|(place, _)| place)
            .take(SHOWN)
            .collect::<Vec<_>>()
    };
    if words.is_empty() {
        return places(&|suggestion| suggestion.place < FIRST);
    }
    let begins = |suggestion: &Suggestion| suggestion.text.starts_with(typed.trim());
    let mut found = places(&begins);
    found.extend(places(&|suggestion| !begins(suggestion) && words.iter().all(|word| suggestion.text.contains(word))));
    found.truncate(SHOWN);
    found
}

/// Tells whether what is typed is the beginning of a suggestion, so that Enter adds it.
pub(super) fn is_meant(suggestion: &Suggestion, typed: &str) -> bool {
    let typed = lower_case(typed);
    !typed.trim().is_empty() && suggestion.text.starts_with(typed.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadlens_engine::report::{CompanyRow, Count, CountryRow, OfferRow};

    fn all() -> Vec<Suggestion> {
        let offer = |key: &str, title: &str| OfferRow { key: key.to_owned(), title: title.to_owned(), ..OfferRow::default() };
        let country = |code: &str| CountryRow { country: code.to_owned(), ..CountryRow::default() };
        suggestions(&Overview {
            offers: vec![offer("contoso.planner", "Fjord Planner"), offer("contoso.backup", "")],
            countries: vec![country("Atlantis"), country("")],
            companies: vec![CompanyRow { company: "fjord".to_owned(), ..CompanyRow::default() }],
            statuses: vec!["Qualified".to_owned()],
            by_storefront: vec![(Storefront::AppSource, Count::default())],
            by_action: vec![(Action::Plt, Count::default())],
            ..Overview::default()
        })
    }

    fn found(typed: &str) -> Vec<String> {
        let all = all();
        matching(&all, typed).into_iter().map(|place| format!("{}: {}", all[place].name, all[place].value)).collect()
    }

    #[test]
    fn what_leads_have_is_suggested_by_any_of_its_words() {
        assert_eq!(found("fjord"), ["Offer: Fjord Planner", "Company: fjord"]);
        assert_eq!(found("CONTOSO."), ["Offer: contoso.backup", "Offer: Fjord Planner"], "an offer by its id too");
        assert_eq!(found("country atl"), ["Country: Atlantis"]);
        assert_eq!(found("planner offer"), ["Offer: Fjord Planner"]);
        assert_eq!(found("last 7"), ["Created: last 7 days"]);
        assert_eq!(found("days").len(), 3);
        assert_eq!(found("qual"), ["Status: Qualified"]);
        assert_eq!(found("appsource"), ["Source: AppSource"]);
        assert_eq!(found("azure"), Vec::<String>::new(), "which no lead has");
        assert_eq!(found("").len(), SHOWN);
    }

    #[test]
    fn only_the_beginning_of_a_value_is_added_by_enter() {
        let all = all();
        let meant = |typed: &str| matching(&all, typed).first().is_some_and(|place| is_meant(&all[*place], typed));
        assert_eq!(["Fjo", "atlantis ", "last 30", "planner", "", "quist"].map(meant), [true, true, true, false, false, false]);
    }

    #[test]
    fn latest_days_are_those_of_the_calendar() {
        let mut filter = LeadFilter { search: "last 7".to_owned(), ..LeadFilter::default() };
        Term::LatestDays(7).apply(&mut filter, 18_680);
        assert_eq!(filter, LeadFilter { days: Some(DayRange { from: 18_674, to: 18_680 }), ..LeadFilter::default() });
        let term = Term::Value(Facet::Country, "SE".to_owned());
        term.apply(&mut filter, 0);
        term.apply(&mut filter, 0);
        assert_eq!(filter.values(Facet::Country, false), ["SE"], "added once");
    }
}
