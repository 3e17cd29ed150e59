//! An overview as bytes, version 2. Version 1 lacks unidentified leads and exact repeats.
//!
//! Most numbers of an overview follow from others: leads are sums, people at most leads, dates a period apart. So each is written as
//! its difference to what the numbers before it suggest, which is mostly a small one. A wrong guess costs bytes, never truth.
//!
//! # Invariants
//! `read(write(overview)) == overview` for what [`fit`](super::fit) lets through; reading any bytes gives an overview or `Damaged`.

use std::collections::BTreeMap;

use super::codec::{Reader, Writer};
use super::{ShareError, ShareView};
use crate::leads::{Action, Storefront};
use crate::report::{BreakdownRow, Count, CountryRow, Measure, OfferRow, Overview, Period, Timeline, TimelineBucket, Totals};
use crate::sorting;

/// Buckets of a timeline that are read; a link holds far fewer.
pub(super) const BUCKETS: usize = 2_000;

/// Actions of version 1: a row's storefront and action are one number. A new one needs a new version.
const ACTIONS: u8 = 7;
const _: () = assert!(Action::ALL.len() == ACTIONS as usize && Storefront::ALL.len() == 6);

/// Letters of the alphabet: a country is two of them.
const LETTERS: u32 = 26;

/// The periods, in the order of their numbers.
const PERIODS: [Period; 4] = [Period::Day, Period::Week, Period::Month, Period::Year];

/// The bytes of an overview that [`fit`](super::fit) has made fit.
pub(super) fn write(overview: &Overview, view: ShareView) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.byte(position(&Measure::ALL, view.measure));
    write_offers(&mut writer, &overview.offers);
    write_breakdown(&mut writer, &overview.breakdown);
    let sums = Sums::of(&overview.breakdown);
    for (offer, row) in (0..).zip(&overview.offers) {
        write_count(&mut writer, row.count, sums.offer(offer));
    }
    writer.number(overview.more_offers);
    write_matrix(&mut writer, overview, &sums);
    write_totals(&mut writer, &overview.totals, overview.all);
    write_timeline(&mut writer, &overview.timeline);
    write_countries(&mut writer, &overview.countries);
    writer.into_bytes()
}

/// The overview and the view in such bytes of a version.
pub(super) fn read(bytes: &[u8], version: u8) -> Result<(Overview, ShareView), ShareError> {
    let mut reader = Reader::new(bytes, version);
    let view = ShareView { measure: item(&Measure::ALL, reader.byte()?)? };
    let mut overview = Overview { offers: read_offers(&mut reader)?, ..Overview::default() };
    overview.breakdown = read_breakdown(&mut reader, overview.offers.len())?;
    let sums = Sums::of(&overview.breakdown);
    for (offer, row) in (0..).zip(&mut overview.offers) {
        row.count = read_count(&mut reader, sums.offer(offer))?;
    }
    overview.more_offers = reader.number()?;
    read_matrix(&mut reader, &mut overview, &sums)?;
    overview.totals = read_totals(&mut reader, overview.all)?;
    overview.timeline = read_timeline(&mut reader)?;
    overview.countries = read_countries(&mut reader)?;
    reader.finish()?;
    // A link carries no filter: what is found is all there is.
    (overview.whole, overview.found) = (overview.all, overview.totals);
    Ok((overview, view))
}

/// The leads of a breakdown, added up as the rest of an overview repeats them. Sums wrap: they are guesses.
struct Sums {
    cells: BTreeMap<(Storefront, Action), u32>,
    offers: BTreeMap<u32, u32>,
}

impl Sums {
    fn of(rows: &[BreakdownRow]) -> Self {
        let mut sums = Self { cells: BTreeMap::new(), offers: BTreeMap::new() };
        for row in rows {
            add(sums.cells.entry((row.storefront, row.action)).or_default(), row.count.leads);
            if let Some(offer) = row.offer {
                add(sums.offers.entry(offer).or_default(), row.count.leads);
            }
        }
        sums
    }

    fn offer(&self, offer: u32) -> u32 {
        self.offers.get(&offer).copied().unwrap_or_default()
    }

    fn cell(&self, cell: (Storefront, Action)) -> u32 {
        self.cells.get(&cell).copied().unwrap_or_default()
    }
}

fn add(sum: &mut u32, leads: u32) {
    *sum = sum.wrapping_add(leads);
}

/// A count whose leads are guessed; people are guessed to be as many as leads, companies as many as people.
fn write_count(writer: &mut Writer, count: Count, leads: u32) {
    writer.signed(count.leads.wrapping_sub(leads).cast_signed());
    writer.number(count.leads.wrapping_sub(count.people));
    writer.number(count.people.wrapping_sub(count.companies));
    writer.number(count.unidentified);
    writer.number(count.repeats);
}

fn read_count(reader: &mut Reader, leads: u32) -> Result<Count, ShareError> {
    let leads = leads.wrapping_add_signed(reader.signed()?);
    let people = leads.wrapping_sub(reader.number()?);
    let companies = people.wrapping_sub(reader.number()?);
    let [unidentified, repeats] = if reader.version == 1 { [0, 0] } else { [reader.number()?, reader.number()?] };
    Ok(Count { leads, people, companies, unidentified, repeats })
}

fn write_offers(writer: &mut Writer, offers: &[OfferRow]) {
    writer.length(offers.len());
    for offer in offers {
        writer.text(&offer.key);
        writer.text(&offer.title);
    }
}

fn read_offers(reader: &mut Reader) -> Result<Vec<OfferRow>, ShareError> {
    let length = reader.length(Overview::ROWS)?;
    (0..length)
        .map(|_| Ok(OfferRow { key: reader.text()?, title: reader.text()?, count: Count::default(), ..OfferRow::default() }))
        .collect()
}

/// Rows come largest first, so leads are guessed to be those of the row before.
fn write_breakdown(writer: &mut Writer, rows: &[BreakdownRow]) {
    writer.length(rows.len());
    let mut leads = 0;
    for row in rows {
        let action = position(&Action::ALL, row.action);
        writer.byte(position(&Storefront::ALL, row.storefront) * ACTIONS + action);
        writer.wide(row.offer.map_or(0, |offer| u64::from(offer) + 1));
        write_count(writer, row.count, leads);
        leads = row.count.leads;
    }
}

fn read_breakdown(reader: &mut Reader, offers: usize) -> Result<Vec<BreakdownRow>, ShareError> {
    let length = reader.length(Overview::ROWS)?;
    let mut rows = Vec::with_capacity(length);
    let mut leads = 0;
    for _ in 0..length {
        let cell = reader.byte()?;
        let storefront = item(&Storefront::ALL, cell / ACTIONS)?;
        let action = item(&Action::ALL, cell % ACTIONS)?;
        let offer = reader.number()?.checked_sub(1);
        if offer.is_some_and(|offer| offer as usize >= offers) {
            return Err(ShareError::Damaged);
        }
        let count = read_count(reader, leads)?;
        leads = count.leads;
        rows.push(BreakdownRow { storefront, action, offer, count });
    }
    Ok(rows)
}

/// The matrix, its rows, its columns and their sum; which of them occur stands in masks.
fn write_matrix(writer: &mut Writer, overview: &Overview, sums: &Sums) {
    let cells = sorting::map(overview.matrix.iter().map(|&(storefront, action, count)| ((storefront, action), count)));
    write_masked(writer, &all_cells(), &cells, |cell| sums.cell(cell));
    let storefronts = sorting::map(overview.by_storefront.iter().copied());
    write_masked(writer, &Storefront::ALL, &storefronts, |storefront| sum(&cells, |cell| cell.0 == storefront));
    let actions = sorting::map(overview.by_action.iter().copied());
    write_masked(writer, &Action::ALL, &actions, |action| sum(&cells, |cell| cell.1 == action));
    write_count(writer, overview.all, sum(&cells, |_| true));
}

fn read_matrix(reader: &mut Reader, overview: &mut Overview, sums: &Sums) -> Result<(), ShareError> {
    let cells = read_masked(reader, &all_cells(), |cell| sums.cell(cell))?;
    overview.matrix = cells.iter().map(|&((storefront, action), count)| (storefront, action, count)).collect();
    let cells = sorting::map(cells);
    overview.by_storefront = read_masked(reader, &Storefront::ALL, |storefront| sum(&cells, |cell| cell.0 == storefront))?;
    overview.by_action = read_masked(reader, &Action::ALL, |action| sum(&cells, |cell| cell.1 == action))?;
    overview.all = read_count(reader, sum(&cells, |_| true))?;
    Ok(())
}

fn all_cells() -> Vec<(Storefront, Action)> {
    Storefront::ALL.into_iter().flat_map(|storefront| Action::ALL.into_iter().map(move |action| (storefront, action))).collect()
}

fn sum(cells: &BTreeMap<(Storefront, Action), Count>, which: impl Fn((Storefront, Action)) -> bool) -> u32 {
    cells.iter().filter(|(cell, _)| which(**cell)).fold(0, |sum, (_, count)| sum.wrapping_add(count.leads))
}

/// A mask of the keys that occur, then their counts.
fn write_masked<K: Copy + Ord>(writer: &mut Writer, keys: &[K], counts: &BTreeMap<K, Count>, leads: impl Fn(K) -> u32) {
    let mask = (0_u32..).zip(keys).filter(|(_, key)| counts.contains_key(key)).fold(0_u64, |mask, (bit, _)| mask | 1 << bit);
    writer.wide(mask);
    for key in keys {
        if let Some(&count) = counts.get(key) {
            write_count(writer, count, leads(*key));
        }
    }
}

fn read_masked<K: Copy>(reader: &mut Reader, keys: &[K], leads: impl Fn(K) -> u32) -> Result<Vec<(K, Count)>, ShareError> {
    let mask = reader.wide()?;
    if mask >> keys.len() != 0 {
        return Err(ShareError::Damaged);
    }
    let present = (0_u32..).zip(keys).filter(|(bit, _)| mask >> bit & 1 == 1);
    present.map(|(_, &key)| Ok((key, read_count(reader, leads(key))?))).collect()
}

fn write_totals(writer: &mut Writer, totals: &Totals, all: Count) {
    for number in [totals.test_leads, totals.skipped, totals.groups, totals.do_not_contact, totals.problems, totals.unidentified] {
        writer.number(number);
    }
    writer.wide(totals.repeats.map_or(0, |repeats| u64::from(repeats) + 1));
    for (number, guess) in guesses(totals, all) {
        writer.signed(number.wrapping_sub(guess).cast_signed());
    }
}

fn read_totals(reader: &mut Reader, all: Count) -> Result<Totals, ShareError> {
    let mut totals = Totals::default();
    for number in [&mut totals.test_leads, &mut totals.skipped, &mut totals.groups, &mut totals.do_not_contact, &mut totals.problems] {
        *number = reader.number()?;
    }
    if reader.version > 1 {
        totals.unidentified = reader.number()?;
        let repeats = reader.wide()?.checked_sub(1).map(u32::try_from).transpose();
        totals.repeats = repeats.map_err(|_| ShareError::Damaged)?;
    }
    // Each guess needs only the numbers before it, so the totals grow with every turn.
    for turn in 0..guesses(&totals, all).len() {
        let difference = reader.signed()?;
        let guess = guesses(&totals, all).get(turn).map_or(0, |(_, guess)| *guess);
        let fields = [&mut totals.leads, &mut totals.records, &mut totals.people, &mut totals.companies, &mut totals.duplicates];
        if let Some(field) = fields.into_iter().nth(turn) {
            *field = guess.wrapping_add_signed(difference);
        }
    }
    Ok(totals)
}

/// Leads, records, people, companies, duplicates: the numbers, and what they follow from.
fn guesses(totals: &Totals, all: Count) -> [(u32, u32); 5] {
    [
        (totals.leads, all.leads.wrapping_add(totals.test_leads)),
        (totals.records, totals.leads.wrapping_add(totals.skipped)),
        (totals.people, all.people),
        (totals.companies, all.companies),
        (totals.duplicates, totals.leads.wrapping_sub(totals.test_leads).wrapping_sub(totals.unidentified).wrapping_sub(totals.people)),
    ]
}

/// Days to the next period are guessed to be the most there can be; a bucket's leads to be the sum of its storefronts.
fn write_timeline(writer: &mut Writer, timeline: &Timeline) {
    writer.byte(position(&PERIODS, timeline.period));
    writer.number(timeline.undated);
    writer.length(timeline.buckets.len());
    let mut start = 0_i32;
    for bucket in &timeline.buckets {
        writer.signed(bucket.start.wrapping_sub(start));
        start = bucket.start.wrapping_add(longest(timeline.period));
        write_masked(writer, &Storefront::ALL, &bucket.storefronts.iter().copied().collect(), |_| 0);
        write_count(writer, bucket.count, bucket_leads(&bucket.storefronts));
    }
}

fn read_timeline(reader: &mut Reader) -> Result<Timeline, ShareError> {
    let period = item(&PERIODS, reader.byte()?)?;
    let undated = reader.number()?;
    let length = reader.length(BUCKETS)?;
    let mut buckets = Vec::with_capacity(length);
    let mut next = 0_i32;
    for _ in 0..length {
        let start = next.wrapping_add(reader.signed()?);
        next = start.wrapping_add(longest(period));
        let storefronts = read_masked(reader, &Storefront::ALL, |_| 0)?;
        let count = read_count(reader, bucket_leads(&storefronts))?;
        buckets.push(TimelineBucket { start, count, storefronts, ..TimelineBucket::default() });
    }
    Ok(Timeline { period, buckets, undated, ..Timeline::default() })
}

fn bucket_leads(storefronts: &[(Storefront, Count)]) -> u32 {
    storefronts.iter().fold(0, |sum, (_, count)| sum.wrapping_add(count.leads))
}

/// Days of the longest period of a kind.
fn longest(period: Period) -> i32 {
    match period {
        Period::Day => 1,
        Period::Week => 7,
        Period::Month => 31,
        Period::Year => 366,
    }
}

/// A country is the number of its two letters, none is 0. Rows come largest first, as in the breakdown.
fn write_countries(writer: &mut Writer, countries: &[CountryRow]) {
    writer.length(countries.len());
    let mut leads = 0;
    for row in countries {
        writer.number(match row.country.as_bytes() {
            [first @ b'A'..=b'Z', second @ b'A'..=b'Z'] => u32::from(first - b'A') * LETTERS + u32::from(second - b'A') + 1,
            _ => 0,
        });
        write_count(writer, row.count, leads);
        leads = row.count.leads;
    }
}

fn read_countries(reader: &mut Reader) -> Result<Vec<CountryRow>, ShareError> {
    let length = reader.length(Overview::ROWS)?;
    let mut rows = Vec::with_capacity(length);
    let mut leads = 0;
    for _ in 0..length {
        let country = match reader.number()?.checked_sub(1) {
            None => String::new(),
            Some(number) => [letter(number / LETTERS)?, letter(number % LETTERS)?].iter().collect(),
        };
        let count = read_count(reader, leads)?;
        leads = count.leads;
        rows.push(CountryRow { country, count, ..CountryRow::default() });
    }
    Ok(rows)
}

fn letter(number: u32) -> Result<char, ShareError> {
    ('A'..='Z').nth(number as usize).ok_or(ShareError::Damaged)
}

/// Position of an item in a list of fewer than 256; 0 where it is not there.
fn position<T: Copy + PartialEq>(items: &[T], item: T) -> u8 {
    (0..).zip(items).find(|(_, known)| **known == item).map_or(0, |(position, _)| position)
}

fn item<T: Copy>(items: &[T], position: u8) -> Result<T, ShareError> {
    items.get(usize::from(position)).copied().ok_or(ShareError::Damaged)
}
