//! State of matching: what the slider, the presets and the tally of the review show.

use serde::{Deserialize, Serialize};

pub use crate::matching::MatchWarning;
use crate::matching::{BlockReport, Contradiction, Threshold};

/// Numbers that a threshold gives under the decisions as they are.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThresholdEffect {
    /// From which weight on leads are merged.
    pub threshold: Threshold,
    /// People.
    pub people: u32,
    /// Groups that are merged.
    pub groups: u32,
    /// Groups to review.
    pub to_review: u32,
}

/// State of matching.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReviewState {
    /// From which weight on leads are merged.
    pub threshold: Threshold,
    /// Leads that could be merged: all but test leads.
    pub leads: u32,
    /// People.
    pub people: u32,
    /// Groups that are merged: people with more than one lead.
    pub groups: u32,
    /// Groups a person has to decide about.
    pub possible: u32,
    /// Possible groups put off with *later*.
    pub later: u32,
    /// Decisions *same* that hold.
    pub same: u32,
    /// Decisions *different* that hold.
    pub different: u32,
    /// Steps that can be taken back.
    pub undo: u32,
    /// Steps that can be taken again.
    pub redo: u32,
    /// Places in the log of statements that concern none of the leads that are open.
    pub absent: Vec<u32>,
    /// Decisions that do not hold, because others say the opposite.
    pub contradictions: Vec<Contradiction>,
    /// Warnings about the data that the user should know before trusting the groups.
    pub warnings: Vec<MatchWarning>,
    /// Account of what was compared, and what was not, by kind of key.
    pub blocks: Vec<BlockReport>,
    /// True as soon as every pair worth it has been compared; until then groups may still appear.
    pub finished: bool,
    /// Pairs compared so far.
    pub compared: u64,
}
