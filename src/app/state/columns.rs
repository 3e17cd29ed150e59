//! Columns of the table of leads: which it shows, in which order and how wide.

use std::fmt::Write as _;

use leadlens_engine::report::SortKey;

/// A column of the table of leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeadColumn {
    /// Name.
    Name,
    /// E-mail.
    Email,
    /// Phone.
    Phone,
    /// Company.
    Company,
    /// Job title.
    JobTitle,
    /// Country.
    Country,
    /// Storefront.
    Source,
    /// Action of the customer.
    Action,
    /// Offer.
    Offer,
    /// The `LeadSource` as read.
    LeadSource,
    /// Status, as its system spells it.
    Status,
    /// Its owner.
    Owner,
    /// Its id in the system it comes from.
    LeadId,
    /// Time of its creation.
    Created,
    /// Free text.
    Description,
    /// The file it stands in.
    File,
    /// Number of its record in the file.
    Record,
    /// Do not contact, test, problem.
    Marks,
}

impl LeadColumn {
    /// All columns, in the order they are in at first.
    pub const ALL: [Self; 18] = [
        Self::Name,
        Self::Email,
        Self::Phone,
        Self::Company,
        Self::JobTitle,
        Self::Country,
        Self::Source,
        Self::Action,
        Self::Offer,
        Self::LeadSource,
        Self::Status,
        Self::Owner,
        Self::LeadId,
        Self::Created,
        Self::Description,
        Self::File,
        Self::Record,
        Self::Marks,
    ];

    /// The name it is remembered by.
    pub fn as_str(self) -> &'static str {
        self.sort_key().as_str()
    }

    /// The column of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.as_str() == name)
    }

    /// Returns the key that sorts the table by it.
    pub fn sort_key(self) -> SortKey {
        match self {
            Self::Name => SortKey::Name,
            Self::Email => SortKey::Email,
            Self::Phone => SortKey::Phone,
            Self::Company => SortKey::Company,
            Self::JobTitle => SortKey::JobTitle,
            Self::Country => SortKey::Country,
            Self::Source => SortKey::Storefront,
            Self::Action => SortKey::Action,
            Self::Offer => SortKey::Offer,
            Self::LeadSource => SortKey::LeadSource,
            Self::Status => SortKey::Status,
            Self::Owner => SortKey::Owner,
            Self::LeadId => SortKey::LeadId,
            Self::Created => SortKey::Created,
            Self::File => SortKey::File,
            Self::Record => SortKey::Record,
            Self::Description => SortKey::Description,
            Self::Marks => SortKey::Flags,
        }
    }

    /// Tells whether it is shown before the user chooses.
    fn is_usual(self) -> bool {
        !matches!(
            self,
            Self::Phone
                | Self::JobTitle
                | Self::LeadSource
                | Self::Status
                | Self::Owner
                | Self::LeadId
                | Self::Description
                | Self::File
                | Self::Record
        )
    }

    /// Its least width in px, and its share of the width that is left; 0 for a column whose values are of one length.
    fn width_range(self) -> (u16, u16) {
        match self {
            Self::Name => (120, 12),
            Self::Email => (170, 17),
            Self::Company | Self::JobTitle => (110, 12),
            Self::Country => (96, 8),
            Self::Source => (160, 0),
            Self::Created | Self::Phone => (146, 0),
            Self::Action | Self::Status | Self::Owner | Self::LeadId => (112, 0),
            Self::Offer => (120, 14),
            Self::LeadSource | Self::Description => (160, 18),
            Self::File => (110, 10),
            Self::Record => (80, 0),
            Self::Marks => (150, 6),
        }
    }
}

/// A column as the user has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnPlace {
    /// Column that stands at this place.
    pub column: LeadColumn,
    /// True where it is shown.
    pub is_shown: bool,
    /// Its width in px; `None` where it takes what width is left.
    pub width: Option<u16>,
}

/// All columns in their order, none twice and at least one of them shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnSet(Vec<ColumnPlace>);

impl Default for ColumnSet {
    fn default() -> Self {
        Self(LeadColumn::ALL.map(|column| ColumnPlace { column, is_shown: column.is_usual(), width: None }).to_vec())
    }
}

impl ColumnSet {
    /// Narrowest and widest a column can be made, in px.
    pub const WIDTHS: (u16, u16) = (48, 960);

    /// All columns in their order.
    pub fn all(&self) -> &[ColumnPlace] {
        &self.0
    }

    /// The columns that are shown, in their order.
    pub fn shown(&self) -> Vec<LeadColumn> {
        self.0.iter().filter(|place| place.is_shown).map(|place| place.column).collect()
    }

    /// Shows a column, or no longer; the last one stays.
    pub fn toggle(&mut self, column: LeadColumn) {
        let is_last = self.0.iter().filter(|place| place.is_shown).count() == 1;
        if let Some(place) = self.place_mut(column).filter(|place| !(place.is_shown && is_last)) {
            place.is_shown = !place.is_shown;
        }
    }

    /// Makes a column so many px wide, within [`WIDTHS`](Self::WIDTHS); `None` lets it take what width is left.
    pub fn resize(&mut self, column: LeadColumn, width: Option<u16>) {
        if let Some(place) = self.place_mut(column) {
            place.width = width.map(|width| width.clamp(Self::WIDTHS.0, Self::WIDTHS.1));
        }
    }

    /// Moves a column before the next one that is shown (`true`: after it), or before the one before.
    pub fn shift(&mut self, column: LeadColumn, is_forth: bool) {
        let shown = self.shown();
        let target = shown.iter().position(|shown| *shown == column).and_then(|at| {
            let to = if is_forth { at + 1 } else { at.checked_sub(1)? };
            shown.get(to).copied()
        });
        if let Some(target) = target {
            self.put_at(column, target);
        }
    }

    /// Moves a column one place in the list of all, where hidden ones count too.
    pub fn shift_in_list(&mut self, column: LeadColumn, is_forth: bool) {
        let target = self.index(column).and_then(|at| if is_forth { Some(at + 1) } else { at.checked_sub(1) });
        if let Some(target) = target.and_then(|to| self.0.get(to)).map(|place| place.column) {
            self.put_at(column, target);
        }
    }

    /// Moves a column to the place where another one is, which moves towards where it came from.
    pub fn put_at(&mut self, column: LeadColumn, target: LeadColumn) {
        if let (Some(from), Some(to)) = (self.index(column), self.index(target)) {
            let place = self.0.remove(from);
            self.0.insert(to, place);
        }
    }

    /// The columns of the grid, as CSS writes them.
    pub fn template(&self) -> String {
        let mut template = String::new();
        for place in self.0.iter().filter(|place| place.is_shown) {
            // Writing to a string cannot fail.
            let _ = match (place.width, place.column.width_range()) {
                (Some(width), _) | (None, (width, 0)) => write!(template, "{width}px "),
                (None, (least, share)) => write!(template, "minmax({least}px,{share}fr) "),
            };
        }
        template
    }

    /// Least width of all columns together, in px.
    pub fn width(&self) -> u32 {
        self.0.iter().filter(|place| place.is_shown).map(|place| u32::from(place.width.unwrap_or(place.column.width_range().0))).sum()
    }

    /// As text to be remembered: `name,email 240,-phone`. It says nothing of what stands in the columns.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for place in &self.0 {
            let (comma, sign) = (if text.is_empty() { "" } else { "," }, if place.is_shown { "" } else { "-" });
            let _ = write!(text, "{comma}{sign}{}", place.column.as_str());
            if let Some(width) = place.width {
                let _ = write!(text, " {width}");
            }
        }
        text
    }

    /// The columns of such a text. What is not known is left out, what is not named comes last and is not shown.
    pub fn from_text(text: &str) -> Self {
        let mut set = Self(Vec::new());
        for part in text.split(',') {
            let (is_shown, part) = part.strip_prefix('-').map_or((true, part), |part| (false, part));
            let (name, width) = part.split_once(' ').unwrap_or((part, ""));
            if let Some(column) = LeadColumn::from_name(name).filter(|column| set.index(*column).is_none()) {
                set.0.push(ColumnPlace { column, is_shown, width: None });
                set.resize(column, width.parse().ok());
            }
        }
        if !set.0.iter().any(|place| place.is_shown) {
            return Self::default();
        }
        for column in LeadColumn::ALL {
            if set.index(column).is_none() {
                set.0.push(ColumnPlace { column, is_shown: false, width: None });
            }
        }
        set
    }

    /// This, with what changed between `before` and `now`: for each column whether it is shown and how wide it is, and the order of all.
    #[must_use]
    pub fn changed(self, before: &Self, now: &Self) -> Self {
        let order = |set: &Self| set.0.iter().map(|place| place.column).collect::<Vec<_>>();
        let ordered = if order(now) == order(before) { order(&self) } else { order(now) };
        let place = |set: &Self, column| set.0.iter().find(|place| place.column == column).copied();
        let merged = ordered.into_iter().filter_map(|column| {
            let is_changed = place(now, column) != place(before, column);
            if is_changed { place(now, column) } else { place(&self, column) }
        });
        let merged = Self(merged.collect());
        if merged.0.iter().any(|place| place.is_shown) { merged } else { now.clone() }
    }

    fn index(&self, column: LeadColumn) -> Option<usize> {
        self.0.iter().position(|place| place.column == column)
    }

    fn place_mut(&mut self, column: LeadColumn) -> Option<&mut ColumnPlace> {
        self.0.iter_mut().find(|place| place.column == column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(set: &ColumnSet) -> String {
        set.shown().into_iter().map(LeadColumn::as_str).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_column_is_known_by_its_name() {
        for column in LeadColumn::ALL {
            assert_eq!(LeadColumn::from_name(column.as_str()), Some(column));
        }
    }

    #[test]
    fn columns_move_among_those_that_are_shown() {
        let mut set = ColumnSet::default();
        assert_eq!(names(&set), "name email company country source action offer created marks");
        set.shift(LeadColumn::Email, true);
        assert_eq!(names(&set), "name company email country source action offer created marks", "over a hidden one");
        set.shift(LeadColumn::Name, false);
        set.shift(LeadColumn::Marks, true);
        assert_eq!(names(&set), "name company email country source action offer created marks", "there is no place beyond the ends");
        set.put_at(LeadColumn::Marks, LeadColumn::Name);
        set.toggle(LeadColumn::Phone);
        set.shift_in_list(LeadColumn::Phone, false);
        assert_eq!(names(&set), "marks phone name company email country source action offer created");
    }

    #[test]
    fn the_last_column_stays() {
        let mut set = ColumnSet::from_text("name");
        set.toggle(LeadColumn::Name);
        assert_eq!(names(&set), "name");
        assert_eq!(set.all().len(), LeadColumn::ALL.len());
    }

    #[test]
    fn two_tabs_do_not_undo_each_others_columns() {
        let start = ColumnSet::default();
        let (mut left, mut right) = (start.clone(), start.clone());
        left.toggle(LeadColumn::Phone);
        left.put_at(LeadColumn::Created, LeadColumn::Name);
        right.toggle(LeadColumn::Company);
        right.resize(LeadColumn::Email, Some(240));
        let both = start.clone().changed(&start, &left).changed(&start, &right);
        assert_eq!(names(&both), "created name email phone country source action offer marks");
        assert_eq!(both.shown().len(), 9);
        assert!(both.to_text().contains("email 240"), "{}", both.to_text());
        let (only_name, mut no_name) = (ColumnSet::from_text("name"), ColumnSet::from_text("name,email"));
        no_name.toggle(LeadColumn::Name);
        assert_eq!(names(&only_name.changed(&ColumnSet::from_text("name,email"), &no_name)), "email", "one is always shown");
    }

    #[test]
    fn a_width_is_clamped_and_reset() {
        let mut set = ColumnSet::from_text("name,country");
        assert_eq!((set.template().as_str(), set.width()), ("minmax(120px,12fr) minmax(96px,8fr) ", 216));
        set.resize(LeadColumn::Name, Some(3));
        set.resize(LeadColumn::Country, Some(9_999));
        assert_eq!((set.template().as_str(), set.width()), ("48px 960px ", 1_008));
        set.resize(LeadColumn::Name, None);
        assert_eq!(set.template(), "minmax(120px,12fr) 960px ");
    }

    #[test]
    fn what_is_remembered_comes_back_without_unknown_columns() {
        let mut set = ColumnSet::default();
        set.put_at(LeadColumn::Created, LeadColumn::Name);
        set.toggle(LeadColumn::Company);
        set.resize(LeadColumn::Email, Some(240));
        assert_eq!(ColumnSet::from_text(&set.to_text()), set);
        for (text, expected) in [
            ("", names(&ColumnSet::default())),
            ("-name", names(&ColumnSet::default())),
            ("email x,name,name 90,shoe_size 4,-phone", "email name".to_owned()),
        ] {
            assert_eq!(names(&ColumnSet::from_text(text)), expected, "{text}");
        }
    }
}
