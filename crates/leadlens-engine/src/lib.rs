//! Reads the lead files of marketplaces, understands them, and finds who is the same person.
//!
//! Bytes become a [`Table`](intake::Table), a table becomes [`Leads`](leads::Leads), leads become people
//! ([`Clusters`](matching::Clusters)), and people leave as numbers, pages of rows, files and links. [`Build`] takes these stages in bounded
//! steps; the [`Workspace`] it ends with answers every question about what is open.
//!
//! # Examples
//! ```
//! use leadlens_engine::intake::Reader;
//! use leadlens_engine::leads::Decisions;
//! use leadlens_engine::{Build, Step};
//!
//! let file = b"First Name,Last Name,Email\nBob,Birk,bob@example.com\nRobert,Birk,bob+trial@example.com\nAnn,Ash,ann@example.com\n";
//! let mut reader = Reader::new("leads.csv", file.len() as u64)?;
//! reader.push(file)?;
//! let build = Build::new(vec![reader.finish()?], &Decisions::default());
//! let done = build.into_iter().find_map(|step| if let Step::Done(workspace) = step { Some(workspace) } else { None });
//! let totals = done.map(|workspace| workspace.overview().totals).unwrap_or_default();
//! assert_eq!((totals.leads, totals.people), (3, 2));
//! # Ok::<(), leadlens_engine::intake::SourceError>(())
//! ```
//!
//! # Modules
//! | module | job |
//! |---|---|
//! | [`intake`] | bytes to tables: encodings, notations, archives, headers |
//! | [`leads`] | tables to leads: the meaning of each column and cell |
//! | [`matching`] | leads to people: pairs, weights, clusters, and the user's decisions about them |
//! | [`report`] | overview, lists and details, under one filter |
//! | [`export`] | text that spreadsheets open, without formulas |
//! | [`share`] | an overview as a link, without personal data |
//! | [`decision_log`] | the user's decisions in order, keyed by what outlives a run |
//! | [`workspace`] | all of it together, and the workspace file |
//! | [`build`] | opening files, a bounded slice of work at a time |
//!
//! # Invariants
//! No clock, no randomness, no locale, no I/O, no `unsafe`, no browser crate: the same files in the same order give the same answer on
//! every machine. A module imports only those above it in the table, `workspace` and `build` all of them.
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
mod sorting;
pub mod workspace;

pub use build::{Build, Stage, Step};
pub use decision_log::{DecisionLog, LogDelta, LogEntry, OpenMode, SourceKey};
pub use leadlens_workbook::stepper::Stepper;
pub use workspace::{Workspace, save_workspace, save_workspace_steps, saved_log};
