//! The address fragment.

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

/// Puts a fragment in the address without a new entry in the history.
pub(crate) fn replace_fragment(fragment: &str) {
    if fragment == self::fragment() {
        return;
    }
    let Some(window) = web_sys::window() else { return };
    let Ok(history) = window.history() else { return };
    let address = if fragment.is_empty() { address() } else { format!("#{fragment}") };
    // A browser that refuses (too many calls a second) keeps an older address: harmless.
    let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
}

/// Calls back with the fragment when the user changes it.
pub(crate) fn on_fragment(mut call: impl FnMut(String) + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "hashchange", move |_| call(fragment())))
}
