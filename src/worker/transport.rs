//! Encoding of messages between page and worker: postcard bytes, and handles with them.
//!
//! A message of the page travels as the array `[bytes, handle, handle, …]`, an event of the worker as its bytes alone, and events that belong
//! together as an array of those. Both ends use these functions and no others.

use js_sys::{Array, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::DedicatedWorkerGlobalScope;

use crate::protocol::Event;

/// A message as bytes; `None` only if it cannot be serialised, which none of the protocol's types can cause.
pub fn encode<T: Serialize>(message: &T) -> Option<Uint8Array> {
    postcard::to_allocvec(message).ok().map(|bytes| Uint8Array::from(bytes.as_slice()))
}

/// The message in what arrived; `None` for anything that is not one, as from another version.
pub fn decode<T: DeserializeOwned>(data: &JsValue) -> Option<T> {
    let bytes = data.dyn_ref::<Uint8Array>()?.to_vec();
    postcard::take_from_bytes(&bytes).ok().filter(|(_, rest)| rest.is_empty()).map(|(message, _)| message)
}

/// The messages in what arrived, one or a list of them; `None` where one is none.
pub fn decode_all<T: DeserializeOwned>(data: &JsValue) -> Option<Vec<T>> {
    match data.dyn_ref::<Array>() {
        Some(list) => list.iter().map(|message| decode(&message)).collect(),
        None => Some(vec![decode(data)?]),
    }
}

/// Sends an event to the page.
pub fn post(scope: &DedicatedWorkerGlobalScope, event: &Event) {
    if let Some(bytes) = encode(event) {
        let _ = scope.post_message(&bytes);
    }
}

/// Tells the page that a message of it was none of this version: any word besides the build's name says so.
pub fn refuse(scope: &DedicatedWorkerGlobalScope) {
    let _ = scope.post_message(&"unreadable".into());
}
