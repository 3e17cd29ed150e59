//! The meanings of codes, at hand.

use leptos::prelude::*;

/// A word with a mark that opens the meanings of the codes along an axis; Escape or a click elsewhere closes them.
#[component]
pub fn Explain(
    /// Id of its own on the page.
    #[prop(into)]
    id: String,
    /// Name of the axis.
    #[prop(into)]
    axis: String,
    /// Name of the button for those who do not see it.
    #[prop(into)]
    label: String,
    /// The codes, each with its meaning.
    meanings: Vec<(String, String)>,
) -> impl IntoView {
    let meaning = |(code, meaning): (String, String)| view! { <dt>{code}</dt><dd>{meaning}</dd> };
    view! {
        <span class="explain">
            <button type="button" class="explain__button" aria-label=label popovertarget=id.clone()>{axis}<span class="explain__mark" aria-hidden="true">"i"</span></button>
            <dl class="explain__card" id=id popover="auto">{meanings.into_iter().map(meaning).collect_view()}</dl>
        </span>
    }
}
