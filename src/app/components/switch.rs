//! One of few choices.

use leptos::prelude::*;

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its name, given back when it is chosen.
    pub value: &'static str,
    /// Its word.
    pub label: String,
}

/// A row of choices, one of them taken; arrow keys move as in any group of radio buttons.
#[component]
pub fn Switch(
    /// Name of the group, one of its own on the page.
    name: &'static str,
    /// Name of the choice, read aloud but not shown.
    #[prop(into)]
    legend: String,
    /// The choices.
    choices: Vec<Choice>,
    /// The one taken.
    #[prop(into)]
    chosen: Signal<&'static str>,
    /// Called with the one wanted.
    #[prop(into)]
    on_change: Callback<&'static str>,
) -> impl IntoView {
    let options = choices.into_iter().map(|Choice { value, label }| {
        view! {
            <label class="switch__choice">
                <input
                    class="switch__input"
                    type="radio"
                    name=name
                    value=value
                    prop:checked=move || chosen.get() == value
                    on:change=move |_| on_change.run(value)
                />
                <span class="switch__word">{label}</span>
            </label>
        }
    });
    view! {
        <fieldset class="switch">
            <legend class="visually-hidden">{legend}</legend>
            {options.collect_view()}
        </fieldset>
    }
}
