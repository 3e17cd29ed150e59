//! The page and the browser around a worker, played: tasks go on only when the test says so.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use crate::protocol::{Event, Job, JobId, Message, OpenMode, Request, Revision, SourceRef};
use crate::worker::host::{Host, HostFile, Pause, Slice};
use crate::worker::state::Worker;
use leadlens_engine::{DecisionLog, LogDelta};

/// Milliseconds that pass between two readings of the clock: more than a task may take, so that each step is followed by a pause.
const TICK: f64 = 30.0;
/// Turns after which a task that has not ended never will.
const TURNS: usize = 100_000;

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// Surroundings of a worker.
#[derive(Clone, Default)]
pub(super) struct PlayedHost(Rc<Inner>);

#[derive(Default)]
struct Inner {
    posted: RefCell<Vec<Vec<Event>>>,
    tasks: RefCell<Vec<Task>>,
    clock: Cell<f64>,
    published: Cell<usize>,
}

impl Host for PlayedHost {
    type File = PlayedFile;
    type Pause = PlayedPause;

    fn post(&self, events: &[Event]) {
        if !events.is_empty() {
            self.0.posted.borrow_mut().push(events.to_vec());
        }
    }

    fn now(&self) -> f64 {
        self.0.clock.set(self.0.clock.get() + TICK);
        self.0.clock.get()
    }

    fn measure(&self, _: &str, _: f64, _: f64) {}

    fn pause(&self) -> Option<PlayedPause> {
        Some(PlayedPause)
    }

    fn spawn(&self, task: impl Future<Output = ()> + 'static) {
        self.0.tasks.borrow_mut().push(Box::pin(task));
    }

    fn publish(&self, _: &[Vec<u8>]) -> Option<String> {
        self.0.published.set(self.0.published.get() + 1);
        Some(format!("blob:{}", self.0.published.get()))
    }
}

/// A pause of one turn.
pub(super) struct PlayedPause;

impl Pause for PlayedPause {
    async fn wait(&self) {
        let mut is_over = false;
        poll_fn(|_| if std::mem::replace(&mut is_over, true) { Poll::Ready(()) } else { Poll::Pending }).await;
    }
}

/// A file in memory; `None` for one that was deleted.
#[derive(Clone)]
pub(super) struct PlayedFile(Option<Rc<[u8]>>);

impl PlayedFile {
    /// A file that was deleted.
    pub(super) fn gone() -> Self {
        Self(None)
    }
}

impl HostFile for PlayedFile {
    type Slice = Vec<u8>;

    fn size(&self) -> u64 {
        self.0.as_ref().map_or(0, |bytes| bytes.len() as u64)
    }

    fn is_there(&self) -> impl Future<Output = bool> + 'static {
        std::future::ready(self.0.is_some())
    }

    fn slice(&self, start: u64, end: u64) -> impl Future<Output = Option<Vec<u8>>> + 'static {
        let at = |place: u64, bytes: &[u8]| usize::try_from(place).unwrap().min(bytes.len());
        std::future::ready(self.0.as_ref().map(|bytes| bytes[at(start, bytes)..at(end, bytes)].to_vec()))
    }
}

impl Slice for Vec<u8> {
    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn copy(&self, start: usize, piece: &mut [u8]) {
        piece.copy_from_slice(&self[start..start + piece.len()]);
    }
}

/// A page with its log, and the worker it talks to.
pub(super) struct Page {
    pub(super) worker: Worker<PlayedHost>,
    pub(super) log: DecisionLog,
    pub(super) revision: Revision,
}

impl Default for Page {
    fn default() -> Self {
        Self { worker: Worker::new(PlayedHost::default()), log: DecisionLog::default(), revision: Revision(0) }
    }
}

impl Page {
    /// Sends requests about a generation, with the whole log.
    pub(super) fn say(&mut self, generation: u32, requests: Vec<Request>, files: &[Option<PlayedFile>]) {
        self.revision.0 += 1;
        self.deliver(generation, self.log.since(0), self.revision, requests, files);
    }

    pub(super) fn deliver(&self, generation: u32, log: LogDelta, revision: Revision, requests: Vec<Request>, files: &[Option<PlayedFile>]) {
        self.worker.receive(Message { generation: JobId(generation), log, revision, requests }, files);
    }

    /// Opens texts as files. Job 1 numbers its handles from 1, job 2 from 11, and so on.
    pub(super) fn open(&mut self, job: u32, texts: &[(&str, &str)]) {
        let files: Vec<_> = texts.iter().map(|(name, text)| (*name, PlayedFile(Some(text.as_bytes().into())))).collect();
        self.open_files(job, &files);
    }

    pub(super) fn open_files(&mut self, job: u32, files: &[(&str, PlayedFile)]) {
        let source = |(place, (name, file)): (u32, &(&str, PlayedFile))| SourceRef {
            handle: (job - 1) * 10 + place + 1,
            slot: Some(place),
            name: (*name).to_owned(),
            size: file.size(),
            left_out: Vec::new(),
            is_log_known: false,
        };
        let sources = (0..).zip(files).map(source).collect();
        let files: Vec<_> = files.iter().map(|(_, file)| Some(file.clone())).collect();
        self.say(0, vec![Request::Job(JobId(job), Job::Open { sources, mode: OpenMode::Replace })], &files);
    }

    /// Lets every task go on to its next pause; returns how many have not ended.
    pub(super) fn turn(&self) -> usize {
        let mut tasks = self.worker.host.0.tasks.take();
        tasks.retain_mut(|task| task.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        // Tasks may have started others meanwhile.
        let mut waiting = self.worker.host.0.tasks.borrow_mut();
        tasks.append(&mut waiting);
        *waiting = tasks;
        waiting.len()
    }

    /// Lets all tasks come to their ends.
    pub(super) fn settle(&self) {
        assert!((0..TURNS).any(|_| self.turn() == 0), "a task never ends");
    }

    /// Takes the events posted since the last look, those of one message together.
    pub(super) fn posted(&self) -> Vec<Vec<Event>> {
        self.worker.host.0.posted.take()
    }

    /// Takes the events posted since the last look.
    pub(super) fn events(&self) -> Vec<Event> {
        self.posted().into_iter().flatten().collect()
    }
}
