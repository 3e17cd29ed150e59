//! What lies on the worker's desk, and what each message does to it.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, DedicatedWorkerGlobalScope};

use super::pause::Pause;
use super::source::{self, Outcome};
use super::timing::{Stopwatch, now};
use super::{post, transport};
use crate::engine::intake::{Reader, SourceError, SourceFailure, Table};
use crate::engine::leads::Decisions;
use crate::engine::report::{GroupPage, LeadPage, Overview, ProblemPage};
use crate::engine::share::{decode_link, encode_link};
use crate::engine::{Build, Stage, Step, Workspace};
use crate::protocol::{Event, JobId, Request, SourceRef};

/// Invented leads that show every feature.
const SAMPLE: &str = include_str!("sample.csv");
/// Milliseconds of work after which waiting messages are let in.
const PATIENCE: f64 = 40.0;

/// The open workspace or summary, and the job that counts.
#[derive(Debug, Default)]
pub(super) struct Desk {
    open: Open,
    job: JobId,
}

/// What is open.
#[derive(Debug, Default)]
enum Open {
    #[default]
    Nothing,
    Workspace(Box<Workspace>),
    Summary(Box<Overview>),
}

type SharedDesk = Rc<RefCell<Desk>>;

/// A job under way: whom it answers and whether it still counts.
struct Job {
    id: JobId,
    desk: SharedDesk,
    scope: DedicatedWorkerGlobalScope,
}

impl Job {
    fn counts(&self) -> bool {
        self.desk.borrow().job == self.id
    }

    fn post(&self, event: &Event) {
        post(&self.scope, event);
    }

    fn progress(&self, stage: Stage, done: u64, total: u64) {
        self.post(&Event::Progress { job: self.id, stage, done, total });
    }

    /// Puts something on the desk if the job still counts.
    fn lay_down(&self, open: Open, event: &Event) {
        if self.counts() {
            self.desk.borrow_mut().open = open;
            self.post(event);
        }
    }
}

/// Rounds over the sample after which the browser has compiled the engine's loops with its optimiser (measured: more change nothing).
const WARM_UP_ROUNDS: usize = 24;

/// Reads the sample over and over before anything is asked, so that the first real file meets optimised code. Ends at the first message.
pub(super) async fn warm_up(desk: SharedDesk) {
    let Some(pause) = Pause::new() else { return };
    for _ in 0..WARM_UP_ROUNDS {
        pause.take().await;
        if desk.borrow().job != JobId::default() {
            return;
        }
        if let Ok(table) = read_sample() {
            Build::new(vec![table], &Decisions::default()).for_each(drop);
        }
    }
}

/// Does what a message asks. Anything that is no message of this version is left unanswered; the page's handshake tells it why.
pub(super) fn receive(desk: &SharedDesk, scope: &DedicatedWorkerGlobalScope, data: &JsValue) {
    let Some(parts) = data.dyn_ref::<Array>() else { return };
    let Some(request) = transport::decode::<Request>(&parts.get(0)) else { return };
    let begin = |id: JobId| {
        desk.borrow_mut().job = id;
        Job { id, desk: desk.clone(), scope: scope.clone() }
    };
    match request {
        Request::Open { job, sources } => spawn_local(open(begin(job), sources, parts.clone())),
        Request::OpenSample { job } => spawn_local(open_sample(begin(job))),
        Request::OpenLink { job, link } => open_link(&begin(job), &link),
        Request::Cancel(job) => {
            let mut desk = desk.borrow_mut();
            if desk.job == job {
                desk.job = JobId(job.0.wrapping_add(1));
                post(scope, &Event::Cancelled { job });
            }
        }
        question => {
            if let Some(answer) = answer(&mut desk.borrow_mut().open, question) {
                post(scope, &answer);
            }
        }
    }
}

/// The answer to a question about what is open; `None` for what is no question.
fn answer(open: &mut Open, question: Request) -> Option<Event> {
    if let (Request::Share { query, view }, Open::Summary(overview)) = (&question, &*open) {
        return Some(Event::Shared { query: *query, fragment: encode_link(overview, *view) });
    }
    let Open::Workspace(workspace) = open else { return answer_of_nothing(&question) };
    Some(match question {
        Request::Leads { query, ask } => Event::Leads { query, page: workspace.lead_page(&ask) },
        Request::Groups { query, ask } => Event::Groups { query, page: workspace.group_page(&ask) },
        Request::Group { query, group } => Event::Group { query, group: workspace.group_detail(group) },
        Request::Problems { query, ask } => Event::Problems { query, page: workspace.problem_page(&ask) },
        Request::Share { query, view } => Event::Shared { query, fragment: encode_link(workspace.overview(), view) },
        Request::Open { .. } | Request::OpenSample { .. } | Request::OpenLink { .. } | Request::Cancel(_) => return None,
    })
}

/// The answer where no leads are open: nothing, but said, so that the page does not wait for it.
fn answer_of_nothing(question: &Request) -> Option<Event> {
    Some(match *question {
        Request::Leads { query, .. } => Event::Leads { query, page: LeadPage::default() },
        Request::Groups { query, .. } => Event::Groups { query, page: GroupPage::default() },
        Request::Group { query, .. } => Event::Group { query, group: None },
        Request::Problems { query, .. } => Event::Problems { query, page: ProblemPage::default() },
        Request::Share { query, .. } => Event::Shared { query, fragment: String::new() },
        Request::Open { .. } | Request::OpenSample { .. } | Request::OpenLink { .. } | Request::Cancel(_) => return None,
    })
}

/// Reads sources one after another, then builds the workspace.
async fn open(job: Job, sources: Vec<SourceRef>, parts: Array) {
    let mut watch = Stopwatch::start();
    let mut tables = Vec::new();
    let mut failures = Vec::new();
    let total: u64 = sources.iter().map(|source| source.size).sum();
    let mut before = 0;
    for source in sources {
        // Handle 0 of the message stands behind the request itself.
        let outcome = match parts.get(source.slot + 1).dyn_ref::<Blob>() {
            None => Outcome::Gone,
            Some(blob) => {
                let report = |read| {
                    job.progress(Stage::Parse, before + read, total);
                    job.counts()
                };
                source::read(&source.name, blob, &mut watch, report).await
            }
        };
        match outcome {
            Outcome::Overtaken => return,
            Outcome::Ended(Ok(table)) => tables.push(table),
            Outcome::Ended(Err(error)) => failures.push(SourceFailure { name: source.name, source: None, error }),
            Outcome::Gone => failures.push(SourceFailure { name: source.name, source: None, error: SourceError::Gone }),
        }
        before += source.size;
    }
    build(&job, tables, failures, watch).await;
}

async fn open_sample(job: Job) {
    let mut watch = Stopwatch::start();
    match watch.time(|_| Stage::Parse, read_sample) {
        Ok(table) => build(&job, vec![table], Vec::new(), watch).await,
        Err(error) => job.post(&Event::Refused { job: job.id, failures: vec![SourceFailure { name: String::new(), source: None, error }] }),
    }
}

fn read_sample() -> Result<Table, SourceError> {
    let mut reader = Reader::new("sample-leads.csv", SAMPLE.len() as u64)?;
    reader.push(SAMPLE.as_bytes())?;
    reader.finish()
}

/// Turns tables into a workspace, with pauses, and lays it on the desk.
async fn build(job: &Job, tables: Vec<Table>, mut failures: Vec<SourceFailure>, mut watch: Stopwatch) {
    let Some(pause) = Pause::new() else { return };
    let mut steps = watch.time(|_| Stage::Leads, || Build::new(tables, &Decisions::default()));
    let mut since = now();
    while let Some(step) = watch.time(|step: &Option<Step>| stage_of(step.as_ref()), || steps.next()) {
        match step {
            Step::Working { stage, done, total } if now() - since > PATIENCE => {
                job.progress(stage, done, total);
                pause.take().await;
                if !job.counts() {
                    return;
                }
                since = now();
            }
            Step::Working { .. } => {}
            Step::Done(workspace) => {
                watch.report();
                failures.extend_from_slice(workspace.failures());
                let overview = Box::new(workspace.overview().clone());
                job.lay_down(Open::Workspace(workspace), &Event::Opened { job: job.id, overview, failures });
                return;
            }
            Step::Refused(more) => {
                failures.extend(more);
                if job.counts() {
                    job.post(&Event::Refused { job: job.id, failures });
                }
                return;
            }
        }
    }
}

fn stage_of(step: Option<&Step>) -> Stage {
    match step {
        Some(Step::Working { stage, .. }) => *stage,
        _ => Stage::Report,
    }
}

fn open_link(job: &Job, link: &str) {
    match decode_link(link) {
        Ok((overview, view)) => {
            let overview = Box::new(overview);
            job.lay_down(Open::Summary(overview.clone()), &Event::LinkOpened { job: job.id, overview, view });
        }
        Err(error) => job.post(&Event::LinkRefused { job: job.id, error }),
    }
}
