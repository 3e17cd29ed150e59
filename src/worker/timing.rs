//! User Timing: what each stage took, visible in the browser's own tools.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use leadlens_engine::Stage;

/// Adds up the time each stage takes, slice by slice, and reports it as measures `leadlens:<stage>`.
#[derive(Debug)]
pub(super) struct Stopwatch {
    started: f64,
    spent: [f64; Stage::ALL.len()],
}

impl Stopwatch {
    /// A stopwatch that starts now.
    pub(super) fn start() -> Self {
        Self { started: now(), spent: [0.0; Stage::ALL.len()] }
    }

    /// Does a slice of work and adds its time to the stage it turns out to belong to.
    pub(super) fn time<T>(&mut self, stage: impl FnOnce(&T) -> Stage, work: impl FnOnce() -> T) -> T {
        let before = now();
        let result = work();
        self.add(stage(&result), now() - before);
        result
    }

    /// Adds milliseconds to a stage.
    pub(super) fn add(&mut self, stage: Stage, milliseconds: f64) {
        if let Some(spent) = self.spent.get_mut(stage as usize) {
            *spent += milliseconds;
        }
    }

    /// Writes the measures, laid end to end from the start of the run (slices of reading and parsing alternate in truth).
    pub(super) fn report(&self) {
        let mut start = self.started;
        for (stage, spent) in Stage::ALL.iter().zip(self.spent) {
            measure(&format!("leadlens:{}", stage.as_str()), start, spent);
            start += spent;
        }
    }
}

/// Milliseconds since the worker started; 0 where the browser has no such clock.
pub(super) fn now() -> f64 {
    performance().map_or(0.0, |performance| performance.now())
}

fn performance() -> Option<web_sys::Performance> {
    Reflect::get(&js_sys::global(), &JsValue::from_str("performance")).ok()?.dyn_into().ok()
}

/// `performance.measure(name, { start, duration })`; a browser without it has no measure, and nothing else is lost.
fn measure(name: &str, start: f64, duration: f64) {
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
