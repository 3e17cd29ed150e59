//! Pictures as data: numbers go in, a [`Scene`] of shapes comes out. The page makes live SVG of it, a file or a print the same SVG as text.
//!
//! Absent on purpose: browser, locale, engine types, floating point. What is written in words comes in as words, numbers as a function.
//! Lengths are whole px unless a name says tenths.
#![cfg_attr(test, expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed unwrap or index is a failed test"))]

mod bars;
mod columns;
mod element;
mod flow;
mod grid;
mod ink;
mod path;
mod scale;
mod scene;
mod sheet;
mod spark;
mod svg;
mod table;
mod text;

pub use bars::{RankedBar, ranked_bars};
pub use columns::{Column, ColumnChart};
pub use element::{Element, Paint};
pub use flow::{FLOW_STEPS, Flow, FlowLink, FlowNode, FlowWords};
pub use grid::{HeatCell, HeatGrid, HeatRow, heat_grid};
pub use ink::{Ink, Pattern};
pub use scale::{Bands, heat_step, length_of, ticks};
pub use scene::{Anchor, Geometry, Scene, Shape, Tone, Weight};
pub use sheet::{SheetPanel, SheetSpan, write_sheet};
pub use spark::{spark_columns, spark_line};
pub use svg::{Heading, write_svg};
pub use table::TableData;
pub use text::{fit, text_width, wrap};

/// Writes a number for people, as the page's locale does.
pub type NumberWords<'a> = &'a dyn Fn(u64) -> String;
