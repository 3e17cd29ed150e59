//! The link that carries the numbers.

use leadlens_view::view;
use leptos::html;
use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::components::Dialog;
use crate::app::components::dynamic::{handler, live};
use crate::app::effects;
use crate::app::element::NodeRef;
use crate::app::memo::{Memo, RwSignal, Signal};
use crate::app::state::Sharing;
use crate::app::store::AppStore;
use crate::i18n::{number, say, say_count};
use crate::platform::document;

/// What became of copying.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Copied {
    Yes,
    Denied,
}

/// Says what leaves, shows the link, copies it.
#[component]
pub fn Share() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let sharing = Memo::new(move || store.state.with(|state| state.sharing.clone()));
    let open = Signal::derive(move || sharing.get() != Sharing::Closed);
    view! {
        <Dialog open=open id="share-title" title=say!(share.title) on_close=move |()| actions.close_share()>
            <p>{say!(share.what)}</p>
            <p>{say!(share.what_not)}</p>
            {move || match sharing.get() {
                Sharing::Made(fragment) if fragment.is_empty() => view! { <p class="empty">{say!(share.empty)}</p> }.into_any(),
                Sharing::Made(fragment) => view! { <Link address=effects::address_of(&fragment) /> }.into_any(),
                _ => view! { <p class="muted" role="status">{say!(share.making)}</p> }.into_any(),
            }}
        </Dialog>
    }
}

/// The link with its length and a button that copies it.
#[component]
fn Link(address: String) -> impl IntoView {
    let actions = Actions::expect();
    let field = NodeRef::<html::Input>::new();
    let copied = RwSignal::new(None::<Copied>);
    let length = u32::try_from(address.chars().count()).unwrap_or(u32::MAX);
    let text = address.clone();
    let on_copy = move |_| {
        actions.copy(text.clone(), move |done| {
            if !done && let Some(field) = field.get_untracked() {
                document::select(&field);
            }
            copied.set(Some(if done { Copied::Yes } else { Copied::Denied }));
        });
    };
    let status = move || match copied.get() {
        None => String::new(),
        Some(Copied::Yes) => say!(share.copied),
        Some(Copied::Denied) => say!(share.copy_denied),
    };
    view! {
        <label class="share__label" for="share-link">{say!(share.link)}" "<span class="muted">{say_count!(length, share.length, n = number(length))}</span></label>
        <div class="share__line">
            <input class="input share__link" id="share-link" node_ref=field type="text" readonly value=address />
            <button type="button" class="button button--main" on:click=handler(on_copy)>{say!(share.copy)}</button>
        </div>
        <p class="share__status" role="status">{live(status)}</p>
    }
}
