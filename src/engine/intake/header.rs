//! The words that stand in headers, in every language the marketplace documents were printed in, and the roles they name.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
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
/// Of a dotted path (`userDetails.firstName`) the whole is looked up first, then its last part. A nested `name`, `id` or `title` says
/// nothing about a person unless what it stands in is one. Of a word listed under two roles (French `Nom`) the better evidence decides,
/// then the order of [`ColumnRole::ALL`].
///
/// # Examples
/// ```
/// use leadlens::engine::intake::header::{ColumnRole, header_word};
///
/// assert_eq!(header_word("userDetails.firstName").map(|(role, _)| role), Some(ColumnRole::FirstName));
/// assert_eq!(header_word("Weather"), None);
/// ```
pub fn header_word(header: &str) -> Option<(ColumnRole, Evidence)> {
    if is_annotation(header) {
        return Some((ColumnRole::Ignore, Evidence::Documented));
    }
    let words = words();
    if let Some(&found) = words.get(normal_form(header).as_str()) {
        return Some(found);
    }
    let mut parts = header.split('.').filter(|part| !part.bytes().all(|byte| byte.is_ascii_digit())).rev();
    let last = parts.next()?;
    let parent = parts.next();
    let &(role, evidence) = words.get(normal_form(last).as_str())?;
    let needs_person = matches!(role, ColumnRole::FullName | ColumnRole::LeadId | ColumnRole::JobTitle);
    (!needs_person || parent.is_none_or(is_person)).then_some((role, evidence))
}

/// Whether a header says about another column, not about the lead: `Email@type` of Storage Explorer, `@odata.etag`.
fn is_annotation(header: &str) -> bool {
    let header = normal_form(header);
    header.ends_with("@type") || header.starts_with("@odata") || header.starts_with("odata")
}

/// Whether what is nested under that key is a person.
pub(super) fn is_person(key: &str) -> bool {
    const PEOPLE: [&str; 9] = ["userdetails", "user", "customerinfo", "customer", "contact", "person", "lead", "team", "customerdetails"];
    PEOPLE.contains(&normal_form(key).as_str())
}

/// What of a header is compared: lower case the same in every locale, without blanks, `_`, `-`, `.`, quotes and marks around it.
///
/// Both Turkish letters `İ` and `ı` become `i`: a file written in Turkish capitals meets the same words.
fn normal_form(header: &str) -> String {
    let around = |letter: char| letter.is_whitespace() || matches!(letter, '"' | '\'' | '\u{feff}' | '*' | ':' | '：');
    let letters = header.trim_matches(around).chars().flat_map(char::to_lowercase);
    letters
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '_' | '-' | '.' | '\u{307}'))
        .map(|letter| if letter == 'ı' { 'i' } else { letter })
        .collect()
}

/// The words of one role in the data file.
#[derive(Debug, Deserialize)]
struct RoleWords {
    documented: Vec<String>,
    general: Vec<String>,
    ambiguous: Vec<String>,
}

type Words = HashMap<String, (ColumnRole, Evidence), FixedState>;

/// All header words by their normal form; read once. A broken data file gives no words, which the tests would notice.
fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let roles: BTreeMap<String, RoleWords> = serde_json::from_str(include_str!("header_words.json")).unwrap_or_default();
        let mut words = Words::default();
        for evidence in [Evidence::Documented, Evidence::General, Evidence::Ambiguous] {
            for role in ColumnRole::ALL {
                let listed = roles.get(role.as_str()).map(|words| match evidence {
                    Evidence::Documented => &words.documented,
                    Evidence::General => &words.general,
                    Evidence::Ambiguous => &words.ambiguous,
                });
                for word in listed.into_iter().flatten() {
                    words.entry(normal_form(word)).or_insert((role, evidence));
                }
            }
        }
        words
    })
}

#[cfg(test)]
mod tests;
