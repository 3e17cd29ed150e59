//! Countries.

use leptos::prelude::*;

use super::context::{OverviewContext, ranked};
use super::places::{basis, in_places, most};
use super::words::{Ranked, whole};
use crate::app::components::RankingModel;
use crate::app::memo::memo;
use crate::app::wording;
use crate::i18n::{country, t};
use leadlens_engine::report::{CountryRow, Facet, LeadFilter, Measure, Overview};
use leadlens_engine::share::OTHER_COUNTRIES;

/// The picture of countries.
pub(super) fn countries(context: OverviewContext) -> AnyView {
    let title = Signal::derive(move || t!(chart.countries, unit = context.unit.get()));
    // The column stays where a filter leaves little to compare.
    let model =
        memo(move || RankingModel { has_change: context.whole(|overview| overview.window.is_some()), ..context.placed(&placed, &model) });
    ranked(context, "countries", "panel--half", title, model, ().into_any())
}

fn placed(whole: &Overview, now: &Overview, measure: Measure) -> (Overview, u32) {
    let countries = in_places(&whole.countries, &now.countries, measure);
    (Overview { countries, ..basis(now) }, most(&whole.countries, measure))
}

/// Countries by their names in the reader's language.
pub(super) fn model(overview: &Overview, measure: Measure, filter: &LeadFilter) -> RankingModel {
    let whole = whole(overview, measure, filter, &[Facet::Country], overview.countries.iter().map(|row| row.count), 0);
    let of = Ranked { facet: Facet::Country, measure, filter, whole };
    let row = |row: &CountryRow| {
        let name = match row.country.as_str() {
            "" => t!(chart.no_country),
            OTHER_COUNTRIES => t!(chart.other_countries),
            known => country(known),
        };
        of.row(&row.country, name, row.count, overview.window.map(|_| row.change))
    };
    RankingModel {
        head: t!(chart.country),
        unit: wording::measure(measure),
        rows: overview.countries.iter().map(row).collect(),
        has_change: overview.window.is_some(),
        ..RankingModel::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::components::Pick;
    use leadlens_engine::report::{Change, Count, DayRange};

    #[test]
    fn no_country_is_a_row_like_any_other() {
        let count = |leads| Count { leads, people: leads, companies: 1, ..Count::default() };
        let row = |country: &str, leads| CountryRow {
            country: country.to_owned(),
            count: count(leads),
            change: Change { now: count(2), before: count(1) },
        };
        let overview = Overview {
            countries: vec![row("DE", 3), row("", 1)],
            all: count(4),
            window: Some(DayRange { from: 0, to: 1 }),
            ..Overview::default()
        };
        let model = model(&overview, Measure::Leads, &LeadFilter::default());
        let labels: Vec<_> = model.rows.iter().map(|row| (row.label.as_str(), row.pick.clone())).collect();
        assert_eq!(
            labels,
            [
                ("DE: 3 leads, 75% of all, 1 more than before", Some(Pick::value(Facet::Country, "DE"))),
                ("No country: 1 lead, 25% of all, 1 more than before", Some(Pick::value(Facet::Country, ""))),
            ]
        );
    }
}
