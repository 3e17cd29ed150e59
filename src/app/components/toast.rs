//! A message that floats above the page and goes by itself.

use std::time::Duration;

use leptos::prelude::*;

/// Time a message stays.
const STAY: Duration = Duration::from_secs(6);

/// The message of one part of the page; none while it is empty.
#[derive(Clone, Copy)]
pub(crate) struct Toast(RwSignal<String>);

impl Toast {
    /// No message.
    pub(crate) fn new() -> Self {
        Self(RwSignal::new(String::new()))
    }

    /// Removes the message, so that the same one is announced again when it comes back.
    pub(crate) fn clear(self) {
        self.0.set(String::new());
    }

    /// Shows a message in place of the one before. The part of the page may be gone by then.
    pub(crate) fn say(self, message: String) {
        let shown = message.clone();
        self.0.try_set(message);
        let clear = move || {
            if self.0.try_get_untracked().is_some_and(|now| now == shown) {
                self.0.try_set(String::new());
            }
        };
        set_timeout(clear, STAY);
    }

    /// The place of the message on the page.
    pub(crate) fn view(self) -> AnyView {
        view! { <p class="toast" role="status">{move || self.0.get()}</p> }.into_any()
    }
}
