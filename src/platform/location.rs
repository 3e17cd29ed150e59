//! The address fragment and the browser's history of it.

use std::cell::Cell;

use gloo::events::EventListener;
use wasm_bindgen::JsValue;

/// The fragment without its `#`; empty where there is none.
pub(crate) fn fragment() -> String {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// The address of the page without fragment.
pub(crate) fn address() -> String {
    let href = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

thread_local! {
    /// Number of times that places were counted anew.
    static GENERATION: Cell<u32> = const { Cell::new(0) };
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "milliseconds since 1970; the cast saturates")]
/// Returns the beginning of places of now: an entry outlives the page that made it, its place means nothing to another.
fn generation() -> String {
    let begun = web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.time_origin());
    format!("{}.{}.", begun as u64, GENERATION.get())
}

/// Counts places anew: those noted before are no longer known.
pub(crate) fn forget_places() {
    GENERATION.set(GENERATION.get() + 1);
}

/// The place noted with the entry of the history that is shown; `None` for one that was not made since places were last counted anew.
pub(crate) fn place() -> Option<usize> {
    let state = web_sys::window()?.history().ok()?.state().ok()?.as_string()?;
    state.strip_prefix(&generation())?.parse().ok()
}

/// Puts a fragment in the address without a new entry in the history.
pub(crate) fn replace_fragment(fragment: &str, place: usize) {
    put(fragment, place, false);
}

/// Puts a fragment in the address as a new entry in the history.
pub(crate) fn push_fragment(fragment: &str, place: usize) {
    put(fragment, place, true);
}

fn put(fragment: &str, place: usize, is_new: bool) {
    let Some(history) = web_sys::window().and_then(|window| window.history().ok()) else { return };
    let address = if fragment.is_empty() { address() } else { format!("#{fragment}") };
    let state = JsValue::from_str(&format!("{}{place}", generation()));
    // A browser that refuses (too many calls a second) keeps an older address: harmless.
    let _ = if is_new {
        history.push_state_with_url(&state, "", Some(&address))
    } else {
        history.replace_state_with_url(&state, "", Some(&address))
    };
}

/// Calls back with the fragment and the place noted with it when the user goes back or forth, or writes another one.
pub(crate) fn on_fragment(mut call: impl FnMut(String, Option<usize>) + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "popstate", move |_| call(fragment(), place())))
}
