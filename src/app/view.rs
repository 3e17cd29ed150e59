//! The part of the state that stands in the address: tab, measure, filter and order. Never search text, never anything of a person.

use crate::i18n::Locale;
use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::leads::{Action, ProblemKind, Storefront, System};
use leadlens_engine::report::{
    CrossFile, DayRange, Facet, LeadFilter, LeadFlag, LeadSort, Measure, OverviewQuery, PathPattern, Period, SortKey,
};
use leadlens_engine::share::{IdOf, is_country_code, is_marketplace_id};

/// The views of open leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    /// The overview.
    #[default]
    Overview,
    /// People with more than one lead.
    Duplicates,
    /// All people.
    People,
    /// All leads.
    Leads,
    /// Problems of the records.
    Problems,
}

impl Tab {
    /// All tabs, in the order they are shown.
    pub const ALL: [Self; 5] = [Self::Overview, Self::Duplicates, Self::People, Self::Leads, Self::Problems];

    /// The name used in addresses and element ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Duplicates => "duplicates",
            Self::People => "people",
            Self::Leads => "leads",
            Self::Problems => "problems",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.as_str() == name)
    }
}

/// Property that the columns over time are stacked by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Stack {
    /// By storefront.
    #[default]
    Source,
    /// By action.
    Action,
}

impl Stack {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 2] = [Self::Source, Self::Action];

    /// The name used in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Action => "action",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stack| stack.as_str() == name)
    }
}

/// Tab, measure, filter, order and language on screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Tab on screen.
    pub tab: Tab,
    /// Measure of the numbers: leads, people or companies.
    pub measure: Measure,
    /// Filter that leads are picked by.
    pub filter: LeadFilter,
    /// Length of the columns over time; `None` for the one that suits the span.
    pub period: Option<Period>,
    /// Property that those columns are stacked by.
    pub stack: Stack,
    /// Order of the leads.
    pub sort: Vec<LeadSort>,
    /// The language.
    pub language: Locale,
}

impl View {
    /// The view an address fragment describes; `None` when it is no view (and perhaps a link to a summary), or more than
    /// [`fragment`](Self::fragment) ever writes.
    pub fn parse(fragment: &str) -> Option<Self> {
        if fragment.len() > FRAGMENT_LIMIT {
            return None;
        }
        let mut view = Self::default();
        for pair in fragment.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=')?;
            match name {
                "tab" => view.tab = Tab::from_name(value)?,
                "measure" => view.measure = Measure::from_name(value)?,
                "period" => view.period = Some(Period::from_name(value)?),
                "lang" => view.language = value.parse().ok()?,
                "stack" => view.stack = Stack::from_name(value)?,
                "days" => view.filter.days = Some(DayRange::from_name(value)?),
                "sort" => view.sort = value.split(',').map(sort_of).collect::<Option<_>>()?,
                _ => {
                    let (exclude, name) = name.strip_prefix(EXCLUDE).map_or((false, name), |name| (true, name));
                    let facet = Facet::from_name(name)?;
                    let values = value.split(',').take(VALUES_LIMIT + 1).map(unescape).collect::<Option<Vec<_>>>()?;
                    if values.len() > VALUES_LIMIT {
                        return None;
                    }
                    view.filter.set(facet, values, exclude);
                }
            }
        }
        Some(view)
    }

    /// The fragment that describes this view; defaults are left out, and so is what comes out of the leads themselves: searches, people,
    /// companies, domains, unknown codes, offers that are no id of the marketplace; and clauses of more values than an address holds.
    pub fn fragment(&self) -> String {
        let mut pairs = Vec::new();
        if self.tab != Tab::default() {
            pairs.push(format!("tab={}", self.tab.as_str()));
        }
        if self.measure != Measure::default() {
            pairs.push(format!("measure={}", self.measure.as_str()));
        }
        pairs.extend(self.period.map(|period| format!("period={}", period.as_str())));
        if self.stack != Stack::default() {
            pairs.push(format!("stack={}", self.stack.as_str()));
        }
        for clause in &self.filter.clauses {
            let values: Vec<String> =
                clause.values.iter().filter(|value| is_public(clause.facet, value)).map(|value| escape(value)).collect();
            let is_short = values.len() <= VALUES_LIMIT && values.iter().map(|value| value.len() + 1).sum::<usize>() <= CLAUSE_LIMIT;
            if !values.is_empty() && is_short {
                pairs.push(format!("{}{}={}", if clause.exclude { EXCLUDE } else { "" }, clause.facet.as_str(), values.join(",")));
            }
        }
        pairs.extend(self.filter.days.map(|days| format!("days={}", days.name())));
        if !self.sort.is_empty() {
            let sort = self.sort.iter().map(|sort| format!("{}{}", if sort.descending { "-" } else { "" }, sort.key.as_str()));
            pairs.push(format!("sort={}", sort.collect::<Vec<_>>().join(",")));
        }
        if self.language != Locale::default() {
            pairs.push(format!("lang={}", self.language.as_ref()));
        }
        pairs.join("&")
    }

    /// Returns the query for the overview: filter, measure and period.
    pub fn overview_query(&self) -> OverviewQuery {
        OverviewQuery { filter: self.filter.clone(), measure: self.measure, period: self.period }
    }
}

/// Values of a clause in an address at most: more than anybody picks, and their chips are drawn in no time.
const VALUES_LIMIT: usize = 500;
/// Bytes of the values of a clause at most.
const CLAUSE_LIMIT: usize = 1 << 13;
/// Longest fragment that is read as a view: a clause for each facet, and then some.
const FRAGMENT_LIMIT: usize = 1 << 18;

/// Stands before the facet of a clause that leaves leads out.
const EXCLUDE: &str = "not.";

fn sort_of(name: &str) -> Option<LeadSort> {
    let (descending, name) = name.strip_prefix('-').map_or((false, name), |name| (true, name));
    Some(LeadSort { key: SortKey::from_name(name)?, descending })
}

/// Tells whether a value may stand in an address: those the program knows, and ids of the marketplace. Others pick leads all the same, in
/// this tab.
fn is_public(facet: Facet, value: &str) -> bool {
    let is_action = |name: &str| Action::from_name(name).is_some();
    match facet {
        Facet::Company | Facet::Domain | Facet::Unknown | Facet::Status | Facet::Owner | Facet::LeadId => value.is_empty(),
        // Where the spelling is not known it is a text of the file.
        Facet::Country => value.is_empty() || is_country_code(value),
        // What stands in the place of an offer can be anything.
        Facet::Offer => value.is_empty() || is_marketplace_id(value, IdOf::Offer { people: 0 }),
        Facet::Publisher => value.is_empty() || is_marketplace_id(value, IdOf::Publisher),
        Facet::Storefront => Storefront::from_name(value).is_some(),
        Facet::Action => is_action(value),
        Facet::Cell => value.split_once('-').is_some_and(|(source, action)| Storefront::from_name(source).is_some() && is_action(action)),
        Facet::Path => PathPattern::from_name(value).is_some() || value.split('>').all(is_action),
        Facet::Weekday | Facet::Hour | Facet::Slot => {
            value.len() <= SLOT_LENGTH && value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
        }
        Facet::Flag => LeadFlag::from_name(value).is_some(),
        Facet::Problem => ProblemKind::from_name(value).is_some(),
        Facet::Filled => ColumnRole::from_name(value).is_some(),
        // Elsewhere the name of a file stands in it.
        Facet::CrossFile => CrossFile::from_value(value).is_some_and(|(_, file)| System::ALL.iter().any(|system| system.as_str() == file)),
    }
}

/// Characters of the longest slot: `7-23`.
const SLOT_LENGTH: usize = 4;

/// Percent-encodes everything but unreserved characters.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            escaped.push(char::from(byte));
        } else {
            escaped.push('%');
            escaped.extend(
                [byte >> 4, byte & 15]
                    .into_iter()
                    .filter_map(|digit| char::from_digit(digit.into(), 16))
                    .map(|digit| digit.to_ascii_uppercase()),
            );
        }
    }
    escaped
}

fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let (high, low) = (char::from(rest.next()?).to_digit(16)?, char::from(rest.next()?).to_digit(16)?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_survives_the_address() {
        let mut filter = LeadFilter::only(Facet::Storefront, "app_source");
        filter.toggle(Facet::Storefront, "none", false);
        filter.toggle(Facet::Action, "dnc", true);
        filter.toggle(Facet::Offer, "contoso.planner", false);
        filter.toggle(Facet::Offer, "PUBID.contoso|AID.ledger-1", false);
        filter.toggle(Facet::Country, "", false);
        filter.toggle(Facet::Path, "*>ins>create>**", false);
        filter.days = Some(DayRange { from: 18_674, to: 18_675 });
        let sort = vec![LeadSort { key: SortKey::Created, descending: true }, LeadSort { key: SortKey::Name, descending: false }];
        let view = View {
            tab: Tab::Leads,
            measure: Measure::People,
            filter,
            period: Some(Period::Week),
            stack: Stack::Action,
            sort,
            language: Locale::default(),
        };
        assert_eq!(
            view.fragment(),
            "tab=leads&measure=people&period=week&stack=action&source=app_source,none&not.action=dnc&offer=contoso.planner,PUBID.contoso%7CAID.ledger-1&country=&path=%2A%3Eins%3Ecreate%3E%2A%2A&days=2021-02-16..2021-02-17&sort=-created,name"
        );
        assert_eq!(View::parse(&view.fragment()), Some(view));
    }

    #[test]
    fn nothing_of_a_person_stands_in_the_address() {
        let mut filter = LeadFilter { search: "ada".to_owned(), person: Some(3), ..LeadFilter::default() };
        for (facet, value) in [
            (Facet::Company, "Contoso"),
            (Facet::Domain, "ada.example"),
            (Facet::Unknown, "source:Ada"),
            (Facet::Country, "Adaland"),
            (Facet::Country, "AH"),
            (Facet::Offer, "ada@example.com"),
            (Facet::Offer, "ada＠example.com"),
            (Facet::Offer, "Ada Lovelace"),
            (Facet::Offer, "anna.lindqvist"),
            (Facet::Offer, "19850312-1234"),
            (Facet::Publisher, "+46 70 123 45 67"),
            (Facet::Publisher, "anna"),
            (Facet::Storefront, "ada"),
            (Facet::Action, "ada"),
            (Facet::Cell, "app_source-ada"),
            (Facet::Path, "ins>ada"),
            (Facet::Path, "*>ada>**"),
            (Facet::Slot, "070-123"),
            (Facet::Flag, "ada"),
            (Facet::Problem, "ada"),
            (Facet::Filled, "ada"),
            (Facet::CrossFile, "missing:2 ada.csv"),
            (Facet::CrossFile, "missing:ada"),
        ] {
            filter.toggle(facet, value, false);
        }
        assert_eq!(View { filter, ..View::default() }.fragment(), "");
    }

    #[test]
    fn every_value_the_program_knows_stands_in_the_address() {
        for (facet, value) in [
            (Facet::Storefront, "none"),
            (Facet::Action, "start_test_drive"),
            (Facet::Cell, "azure_marketplace-start_test_drive"),
            (Facet::Path, "start_test_drive>ins>create"),
            (Facet::Publisher, "contoso"),
            (Facet::Publisher, ""),
            (Facet::Offer, ""),
            (Facet::Country, "SE"),
            (Facet::Weekday, "7"),
            (Facet::Hour, "23"),
            (Facet::Slot, "7-23"),
            (Facet::Flag, "do_not_contact"),
            (Facet::Company, ""),
            (Facet::CrossFile, "missing:salesforce"),
        ] {
            assert!(is_public(facet, value), "{} {value}", facet.as_str());
        }
        assert!(ProblemKind::ALL.iter().all(|kind| is_public(Facet::Problem, kind.as_str())));
        assert!(ColumnRole::ALL.iter().all(|role| is_public(Facet::Filled, role.as_str())));
    }

    #[test]
    fn an_address_holds_so_many_values_and_no_more() {
        let values = |count: usize| (0..count).map(|number| format!("contoso.app-{number}")).collect::<Vec<_>>();
        let view = |count| {
            let mut view = View::default();
            view.filter.set(Facet::Offer, values(count), false);
            view
        };
        assert_eq!(View::parse(&view(500).fragment()), Some(view(500)));
        assert_eq!(view(501).fragment(), "");
        assert_eq!(View::parse(&format!("offer={}", values(501).join(","))), None);
        assert_eq!(View::parse(&format!("offer={}", "a".repeat(1 << 18))), None);
    }

    #[test]
    fn anything_else_is_no_view() {
        for fragment in ["s1.AbCd", "tab=nowhere", "search=ada", "tab", "offer=%zz", "days=2021-02-30..2021-03-01", "sort=shoe", "lang=tlh"]
        {
            assert_eq!(View::parse(fragment), None, "{fragment}");
        }
        assert_eq!(View::parse("lang=en"), Some(View::default()));
        assert_eq!(View::parse(""), Some(View::default()));
    }
}
