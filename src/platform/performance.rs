//! User timings and the count of requests.

use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;

/// Name of the user timing of the moment from which nothing has to be loaded any more.
const LOADED: &str = "leadlens:loaded";

/// Marks the start of a measure.
pub(crate) fn mark(name: &str) {
    if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
        performance.clear_marks_with_mark_name(name);
        let _ = performance.mark(name);
    }
}

/// Measures from the mark of the same name until now.
pub(crate) fn measure(name: &str) {
    if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
        let _ = performance.measure_with_start_mark(name, name);
    }
}

/// Notes that everything the page is made of has been loaded, its worker last. A worker started anew does not move that moment.
pub(crate) fn mark_loaded() {
    if loaded_at().is_none() {
        mark(LOADED);
    }
}

fn loaded_at() -> Option<f64> {
    let entries = web_sys::window()?.performance()?.get_entries_by_name(LOADED);
    start_time(&entries.get(0))
}

/// Requests the page has begun since everything was loaded, by the browser's own record; none while it is loading.
pub(crate) fn requests_since_loaded() -> usize {
    let Some(performance) = web_sys::window().and_then(|window| window.performance()) else { return 0 };
    let Some(loaded) = loaded_at() else { return 0 };
    let entries: Array = performance.get_entries_by_type("resource");
    entries.iter().filter_map(|entry| start_time(&entry)).filter(|start| *start > loaded).count()
}

fn start_time(entry: &JsValue) -> Option<f64> {
    Reflect::get(entry, &"startTime".into()).ok()?.as_f64()
}
