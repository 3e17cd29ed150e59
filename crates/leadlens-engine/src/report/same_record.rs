//! The same record in two files: exports that overlap, or one file opened twice under two names.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::lead_text::full_name;
use crate::intake::header::ColumnRole;
use crate::leads::{LeadId, Leads, NONE};

/// Leads of one group compared at most for each file: more than a person has, few enough where a whole company shares a mailbox.
const COMPARED: usize = 2_000;

/// Content that two leads of one record have in common: origin, e-mail, name, phone and company.
type RecordContent<'a> = (u32, u32, String, Cow<'a, str>, Cow<'a, str>);

/// The leads of one content, by when they were made, each by its source.
#[derive(Default)]
struct Copies {
    dated: BTreeMap<i64, usize>,
    /// True as soon as one of them is without a time.
    has_undated: bool,
    /// Source of the first lead.
    first: Option<usize>,
    /// True as soon as they come from several sources.
    is_mixed: bool,
}

impl Copies {
    /// Adds a lead; whether it is the same record as one of another source. Two times tell records apart, a missing one does not.
    fn add(&mut self, file: usize, seconds: Option<i64>) -> bool {
        self.is_mixed |= *self.first.get_or_insert(file) != file;
        let Some(seconds) = seconds else {
            self.has_undated = true;
            return self.is_mixed;
        };
        self.is_mixed && self.has_undated || *self.dated.entry(seconds).or_insert(file) != file
    }
}

/// True where the leads of a group, in reading order, come from more than one source.
pub(super) fn crosses_files(leads: &Leads, members: &[u32]) -> bool {
    match (members.first(), members.last()) {
        (Some(first), Some(last)) => leads.file_of(LeadId(*first)) != leads.file_of(LeadId(*last)),
        _ => false,
    }
}

/// Counts the sources that the leads of a group, in reading order, come from.
pub(super) fn file_count(leads: &Leads, members: &[u32]) -> u16 {
    let mut files: Vec<usize> = Vec::new();
    for file in members.iter().map(|lead| leads.file_of(LeadId(*lead))) {
        if files.last() != Some(&file) {
            files.push(file);
        }
    }
    u16::try_from(files.len()).unwrap_or(u16::MAX)
}

/// True where at least two leads of a group, from different sources, are the same record.
pub(super) fn holds_same_record(leads: &Leads, members: &[u32]) -> bool {
    let mut copies: BTreeMap<RecordContent<'_>, Copies> = BTreeMap::new();
    let of_one_file = members.chunk_by(|one, other| leads.file_of(LeadId(*one)) == leads.file_of(LeadId(*other)));
    crosses_files(leads, members)
        && of_one_file.flat_map(|members| members.iter().take(COMPARED)).filter_map(|lead| leads.get(LeadId(*lead))).any(|lead| {
            let code = |codes: &[u32]| codes.get(lead.id().0 as usize).copied().unwrap_or(NONE);
            let (origin, email) = (code(leads.origins()), code(leads.emails()));
            let content = (origin, email, full_name(lead), lead.text(ColumnRole::Phone), lead.text(ColumnRole::Company));
            copies.entry(content).or_default().add(lead.file(), lead.created().seconds())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_of_two_files_are_one_record_unless_their_times_differ() {
        for (leads, expected) in [
            (&[(0, Some(5)), (1, Some(5))][..], true),
            (&[(0, Some(5)), (1, Some(6))], false),
            (&[(0, Some(5)), (0, Some(5))], false),
            (&[(0, None), (0, Some(5)), (1, Some(6))], true),
            (&[(0, Some(5)), (0, Some(6)), (1, None)], true),
            (&[(0, None), (1, None)], true),
            (&[(0, None), (0, Some(5))], false),
        ] {
            let mut copies = Copies::default();
            assert_eq!(leads.iter().any(|(file, seconds)| copies.add(*file, *seconds)), expected, "{leads:?}");
        }
    }
}
