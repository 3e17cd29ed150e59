//! Problems of single records, as data.

use serde::{Deserialize, Serialize};

/// Kinds of problems, in the order they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ProblemKind {
    /// The record holds nothing of a lead and was skipped.
    Blank,
    /// A line after the data (a report's footer) that was skipped.
    Footer,
    /// A line of totals, which adds up leads and is none, that was skipped.
    Totals,
    /// Headers that stand again between the records, skipped.
    RepeatedHeader,
    /// No JSON object, skipped.
    NotAnObject,
    /// Fewer or more cells than headers.
    Ragged,
    /// A quote that is never closed.
    UnclosedQuote,
    /// A record put together again from lines that breaks outside of quotes had cut it into.
    JoinedLines,
    /// JSON mended before it could be read.
    Mended,
    /// The record's bytes are in another encoding than the rest of the file: some letters may be wrong.
    MixedEncoding,
    /// Not an e-mail address.
    InvalidEmail,
    /// An e-mail address damaged by other programs (sign in words, blanks, letters that cannot be seen) and put together again.
    RepairedEmail,
    /// A phone number Excel turned into `4.68555E+11`: digits are lost.
    PhoneInScientificNotation,
    /// A storefront that is not one of the marketplace's.
    UnknownStorefront,
    /// An action code that is not one of the marketplace's.
    UnknownAction,
    /// A storefront, action or offer that machine translation changed and that was read back.
    Translated,
    /// A combination of storefront and action the documents do not know.
    UnusualCombination,
    /// The `LeadSource` says one thing, the action or offer column another; the `LeadSource` counts.
    Conflict,
    /// A date whose day and month could stand in either order, or contradict the order of the column.
    AmbiguousDate,
    /// Not a date.
    UnreadableDate,
    /// Customer details that should be JSON and are not.
    InvalidCustomerInfo,
}

impl ProblemKind {
    /// All kinds, in the order they are listed.
    pub const ALL: [Self; 21] = [
        Self::Blank,
        Self::Footer,
        Self::Totals,
        Self::RepeatedHeader,
        Self::NotAnObject,
        Self::Ragged,
        Self::UnclosedQuote,
        Self::JoinedLines,
        Self::Mended,
        Self::MixedEncoding,
        Self::InvalidEmail,
        Self::RepairedEmail,
        Self::PhoneInScientificNotation,
        Self::UnknownStorefront,
        Self::UnknownAction,
        Self::Translated,
        Self::UnusualCombination,
        Self::Conflict,
        Self::AmbiguousDate,
        Self::UnreadableDate,
        Self::InvalidCustomerInfo,
    ];

    /// The name used by `inspect`, in addresses and in downloads.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Footer => "footer",
            Self::Totals => "totals",
            Self::RepeatedHeader => "repeated_header",
            Self::NotAnObject => "not_an_object",
            Self::Ragged => "ragged",
            Self::UnclosedQuote => "unclosed_quote",
            Self::JoinedLines => "joined_lines",
            Self::Mended => "mended",
            Self::MixedEncoding => "mixed_encoding",
            Self::InvalidEmail => "invalid_email",
            Self::RepairedEmail => "repaired_email",
            Self::PhoneInScientificNotation => "phone_in_scientific_notation",
            Self::UnknownStorefront => "unknown_source",
            Self::UnknownAction => "unknown_action",
            Self::Translated => "translated",
            Self::UnusualCombination => "unusual_combination",
            Self::Conflict => "conflict",
            Self::AmbiguousDate => "ambiguous_date",
            Self::UnreadableDate => "unreadable_date",
            Self::InvalidCustomerInfo => "invalid_customer_info",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// True for a kind for which the record is skipped.
    pub fn skips(self) -> bool {
        matches!(self, Self::Blank | Self::Footer | Self::Totals | Self::RepeatedHeader | Self::NotAnObject)
    }
}

/// Problem of one record. The offending text is not copied: it is the cell of that record and column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Index of the source.
    pub file: u16,
    /// 0-based index of the record in its source.
    pub record: u32,
    /// Column concerned, `None` for the whole record.
    pub column: Option<u16>,
    /// Kind of the problem.
    pub kind: ProblemKind,
}
