//! Source × action × offer, time and countries, counted together as leads, people and companies.

use std::sync::Arc;

use super::clip::{TEXT_SHOWN, clip};
use super::overview::{BreakdownRow, Count, CountryRow, Measure, OfferRow, Overview, SourceCard, Totals, UnknownCode};
use super::tally::Tally;
use super::timeline::{Calendar, Timeline, TimelineBucket};
use crate::engine::intake::Table;
use crate::engine::intake::header::ColumnRole;
use crate::engine::leads::{
    Action, Dictionary, Flags, Leads, Mapping, NONE, Offer, Origin, ProblemKind, Source, SourceSummary, UnknownSlot, recognise,
    unknown_word,
};
use crate::engine::matching::{Clusters, sort_by_code};

/// The keys a lead is counted under.
#[derive(Clone, Copy, Debug)]
struct Facet {
    origin: u32,
    country: u32,
    bucket: u32,
}

/// The tallies of all views, counted together.
#[derive(Debug)]
struct Tallies {
    calendar: Calendar,
    /// Per distinct origin: source, action, cell of the matrix, offer.
    keys: Vec<[u32; 4]>,
    origins: Tally,
    sources: Tally,
    actions: Tally,
    cells: Tally,
    offers: Tally,
    countries: Tally,
    buckets: Tally,
    bucket_sources: Tally,
    all: Tally,
}

const SOURCES: usize = Source::ALL.len();
const ACTIONS: usize = Action::ALL.len();

/// The picture of all leads.
pub fn overview(leads: &Leads, clusters: &Clusters) -> Overview {
    let mut builder = OverviewBuilder::new(leads);
    while builder.step(leads, clusters) {}
    builder.finish(leads, clusters)
}

/// Makes an [`Overview`], a measure a step.
#[derive(Debug)]
pub(in crate::engine) struct OverviewBuilder {
    tallies: Tallies,
    facets: Vec<Option<Facet>>,
    /// Measures counted.
    counted: usize,
}

impl OverviewBuilder {
    pub(in crate::engine) fn new(leads: &Leads) -> Self {
        let tallies = Tallies::new(leads);
        Self { facets: tallies.facets(leads), tallies, counted: 0 }
    }

    /// Counts in the next measure; `false` when there is none left.
    pub(in crate::engine) fn step(&mut self, leads: &Leads, clusters: &Clusters) -> bool {
        let (tallies, facets) = (&mut self.tallies, &self.facets);
        match Measure::ALL.get(self.counted) {
            Some(Measure::Leads) => tallies.count(facets, (0_u32..).zip(0_u32..).take(leads.len()), |count| &mut count.leads),
            Some(Measure::People) => {
                let people = clusters.members().iter().map(|lead| (*lead, clusters.of().get(*lead as usize).copied().unwrap_or(NONE)));
                tallies.count(facets, people, |count| &mut count.people);
            }
            Some(Measure::Companies) => {
                let (_, by_company) = sort_by_code(leads.companies(), leads.company_texts().len());
                let companies = by_company.iter().map(|lead| (*lead, leads.companies().get(*lead as usize).copied().unwrap_or(NONE)));
                tallies.count(facets, companies, |count| &mut count.companies);
            }
            None => {}
        }
        self.counted += 1;
        self.counted < Measure::ALL.len()
    }

    /// The picture, when all has been counted.
    pub(in crate::engine) fn finish(self, leads: &Leads, clusters: &Clusters) -> Overview {
        self.tallies.into_overview(leads, clusters)
    }
}

impl Tallies {
    fn new(leads: &Leads) -> Self {
        let key_of = |origin: &Origin| {
            let source = Source::ALL.iter().position(|source| *source == origin.source).unwrap_or_default();
            let action = Action::ALL.iter().position(|action| *action == origin.action).unwrap_or_default();
            [code(source), code(action), code(source * ACTIONS + action), origin.offer]
        };
        let calendar = Calendar::of(
            leads.created().iter().zip(leads.flags()).filter(|(_, flags)| !flags.contains(Flags::TEST)).filter_map(|(made, _)| made.day()),
        );
        let buckets = calendar.starts.len();
        Self {
            calendar,
            keys: leads.distinct_origins().iter().map(key_of).collect(),
            origins: Tally::new(leads.distinct_origins().len()),
            sources: Tally::new(SOURCES),
            actions: Tally::new(ACTIONS),
            cells: Tally::new(SOURCES * ACTIONS),
            offers: Tally::new(leads.offers().len()),
            // One more for leads without a country.
            countries: Tally::new(leads.country_texts().len() + 1),
            buckets: Tally::new(buckets),
            bucket_sources: Tally::new(buckets * SOURCES),
            all: Tally::new(1),
        }
    }

    /// What each lead is counted under, side by side, because people and companies are visited out of order. Tests count nowhere.
    fn facets(&self, leads: &Leads) -> Vec<Option<Facet>> {
        let no_country = code(leads.country_texts().len());
        let columns = leads.origins().iter().zip(leads.countries()).zip(leads.created()).zip(leads.flags());
        columns
            .map(|(((origin, country), created), flags)| {
                let bucket = created.day().and_then(|day| self.calendar.bucket(day)).unwrap_or(NONE);
                let facet = Facet { origin: *origin, country: if *country == NONE { no_country } else { *country }, bucket };
                (!flags.contains(Flags::TEST)).then_some(facet)
            })
            .collect()
    }

    /// Counts (lead, owner) pairs in every tally; equal owners must come one after another.
    fn count(&mut self, facets: &[Option<Facet>], owned: impl Iterator<Item = (u32, u32)>, measure: fn(&mut Count) -> &mut u32) {
        for tally in [
            &mut self.origins,
            &mut self.sources,
            &mut self.actions,
            &mut self.cells,
            &mut self.offers,
            &mut self.countries,
            &mut self.buckets,
            &mut self.bucket_sources,
            &mut self.all,
        ] {
            tally.restart();
        }
        for (lead, owner) in owned {
            let Some(Some(facet)) = facets.get(lead as usize) else { continue };
            let Some([source, action, cell, offer]) = self.keys.get(facet.origin as usize).copied() else { continue };
            self.origins.count(facet.origin, owner, measure);
            self.sources.count(source, owner, measure);
            self.actions.count(action, owner, measure);
            self.cells.count(cell, owner, measure);
            self.offers.count(offer, owner, measure);
            self.countries.count(facet.country, owner, measure);
            self.all.count(0, owner, measure);
            if facet.bucket != NONE {
                self.buckets.count(facet.bucket, owner, measure);
                self.bucket_sources.count(facet.bucket * code(SOURCES) + source, owner, measure);
            }
        }
    }

    fn into_overview(self, leads: &Leads, clusters: &Clusters) -> Overview {
        let all = self.all.get(0);
        let ranked = self.offers.ranked(|offer| leads.offers().get(offer as usize).map(Offer::key));
        let mut listed = vec![None; leads.offers().len()];
        for (place, (offer, _)) in ranked.iter().enumerate().take(Overview::ROWS) {
            if let Some(listed) = listed.get_mut(*offer as usize) {
                *listed = Some(code(place));
            }
        }
        Overview {
            sources: source_cards(leads),
            totals: totals(leads, clusters, all),
            breakdown: self.breakdown(leads, &listed),
            matrix: self.cells.iter().filter_map(|(cell, count)| cell_of(cell).map(|(source, action)| (source, action, count))).collect(),
            by_source: self.sources.iter().filter_map(|(key, count)| Some((*Source::ALL.get(key as usize)?, count))).collect(),
            by_action: self.actions.iter().filter_map(|(key, count)| Some((*Action::ALL.get(key as usize)?, count))).collect(),
            all,
            more_offers: code(ranked.len().saturating_sub(Overview::ROWS)),
            offers: ranked.iter().take(Overview::ROWS).filter_map(|(offer, count)| offer_row(leads, *offer, *count)).collect(),
            timeline: self.timeline(all),
            countries: self.countries(leads),
            unknown: unknown_codes(leads),
        }
    }

    fn breakdown(&self, leads: &Leads, listed: &[Option<u32>]) -> Vec<BreakdownRow> {
        let origin_of = |key: u32| leads.distinct_origins().get(key as usize).copied();
        let name = |key: u32| {
            origin_of(key).map(|origin| (origin.source, origin.action, leads.offers().get(origin.offer as usize).map(Offer::key)))
        };
        let rows = self.origins.ranked(name);
        rows.into_iter()
            .take(Overview::ROWS)
            .filter_map(|(key, count)| {
                let Origin { source, action, offer } = origin_of(key)?;
                Some(BreakdownRow { source, action, offer: listed.get(offer as usize).copied().flatten(), count })
            })
            .collect()
    }

    fn timeline(&self, all: Count) -> Timeline {
        let bucket = |(bucket, start): (u32, &i32)| TimelineBucket {
            start: *start,
            count: self.buckets.get(bucket),
            sources: (0_u32..)
                .zip(Source::ALL)
                .map(|(key, source)| (source, self.bucket_sources.get(bucket * code(SOURCES) + key)))
                .filter(|(_, count)| count.leads > 0)
                .collect(),
        };
        let buckets: Vec<TimelineBucket> = (0_u32..).zip(&self.calendar.starts).map(bucket).collect();
        let dated: u32 = buckets.iter().map(|bucket| bucket.count.leads).sum();
        Timeline { period: self.calendar.period, buckets, undated: all.leads.saturating_sub(dated) }
    }

    fn countries(&self, leads: &Leads) -> Vec<CountryRow> {
        let name = |key: u32| leads.country_texts().get(key).to_owned();
        let row = |(key, count)| CountryRow { country: clip(&name(key), TEXT_SHOWN), count };
        self.countries.ranked(name).into_iter().take(Overview::ROWS).map(row).collect()
    }
}

/// A small number as a code; the numbers here are lengths of lists bounded by 32-bit offsets.
fn code(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(NONE)
}

fn cell_of(cell: u32) -> Option<(Source, Action)> {
    let cell = cell as usize;
    Some((*Source::ALL.get(cell / ACTIONS)?, *Action::ALL.get(cell % ACTIONS)?))
}

fn offer_row(leads: &Leads, offer: u32, count: Count) -> Option<OfferRow> {
    let offer = leads.offers().get(offer as usize)?;
    Some(OfferRow { key: clip(&offer.key(), TEXT_SHOWN), title: clip(&offer.title, TEXT_SHOWN), count })
}

fn totals(leads: &Leads, clusters: &Clusters, all: Count) -> Totals {
    let sum = |of: fn(&SourceSummary) -> u32| leads.summaries().iter().map(of).sum();
    let marked = |mark: Flags| code(leads.flags().iter().filter(|flags| flags.contains(mark)).count());
    Totals {
        records: sum(|source| source.records),
        leads: sum(|source| source.leads),
        skipped: sum(|source| source.skipped),
        people: all.people,
        companies: all.companies,
        duplicates: all.leads - all.people,
        groups: code(clusters.group_count()),
        test_leads: marked(Flags::TEST),
        do_not_contact: marked(Flags::DO_NOT_CONTACT),
        problems: code(leads.problems().len()),
    }
}

fn source_cards(leads: &Leads) -> Vec<SourceCard> {
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
        unsure: code(mapping.columns.iter().filter(|column| !column.is_sure()).count()),
    };
    leads.tables().iter().zip(leads.mappings()).zip(leads.summaries()).map(card).collect()
}

/// Codes that are not the marketplace's, counted by their text.
fn unknown_codes(leads: &Leads) -> Vec<UnknownCode> {
    let mut texts = [(UnknownSlot::Source, Dictionary::default(), Vec::new()), (UnknownSlot::Action, Dictionary::default(), Vec::new())];
    for problem in leads.problems() {
        let [sources, actions] = &mut texts;
        let (_, dictionary, counts) = match problem.kind {
            ProblemKind::UnknownSource => sources,
            ProblemKind::UnknownAction => actions,
            _ => continue,
        };
        let Some(table) = leads.tables().get(usize::from(problem.file)) else { continue };
        let column = usize::from(problem.column.unwrap_or_default());
        let cell = table.cell(problem.record as usize, column);
        let mapped = leads.mappings().get(usize::from(problem.file)).and_then(|mapping| mapping.columns.get(column));
        // Of a composite only the word that is unknown; the rest of it is known anyway.
        let is_composite = mapped.is_some_and(|column| column.role == ColumnRole::LeadSource);
        let of_source = problem.kind == ProblemKind::UnknownSource;
        let text_code = dictionary.intern(if is_composite { unknown_word(&cell, of_source) } else { cell.trim() }) as usize;
        if text_code == counts.len() {
            counts.push(0_u32);
        }
        if let Some(count) = counts.get_mut(text_code) {
            *count += 1;
        }
    }
    let mut codes: Vec<UnknownCode> = Vec::new();
    for (slot, dictionary, counts) in &texts {
        codes.extend((0_u32..).zip(counts).map(|(text, leads)| UnknownCode {
            slot: *slot,
            text: clip(dictionary.get(text), TEXT_SHOWN),
            leads: *leads,
        }));
    }
    codes.sort_by(|one, other| other.leads.cmp(&one.leads).then_with(|| one.text.cmp(&other.text)));
    codes.truncate(Overview::ROWS);
    codes
}
