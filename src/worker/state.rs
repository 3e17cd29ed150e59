//! The worker's state, and what each message does to it.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use super::answer::answer;
use super::host::{Host, Pause};
use super::import::{self, RunningJob};
use super::{export, source};
use crate::protocol::{Answer, Command, Event, Job, JobId, Matched, Message, Query, QueryId, Request, Revision};
use leadlens_engine::intake::{ReadOptions, Reader, SourceError, Table};
use leadlens_engine::leads::Decisions;
use leadlens_engine::report::{Overview, SourceDetail, source_detail};
use leadlens_engine::share::decode_link;
use leadlens_engine::{Build, DecisionLog, SourceKey, Workspace};

/// Invented leads that show every feature.
const SAMPLE: &str = include_str!("sample.csv");

/// State of the worker: what is open, the files it was made of, a copy of the page's log, and the job that counts.
#[derive(Debug)]
pub(super) struct WorkerState<F> {
    pub(super) log: DecisionLog,
    pub(super) revision: Revision,
    pub(super) open: Open,
    /// The job that opened what is open.
    pub(super) generation: JobId,
    /// The files of what is open, those without any lead among them.
    pub(super) files: Vec<ReadFile<F>>,
    /// Files that were read but held no lead, and those they were to be added to: the user may decide about their columns.
    pub(super) rejected: Vec<ReadFile<F>>,
    pub(super) job: JobId,
    /// The query for the merge plan that is being made.
    pub(super) planning: Option<QueryId>,
    /// The query for the file that is being made.
    pub(super) exporting: Option<QueryId>,
}

/// Workspace or summary that is open.
#[derive(Debug, Default)]
pub(super) enum Open {
    #[default]
    Nothing,
    Workspace(Box<Workspace>),
    Summary(Box<Overview>),
}

/// A file or paste that was read.
#[derive(Clone, Debug)]
pub(super) struct ReadFile<F> {
    /// The page's number of its handle.
    pub(super) handle: u32,
    /// Its name as given, which of an archive is not the name of a table.
    pub(super) name: String,
    pub(super) size: u64,
    /// `None` for the sample.
    pub(super) source: Option<F>,
    pub(super) tables: Vec<ReadTable>,
    /// The log in it; it is a saved workspace, which holds what was read and not what it was read from: there is nothing to read again.
    pub(super) log: Option<DecisionLog>,
    /// Members of a workspace of another version that this one does not know, to be saved again.
    pub(super) unknown: serde_json::Map<String, serde_json::Value>,
}

/// A table, and the options it was read with.
#[derive(Clone, Debug)]
pub(super) struct ReadTable {
    pub(super) table: Arc<Table>,
    pub(super) options: ReadOptions,
}

impl<F> ReadFile<F> {
    /// Key in the log of the reading options of one of its sources.
    pub(super) fn key(&self, source: &str) -> SourceKey {
        SourceKey { file: self.name.clone(), size: self.size, source: source.to_owned() }
    }
}

/// State and surroundings of the worker, as each of its tasks holds them.
#[derive(Clone)]
pub(super) struct Worker<H: Host> {
    pub(super) state: Rc<RefCell<WorkerState<H::File>>>,
    pub(super) host: H,
}

impl<F> Default for WorkerState<F> {
    fn default() -> Self {
        Self {
            log: DecisionLog::default(),
            revision: Revision::default(),
            open: Open::default(),
            generation: JobId::default(),
            files: Vec::new(),
            rejected: Vec::new(),
            job: JobId::default(),
            planning: None,
            exporting: None,
        }
    }
}

impl<F> WorkerState<F> {
    /// A file that was read before: what was refused comes first.
    pub(super) fn file(&self, handle: u32) -> Option<&ReadFile<F>> {
        self.rejected.iter().chain(&self.files).find(|file| file.handle == handle)
    }

    fn source(&self, source: u32) -> Option<(&ReadFile<F>, &Arc<Table>)> {
        let files = self.rejected.iter().chain(&self.files);
        files.flat_map(|file| file.tables.iter().map(move |read| (file, &read.table))).find(|(_, table)| table.id == source)
    }
}

/// Rounds over the sample after which the browser has compiled the engine's loops with its optimiser (measured: more change nothing).
const WARM_UP_ROUNDS: usize = 24;

/// Reads the sample over and over before the first query, so that the first real file meets optimised code. Ends at the first message.
pub(super) async fn warm_up<H: Host>(worker: Worker<H>) {
    let Some(pause) = worker.host.pause() else { return };
    for _ in 0..WARM_UP_ROUNDS {
        pause.wait().await;
        if worker.state.borrow().job != JobId::default() {
            return;
        }
        if let Ok(table) = read_sample() {
            Build::new(vec![table], &Decisions::default()).for_each(drop);
        }
    }
}

pub(super) fn read_sample() -> Result<Table, SourceError> {
    let mut reader = Reader::new("sample-leads.csv", SAMPLE.len() as u64)?;
    reader.push(SAMPLE.as_bytes())?;
    reader.finish()
}

impl<H: Host> Worker<H> {
    /// A worker that has nothing open.
    pub(super) fn new(host: H) -> Self {
        Self { state: Rc::default(), host }
    }

    /// Handles a message. `files` travelled with it, in the order of their slots.
    pub(super) fn receive(&self, message: Message, files: &[Option<H::File>]) {
        let Message { generation, log, revision, requests } = message;
        {
            let mut state = self.state.borrow_mut();
            // Messages come in order, so the page knows what is here.
            if state.log.apply(log) {
                state.revision = revision;
            }
        }
        let events: Vec<_> = requests.into_iter().filter_map(|request| self.handle(generation, request, files)).collect();
        self.host.post(&events);
    }

    /// Handles a request; returns the event to be sent at once.
    fn handle(&self, generation: JobId, request: Request, files: &[Option<H::File>]) -> Option<Event> {
        match request {
            Request::Job(id, job) => {
                let running = RunningJob::begin(id, self);
                match job {
                    Job::Open { sources, mode } => self.host.spawn(import::open(running, sources, files.to_vec(), mode)),
                    Job::OpenLink(link) => open_link(&running, &link),
                }
            }
            Request::Command(command) => return obey(&mut self.state.borrow_mut(), command),
            Request::Query(query, Query::Export(kind)) => self.host.spawn(export::export(self.clone(), query, kind)),
            Request::Query(query, Query::MergePlan(request)) if self.state.borrow().generation == generation => {
                self.host.spawn(export::plan_merge(self.clone(), query, request));
            }
            Request::Query(query, Query::Source(source)) => self.host.spawn(describe(self.clone(), query, source)),
            Request::Query(id, query) => {
                let answer = answer_now(&mut self.state.borrow_mut(), generation, query);
                return answer.map(|answer| Event::Answer(id, answer));
            }
        }
        None
    }
}

fn obey<F>(state: &mut WorkerState<F>, command: Command) -> Option<Event> {
    match command {
        Command::Cancel(job) if state.job == job => {
            state.job = JobId(job.0.wrapping_add(1));
            return Some(Event::Cancelled { job });
        }
        Command::Cancel(_) => {}
        Command::CancelExport => state.exporting = None,
        Command::Close => {
            (state.open, state.generation, state.job) = (Open::Nothing, JobId::default(), JobId(state.job.0.wrapping_add(1)));
            state.files.clear();
            state.rejected.clear();
        }
    }
    None
}

/// The answer to what can be answered at once. What is about another generation has none: its numbers mean other leads here.
fn answer_now<F>(state: &mut WorkerState<F>, generation: JobId, query: Query) -> Option<Answer> {
    match query {
        Query::WriteDraft => Some(Answer::DraftWritten(state.log.without_text().to_json().to_string())),
        Query::ReadDrafts(texts) => {
            let logs = texts.iter().filter_map(|text| DecisionLog::from_json(&serde_json::from_str(text).ok()?));
            let log = logs.reduce(|mut log, other| {
                log.absorb(&other);
                log
            });
            Some(Answer::DraftsRead(log.map(Box::new)))
        }
        _ if generation != state.generation => None,
        Query::Review { leads } => {
            if let Open::Workspace(workspace) = &mut state.open {
                workspace.follow(&state.log, &leads);
            }
            matched(state).map(Answer::Matched)
        }
        query => answer(&mut state.open, query),
    }
}

/// Returns who is who as it stands now; `None` where no workspace is open.
pub(super) fn matched<F>(state: &WorkerState<F>) -> Option<Matched> {
    let Open::Workspace(workspace) = &state.open else { return None };
    Some(Matched {
        generation: state.generation,
        followed: state.revision,
        overview: Box::new(workspace.overview().clone()),
        review: Box::new(workspace.review()),
    })
}

/// Tells how a source was read.
async fn describe<H: Host>(worker: Worker<H>, query: QueryId, source: u32) {
    let found = {
        let state = worker.state.borrow();
        let decisions = state.log.decisions();
        let detail = |(file, table): (&ReadFile<H::File>, &Arc<Table>)| {
            let mut detail = Box::<SourceDetail>::new(source_detail(table, &decisions));
            let in_log = file.log.as_ref().map_or(0, DecisionLog::unknown_count) + file.unknown.len();
            detail.unknown += u32::try_from(in_log).unwrap_or(u32::MAX);
            (file.source.clone().filter(|_| file.log.is_none()), detail)
        };
        state.source(source).map(detail)
    };
    let (file, detail) = found.map_or((None, None), |(file, detail)| (file, Some(detail)));
    let encodings = source::encodings(file.as_ref()).await;
    worker.host.post(&[Event::Answer(query, Answer::Source { detail, encodings })]);
}

fn open_link<H: Host>(job: &RunningJob<H>, link: &str) {
    match decode_link(link) {
        Ok((overview, view)) => {
            let overview = Box::new(overview);
            job.commit(Open::Summary(overview.clone()), Vec::new(), Event::LinkOpened { job: job.id, overview, view });
        }
        Err(error) => job.post(Event::LinkRefused { job: job.id, error }),
    }
}
