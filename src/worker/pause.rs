//! A pause that lets waiting messages in.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageChannel, MessagePort};

/// Goes back to the worker's event loop once. A message channel, because a timer would be held back by 4 ms each time.
#[derive(Debug)]
pub(super) struct Pause {
    channel: MessageChannel,
}

impl Pause {
    /// A pause that can be taken any number of times.
    pub(super) fn new() -> Option<Self> {
        MessageChannel::new().ok().map(|channel| Self { channel })
    }

    /// Lets everything that waits run first.
    pub(super) async fn wait(&self) {
        let turn = Promise::new(&mut |resolve: Function, _: Function| {
            let port: MessagePort = self.channel.port1();
            port.set_onmessage(Some(resolve.unchecked_ref()));
            if self.channel.port2().post_message(&JsValue::NULL).is_err() {
                let _ = resolve.call0(&JsValue::NULL);
            }
        });
        let _ = JsFuture::from(turn).await;
    }
}
