//! One filter for every view.

use serde::{Deserialize, Serialize};

use crate::leads::EPOCH;

/// A flag a lead can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LeadFlag {
    /// The marketplace's own test leads.
    Test,
    /// Leads that must not be contacted.
    DoNotContact,
    /// Leads of a person that has more than one.
    Duplicate,
    /// Exact repeats: leads whose person did the same for the same offer before.
    Repeat,
    /// Unidentified leads: without name, e-mail and telephone.
    Unidentified,
    /// Leads whose record has a problem.
    Problem,
    /// Leads whose date cannot be told.
    Undated,
}

impl LeadFlag {
    /// All flags, in the order they are shown.
    pub const ALL: [Self; 7] =
        [Self::Test, Self::DoNotContact, Self::Duplicate, Self::Repeat, Self::Unidentified, Self::Problem, Self::Undated];

    /// The name used in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::DoNotContact => "do_not_contact",
            Self::Duplicate => "duplicate",
            Self::Repeat => "repeat",
            Self::Unidentified => "unidentified",
            Self::Problem => "problem",
            Self::Undated => "undated",
        }
    }

    /// The flag of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flag| flag.as_str() == name)
    }
}

/// Property that tells leads apart. A lead has one value of most facets; of [`Facet::Flag`], [`Facet::Problem`], [`Facet::Unknown`],
/// [`Facet::Filled`] and [`Facet::CrossFile`] it may have several or none.
///
/// Values are texts: the names used in addresses for what the program knows (`app_source`), and the text of the file for what it does not.
/// The empty text stands for no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Facet {
    /// Storefront: [`Storefront::as_str`](crate::leads::Storefront::as_str).
    Storefront,
    /// The customer's action: [`Action::as_str`](crate::leads::Action::as_str).
    Action,
    /// Both: `app_source-ins`.
    Cell,
    /// Publisher id.
    Publisher,
    /// [`Offer::key`](crate::leads::Offer::key).
    Offer,
    /// ISO 3166-1 alpha-2 code, or the text as read where the spelling is not known.
    Country,
    /// Canonical company.
    Company,
    /// Mail domain.
    Domain,
    /// Day of the week, `1` for Monday to `7`, of leads whose time of day is known.
    Weekday,
    /// Hour of the day, `0` to `23`.
    Hour,
    /// Both: `1-9` for Monday from nine to ten.
    Slot,
    /// The person's actions from first to latest, by [`path_name`](super::path_name), or by the name of a
    /// [`PathPattern`](super::PathPattern) that they fit.
    Path,
    /// [`LeadFlag::as_str`].
    Flag,
    /// Kind of a problem of the lead's record: [`ProblemKind::as_str`](crate::leads::ProblemKind::as_str).
    Problem,
    /// A code that is not the marketplace's, by [`unknown_name`](super::unknown_name).
    Unknown,
    /// A customer field that is filled: [`ColumnRole::as_str`](crate::intake::header::ColumnRole::as_str).
    Filled,
    /// Status of the lead, as its system spells it.
    Status,
    /// Owner of the lead, as its system spells them.
    Owner,
    /// Id of the lead in its system.
    LeadId,
    /// Relation of the lead to another open file: [`CrossFile::value`](super::CrossFile::value).
    CrossFile,
}

impl Facet {
    /// All facets, in the order they are listed.
    pub const ALL: [Self; 20] = [
        Self::Storefront,
        Self::Action,
        Self::Cell,
        Self::Publisher,
        Self::Offer,
        Self::Country,
        Self::Company,
        Self::Domain,
        Self::Weekday,
        Self::Hour,
        Self::Slot,
        Self::Path,
        Self::Flag,
        Self::Problem,
        Self::Unknown,
        Self::Filled,
        Self::Status,
        Self::Owner,
        Self::LeadId,
        Self::CrossFile,
    ];

    /// The name used in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Storefront => "source",
            Self::Action => "action",
            Self::Cell => "cell",
            Self::Publisher => "publisher",
            Self::Offer => "offer",
            Self::Country => "country",
            Self::Company => "company",
            Self::Domain => "domain",
            Self::Weekday => "weekday",
            Self::Hour => "hour",
            Self::Slot => "slot",
            Self::Path => "path",
            Self::Flag => "mark",
            Self::Problem => "problem",
            Self::Unknown => "unknown",
            Self::Filled => "filled",
            Self::Status => "status",
            Self::Owner => "owner",
            Self::LeadId => "id",
            Self::CrossFile => "file",
        }
    }

    /// The facet of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.as_str() == name)
    }
}

/// Leads that have one of several values of a facet, or that have none of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// Property of the clause.
    pub facet: Facet,
    /// True where leads with one of the values are left out instead.
    pub exclude: bool,
    /// The values, in the order they were picked, none twice.
    pub values: Vec<String>,
}

/// Days from one to another, both among them, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayRange {
    /// The first.
    pub from: i32,
    /// The last; not before the first.
    pub to: i32,
}

impl DayRange {
    /// True for a day that lies between them, both ends included.
    pub fn contains(self, day: i32) -> bool {
        self.from <= day && day <= self.to
    }

    /// Its name in addresses: `2021-02-16..2021-02-17`.
    pub fn name(self) -> String {
        format!("{}..{}", day_name(self.from), day_name(self.to))
    }

    /// The range of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        let (from, to) = name.split_once("..")?;
        let range = Self { from: day_of(from)?, to: day_of(to)? };
        (range.from <= range.to).then_some(range)
    }

    /// The latest days of it, that many; all of it where there are no more.
    #[must_use]
    pub fn latest(self, days: i32) -> Self {
        Self { from: self.from.max(self.to.saturating_sub(days - 1)), to: self.to }
    }

    /// As many days, just before.
    #[must_use]
    pub fn previous(self) -> Self {
        let to = self.from.saturating_sub(1);
        Self { from: to.saturating_sub(self.to.saturating_sub(self.from)), to }
    }
}

/// Conditions that leads must pass. Every clause narrows the others; the default selects all.
///
/// Test leads are left out of everything unless [`LeadFlag::Test`] is requested.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadFilter {
    /// Values picked, in the order they were; at most one clause for each facet and direction, none without a value.
    pub clauses: Vec<Clause>,
    /// Only leads made on these days.
    pub days: Option<DayRange>,
    /// Words that must all stand in name, e-mail, phone, company, country or `LeadSource`, without regard to case; empty for any.
    pub search: String,
    /// Only leads of the person this lead belongs to.
    pub person: Option<u32>,
}

impl LeadFilter {
    /// Leads with that value.
    pub fn only(facet: Facet, value: impl Into<String>) -> Self {
        Self { clauses: vec![Clause { facet, exclude: false, values: vec![value.into()] }], ..Self::default() }
    }

    /// True where there is no condition.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty() && self.days.is_none() && self.search.is_empty() && self.person.is_none()
    }

    /// The values picked of a facet, or left out.
    pub fn values(&self, facet: Facet, exclude: bool) -> &[String] {
        self.clauses.iter().find(|clause| clause.facet == facet && clause.exclude == exclude).map_or(&[], |clause| &clause.values)
    }

    /// True for a value that is picked or, with `exclude`, left out.
    pub fn has(&self, facet: Facet, value: &str, exclude: bool) -> bool {
        self.values(facet, exclude).iter().any(|picked| picked == value)
    }

    /// True where test leads are requested.
    pub fn has_tests(&self) -> bool {
        self.has(Facet::Flag, LeadFlag::Test.as_str(), false)
    }

    /// True where anything is picked or left out of a facet.
    pub fn concerns(&self, facet: Facet) -> bool {
        self.clauses.iter().any(|clause| clause.facet == facet)
    }

    /// Picks (or leaves out) one value more, or takes it back; the opposite pick is removed.
    pub fn toggle(&mut self, facet: Facet, value: &str, exclude: bool) {
        let had = self.has(facet, value, exclude);
        for clause in self.clauses.iter_mut().filter(|clause| clause.facet == facet) {
            clause.values.retain(|picked| picked != value);
        }
        if !had {
            match self.clauses.iter_mut().find(|clause| clause.facet == facet && clause.exclude == exclude) {
                Some(clause) => clause.values.push(value.to_owned()),
                None => self.clauses.push(Clause { facet, exclude, values: vec![value.to_owned()] }),
            }
        }
        self.clauses.retain(|clause| !clause.values.is_empty());
    }

    /// Leaves out what is picked of a facet, or picks what is left out, in the same place among the clauses; the opposite picks join it.
    pub fn turn(&mut self, facet: Facet, exclude: bool) {
        let others = self.values(facet, !exclude).to_vec();
        self.clauses.retain(|clause| clause.facet != facet || clause.exclude == exclude);
        if let Some(clause) = self.clauses.iter_mut().find(|clause| clause.facet == facet) {
            clause.exclude = !exclude;
            for value in others {
                if !clause.values.contains(&value) {
                    clause.values.push(value);
                }
            }
        }
    }

    /// Takes back what is picked, or left out, of a facet and puts these values in its place.
    pub fn set(&mut self, facet: Facet, values: Vec<String>, exclude: bool) {
        self.clauses.retain(|clause| clause.facet != facet || clause.exclude != exclude);
        if !values.is_empty() {
            self.clauses.push(Clause { facet, exclude, values });
        }
    }
}

/// A day as `2021-02-16`; empty for one no calendar has.
pub fn day_name(day: i32) -> String {
    let date = time::Date::from_julian_day(day.saturating_add(EPOCH)).ok();
    date.map_or_else(String::new, |date| format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day()))
}

/// The day of such a name.
pub fn day_of(name: &str) -> Option<i32> {
    let mut parts = name.splitn(3, '-');
    let (year, month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse::<u8>().ok()?, parts.next()?.parse().ok()?);
    let date = time::Date::from_calendar_date(year, time::Month::try_from(month).ok()?, day).ok()?;
    Some(date.to_julian_day() - EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_picked_taken_back_and_turned_round() {
        let mut filter = LeadFilter::default();
        filter.toggle(Facet::Storefront, "app_source", false);
        filter.toggle(Facet::Storefront, "none", false);
        assert_eq!(filter.values(Facet::Storefront, false), ["app_source", "none"]);
        filter.toggle(Facet::Storefront, "none", true);
        assert_eq!((filter.values(Facet::Storefront, false).len(), filter.has(Facet::Storefront, "none", true)), (1, true));
        filter.toggle(Facet::Storefront, "none", true);
        filter.toggle(Facet::Storefront, "app_source", false);
        assert!(filter.is_empty());
    }

    #[test]
    fn a_clause_is_inverted_in_place_and_joins_the_other() {
        let mut filter = LeadFilter::default();
        for (facet, value, exclude) in [(Facet::Storefront, "a", false), (Facet::Action, "x", false), (Facet::Storefront, "b", true)] {
            filter.toggle(facet, value, exclude);
        }
        filter.turn(Facet::Storefront, false);
        let clauses: Vec<_> = filter.clauses.iter().map(|clause| (clause.facet, clause.exclude, clause.values.join(","))).collect();
        assert_eq!(clauses, [(Facet::Storefront, true, "a,b".to_owned()), (Facet::Action, false, "x".to_owned())]);
    }

    #[test]
    fn the_previous_range_is_as_long_and_ends_the_day_before() {
        assert_eq!(DayRange { from: 10, to: 12 }.previous(), DayRange { from: 7, to: 9 });
        assert_eq!(DayRange { from: 5, to: 5 }.previous(), DayRange { from: 4, to: 4 });
    }

    #[test]
    fn days_have_names() {
        let range = DayRange { from: 18_674, to: 18_675 };
        assert_eq!(range.name(), "2021-02-16..2021-02-17");
        assert_eq!(DayRange::from_name(&range.name()), Some(range));
        for name in ["2021-02-16", "2021-02-17..2021-02-16", "2021-02-30..2021-03-01", "a..b"] {
            assert_eq!(DayRange::from_name(name), None, "{name}");
        }
    }

    #[test]
    fn every_facet_has_a_name_of_its_own() {
        assert!(Facet::ALL.into_iter().all(|facet| Facet::from_name(facet.as_str()) == Some(facet)));
        assert!(LeadFlag::ALL.into_iter().all(|flag| LeadFlag::from_name(flag.as_str()) == Some(flag)));
    }
}
