//! Leadlens reads marketplace leads inside one browser tab.
//!
//! `engine` turns bytes into leads, people and numbers and knows no browser; `chart` turns numbers into pictures as data; `protocol` is
//! what page and worker say to each other; the other rooms exist only with the feature `web`. The
//! README's code map says which room may import which.
#![cfg_attr(test, expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed unwrap or index is a failed test"))]

pub mod chart;
pub mod engine;
pub mod protocol;
pub mod session;

#[cfg(feature = "web")]
pub mod app;
#[cfg(feature = "web")]
pub mod i18n;
#[cfg(feature = "web")]
pub(crate) mod platform;
#[cfg(feature = "web")]
pub mod worker;
