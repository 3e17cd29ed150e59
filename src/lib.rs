//! Leadlens reads marketplace leads inside one browser tab: the page and its worker.
//!
//! `protocol` is what page and worker say to each other; `session` is what the user decided and opened, without a browser; `app` draws and acts;
//! `platform` holds what the browser can do; `worker` owns a workspace of `leadlens_engine`. The README's code map says which module may import
//! which.
#![cfg_attr(test, expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed unwrap or index is a failed test"))]

#[cfg(feature = "page")]
pub mod app;
#[cfg(feature = "page")]
pub mod i18n;
#[cfg(feature = "page")]
pub(crate) mod platform;
pub mod protocol;
#[cfg(feature = "page")]
pub mod session;
pub mod worker;
