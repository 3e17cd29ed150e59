//! The user's choices in the dialog.

use std::fmt::Write as _;

use leadlens_engine::export::{CsvStyle, ExportColumn, ExportList, ExportRequest, ListRequest, Notation, RowOrder};
use leadlens_engine::report::{Facet, LeadFilter, Overview, day_name};

use super::wording::{column_word, list_word};
use crate::app::state::columns::LeadColumn;
use crate::app::state::{AppState, GroupShow};
use crate::app::view::Tab;

/// Lists that can be chosen, each by its name.
pub(super) const LISTS: [(&str, ExportList); 6] = [
    ("people", ExportList::People),
    ("leads", ExportList::Leads),
    ("duplicates", ExportList::Duplicates),
    ("problems", ExportList::Problems(None)),
    ("do-not-contact", ExportList::Suppression),
    ("sources", ExportList::Breakdown),
];

/// Name of the choice of all lists in one workbook.
pub(super) const ALL: &str = "all";

/// Name of the choice of what is on screen.
pub(super) const SCREEN: &str = "table";

/// Notations that can be chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// A workbook.
    #[default]
    Xlsx,
    /// CSV for spreadsheets.
    Csv,
    /// CSV for other programs.
    Plain,
    Json,
    Ndjson,
}

impl Format {
    pub(super) const ALL: [Self; 5] = [Self::Xlsx, Self::Csv, Self::Plain, Self::Json, Self::Ndjson];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Plain => "plain",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == name)
    }

    fn extension(self) -> &'static str {
        if self == Self::Plain { "csv" } else { self.as_str() }
    }

    pub(super) fn is_csv(self) -> bool {
        matches!(self, Self::Csv | Self::Plain)
    }
}

/// The choices of the dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choices {
    /// Name of the list, or [`ALL`].
    pub(super) list: &'static str,
    pub(super) format: Format,
    /// Cells are separated by semicolons.
    pub(super) has_semicolons: bool,
    pub(super) only_contactable: bool,
    /// The filter is not applied.
    pub(super) is_whole: bool,
    /// The table on screen: its list and columns.
    pub(super) screen: (ExportList, Vec<ExportColumn>),
    /// Columns of each list that has others than usual.
    pub(super) columns: Vec<(ExportList, Vec<ExportColumn>)>,
}

impl Choices {
    /// The choices for a tab, with those that were remembered.
    pub(super) fn for_tab(tab: Tab, shown: &[LeadColumn], remembered: Option<&str>) -> Self {
        let list = match tab {
            Tab::Overview | Tab::People => "people",
            Tab::Leads => "leads",
            Tab::Duplicates => "duplicates",
            Tab::Problems => "problems",
        };
        let format = Format::default();
        let screen = screen(tab, shown);
        let mut choices =
            Self { list, format, has_semicolons: false, only_contactable: true, is_whole: false, screen, columns: Vec::new() };
        choices.recall(remembered.unwrap_or_default());
        choices
    }

    /// The lists, one but for a workbook of all.
    pub(super) fn lists(&self) -> Vec<ExportList> {
        let one = |name: &str| LISTS.iter().find(|(known, _)| *known == name).map(|(_, list)| *list);
        match self.list {
            ALL => LISTS.iter().map(|(_, list)| *list).collect(),
            SCREEN => vec![self.screen.0],
            name => one(name).into_iter().collect(),
        }
    }

    /// The notation: all lists fit into a workbook only.
    pub(super) fn notation(&self) -> Format {
        if self.list == ALL { Format::Xlsx } else { self.format }
    }

    /// The columns of a list.
    pub(super) fn columns_of(&self, list: ExportList) -> Vec<ExportColumn> {
        if self.list == SCREEN {
            return self.screen.1.clone();
        }
        let chosen = self.columns.iter().find(|(of, _)| *of == list).map(|(_, columns)| columns.clone());
        chosen.unwrap_or_else(|| list.usual_columns().to_vec())
    }

    /// Gives a list these columns; its usual ones where there are none.
    pub(super) fn set_columns(&mut self, list: ExportList, columns: Vec<ExportColumn>) {
        if self.list == SCREEN {
            self.screen.1 = columns;
            return;
        }
        self.columns.retain(|(of, _)| *of != list);
        if !columns.is_empty() && columns != list.usual_columns() {
            self.columns.push((list, columns));
        }
    }

    /// True where whoever must not be contacted is left out: a table is taken as it is on screen.
    pub(super) fn leaves_out(&self) -> bool {
        self.only_contactable && self.list != SCREEN
    }

    /// The lists for the worker to write.
    pub(super) fn request(&self, state: &AppState) -> ExportRequest {
        let query = &state.people.query;
        let list = |list: ExportList| {
            let mut columns = self.columns_of(list);
            // A file must say who must not be contacted, whatever else it leaves out.
            let is_left_out = self.leaves_out() && list.can_leave_out();
            if list.names_people() && !is_left_out && !columns.contains(&ExportColumn::DoNotContact) {
                columns.push(ExportColumn::DoNotContact);
            }
            let order = match list {
                ExportList::People => RowOrder::People(query.sort, query.reversed),
                ExportList::Leads => RowOrder::Leads(state.view.sort.clone()),
                _ => RowOrder::Reading,
            };
            let columns = columns.into_iter().map(|column| (column, column_word(column))).collect();
            // The table on screen is as narrow as its own switches make it.
            let is_screen = self.list == SCREEN;
            let groups = state.groups.kind.filter(|_| is_screen).map(GroupShow::filter).unwrap_or_default();
            let list = if is_screen && list == ExportList::Problems(None) { ExportList::Problems(state.problems.kind) } else { list };
            ListRequest { list, title: list_word(list), columns, order, repeated: is_screen && query.repeated, groups }
        };
        let delimiter = if self.has_semicolons { ';' } else { ',' };
        ExportRequest {
            lists: self.lists().into_iter().map(list).collect(),
            notation: match self.notation() {
                Format::Xlsx => Notation::Xlsx,
                Format::Csv => Notation::Csv(CsvStyle { is_for_spreadsheets: true, delimiter }),
                Format::Plain => Notation::Csv(CsvStyle { is_for_spreadsheets: false, delimiter }),
                Format::Json => Notation::Json,
                Format::Ndjson => Notation::Ndjson,
            },
            filter: if self.is_whole { LeadFilter::default() } else { state.view.filter.clone() },
            only_contactable: self.leaves_out(),
            survivorship: query.survivorship,
            winner: state.winner.clone(),
        }
    }

    /// Name of the file: what, of which leads, up to which month.
    pub(super) fn file_name(&self, filter: &LeadFilter, overview: Option<&Overview>) -> String {
        let mut name = self.list.to_owned();
        let applies = !self.is_whole && self.list != "do-not-contact";
        if applies && !filter.is_empty() {
            name.push('_');
            name.push_str(&filter_name(filter));
        }
        let latest = overview.and_then(|overview| overview.timeline.buckets.last()).map(|bucket| bucket.start);
        let month = filter.days.filter(|_| applies).map(|days| days.to).or(latest).map(day_name);
        if let Some(month) = month.as_deref().and_then(|day| day.get(..7)) {
            let _ = write!(name, "_{month}");
        }
        format!("{name}.{}", self.notation().extension())
    }

    /// The choices worth remembering as a line a choice: notation and names of columns, nothing of a file.
    pub(super) fn to_text(&self) -> String {
        let mut text = format!("format {}\n", self.format.as_str());
        if self.has_semicolons {
            text.push_str("semicolons\n");
        }
        for (list, columns) in &self.columns {
            let Some((name, _)) = LISTS.iter().find(|(_, known)| known == list) else { continue };
            let columns: Vec<&str> = columns.iter().map(|column| column.as_str()).collect();
            let _ = writeln!(text, "{name} {}", columns.join(" "));
        }
        text
    }

    fn recall(&mut self, text: &str) {
        for line in text.lines() {
            let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
            if name == "format" {
                self.format = Format::from_name(rest).unwrap_or_default();
            } else if name == "semicolons" {
                self.has_semicolons = true;
            } else if let Some((_, list)) = LISTS.iter().find(|(known, _)| *known == name) {
                let known = |name: &str| list.columns().iter().copied().find(|column| column.as_str() == name);
                self.set_columns(*list, rest.split(' ').filter_map(known).collect());
            }
        }
    }
}

/// The table on screen: its list, and its columns.
fn screen(tab: Tab, shown: &[LeadColumn]) -> (ExportList, Vec<ExportColumn>) {
    use ExportColumn as C;
    let list = match tab {
        Tab::Overview => ExportList::Breakdown,
        Tab::People => ExportList::People,
        Tab::Leads => ExportList::Leads,
        Tab::Duplicates => ExportList::Duplicates,
        Tab::Problems => ExportList::Problems(None),
    };
    let columns = match tab {
        Tab::People => {
            let columns =
                [C::FullName, C::Email, C::Company, C::Country, C::LeadCount, C::LatestTouch, C::FirstTouch, C::Actions, C::Offers];
            columns.into_iter().chain([C::DoNotContact]).collect()
        }
        Tab::Leads => shown.iter().map(|column| of_lead(*column)).collect(),
        _ => list.usual_columns().to_vec(),
    };
    (list, columns)
}

/// The column of a file that a column of the table of leads becomes.
fn of_lead(column: LeadColumn) -> ExportColumn {
    match column {
        LeadColumn::Name => ExportColumn::FullName,
        LeadColumn::Email => ExportColumn::Email,
        LeadColumn::Phone => ExportColumn::Phone,
        LeadColumn::Company => ExportColumn::Company,
        LeadColumn::JobTitle => ExportColumn::JobTitle,
        LeadColumn::Country => ExportColumn::Country,
        LeadColumn::Source => ExportColumn::Source,
        LeadColumn::Action => ExportColumn::Action,
        LeadColumn::Offer => ExportColumn::Offer,
        LeadColumn::LeadSource => ExportColumn::LeadSource,
        LeadColumn::Status => ExportColumn::Status,
        LeadColumn::Owner => ExportColumn::Owner,
        LeadColumn::LeadId => ExportColumn::RecordId,
        LeadColumn::Created => ExportColumn::Created,
        LeadColumn::Description => ExportColumn::Description,
        LeadColumn::File => ExportColumn::File,
        LeadColumn::Record => ExportColumn::Record,
        LeadColumn::Marks => ExportColumn::DoNotContact,
    }
}

/// Words of a filter that can stand in the name of a file: codes of the program's own, never a text of a lead.
pub(in crate::app::sections) fn filter_name(filter: &LeadFilter) -> String {
    let is_code = |facet: Facet| matches!(facet, Facet::Storefront | Facet::Action | Facet::Cell | Facet::Flag);
    let codes = filter.clauses.iter().filter(|clause| is_code(clause.facet) && !clause.exclude).flat_map(|clause| clause.values.iter());
    let codes: Vec<String> = codes.map(|code| code.replace('_', "")).collect();
    if codes.is_empty() { "filtered".to_owned() } else { codes.join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_remembered_without_data() {
        let mut choices = Choices::for_tab(Tab::Leads, &[], None);
        choices.format = Format::Csv;
        choices.has_semicolons = true;
        choices.set_columns(ExportList::Leads, vec![ExportColumn::Email, ExportColumn::Company]);
        let text = choices.to_text();
        assert_eq!(text, "format csv\nsemicolons\nleads email company\n");
        assert_eq!(Choices::for_tab(Tab::Leads, &[], Some(&text)), choices);
        let odd = Choices::for_tab(Tab::People, &[], Some("format pdf\npeople shoe_size\nother x\n\n"));
        assert_eq!(odd, Choices::for_tab(Tab::People, &[], None));
    }

    #[test]
    fn a_file_name_says_what_is_in_it_and_nothing_of_a_lead() {
        let mut filter = LeadFilter::only(Facet::Storefront, "app_source");
        let choices = Choices::for_tab(Tab::People, &[], None);
        assert_eq!(choices.file_name(&filter, None), "people_appsource.xlsx");
        filter = LeadFilter::only(Facet::Company, "Fjord AB");
        assert_eq!(choices.file_name(&filter, None), "people_filtered.xlsx");
        let whole = Choices { is_whole: true, format: Format::Plain, ..choices };
        assert_eq!(whole.file_name(&filter, None), "people.csv");
    }

    #[test]
    fn who_must_not_be_contacted_is_marked_whatever_columns_are_chosen() {
        let mut choices = Choices::for_tab(Tab::People, &[], None);
        choices.set_columns(ExportList::People, vec![ExportColumn::Email]);
        let columns = |choices: &Choices| choices.request(&AppState::default()).lists[0].columns.len();
        assert_eq!(columns(&choices), 1);
        choices.only_contactable = false;
        assert_eq!(columns(&choices), 2);
    }

    #[test]
    fn the_table_on_screen_is_taken_as_it_is() {
        let mut choices = Choices::for_tab(Tab::Leads, &[LeadColumn::Email, LeadColumn::Name, LeadColumn::Marks], None);
        choices.list = SCREEN;
        let request = choices.request(&AppState::default());
        let columns: Vec<ExportColumn> = request.lists[0].columns.iter().map(|(column, _)| *column).collect();
        assert_eq!(columns, [ExportColumn::Email, ExportColumn::FullName, ExportColumn::DoNotContact]);
        assert!(!request.only_contactable && choices.file_name(&LeadFilter::default(), None) == "table.xlsx");
    }
}
