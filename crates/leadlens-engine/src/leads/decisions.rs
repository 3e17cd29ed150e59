//! The user's decisions about how records are understood.

use serde::{Deserialize, Serialize};

use super::date::DateOrder;
use super::value_decision::{CodeMeaning, UnknownSlot, ValueDecision};
use crate::intake::Table;
use crate::intake::header::{ColumnRole, header_word};
use crate::saturating::saturating_u32;
use crate::sorting;

/// Everything decided so far. Decisions hold headers and codes, never the text of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Decisions {
    /// Columns, by the headers they stand among.
    pub mappings: Vec<MappingDecision>,
    /// Unknown storefronts and actions, and what they stand for.
    pub values: Vec<ValueDecision>,
    /// Columns of a header, whatever they stand among.
    pub overrides: Vec<RoleOverride>,
    /// ISO 3166-1 alpha-2 country of leads that name none.
    pub default_country: Option<String>,
}

/// Decisions about the columns of every source with the same headers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappingDecision {
    /// The headers.
    pub headers: HeaderSet,
    /// The columns decided about.
    pub columns: Vec<ColumnDecision>,
}

/// A column's role, overridden by the user: every column of that header, in every source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleOverride {
    /// The header as it stands in the file.
    pub header: String,
    /// The role it shall have.
    pub role: ColumnRole,
}

/// Decision about one column: its role, the order of day and month in its dates, or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnDecision {
    /// Name of the column.
    pub column: ColumnName,
    /// Its role.
    pub role: Option<ColumnRole>,
    /// The order of day and month in its dates.
    pub date_order: Option<DateOrder>,
}

/// A column by its header; the order of columns does not matter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ColumnName {
    /// The header, trimmed and in lower case; empty where there is none.
    pub header: String,
    /// Place among the columns with that header, counted from 0.
    pub nth: u16,
}

/// The headers of a source, by which it is known again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum HeaderSet {
    /// The headers, trimmed, in lower case, sorted.
    Named(Vec<String>),
    /// A source without headers, or with none that is known, is known by its own name only.
    Unnamed {
        /// Name of the file.
        file: String,
        /// Number of columns.
        columns: u32,
    },
}

impl HeaderSet {
    /// The headers of a table.
    pub fn of(table: &Table) -> Self {
        // Without a word that stands in headers, what looks like headers could be somebody's data.
        let is_known = |header: &&String| header_word(header).is_some();
        if !table.has_header || !table.headers.iter().any(|header| is_known(&header)) {
            return Self::Unnamed { file: table.name.clone(), columns: saturating_u32(table.column_count()) };
        }
        let mut headers: Vec<_> = table.headers.iter().map(|header| comparable(header)).collect();
        sorting::sort(&mut headers);
        Self::Named(headers)
    }
}

impl ColumnName {
    /// The name of every column of a table, in its order.
    pub fn of_columns(table: &Table) -> Vec<Self> {
        let mut met = std::collections::BTreeMap::new();
        let name = |header: &String| {
            let header = comparable(header);
            let nth: &mut u16 = met.entry(header.clone()).or_default();
            let name = Self { header, nth: *nth };
            *nth = nth.saturating_add(1);
            name
        };
        table.headers.iter().map(name).collect()
    }
}

impl Decisions {
    /// Decisions about the columns of sources with those headers; `None` where there are none.
    pub fn mapping(&self, headers: &HeaderSet) -> Option<&MappingDecision> {
        self.mappings.iter().find(|decision| decision.headers == *headers)
    }

    /// Decides the role of a column; `None` leaves it to the program again.
    pub fn decide_role(&mut self, headers: &HeaderSet, column: &ColumnName, role: Option<ColumnRole>) {
        self.decide(headers, column, |decision| decision.role = role);
    }

    /// Decides the order of day and month in a column; `None` leaves it to the program again.
    pub fn decide_order(&mut self, headers: &HeaderSet, column: &ColumnName, order: Option<DateOrder>) {
        self.decide(headers, column, |decision| decision.date_order = order);
    }

    /// Decides what an unknown text stands for; `None` makes it unknown again.
    pub fn decide_value(&mut self, text: &str, slot: UnknownSlot, meaning: Option<CodeMeaning>) {
        self.values.retain(|value| value.text != text || value.slot() != slot);
        self.values.extend(meaning.map(|meaning| ValueDecision { text: text.to_owned(), meaning }));
    }

    /// Takes over what was decided elsewhere; where both decided, the others stand.
    pub fn absorb(&mut self, others: Self) {
        for mapping in others.mappings {
            self.forget(&mapping.headers);
            self.mappings.push(mapping);
        }
        for value in others.values {
            self.decide_value(&value.text, value.slot(), Some(value.meaning));
        }
        self.overrides.extend(others.overrides);
        self.default_country = others.default_country.or(self.default_country.take());
    }

    /// Leaves every column of those headers to the program again.
    pub fn forget(&mut self, headers: &HeaderSet) {
        self.mappings.retain(|decision| decision.headers != *headers);
    }

    fn decide(&mut self, headers: &HeaderSet, column: &ColumnName, change: impl FnOnce(&mut ColumnDecision)) {
        let place = self.mappings.iter().position(|decision| decision.headers == *headers);
        let mut mapping =
            place.map_or_else(|| MappingDecision { headers: headers.clone(), columns: Vec::new() }, |place| self.mappings.remove(place));
        let place = mapping.columns.iter().position(|decision| decision.column == *column);
        let mut decision = place
            .map_or_else(|| ColumnDecision { column: column.clone(), role: None, date_order: None }, |place| mapping.columns.remove(place));
        change(&mut decision);
        if !decision.is_empty() {
            mapping.columns.push(decision);
        }
        if !mapping.columns.is_empty() {
            self.mappings.push(mapping);
        }
    }
}

impl ColumnDecision {
    fn is_empty(&self) -> bool {
        self.role.is_none() && self.date_order.is_none()
    }
}

impl MappingDecision {
    /// Decision about one column; `None` where there is none.
    pub fn column(&self, column: &ColumnName) -> Option<&ColumnDecision> {
        self.columns.iter().find(|decision| decision.column == *column)
    }
}

/// Characters of a header that are compared; what is longer is told apart by its beginning.
const COMPARED: usize = 60;

fn comparable(header: &str) -> String {
    header.trim().chars().take(COMPARED).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::fixture::read as table;

    #[test]
    fn the_same_headers_in_another_order_are_known_again() {
        let (one, other) = (table("Email,Company\na@example.org,A\n"), table("COMPANY,Email \nA,a@example.org\n"));
        assert_eq!(HeaderSet::of(&one), HeaderSet::of(&other));
        assert_ne!(HeaderSet::of(&one), HeaderSet::of(&table("Email,Phone\na@example.org,1\n")));
    }

    #[test]
    fn columns_of_one_header_are_told_apart() {
        let names = ColumnName::of_columns(&table("Email,email,Phone\na@example.org,b@example.org,1\n"));
        let expected = [("email", 0), ("email", 1), ("phone", 0)].map(|(header, nth)| ColumnName { header: header.into(), nth });
        assert_eq!(names, expected);
    }

    #[test]
    fn a_decision_taken_back_leaves_nothing() {
        let table = table("Email,Company\na@example.org,A\n");
        let (headers, columns) = (HeaderSet::of(&table), ColumnName::of_columns(&table));
        let mut decisions = Decisions::default();
        decisions.decide_role(&headers, &columns[1], Some(ColumnRole::Ignore));
        assert_eq!(decisions.mapping(&headers).and_then(|mapping| mapping.column(&columns[1])?.role), Some(ColumnRole::Ignore));
        decisions.decide_role(&headers, &columns[1], None);
        assert_eq!(decisions, Decisions::default());
    }
}
