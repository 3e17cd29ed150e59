//! The part of an overview that a link carries.
//!
//! # Invariants
//! No file name, no text of an unknown code and no unknown country text leaves the page. An offer leaves by its id where that is one to
//! [`is_marketplace_id`] or one that the user has released ([`withheld_offers`]), with its title where the title names it; the others
//! are folded, as are the smallest. What is left out is folded, not lost: leads still add up. People and companies of folded rows cannot be told from numbers alone, so they
//! are the most there can be: their sum, but no more than the cell of the matrix, or the whole, has.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use time::Date;

use super::codec::carried;
use super::country_code::is_country_code;
use super::marketplace_id::{IdOf, is_marketplace_id, is_title_of};
use crate::leads::{Action, EPOCH, Storefront};
use crate::report::{BreakdownRow, Count, CountryRow, OfferRow, Overview, Period, Timeline, TimelineBucket};
use crate::saturating::saturating_u32;
use crate::sorting;

/// The country of rows that are folded: those beyond the largest, and texts that are no country's code. ISO 3166-1 leaves it to users.
pub const OTHER_COUNTRIES: &str = "ZZ";

/// Offers of an overview that are not spelled as ids of the marketplace, most leads first: none of them is in a link unless it was seen.
pub fn withheld_offers(overview: &Overview) -> impl Iterator<Item = &str> {
    overview.offers.iter().filter(|row| !is_carried(row)).map(|row| row.key.as_str())
}

/// The overview with at most that many offers, twice as many countries, and a timeline in periods no shorter than that; none without.
/// Offers that were `seen` are among them, however they are spelled.
pub(super) fn fit(overview: &Overview, seen: &[String], offers: usize, period: Option<Period>) -> Overview {
    let may_leave = |row: &OfferRow| is_carried(row) || seen.contains(&row.key);
    let retained: Vec<(u32, &OfferRow)> = (0..).zip(&overview.offers).filter(|(_, row)| may_leave(row)).take(offers).collect();
    let dropped = saturating_u32(overview.offers.len() - retained.len());
    Overview {
        totals: overview.totals,
        breakdown: fit_breakdown(overview, &retained),
        matrix: overview.matrix.clone(),
        by_storefront: overview.by_storefront.clone(),
        by_action: overview.by_action.clone(),
        all: overview.all,
        offers: retained.iter().map(|(_, row)| fit_offer(row)).collect(),
        more_offers: overview.more_offers.saturating_add(dropped),
        timeline: fit_timeline(&overview.timeline, period, overview.all),
        countries: fit_countries(&overview.countries, offers.saturating_mul(2), overview.all),
        whole: overview.all,
        found: overview.totals,
        ..Overview::default()
    }
}

/// True for an offer that is carried by itself: its key is an id, or it stands for the leads that name none.
fn is_carried(row: &OfferRow) -> bool {
    row.key.is_empty() || is_marketplace_id(&row.key, IdOf::Offer { people: row.count.people })
}

fn fit_offer(row: &OfferRow) -> OfferRow {
    let title = if is_title_of(&row.title, &row.key) { carried(&row.title) } else { String::new() };
    OfferRow { key: carried(&row.key), title, count: row.count, ..OfferRow::default() }
}

/// Rows of dropped offers become one row per storefront and action, without offer.
fn fit_breakdown(overview: &Overview, retained: &[(u32, &OfferRow)]) -> Vec<BreakdownRow> {
    let places: BTreeMap<u32, u32> = sorting::map((0..).zip(retained).map(|(new, (old, _))| (*old, new)));
    if retained.len() == overview.offers.len() {
        return overview.breakdown.clone();
    }
    let mut rows = Vec::new();
    let mut folded: BTreeMap<(Storefront, Action), Count> = BTreeMap::new();
    for row in &overview.breakdown {
        match row.offer.and_then(|offer| places.get(&offer)) {
            Some(&offer) => rows.push(BreakdownRow { offer: Some(offer), ..*row }),
            None => fold(folded.entry((row.storefront, row.action)).or_default(), row.count),
        }
    }
    let whole = sorting::map(overview.matrix.iter().map(|&(storefront, action, count)| ((storefront, action), count)));
    rows.extend(folded.into_iter().map(|((storefront, action), count)| {
        let count = whole.get(&(storefront, action)).map_or(count, |&most| capped(count, most));
        BreakdownRow { storefront, action, offer: None, count }
    }));
    sorting::sort_by_key(&mut rows, |row| Reverse(row.count.leads));
    rows
}

/// The largest countries; the rest in one row at the end.
fn fit_countries(countries: &[CountryRow], limit: usize, all: Count) -> Vec<CountryRow> {
    let mut rows: Vec<CountryRow> = Vec::new();
    let mut others = None;
    for row in countries {
        if rows.len() < limit && (row.country.is_empty() || is_country_code(&row.country)) {
            rows.push(row.clone());
        } else {
            fold(others.get_or_insert(Count::default()), row.count);
        }
    }
    rows.extend(others.map(|count| CountryRow { country: OTHER_COUNTRIES.to_owned(), count: capped(count, all), ..CountryRow::default() }));
    rows
}

/// The timeline in periods no shorter than that.
fn fit_timeline(timeline: &Timeline, period: Option<Period>, all: Count) -> Timeline {
    let Some(period) = period else {
        return Timeline { buckets: Vec::new(), ..timeline.clone() };
    };
    if rank(period) <= rank(timeline.period) {
        return timeline.clone();
    }
    let mut folded: BTreeMap<i32, BTreeMap<Storefront, Count>> = BTreeMap::new();
    let mut counts: BTreeMap<i32, Count> = BTreeMap::new();
    for bucket in &timeline.buckets {
        let start = first_day(bucket.start, period);
        fold(counts.entry(start).or_default(), bucket.count);
        let storefronts = folded.entry(start).or_default();
        for &(storefront, count) in &bucket.storefronts {
            fold(storefronts.entry(storefront).or_default(), count);
        }
    }
    let counts = counts.into_iter().zip(folded.into_values());
    let buckets = counts.map(|((start, count), storefronts)| TimelineBucket {
        start,
        count: capped(count, all),
        storefronts: storefronts.into_iter().map(|(storefront, count)| (storefront, capped(count, all))).collect(),
        ..TimelineBucket::default()
    });
    Timeline { period, buckets: buckets.collect(), undated: timeline.undated, ..Timeline::default() }
}

fn rank(period: Period) -> u8 {
    match period {
        Period::Day => 0,
        Period::Week => 1,
        Period::Month => 2,
        Period::Year => 3,
    }
}

/// The first day of the period a day is in; the day itself where the calendar ends.
fn first_day(day: i32, period: Period) -> i32 {
    let Some(date) = day.checked_add(EPOCH).and_then(|julian| Date::from_julian_day(julian).ok()) else {
        return day;
    };
    let back = match period {
        Period::Day => 0,
        Period::Week => date.weekday().number_days_from_monday().into(),
        Period::Month => i32::from(date.day()) - 1,
        Period::Year => i32::from(date.ordinal()) - 1,
    };
    day - back
}

fn fold(sum: &mut Count, count: Count) {
    sum.leads = sum.leads.saturating_add(count.leads);
    sum.people = sum.people.saturating_add(count.people);
    sum.companies = sum.companies.saturating_add(count.companies);
    sum.unidentified = sum.unidentified.saturating_add(count.unidentified);
    sum.repeats = sum.repeats.saturating_add(count.repeats);
}

fn capped(count: Count, most: Count) -> Count {
    Count { people: count.people.min(most.people), companies: count.companies.min(most.companies), ..count }
}
