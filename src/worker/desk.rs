//! What lies on the worker's desk, and what each message does to it.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, DedicatedWorkerGlobalScope};

use super::job::{self, Job};
use super::pause::Pause;
use super::save::Shelf;
use super::{post, save, source, transport};
use crate::engine::intake::{Reader, SourceError, Table};
use crate::engine::leads::Decisions;
use crate::engine::matching::SavedReview;
use crate::engine::report::{GroupPage, LeadPage, Overview, PeoplePage, ProblemPage, source_detail};
use crate::engine::share::{decode_link, encode_link};
use crate::engine::{Build, Workspace};
use crate::protocol::{Event, FileUse, JobId, QueryId, Request};

/// Invented leads that show every feature.
const SAMPLE: &str = include_str!("sample.csv");

/// What is open, the sources it was made of, and the job that counts.
#[derive(Debug, Default)]
pub(super) struct Desk {
    pub(super) open: Open,
    /// The sources of what is open, those without any lead among them.
    pub(super) sources: Vec<OpenSource>,
    /// Sources that were read but held no lead, and those they were to stand beside: the user may decide about their columns.
    pub(super) aside: Vec<OpenSource>,
    pub(super) job: JobId,
    /// How often something was laid down.
    pub(super) laid: u32,
    shelf: Shelf,
    last_source: u32,
}

/// What is open.
#[derive(Debug, Default)]
pub(super) enum Open {
    #[default]
    Nothing,
    Workspace(Box<Workspace>),
    Summary(Box<Overview>),
}

/// A source that was read, and what it was read from.
#[derive(Clone, Debug)]
pub(super) struct OpenSource {
    pub(super) table: Arc<Table>,
    /// `None` for what the page has no handle of.
    pub(super) file: Option<SourceFile>,
}

/// A file or paste that can be read again.
#[derive(Clone, Debug)]
pub(super) struct SourceFile {
    /// The page's number of its handle.
    pub(super) handle: u32,
    /// Its name as given, which of an archive is not the name of the table.
    pub(super) name: String,
    pub(super) blob: Blob,
    /// Whether it is a saved workspace, which holds what was read and not what it was read from: there is nothing to read in another way.
    pub(super) is_workspace: bool,
}

impl OpenSource {
    /// How its file is used, for the page to open it again.
    pub(super) fn file_use(&self) -> Option<FileUse> {
        self.file.as_ref().map(|file| FileUse { handle: file.handle, options: self.table.options.clone() })
    }
}

pub(super) type SharedDesk = Rc<RefCell<Desk>>;

impl Desk {
    /// A number no source of this worker has had.
    pub(super) fn next_source(&mut self) -> u32 {
        self.last_source += 1;
        self.last_source
    }

    /// The set of sources that one belongs to: those set aside come first, the user is busy with them.
    pub(super) fn set_of(&self, source: u32) -> Option<&Vec<OpenSource>> {
        [&self.aside, &self.sources].into_iter().find(|set| set.iter().any(|open| open.table.id == source))
    }

    /// The sources read with one, or those that are open.
    pub(super) fn set_or_open(&self, source: Option<u32>) -> Vec<OpenSource> {
        source.and_then(|source| self.set_of(source)).unwrap_or(&self.sources).clone()
    }

    /// How matching stands in what is open, to be found again in what takes its place.
    pub(super) fn review(&mut self) -> SavedReview {
        if let Open::Workspace(workspace) = &mut self.open { workspace.saved_review() } else { SavedReview::default() }
    }

    fn source(&self, source: u32) -> Option<OpenSource> {
        self.set_of(source)?.iter().find(|open| open.table.id == source).cloned()
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

pub(super) fn read_sample() -> Result<Table, SourceError> {
    let mut reader = Reader::new("sample-leads.csv", SAMPLE.len() as u64)?;
    reader.push(SAMPLE.as_bytes())?;
    reader.finish()
}

/// Does what a message asks. Anything that is no message of this version is left unanswered; the page's handshake tells it why.
pub(super) fn receive(desk: &SharedDesk, scope: &DedicatedWorkerGlobalScope, data: &JsValue) {
    let Some(parts) = data.dyn_ref::<Array>() else { return };
    let Some(request) = transport::decode::<Request>(&parts.get(0)) else { return transport::refuse(scope) };
    let begin = |id: JobId| Job::begin(id, desk, scope);
    match request {
        Request::Open { job, sources, placing, decisions } => {
            spawn_local(job::open(begin(job), sources, parts.clone(), placing, decisions));
        }
        Request::OpenSample { job, decisions } => spawn_local(job::open_sample(begin(job), decisions)),
        Request::OpenLink { job, link } => open_link(&begin(job), &link),
        Request::Reread { job, source, options, decisions } => spawn_local(job::reread(begin(job), source, options, decisions)),
        Request::Remove { job, source, decisions } => spawn_local(job::remove(begin(job), source, decisions)),
        Request::Decide { job, source, decisions } => spawn_local(job::decide(begin(job), source, decisions)),
        Request::Cancel(job) => {
            let mut desk = desk.borrow_mut();
            if desk.job == job {
                desk.job = JobId(job.0.wrapping_add(1));
                post(scope, &Event::Cancelled { job });
            }
        }
        Request::Source { query, source, decisions } => {
            let (found, scope) = (desk.borrow().source(source), scope.clone());
            spawn_local(async move {
                let encodings = source::encodings(found.as_ref().and_then(|source| source.file.as_ref())).await;
                let detail = found.map(|source| Box::new(source_detail(&source.table, &decisions)));
                post(&scope, &Event::Source { query, detail, encodings });
            });
        }
        Request::Save { query, saving, decisions } => {
            let desk = &mut *desk.borrow_mut();
            let tables = desk.sources.iter().map(|source| Arc::clone(&source.table)).collect::<Vec<_>>();
            let file =
                if let Open::Workspace(workspace) = &mut desk.open { save::file(workspace, &tables, saving, &decisions) } else { None };
            post(scope, &Event::Saved { query, address: file.and_then(|file| desk.shelf.put(&file)) });
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
        Request::Picture { query, ask } => Event::Picture { query, overview: Box::new(workspace.picture(&ask)) },
        Request::Lead { query, lead } => Event::Lead { query, lead: workspace.lead_detail(lead).map(Box::new) },
        Request::Leads { query, ask } => Event::Leads { query, page: workspace.lead_page(&ask) },
        Request::Groups { query, ask } => Event::Groups { query, page: workspace.group_page(&ask) },
        Request::Group { query, group } => Event::Group { query, group: workspace.group_detail(group) },
        Request::GroupOf { query, lead, possible } => Event::Group { query, group: workspace.group_of(lead, possible) },
        Request::Threshold { query, threshold } => {
            workspace.set_threshold(threshold);
            matched(workspace, Some(query))
        }
        Request::Judge { query, judgement } => {
            workspace.judge(judgement);
            matched(workspace, Some(query))
        }
        Request::Pair { query, left, right } => Event::Pair { query, pair: workspace.pair_detail(left, right).map(Box::new) },
        Request::People { query, ask } => Event::People { query, page: workspace.people_page(&ask) },
        Request::Person { query, lead, survivorship } => {
            Event::Person { query, person: workspace.person_of(lead, survivorship).map(Box::new) }
        }
        Request::Rules { query } => Event::Rules { query, comparison: Box::new(workspace.rule_comparison()) },
        Request::Problems { query, ask } => Event::Problems { query, page: workspace.problem_page(&ask) },
        Request::Record { query, file, record } => Event::Record { query, record: workspace.record_detail(file, record) },
        Request::Share { query, view } => Event::Shared { query, fragment: encode_link(workspace.overview(), view) },
        _ => return None,
    })
}

/// Who is who, as it stands now.
pub(super) fn matched(workspace: &Workspace, query: Option<QueryId>) -> Event {
    Event::Matched { query, overview: Box::new(workspace.overview().clone()), review: Box::new(workspace.review()) }
}

/// The answer where no leads are open: nothing, but said, so that the page does not wait for it.
fn answer_of_nothing(question: &Request) -> Option<Event> {
    Some(match *question {
        Request::Picture { query, .. } => Event::Picture { query, overview: Box::default() },
        Request::Lead { query, .. } => Event::Lead { query, lead: None },
        Request::Leads { query, .. } => Event::Leads { query, page: LeadPage::default() },
        Request::Groups { query, .. } => Event::Groups { query, page: GroupPage::default() },
        Request::Group { query, .. } | Request::GroupOf { query, .. } => Event::Group { query, group: None },
        Request::Threshold { query, .. } | Request::Judge { query, .. } => {
            Event::Matched { query: Some(query), overview: Box::default(), review: Box::default() }
        }
        Request::Pair { query, .. } => Event::Pair { query, pair: None },
        Request::People { query, .. } => Event::People { query, page: PeoplePage::default() },
        Request::Person { query, .. } => Event::Person { query, person: None },
        Request::Rules { query } => Event::Rules { query, comparison: Box::default() },
        Request::Problems { query, .. } => Event::Problems { query, page: ProblemPage::default() },
        Request::Record { query, .. } => Event::Record { query, record: None },
        Request::Share { query, .. } => Event::Shared { query, fragment: String::new() },
        _ => return None,
    })
}

fn open_link(job: &Job, link: &str) {
    match decode_link(link) {
        Ok((overview, view)) => {
            let overview = Box::new(overview);
            job.lay_down(Open::Summary(overview.clone()), Vec::new(), &Event::LinkOpened { job: job.id, overview, view });
        }
        Err(error) => job.post(&Event::LinkRefused { job: job.id, error }),
    }
}
