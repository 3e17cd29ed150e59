//! Crashes of workers, and the files they were reading then.

/// Crashes on one file after which it is left out, and crashes in a row after which no worker is started by itself.
const LIMIT: u32 = 5;

/// Crashes since the user last wanted to open something, and those in a row since a worker last did its work.
#[derive(Clone, Debug, Default)]
pub(super) struct Crashes {
    /// Handles, and crashes while each was read.
    by_handle: Vec<(u32, u32)>,
    elsewhere: u32,
}

impl Crashes {
    /// A worker has ended while it read that handle, or none.
    pub(super) fn note(&mut self, reading: Option<u32>) {
        match reading {
            Some(handle) => match self.by_handle.iter_mut().find(|(other, _)| *other == handle) {
                Some((_, count)) => *count += 1,
                None => self.by_handle.push((handle, 1)),
            },
            None => self.elsewhere += 1,
        }
    }

    /// Tells whether a file has ended a worker too often: `LIMIT` times or more.
    pub(super) fn is_culprit(&self, handle: u32) -> bool {
        self.by_handle.iter().any(|(other, count)| *other == handle && *count >= LIMIT)
    }

    pub(super) fn may_restart(&self) -> bool {
        self.elsewhere < LIMIT
    }

    /// A worker has done its work.
    pub(super) fn forget_elsewhere(&mut self) {
        self.elsewhere = 0;
    }

    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }
}
