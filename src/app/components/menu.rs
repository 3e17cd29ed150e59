//! A button that opens a list of actions.

use leptos::prelude::*;

/// An action of a menu, by its word.
pub(crate) struct MenuEntry {
    word: String,
    act: Box<dyn FnMut()>,
}

impl MenuEntry {
    /// An action that is done when its word is pressed.
    pub(crate) fn new(word: String, act: impl FnMut() + 'static) -> Self {
        Self { word, act: Box::new(act) }
    }
}

/// The button with its list below it, which closes by itself. `id` is one of its own on the page; `label` is the name of a button that shows a
/// sign in place of a word.
pub(crate) fn menu(id: &str, class: &'static str, content: AnyView, label: Option<Signal<String>>, entries: Vec<MenuEntry>) -> AnyView {
    let entry = |MenuEntry { word, mut act }: MenuEntry| {
        let id = id.to_owned();
        view! { <li><button type="button" class="menu__entry" popovertarget=id popovertargetaction="hide" on:click=move |_| act()>{word}</button></li> }
    };
    let entries = entries.into_iter().map(entry).collect_view();
    view! {
        <button type="button" class=class popovertarget=id.to_owned() aria-label=move || label.map(|label| label.get())>{content}</button>
        <ul class="menu" id=id.to_owned() popover="auto">{entries}</ul>
    }
    .into_any()
}
