//! Confirmation before unsaved decisions are discarded.

use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::components::Dialog;
use crate::app::state::{AppState, OpenedFrom};
use crate::app::store::AppStore;
use crate::i18n::t;
use crate::protocol::ExportKind;

/// Dialog that confirms closing what is open, and offers to save it first.
#[component]
pub fn Replace() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let is_open = Signal::derive(move || store.state.with(|state| state.is_confirming_replace));
    // A paste weighs more than decisions about it.
    let is_paste = move || store.state.with(|state| state.opened.as_ref().is_some_and(|opened| opened.origin == OpenedFrom::Paste));
    let lost = move || match (is_paste(), store.state.with(AppState::has_unsaved)) {
        (true, _) => t!(bar.replace_text),
        (false, true) => t!(bar.replace_decided),
        (false, false) => t!(bar.replace_saved),
    };
    let save = move |_| actions.export(ExportKind::Workspace, t!(bar.workspace_name));
    view! {
        <Dialog open=is_open id="replace-title" title=t!(bar.replace_title) on_close=move |()| actions.cancel_replace()>
            <p role="status">{lost}</p>
            <div class="dialog__actions">
                <Show when=move || store.state.with(AppState::would_lose)>
                    <button type="button" class="button" on:click=save>{t!(bar.replace_save)}</button>
                </Show>
                <button type="button" class="button button--main" on:click=move |_| actions.confirm_replace()>{t!(bar.replace_yes)}</button>
                <button type="button" class="button" on:click=move |_| actions.cancel_replace()>{t!(dialog.cancel)}</button>
            </div>
        </Dialog>
    }
}
