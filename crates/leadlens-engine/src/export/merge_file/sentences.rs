//! The plan in sentences that an admin reads.

use std::borrow::Cow;

use leadlens_workbook::stepper::Pace;
use serde::{Deserialize, Serialize};

use super::PLAN_COST;
use crate::leads::{LeadId, Leads};
use crate::report::{MergeCaution, MergeRecord, PLANNED, PlannedField, PlannedMerge};

/// The sentences of a plan, in the reader's language; `{0}`, `{1}` and so on stand for ids, names and values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanWords {
    /// The first lines: name of the file, and the steps in their order.
    pub head: Vec<String>,
    /// `{0}`: number, `{1}`: person.
    pub person: String,
    /// `{0}`: person, `{1}`: sentences about them.
    pub named: String,
    /// `{0}`: id that survives, `{1}`: ids merged into it.
    pub keep: String,
    /// `{0}`: id that is updated.
    pub update: String,
    /// `{0}`: field, `{1}`: value, `{2}`: where it comes from, `{3}`: what it replaces.
    pub replace: String,
    /// The same where there was nothing.
    pub fill: String,
    /// `{0}`: field, `{1}`: values that are gone afterwards.
    pub lost: String,
    /// No e-mail afterwards.
    pub no_email: String,
    /// No calls afterwards.
    pub no_phone: String,
    /// Neither.
    pub no_contact: String,
    /// `{0}`: owners, `{1}`: id that survives.
    pub owners: String,
    /// `{0}`: types.
    pub record_types: String,
    /// `{0}`: id.
    pub other_kind: String,
    /// `{0}`: id.
    pub no_checksum: String,
    /// `{0}`: ids.
    pub shared_ids: String,
    /// `{0}`: file, `{1}`: record in it.
    pub place: String,
    /// Names of the fields, in the order of [`PLANNED`].
    pub fields: Vec<String>,
    /// Stands between the items of a list.
    pub comma: String,
    /// Stands before the last item of a list.
    pub and: String,
}

impl PlanWords {
    /// A paragraph about a person of whom nothing is merged.
    pub(super) fn shared_ids(&self, ids: &[String]) -> String {
        format!("{}\r\n", filled(&self.shared_ids, &[&self.list(ids)]))
    }

    /// Items as a list in words.
    fn list<T: AsRef<str>>(&self, items: &[T]) -> String {
        let items: Vec<String> = items.iter().map(|item| one_line(item.as_ref())).collect();
        match items.as_slice() {
            [start @ .., last] if !start.is_empty() => format!("{}{}{last}", start.join(&self.comma), self.and),
            _ => items.concat(),
        }
    }
}

/// A sentence with its values in their places, each once.
fn filled(template: &str, values: &[&str]) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((number, behind)) = after.split_once('}') else { break };
        text.push_str(before);
        text.push_str(number.parse::<usize>().ok().and_then(|number| values.get(number)).copied().unwrap_or_default());
        rest = behind;
    }
    text.push_str(rest);
    text
}

/// Maker of sentences.
pub(super) struct Sentences<'a> {
    pub(super) words: &'a PlanWords,
    pub(super) leads: &'a Leads,
}

impl Sentences<'_> {
    /// The whole plan.
    pub(super) async fn whole(&self, plans: &[PlannedMerge], untouched: &str, pace: &mut Pace) -> String {
        let mut text = String::new();
        for line in &self.words.head {
            text.push_str(line);
            text.push_str("\r\n");
        }
        for (plan, number) in plans.iter().zip(1_u32..) {
            text.push_str("\r\n");
            text.push_str(&filled(&self.words.person, &[&number.to_string(), &person(plan)]));
            text.push_str("\r\n");
            text.push_str(&self.of(plan));
            text.push_str("\r\n");
            pace.spend(PLAN_COST).await;
        }
        if !untouched.is_empty() {
            text.push_str("\r\n");
            text.push_str(untouched);
        }
        text
    }

    /// Sentences about one person, the name before them.
    pub(super) fn named(&self, plan: &PlannedMerge) -> String {
        filled(&self.words.named, &[&person(plan), &self.of(plan)])
    }

    /// Sentences about one person.
    pub(super) fn of(&self, plan: &PlannedMerge) -> String {
        let words = self.words;
        let ids: Vec<Cow<'_, str>> = plan.merged.iter().map(|record| self.name(record)).collect();
        let survivor = &*self.name(&plan.survivor);
        let mut sentences =
            vec![if ids.is_empty() { filled(&words.update, &[survivor]) } else { filled(&words.keep, &[survivor, &words.list(&ids)]) }];
        sentences.extend(plan.changed().filter(|field| !field.value.is_empty()).map(|field| self.change(plan, field)));
        sentences.extend(plan.fields.iter().filter(|field| !field.lost.is_empty()).map(|field| {
            let lost: Vec<String> = field.lost.iter().map(|value| one_line(value)).collect();
            filled(&words.lost, &[self.field(field), &words.list(&lost)])
        }));
        match (plan.refused.email, plan.refused.phone) {
            (true, true) => sentences.push(words.no_contact.clone()),
            (true, false) => sentences.push(words.no_email.clone()),
            (false, true) => sentences.push(words.no_phone.clone()),
            (false, false) => {}
        }
        sentences.extend(plan.cautions.iter().map(|caution| match caution {
            MergeCaution::Owners(owners) => filled(&words.owners, &[&words.list(owners), survivor]),
            MergeCaution::RecordTypes(types) => filled(&words.record_types, &[&words.list(types)]),
            MergeCaution::OtherKind(id) => filled(&words.other_kind, &[id]),
            MergeCaution::NoChecksum => filled(&words.no_checksum, &[survivor]),
        }));
        sentences.join(" ")
    }

    fn change(&self, plan: &PlannedMerge, field: &PlannedField) -> String {
        let record = plan.merged.iter().find(|record| field.from.is_some_and(|lead| record.leads.contains(&lead)));
        let from = record.map(|record| self.name(record).into_owned());
        let from = from.or_else(|| field.from.map(|lead| self.place(lead))).unwrap_or_default();
        let (value, before) = (one_line(&field.value), field.replaced.as_deref().map(one_line).unwrap_or_default());
        let words = if before.is_empty() { &self.words.fill } else { &self.words.replace };
        filled(words, &[self.field(field), &value, &from, &before])
    }

    /// The id of a record, or its place where it has none.
    fn name<'a>(&self, record: &'a MergeRecord) -> Cow<'a, str> {
        if record.id.is_empty() { Cow::Owned(self.place(record.lead)) } else { Cow::Borrowed(&record.id) }
    }

    /// The place of a lead that is no record of the CRM.
    fn place(&self, lead: u32) -> String {
        let Some(lead) = self.leads.get(LeadId(lead)) else { return String::new() };
        let file = self.leads.tables().get(lead.file()).map_or("", |table| &table.name);
        filled(&self.words.place, &[file, &(lead.record() + 1).to_string()])
    }

    fn field(&self, field: &PlannedField) -> &str {
        let place = PLANNED.iter().position(|role| *role == field.role);
        place.and_then(|place| self.words.fields.get(place)).map_or(field.role.as_str(), String::as_str)
    }
}

/// Name of a person, or their e-mail or telephone number.
fn person(plan: &PlannedMerge) -> String {
    let person = &plan.person;
    one_line([&person.full_name, &person.email, &person.phone].into_iter().find(|text| !text.is_empty()).map_or("", String::as_str))
}

/// A value in one line of a text.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn a_value_is_no_template() {
        assert_eq!(filled("Keep {0}, merge {1} into it.", &["{1}", "b"]), "Keep {1}, merge b into it.");
        assert_eq!(filled("{2}{x}{", &["a"]), "{");
    }
}
