//! The words that stand in headers, in every language the marketplace documents were printed in, and the roles they name.

use serde::{Deserialize, Serialize};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ColumnRole {
    /// The composite `Source-Action|publisher.offer`, or a bare source.
    LeadSource,
    /// A source beside a better `LeadSource` column (a CRM's own "Lead Source").
    Source,
    /// An action code or the button's text.
    Action,
    /// The publisher's id.
    Publisher,
    /// The offer's id, with or without publisher.
    OfferId,
    /// The offer's display name.
    OfferTitle,
    /// Given name.
    FirstName,
    /// Family name.
    LastName,
    /// Given and family name in one cell.
    FullName,
    /// E-mail address.
    Email,
    /// Telephone number.
    Phone,
    /// Country or region.
    Country,
    /// Company or account.
    Company,
    /// The person's job title.
    JobTitle,
    /// Free text.
    Description,
    /// When the lead was made.
    Created,
    /// Status in the CRM.
    Status,
    /// The record's own id.
    LeadId,
    /// One cell holding the customer as JSON (Azure Table).
    CustomerInfo,
    /// Nothing a lead needs.
    Ignore,
}

impl ColumnRole {
    /// All roles, in the order of declaration.
    pub const ALL: [Self; 20] = [
        Self::LeadSource,
        Self::Source,
        Self::Action,
        Self::Publisher,
        Self::OfferId,
        Self::OfferTitle,
        Self::FirstName,
        Self::LastName,
        Self::FullName,
        Self::Email,
        Self::Phone,
        Self::Country,
        Self::Company,
        Self::JobTitle,
        Self::Description,
        Self::Created,
        Self::Status,
        Self::LeadId,
        Self::CustomerInfo,
        Self::Ignore,
    ];

    /// The name used by `inspect` and in mappings, e.g. `lead_source`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LeadSource => "lead_source",
            Self::Source => "source",
            Self::Action => "action",
            Self::Publisher => "publisher",
            Self::OfferId => "offer_id",
            Self::OfferTitle => "offer_title",
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::FullName => "full_name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Country => "country",
            Self::Company => "company",
            Self::JobTitle => "job_title",
            Self::Description => "description",
            Self::Created => "created",
            Self::Status => "status",
            Self::LeadId => "lead_id",
            Self::CustomerInfo => "customer_info",
            Self::Ignore => "ignore",
        }
    }

    /// The role of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }
}

/// How good the evidence for a header word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Seen in documents or exports.
    Documented,
    /// General knowledge of the language.
    General,
    /// An ambiguous word, or damage done by machine translation: trusted only among other lead fields.
    Ambiguous,
}

/// The role a header names, in any of the known languages; case, blanks, `_`, `-` and surrounding quotes do not matter.
///
/// Of a dotted path (`userDetails.firstName`) the whole is looked up first, then its last part.
pub fn header_word(_header: &str) -> Option<(ColumnRole, Evidence)> {
    None
}
