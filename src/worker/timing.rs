//! User Timing: the time each stage took, visible in the browser's own tools.

use super::host::Host;
use leadlens_engine::Stage;

/// Adds up the time each stage takes, slice by slice, and reports it as measures `leadlens:<stage>`.
#[derive(Debug)]
pub(super) struct Stopwatch<H> {
    host: H,
    started: f64,
    spent: [f64; Stage::ALL.len()],
}

impl<H: Host> Stopwatch<H> {
    /// A stopwatch that starts now.
    pub(super) fn start(host: H) -> Self {
        Self { started: host.now(), host, spent: [0.0; Stage::ALL.len()] }
    }

    /// Does a slice of work and adds its time to the stage it turns out to belong to.
    pub(super) fn time<T>(&mut self, stage: impl FnOnce(&T) -> Stage, work: impl FnOnce() -> T) -> T {
        let before = self.host.now();
        let result = work();
        self.add_since(stage(&result), before);
        result
    }

    /// Adds the milliseconds since a moment to a stage.
    pub(super) fn add_since(&mut self, stage: Stage, before: f64) {
        if let Some(spent) = self.spent.get_mut(stage as usize) {
            *spent += self.host.now() - before;
        }
    }

    /// Writes the measures, put end to end from the start of the run (slices of reading and parsing alternate in truth).
    pub(super) fn report(&self) {
        let mut start = self.started;
        for (stage, spent) in Stage::ALL.iter().zip(self.spent) {
            self.host.measure(&format!("leadlens:{}", stage.as_str()), start, spent);
            start += spent;
        }
    }
}
