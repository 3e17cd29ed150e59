//! Tests of the engine by what it offers to others: one program, compiled and linked once.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed unwrap or index is a failed test")]
#![cfg(not(target_arch = "wasm32"))]

mod archive;
mod carrier_corpus;
mod common;
mod crm;
mod cross_filter;
mod encoding_corpus;
mod fingerprints;
mod header_corpus;
mod intake_fixtures;
mod intake_properties;
mod lead_source;
mod leads_pipeline;
mod lists;
mod matching;
mod matching_hostile;
mod matching_properties;
mod matching_steps;
mod numbers_and_ids;
mod people;
mod person_files;
mod properties;
mod report;
mod review;
mod reviewer;
mod rules;
mod same_person;
mod shape_corpus;
mod share_links;
mod spreadsheet;
mod steps;
mod text_corpus;
mod workspace_files;
