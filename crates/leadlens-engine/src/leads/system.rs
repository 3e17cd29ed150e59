//! System that wrote a source, told by its headers.

use serde::{Deserialize, Serialize};

use super::codes::fold;
use crate::intake::header::is_dynamics_field;
use crate::intake::{Format, Table};
use crate::sorting;

/// A system leads are exported from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum System {
    /// Azure Table storage: an export of Storage Explorer, or the answer of Get entities.
    AzureTable,
    /// The marketplace's posts to an HTTPS endpoint, as Power Automate and the like keep them.
    HttpsEndpoint,
    /// Dynamics 365: an exported view, or the Web API's answer.
    Dynamics,
    /// Salesforce: a report, Data Loader, or the fields of web-to-lead.
    Salesforce,
    /// Marketo: a list or a bulk extract.
    Marketo,
    /// HubSpot's contacts.
    HubSpot,
    /// Partner Center: lead insights, the leads page, or the referrals API.
    PartnerCenter,
    /// The labels of a notification by e-mail.
    NotificationEmail,
}

/// A system, and how it was recognised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognition {
    /// The system.
    pub system: System,
    /// The headers that tell it, as they stand in the file; at most three.
    pub because: Vec<String>,
}

impl System {
    /// All systems, in the order of declaration.
    pub const ALL: [Self; 8] = [
        Self::AzureTable,
        Self::HttpsEndpoint,
        Self::Dynamics,
        Self::Salesforce,
        Self::Marketo,
        Self::HubSpot,
        Self::PartnerCenter,
        Self::NotificationEmail,
    ];

    /// The name used by `inspect` and in texts, e.g. `azure_table`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AzureTable => "azure_table",
            Self::HttpsEndpoint => "https_endpoint",
            Self::Dynamics => "dynamics",
            Self::Salesforce => "salesforce",
            Self::Marketo => "marketo",
            Self::HubSpot => "hubspot",
            Self::PartnerCenter => "partner_center",
            Self::NotificationEmail => "notification_email",
        }
    }

    /// True for a system that keeps one record for each e-mail address: repeated leads were folded before the export.
    pub fn merges_by_email(self) -> bool {
        matches!(self, Self::HubSpot | Self::Marketo)
    }

    /// The headers that are evidence for the system.
    fn signs(self) -> &'static [Sign] {
        match self {
            Self::AzureTable => &AZURE_TABLE,
            Self::HttpsEndpoint => &HTTPS_ENDPOINT,
            Self::Dynamics => &DYNAMICS,
            Self::Salesforce => &SALESFORCE,
            Self::Marketo => &MARKETO,
            Self::HubSpot => &HUBSPOT,
            Self::PartnerCenter => &PARTNER_CENTER,
            Self::NotificationEmail => &NOTIFICATION_EMAIL,
        }
    }

    /// True for a notation that the system writes.
    fn writes(self, format: Option<Format>) -> bool {
        match self {
            Self::NotificationEmail => format == Some(Format::KeyValue),
            Self::HttpsEndpoint => matches!(format, Some(Format::Json | Format::Ndjson)),
            _ => true,
        }
    }
}

/// A header that is evidence for a system: as spelled exactly, folded, by its beginning or by its end; and how much.
#[derive(Clone, Copy, Debug)]
enum Sign {
    Exactly(&'static str, u32),
    Word(&'static str, u32),
    Begins(&'static str, u32),
    Ends(&'static str, u32),
    /// Dynamics' own columns, in any language.
    DoNotModify(u32),
}
use Sign::{Begins, DoNotModify, Ends, Exactly, Word};

/// A system is recognised when its signs weigh this much: no two ordinary words of a list do.
const ENOUGH: u32 = 3;
/// Maximum headers given as the reason.
const REASONS: usize = 3;

const AZURE_TABLE: [Sign; 8] = [
    Word("partitionkey", 2),
    Word("rowkey", 2),
    Word("customerinfo", 2),
    Ends("@type", 2),
    Exactly("Timestamp", 1),
    Word("offerdisplayname", 1),
    Exactly("odata.etag", 1),
    Exactly("ProductId", 1),
];

const HTTPS_ENDPOINT: [Sign; 5] =
    [Begins("userdetails.", 3), Word("actioncode", 1), Word("offertitle", 2), Word("leadsource", 1), Word("firstname", 1)];

const DYNAMICS: [Sign; 22] = [
    DoNotModify(4),
    Word("leadid", 1),
    Word("emailaddress1", 2),
    Word("telephone1", 1),
    Exactly("companyname", 1),
    Exactly("createdon", 1),
    Word("address1country", 2),
    Word("leadsourcecode", 2),
    Exactly("_ownerid_value", 2),
    Exactly("statuscode", 1),
    Word("statusreason", 2),
    Word("topic", 1),
    Word("createdon", 1),
    Word("businessphone", 1),
    Word("statusgrund", 2),
    Word("erstelltam", 1),
    Word("raisondustatut", 2),
    Word("créele", 1),
    Word("razónparaelestado", 2),
    Word("durumaçıklaması", 2),
    Word("statusorsak", 2),
    Word("狀態描述", 2),
];

const SALESFORCE: [Sign; 27] = [
    Word("companyaccount", 3),
    Word("leadowner", 1),
    Word("leadstatus", 1),
    Word("unreadbyowner", 2),
    Word("lastmodifiedalias", 2),
    Exactly("CREATEDDATE", 2),
    Exactly("CreatedDate", 2),
    Exactly("LEADSOURCE", 1),
    Exactly("LeadSource", 1),
    Exactly("FIRSTNAME", 1),
    Word("ownerid", 1),
    Word("isconverted", 2),
    Word("systemmodstamp", 3),
    Word("recordtypeid", 2),
    Ends("__c", 2),
    Exactly("oid", 2),
    Exactly("encoding", 1),
    Exactly("lead_source", 1),
    Exactly("retURL", 2),
    Word("propriétairedelapiste", 3),
    Word("sourcedelapiste", 2),
    Word("statutdelapiste", 2),
    Word("propietariodecandidato", 3),
    Word("origendelcandidato", 2),
    Word("leadinhaber", 2),
    Word("titolarelead", 2),
    Word("リード所有者", 2),
];

const MARKETO: [Sign; 19] = [
    Exactly("createdAt", 2),
    Exactly("leadSource", 1),
    Exactly("updatedAt", 1),
    Exactly("Id", 1),
    Word("emailaddress", 1),
    Exactly("Created At", 1),
    Exactly("Updated At", 1),
    Word("marketoguid", 3),
    Word("marketouniquecode", 3),
    Word("marketoid", 2),
    Word("sfdcleadid", 2),
    Word("leadpartition", 2),
    Word("leadpartitionid", 2),
    Word("acquisitionprogram", 2),
    Word("acquisitionprogramid", 3),
    Word("inferredcompany", 2),
    Word("originalsourcetype", 2),
    Word("marketingsuspended", 2),
    Word("blacklisted", 1),
];

const HUBSPOT: [Sign; 14] = [
    Word("recordid", 2),
    Word("contactowner", 2),
    Word("lifecyclestage", 2),
    Exactly("Create Date", 1),
    Word("leadstatus", 1),
    Word("associatedcompany", 2),
    Word("marketingcontactstatus", 3),
    Word("websiteurl", 1),
    Word("latestsource", 2),
    Exactly("Contact ID", 1),
    Exactly("createdate", 1),
    Exactly("lastmodifieddate", 1),
    Exactly("Original Source", 1),
    Begins("hs_", 3),
];

const PARTNER_CENTER: [Sign; 15] = [
    Word("referralid", 3),
    Word("referralprogram", 2),
    Word("businessprofileid", 2),
    Word("leadvalueusd", 2),
    Word("marketplacepurchaseintent", 3),
    Word("calltoaction", 1),
    Word("customercountry", 1),
    Word("customername", 1),
    Word("partnerid", 1),
    Exactly("engagementId", 2),
    Exactly("referralSource", 2),
    Begins("customerprofile.", 2),
    Word("qualification", 1),
    Word("substatus", 1),
    Word("leadtype", 1),
];

const NOTIFICATION_EMAIL: [Sign; 6] = [
    Word("leadsource", 1),
    Word("offertitle", 2),
    Word("offerdisplayname", 2),
    Word("actioncode", 1),
    Word("firstname", 1),
    Word("description", 1),
];

/// The system whose signs weigh most among a table's headers; `None` where none weighs enough, or two weigh the same.
///
/// # Examples
/// ```
/// use leadlens_engine::intake::Reader;
/// use leadlens_engine::leads::{System, recognise};
/// let mut reader = Reader::new("report.csv", 0).unwrap();
/// reader.push(b"First Name,Company / Account,Email,Lead Owner\nAda,Contoso,ada@example.com,Queue\n").unwrap();
/// let recognition = recognise(&reader.finish().unwrap()).unwrap();
/// assert_eq!((recognition.system, recognition.because[0].as_str()), (System::Salesforce, "Company / Account"));
/// ```
pub fn recognise(table: &Table) -> Option<Recognition> {
    let names = |header: &str| (bare(header).to_owned(), fold(bare(header)));
    let headers: Vec<_> = table.headers.iter().map(|header| (header.as_str(), names(header))).collect();
    let mut best: Option<(u32, Recognition)> = None;
    let mut is_tied = false;
    for system in System::ALL.into_iter().filter(|system| system.writes(table.format)) {
        let mut found: Vec<(u32, &str)> = Vec::new();
        for sign in system.signs() {
            if let Some((header, _)) = headers.iter().find(|(_, (header, folded))| sign.is(header, folded)) {
                found.push((sign.weight(), header));
            }
        }
        let weight: u32 = found.iter().map(|(weight, _)| weight).sum();
        let heaviest = best.as_ref().map_or(ENOUGH - 1, |(weight, _)| *weight);
        is_tied = if weight > heaviest { false } else { is_tied || weight == heaviest && best.is_some() };
        if weight > heaviest {
            sorting::sort_by_key(&mut found, |(weight, _)| std::cmp::Reverse(*weight));
            found.dedup_by_key(|(_, header)| *header);
            let because = found.iter().take(REASONS).map(|(_, header)| (*header).to_owned()).collect();
            best = Some((weight, Recognition { system, because }));
        }
    }
    best.filter(|_| !is_tied).map(|(_, recognition)| recognition)
}

/// A key without what the run history of a flow wraps around a record: it is the body of a message, in the outputs of a step.
fn bare(header: &str) -> &str {
    let header = header.strip_prefix("outputs.").unwrap_or(header);
    header.strip_prefix("body.").unwrap_or(header)
}

impl Sign {
    fn is(self, header: &str, folded: &str) -> bool {
        match self {
            Exactly(sign, _) => header == sign,
            Word(sign, _) => folded == sign,
            Begins(sign, _) => header.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign)),
            Ends(sign, _) => header.len() > sign.len() && header.ends_with(sign),
            DoNotModify(_) => is_dynamics_field(header),
        }
    }

    fn weight(self) -> u32 {
        match self {
            Exactly(_, weight) | Word(_, weight) | Begins(_, weight) | Ends(_, weight) | DoNotModify(weight) => weight,
        }
    }
}

#[cfg(test)]
mod tests;
