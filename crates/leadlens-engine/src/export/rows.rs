//! The rows of each list.

use std::collections::BTreeSet;

use super::cell::Cell;
use super::list::{ExportColumn, ExportList};
use super::request::ExportRequest;
use super::snapshot::Snapshot;
use crate::intake::Table;
use crate::intake::header::ColumnRole;
use crate::leads::{Flags, Lead, LeadId, Leads, OptOut, Phone, Problem, canonical_email, read_phone};
use crate::matching::{GroupKind, MatchReason};
use crate::report::{BreakdownRow, Overview, PersonRecord, Refusal, offer_text, person_record, refusals, text_of, winner};
use crate::saturating::saturating_u32;

/// Characters of a problem's value that are written: a spreadsheet's cell holds no more than 32,767.
const LETTERS: usize = 32_000;

/// Digits of a certainty.
const CERTAINTY: f64 = 1e3;

/// Maker of the rows of one list.
pub(super) struct Rows<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) request: &'a ExportRequest,
    pub(super) columns: &'a [ExportColumn],
    /// For each person whether they must not be contacted.
    pub(super) refused: &'a [bool],
}

impl Rows<'_> {
    /// The rows of one person, lead, group or problem; one for most, several for a group and for a person who refused several things.
    pub(super) fn of(&self, list: ExportList, id: u32) -> Vec<Vec<Cell>> {
        let Snapshot { leads, clusters, .. } = self.snapshot;
        let survivorship = self.request.survivorship;
        match list {
            ExportList::People => person_record(leads, clusters, id, survivorship)
                .iter()
                .map(|person| self.row(|column| person_cell(leads, person, column)))
                .collect(),
            ExportList::Leads => leads.get(LeadId(id)).into_iter().map(|lead| self.row(|column| self.lead_cell(lead, column))).collect(),
            ExportList::Duplicates => self.group(id),
            ExportList::Problems(_) => leads
                .problems()
                .get(id as usize)
                .into_iter()
                .map(|problem| self.row(|column| problem_cell(leads, *problem, column)))
                .collect(),
            ExportList::Suppression => {
                let found = refusals(leads, clusters, id, survivorship);
                found.iter().map(|refusal| self.row(|column| refusal_cell(leads, refusal, column))).collect()
            }
            // Counted beforehand.
            ExportList::Breakdown => Vec::new(),
        }
    }

    fn row(&self, cell: impl Fn(ExportColumn) -> Cell) -> Vec<Cell> {
        self.columns.iter().map(|column| cell(*column)).collect()
    }

    fn lead_cell(&self, lead: Lead<'_>, column: ExportColumn) -> Cell {
        let person = self.snapshot.clusters.of().get(lead.id().0 as usize).copied();
        match column {
            ExportColumn::DoNotContact => Cell::Bool(person.is_some_and(|person| self.refused.get(person as usize) == Some(&true))),
            ExportColumn::PersonId => person.map_or(Cell::from(""), Cell::from),
            _ => lead_cell(&self.snapshot.leads, lead, column),
        }
    }

    /// A row for each lead of a group, the survivor first.
    fn group(&self, group: u32) -> Vec<Vec<Cell>> {
        let Snapshot { leads, clusters, matching } = self.snapshot;
        let members = clusters.group_leads(group);
        let kind = clusters.kinds().get(group as usize).copied().unwrap_or(GroupKind::Possible);
        let reason = clusters.group_link(group).map(|(one, other)| matching.reason(one, other)).unwrap_or_default();
        let reason = MatchReason { by_verdict: clusters.group_bits(group) == f32::INFINITY, ..reason };
        let confidence = (f64::from(clusters.group_confidence(group).0) * CERTAINTY).round() / CERTAINTY;
        let survivor = if kind == GroupKind::Possible { None } else { winner(leads, members, &self.request.winner) };
        let cell = |lead: u32, column: ExportColumn| match column {
            ExportColumn::Group => Cell::from(group),
            ExportColumn::Decision if kind == GroupKind::Possible => Cell::from("review"),
            ExportColumn::Decision => Cell::from(if Some(lead) == survivor { "keep" } else { "merge" }),
            ExportColumn::GroupKind => Cell::from(kind.as_str()),
            ExportColumn::Confidence => Cell::Share(confidence),
            ExportColumn::Reason => Cell::from(reason.english()),
            _ => leads.get(LeadId(lead)).map_or(Cell::from(""), |lead| self.lead_cell(lead, column)),
        };
        let others = members.iter().copied().filter(|lead| Some(*lead) != survivor);
        survivor.into_iter().chain(others).map(|lead| self.row(|column| cell(lead, column))).collect()
    }
}

/// A combination of storefront, action and offer.
pub(crate) fn breakdown_row(overview: &Overview, row: &BreakdownRow, columns: &[ExportColumn]) -> Vec<Cell> {
    let offer = row.offer.and_then(|offer| overview.offers.get(offer as usize));
    let cell = |column: &ExportColumn| match column {
        ExportColumn::Source => Cell::from(row.storefront.as_str()),
        ExportColumn::Action => Cell::from(row.action.as_str()),
        ExportColumn::Offer => Cell::from(offer.map_or("", |offer| if offer.title.is_empty() { &offer.key } else { &offer.title })),
        ExportColumn::LeadCount => Cell::from(row.count.leads),
        ExportColumn::People => Cell::from(row.count.people),
        ExportColumn::Unidentified => Cell::from(row.count.unidentified),
        ExportColumn::Companies => Cell::from(row.count.companies),
        _ => Cell::from(""),
    };
    columns.iter().map(cell).collect()
}

fn person_cell(leads: &Leads, person: &PersonRecord, column: ExportColumn) -> Cell {
    use ExportColumn as C;
    match column {
        C::PersonId => person.person.into(),
        C::LeadCount => saturating_u32(person.leads.len()).into(),
        C::Leads => joined(person.leads.iter().map(ToString::to_string), " "),
        C::RecordId => {
            let ids = person.leads.iter().filter_map(|lead| leads.get(LeadId(*lead))).map(|lead| lead.record_id().into_owned());
            let mut met = BTreeSet::new();
            joined(ids.filter(|id| !id.is_empty() && met.insert(id.clone())), " ")
        }
        C::EmailNormalized => canonical_email(&person.email).unwrap_or_default().into(),
        C::PhoneNormalized => international(&person.phone, country(leads, &person.country)),
        C::FirstTouch => Cell::Date(person.first),
        C::LatestTouch => Cell::Date(person.latest),
        C::Actions => joined(person.actions.iter().map(|action| action.as_str().to_owned()), " "),
        C::Offers => joined(person.offers.iter().cloned(), "; "),
        C::DoNotContact => Cell::Bool(person.do_not_contact),
        C::OptOut => channels(person.opt_out),
        _ => column.role().map_or("", |role| person.text(role)).into(),
    }
}

fn lead_cell(leads: &Leads, lead: Lead<'_>, column: ExportColumn) -> Cell {
    use ExportColumn as C;
    match column {
        C::RecordId => lead.record_id().into(),
        C::EmailNormalized => canonical_email(&lead.text(ColumnRole::Email)).unwrap_or_default().into(),
        C::PhoneNormalized => international(&lead.text(ColumnRole::Phone), country(leads, &lead.country())),
        C::Source => lead.origin().storefront.as_str().into(),
        C::Action => lead.origin().action.as_str().into(),
        C::Publisher => lead.offer().map_or("", |offer| &offer.publisher).into(),
        C::OfferId => lead.offer().map_or("", |offer| &offer.id).into(),
        C::Offer => lead.offer().map(offer_text).unwrap_or_default().into(),
        C::Created => Cell::Date(lead.created()),
        C::Test => Cell::Bool(lead.flags().contains(Flags::TEST)),
        C::OptOut => channels(lead.opt_out()),
        C::Lead => lead.id().0.into(),
        C::File => leads.tables().get(lead.file()).map_or("", |table| &table.name).into(),
        C::Record => (lead.record() + 1).into(),
        _ => column.role().map(|role| text_of(leads, lead.id().0, role)).unwrap_or_default().into(),
    }
}

fn problem_cell(leads: &Leads, problem: Problem, column: ExportColumn) -> Cell {
    let Some(table) = leads.tables().get(usize::from(problem.file)) else { return Cell::from("") };
    let at = problem.column.map(usize::from);
    match column {
        ExportColumn::File => table.name.as_str().into(),
        ExportColumn::Record => (problem.record + 1).into(),
        ExportColumn::Column => at.and_then(|column| table.headers.get(column)).map_or("", String::as_str).into(),
        ExportColumn::Problem => problem.kind.as_str().into(),
        _ => problem_value(table, problem.record as usize, at),
    }
}

/// The cell's text, or the whole record as the file spells it.
fn problem_value(table: &Table, record: usize, column: Option<usize>) -> Cell {
    let value = column.map_or_else(|| table.raw_record(record).into(), |column| table.cell(record, column));
    let end = value.char_indices().nth(LETTERS).map_or(value.len(), |(end, _)| end);
    value.get(..end).unwrap_or_default().into()
}

fn refusal_cell(leads: &Leads, refusal: &Refusal, column: ExportColumn) -> Cell {
    match column {
        ExportColumn::Email => refusal.email.as_str().into(),
        ExportColumn::EmailNormalized => canonical_email(&refusal.email).unwrap_or_default().into(),
        ExportColumn::Phone => refusal.phone.as_str().into(),
        ExportColumn::PhoneNormalized => international(&refusal.phone, country(leads, &refusal.country)),
        ExportColumn::FullName => refusal.full_name.as_str().into(),
        ExportColumn::Offer => refusal.offer.as_str().into(),
        ExportColumn::Created => Cell::Date(refusal.created),
        ExportColumn::OptOut => channels(refusal.opt_out),
        _ => "".into(),
    }
}

/// The channels by name, joined by a blank.
fn channels(opt_out: OptOut) -> Cell {
    let channels = [(opt_out.email, "email"), (opt_out.phone, "phone")];
    joined(channels.into_iter().filter(|(is_refused, _)| *is_refused).map(|(_, name)| name.to_owned()), " ")
}

fn joined(texts: impl Iterator<Item = String>, separator: &str) -> Cell {
    Cell::from(texts.collect::<Vec<_>>().join(separator))
}

/// The country whose telephone numbers are meant: that of the lead, or the usual one.
fn country<'a>(leads: &'a Leads, country: &'a str) -> Option<&'a str> {
    if country.is_empty() { leads.default_country() } else { Some(country) }
}

/// A telephone number as ITU-T E.164 writes it; blank where its country is not known.
fn international(phone: &str, country: Option<&str>) -> Cell {
    read_phone(phone, country).and_then(Phone::e164).unwrap_or_default().into()
}
