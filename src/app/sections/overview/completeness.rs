//! Picture of which customer fields are filled, by source.

use std::sync::Arc;

use leptos::prelude::*;

use super::context::OverviewContext;
use super::matrix::Axes;
use crate::app::components::{Figure, HeatHead, HeatLine, HeatModel, HeatNumber, Pick, PickState, figure, heat_table};
use crate::app::memo::memo;
use crate::app::wording;
use crate::i18n::{number, share, t};
use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::leads::Storefront;
use leadlens_engine::report::{CompletenessRow, Facet, LeadFilter, Overview};

/// Steps of the ramp between nothing and everything.
const STEPS: u64 = 5;

/// The picture of what is filled, once somebody has looked.
pub(super) fn completeness(context: OverviewContext) -> AnyView {
    // What is known once stays: a filter may leave nothing of it.
    let was_known = StoredValue::new(false);
    let is_known = memo(move || {
        if context.store.of_overview(|overview| !overview.completeness.is_empty()) {
            was_known.set_value(true);
        }
        was_known.get_value()
    });
    (move || is_known.get().then(|| picture(context))).into_any()
}

fn picture(context: OverviewContext) -> AnyView {
    let axes = context.whole(Axes::of);
    let model = memo(move || context.now(&|overview, _, filter| model(overview, axes.sources(), filter)));
    let title = Signal::derive(|| t!(chart.completeness));
    let frame = Figure {
        name: "completeness",
        class: "panel--half",
        title,
        scope: Signal::derive(|| t!(chart.completeness_scope)),
        heading: context.heading(title),
        table: Signal::derive(move || model.with(|model| model.table(t!(chart.source)))),
        is_table: true,
        scene: Arc::new(move |width| model.with_untracked(|model| model.scene(width))),
    };
    figure(frame, ().into_any(), heat_table(model.into(), title, context.on_pick))
}

/// The shade of a share: 0 for nothing, 6 for everything only.
fn step(filled: u32, leads: u32) -> u8 {
    let share = u64::from(filled) * STEPS / u64::from(leads.max(1));
    if filled == 0 { 0 } else { 1 + u8::try_from(share.min(STEPS)).unwrap_or(0) }
}

/// The shares of filled fields, in words. The sources `whole` have a row whatever a filter leaves of them, so that each keeps its place.
pub(super) fn model(overview: &Overview, whole: &[Storefront], filter: &LeadFilter) -> HeatModel {
    let state = |facet: Facet, value: &str| PickState::of(filter, facet, value);
    let number_of = |source: Option<Storefront>, field: ColumnRole, filled: u32, leads: u32| {
        let role = wording::role(field);
        let name = source.map_or_else(|| role.clone(), |source| t!(chart.pair, first = wording::source(source), second = role.clone()));
        let own = state(Facet::Filled, field.as_str());
        let row = source.map(|source| state(Facet::Storefront, source.as_str()));
        let storefront = source.map(|source| (Facet::Storefront, source.as_str().to_owned()));
        let values = storefront.into_iter().chain([(Facet::Filled, field.as_str().to_owned())]).collect();
        let (is_empty, share_text) = (leads == 0, share(filled, leads));
        HeatNumber {
            text: if is_empty { "·".to_owned() } else { share_text.clone() },
            plain: share_text.clone(),
            label: t!(chart.filled, name = name, share = share_text, n = number(filled), total = number(leads)),
            step: source.map(|_| step(filled, leads)),
            pick: (!is_empty).then_some(Pick::Values(values)),
            // A cell is picked where both are: a field alone stands in its head.
            state: match (own, row) {
                (PickState::Picked, Some(PickState::Plain)) => PickState::Plain,
                (PickState::Plain, Some(row)) if row != PickState::Picked => row,
                (own, row) => own.within(row.unwrap_or_default()),
            },
            ..HeatNumber::default()
        }
    };
    let column = |field: ColumnRole| HeatHead {
        name: wording::role(field),
        pick: Some(Pick::value(Facet::Filled, field.as_str())),
        state: state(Facet::Filled, field.as_str()),
        ..HeatHead::default()
    };
    let cells = |source: Option<Storefront>, filled: &[u32], leads: u32| {
        Overview::FIELDS.into_iter().zip(filled).map(|(field, filled)| number_of(source, field, *filled, leads)).collect()
    };
    let found = |source: Storefront| overview.completeness.iter().find(|row| row.storefront == source);
    let row = |source: Storefront| HeatLine {
        head: HeatHead {
            name: wording::source(source),
            key: Some(source.as_str()),
            pick: Some(Pick::value(Facet::Storefront, source.as_str())),
            state: state(Facet::Storefront, source.as_str()),
            ..HeatHead::default()
        },
        cells: found(source)
            .map_or_else(|| cells(Some(source), &[0; Overview::FIELDS.len()], 0), |row| cells(Some(source), &row.filled, row.leads)),
    };
    let sum = |of: &dyn Fn(&CompletenessRow) -> u32| overview.completeness.iter().map(of).fold(0, u32::saturating_add);
    let filled: Vec<u32> = (0..Overview::FIELDS.len()).map(|field| sum(&|row| row.filled.get(field).copied().unwrap_or(0))).collect();
    HeatModel {
        class: "heat--fields",
        columns: Overview::FIELDS.into_iter().map(column).collect(),
        rows: Storefront::ALL.into_iter().filter(|source| whole.contains(source) || found(*source).is_some()).map(row).collect(),
        total: String::new(),
        totals: Some(HeatLine {
            head: HeatHead { name: t!(chart.all), ..HeatHead::default() },
            cells: cells(None, &filled, sum(&|row| row.leads)),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadlens_engine::report::CompletenessRow;

    #[test]
    fn fields_are_filled_by_source_and_in_all() {
        let row = |source, leads, filled: [u32; 7]| CompletenessRow { storefront: source, leads, filled: filled.to_vec() };
        let overview = Overview {
            completeness: vec![
                row(Storefront::AppSource, 4, [4, 3, 2, 1, 0, 4, 4]),
                row(Storefront::AzurePortal, 1, [1, 0, 0, 0, 0, 0, 1]),
            ],
            ..Overview::default()
        };
        let mut filter = LeadFilter::only(Facet::Storefront, "app_source");
        filter.toggle(Facet::Filled, "phone", true);
        let model = model(&overview, &[], &filter);
        let steps: Vec<_> = model.rows[1].cells.iter().filter_map(|cell| cell.step).collect();
        assert_eq!(steps, [6, 4, 3, 2, 0, 6, 6]);
        let total: Vec<_> = model.totals.unwrap().cells.iter().map(|cell| cell.text.clone()).collect();
        assert_eq!(total, ["100%", "60%", "40%", "20%", "0%", "80%", "100%"]);
        let phone = &model.rows[1].cells[3];
        assert_eq!((phone.label.as_str(), phone.state), ("AppSource, Phone: 25% of leads, 1 of 4", PickState::LeftOut));
        assert_eq!(model.rows[0].cells[0].state, PickState::Faded);
    }

    #[test]
    fn a_filter_moves_no_source_and_takes_none_away() {
        let found = CompletenessRow { storefront: Storefront::AppSource, leads: 2, filled: vec![2; 7] };
        let overview = Overview { completeness: vec![found], ..Overview::default() };
        let whole = [Storefront::AzurePortal, Storefront::AppSource];
        let texts = |overview: &Overview| {
            let model = model(overview, &whole, &LeadFilter::default());
            let cell = |row: &HeatLine| (row.head.name.clone(), row.cells[0].text.clone(), row.cells[0].pick.is_some());
            model.rows.iter().map(cell).collect::<Vec<_>>()
        };
        let row = |name: &str, text: &str, can_pick| (name.to_owned(), text.to_owned(), can_pick);
        assert_eq!(texts(&overview), [row("Azure portal", "·", false), row("AppSource", "100%", true)]);
        assert_eq!(texts(&Overview::default()), [row("Azure portal", "·", false), row("AppSource", "·", false)]);
    }
}
