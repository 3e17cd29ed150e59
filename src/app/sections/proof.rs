//! The proof that nothing leaves the tab.

use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::components::Dialog;
use crate::app::effects;
use crate::app::store::AppStore;
use crate::i18n::{number, t};

/// The rule the browser enforces, and the requests it has counted.
#[component]
pub fn Proof(
    /// True while the dialog is shown.
    #[prop(into)]
    open: Signal<bool>,
    /// Called when the user wants it closed.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let is_enabled = move || store.state.with(|state| state.draft.is_enabled);
    view! {
        <Dialog open=open id="proof-title" title=t!(proof.title) on_close=on_close>
            <p>{t!(proof.text)}</p>
            <dl class="proof">
                <dt>{t!(proof.requests)}</dt>
                <dd><span class="proof__count number">{number(effects::requests_since_loaded() as u64)}</span>" "<span class="muted">{t!(proof.requests_more)}</span></dd>
                <dt>{t!(proof.policy)}</dt>
                <dd><code class="proof__policy">{policy()}</code></dd>
            </dl>
            <p>{t!(proof.stored)}</p>
            <label class="proof__draft">
                <input type="checkbox" prop:checked=is_enabled on:change=move |event| actions.set_draft(event_target_checked(&event)) />
                <span>{t!(draft.keep)}</span>
            </label>
            <p class="muted">{t!(draft.keep_more)}</p>
            <p class="muted">{t!(proof.check)}</p>
        </Dialog>
    }
}

fn policy() -> String {
    let policy = effects::security_policy();
    if policy.is_empty() { t!(proof.policy_missing) } else { policy }
}
