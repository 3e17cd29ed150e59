//! Surroundings of the worker: the page, its files, the clock and pauses. The browser provides them, or a test.

use crate::protocol::Event;

/// Surroundings of the worker, as each of its tasks holds them.
pub(super) trait Host: Clone + 'static {
    /// Handle of a file or paste.
    type File: HostFile;
    /// A pause that can be taken any number of times.
    type Pause: Pause;

    /// Sends events to the page, which takes them as one.
    fn post(&self, events: &[Event]);

    /// Milliseconds since the worker started; 0 where there is no clock.
    fn now(&self) -> f64;

    /// Notes for the browser's own tools the time, in milliseconds, from which something took how long.
    fn measure(&self, name: &str, start: f64, duration: f64);

    /// A pause for one task; `None` where the worker cannot pause.
    fn pause(&self) -> Option<Self::Pause>;

    /// Runs a task among the others, from the next turn on.
    fn spawn(&self, task: impl Future<Output = ()> + 'static);

    /// Puts a file, chunk by chunk, where the page finds it, in place of the one before. Returns its address, which leads nowhere outside of this
    /// browser.
    fn publish(&self, chunks: &[Vec<u8>]) -> Option<String>;
}

/// A file whose bytes are there when they are requested.
pub(super) trait HostFile: Clone + 'static {
    /// Bytes that have come.
    type Slice: Slice;

    /// Length in bytes.
    fn size(&self) -> u64;

    /// Tells whether the bytes can still be read: a file that was deleted is as long as an empty one.
    fn is_there(&self) -> impl Future<Output = bool> + 'static;

    /// Requests bytes at once; they come while others are scanned. `None` where the file is gone.
    fn slice(&self, start: u64, end: u64) -> impl Future<Output = Option<Self::Slice>> + 'static;
}

/// Bytes outside the worker's own memory.
pub(super) trait Slice {
    /// Length in bytes.
    fn len(&self) -> usize;

    /// Copies the bytes from `start` on into all of `piece`.
    fn copy(&self, start: usize, piece: &mut [u8]);
}

/// Pause that returns to the event loop.
pub(super) trait Pause {
    /// Lets everything that waits run first.
    async fn wait(&self);
}
