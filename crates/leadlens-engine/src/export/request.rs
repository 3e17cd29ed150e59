//! Requests for lists: which of them, with which columns, in which notation.

use serde::{Deserialize, Serialize};

use super::CsvStyle;
use super::list::{ExportColumn, ExportList};
use crate::report::{GroupFilter, LeadFilter, LeadSort, PeopleSort, Survivorship, WinnerRule};

/// Lists to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportRequest {
    /// The lists. A workbook has a sheet for each; in other notations there is one list.
    pub lists: Vec<ListRequest>,
    /// Notation of the file.
    pub notation: Notation,
    /// The leads it is about; people and groups with one of them. Whoever must not be contacted is listed in any case.
    pub filter: LeadFilter,
    /// Leaves out everybody who must not be contacted, in lists of people and of leads.
    pub only_contactable: bool,
    /// The rule by which one of several values stands for a person.
    pub survivorship: Survivorship,
    /// The rule by which one of several leads survives.
    pub winner: WinnerRule,
}

/// A list to be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRequest {
    /// The list.
    pub list: ExportList,
    /// Name of its sheet in a workbook.
    pub title: String,
    /// Its columns in order, each with its header.
    pub columns: Vec<(ExportColumn, String)>,
    /// Order of its rows.
    pub order: RowOrder,
    /// Of people only those with several leads.
    pub repeated: bool,
    /// Of groups only these; the request's own filter is applied as well.
    pub groups: GroupFilter,
}

impl ListRequest {
    /// A list with these columns, called by their own names.
    pub fn plain(list: ExportList, columns: &[ExportColumn]) -> Self {
        let columns = columns.iter().map(|column| (*column, column.as_str().to_owned())).collect();
        Self { list, title: String::new(), columns, order: RowOrder::Reading, repeated: false, groups: GroupFilter::default() }
    }

    /// Adds what a list of people must say of those who must not be contacted, where they are in it: a file must not hide that.
    #[must_use]
    pub(crate) fn with_refusals(mut self) -> Self {
        let is_told = self.columns.iter().any(|(column, _)| *column == ExportColumn::DoNotContact);
        if self.list.names_people() && !is_told {
            let column = ExportColumn::DoNotContact;
            self.columns.push((column, column.as_str().to_owned()));
        }
        self
    }
}

/// Order of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowOrder {
    /// As they were read; groups as the list of duplicates has them.
    #[default]
    Reading,
    /// Leads by these keys.
    Leads(Vec<LeadSort>),
    /// People by this key, in the usual direction or the other one.
    People(PeopleSort, bool),
}

/// Notation of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notation {
    /// Comma-separated text.
    Csv(CsvStyle),
    /// A workbook: telephone numbers are text and dates are dates whatever opens it.
    Xlsx,
    /// An array of objects.
    Json,
    /// An object a line.
    Ndjson,
    /// Tab-separated text, for the clipboard.
    Tsv,
}

impl Default for Notation {
    fn default() -> Self {
        Self::Csv(CsvStyle::default())
    }
}

/// The first rows of a list, and what is not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportPreview {
    /// Rows of the file.
    pub total: u32,
    /// People, or leads, that are left out because they must not be contacted.
    pub refused: u32,
    /// Of those in the list, how many must not be contacted.
    pub refused_inside: u32,
    /// Headers of the columns, those that are added among them.
    pub headers: Vec<String>,
    /// The first rows as text.
    pub rows: Vec<Vec<String>>,
}

impl ExportPreview {
    /// Rows that go to the clipboard at most.
    pub const COPIED: usize = 10_000;
}
