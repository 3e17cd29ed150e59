//! Bytes come in at the door, become a [`Table`](intake::Table), become [`Leads`](leads::Leads), become people
//! ([`Clusters`](matching::Clusters)) and leave as numbers, pages, files and links.
//!
//! # Invariants
//! No clock, no randomness, no locale, no I/O, no `unsafe`, no browser crate: the same files in the same order give the same answer on
//! every machine. Inside, a stage imports only the stages before it: intake ← leads ← matching ← report ← export ← share ← `decision_log` ← workspace ← build.
#![cfg_attr(test, expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed unwrap or index is a failed test"))]

pub mod build;
pub mod decision_log;
pub mod export;
pub mod intake;
pub mod leads;
pub mod matching;
pub mod report;
mod saturating;
pub mod share;
pub mod workspace;

pub use build::{Build, Stage, Step};
pub use decision_log::{DecisionLog, LogDelta, LogEntry, OpenMode, SourceKey};
pub use leadlens_workbook::stepper::Stepper;
pub use workspace::{Workspace, save_workspace, save_workspace_steps, saved_log};
