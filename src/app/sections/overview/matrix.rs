//! Source × action.

use std::sync::Arc;

use leptos::prelude::*;

use super::context::OverviewContext;
use super::words::{label, repeats};
use crate::app::components::{Figure, HeatHead, HeatLine, HeatModel, HeatNumber, Pick, PickState, figure, heat_table};
use crate::app::wording;
use crate::i18n::{number, t};
use leadlens_chart::heat_step;
use leadlens_engine::leads::{Action, Storefront, is_usual};
use leadlens_engine::report::{Count, Facet, LeadFilter, Measure, Overview};

/// The picture of sources and actions.
pub(super) fn matrix(context: OverviewContext) -> AnyView {
    let model = context.model(model);
    let title = Signal::derive(move || t!(chart.matrix, unit = context.unit.get()));
    let frame = Figure {
        name: "matrix",
        class: "panel--wide",
        title,
        scope: context.scope(),
        heading: context.heading(title),
        table: Signal::derive(move || model.with(|model| model.table(t!(chart.source)))),
        is_table: true,
        scene: Arc::new(move |width| model.with_untracked(|model| model.scene(width))),
    };
    let legend = view! { <p class="heat-legend">{t!(chart.heat_legend)}</p> };
    let body = view! { {heat_table(model.into(), title, context.on_pick)}{legend} }.into_any();
    figure(frame, ().into_any(), body)
}

/// Tells whether the documents know no leads of a known source with a known action.
fn is_void(source: Storefront, action: Action) -> bool {
    source != Storefront::Other && action != Action::Other && !is_usual(source, action)
}

/// The numbers of sources and actions, in words.
pub(super) fn model(overview: &Overview, measure: Measure, filter: &LeadFilter) -> HeatModel {
    let find = |source, action| {
        overview.matrix.iter().find(|cell| cell.0 == source && cell.1 == action).map_or_else(Count::default, |cell| cell.2)
    };
    let most = overview.matrix.iter().map(|cell| cell.2.get(measure)).max().unwrap_or(0);
    let source_state = |source: Storefront| PickState::of(filter, Facet::Storefront, source.as_str());
    let action_state = |action: Action| PickState::of(filter, Facet::Action, action.as_str());
    let total = |name: String, count: Count, pick: Pick, state: PickState| HeatNumber {
        text: number(count.get(measure)),
        note: repeats(count),
        plain: count.get(measure).to_string(),
        label: label(t!(chart.total_of, name = name), count, measure),
        pick: Some(pick),
        state,
        ..HeatNumber::default()
    };
    let cell = |source: Storefront, action: Action| {
        let count = find(source, action);
        let (value, is_void) = (format!("{}-{}", source.as_str(), action.as_str()), is_void(source, action));
        let state = PickState::of(filter, Facet::Cell, &value);
        let name = t!(chart.pair, first = wording::source(source), second = wording::action(action));
        let label = label(name, count, measure);
        let shown = count.get(measure);
        let can_pick = shown > 0 || matches!(state, PickState::Picked | PickState::LeftOut);
        HeatNumber {
            text: if shown > 0 {
                number(shown)
            } else if is_void {
                "–".to_owned()
            } else {
                "·".to_owned()
            },
            note: repeats(count),
            plain: shown.to_string(),
            label: if is_void { t!(chart.void, label = label) } else { label },
            step: Some(heat_step(shown, most)),
            is_void,
            pick: can_pick.then(|| Pick::value(Facet::Cell, &value)),
            state: state.within(source_state(source)).within(action_state(action)),
        }
    };
    let column = |(action, _): &(Action, Count)| HeatHead {
        name: wording::action(*action),
        more: wording::action_short(*action),
        why: Some((format!("explain-action-{}", action.as_str()), wording::action_why(*action))),
        pick: Some(Pick::value(Facet::Action, action.as_str())),
        state: action_state(*action),
        ..HeatHead::default()
    };
    let row = |(source, count): &(Storefront, Count)| {
        let by_source = Pick::value(Facet::Storefront, source.as_str());
        let cells = overview.by_action.iter().map(|(action, _)| cell(*source, *action));
        HeatLine {
            cells: cells.chain([total(wording::source(*source), *count, by_source.clone(), source_state(*source))]).collect(),
            head: HeatHead {
                name: wording::source(*source),
                key: Some(source.as_str()),
                why: Some((format!("explain-source-{}", source.as_str()), wording::source_why(*source))),
                pick: Some(by_source),
                state: source_state(*source),
                ..HeatHead::default()
            },
        }
    };
    let total_of = |(action, count): &(Action, Count)| {
        total(wording::action(*action), *count, Pick::value(Facet::Action, action.as_str()), action_state(*action))
    };
    let everything = Pick::Reset(vec![Facet::Cell, Facet::Storefront, Facet::Action]);
    let all = total(t!(chart.all), overview.all, everything, PickState::Plain);
    HeatModel {
        class: "",
        columns: overview.by_action.iter().map(column).collect(),
        rows: overview.by_storefront.iter().map(row).collect(),
        total: t!(chart.all),
        totals: Some(HeatLine {
            head: HeatHead { name: t!(chart.all), ..HeatHead::default() },
            cells: overview.by_action.iter().map(total_of).chain([all]).collect(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overview() -> Overview {
        let count = |leads, people| Count { leads, people, companies: 1, unidentified: 0, repeats: leads / 10 };
        Overview {
            matrix: vec![(Storefront::AppSource, Action::Ins, count(34, 25)), (Storefront::AzurePortal, Action::Plt, count(2, 2))],
            by_storefront: vec![(Storefront::AzurePortal, count(2, 2)), (Storefront::AppSource, count(34, 25))],
            by_action: vec![(Action::Ins, count(34, 25)), (Action::Plt, count(2, 2))],
            all: count(36, 27),
            ..Overview::default()
        }
    }

    #[test]
    fn cells_say_what_they_count_and_what_cannot_be() {
        let model = model(&overview(), Measure::Leads, &LeadFilter::default());
        let cells: Vec<_> =
            model.rows.iter().flat_map(|row| &row.cells).map(|cell| (cell.text.as_str(), cell.is_void, cell.step)).collect();
        assert_eq!(
            cells,
            [
                ("–", true, Some(0)),
                ("2", true, Some(2)),
                ("2", false, None),
                ("34", false, Some(6)),
                ("·", false, Some(0)),
                ("34", false, None)
            ]
        );
        assert_eq!(model.rows[1].cells[0].label, "AppSource, INS: 34 leads, 1.4 leads per person, 3 exact repeats");
        assert_eq!(model.rows[0].cells[1].label, "Azure portal, PLT: 2 leads. Microsoft documents no such combination.");
        assert_eq!(
            (model.rows[0].cells[0].pick.clone(), model.rows[0].cells[1].pick.clone()),
            (None, Some(Pick::value(Facet::Cell, "azure_portal-plt")))
        );
        assert_eq!(model.table("Source".to_owned()).rows[2], ["All", "34", "2", "36"]);
        assert!(!model.scene(320).shapes.is_empty());
    }

    #[test]
    fn what_is_not_picked_fades() {
        let model = model(&overview(), Measure::Leads, &LeadFilter::only(Facet::Storefront, "app_source"));
        assert_eq!((model.rows[0].head.state, model.rows[1].head.state), (PickState::Faded, PickState::Picked));
        assert_eq!((model.rows[0].cells[1].state, model.rows[1].cells[0].state), (PickState::Faded, PickState::Plain));
    }

    #[test]
    fn nothing_is_an_empty_table() {
        let model = model(&Overview::default(), Measure::People, &LeadFilter::default());
        assert_eq!((model.rows.len(), model.columns.len()), (0, 0));
    }
}
