//! All leads that are picked: a table of any length.

use leadlens_view::view;
use leptos::html;
use leptos::prelude::*;

use super::lead_detail::LeadDetail;
use crate::app::actions::Actions;
use crate::app::components::dynamic::{List, handler, live, part};
use crate::app::components::{Badge, BadgeKind, Show};
use crate::app::effects;
use crate::app::memo::Memo;
use crate::app::scroll::{Scroll, pixels};
use crate::app::store::AppStore;
use crate::app::wording;
use crate::engine::report::{LeadRow, SortKey};
use crate::i18n::say;
use crate::platform::document;

/// Rows drawn above and below what is on screen.
const MARGIN: u32 = 6;

/// All leads that are picked.
#[component]
pub fn Leads() -> impl IntoView {
    view! {
        <div class="split split--detail">
            <div class="split__list">
                <Comparing />
                <LeadTable />
            </div>
            <LeadDetail />
        </div>
    }
}

/// The lead that waits for another to be compared with.
#[component]
fn Comparing() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let name = Memo::new(move || store.state.with(|state| state.comparing.as_ref().map(|(_, name)| name.clone())));
    let stop = move |_| {
        actions.stop_comparing();
        effects::focus_soon(".grid");
    };
    let word = move || name.get().map(|name| say!(pair.comparing, name = name));
    view! {
        <div class="comparing" data-on=live(move || name.with(Option::is_some).to_string())>
            <p role="status">{live(word)}</p>
            <Show when=move || name.with(Option::is_some)><button type="button" class="button" on:click=handler(stop)>{say!(pair.stop)}</button></Show>
        </div>
    }
}

/// The columns of the table with what they are sorted by.
fn columns() -> [(SortKey, String); 8] {
    [
        (SortKey::Name, say!(lead.name)),
        (SortKey::Email, say!(lead.email)),
        (SortKey::Company, say!(lead.company)),
        (SortKey::Country, say!(lead.country)),
        (SortKey::Source, say!(lead.source)),
        (SortKey::Action, say!(lead.action)),
        (SortKey::Offer, say!(lead.offer)),
        (SortKey::Created, say!(lead.created)),
    ]
}

/// The table: only the rows on screen exist, whatever its length.
#[component]
fn LeadTable() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let frame = NodeRef::<html::Div>::new();
    let total = Memo::new(move || store.leads.with(|leads| leads.total().unwrap_or(0)));
    let busy = Memo::new(move || store.leads.with(super::super::lead_window::LeadWindow::is_busy));
    let view_port = RwSignal::new((600.0, 0.0));
    let active = RwSignal::new(0_u32);
    let scroll = Memo::new(move || Scroll::new(total.get(), view_port.get().0));
    let window = Memo::new(move || scroll.get().window(view_port.get().1));
    let look = move || {
        if let Some(frame) = frame.get_untracked() {
            view_port.set(document::scroll_window(&frame));
        }
        let (first, last) = window.get_untracked();
        actions.look_at(first, last);
    };
    effects::measure_soon(look);
    // Another list starts at its first row.
    let asked = Memo::new(move || store.view.with(|view| (view.filter.clone(), view.sort.clone())));
    effects::back_to_top(asked, frame);
    let go = move |to: u32| {
        let to = to.min(total.get_untracked().saturating_sub(1));
        active.set(to);
        if let Some(frame) = frame.get_untracked() {
            let (height, top) = document::scroll_window(&frame);
            if let Some(top) = Scroll::new(total.get_untracked(), height).reveal(to, top) {
                document::scroll_to(&frame, top);
            }
        }
        look();
    };
    let open = move |index: u32| {
        active.set(index);
        if let Some(row) = store.leads.with_untracked(|leads| leads.row(index).cloned()) {
            actions.open_lead(row);
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if !document::is_own(&event) {
            return;
        }
        let at = active.get_untracked();
        let screen = scroll.get_untracked().rows_on_screen();
        match event.key().as_str() {
            "ArrowDown" => go(at.saturating_add(1)),
            "ArrowUp" => go(at.saturating_sub(1)),
            "PageDown" => go(at.saturating_add(screen)),
            "PageUp" => go(at.saturating_sub(screen)),
            "Home" => go(0),
            "End" => go(u32::MAX),
            "Enter" => open(at),
            "Escape" => actions.close_lead(),
            _ => return,
        }
        event.prevent_default();
    };
    let rows = move || {
        let (first, last) = window.get();
        let (from, to) = (first.saturating_sub(MARGIN), last.saturating_add(MARGIN).min(total.get().saturating_sub(1)));
        let shown = if total.get() == 0 { 0..0 } else { from..to + 1 };
        shown.map(|index| view! { <Row index=index active=active on_open=open /> }).list()
    };
    let offset = move || pixels(scroll.get().offset(view_port.get().1, window.get().0.saturating_sub(MARGIN)));
    let is_empty = move || total.get() == 0 && !busy.get();
    view! {
        <div
            class="grid" role="grid" tabindex="0" node_ref=frame aria-label=say!(leads.title) aria-describedby="grid-keys" aria-colcount="9"
            aria-rowcount=live(move || (total.get() + 1).to_string()) aria-busy=live(move || busy.get().to_string())
            aria-activedescendant=live(move || (total.get() > 0).then(|| format!("lead-{}", active.get())))
            on:scroll=handler(move |_| look()) on:keydown=handler(on_key)
        >
            <Heads />
            <div class="grid__space" role="rowgroup" style=("--height", live(move || pixels(scroll.get().height())))>
                <div class="grid__rows" role="presentation" style=("--offset", live(offset))>{part(rows)}</div>
            </div>
        </div>
        <p class="visually-hidden" id="grid-keys">{say!(leads.keys)}</p>
        <Show when=is_empty><p class="empty">{say!(leads.none)}</p></Show>
    }
}

/// The heads, each a button that sorts.
#[component]
fn Heads() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let sort = Memo::new(move || store.view.with(|view| view.sort.clone()));
    let heads = columns().into_iter().map(|(key, word)| {
        let order = move || match sort.with(|sort| sort.iter().find(|sort| sort.key == key).map(|sort| sort.descending)) {
            None => "none",
            Some(true) => "descending",
            Some(false) => "ascending",
        };
        let hint = say!(leads.sort_by, name = word.clone());
        view! {
            <div class="grid__head" role="columnheader" aria-sort=live(order)>
                <button type="button" class="grid__sort" title=hint on:click=handler(move |_| actions.sort(key, false))>{word}</button>
            </div>
        }
    });
    view! {
        <div class="grid__row grid__row--head" role="rowgroup">
            <div class="grid__line" role="row" aria-rowindex="1">{heads.list()}<div class="grid__head" role="columnheader">{say!(lead.marks)}</div></div>
        </div>
    }
}

/// One row; a skeleton until its lead has come.
#[component]
fn Row(index: u32, active: RwSignal<u32>, on_open: impl Fn(u32) + Copy + 'static) -> impl IntoView {
    let store = AppStore::expect();
    let row = Memo::new(move || store.leads.with(|leads| leads.row(index).cloned()));
    let is_open = Memo::new(move || {
        store.state.with(|state| state.lead.number.is_some() && state.lead.number == row.with(|row| row.as_ref().map(|row| row.lead)))
    });
    let cells = move || match row.get() {
        Some(row) => cells(row).into_any(),
        None => view! { <div class="grid__cell" role="gridcell"><span class="skeleton"></span></div> }.into_any(),
    };
    view! {
        <div
            class="grid__line" role="row" id=format!("lead-{index}") aria-rowindex=(index + 2).to_string() aria-selected=live(move || is_open.get().to_string())
            data-active=live(move || (active.get() == index).to_string()) on:click=handler(move |_| on_open(index))
        >
            {live(cells)}
        </div>
    }
}

fn cells(row: LeadRow) -> impl IntoView {
    let cell = |text: String| view! { <div class="grid__cell" role="gridcell">{text}</div> };
    let source = row.source;
    let created = short_date(&row.created);
    let marks = marks(&row);
    view! {
        {cell(row.name)}
        {cell(row.email)}
        {cell(row.company)}
        {cell(row.country)}
        <div class="grid__cell" role="gridcell"><span class=format!("key key--{}", source.as_str()) aria-hidden="true"></span>{wording::source(source)}</div>
        {cell(wording::action(row.action))}
        {cell(row.offer)}
        <div class="grid__cell number" role="gridcell">{created}</div>
        <div class="grid__cell grid__cell--marks" role="gridcell">{marks}</div>
    }
}

/// Day and minute, without the zone.
pub(super) fn short_date(created: &str) -> String {
    created.get(..16).unwrap_or(created).replace('T', " ")
}

/// The marks of a lead.
pub(super) fn marks(row: &LeadRow) -> impl IntoView + use<> {
    [
        row.do_not_contact.then(|| view! { <Badge kind=BadgeKind::DoNotContact word=say!(mark.do_not_contact) /> }),
        row.test.then(|| view! { <Badge kind=BadgeKind::Test word=say!(mark.test) /> }),
        row.problem.then(|| view! { <Badge kind=BadgeKind::Problem word=say!(mark.problem) /> }),
    ]
    .into_iter()
    .flatten()
    .list()
}
