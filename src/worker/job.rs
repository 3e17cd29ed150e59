//! Jobs: sources are read, understood anew or taken away, and a new picture is laid on the desk.

use std::sync::Arc;

use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{Blob, DedicatedWorkerGlobalScope};

use super::desk::{Open, OpenSource, SharedDesk, SourceFile, matched, read_sample};
use super::pause::Pause;
use super::post;
use super::source::{self, Outcome};
use super::timing::{Stopwatch, now};
use crate::engine::intake::{Contents, ReadOptions, SourceError, SourceFailure};
use crate::engine::leads::Decisions;
use crate::engine::matching::SavedReview;
use crate::engine::{Build, Stage, Step, saved_decisions, saved_review};
use crate::protocol::{Event, JobId, Placing, SourceRef};

/// Milliseconds of work after which waiting messages are let in.
const PATIENCE: f64 = 40.0;

/// A job under way: whom it answers and whether it still counts.
pub(super) struct Job {
    pub(super) id: JobId,
    desk: SharedDesk,
    scope: DedicatedWorkerGlobalScope,
}

impl Job {
    /// Begins a job; every older one is overtaken.
    pub(super) fn begin(id: JobId, desk: &SharedDesk, scope: &DedicatedWorkerGlobalScope) -> Self {
        desk.borrow_mut().job = id;
        Self { id, desk: desk.clone(), scope: scope.clone() }
    }

    fn counts(&self) -> bool {
        self.desk.borrow().job == self.id
    }

    pub(super) fn post(&self, event: &Event) {
        post(&self.scope, event);
    }

    fn progress(&self, stage: Stage, done: u64, total: u64) {
        self.post(&Event::Progress { job: self.id, stage, done, total });
    }

    /// Puts something on the desk if the job still counts.
    pub(super) fn lay_down(&self, open: Open, sources: Vec<OpenSource>, event: &Event) {
        if self.counts() {
            let mut desk = self.desk.borrow_mut();
            desk.open = open;
            desk.laid += 1;
            desk.sources = sources;
            desk.aside.clear();
            drop(desk);
            self.post(event);
        }
    }

    /// Ends without a picture; what is open stays. The sources are set aside for the user to decide about.
    fn refuse(&self, sources: Vec<OpenSource>, failures: Vec<SourceFailure>) {
        if self.counts() {
            self.desk.borrow_mut().aside = sources;
            self.post(&Event::Refused { job: self.id, failures });
        }
    }

    /// Numbers the tables of a file.
    fn sources_of(&self, contents: Contents, file: Option<&SourceFile>) -> Vec<OpenSource> {
        let mut desk = self.desk.borrow_mut();
        let number = |mut table: crate::engine::intake::Table| {
            table.id = desk.next_source();
            OpenSource { table: Arc::new(table), file: file.cloned() }
        };
        contents.tables.into_iter().map(number).collect()
    }
}

/// A set of sources on its way to become a picture.
struct Gathering {
    job: Job,
    sources: Vec<OpenSource>,
    failures: Vec<SourceFailure>,
    /// What was decided in a saved workspace among the sources, with what was decided before.
    decisions: Option<Decisions>,
    /// How matching was left in a saved workspace among the sources.
    review: Option<SavedReview>,
    /// What becomes of how matching stands in what is open.
    placing: Placing,
    watch: Stopwatch,
}

/// Reads sources one after another, then builds the workspace.
pub(super) async fn open(job: Job, refs: Vec<SourceRef>, parts: Array, placing: Placing, decisions: Decisions) {
    let sources = match placing {
        Placing::Instead => Vec::new(),
        Placing::Beside => job.desk.borrow().sources.clone(),
    };
    job.desk.borrow_mut().aside.clear();
    let mut gathering = Gathering { placing, ..Gathering::of(job, sources) };
    let total: u64 = refs.iter().map(|source| source.size).sum();
    let mut before = 0;
    for source in refs {
        // Handle 0 of the message stands behind the request itself.
        let Some(blob) = parts.get(source.slot + 1).dyn_ref::<Blob>().cloned() else {
            gathering.failures.push(SourceFailure { name: source.name, source: None, error: SourceError::Gone });
            continue;
        };
        let mut file = SourceFile { handle: source.handle, name: source.name, blob, is_workspace: false };
        let Some(contents) = gathering.read(&file, source.options, before, total).await else { return };
        let (decided, review) = (saved_decisions(&contents), saved_review(&contents));
        file.is_workspace = decided.is_some();
        let read = gathering.job.sources_of(contents, Some(&file));
        if let Some(decided) = decided {
            gathering.decisions.get_or_insert_with(|| decisions.clone()).absorb(decided);
        }
        if let Some(review) = review {
            match &mut gathering.review {
                Some(others) => others.absorb(review),
                none => *none = Some(review),
            }
        }
        gathering.sources.extend(read);
        before += source.size;
    }
    let decisions = gathering.decisions.clone().unwrap_or(decisions);
    gathering.build(&decisions).await;
}

pub(super) async fn open_sample(job: Job, decisions: Decisions) {
    let mut watch = Stopwatch::start();
    match watch.time(|_| Stage::Parse, read_sample) {
        Ok(table) => {
            let sources = job.sources_of(Contents::from(table), None);
            Gathering { placing: Placing::Instead, watch, ..Gathering::of(job, sources) }.build(&decisions).await;
        }
        Err(error) => job.refuse(Vec::new(), vec![SourceFailure { name: String::new(), source: None, error }]),
    }
}

/// Reads one source again, in another way; the others stay as they are.
pub(super) async fn reread(job: Job, source: u32, options: ReadOptions, decisions: Decisions) {
    let set = job.desk.borrow().set_of(source).cloned().unwrap_or_default();
    let place = set.iter().position(|open| open.table.id == source);
    let Some((place, old)) = place.and_then(|place| Some((place, set.get(place)?.clone()))) else { return job.refuse(set, Vec::new()) };
    let Some(file) = old.file.filter(|file| !file.is_workspace) else { return job.refuse(set, Vec::new()) };
    let size = source::size(&file.blob);
    let mut gathering = Gathering::of(job, set);
    let Some(contents) = gathering.read(&file, options, 0, size).await else { return };
    // Of an archive only what concerns this one is news.
    let is_archive = old.table.name != file.name;
    gathering.failures.retain(|failure| !is_archive || failure.name == old.table.name);
    if let Some(mut table) = contents.tables.into_iter().find(|table| table.name == old.table.name) {
        table.id = source;
        if let Some(open) = gathering.sources.get_mut(place) {
            open.table = Arc::new(table);
        }
        return gathering.build(&decisions).await;
    }
    // Read that way there is nothing in it: what was open stays, and so does what was set aside.
    let Gathering { job, sources, failures, .. } = gathering;
    let is_aside = !job.desk.borrow().aside.is_empty();
    job.refuse(if is_aside { sources } else { Vec::new() }, failures);
}

/// Takes one source away.
pub(super) async fn remove(job: Job, source: u32, decisions: Decisions) {
    let mut sources = job.desk.borrow().set_of(source).cloned().unwrap_or_default();
    sources.retain(|open| open.table.id != source);
    if sources.is_empty() {
        let mut desk = job.desk.borrow_mut();
        desk.aside.retain(|open| open.table.id != source);
        drop(desk);
        return job.post(&Event::Emptied { job: job.id });
    }
    Gathering::of(job, sources).build(&decisions).await;
}

/// Understands the sources anew.
pub(super) async fn decide(job: Job, source: Option<u32>, decisions: Decisions) {
    let sources = job.desk.borrow().set_or_open(source);
    Gathering::of(job, sources).build(&decisions).await;
}

impl Gathering {
    /// Sources that belong to what is open.
    fn of(job: Job, sources: Vec<OpenSource>) -> Self {
        Self { job, sources, failures: Vec::new(), decisions: None, review: None, placing: Placing::Beside, watch: Stopwatch::start() }
    }

    /// Reads one file; what it fails for is noted. `None` when another job came in between.
    async fn read(&mut self, file: &SourceFile, options: ReadOptions, before: u64, total: u64) -> Option<Contents> {
        let job = &self.job;
        let report = |read| {
            job.progress(Stage::Parse, before + read, total);
            job.counts()
        };
        let outcome = source::read(file, options, &mut self.watch, report).await;
        let error = match outcome {
            Outcome::Overtaken => return None,
            Outcome::Ended(Ok(mut contents)) => {
                self.failures.append(&mut contents.failures);
                return Some(contents);
            }
            Outcome::Ended(Err(error)) => error,
            Outcome::Gone => SourceError::Gone,
        };
        self.failures.push(SourceFailure { name: file.name.clone(), source: None, error });
        Some(Contents::default())
    }

    /// Turns the tables into a workspace, with pauses, and lays it on the desk.
    async fn build(mut self, decisions: &Decisions) {
        let Some(pause) = Pause::new() else { return };
        let tables: Vec<_> = self.sources.iter().map(|source| Arc::clone(&source.table)).collect();
        let mut steps = self.watch.time(|_| Stage::Leads, || Build::new(tables, decisions).early());
        let saved = self.review.take();
        let mut since = now();
        loop {
            if steps.wants_review() {
                // As late as can be: the user goes on deciding about what is open while this job runs.
                steps = self.reviewed(steps, saved.clone());
            }
            let Some(step) = self.watch.time(|step: &Option<Step>| stage_of(step.as_ref()), || steps.next()) else { return };
            match step {
                Step::Working { stage, done, total } if now() - since > PATIENCE => {
                    self.job.progress(stage, done, total);
                    pause.take().await;
                    if !self.job.counts() {
                        return;
                    }
                    since = now();
                }
                Step::Working { .. } => {}
                Step::Done(workspace) => {
                    self.watch.report();
                    self.failures.extend_from_slice(workspace.failures());
                    let overview = Box::new(workspace.overview().clone());
                    let files = self.sources.iter().filter_map(OpenSource::file_use).collect();
                    let review = Box::new(workspace.review());
                    let event =
                        Event::Opened { job: self.job.id, overview, review, failures: self.failures, files, decisions: self.decisions };
                    self.job.lay_down(Open::Workspace(workspace), self.sources, &event);
                    let laid = self.job.desk.borrow().laid;
                    return match_rest(&self.job, laid, &pause).await;
                }
                Step::Refused(more) => {
                    self.failures.extend(more);
                    return self.job.refuse(self.sources, self.failures);
                }
            }
        }
    }
}

impl Gathering {
    /// The build with what was decided about who is who, in what is open and in a workspace that was read.
    fn reviewed(&self, steps: Build, saved: Option<SavedReview>) -> Build {
        let mut open = self.job.desk.borrow_mut().review();
        match (self.placing, saved) {
            (Placing::Instead, Some(saved)) => steps.with_review(saved),
            (Placing::Instead, None) => steps.with_earlier(open),
            (Placing::Beside, saved) => {
                if let Some(saved) = saved {
                    open.absorb(saved);
                }
                steps.with_review(open)
            }
        }
    }
}

/// Compares behind the open picture what was left to compare, with pauses; then the picture is made anew.
///
/// It belongs to what was laid on the desk and not to the job: a later one that is refused leaves this to come to its end.
async fn match_rest(job: &Job, laid: u32, pause: &Pause) {
    let mut since = now();
    while let Some((done, total)) = match_more(job, laid) {
        if now() - since > PATIENCE {
            job.progress(Stage::Match, done, total);
            pause.take().await;
            since = now();
        }
    }
}

/// One slice of what is left to compare, and how far it is; `None` when nothing is left or another job counts.
fn match_more(job: &Job, laid: u32) -> Option<(u64, u64)> {
    let mut desk = job.desk.borrow_mut();
    if desk.laid != laid {
        return None;
    }
    let Open::Workspace(workspace) = &mut desk.open else { return None };
    if workspace.is_matched() {
        return None;
    }
    if workspace.match_more() {
        return Some(workspace.match_progress());
    }
    job.post(&matched(workspace, None));
    None
}

fn stage_of(step: Option<&Step>) -> Stage {
    match step {
        Some(Step::Working { stage, .. }) => *stage,
        _ => Stage::Report,
    }
}
