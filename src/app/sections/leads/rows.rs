//! The rows of the table: slots that take other leads as the table scrolls.

use leptos::prelude::*;

use super::{Table, cell_id};
use crate::app::components::{Badge, BadgeKind};
use crate::app::lead_window::HeldRow;
use crate::app::memo::memo;
use crate::app::state::columns::LeadColumn;
use crate::app::state::cursor::GridCell;
use crate::app::store::AppStore;
use crate::app::wording;
use crate::i18n::{country, number, t};
use leadlens_engine::report::{LeadFlag, LeadRow};

/// Content of a slot.
#[derive(Clone, PartialEq)]
struct ShownRow {
    index: u32,
    /// Beyond the last lead nothing is shown.
    is_there: bool,
    /// The lead; `None` until it has come.
    row: Option<HeldRow>,
    is_open: bool,
    /// First and last column that are selected.
    selected: Option<(u32, u32)>,
    /// The column of the active cell.
    active: Option<u32>,
}

/// One slot. All that changes in it is written over in place: no element is made or taken away while the table scrolls.
pub(super) fn row(table: &Table, slot: u32) -> AnyView {
    let table = *table;
    let Table { store, total, cursor, open, from, shown: columns, .. } = table;
    let shown = memo(move || {
        let index = from.get() + slot;
        let row = store.leads.with(|leads| leads.row(index).cloned());
        let is_open = row.as_ref().is_some_and(|row| open.get() == Some(row.lead));
        let (selected, active) = cursor.get().of_row(index);
        ShownRow { index, is_there: index < total.get(), row, is_open, selected, active }
    });
    let line = move || {
        let shown = shown.get();
        let cells =
            columns.with(|columns| columns.iter().zip(0..).map(|(column, place)| cell(&shown, *column, place, store)).collect_view());
        let current = shown.is_open.then_some("true");
        let waits = shown.row.is_none().then_some("true");
        view! {
            <div class="grid__line" role="row" aria-rowindex=(shown.index + 2).to_string() aria-current=current data-waits=waits hidden=!shown.is_there>
                {cells}
            </div>
        }
    };
    line.into_any()
}

fn cell(shown: &ShownRow, column: LeadColumn, place: u32, store: AppStore) -> AnyView {
    let is_selected = shown.selected.is_some_and(|(first, last)| (first..=last).contains(&place));
    let is_active = shown.active == Some(place);
    let content = match &shown.row {
        None => ().into_any(),
        Some(row) if column == LeadColumn::Marks => marks(row).into_any(),
        Some(row) if column == LeadColumn::Source => {
            let key = format!("key key--{}", row.storefront.as_str());
            view! { <span class=key aria-hidden="true"></span>{text_of(column, row, store)} }.into_any()
        }
        Some(row) => text_of(column, row, store).into_any(),
    };
    // Only the active cell is named: a name for each would be as much work as its text.
    let id = is_active.then(|| cell_id(GridCell { row: shown.index, column: place }));
    view! {
        <div
            class="grid__cell" role="gridcell" id=id data-column=column.as_str() aria-colindex=(place + 1).to_string()
            aria-selected=is_selected.to_string() data-active=is_active.then_some("true")
        >
            {content}
        </div>
    }
    .into_any()
}

/// Returns the content of a cell, in words.
pub(super) fn text_of(column: LeadColumn, row: &LeadRow, store: AppStore) -> String {
    match column {
        LeadColumn::Name => row.name.clone(),
        LeadColumn::Email => row.email.clone(),
        LeadColumn::Phone => row.phone.clone(),
        LeadColumn::Company => row.company.clone(),
        LeadColumn::JobTitle => row.job_title.clone(),
        LeadColumn::Country => country(&row.country),
        LeadColumn::Source => wording::source(row.storefront),
        LeadColumn::Action => wording::action(row.action),
        LeadColumn::Offer => row.offer.clone(),
        LeadColumn::LeadSource => row.lead_source.clone(),
        LeadColumn::Status => row.status.clone(),
        LeadColumn::Owner => row.owner.clone(),
        LeadColumn::LeadId => row.lead_id.clone(),
        LeadColumn::Created => short_date(&row.created),
        LeadColumn::Description => row.description.clone(),
        LeadColumn::File => store.source_name(row.file),
        LeadColumn::Record => number(row.record),
        LeadColumn::Marks => marked(row).map(|(_, mark)| wording::mark(mark)).collect::<Vec<_>>().join(", "),
    }
}

/// The head of a column.
pub(super) fn word(column: LeadColumn) -> String {
    match column {
        LeadColumn::Name => t!(lead.name),
        LeadColumn::Email => t!(lead.email),
        LeadColumn::Phone => t!(lead.phone),
        LeadColumn::Company => t!(lead.company),
        LeadColumn::JobTitle => t!(lead.job_title),
        LeadColumn::Country => t!(lead.country),
        LeadColumn::Source => t!(lead.source),
        LeadColumn::Action => t!(lead.action),
        LeadColumn::Offer => t!(lead.offer),
        LeadColumn::LeadSource => t!(lead.lead_source),
        LeadColumn::Status => t!(role.status),
        LeadColumn::Owner => t!(role.owner),
        LeadColumn::LeadId => t!(role.lead_id),
        LeadColumn::Created => t!(lead.created),
        LeadColumn::Description => t!(lead.description),
        LeadColumn::File => t!(lead.file),
        LeadColumn::Record => t!(lead.record),
        LeadColumn::Marks => t!(lead.marks),
    }
}

/// Day and minute, without the zone.
pub(in crate::app::sections) fn short_date(created: &str) -> String {
    created.get(..16).unwrap_or(created).replace('T', " ")
}

fn marked(row: &LeadRow) -> impl Iterator<Item = (BadgeKind, LeadFlag)> + use<> {
    let marks = [
        (row.do_not_contact, BadgeKind::DoNotContact, LeadFlag::DoNotContact),
        (row.test, BadgeKind::Test, LeadFlag::Test),
        (row.problem, BadgeKind::Problem, LeadFlag::Problem),
    ];
    marks.into_iter().filter(|(is_set, ..)| *is_set).map(|(_, kind, mark)| (kind, mark))
}

/// The marks of a lead.
pub(in crate::app::sections) fn marks(row: &LeadRow) -> AnyView {
    marked(row).map(|(kind, mark)| view! { <Badge kind=kind word=wording::mark(mark) /> }).collect_view().into_any()
}
