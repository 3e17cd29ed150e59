//! The review: people with more than one lead, those that perhaps are one, and the decisions about them.

use leptos::prelude::*;

use super::group_list::GroupList;
use super::group_panel::GroupPanel;
use super::review_bar::{Compared, ReviewBar};
use super::review_keys::{KeyBar, ReviewKeys};
use super::rules::Rules;
use crate::app::actions::Actions;
use crate::app::effects;
use crate::app::memo::memo;
use crate::app::state::AppState;
use crate::app::state::review::{Announcement, Decision};
use crate::app::state::review_key::ReviewKey;
use crate::app::store::AppStore;
use crate::app::wording::matching;
use crate::i18n::t;
use crate::platform::document;

/// The review: how sure leads must be, the groups, the open one, what was compared, and what CRM rules would find. Its keys work while
/// the focus is inside.
#[component]
pub fn Duplicates() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let help = RwSignal::new(false);
    let number = memo(move || store.state.with(|state| state.group.number));
    let is_open = memo(move || store.state.with(AppState::is_group_open));
    effects::follow_group(number, is_open);
    // Another page, kind or filter: another list.
    let listed = memo(move || store.state.with(|state| (state.groups.kind, state.groups.offset, state.view.filter.clone())));
    effects::list_from_start(listed, ".groups");
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if document::is_typing(&event) || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let Some(key) = ReviewKey::of(&event.key(), event.shift_key()) else { return };
        match key {
            key if event.repeat() && !key.repeats() => {}
            ReviewKey::Next => actions.select_adjacent(1),
            ReviewKey::Previous => actions.select_adjacent(-1),
            ReviewKey::Decide(decision) => actions.apply_decision(decision),
            ReviewKey::SplitOut => split_out(actions, document::nearest(&event, "data-lead")),
            // On a button Enter presses it.
            ReviewKey::Open if document::is_own(&event) => document::focus(".split__detail"),
            ReviewKey::Open => return,
            ReviewKey::Help => help.set(true),
        }
        event.prevent_default();
    };
    let status = move || {
        store.state.with(|state| {
            let announced = state.review.announcement.as_ref();
            // What is refused is about the group that is open already.
            let is_new = announced.is_none_or(|announced| matches!(announced, Announcement::Decided(..)));
            let now = state.group.found.as_ref().filter(|_| is_new).map(|found| t!(review.now, name = found.row.label.clone()));
            let parts = [announced.map(matching::announcement), state.review.is_hurried.then(|| t!(review.hurried)), now];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        })
    };
    view! {
        <section class="review" tabindex="-1" aria-label=t!(review.label) on:keydown=on_key>
            <ReviewBar />
            <KeyBar on_help=move |()| help.set(true) />
            <p class="visually-hidden" role="status">{status}</p>
            <div class="split split--groups" data-open=move || is_open.get().to_string()>
                <GroupList />
                <GroupPanel />
            </div>
            <Compared />
            <Rules />
        </section>
        <ReviewKeys open=help on_close=move |()| { help.set(false); effects::focus_if_lost_soon(".review"); } />
    }
}

/// Splits out the lead of that number; where there is none, the user is told to choose one.
fn split_out(actions: Actions, lead: Option<String>) {
    if let Some(lead) = lead.and_then(|lead| lead.parse().ok()) {
        actions.apply_decision(Decision::SplitOut(lead));
    } else {
        actions.request_lead();
        document::focus(".compare__split");
    }
}
