//! Files to download: what goes into them, and where the page finds them.

use std::sync::Arc;

use super::host::{Host, Pause};
use super::import::PATIENCE;
use super::state::{Open, Worker, WorkerState};
use crate::protocol::{Answer, Event, ExportKind, QueryId};
use leadlens_engine::export::{MergePlanRequest, MergePlanSummary, Notation};
use leadlens_engine::{Stepper, save_workspace_steps};

/// Makes a file with pauses and tells the page where it is. Another one, or none, may be wanted meanwhile: this one then ends without an answer.
pub(super) async fn export<H: Host>(worker: Worker<H>, query: QueryId, kind: ExportKind) {
    worker.state.borrow_mut().exporting = Some(query);
    let is_for_clipboard = matches!(&kind, ExportKind::Lists(request) if request.notation == Notation::Tsv);
    let steps = steps(&mut worker.state.borrow_mut(), kind);
    let is_wanted = || worker.state.borrow().exporting == Some(query);
    let tell = |done, total| worker.host.post(&[Event::Exporting { query, done, total }]);
    let file = match steps {
        Some(steps) => match run(steps, &worker, is_wanted, tell).await {
            Some(file) => file,
            None => return,
        },
        None => None,
    };
    worker.state.borrow_mut().exporting = None;
    let answer = match file {
        Some(chunks) if is_for_clipboard => Answer::Copied(String::from_utf8_lossy(&chunks.concat()).into_owned()),
        file => Answer::Exported(file.and_then(|chunks| worker.host.publish(&chunks))),
    };
    worker.host.post(&[Event::Answer(query, answer)]);
}

/// The writing of a file; `None` where there is nothing to write.
fn steps<F>(state: &mut WorkerState<F>, kind: ExportKind) -> Option<Stepper<Option<Vec<Vec<u8>>>>> {
    match (kind, &mut state.open) {
        (ExportKind::Lists(request), Open::Workspace(workspace)) => Some(workspace.export_steps(&request)),
        (ExportKind::MergePlan(request), Open::Workspace(workspace)) => Some(workspace.merge_files_steps(&request)),
        (ExportKind::Workspace, _) => workspace_steps(state),
        _ => None,
    }
}

/// A workspace of everything that was read, and of the log, which is all of it where nothing is open; `None` where there is neither.
fn workspace_steps<F>(state: &WorkerState<F>) -> Option<Stepper<Option<Vec<Vec<u8>>>>> {
    let tables: Vec<_> = state.files.iter().flat_map(|file| file.tables.iter().map(|read| Arc::clone(&read.table))).collect();
    let unknown = state.files.iter().flat_map(|file| file.unknown.clone()).collect();
    (!tables.is_empty() || !state.log.is_empty()).then(|| save_workspace_steps(tables, &state.log, unknown))
}

/// Makes a merge plan with pauses and tells what it comes to. Another one may be wanted meanwhile: this one then ends without an answer.
pub(super) async fn plan_merge<H: Host>(worker: Worker<H>, query: QueryId, request: Box<MergePlanRequest>) {
    let steps = match &mut worker.state.borrow_mut().open {
        Open::Workspace(workspace) => workspace.merge_summary_steps(&request),
        _ => Stepper::new(|_| async { MergePlanSummary::default() }),
    };
    worker.state.borrow_mut().planning = Some(query);
    let is_wanted = || worker.state.borrow().planning == Some(query);
    if let Some(summary) = run(steps, &worker, is_wanted, |_, _| {}).await {
        worker.host.post(&[Event::Answer(query, Answer::MergePlan(Box::new(summary)))]);
    }
}

/// Takes all steps, with pauses; `None` where the result is no longer wanted. `tell` is told how far it is.
async fn run<T, H: Host>(mut steps: Stepper<T>, worker: &Worker<H>, is_wanted: impl Fn() -> bool, tell: impl Fn(u64, u64)) -> Option<T> {
    let host = &worker.host;
    let pause = host.pause()?;
    let mut since = host.now();
    while steps.step() {
        if host.now() - since > PATIENCE {
            let (done, total) = steps.progress();
            tell(done, total);
            pause.wait().await;
            if !is_wanted() {
                return None;
            }
            since = host.now();
        }
    }
    Some(steps.finish())
}
