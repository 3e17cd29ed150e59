//! Files by which a CRM updates the records that survive.

use std::collections::BTreeSet;

use leadlens_workbook::stepper::Pace;

use super::PLAN_COST;
use super::request::{self, FieldOf, push_lines};
use crate::export::cell::Cell;
use crate::export::delimited::{CsvStyle, push_csv_row};
use crate::export::formula::escape_but_phones;
use crate::intake::header::ColumnRole;
use crate::leads::{LeadId, Leads, OptOutColumn, canonical_email};
use crate::report::{Crm, PlannedMerge, RecordKind, Survivorship, all_emails};

/// Bytes after which an import of Marketo, which takes fewer than ten million, continues in another file.
const MARKETO_IMPORT: usize = 9_000_000;

/// The text files of a CRM besides the merge requests.
pub(super) async fn texts(leads: &Leads, plans: &[PlannedMerge], crm: Crm, pace: &mut Pace) -> Vec<(String, String)> {
    let mut updates = String::new();
    for plan in plans {
        push_lines(&mut updates, request::update(crm, plan));
        pace.spend(PLAN_COST).await;
    }
    let mut texts = vec![("update-requests.jsonl".to_owned(), updates)];
    match crm {
        Crm::Dynamics => {}
        Crm::Salesforce => {
            for (kind, name) in [(RecordKind::Lead, "leads-to-update.csv"), (RecordKind::Contact, "contacts-to-update.csv")] {
                let file = UpdateFile { id: "Id", fields: request::fields(crm, kind), own: &[] };
                texts.push((name.to_owned(), update_csv(&of_kind(plans, kind), crm, leads, &file, pace).await));
            }
        }
        Crm::HubSpot => {
            let own = own_refusals(leads);
            let file = UpdateFile { id: "Record ID", fields: request::fields(crm, RecordKind::Lead), own: &own };
            texts.push(("contacts-to-import.csv".to_owned(), update_csv(&of_kind(plans, RecordKind::Lead), crm, leads, &file, pace).await));
            texts.push(("opt-out-list.csv".to_owned(), opt_out_csv(leads, plans, pace).await));
        }
        Crm::Marketo => texts.extend(import_files(plans, pace).await),
    }
    texts.retain(|(_, text)| !text.is_empty());
    texts
}

fn of_kind(plans: &[PlannedMerge], kind: RecordKind) -> Vec<&PlannedMerge> {
    plans.iter().filter(|plan| plan.kind == kind).collect()
}

/// A column of refusals that a CRM does not have by itself, so that no other field says them.
struct OwnRefusal {
    file: usize,
    column: OptOutColumn,
    header: String,
    /// Text of a cell that refuses.
    word: String,
}

/// The columns of refusals that users of `HubSpot` made for themselves.
fn own_refusals(leads: &Leads) -> Vec<OwnRefusal> {
    const READ_ONLY: [&str; 2] = ["hs_email_optout", "unsubscribed from all email"];
    let sources = leads.tables().iter().zip(leads.mappings()).enumerate();
    let of_source = sources.flat_map(|(file, (table, mapping))| {
        mapping.opt_outs.iter().filter_map(move |column| {
            let header = table.headers.get(column.column).filter(|header| !READ_ONLY.contains(&header.to_lowercase().as_str()))?;
            let mut cells = (0..table.record_count()).map(|record| table.cell(record, column.column));
            let word = cells.find(|cell| column.refuses(cell.trim())).map_or_else(|| "true".to_owned(), |cell| cell.trim().to_owned());
            Some(OwnRefusal { file, column: *column, header: header.clone(), word })
        })
    });
    of_source.collect()
}

/// A file of updates.
struct UpdateFile<'a> {
    /// The header of the ids.
    id: &'static str,
    fields: Vec<(&'static str, FieldOf)>,
    own: &'a [OwnRefusal],
}

/// Fields by the names of the CRM, a row for each record with something to write; nothing where there is none. A blank cell changes nothing.
async fn update_csv(plans: &[&PlannedMerge], crm: Crm, leads: &Leads, file: &UpdateFile<'_>, pace: &mut Pace) -> String {
    let own_headers: BTreeSet<&str> = file.own.iter().map(|own| own.header.as_str()).collect();
    let own_cell = |plan: &PlannedMerge, header: &str| {
        let source = leads.file_of(LeadId(plan.survivor.lead));
        let own = file.own.iter().find(|own| own.file == source && own.header == header && own.column.may_say(plan.refused));
        Cell::from(own.map_or("", |own| own.word.as_str()))
    };
    let row = |plan: &PlannedMerge| {
        let mut cells = update_cells(plan, crm, &file.fields);
        cells.extend(own_headers.iter().map(|header| own_cell(plan, header)));
        let has_any = cells.iter().any(|cell| !cell.text().is_empty());
        has_any.then(|| std::iter::once(Cell::from(plan.survivor.id.as_str())).chain(cells).collect::<Vec<Cell>>())
    };
    let names = file.fields.iter().map(|(name, _)| *name);
    let headers: Vec<&str> = std::iter::once(file.id).chain(names).chain(own_headers.iter().copied()).collect();
    let mut text = String::new();
    for plan in plans {
        if let Some(cells) = row(plan) {
            push_row(&mut text, &headers, &cells);
        }
        pace.spend(PLAN_COST).await;
    }
    text
}

/// All addresses of everybody who refused e-mail: the survivor has those of the merged records too.
async fn opt_out_csv(leads: &Leads, plans: &[PlannedMerge], pace: &mut Pace) -> String {
    let mut text = String::new();
    for plan in plans.iter().filter(|plan| plan.refused.email) {
        let emails = all_emails(leads, &plan.person.leads, Survivorship::default());
        for email in emails.into_iter().filter(|email| canonical_email(email).is_some()) {
            push_row(&mut text, &["Email"], &[Cell::from(email)]);
        }
        pace.spend(PLAN_COST).await;
    }
    text
}

/// Values that an update writes into the fields of one record.
fn update_cells(plan: &PlannedMerge, crm: Crm, fields: &[(&str, FieldOf)]) -> Vec<Cell> {
    let value = |role: ColumnRole| {
        let field = plan.fields.iter().find(|field| field.role == role).filter(|field| request::is_written(crm, plan, field))?;
        // Another value than this one is worse than none.
        (escape_but_phones(&field.value) == field.value).then_some(field.value.as_str())
    };
    let flag = |is_refused: bool| if is_refused { "true" } else { "" };
    let cell = |field: FieldOf| match field {
        FieldOf::Role(role) => value(role).unwrap_or_default(),
        FieldOf::NoEmail => flag(plan.refused.email),
        FieldOf::NoPhone => flag(plan.refused.phone),
    };
    fields.iter().map(|(_, field)| Cell::from(cell(*field))).collect()
}

/// Files for list imports of people whose record is found by its e-mail, which stays as it is and is that of one person.
async fn import_files(plans: &[PlannedMerge], pace: &mut Pace) -> Vec<(String, String)> {
    const LABELS: [(&str, FieldOf); 8] = [
        ("First Name", FieldOf::Role(ColumnRole::FirstName)),
        ("Last Name", FieldOf::Role(ColumnRole::LastName)),
        ("Phone Number", FieldOf::Role(ColumnRole::Phone)),
        ("Company Name", FieldOf::Role(ColumnRole::Company)),
        ("Country", FieldOf::Role(ColumnRole::Country)),
        ("Job Title", FieldOf::Role(ColumnRole::JobTitle)),
        ("Unsubscribed", FieldOf::NoEmail),
        ("Do Not Call", FieldOf::NoPhone),
    ];
    let is_found = |plan: &&PlannedMerge| {
        let has_email = plan.fields.iter().any(|field| field.role == ColumnRole::Email && field.replaced.is_none());
        let email = &plan.person.email;
        has_email && !plan.shares_email && canonical_email(email).is_some() && escape_but_phones(email) == *email
    };
    let row = |plan: &PlannedMerge| {
        let cells = update_cells(plan, Crm::Marketo, &LABELS);
        let has_any = cells.iter().any(|cell| !cell.text().is_empty());
        has_any.then(|| std::iter::once(Cell::from(plan.person.email.as_str())).chain(cells).collect::<Vec<Cell>>())
    };
    let headers: Vec<&str> = std::iter::once("Email Address").chain(LABELS.iter().map(|(label, _)| *label)).collect();
    let mut files: Vec<String> = Vec::new();
    for plan in plans {
        if let Some(cells) = Some(plan).filter(is_found).and_then(row) {
            if files.last().is_none_or(|text| text.len() >= MARKETO_IMPORT) {
                files.push(String::new());
            }
            if let Some(text) = files.last_mut() {
                push_row(text, &headers, &cells);
            }
        }
        pace.spend(PLAN_COST).await;
    }
    let name = |number: usize| if number == 1 { "people-to-import.csv".to_owned() } else { format!("people-to-import-{number}.csv") };
    (1..).map(name).zip(files).collect()
}

/// Adds a row, below its headers where it is the first.
fn push_row(text: &mut String, headers: &[&str], cells: &[Cell]) {
    if text.is_empty() {
        push_csv_row(text, CsvStyle::FOR_PROGRAMS, headers.iter());
    }
    push_csv_row(text, CsvStyle::FOR_PROGRAMS, cells.iter().map(Cell::text));
}
