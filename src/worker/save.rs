//! Files to keep: what goes into them, and where the page finds them.

use std::sync::Arc;

use js_sys::{Array, Uint8Array};
use web_sys::{Blob, Url};

use crate::engine::intake::Table;
use crate::engine::leads::Decisions;
use crate::engine::{Workspace, save_workspace};
use crate::protocol::Saving;

/// The file saved last; it goes when another takes its place.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    address: Option<String>,
}

impl Shelf {
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

/// The bytes of a file to keep; `None` where there is nothing to save.
pub(super) fn file(workspace: &mut Workspace, tables: &[Arc<Table>], saving: Saving, decisions: &Decisions) -> Option<Vec<u8>> {
    match saving {
        Saving::Workspace => save_workspace(tables, decisions, &workspace.saved_review()),
        Saving::Problems(kind) => Some(workspace.problems_csv(kind).into_bytes()),
    }
}
