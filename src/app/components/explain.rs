//! The meaning of a code, at hand.

use leptos::prelude::*;

/// A button that opens the meaning of a code next to it; Escape or a click elsewhere closes it.
#[component]
pub fn Explain(
    /// Id of its own on the page.
    #[prop(into)]
    id: String,
    /// Name of the button for those who do not see it.
    #[prop(into)]
    label: String,
    /// The code in full.
    #[prop(into)]
    heading: String,
    /// Its meaning and where it occurs.
    #[prop(into)]
    text: String,
    /// Its place among buttons that arrow keys move among; a Tab stop of its own without.
    #[prop(optional, into)]
    at: Option<String>,
) -> impl IntoView {
    let at = at.filter(|at| !at.is_empty());
    let tab = at.is_some().then_some("-1");
    view! {
        <span class="explain">
            <button type="button" class="explain__button" aria-label=label tabindex=tab data-at=at popovertarget=id.clone()>
                <span aria-hidden="true">"i"</span>
            </button>
            <span class="explain__card" id=id popover="auto">
                <strong class="explain__heading">{heading}</strong>
                <span class="explain__text">{text}</span>
            </span>
        </span>
    }
}
