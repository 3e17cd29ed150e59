//! Pieces of the page that get everything as props.

pub mod badge;
pub mod dialog;
pub(crate) mod drawing;
pub mod explain;
pub(crate) mod figure;
pub mod heat_table;
pub(crate) mod menu;
pub mod pager;
pub mod pickable;
pub mod ranking;
pub(crate) mod select;
pub mod switch;
pub(crate) mod toast;
pub mod waterfall;

pub use badge::{Badge, BadgeKind};
pub use dialog::Dialog;
pub(crate) use drawing::drawing;
pub use explain::Explain;
pub(crate) use figure::{Figure, figure};
pub use heat_table::{HeatHead, HeatLine, HeatModel, HeatNumber, heat_table};
pub(crate) use menu::{MenuEntry, menu};
pub use pager::Pager;
pub use pickable::{OnPick, Pick, PickState};
pub use ranking::{Rank, RankingModel, ranking};
pub(crate) use select::select;
pub use switch::{Choice, Switch};
pub(crate) use toast::Toast;
