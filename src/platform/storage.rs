//! Small choices stored in this browser. Never data of a file.

/// Names under which choices are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StorageKey {
    /// Light, dark or the system's.
    Theme,
    /// Decisions about columns and codes.
    Decisions,
    /// Columns of the table of leads: which, in which order, how wide.
    Columns,
    /// Notation and columns of exported lists.
    Export,
    /// There where the user wants the log of decisions to be stored; each tab keeps its own under a part of this name.
    Draft,
}

impl StorageKey {
    fn as_str(self) -> &'static str {
        match self {
            Self::Theme => "leadlens.theme",
            Self::Decisions => "leadlens.mappings.3",
            Self::Columns => "leadlens.columns.2",
            Self::Export => "leadlens.export.1",
            Self::Draft => "leadlens.draft.2",
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// The stored choice; `None` where there is none or storage is denied.
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

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1e9")]
/// A part that no other tab has: a number by chance.
pub(crate) fn new_part() -> String {
    [(); 2].map(|()| ((js_sys::Math::random() * 1e9) as u32).to_string()).join("-")
}

/// The parts that tabs keep under a name, each with its text.
pub(crate) fn read_parts(key: StorageKey) -> Vec<(String, String)> {
    let Some(storage) = storage() else { return Vec::new() };
    let prefix = format!("{}.", key.as_str());
    let names = (0..storage.length().unwrap_or(0)).filter_map(|place| storage.key(place).ok().flatten());
    let parts: Vec<String> = names.filter_map(|name| name.strip_prefix(&prefix).map(str::to_owned)).collect();
    parts.into_iter().filter_map(|part| Some((part.clone(), storage.get_item(&format!("{prefix}{part}")).ok().flatten()?))).collect()
}

/// Keeps a tab's part of a name; `None` forgets it.
pub(crate) fn write_part(key: StorageKey, part: &str, value: Option<&str>) {
    let Some(storage) = storage() else { return };
    let name = format!("{}.{part}", key.as_str());
    let _ = match value {
        Some(value) => storage.set_item(&name, value),
        None => storage.remove_item(&name),
    };
}

/// Takes over the decisions, drafts and columns that the version before stored, all of whose words are still known, and forgets older notations.
pub(crate) fn forget_old() {
    if let Some(storage) = storage() {
        take_over(&storage, "leadlens.mappings.2", StorageKey::Decisions);
        take_over(&storage, "leadlens.draft.1", StorageKey::Draft);
        take_over(&storage, "leadlens.columns.1", StorageKey::Columns);
        let _ = storage.remove_item("leadlens.mappings.1");
    }
}

/// Moves a text and its parts from an old name to the present one, where nothing stands there yet.
fn take_over(storage: &web_sys::Storage, old: &str, key: StorageKey) {
    let names = (0..storage.length().unwrap_or(0)).filter_map(|place| storage.key(place).ok().flatten());
    let names: Vec<String> = names.filter(|name| name.starts_with(old)).collect();
    for name in names {
        let present = name.replacen(old, key.as_str(), 1);
        if let (Ok(Some(text)), Ok(None)) = (storage.get_item(&name), storage.get_item(&present)) {
            let _ = storage.set_item(&present, &text);
        }
        let _ = storage.remove_item(&name);
    }
}
