//! The clipboard, for writing only.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Clipboard, ClipboardItem};

/// The clipboard; `None` outside secure contexts, where `navigator.clipboard` is undefined, whatever its type says.
fn clipboard() -> Option<Clipboard> {
    let navigator = web_sys::window()?.navigator();
    Reflect::get(&navigator, &"clipboard".into()).ok().filter(JsValue::is_object)?;
    Some(navigator.clipboard())
}

/// Puts a text on the clipboard; `false` where the browser denies it (no permission, no secure context).
pub(crate) async fn write(text: String) -> bool {
    let Some(clipboard) = clipboard() else { return false };
    JsFuture::from(clipboard.write_text(&text)).await.is_ok()
}

/// Puts a PNG on the clipboard that is still being made; `false` where it cannot be made, or the browser denies it or knows no pictures there.
pub(crate) async fn write_picture(png: &Promise) -> bool {
    match clipboard().zip(item(png)) {
        Some((clipboard, item)) => JsFuture::from(clipboard.write(&Array::of1(&item))).await.is_ok(),
        None => false,
    }
}

fn item(png: &Promise) -> Option<ClipboardItem> {
    Reflect::get(&js_sys::global(), &"ClipboardItem".into()).ok().filter(JsValue::is_function)?;
    let pictures = Object::new();
    Reflect::set(&pictures, &"image/png".into(), png).ok()?;
    ClipboardItem::new_with_record_from_str_to_blob_promise(&pictures).ok()
}
