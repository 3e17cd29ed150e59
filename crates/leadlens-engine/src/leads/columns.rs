//! The columnar store of leads and the borrowed view of one.

use std::borrow::Cow;
use std::sync::Arc;

use super::customer::customer_column;
use super::date::Created;
use super::dictionary::{Dictionary, NONE};
use super::email::{addresses, unescaped};
use super::lead_source::LeadSource;
use super::opt_out::OptOut;
use super::origin::{Action, Offer, Origin, Storefront};
use super::problem::Problem;
use super::role::Mapping;
use super::shown::{numbers_among, shown};
use super::visible::{visible, visible_in};
use crate::intake::Table;
use crate::intake::header::ColumnRole;

/// Number of a lead, counted from 0 in reading order over all sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct LeadId(pub u32);

/// Marks of a lead that are known at a glance, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(pub u8);

impl Flags {
    /// The marketplace's own test lead.
    pub const TEST: Self = Self(1);
    /// The customer chose another partner; not to be contacted.
    pub const DO_NOT_CONTACT: Self = Self(2);
    /// At least one problem concerns the lead's record.
    pub const PROBLEM: Self = Self(4);

    /// True when all bits of `other` are set.
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Sets the bits of `other`.
    pub fn insert(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// Counts of the records of one source: met, made leads, skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SourceSummary {
    /// Data records met, blank lines not counted.
    pub records: u32,
    /// Records that became leads.
    pub leads: u32,
    /// Records that did not, each with a [`Problem`]. Always `records - leads`.
    pub skipped: u32,
}

/// All leads, column by column.
///
/// Columns compared or counted are coded: origin, e-mail, company and country hold small integers into dictionaries, [`NONE`] for no value.
/// Text that is only shown is not copied: it is read from the lead's own [`Table`] when a page of leads is queried.
#[derive(Clone, Debug, Default)]
pub struct Leads {
    pub(super) tables: Vec<Arc<Table>>,
    pub(super) mappings: Vec<Mapping>,
    pub(super) summaries: Vec<SourceSummary>,
    /// Number of the first lead of each source, and one past the last lead.
    pub(super) starts: Vec<u32>,
    pub(super) records: Vec<u32>,
    pub(super) lead_sources: Vec<u32>,
    pub(super) lead_source_texts: Dictionary,
    pub(super) parsed_lead_sources: Vec<LeadSource>,
    pub(super) origins: Vec<u32>,
    pub(super) distinct_origins: Vec<Origin>,
    pub(super) offers: Vec<Offer>,
    pub(super) emails: Vec<u32>,
    pub(super) email_texts: Dictionary,
    pub(super) companies: Vec<u32>,
    pub(super) company_texts: Dictionary,
    pub(super) countries: Vec<u32>,
    pub(super) country_texts: Dictionary,
    pub(super) created: Vec<Created>,
    pub(super) flags: Vec<Flags>,
    pub(super) problems: Vec<Problem>,
    /// Customer details read out of one JSON cell, for sources that have such a column.
    pub(super) customers: Vec<Option<Arc<Table>>>,
    pub(super) default_country: Option<String>,
}

impl Leads {
    /// Number of leads.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// True when there is no lead.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The sources, in the order they were given.
    pub fn tables(&self) -> &[Arc<Table>] {
        &self.tables
    }

    /// Mapping of the columns of each source, in the order of the sources.
    pub fn mappings(&self) -> &[Mapping] {
        &self.mappings
    }

    /// Records, leads and skipped records of each source.
    pub fn summaries(&self) -> &[SourceSummary] {
        &self.summaries
    }

    /// All problems, by source and record.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// For each lead the index of its [`Origin`] in [`Leads::distinct_origins`].
    pub fn origins(&self) -> &[u32] {
        &self.origins
    }

    /// The distinct combinations of storefront, action and offer.
    pub fn distinct_origins(&self) -> &[Origin] {
        &self.distinct_origins
    }

    /// The distinct offers; offer 0 is "no offer".
    pub fn offers(&self) -> &[Offer] {
        &self.offers
    }

    /// For each lead the code of its canonical e-mail in [`Leads::email_texts`], or [`NONE`] (blank, filler, not an address).
    pub fn emails(&self) -> &[u32] {
        &self.emails
    }

    /// Canonical e-mails.
    pub fn email_texts(&self) -> &Dictionary {
        &self.email_texts
    }

    /// For each lead the code of its company in [`Leads::company_texts`], or [`NONE`].
    pub fn companies(&self) -> &[u32] {
        &self.companies
    }

    /// Companies, each as it is spelled most often.
    pub fn company_texts(&self) -> &Dictionary {
        &self.company_texts
    }

    /// For each lead the code of its country, or [`NONE`].
    pub fn countries(&self) -> &[u32] {
        &self.countries
    }

    /// Countries: ISO 3166-1 alpha-2 where the spelling is known, else the text as read.
    pub fn country_texts(&self) -> &Dictionary {
        &self.country_texts
    }

    /// The country (ISO 3166-1 alpha-2) whose phone numbers are meant where a lead names none. It is not the country of any lead.
    pub fn default_country(&self) -> Option<&str> {
        self.default_country.as_deref()
    }

    /// Day or moment each lead was made, in the order of the leads.
    pub fn created(&self) -> &[Created] {
        &self.created
    }

    /// Test, do-not-contact and problem marks of each lead.
    pub fn flags(&self) -> &[Flags] {
        &self.flags
    }

    /// For each lead the index of its parsed [`LeadSource`], or [`NONE`] where the file has no text there.
    pub fn lead_source_codes(&self) -> &[u32] {
        &self.lead_sources
    }

    /// The distinct `LeadSource` strings, parsed.
    pub fn parsed_lead_sources(&self) -> &[LeadSource] {
        &self.parsed_lead_sources
    }

    /// The distinct `LeadSource` strings, as read.
    pub fn lead_source_texts(&self) -> &Dictionary {
        &self.lead_source_texts
    }

    /// One lead; `None` past the end.
    pub fn get(&self, id: LeadId) -> Option<Lead<'_>> {
        ((id.0 as usize) < self.len()).then_some(Lead { leads: self, id })
    }

    /// The lead made of a record (0-based, in its source); `None` where the record was skipped.
    pub fn lead_of(&self, file: usize, record: u32) -> Option<LeadId> {
        let (start, end) = (*self.starts.get(file)?, *self.starts.get(file + 1)?);
        let records = self.records.get(start as usize..end as usize)?;
        let place = records.binary_search(&record).ok()?;
        Some(LeadId(start + u32::try_from(place).ok()?))
    }

    /// The source a lead was read from.
    pub fn file_of(&self, id: LeadId) -> usize {
        self.starts.partition_point(|start| *start <= id.0).saturating_sub(1)
    }

    /// The text of one role in one record; see [`Lead::text`].
    pub(super) fn text(&self, file: usize, record: usize, role: ColumnRole) -> Cow<'_, str> {
        let (Some(table), Some(mapping)) = (self.tables.get(file), self.mappings.get(file)) else { return Cow::Borrowed("") };
        let read = |column: usize| shown(role, visible_in(role, table.cell(record, column)), mapping.is_shared(column));
        let own = mapping.column(role).map_or(Cow::Borrowed(""), read);
        let text = match (self.customers.get(file), customer_column(role)) {
            (Some(Some(customers)), Some(column)) if own.is_empty() => visible_in(role, customers.cell(record, column)),
            _ if own.is_empty() => mapping.fallback_columns(role).map(read).find(|text| !text.is_empty()).unwrap_or_default(),
            _ => own,
        };
        if role == ColumnRole::LeadSource { text } else { unescaped(text) }
    }

    /// Every telephone number, or address, in the cell whose first one is the lead's; see [`Lead::numbers`].
    #[cold]
    fn several(&self, file: usize, record: usize, role: ColumnRole, among: fn(&str) -> Vec<String>) -> Vec<String> {
        let (Some(table), Some(mapping)) = (self.tables.get(file), self.mappings.get(file)) else { return Vec::new() };
        let details = self.customers.get(file).and_then(Option::as_ref).zip(customer_column(role));
        let own = mapping.column(role).map(|column| table.cell(record, column));
        let details = details.map(|(customers, column)| customers.cell(record, column));
        let fallbacks = mapping.fallback_columns(role).map(|column| table.cell(record, column));
        let cells = own.into_iter().chain(details).chain(fallbacks).map(|cell| visible_in(role, cell));
        cells.map(|cell| among(&cell)).find(|found| !found.is_empty()).unwrap_or_default()
    }
}

/// One lead, borrowed from its columns and its table. Texts are what a person reads in the file: trimmed, fillers empty, `\@` unescaped.
#[derive(Clone, Copy, Debug)]
pub struct Lead<'a> {
    leads: &'a Leads,
    id: LeadId,
}

impl<'a> Lead<'a> {
    /// Its number.
    pub fn id(self) -> LeadId {
        self.id
    }

    /// Index of its source.
    pub fn file(self) -> usize {
        self.leads.file_of(self.id)
    }

    /// 0-based index of its record in the source.
    pub fn record(self) -> u32 {
        self.column(&self.leads.records).unwrap_or_default()
    }

    /// Storefront, action and offer it comes from; offer 0 and `None`s where nothing says.
    pub fn origin(self) -> Origin {
        let code = self.column(&self.leads.origins).unwrap_or(NONE);
        let fallback = Origin { storefront: Storefront::None, action: Action::None, offer: 0 };
        self.leads.distinct_origins.get(code as usize).copied().unwrap_or(fallback)
    }

    /// The offer it names.
    pub fn offer(self) -> Option<&'a Offer> {
        self.leads.offers.get(self.origin().offer as usize)
    }

    /// Day or moment it was made, as far as the file tells.
    pub fn created(self) -> Created {
        self.column(&self.leads.created).unwrap_or_default()
    }

    /// Its marks.
    pub fn flags(self) -> Flags {
        self.column(&self.leads.flags).unwrap_or_default()
    }

    /// The text in the column of that role; empty where there is none or only a filler.
    ///
    /// For [`ColumnRole::LeadSource`] this is the string as read. Customer details inside one JSON cell are found by their own roles.
    pub fn text(self, role: ColumnRole) -> Cow<'a, str> {
        self.leads.text(self.file(), self.record() as usize, role)
    }

    /// Every telephone number that stands in one cell with the one [`Lead::text`] tells, that one among them.
    pub fn numbers(self) -> Vec<String> {
        self.leads.several(self.file(), self.record() as usize, ColumnRole::Phone, numbers_among)
    }

    /// Every e-mail address that stands in one cell with the one [`Lead::text`] tells, canonical, that one among them.
    pub fn addresses(self) -> Vec<String> {
        self.leads.several(self.file(), self.record() as usize, ColumnRole::Email, addresses)
    }

    /// The id of the person in the system it comes from, of the record where that has none.
    pub fn record_id(self) -> Cow<'a, str> {
        let (file, record) = (self.file(), self.record() as usize);
        let column = self.leads.mappings.get(file).and_then(|mapping| mapping.person_id);
        let person =
            column.zip(self.leads.tables.get(file)).map(|(column, table)| visible_in(ColumnRole::LeadId, table.cell(record, column)));
        person.filter(|id| !id.is_empty()).unwrap_or_else(|| self.text(ColumnRole::LeadId))
    }

    /// The channels that its record says are refused. Blanks and what is neither yes nor no refuse nothing.
    pub fn opt_out(self) -> OptOut {
        let (file, record) = (self.file(), self.record() as usize);
        let (Some(table), Some(mapping)) = (self.leads.tables.get(file), self.leads.mappings.get(file)) else { return OptOut::default() };
        let cells = mapping.opt_outs.iter().map(|column| column.read(&visible(table.cell(record, column.column))));
        cells.fold(OptOut::default(), OptOut::or)
    }

    /// Its company as it is spelled most often; the text as read where that names none.
    pub fn company(self) -> Cow<'a, str> {
        self.usual(&self.leads.companies, &self.leads.company_texts, ColumnRole::Company)
    }

    /// Its country, ISO 3166-1 alpha-2 where the spelling is known, else the text as read.
    pub fn country(self) -> Cow<'a, str> {
        self.usual(&self.leads.countries, &self.leads.country_texts, ColumnRole::Country)
    }

    /// The text of a code, or as read where there is no code.
    fn usual(self, codes: &[u32], texts: &'a Dictionary, role: ColumnRole) -> Cow<'a, str> {
        match self.column(codes) {
            Some(code) if code != NONE => Cow::Borrowed(texts.get(code)),
            _ => self.text(role),
        }
    }

    fn column<T: Copy>(self, column: &[T]) -> Option<T> {
        column.get(self.id.0 as usize).copied()
    }
}
