//! Files to keep: what goes into them, and where the page finds them.

use std::sync::Arc;

use js_sys::{Array, Uint8Array};
use web_sys::{Blob, Url};

use super::state::{Open, ReadFile};
use crate::engine::{DecisionLog, save_workspace};
use crate::protocol::Saving;

/// The address of the file saved last; it goes when another takes its place.
#[derive(Debug, Default)]
pub(super) struct DownloadUrl {
    address: Option<String>,
}

impl DownloadUrl {
    /// Puts a file where the page finds it, in place of the one before. The address leads nowhere outside of this browser.
    pub(super) fn put(&mut self, file: &[u8]) -> Option<String> {
        if let Some(before) = self.address.take() {
            let _ = Url::revoke_object_url(&before);
        }
        let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(file))).ok()?;
        self.address = Url::create_object_url_with_blob(&blob).ok();
        self.address.clone()
    }
}

/// The bytes of a file to keep; `None` where there is nothing to save. Where no leads are open the workspace holds the log alone.
pub(super) fn file(open: &mut Open, files: &[ReadFile], log: &DecisionLog, saving: Saving) -> Option<Vec<u8>> {
    match (saving, open) {
        (Saving::Problems(kind), Open::Workspace(workspace)) => Some(workspace.problems_csv(kind).into_bytes()),
        (Saving::Problems(_), _) => None,
        (Saving::Workspace, _) => {
            let tables: Vec<_> = files.iter().flat_map(|file| file.tables.iter().map(|read| Arc::clone(&read.table))).collect();
            (!tables.is_empty() || !log.is_empty()).then(|| save_workspace(&tables, log))?
        }
    }
}
