//! The browser, one small file a capability: functions in, plain Rust out.
//!
//! # Invariants
//! Listeners end when their guard is dropped. What the browser denies (clipboard, storage) is a value, never a panic.

pub(crate) mod clipboard;
pub(crate) mod document;
pub(crate) mod drawing;
pub(crate) mod element;
pub(crate) mod file;
pub(crate) mod folder;
pub(crate) mod location;
pub(crate) mod performance;
pub(crate) mod picture_file;
pub(crate) mod roving;
pub(crate) mod storage;
pub(crate) mod worker_client;
