//! One row per person: what is known of them, put together from all their leads.

use serde::{Deserialize, Serialize};

use super::{Elapsed, LeadFilter, LeadRow};
use crate::intake::header::ColumnRole;
use crate::leads::{Action, Storefront};
use crate::matching::GroupName;

/// The rule by which one of several values stands for a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Survivorship {
    /// The longest, fullest one.
    #[default]
    MostComplete,
    /// The one of the latest lead.
    Newest,
    /// The one most leads give.
    MostFrequent,
    /// The one of the first source that has any.
    SourceOrder,
}

/// Order of the people in a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PeopleSort {
    /// Latest touch, newest first.
    #[default]
    Latest,
    /// Number of leads, most first.
    Leads,
    /// Name.
    Name,
    /// Company.
    Company,
    /// E-mail.
    Email,
    /// Country.
    Country,
    /// First touch, newest first.
    First,
    /// Storefront and action of their steps, from the first on.
    Steps,
    /// The offer of most leads.
    Offers,
    /// Those with a lead that must not be contacted first.
    Contact,
}

impl PeopleSort {
    /// True where the greatest comes first unless the order is reversed.
    pub fn is_descending(self) -> bool {
        matches!(self, Self::Latest | Self::First | Self::Leads)
    }
}

/// Query for a window of people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleQuery {
    /// Rows to leave out at the start.
    pub offset: u32,
    /// Rows wanted at most.
    pub limit: u32,
    /// People with at least one of these leads.
    pub filter: LeadFilter,
    /// In which order.
    pub sort: PeopleSort,
    /// In the opposite order; those without a value come last all the same.
    pub reversed: bool,
    /// The rule by which a value stands for a person.
    pub survivorship: Survivorship,
    /// Only people with more than one lead.
    pub repeated: bool,
}

/// A person as one row. Texts are clipped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    /// Their first lead in reading order. Its number stays when who is who is found out anew.
    pub lead: u32,
    /// The number of the person's cluster.
    pub person: u32,
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// Phone.
    pub phone: String,
    /// Company.
    pub company: String,
    /// Job title.
    pub job_title: String,
    /// Country.
    pub country: String,
    /// Number of their leads.
    pub leads: u32,
    /// First touch: RFC 3339 or a plain date; empty where no lead has a date.
    pub first: String,
    /// Latest touch.
    pub latest: String,
    /// Steps of the person in the order of time, each combination of storefront and action once.
    pub steps: Vec<(Storefront, Action)>,
    /// Offers, most leads first, clipped to a few.
    pub offers: Vec<String>,
    /// At least one listing of theirs must not be followed up.
    pub do_not_contact: bool,
    /// At least one of their other leads may be: the conflict is to be seen.
    pub contactable: bool,
}

/// A window of people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeoplePage {
    /// People that pass the filter.
    pub total: u32,
    /// Rows left out at the start.
    pub offset: u32,
    /// The rows.
    pub rows: Vec<PersonRow>,
}

/// One value of a person, with where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonValue {
    /// The text.
    pub text: String,
    /// Leads that give it, first ones first, clipped.
    pub leads: Vec<u32>,
    /// Number of leads that give it, those not listed too.
    pub count: u32,
}

/// One field of a person: the value that stands for it, and those that do not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonField {
    /// Role of the field.
    pub role: ColumnRole,
    /// The value that stands for it.
    pub chosen: PersonValue,
    /// The others, by the same rule.
    pub others: Vec<PersonValue>,
}

/// One person with everything known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDetail {
    /// The row.
    pub row: PersonRow,
    /// Fields with their values and sources.
    pub fields: Vec<PersonField>,
    /// Their leads in the order of time, at most [`PersonDetail::LEADS`].
    pub journey: Vec<JourneyStep>,
    /// The group these leads form; `None` for a person with one lead.
    pub group: Option<GroupName>,
}

impl PersonDetail {
    /// Leads listed of one person at most.
    pub const LEADS: usize = 50;
}

/// One lead on a person's path.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JourneyStep {
    /// The lead.
    pub lead: LeadRow,
    /// The same action on the same offer as an earlier lead: says nothing new.
    pub repeat: bool,
    /// Time since the lead before it (of a repeat: since the lead it repeats); `None` where a date is missing.
    pub since: Option<Elapsed>,
}
