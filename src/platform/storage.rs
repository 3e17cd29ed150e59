//! Small choices kept in this browser. Never data of a file.

/// Names under which choices are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StorageKey {
    /// Light, dark or the system's.
    Theme,
    /// What was decided about columns.
    Decisions,
    /// Columns of the table of leads: which, in which order, how wide.
    Columns,
    /// The log of decisions, where the user wants it to be kept.
    Draft,
}

impl StorageKey {
    fn as_str(self) -> &'static str {
        match self {
            Self::Theme => "leadlens.theme",
            Self::Decisions => "leadlens.mappings.2",
            Self::Columns => "leadlens.columns.1",
            Self::Draft => "leadlens.draft.1",
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// The kept choice; `None` where there is none or storage is denied.
pub(crate) fn read(key: StorageKey) -> Option<String> {
    storage()?.get_item(key.as_str()).ok().flatten()
}

/// Keeps a choice; `None` forgets it. A denied storage forgets everything, which is all it can do.
pub(crate) fn write(key: StorageKey, value: Option<&str>) {
    let Some(storage) = storage() else { return };
    let _ = match value {
        Some(value) => storage.set_item(key.as_str(), value),
        None => storage.remove_item(key.as_str()),
    };
}

/// Forgets what older versions kept in a notation that is no longer read.
pub(crate) fn forget_old() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item("leadlens.mappings.1");
    }
}
