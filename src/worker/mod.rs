//! The worker: a function of files and the page's log of decisions. It owns one workspace and answers the page.
//!
//! It may be ended at any moment: another one makes the same of the same files and log.
//!
//! # Invariants
//! All that is open changes only when a job has ended well. A job that was overtaken or cancelled ends at its next pause without touching
//! anything. Queries are answered from what is open, also while a job runs.

mod answer;
mod export;
mod import;
mod pause;
mod source;
mod state;
mod timing;
pub mod transport;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::protocol::{Event, PROTOCOL};
use state::WorkerState;

/// Takes messages for as long as the worker lives.
pub fn start() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let crashed = scope.clone();
    std::panic::set_hook(Box::new(move |panic| {
        // The place in our own source only: a panic's message could quote data.
        let place = panic.location().map_or_else(String::new, |place| format!("{}:{}", place.file(), place.line()));
        post(&crashed, &Event::Crashed { message: place });
    }));
    let state = Rc::new(RefCell::new(WorkerState::default()));
    let (receiver, idle) = (scope.clone(), state.clone());
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
        state::receive(&state, &receiver, &message.data());
    });
    scope.set_onmessage(Some(on_message.into_js_value().unchecked_ref()));
    post(&scope, &Event::Ready { protocol: PROTOCOL });
    spawn_local(state::warm_up(idle));
}

/// Sends an event to the page.
fn post(scope: &DedicatedWorkerGlobalScope, event: &Event) {
    if let Some(bytes) = transport::encode(event) {
        let _ = scope.post_message(&bytes);
    }
}

/// Sends events to the page, which takes them as one.
fn post_all(scope: &DedicatedWorkerGlobalScope, events: &[Event]) {
    let list: Array = events.iter().filter_map(transport::encode).collect();
    if list.length() > 0 {
        let _ = scope.post_message(&list);
    }
}
