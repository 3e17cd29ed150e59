//! Picture of the paths that people go, from first to latest.

mod flow;
mod model;

use std::sync::Arc;

use leptos::prelude::*;

use super::context::OverviewContext;
use crate::app::actions::Actions;
use crate::app::components::{Figure, RankingModel, figure, ranking};
use crate::app::memo::memo;
use crate::app::state::AppState;
use crate::app::wording;
use crate::i18n::t;
use leadlens_engine::report::{Facet, Measure, Overview};
pub(super) use model::Paths;

/// The paths of people as a picture and as a list; nothing in a summary, which has none.
pub(super) fn paths(context: OverviewContext) -> AnyView {
    let store = context.store;
    if store.state.with_untracked(AppState::is_summary) {
        return ().into_any();
    }
    // People go paths: leads are counted as their people.
    let measure = memo(move || match context.measure.get() {
        Measure::Leads => Measure::People,
        other => other,
    });
    let whole = memo(move || store.whole_overview());
    let paths = memo(move || {
        let now = |overview: &Overview| {
            whole.with(|whole| Paths::new(whole.as_ref().map_or(&overview.paths, |whole| &whole.0.paths), &overview.paths, measure.get()))
        };
        store.of_overview(now)
    });
    let picked = memo(move || store.view.with(|view| view.filter.values(Facet::Path, false).to_vec()));
    let scope = move || {
        let more = if measure.get() == Measure::Companies { t!(paths.companies) } else { String::new() };
        format!("{} · {} {more}", wording::measure(measure.get()), t!(paths.scope))
    };
    let has_several = move || paths.with(|paths| !paths.several.is_empty());
    let ranked = memo(move || paths.with(|paths| context.filter.with(|filter| paths.ranking(filter))));
    let title = Signal::derive(|| t!(paths.title));
    let body = view! {
        <Show when=has_several>{flow::drawn(paths, picked)}</Show>
        {ranking(ranked.into(), title, context.on_pick)}
    };
    let frame = Figure {
        name: "paths",
        class: "panel--half panel--tall paths",
        title,
        scope: Signal::derive(scope),
        heading: context.heading(title),
        table: Signal::derive(move || ranked.with(RankingModel::table)),
        is_table: true,
        scene: Arc::new(move |width| {
            // Steps lead somewhere only where there are several; else the list is the picture.
            if paths.with_untracked(|paths| paths.several.is_empty()) {
                ranked.with_untracked(|ranked| ranked.scene(width))
            } else {
                paths.with_untracked(|paths| paths.flow(width, &picked.get_untracked()).scene)
            }
        }),
    };
    figure(frame, ().into_any(), body.into_any())
}

/// Picks these paths in place of those that are picked, or none where they are picked already.
fn pick(actions: Actions, values: Vec<String>) {
    actions.pick(move |filter| {
        let is_picked = filter.values(Facet::Path, false) == values;
        filter.set(Facet::Path, if is_picked { Vec::new() } else { values.clone() }, false);
    });
}
