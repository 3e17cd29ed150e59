//! The picture.

mod across;
mod companies;
mod completeness;
mod context;
mod countries;
mod hours;
mod matrix;
mod offers;
mod paths;
mod places;
mod sheet;
mod time;
mod unknown;
mod words;

pub(super) use context::span;
pub(super) use words::against;

use leptos::prelude::*;

use crate::app::effects;
use context::OverviewContext;

/// A panel of the overview.
type Panel = fn(OverviewContext) -> AnyView;

/// All panels, in the order in which they stand on the page and are mounted.
const PANELS: [Panel; 10] = [
    matrix::matrix,
    offers::offers,
    time::time,
    paths::paths,
    countries::countries,
    companies::companies,
    completeness::completeness,
    unknown::unknown,
    across::across,
    hours::hours,
];

/// Returns what writes the whole overview as one SVG file, as it is when it is called.
pub(super) fn as_picture() -> impl Fn() -> String + Copy + 'static {
    let context = OverviewContext::expect();
    move || sheet::sheet(context)
}

/// Leads by source, action, offer, time, country, company, field and hour, the unknown codes, and leads across files. The panels are mounted one by one: all of them
/// in one task would hold the page up for several times the 50 ms that a task may take.
#[component]
pub fn Overview() -> impl IntoView {
    let context = OverviewContext::expect();
    let mounted = effects::mount_one_by_one(PANELS.len(), context.store.is_drawn);
    let panels = PANELS.into_iter().enumerate().map(|(place, panel)| {
        view! { <Show when=move || { place < mounted.get() }>{panel(context)}</Show> }
    });
    view! {
        <div class="picture" aria-busy=move || (mounted.get() < PANELS.len()).to_string()>{panels.collect_view()}</div>
        <p class="picture__note">{context.basis()}</p>
    }
}
