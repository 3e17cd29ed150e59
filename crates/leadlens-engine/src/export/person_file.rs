//! People, and those who must not be contacted, as files.

use super::delimited::CsvText;
use crate::leads::Leads;
use crate::matching::Clusters;
use crate::report::{PersonRecord, Survivorship, person_record, refusals};

/// People as comma-separated text, one row each in the given order; numbers of no cluster, and of one without a name, e-mail or telephone, are left out.
///
/// Columns are `person_id` (number of the cluster), `leads` (numbers of their leads in reading order, joined by blanks), `first_name`,
/// `last_name`, `full_name`, `email`, `phone`, `company`, `country`, `job_title`, `first_touch`, `latest_touch`, `actions`
/// ([`Action::as_str`](crate::leads::Action::as_str) in the order of time, joined by blanks), `offers` (joined by `; `) and
/// `do_not_contact` (`true`, `false`).
pub fn people_csv(leads: &Leads, clusters: &Clusters, people: impl IntoIterator<Item = u32>, policy: Survivorship) -> String {
    let mut text = CsvText::new([
        "person_id",
        "leads",
        "first_name",
        "last_name",
        "full_name",
        "email",
        "phone",
        "company",
        "country",
        "job_title",
        "first_touch",
        "latest_touch",
        "actions",
        "offers",
        "do_not_contact",
    ]);
    for person in people.into_iter().filter_map(|person| person_record(leads, clusters, person, policy)) {
        push(&mut text, &person);
    }
    text.finish()
}

fn push(text: &mut CsvText, person: &PersonRecord) {
    let leads: Vec<String> = person.leads.iter().map(ToString::to_string).collect();
    let actions: Vec<&str> = person.actions.iter().map(|action| action.as_str()).collect();
    text.push([
        &person.person.to_string(),
        &leads.join(" "),
        &person.first_name,
        &person.last_name,
        &person.full_name,
        &person.email,
        &person.phone,
        &person.company,
        &person.country,
        &person.job_title,
        &person.first,
        &person.latest,
        &actions.join(" "),
        &person.offers.join("; "),
        if person.do_not_contact { "true" } else { "false" },
    ]);
}

/// Everybody who must not be contacted as comma-separated text: a row for each person, listing and address.
///
/// Columns are `email`, `phone`, `full_name`, `offer` (title, or publisher and offer; empty where the lead names none) and `created` (date of
/// the first lead that says so).
pub fn suppression_csv(leads: &Leads, clusters: &Clusters, policy: Survivorship) -> String {
    let mut text = CsvText::new(["email", "phone", "full_name", "offer", "created"]);
    for refusal in refusals(leads, clusters, policy) {
        text.push([&refusal.email, &refusal.phone, &refusal.full_name, &refusal.offer, &refusal.created]);
    }
    text.finish()
}
