//! What the cells of a column look like, judged by a sample.

use super::date::{Created, DateOrder};
use super::email::address;
use super::filler::is_filler;
use super::lead_source::{LeadSource, action};
use super::origin::{Action, Source};
use crate::engine::intake::Table;
use crate::engine::intake::header::ColumnRole;

/// Non-empty cells looked at in each column.
const SAMPLE: u32 = 200;
/// Records looked at to find them, spread over the table.
const PROBES: usize = 600;
/// A bare number of so many digits is a phone number with its country rather than an id.
const LONG_NUMBER: usize = 10;

/// How many cells of a sample look like something a lead has.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Content {
    filled: u32,
    emails: u32,
    composites: u32,
    sources: u32,
    actions: u32,
    phones: u32,
    dates: u32,
    /// Bare numbers that could be a phone number, and that could be a day or a moment: they support a header, but tell nothing.
    phone_like: u32,
    day_like: u32,
    customers: u32,
    countries: u32,
}

impl Content {
    /// Looks at every column of a table, those past the headers included.
    pub(super) fn of_columns(table: &Table) -> Vec<Self> {
        let records = table.record_count();
        let stride = records.div_ceil(PROBES).max(1);
        let mut contents = vec![Self::default(); table.column_count()];
        for record in (0..records).step_by(stride) {
            for (column, content) in contents.iter_mut().enumerate() {
                if content.filled < SAMPLE {
                    content.look_at(table.cell(record, column).trim());
                }
            }
        }
        contents
    }

    /// Whether no cell held anything.
    pub(super) fn is_empty(&self) -> bool {
        self.filled == 0
    }

    /// The share of cells that look like a role; `None` for roles whose cells look like nothing in particular, and for empty columns.
    pub(super) fn share(&self, role: ColumnRole) -> Option<f32> {
        let count = match role {
            ColumnRole::LeadSource => self.composites + self.sources,
            ColumnRole::Email => self.emails,
            ColumnRole::CustomerInfo => self.customers,
            ColumnRole::Created => self.dates + self.day_like,
            ColumnRole::Phone => self.phones + self.phone_like,
            _ => return None,
        };
        (self.filled > 0).then(|| ratio(count, self.filled))
    }

    /// What composites add to a column's claim to be the `LeadSource`: more than any header, as nothing else looks like them.
    pub(super) fn composite_weight(&self, role: ColumnRole) -> f32 {
        if role == ColumnRole::LeadSource { 3.0 * ratio(self.composites, self.filled) } else { 0.0 }
    }

    /// The role that at least half of the cells tell of, and the share that does.
    pub(super) fn telling(&self) -> Option<(ColumnRole, f32)> {
        let told = [
            (ColumnRole::LeadSource, self.composites),
            (ColumnRole::CustomerInfo, self.customers),
            (ColumnRole::Email, self.emails),
            (ColumnRole::Source, self.sources),
            (ColumnRole::Action, self.actions),
            (ColumnRole::Country, self.countries),
            (ColumnRole::Created, self.dates),
            (ColumnRole::Phone, self.phones),
        ];
        told.into_iter().find(|(_, count)| *count > 0 && 2 * count >= self.filled).map(|(role, count)| (role, ratio(count, self.filled)))
    }

    fn look_at(&mut self, cell: &str) {
        if is_filler(cell) {
            return;
        }
        self.filled += 1;
        let count = if cell.contains('@') && !cell.starts_with('{') && address(cell).is_some() {
            &mut self.emails
        } else if is_customer(cell) {
            &mut self.customers
        } else if cell.len() > 200 {
            return;
        } else if is_date(cell) {
            let is_number = is_number(cell);
            if is_number && is_phone(cell) {
                *self.phones_of(cell) += 1;
            }
            if is_number { &mut self.day_like } else { &mut self.dates }
        } else if is_phone(cell) {
            self.phones_of(cell)
        } else {
            return self.look_for_words(cell);
        };
        *count += 1;
    }

    /// Where a cell that could be a phone number is counted.
    fn phones_of(&mut self, cell: &str) -> &mut u32 {
        if is_number(cell) && cell.len() < LONG_NUMBER { &mut self.phone_like } else { &mut self.phones }
    }

    fn look_for_words(&mut self, cell: &str) {
        let parsed = LeadSource::parse(cell);
        let knows_source = !matches!(parsed.source, Source::None | Source::Other);
        let knows_action = !matches!(parsed.action, Action::None | Action::Other);
        let is_composite = knows_source && (knows_action || cell.contains('|')) || knows_action && cell.contains('|');
        self.composites += u32::from(is_composite);
        self.sources += u32::from(!is_composite && knows_source);
        self.actions += u32::from(!is_composite && action(cell).0 != Action::Other);
        self.countries += u32::from(super::country::known_country(cell).is_some());
    }
}

/// Samples are far smaller than what an `f32` counts exactly.
#[expect(clippy::cast_precision_loss, reason = "at most a few hundred cells are counted")]
fn ratio(count: u32, of: u32) -> f32 {
    if of == 0 { 0.0 } else { count as f32 / of as f32 }
}

/// A JSON object with keys of a customer.
fn is_customer(cell: &str) -> bool {
    cell.starts_with('{') && {
        let lower = cell.get(..cell.len().min(2000)).unwrap_or(cell).to_ascii_lowercase();
        ["\"email\"", "\"firstname\"", "\"lastname\"", "\"company\""].iter().any(|key| lower.contains(key))
    }
}

/// A date, whichever way round day and month are.
fn is_date(cell: &str) -> bool {
    [DateOrder::MonthDay, DateOrder::DayMonth].into_iter().any(|order| Created::read(cell, Some(order)).is_some())
}

fn is_number(cell: &str) -> bool {
    cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
}

/// Seven to sixteen digits, and little else than what people put between them.
fn is_phone(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    (7..=16).contains(&digits)
        && cell.len() <= 30
        && cell.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b' ' | b'(' | b')' | b'.' | b'/' | b',' | b'E' | b'x'))
}
