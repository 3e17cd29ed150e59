//! Reader of which fields of a lead are filled, off its record and without making texts.

use super::columns::Leads;
use super::visible::visible_in;
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
        self.fields(lead).enumerate().fold(0, |mask, (place, is_filled)| mask | u8::from(is_filled) << place)
    }

    /// True where a lead has any of the fields; reading ends with the first.
    pub fn has_any(&mut self, lead: usize) -> bool {
        self.fields(lead).any(|is_filled| is_filled)
    }

    /// One boolean a field of a lead, true where it is filled; read lazily.
    fn fields(&mut self, lead: usize) -> impl Iterator<Item = bool> + '_ {
        if !self.range.contains(&lead) {
            self.begin_source(lead);
        }
        let (leads, file, may_stand_elsewhere) = (self.leads, self.file, self.may_stand_elsewhere);
        let place = leads.tables.get(file).zip(leads.records.get(lead));
        let is_filled = move |(role, column): (ColumnRole, Option<usize>)| {
            place.is_some_and(|(table, record)| {
                let record = *record as usize;
                column.is_some_and(|column| !visible_in(role, table.record(record).cell(column)).is_empty())
                    || may_stand_elsewhere && !leads.text(file, record, role).is_empty()
            })
        };
        self.roles.into_iter().zip(self.columns).map(is_filled)
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
