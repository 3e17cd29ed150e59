//! Guess at the role of one column by its header and its cells, before the other columns are considered.

use crate::intake::header::{ColumnRole, Evidence, Numbers, is_number_of};
use crate::leads::content::Content;

/// A header seen in documents or exports.
const DOCUMENTED: f32 = 0.99;
/// A header that is general knowledge of its language.
const GENERAL: f32 = 0.93;
/// An ambiguous header with nothing else to go by.
const AMBIGUOUS: f32 = 0.6;
/// An ambiguous header among enough other lead fields, or one whose cells agree.
const AGREED: f32 = 0.9;
/// Weight of what the user decided.
pub(super) const DECIDED: f32 = f32::MAX;
/// Below this share the cells contradict the header.
const CONTRADICTED: f32 = 0.2;
/// From this share on the cells suggest a role that the header does not name.
const TELLING: f32 = 0.5;
/// Nearly all cells match: content alone needs no question.
const NEARLY_ALL: f32 = 0.95;
/// Confidence in cells alone where the header is unknown, or where they contradict it: enough to propose, not to decide.
pub(super) const PROPOSED: f32 = 0.85;
/// Confidence in cells alone that nothing else can look like.
const UNMISTAKABLE: f32 = 0.92;
/// Share of a header's weight that remains over no cells.
const EMPTY: f32 = 0.1;
/// A guess from the shape of names.
const SHAPE: f32 = 0.5;
/// A column that is ignored for good reason.
pub(super) const SAFE: f32 = 0.92;
/// A column that may hold something of a lead.
pub(super) const DOUBTFUL: f32 = 0.6;

/// Role that a column is taken for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guess {
    pub(super) role: ColumnRole,
    pub(super) confidence: f32,
    /// Of rivals for one role the heaviest keeps it.
    pub(super) weight: f32,
    /// Evidence in the header; `None` where it says nothing.
    pub(super) evidence: Option<Evidence>,
    /// The role the column has lost to a better one.
    pub(super) lost: Option<ColumnRole>,
}

/// A column by itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column<'a> {
    pub(super) header: &'a str,
    pub(super) content: &'a Content,
    /// True when enough other columns are of a lead.
    pub(super) is_lead_shaped: bool,
}

impl Guess {
    /// Judges a column by the word in its header, if it is known, and by its cells.
    pub(super) fn of(column: &Column<'_>, word: Option<(ColumnRole, Evidence)>) -> Self {
        let content = column.content;
        let looks_like_phones = content.telling().is_some_and(|(role, _)| role == ColumnRole::Phone);
        let is_of_something = || match is_number_of(column.header) {
            Some(Numbers::References) => true,
            Some(Numbers::Any) => !content.is_international(),
            None => false,
        };
        if looks_like_phones && word.is_none_or(|(role, _)| role != ColumnRole::Phone) && is_of_something() {
            // Numbers of something look like telephones by chance.
            return Self { role: ColumnRole::Ignore, confidence: PROPOSED, weight: 0.0, evidence: None, lost: None };
        }
        let Some((role, evidence)) = word else { return Self::without_word(column) };
        if let Some(corrected) = Self::corrected(role, evidence, content) {
            return corrected;
        }
        let trust = match evidence {
            Evidence::Documented => DOCUMENTED,
            Evidence::General => GENERAL,
            Evidence::Ambiguous if column.is_lead_shaped => AGREED,
            Evidence::Ambiguous | Evidence::Partial => AMBIGUOUS,
        };
        let preference = trust - lateness(column.header) + content.composite_weight(role);
        let share = content.share(role);
        // A column without a cell has no use.
        let weight = if content.is_empty() { EMPTY * preference } else { preference + share.unwrap_or(SHAPE) };
        let guess = Self { role, confidence: trust, weight, evidence: Some(evidence), lost: None };
        match evidence {
            Evidence::Documented | Evidence::General => guess.checked(content, share, preference),
            Evidence::Ambiguous => guess.ambiguous(content, share),
            Evidence::Partial => guess.partial(content, share),
        }
    }

    /// A clear word: only cells of another kind shake it.
    fn checked(self, content: &Content, share: Option<f32>, preference: f32) -> Self {
        // CRMs keep their own words under a documented "Lead Source": they are unknown storefronts, but no reason to doubt the header.
        if self.role == ColumnRole::FullName && content.is_countries() {
            return Self { role: ColumnRole::Country, confidence: PROPOSED, weight: 0.0, ..self };
        }
        if self.role == ColumnRole::JobTitle && content.is_salutation() {
            return Self { role: ColumnRole::Ignore, confidence: SAFE, weight: 0.0, ..self };
        }
        let is_contradicted = match share {
            Some(share) => share < CONTRADICTED && self.role != ColumnRole::LeadSource,
            None => content.contradicts(self.role),
        };
        if is_contradicted
            && matches!(self.role, ColumnRole::Company | ColumnRole::JobTitle | ColumnRole::FullName)
            && content.is_without_text()
        {
            return Self { role: ColumnRole::Ignore, confidence: PROPOSED, weight: 0.0, ..self };
        }
        if is_contradicted {
            return Self { confidence: 0.5 * self.confidence, weight: 0.5 * preference, ..self };
        }
        let is_mixed = share.is_some_and(|share| share < TELLING) && self.role != ColumnRole::LeadSource;
        let confidence = if is_mixed { PROPOSED } else { self.confidence };
        Self { confidence, ..self }
    }

    /// An ambiguous word: where cells can tell they must agree; where they cannot, the other columns decide.
    fn ambiguous(self, content: &Content, share: Option<f32>) -> Self {
        use ColumnRole as R;
        let ignored = |confidence| Self { role: R::Ignore, confidence, weight: 0.0, ..self };
        if content.is_empty() {
            return self;
        }
        match self.role {
            R::Created | R::Country | R::Phone if share.is_none_or(|share| share < CONTRADICTED) => ignored(PROPOSED),
            R::LeadSource | R::Action | R::Created | R::Country | R::Phone => {
                let is_agreed = share.is_some_and(|share| share >= TELLING);
                Self { confidence: if is_agreed { AGREED } else { self.confidence.min(DOUBTFUL) }, ..self }
            }
            R::JobTitle if content.is_salutation() => ignored(SAFE),
            R::JobTitle if content.is_address() => ignored(PROPOSED),
            R::OfferTitle if content.is_offer_id() => Self { role: R::OfferId, confidence: PROPOSED, ..self },
            // Italian for a state of a record is Italian for a country.
            R::Status if content.is_countries() => Self { role: R::Country, confidence: PROPOSED, ..self },
            R::FullName if content.contradicts(R::FullName) => ignored(DOUBTFUL),
            R::FullName if content.is_company() => Self { role: R::Company, confidence: DOUBTFUL, weight: SHAPE, ..self },
            R::FullName | R::Status | R::Owner | R::LeadId => Self { confidence: self.confidence.min(PROPOSED), ..self },
            _ if content.contradicts(self.role) => Self { confidence: 0.5 * self.confidence, weight: 0.5 * self.weight, ..self },
            _ => self,
        }
    }

    /// Part of a header is known: a proposal, unless the cells contradict it.
    fn partial(self, content: &Content, share: Option<f32>) -> Self {
        use ColumnRole as R;
        if self.role == R::Ignore || self.role.is_further_evidence() {
            return Self { confidence: PROPOSED, ..self };
        }
        if let Some((told @ (R::Country | R::Email | R::Phone), share)) = content.telling().filter(|(told, _)| *told != self.role) {
            return Self { role: told, confidence: PROPOSED * share, weight: SHAPE * share, ..self };
        }
        if self.role == R::Created && content.is_of_old_dates() {
            return Self { role: R::Ignore, confidence: PROPOSED, weight: 0.0, ..self };
        }
        let is_contradicted = share.map_or_else(|| content.contradicts(self.role), |share| share < CONTRADICTED);
        if is_contradicted && !content.is_empty() && self.role != R::LeadSource {
            return Self { role: R::Ignore, confidence: PROPOSED, weight: 0.0, ..self };
        }
        let confidence = if share.is_some_and(|share| share >= TELLING) { PROPOSED } else { AMBIGUOUS };
        Self { confidence, ..self }
    }

    /// Returns the role that the cells tell against the header: only where they cannot be anything else.
    fn corrected(named: ColumnRole, evidence: Evidence, content: &Content) -> Option<Self> {
        use ColumnRole as R;
        if named == R::Description && content.is_mixed_contact() {
            let (confidence, weight) = (PROPOSED * TELLING, SHAPE);
            return Some(Self { role: R::Email, confidence, weight, evidence: Some(evidence), lost: None });
        }
        let (told, share) = content.telling().filter(|(told, _)| *told != named)?;
        let is_text = !matches!(named, R::Description | R::LeadId | R::Status | R::Owner | R::Ignore);
        let (confidence, weight) = match told {
            R::LeadSource if content.composite_weight(told) > 0.0 => (AGREED + 0.08 * share, 1.0 + share + content.composite_weight(told)),
            R::CustomerInfo => (AGREED + 0.08 * share, 1.0 + share),
            R::Email | R::Phone if is_text => (PROPOSED * share, SHAPE),
            R::LeadSource | R::Storefront | R::Action
                if (named == R::Ignore || named.is_further_evidence()) && evidence == Evidence::General =>
            {
                (PROPOSED * share, SHAPE)
            }
            _ => return None,
        };
        Some(Self { role: told, confidence, weight, evidence: Some(evidence), lost: None })
    }

    fn without_word(column: &Column<'_>) -> Self {
        let content = column.content;
        let is_nameless = is_nameless(column.header);
        let (role, confidence, weight) = match content.telling() {
            Some((role, share)) => {
                let is_certain = share >= NEARLY_ALL && content.is_unmistakable(role, is_nameless);
                (role, if is_certain { UNMISTAKABLE } else { PROPOSED * share }, SHAPE * share + content.composite_weight(role))
            }
            None if is_nameless && content.is_coded_numbers() => (ColumnRole::Phone, PROPOSED, SHAPE),
            None if content.is_mixed_contact() => (ColumnRole::Email, PROPOSED * TELLING, SHAPE),
            None if is_nameless && content.is_company() => (ColumnRole::Company, SHAPE, 0.0),
            None if is_nameless && content.is_person() => (ColumnRole::FullName, SHAPE, 0.0),
            None => (ColumnRole::Ignore, DOUBTFUL, 0.0),
        };
        Self { role, confidence, weight, evidence: None, lost: None }
    }

    /// True when the user has not decided about the column and the word in its header names that role.
    pub(super) fn is_named(&self, role: ColumnRole) -> bool {
        self.role == role && self.evidence.is_some() && self.weight < DECIDED
    }
}

/// True for a header that says nothing: none at all, a number, one letter, or what programs write where there is none.
fn is_nameless(header: &str) -> bool {
    let letters: String = header.chars().filter(|letter| letter.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let is_filled_in =
        matches!(letters.as_str(), "column" | "unnamed" | "spalte" | "field" | "f" | "col" | "colonne" | "columna" | "kolumn");
    letters.chars().count() < 2 && letters.is_ascii() || is_filled_in
}

/// Times at which a record was last touched say less about when the lead was made.
fn lateness(header: &str) -> f32 {
    let header = header.to_ascii_lowercase();
    if header.contains("timestamp") || header.contains("modified") || header.contains("updated") { 0.3 } else { 0.0 }
}
