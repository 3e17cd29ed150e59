//! Publishers and their offers.

use leptos::prelude::*;

use super::context::{OverviewContext, ranked};
use super::places::{basis, in_places, most};
use super::words::{Ranked, whole};
use crate::app::components::{Rank, RankingModel};
use crate::app::memo::memo;
use crate::app::wording;
use crate::i18n::{number, t, t_plural};
use leadlens_engine::report::{Facet, LeadFilter, Measure, OfferRow, Overview, PublisherRow};

/// The picture of offers.
pub(super) fn offers(context: OverviewContext) -> AnyView {
    let title = Signal::derive(move || t!(chart.offers, unit = context.unit.get()));
    // The columns stay where a filter leaves little to compare.
    let model = memo(move || {
        let (has_change, has_trend) = context.whole(|overview| (overview.window.is_some(), overview.offers.iter().any(has_trend)));
        RankingModel { has_change, has_trend, ..context.placed(&placed, &model) }
    });
    ranked(context, "offers", "panel--narrow", title, model, ().into_any())
}

/// A publisher of which a filter leaves nothing stays as well, so that offers stand below their publishers as before.
fn placed(whole: &Overview, now: &Overview, measure: Measure) -> (Overview, u32) {
    let offers = in_places(&whole.offers, &now.offers, measure);
    let publishers = in_places(&whole.publishers, &now.publishers, measure);
    (Overview { offers, publishers, ..basis(now) }, most(&whole.offers, measure))
}

/// Publishers with their offers below them; offers alone where there is one publisher only.
pub(super) fn model(overview: &Overview, measure: Measure, filter: &LeadFilter) -> RankingModel {
    let facets = [Facet::Offer, Facet::Publisher];
    let whole = whole(overview, measure, filter, &facets, overview.offers.iter().map(|offer| offer.count), overview.more_offers);
    let of = |facet| Ranked { facet, measure, filter, whole };
    let has_window = overview.window.is_some();
    let offer = |row: &OfferRow| {
        let name = [&row.title, &row.key].into_iter().find(|name| !name.is_empty()).cloned().unwrap_or_else(|| t!(chart.no_offer));
        let mut rank = of(Facet::Offer).row(&row.key, name.clone(), row.count, has_window.then_some(row.change));
        // The title is what people know, the key what is picked: the label holds both.
        if name != row.key && !row.key.is_empty() {
            rank.label = format!("{} · {}", rank.label, row.key);
        }
        rank.trend.clone_from(&row.trend);
        let publisher = crate::app::components::PickState::of(filter, Facet::Publisher, &row.publisher);
        rank.state = rank.state.within(publisher);
        rank
    };
    let publisher = |row: &PublisherRow| {
        let name = if row.publisher.is_empty() { t!(chart.no_publisher) } else { row.publisher.clone() };
        Rank { is_group: true, ..of(Facet::Publisher).row(&row.publisher, name, row.count, has_window.then_some(row.change)) }
    };
    let has_groups = overview.publishers.len() > 1;
    let rows = if has_groups {
        let group = |row: &PublisherRow| {
            let own = overview.offers.iter().filter(|offer| offer.publisher == row.publisher).map(offer);
            std::iter::once(publisher(row)).chain(own).collect::<Vec<_>>()
        };
        overview.publishers.iter().flat_map(group).collect()
    } else {
        overview.offers.iter().map(offer).collect()
    };
    let more = overview.more_offers;
    RankingModel {
        head: if has_groups { t!(chart.publishers_offers) } else { t!(chart.offer) },
        unit: wording::measure(measure),
        rows,
        has_change: has_window,
        has_trend: overview.offers.iter().any(has_trend),
        can_sort: true,
        more: if more > 0 { t_plural!(more, chart.more_offers, n = number(more)) } else { String::new() },
        ..RankingModel::default()
    }
}

fn has_trend(offer: &OfferRow) -> bool {
    offer.trend.len() > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::components::{Pick, PickState};
    use leadlens_engine::report::Count;

    fn offer(publisher: &str, key: &str, title: &str, leads: u32) -> OfferRow {
        let count = Count { leads, people: leads, companies: 1, ..Count::default() };
        OfferRow { key: key.to_owned(), publisher: publisher.to_owned(), title: title.to_owned(), count, ..OfferRow::default() }
    }

    #[test]
    fn offers_stand_below_their_publishers() {
        let count = |leads| Count { leads, people: leads, companies: 1, ..Count::default() };
        let publisher =
            |publisher: &str, leads| PublisherRow { publisher: publisher.to_owned(), count: count(leads), ..PublisherRow::default() };
        let mut overview = Overview {
            offers: vec![offer("contoso", "contoso.atlas", "Atlas", 6), offer("", "", "", 3), offer("fabrikam", "fabrikam.x", "", 1)],
            publishers: vec![publisher("contoso", 6), publisher("", 3), publisher("fabrikam", 1)],
            all: count(10),
            ..Overview::default()
        };
        let filter = LeadFilter::only(Facet::Publisher, "contoso");
        let made = model(&overview, Measure::Leads, &filter);
        let names: Vec<_> = made.rows.iter().map(|row| (row.name.as_str(), row.is_group, row.share.as_str(), row.state)).collect();
        assert_eq!(
            names,
            [
                ("contoso", true, "60%", PickState::Picked),
                ("Atlas", false, "60%", PickState::Plain),
                ("No publisher named", true, "30%", PickState::Faded),
                ("No offer named", false, "30%", PickState::Faded),
                ("fabrikam", true, "10%", PickState::Faded),
                ("fabrikam.x", false, "10%", PickState::Faded),
            ]
        );
        assert_eq!(
            (made.rows[1].label.as_str(), made.rows[3].pick.clone()),
            ("Atlas: 6 leads, 60% of all · contoso.atlas", Some(Pick::value(Facet::Offer, "")))
        );
        overview.more_offers = 2;
        let made = model(&overview, Measure::Leads, &filter);
        assert_eq!(made.more, "2 more offers beyond those listed");
        assert!(made.rows.iter().all(|row| row.share.is_empty()), "a share of what is listed is none of all");
        overview.publishers.truncate(1);
        assert!(model(&overview, Measure::Leads, &filter).rows.iter().all(|row| !row.is_group));
        assert!(model(&Overview::default(), Measure::People, &filter).rows.is_empty());
    }
}
