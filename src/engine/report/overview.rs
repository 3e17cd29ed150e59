//! The picture: totals, breakdown, time, countries.
//!
//! Test leads count in [`Totals`] only. `people` are clusters, `companies` distinct canonical names, so neither may be added up over rows.

use serde::{Deserialize, Serialize};

use super::Timeline;
use crate::engine::intake::{Encoding, Format};
use crate::engine::leads::{Action, Recognition, Source, UnknownSlot};

/// What is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Measure {
    /// Leads.
    #[default]
    Leads,
    /// Distinct people.
    People,
    /// Distinct companies.
    Companies,
}

impl Measure {
    /// All measures, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Leads, Self::People, Self::Companies];

    /// The name used in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Leads => "leads",
            Self::People => "people",
            Self::Companies => "companies",
        }
    }

    /// The measure of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.as_str() == name)
    }
}

/// One number in each measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Leads.
    pub leads: u32,
    /// Distinct people.
    pub people: u32,
    /// Distinct companies.
    pub companies: u32,
}

impl Count {
    /// The number in that measure.
    pub fn get(self, measure: Measure) -> u32 {
        match measure {
            Measure::Leads => self.leads,
            Measure::People => self.people,
            Measure::Companies => self.companies,
        }
    }
}

/// The line above everything. `records = leads + skipped`, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Data records met in all sources.
    pub records: u32,
    /// Records that became leads, tests among them.
    pub leads: u32,
    /// Records that did not.
    pub skipped: u32,
    /// Distinct people, tests left out.
    pub people: u32,
    /// Distinct companies, tests left out.
    pub companies: u32,
    /// Leads beyond each person's first, tests left out: `leads - test_leads - people`.
    pub duplicates: u32,
    /// People with more than one lead.
    pub groups: u32,
    /// The marketplace's own test leads.
    pub test_leads: u32,
    /// Leads that must not be contacted.
    pub do_not_contact: u32,
    /// Problems, see the Problems view.
    pub problems: u32,
}

/// One source × action × offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreakdownRow {
    /// The storefront.
    pub source: Source,
    /// What the customer did.
    pub action: Action,
    /// Index into [`Overview::offers`]; `None` for an offer beyond those listed.
    pub offer: Option<u32>,
    /// How many.
    pub count: Count,
}

/// One offer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferRow {
    /// `publisher.offer`, the bare id or the title; empty for leads that name no offer.
    pub key: String,
    /// Its title; empty where no lead gives one.
    pub title: String,
    /// How many.
    pub count: Count,
}

/// One country.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountryRow {
    /// ISO 3166-1 alpha-2 where the spelling is known, else the text as read; empty for leads without a country.
    pub country: String,
    /// How many.
    pub count: Count,
}

/// A code that is not one of the marketplace's, as read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownCode {
    /// Where it stood.
    pub slot: UnknownSlot,
    /// The text, clipped.
    pub text: String,
    /// How many leads have it.
    pub leads: u32,
}

/// A source as read: what it is and what became of its records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceCard {
    /// Its number, by which it is asked about.
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
    /// How many of its columns the user should look at.
    pub unsure: u32,
}

/// The picture.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// The sources; empty in a summary opened from a link.
    pub sources: Vec<SourceCard>,
    /// The line above everything.
    pub totals: Totals,
    /// Every source × action × offer that occurs, largest first; at most [`Overview::ROWS`].
    pub breakdown: Vec<BreakdownRow>,
    /// Every source × action that occurs.
    pub matrix: Vec<(Source, Action, Count)>,
    /// Sources that occur, in the order of [`Source::ALL`].
    pub by_source: Vec<(Source, Count)>,
    /// Actions that occur, in the order of [`Action::ALL`].
    pub by_action: Vec<(Action, Count)>,
    /// Everything that is no test lead.
    pub all: Count,
    /// Offers, largest first; at most [`Overview::ROWS`].
    pub offers: Vec<OfferRow>,
    /// Offers beyond those listed.
    pub more_offers: u32,
    /// Leads over time.
    pub timeline: Timeline,
    /// Countries, largest first; at most [`Overview::ROWS`].
    pub countries: Vec<CountryRow>,
    /// Codes that are not the marketplace's, most frequent first; at most [`Overview::ROWS`].
    pub unknown: Vec<UnknownCode>,
}

impl Overview {
    /// Rows of a list at most.
    pub const ROWS: usize = 500;
}
