//! The overview put together from its tallies.

use std::sync::Arc;

use super::breakdown::{Tallies, all};
use super::clip::{TEXT_SHOWN, clip};
use super::journey::gives_steps;
use super::lead_keys::{ACTIONS, LeadKeys, SLOTS, STOREFRONTS, TextKeys, UnknownText, cell_of, shown_key};
use super::person_path::steps;
use super::ranking::Ranking;
use super::selection::{FilterContext, Selection, TEST, bit};
use super::timeline::{Calendar, Timeline, TimelineBucket};
use super::view::OFFERS;
use super::{
    BreakdownRow, CompanyRow, CompletenessRow, Count, CountryRow, DayRange, DomainRow, Facet, Measure, OfferRow, Overview, OverviewQuery,
    PathRow, PublisherRow, SourceCard, Totals, UnknownCode,
};
use crate::intake::Table;
use crate::leads::{Action, Dictionary, Flags, Leads, Mapping, Offer, SourceSummary, Storefront, is_free_mail, recognise};
use crate::matching::Clusters;
use crate::saturating::saturating_u32;
use crate::sorting;

/// Part of an overview of some leads that is taken from the overview of all.
pub(super) struct OverviewFrame {
    pub(super) sources: Vec<SourceCard>,
    pub(super) totals: Totals,
    pub(super) whole: Count,
}

/// Part of an overview that is not read off its tallies.
struct Rest {
    frame: OverviewFrame,
    found: Totals,
    completeness: Vec<CompletenessRow>,
    unknown: Vec<UnknownCode>,
}

/// The overview of the leads a selection holds; `frame` is what of the overview does not depend on them.
pub(super) fn overview(context: FilterContext<'_>, selection: &Selection, query: &OverviewQuery, frame: OverviewFrame) -> Overview {
    let tallies = count(context, selection, query, context.keys.span(selection.with_tests()));
    overview_counted(context, selection, query, frame, &tallies)
}

/// The same where there are no other leads: time goes from the first to the last day of those selected.
pub(super) fn strict_overview(context: FilterContext<'_>, selection: &Selection, query: &OverviewQuery, frame: OverviewFrame) -> Overview {
    let tallies = count(context, selection, query, context.keys.span_of(selection.failed_masks()));
    overview_counted(context, selection, query, frame, &tallies)
}

fn overview_counted(
    context: FilterContext<'_>,
    selection: &Selection,
    query: &OverviewQuery,
    frame: OverviewFrame,
    tallies: &Tallies,
) -> Overview {
    let found = if query.filter.is_empty() { frame.totals } else { found(context, selection, tallies, frame.totals) };
    overview_of(context, selection, tallies, query.measure, frame, found)
}

/// The overview of all leads, which have been counted.
pub(super) fn whole_overview(context: FilterContext<'_>, all: &Selection, tallies: &Tallies) -> Overview {
    let whole = self::all(tallies);
    let totals = totals(context.leads, context.keys, context.clusters, whole);
    let frame = OverviewFrame { sources: source_cards(context), totals, whole };
    overview_of(context, all, tallies, Measure::Leads, frame, totals)
}

fn overview_of(
    context: FilterContext<'_>,
    selection: &Selection,
    tallies: &Tallies,
    measure: Measure,
    frame: OverviewFrame,
    found: Totals,
) -> Overview {
    let FilterContext { leads, keys, filled, .. } = context;
    let failed_masks = selection.failed_masks();
    let completeness = filled.rows(leads, keys, failed_masks, bit(Facet::Filled));
    let rest = Rest { frame, found, completeness, unknown: unknown(keys, failed_masks) };
    compose(context, tallies, measure, rest, |places, len| trends(context, &tallies.calendar, failed_masks, places, len))
}

/// Counts the leads a selection holds, in time over that span.
pub(super) fn count(context: FilterContext<'_>, selection: &Selection, query: &OverviewQuery, span: Option<DayRange>) -> Tallies {
    let whole = context.keys.span(false);
    let within = |span: DayRange| whole.map(|whole| DayRange { from: span.from.max(whole.from), to: span.to.min(whole.to) });
    let window = query.filter.days.or_else(|| latest(within(span?).filter(|span| span.from <= span.to)?));
    Tallies::count(context, selection.failed_masks(), Calendar::of(span, query.period), window)
}

/// The overview of all leads, whose tallies were updated since `before` was made of them: what does not depend on clusters comes from it.
pub(super) fn overview_since(context: FilterContext<'_>, tallies: &Tallies, before: &Overview) -> Overview {
    let FilterContext { leads, keys, clusters, filled, .. } = context;
    let whole = all(tallies);
    let totals = Totals {
        groups: saturating_u32(clusters.group_count()),
        to_review: saturating_u32(clusters.possible_count()),
        ..totals_of(whole, before.totals)
    };
    let is_known = !before.completeness.is_empty();
    let mut sources = before.sources.clone();
    count_across_files(context, &mut sources);
    let rest = Rest {
        frame: OverviewFrame { sources, totals, whole },
        found: totals,
        completeness: if is_known {
            before.completeness.clone()
        } else {
            filled.rows(leads, keys, Selection::all(leads).failed_masks(), 0)
        },
        unknown: before.unknown.clone(),
    };
    // Offers are ranked by leads, of which each has as many as before.
    compose(context, tallies, Measure::Leads, rest, |_, _| before.offers.iter().map(|offer| offer.trend.clone()).collect())
}

/// Puts an overview together. `trends` is called with the place of each offer in the list, and its length.
fn compose(
    context: FilterContext<'_>,
    tallies: &Tallies,
    measure: Measure,
    rest: Rest,
    trends: impl FnOnce(&[Option<u32>], usize) -> Vec<Vec<u32>>,
) -> Overview {
    let FilterContext { leads, keys, .. } = context;
    let Rest { frame: OverviewFrame { sources, totals, whole }, found, completeness, unknown } = rest;
    let offers = Ranking::of(&tallies.offers, measure, |offer| leads.offers().get(offer as usize).map(Offer::key));
    let mut places = vec![None; leads.offers().len()];
    for ((offer, _), place) in offers.rows.iter().zip(0_u32..) {
        if let Some(listed) = places.get_mut(*offer as usize) {
            *listed = Some(place);
        }
    }
    let trends = trends(&places, offers.rows.len());
    let companies = Ranking::of(&tallies.companies, measure, |company| leads.company_texts().get(company));
    let domains = Ranking::of(&tallies.domains, measure, |domain| keys.domains.get(domain));
    Overview {
        sources,
        found,
        totals,
        window: tallies.window,
        change: tallies.all_change(),
        breakdown: breakdown(tallies, leads, keys, measure, &places),
        matrix: tallies
            .cells
            .iter()
            .filter_map(|(cell, count)| cell_of(cell).map(|(storefront, action)| (storefront, action, count)))
            .collect(),
        by_storefront: tallies.storefronts.iter().filter_map(|(key, count)| Some((*Storefront::ALL.get(key as usize)?, count))).collect(),
        by_action: tallies.actions.iter().filter_map(|(key, count)| Some((*Action::ALL.get(key as usize)?, count))).collect(),
        all: all(tallies),
        whole,
        more_offers: offers.more,
        offers: offers.rows.iter().zip(trends).filter_map(|(row, trend)| offer_row(leads, tallies, *row, trend)).collect(),
        publishers: publishers(tallies, keys, measure),
        timeline: timeline(tallies),
        hours: hours(tallies),
        paths: paths(tallies, measure),
        countries: countries(tallies, leads, measure),
        more_companies: companies.more,
        companies: companies.rows.into_iter().map(|(company, count)| company_row(leads.company_texts(), company, count)).collect(),
        more_domains: domains.more,
        domains: domains.rows.into_iter().map(|(domain, count)| domain_row(&keys.domains, domain, count)).collect(),
        completeness,
        unknown,
        statuses: most_frequent(&keys.statuses),
        owners: most_frequent(&keys.owners),
        lead_ids: Vec::new(),
        has_problem_leads: leads.flags().iter().any(|flags| flags.contains(Flags::PROBLEM) && !flags.contains(Flags::TEST)),
    }
}

/// The latest days that are compared with as many before; `None` where the span is a single day.
fn latest(span: DayRange) -> Option<DayRange> {
    let days = Overview::WINDOW.min((span.to - span.from + 1) / 2);
    (days >= 1).then(|| DayRange { from: span.to - days + 1, to: span.to })
}

fn breakdown(tallies: &Tallies, leads: &Leads, keys: &LeadKeys, measure: Measure, places: &[Option<u32>]) -> Vec<BreakdownRow> {
    let origin_of = |key: u32| keys.origin(key);
    let name = |key: u32| {
        let origin = origin_of(key);
        (origin.storefront, origin.action, leads.offers().get(origin.offer as usize).map(Offer::key), key)
    };
    let row = |(key, count): (u32, Count)| {
        let (storefront, action) = cell_of(origin_of(key).cell)?;
        Some(BreakdownRow { storefront, action, offer: places.get(origin_of(key).offer as usize).copied().flatten(), count })
    };
    Ranking::of(&tallies.origins, measure, name).rows.into_iter().filter_map(row).collect()
}

fn offer_row(leads: &Leads, tallies: &Tallies, (offer, count): (u32, Count), trend: Vec<u32>) -> Option<OfferRow> {
    let change = tallies.offer_change.get(offer);
    let offer = leads.offers().get(offer as usize)?;
    let [publisher, title] = [&offer.publisher, &offer.title].map(|text| clip(text, TEXT_SHOWN));
    Some(OfferRow { key: shown_key(offer), publisher, title, count, change, trend })
}

/// For each offer of a list its leads in every bucket. `places` tells for each offer where it stands in the list.
fn trends(context: FilterContext<'_>, calendar: &Calendar, failed_masks: &[u32], places: &[Option<u32>], len: usize) -> Vec<Vec<u32>> {
    let FilterContext { leads, keys, .. } = context;
    let mut trends = vec![vec![0; calendar.starts.len()]; len];
    for ((failed_mask, origin), day) in failed_masks.iter().zip(leads.origins()).zip(&keys.days) {
        if failed_mask & !OFFERS == 0
            && let Some(Some(place)) = places.get(keys.origin(*origin).offer as usize)
            && let Some(bucket) = calendar.bucket(*day)
            && let Some(count) = trends.get_mut(*place as usize).and_then(|trend| trend.get_mut(bucket as usize))
        {
            *count += 1;
        }
    }
    trends
}

fn publishers(tallies: &Tallies, keys: &LeadKeys, measure: Measure) -> Vec<PublisherRow> {
    let row = |(publisher, count)| PublisherRow {
        publisher: clip(keys.publishers.get(publisher), TEXT_SHOWN),
        count,
        change: tallies.publisher_change.get(publisher),
    };
    Ranking::of(&tallies.publishers, measure, |publisher| keys.publishers.get(publisher)).rows.into_iter().map(row).collect()
}

fn countries(tallies: &Tallies, leads: &Leads, measure: Measure) -> Vec<CountryRow> {
    let texts = leads.country_texts();
    let row =
        |(country, count)| CountryRow { country: clip(texts.get(country), TEXT_SHOWN), count, change: tallies.country_change.get(country) };
    Ranking::of(&tallies.countries, measure, |country| texts.get(country)).rows.into_iter().map(row).collect()
}

fn company_row(texts: &Dictionary, company: u32, count: Count) -> CompanyRow {
    CompanyRow { company: clip(texts.get(company), TEXT_SHOWN), count }
}

fn domain_row(texts: &Dictionary, domain: u32, count: Count) -> DomainRow {
    let domain = texts.get(domain);
    DomainRow { domain: clip(domain, TEXT_SHOWN), is_free: is_free_mail(domain), count }
}

fn paths(tallies: &Tallies, measure: Measure) -> Vec<PathRow> {
    let rows = Ranking::of(&tallies.paths, measure, |path| path).rows;
    rows.into_iter().map(|(path, count)| PathRow { steps: steps(path), count }).collect()
}

fn hours(tallies: &Tallies) -> Vec<(u8, u8, Count)> {
    let number = |slot: u32| u8::try_from(slot).unwrap_or_default();
    tallies.hours.iter().take(SLOTS).map(|(slot, count)| (number(slot / 24), number(slot % 24), count)).collect()
}

fn timeline(tallies: &Tallies) -> Timeline {
    let bucket = |(bucket, start): (u32, &i32)| TimelineBucket {
        start: *start,
        count: tallies.buckets.get(bucket),
        storefronts: (0_u32..)
            .zip(Storefront::ALL)
            .map(|(key, storefront)| (storefront, tallies.bucket_storefronts.get(bucket * saturating_u32(STOREFRONTS) + key)))
            .filter(|(_, count)| count.leads > 0)
            .collect(),
        actions: (0_u32..)
            .zip(Action::ALL)
            .map(|(key, action)| (action, tallies.bucket_actions.get(bucket * saturating_u32(ACTIONS) + key)))
            .filter(|(_, count)| count.leads > 0)
            .collect(),
    };
    Timeline {
        period: tallies.calendar.period,
        buckets: (0_u32..).zip(&tallies.calendar.starts).map(bucket).collect(),
        undated: tallies.undated,
        periods: tallies.calendar.periods.clone(),
    }
}

/// The texts that leads have, most frequent first, then by their letters.
fn most_frequent(keys: &TextKeys) -> Vec<String> {
    let mut counts = vec![0_u32; keys.texts.len()];
    for text in &keys.of_lead {
        if let Some(count) = counts.get_mut(*text as usize) {
            *count += 1;
        }
    }
    let mut rows: Vec<(&str, u32)> = (0..).map(|code| keys.texts.get(code)).zip(counts).collect();
    sorting::sort_by(&mut rows, |(one, one_leads), (other, leads)| leads.cmp(one_leads).then_with(|| one.cmp(other)));
    rows.into_iter().take(Overview::ROWS).map(|(text, _)| clip(text, TEXT_SHOWN)).collect()
}

/// Codes that are not the marketplace's, most frequent first.
fn unknown(keys: &LeadKeys, failed_masks: &[u32]) -> Vec<UnknownCode> {
    let mut counts = vec![0_u32; keys.unknown_texts.len()];
    for (lead, text) in &keys.unknown {
        if failed_masks.get(*lead as usize).is_some_and(|failed_mask| failed_mask & !bit(Facet::Unknown) == 0)
            && let Some(count) = counts.get_mut(*text as usize)
        {
            *count += 1;
        }
    }
    let mut rows: Vec<(&UnknownText, u32)> = keys.unknown_texts.iter().zip(counts).filter(|(_, count)| *count > 0).collect();
    sorting::sort_by(&mut rows, |(one, one_leads), (other, leads)| {
        leads.cmp(one_leads).then_with(|| (&one.text, one.slot).cmp(&(&other.text, other.slot)))
    });
    rows.truncate(Overview::ROWS);
    rows.into_iter()
        .map(|(code, leads)| UnknownCode { slot: code.slot, text: code.text.clone(), leads, stands_alone: code.stands_alone })
        .collect()
}

/// True for a lead that must not be contacted and is no test, which is no person.
fn is_refused(flags: Flags) -> bool {
    flags.contains(Flags::DO_NOT_CONTACT) && !flags.contains(Flags::TEST)
}

fn totals(leads: &Leads, keys: &LeadKeys, clusters: &Clusters, all: Count) -> Totals {
    let sum = |of: fn(&SourceSummary) -> u32| leads.summaries().iter().map(of).sum();
    let flagged = |flag: Flags| saturating_u32(leads.flags().iter().filter(|flags| flags.contains(flag)).count());
    Totals {
        records: sum(|source| source.records),
        leads: sum(|source| source.leads),
        skipped: sum(|source| source.skipped),
        groups: saturating_u32(clusters.group_count()),
        to_review: saturating_u32(clusters.possible_count()),
        latest_test: leads
            .flags()
            .iter()
            .zip(leads.created())
            .filter(|(flags, _)| flags.contains(Flags::TEST))
            .filter_map(|(_, made)| made.day())
            .max(),
        test_leads: flagged(Flags::TEST),
        do_not_contact: saturating_u32(leads.flags().iter().filter(|flags| is_refused(**flags)).count()),
        problems: keys.problem_causes.count(),
        ..totals_of(all, Totals { repeats: gives_steps(leads).then_some(0), ..Totals::default() })
    }
}

/// Totals with the numbers that follow from a count; the others are those of `rest`, which knows repeats or does not.
fn totals_of(count: Count, rest: Totals) -> Totals {
    let Count { leads, people, companies, unidentified, repeats } = count;
    Totals { people, companies, duplicates: leads - unidentified - people, unidentified, repeats: rest.repeats.map(|_| repeats), ..rest }
}

/// The totals of what is selected. Test leads that are not requested stand among the leads as they do in the totals of all.
fn found(context: FilterContext<'_>, selection: &Selection, tallies: &Tallies, totals: Totals) -> Totals {
    let FilterContext { leads, keys, clusters, .. } = context;
    let all = all(tallies);
    let leads_flags = || selection.failed_masks().iter().zip(leads.flags());
    let test_leads =
        saturating_u32(leads_flags().filter(|(failed_mask, flags)| **failed_mask & !TEST == 0 && flags.contains(Flags::TEST)).count());
    let do_not_contact =
        saturating_u32(leads_flags().filter(|(failed_mask, flags)| **failed_mask == 0 && flags.contains(Flags::DO_NOT_CONTACT)).count());
    Totals {
        leads: all.leads + if selection.with_tests() { 0 } else { test_leads },
        groups: tallies.groups,
        to_review: saturating_u32(clusters.possible_groups().filter(|group| group.iter().any(|lead| selection.passes(*lead))).count()),
        test_leads,
        do_not_contact,
        problems: keys.problem_causes.count_of(keys.problem_leads.iter().map(|lead| selection.passes(*lead))),
        ..totals_of(all, totals)
    }
}

/// Counts for each source the leads of others that are not in it, or with other values.
pub(super) fn count_across_files(context: FilterContext<'_>, sources: &mut [SourceCard]) {
    let FilterContext { leads, clusters, standings, file_values, .. } = context;
    for (source, counts) in sources.iter_mut().zip(file_values.counts(leads, clusters, standings).into_iter().flatten()) {
        source.across = Some(counts);
    }
}

fn source_cards(context: FilterContext<'_>) -> Vec<SourceCard> {
    let leads = context.leads;
    let card = |((table, mapping), summary): ((&Arc<Table>, &Mapping), &SourceSummary)| SourceCard {
        id: table.id,
        name: table.name.clone(),
        format: table.format,
        encoding: table.encoding,
        delimiter: table.delimiter,
        records: summary.records,
        leads: summary.leads,
        skipped: summary.skipped,
        system: recognise(table),
        unsure: saturating_u32(mapping.columns.iter().filter(|column| !column.is_sure()).count()),
        across: None,
    };
    let mut cards: Vec<SourceCard> = leads.tables().iter().zip(leads.mappings()).zip(leads.summaries()).map(card).collect();
    count_across_files(context, &mut cards);
    cards
}
