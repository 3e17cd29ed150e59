//! The worker as the page sees it: requests go out, events come in, silence and crashes have a name.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::{document, performance};
use crate::protocol::{Event, Request};
use crate::worker::transport;

/// The loader Trunk writes beside the page. Relative, so that the page may lie under any path.
const LOADER: &str = "./worker_loader.js";
/// Seconds of silence, counted while the tab is visible, after which a busy worker is taken for dead.
const STALL_SECONDS: u32 = 20;

/// What a worker client reports.
pub(crate) enum Report {
    /// The worker has said something.
    Said(Box<Event>),
    /// The worker has ended by an error of its own or could not be started.
    Crashed(String),
    /// A busy worker has said nothing for too long.
    Stalled,
}

/// A running worker. Dropping it ends the worker.
pub(crate) struct WorkerClient {
    worker: Option<Worker>,
    /// Requests made before the worker could hear; `None` once it can.
    waiting: Rc<RefCell<Option<Vec<Array>>>>,
    silence: Rc<Cell<u32>>,
    _listeners: Vec<EventListener>,
    _watchdog: Interval,
}

impl WorkerClient {
    /// Starts a worker. `is_busy` says whether an answer is awaited.
    pub(crate) fn spawn(report: impl Fn(Report) + Clone + 'static, is_busy: impl Fn() -> bool + 'static) -> Self {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(LOADER, &options).ok();
        let waiting = Rc::new(RefCell::new(Some(Vec::new())));
        let silence = Rc::new(Cell::new(0));
        let listeners = worker.as_ref().map_or_else(Vec::new, |worker| listeners(worker, &waiting, &silence, &report));
        let watchdog = watchdog(&silence, report, is_busy);
        Self { worker, waiting, silence, _listeners: listeners, _watchdog: watchdog }
    }

    /// Sends a request with the handles it names; held back until the worker listens.
    pub(crate) fn send(&self, request: &Request, handles: &[Blob]) {
        let Some(bytes) = transport::encode(request) else { return };
        let message = Array::of1(&bytes);
        for handle in handles {
            message.push(handle);
        }
        self.silence.set(0);
        if let Some(waiting) = self.waiting.borrow_mut().as_mut() {
            waiting.push(message);
        } else if let Some(worker) = &self.worker {
            post(worker, &message);
        }
    }
}

impl Drop for WorkerClient {
    fn drop(&mut self) {
        if let Some(worker) = &self.worker {
            worker.terminate();
        }
    }
}

/// A handle that cannot be cloned is the only thing that can fail here; the watchdog then speaks.
fn post(worker: &Worker, message: &JsValue) {
    let _ = worker.post_message(message);
}

fn listeners(
    worker: &Worker,
    waiting: &Rc<RefCell<Option<Vec<Array>>>>,
    silence: &Rc<Cell<u32>>,
    report: &(impl Fn(Report) + Clone + 'static),
) -> Vec<EventListener> {
    let (said, crashed, garbled) = (report.clone(), report.clone(), report.clone());
    let (waiting, silence, port) = (Rc::clone(waiting), Rc::clone(silence), worker.clone());
    let message = EventListener::new(worker, "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>().and_then(|event| transport::decode::<Event>(&event.data())) else { return };
        silence.set(0);
        if matches!(event, Event::Ready { .. }) {
            performance::mark_loaded();
            for message in waiting.borrow_mut().take().into_iter().flatten() {
                post(&port, &message);
            }
        }
        said(Report::Said(Box::new(event)));
    });
    let error = EventListener::new(worker, "error", move |event| {
        let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default();
        crashed(Report::Crashed(message));
    });
    let unreadable = EventListener::new(worker, "messageerror", move |_| garbled(Report::Crashed("messageerror".to_owned())));
    vec![message, error, unreadable]
}

/// Counts seconds in which the tab was visible: the timers of a hidden tab are slowed down, and so may its worker be.
fn watchdog(silence: &Rc<Cell<u32>>, report: impl Fn(Report) + 'static, is_busy: impl Fn() -> bool + 'static) -> Interval {
    let silence = Rc::clone(silence);
    Interval::new(1_000, move || {
        if !is_busy() || !document::is_visible() {
            silence.set(0);
            return;
        }
        silence.set(silence.get() + 1);
        if silence.get() >= STALL_SECONDS {
            silence.set(0);
            report(Report::Stalled);
        }
    })
}
