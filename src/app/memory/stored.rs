//! Part of the decisions that may be remembered, entry by entry, as text.
//!
//! One entry a line, its parts divided by tabs: `headers`, the set they stand in; below it, `column`, one of them with its role and the order
//! of its dates; `value`, a code and what it stands for. A line that is not known is left out.

use std::fmt::Write as _;

use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::leads::{
    Action, CodeMeaning, ColumnName, DateOrder, Decisions, HeaderSet, MappingDecision, Storefront, ValueDecision,
};
use leadlens_engine::share::{IdOf, is_marketplace_id, shows_person};

/// Entries of each kind that are remembered at most; the oldest go first.
const LIMIT: usize = 300;
/// Longest header or code that is one; a longer text could be somebody's words.
const LENGTH: usize = 60;
/// Most headers of a set: a wider sheet is known by its own name only.
const HEADERS: usize = 300;

/// Decision about a column among those headers: its role and the order of its dates.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Column {
    headers: Vec<String>,
    name: ColumnName,
    role: Option<ColumnRole>,
    order: Option<DateOrder>,
}

/// Decisions that may be remembered, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct StoredDecisions {
    columns: Vec<Column>,
    values: Vec<ValueDecision>,
}

impl StoredDecisions {
    /// The decisions about headers that look like headers, and codes that look like codes.
    pub(super) fn of(decisions: &Decisions) -> Self {
        let headers = |mapping: &MappingDecision| match &mapping.headers {
            HeaderSet::Named(headers) if headers.len() <= HEADERS && headers.iter().all(|header| is_header(header)) => {
                Some(headers.clone())
            }
            _ => None,
        };
        let of_mapping = |(headers, mapping): (Vec<String>, &MappingDecision)| {
            let column = move |column: &leadlens_engine::leads::ColumnDecision| Column {
                headers: headers.clone(),
                name: column.column.clone(),
                role: column.role,
                order: column.date_order,
            };
            mapping.columns.iter().map(column).collect::<Vec<_>>()
        };
        let known = decisions.mappings.iter().filter_map(|mapping| Some((headers(mapping)?, mapping)));
        let values = decisions.values.iter().filter(|value| is_code(&value.text)).cloned().collect();
        Self { columns: known.flat_map(of_mapping).collect(), values }
    }

    pub(super) fn decisions(&self) -> Decisions {
        let mut decisions = Decisions { values: self.values.clone(), ..Decisions::default() };
        for Column { headers, name, role, order } in &self.columns {
            let headers = HeaderSet::Named(headers.clone());
            if role.is_some() {
                decisions.decide_role(&headers, name, *role);
            }
            if order.is_some() {
                decisions.decide_order(&headers, name, *order);
            }
        }
        decisions
    }

    /// This, with what changed between `before` and `now`. What changed last is the newest.
    pub(super) fn changed(self, before: &Self, now: Self) -> Self {
        let is_same_column = |left: &Column, right: &Column| left.name == right.name && left.headers == right.headers;
        let is_same_value = |left: &ValueDecision, right: &ValueDecision| left.slot() == right.slot() && left.text == right.text;
        Self {
            columns: changed(self.columns, &before.columns, now.columns, is_same_column),
            values: changed(self.values, &before.values, now.values, is_same_value),
        }
    }

    /// As text; `None` where there is nothing.
    pub(super) fn to_text(&self) -> Option<String> {
        let mut text = String::new();
        let mut last: Option<&Vec<String>> = None;
        for column in &self.columns {
            if last != Some(&column.headers) {
                last = Some(&column.headers);
                text.push_str("headers");
                for header in &column.headers {
                    put(&mut text, header);
                }
                text.push('\n');
            }
            text.push_str("column");
            put(&mut text, &column.name.header);
            // Writing to a string cannot fail.
            let _ = write!(text, "\t{}", column.name.nth);
            put(&mut text, column.role.map_or("", ColumnRole::as_str));
            put(&mut text, column.order.map_or("", DateOrder::as_str));
            text.push('\n');
        }
        for value in &self.values {
            let (slot, meaning) = match value.meaning {
                CodeMeaning::Storefront(source) => ("source", source.as_str()),
                CodeMeaning::Action(action) => ("action", action.as_str()),
            };
            text.push_str("value");
            for part in [slot, meaning, &value.text] {
                put(&mut text, part);
            }
            text.push('\n');
        }
        (!text.is_empty()).then_some(text)
    }

    pub(super) fn from_text(text: &str) -> Self {
        let mut stored = Self::default();
        let mut headers = None;
        for line in text.lines() {
            let parts: Vec<_> = line.split('\t').map(unescaped).collect();
            match &parts.iter().map(String::as_str).collect::<Vec<_>>()[..] {
                ["headers", names @ ..] => headers = Some(names.iter().map(|&name| name.to_owned()).collect()),
                ["column", header, nth, role, order] => {
                    if let (Some(headers), Ok(nth)) = (headers.clone(), nth.parse()) {
                        let name = ColumnName { header: (*header).to_owned(), nth };
                        stored.columns.push(Column {
                            headers,
                            name,
                            role: ColumnRole::from_name(role),
                            order: DateOrder::from_name(order),
                        });
                    }
                }
                ["value", slot, meaning, text] => {
                    if let Some(meaning) = meaning_of(slot, meaning) {
                        stored.values.push(ValueDecision { text: (*text).to_owned(), meaning });
                    }
                }
                _ => {}
            }
        }
        stored
    }
}

fn meaning_of(slot: &str, name: &str) -> Option<CodeMeaning> {
    match slot {
        "source" => Storefront::from_name(name).map(CodeMeaning::Storefront),
        "action" => Action::from_name(name).map(CodeMeaning::Action),
        _ => None,
    }
}

/// The entries stored, with what changed between two states of this tab.
fn changed<T: PartialEq>(mut stored: Vec<T>, before: &[T], now: Vec<T>, is_same: impl Fn(&T, &T) -> bool) -> Vec<T> {
    stored.retain(|entry| {
        let is_taken_back = before.iter().any(|old| is_same(old, entry)) && !now.iter().any(|new| is_same(new, entry));
        !is_taken_back
    });
    for entry in now {
        if !before.contains(&entry) {
            stored.retain(|old| !is_same(old, &entry));
            stored.push(entry);
        }
    }
    stored.drain(..stored.len().saturating_sub(LIMIT));
    stored
}

/// A header is a word or two; a longer text, or one that shows a person, could be somebody's.
fn is_header(text: &str) -> bool {
    text.chars().count() <= LENGTH && !shows_person(text)
}

/// A code is spelled as an id is, in letters of either case; anything else could be somebody's words.
fn is_code(text: &str) -> bool {
    is_marketplace_id(&text.trim().to_lowercase(), IdOf::Offer { people: 0 })
}

/// Puts a part behind a tab, with tabs, line ends and backslashes escaped.
fn put(text: &mut String, part: &str) {
    text.push('\t');
    for letter in part.chars() {
        match letter {
            '\t' => text.push_str("\\t"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\\' => text.push_str("\\\\"),
            letter => text.push(letter),
        }
    }
}

fn unescaped(part: &str) -> String {
    let mut text = String::with_capacity(part.len());
    let mut letters = part.chars();
    while let Some(letter) = letters.next() {
        let written = if letter == '\\' { letters.next() } else { None };
        text.push(match written {
            Some('t') => '\t',
            Some('n') => '\n',
            Some('r') => '\r',
            Some(other) => other,
            None => letter,
        });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadlens_engine::leads::UnknownSlot;

    fn named(headers: &[&str]) -> HeaderSet {
        HeaderSet::Named(headers.iter().map(|&header| header.to_owned()).collect())
    }

    fn column(header: &str) -> ColumnName {
        ColumnName { header: header.to_owned(), nth: 0 }
    }

    fn value(text: &str, meaning: CodeMeaning) -> ValueDecision {
        ValueDecision { text: text.to_owned(), meaning }
    }

    fn decisions() -> Decisions {
        let mut decisions = Decisions::default();
        decisions.decide_role(&named(&["a\tb", "rubrik"]), &column("rubrik"), Some(ColumnRole::JobTitle));
        decisions.decide_order(&named(&["a\tb", "rubrik"]), &column("a\tb"), Some(DateOrder::MonthDay));
        decisions.decide_role(&named(&["c\\"]), &column("c\\"), Some(ColumnRole::Email));
        decisions.values.push(value("Trial", CodeMeaning::Storefront(Storefront::AppSource)));
        decisions
    }

    #[test]
    fn only_headers_are_remembered() {
        let mut decisions = Decisions { default_country: Some("SE".to_owned()), ..Decisions::default() };
        decisions.decide_role(&named(&["rubrik"]), &column("rubrik"), Some(ColumnRole::JobTitle));
        decisions.decide_role(&named(&["ada@example.org"]), &column("ada@example.org"), Some(ColumnRole::Email));
        let unnamed = HeaderSet::Unnamed { file: "ada.csv".to_owned(), columns: 1 };
        decisions.decide_role(&unnamed, &column(""), Some(ColumnRole::Email));
        assert_eq!(StoredDecisions::of(&decisions).to_text().unwrap(), "headers\trubrik\ncolumn\trubrik\t0\tjob_title\t\n");
    }

    #[test]
    fn only_codes_are_remembered() {
        let mut decisions = Decisions::default();
        let meaning = Some(CodeMeaning::Action(Action::Plt));
        for text in [
            "Trial",
            " SFDC-IN ",
            "Lindstrand",
            "call Anna",
            "Anna",
            "anna.lindqvist",
            "+46 70 123 45 67",
            "ann＠example.org",
            "19850312-1234",
        ] {
            decisions.decide_value(text, UnknownSlot::Action, meaning);
        }
        let stored: Vec<_> = StoredDecisions::of(&decisions).values.into_iter().map(|value| value.text).collect();
        assert_eq!(stored, ["Trial", " SFDC-IN "]);
    }

    #[test]
    fn what_is_remembered_comes_back() {
        let stored = StoredDecisions::of(&decisions());
        let text = stored.to_text().unwrap();
        assert_eq!(
            text,
            "headers\ta\\tb\trubrik\ncolumn\trubrik\t0\tjob_title\t\ncolumn\ta\\tb\t0\t\tmonth_day\nheaders\tc\\\\\ncolumn\tc\\\\\t0\temail\t\nvalue\tsource\tapp_source\tTrial\n"
        );
        assert_eq!(StoredDecisions::from_text(&text), stored);
        assert_eq!(stored.decisions(), decisions());
    }

    #[test]
    fn what_another_version_wrote_is_left_out() {
        let stored = StoredDecisions::from_text(
            "column\tx\t0\temail\t\nheaders\tx\ncolumn\tx\t0\tshoe_size\t\nvalue\tsize\tbig\tx\nAQECAw==\nmore\n\n",
        );
        assert_eq!(stored.to_text().unwrap(), "headers\tx\ncolumn\tx\t0\t\t\n");
        assert_eq!(stored.decisions(), Decisions::default());
    }

    #[test]
    fn two_tabs_do_not_overwrite_each_other() {
        let start = StoredDecisions::of(&decisions());
        let (mut left, mut right) = (decisions(), decisions());
        left.decide_role(&named(&["a\tb", "rubrik"]), &column("a\tb"), Some(ColumnRole::Created));
        left.values.push(value("Post", CodeMeaning::Storefront(Storefront::TestDrive)));
        right.forget(&named(&["c\\"]));
        right.decide_role(&named(&["d"]), &column("d"), Some(ColumnRole::Phone));
        let after_left = start.clone().changed(&start, StoredDecisions::of(&left));
        let after_both = after_left.changed(&start, StoredDecisions::of(&right)).decisions();
        let mut expected = left;
        expected.forget(&named(&["c\\"]));
        expected.decide_role(&named(&["d"]), &column("d"), Some(ColumnRole::Phone));
        assert_eq!(StoredDecisions::of(&after_both).to_text(), StoredDecisions::of(&expected).to_text());
    }

    #[test]
    fn the_oldest_are_forgotten_first() {
        let entries: Vec<_> = (0..LIMIT + 2).map(|number| value(&number.to_string(), CodeMeaning::Action(Action::Ins))).collect();
        let now = StoredDecisions { values: entries, ..StoredDecisions::default() };
        let stored = StoredDecisions::default().changed(&StoredDecisions::default(), now);
        assert_eq!((stored.values.len(), stored.values[0].text.as_str()), (300, "2"));
    }
}
