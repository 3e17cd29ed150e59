//! Problems as a window of rows.

use serde::{Deserialize, Serialize};

use super::clip::{TEXT_SHOWN, clip};
use super::overview::unknown_name;
use super::problem_cause::{cause_text, unknown_slot};
use super::{CrossFilter, LeadFilter};
use crate::leads::{Leads, NONE, Problem, ProblemKind};
use crate::matching::Clusters;
use crate::saturating::saturating_u32;

/// Query for a window of problems.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemQuery {
    /// Rows to leave out at the start.
    pub offset: u32,
    /// Rows wanted at most.
    pub limit: u32,
    /// Only this kind.
    pub kind: Option<ProblemKind>,
    /// Only problems of these leads' records; those of skipped records belong to none.
    pub filter: LeadFilter,
}

/// A problem as one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemRow {
    /// Kind of the problem.
    pub kind: ProblemKind,
    /// Index of the source.
    pub file: u16,
    /// Number of the first record in the source that has it, counted from 1.
    pub record: u32,
    /// Records that have it for the same cause: the same text, or the same column.
    pub records: u32,
    /// Header of the column concerned; empty for the whole record.
    pub column: String,
    /// The raw cell, or the raw record, clipped.
    pub value: String,
    /// Value of [`Facet::Unknown`](super::Facet::Unknown) that finds the leads of an unknown code; empty for other problems.
    pub unknown: String,
    /// The lead made of the first record, if it was not skipped.
    pub lead: Option<u32>,
}

/// A window of problems.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemPage {
    /// Problems that pass the filter: records that are odd for one cause are one.
    pub total: u32,
    /// Number of problems of each kind among the selected leads, in the order of [`ProblemKind::ALL`]; kinds without any left out.
    pub kinds: Vec<(ProblemKind, u32)>,
    /// Rows left out at the start.
    pub offset: u32,
    /// The rows.
    pub rows: Vec<ProblemRow>,
}

/// A window of problems, by source and record.
pub fn problem_page(cross_filter: &mut CrossFilter, leads: &Leads, clusters: &Clusters, query: &ProblemQuery) -> ProblemPage {
    cross_filter.select(leads, clusters, &query.filter);
    let is_found = |lead: &u32| query.filter.is_empty() || cross_filter.passes(*lead);
    let causes = cross_filter.problem_causes();
    let mut kinds = ProblemKind::ALL.map(|kind| (kind, 0));
    // The first problem of each cause, and how many there are.
    let mut places = vec![NONE; causes.count() as usize];
    let mut found: Vec<(Problem, u32)> = Vec::new();
    for ((problem, cause), _) in
        leads.problems().iter().zip(causes.codes()).zip(cross_filter.problem_leads()).filter(|(_, lead)| is_found(lead))
    {
        let Some(place) = places.get_mut(*cause as usize) else { continue };
        if let Some((_, records)) = found.get_mut(*place as usize) {
            *records += 1;
            continue;
        }
        *place = saturating_u32(found.len());
        found.push((*problem, 1));
        if let Some((_, count)) = kinds.get_mut(problem.kind as usize) {
            *count += 1;
        }
    }
    let wanted = |(problem, _): &&(Problem, u32)| query.kind.is_none_or(|kind| problem.kind == kind);
    let rows = found.iter().filter(wanted).skip(query.offset as usize).take(query.limit as usize);
    ProblemPage {
        total: kinds.iter().filter(|(kind, _)| query.kind.is_none_or(|wanted| wanted == *kind)).map(|(_, count)| count).sum(),
        kinds: kinds.into_iter().filter(|(_, count)| *count > 0).collect(),
        offset: query.offset,
        rows: rows.filter_map(|(problem, records)| problem_row(leads, *problem, *records)).collect(),
    }
}

fn problem_row(leads: &Leads, problem: Problem, records: u32) -> Option<ProblemRow> {
    let table = leads.tables().get(usize::from(problem.file))?;
    let record = problem.record as usize;
    let column = problem.column.map(usize::from);
    Some(ProblemRow {
        kind: problem.kind,
        file: problem.file,
        record: problem.record + 1,
        records,
        unknown: unknown_name_of(leads, problem).unwrap_or_default(),
        column: clip(column.and_then(|column| table.headers.get(column)).map_or("", String::as_str), TEXT_SHOWN),
        value: clip(column.map_or_else(|| table.raw_record(record), |column| table.raw_cell(record, column)), TEXT_SHOWN),
        lead: leads.lead_of(usize::from(problem.file), problem.record).map(|lead| lead.0),
    })
}

/// Name of the unknown code a problem is about; `None` for other problems.
fn unknown_name_of(leads: &Leads, problem: Problem) -> Option<String> {
    let slot = unknown_slot(problem.kind)?;
    Some(unknown_name(slot, &clip(&cause_text(leads, problem), TEXT_SHOWN)))
}
