//! The lists that can be taken away, and their columns.

use serde::{Deserialize, Serialize};

use crate::intake::header::ColumnRole;
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

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident $text:literal $width:literal;)*) => {
        /// A column of a list.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum ExportColumn {
            $($(#[$doc])* $name,)*
        }

        impl ExportColumn {
            /// The name in JSON, and in files that carry no other header.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
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
    PersonId "person_id" 9;
    /// Numbers of the person's leads in reading order, joined by blanks.
    Leads "leads" 12;
    /// Number of the person's leads, or of those of a combination.
    LeadCount "lead_count" 9;
    /// Number of the lead in reading order over all files, from 0.
    Lead "lead" 9;
    /// Number of the group.
    Group "group" 9;
    /// `keep`, `merge`, or `review` where nothing is decided.
    Decision "decision" 10;
    /// `repeat`, `journey`, `unspecified` or `possible`.
    GroupKind "kind" 12;
    /// Certainty that the leads of the group are one person, 0 to 1.
    Confidence "confidence" 11;
    /// Why they are.
    Reason "reason" 36;
    /// Name of the file.
    File "file" 24;
    /// Number of the record in it, from 1.
    Record "record" 9;
    /// Ids of the records in the systems they come from, joined by blanks.
    RecordId "record_id" 22;
    /// First name.
    FirstName "first_name" 16;
    /// Last name.
    LastName "last_name" 18;
    /// First and last name, or the full name where the file has only that.
    FullName "full_name" 24;
    /// E-mail as read.
    Email "email" 30;
    /// E-mail in the form it is compared in; blank where it is no address.
    EmailNormalized "email_normalized" 30;
    /// Telephone as read.
    Phone "phone" 20;
    /// Telephone as ITU-T E.164 writes it; blank where its country is not known.
    PhoneNormalized "phone_normalized" 18;
    /// Company.
    Company "company" 28;
    /// Country: ISO 3166-1 alpha-2, or as read.
    Country "country" 10;
    /// Job title.
    JobTitle "job_title" 24;
    /// `LeadSource` as read.
    LeadSource "lead_source" 36;
    /// Storefront.
    Source "source" 18;
    /// Action.
    Action "action" 14;
    /// Publisher.
    Publisher "publisher" 16;
    /// Offer id.
    OfferId "offer_id" 24;
    /// Offer: title, or publisher and id.
    Offer "offer" 30;
    /// Free text.
    Description "description" 40;
    /// Date of the lead, or since when an address must not be contacted.
    Created "created" 20;
    /// Date of the person's first lead.
    FirstTouch "first_touch" 20;
    /// Date of the person's latest lead.
    LatestTouch "latest_touch" 20;
    /// Actions of the person in the order of time, joined by blanks.
    Actions "actions" 20;
    /// Offers of the person, those of most leads first, joined by `; `.
    Offers "offers" 36;
    /// Status in the CRM.
    Status "status" 14;
    /// Owner in the CRM.
    Owner "owner" 18;
    /// True for a test lead.
    Test "test" 8;
    /// True where the person must not be contacted.
    DoNotContact "do_not_contact" 15;
    /// Channels the person refused in the CRM: `email`, `phone` or both.
    OptOut "opt_out" 13;
    /// Header of the column that a problem is in; blank for the whole record.
    Column "column" 20;
    /// Kind of the problem.
    Problem "problem" 24;
    /// The cell's text, or the record's.
    Value "value" 40;
    /// People.
    People "people" 9;
    /// Leads without name, e-mail and telephone.
    Unidentified "unidentified" 12;
    /// Companies.
    Companies "companies" 11;
}

impl ExportColumn {
    /// The role whose value stands in it as read; `None` where it is made of more.
    pub fn role(self) -> Option<ColumnRole> {
        Some(match self {
            Self::FirstName => ColumnRole::FirstName,
            Self::LastName => ColumnRole::LastName,
            Self::FullName => ColumnRole::FullName,
            Self::Email => ColumnRole::Email,
            Self::Phone => ColumnRole::Phone,
            Self::Company => ColumnRole::Company,
            Self::Country => ColumnRole::Country,
            Self::JobTitle => ColumnRole::JobTitle,
            Self::LeadSource => ColumnRole::LeadSource,
            Self::Description => ColumnRole::Description,
            Self::Status => ColumnRole::Status,
            Self::Owner => ColumnRole::Owner,
            _ => return None,
        })
    }

    /// True for telephone numbers, which spreadsheets take for numbers where they can, and damage.
    pub(super) fn is_phone(self) -> bool {
        matches!(self, Self::Phone | Self::PhoneNormalized)
    }
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
