//! Parts of the page that read the store.

pub mod bar;
pub mod duplicates;
pub mod filter_bar;
pub mod footer;
pub mod group_list;
pub mod group_panel;
pub mod help;
pub mod lead_detail;
pub mod leads;
pub mod notices;
pub mod overview;
pub mod pair;
pub mod people;
pub mod person;
pub mod problems;
pub mod progress;
pub mod proof;
pub mod record;
pub mod review_bar;
pub mod review_keys;
pub mod rules;
pub mod share;
pub mod source;
pub mod start;
pub mod tabs;
pub mod totals;
