//! The clipboard, for writing only.

use wasm_bindgen_futures::JsFuture;

/// Puts a text on the clipboard; `false` where the browser denies it (no permission, no secure context).
pub(crate) async fn write(text: String) -> bool {
    let Some(window) = web_sys::window() else { return false };
    // `navigator.clipboard` is undefined outside secure contexts, whatever the type says.
    let navigator = window.navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into());
    if !clipboard.is_ok_and(|value| value.is_object()) {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(&text)).await.is_ok()
}
