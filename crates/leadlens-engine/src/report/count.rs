//! Units that are counted, and the number in each.

use serde::{Deserialize, Serialize};

/// Unit that is counted.
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

/// One number in each measure, and how its leads tell people apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Leads.
    pub leads: u32,
    /// Distinct people: those with a name, an e-mail or a telephone.
    pub people: u32,
    /// Distinct companies.
    pub companies: u32,
    /// Unidentified leads: without name, e-mail and telephone. They are among the leads and of no person.
    pub unidentified: u32,
    /// Exact repeats: leads whose person did the same for the same offer before.
    pub repeats: u32,
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
