//! Files to download: what goes into them, and where the page finds them.

use std::sync::Arc;

use super::host::{Host, Pause};
use super::import::PATIENCE;
use super::state::{Open, Worker};
use crate::protocol::{Answer, Event, ExportKind, QueryId};
use leadlens_engine::{Stepper, save_workspace_steps};

/// Makes a file with pauses and tells the page where it is. Another one, or none, may be wanted meanwhile: this one then ends without an answer.
pub(super) async fn export<H: Host>(worker: Worker<H>, query: QueryId, kind: ExportKind) {
    worker.state.borrow_mut().exporting = Some(query);
    let file = match kind {
        ExportKind::Problems(problem, filter) => match &mut worker.state.borrow_mut().open {
            Open::Workspace(workspace) => Some(vec![workspace.filtered_problems_csv(problem, &filter).into_bytes()]),
            _ => None,
        },
        ExportKind::Workspace => {
            let steps = workspace_steps(&worker);
            match steps {
                Some(steps) => match run(steps, &worker, query).await {
                    Some(file) => file,
                    None => return,
                },
                None => None,
            }
        }
    };
    let address = file.and_then(|chunks| worker.host.publish(&chunks));
    worker.state.borrow_mut().exporting = None;
    worker.host.post(&[Event::Answer(query, Answer::Exported(address))]);
}

/// A workspace of everything that was read, and of the log, which is all of it where nothing is open; `None` where there is neither.
fn workspace_steps<H: Host>(worker: &Worker<H>) -> Option<Stepper<Option<Vec<Vec<u8>>>>> {
    let state = worker.state.borrow();
    let tables: Vec<_> = state.files.iter().flat_map(|file| file.tables.iter().map(|read| Arc::clone(&read.table))).collect();
    let unknown = state.files.iter().flat_map(|file| file.unknown.clone()).collect();
    (!tables.is_empty() || !state.log.is_empty()).then(|| save_workspace_steps(tables, &state.log, unknown))
}

/// Takes all steps, with pauses; `None` where the file is no longer wanted.
async fn run<T, H: Host>(mut steps: Stepper<T>, worker: &Worker<H>, query: QueryId) -> Option<T> {
    let host = &worker.host;
    let pause = host.pause()?;
    let mut since = host.now();
    while steps.step() {
        if host.now() - since > PATIENCE {
            let (done, total) = steps.progress();
            host.post(&[Event::Exporting { query, done, total }]);
            pause.wait().await;
            if worker.state.borrow().exporting != Some(query) {
                return None;
            }
            since = host.now();
        }
    }
    Some(steps.finish())
}
