//! Stands in for the crate of this name.
//!
//! Leptos brings it along for the bodies of server functions, of which this program has none. What the real one exports to JavaScript stays in
//! the page whether used or not: 10 kB of wasm and three JavaScript classes. This is as much of it as `server_fn` names, and carries nothing.

use futures_util::Stream;
use futures_util::stream::{Empty, empty};
use wasm_bindgen::{JsCast, JsValue};

/// A stream of the browser.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// The browser's stream itself.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// A stream without anything in it.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        Self(web_sys::ReadableStream::new().unwrap_or_else(JsCast::unchecked_into))
    }

    /// The browser's stream itself.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// A stream without anything in it.
    pub fn into_stream(self) -> Empty<Result<JsValue, JsValue>> {
        empty()
    }
}
