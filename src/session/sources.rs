//! The sources that shall be open, and the jobs that make them so.

use super::Session;
use crate::protocol::{JobId, OpenMode, Revision, SourceRef, handle_of};
use leadlens_engine::{DecisionLog, SourceKey};

/// A source that is open, or shall be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedSource {
    /// The page's number of its handle.
    pub handle: u32,
    /// It is the sample, which comes with the program and has no handle.
    pub is_sample: bool,
    /// It was pasted, and stands in no file.
    pub is_pasted: bool,
    /// Its name as shown.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
    /// Numbers of the sources in it that were taken away.
    pub left_out: Vec<u32>,
    /// The log of decisions in it is part of the page's log.
    is_log_known: bool,
}

/// Cause of opening sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The user opened, added or took away sources.
    Sources,
    /// The user decided how records are read or understood.
    Decision,
    /// The worker was started anew.
    Restart,
}

/// A set of sources that is being opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// All of them, in order.
    pub sources: Vec<WantedSource>,
    /// Mode in which the log takes in that of a workspace among them.
    pub mode: OpenMode,
    /// The cause.
    pub cause: Cause,
    /// The state of the log when it began, and the changes of statements then.
    revision: Revision,
    changes: u32,
}

/// The outcome of an import.
#[derive(Clone, Debug)]
pub struct Committed<'a> {
    /// Handles that what is open was read from.
    pub handles: &'a [u32],
    /// Logs of workspaces that were not known.
    pub logs: Vec<DecisionLog>,
    /// The state of the log by which records were understood.
    pub built: Revision,
    /// The state of the log by which it was found out who is who.
    pub followed: Revision,
    /// Places of statements in the log that concern nothing that is open.
    pub absent: &'a [u32],
}

impl WantedSource {
    fn reference(&self, slot: Option<u32>) -> SourceRef {
        SourceRef {
            handle: self.handle,
            slot,
            name: self.name.clone(),
            size: self.size,
            left_out: self.left_out.clone(),
            is_log_known: self.is_log_known,
        }
    }
}

impl Import {
    /// The sources as the worker is told of them, and the handles that travel with the message, in the order of their slots.
    pub fn references(&self) -> (Vec<SourceRef>, Vec<u32>) {
        let mut handles = Vec::new();
        let mut slot = |source: &WantedSource| {
            (!source.is_sample).then(|| {
                handles.push(source.handle);
                u32::try_from(handles.len() - 1).unwrap_or(u32::MAX)
            })
        };
        let references = self.sources.iter().map(|source| source.reference(slot(source))).collect();
        (references, handles)
    }
}

impl Session {
    /// A file that has not been opened yet.
    pub fn source(&mut self, name: String, size: u64) -> WantedSource {
        self.last_handle += 1;
        WantedSource { handle: self.last_handle, is_sample: false, is_pasted: false, name, size, left_out: Vec::new(), is_log_known: false }
    }

    /// A paste that has not been opened yet.
    pub fn paste(&mut self, name: String, size: u64) -> WantedSource {
        WantedSource { is_pasted: true, ..self.source(name, size) }
    }

    /// The sample.
    pub fn sample(&mut self) -> WantedSource {
        WantedSource { is_sample: true, ..self.source(String::new(), 0) }
    }

    /// The sources that are open.
    pub fn open_sources(&self) -> &[WantedSource] {
        &self.open
    }

    /// These sources, added to those that are open or in their place.
    pub fn import(&self, sources: Vec<WantedSource>, mode: OpenMode) -> Import {
        // With nothing open, decisions may wait for these very sources.
        let mode = if self.open.is_empty() && !self.log.is_empty() { OpenMode::Append } else { mode };
        let mut all = if mode == OpenMode::Append { self.coming().to_vec() } else { Vec::new() };
        all.extend(sources);
        self.to_be(all, mode, Cause::Sources)
    }

    /// The sources that are open, or those that are being read to be so.
    fn coming(&self) -> &[WantedSource] {
        let read = self.running.iter().rev().map(|(_, import)| import).find(|import| import.cause == Cause::Sources);
        read.map_or(&self.open, |import| &import.sources)
    }

    /// The set of sources that one belongs to, without it.
    pub fn without(&self, source: u32, name: &str) -> Import {
        let handle = handle_of(source);
        let Import { mut sources, .. } = self.set_of(handle);
        // The only source of a file has its name.
        sources.retain(|wanted| wanted.handle != handle || wanted.name != name);
        sources.iter_mut().filter(|wanted| wanted.handle == handle).for_each(|wanted| wanted.left_out.push(source));
        self.to_be(sources, OpenMode::Append, Cause::Sources)
    }

    /// That import once more. Logs in what was open meanwhile are part of the page's log.
    pub fn again(&self, import: &Import) -> Import {
        let rejected = self.rejected.iter().flat_map(|import| &import.sources);
        let known: Vec<u32> = self.open.iter().chain(rejected).filter(|source| source.is_log_known).map(|source| source.handle).collect();
        let mut sources = import.sources.clone();
        sources.iter_mut().filter(|source| known.contains(&source.handle)).for_each(|source| source.is_log_known = true);
        let mode = if known.is_empty() { import.mode } else { OpenMode::Append };
        self.to_be(sources, mode, Cause::Sources)
    }

    /// The same sources under the log as it is now: what was refused, where the handle is of that.
    pub fn rebuilt(&self, handle: Option<u32>) -> Import {
        let import = handle.map_or_else(|| self.open_again(), |handle| self.set_of(handle));
        self.to_be(import.sources, import.mode, Cause::Decision)
    }

    /// Returns what is open, to be opened by another worker, but for files that crash it.
    pub fn restarted(&self) -> Import {
        let mut sources = self.open.clone();
        sources.retain(|source| !self.crashes.is_culprit(source.handle));
        self.to_be(sources, OpenMode::Append, Cause::Restart)
    }

    fn open_again(&self) -> Import {
        self.to_be(self.open.clone(), OpenMode::Append, Cause::Decision)
    }

    /// The set of sources that a handle belongs to: what was refused comes first, the user is busy with it.
    fn set_of(&self, handle: u32) -> Import {
        let holds = |import: &&Import| import.sources.iter().any(|source| source.handle == handle);
        let is_open = self.open.iter().any(|source| source.handle == handle);
        self.rejected.as_ref().filter(holds).filter(|_| !is_open).cloned().unwrap_or_else(|| self.open_again())
    }

    fn to_be(&self, sources: Vec<WantedSource>, mode: OpenMode, cause: Cause) -> Import {
        Import { sources, mode, cause, revision: self.revision, changes: self.changes }
    }

    /// The job that does this has begun.
    pub fn begin(&mut self, job: JobId, import: Import) {
        if import.cause != Cause::Restart {
            self.forget_crashes();
        }
        self.running.push((job, import));
    }

    /// True where what is open, or about to be, rests on an older state of the log, and no running job forbids another.
    pub fn must_rebuild(&self) -> bool {
        !self.open.is_empty()
            && match self.running.last() {
                None => self.records_changed > self.built,
                Some((_, import)) => import.cause == Cause::Decision && self.records_changed > import.revision,
            }
    }

    /// That job has ended well. Gives what it was to do; `None` for a job of another time.
    pub fn committed(&mut self, job: JobId, outcome: Committed<'_>) -> Option<Import> {
        let Committed { handles, logs, built, followed, absent } = outcome;
        let import = self.end(job)?;
        self.open.clone_from(&import.sources);
        self.open.retain(|source| handles.contains(&source.handle));
        self.open.iter_mut().for_each(|source| source.is_log_known = true);
        if import.cause == Cause::Sources {
            self.rejected = None;
        }
        let is_current = (built, followed) == (self.revision, self.revision);
        (self.built, self.followed) = (built, followed);
        self.forget_built();
        // Statements that were made while it was read stay.
        let is_untouched = import.changes == self.changes;
        let has_logs = self.adopt(logs, if is_untouched { import.mode } else { OpenMode::Append });
        if has_logs && is_current {
            // The worker has merged them likewise.
            (self.built, self.followed) = (self.revision, self.revision);
        }
        self.note_absent(absent);
        // What the statements were about is gone, or they are those of the file that was opened.
        let is_replaced = import.cause == Cause::Sources && import.mode == OpenMode::Replace;
        if is_replaced {
            self.opened_at = self.log.position();
        }
        if is_replaced && is_untouched && (has_logs || self.concerns_nothing()) {
            self.mark_saved(self.changes);
        }
        Some(import)
    }

    /// That job has ended without any lead. A decision that leaves no lead is taken back, for what is open does not follow it. Gives what it was
    /// to do; `None` for a job of another time.
    pub fn refused(&mut self, job: JobId, logs: Vec<DecisionLog>) -> Option<Import> {
        let mut import = self.end(job)?;
        self.adopt(logs, OpenMode::Append);
        import.sources.iter_mut().for_each(|source| source.is_log_known = true);
        let is_about_open = import.sources == self.open;
        // A newer job says for itself whether the decisions it follows leave a lead.
        let is_last = self.running.is_empty();
        if import.cause == Cause::Decision && is_about_open && is_last && self.records_changed > self.built {
            self.revert_last();
        } else if import.cause == Cause::Decision && !is_about_open {
            // Roles add up until there are leads; reading options that find nothing prevent them.
            self.revert_reading();
        }
        if !is_about_open {
            self.rejected = Some(import.clone());
        }
        Some(import)
    }

    /// That job was stopped, and the older ones with it. The decisions it was to follow are reverted, unless a newer job follows them.
    pub fn cancelled(&mut self, job: JobId) -> Option<Cause> {
        let import = self.end(job)?;
        if import.cause == Cause::Decision && self.running.is_empty() {
            self.revert_all();
        }
        Some(import.cause)
    }

    /// A job of another kind has ended: older imports were overtaken.
    pub fn overtaken(&mut self, job: JobId) {
        self.running.retain(|(running, _)| *running > job);
    }

    /// Tells whether what was open is being opened by another worker.
    pub fn is_restarting(&self) -> bool {
        self.running.last().is_some_and(|(_, import)| import.cause == Cause::Restart)
    }

    /// Counts what was open as refused: it is lost, no worker can open it any more.
    pub fn lose(&mut self) {
        let lost = std::mem::take(&mut self.open);
        self.rejected = Some(self.to_be(lost, OpenMode::Append, Cause::Restart));
    }

    fn end(&mut self, job: JobId) -> Option<Import> {
        let place = self.running.iter().position(|(running, _)| *running == job)?;
        let (_, import) = self.running.drain(..=place).next_back()?;
        Some(import)
    }

    /// The worker is gone: another one knows nothing. `reading` is the handle it was reading.
    pub fn worker_lost(&mut self, reading: Option<u32>) {
        self.known = 0;
        self.running.clear();
        self.crashes.note(reading);
    }

    /// The worker was told to close everything: it knows nothing any more.
    pub fn worker_cleared(&mut self) {
        self.known = 0;
        self.running.clear();
    }

    /// The user wants to open something: crashes before that say nothing of it.
    pub fn forget_crashes(&mut self) {
        self.crashes.forget();
    }

    /// Tells whether another worker is worth a try.
    pub fn may_restart(&self) -> bool {
        self.crashes.may_restart()
    }

    /// Names of open files that ended a worker too often.
    pub fn culprits(&self) -> Vec<String> {
        self.open.iter().filter(|source| self.crashes.is_culprit(source.handle)).map(|source| source.name.clone()).collect()
    }

    /// Tells whether a file is among those that are open.
    pub fn is_open(&self, handle: u32) -> bool {
        self.open.iter().any(|source| source.handle == handle)
    }

    /// Handles of everything that is open, was refused, or is being opened.
    pub fn handles(&self) -> Vec<u32> {
        let running = self.running.iter().flat_map(|(_, import)| &import.sources);
        let rejected = self.rejected.iter().flat_map(|import| &import.sources);
        self.open.iter().chain(rejected).chain(running).map(|source| source.handle).collect()
    }

    /// Key in the log of the reading options of a source.
    pub fn key(&self, handle: u32, source: &str) -> Option<SourceKey> {
        let set = self.set_of(handle);
        let found = set.sources.iter().find(|wanted| wanted.handle == handle)?;
        Some(SourceKey { file: found.name.clone(), size: found.size, source: source.to_owned() })
    }
}
