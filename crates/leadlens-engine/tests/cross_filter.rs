//! One filter for every view: all numbers and lists against an oracle that counts simply, and what is known from one filter to the next.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed unwrap or index is a failed test")]

#[path = "cross_filter/oracle.rs"]
mod oracle;

mod reviewer;

use std::collections::{BTreeMap, BTreeSet};

use leadlens_engine::intake::Reader;
use leadlens_engine::leads::{Action, Decisions, ProblemKind, Storefront, is_free_mail};
use leadlens_engine::matching::{Fingerprints, GroupKind, GroupName, Statement, Threshold, Verdicts};
use leadlens_engine::report::{
    Change, Clause, Count, CrossFilter, DayRange, Facet, GroupFilter, GroupQuery, LeadFilter, LeadFlag, LeadQuery, LeadRow, LeadSort,
    Measure, Overview, OverviewQuery, PeopleQuery, Period, ProblemQuery, SortKey, Timeline, Totals, path_name,
};
use leadlens_engine::{Build, Step, Workspace};
use oracle::{Fact, View, count, facts, passes, shown};
use proptest::prelude::*;

const HEADER: &str = "LeadSource,First Name,Last Name,Email,Phone,Country,Company,Title,Created On";

#[track_caller]
fn open<T: AsRef<str>>(files: &[&[T]]) -> Box<Workspace> {
    let table = |(number, rows): (usize, &&[T])| {
        let mut reader = Reader::new(&format!("leads{number}.csv"), 0).unwrap();
        let rows: Vec<&str> = rows.iter().map(AsRef::as_ref).collect();
        reader.push(format!("{HEADER}\n{}\n", rows.join("\n")).as_bytes()).unwrap();
        reader.finish().unwrap()
    };
    let files = files.iter().filter(|rows| !rows.is_empty()).enumerate().map(|(number, rows)| table((number, rows))).collect();
    let mut steps = Build::new(files, &Decisions::default());
    steps.find_map(|step| if let Step::Done(workspace) = step { Some(workspace) } else { None }).unwrap()
}

fn pick(texts: &[&'static str]) -> impl Strategy<Value = &'static str> + use<> {
    prop::sample::select(texts.to_vec())
}

/// A row drawn from few values, so that people, companies and origins meet.
fn row() -> impl Strategy<Value = String> {
    let lead_source = pick(&[
        "SPZA-INS|fjord.one",
        "SPZA-INS|fjord.one",
        "SPZA-PLT|fjord.two",
        "SPZA-DNC|las.one",
        "AzurePortal-Create|las.one",
        "AzureMarketplace-INS|PUBID.las|AID.x",
        "TestDrive-StartTestDrive|Some Title",
        "AzurePortal-PLT|bare",
        "SPZA-XYZ|fjord.one",
        "Shop-INS|fjord.two",
        "Web",
        "",
        "MSFT_TEST_637490646151234560-MSFT_TEST_637490646151234560|Title",
    ]);
    let first = pick(&["Ann", "Ann", "Bob", "Åsa", "null", "", "MSFT_TEST_637490646151234560"]);
    let last = pick(&["Ash", "Öberg", ""]);
    let email =
        pick(&["ann@fjord.example", "ANN@fjord.example ", "bob@las.example", "asa@gmail.com", "bob@las.example", "no address", "-", ""]);
    let phone = pick(&["+46 8 123 45 67", "+48 22 123 45 67", "4.68555E+11", ""]);
    let country = pick(&["SE", "Sverige", "Poland", "Atlantis", ""]);
    let company = pick(&["Fjord AB", "FJORD", "Las sp. z o.o.", "Öar", "n/a", ""]);
    let title = pick(&["CTO", ""]);
    let created = pick(&[
        "2021-03-01",
        "2021-03-01T09:30:00Z",
        "2021-03-02T23:59:59+02:00",
        "2021-03-09T10:00:00Z",
        "2021-04-20",
        "2022-01-01T00:00:00Z",
        "never",
        "",
    ]);
    (lead_source, first, last, email, phone, country, company, title, created)
        .prop_map(|row| <[_; 9]>::from(row).join(","))
        .prop_filter("a record without anything is no lead", |row| row.len() > 12)
}

fn value(facet: Facet) -> impl Strategy<Value = String> {
    let values: Vec<String> = match facet {
        Facet::Storefront => Storefront::ALL.iter().map(|storefront| storefront.as_str().to_owned()).collect(),
        Facet::Action => Action::ALL.iter().map(|action| action.as_str().to_owned()).collect(),
        Facet::Cell => ["app_source-ins", "azure_portal-create", "other-none", "none-none"].map(str::to_owned).to_vec(),
        Facet::Publisher => ["fjord", "las", ""].map(str::to_owned).to_vec(),
        Facet::Offer => ["fjord.one", "fjord.two", "las.one", "PUBID.las|AID.x", "Some Title", "bare", ""].map(str::to_owned).to_vec(),
        Facet::Country => ["SE", "PL", "Atlantis", ""].map(str::to_owned).to_vec(),
        Facet::Company => ["fjord", "las", "öar", ""].map(str::to_owned).to_vec(),
        Facet::Domain => ["fjord.example", "las.example", "gmail.com", ""].map(str::to_owned).to_vec(),
        Facet::Weekday => ["1", "2", "6", ""].map(str::to_owned).to_vec(),
        Facet::Hour => ["0", "9", "10", "23", ""].map(str::to_owned).to_vec(),
        Facet::Slot => ["1-9", "2-10", "2-23", "6-0", ""].map(str::to_owned).to_vec(),
        Facet::Path => ["ins", "plt", "ins>plt", "create", "ins>create", "none", "plt>ins", "ins>*>**", "*>plt>**", "plt>ins>**"]
            .map(str::to_owned)
            .to_vec(),
        Facet::Flag => LeadFlag::ALL.map(|flag| flag.as_str().to_owned()).to_vec(),
        Facet::Problem => ["unknown_source", "unknown_action", "invalid_email", "unreadable_date", "blank"].map(str::to_owned).to_vec(),
        Facet::Unknown => ["source:Web", "source:Shop", "action:XYZ", "action:Web"].map(str::to_owned).to_vec(),
        Facet::Filled => Overview::FIELDS.map(|role| role.as_str().to_owned()).to_vec(),
        Facet::Status => ["New", ""].map(str::to_owned).to_vec(),
    };
    prop_oneof![12 => prop::sample::select(values), 1 => Just("no such value".to_owned())]
}

fn filter() -> impl Strategy<Value = LeadFilter> {
    let facet = prop::sample::select(Facet::ALL.to_vec());
    let clause = (facet, prop::bool::weighted(0.35)).prop_flat_map(|(facet, exclude)| {
        prop::collection::btree_set(value(facet), 1..4).prop_map(move |values| Clause {
            facet,
            exclude,
            values: values.into_iter().collect(),
        })
    });
    let days = prop::option::weighted(0.25, (18_680..18_720, 0..60).prop_map(|(from, length)| DayRange { from, to: from + length }));
    let search = prop_oneof![4 => Just(""), 1 => Just("an"), 1 => Just("ÖBERG"), 1 => Just("ann fjord"), 1 => Just("fjord .example")];
    (prop::collection::vec(clause, 0..4), days, search, prop::option::weighted(0.1, 0_u32..30)).prop_map(
        |(clauses, days, search, person)| {
            let mut filter = LeadFilter { days, search: search.to_owned(), person, ..LeadFilter::default() };
            for clause in clauses {
                filter.set(clause.facet, clause.values, clause.exclude);
            }
            filter
        },
    )
}

fn query() -> impl Strategy<Value = OverviewQuery> {
    let period = prop::option::of(prop::sample::select(Period::ALL.to_vec()));
    (filter(), prop::sample::select(Measure::ALL.to_vec()), period).prop_map(|(filter, measure, period)| OverviewQuery {
        filter,
        measure,
        period,
    })
}

/// Compares every number of an overview with the oracle's.
#[track_caller]
fn compare(workspace: &mut Workspace, query: &OverviewQuery) {
    let all = facts(workspace);
    let whole = workspace.overview().totals;
    let overview = workspace.filtered_overview(query);
    let OverviewQuery { filter, measure, .. } = query;
    let view = |besides: &'static [Facet]| View { all: &all, filter, besides, any_day: false };
    let any_day = |besides: &'static [Facet]| View { all: &all, filter, besides, any_day: true };
    let found: Vec<&Fact> = view(&[]).leads().collect();

    // Everything that passes, and everything there is.
    assert_eq!(overview.all, count(&found));
    let non_tests: Vec<&Fact> = all.iter().filter(|fact| !fact.is_test).collect();
    assert_eq!(overview.whole, count(&non_tests));
    assert_eq!(overview.totals, whole);
    assert_eq!(overview.found, totals(workspace, filter, &all, &found));

    // Storefront × action.
    let matrix: &[Facet] = &[Facet::Storefront, Facet::Action, Facet::Cell];
    let matrix = View { besides: matrix, ..view(&[]) };
    assert_eq!(
        overview.matrix,
        matrix
            .by(|fact| Some((fact.storefront, fact.action)))
            .into_iter()
            .map(|((storefront, action), count)| (storefront, action, count))
            .collect::<Vec<_>>()
    );
    assert_eq!(overview.by_storefront, matrix.by(|fact| Some(fact.storefront)).into_iter().collect::<Vec<_>>());
    assert_eq!(overview.by_action, matrix.by(|fact| Some(fact.action)).into_iter().collect::<Vec<_>>());

    // Offers, publishers, countries, with their change.
    let offers = &[Facet::Publisher, Facet::Offer];
    let rows: Vec<(String, Count)> = overview.offers.iter().map(|row| (row.key.clone(), row.count)).collect();
    let expected = view(offers).ranked(*measure, |fact| Some((fact.offer_key.clone(), fact.offer)));
    assert_eq!(rows, expected.iter().map(|((key, _), count)| (shown(key), *count)).collect::<Vec<_>>());
    for (row, ((_, offer), _)) in overview.offers.iter().zip(&expected) {
        assert_eq!(row.change, any_day(offers).change(overview.window, |fact| fact.offer == *offer));
        let made = |from: i32, to: i32| {
            view(offers).leads().filter(|fact| fact.offer == *offer && fact.day.is_some_and(|day| from <= day && day < to)).count()
        };
        let trend: Vec<usize> = buckets(&overview.timeline).into_iter().map(|(from, to)| made(from, to)).collect();
        assert_eq!(row.trend.iter().map(|leads| *leads as usize).collect::<Vec<_>>(), trend);
        assert_eq!(row.publisher, all.iter().find(|fact| fact.offer == *offer).unwrap().publisher);
    }
    let rows: Vec<(String, Count)> = overview.publishers.iter().map(|row| (row.publisher.clone(), row.count)).collect();
    assert_eq!(rows, view(offers).ranked(*measure, |fact| Some(fact.publisher.clone())));
    for row in &overview.publishers {
        assert_eq!(row.change, any_day(offers).change(overview.window, |fact| fact.publisher == row.publisher));
    }
    let countries = &[Facet::Country];
    let rows: Vec<(String, Count)> = overview.countries.iter().map(|row| (row.country.clone(), row.count)).collect();
    assert_eq!(rows, view(countries).ranked(*measure, |fact| Some(fact.country.clone())));
    for row in &overview.countries {
        assert_eq!(row.change, any_day(countries).change(overview.window, |fact| fact.country == row.country));
    }
    assert_eq!(overview.change, any_day(&[]).change(overview.window, |_| true));
    assert_eq!(overview.window, window(filter, &all));

    // The other rankings.
    let breakdown: Vec<_> = overview.breakdown.iter().map(|row| (row.storefront, row.action, row.count)).collect();
    let expected = view(&[]).ranked(*measure, |fact| Some((fact.storefront, fact.action, fact.offer_key.clone(), fact.offer)));
    assert_eq!(breakdown, expected.iter().map(|((storefront, action, ..), count)| (*storefront, *action, *count)).collect::<Vec<_>>());
    for (row, ((.., offer, _), _)) in overview.breakdown.iter().zip(&expected) {
        assert_eq!(&overview.offers[row.offer.unwrap() as usize].key, &shown(offer));
    }
    let rows: Vec<(String, Count)> = overview.companies.iter().map(|row| (row.company.clone(), row.count)).collect();
    assert_eq!(rows, view(&[Facet::Company]).ranked(*measure, |fact| Some(fact.company.clone())));
    let rows: Vec<(String, Count)> = overview.domains.iter().map(|row| (row.domain.clone(), row.count)).collect();
    assert_eq!(rows, view(&[Facet::Domain]).ranked(*measure, |fact| Some(fact.domain.clone())));
    assert!(overview.domains.iter().all(|row| row.is_free == is_free_mail(&row.domain)));
    let paths: BTreeMap<String, Count> = overview.paths.iter().map(|row| (path_name(&row.steps), row.count)).collect();
    assert_eq!(paths, view(&[Facet::Path]).by(|fact| Some(path_name(&fact.path))));
    assert!(overview.paths.is_sorted_by_key(|row| std::cmp::Reverse((row.count.get(*measure), row.count.leads))));
    assert_eq!((overview.more_offers, overview.more_companies, overview.more_domains), (0, 0, 0));

    // Time.
    let hours: Vec<_> = overview.hours.iter().map(|(weekday, hour, count)| ((i32::from(*weekday), i32::from(*hour)), *count)).collect();
    let of_time = view(&[Facet::Weekday, Facet::Hour, Facet::Slot]).by(|fact| fact.day.map(|day| (day + 3).rem_euclid(7)).zip(fact.hour));
    assert_eq!(hours, of_time.into_iter().collect::<Vec<_>>());
    timeline(&overview.timeline, &any_day(&[]), filter, &all);

    // Fields and codes.
    let filled: Vec<_> = overview.completeness.iter().map(|row| (row.storefront, row.leads, row.filled.clone())).collect();
    let fields = view(&[Facet::Filled]);
    let has = |storefront, field: &str| {
        u32::try_from(fields.leads().filter(|fact| fact.storefront == storefront && fact.filled.contains(&field)).count()).unwrap()
    };
    let row = |(storefront, count): (Storefront, Count)| {
        (storefront, count.leads, Overview::FIELDS.map(|role| has(storefront, role.as_str())).to_vec())
    };
    assert_eq!(filled, fields.by(|fact| Some(fact.storefront)).into_iter().map(row).collect::<Vec<_>>());
    let unknown: BTreeMap<String, u32> = overview.unknown.iter().map(|code| (code.name(), code.leads)).collect();
    let mut expected = BTreeMap::new();
    for name in view(&[Facet::Unknown]).leads().flat_map(|fact| fact.unknown.clone()) {
        *expected.entry(name).or_default() += 1;
    }
    assert_eq!(unknown, expected);
    assert!(overview.unknown.is_sorted_by_key(|code| (std::cmp::Reverse(code.leads), code.text.clone())));
}

/// The days that are compared with those before.
fn window(filter: &LeadFilter, all: &[Fact]) -> Option<DayRange> {
    let days = || all.iter().filter(|fact| !fact.is_test).filter_map(|fact| fact.day);
    let latest = || {
        let (first, last) = (days().min()?, days().max()?);
        let length = ((last - first + 1) / 2).min(30);
        (length > 0).then_some(DayRange { from: last - length + 1, to: last })
    };
    filter.days.or_else(latest)
}

fn totals(workspace: &Workspace, filter: &LeadFilter, all: &[Fact], found: &[&Fact]) -> Totals {
    let whole = workspace.overview().totals;
    if filter.is_empty() {
        return whole;
    }
    let number = |length: usize| u32::try_from(length).unwrap();
    let includes_tests = filter.has(Facet::Flag, "test", false);
    let would_pass = |fact: &&Fact| fact.is_test && (includes_tests || passes(&as_no_test(fact), all, filter, &[], false));
    let tests = all.iter().filter(would_pass).filter(|fact| !includes_tests || passes(fact, all, filter, &[], false)).count();
    let Count { leads, people, companies, unidentified, repeats } = count(found);
    let is_found = |lead: &u32| found.iter().any(|fact| fact.lead == *lead);
    let groups: BTreeSet<u32> = found.iter().filter(|fact| fact.flags.contains(&"duplicate")).map(|fact| fact.person).collect();
    Totals {
        leads: leads + if includes_tests { 0 } else { number(tests) },
        people,
        companies,
        duplicates: leads - unidentified - people,
        unidentified,
        repeats: whole.repeats.map(|_| repeats),
        groups: number(groups.len()),
        test_leads: number(tests),
        do_not_contact: number(found.iter().filter(|fact| fact.action == Action::Dnc).count()),
        to_review: number(workspace.clusters().possible_groups().filter(|group| group.iter().any(is_found)).count()),
        problems: number(found.iter().flat_map(|fact| &fact.causes).collect::<BTreeSet<_>>().len()),
        ..whole
    }
}

/// A test lead as if it were requested.
fn as_no_test(fact: &Fact) -> Fact {
    Fact { is_test: false, ..fact.clone() }
}

/// The days of each bucket, the last without its end.
fn buckets(timeline: &Timeline) -> Vec<(i32, i32)> {
    let starts = timeline.buckets.iter().map(|bucket| bucket.start);
    starts.clone().zip(starts.skip(1).chain([i32::MAX])).collect()
}

fn timeline(timeline: &Timeline, view: &View<'_>, filter: &LeadFilter, all: &[Fact]) {
    let includes_tests = filter.has(Facet::Flag, "test", false);
    let days: Vec<i32> = all.iter().filter(|fact| includes_tests || !fact.is_test).filter_map(|fact| fact.day).collect();
    let spans = buckets(timeline);
    assert_eq!(spans.is_empty(), days.is_empty());
    if let (Some((start, next)), Some((last, _))) = (spans.first(), spans.last()) {
        let (from, to) = (*days.iter().min().unwrap(), *days.iter().max().unwrap());
        assert!(*start <= from && from < *next && *last <= to && timeline.periods.contains(&timeline.period));
        assert!(timeline.period != Period::Day || spans.len() == usize::try_from(to - from + 1).unwrap());
    }
    let place = |fact: &Fact| spans.iter().position(|(from, to)| fact.day.is_some_and(|day| *from <= day && day < *to));
    let counts = view.by(place);
    let by_storefront = view.by(|fact| Some((place(fact)?, fact.storefront)));
    let by_action = view.by(|fact| Some((place(fact)?, fact.action)));
    for (number, bucket) in timeline.buckets.iter().enumerate() {
        assert_eq!(bucket.count, counts.get(&number).copied().unwrap_or_default());
        let storefronts: Vec<_> =
            Storefront::ALL.into_iter().filter_map(|storefront| Some((storefront, *by_storefront.get(&(number, storefront))?))).collect();
        let actions: Vec<_> = Action::ALL.into_iter().filter_map(|action| Some((action, *by_action.get(&(number, action))?))).collect();
        assert_eq!((&bucket.storefronts, &bucket.actions), (&storefronts, &actions));
    }
    assert_eq!(timeline.undated as usize, view.leads().filter(|fact| fact.day.is_none()).count());
}

/// Compares the lists with those the oracle chooses.
#[track_caller]
fn compare_lists(workspace: &mut Workspace, filter: &LeadFilter) {
    let all = facts(workspace);
    let found: Vec<&Fact> = View { all: &all, filter, besides: &[], any_day: false }.leads().collect();
    let leads: Vec<u32> = found.iter().map(|fact| fact.lead).collect();

    let mut page = |sort: Vec<LeadSort>| {
        let page = workspace.lead_page(&LeadQuery { offset: 0, limit: 100, filter: filter.clone(), sort });
        assert_eq!(page.total as usize, page.rows.len());
        page.rows
    };
    assert_eq!(page(vec![]).iter().map(|row| row.lead).collect::<Vec<_>>(), leads);
    let sorted = page(vec![LeadSort { key: SortKey::Phone, descending: true }, LeadSort { key: SortKey::File, descending: true }]);
    assert!(sorted.is_sorted_by_key(|row| (row.phone.is_empty(), std::cmp::Reverse((row.phone.to_lowercase(), row.file)), row.lead)));
    let sorted =
        page(vec![LeadSort { key: SortKey::JobTitle, descending: false }, LeadSort { key: SortKey::LeadSource, descending: false }]);
    let key = |text: &str| (text.is_empty(), text.to_lowercase().chars().take(16).collect::<String>());
    assert!(sorted.is_sorted_by_key(|row| (key(&row.job_title), key(&row.lead_source))));
    assert_eq!(sorted.iter().map(|row| row.lead).collect::<BTreeSet<_>>(), leads.iter().copied().collect());
    let flags = |row: &LeadRow| u8::from(row.do_not_contact) * 4 + u8::from(row.test) * 2 + u8::from(row.problem);
    let sorted = page(vec![LeadSort { key: SortKey::Flags, descending: true }]);
    assert!(sorted.is_sorted_by_key(|row| (std::cmp::Reverse(flags(row)), row.lead)));

    let is_somebody = |fact: &&&Fact| !fact.is_test && !fact.flags.contains(&"unidentified");
    let people: BTreeSet<u32> = found.iter().filter(is_somebody).map(|fact| fact.person).collect();
    let page = workspace.people_page(&PeopleQuery { limit: 100, filter: filter.clone(), ..PeopleQuery::default() });
    assert_eq!(page.rows.iter().map(|row| row.person).collect::<BTreeSet<_>>(), people);
    assert_eq!(page.total as usize, people.len());

    let of_group = |group: u32| workspace.clusters().group_leads(group).to_vec();
    let kinds = workspace.clusters().kinds().to_vec();
    let expected: Vec<u32> = (0_u32..)
        .zip(&kinds)
        .filter(|(group, _)| of_group(*group).iter().any(|lead| leads.contains(lead)))
        .map(|(group, _)| group)
        .collect();
    let of_kind = |kind| expected.iter().filter(|group| kinds[**group as usize] == kind).count();
    let (repeats, journeys, possible) = (of_kind(GroupKind::Repeat), of_kind(GroupKind::Journey), of_kind(GroupKind::Possible));
    let file = |lead: &u32| all[*lead as usize].record.0;
    let across = expected.iter().filter(|group| of_group(**group).iter().any(|lead| file(lead) != file(&of_group(**group)[0]))).count();
    for kind in [None, Some(GroupKind::Repeat), Some(GroupKind::Journey), Some(GroupKind::Possible)] {
        let filter = GroupFilter { kind, leads: filter.clone(), ..GroupFilter::default() };
        let page = workspace.group_page(&GroupQuery { offset: 0, limit: 100, filter });
        let of_kind = expected.iter().copied().filter(|group| kind.is_none_or(|kind| kinds[*group as usize] == kind));
        let wanted: BTreeSet<GroupName> = of_kind.map(|group| reviewer::name(workspace, group).unwrap()).collect();
        assert_eq!(page.rows.iter().map(|row| row.name).collect::<BTreeSet<_>>(), wanted);
        assert_eq!(
            [page.repeats, page.journeys, page.possible, page.across_files].map(|count| count as usize),
            [repeats, journeys, possible, across]
        );
    }

    for kind in [None, Some(ProblemKind::InvalidEmail)] {
        let page = workspace.problem_page(&ProblemQuery { offset: 0, limit: 500, kind, filter: filter.clone() });
        let is_found = |lead: Option<u32>| lead.is_some_and(|lead| leads.contains(&lead));
        let mut expected: Vec<_> = workspace.leads().problems().to_vec();
        let lead_of = |file, record| workspace.leads().lead_of(usize::from(file), record).map(|lead| lead.0);
        expected.retain(|problem| {
            (filter.is_empty() || is_found(lead_of(problem.file, problem.record))) && kind.is_none_or(|kind| kind == problem.kind)
        });
        // The leads' own problems by cause; records that are skipped are a cause each.
        let mut causes: BTreeMap<(ProblemKind, String), (u16, u32, u32)> = BTreeMap::new();
        for problem in expected {
            let record = (problem.file, problem.record + 1);
            let fact = lead_of(problem.file, problem.record).and_then(|lead| all.get(lead as usize));
            let cause = fact.and_then(|fact| fact.causes.iter().find(|cause| cause.0 == problem.kind));
            let cause = cause.map_or_else(|| format!("{record:?}"), |(_, cause)| cause.clone());
            causes.entry((problem.kind, cause)).or_insert((record.0, record.1, 0)).2 += 1;
        }
        let mut listed: Vec<_> = page.rows.iter().map(|row| (row.kind, (row.file, row.record, row.records))).collect();
        listed.sort_unstable();
        let mut expected: Vec<_> = causes.into_iter().map(|((kind, _), first)| (kind, first)).collect();
        expected.sort_unstable();
        assert_eq!(listed, expected);
        assert_eq!(page.total as usize, expected.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_view_under_every_filter_is_what_a_slow_count_finds(
        rows in prop::collection::vec(row(), 1..30), cut in 0_usize..30, queries in prop::collection::vec(query(), 1..5),
    ) {
        let (one, other) = rows.split_at(cut.min(rows.len()));
        let mut workspace = open(&[one, other]);
        compare(&mut workspace, &OverviewQuery::default());
        for query in &queries {
            compare(&mut workspace, query);
            compare_lists(&mut workspace, &query.filter);
        }
    }

    #[test]
    fn one_filter_after_another_finds_what_each_finds_alone(rows in prop::collection::vec(row(), 1..30), queries in prop::collection::vec(query(), 1..6)) {
        let mut workspace = open(&[&rows]);
        for (number, query) in queries.iter().enumerate() {
            let expected = open(&[&rows]).filtered_overview(query);
            prop_assert_eq!(workspace.filtered_overview(query), expected);
            // Clusters made anew leave nothing behind.
            if number % 2 == 1 {
                let threshold = workspace.review().threshold;
                reviewer::set_threshold(&mut workspace, Threshold::CEILING);
                reviewer::set_threshold(&mut workspace, threshold);
                prop_assert_eq!(workspace.filtered_overview(query), open(&[&rows]).filtered_overview(query));
            }
        }
    }
}

/// A lead by some of its cells; the others are blank.
fn lead(lead_source: &str, email: &str, company: &str, created: &str) -> String {
    format!("{lead_source},,,{email},,,{company},,{created}")
}

#[test]
fn files_at_the_edge_count_like_any_other() {
    let one = vec![lead("SPZA-INS|a.b", "ann@example.com", "Fjord", "2021-03-01")];
    let only_source: Vec<String> = (0..20).map(|number| lead("SPZA", &format!("p{number}@example.com"), "", "2021-03-01")).collect();
    let undated: Vec<String> = (0..20).map(|number| lead("SPZA-INS|a.b", &format!("p{}@example.com", number / 2), "Fjord", "")).collect();
    let at_once: Vec<String> =
        (0..20).map(|number| lead("SPZA-INS|a.b", &format!("p{}@example.com", number / 2), "Fjord", "2021-03-01T10:00:00Z")).collect();
    let long = format!("SPZA-INS|{}", "long name ".repeat(30));
    let long_offer =
        vec![lead(&long, "ann@example.com", "Fjord", "2021-03-01"), lead("SPZA-PLT|a.b", "bob@example.com", "Las", "2021-03-04")];
    let tests: Vec<String> =
        (0..3).map(|number| format!("SPZA-INS|a.b,MSFT_TEST_63749064615123456{number},,,,,,,2021-03-0{}", number + 1)).collect();
    for rows in [one, only_source, undated, at_once, long_offer, tests] {
        let mut workspace = open(&[&rows]);
        let whole = workspace.overview().clone();
        let mut filters = vec![LeadFilter::default(), LeadFilter::only(Facet::Flag, "test"), LeadFilter::only(Facet::Domain, "")];
        filters.extend(whole.offers.iter().map(|offer| LeadFilter::only(Facet::Offer, offer.key.clone())));
        filters.extend(whole.window.map(|days| LeadFilter { days: Some(days), ..LeadFilter::default() }));
        filters.push(LeadFilter { days: Some(DayRange { from: i32::MIN, to: i32::MAX }), ..LeadFilter::default() });
        filters.push(LeadFilter { person: Some(u32::MAX), ..LeadFilter::default() });
        for filter in filters {
            for measure in Measure::ALL {
                compare(&mut workspace, &OverviewQuery { filter: filter.clone(), measure, period: Some(Period::Day) });
            }
            compare_lists(&mut workspace, &filter);
        }
    }
}

#[test]
fn an_offer_with_a_long_name_is_found_by_the_part_shown() {
    let long = format!("SPZA-INS|{}", "long name ".repeat(30));
    let mut workspace = open(&[&[lead(&long, "ann@example.com", "", ""), lead("SPZA-INS|a.b", "bob@example.com", "", "")]]);
    let key = workspace.overview().offers.iter().map(|offer| offer.key.clone()).find(|key| key.ends_with('…')).unwrap();
    let page = workspace.lead_page(&LeadQuery { limit: 9, filter: LeadFilter::only(Facet::Offer, key), ..LeadQuery::default() });
    assert_eq!((page.total, page.rows[0].email.as_str()), (1, "ann@example.com"));
}

#[test]
fn the_largest_offers_are_listed_and_the_rest_counted() {
    let rows: Vec<String> = (0..10_000)
        .map(|number| {
            lead(
                &format!("SPZA-INS|p{}.offer{number:05}", number % 700),
                &format!("{number}@example.org"),
                &format!("Company {number}"),
                "2021-03-01",
            )
        })
        .chain([lead("SPZA-PLT|p1.offer09999", "ann@example.com", "Fjord", "2021-03-02")])
        .collect();
    let mut workspace = open(&[&rows]);
    let whole = workspace.overview();
    assert_eq!((whole.offers.len(), whole.more_offers, whole.publishers.len()), (Overview::ROWS, 9_501, Overview::ROWS));
    assert_eq!((whole.companies.len(), whole.more_companies), (Overview::ROWS, 9_501));
    let keys: Vec<&str> = whole.offers.iter().take(3).map(|offer| offer.key.as_str()).collect();
    assert_eq!(keys, ["p0.offer00000", "p0.offer00700", "p0.offer01400"]);
    let overview = workspace
        .filtered_overview(&OverviewQuery { filter: LeadFilter::only(Facet::Offer, "p199.offer09999"), ..OverviewQuery::default() });
    assert_eq!((overview.all, overview.more_offers), (Count { leads: 1, people: 1, companies: 1, ..Count::default() }, 9_501));
    assert_eq!(overview.breakdown[0].offer, None);
    let change = Change {
        now: Count { leads: 1, people: 1, companies: 1, ..Count::default() },
        before: Count { leads: 10_000, people: 10_000, companies: 10_000, ..Count::default() },
    };
    assert_eq!((whole_change(&mut workspace), workspace.overview().change), (change, change));
}

fn whole_change(workspace: &mut Workspace) -> Change {
    workspace.filtered_overview(&OverviewQuery { measure: Measure::People, ..OverviewQuery::default() }).change
}

#[test]
fn a_text_written_on_finds_what_it_finds_from_the_start() {
    let rows = [
        "Web,Ann,Öberg,ann@example.com,,,,,",
        "Web,Anna,Ash,anna@example.com,,,Bård,,",
        "Web,Bob,,bob@example.com,,,,,",
        "Web,ΑΣΑ,,x@example.com,,,,,",
    ];
    let mut workspace = open(&[&rows]);
    let mut find = |search: &str| {
        let filter = LeadFilter { search: search.to_owned(), ..LeadFilter::default() };
        workspace.lead_page(&LeadQuery { filter, ..LeadQuery::default() }).total
    };
    for (search, expected) in [
        ("a", 4),
        ("an", 2),
        ("ann", 2),
        ("ann ", 2),
        ("ann b", 2),
        ("ann bår", 1),
        ("ann bårx", 0),
        ("b", 4),
        // At the end of a word the small sigma is another one, which stands in no longer word.
        ("ΑΣ", 0),
        ("ΑΣΑ", 1),
        ("ΑΣΑx", 0),
        ("", 4),
    ] {
        assert_eq!(find(search), expected, "{search}");
    }
}

/// Verdicts given one after another, each of a pair of leads, and a step taken back now and then.
fn verdicts() -> impl Strategy<Value = Vec<(u8, u32, u32)>> {
    prop::collection::vec((0..5_u8, 0..160_u32, 0..160_u32), 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn updated_counts_are_those_counted_anew(rows in prop::collection::vec(row(), 60..160), verdicts in verdicts()) {
        let workspace = open(&[&rows]);
        let (leads, matching) = (workspace.leads(), workspace.matching());
        let (mut decided, mut statements, mut in_force) = (Verdicts::default(), Vec::new(), 0);
        let fingerprints = Fingerprints::build(leads);
        let mut clusters = matching.clusters_of(leads, Threshold::BALANCED, &matching.joins_under(decided.constraints()));
        let mut updated = CrossFilter::new(leads, &clusters);
        updated.count_all_fields(leads);
        updated.overview(leads, &clusters);
        for (number, (kind, one, other)) in (0..).zip(verdicts) {
            let (one, other) = (one % u32::try_from(leads.len()).unwrap(), other % u32::try_from(leads.len()).unwrap());
            let keys = |leads: &[u32]| leads.iter().filter_map(|lead| fingerprints.of(*lead)).collect::<Vec<_>>();
            let statement = match kind {
                0 | 1 => Some(Statement::Same(keys(&[one, other]))),
                2 => Some(Statement::Different(vec![keys(&[one]), keys(&[other])])),
                3 => Some(Statement::Different(vec![keys(&[one]), keys(clusters.cluster(clusters.of()[one as usize]))])),
                _ => None,
            };
            statements.truncate(in_force);
            statements.extend(statement);
            in_force = if kind > 3 { in_force.saturating_sub(1) } else { statements.len() };
            decided.follow(&statements.iter().collect::<Vec<_>>(), in_force, |wanted| fingerprints.find(wanted.iter().copied()));
            let joins = matching.joins_under(decided.constraints());
            let before = std::mem::replace(&mut clusters, matching.clusters_of(leads, Threshold::BALANCED, &joins));
            updated.regroup_since(leads, &before, &clusters);
            let mut anew = CrossFilter::new(leads, &clusters);
            anew.count_all_fields(leads);
            // Some changes are looked at only together with the next one.
            if number % 3 != 1 {
                prop_assert_eq!(updated.overview(leads, &clusters), anew.overview(leads, &clusters));
            }
            let query = OverviewQuery { filter: LeadFilter::only(Facet::Flag, "duplicate"), ..OverviewQuery::default() };
            let whole = anew.overview(leads, &clusters);
            prop_assert_eq!(updated.filtered_overview(leads, &clusters, &whole, &query), anew.filtered_overview(leads, &clusters, &whole, &query));
        }
    }
}
