//! Columns find their roles: by the word in their header, corrected by what their cells hold.

use serde::{Deserialize, Serialize};

use super::content::Content;
use super::date::DateOrder;
use super::decisions::{ColumnName, Decisions, HeaderSet};
use super::filler::is_filler;
use crate::engine::intake::header::{ColumnRole, Evidence, header_word};
use crate::engine::intake::{SourceError, Table};

/// A column's role, overridden by the user: every column of that header, in every source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleOverride {
    /// The header as it stands in the file.
    pub header: String,
    /// The role it shall have.
    pub role: ColumnRole,
}

/// A column and the role found for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MappedColumn {
    /// The header as it stands in the file; empty where there is none.
    pub header: String,
    /// Its role.
    pub role: ColumnRole,
    /// How sure that is, 0 to 1. From 0.9 nothing needs to be asked.
    pub confidence: f32,
}

impl MappedColumn {
    /// From this confidence on a role is taken without asking.
    pub const SURE: f32 = 0.9;

    /// Whether the role is taken without asking.
    pub fn is_sure(&self) -> bool {
        self.confidence >= Self::SURE
    }
}

/// How the columns of one source were understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    /// One entry a column.
    pub columns: Vec<MappedColumn>,
    /// Columns that lost their role to a better one of the same name: read where the better one has nothing.
    pub beside: Vec<(ColumnRole, usize)>,
    /// The order of day and month the user chose; `None` where the dates themselves shall tell.
    pub date_order: Option<DateOrder>,
}

/// A header seen in documents or exports.
const DOCUMENTED: f32 = 0.99;
/// A header that is general knowledge of its language.
const GENERAL: f32 = 0.93;
/// An ambiguous header with nothing else to go by.
const AMBIGUOUS: f32 = 0.6;
/// An ambiguous header among [`LEAD_SHAPED`] other lead fields.
const AMBIGUOUS_IN_LEAD: f32 = 0.9;
/// Weight of what the user decided.
const DECIDED: f32 = f32::MAX;
/// So many other lead fields make a table lead-shaped.
const LEAD_SHAPED: usize = 4;
/// Below this share the cells contradict the header.
const CONTRADICTED: f32 = 0.2;
/// From this share on the cells speak for a role that the header does not name.
const TELLING: f32 = 0.5;
/// Nearly all cells match: content alone needs no question.
const NEARLY_ALL: f32 = 0.95;
/// A named column nobody knows and whose cells look like nothing of a lead.
const UNKNOWN: f32 = 0.9;
/// A column without name, or one that lost its role to a better one: worth a look.
const DOUBTFUL: f32 = 0.6;
/// How many headers an error quotes, and how much of each.
const QUOTED_HEADERS: usize = 8;
const QUOTED_LETTERS: usize = 40;
/// Records looked at to see whether names are companies.
const COMPARED_RECORDS: usize = 100;

impl Mapping {
    /// Finds the role of every column. What the user decided wins over everything else.
    ///
    /// # Errors
    /// [`SourceError::NoLeadColumn`] when no column holds anything a lead could be made of.
    pub fn of(table: &Table, decisions: &Decisions) -> Result<Self, SourceError> {
        Self::with_words(table, decisions, header_word)
    }

    /// [`Mapping::of`] for a table that may hold nothing of a lead.
    pub fn guess(table: &Table, decisions: &Decisions) -> Self {
        Self::by_words(table, decisions, header_word)
    }

    /// [`Mapping::of`] with another vocabulary of headers.
    ///
    /// # Errors
    /// As [`Mapping::of`].
    pub fn with_words(
        table: &Table,
        decisions: &Decisions,
        words: impl Fn(&str) -> Option<(ColumnRole, Evidence)>,
    ) -> Result<Self, SourceError> {
        let mapping = Self::by_words(table, decisions, words);
        if mapping.columns.iter().any(|column| makes_a_lead(column.role)) { Ok(mapping) } else { Err(no_lead_column(table)) }
    }

    fn by_words(table: &Table, decisions: &Decisions, words: impl Fn(&str) -> Option<(ColumnRole, Evidence)>) -> Self {
        let contents = Content::of_columns(table);
        let named: Vec<_> = table.headers.iter().map(|header| words(header)).collect();
        let decided = decided_roles(table, decisions);
        let mut guesses: Vec<Guess> = Vec::with_capacity(contents.len());
        for (index, content) in contents.iter().enumerate() {
            let header = table.headers.get(index).map(String::as_str).unwrap_or_default();
            guesses.push(match decided.get(index).copied().flatten() {
                Some(role) => Guess { role, confidence: 1.0, weight: DECIDED },
                None => Guess::of(header, named.get(index).copied().flatten(), content, is_lead_shaped(&named, index)),
            });
        }
        settle_rivals(&mut guesses, &contents);
        unname_companies(&mut guesses, table);
        date_by_partition(&mut guesses, &contents, table);
        let headers = table.headers.iter().map(String::as_str).chain(std::iter::repeat(""));
        let columns = guesses.iter().zip(headers);
        let columns =
            columns.map(|(guess, header)| MappedColumn { header: header.to_owned(), role: guess.role, confidence: guess.confidence });
        let mut mapping = Self { columns: columns.collect(), beside: Vec::new(), date_order: None };
        mapping.beside = (0..)
            .zip(&mapping.columns)
            .zip(&named)
            .filter_map(|((index, column), word)| Some((mapping.role_beside(index).or_else(|| role_lost(column, *word))?, index)))
            .collect();
        mapping
    }

    /// The role a column was given though another column serves it.
    fn role_beside(&self, index: usize) -> Option<ColumnRole> {
        let role = self.columns.get(index)?.role;
        (role != ColumnRole::Ignore && self.column(role) != Some(index)).then_some(role)
    }

    /// The columns to look into, in turn, where the one that serves a role has nothing.
    pub fn columns_beside(&self, role: ColumnRole) -> impl Iterator<Item = usize> {
        self.beside.iter().filter(move |(lost, _)| *lost == role).map(|(_, column)| *column)
    }

    /// The column that serves a role: of several the surest, then the first.
    pub fn column(&self, role: ColumnRole) -> Option<usize> {
        let mut best: Option<(usize, f32)> = None;
        for (index, column) in self.columns.iter().enumerate() {
            if column.role == role && best.is_none_or(|(_, confidence)| column.confidence > confidence) {
                best = Some((index, column.confidence));
            }
        }
        best.map(|(index, _)| index)
    }
}

/// The roles the user decided, by column: for these headers, else wherever the header stands.
fn decided_roles(table: &Table, decisions: &Decisions) -> Vec<Option<ColumnRole>> {
    if decisions.mappings.is_empty() && decisions.overrides.is_empty() {
        return Vec::new();
    }
    let mapping = decisions.mapping(&HeaderSet::of(table));
    let role = |column: &ColumnName| {
        let everywhere = || decisions.overrides.iter().find(|wish| wish.header.trim().to_lowercase() == column.header);
        let here = mapping.and_then(|mapping| mapping.column(column)?.role);
        here.or_else(|| everywhere().filter(|_| !column.header.is_empty()).map(|wish| wish.role))
    };
    ColumnName::of_columns(table).iter().map(role).collect()
}

/// The role a column's header names but another column serves; only for what a person may well have two of, and never against the user's wish.
fn role_lost(column: &MappedColumn, word: Option<(ColumnRole, Evidence)>) -> Option<ColumnRole> {
    use ColumnRole as R;
    let (role, _) = word?;
    let is_lost = column.role == R::Ignore && column.confidence < 1.0;
    (is_lost && matches!(role, R::Email | R::Phone | R::FirstName | R::LastName | R::Company | R::Country)).then_some(role)
}

/// Whether a lead can be made of a record in which only this role is filled.
pub(super) fn makes_a_lead(role: ColumnRole) -> bool {
    use ColumnRole as R;
    matches!(
        role,
        R::LeadSource
            | R::FirstName
            | R::LastName
            | R::FullName
            | R::Email
            | R::Phone
            | R::Company
            | R::OfferId
            | R::OfferTitle
            | R::CustomerInfo
    )
}

/// What a column is taken for before its rivals are heard.
#[derive(Clone, Copy, Debug)]
struct Guess {
    role: ColumnRole,
    confidence: f32,
    /// Of rivals for one role the heaviest keeps it.
    weight: f32,
}

impl Guess {
    fn of(header: &str, word: Option<(ColumnRole, Evidence)>, content: &Content, lead_shaped: bool) -> Self {
        let by_content = content.telling();
        let Some((role, evidence)) = word else {
            return Self::without_word(header, content);
        };
        if let Some((told, share)) = by_content
            && corrects(role, told)
        {
            return Self { role: told, confidence: 0.9 + 0.08 * share, weight: 1.0 + share + content.composite_weight(told) };
        }
        let word = match evidence {
            Evidence::Documented => DOCUMENTED,
            Evidence::General => GENERAL,
            Evidence::Ambiguous if lead_shaped => AMBIGUOUS_IN_LEAD,
            Evidence::Ambiguous => AMBIGUOUS,
        };
        let preference = word - lateness(header) + content.composite_weight(role);
        // CRMs keep their own words under a documented "Lead Source": they are unknown sources, but no reason to doubt the header.
        let is_doubtable = role != ColumnRole::LeadSource || evidence == Evidence::Ambiguous;
        match content.share(role) {
            Some(share) if share < CONTRADICTED && is_doubtable => Self { role, confidence: word * 0.5, weight: 0.5 * preference },
            Some(share) => {
                Self { role, confidence: if share >= TELLING { word.max(AMBIGUOUS_IN_LEAD) } else { word }, weight: preference + share }
            }
            None => Self { role, confidence: word, weight: preference + if content.is_empty() { 0.0 } else { 0.5 } },
        }
    }

    fn without_word(header: &str, content: &Content) -> Self {
        match content.telling() {
            Some((role, share)) => {
                let confidence = if share >= NEARLY_ALL { 0.92 } else { 0.85 * share };
                Self { role, confidence, weight: 0.5 * share + content.composite_weight(role) }
            }
            None => Self { role: ColumnRole::Ignore, confidence: if header.trim().is_empty() { DOUBTFUL } else { UNKNOWN }, weight: 0.0 },
        }
    }
}

/// Whether cells that tell of one role overrule a header that names another: only where they cannot be anything else.
fn corrects(named: ColumnRole, told: ColumnRole) -> bool {
    named != told
        && match told {
            ColumnRole::LeadSource | ColumnRole::CustomerInfo => true,
            ColumnRole::Email => !matches!(named, ColumnRole::Description | ColumnRole::LeadId | ColumnRole::Status | ColumnRole::Ignore),
            _ => false,
        }
}

/// Times at which a record was last touched say less about when the lead was made.
fn lateness(header: &str) -> f32 {
    let header = header.to_ascii_lowercase();
    if header.contains("timestamp") || header.contains("modified") || header.contains("updated") { 0.3 } else { 0.0 }
}

/// Whether enough columns beside this one are named by clear words of a lead.
fn is_lead_shaped(named: &[Option<(ColumnRole, Evidence)>], column: usize) -> bool {
    use ColumnRole as R;
    let mut roles: Vec<R> = Vec::with_capacity(named.len());
    for (index, word) in named.iter().enumerate() {
        if let Some((role, Evidence::Documented | Evidence::General)) = word
            && index != column
            && !matches!(role, R::Ignore | R::Status | R::LeadId | R::Created)
            && !roles.contains(role)
        {
            roles.push(*role);
        }
    }
    roles.len() >= LEAD_SHAPED
}

/// Leaves every role to one column. A source beside a better `LeadSource` column becomes [`ColumnRole::Source`], other losers are ignored.
fn settle_rivals(guesses: &mut [Guess], contents: &[Content]) {
    let roles = ColumnRole::ALL.into_iter().filter(|role| *role != ColumnRole::Ignore);
    for role in roles {
        let mut winner: Option<(usize, f32)> = None;
        for (index, guess) in guesses.iter().enumerate().filter(|(_, guess)| guess.role == role) {
            if winner.is_none_or(|(_, weight)| guess.weight > weight) {
                winner = Some((index, guess.weight));
            }
        }
        let Some((winner, _)) = winner else { continue };
        for (index, guess) in
            guesses.iter_mut().enumerate().filter(|(index, guess)| guess.role == role && *index != winner && guess.weight < DECIDED)
        {
            let is_source = role == ColumnRole::LeadSource && contents.get(index).is_some_and(|content| !content.is_empty());
            guess.role = if is_source { ColumnRole::Source } else { ColumnRole::Ignore };
            let is_beside_the_point = matches!(role, ColumnRole::Created | ColumnRole::Status | ColumnRole::LeadId);
            guess.confidence = if is_source || is_beside_the_point { UNKNOWN } else { DOUBTFUL };
        }
    }
}

/// A `name` that repeats the company is the record's label, not a person's name.
fn unname_companies(guesses: &mut [Guess], table: &Table) {
    let column_of = |role| guesses.iter().position(|guess| guess.role == role && guess.confidence < 1.0);
    let (Some(name), Some(company)) = (column_of(ColumnRole::FullName), column_of(ColumnRole::Company)) else { return };
    let (mut same, mut filled) = (0, 0);
    for record in 0..table.record_count().min(COMPARED_RECORDS) {
        let text = table.cell(record, name);
        filled += usize::from(!is_filler(&text));
        same += usize::from(!is_filler(&text) && text == table.cell(record, company));
    }
    if same > 0
        && 2 * same > filled
        && let Some(guess) = guesses.get_mut(name)
    {
        *guess = Guess { role: ColumnRole::Ignore, confidence: UNKNOWN, weight: 0.0 };
    }
}

/// Azure Table's `PartitionKey` is the day a lead was made: better than nothing where no other column tells.
fn date_by_partition(guesses: &mut [Guess], contents: &[Content], table: &Table) {
    if guesses.iter().any(|guess| guess.role == ColumnRole::Created) {
        return;
    }
    for ((guess, content), header) in guesses.iter_mut().zip(contents).zip(&table.headers) {
        let holds_days = content.telling().is_some_and(|(role, _)| role == ColumnRole::Created);
        if holds_days && header.trim().eq_ignore_ascii_case("PartitionKey") && guess.confidence < 1.0 {
            *guess = Guess { role: ColumnRole::Created, confidence: AMBIGUOUS_IN_LEAD, weight: 0.0 };
            return;
        }
    }
}

fn no_lead_column(table: &Table) -> SourceError {
    let headers = table.headers.iter().take(QUOTED_HEADERS).map(|header| header.chars().take(QUOTED_LETTERS).collect()).collect();
    SourceError::NoLeadColumn { headers, columns: table.column_count() as u64 }
}

#[cfg(test)]
mod tests;
