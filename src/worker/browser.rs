//! The browser around the worker.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageChannel, MessagePort, Url};

use super::host::{Host, HostFile, Pause, Slice};
use super::transport;
use crate::protocol::{Event, Message};

/// The worker's own scope.
#[derive(Clone)]
pub(super) struct Browser {
    scope: DedicatedWorkerGlobalScope,
    /// Address of the file published last.
    published: Rc<RefCell<Option<String>>>,
}

impl Browser {
    /// The scope of the worker that runs.
    pub(super) fn new(scope: DedicatedWorkerGlobalScope) -> Self {
        Self { scope, published: Rc::default() }
    }

    /// The message in what arrived, and the files that travelled with it. The page is told where it is none of this version.
    pub(super) fn message(&self, data: &JsValue) -> Option<(Message, Vec<Option<Blob>>)> {
        let mut parts = data.dyn_ref::<Array>()?.iter();
        let Some(message) = parts.next().and_then(|message| transport::decode(&message)) else {
            transport::refuse(&self.scope);
            return None;
        };
        Some((message, parts.map(|file| file.dyn_into().ok()).collect()))
    }
}

impl Host for Browser {
    type File = Blob;
    type Pause = Channel;

    fn post(&self, events: &[Event]) {
        let mut events = events.iter().filter_map(transport::encode);
        let _ = match (events.next(), events.next()) {
            (None, _) => return,
            (Some(event), None) => self.scope.post_message(&event),
            (Some(first), Some(second)) => {
                let list: Array = [first, second].into_iter().chain(events).collect();
                self.scope.post_message(&list)
            }
        };
    }

    fn now(&self) -> f64 {
        performance().map_or(0.0, |performance| performance.now())
    }

    /// `performance.measure(name, { start, duration })`; a browser without it has no measure, and nothing else is lost.
    fn measure(&self, name: &str, start: f64, duration: f64) {
        let write = || -> Option<()> {
            let performance = performance()?;
            let options = Object::new();
            Reflect::set(&options, &JsValue::from_str("start"), &JsValue::from_f64(start)).ok()?;
            Reflect::set(&options, &JsValue::from_str("duration"), &JsValue::from_f64(duration)).ok()?;
            let measure: Function = Reflect::get(&performance, &JsValue::from_str("measure")).ok()?.dyn_into().ok()?;
            measure.call2(&performance, &JsValue::from_str(name), &options).ok()?;
            Some(())
        };
        let _ = write();
    }

    fn pause(&self) -> Option<Channel> {
        MessageChannel::new().ok().map(|channel| Channel { channel })
    }

    fn spawn(&self, task: impl Future<Output = ()> + 'static) {
        spawn_local(task);
    }

    fn publish(&self, chunks: &[Vec<u8>]) -> Option<String> {
        if let Some(before) = self.published.take() {
            let _ = Url::revoke_object_url(&before);
        }
        let pieces: Array = chunks.iter().map(|chunk| Uint8Array::from(chunk.as_slice())).collect();
        let blob = Blob::new_with_u8_array_sequence(&pieces).ok()?;
        let address = Url::create_object_url_with_blob(&blob).ok();
        self.published.replace(address.clone());
        address
    }
}

fn performance() -> Option<web_sys::Performance> {
    Reflect::get(&js_sys::global(), &JsValue::from_str("performance")).ok()?.dyn_into().ok()
}

impl HostFile for Blob {
    type Slice = Uint8Array;

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a blob's size is a whole number below 2^53")]
    fn size(&self) -> u64 {
        Blob::size(self) as u64
    }

    fn is_there(&self) -> impl Future<Output = bool> + 'static {
        let buffer = JsFuture::from(self.array_buffer());
        async move { buffer.await.is_ok() }
    }

    fn slice(&self, start: u64, end: u64) -> impl Future<Output = Option<Uint8Array>> + 'static {
        #[expect(clippy::cast_precision_loss, reason = "sizes of blobs stay below 2^53")]
        let (start, end) = (start as f64, end as f64);
        let buffer = self.slice_with_f64_and_f64(start, end).ok().map(|slice| JsFuture::from(slice.array_buffer()));
        async move {
            let buffer: JsValue = buffer?.await.ok()?;
            Some(Uint8Array::new(buffer.dyn_ref::<ArrayBuffer>()?))
        }
    }
}

impl Slice for Uint8Array {
    fn len(&self) -> usize {
        self.length() as usize
    }

    fn copy(&self, start: usize, piece: &mut [u8]) {
        let at = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        self.subarray(at(start), at(start + piece.len())).copy_to(piece);
    }
}

/// Goes back to the worker's event loop once. A message channel, because a timer would be held back by 4 ms each time.
pub(super) struct Channel {
    channel: MessageChannel,
}

impl Pause for Channel {
    async fn wait(&self) {
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
