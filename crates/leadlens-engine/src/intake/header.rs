//! The words that stand in headers, in every language the marketplace documents were printed in, and the roles they name.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

pub(crate) use phrase::{Numbers, is_number_of};
pub use phrase::{header_role, is_dynamics_field};
pub(crate) use spelling::letters_and_digits;
use spelling::{normal_form, spelled_out};

mod phrase;
mod spelling;

/// Role of a column: the part of a lead it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ColumnRole {
    /// The composite `Source-Action|publisher.offer`, or a bare source.
    LeadSource,
    /// A storefront in a table with a better `LeadSource` column (a CRM's own "Lead Source").
    #[serde(rename = "Source")]
    Storefront,
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
    /// Street and house number.
    Street,
    /// Postcode.
    Postcode,
    /// City.
    City,
    /// State, province or region of a country.
    State,
    /// Date of birth.
    BirthDate,
    /// Address on the web.
    Website,
    /// The person's page at `LinkedIn`.
    LinkedIn,
    /// Free text.
    Description,
    /// Time at which the lead was made.
    Created,
    /// Status in the CRM.
    Status,
    /// The person of one's own company who takes care of the lead.
    Owner,
    /// The record's own id.
    LeadId,
    /// One cell holding the customer as JSON (Azure Table).
    CustomerInfo,
    /// Nothing a lead needs.
    Ignore,
}

impl ColumnRole {
    /// All roles, in the order of declaration.
    pub const ALL: [Self; 28] = [
        Self::LeadSource,
        Self::Storefront,
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
        Self::Street,
        Self::Postcode,
        Self::City,
        Self::State,
        Self::BirthDate,
        Self::Website,
        Self::LinkedIn,
        Self::Description,
        Self::Created,
        Self::Status,
        Self::Owner,
        Self::LeadId,
        Self::CustomerInfo,
        Self::Ignore,
    ];

    /// The name used by `inspect` and in mappings, e.g. `lead_source`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LeadSource => "lead_source",
            Self::Storefront => "source",
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
            Self::Street => "street",
            Self::Postcode => "postcode",
            Self::City => "city",
            Self::State => "state",
            Self::BirthDate => "birth_date",
            Self::Website => "website",
            Self::LinkedIn => "linkedin",
            Self::Description => "description",
            Self::Created => "created",
            Self::Status => "status",
            Self::Owner => "owner",
            Self::LeadId => "lead_id",
            Self::CustomerInfo => "customer_info",
            Self::Ignore => "ignore",
        }
    }

    /// True for what tells people apart where a file has it, and makes no lead of a record by itself.
    pub fn is_further_evidence(self) -> bool {
        matches!(self, Self::Street | Self::Postcode | Self::City | Self::State | Self::BirthDate | Self::Website | Self::LinkedIn)
    }

    /// The role of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }
}

/// Quality of the evidence for a header word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Seen in documents or exports.
    Documented,
    /// General knowledge of the language.
    General,
    /// An ambiguous word, or damage done by machine translation: trusted only among other lead fields.
    Ambiguous,
    /// A known word among others that may change what it means, or the second of its kind (`Phone 2`): never trusted alone.
    Partial,
}

/// The role a header names as a whole, in any of the known languages; case, accents, blanks and punctuation do not matter.
///
/// Of a dotted path (`userDetails.firstName`) the whole is looked up first, then its last part. A nested `name`, `id` or `title` says
/// nothing about a person unless what it stands in is one. Of a word listed under two roles (French `Nom`) the better evidence decides,
/// then the order of [`ColumnRole::ALL`]. [`header_role`] also reads headers that are no listed word.
///
/// # Examples
/// ```
/// use leadlens_engine::intake::header::{ColumnRole, header_word};
///
/// assert_eq!(header_word("userDetails.firstName").map(|(role, _)| role), Some(ColumnRole::FirstName));
/// assert_eq!(header_word("Weather"), None);
/// ```
pub fn header_word(header: &str) -> Option<(ColumnRole, Evidence)> {
    if is_annotation(header) {
        return Some((ColumnRole::Ignore, Evidence::Documented));
    }
    if let Some(found) = listed(&normal_form(header)) {
        return Some(found);
    }
    let header = header.trim();
    if is_of_colleague(header) {
        return Some((ColumnRole::Ignore, Evidence::General));
    }
    if header.contains(|letter: char| letter.is_whitespace() || letter == '@') || header.contains(".-") {
        // Abbreviations and addresses are no paths, though they may end in a word of a header.
        return None;
    }
    let mut parts = header.split('.').filter(|part| !part.bytes().all(|byte| byte.is_ascii_digit())).rev();
    let last = parts.next()?;
    let Some(parent) = parts.next() else { return listed(&normal_form(last)) };
    let last = normal_form(last);
    if let Some(role) = part_of_a_thing(&last, &normal_form(parent)) {
        return Some((role, Evidence::General));
    }
    let (role, evidence) = listed(&last)?;
    let needs_person = matches!(role, ColumnRole::FullName | ColumnRole::LeadId | ColumnRole::JobTitle);
    (!needs_person || is_person(parent)).then_some((role, evidence))
}

/// True for a header that says about another column, not about the lead: `Email@type` of Storage Explorer, `@odata.etag`.
fn is_annotation(header: &str) -> bool {
    let header = header.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '"' | '\'')).to_ascii_lowercase();
    header.ends_with("@type") || header.contains("@odata") || header.starts_with("odata")
}

/// True for a path into somebody who works with the lead, and is none.
fn is_of_colleague(header: &str) -> bool {
    const COLLEAGUES: [&str; 10] =
        ["vendor", "dealer", "provider", "seller", "owner", "createdby", "modifiedby", "lastmodifiedby", "assignee", "assignedto"];
    let Some((parents, _)) = header.rsplit_once('.') else { return false };
    parents.split('.').any(|parent| COLLEAGUES.contains(&normal_form(parent).as_str()))
}

/// Role of the name or id nested in something else: that of an offer or of a company.
fn part_of_a_thing(part: &str, parent: &str) -> Option<ColumnRole> {
    let is_name = matches!(part, "name" | "title" | "displayname");
    match parent {
        "offer" | "product" | "solution" | "solutions" | "listing" if is_name => Some(ColumnRole::OfferTitle),
        "offer" | "product" | "solution" | "solutions" | "listing" if part == "id" => Some(ColumnRole::OfferId),
        "company" | "organization" | "organisation" | "account" if is_name && part != "title" => Some(ColumnRole::Company),
        _ => None,
    }
}

/// True for a key under which a person is nested.
pub(super) fn is_person(key: &str) -> bool {
    const PEOPLE: [&str; 17] = [
        "userdetails",
        "user",
        "customerinfo",
        "customer",
        "contact",
        "person",
        "lead",
        "team",
        "customerdetails",
        "fields",
        "properties",
        "attributes",
        "leaddetails",
        "visitor",
        "attendee",
        "registrant",
        "prospect",
    ];
    PEOPLE.contains(&normal_form(key).as_str())
}

/// The words of one role in the data file.
#[derive(Debug, Deserialize)]
struct RoleWords {
    documented: Vec<String>,
    general: Vec<String>,
    ambiguous: Vec<String>,
    /// Stems that tell of the role inside a longer header.
    within: Vec<String>,
}

/// The data file, ready to be looked up.
#[derive(Debug, Default)]
struct Vocabulary {
    words: HashMap<String, (ColumnRole, Evidence), FixedState>,
    stems: Vec<(String, ColumnRole)>,
}

/// The role a normal form is listed under.
fn listed(form: &str) -> Option<(ColumnRole, Evidence)> {
    vocabulary().words.get(form).copied()
}

/// All words and stems by their normal form; read once. A broken data file gives none, which the tests would notice.
fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
    VOCABULARY.get_or_init(|| {
        let roles: BTreeMap<String, RoleWords> = serde_json::from_str(include_str!("header_words.json")).unwrap_or_default();
        let mut vocabulary = Vocabulary::default();
        for evidence in [Evidence::Documented, Evidence::General, Evidence::Ambiguous, Evidence::Partial] {
            for role in ColumnRole::ALL {
                let listed = roles.get(role.as_str()).map(|words| match evidence {
                    Evidence::Documented => &words.documented,
                    Evidence::General => &words.general,
                    Evidence::Ambiguous => &words.ambiguous,
                    Evidence::Partial => &words.within,
                });
                for word in listed.into_iter().flatten() {
                    vocabulary.list(word, role, evidence);
                }
            }
        }
        vocabulary
    })
}

impl Vocabulary {
    fn list(&mut self, word: &str, role: ColumnRole, evidence: Evidence) {
        for form in std::iter::once(normal_form(word)).chain(spelled_out(word)).filter(|form| !form.is_empty()) {
            if evidence == Evidence::Partial {
                self.stems.push((form, role));
            } else {
                self.words.entry(form).or_insert((role, evidence));
            }
        }
    }
}

#[cfg(test)]
mod tests;
