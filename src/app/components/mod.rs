//! Pieces of the page that get everything as props.

pub mod badge;
pub mod bars;
pub mod dialog;
pub(crate) mod drawing;
pub(crate) mod dynamic;
pub mod explain;
pub(crate) mod figure;
pub mod matrix;
pub mod pager;
pub(crate) mod select;
pub mod show;
pub mod switch;
pub mod waterfall;

pub use badge::{Badge, BadgeKind};
pub use bars::{Bar, Bars};
pub use dialog::Dialog;
pub(crate) use drawing::drawing;
pub use explain::Explain;
pub(crate) use figure::{Figure, figure};
pub use matrix::{Matrix, MatrixModel};
pub use pager::Pager;
pub(crate) use select::select;
pub use show::Show;
pub use switch::{Choice, Switch};
