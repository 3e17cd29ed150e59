//! The grammar of `Source-Action|publisher.offer`.

use super::origin::{Action, Offer, Source};

/// How a LeadSource was spelled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spelling {
    /// As documented.
    #[default]
    Documented,
    /// Changed by machine translation (a translated code, a blank in an id) and read back.
    Translated,
}

/// A LeadSource string, parsed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeadSource {
    /// The storefront.
    pub source: Source,
    /// What the customer did.
    pub action: Action,
    /// The offer.
    pub offer: Offer,
    /// How it was spelled.
    pub spelling: Spelling,
}
