//! Evidence for and against two leads being one person, field by field, in bits.

use serde::{Deserialize, Serialize};

use super::verdict::Verdict;

/// Probability that leads are one person, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct Confidence(pub f32);

impl Confidence {
    /// The probability behind a match weight in bits.
    pub fn of_bits(bits: f32) -> Self {
        Self(1.0 / (1.0 + (-bits).exp2()))
    }
}

/// Field of a lead that is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Field {
    /// Given name.
    GivenName,
    /// Family name.
    FamilyName,
    /// E-mail.
    Email,
    /// Telephone.
    Phone,
    /// Company.
    Company,
    /// Country.
    Country,
    /// Job title.
    JobTitle,
    /// Street and house number.
    Street,
    /// Postcode.
    Postcode,
    /// City.
    City,
    /// State or province.
    State,
    /// Date of birth.
    BirthDate,
    /// Address on the web.
    Website,
    /// Page at `LinkedIn`.
    LinkedIn,
    /// Id of the record, or of the person, in the system the lead comes from.
    RecordId,
}

impl Field {
    /// All fields, in the order they are shown.
    pub const ALL: [Self; 15] = [
        Self::GivenName,
        Self::FamilyName,
        Self::Email,
        Self::Phone,
        Self::Company,
        Self::Country,
        Self::JobTitle,
        Self::Street,
        Self::Postcode,
        Self::City,
        Self::State,
        Self::BirthDate,
        Self::Website,
        Self::LinkedIn,
        Self::RecordId,
    ];

    /// True for a field that only some files have. It is among the evidence of a pair only where both leads have it.
    pub fn is_optional(self) -> bool {
        self >= Self::Street
    }

    /// Short English, for `inspect`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::GivenName => "given name",
            Self::FamilyName => "family name",
            Self::Email => "e-mail",
            Self::Phone => "phone",
            Self::Company => "company",
            Self::Country => "country",
            Self::JobTitle => "job title",
            Self::Street => "street",
            Self::Postcode => "postcode",
            Self::City => "city",
            Self::State => "state",
            Self::BirthDate => "date of birth",
            Self::Website => "website",
            Self::LinkedIn => "LinkedIn page",
            Self::RecordId => "record id",
        }
    }
}

/// Comparison level: the relation of two values of a field. Not every level occurs in every field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    /// At least one side has no value: says nothing.
    #[default]
    Absent,
    /// The same.
    Same,
    /// The same but for spelling: nickname, diacritics, plus tag or dots of an address, legal form.
    Variant,
    /// One is the initial of the other.
    Initial,
    /// A slip of the keyboard apart.
    Typo,
    /// Alike.
    Similar,
    /// Not on one side, but read out of the e-mail there.
    FromEmail,
    /// Addresses: the same name before the `@`, another domain.
    SameLocalPart,
    /// Addresses: other names at the same company's domain.
    SameDomain,
    /// Addresses: the same mailbox, one that several people use (`info@`, a couple's).
    SharedMailbox,
    /// Phones: the same number, one that several people have (a switchboard).
    SharedNumber,
    /// Phones: the same number, other extensions.
    OtherExtension,
    /// Companies: one name stands in the other.
    Contained,
    /// Companies: one is the other's initials.
    Acronym,
    /// Companies: one is the other's domain, or the e-mail's.
    Domain,
    /// Different.
    Different,
}

impl Level {
    /// All levels, in the order of their numbers.
    pub const ALL: [Self; 16] = [
        Self::Absent,
        Self::Same,
        Self::Variant,
        Self::Initial,
        Self::Typo,
        Self::Similar,
        Self::FromEmail,
        Self::SameLocalPart,
        Self::SameDomain,
        Self::SharedMailbox,
        Self::SharedNumber,
        Self::OtherExtension,
        Self::Contained,
        Self::Acronym,
        Self::Domain,
        Self::Different,
    ];

    /// Short English, for `inspect`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Absent => "no",
            Self::Same => "same",
            Self::Variant => "same but for spelling:",
            Self::Initial => "initial of the same",
            Self::Typo => "mistyped",
            Self::Similar => "similar",
            Self::FromEmail => "in the e-mail:",
            Self::SameLocalPart => "same name in the",
            Self::SameDomain => "same domain of the",
            Self::SharedMailbox => "shared mailbox as",
            Self::SharedNumber => "shared",
            Self::OtherExtension => "another extension of the",
            Self::Contained => "part of the",
            Self::Acronym => "initials of the",
            Self::Domain => "domain of the",
            Self::Different => "different",
        }
    }
}

/// One field of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldEvidence {
    /// The field compared.
    pub field: Field,
    /// Comparison level of the two values.
    pub level: Level,
    /// Match weight of that level, in bits: positive for one person, negative against.
    pub weight: f32,
    /// Bits that the rarity of the shared value adds, or its frequency takes away.
    pub rarity: f32,
}

/// A reason that outweighs sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Conflict {
    /// Different given names behind one family name: relatives.
    Relatives,
    /// Different names at one mailbox or number.
    SharedContact,
    /// The same name at different companies with different addresses and numbers.
    Namesakes,
    /// A generation apart: senior and junior.
    Generations,
}

/// All evidence about one pair. Whatever shows a number of a pair shows one of these.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The odds before anything is compared, in bits.
    pub prior: f32,
    /// Field by field, in the order of [`Field::ALL`]; optional ones only where both leads have them.
    pub fields: Vec<FieldEvidence>,
    /// The conflict that weighs more than a field can, with its bits (negative).
    pub conflict: Option<(Conflict, f32)>,
    /// The user's decision about this pair.
    pub verdict: Option<Verdict>,
    /// The sum of the bits above; what [`Threshold`](super::Threshold) is compared with.
    pub total: f32,
}

impl Evidence {
    /// The probability that the two are one person, 0 to 1.
    pub fn probability(&self) -> Confidence {
        Confidence::of_bits(self.total)
    }
}
