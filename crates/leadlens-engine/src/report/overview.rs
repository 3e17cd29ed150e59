//! The overview: totals, breakdown, offers, time, paths, countries, companies, completeness.
//!
//! Largest first means by the requested measure, then by leads, then by name.
//!
//! Test leads count in [`Totals`] only, unless requested. A view leaves its own clauses of the filter out of account, so that what is
//! not picked stays comparable. `people` are clusters, `companies` distinct canonical names, so neither may be added up over rows;
//! leads, `unidentified` and `repeats` may.

use serde::{Deserialize, Serialize};

use super::{Count, CrossFileCounts, DayRange, LeadFilter, Measure, Period, Timeline};
use crate::intake::header::ColumnRole;
use crate::intake::{Encoding, Format};
use crate::leads::{Action, Recognition, Storefront, UnknownSlot};

/// The line above everything. `records = leads + skipped`, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Data records met in all sources.
    pub records: u32,
    /// Records that became leads, tests among them.
    pub leads: u32,
    /// Records that did not.
    pub skipped: u32,
    /// Distinct people, tests left out: those with a name, an e-mail or a telephone.
    pub people: u32,
    /// Distinct companies, tests left out.
    pub companies: u32,
    /// Leads beyond each person's first, tests left out: `leads - test_leads - unidentified - people`.
    pub duplicates: u32,
    /// Unidentified leads without tests: without name, e-mail and telephone.
    pub unidentified: u32,
    /// Exact repeats, tests left out: leads whose person did the same for the same offer before. `None` where that cannot be
    /// told: no lead gives action or offer, or a link of version 1 was opened.
    pub repeats: Option<u32>,
    /// People with more than one lead: groups that are merged.
    pub groups: u32,
    /// Groups to review: perhaps one person, not merged. 0 in a summary.
    pub to_review: u32,
    /// The marketplace's own test leads.
    pub test_leads: u32,
    /// Day of the latest test lead, counted from 1970-01-01; `None` where there is none with a date, and in a summary.
    pub latest_test: Option<i32>,
    /// Leads that must not be contacted, tests left out; where tests are requested those among them that a filter finds count.
    pub do_not_contact: u32,
    /// Problems, see the Problems view: records that are odd for one cause are one.
    pub problems: u32,
}

/// One storefront × action × offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreakdownRow {
    /// The storefront.
    pub storefront: Storefront,
    /// The customer's action.
    pub action: Action,
    /// Index into [`Overview::offers`]; `None` for an offer beyond those listed.
    pub offer: Option<u32>,
    /// Number of leads with all three, and of their people and companies.
    pub count: Count,
}

/// Query for an overview.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverviewQuery {
    /// Of which leads.
    pub filter: LeadFilter,
    /// Order of rankings.
    pub measure: Measure,
    /// Length of the buckets; `None` for the one that suits the span. A length that gives more than [`Timeline::BUCKETS`] is not taken.
    pub period: Option<Period>,
}

/// Part of a number that falls into the selected days, and part that falls into as many days before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// In [`Overview::window`].
    pub now: Count,
    /// In the days before, [`DayRange::previous`].
    pub before: Count,
}

/// One offer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferRow {
    /// `publisher.offer`, the bare id or the title; empty for leads that name no offer.
    pub key: String,
    /// Its publisher; empty where the file does not say.
    pub publisher: String,
    /// Its title; empty where no lead gives one.
    pub title: String,
    /// Number of leads for it, and of their people and companies.
    pub count: Count,
    /// Of late, and before.
    pub change: Change,
    /// Leads in each bucket of the timeline.
    pub trend: Vec<u32>,
}

/// One publisher.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublisherRow {
    /// Its id; empty where the file does not say.
    pub publisher: String,
    /// Number of leads for its offers, and of their people and companies.
    pub count: Count,
    /// Of late, and before.
    pub change: Change,
}

/// Actions of people from first to latest: equal steps one after another are one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathRow {
    /// Its steps, at most [`PathRow::STEPS`]: of a longer one the first three and the latest.
    pub steps: Vec<Action>,
    /// Number of those who went it, in each measure.
    pub count: Count,
}

impl PathRow {
    /// Steps of a path at most.
    pub const STEPS: usize = 4;
}

/// One company.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyRow {
    /// Its canonical name; empty for leads without a company.
    pub company: String,
    /// Number of its leads, and of their people and companies.
    pub count: Count,
}

/// One mail domain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DomainRow {
    /// The domain; empty for leads without an e-mail.
    pub domain: String,
    /// A provider at which anybody can have a mailbox.
    pub is_free: bool,
    /// Number of its leads, and of their people and companies.
    pub count: Count,
}

/// Number of leads of a storefront that have each customer field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompletenessRow {
    /// The storefront.
    pub storefront: Storefront,
    /// Its leads.
    pub leads: u32,
    /// Number of them that have each of [`Overview::FIELDS`], in that order.
    pub filled: Vec<u32>,
}

/// One country.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountryRow {
    /// ISO 3166-1 alpha-2 where the spelling is known, else the text as read; empty for leads without a country.
    pub country: String,
    /// Number of leads from it, and of their people and companies.
    pub count: Count,
    /// Of late, and before.
    pub change: Change,
}

/// A code that is not one of the marketplace's, as read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownCode {
    /// The place it stood in.
    pub slot: UnknownSlot,
    /// The text, clipped.
    pub text: String,
    /// Number of leads that have it.
    pub leads: u32,
    /// True where it stands for itself in the place of the source: it may name a source or an action.
    pub stands_alone: bool,
}

impl UnknownCode {
    /// Its value of [`Facet::Unknown`](super::Facet::Unknown).
    pub fn name(&self) -> String {
        unknown_name(self.slot, &self.text)
    }
}

/// A code by where it stood and its text.
pub fn unknown_name(slot: UnknownSlot, text: &str) -> String {
    let slot = match slot {
        UnknownSlot::Storefront => "source",
        UnknownSlot::Action => "action",
    };
    format!("{slot}:{text}")
}

/// A path by its steps: `start_test_drive>ins>create`.
pub fn path_name(steps: &[Action]) -> String {
    steps.iter().map(|step| step.as_str()).collect::<Vec<_>>().join(">")
}

/// A source as read: what it is and what became of its records.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SourceCard {
    /// Its number in queries.
    pub id: u32,
    /// Its name as shown.
    pub name: String,
    /// Its notation.
    pub format: Option<Format>,
    /// Its encoding.
    pub encoding: Option<Encoding>,
    /// Its delimiter, if it is delimited.
    pub delimiter: Option<char>,
    /// Data records met.
    pub records: u32,
    /// Records that became leads.
    pub leads: u32,
    /// Records that did not.
    pub skipped: u32,
    /// The system it comes from, where it was recognised.
    pub system: Option<Recognition>,
    /// Number of its columns that need review, as their role is not sure.
    pub unsure: u32,
    /// Leads of the other files that are not in this one, or with other values; `None` where it is the only one, and as long as not all
    /// leads have been read for it.
    pub across: Option<CrossFileCounts>,
}

/// Overview of some leads: all there is to show of them on one screen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// The sources; empty in a summary opened from a link.
    pub sources: Vec<SourceCard>,
    /// The line above everything, whatever the filter.
    pub totals: Totals,
    /// The same of the leads that pass the filter; `records` and `skipped` are those of all, and without a filter so is everything. Test
    /// leads that pass all but for being tests count in `leads` and `test_leads`; where they are requested each is a person of its own.
    pub found: Totals,
    /// The days that are compared with those before: those of the filter, else the latest up to [`Overview::WINDOW`] of all leads that
    /// are no tests, as far as there are as many before them; `None` where there are not two.
    pub window: Option<DayRange>,
    /// Of late, and before.
    pub change: Change,
    /// Every storefront × action × offer that occurs, largest first; at most [`Overview::ROWS`].
    pub breakdown: Vec<BreakdownRow>,
    /// Every storefront × action that occurs.
    pub matrix: Vec<(Storefront, Action, Count)>,
    /// Storefronts that occur, in the order of [`Storefront::ALL`].
    pub by_storefront: Vec<(Storefront, Count)>,
    /// Actions that occur, in the order of [`Action::ALL`].
    pub by_action: Vec<(Action, Count)>,
    /// Everything that passes the filter.
    pub all: Count,
    /// Everything that is no test lead, whatever the filter.
    pub whole: Count,
    /// Offers, largest first; at most [`Overview::ROWS`].
    pub offers: Vec<OfferRow>,
    /// Offers beyond those listed.
    pub more_offers: u32,
    /// Publishers, largest first; at most [`Overview::ROWS`].
    pub publishers: Vec<PublisherRow>,
    /// Leads over time.
    pub timeline: Timeline,
    /// Leads by day of the week (0 for Monday) and hour of the day on the file's clock, those that occur; only leads whose time is known.
    pub hours: Vec<(u8, u8, Count)>,
    /// Paths of people from first to latest action, largest first; at most [`Overview::ROWS`].
    pub paths: Vec<PathRow>,
    /// Countries, largest first; at most [`Overview::ROWS`].
    pub countries: Vec<CountryRow>,
    /// Companies, largest first; at most [`Overview::ROWS`].
    pub companies: Vec<CompanyRow>,
    /// Companies beyond those listed.
    pub more_companies: u32,
    /// Mail domains, largest first; at most [`Overview::ROWS`].
    pub domains: Vec<DomainRow>,
    /// Mail domains beyond those listed.
    pub more_domains: u32,
    /// Customer fields that are filled, by storefront; empty until they are computed.
    pub completeness: Vec<CompletenessRow>,
    /// Codes that are not the marketplace's, most frequent first; at most [`Overview::ROWS`].
    pub unknown: Vec<UnknownCode>,
    /// Statuses of all leads, clipped, most frequent first: those a filter can be made of. At most [`Overview::ROWS`]; none in a summary.
    pub statuses: Vec<String>,
    /// Owners likewise.
    pub owners: Vec<String>,
    /// Ids of leads that begin with what is searched for, or are it where that is short: shortest first, then by their letters. At most
    /// [`Overview::LEAD_IDS`].
    pub lead_ids: Vec<String>,
    /// True where a lead that is no test has a problem: those of skipped records belong to none.
    pub has_problem_leads: bool,
}

impl Overview {
    /// The leads a filter picks among: tests only where they are requested.
    pub fn leads_of(&self, filter: &LeadFilter) -> u32 {
        if filter.has_tests() { self.totals.leads } else { self.whole.leads }
    }

    /// Rows of a list at most.
    pub const ROWS: usize = 500;
    /// Ids of leads at most.
    pub const LEAD_IDS: usize = 8;
    /// Days compared with those before, where the filter names none.
    pub const WINDOW: i32 = 30;
    /// The customer fields of a lead, in the order they are shown.
    pub const FIELDS: [ColumnRole; 7] = [
        ColumnRole::FirstName,
        ColumnRole::LastName,
        ColumnRole::Email,
        ColumnRole::Phone,
        ColumnRole::Country,
        ColumnRole::Company,
        ColumnRole::JobTitle,
    ];
}
