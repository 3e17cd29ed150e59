//! Where the state leaves the reactive world: title, language, address, theme.

use leptos::prelude::*;

use super::store::AppStore;
use super::theme::Theme;
use super::wording;
use crate::i18n::{Language, say};
use crate::platform::{document, location};

/// The title names the view.
pub(super) fn keep_title(store: AppStore) {
    Effect::new(move |_| {
        let title = if store.picture.with(Option::is_some) {
            say!(app.title, view = wording::tab(store.view.with(|view| view.tab)))
        } else {
            say!(app.name)
        };
        document::set_title(&title);
    });
}

/// `<html lang>` follows the language.
pub(super) fn keep_language(language: Language) {
    Effect::new(move |_| document::set_root_attribute("lang", Some(&language.0.get().to_string())));
}

/// The address follows the view. The address of a summary stays: it is the summary.
pub(super) fn keep_address(store: AppStore) {
    Effect::new(move |_| {
        let view = store.view.get();
        let (is_open, is_summary) = store.state.with_untracked(|state| (state.opened.is_some(), state.is_summary()));
        if is_open && !is_summary {
            location::replace_fragment(&view.fragment());
        }
    });
}

/// `<html data-theme>` and the stored choice follow the theme.
pub(super) fn keep_theme(theme: RwSignal<Theme>) {
    Effect::new(move |_| theme.get().put_on());
}
