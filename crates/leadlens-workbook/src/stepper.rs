//! Long work in bounded slices: an asynchronous function whose only executor is [`Stepper::step`].
//!
//! Work over borrowed bytes in nested loops (an archive, its member, its XML, its rows) is written as it would be in one
//! call, and says with [`Pace::spend`] how much it did; where a slice is used up, it waits there for the next step. No clock, no thread
//! and no waker is involved: the caller owns time.

use std::fmt;
use std::ops::Range;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};

/// Units of work in a step: bytes as fast as memory is scanned, so that a step takes one to three milliseconds on an ordinary machine
/// and less than fifty in a browser six times slower.
const SLICE: usize = 1 << 20;

/// Parts the whole is divided into for [`Stepper::progress`]: finer than a bar on a screen, and times a length in bytes still a `u64`.
const WHOLE: u64 = 1 << 20;

/// Work in progress. Dropping it cancels it.
pub struct Stepper<T> {
    work: Option<Pin<Box<dyn Future<Output = T>>>>,
    result: Option<T>,
    record: Arc<StepRecord>,
}

/// Record that work keeps for those who drive it.
#[derive(Debug, Default)]
struct StepRecord {
    /// Share done, of [`WHOLE`].
    done: AtomicU64,
    /// Units of the longest step so far.
    longest: AtomicUsize,
}

impl<T> Stepper<T> {
    /// Work that has not begun.
    pub fn new<F: Future<Output = T> + 'static>(work: impl FnOnce(Pace) -> F) -> Self {
        Self::with_slice(SLICE, work)
    }

    /// [`Stepper::new`] with so many units of work in a step.
    pub fn with_slice<F: Future<Output = T> + 'static>(slice: usize, work: impl FnOnce(Pace) -> F) -> Self {
        let record = Arc::new(StepRecord::default());
        let pace = Pace { slice, left: slice, part: 0..WHOLE, record: Arc::clone(&record) };
        Self { work: Some(Box::pin(work(pace))), result: None, record }
    }

    /// Does a bounded slice of the work; `false` when all is done.
    pub fn step(&mut self) -> bool {
        if let Some(work) = &mut self.work
            && let Poll::Ready(result) = work.as_mut().poll(&mut Context::from_waker(Waker::noop()))
        {
            self.result = Some(result);
            self.work = None;
        }
        self.work.is_some()
    }

    /// Share done, and the whole; the share never shrinks.
    pub fn progress(&self) -> (u64, u64) {
        (if self.work.is_some() { self.record.done.load(Ordering::Relaxed) } else { WHOLE }, WHOLE)
    }

    /// Units of work in the longest step so far, in bytes scanned or what takes as long.
    pub fn longest_step(&self) -> usize {
        self.record.longest.load(Ordering::Relaxed)
    }

    /// Does what is left and gives the result.
    pub fn finish(mut self) -> T {
        loop {
            self.step();
            if let Some(result) = self.result.take() {
                return result;
            }
        }
    }
}

impl<T> fmt::Debug for Stepper<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Stepper").field(&self.record).finish()
    }
}

/// Divides work into slices, from inside of it.
pub struct Pace {
    slice: usize,
    /// Units left in the current step.
    left: usize,
    /// The part of [`WHOLE`] that [`Pace::reach`] counts in.
    part: Range<u64>,
    record: Arc<StepRecord>,
}

impl Pace {
    /// Counts units of work done; to be awaited, which ends the step when its slice is used up.
    #[inline]
    pub fn spend(&mut self, units: usize) -> Turn {
        match self.left.checked_sub(units) {
            Some(left) => {
                self.left = left;
                Turn { is_over: false }
            }
            None => self.end_step(units),
        }
    }

    /// Maximum bytes between two reports.
    pub fn slice(&self) -> usize {
        self.slice
    }

    /// Says how far the part of the whole that is being done has come.
    pub fn reach(&self, done: usize, total: usize) {
        self.record.done.fetch_max(self.place(done as u64, total as u64), Ordering::Relaxed);
    }

    /// Sets the part of the whole that follows, in shares of `total`; the part it replaces is the answer.
    pub fn begin_part(&mut self, part: Range<u64>, total: u64) -> Range<u64> {
        let part = self.place(part.start, total)..self.place(part.end, total);
        std::mem::replace(&mut self.part, part)
    }

    /// The place in the whole of a place in the current part.
    fn place(&self, at: u64, total: u64) -> u64 {
        self.part.start + (self.part.end - self.part.start).saturating_mul(at.min(total)) / total.max(1)
    }

    /// Goes back to a part that was replaced.
    pub fn end_part(&mut self, outer: Range<u64>) {
        self.part = outer;
    }

    #[cold]
    fn end_step(&mut self, units: usize) -> Turn {
        self.record.longest.fetch_max(self.slice - self.left + units, Ordering::Relaxed);
        self.left = self.slice;
        Turn { is_over: true }
    }
}

/// The end of a step, or nothing.
#[must_use = "a step ends where this is awaited"]
pub struct Turn {
    is_over: bool,
}

impl Future for Turn {
    type Output = ();

    #[inline]
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if std::mem::take(&mut self.is_over) { Poll::Pending } else { Poll::Ready(()) }
    }
}

/// Does work in one call: for what is short by nature.
pub fn at_once<T>(work: impl AsyncFnOnce(&mut Pace) -> T) -> T {
    let record = Arc::new(StepRecord::default());
    let mut pace = Pace { slice: SLICE, left: SLICE, part: 0..WHOLE, record };
    let mut work = std::pin::pin!(work(&mut pace));
    loop {
        if let Poll::Ready(result) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return result;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count_to(number: usize, slice: usize) -> Stepper<usize> {
        Stepper::with_slice(slice, move |mut pace| async move {
            for done in 0..number {
                pace.spend(1).await;
                pace.reach(done, number);
            }
            number
        })
    }

    #[test]
    fn a_step_ends_when_its_slice_is_used_up() {
        let mut stepper = count_to(10, 3);
        let mut steps = 1;
        while stepper.step() {
            steps += 1;
        }
        assert_eq!((steps, stepper.longest_step(), stepper.finish()), (3, 4, 10));
    }

    #[test]
    fn the_result_is_there_in_one_call_too() {
        assert_eq!(count_to(10, 1).finish(), 10);
        assert_eq!(at_once(async |pace| pace.spend(SLICE + 1).await), ());
    }

    #[test]
    fn progress_of_a_part_is_a_share_of_the_whole() {
        let stepper = Stepper::new(|mut pace| async move {
            let outer = pace.begin_part(1..2, 4);
            pace.reach(1, 2);
            pace.end_part(outer);
            pace.spend(SLICE + 1).await;
        });
        let mut stepper = stepper;
        assert_eq!(stepper.progress().0, 0);
        assert!(stepper.step());
        assert_eq!(stepper.progress().0 * 8, 3 * WHOLE);
        assert!(!stepper.step());
        assert_eq!(stepper.progress().0, WHOLE);
    }
}
