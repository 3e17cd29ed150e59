//! List of the keys of the review.

use leptos::prelude::*;

use crate::app::components::Dialog;
use crate::i18n::t;

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
        <Dialog open=open id="keys-title" title=t!(review.keys) on_close=on_close>
            <dl class="keys">{keys().into_iter().map(key).collect_view()}</dl>
            <p class="muted">{t!(review.keys_more)}</p>
        </Dialog>
    }
}

fn keys() -> [(&'static str, String); 8] {
    [
        ("J  K", t!(review.key_next)),
        ("M", t!(review.key_same)),
        ("N", t!(review.key_different)),
        ("S", t!(review.key_later)),
        ("X", t!(review.key_split)),
        ("U  Shift+U", t!(review.key_undo)),
        ("Enter", t!(review.key_open)),
        ("?", t!(review.key_help)),
    ]
}
