//! Filters that are suggested for what is typed.

use crate::app::wording::facet;
use crate::i18n::{lower_case, number, t};
use leadlens_engine::leads::{Action, Storefront};
use leadlens_engine::report::{CrossFile, DayRange, Facet, LeadFilter, LeadFlag, Overview};

/// Suggestions shown at once.
pub(super) const SHOWN: usize = 8;
/// Letters from which on the only suggestion is meant by its beginning.
const MIN_TYPED: usize = 3;
/// Suggestions of a facet before anything is typed.
const FIRST: usize = 2;
/// Numbers of latest days that are offered.
const LATEST: [i32; 3] = [7, 30, 90];

/// A condition that can be added to the filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// Leads with that value.
    Value(Facet, String),
    /// Leads of the latest days of the data.
    Days(DayRange),
}

impl Term {
    /// Adds itself to a filter, in place of the search it was found by.
    pub(super) fn apply(&self, filter: &mut LeadFilter) {
        filter.search.clear();
        match self {
            Self::Value(facet, value) if !filter.has(*facet, value, false) => filter.toggle(*facet, value, false),
            Self::Value(..) => {}
            Self::Days(days) => filter.days = Some(*days),
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

/// Everything that can be suggested of an overview: what its leads have, most frequent first. `span` are the first and last day there are,
/// `lead_ids` those that begin with what is typed.
pub(super) fn suggestions(overview: &Overview, span: Option<DayRange>, lead_ids: &[String]) -> Vec<Suggestion> {
    let latest = |span: DayRange| {
        LATEST.map(|count| {
            let n = number(count.unsigned_abs());
            let last = facet::days(DayRange { from: span.to, to: span.to });
            // Digits of the date are none of what is looked for.
            (Term::Days(span.latest(count)), t!(facet.latest_days_to, n = n.clone(), date = last), t!(facet.latest_days, n = n))
        })
    };
    let of = |facet: Facet, value: &str| {
        let words = facet::value(facet, value);
        (Term::Value(facet, value.to_owned()), words.clone(), words)
    };
    let offers = overview.offers.iter().map(|row| {
        let words = if row.title.is_empty() { facet::value(Facet::Offer, &row.key) } else { row.title.clone() };
        (Term::Value(Facet::Offer, row.key.clone()), words.clone(), format!("{words} {}", row.key))
    });
    let flags = LeadFlag::ALL.into_iter().filter(|flag| occurs(overview, *flag)).map(|flag| of(Facet::Flag, flag.as_str()));
    let has = |storefront: Storefront| overview.by_storefront.iter().any(|(found, _)| *found == storefront);
    let acts = |action: Action| overview.by_action.iter().any(|(found, _)| *found == action);
    let across = overview.sources.iter().filter_map(|source| source.across.as_ref()).flat_map(|counts| {
        let found = CrossFile::ALL.into_iter().zip(counts.leads).filter(|(_, leads)| *leads > 0);
        found.map(|(relation, _)| of(Facet::CrossFile, &relation.value(&counts.file)))
    });
    let groups: [Vec<_>; 11] = [
        span.map(latest).into_iter().flatten().collect(),
        offers.collect(),
        overview.countries.iter().map(|row| of(Facet::Country, &row.country)).collect(),
        overview.companies.iter().map(|row| of(Facet::Company, &row.company)).collect(),
        overview.statuses.iter().map(|status| of(Facet::Status, status)).collect(),
        overview.owners.iter().map(|owner| of(Facet::Owner, owner)).collect(),
        Storefront::ALL.into_iter().filter(|storefront| has(*storefront)).map(|found| of(Facet::Storefront, found.as_str())).collect(),
        Action::ALL.into_iter().filter(|action| acts(*action)).map(|action| of(Facet::Action, action.as_str())).collect(),
        flags.collect(),
        lead_ids.iter().map(|id| of(Facet::LeadId, id)).collect(),
        across.collect(),
    ];
    let suggestion = |(place, (term, value, words)): (usize, (Term, String, String))| {
        let name = if let Term::Value(facet, _) = &term { facet::facet(*facet) } else { t!(facet.days) };
        let text = lower_case(&format!("{words} {name}"));
        Suggestion { term, name, value, place, text }
    };
    groups.into_iter().flat_map(|group| group.into_iter().enumerate().map(suggestion)).collect()
}

/// Tells whether any lead has a flag.
fn occurs(overview: &Overview, flag: LeadFlag) -> bool {
    let totals = overview.totals;
    let leads = match flag {
        LeadFlag::Test => totals.test_leads,
        LeadFlag::DoNotContact => totals.do_not_contact,
        LeadFlag::Duplicate => totals.duplicates,
        LeadFlag::Repeat => totals.repeats.unwrap_or_default(),
        LeadFlag::Unidentified => totals.unidentified,
        LeadFlag::Problem => u32::from(overview.has_problem_leads),
        LeadFlag::Undated => overview.timeline.undated,
    };
    leads > 0
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

/// The one suggestion among those `found` that can alone be meant by what is typed, as it begins so, for Enter to add it.
pub(super) fn meant(suggestions: &[Suggestion], found: &[usize], typed: &str) -> Option<usize> {
    let [only] = found else { return None };
    let typed = lower_case(typed);
    let is_long = typed.trim().chars().count() >= MIN_TYPED;
    (is_long && suggestions.get(*only).is_some_and(|suggestion| suggestion.text.starts_with(typed.trim()))).then_some(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadlens_engine::report::{CompanyRow, Count, CountryRow, CrossFileCounts, OfferRow, SourceCard, Totals};

    fn all() -> Vec<Suggestion> {
        let offer = |key: &str, title: &str| OfferRow { key: key.to_owned(), title: title.to_owned(), ..OfferRow::default() };
        let country = |code: &str| CountryRow { country: code.to_owned(), ..CountryRow::default() };
        let counts = CrossFileCounts { file: "salesforce".to_owned(), leads: [3, 1, 0] };
        let overview = Overview {
            sources: vec![SourceCard { across: Some(counts), ..SourceCard::default() }],
            offers: vec![offer("contoso.planner", "Fjord Planner"), offer("contoso.backup", "")],
            countries: vec![country("Atlantis"), country("")],
            companies: vec![CompanyRow { company: "fjord".to_owned(), ..CompanyRow::default() }],
            statuses: vec!["Qualified".to_owned()],
            by_storefront: vec![(Storefront::AppSource, Count::default())],
            by_action: vec![(Action::Plt, Count::default())],
            totals: Totals { do_not_contact: 1, problems: 1, ..Totals::default() },
            ..Overview::default()
        };
        suggestions(&overview, DayRange::from_name("2021-02-01..2021-02-20"), &["L-7".to_owned(), "L-70".to_owned()])
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
        let last = facet::days(DayRange::from_name("2021-02-20..2021-02-20").unwrap());
        assert_eq!(found("last 7"), [format!("Created: last 7 days to {last}")]);
        assert_eq!(found("days").len(), 3);
        assert_eq!(found("qual"), ["Status: Qualified"]);
        assert_eq!(found("appsource"), ["Source: AppSource"]);
        assert_eq!(found("azure"), Vec::<String>::new(), "which no lead has");
        assert_eq!(found("contact me"), ["Action: PLT · Contact me"]);
        assert_eq!(found("flag"), ["Flag: Do not contact"], "only those that a lead has: the problem is a skipped record's");
        assert_eq!(found("l-7"), ["Lead id: L-7", "Lead id: L-70"]);
        assert_eq!(found("salesforce"), ["Lead: not in Salesforce", "Lead: in Salesforce with other values"]);
        assert_eq!(found("").len(), SHOWN);
    }

    #[test]
    fn enter_adds_only_what_cannot_mean_anything_else() {
        let all = all();
        let is_meant = |typed: &str| meant(&all, &matching(&all, typed), typed).is_some();
        for (typed, expected) in [
            ("atl", true),
            ("atlantis ", true),
            ("last 30", true),
            ("fjord pl", true),
            ("Fjord", false),
            ("fjo", false),
            ("at", false),
            ("a", false),
            ("planner", false),
            ("", false),
            ("quist", false),
        ] {
            assert_eq!(is_meant(typed), expected, "{typed}");
        }
    }

    #[test]
    fn latest_days_are_those_of_the_data() {
        let all = all();
        let mut filter = LeadFilter { search: "last 30".to_owned(), ..LeadFilter::default() };
        all[matching(&all, "last 30")[0]].term.apply(&mut filter);
        let days = DayRange::from_name("2021-02-01..2021-02-20");
        assert_eq!(filter, LeadFilter { days, ..LeadFilter::default() }, "there are no more");
        let term = Term::Value(Facet::Country, "SE".to_owned());
        term.apply(&mut filter);
        term.apply(&mut filter);
        assert_eq!(filter.values(Facet::Country, false), ["SE"], "added once");
        assert!(suggestions(&Overview::default(), None, &[]).is_empty(), "without a date there are no latest days");
    }
}
