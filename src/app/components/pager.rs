//! Page by page through a list.

use leptos::prelude::*;

use crate::i18n::{number, t};

/// The place of the page shown in a list, and the buttons back and on.
#[component]
pub fn Pager(
    /// First row shown, counted from 0.
    #[prop(into)]
    offset: Signal<u32>,
    /// Rows of a page.
    page: u32,
    /// Rows in all.
    #[prop(into)]
    total: Signal<u32>,
    /// Called with the first row wanted.
    #[prop(into)]
    on_turn: Callback<u32>,
) -> impl IntoView {
    let range = move || {
        let (first, total) = (offset.get(), total.get());
        t!(pager.range, first = number((first + 1).min(total)), last = number((first + page).min(total)), total = number(total))
    };
    let back = move |_| on_turn.run(offset.get_untracked().saturating_sub(page));
    let on = move |_| on_turn.run(offset.get_untracked() + page);
    view! {
        <Show when=move || { total.get() > page }>
            <nav class="pager" aria-label=t!(pager.label)>
                <button type="button" class="button" prop:disabled=move || offset.get() == 0 on:click=back>{t!(pager.previous)}</button>
                <span class="pager__range" role="status">{range}</span>
                <button type="button" class="button" prop:disabled=move || { offset.get() + page >= total.get() } on:click=on>{t!(pager.next)}</button>
            </nav>
        </Show>
    }
}
