//! Small choices kept in this browser. Never data of a file.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::worker::transport;

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
            Self::Decisions => "leadlens.mappings.1",
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

/// A value as text that can be kept.
pub(crate) fn pack<T: Serialize>(value: &T) -> Option<String> {
    let bytes = postcard::to_allocvec(value).ok()?;
    web_sys::window()?.btoa(&bytes.iter().map(|&byte| char::from(byte)).collect::<String>()).ok()
}

/// The value in a kept text; `None` for anything else.
pub(crate) fn unpack<T: DeserializeOwned>(text: &str) -> Option<T> {
    let letters = web_sys::window()?.atob(text).ok()?;
    let bytes: Vec<u8> = letters.chars().map(|letter| u8::try_from(letter).unwrap_or_default()).collect();
    transport::from_bytes(&bytes)
}
