//! Keys of the review: in a line that is always shown, and explained in a dialog.

use leptos::prelude::*;

use crate::app::components::Dialog;
use crate::i18n::t;

/// The keys in one line, and a button for what each does.
#[component]
pub fn KeyBar(
    /// Called when the user wants the keys explained.
    #[prop(into)]
    on_help: Callback<()>,
) -> impl IntoView {
    let key = |(keys, word): (&'static [&'static str], String)| {
        view! { <li>{keys.iter().map(|key| view! { <kbd>{*key}</kbd>" " }).collect_view()}{word}</li> }
    };
    let keys: [(&'static [&'static str], String); 7] = [
        (&["J", "K"], t!(review.step)),
        (&["M"], t!(review.same)),
        (&["N"], t!(review.different)),
        (&["S"], t!(review.put_off)),
        (&["X"], t!(groups.split)),
        (&["U"], t!(review.undo)),
        (&["Enter"], t!(review.key_open)),
    ];
    view! {
        <div class="review__keys">
            <ul class="review__key-list" aria-label=t!(review.keys)>{keys.into_iter().map(key).collect_view()}</ul>
            <button type="button" class="link" aria-keyshortcuts="?" on:click=move |_| on_help.run(())>{t!(review.help)}</button>
        </div>
    }
}

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
