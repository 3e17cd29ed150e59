//! One of many choices.

use leptos::prelude::*;

/// A field that offers choices, each a name and its word; `blank` is the word for none of them. The chosen one stays in step with what it
/// is told to show.
pub(crate) fn select(
    label: String,
    blank: Option<String>,
    choices: Vec<(String, String)>,
    chosen: Signal<Option<String>>,
    on_change: Callback<String>,
) -> AnyView {
    let options = blank.map(|word| (String::new(), word)).into_iter().chain(choices).map(|(name, word)| {
        let value = name.clone();
        view! { <option value=value selected=move || chosen.get().unwrap_or_default() == name>{word}</option> }
    });
    view! {
        <label class="filter" data-set=move || chosen.with(Option::is_some).to_string()>
            <span class="filter__name">{label}</span>
            <select class="filter__choice" prop:value=move || chosen.get().unwrap_or_default() on:change=move |event| on_change.run(event_target_value(&event))>
                {options.collect_view()}
            </select>
        </label>
    }
    .into_any()
}
