//! Comparison of the workspace under a filter with what the oracle finds.

use std::collections::{BTreeMap, BTreeSet};

use leadlens_engine::Workspace;
use leadlens_engine::leads::{Action, ProblemKind, Storefront, is_free_mail};
use leadlens_engine::matching::{GroupKind, GroupName};
use leadlens_engine::report::{
    Count, DayRange, Facet, GroupFilter, GroupQuery, LeadFilter, LeadQuery, LeadRow, LeadSort, Overview, OverviewQuery, PeopleQuery,
    Period, ProblemQuery, SortKey, Timeline, Totals, path_name,
};

use super::oracle::{Fact, View, count, facts, passes, shown};
use crate::reviewer;

/// Compares every number of an overview with the oracle's.
#[track_caller]
pub(crate) fn compare(workspace: &mut Workspace, query: &OverviewQuery) {
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
pub(crate) fn compare_lists(workspace: &mut Workspace, filter: &LeadFilter) {
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
