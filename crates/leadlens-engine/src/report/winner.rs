//! The choice of the one of several leads that survives when they are merged.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::journey::{TimeKey, time_key};
use crate::intake::header::ColumnRole;
use crate::leads::{LeadId, Leads};

/// The rule by which one of several leads survives. Of equal ones it is the oldest, then the first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum WinnerRule {
    /// The oldest one.
    #[default]
    Oldest,
    /// The newest one.
    Newest,
    /// The one that fills most fields.
    MostComplete,
    /// One of this owner.
    Owner(String),
    /// One of the source with this number.
    Source(u16),
}

/// Fields that are counted.
const FIELDS: [ColumnRole; 13] = [
    ColumnRole::FirstName,
    ColumnRole::LastName,
    ColumnRole::FullName,
    ColumnRole::Email,
    ColumnRole::Phone,
    ColumnRole::Company,
    ColumnRole::Country,
    ColumnRole::JobTitle,
    ColumnRole::Street,
    ColumnRole::City,
    ColumnRole::Description,
    ColumnRole::Status,
    ColumnRole::Owner,
];

/// The one of these leads that survives; `None` where there are none.
pub fn winner(leads: &Leads, members: &[u32], rule: &WinnerRule) -> Option<u32> {
    let oldest = |lead: u32| time_key(leads, lead);
    match rule {
        WinnerRule::Oldest => members.iter().copied().min_by_key(|lead| oldest(*lead)),
        WinnerRule::Newest => members.iter().copied().min_by_key(|lead| newest(oldest(*lead))),
        WinnerRule::MostComplete => {
            let filled = |lead: u32| {
                let lead = leads.get(LeadId(lead));
                FIELDS.iter().filter(|role| lead.is_some_and(|lead| !lead.text(**role).is_empty())).count()
            };
            members.iter().copied().min_by_key(|lead| (Reverse(filled(*lead)), oldest(*lead)))
        }
        WinnerRule::Owner(owner) => {
            let is_other = |lead: u32| leads.get(LeadId(lead)).is_none_or(|lead| !same_text(&lead.text(ColumnRole::Owner), owner));
            members.iter().copied().min_by_key(|lead| (is_other(*lead), oldest(*lead)))
        }
        WinnerRule::Source(source) => {
            members.iter().copied().min_by_key(|lead| (leads.file_of(LeadId(*lead)) != usize::from(*source), oldest(*lead)))
        }
    }
}

/// The key by which the newest lead comes first, and those without a date last all the same.
fn newest((is_undated, seconds, lead): TimeKey) -> (bool, Reverse<Option<i64>>, u32) {
    (is_undated, Reverse(seconds), lead)
}

fn same_text(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}
