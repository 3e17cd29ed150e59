//! User timings and the count of requests.

use js_sys::{Array, Reflect};

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

/// Milliseconds since the page was opened.
pub(crate) fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// Requests the page and its parts have begun after that moment, by the browser's own record.
pub(crate) fn requests_since(moment: f64) -> usize {
    let Some(performance) = web_sys::window().and_then(|window| window.performance()) else { return 0 };
    let entries: Array = performance.get_entries_by_type("resource");
    let started = |entry: wasm_bindgen::JsValue| Reflect::get(&entry, &"startTime".into()).ok().and_then(|value| value.as_f64());
    entries.iter().filter_map(started).filter(|start| *start > moment).count()
}
