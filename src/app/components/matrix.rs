//! Source × action as a table of shaded numbers.

use leadlens_view::view;
use leptos::prelude::*;

use super::Explain;
use super::dynamic::{List, handler, live, part};
use crate::app::memo::Signal;
use crate::app::wording;
use crate::engine::leads::{Action, Source};
use crate::engine::report::{Measure, Overview};
use crate::i18n::{number, say};

/// Steps of the ramp a cell can be shaded with.
const STEPS: f64 = 6.0;

/// The numbers of a matrix in one measure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MatrixModel {
    /// Rows with their totals.
    pub sources: Vec<(Source, u32)>,
    /// Columns with their totals.
    pub actions: Vec<(Action, u32)>,
    cells: Vec<(Source, Action, u32)>,
    all: u32,
}

impl MatrixModel {
    /// The matrix of a picture.
    pub fn new(overview: &Overview, measure: Measure) -> Self {
        Self {
            sources: overview.by_source.iter().map(|(source, count)| (*source, count.get(measure))).collect(),
            actions: overview.by_action.iter().map(|(action, count)| (*action, count.get(measure))).collect(),
            cells: overview.matrix.iter().map(|(source, action, count)| (*source, *action, count.get(measure))).collect(),
            all: overview.all.get(measure),
        }
    }

    fn cell(&self, source: Source, action: Action) -> u32 {
        self.cells.iter().find(|cell| cell.0 == source && cell.1 == action).map_or(0, |cell| cell.2)
    }

    /// Shade of a number, 0 for none. The root spreads small numbers, which otherwise all look alike.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number from 1 to 6")]
    fn step(&self, count: u32) -> u8 {
        let most = self.cells.iter().map(|cell| cell.2).max().unwrap_or(1).max(1);
        if count == 0 { 0 } else { ((f64::from(count) / f64::from(most)).sqrt() * STEPS).ceil().clamp(1.0, STEPS) as u8 }
    }
}

/// Leads by source and action; every number is a button that leads to its leads.
#[component]
pub fn Matrix(
    /// The numbers.
    #[prop(into)]
    model: Signal<MatrixModel>,
    /// Its heading for those who do not see it.
    #[prop(into)]
    caption: Signal<String>,
    /// Called with the source and action of a picked number.
    #[prop(into)]
    on_pick: Option<Callback<(Option<Source>, Option<Action>)>>,
) -> impl IntoView {
    let head = move || model.with(|model| model.actions.iter().map(|(action, _)| action_head(*action)).list());
    let rows = move || model.with(|model| model.sources.iter().map(|(source, total)| row(model, *source, *total, on_pick)).list());
    let foot = move || {
        model.with(|model| {
            let total = |(action, count): &(Action, u32)| {
                let label = say!(chart.total_of, name = wording::action(*action), n = number(*count));
                view! { <td>{value(*count, label, (None, Some(*action)), on_pick)}</td> }
            };
            let all = value(model.all, say!(chart.total_of, name = say!(chart.all), n = number(model.all)), (None, None), on_pick);
            view! { {model.actions.iter().map(total).list()}<td class="matrix__total">{all}</td> }
        })
    };
    view! {
        <div class="frame" role="region" tabindex="0" aria-label=say!(chart.frame)>
            <table class="matrix">
                <caption class="visually-hidden">{live(move || caption.get())}</caption>
                <thead>
                    <tr><td class="matrix__corner"></td>{part(head)}<th scope="col" class="matrix__total">{say!(chart.all)}</th></tr>
                </thead>
                <tbody>{part(rows)}</tbody>
                <tfoot><tr><th scope="row">{say!(chart.all)}</th>{part(foot)}</tr></tfoot>
            </table>
        </div>
    }
}

fn action_head(action: Action) -> impl IntoView {
    let code = wording::action(action);
    view! {
        <th scope="col">
            <span class="matrix__code">
                {code.clone()}
                <Explain
                    id=format!("explain-action-{}", action.as_str())
                    label=say!(chart.explain, name = code.clone())
                    heading=code
                    text=wording::action_why(action)
                />
            </span>
            <span class="matrix__short">{wording::action_short(action)}</span>
        </th>
    }
}

fn row(
    model: &MatrixModel,
    source: Source,
    total: u32,
    on_pick: Option<Callback<(Option<Source>, Option<Action>)>>,
) -> impl IntoView + use<> {
    let name = wording::source(source);
    let cells = model.actions.iter().map(|(action, _)| {
        let count = model.cell(source, *action);
        let label = say!(chart.cell, source = name.clone(), action = wording::action(*action), n = number(count));
        view! { <td class=format!("matrix__cell matrix__cell--{}", model.step(count))>{value(count, label, (Some(source), Some(*action)), on_pick)}</td> }
    });
    let label = say!(chart.total_of, name = name.clone(), n = number(total));
    let total = value(total, label, (Some(source), None), on_pick);
    view! {
        <tr>
            <th scope="row">
                <span class="matrix__source">
                    <span class=format!("key key--{}", source.as_str()) aria-hidden="true"></span>
                    {name.clone()}
                    <Explain
                        id=format!("explain-source-{}", source.as_str())
                        label=say!(chart.explain, name = name.clone())
                        heading=name.clone()
                        text=wording::source_why(source)
                    />
                </span>
            </th>
            {cells.list()}
            <td class="matrix__total">{total}</td>
        </tr>
    }
}

fn value(
    count: u32,
    label: String,
    pick: (Option<Source>, Option<Action>),
    on_pick: Option<Callback<(Option<Source>, Option<Action>)>>,
) -> AnyView {
    match on_pick {
        Some(on_pick) if count > 0 => {
            view! { <button type="button" class="matrix__button number" aria-label=label on:click=handler(move |_| on_pick.run(pick))>{number(count)}</button> }
                .into_any()
        }
        _ => view! { <span class="matrix__number number">{if count == 0 { "·".to_owned() } else { number(count) }}</span> }.into_any(),
    }
}
