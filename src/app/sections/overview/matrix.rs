//! Source × action.

use std::sync::Arc;

use leptos::prelude::*;

use super::context::OverviewContext;
use super::words::{label, repeats};
use crate::app::components::{Explain, Figure, HeatHead, HeatLine, HeatModel, HeatNumber, Pick, PickState, figure, heat_table};
use crate::app::memo::memo;
use crate::app::wording;
use crate::i18n::{number, t};
use leadlens_chart::heat_step;
use leadlens_engine::leads::{Action, Storefront, is_usual};
use leadlens_engine::report::{Count, Facet, LeadFilter, Measure, Overview};

/// The picture of sources and actions.
pub(super) fn matrix(context: OverviewContext) -> AnyView {
    let axes = context.whole(Axes::of);
    let meanings = axes.meanings();
    let model = memo(move || context.now(&|overview, measure, filter| model(overview, &axes, measure, filter)));
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
    figure(frame, meanings, body)
}

/// Rows and columns of the picture, in their order: those of all that is open, so that each keeps its place whatever is picked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Axes {
    storefronts: Vec<Storefront>,
    actions: Vec<Action>,
}

impl Axes {
    pub(super) fn of(overview: &Overview) -> Self {
        Self {
            storefronts: overview.by_storefront.iter().map(|(storefront, _)| *storefront).collect(),
            actions: overview.by_action.iter().map(|(action, _)| *action).collect(),
        }
    }

    /// The rows.
    pub(super) fn sources(&self) -> &[Storefront] {
        &self.storefronts
    }

    /// One mark for each axis, with the meanings of what stands along it.
    fn meanings(&self) -> AnyView {
        let sources = self.storefronts.iter().map(|source| (wording::source(*source), wording::source_why(*source))).collect();
        let named = |action: &Action| match wording::action_short(*action) {
            short if short.is_empty() => wording::action(*action),
            short => format!("{} · {short}", wording::action(*action)),
        };
        let actions = self.actions.iter().map(|action| (named(action), wording::action_why(*action))).collect();
        let mark = |id: &str, axis: String, meanings: Vec<(String, String)>| {
            view! { <Explain id=id label=t!(chart.explain, name = axis.clone()) axis=axis meanings=meanings /> }
        };
        view! {
            {mark("explain-sources", t!(facet.source), sources)}
            {mark("explain-actions", t!(facet.action), actions)}
        }
        .into_any()
    }
}

/// Tells whether the documents know no leads of a known source with a known action.
fn is_void(source: Storefront, action: Action) -> bool {
    source != Storefront::Other && action != Action::Other && !is_usual(source, action)
}

/// The numbers of sources and actions, in words.
pub(super) fn model(overview: &Overview, axes: &Axes, measure: Measure, filter: &LeadFilter) -> HeatModel {
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
                String::new()
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
    let column = |action: &Action| HeatHead {
        name: wording::action(*action),
        more: wording::action_short(*action),
        pick: Some(Pick::value(Facet::Action, action.as_str())),
        state: action_state(*action),
        ..HeatHead::default()
    };
    let by_source = |source| overview.by_storefront.iter().find(|row| row.0 == source).map(|row| row.1).unwrap_or_default();
    let by_action = |action| overview.by_action.iter().find(|row| row.0 == action).map(|row| row.1).unwrap_or_default();
    let row = |source: &Storefront| {
        let count = by_source(*source);
        let pick = Pick::value(Facet::Storefront, source.as_str());
        let cells = axes.actions.iter().map(|action| cell(*source, *action));
        HeatLine {
            cells: cells.chain([total(wording::source(*source), count, pick.clone(), source_state(*source))]).collect(),
            head: HeatHead {
                name: wording::source(*source),
                key: Some(source.as_str()),
                pick: Some(pick),
                state: source_state(*source),
                ..HeatHead::default()
            },
        }
    };
    let total_of = |action: &Action| {
        total(wording::action(*action), by_action(*action), Pick::value(Facet::Action, action.as_str()), action_state(*action))
    };
    let everything = Pick::Reset(vec![Facet::Cell, Facet::Storefront, Facet::Action]);
    let all = total(t!(chart.all), overview.all, everything, PickState::Plain);
    HeatModel {
        class: "",
        columns: axes.actions.iter().map(column).collect(),
        rows: axes.storefronts.iter().map(row).collect(),
        total: t!(chart.all),
        totals: Some(HeatLine {
            head: HeatHead { name: t!(chart.all), ..HeatHead::default() },
            cells: axes.actions.iter().map(total_of).chain([all]).collect(),
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

    fn model_of(overview: &Overview, measure: Measure, filter: &LeadFilter) -> HeatModel {
        model(overview, &Axes::of(overview), measure, filter)
    }

    #[test]
    fn rows_and_columns_keep_their_places_under_a_filter() {
        let whole = overview();
        let found = Overview { by_storefront: vec![], by_action: vec![], matrix: vec![], all: Count::default(), ..Overview::default() };
        let model = model(&found, &Axes::of(&whole), Measure::Leads, &LeadFilter::default());
        let names = |heads: Vec<&HeatHead>| heads.iter().map(|head| head.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(model.columns.iter().collect()), ["INS", "PLT"]);
        assert_eq!(names(model.rows.iter().map(|row| &row.head).collect()), ["Azure portal", "AppSource"]);
        assert!(model.rows.iter().all(|row| row.cells.len() == 3));
    }

    #[test]
    fn cells_say_what_they_count_and_what_cannot_be() {
        let model = model_of(&overview(), Measure::Leads, &LeadFilter::default());
        let cells: Vec<_> =
            model.rows.iter().flat_map(|row| &row.cells).map(|cell| (cell.text.as_str(), cell.is_void, cell.step)).collect();
        assert_eq!(
            cells,
            [
                ("", true, Some(0)),
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
        let model = model_of(&overview(), Measure::Leads, &LeadFilter::only(Facet::Storefront, "app_source"));
        assert_eq!((model.rows[0].head.state, model.rows[1].head.state), (PickState::Faded, PickState::Picked));
        assert_eq!((model.rows[0].cells[1].state, model.rows[1].cells[0].state), (PickState::Faded, PickState::Plain));
    }

    #[test]
    fn nothing_is_an_empty_table() {
        let model = model_of(&Overview::default(), Measure::People, &LeadFilter::default());
        assert_eq!((model.rows.len(), model.columns.len()), (0, 0));
    }
}
