//! All leads that are picked: a table of any length, and the open lead.

mod columns;
mod copy;
mod heads;
mod rows;
mod table;

use leptos::html;
use leptos::prelude::*;

pub(super) use self::rows::{marks, short_date};
use super::lead_detail::LeadDetail;
use crate::app::actions::Actions;
use crate::app::lead_window::LeadWindow;
use crate::app::memo::memo;
use crate::app::scroll::Scroll;
use crate::app::state::columns::{ColumnSet, LeadColumn};
use crate::app::state::cursor::{Cursor, CursorStep, Extent, GridCell};
use crate::app::store::AppStore;
use crate::app::{effects, memory};
use crate::i18n::{number, t, t_plural};
use crate::platform::document;
use leadlens_engine::report::{Facet, LeadFilter, LeadFlag};

/// State that the parts of the table share.
#[derive(Clone, Copy)]
struct Table {
    store: AppStore,
    actions: Actions,
    frame: NodeRef<html::Div>,
    /// Leads that are listed.
    total: Memo<u32>,
    columns: RwSignal<ColumnSet>,
    /// The columns shown.
    shown: Memo<Vec<LeadColumn>>,
    cursor: RwSignal<Cursor>,
    /// The open lead.
    open: Memo<Option<u32>>,
    /// Height of the frame, and how far it is scrolled.
    view_port: RwSignal<(f64, f64)>,
    scroll: Memo<Scroll>,
    /// First row that is drawn.
    from: Memo<u32>,
    /// The row whose lead is to be shown once it is held.
    wanted: RwSignal<Option<u32>>,
    /// Rows and columns to be copied once they are held; `None` where nothing is to be copied.
    copying: RwSignal<Option<copy::Area>>,
    /// Outcome of the last action, in words; empty where there is none.
    status: RwSignal<String>,
}

impl Table {
    fn new() -> Self {
        let (store, actions) = (AppStore::expect(), Actions::expect());
        let total = memo(move || store.leads.with(|leads| leads.total().unwrap_or(0)));
        let columns = RwSignal::new(memory::recall_columns());
        let view_port = RwSignal::new((600.0, 0.0));
        let scroll = memo(move || Scroll::new(total.get(), view_port.get().0));
        Self {
            store,
            actions,
            frame: NodeRef::new(),
            total,
            columns,
            shown: memo(move || columns.with(ColumnSet::shown)),
            cursor: RwSignal::new(Cursor::default()),
            open: memo(move || store.state.with(|state| state.lead.number)),
            view_port,
            scroll,
            from: memo(move || scroll.get().drawn_from(scroll.get().window(view_port.get().1).0)),
            wanted: RwSignal::new(None),
            copying: RwSignal::new(None),
            status: RwSignal::new(String::new()),
        }
    }

    fn extent(self) -> Extent {
        let columns = u32::try_from(self.shown.with_untracked(Vec::len)).unwrap_or_default();
        Extent { rows: self.total.get_untracked(), columns, page: self.scroll.get_untracked().rows_on_screen().saturating_sub(1) }
    }

    /// Notes what is on screen and queries the rows that are to be drawn.
    fn measure_rows(self) {
        if let Some(frame) = self.frame.get_untracked() {
            let seen = document::scroll_window(&frame);
            if self.view_port.get_untracked() != seen {
                self.view_port.set(seen);
            }
        }
        let (from, drawn) = (self.from.get_untracked(), self.scroll.get_untracked().drawn());
        self.actions.set_on_screen(from, (from + drawn).min(self.total.get_untracked().saturating_sub(1)));
    }

    /// Goes to a cell, which comes into view.
    fn go(self, cursor: Cursor) {
        self.cursor.set(cursor);
        self.status.set(String::new());
        if let Some(frame) = self.frame.get_untracked() {
            let (height, top) = document::scroll_window(&frame);
            if let Some(top) = Scroll::new(self.total.get_untracked(), height).reveal(cursor.at.row, top) {
                document::scroll_to(&frame, top);
            }
        }
        self.measure_rows();
        effects::reveal_across(self.frame, &cell_id(cursor.at));
    }

    fn step(self, step: CursorStep, extends: bool) {
        self.go(self.cursor.get_untracked().go(step, extends, self.extent()));
    }

    /// Shows the lead after the one at the cursor, or before it.
    fn open_next(self, is_forth: bool) {
        self.step(if is_forth { CursorStep::Down } else { CursorStep::Up }, false);
        self.wanted.set(Some(self.cursor.get_untracked().at.row));
    }
}

/// The id of a cell that is drawn.
fn cell_id(cell: GridCell) -> String {
    format!("cell-{}-{}", cell.row, cell.column)
}

/// All leads that are picked.
#[component]
pub fn Leads() -> impl IntoView {
    let table = Table::new();
    let Table { store, actions, .. } = table;
    Effect::new(move |_| table.columns.with(memory::remember_columns));
    Effect::new(move |_| {
        let row = table.wanted.get().and_then(|index| store.leads.with(|leads| leads.row(index).cloned()));
        if let Some(row) = row {
            table.wanted.set(None);
            actions.open_lead(&row);
        }
    });
    copy::copy_when_held(&table);
    view! {
        <div class="split split--detail">
            <div class="split__list">
                <Comparing />
                {tools(&table)}
                {table::grid(&table)}
                {empty(&table)}
            </div>
            <LeadDetail on_step=Callback::new(move |is_forth| table.open_next(is_forth)) />
        </div>
    }
}

/// The lead that waits for another to be compared with.
#[component]
fn Comparing() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let name = memo(move || store.state.with(|state| state.comparing.as_ref().map(|(_, name)| name.clone())));
    let stop = move |_| {
        actions.stop_comparing();
        effects::focus_soon(".grid");
    };
    let word = move || name.get().map(|name| t!(pair.comparing, name = name));
    view! {
        <div class="comparing" data-on=move || name.with(Option::is_some).to_string()>
            <p role="status">{word}</p>
            <Show when=move || name.with(Option::is_some)><button type="button" class="button" on:click=stop>{t!(pair.stop)}</button></Show>
        </div>
    }
}

/// Columns, copying, and the test leads that are left out.
fn tools(table: &Table) -> AnyView {
    let table = *table;
    let Table { store, actions, .. } = table;
    let is_open = RwSignal::new(false);
    let is_single = memo(move || table.cursor.get().is_single());
    let copy_word = move || if is_single.get() { t!(leads.copy_all) } else { t!(leads.copy) };
    let tests = memo(move || {
        let has_tests = store.view.with(|view| view.filter.has_tests());
        if has_tests { 0 } else { store.of_overview(|overview| overview.totals.test_leads) }
    });
    let left_out = move || t_plural!(tests.get(), leads.tests_out, n = number(tests.get()));
    let show = move |_| actions.toggle(Facet::Flag, LeadFlag::Test.as_str().to_owned(), false);
    view! {
        <div class="tools">
            <button type="button" class="button" on:click=move |_| is_open.set(true)>{t!(leads.columns)}</button>
            <button type="button" class="button" prop:disabled=move || table.total.get() == 0 on:click=move |_| copy::copy(&table, true)>{copy_word}</button>
            <p class="muted number" role="status">{move || copy::status(&table)}</p>
            <Show when=move || { tests.get() > 0 }>
                <p class="muted tools__tests">{left_out}" "<button type="button" class="link" on:click=show>{t!(leads.show_tests)}</button></p>
            </Show>
        </div>
        {columns::dialog(table.columns, is_open)}
    }
    .into_any()
}

/// Shows a note and a button that clears the filter in place of rows where there are none.
fn empty(table: &Table) -> AnyView {
    let table = *table;
    let busy = memo(move || table.store.leads.with(LeadWindow::is_busy));
    let is_empty = move || table.total.get() == 0 && !busy.get();
    let is_filtered = memo(move || table.store.view.with(|view| !view.filter.is_empty()));
    let clear = move |_| {
        table.actions.pick(|filter| *filter = LeadFilter::default());
        effects::focus_soon(".grid");
    };
    view! {
        <Show when=is_empty>
            <p class="empty">
                {t!(leads.none)}" "
                <button type="button" class="link" hidden=move || !is_filtered.get() on:click=clear>{t!(leads.clear)}</button>
            </p>
        </Show>
    }
    .into_any()
}
