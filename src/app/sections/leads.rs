//! All leads: search, filters, and a table of any length.

use leadlens_view::view;
use leptos::html;
use leptos::prelude::*;

use super::lead_detail::LeadDetail;
use crate::app::actions::Actions;
use crate::app::components::dynamic::{List, handler, live, part};
use crate::app::components::{Badge, BadgeKind, Show, select};
use crate::app::effects;
use crate::app::memo::{Memo, Signal};
use crate::app::scroll::{Scroll, pixels};
use crate::app::store::AppStore;
use crate::app::wording;
use crate::engine::leads::{Action, Source};
use crate::engine::report::{LeadMark, LeadRow, SortKey};
use crate::i18n::{number, say, say_count};
use crate::platform::document;

/// Rows drawn above and below what is on screen.
const MARGIN: u32 = 6;
/// Milliseconds of rest after which a search is asked.
pub(super) const REST: std::time::Duration = std::time::Duration::from_millis(180);

/// All leads that fit search and filters.
#[component]
pub fn Leads() -> impl IntoView {
    view! {
        <div class="split split--detail">
            <div class="split__list">
                <Filters />
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

/// Search, filters, and how many leads fit.
#[component]
fn Filters() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let filter = Memo::new(move || store.view.with(|view| view.filter.clone()));
    let total = Memo::new(move || store.leads.with(super::super::lead_window::LeadWindow::total));
    let all = Memo::new(move || store.of_picture(|overview| overview.totals.leads));
    let search = move || store.state.with_untracked(|state| state.search.clone());
    let mut ask = debounce(REST, move |text: String| actions.search(text));
    let status = move || total.get().map(|total| say_count!(all.get(), leads.n_of, n = number(total), total = number(all.get())));
    let sources = Source::ALL.into_iter().map(|source| (source.as_str().to_owned(), wording::source(source))).collect::<Vec<_>>();
    let by_action = Action::ALL.into_iter().map(|action| (action.as_str().to_owned(), wording::action(action))).collect::<Vec<_>>();
    let marks = LeadMark::ALL.into_iter().map(|mark| (mark.as_str().to_owned(), wording::mark(mark))).collect::<Vec<_>>();
    let offers = store.now_of_picture(|overview| {
        let named = overview.offers.iter().filter(|offer| !offer.key.is_empty());
        named
            .map(|offer| (offer.key.clone(), if offer.title.is_empty() { offer.key.clone() } else { offer.title.clone() }))
            .collect::<Vec<_>>()
    });
    let problem = move || filter.with(|filter| filter.problem).map(|kind| view! { <span class="chip">{wording::problem(kind)}</span> });
    let any = || Some(say!(leads.any));
    let is_narrow = move || filter.with(|filter| *filter != crate::engine::report::LeadFilter::default());
    view! {
        <div class="filters">
            <input
                class="input filters__search" type="search" autocomplete="off" spellcheck="false" aria-label=say!(leads.search) title=say!(leads.search)
                placeholder=say!(leads.search_short) prop:value=search() on:input=handler(move |event| ask(event_target_value(&event)))
            />
            {select(say!(leads.filter_source), any(), sources, Signal::derive(move || filter.with(|filter| filter.source.map(|source| source.as_str().to_owned()))), Callback::new(move |name: String| actions.narrow(|filter| filter.source = Source::from_name(&name))))}
            {select(say!(leads.filter_action), any(), by_action, Signal::derive(move || filter.with(|filter| filter.action.map(|action| action.as_str().to_owned()))), Callback::new(move |name: String| actions.narrow(|filter| filter.action = Action::from_name(&name))))}
            {select(say!(leads.filter_offer), any(), offers, Signal::derive(move || filter.with(|filter| filter.offer.clone())), Callback::new(move |name: String| actions.narrow(|filter| filter.offer = (!name.is_empty()).then_some(name))))}
            {select(say!(leads.filter_mark), any(), marks, Signal::derive(move || filter.with(|filter| filter.mark.map(|mark| mark.as_str().to_owned()))), Callback::new(move |name: String| actions.narrow(|filter| filter.mark = LeadMark::from_name(&name))))}
            {part(problem)}
            <Show when=is_narrow>
                <button type="button" class="button button--quiet" on:click=handler(move |_| actions.narrow(|filter| *filter = crate::engine::report::LeadFilter::default()))>{say!(leads.clear)}</button>
            </Show>
            <span class="filters__status number" role="status">{live(status)}</span>
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
    let asked =
        Memo::new(move || (store.view.with(|view| view.filter.clone()), store.state.with(|state| (state.search.clone(), state.sort))));
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
    let sort = Memo::new(move || store.state.with(|state| state.sort));
    let heads = columns().into_iter().map(|(key, word)| {
        let order = move || {
            let sort = sort.get();
            if sort.key != key {
                "none"
            } else if sort.descending {
                "descending"
            } else {
                "ascending"
            }
        };
        let hint = say!(leads.sort_by, name = word.clone());
        view! {
            <div class="grid__head" role="columnheader" aria-sort=live(order)>
                <button type="button" class="grid__sort" title=hint on:click=handler(move |_| actions.sort(key))>{word}</button>
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
