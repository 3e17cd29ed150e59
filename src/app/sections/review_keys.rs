//! List of the keys of the review.

use leptos::prelude::*;

use crate::app::components::Dialog;
use crate::i18n::say;

/// The dialog that lists the keys.
#[component]
pub fn ReviewKeys(
    /// True while the dialog is shown.
    #[prop(into)]
    open: Signal<bool>,
    /// Called when the user wants it closed.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let key = |(keys, word): (&'static str, String)| view! { <dt><kbd>{keys}</kbd></dt><dd>{word}</dd> };
    view! {
        <Dialog open=open id="keys-title" title=say!(review.keys) on_close=on_close>
            <dl class="keys">{keys().into_iter().map(key).collect_view()}</dl>
            <p class="muted">{say!(review.keys_more)}</p>
        </Dialog>
    }
}

fn keys() -> [(&'static str, String); 8] {
    [
        ("J  K", say!(review.key_next)),
        ("M", say!(review.key_same)),
        ("N", say!(review.key_different)),
        ("S", say!(review.key_later)),
        ("X", say!(review.key_split)),
        ("U  Shift+U", say!(review.key_undo)),
        ("Enter", say!(review.key_open)),
        ("?", say!(review.key_help)),
    ]
}
