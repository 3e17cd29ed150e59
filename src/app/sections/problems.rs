//! Problems of the records, one by one.

use leptos::prelude::*;

use super::lead_detail::LeadDetail;
use crate::app::actions::Actions;
use crate::app::components::Pager;
use crate::app::memo::memo;
use crate::app::state::LIST_PAGE;
use crate::app::store::AppStore;
use crate::app::wording;
use crate::i18n::{number, t, t_plural};
use crate::protocol::ExportKind;
use leadlens_engine::export::{ExportList, ExportRequest, ListRequest};
use leadlens_engine::report::{Facet, LeadFilter, ProblemRow};

/// Kinds of problems as a filter, and the problems themselves.
#[component]
pub fn Problems() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let page = memo(move || store.state.with(|state| state.problems.page.clone()));
    let offset = Signal::derive(move || store.state.with(|state| state.problems.offset));
    let total = Signal::derive(move || page.with(|page| page.as_ref().map_or(0, |page| page.total)));
    let rows = move || page.get().map(|page| page.rows.into_iter().map(|row| view! { <Problem row=row /> }).collect_view());
    let is_empty = move || page.with(|page| page.as_ref().is_some_and(|page| page.rows.is_empty()));
    view! {
        <div class="split split--detail">
            <section class="split__list">
                <Kinds />
                <Show when=move || !is_empty() fallback=|| view! { <p class="empty">{t!(problems.none)}</p> }>
                    <div class="frame" role="region" tabindex="0" aria-label=t!(problems.title)>
                        <table class="table problems">
                            <thead>
                                <tr>
                                    <th scope="col">{t!(problems.kind)}</th>
                                    <th scope="col">{t!(problems.place_head)}</th>
                                    <th scope="col">{t!(problems.value)}</th>
                                    <th scope="col"><span class="visually-hidden">{t!(problems.show_lead)}</span></th>
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                </Show>
                <Pager offset=offset page=LIST_PAGE total=total on_turn=move |offset| actions.problems_from(offset) />
            </section>
            <LeadDetail />
        </div>
    }
}

/// One button a kind, with how many there are.
#[component]
fn Kinds() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let kinds = memo(move || store.state.with(|state| state.problems.page.as_ref().map(|page| page.kinds.clone()).unwrap_or_default()));
    let chosen = memo(move || store.state.with(|state| state.problems.kind));
    let entry = move |kind, word: String, count: u32| {
        view! {
            <button type="button" class="chip chip--button" aria-pressed=move || (chosen.get() == kind).to_string() on:click=move |_| actions.problems_of(kind)>
                {word}<span class="number">{number(count)}</span>
            </button>
        }
    };
    let has_leads = move || chosen.get().is_some_and(|kind| !kind.skips());
    let list = move || {
        if let Some(kind) = chosen.get_untracked() {
            actions.list_with(Facet::Problem, kind.as_str());
        }
    };
    let filter = memo(move || store.view.with(|view| view.filter.clone()));
    let is_narrow = move || filter.with(|filter| !filter.is_empty());
    let save = move |filter: LeadFilter| {
        let list = ExportList::Problems(chosen.get_untracked());
        let lists = vec![ListRequest::plain(list, list.columns())];
        let request = ExportRequest { lists, filter, ..ExportRequest::default() };
        actions.export(ExportKind::Lists(Box::new(request)), t!(problems.file_name));
    };
    let save_word = move || if is_narrow() { t!(problems.save_filtered) } else { t!(problems.save) };
    let all = move || kinds.with(|kinds| kinds.iter().map(|kind| kind.1).sum::<u32>());
    view! {
        <div class="kinds">
            {move || (all() > 0).then(|| entry(None, t!(problems.all), all()))}
            {move || kinds.get().into_iter().map(|(kind, count)| entry(Some(kind), wording::problem(kind), count)).collect_view()}
        </div>
        <p class="panel__scope">{move || chosen.get().map(wording::problem_why)}</p>
        <div class="dialog__actions">
            <Show when=has_leads><button type="button" class="button" on:click=move |_| list()>{t!(problems.list_leads)}</button></Show>
            <Show when=move || { all() > 0 }><button type="button" class="button" on:click=move |_| save(filter.get_untracked())>{save_word}</button></Show>
            <Show when=is_narrow><button type="button" class="button" on:click=move |_| save(LeadFilter::default())>{t!(problems.save_all)}</button></Show>
        </div>
    }
}

/// One problem: what, where, why, and the text as it stands.
#[component]
fn Problem(row: ProblemRow) -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let file = store.source_name(row.file);
    let record = number(row.record);
    let place = if row.column.is_empty() {
        t!(problems.place, file = file, record = record)
    } else {
        t!(problems.place_column, file = file, record = record, column = row.column)
    };
    let unknown = row.unknown.clone();
    let others = (row.records > 1).then(|| {
        let count = row.records - 1;
        view! { " "<span class="muted number">{t_plural!(count, problems.records_more, n = number(count))}</span> }
    });
    let list = move |_| match unknown.as_str() {
        "" => actions.list_with(Facet::Problem, row.kind.as_str()),
        name => actions.list_with(Facet::Unknown, name),
    };
    let link = match row.lead {
        Some(_) if row.records > 1 => {
            view! { <button type="button" class="link" on:click=list>{t!(problems.list_leads)}</button> }.into_any()
        }
        Some(lead) => {
            view! { <button type="button" class="link" on:click=move |_| actions.open_lead_number(lead)>{t!(problems.show_lead)}</button> }
                .into_any()
        }
        None => view! { <span class="muted">{t!(problems.skipped)}</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row"><span class="problems__kind">{wording::problem(row.kind)}</span><span class="problems__why">{wording::problem_why(row.kind)}</span></th>
            <td><button type="button" class="link" on:click=move |_| actions.open_record(row.file, row.record)>{place}</button>{others}</td>
            <td><code class="problems__value">{row.value}</code></td>
            <td>{link}</td>
        </tr>
    }
}
