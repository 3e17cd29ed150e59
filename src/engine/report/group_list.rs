//! Groups of duplicates as a window of rows, and one group with its leads side by side.

use serde::{Deserialize, Serialize};

use super::LeadRow;
use crate::engine::intake::header::ColumnRole;
use crate::engine::matching::{Confidence, GroupKind, MatchReason};

/// Which groups are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupFilter {
    /// Only this kind.
    pub kind: Option<GroupKind>,
}

/// A window of groups asked for, largest group first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupQuery {
    /// Rows to leave out at the start.
    pub offset: u32,
    /// Rows wanted at most.
    pub limit: u32,
    /// Which groups.
    pub filter: GroupFilter,
}

/// A group as one row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupRow {
    /// Its number.
    pub group: u32,
    /// The person's name, or e-mail where no lead gives a name.
    pub label: String,
    /// The e-mail its leads share.
    pub email: String,
    /// How many leads it has.
    pub leads: u32,
    /// Repeat or journey.
    pub kind: GroupKind,
    /// Why its leads belong together.
    pub reason: MatchReason,
    /// How sure that is.
    pub confidence: Confidence,
    /// At least one of its leads must not be contacted.
    pub do_not_contact: bool,
}

/// A window of groups.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GroupPage {
    /// Groups that pass the filter.
    pub total: u32,
    /// Repeats among all groups.
    pub repeats: u32,
    /// Journeys among all groups.
    pub journeys: u32,
    /// Rows left out at the start.
    pub offset: u32,
    /// The rows.
    pub rows: Vec<GroupRow>,
}

/// One group with its leads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupDetail {
    /// The group.
    pub row: GroupRow,
    /// Its first leads, oldest first where dates are known; at most [`GroupDetail::LEADS`].
    pub leads: Vec<LeadRow>,
    /// Roles whose values differ among those leads (blanks do not count as different).
    pub differing: Vec<ColumnRole>,
}

impl GroupDetail {
    /// Leads shown of one group at most.
    pub const LEADS: usize = 50;
}
