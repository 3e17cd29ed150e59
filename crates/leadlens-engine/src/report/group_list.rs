//! Groups of duplicates as a window of rows, and one group with its leads side by side.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::contact::contact;
use super::journey::{Elapsed, journey};
use super::lead_list::lead_row;
use super::same_record::{crosses_files, file_count, holds_same_record};
use super::{CrossFilter, LeadFilter, LeadRow};
use crate::intake::header::ColumnRole;
use crate::leads::{LeadId, Leads};
use crate::matching::{Clusters, Confidence, Fingerprints, GroupKeys, GroupKind, GroupName, GroupWarning, MatchReason, Matching, Verdicts};
use crate::saturating::saturating_u32;
use crate::sorting;

/// Conditions that groups must meet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupFilter {
    /// Only this kind.
    pub kind: Option<GroupKind>,
    /// Only groups that are merged.
    pub merged: bool,
    /// Only groups whose leads come from more than one source.
    pub across_files: bool,
    /// Only groups with at least one of these leads.
    pub leads: LeadFilter,
}

/// Query for a window of groups, largest group first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupQuery {
    /// Rows to leave out at the start.
    pub offset: u32,
    /// Rows wanted at most.
    pub limit: u32,
    /// Conditions on the groups.
    pub filter: GroupFilter,
}

/// Place of the group that is opened after a decision: the first of these that finds one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupTarget {
    /// The list that the place counts in.
    pub filter: GroupFilter,
    /// The group of a lead that the entry at that place of the log refers to.
    pub entry: Option<u32>,
    /// The group of that name.
    pub name: Option<GroupName>,
    /// The possible group at that place of the list, or else the first possible one.
    pub place: Option<u32>,
}

/// A group as one row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupRow {
    /// Its name.
    pub name: GroupName,
    /// The person's name, or e-mail where no lead gives a name.
    pub label: String,
    /// The e-mail its leads share.
    pub email: String,
    /// Number of its leads.
    pub leads: u32,
    /// Repeat or journey.
    pub kind: GroupKind,
    /// Reason for its leads to belong together.
    pub reason: MatchReason,
    /// Certainty of that, 0 to 1.
    pub confidence: Confidence,
    /// Reason to be careful, where there is one.
    pub warning: Option<GroupWarning>,
    /// At least one of its leads must not be contacted.
    pub do_not_contact: bool,
    /// At least one of its leads may be: no such flag on its listing. Both at once is a conflict to be seen.
    pub contactable: bool,
    /// From how many sources its leads come.
    pub files: u16,
    /// At least two of its leads, from different sources, are the same record.
    pub same_record: bool,
}

/// A window of groups.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GroupPage {
    /// Groups that pass the filter.
    pub total: u32,
    /// Repeats among the groups with one of the selected leads.
    pub repeats: u32,
    /// Journeys among them.
    pub journeys: u32,
    /// Groups of one person among them whose actions and offers the file does not give.
    pub unspecified: u32,
    /// Possible groups among them: not merged, to be decided.
    pub possible: u32,
    /// Groups whose leads come from more than one source, among them.
    pub across_files: u32,
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
    /// For each of those leads the part it belongs to, counted from 0: of a possible group the leads of one part are one person already.
    pub parts: Vec<u32>,
    /// For each of those leads the time since the one before; `None` for the first, and where either is undated.
    pub since_last: Vec<Option<Elapsed>>,
    /// For each of those leads the time since the earlier lead with the same action and offer; `None` where it is the first, or undated.
    pub repeats_after: Vec<Option<Elapsed>>,
    /// Leads and fingerprints that a statement about the group needs; `None` where it has more leads than [`GroupDetail::KEYS`].
    pub keys: Option<GroupKeys>,
}

impl GroupDetail {
    /// Leads shown of one group at most.
    pub const LEADS: usize = 50;
    /// Leads of a group that is decided about as one at most: its statement names each of them by some 40 bytes.
    pub const KEYS: usize = 20_000;
}

/// Groups in an order, and how many there are of each sort.
#[derive(Clone, Debug, Default)]
pub struct GroupOrder {
    /// The groups.
    pub order: Vec<u32>,
    /// The page they are shown on, without its rows.
    totals: GroupPage,
}

/// All groups that pass the filter: possible ones first, those put off after the others, then largest first, equal ones in the order of their
/// first lead.
pub fn group_order(
    cross_filter: &mut CrossFilter,
    leads: &Leads,
    clusters: &Clusters,
    verdicts: &Verdicts,
    filter: &GroupFilter,
) -> GroupOrder {
    let selection = cross_filter.select(leads, clusters, &filter.leads);
    let has_one = |group: u32| clusters.group_leads(group).iter().any(|lead| selection.passes(*lead));
    let found = (0_u32..).zip(clusters.kinds()).filter(|(group, _)| filter.leads.is_empty() || has_one(*group));
    let mut totals = GroupPage::default();
    let mut order = Vec::new();
    let has_several = leads.tables().len() > 1;
    for (group, kind) in found {
        let crosses = has_several && crosses_files(leads, clusters.group_leads(group));
        match kind {
            GroupKind::Repeat => totals.repeats += 1,
            GroupKind::Journey => totals.journeys += 1,
            GroupKind::Unspecified => totals.unspecified += 1,
            GroupKind::Possible => totals.possible += 1,
        }
        totals.across_files += u32::from(crosses);
        let is_of_kind = filter.kind.is_none_or(|wanted| wanted == *kind) && !(filter.merged && *kind == GroupKind::Possible);
        if is_of_kind && (crosses || !filter.across_files) {
            order.push(group);
        }
    }
    // Possible groups come as a queue: where a decision joins most leads and is least in doubt first.
    sorting::sort_by(&mut order, |one, other| {
        let worth = |group: &u32| clusters.group_leads(*group).len();
        let is_merged = |group: &u32| clusters.kinds().get(*group as usize) != Some(&GroupKind::Possible);
        let doubt = |group: &u32| if is_merged(group) { 0.0 } else { -clusters.group_bits(*group) };
        let is_later = |group: &u32| !is_merged(group) && verdicts.is_later(clusters.group_leads(*group));
        let place = |group: &u32| (is_merged(group), is_later(group));
        place(one).cmp(&place(other)).then(worth(other).cmp(&worth(one))).then(doubt(one).total_cmp(&doubt(other)))
    });
    totals.total = saturating_u32(order.len());
    GroupOrder { order, totals }
}

/// A window of an order made by [`group_order`].
pub fn group_page(leads: &Leads, matching: &Matching, clusters: &Clusters, found: &GroupOrder, offset: u32, limit: u32) -> GroupPage {
    let rows = found.order.iter().skip(offset as usize).take(limit as usize);
    let rows = rows.filter_map(|group| group_row(leads, matching, clusters, *group)).collect();
    GroupPage { offset, rows, ..found.totals.clone() }
}

/// One group with its leads; `None` for a number that is not there.
pub fn group_detail(leads: &Leads, matching: &Matching, clusters: &Clusters, group: u32) -> Option<GroupDetail> {
    let row = group_row(leads, matching, clusters, group)?;
    let mut touches = journey(leads, clusters, clusters.group_leads(group));
    touches.truncate(GroupDetail::LEADS);
    let rows: Vec<LeadRow> = touches.iter().filter_map(|touch| lead_row(leads, clusters, LeadId(touch.lead))).collect();
    let differing = COMPARED.into_iter().filter(|(_, value)| differs(&rows, *value)).map(|(role, _)| role).collect();
    let parts = parts(clusters, &rows);
    let since_last = touches.iter().map(|touch| touch.since_last).collect();
    let repeats_after = touches.iter().map(|touch| touch.since_same).collect();
    Some(GroupDetail { row, leads: rows, differing, parts, since_last, repeats_after, keys: group_keys(leads, clusters, group) })
}

/// Returns what a statement about a group needs; `None` for a number that is not there, and for more than [`GroupDetail::KEYS`] leads.
pub fn group_keys(leads: &Leads, clusters: &Clusters, group: u32) -> Option<GroupKeys> {
    let members = Some(clusters.group_leads(group)).filter(|members| (1..=GroupDetail::KEYS).contains(&members.len()))?;
    let mut keys = GroupKeys::default();
    let mut part_of = BTreeMap::new();
    for (lead, key) in members.iter().zip(Fingerprints::of_leads(leads, members)) {
        let Some(key) = key else { continue };
        let next = saturating_u32(part_of.len());
        keys.parts.push(*part_of.entry(clusters.of().get(*lead as usize).copied()).or_insert(next));
        keys.leads.push(*lead);
        keys.keys.push(key);
    }
    Some(keys)
}

/// Reason of the weakest join of a group.
fn reason(matching: &Matching, clusters: &Clusters, id: u32) -> MatchReason {
    let reason = clusters.group_link(id).map(|(one, other)| matching.reason(one, other)).unwrap_or_default();
    MatchReason { by_verdict: clusters.group_bits(id) == f32::INFINITY, ..reason }
}

/// For each row the part of its group it belongs to, counted from 0.
fn parts(clusters: &Clusters, rows: &[LeadRow]) -> Vec<u32> {
    let mut met = Vec::new();
    let cluster_of = |row: &LeadRow| clusters.of().get(row.lead as usize).copied().unwrap_or_default();
    let part = |row: &LeadRow| {
        let cluster = cluster_of(row);
        saturating_u32(met.iter().position(|known| *known == cluster).unwrap_or_else(|| {
            met.push(cluster);
            met.len() - 1
        }))
    };
    rows.iter().map(part).collect()
}

/// The value of a row that is compared for a role.
type RowValue = fn(&LeadRow) -> &str;

/// Roles that are compared side by side, each with its value of a row.
const COMPARED: [(ColumnRole, RowValue); 11] = [
    (ColumnRole::LeadSource, |row| &row.lead_source),
    (ColumnRole::Storefront, |row| row.storefront.as_str()),
    (ColumnRole::Action, |row| row.action.as_str()),
    (ColumnRole::OfferId, |row| &row.offer),
    (ColumnRole::FullName, |row| &row.name),
    (ColumnRole::Email, |row| &row.email),
    (ColumnRole::Phone, |row| &row.phone),
    (ColumnRole::Country, |row| &row.country),
    (ColumnRole::Company, |row| &row.company),
    (ColumnRole::JobTitle, |row| &row.job_title),
    (ColumnRole::Created, |row| &row.created),
];

/// True where rows have different values; a blank is no value.
fn differs(rows: &[LeadRow], value: RowValue) -> bool {
    let mut values = rows.iter().map(value).filter(|text| !text.is_empty());
    values.next().is_some_and(|first| values.any(|other| other != first))
}

fn group_row(leads: &Leads, matching: &Matching, clusters: &Clusters, id: u32) -> Option<GroupRow> {
    let kind = *clusters.kinds().get(id as usize)?;
    let members = clusters.group_leads(id);
    let contact = contact(leads, members);
    let first = lead_row(leads, clusters, LeadId(*members.first()?))?;
    let named = members.iter().take(GroupDetail::LEADS).filter_map(|lead| lead_row(leads, clusters, LeadId(*lead)));
    let label = named.map(|row| row.name).find(|name| !name.is_empty()).unwrap_or_else(|| first.email.clone());
    Some(GroupRow {
        name: GroupName { possible: kind == GroupKind::Possible, lead: *members.first()? },
        label,
        email: first.email,
        leads: saturating_u32(members.len()),
        kind,
        reason: reason(matching, clusters, id),
        confidence: clusters.group_confidence(id),
        warning: clusters
            .group_warning(id)
            .or_else(|| (kind != GroupKind::Possible && matching.has_conflict(members)).then_some(GroupWarning::Conflict)),
        do_not_contact: contact.do_not_contact,
        contactable: contact.contactable,
        files: file_count(leads, members),
        same_record: holds_same_record(leads, members),
    })
}
