//! Files to download: what goes into them, and where the page finds them.

use std::sync::Arc;

use js_sys::{Array, Uint8Array};
use web_sys::{Blob, DedicatedWorkerGlobalScope, Url};

use super::import::PATIENCE;
use super::pause::Pause;
use super::post;
use super::state::{Open, SharedState};
use super::timing::now;
use crate::protocol::{Answer, Event, ExportKind, QueryId};
use leadlens_engine::{Stepper, save_workspace_steps};

/// The address of the file made last; it goes when another takes its place.
#[derive(Debug, Default)]
pub(super) struct DownloadUrl {
    address: Option<String>,
}

impl DownloadUrl {
    /// Puts a file, piece by piece, where the page finds it, in place of the one before. The address leads nowhere outside of this browser.
    fn put(&mut self, chunks: &[Vec<u8>]) -> Option<String> {
        if let Some(before) = self.address.take() {
            let _ = Url::revoke_object_url(&before);
        }
        let pieces: Array = chunks.iter().map(|chunk| Uint8Array::from(chunk.as_slice())).collect();
        let blob = Blob::new_with_u8_array_sequence(&pieces).ok()?;
        self.address = Url::create_object_url_with_blob(&blob).ok();
        self.address.clone()
    }
}

/// Makes a file with pauses and tells the page where it is. Another one, or none, may be wanted meanwhile: this one then ends without an answer.
pub(super) async fn export(state: SharedState, scope: DedicatedWorkerGlobalScope, query: QueryId, kind: ExportKind) {
    state.borrow_mut().exporting = Some(query);
    let file = match kind {
        ExportKind::Problems(problem) => match &state.borrow().open {
            Open::Workspace(workspace) => Some(vec![workspace.problems_csv(problem).into_bytes()]),
            _ => None,
        },
        ExportKind::Workspace => {
            let steps = workspace_steps(&state);
            match steps {
                Some(steps) => match run(steps, &state, &scope, query).await {
                    Some(file) => file,
                    None => return,
                },
                None => None,
            }
        }
    };
    let address = file.and_then(|chunks| state.borrow_mut().download.put(&chunks));
    state.borrow_mut().exporting = None;
    post(&scope, &Event::Answer(query, Answer::Exported(address)));
}

/// A workspace of everything that was read, and of the log, which is all of it where nothing is open; `None` where there is neither.
fn workspace_steps(state: &SharedState) -> Option<Stepper<Option<Vec<Vec<u8>>>>> {
    let state = state.borrow();
    let tables: Vec<_> = state.files.iter().flat_map(|file| file.tables.iter().map(|read| Arc::clone(&read.table))).collect();
    let unknown = state.files.iter().flat_map(|file| file.unknown.clone()).collect();
    (!tables.is_empty() || !state.log.is_empty()).then(|| save_workspace_steps(tables, &state.log, unknown))
}

/// Takes all steps, with pauses; `None` where the file is no longer wanted.
async fn run<T>(mut steps: Stepper<T>, state: &SharedState, scope: &DedicatedWorkerGlobalScope, query: QueryId) -> Option<T> {
    let pause = Pause::new()?;
    let mut since = now();
    while steps.step() {
        if now() - since > PATIENCE {
            let (done, total) = steps.progress();
            post(scope, &Event::Exporting { query, done, total });
            pause.wait().await;
            if state.borrow().exporting != Some(query) {
                return None;
            }
            since = now();
        }
    }
    Some(steps.finish())
}
