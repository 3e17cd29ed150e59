//! Bodies of requests, as the interface of each CRM takes them.

use serde_json::{Map, Value, json};

use super::FieldOf;
use crate::intake::header::ColumnRole;
use crate::report::{Crm, PLANNED, PlannedMerge, RecordKind};

/// Records that Salesforce merges into another one in one request.
const SALESFORCE_LOSERS: usize = 2;

/// The name of a field in a CRM.
pub(super) fn field_name(crm: Crm, role: ColumnRole) -> &'static str {
    use ColumnRole as R;
    match (crm, role) {
        (Crm::Dynamics | Crm::HubSpot, R::FirstName) => "firstname",
        (Crm::Dynamics | Crm::HubSpot, R::LastName) => "lastname",
        (Crm::Dynamics, R::Email) => "emailaddress1",
        (Crm::Dynamics, R::Phone) => "telephone1",
        (Crm::Dynamics, R::Company) => "companyname",
        (Crm::Dynamics, R::Country) => "address1_country",
        (Crm::Dynamics | Crm::HubSpot, _) if role == R::JobTitle => "jobtitle",
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

/// The fields of an update file, by the names or labels that the CRM's import knows.
pub(super) fn fields(crm: Crm) -> Vec<(&'static str, FieldOf)> {
    let label = |role: ColumnRole| match (crm, role) {
        (Crm::HubSpot, ColumnRole::FirstName) => "First Name",
        (Crm::HubSpot, ColumnRole::LastName) => "Last Name",
        (Crm::HubSpot, ColumnRole::Email) => "Email",
        (Crm::HubSpot, ColumnRole::Phone) => "Phone Number",
        (Crm::HubSpot, ColumnRole::Company) => "Company Name",
        (Crm::HubSpot, ColumnRole::Country) => "Country/Region",
        (Crm::HubSpot, ColumnRole::JobTitle) => "Job Title",
        _ => field_name(crm, role),
    };
    let values = PLANNED.into_iter().map(|role| (label(role), FieldOf::Role(role)));
    let refusals: &[(&str, FieldOf)] = match crm {
        Crm::Salesforce => &[("HasOptedOutOfEmail", FieldOf::NoEmail), ("DoNotCall", FieldOf::NoPhone)],
        _ => &[],
    };
    values.chain(refusals.iter().copied()).collect()
}

/// The fields that the survivor gets.
fn written(crm: Crm, plan: &PlannedMerge) -> Map<String, Value> {
    // A contact has no company of its own: in these two it is a record that this one belongs to.
    let has_company = plan.kind == RecordKind::Lead || matches!(crm, Crm::HubSpot | Crm::Marketo);
    let is_field = |role: ColumnRole| role != ColumnRole::Company || has_company;
    let name = |role: ColumnRole| match (crm, plan.kind, role) {
        (Crm::Salesforce, RecordKind::Contact, ColumnRole::Country) => "MailingCountry",
        _ => field_name(crm, role),
    };
    let mut fields: Map<String, Value> = plan
        .changed()
        .filter(|field| is_field(field.role))
        .map(|field| (name(field.role).to_owned(), Value::from(field.value.as_str())))
        .collect();
    let flags: &[(&str, bool)] = match crm {
        Crm::Dynamics => &[("donotemail", plan.refused.email), ("donotbulkemail", plan.refused.email), ("donotphone", plan.refused.phone)],
        Crm::Salesforce => &[("HasOptedOutOfEmail", plan.refused.email), ("DoNotCall", plan.refused.phone)],
        Crm::Marketo => &[("unsubscribed", plan.refused.email), ("doNotCall", plan.refused.phone)],
        // Read only there: an opt-out list says it.
        Crm::HubSpot => &[],
    };
    fields.extend(flags.iter().filter(|(_, is_refused)| *is_refused).map(|(name, _)| ((*name).to_owned(), Value::Bool(true))));
    fields
}

/// The requests that merge the records of one person; none where there is one record.
pub(super) fn requests(crm: Crm, plan: &PlannedMerge) -> Vec<Value> {
    let survivor = plan.survivor.id.as_str();
    match crm {
        Crm::Dynamics => {
            let (key, kind) = match plan.kind {
                RecordKind::Lead => ("leadid", "Microsoft.Dynamics.CRM.lead"),
                RecordKind::Contact => ("contactid", "Microsoft.Dynamics.CRM.contact"),
            };
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
            let mut master = written(crm, plan);
            master.insert("type".to_owned(), Value::from(if plan.kind == RecordKind::Contact { "Contact" } else { "Lead" }));
            master.insert("Id".to_owned(), Value::from(survivor));
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

/// The update of a record by its id, which Marketo's import cannot do; `None` where nothing is written.
pub(super) fn marketo_update(plan: &PlannedMerge) -> Option<Value> {
    let mut fields = written(Crm::Marketo, plan);
    if fields.is_empty() {
        return None;
    }
    fields.insert("id".to_owned(), number(&plan.survivor.id));
    Some(json!({ "action": "updateOnly", "lookupField": "id", "input": [fields] }))
}

/// An id as a number, where it is one.
fn number(id: &str) -> Value {
    id.parse::<u64>().map_or_else(|_| Value::from(id), Value::from)
}
