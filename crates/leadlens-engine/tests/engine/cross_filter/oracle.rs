//! Oracle of the overview: every lead's values written out as texts, every view a loop over all leads.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use leadlens_engine::Workspace;
use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::leads::{Action, Flags, Lead, LeadId, NONE, Offer, ProblemKind, Storefront, read_phone, unknown_word};
use leadlens_engine::report::{Change, Count, DayRange, Facet, LeadFilter, Measure, Overview};

/// A lead with all its values.
#[derive(Clone)]
pub(crate) struct Fact {
    pub(crate) lead: u32,
    pub(crate) person: u32,
    pub(crate) record: (u16, u32),
    pub(crate) storefront: Storefront,
    pub(crate) action: Action,
    pub(crate) offer: u32,
    pub(crate) offer_key: String,
    pub(crate) publisher: String,
    pub(crate) country: String,
    pub(crate) company: String,
    pub(crate) domain: String,
    pub(crate) day: Option<i32>,
    pub(crate) hour: Option<i32>,
    pub(crate) path: Vec<Action>,
    pub(crate) flags: Vec<&'static str>,
    pub(crate) problems: Vec<&'static str>,
    /// Kind of each problem, and what it has in common with others of its cause.
    pub(crate) causes: Vec<(ProblemKind, String)>,
    pub(crate) unknown: BTreeSet<String>,
    pub(crate) filled: Vec<&'static str>,
    pub(crate) status: String,
    pub(crate) owner: String,
    pub(crate) lead_id: String,
    /// Relations to the other files, as values of their facet.
    pub(crate) across: Vec<String>,
    pub(crate) is_test: bool,
    pub(crate) searched: Vec<String>,
}

/// All leads of a workspace.
pub(crate) fn facts(workspace: &Workspace) -> Vec<Fact> {
    let leads = workspace.leads();
    let of = workspace.clusters().of();
    let all: Vec<Lead<'_>> = (0..).map_while(|lead| leads.get(LeadId(lead))).collect();
    let fact = |lead: &Lead<'_>| {
        let place = lead.id().0 as usize;
        let mates: Vec<&Lead<'_>> = all.iter().filter(|other| of[other.id().0 as usize] == of[place]).collect();
        let record = (u16::try_from(lead.file()).unwrap(), lead.record() + 1);
        let detail = workspace.record_detail(record.0, record.1).unwrap();
        let text = |code: u32, text: &str| if code == NONE { String::new() } else { text.to_owned() };
        let email = leads.emails()[place];
        let moment = lead.created().to_string();
        let is_test = lead.flags().contains(Flags::TEST);
        let flags = [
            ("test", is_test),
            ("do_not_contact", lead.origin().action == Action::Dnc),
            ("duplicate", mates.len() > 1),
            ("repeat", mates.iter().any(|mate| repeats(lead, mate)) && mates.iter().any(|mate| is_identified(mate))),
            ("unidentified", !mates.iter().any(|mate| is_identified(mate))),
            ("problem", !detail.problems.is_empty()),
            ("undated", moment.is_empty()),
        ];
        let unknown = detail.problems.iter().filter_map(|(kind, column)| {
            let slot = match kind.as_str() {
                "unknown_source" => "source",
                "unknown_action" => "action",
                _ => return None,
            };
            let (header, cell) = &detail.cells[usize::from(column.unwrap())];
            let cell = cell.trim_matches('"');
            let word = if header == "LeadSource" { unknown_word(cell, slot == "source") } else { cell.trim() };
            Some(format!("{slot}:{}", shown(word)))
        });
        let causes = detail.problems.iter().enumerate().map(|(nth, (kind, column))| {
            let (header, cell) = column.map_or(("", ""), |column| {
                let (header, cell) = &detail.cells[usize::from(column)];
                (header.as_str(), cell.trim_matches('"'))
            });
            let of_source = |of_storefront: Option<bool>| match of_storefront {
                Some(of_storefront) if header == "LeadSource" => unknown_word(cell, of_storefront).to_owned(),
                None if header == "LeadSource" => cell.split('|').next().unwrap().trim().to_owned(),
                _ => cell.trim().to_owned(),
            };
            let common = match kind.as_str() {
                "unknown_source" => of_source(Some(true)),
                "unknown_action" => of_source(Some(false)),
                "translated" | "unusual_combination" => of_source(None),
                "invalid_email" | "repaired_email" | "unreadable_date" => cell.trim().to_owned(),
                "phone_in_scientific_notation" | "conflict" | "ambiguous_date" => String::new(),
                _ => return (*kind, format!("{record:?} {nth}")),
            };
            (*kind, format!("{} {column:?} {common}", record.0))
        });
        let causes = causes.collect();
        let roles = ["first_name", "last_name", "full_name", "email", "phone", "country", "company", "lead_source", "lead_id"];
        Fact {
            lead: lead.id().0,
            person: of[place],
            record,
            storefront: lead.origin().storefront,
            action: lead.origin().action,
            offer: lead.origin().offer,
            offer_key: lead.offer().unwrap().key(),
            publisher: lead.offer().unwrap().publisher.clone(),
            country: text(leads.countries()[place], leads.country_texts().get(leads.countries()[place])),
            company: text(leads.companies()[place], leads.company_texts().get(leads.companies()[place])),
            domain: text(email, leads.email_texts().get(email).rsplit('@').next().unwrap()),
            day: lead.created().day(),
            hour: moment.split_once('T').map(|(_, time)| time[..2].parse().unwrap()),
            path: path(&mates),
            flags: flags.into_iter().filter(|(_, has)| *has).map(|(flag, _)| flag).collect(),
            problems: detail.problems.iter().map(|(kind, _)| kind.as_str()).collect(),
            causes,
            unknown: unknown.collect(),
            filled: Overview::FIELDS.iter().filter(|role| !lead.text(**role).is_empty()).map(|role| role.as_str()).collect(),
            status: lead.text(ColumnRole::Status).into_owned(),
            owner: lead.text(ColumnRole::Owner).into_owned(),
            lead_id: lead.text(ColumnRole::LeadId).into_owned(),
            across: across(workspace, lead, &mates, &all),
            is_test,
            searched: roles.iter().map(|role| lead.text(ColumnRole::from_name(role).unwrap()).to_lowercase()).collect(),
        }
    };
    all.iter().map(fact).collect()
}

/// True for a lead that does what another one of the same person did before: the same action for the same offer, where the file gives either.
fn repeats(lead: &Lead<'_>, other: &Lead<'_>) -> bool {
    let time = |lead: &Lead<'_>| (lead.created().seconds().is_none(), lead.created().seconds(), lead.id());
    let did = |lead: &Lead<'_>| (lead.origin().action, lead.offer().unwrap().clone());
    did(lead) == did(other) && did(lead) != (Action::None, Offer::default()) && time(other) < time(lead)
}

/// The relation of a lead to each other file, found by looking at all leads of its person there.
fn across(workspace: &Workspace, lead: &Lead<'_>, mates: &[&Lead<'_>], all: &[Lead<'_>]) -> Vec<String> {
    let leads = workspace.leads();
    if lead.flags().contains(Flags::TEST) || !mates.iter().any(|mate| is_identified(mate)) {
        return Vec::new();
    }
    let values = |lead: &Lead<'_>| {
        let place = lead.id().0 as usize;
        let text = |code: u32, text: &str| if code == NONE { String::new() } else { text.to_owned() };
        let (email, company, country) = (leads.emails()[place], leads.companies()[place], leads.countries()[place]);
        let role = |name: &str| lead.text(ColumnRole::from_name(name).unwrap()).to_lowercase();
        let name = format!("{} {}", role("first_name"), role("last_name"));
        let phone = lead.text(ColumnRole::Phone);
        let phone = read_phone(&phone, (country != NONE).then(|| leads.country_texts().get(country)).or(leads.default_country()))
            .map_or_else(|| phone.chars().filter(char::is_ascii_digit).collect(), |phone| phone.national.to_string());
        [
            name.trim().to_owned(),
            text(email, leads.email_texts().get(email)),
            phone,
            text(company, leads.company_texts().get(company)),
            text(country, leads.country_texts().get(country)),
            role("job_title"),
        ]
    };
    let has_field = |file: usize, field: usize| all.iter().any(|lead| lead.file() == file && !values(lead)[field].is_empty());
    let relation = |file: usize| {
        let there: Vec<_> = mates.iter().filter(|mate| mate.file() == file).map(|mate| values(mate)).collect();
        if there.is_empty() {
            return Some("missing");
        }
        let mut found = Vec::new();
        for (field, here) in values(lead).iter().enumerate().filter(|(field, _)| has_field(lead.file(), *field) && has_field(file, *field))
        {
            let known: Vec<&String> = there.iter().map(|values| &values[field]).filter(|value| !value.is_empty()).collect();
            if here.is_empty() != known.is_empty() {
                found.push("blank");
            } else if !here.is_empty() && !known.contains(&here) {
                found.push("differs");
            }
        }
        found.into_iter().max()
    };
    let others = (0..leads.tables().len()).filter(|file| *file != lead.file());
    others.filter_map(|file| Some(format!("{}:{} {}", relation(file)?, file + 1, leads.tables()[file].name))).collect()
}

fn is_identified(lead: &Lead<'_>) -> bool {
    let roles = ["first_name", "last_name", "full_name", "email", "phone"];
    roles.iter().any(|role| !lead.text(ColumnRole::from_name(role).unwrap()).is_empty())
}

fn path(mates: &[&Lead<'_>]) -> Vec<Action> {
    let mut mates: Vec<&&Lead<'_>> = mates.iter().filter(|lead| mates.len() == 1 || !lead.flags().contains(Flags::TEST)).collect();
    mates.sort_by_key(|lead| (lead.created().seconds().is_none(), lead.created().seconds(), lead.id()));
    let mut steps: Vec<Action> = mates.into_iter().map(|lead| lead.origin().action).collect();
    steps.dedup();
    if steps.len() > 4 { vec![steps[0], steps[1], steps[2], steps[steps.len() - 1]] } else { steps }
}

/// A text as it is shown in a row.
pub(crate) fn shown(text: &str) -> String {
    if text.chars().count() > 200 { text.chars().take(200).chain(['…']).collect() } else { text.to_owned() }
}

impl Fact {
    /// The name of the path, and those of all the patterns it fits.
    fn path_names(&self) -> Vec<String> {
        let steps: Vec<&str> = self.path.iter().map(|step| step.as_str()).collect();
        let before = |place: usize| "*>".repeat(place);
        let nodes =
            steps.iter().enumerate().map(|(place, step)| format!("{}{step}{}>**", before(place), if place == 0 { ">*" } else { "" }));
        let links = steps.windows(2).enumerate().map(|(place, pair)| format!("{}{}>**", before(place), pair.join(">")));
        let patterns = nodes.chain(links).filter(|_| steps.len() > 1);
        std::iter::once(steps.join(">")).chain(patterns).collect()
    }

    fn values(&self, facet: Facet) -> Vec<String> {
        let weekday = self.day.map(|day| (day + 3).rem_euclid(7) + 1);
        let of_time = |value: fn(i32, i32) -> String| weekday.zip(self.hour).map_or_else(String::new, |(day, hour)| value(day, hour));
        let text = |text: &String| vec![text.clone(), shown(text)];
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        match facet {
            Facet::Storefront => vec![self.storefront.as_str().to_owned()],
            Facet::Action => vec![self.action.as_str().to_owned()],
            Facet::Cell => vec![format!("{}-{}", self.storefront.as_str(), self.action.as_str())],
            Facet::Publisher => text(&self.publisher),
            Facet::Offer => text(&self.offer_key),
            Facet::Country => text(&self.country),
            Facet::Company => text(&self.company),
            Facet::Domain => text(&self.domain),
            Facet::Weekday => vec![of_time(|day, _| day.to_string())],
            Facet::Hour => vec![of_time(|_, hour| hour.to_string())],
            Facet::Slot => vec![of_time(|day, hour| format!("{day}-{hour}"))],
            Facet::Path => self.path_names(),
            Facet::Flag => names(&self.flags),
            Facet::Problem => names(&self.problems),
            Facet::Unknown => self.unknown.iter().cloned().collect(),
            Facet::Filled => names(&self.filled),
            Facet::Status => text(&self.status),
            Facet::Owner => text(&self.owner),
            Facet::LeadId => text(&self.lead_id),
            Facet::CrossFile => self.across.clone(),
        }
    }
}

/// True where a lead passes a filter, but for some facets, and but for the days.
pub(crate) fn passes(fact: &Fact, facts: &[Fact], filter: &LeadFilter, besides: &[Facet], any_day: bool) -> bool {
    let includes_tests = filter
        .clauses
        .iter()
        .any(|clause| !clause.exclude && clause.facet == Facet::Flag && clause.values.iter().any(|value| value == "test"));
    let meets = |clause: &leadlens_engine::report::Clause| {
        let has = fact.values(clause.facet).iter().any(|value| clause.values.contains(value));
        besides.contains(&clause.facet) || has != clause.exclude
    };
    let words = filter.search.to_lowercase();
    (!fact.is_test || includes_tests)
        && filter.clauses.iter().all(meets)
        && (any_day || filter.days.is_none_or(|days| fact.day.is_some_and(|day| days.from <= day && day <= days.to)))
        && words.split_whitespace().all(|word| fact.searched.iter().any(|text| text.contains(word)))
        && filter.person.is_none_or(|lead| facts.iter().any(|other| other.lead == lead && other.person == fact.person))
}

/// The leads counted in a view, by the facets it leaves out of account.
pub(crate) struct View<'a> {
    pub(crate) all: &'a [Fact],
    pub(crate) filter: &'a LeadFilter,
    pub(crate) besides: &'a [Facet],
    pub(crate) any_day: bool,
}

impl<'a> View<'a> {
    pub(crate) fn leads(&self) -> impl Iterator<Item = &'a Fact> + use<'a, '_> {
        self.all.iter().filter(|fact| passes(fact, self.all, self.filter, self.besides, self.any_day))
    }

    /// Counts by a key; leads without one count nowhere.
    pub(crate) fn by<K: Ord>(&self, key: impl Fn(&Fact) -> Option<K>) -> BTreeMap<K, Count> {
        let mut sets: BTreeMap<K, Vec<&Fact>> = BTreeMap::new();
        for fact in self.leads() {
            if let Some(key) = key(fact) {
                sets.entry(key).or_default().push(fact);
            }
        }
        sets.into_iter().map(|(key, facts)| (key, count(&facts))).collect()
    }

    /// The same, largest first.
    pub(crate) fn ranked<K: Ord + Clone>(&self, measure: Measure, key: impl Fn(&Fact) -> Option<K>) -> Vec<(K, Count)> {
        let mut rows: Vec<(K, Count)> = self.by(key).into_iter().collect();
        rows.sort_by_key(|(key, count)| (Reverse(count.get(measure)), Reverse(count.leads), key.clone()));
        rows
    }

    /// Of late and before, of the leads that some key belongs to. The view counts any day.
    pub(crate) fn change(&self, window: Option<DayRange>, is_of: impl Fn(&Fact) -> bool) -> Change {
        let Some(DayRange { from, to }) = window else { return Change::default() };
        let within = |from: i64, to: i64| -> Count {
            let facts: Vec<&Fact> = self
                .leads()
                .filter(|fact| is_of(fact) && fact.day.is_some_and(|day| from <= i64::from(day) && i64::from(day) <= to))
                .collect();
            count(&facts)
        };
        let (from, to) = (i64::from(from), i64::from(to));
        Change { now: within(from, to), before: within(from - (to - from) - 1, from - 1) }
    }
}

/// Leads, people, companies, unidentified leads and exact repeats.
pub(crate) fn count(facts: &[&Fact]) -> Count {
    let people: BTreeSet<u32> = facts.iter().filter(|fact| !fact.flags.contains(&"unidentified")).map(|fact| fact.person).collect();
    let companies: BTreeSet<&str> = facts.iter().map(|fact| fact.company.as_str()).filter(|company| !company.is_empty()).collect();
    let number = |length: usize| u32::try_from(length).unwrap();
    let flagged = |flag: &str| number(facts.iter().filter(|fact| fact.flags.contains(&flag)).count());
    Count {
        leads: number(facts.len()),
        people: number(people.len()),
        companies: number(companies.len()),
        unidentified: flagged("unidentified"),
        repeats: flagged("repeat"),
    }
}
