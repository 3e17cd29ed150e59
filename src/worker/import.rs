//! Import jobs: files are read or found read, leads are made of them under the log, and what comes of it becomes what is open.

use std::sync::Arc;

use super::host::{Host, Pause};
use super::source::{self, Outcome};
use super::state::{Open, ReadFile, ReadTable, Worker, matched, read_sample};
use super::timing::Stopwatch;
use crate::protocol::{Event, JobId, Revision, SourceRef, source_id};
use leadlens_engine::intake::{Contents, ReadOptions, SourceError, SourceFailure};
use leadlens_engine::{Build, DecisionLog, OpenMode, Stage, Step, saved_log};

/// Milliseconds of work after which waiting messages are let in: with the step behind them less than fifty, even in a slow browser.
pub(super) const PATIENCE: f64 = 25.0;

/// A running job, current until a newer one begins.
pub(super) struct RunningJob<H: Host> {
    pub(super) id: JobId,
    worker: Worker<H>,
}

impl<H: Host> RunningJob<H> {
    /// Begins a job; every older one is overtaken.
    pub(super) fn begin(id: JobId, worker: &Worker<H>) -> Self {
        worker.state.borrow_mut().job = id;
        Self { id, worker: worker.clone() }
    }

    fn counts(&self) -> bool {
        self.worker.state.borrow().job == self.id
    }

    pub(super) fn post(&self, event: Event) {
        self.worker.host.post(&[event]);
    }

    fn progress(&self, stage: Stage, handle: Option<u32>, done: u64, total: u64) {
        self.post(Event::Progress { job: self.id, stage, handle, done, total });
    }

    /// Makes something what is open, if the job still counts.
    pub(super) fn commit(&self, open: Open, files: Vec<ReadFile<H::File>>, event: Event) {
        if self.counts() {
            let mut state = self.worker.state.borrow_mut();
            state.open = open;
            state.generation = self.id;
            state.rejected.retain(|rejected| !files.iter().any(|file| file.handle == rejected.handle));
            state.files = files;
            drop(state);
            self.post(event);
        }
    }
}

/// Files that are being opened.
struct ImportJob<H: Host> {
    job: RunningJob<H>,
    files: Vec<ReadFile<H::File>>,
    failures: Vec<SourceFailure>,
    /// Logs of workspaces that the page does not know.
    logs: Vec<DecisionLog>,
    mode: OpenMode,
    watch: Stopwatch<H>,
    /// Bytes read, and bytes of all files that have to be read.
    read: u64,
    total: u64,
}

/// Reads what was not read before, or is to be read with other options; then builds the workspace.
pub(super) async fn open<H: Host>(job: RunningJob<H>, refs: Vec<SourceRef>, handles: Vec<Option<H::File>>, mode: OpenMode) {
    let watch = Stopwatch::start(job.worker.host.clone());
    let total = refs.iter().filter(|wanted| job.worker.state.borrow().file(wanted.handle).is_none()).map(|wanted| wanted.size).sum();
    let mut import = ImportJob { job, files: Vec::new(), failures: Vec::new(), logs: Vec::new(), mode, watch, read: 0, total };
    for wanted in refs {
        let known = import.job.worker.state.borrow().file(wanted.handle).cloned();
        let file = match known {
            Some(file) => Some(file),
            None => match import.read_new(&wanted, wanted.slot.and_then(|slot| handles.get(slot as usize).cloned().flatten())).await {
                Ok(file) => file,
                Err(Overtaken) => return,
            },
        };
        let Some(mut file) = file else { continue };
        file.tables.retain(|read| !wanted.left_out.contains(&read.table.id));
        let before = file.clone();
        match import.read_as_decided(&mut file).await {
            Ok(true) => import.files.push(file),
            Ok(false) => {
                import.files.push(before);
                return import.refuse();
            }
            Err(Overtaken) => return,
        }
    }
    import.build().await;
}

/// Another job came in between.
struct Overtaken;

impl<H: Host> ImportJob<H> {
    /// Reads a file for the first time; `None` where it cannot be read, which is noted.
    async fn read_new(&mut self, wanted: &SourceRef, handle: Option<H::File>) -> Result<Option<ReadFile<H::File>>, Overtaken> {
        let mut file = ReadFile {
            handle: wanted.handle,
            name: wanted.name.clone(),
            size: wanted.size,
            source: handle,
            tables: Vec::new(),
            log: None,
            unknown: serde_json::Map::new(),
        };
        let options = self.reading(&file, &file.name);
        let contents = if file.source.is_some() {
            self.read(&file, options.clone()).await?
        } else if wanted.slot.is_none() {
            match self.watch.time(|_| Stage::Parse, read_sample) {
                Ok(table) => Some(Contents::from(table)),
                Err(error) => self.fail(&file, error),
            }
        } else {
            self.fail(&file, SourceError::Gone)
        };
        self.read += file.size;
        let Some(contents) = contents else { return Ok(None) };
        file.log = saved_log(&contents);
        file.unknown = contents.saved.as_ref().map(|saved| saved.unknown.clone()).unwrap_or_default();
        if !wanted.is_log_known {
            self.logs.extend(file.log.clone());
        }
        let numbered = contents.tables.into_iter().enumerate().map(|(place, mut table)| {
            table.id = source_id(file.handle, place);
            ReadTable { table: Arc::new(table), options: options.clone() }
        });
        file.tables = numbered.collect();
        Ok(Some(file))
    }

    /// Reads those sources of a file again that are to be read with other options. `false` where one is empty under them.
    async fn read_as_decided(&mut self, file: &mut ReadFile<H::File>) -> Result<bool, Overtaken> {
        if file.log.is_some() || file.source.is_none() {
            return Ok(true);
        }
        for place in 0..file.tables.len() {
            let Some(old) = file.tables.get(place).cloned() else { continue };
            let options = self.reading(file, &old.table.name);
            // Of an archive the first reading was for all of its files.
            if options == old.options {
                continue;
            }
            let before = self.failures.len();
            let Some(contents) = self.read(file, options.clone()).await? else { return Ok(false) };
            // Of an archive only what concerns this one is news.
            let is_archive = old.table.name != file.name;
            let news: Vec<_> = self.failures.drain(before..).filter(|failure| !is_archive || failure.name == old.table.name).collect();
            self.failures.extend(news);
            let Some(mut table) = contents.tables.into_iter().find(|table| table.name == old.table.name) else { return Ok(false) };
            table.id = old.table.id;
            if let Some(read) = file.tables.get_mut(place) {
                *read = ReadTable { table: Arc::new(table), options };
            }
        }
        Ok(true)
    }

    /// Reading options of a source of a file.
    fn reading(&self, file: &ReadFile<H::File>, source: &str) -> ReadOptions {
        self.job.worker.state.borrow().log.reading(&file.key(source)).cloned().unwrap_or_default()
    }

    /// Reads a file; `None` where it cannot be read, which is noted.
    async fn read(&mut self, file: &ReadFile<H::File>, options: ReadOptions) -> Result<Option<Contents>, Overtaken> {
        let Some(source) = &file.source else { return Ok(None) };
        let (job, before, total) = (&self.job, self.read, self.total.max(self.read + file.size));
        let report = |read| {
            job.progress(Stage::Parse, Some(file.handle), before + read, total);
            job.counts()
        };
        // A crash from here on is a crash of this file.
        job.progress(Stage::Parse, Some(file.handle), before, total);
        let outcome = source::read(&job.worker.host, &file.name, source, options, &mut self.watch, report).await;
        Ok(match outcome {
            Outcome::Overtaken => return Err(Overtaken),
            Outcome::Ended(Ok(mut contents)) => {
                self.failures.append(&mut contents.failures);
                Some(contents)
            }
            Outcome::Ended(Err(error)) => self.fail(file, error),
            Outcome::Gone => self.fail(file, SourceError::Gone),
        })
    }

    fn fail(&mut self, file: &ReadFile<H::File>, error: SourceError) -> Option<Contents> {
        self.failures.push(SourceFailure { name: file.name.clone(), source: None, error });
        None
    }

    /// Ends without a lead; what is open stays. The files stay for the user to decide about.
    fn refuse(self) {
        let Self { job, files, failures, logs, .. } = self;
        if job.counts() {
            job.worker.state.borrow_mut().rejected = files;
            job.post(Event::Refused { job: job.id, failures, logs });
        }
    }

    /// The log under which leads are made: the page's, with those of workspaces that are read.
    fn log(&self) -> (DecisionLog, Revision) {
        let state = self.job.worker.state.borrow();
        let mut log = state.log.clone();
        log.merge(self.logs.iter().cloned(), self.mode);
        (log, state.revision)
    }

    /// Turns the tables into a workspace, with pauses, and makes it what is open.
    async fn build(mut self) {
        let host = self.job.worker.host.clone();
        let Some(pause) = host.pause() else { return };
        let (log, built) = self.log();
        let mut followed = built;
        self.job.progress(Stage::Leads, None, 0, 0);
        let tables: Vec<_> = self.files.iter().flat_map(|file| file.tables.iter().map(|read| Arc::clone(&read.table))).collect();
        let mut steps = self.watch.time(|_| Stage::Leads, || Build::new(tables, &log.decisions()).early());
        let mut since = host.now();
        loop {
            if steps.wants_log() {
                // As late as can be: the user goes on deciding about what is open while this job runs.
                let (log, revision) = self.log();
                steps = steps.with_log(log);
                followed = revision;
            }
            let Some(step) = self.watch.time(|step: &Option<Step>| stage_of(step.as_ref()), || steps.next()) else { return };
            match step {
                Step::Working { stage, done, total } if host.now() - since > PATIENCE => {
                    self.job.progress(stage, None, done, total);
                    pause.wait().await;
                    if !self.job.counts() {
                        return;
                    }
                    since = host.now();
                }
                Step::Working { .. } => {}
                Step::Done(workspace) => {
                    self.watch.report();
                    self.failures.extend_from_slice(workspace.failures());
                    let (log, _) = self.log();
                    let Self { job, files, failures, logs, .. } = self;
                    let event = Event::Opened {
                        job: job.id,
                        overview: Box::new(workspace.overview().clone()),
                        review: Box::new(workspace.review()),
                        failures,
                        handles: files.iter().map(|file| file.handle).collect(),
                        logs,
                        built,
                        followed,
                    };
                    if job.counts() {
                        job.worker.state.borrow_mut().log = log;
                    }
                    job.commit(Open::Workspace(workspace), files, event);
                    return match_rest(&job, &pause).await;
                }
                Step::Refused(more) => {
                    self.failures.extend(more);
                    return self.refuse();
                }
            }
        }
    }
}

/// Compares behind the open overview what was left to compare, with pauses; then the overview is made anew.
///
/// It belongs to what is open and not to the job: a later one that is refused leaves this to come to its end.
async fn match_rest<H: Host>(job: &RunningJob<H>, pause: &H::Pause) {
    let host = &job.worker.host;
    let mut since = host.now();
    while let Some((done, total)) = match_more(job) {
        if host.now() - since > PATIENCE {
            job.progress(Stage::Match, None, done, total);
            pause.wait().await;
            since = host.now();
        }
    }
}

/// One slice of what is left to compare, and how far it is; `None` when nothing is left or something else is open.
fn match_more<H: Host>(job: &RunningJob<H>) -> Option<(u64, u64)> {
    let mut state = job.worker.state.borrow_mut();
    if state.generation != job.id {
        return None;
    }
    let Open::Workspace(workspace) = &mut state.open else { return None };
    if workspace.is_matched() {
        return None;
    }
    if workspace.match_more() {
        return Some(workspace.match_progress());
    }
    if let Some(matched) = matched(&state) {
        job.post(Event::Matched(matched));
    }
    None
}

fn stage_of(step: Option<&Step>) -> Stage {
    match step {
        Some(Step::Working { stage, .. }) => *stage,
        _ => Stage::Report,
    }
}
