//! Leads of one open file that are not in another, or there with other values.

use leptos::prelude::*;

use super::context::OverviewContext;
use crate::app::actions::Actions;
use crate::app::memo::memo;
use crate::app::state::SharedOverview;
use crate::app::wording::facet;
use crate::i18n::{number, t};
use leadlens_engine::report::{CrossFile, CrossFileCounts, Facet};

/// For each file the leads of the others by their relation to it, each number a filter; nothing where a single file is open.
pub(super) fn across(context: OverviewContext) -> AnyView {
    let whole = memo(move || context.store.whole_overview());
    let counts = move || {
        let counts = |overview: &SharedOverview| overview.0.sources.iter().filter_map(|source| source.across.clone()).collect::<Vec<_>>();
        whole.with(|whole| whole.as_ref().map(counts)).filter(|counts| !counts.is_empty())
    };
    (move || counts().map(|counts| panel(context, &counts))).into_any()
}

fn panel(context: OverviewContext, counts: &[CrossFileCounts]) -> AnyView {
    let head = CrossFile::ALL.map(|relation| view! { <th scope="col" class="number">{facet::cross_file_head(relation)}</th> });
    let row = |counts: &CrossFileCounts| {
        let cells =
            CrossFile::ALL.into_iter().zip(counts.leads).map(|(relation, leads)| cell(context, relation.value(&counts.file), leads));
        view! { <tr><th scope="row"><bdi>{facet::file_name(&counts.file)}</bdi></th>{cells.collect_view()}</tr> }
    };
    view! {
        <section class="panel panel--half" aria-labelledby="across-title">
            <div class="panel__head"><h2 class="panel__title" id="across-title">{t!(across.title)}</h2></div>
            <p class="panel__scope">{t!(across.scope)}</p>
            <div class="frame" role="region" tabindex="0" aria-label=t!(across.title)>
                <table class="table codes">
                    <thead><tr><th scope="col">{t!(across.looked_up)}</th>{head.into_iter().collect_view()}</tr></thead>
                    <tbody>{counts.iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// A number of leads, which picks them.
fn cell(context: OverviewContext, value: String, leads: u32) -> AnyView {
    let count = number(leads);
    if leads == 0 {
        return view! { <td class="number">{count}</td> }.into_any();
    }
    let actions = Actions::expect();
    let label = format!("{}: {count}", facet::value(Facet::CrossFile, &value));
    let picked = value.clone();
    let is_on = memo(move || context.filter.with(|filter| filter.has(Facet::CrossFile, &picked, false)));
    view! {
        <td class="number">
            <button type="button" class="link" aria-label=label aria-pressed=move || is_on.get().to_string() on:click=move |_| actions.toggle(Facet::CrossFile, value.clone(), false)>{count}</button>
        </td>
    }
    .into_any()
}
