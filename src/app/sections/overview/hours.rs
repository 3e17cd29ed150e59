//! Weekday × hour.

use std::sync::Arc;

use leptos::prelude::*;

use super::context::OverviewContext;
use super::words::label;
use crate::app::components::{Figure, HeatHead, HeatLine, HeatModel, HeatNumber, Pick, PickState, figure, heat_table};
use crate::app::memo::memo;
use crate::app::wording;
use crate::i18n::{number, t, weekday};
use leadlens_chart::heat_step;
use leadlens_engine::report::{Count, Facet, LeadFilter, Measure, Overview};

/// Numbers from here on are too wide for their cell.
const TOO_WIDE: u32 = 1000;

/// The picture of weekdays and hours, where a time of day is known.
pub(super) fn hours(context: OverviewContext) -> AnyView {
    let has_hours = memo(move || context.store.of_overview(|overview| !overview.hours.is_empty()));
    (move || has_hours.get().then(|| picture(context))).into_any()
}

fn picture(context: OverviewContext) -> AnyView {
    let model = context.model(model);
    let title = Signal::derive(move || t!(chart.hours, unit = context.unit.get()));
    let frame = Figure {
        name: "hours",
        class: "panel--full",
        title,
        scope: Signal::derive(|| t!(chart.hours_scope)),
        heading: context.heading(title),
        table: Signal::derive(move || model.with(|model| model.table(t!(chart.weekday)))),
        is_table: true,
        scene: Arc::new(move |width| model.with_untracked(|model| model.scene(width))),
    };
    let only = memo(move || model.with(only));
    let body = move || match only.get() {
        Some(label) => view! { <p>{label}</p> }.into_any(),
        None => heat_table(model.into(), title, context.on_pick),
    };
    figure(frame, ().into_any(), body.into_any())
}

/// Returns the label of the only number of a picture, which is then told in a line; `None` where there are several.
fn only(model: &HeatModel) -> Option<String> {
    let mut numbers = model.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.plain != "0");
    let first = numbers.next()?;
    numbers.next().is_none().then(|| first.label.clone())
}

/// The numbers of weekdays and hours, in words.
pub(super) fn model(overview: &Overview, measure: Measure, filter: &LeadFilter) -> HeatModel {
    let find =
        |day: u8, hour: u8| overview.hours.iter().find(|slot| slot.0 == day && slot.1 == hour).map_or_else(Count::default, |slot| slot.2);
    let most = overview.hours.iter().map(|slot| slot.2.get(measure)).max().unwrap_or(0);
    let state = |facet: Facet, value: &str| PickState::of(filter, facet, value);
    let cell = |day: u8, hour: u8| {
        let count = find(day, hour);
        let shown = count.get(measure);
        let value = format!("{}-{hour}", day + 1);
        let own = state(Facet::Slot, &value);
        HeatNumber {
            text: if shown == 0 || most >= TOO_WIDE { String::new() } else { number(shown) },
            plain: shown.to_string(),
            label: label(wording::facet::value(Facet::Slot, &value), count, measure),
            step: Some(heat_step(shown, most)),
            pick: (shown > 0 || matches!(own, PickState::Picked | PickState::LeftOut)).then(|| Pick::value(Facet::Slot, &value)),
            state: own.within(state(Facet::Weekday, &(day + 1).to_string())).within(state(Facet::Hour, &hour.to_string())),
            ..HeatNumber::default()
        }
    };
    let column = |hour: u8| HeatHead {
        name: hour.to_string(),
        label: wording::facet::hour(hour),
        pick: Some(Pick::value(Facet::Hour, &hour.to_string())),
        state: state(Facet::Hour, &hour.to_string()),
        ..HeatHead::default()
    };
    let row = |day: u8| {
        let value = (day + 1).to_string();
        HeatLine {
            head: HeatHead {
                name: weekday(day),
                pick: Some(Pick::value(Facet::Weekday, &value)),
                state: state(Facet::Weekday, &value),
                ..HeatHead::default()
            },
            cells: (0..24).map(|hour| cell(day, hour)).collect(),
        }
    };
    HeatModel { class: "heat--compact", columns: (0..24).map(column).collect(), rows: (0..7).map(row).collect(), ..HeatModel::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_stands_in_its_day_and_hour() {
        let count = |leads| Count { leads, people: leads, companies: 1, ..Count::default() };
        let overview = Overview { hours: vec![(0, 9, count(3)), (6, 23, count(12))], ..Overview::default() };
        let numbers = model(&overview, Measure::Leads, &LeadFilter::only(Facet::Hour, "9"));
        let pick = |slot| Some(Pick::value(Facet::Slot, slot));
        assert_eq!((numbers.rows.len(), numbers.columns.len()), (7, 24));
        let (monday, sunday) = (&numbers.rows[0].cells[9], &numbers.rows[6].cells[23]);
        assert_eq!((monday.text.as_str(), monday.pick.clone(), monday.state), ("3", pick("1-9"), PickState::Plain));
        assert_eq!((sunday.text.as_str(), sunday.pick.clone(), sunday.state), ("12", pick("7-23"), PickState::Faded));
        assert_eq!(only(&numbers), None);
        let overview = Overview { hours: vec![(0, 9, count(1000))], ..Overview::default() };
        let single = model(&overview, Measure::Leads, &LeadFilter::default());
        assert_eq!((single.rows[0].cells[9].text.as_str(), only(&single).is_some()), ("", true));
    }
}
