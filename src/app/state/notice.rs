//! Notices of what went wrong, as data.

use leadlens_engine::intake::SourceFailure;
use leadlens_engine::share::ShareError;

/// Notice of what went wrong, as data; the page words it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Some sources could not be read, the others were.
    SomeFailed(Vec<SourceFailure>),
    /// No source could be read; what was open stays open.
    Refused(Vec<SourceFailure>),
    /// A link could not be read.
    LinkRefused(ShareError),
    /// The worker met a bug.
    Crashed(String),
    /// The worker fell silent.
    Stalled,
    /// The network gave no worker.
    Unreachable,
    /// A file to keep could not be made.
    NotSaved,
    /// Nothing that was open can be read again: it is closed, the decisions stay.
    Lost(Vec<SourceFailure>),
    /// Some of what was open cannot be read again; the rest and the decisions stay.
    PartlyLost(Vec<SourceFailure>),
    /// Files were left out that ended the worker again and again.
    LeftOut(Vec<String>),
    /// The worker has ended again and again, whatever is open.
    GivenUp,
    /// Decisions were taken over from a workspace that holds no leads.
    TakenOver,
}

impl Notice {
    /// The sources that could not be read.
    pub fn failures(&self) -> &[SourceFailure] {
        match self {
            Self::SomeFailed(failures) | Self::Refused(failures) | Self::Lost(failures) | Self::PartlyLost(failures) => failures,
            _ => &[],
        }
    }
}
