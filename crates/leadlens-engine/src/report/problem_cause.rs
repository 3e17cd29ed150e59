//! Causes of problems: many records that are odd for one reason are one problem.

use std::borrow::Cow;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::intake::header::ColumnRole;
use crate::leads::{Dictionary, Leads, NONE, Problem, ProblemKind, UnknownSlot, unknown_word};
use crate::saturating::saturating_u32;

/// Cause of each problem, numbered in the order they are met.
#[derive(Clone, Debug, Default)]
pub(super) struct ProblemCauses {
    of: Vec<u32>,
    count: u32,
}

/// What problems of one cause have in common, besides their kind and source.
enum CauseScope {
    /// The text of a cell, or the part of a `LeadSource` that it is about.
    Text,
    /// The column.
    Column,
    /// Nothing: each record is a cause by itself.
    Record,
}

impl ProblemCauses {
    /// The causes of all problems.
    pub(super) fn of(leads: &Leads) -> Self {
        let mut texts = Dictionary::default();
        let mut known: HashMap<(ProblemKind, u16, Option<u16>, u32), u32, FixedState> = HashMap::default();
        let mut causes = Self::default();
        for problem in leads.problems() {
            let text = match scope(problem.kind) {
                CauseScope::Text => texts.intern(&cause_text(leads, *problem)),
                CauseScope::Column => NONE,
                CauseScope::Record => {
                    causes.of.push(causes.count);
                    causes.count += 1;
                    continue;
                }
            };
            let cause = *known.entry((problem.kind, problem.file, problem.column, text)).or_insert(causes.count);
            causes.count = causes.count.max(cause + 1);
            causes.of.push(cause);
        }
        causes
    }

    /// For each problem its cause.
    pub(super) fn codes(&self) -> &[u32] {
        &self.of
    }

    /// Number of causes.
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// Number of distinct causes among the problems that pass.
    pub(super) fn count_of(&self, passes: impl Iterator<Item = bool>) -> u32 {
        let mut met = vec![false; self.count as usize];
        for (cause, _) in self.of.iter().zip(passes).filter(|(_, passes)| *passes) {
            if let Some(met) = met.get_mut(*cause as usize) {
                *met = true;
            }
        }
        saturating_u32(met.into_iter().filter(|met| *met).count())
    }
}

fn scope(kind: ProblemKind) -> CauseScope {
    use ProblemKind as P;
    match kind {
        P::InvalidEmail
        | P::RepairedEmail
        | P::UnknownStorefront
        | P::UnknownAction
        | P::Translated
        | P::UnusualCombination
        | P::UnreadableDate => CauseScope::Text,
        P::PhoneInScientificNotation | P::Conflict | P::AmbiguousDate => CauseScope::Column,
        P::Blank
        | P::Footer
        | P::Totals
        | P::RepeatedHeader
        | P::NotAnObject
        | P::Ragged
        | P::UnclosedQuote
        | P::JoinedLines
        | P::Mended
        | P::MixedEncoding
        | P::InvalidCustomerInfo => CauseScope::Record,
    }
}

/// Place of the unknown code that a problem is about; `None` for other problems.
pub(super) fn unknown_slot(kind: ProblemKind) -> Option<UnknownSlot> {
    match kind {
        ProblemKind::UnknownStorefront => Some(UnknownSlot::Storefront),
        ProblemKind::UnknownAction => Some(UnknownSlot::Action),
        _ => None,
    }
}

/// The cell a problem is about, and whether it is a `LeadSource`; `None` where there is no such source.
pub(super) fn problem_cell(leads: &Leads, problem: Problem) -> Option<(Cow<'_, str>, bool)> {
    let (file, column) = (usize::from(problem.file), usize::from(problem.column.unwrap_or_default()));
    let cell = leads.tables().get(file)?.cell(problem.record as usize, column);
    let role = leads.mappings().get(file).and_then(|mapping| mapping.columns.get(column)).map(|column| column.role);
    Some((cell, role == Some(ColumnRole::LeadSource)))
}

/// The part of a `LeadSource` before the offer.
pub(super) fn before_offer(lead_source: &str) -> &str {
    lead_source.split(['|', '｜']).next().unwrap_or_default().trim()
}

/// The text a problem is about, the same in every record of one cause: of a `LeadSource` the unknown word, or what stands before the offer.
pub(super) fn cause_text(leads: &Leads, problem: Problem) -> String {
    let Some((cell, is_lead_source)) = problem_cell(leads, problem) else { return String::new() };
    let text = match unknown_slot(problem.kind) {
        _ if !is_lead_source => cell.trim(),
        Some(slot) => unknown_word(&cell, slot == UnknownSlot::Storefront),
        None => before_offer(&cell),
    };
    text.to_owned()
}
