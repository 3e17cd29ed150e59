//! Numbers over time as stacked columns, with the same numbers as a table.

use leadlens_view::view;
use leptos::prelude::*;

use super::dynamic::{List, part};
use crate::app::memo::Signal;
use crate::app::wording;
use crate::engine::leads::Source;
use crate::engine::report::{Measure, Period, Timeline};
use crate::i18n::{number, period, say};

/// Height of the drawing, width of a column and the gap beside it, in units of the drawing: whole numbers, because writing an `f64` costs
/// the page five kilobytes.
const HEIGHT: u64 = 10_000;
const WIDTH: u64 = 100;
const GAP: u64 = 12;

/// First day, all, and each source of a period.
type Bucket = (i32, u32, Vec<(Source, u32)>);

/// The columns of a timeline in one measure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColumnsModel {
    /// Length of a bucket.
    pub period: Period,
    buckets: Vec<Bucket>,
    sources: Vec<Source>,
}

impl ColumnsModel {
    /// The columns of a timeline.
    pub fn new(timeline: &Timeline, measure: Measure) -> Self {
        let in_measure = |counts: &[(Source, crate::engine::report::Count)]| {
            counts.iter().map(|(source, count)| (*source, count.get(measure))).collect::<Vec<_>>()
        };
        let buckets: Vec<_> =
            timeline.buckets.iter().map(|bucket| (bucket.start, bucket.count.get(measure), in_measure(&bucket.sources))).collect();
        let occurs = |source: &Source| buckets.iter().any(|bucket| bucket.2.iter().any(|(other, count)| other == source && *count > 0));
        let sources = Source::ALL.into_iter().filter(occurs).collect();
        Self { period: timeline.period, buckets, sources }
    }

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.buckets.is_empty()
    }

    /// Height of the drawing: the tallest stack (sources share people, so a stack may be taller than its total), rounded up.
    fn top(&self) -> u32 {
        let stack = |bucket: &Bucket| bucket.2.iter().map(|(_, count)| count).sum::<u32>();
        let most = self.buckets.iter().map(stack).max().unwrap_or(0).max(1);
        let unit = 10_u32.pow(most.ilog10());
        [1, 2, 4, 5, 10].into_iter().map(|step| step * unit).find(|top| *top >= most).unwrap_or(most).max(2)
    }
}

/// Columns over time, stacked by source.
#[component]
pub fn Columns(
    /// The numbers.
    #[prop(into)]
    model: Signal<ColumnsModel>,
    /// What it shows, for those who do not see it.
    #[prop(into)]
    caption: Signal<String>,
) -> impl IntoView {
    let legend = move || model.with(|model| model.sources.iter().map(|source| legend_entry(*source)).list());
    view! {
        <ul class="legend">{part(legend)}</ul>
        <div class="columns">
            {part(move || model.with(axis))}
            {part(move || model.with(|model| drawing(model, caption.get())))}
            {part(move || model.with(dates))}
        </div>
        <details class="twin">
            <summary>{say!(chart.as_table)}</summary>
            {part(move || model.with(|model| twin(model, caption.get())))}
        </details>
    }
}

fn legend_entry(source: Source) -> impl IntoView {
    view! { <li class="legend__entry"><span class=format!("key key--{}", source.as_str()) aria-hidden="true"></span>{wording::source(source)}</li> }
}

fn axis(model: &ColumnsModel) -> impl IntoView + use<> {
    let top = model.top();
    view! { <div class="columns__axis number" aria-hidden="true"><span>{number(top)}</span><span>{number(top / 2)}</span><span>"0"</span></div> }
}

fn drawing(model: &ColumnsModel, caption: String) -> impl IntoView + use<> {
    let top = u64::from(model.top());
    let (period_of, width) = (model.period, model.buckets.len().max(1));
    let stacks = model.buckets.iter().zip(0_u64..).map(|((start, total, sources), index)| {
        let mut below = 0;
        let parts = sources
            .iter()
            .map(|(source, count)| {
                let height = u64::from(*count) * HEIGHT / top;
                below += height;
                let fill = (*source == Source::None).then_some("url(#hatch)");
                view! {
                    <rect class=format!("series series--{}", source.as_str()) fill=fill x=numeral(index * WIDTH + GAP) y=numeral(HEIGHT.saturating_sub(below)) width=numeral(WIDTH - 2 * GAP) height=numeral(height)></rect>
                }
            })
            .list();
        let title = format!("{}: {}", period(period_of, *start), number(*total));
        view! { <g><title>{title}</title><rect class="columns__hit" x=numeral(index * WIDTH) y="0" width=numeral(WIDTH) height=numeral(HEIGHT)></rect>{parts}</g> }
    });
    view! {
        <svg class="columns__drawing" role="img" aria-label=caption viewBox=format!("0 0 {} {HEIGHT}", width as u64 * WIDTH) preserveAspectRatio="none">
            <defs>
                <pattern id="hatch" width="20" height="400" patternUnits="userSpaceOnUse">
                    <rect class="hatch__ground" width="20" height="400"></rect>
                    <rect class="hatch__line" width="20" height="200"></rect>
                </pattern>
            </defs>
            {stacks.list()}
        </svg>
    }
}

fn numeral(number: u64) -> String {
    number.to_string()
}

fn dates(model: &ColumnsModel) -> impl IntoView + use<> {
    let buckets = &model.buckets;
    let shown: Vec<String> = [0, buckets.len() / 2, buckets.len().saturating_sub(1)]
        .into_iter()
        .filter_map(|index| buckets.get(index).map(|bucket| period(model.period, bucket.0)))
        .collect();
    let mut shown = shown;
    shown.dedup();
    view! { <div class="columns__dates" aria-hidden="true">{shown.into_iter().map(|date| view! { <span>{date}</span> }).list()}</div> }
}

fn twin(model: &ColumnsModel, caption: String) -> impl IntoView + use<> {
    let head = model.sources.iter().map(|source| view! { <th scope="col" class="number">{wording::source(*source)}</th> });
    let rows = model.buckets.iter().map(|(start, total, counts)| {
        let cells = model.sources.iter().map(|source| {
            let count = counts.iter().find(|(other, _)| other == source).map_or(0, |(_, count)| *count);
            view! { <td class="number">{number(count)}</td> }
        });
        view! { <tr><th scope="row">{period(model.period, *start)}</th>{cells.list()}<td class="number">{number(*total)}</td></tr> }
    });
    let label = caption.clone();
    view! {
        <div class="frame" role="region" tabindex="0" aria-label=label>
            <table class="table">
                <caption class="visually-hidden">{caption}</caption>
                <thead><tr><th scope="col">{say!(chart.period)}</th>{head.list()}<th scope="col" class="number">{say!(chart.all)}</th></tr></thead>
                <tbody>{rows.list()}</tbody>
            </table>
        </div>
    }
}
