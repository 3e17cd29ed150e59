//! The worker as the page sees it: requests go out, events come in, silence, crashes and parts of another version have a name.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, ErrorEvent, MessageEvent, RequestCache, RequestInit, Response, Worker, WorkerOptions, WorkerType};

use super::{document, performance};
use crate::protocol::{Event, Message};
use crate::worker::transport;

/// Seconds of silence, counted while the tab is visible, after which a busy worker is taken for dead.
const STALL_SECONDS: u32 = 20;
/// The loader's word (`public/worker_loader.js`) where the network gives none of the worker's files.
const UNREACHABLE: &str = "unreachable";

/// Report of a worker client.
pub(crate) enum Report {
    /// The worker has sent events, all of them at once.
    Events(Vec<Event>),
    /// The worker has ended by an error of its own.
    Crashed(String),
    /// A busy worker has sent nothing for too long.
    Stalled,
    /// The files of this build are no longer where they were, or the worker is of another build. It has been ended.
    OtherVersion,
    /// The network gave none of the worker's files: they could not be requested. The worker has been ended.
    Unreachable,
}

/// A running worker. Dropping it ends the worker.
pub(crate) struct WorkerClient {
    worker: Option<Worker>,
    line: Rc<Line>,
    _listeners: Vec<EventListener>,
    _watchdog: Interval,
}

/// State of the contact between page and worker.
#[derive(Clone, Copy, PartialEq)]
enum Contact {
    /// No message has arrived yet.
    None,
    /// The loader has named the build of the page.
    SameBuild,
    /// The worker was ended for what it sent.
    Ended,
}

/// Line between page and worker.
struct Line {
    /// The build of the page, which the worker has to be of.
    build: String,
    contact: Cell<Contact>,
    /// Requests made before the worker listened; `None` once it does.
    waiting: RefCell<Option<Vec<Array>>>,
    silence: Cell<u32>,
}

impl Line {
    /// Returns the address of the worker's loader. Relative, so that the page may lie under any path.
    fn loader(&self) -> String {
        format!("./worker_loader-{}.js", self.build)
    }

    /// Reads a message; `None` where there is nothing to report. The build comes first, then events; any other word is one of the loader's
    /// or of another version.
    fn read(&self, data: &JsValue) -> Option<Report> {
        match (self.contact.get(), data.as_string()) {
            (Contact::Ended, _) => None,
            (_, Some(word)) if word == self.build => {
                self.contact.set(Contact::SameBuild);
                None
            }
            (_, Some(word)) if word == UNREACHABLE => Some(Report::Unreachable),
            (Contact::SameBuild, None) => Some(transport::decode_all(data).map_or(Report::OtherVersion, Report::Events)),
            _ => Some(Report::OtherVersion),
        }
    }

    /// Reason the loader did not start. The browser does not tell it, so it is requested once more.
    async fn absence(&self) -> Report {
        match text(&self.loader()).await {
            // Not there, another build's, or a page of the host in its place.
            Some(text) if !text.contains(&format!("BUILD = \"{}\"", self.build)) => Report::OtherVersion,
            _ => Report::Unreachable,
        }
    }
}

impl WorkerClient {
    /// Starts a worker. `is_busy` says whether an answer is awaited.
    pub(crate) fn spawn(report: impl Fn(Report) + Clone + 'static, is_busy: impl Fn() -> bool + 'static) -> Self {
        let line = Rc::new(Line {
            build: document::build(),
            contact: Cell::new(Contact::None),
            waiting: RefCell::new(Some(Vec::new())),
            silence: Cell::new(0),
        });
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&line.loader(), &options).ok();
        let listeners = worker.as_ref().map_or_else(Vec::new, |worker| listeners(worker, &line, &report));
        if worker.is_none() {
            let report = report.clone();
            spawn_local(async move { report(Report::Crashed(String::new())) });
        }
        let watchdog = watchdog(&line, report, is_busy);
        Self { worker, line, _listeners: listeners, _watchdog: watchdog }
    }

    /// Sends a message with the handles it names, of which one may be gone; held back until the worker listens.
    pub(crate) fn send(&self, message: &Message, handles: &[Option<Blob>]) {
        let Some(bytes) = transport::encode(message) else { return };
        let message = Array::of1(&bytes);
        for handle in handles {
            message.push(handle.as_ref().map_or(&JsValue::UNDEFINED, AsRef::as_ref));
        }
        self.line.silence.set(0);
        if let Some(waiting) = self.line.waiting.borrow_mut().as_mut() {
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

/// A handle that cannot be cloned is the only thing that can fail here; the watchdog then reports it.
fn post(worker: &Worker, message: &JsValue) {
    let _ = worker.post_message(message);
}

fn listeners(worker: &Worker, line: &Rc<Line>, report: &(impl Fn(Report) + Clone + 'static)) -> Vec<EventListener> {
    let (on_report, crashed, garbled) = (report.clone(), report.clone(), report.clone());
    let (hearing, failing, port) = (Rc::clone(line), Rc::clone(line), worker.clone());
    let message = EventListener::new(worker, "message", move |event| {
        let Some(received) = event.dyn_ref::<MessageEvent>().and_then(|event| hearing.read(&event.data())) else { return };
        hearing.silence.set(0);
        match &received {
            Report::Events(events) if events.iter().any(|event| matches!(event, Event::Ready { .. })) => {
                performance::mark_loaded();
                for message in hearing.waiting.borrow_mut().take().into_iter().flatten() {
                    post(&port, &message);
                }
            }
            Report::OtherVersion | Report::Unreachable => {
                hearing.contact.set(Contact::Ended);
                port.terminate();
            }
            _ => {}
        }
        on_report(received);
    });
    let error = EventListener::new(worker, "error", move |event| {
        if failing.contact.get() != Contact::None {
            crashed(Report::Crashed(event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default()));
            return;
        }
        failing.contact.set(Contact::Ended);
        let (failing, report) = (Rc::clone(&failing), crashed.clone());
        spawn_local(async move { report(failing.absence().await) });
    });
    let unreadable = EventListener::new(worker, "messageerror", move |_| garbled(Report::OtherVersion));
    vec![message, error, unreadable]
}

/// The text under an address of the page's own host, requested from the host itself; `None` where the network gives no answer.
async fn text(address: &str) -> Option<String> {
    let options = RequestInit::new();
    options.set_cache(RequestCache::NoStore);
    let answer = web_sys::window()?.fetch_with_str_and_init(address, &options);
    let response: Response = JsFuture::from(answer).await.ok()?.dyn_into().ok()?;
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}

/// Counts seconds in which the tab was visible: the timers of a hidden tab are slowed down, and so may its worker be. A worker that is still
/// being loaded is not silent, however slow the network is.
fn watchdog(line: &Rc<Line>, report: impl Fn(Report) + 'static, is_busy: impl Fn() -> bool + 'static) -> Interval {
    let line = Rc::clone(line);
    Interval::new(1_000, move || {
        let is_connected = line.contact.get() == Contact::SameBuild && line.waiting.borrow().is_none();
        if !is_connected || !is_busy() || !document::is_visible() {
            line.silence.set(0);
            return;
        }
        line.silence.set(line.silence.get() + 1);
        if line.silence.get() >= STALL_SECONDS {
            line.silence.set(0);
            report(Report::Stalled);
        }
    })
}
