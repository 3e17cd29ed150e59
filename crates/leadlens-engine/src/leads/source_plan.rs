//! Plan of a source, made once before its records are read, and the cells of one record read by role.

use std::borrow::Cow;
use std::sync::Arc;

use super::customer::{CUSTOMER_KEYS, customer_column, read_customer};
use super::role::Mapping;
use super::shown::shown;
use super::test_mark::is_yes;
use super::visible::{visible, visible_in};
use crate::intake::header::ColumnRole;
use crate::intake::{Record, Table, TableBuilder};

/// Details read out of a customer cell.
pub(super) type Customer = [String; CUSTOMER_KEYS.len()];

/// Roles in which a test lead carries its mark.
const MARKED: [ColumnRole; 7] = [
    ColumnRole::Email,
    ColumnRole::FirstName,
    ColumnRole::LastName,
    ColumnRole::FullName,
    ColumnRole::Company,
    ColumnRole::LeadSource,
    ColumnRole::Description,
];

/// Roles besides LeadSource that tell of the origin.
const ORIGIN_COLUMNS: [ColumnRole; 5] =
    [ColumnRole::Storefront, ColumnRole::Action, ColumnRole::Publisher, ColumnRole::OfferId, ColumnRole::OfferTitle];

/// Column of each role in a source, the next of its faults, and the side table of customer details.
#[derive(Debug)]
pub(super) struct SourcePlan {
    columns: [Option<usize>; ColumnRole::ALL.len()],
    /// Columns in which a test lead carries its mark.
    marked: Vec<usize>,
    /// True when any column besides `LeadSource` tells of the origin.
    pub(super) has_origin_columns: bool,
    /// Columns read where the one of their role has nothing; see [`Mapping::fallbacks`].
    fallbacks: Vec<(ColumnRole, usize)>,
    /// Index of the next of the table's faults.
    pub(super) next_fault: usize,
    /// Columns that hold e-mail addresses and telephone numbers.
    shared: Vec<usize>,
    /// The column that says of each lead whether it is a test.
    test_flag: Option<usize>,
    /// The side table of customer details, for sources that have such a column.
    customers: Option<TableBuilder>,
}

impl SourcePlan {
    pub(super) fn of(mapping: &Mapping) -> Self {
        let columns = ColumnRole::ALL.map(|role| mapping.column(role));
        let mut plan = Self {
            columns,
            marked: MARKED.into_iter().filter_map(|role| mapping.column(role)).collect(),
            has_origin_columns: ORIGIN_COLUMNS.into_iter().any(|role| mapping.column(role).is_some()),
            fallbacks: mapping.fallbacks.clone(),
            next_fault: 0,
            shared: (0..mapping.columns.len()).filter(|column| mapping.is_shared(*column)).collect(),
            test_flag: mapping.test_flag,
            customers: None,
        };
        if plan.column(ColumnRole::CustomerInfo).is_some() {
            let mut customers = TableBuilder::new();
            for (_, key) in CUSTOMER_KEYS {
                customers.column(key);
            }
            plan.customers = Some(customers);
        }
        plan
    }

    /// The column of a role.
    #[inline]
    pub(super) fn column(&self, role: ColumnRole) -> Option<usize> {
        self.columns.get(role as usize).copied().flatten()
    }

    /// Reads a record's customer cell into the side table. The details, and whether there was text that is no JSON.
    pub(super) fn read_customer(&mut self, table: &Table, record: usize) -> (Option<Customer>, bool) {
        let Some(column) = self.column(ColumnRole::CustomerInfo) else { return (None, false) };
        let cell = visible(table.cell(record, column));
        let customer = read_customer(&cell);
        let is_broken = customer.is_none() && !cell.is_empty();
        if let Some(customers) = &mut self.customers {
            for (column, value) in customer.iter().flatten().enumerate().filter(|(_, value)| !value.is_empty()) {
                customers.set(column, value.as_str());
            }
            // The side table is no longer than the table it is made of, so it fits.
            let _ = customers.end_record();
        }
        (customer, is_broken)
    }

    /// The side table, once all records are read.
    pub(super) fn into_customers(self) -> Option<Arc<Table>> {
        self.customers.map(|customers| Arc::new(customers.finish()))
    }
}

/// One record, read by role.
#[derive(Clone, Copy)]
pub(super) struct Cells<'t, 'a> {
    pub(super) row: Record<'t>,
    pub(super) plan: &'a SourcePlan,
    /// Its number in the source, from 0.
    pub(super) record: usize,
    pub(super) customer: Option<&'a Customer>,
}

impl<'t: 'a, 'a> Cells<'t, 'a> {
    /// The text of a role for longer than the record is looked at.
    #[inline]
    pub(super) fn stored_text(&self, role: ColumnRole) -> Cow<'t, str> {
        match self.plan.column(role) {
            Some(column) if self.has_own_texts() => visible_in(role, self.row.cell(column)),
            _ => Cow::Owned(self.text(role).into_owned()),
        }
    }

    /// True when `starts` accepts a cell, of those in which a test lead carries its mark.
    #[inline]
    pub(super) fn is_marked(&self, starts: fn(&str) -> bool) -> bool {
        if self.customer.is_some() {
            return MARKED.into_iter().any(|role| starts(self.raw(role)));
        }
        self.plan.marked.iter().any(|column| starts(self.row.raw_cell(*column)))
    }

    /// True when the record says that it is a test.
    #[inline]
    pub(super) fn is_flagged(&self) -> bool {
        self.plan.test_flag.is_some_and(|column| is_yes(&visible(self.row.cell(column))))
    }

    /// The cell of a role as it is spelled: enough to see how a text begins, without reading it.
    #[inline]
    pub(super) fn raw(&self, role: ColumnRole) -> &'a str {
        let own = self.plan.column(role).map_or("", |column| self.row.raw_cell(column));
        match self.customer {
            Some(customer) if own.is_empty() => customer_column(role).and_then(|column| customer.get(column)).map_or("", String::as_str),
            _ => own,
        }
    }

    /// The text of a role, trimmed, empty for fillers; from the customer's details where the record has no such cell of its own, or from a
    /// fallback column.
    #[inline]
    pub(super) fn text(&self, role: ColumnRole) -> Cow<'a, str> {
        match self.plan.column(role) {
            Some(column) if self.plan.shared.is_empty() && self.has_own_texts() => visible_in(role, self.row.cell(column)),
            column => self.text_among(role, column),
        }
    }

    /// True where a text stands in the column of its role or nowhere.
    #[inline]
    fn has_own_texts(&self) -> bool {
        self.customer.is_none() && self.plan.fallbacks.is_empty()
    }

    fn text_among(&self, role: ColumnRole, column: Option<usize>) -> Cow<'a, str> {
        let own = column.map_or(Cow::Borrowed(""), |column| self.shared_text(role, column));
        if own.is_empty() && !self.has_own_texts() { self.text_elsewhere(role) } else { own }
    }

    #[cold]
    fn text_elsewhere(&self, role: ColumnRole) -> Cow<'a, str> {
        let details = self.customer.zip(customer_column(role)).and_then(|(customer, column)| customer.get(column));
        details.map_or_else(|| self.fallback_text(role), |text| visible_in(role, text.as_str().into()))
    }

    /// The text of a role in a column that may hold those of another.
    fn shared_text(&self, role: ColumnRole, column: usize) -> Cow<'a, str> {
        let text = visible_in(role, self.row.cell(column));
        if self.plan.shared.contains(&column) { shown(role, text, true) } else { text }
    }

    /// The first text in the fallback columns of a role.
    fn fallback_text(&self, role: ColumnRole) -> Cow<'a, str> {
        let columns = self.plan.fallbacks.iter().filter(|(lost, _)| *lost == role);
        let mut texts = columns.map(|(_, column)| self.shared_text(role, *column));
        texts.find(|text| !text.is_empty()).unwrap_or_default()
    }
}
