//! The worker: a function of files and the page's log of decisions. It owns one workspace and answers the page.
//!
//! It may be ended at any moment: another one makes the same of the same files and log.
//!
//! # Invariants
//! All that is open changes only when a job has ended well. A job that was overtaken or cancelled ends at its next pause without touching
//! anything. Queries are answered from what is open, also while a job runs.

mod answer;
mod browser;
mod export;
mod host;
mod import;
mod source;
mod state;
#[cfg(test)]
mod tests;
mod timing;
pub mod transport;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::protocol::{Event, PROTOCOL};
use browser::Browser;
use host::Host;
use state::Worker;

/// Takes messages for as long as the worker lives.
pub fn start() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let browser = Browser::new(scope.clone());
    let worker = Worker::new(browser.clone());
    let crashed = scope.clone();
    std::panic::set_hook(Box::new(move |panic| {
        // The place in our own source only: a panic's message could quote data.
        let place = panic.location().map_or_else(String::new, |place| format!("{}:{}", place.file(), place.line()));
        transport::post(&crashed, &Event::Crashed { message: place });
    }));
    let idle = worker.clone();
    let receiver = browser.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some((message, files)) = receiver.message(&event.data()) {
            worker.receive(message, &files);
        }
    });
    scope.set_onmessage(Some(on_message.into_js_value().unchecked_ref()));
    browser.post(&[Event::Ready { protocol: PROTOCOL }]);
    browser.spawn(state::warm_up(idle));
}
