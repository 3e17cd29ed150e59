//! One record as its file spells it.

use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::components::{Badge, BadgeKind, Dialog};
use crate::app::memo::memo;
use crate::app::store::AppStore;
use crate::app::wording;
use crate::i18n::{number, t};
use leadlens_engine::leads::ProblemKind;
use leadlens_engine::report::RecordDetail;

/// The dialog with one record, cell by cell, and what is wrong with it.
#[component]
pub fn Record() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let record = memo(move || store.state.with(|state| state.record.found.clone()));
    let open = Signal::derive(move || store.state.with(|state| state.record.number.is_some()));
    let content = move || record.get().map(|record| cells(&record, actions));
    view! {
        <Dialog open=open id="record-title" wide=true title=t!(record.title) on_close=move |()| actions.close_record()>{content}</Dialog>
    }
}

fn cells(record: &RecordDetail, actions: Actions) -> AnyView {
    let place = t!(problems.place, file = wording::source_name(&record.file_name), record = number(record.record));
    let whole = record.problems.iter().filter(|(_, column)| column.is_none()).map(|(kind, _)| badge(*kind)).collect_view();
    let lead = record.lead.map(|lead| {
        let on_click = move |_| {
            actions.close_record();
            actions.open_lead_number(lead);
        };
        view! { <button type="button" class="button" on:click=on_click>{t!(problems.show_lead)}</button> }
    });
    view! {
        <p>{place}" "{whole}</p>
        {raw_cells(record)}
        <div class="dialog__actions">{lead}</div>
    }
    .into_any()
}

fn badge(kind: ProblemKind) -> AnyView {
    view! { <Badge kind=BadgeKind::Problem word=wording::problem(kind) /> }.into_any()
}

/// The cells of a record under their headers, each with what is wrong with it.
pub(super) fn raw_cells(record: &RecordDetail) -> AnyView {
    let rows = record.cells.iter().zip(0_u16..).map(|((header, cell), index)| {
        let header = if header.is_empty() { t!(source.column_n, n = number(u32::from(index) + 1)) } else { header.clone() };
        let problems = record.problems.iter().filter(|(_, column)| *column == Some(index)).map(|(kind, _)| badge(*kind)).collect_view();
        view! { <tr><th scope="row">{header}</th><td class="record__cell"><code>{cell.clone()}</code>" "{problems}</td></tr> }
    });
    view! {
        <table class="table">
            <caption class="visually-hidden">{t!(record.title)}</caption>
            <thead><tr><th scope="col">{t!(source.column)}</th><th scope="col">{t!(problems.value)}</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        {record.is_cut.then(|| view! { <p class="muted">{t!(source.more_columns, n = number(RecordDetail::CELLS as u64))}</p> })}
    }
    .into_any()
}
