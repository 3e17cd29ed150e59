//! Messages between page and worker as bytes: postcard in one `Uint8Array`.

use js_sys::Uint8Array;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

/// The message as bytes. `None` only where a type of the protocol cannot be written, which its tests rule out.
pub(crate) fn encode<T: Serialize>(message: &T) -> Option<Uint8Array> {
    postcard::to_allocvec(message).ok().map(|bytes| Uint8Array::from(bytes.as_slice()))
}

/// The message in `data`; `None` when it is none of ours.
pub(crate) fn decode<T: DeserializeOwned>(data: &JsValue) -> Option<T> {
    let bytes = data.dyn_ref::<Uint8Array>()?.to_vec();
    postcard::from_bytes(&bytes).ok()
}
