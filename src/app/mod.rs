//! The page: sections read the store, components get props.
//!
//! # Invariants
//! The page holds what is on screen, never the data. Text of a file is only ever a text node. No word of a file enters the address.

pub mod actions;
pub mod components;
pub(crate) mod effects;
pub mod history;
pub mod lead_window;
pub mod memo;
pub(crate) mod memory;
pub mod page;
pub mod remote;
pub mod scroll;
pub mod sections;
pub mod state;
pub mod store;
pub mod theme;
pub mod view;
pub mod wording;

pub use page::mount;
