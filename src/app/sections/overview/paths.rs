//! Picture of the ways that people go, from first to latest.

mod flow;
mod model;

use std::sync::Arc;

use leptos::prelude::*;

use super::OverviewContext;
use crate::app::actions::Actions;
use crate::app::components::{Figure, RankingModel, figure, ranking};
use crate::app::memo::memo;
use crate::app::state::AppState;
use crate::app::wording;
use crate::i18n::say;
use leadlens_engine::report::{Facet, Measure};
use model::Ways;

/// The ways of people as a picture and as a list; nothing in a summary, which has none.
pub(super) fn paths(context: OverviewContext) -> AnyView {
    let (store, measure) = (context.store, context.measure);
    if store.state.with_untracked(AppState::is_summary) {
        return ().into_any();
    }
    let ways = memo(move || store.of_picture(|overview| Ways::new(&overview.paths, measure.get())));
    let picked = memo(move || store.view.with(|view| view.filter.values(Facet::Path, false).to_vec()));
    let scope = move || {
        let more = if measure.get() == Measure::Companies { say!(paths.companies) } else { String::new() };
        format!("{} · {} {more}", wording::measure(measure.get()), say!(paths.scope))
    };
    let has_several = move || ways.with(|ways| !ways.several.is_empty());
    let ranked = memo(move || ways.with(|ways| context.filter.with(|filter| ways.ranking(filter))));
    let title = Signal::derive(|| say!(paths.title));
    let body = view! {
        <Show when=has_several>{flow::drawn(ways, picked)}</Show>
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
            if ways.with_untracked(|ways| ways.several.is_empty()) {
                ranked.with_untracked(|ranked| ranked.scene(width))
            } else {
                ways.with_untracked(|ways| ways.flow(width, &picked.get_untracked()).scene)
            }
        }),
    };
    figure(frame, ().into_any(), body.into_any())
}

/// Picks these ways in place of those that are picked, or none where they are picked already.
fn pick(actions: Actions, names: &[String]) {
    actions.pick(|filter| {
        let is_picked = {
            let picked = filter.values(Facet::Path, false);
            picked.len() == names.len() && names.iter().all(|name| picked.contains(name))
        };
        filter.set(Facet::Path, if is_picked { Vec::new() } else { names.to_vec() }, false);
    });
}
