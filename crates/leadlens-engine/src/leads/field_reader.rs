//! Reader of which fields of a lead are filled, off its record and without making texts.

use super::columns::Leads;
use super::visible::shows_in;
use crate::intake::Record;
use crate::intake::header::ColumnRole;

/// Reads the same fields of one lead after another; where each stands is found out once for a source.
#[derive(Debug)]
pub struct FieldReader<'a, const N: usize> {
    leads: &'a Leads,
    roles: [ColumnRole; N],
    /// The leads of the source being read.
    range: std::ops::Range<usize>,
    file: usize,
    columns: [Option<usize>; N],
    /// True when a field that its own column has not may stand elsewhere: in a customer cell or in a fallback column.
    may_stand_elsewhere: bool,
}

impl<'a, const N: usize> FieldReader<'a, N> {
    /// A reader of at most eight fields.
    pub fn new(leads: &'a Leads, roles: [ColumnRole; N]) -> Self {
        Self { leads, roles, range: 0..0, file: 0, columns: [None; N], may_stand_elsewhere: false }
    }

    /// A bit for each field of a lead, in the order of the roles: whether [`Lead::text`](super::Lead::text) has anything to say.
    pub fn filled(&mut self, lead: usize) -> u8 {
        let Some((cells, record)) = self.record(lead) else { return 0 };
        (0..N).fold(0, |mask, field| mask | u8::from(self.is_filled(&cells, record, field)) << field)
    }

    /// True where a lead has any of the fields; reading ends with the first.
    pub fn has_any(&mut self, lead: usize) -> bool {
        self.record(lead).is_some_and(|(cells, record)| (0..N).any(|field| self.is_filled(&cells, record, field)))
    }

    /// The record of a lead and its place in the source.
    #[inline]
    fn record(&mut self, lead: usize) -> Option<(Record<'a>, usize)> {
        if !self.range.contains(&lead) {
            self.begin_source(lead);
        }
        let record = *self.leads.records.get(lead)? as usize;
        Some((self.leads.tables.get(self.file)?.record(record), record))
    }

    #[inline]
    fn is_filled(&self, cells: &Record<'_>, record: usize, field: usize) -> bool {
        let (Some(role), Some(column)) = (self.roles.get(field), self.columns.get(field)) else { return false };
        column.is_some_and(|column| shows_in(*role, &cells.cell(column)))
            || self.may_stand_elsewhere && !self.leads.text(self.file, record, *role).is_empty()
    }

    fn begin_source(&mut self, lead: usize) {
        let starts = &self.leads.starts;
        self.file = starts.partition_point(|start| *start as usize <= lead).saturating_sub(1);
        let place = |file: usize| starts.get(file).map_or(usize::MAX, |start| *start as usize);
        self.range = place(self.file)..place(self.file + 1);
        let mapping = self.leads.mappings.get(self.file);
        self.columns = self.roles.map(|role| mapping.and_then(|mapping| mapping.column(role)));
        self.may_stand_elsewhere =
            matches!(self.leads.customers.get(self.file), Some(Some(_))) || mapping.is_some_and(|mapping| !mapping.fallbacks.is_empty());
    }
}
