//! A modal dialog.

use leptos::html;
use leptos::prelude::*;

use crate::i18n::t;

/// A modal dialog with a heading and a close button; the browser keeps the focus inside and Escape closes it.
#[component]
pub fn Dialog(
    /// True while the dialog is shown.
    #[prop(into)]
    open: Signal<bool>,
    /// Id of its heading.
    id: &'static str,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// True for a dialog that takes all the width there is.
    #[prop(optional)]
    wide: bool,
    /// Called when the user wants it closed.
    #[prop(into)]
    on_close: Callback<()>,
    /// Content of the dialog, made each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let open = open.get();
        if let Some(dialog) = dialog.get()
            && dialog.open() != open
        {
            // A browser refuses only to open what is open; then there is nothing to do.
            if open { drop(dialog.show_modal()) } else { dialog.close() }
        }
    });
    view! {
        <dialog class="dialog" data-wide=wide.to_string() node_ref=dialog aria-labelledby=id on:close=move |_| on_close.run(())>
            <div class="dialog__head">
                <h2 class="dialog__title" id=id>{move || title.get()}</h2>
                <button type="button" class="button button--quiet" aria-label=t!(dialog.close) on:click=move |_| on_close.run(())>
                    <span aria-hidden="true">"✕"</span>
                </button>
            </div>
            <Show when=move || open.get()>
                <div class="dialog__body">{children()}</div>
            </Show>
        </dialog>
    }
}
