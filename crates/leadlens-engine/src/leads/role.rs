//! Columns find their roles: by the word in their header, corrected by what their cells hold.

use serde::{Deserialize, Serialize};

use super::content::Content;
use super::date::DateOrder;
use super::decisions::{ColumnName, Decisions, HeaderSet};
use super::opt_out::{OptOutColumn, opt_out_columns};
use crate::intake::header::{ColumnRole, Evidence, header_role, letters_and_digits};
use crate::intake::{SourceError, Table};
use guess::{Column, DECIDED, Guess};

mod guess;
mod names;
mod rivals;

/// A column and the role found for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MappedColumn {
    /// The header as it stands in the file; empty where there is none.
    pub header: String,
    /// Its role.
    pub role: ColumnRole,
    /// Confidence in the role, 0 to 1. From 0.9 no question is needed.
    pub confidence: f32,
}

impl MappedColumn {
    /// From this confidence on a role is taken without a question.
    pub const SURE: f32 = 0.9;

    /// True when the role is taken without a question.
    pub fn is_sure(&self) -> bool {
        self.confidence >= Self::SURE
    }
}

/// Understanding of the columns of one source: their roles, and the order of day and month.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    /// One entry a column.
    pub columns: Vec<MappedColumn>,
    /// Columns that lost their role to a better one of the same name: read where the better one has nothing.
    pub fallbacks: Vec<(ColumnRole, usize)>,
    /// The column that says of each lead whether it is a test of the system it comes from.
    pub test_flag: Option<usize>,
    /// The column of the id of the person a lead is of, in the system it comes from; other ids are the lead's own.
    pub person_id: Option<usize>,
    /// Columns that say of each lead whether it must not be contacted by e-mail or telephone.
    pub opt_outs: Vec<OptOutColumn>,
    /// The order of day and month the user chose; `None` where the dates themselves shall tell.
    pub date_order: Option<DateOrder>,
}

/// Minimum number of other lead fields in a table of leads.
const LEAD_SHAPED: usize = 4;
/// Number of headers an error quotes, and of letters of each.
const QUOTED_HEADERS: usize = 8;
const QUOTED_LETTERS: usize = 40;

impl Mapping {
    /// Finds the role of every column. What the user decided wins over everything else.
    ///
    /// # Errors
    /// [`SourceError::NoLeadColumn`] when no column holds anything a lead could be made of.
    pub fn of(table: &Table, decisions: &Decisions) -> Result<Self, SourceError> {
        Self::with_words(table, decisions, header_role)
    }

    /// [`Mapping::of`] for a table that may hold nothing of a lead.
    pub fn guess(table: &Table, decisions: &Decisions) -> Self {
        Self::by_words(table, decisions, &Content::of_columns(table), header_role)
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
        let contents = Content::of_columns(table);
        let mapping = Self::by_words(table, decisions, &contents, words);
        let roles = mapping.columns.iter().map(|column| column.role);
        let has_neighbours =
            table.column_count() < 2 || roles.filter(|role| !matches!(role, ColumnRole::Ignore | ColumnRole::LeadId)).count() > 1;
        let is_told = |(column, content): (&MappedColumn, &Content)| {
            makes_a_lead(column.role) && tells_of_leads(column, content, table, has_neighbours)
        };
        if mapping.columns.iter().zip(&contents).any(is_told) { Ok(mapping) } else { Err(no_lead_column(table)) }
    }

    fn by_words(
        table: &Table,
        decisions: &Decisions,
        contents: &[Content],
        words: impl Fn(&str) -> Option<(ColumnRole, Evidence)>,
    ) -> Self {
        let named: Vec<_> = table.headers.iter().map(|header| words(header)).collect();
        let decided = decided_columns(table, decisions);
        let word = |index: usize| named.get(index).copied().flatten();
        let mut guesses: Vec<Guess> = Vec::with_capacity(contents.len());
        for (index, content) in contents.iter().enumerate() {
            let header = table.headers.get(index).map(String::as_str).unwrap_or_default();
            if let Some(role) = decided.get(index).and_then(|decision| decision.0) {
                guesses.push(Guess { role, confidence: 1.0, weight: DECIDED, evidence: None, lost: None });
                continue;
            }
            // Only ambiguous words need their neighbours: among thousands of columns that is dear.
            let is_ambiguous = matches!(word(index), Some((_, Evidence::Ambiguous)));
            let is_lead_shaped = is_ambiguous && is_lead_shaped(&named, index);
            guesses.push(Guess::of(&Column { header, content, is_lead_shaped }, word(index)));
        }
        names::unname_companies(&mut guesses, table);
        names::settle(&mut guesses, contents, table);
        rivals::settle(&mut guesses, contents);
        rivals::doubt_unknown(&mut guesses, contents, table);
        date_by_partition(&mut guesses, contents, table);
        let headers = table.headers.iter().map(String::as_str).chain(std::iter::repeat(""));
        let columns = guesses.iter().zip(headers);
        let columns =
            columns.map(|(guess, header)| MappedColumn { header: header.to_owned(), role: guess.role, confidence: guess.confidence });
        let mut mapping = Self { columns: columns.collect(), test_flag: test_flag(&table.headers), ..Self::default() };
        mapping.opt_outs = opt_out_columns(&table.headers);
        let is_undecided = |column: &usize| decided.get(*column).is_none_or(|(role, _)| role.is_none_or(|role| role == ColumnRole::LeadId));
        mapping.person_id = person_id(&table.headers).filter(is_undecided);
        mapping.fallbacks = (0..)
            .zip(&guesses)
            .filter_map(|(index, guess)| Some((mapping.fallback_role(index).or_else(|| role_lost(guess))?, index)))
            .collect();
        mapping.share_contacts(contents);
        mapping.date_order = mapping.column(ColumnRole::Created).and_then(|column| decided.get(column)?.1);
        mapping
    }

    /// The role a column was given though another column serves it.
    fn fallback_role(&self, index: usize) -> Option<ColumnRole> {
        let role = self.columns.get(index)?.role;
        (role != ColumnRole::Ignore && self.column(role) != Some(index)).then_some(role)
    }

    /// Lets a column of e-mail addresses and telephone numbers serve both.
    fn share_contacts(&mut self, contents: &[Content]) {
        for (index, _) in contents.iter().enumerate().filter(|(_, content)| content.is_mixed_contact()) {
            match self.columns.get(index).map(|column| column.role) {
                Some(ColumnRole::Email) => self.fallbacks.push((ColumnRole::Phone, index)),
                Some(ColumnRole::Phone) => self.fallbacks.push((ColumnRole::Email, index)),
                _ => {}
            }
        }
    }

    /// True for a column that serves e-mail addresses and telephone numbers alike.
    pub(super) fn is_shared(&self, column: usize) -> bool {
        use ColumnRole as R;
        let other = match self.columns.get(column).map(|column| column.role) {
            Some(R::Email) => R::Phone,
            Some(R::Phone) => R::Email,
            _ => return false,
        };
        self.fallbacks.contains(&(other, column))
    }

    /// The columns to look into, in turn, where the one that serves a role has nothing.
    pub fn fallback_columns(&self, role: ColumnRole) -> impl Iterator<Item = usize> {
        self.fallbacks.iter().filter(move |(lost, _)| *lost == role).map(|(_, column)| *column)
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

/// The column of marks of tests, as other systems call it.
fn test_flag(headers: &[String]) -> Option<usize> {
    const WORDS: [&str; 30] = [
        "testlead",
        "istest",
        "istestlead",
        "testflag",
        "leadistest",
        "testsubmission",
        "testrecord",
        "testdatensatz",
        "testkontakt",
        "leadtest",
        "leaddetest",
        "prospecttest",
        "prospectdetest",
        "prospectdessai",
        "leaddessai",
        "leaddeprueba",
        "esprueba",
        "leadditest",
        "leaddiprova",
        "leaddeteste",
        "testowylead",
        "leadtestowy",
        "testovacilead",
        "testliidi",
        "testledare",
        "testmüşteriadayı",
        "тестовыйлид",
        "テストリード",
        "测试线索",
        "測試名單",
    ];
    column_called(&WORDS, headers)
}

/// The column of people's ids, as systems call it.
fn person_id(headers: &[String]) -> Option<usize> {
    const WORDS: [&str; 16] = [
        "contactid",
        "contactguid",
        "contactrecordid",
        "contactnumber",
        "personid",
        "personguid",
        "donotmodifycontact",
        "hubspotcontactid",
        "munchkinpersonid",
        "kontaktid",
        "idducontact",
        "iddecontacto",
        "idcontatto",
        "iddocontato",
        "idkontaktu",
        "idконтакта",
    ];
    column_called(&WORDS, headers)
}

fn column_called(words: &[&str], headers: &[String]) -> Option<usize> {
    headers.iter().position(|header| words.contains(&letters_and_digits(header).as_str()))
}

/// Role and order of day and month the user decided, by column: for these headers, else wherever the header stands.
fn decided_columns(table: &Table, decisions: &Decisions) -> Vec<(Option<ColumnRole>, Option<DateOrder>)> {
    if decisions.mappings.is_empty() && decisions.overrides.is_empty() {
        return Vec::new();
    }
    let mapping = decisions.mapping(&HeaderSet::of(table));
    let decided = |column: &ColumnName| {
        let here = mapping.and_then(|mapping| mapping.column(column));
        let everywhere = decisions.overrides.iter().find(|wish| wish.header.trim().to_lowercase() == column.header);
        let everywhere = everywhere.filter(|_| !column.header.is_empty()).map(|wish| wish.role);
        (here.and_then(|decision| decision.role).or(everywhere), here.and_then(|decision| decision.date_order))
    };
    ColumnName::of_columns(table).iter().map(decided).collect()
}

/// The role a column's header names but another column serves; only for what a person may well have two of.
fn role_lost(guess: &Guess) -> Option<ColumnRole> {
    use ColumnRole as R;
    guess.lost.filter(|role| matches!(role, R::Email | R::Phone | R::FirstName | R::LastName | R::Company | R::Country))
}

/// True for a role that alone makes a lead of a record in which nothing else is filled.
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

/// True for a column that tells of a person, a contact, a company or a lead source, by its header or by its cells: a column called `Name` is
/// not enough where its cells are no names or all other columns are of no lead, as in lists of countries, translations and accounts.
fn tells_of_leads(column: &MappedColumn, content: &Content, table: &Table, has_neighbours: bool) -> bool {
    use ColumnRole as R;
    let is_decided = column.confidence >= 1.0;
    let is_named = column.is_sure() && table.has_header;
    is_decided
        || match column.role {
            R::Email | R::Phone => table.record_count() == 0 || content.share(column.role).map_or(is_named, |share| share > 0.0),
            R::FirstName | R::LastName => is_named || content.is_text(),
            R::FullName => content.is_person() || is_named && !content.is_prose() && content.is_text() && has_neighbours,
            R::OfferId | R::OfferTitle => is_named || content.is_offer_id(),
            // `sources` of a map of a program is none.
            R::LeadSource => is_named || has_neighbours || content.share(R::LeadSource).is_some_and(|share| share > 0.0),
            R::Company => content.is_company() || is_named && !is_account(&column.header),
            _ => true,
        }
}

/// True for a header under which books keep accounts as well.
fn is_account(header: &str) -> bool {
    const WORDS: [&str; 8] = ["account", "accounts", "konto", "compte", "cuenta", "conto", "conta", "rekening"];
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(header.trim()))
}

/// True when enough other columns are named by clear words of a lead.
fn is_lead_shaped(named: &[Option<(ColumnRole, Evidence)>], column: usize) -> bool {
    use ColumnRole as R;
    let mut roles: Vec<R> = Vec::with_capacity(named.len());
    for (index, word) in named.iter().enumerate() {
        if let Some((role, Evidence::Documented | Evidence::General)) = word
            && index != column
            && !matches!(role, R::Ignore | R::Status | R::Owner | R::LeadId | R::Created)
            && !role.is_further_evidence()
            && !roles.contains(role)
        {
            roles.push(*role);
        }
    }
    roles.len() >= LEAD_SHAPED
}

/// Azure Table's `PartitionKey` is the day a lead was made: better than nothing where no other column tells.
fn date_by_partition(guesses: &mut [Guess], contents: &[Content], table: &Table) {
    if guesses.iter().any(|guess| guess.role == ColumnRole::Created) {
        return;
    }
    for ((guess, content), header) in guesses.iter_mut().zip(contents).zip(&table.headers) {
        let holds_days = content.telling().is_some_and(|(role, _)| role == ColumnRole::Created);
        if holds_days && header.trim().eq_ignore_ascii_case("PartitionKey") && guess.confidence < 1.0 {
            *guess = Guess { role: ColumnRole::Created, confidence: MappedColumn::SURE, weight: 0.0, evidence: None, lost: None };
            return;
        }
    }
}

fn no_lead_column(table: &Table) -> SourceError {
    let named = table.headers.iter().filter(|header| !header.trim().is_empty());
    let headers = named.take(QUOTED_HEADERS).map(|header| header.chars().take(QUOTED_LETTERS).collect()).collect();
    SourceError::NoLeadColumn { headers, columns: table.column_count() as u64 }
}

#[cfg(test)]
mod tests;
