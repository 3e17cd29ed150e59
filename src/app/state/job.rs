//! Activity of the page, and what is open.

use std::sync::Arc;

use crate::protocol::JobId;
use leadlens_engine::Stage;
use leadlens_engine::report::Overview;

/// Activity of the page: idle, at work, or in need of a reload.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Phase {
    /// Nothing runs.
    #[default]
    Idle,
    /// A job runs.
    Working(Work),
    /// The worker belongs to another version of the page: nothing can run before a reload.
    OldWorker,
}

/// A running job.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// Its number.
    pub job: JobId,
    /// Place that what it reads comes from.
    pub origin: OpenedFrom,
    /// Stage it is at; `None` before the worker's first word.
    pub stage: Option<Stage>,
    /// The handle it reads; `None` while it reads none.
    pub handle: Option<u32>,
    /// Parts done.
    pub done: u64,
    /// Parts in all; 0 where not known.
    pub total: u64,
}

/// Place that what is open comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenedFrom {
    /// Files on the user's disk.
    Files,
    /// A paste, which stands in no file.
    Paste,
    /// The sample.
    Sample,
    /// A link: numbers only.
    Link,
}

/// Step by which what is open is about to be left while it stands nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// It is closed.
    Close,
    /// Something else is opened in its place.
    Open,
    /// The page was about to be left or loaded anew, and the user stayed.
    Tab,
}

/// Work that stands nowhere but in this tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsaved {
    /// Leads that were pasted; they weigh more than decisions about them.
    Paste,
    /// Decisions about who is who.
    Decisions,
}

/// The overview, shared; equal only to itself.
#[derive(Clone, Debug)]
pub struct SharedOverview(pub Arc<Overview>);

impl PartialEq for SharedOverview {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Sources or link that are open: the job that opened them, their origin and their overview.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The job that opened it.
    pub job: JobId,
    /// Place that what is open comes from.
    pub origin: OpenedFrom,
    /// Its overview.
    pub overview: SharedOverview,
}
