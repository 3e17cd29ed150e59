//! Records become leads, a bounded slice at a time.

mod block;

use std::borrow::Cow;
use std::sync::Arc;

use super::aliases::Aliases;
use super::columns::{Flags, Leads, SourceSummary};
use super::country::canonical_country;
use super::customer::customer_column;
use super::date::{Created, DateOrder, date_evidence, is_date_in_some_order};
use super::dictionary::{NONE, Spellings};
use super::email::{address, is_repaired};
use super::filler::is_filler;
use super::merge::{Merger, OriginParts};
use super::offer_title::offer_title;
use super::origin::{Action, Offer};
use super::problem::{Problem, ProblemKind};
use super::role::Mapping;
use super::shown::is_in_scientific_notation;
use super::source_plan::{Cells, SourcePlan};
use super::test_mark::has_test_mark;
use super::value_decision::ValueDecision;
use crate::intake::header::ColumnRole;
use crate::intake::{FaultKind, Table};
use crate::saturating::saturating_u32;
use block::TextBlock;

/// Records read in one step: some milliseconds of work.
const STEP: usize = 16 * 1024;

/// Bytes of an address, about. Half the leads of a file or fewer bring a new one; where more do, the dictionary grows.
const ADDRESS_LENGTH: usize = 24;

/// Records whose e-mails and companies are looked up together: enough to wait for many at a time, few enough to stay in the cache.
const BLOCK: usize = 1024;

/// Roles besides LeadSource and e-mail any of which makes a record a lead.
const LEAD_ROLES: [ColumnRole; 7] = [
    ColumnRole::Company,
    ColumnRole::Phone,
    ColumnRole::FirstName,
    ColumnRole::LastName,
    ColumnRole::FullName,
    ColumnRole::OfferId,
    ColumnRole::OfferTitle,
];

/// Builds [`Leads`] from tables and their mappings.
#[derive(Debug)]
pub struct LeadsBuilder {
    leads: Leads,
    merger: Merger,
    plan: Option<SourcePlan>,
    /// Source being read, and the next of its records.
    source: usize,
    record: usize,
    done: u64,
    total: u64,
    /// The order of day and month in the source being read: the user's choice, or what its dates tell once they were examined.
    date_order: ColumnOrder,
    companies: Spellings,
    countries: Spellings,
    aliases: Aliases,
    /// For each canonical e-mail whether it is one people type to get past a form.
    filler_addresses: Vec<bool>,
}

/// Order of day and month in a column of dates: not examined yet, undecided, or told.
#[derive(Clone, Copy, Debug)]
enum ColumnOrder {
    Unasked,
    Undecided,
    Told(DateOrder),
}

impl ColumnOrder {
    #[inline]
    fn told(self) -> Option<DateOrder> {
        if let Self::Told(order) = self { Some(order) } else { None }
    }
}

impl LeadsBuilder {
    /// A builder over sources, each with its mapping. `default_country` (ISO 3166-1 alpha-2) is for leads without a country.
    pub fn new(sources: Vec<(Arc<Table>, Mapping)>, default_country: Option<&str>) -> Self {
        let total = sources.iter().map(|(table, _)| table.record_count() as u64).sum();
        let mut leads = Leads { offers: vec![Offer::default()], ..Leads::default() };
        leads.default_country = default_country.and_then(canonical_country).map(Cow::into_owned);
        leads.summaries = vec![SourceSummary::default(); sources.len()];
        leads.customers = vec![None; sources.len()];
        (leads.tables, leads.mappings) = sources.into_iter().unzip();
        Self {
            leads,
            merger: Merger::default(),
            plan: None,
            source: 0,
            record: 0,
            date_order: ColumnOrder::Unasked,
            done: 0,
            total,
            companies: Spellings::default(),
            countries: Spellings::default(),
            aliases: Aliases::default(),
            filler_addresses: Vec::new(),
        }
    }

    /// The same builder with the user's meanings of unknown storefronts and actions. To be called before the first step.
    #[must_use]
    pub fn with_values(self, decisions: &[ValueDecision]) -> Self {
        Self { merger: Merger::with_values(decisions), ..self }
    }

    /// Reads the next records, some thousands; `false` when there are none left.
    pub fn step(&mut self) -> bool {
        let mut left = STEP;
        while left > 0 {
            let Some(table) = self.leads.tables.get(self.source).map(Arc::clone) else { return false };
            let mut plan = self.plan.take().unwrap_or_else(|| self.begin_source(&table));
            let end = table.record_count().min(self.record + left);
            for start in (self.record..end).step_by(BLOCK) {
                let mut block = TextBlock::default();
                for record in start..end.min(start + BLOCK) {
                    self.read_record(&table, &mut plan, record, &mut block);
                }
                self.look_up(&block);
            }
            let read = end - self.record;
            left -= read;
            self.done += read as u64;
            self.record = end;
            if end == table.record_count() {
                self.end_source(plan);
            } else {
                self.plan = Some(plan);
            }
        }
        self.source < self.leads.tables.len()
    }

    /// Records read so far, and in all.
    pub fn progress(&self) -> (u64, u64) {
        (self.done, self.total)
    }

    /// The leads.
    pub fn finish(mut self) -> Leads {
        let count = saturating_u32(self.leads.records.len());
        // Each company is shown by its most frequent spelling.
        self.leads.company_texts = self.companies.most_frequent(self.leads.company_texts.len());
        self.leads.starts.resize(self.leads.tables.len() + 1, count);
        self.aliases.apply(&self.leads.email_texts, &mut self.leads.emails);
        self.merger.join_offers(&mut self.leads);
        self.leads
    }

    fn begin_source(&mut self, table: &Table) -> SourcePlan {
        let leads = &mut self.leads;
        leads.starts.push(saturating_u32(leads.records.len()));
        let more = table.record_count();
        for column in
            [&mut leads.records, &mut leads.lead_sources, &mut leads.origins, &mut leads.emails, &mut leads.companies, &mut leads.countries]
        {
            column.reserve(more);
        }
        leads.email_texts.reserve(more / 2, ADDRESS_LENGTH);
        leads.created.reserve(more);
        leads.flags.reserve(more);
        let mapping = leads.mappings.get(self.source);
        self.date_order = mapping.and_then(|mapping| mapping.date_order).map_or(ColumnOrder::Unasked, ColumnOrder::Told);
        mapping.map_or_else(|| SourcePlan::of(&Mapping::default()), SourcePlan::of)
    }

    fn end_source(&mut self, plan: SourcePlan) {
        if let Some(customers) = self.leads.customers.get_mut(self.source) {
            *customers = plan.into_customers();
        }
        self.source += 1;
        self.record = 0;
    }

    fn read_record<'t>(&mut self, table: &'t Table, plan: &mut SourcePlan, record: usize, block: &mut TextBlock<'t>) {
        let problems = self.leads.problems.len();
        let is_no_lead = self.note_faults(table, plan, record);
        let (customer, is_broken) = plan.read_customer(table, record);
        if is_broken {
            self.note(ProblemKind::InvalidCustomerInfo, plan.column(ColumnRole::CustomerInfo), record);
        }
        let cells = Cells { row: table.record(record), plan, record, customer: customer.as_ref() };
        let is_lead = !is_no_lead && self.read_lead(cells, is_broken, block);
        if is_lead
            && self.leads.problems.len() > problems
            && let Some(flags) = self.leads.flags.last_mut()
        {
            flags.insert(Flags::PROBLEM);
        }
        if let Some(summary) = self.leads.summaries.get_mut(self.source) {
            summary.records += 1;
            summary.leads += u32::from(is_lead);
            summary.skipped += u32::from(!is_lead);
        }
    }

    /// Makes problems of what the reader found odd; whether the record is none for it.
    fn note_faults(&mut self, table: &Table, plan: &mut SourcePlan, record: usize) -> bool {
        let mut skips = false;
        while let Some(fault) = table.faults.get(plan.next_fault).filter(|fault| fault.record as usize <= record) {
            plan.next_fault += 1;
            let kind = match fault.kind {
                FaultKind::Ragged => ProblemKind::Ragged,
                FaultKind::UnclosedQuote => ProblemKind::UnclosedQuote,
                FaultKind::NotAnObject => ProblemKind::NotAnObject,
                FaultKind::Mended => ProblemKind::Mended,
                FaultKind::Footer => ProblemKind::Footer,
                FaultKind::Totals => ProblemKind::Totals,
                FaultKind::MixedEncoding => ProblemKind::MixedEncoding,
                FaultKind::RepeatedHeader => ProblemKind::RepeatedHeader,
                FaultKind::JoinedLines => ProblemKind::JoinedLines,
            };
            skips |= kind.skips();
            self.note(kind, None, record);
        }
        skips
    }

    /// Reads one record; `false` when nothing in it makes a lead.
    fn read_lead<'t>(&mut self, cells: Cells<'t, '_>, has_broken_customer: bool, block: &mut TextBlock<'t>) -> bool {
        use ColumnRole as R;
        let (lead_source, email) = (cells.text(R::LeadSource), cells.stored_text(R::Email));
        // A dash where the source should be is stored, but means nothing.
        let is_blank = is_filler(&lead_source) && email.is_empty() && LEAD_ROLES.into_iter().all(|role| cells.text(role).is_empty());
        if is_blank && !has_broken_customer {
            self.note(ProblemKind::Blank, None, cells.record);
            return false;
        }
        let lead_source = self.merger.lead_source(&mut self.leads, &lead_source);
        let has_test_source = self.leads.parsed_lead_sources.get(lead_source as usize).is_some_and(|source| source.is_test);
        let is_test = has_test_source || cells.is_marked(has_test_mark) || cells.is_flagged();
        let mut parts = OriginParts::of_lead_source(lead_source);
        if cells.plan.has_origin_columns {
            parts.storefront = self.merger.word(&cells.text(R::Storefront));
            parts.action = self.merger.word(&cells.text(R::Action));
            parts.publisher = self.merger.word(&cells.text(R::Publisher));
            parts.offer_id = self.merger.word(&cells.text(R::OfferId));
        }
        parts.offer_title = self.merger.word(&offer_title(cells));
        let (origin, action) = self.origin(parts, cells);
        if !is_test {
            self.note_email(email, cells, block);
        }
        if memchr::memchr2(b'E', b'e', cells.raw(R::Phone).as_bytes()).is_some() && is_in_scientific_notation(&cells.text(R::Phone)) {
            self.note(ProblemKind::PhoneInScientificNotation, column_of(cells.plan, R::Phone), cells.record);
        }
        let company = cells.stored_text(R::Company);
        if !company.is_empty() {
            block.company_leads.push(self.leads.records.len());
            block.companies.push(company);
        }
        let country = self.country(&cells.text(R::Country));
        let created = self.created(cells);
        self.push(cells.record, [lead_source, origin, country], created, flags(is_test, action));
        true
    }

    /// Adds a lead; its e-mail and company follow when the block is looked up.
    fn push(&mut self, record: usize, [lead_source, origin, country]: [u32; 3], created: Created, flags: Flags) {
        let leads = &mut self.leads;
        leads.records.push(saturating_u32(record));
        leads.lead_sources.push(lead_source);
        leads.origins.push(origin);
        leads.emails.push(NONE);
        leads.companies.push(NONE);
        leads.countries.push(country);
        leads.created.push(created);
        leads.flags.push(flags);
    }

    fn origin(&mut self, parts: OriginParts, cells: Cells<'_, '_>) -> (u32, Action) {
        let Some(merged) = self.merger.merge(&mut self.leads, parts) else { return (NONE, Action::None) };
        let file = u16::try_from(self.source).unwrap_or(u16::MAX);
        for &(kind, role) in &merged.problems {
            let column = column_of(cells.plan, role).and_then(|column| u16::try_from(column).ok());
            self.leads.problems.push(Problem { file, record: saturating_u32(cells.record), column, kind });
        }
        (merged.origin, merged.action)
    }

    /// Puts an address into the block; text that is none becomes a problem.
    fn note_email<'t>(&mut self, text: Cow<'t, str>, cells: Cells<'_, '_>, block: &mut TextBlock<'t>) {
        let is_blank = text.is_empty();
        self.aliases.note(&text);
        let is_damaged = |text: &str, address: &Option<Cow<'_, str>>| address.as_ref().is_some_and(|address| is_repaired(text, address));
        let (address, is_damaged) = match text {
            Cow::Borrowed(text) => {
                let address = address(text);
                let is_damaged = is_damaged(text, &address);
                (address, is_damaged)
            }
            Cow::Owned(text) => {
                let address = address(&text);
                let is_damaged = is_damaged(&text, &address);
                (address.map(|address| Cow::Owned(address.into_owned())), is_damaged)
            }
        };
        if is_damaged {
            self.note(ProblemKind::RepairedEmail, column_of(cells.plan, ColumnRole::Email), cells.record);
        }
        match address {
            Some(address) => {
                block.email_leads.push(self.leads.records.len());
                block.emails.push(address);
            }
            None if is_blank => {}
            None => self.note(ProblemKind::InvalidEmail, column_of(cells.plan, ColumnRole::Email), cells.record),
        }
    }

    fn country(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return NONE;
        }
        let texts = &mut self.leads.country_texts;
        self.countries.code(text, |text| canonical_country(text).map_or(NONE, |country| texts.intern(&country)))
    }

    fn created(&mut self, cells: Cells<'_, '_>) -> Created {
        let text = cells.text(ColumnRole::Created);
        if text.is_empty() {
            return Created::default();
        }
        // ISO dates read the same in any order: the column is searched for one only when another notation is met.
        let created = Created::read(&text, self.date_order.told()).or_else(|| {
            if !matches!(self.date_order, ColumnOrder::Unasked) {
                return None;
            }
            let column = cells.plan.column(ColumnRole::Created)?;
            let told = date_evidence(self.leads.tables.get(self.source)?, column).order;
            self.date_order = told.map_or(ColumnOrder::Undecided, ColumnOrder::Told);
            Created::read(&text, Some(told?))
        });
        created.unwrap_or_else(|| {
            let kind = if is_date_in_some_order(&text) { ProblemKind::AmbiguousDate } else { ProblemKind::UnreadableDate };
            self.note(kind, cells.plan.column(ColumnRole::Created), cells.record);
            Created::default()
        })
    }

    fn note(&mut self, kind: ProblemKind, column: Option<usize>, record: usize) {
        let file = u16::try_from(self.source).unwrap_or(u16::MAX);
        let column = column.and_then(|column| u16::try_from(column).ok());
        self.leads.problems.push(Problem { file, record: saturating_u32(record), column, kind });
    }
}

fn flags(is_test: bool, action: Action) -> Flags {
    let mut flags = Flags::default();
    if is_test {
        flags.insert(Flags::TEST);
    }
    if action == Action::Dnc {
        flags.insert(Flags::DO_NOT_CONTACT);
    }
    flags
}

/// The column a role is read from: its own, or the one with all customer details.
fn column_of(plan: &SourcePlan, role: ColumnRole) -> Option<usize> {
    let details = customer_column(role).and_then(|_| plan.column(ColumnRole::CustomerInfo));
    plan.column(role).or(details)
}

#[cfg(test)]
mod tests;
