//! The whole overview as one picture.

use leptos::prelude::*;

use super::context::OverviewContext;
use super::paths::Paths;
use super::time::sheet_panel;
use super::{companies, completeness, countries, matrix, offers};
use crate::app::components::{HeatModel, RankingModel};
use crate::app::state::AppState;
use crate::i18n::t;
use crate::platform::drawing;
use leadlens_chart::{SheetPanel, SheetSpan, write_sheet};
use leadlens_engine::report::{LeadFilter, Measure, Overview};

/// Rows of a ranking on the sheet.
const ROWS: usize = 10;

/// The overview as it is now, as an SVG file; a summary has neither paths nor companies.
pub(super) fn sheet(context: OverviewContext) -> String {
    untrack(move || {
        let unit = || context.unit.get();
        let axes = context.whole(matrix::Axes::of);
        let matrix = context.now(&|overview, measure, filter| matrix::model(overview, &axes, measure, filter));
        let panels = [
            heat(t!(chart.matrix, unit = unit()), &matrix),
            ranked(context, t!(chart.offers, unit = unit()), offers::model),
            sheet_panel(context),
            flow(context),
            ranked(context, t!(chart.countries, unit = unit()), countries::model),
            ranked(context, t!(chart.companies, unit = unit()), companies::company_model),
            heat(t!(chart.completeness), &context.now(&|overview, _, filter| completeness::model(overview, axes.sources(), filter))),
        ];
        let panels: Vec<SheetPanel> = panels.into_iter().flatten().collect();
        let heading = context.heading(Signal::stored(t!(print.title))).get();
        write_sheet(&panels, &drawing::colour, &heading)
    })
}

fn heat(title: String, model: &HeatModel) -> Option<SheetPanel> {
    (!model.rows.is_empty()).then(|| half(title, model.scene(SheetSpan::Half.width())))
}

fn half(title: String, scene: leadlens_chart::Scene) -> SheetPanel {
    SheetPanel { title, legend: Vec::new(), scene, span: SheetSpan::Half }
}

fn ranked(context: OverviewContext, title: String, build: fn(&Overview, Measure, &LeadFilter) -> RankingModel) -> Option<SheetPanel> {
    let mut model = context.now(&build);
    model.rows.truncate(ROWS);
    (!model.rows.is_empty()).then(|| half(title, model.scene(SheetSpan::Half.width())))
}

fn flow(context: OverviewContext) -> Option<SheetPanel> {
    let is_summary = context.store.state.with(AppState::is_summary);
    let paths = context.store.of_overview(|overview| Paths::new(&overview.paths, &overview.paths, Measure::People));
    let is_drawn = !is_summary && paths.has_several();
    is_drawn.then(|| half(t!(paths.title), paths.flow(SheetSpan::Half.width(), &[]).scene))
}
