//! A message that floats above the page and goes by itself.

use std::time::Duration;

use leptos::prelude::*;

/// Time a message stays.
const STAY: Duration = Duration::from_secs(6);

/// The message of one part of the page; none while it is empty.
#[derive(Clone, Copy)]
pub(crate) struct Toast {
    message: RwSignal<String>,
    /// Number of the latest message: an older one takes only itself away.
    number: StoredValue<u32>,
}

impl Toast {
    /// No message.
    pub(crate) fn new() -> Self {
        Self { message: RwSignal::new(String::new()), number: StoredValue::new(0) }
    }

    /// Removes the message, so that the same one is announced again when it comes back.
    pub(crate) fn clear(self) {
        self.message.set(String::new());
    }

    /// Shows a message in place of the one before. The part of the page may be gone by then.
    pub(crate) fn say(self, message: String) {
        let Some(number) = self.number.try_update_value(|number| {
            *number = number.wrapping_add(1);
            *number
        }) else {
            return;
        };
        self.message.try_set(message);
        let clear = move || {
            if self.number.try_get_value() == Some(number) {
                self.message.try_set(String::new());
            }
        };
        set_timeout(clear, STAY);
    }

    /// The place of the message on the page.
    pub(crate) fn view(self) -> AnyView {
        view! { <p class="toast" role="status">{move || self.message.get()}</p> }.into_any()
    }
}
