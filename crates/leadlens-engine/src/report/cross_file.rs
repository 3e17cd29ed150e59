//! Leads looked for in the other open files: those that are not there, and those that are there with other values.
//!
//! A lead is in another file where its person has a lead there. Compared are name, e-mail, phone, company, country and job title in their
//! canonical forms, of phone numbers the national digits. A value is another where the person has values of the field there and it is none
//! of them; it is blank on one side where either the lead or all of them lack it. A field that one of the two files does not have at all is
//! not compared. Test leads and unidentified leads, in which there is no person to look for, have no relation to other files.

use serde::{Deserialize, Serialize};

use crate::intake::header::ColumnRole;

/// Relation of a lead to another file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CrossFile {
    /// Its person has no lead there.
    Missing,
    /// Its person is there, and a value is another.
    Differs,
    /// Its person is there, no value is another, and one is blank on one side.
    Blank,
}

impl CrossFile {
    /// All relations, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Missing, Self::Differs, Self::Blank];

    /// The name used in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Differs => "differs",
            Self::Blank => "blank",
        }
    }

    /// The value of [`Facet::CrossFile`](super::Facet::CrossFile): `missing:salesforce`.
    pub fn value(self, file: &str) -> String {
        format!("{}:{file}", self.as_str())
    }

    /// The relation of such a value, and the name of the file.
    pub fn from_value(value: &str) -> Option<(Self, &str)> {
        let (name, file) = value.split_once(':')?;
        Some((Self::ALL.into_iter().find(|relation| relation.as_str() == name)?, file))
    }
}

/// Number of leads of other files by their relation to a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrossFileCounts {
    /// Name of the file in values of the facet: that of its system, where no other open file has the same, else its place, counted
    /// from 1, and its name: `2 leads.csv`.
    pub file: String,
    /// Leads for each of [`CrossFile::ALL`].
    pub leads: [u32; 3],
}

/// A lead compared with what another file has of its person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrossFileDetail {
    /// Name of the file, as in [`CrossFileCounts`].
    pub file: String,
    /// The relation; `None` where all values are the same.
    pub relation: Option<CrossFile>,
    /// Fields whose values are others or blank on one side.
    pub fields: Vec<CrossFileField>,
}

/// A field that is not the same in two files. Texts are clipped; a blank is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrossFileField {
    /// The field.
    pub role: ColumnRole,
    /// Value of the lead.
    pub here: String,
    /// Values of the person in the other file, three at most.
    pub there: Vec<String>,
}
