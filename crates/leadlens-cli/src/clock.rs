//! Time and bytes of each stage, and how far the work is, on standard error.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Time and bytes of a stage.
struct Timing {
    stage: &'static str,
    spent: Duration,
    bytes: u64,
}

/// Measures the stages, and shows on a terminal the current one.
pub(crate) struct Clock {
    started: Instant,
    timings: [Timing; 6],
    bar: ProgressBar,
}

impl Clock {
    /// Starts now. Nothing is drawn where standard error is no terminal.
    pub(crate) fn start() -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{msg:<8} {bar:32} {percent:>3} %  {elapsed}") {
            bar.set_style(style);
        }
        let timings = ["decode", "parse", "map", "leads", "match", "report"];
        Self { started: Instant::now(), timings: timings.map(|stage| Timing { stage, spent: Duration::ZERO, bytes: 0 }), bar }
    }

    /// Does a part of a stage, of so many bytes.
    pub(crate) fn measure<T>(&mut self, stage: &str, bytes: u64, work: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let done = work();
        self.add(stage, begun, bytes);
        done
    }

    /// Adds the time since then to a stage.
    pub(crate) fn add(&mut self, stage: &str, begun: Instant, bytes: u64) {
        if let Some(timing) = self.timings.iter_mut().find(|timing| timing.stage == stage) {
            timing.spent += begun.elapsed();
            timing.bytes += bytes;
        }
    }

    /// Shows how many parts of how many are done.
    pub(crate) fn show(&self, stage: &'static str, done: u64, total: u64) {
        self.bar.set_message(stage);
        self.bar.set_length(total);
        self.bar.set_position(done);
    }

    /// Takes the progress away, so that what is printed stands alone.
    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }

    /// Prints milliseconds and bytes per stage, and in all.
    pub(crate) fn print(&self) {
        for Timing { stage, spent, bytes } in &self.timings {
            print_line(stage, *spent, *bytes);
        }
        print_line("total", self.started.elapsed(), self.timings.first().map_or(0, |decode| decode.bytes));
    }
}

fn print_line(stage: &str, spent: Duration, bytes: u64) {
    eprintln!("{stage:<8}{:>10.1} ms{bytes:>14} bytes", spent.as_secs_f64() * 1e3);
}
