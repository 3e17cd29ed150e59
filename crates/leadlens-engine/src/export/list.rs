//! The lists that can be taken away, and their columns.

use serde::{Deserialize, Serialize};

use crate::leads::ProblemKind;

/// A list for a file of its own, or a sheet of a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExportList {
    /// One row a person, put together from all their leads.
    People,
    /// One row a lead.
    Leads,
    /// One row a lead of each group: which one survives, which are merged into it, and why.
    Duplicates,
    /// One row a problem, of one kind or all.
    Problems(Option<ProblemKind>),
    /// One row for each address that must not be contacted and the listing it concerns.
    Suppression,
    /// One row for each combination of storefront, action and offer.
    Breakdown,
}

/// How the values of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnKind {
    Text,
    /// A text that spreadsheets take for a number where they can, and damage.
    Phone,
    Number,
    Date,
    Bool,
}

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident $text:literal $kind:ident $width:literal;)*) => {
        /// A column of a list.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum ExportColumn {
            $($(#[$doc])* $name,)*
        }

        impl ExportColumn {
            /// All columns, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The name in JSON, and in files that carry no other header.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            pub(super) fn kind(self) -> ColumnKind {
                match self { $(Self::$name => ColumnKind::$kind,)* }
            }

            /// Width in characters.
            pub(super) fn width(self) -> u16 {
                match self { $(Self::$name => $width,)* }
            }
        }
    };
}

columns! {
    /// Number of the person.
    PersonId "person_id" Number 9;
    /// Numbers of the person's leads in reading order, joined by blanks.
    Leads "leads" Text 12;
    /// Number of the person's leads, or of those of a combination.
    LeadCount "lead_count" Number 9;
    /// Number of the lead in reading order over all files, from 0.
    Lead "lead" Number 9;
    /// Number of the group.
    Group "group" Number 9;
    /// `keep`, `merge`, or `review` where nothing is decided.
    Decision "decision" Text 10;
    /// `repeat`, `journey`, `unspecified` or `possible`.
    GroupKind "kind" Text 12;
    /// Certainty that the leads of the group are one person, 0 to 1.
    Confidence "confidence" Number 11;
    /// Why they are.
    Reason "reason" Text 36;
    /// Name of the file.
    File "file" Text 24;
    /// Number of the record in it, from 1.
    Record "record" Number 9;
    /// Ids of the records in the systems they come from, joined by blanks.
    RecordId "record_id" Text 22;
    /// First name.
    FirstName "first_name" Text 16;
    /// Last name.
    LastName "last_name" Text 18;
    /// First and last name, or the full name where the file has only that.
    FullName "full_name" Text 24;
    /// E-mail as read.
    Email "email" Text 30;
    /// E-mail in the form it is compared in; blank where it is no address.
    EmailNormalized "email_normalized" Text 30;
    /// Telephone as read.
    Phone "phone" Phone 20;
    /// Telephone as ITU-T E.164 writes it; blank where its country is not known.
    PhoneNormalized "phone_normalized" Phone 18;
    /// Company.
    Company "company" Text 28;
    /// Country: ISO 3166-1 alpha-2, or as read.
    Country "country" Text 10;
    /// Job title.
    JobTitle "job_title" Text 24;
    /// `LeadSource` as read.
    LeadSource "lead_source" Text 36;
    /// Storefront.
    Source "source" Text 18;
    /// Action.
    Action "action" Text 14;
    /// Publisher.
    Publisher "publisher" Text 16;
    /// Offer id.
    OfferId "offer_id" Text 24;
    /// Offer: title, or publisher and id.
    Offer "offer" Text 30;
    /// Free text.
    Description "description" Text 40;
    /// Date of the lead, or since when an address must not be contacted.
    Created "created" Date 20;
    /// Date of the person's first lead.
    FirstTouch "first_touch" Date 20;
    /// Date of the person's latest lead.
    LatestTouch "latest_touch" Date 20;
    /// Actions of the person in the order of time, joined by blanks.
    Actions "actions" Text 20;
    /// Offers of the person, those of most leads first, joined by `; `.
    Offers "offers" Text 36;
    /// Status in the CRM.
    Status "status" Text 14;
    /// Owner in the CRM.
    Owner "owner" Text 18;
    /// True for a test lead.
    Test "test" Bool 8;
    /// True where the person must not be contacted.
    DoNotContact "do_not_contact" Bool 15;
    /// Channels the person refused in the CRM: `email`, `phone` or both.
    OptOut "opt_out" Text 13;
    /// Header of the column that a problem is in; blank for the whole record.
    Column "column" Text 20;
    /// Kind of the problem.
    Problem "problem" Text 24;
    /// The cell's text, or the record's.
    Value "value" Text 40;
    /// People.
    People "people" Number 9;
    /// Leads without name, e-mail and telephone.
    Unidentified "unidentified" Number 12;
    /// Companies.
    Companies "companies" Number 11;
}

use ExportColumn as C;

const PEOPLE: [C; 22] = [
    C::FirstName,
    C::LastName,
    C::FullName,
    C::Email,
    C::EmailNormalized,
    C::Phone,
    C::PhoneNormalized,
    C::Company,
    C::Country,
    C::JobTitle,
    C::FirstTouch,
    C::LatestTouch,
    C::Actions,
    C::Offers,
    C::LeadCount,
    C::DoNotContact,
    C::OptOut,
    C::Status,
    C::Owner,
    C::RecordId,
    C::PersonId,
    C::Leads,
];

const LEADS: [C; 28] = [
    C::LeadSource,
    C::Source,
    C::Action,
    C::Offer,
    C::FirstName,
    C::LastName,
    C::FullName,
    C::Email,
    C::EmailNormalized,
    C::Phone,
    C::PhoneNormalized,
    C::Company,
    C::Country,
    C::JobTitle,
    C::Created,
    C::Description,
    C::Status,
    C::Owner,
    C::RecordId,
    C::DoNotContact,
    C::OptOut,
    C::Test,
    C::PersonId,
    C::Lead,
    C::Publisher,
    C::OfferId,
    C::File,
    C::Record,
];

const DUPLICATES: [C; 19] = [
    C::Group,
    C::Decision,
    C::GroupKind,
    C::Confidence,
    C::Reason,
    C::FullName,
    C::Email,
    C::Phone,
    C::Company,
    C::Country,
    C::LeadSource,
    C::Created,
    C::DoNotContact,
    C::OptOut,
    C::Owner,
    C::RecordId,
    C::Lead,
    C::File,
    C::Record,
];

const PROBLEMS: [C; 5] = [C::File, C::Record, C::Column, C::Problem, C::Value];

const SUPPRESSION: [C; 8] = [C::Email, C::EmailNormalized, C::Phone, C::PhoneNormalized, C::FullName, C::Offer, C::Created, C::OptOut];

const BREAKDOWN: [C; 7] = [C::Source, C::Action, C::Offer, C::LeadCount, C::People, C::Unidentified, C::Companies];

impl ExportList {
    /// The columns a list can have, in the usual order.
    pub fn columns(self) -> &'static [ExportColumn] {
        match self {
            Self::People => &PEOPLE,
            Self::Leads => &LEADS,
            Self::Duplicates => &DUPLICATES,
            Self::Problems(_) => &PROBLEMS,
            Self::Suppression => &SUPPRESSION,
            Self::Breakdown => &BREAKDOWN,
        }
    }

    /// The columns it has unless others are chosen.
    pub fn usual_columns(self) -> &'static [ExportColumn] {
        let columns = self.columns();
        let count = match self {
            Self::People => 16,
            Self::Leads => 19,
            _ => columns.len(),
        };
        columns.get(..count).unwrap_or(columns)
    }

    /// True for a list that whoever must not be contacted can be left out of. A group shows who is taken for whom, so all of it is listed.
    pub fn can_leave_out(self) -> bool {
        matches!(self, Self::People | Self::Leads)
    }

    /// True for a list of people, some of whom must perhaps not be contacted.
    pub fn names_people(self) -> bool {
        matches!(self, Self::People | Self::Leads | Self::Duplicates)
    }
}
