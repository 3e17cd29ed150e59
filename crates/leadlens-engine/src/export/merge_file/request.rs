//! Bodies of requests, as the interface of each CRM takes them.

use serde_json::{Map, Value, json};

use crate::intake::header::ColumnRole;
use crate::report::{Crm, PLANNED, PlannedField, PlannedMerge, RecordKind};

/// Records that Salesforce merges into another one in one request.
const SALESFORCE_LOSERS: usize = 2;

/// A field of a CRM, by what stands in it.
#[derive(Clone, Copy)]
pub(super) enum FieldOf {
    Role(ColumnRole),
    NoEmail,
    NoPhone,
}

/// The name of a field in a CRM.
fn field_name(crm: Crm, role: ColumnRole) -> &'static str {
    use ColumnRole as R;
    match (crm, role) {
        (Crm::Dynamics | Crm::HubSpot, R::FirstName) => "firstname",
        (Crm::Dynamics | Crm::HubSpot, R::LastName) => "lastname",
        (Crm::Dynamics, R::Email) => "emailaddress1",
        (Crm::Dynamics, R::Phone) => "telephone1",
        (Crm::Dynamics, R::Company) => "companyname",
        (Crm::Dynamics, R::Country) => "address1_country",
        (Crm::Dynamics | Crm::HubSpot, R::JobTitle) => "jobtitle",
        (Crm::Salesforce, R::FirstName) => "FirstName",
        (Crm::Salesforce, R::LastName) => "LastName",
        (Crm::Salesforce, R::Email) => "Email",
        (Crm::Salesforce, R::Phone) => "Phone",
        (Crm::Salesforce, R::Company) => "Company",
        (Crm::Salesforce, R::Country) => "Country",
        (Crm::Salesforce, _) => "Title",
        (Crm::Marketo, R::FirstName) => "firstName",
        (Crm::Marketo, R::LastName) => "lastName",
        (Crm::Marketo, R::JobTitle) => "title",
        (_, R::Email) => "email",
        (_, R::Phone) => "phone",
        (_, R::Company) => "company",
        _ => "country",
    }
}

/// The name of a field of a record; `None` for a contact's company in a CRM where that is a record which the contact belongs to.
fn name_of(crm: Crm, kind: RecordKind, role: ColumnRole) -> Option<&'static str> {
    match (crm, kind, role) {
        (Crm::Salesforce | Crm::Dynamics, RecordKind::Contact, ColumnRole::Company) => None,
        (Crm::Salesforce, RecordKind::Contact, ColumnRole::Country) => Some("MailingCountry"),
        _ => Some(field_name(crm, role)),
    }
}

/// The fields of an update file, by the names or labels that the CRM's import knows.
pub(super) fn fields(crm: Crm, kind: RecordKind) -> Vec<(&'static str, FieldOf)> {
    let label = |role: ColumnRole| match role {
        ColumnRole::FirstName => "First Name",
        ColumnRole::LastName => "Last Name",
        ColumnRole::Email => "Email",
        ColumnRole::Phone => "Phone Number",
        ColumnRole::Company => "Company Name",
        ColumnRole::Country => "Country/Region",
        ColumnRole::JobTitle => "Job Title",
        _ => field_name(crm, role),
    };
    let named = |role: ColumnRole| {
        let name = name_of(crm, kind, role)?;
        Some((if crm == Crm::HubSpot { label(role) } else { name }, FieldOf::Role(role)))
    };
    let values = PLANNED.into_iter().filter_map(named);
    let refusals: &[(&str, FieldOf)] = match crm {
        Crm::Salesforce => &[("HasOptedOutOfEmail", FieldOf::NoEmail), ("DoNotCall", FieldOf::NoPhone)],
        _ => &[],
    };
    values.chain(refusals.iter().copied()).collect()
}

/// The fields that the survivor gets; null where one is cleared.
fn written(crm: Crm, plan: &PlannedMerge) -> Map<String, Value> {
    let value = |field: &PlannedField| match field.value.as_str() {
        "" if crm != Crm::HubSpot => Value::Null,
        value => Value::from(value),
    };
    let mut fields = Map::new();
    for field in plan.fields.iter().filter(|field| is_written(crm, plan, field)) {
        if let Some(name) = name_of(crm, plan.kind, field.role) {
            fields.insert(name.to_owned(), value(field));
        }
    }
    let flags: &[(&str, bool)] = match crm {
        Crm::Dynamics => &[
            ("donotemail", plan.refused.email),
            ("donotbulkemail", plan.refused.email),
            ("donotphone", plan.refused.phone),
            ("donotpostalmail", plan.refused.post),
            ("donotfax", plan.refused.fax),
        ],
        Crm::Salesforce => {
            &[("HasOptedOutOfEmail", plan.refused.email), ("DoNotCall", plan.refused.phone), ("HasOptedOutOfFax", plan.refused.fax)]
        }
        Crm::Marketo => &[("unsubscribed", plan.refused.email), ("doNotCall", plan.refused.phone)],
        // Read only there: an opt-out list says it.
        Crm::HubSpot => &[],
    };
    for (name, _) in flags.iter().filter(|(_, is_refused)| *is_refused) {
        fields.insert((*name).to_owned(), Value::Bool(true));
    }
    fields
}

/// True for a field that must be told. Where the latest value wins a merge, that of the survivor may be gone after it.
pub(super) fn is_written(crm: Crm, plan: &PlannedMerge, field: &PlannedField) -> bool {
    field.replaced.is_some() || crm == Crm::HubSpot && !plan.merged.is_empty()
}

/// A record of Salesforce with the fields it gets.
fn salesforce_object(plan: &PlannedMerge) -> Value {
    let mut object = written(Crm::Salesforce, plan);
    let cleared: Vec<String> = object.iter().filter(|(_, value)| value.is_null()).map(|(name, _)| name.clone()).collect();
    if !cleared.is_empty() {
        object.retain(|_, value| !value.is_null());
        object.insert("fieldsToNull".to_owned(), Value::from(cleared));
    }
    object.insert("type".to_owned(), Value::from(if plan.kind == RecordKind::Contact { "Contact" } else { "Lead" }));
    object.insert("Id".to_owned(), Value::from(plan.survivor.id.as_str()));
    Value::Object(object)
}

/// The name of the id and the type of a record of Dynamics 365.
fn dynamics_kind(kind: RecordKind) -> (&'static str, &'static str) {
    match kind {
        RecordKind::Lead => ("leadid", "Microsoft.Dynamics.CRM.lead"),
        RecordKind::Contact => ("contactid", "Microsoft.Dynamics.CRM.contact"),
    }
}

/// The requests that merge the records of one person; none where there is one record.
pub(super) fn requests(crm: Crm, plan: &PlannedMerge) -> Vec<Value> {
    let survivor = plan.survivor.id.as_str();
    match crm {
        Crm::Dynamics => {
            let (key, kind) = dynamics_kind(plan.kind);
            let mut content = written(crm, plan);
            let has_content = !content.is_empty();
            content.insert("@odata.type".to_owned(), Value::from(kind));
            let request = |loser: &str| {
                let mut request = json!({
                    "Target": { "@odata.type": kind, key: survivor },
                    "Subordinate": { "@odata.type": kind, key: loser },
                    "PerformParentingChecks": false,
                });
                if has_content && let Some(request) = request.as_object_mut() {
                    request.insert("UpdateContent".to_owned(), Value::Object(content.clone()));
                }
                request
            };
            plan.merged.iter().map(|record| request(&record.id)).collect()
        }
        Crm::Salesforce => {
            let master = salesforce_object(plan);
            let chain = plan.merged.chunks(SALESFORCE_LOSERS);
            chain
                .map(|losers| {
                    let losers: Vec<&str> = losers.iter().map(|record| record.id.as_str()).collect();
                    json!({ "masterRecord": master, "recordToMergeIds": losers })
                })
                .collect()
        }
        Crm::HubSpot => plan.merged.iter().map(|record| json!({ "primaryObjectId": survivor, "objectIdToMerge": record.id })).collect(),
        Crm::Marketo if plan.merged.is_empty() => Vec::new(),
        Crm::Marketo => {
            let losers: Vec<Value> = plan.merged.iter().map(|record| number(&record.id)).collect();
            vec![json!({ "leadId": number(survivor), "leadIds": losers })]
        }
    }
}

/// The update of a record by its id, as the interface takes it; `None` where nothing is written, or a merge request says it.
///
/// | | request |
/// |---|---|
/// | Dynamics 365 | `UpdateMultiple` of the Web API |
/// | Salesforce | a record for `update()` |
/// | `HubSpot` | `contacts/batch/update` |
/// | Marketo | `leads.json` with `updateOnly` |
pub(super) fn update(crm: Crm, plan: &PlannedMerge) -> Option<Value> {
    let is_told = matches!(crm, Crm::Dynamics | Crm::Salesforce) && !plan.merged.is_empty();
    let mut fields = written(crm, plan);
    if is_told || fields.is_empty() {
        return None;
    }
    let id = plan.survivor.id.as_str();
    Some(match crm {
        Crm::Dynamics => {
            let (key, kind) = dynamics_kind(plan.kind);
            fields.insert("@odata.type".to_owned(), Value::from(kind));
            fields.insert(key.to_owned(), Value::from(id));
            json!({ "Targets": [fields] })
        }
        Crm::Salesforce => salesforce_object(plan),
        Crm::HubSpot => json!({ "inputs": [{ "id": id, "properties": fields }] }),
        Crm::Marketo => {
            fields.insert("id".to_owned(), number(id));
            json!({ "action": "updateOnly", "lookupField": "id", "input": [fields] })
        }
    })
}

/// An id as a number, where it is one.
fn number(id: &str) -> Value {
    id.parse::<u64>().map_or_else(|_| Value::from(id), Value::from)
}

/// Adds JSON, a value a line.
pub(super) fn push_lines(text: &mut String, values: impl IntoIterator<Item = Value>) {
    for value in values {
        text.push_str(&value.to_string());
        text.push('\n');
    }
}
