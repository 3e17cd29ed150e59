//! The three outputs: a summary for people, JSON for programs, clusters as CSV.

use std::fmt::{Display, Write as _};
use std::sync::Arc;

use leadlens_engine::Workspace;
use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::intake::{Encoding, Format, Sheet, Table, TableNote};
use leadlens_engine::leads::{Action, Flags, Lead, LeadId, Leads, Offer, Problem, Storefront};
use leadlens_engine::matching::GroupKind;
use leadlens_engine::report::{Count, Overview, SourceCard};
use serde_json::{Value, json};

/// Files, totals and the table of storefronts, actions and offers, for people.
pub(crate) fn summary(workspace: &Workspace) -> String {
    let overview = workspace.overview();
    let totals = overview.totals;
    let mut text = String::new();
    for source in &overview.sources {
        let format = source.format.map_or("", Format::label);
        let _ =
            writeln!(text, "{}  {format}  {} records = {} leads + {} skipped", source.name, source.records, source.leads, source.skipped);
    }
    for table in workspace.leads().tables().iter().filter(|table| table.sheets.len() > 1) {
        let names = |is_wanted: bool| {
            let sheets = table.sheets.iter().enumerate().filter(|(index, _)| is_read(table, *index) == is_wanted);
            sheets
                .map(|(_, sheet)| if sheet.is_hidden { format!("{} (hidden)", sheet.name) } else { sheet.name.clone() })
                .collect::<Vec<_>>()
                .join(", ")
        };
        let _ = writeln!(text, "  {}: sheets read: {}; not read: {}", table.name, names(true), names(false));
    }
    let _ = writeln!(
        text,
        "\n{} leads, {} people, {} unidentified, {} companies, {} duplicates in {} groups, {} exact repeats, {} tests, {} do-not-contact, {} problems\n",
        totals.leads,
        totals.people,
        totals.unidentified,
        totals.companies,
        totals.duplicates,
        totals.groups,
        totals.repeats.unwrap_or_default(),
        totals.test_leads,
        totals.do_not_contact,
        totals.problems
    );
    let heads = ["leads", "people", "unidentified", "repeats", "companies"];
    let _ = writeln!(text, "{:<18} {:<17} {:<44} {}", "source", "action", "offer", aligned(heads));
    for row in &overview.breakdown {
        let offer = offer_key(overview, row.offer);
        let (storefront, action, count) = (row.storefront.as_str(), row.action.as_str(), row.count);
        let numbers = [count.leads, count.people, count.unidentified, count.repeats, count.companies];
        let _ = writeln!(text, "{storefront:<18} {action:<17} {offer:<44} {}", aligned(numbers));
    }
    text
}

/// Name of a role in the output, which knows no owners: they are nothing a lead needs.
fn role_name(role: ColumnRole) -> &'static str {
    if role == ColumnRole::Owner { ColumnRole::Ignore.as_str() } else { role.as_str() }
}

/// True for a sheet of a workbook that was read, alone or behind others.
fn is_read(table: &Table, index: usize) -> bool {
    let name = table.sheets.get(index).map(|sheet| &sheet.name);
    let joined = table.notes.iter().find_map(|note| if let TableNote::SheetsJoined(names) = note { Some(names) } else { None });
    match joined {
        Some(names) => name.is_some_and(|name| names.contains(name)),
        None => table.sheet.map(usize::from) == Some(index),
    }
}

/// Cells one below the other, the third of them for a longer head.
fn aligned<T: Display>([leads, people, unidentified, repeats, companies]: [T; 5]) -> String {
    format!("{leads:>9} {people:>9} {unidentified:>12} {repeats:>9} {companies:>9}")
}

fn offer_key(overview: &Overview, offer: Option<u32>) -> &str {
    offer.and_then(|offer| overview.offers.get(offer as usize)).map_or("", |offer| offer.key.as_str())
}

/// The clusters, one line per lead; rows are counted as they stand in the files, records that are no leads among them.
pub(crate) fn groups_csv(workspace: &Workspace) -> String {
    let leads = workspace.leads();
    let before: Vec<usize> = leads
        .summaries()
        .iter()
        .scan(0, |sum, file| {
            let before = *sum;
            *sum += file.records as usize;
            Some(before)
        })
        .collect();
    let mut text = String::from("row_index,cluster_id\n");
    for (id, cluster) in (0..).zip(workspace.clusters().of()) {
        let Some(lead) = leads.get(LeadId(id)) else { continue };
        let row = before.get(lead.file()).copied().unwrap_or_default() + lead.record() as usize;
        let _ = writeln!(text, "{row},{cluster}");
    }
    text
}

/// Everything, for programs.
pub(crate) fn to_json(workspace: &Workspace) -> Value {
    let leads = workspace.leads();
    json!({
        "files": files_json(workspace),
        "columns": columns_json(leads),
        "leads": (0_u32..).map_while(|number| leads.get(LeadId(number))).map(lead_json).collect::<Vec<_>>(),
        "breakdown": breakdown_json(workspace.overview()),
        "groups": groups_json(workspace),
        "problems": leads.problems().iter().map(|problem| problem_json(leads, problem)).collect::<Vec<_>>(),
    })
}

/// The sources; of a workbook with several sheets also those, and which of them were read.
fn files_json(workspace: &Workspace) -> Vec<Value> {
    let sheets = |table: &Table| {
        let sheet = |(index, sheet): (usize, &Sheet)| json!({ "name": sheet.name, "rows": sheet.rows, "hidden": sheet.is_hidden, "read": is_read(table, index) });
        table.sheets.iter().enumerate().map(sheet).collect::<Vec<_>>()
    };
    let file = |(source, table): (&SourceCard, &Arc<Table>)| {
        let mut file = json!({
            "name": source.name,
            "format": source.format.map(Format::label),
            "encoding": source.encoding.map(Encoding::label),
            "delimiter": source.delimiter,
            "records": source.records,
            "leads": source.leads,
            "skipped": source.skipped,
        });
        if let Some(fields) = file.as_object_mut().filter(|_| table.sheets.len() > 1) {
            fields.insert("sheets".to_owned(), json!(sheets(table)));
        }
        file
    };
    workspace.overview().sources.iter().zip(workspace.leads().tables()).map(file).collect()
}

fn columns_json(leads: &Leads) -> Vec<Value> {
    let columns = leads.mappings().iter().enumerate().flat_map(|(file, mapping)| mapping.columns.iter().map(move |column| (file, column)));
    columns
        .map(|(file, column)| {
            json!({ "file": file, "header": column.header, "role": role_name(column.role), "confidence": round(column.confidence) })
        })
        .collect()
}

fn lead_json(lead: Lead<'_>) -> Value {
    let origin = lead.origin();
    let none = Offer::default();
    let offer = lead.offer().unwrap_or(&none);
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let text = |role| lead.text(role).into_owned();
    json!({
        "index": lead.id().0,
        "file": lead.file(),
        "record": lead.record() + 1,
        "lead_source": text(ColumnRole::LeadSource),
        "source": origin.storefront.as_str(),
        "action": origin.action.as_str(),
        "publisher": given(&offer.publisher),
        "offer": given(&offer.id),
        "offer_title": given(&offer.title),
        "first_name": text(ColumnRole::FirstName),
        "last_name": text(ColumnRole::LastName),
        "full_name": text(ColumnRole::FullName),
        "email": text(ColumnRole::Email),
        "phone": text(ColumnRole::Phone),
        "country": text(ColumnRole::Country),
        "company": text(ColumnRole::Company),
        "job_title": text(ColumnRole::JobTitle),
        "description": text(ColumnRole::Description),
        "created": lead.created().to_string(),
        "test": lead.flags().contains(Flags::TEST),
        "do_not_contact": lead.flags().contains(Flags::DO_NOT_CONTACT),
    })
}

fn breakdown_json(overview: &Overview) -> Vec<Value> {
    let row = |storefront: Storefront, action: Action, offer: &str, count: Count| {
        json!({
            "source": storefront.as_str(), "action": action.as_str(), "offer": offer,
            "leads": count.leads, "people": count.people, "unidentified": count.unidentified, "companies": count.companies,
        })
    };
    overview.breakdown.iter().map(|line| row(line.storefront, line.action, offer_key(overview, line.offer), line.count)).collect()
}

fn groups_json(workspace: &Workspace) -> Vec<Value> {
    let clusters = workspace.clusters();
    let group = |(id, kind): (u32, &GroupKind)| {
        let reason = clusters.group_link(id).map(|(one, other)| workspace.matching().reason(one, other)).unwrap_or_default();
        json!({
            "id": id,
            "leads": clusters.group_leads(id),
            "kind": kind.as_str(),
            "confidence": round(clusters.group_confidence(id).0),
            "reason": reason.english(),
        })
    };
    (0_u32..).zip(clusters.kinds()).map(group).collect()
}

fn problem_json(leads: &Leads, problem: &Problem) -> Value {
    let table = leads.tables().get(usize::from(problem.file));
    let column = problem.column.map(usize::from);
    let header = table.zip(column).and_then(|(table, column)| table.headers.get(column));
    let value = table.map(|table| match column {
        Some(column) => table.cell(problem.record as usize, column).into_owned(),
        None => table.raw_record(problem.record as usize).to_owned(),
    });
    json!({
        "file": problem.file,
        "record": problem.record + 1,
        "column": header.cloned().unwrap_or_default(),
        "kind": problem.kind.as_str(),
        "value": value.unwrap_or_default(),
    })
}

/// Three decimals are what a reader of the output can use.
fn round(number: f32) -> f64 {
    (f64::from(number) * 1e3).round() / 1e3
}
