//! Every view of the picture counted together: leads with people in one pass, companies in another.

use super::lead_keys::{ACTIONS, LeadKeys, NO_DAY, NO_SLOT, SLOTS, SOURCES, code};
use super::person_path::PATHS;
use super::selection::{DAYS, Facts, bit};
use super::tally::Tally;
use super::timeline::Calendar;
use super::{Count, DayRange, Facet};
use crate::engine::leads::{Leads, NONE};

/// The facets a view leaves out of account.
pub(super) const MATRIX: u32 = bit(Facet::Source) | bit(Facet::Action) | bit(Facet::Cell);
const OFFERS: u32 = bit(Facet::Publisher) | bit(Facet::Offer);
const HOURS: u32 = bit(Facet::Weekday) | bit(Facet::Hour) | bit(Facet::Slot);
const COUNTRIES: u32 = bit(Facet::Country);
const COMPANIES: u32 = bit(Facet::Company);
const DOMAINS: u32 = bit(Facet::Domain);
const PATH: u32 = bit(Facet::Path);

/// Into which of the compared days a day falls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum When {
    #[default]
    Neither,
    Now,
    Before,
}

/// A lead by all its keys.
struct Row {
    origin: u32,
    source: u32,
    action: u32,
    cell: u32,
    offer: u32,
    publisher: u32,
    country: u32,
    company: u32,
    domain: u32,
    path: u32,
    slot: u32,
    bucket: u32,
    when: When,
}

/// Two tallies of the same keys: of late, and before.
pub(super) struct ChangeTally {
    pub(super) now: Tally,
    pub(super) before: Tally,
}

impl ChangeTally {
    fn new(len: usize) -> Self {
        Self { now: Tally::new(len), before: Tally::new(len) }
    }

    #[inline]
    fn count(&mut self, when: When, key: u32, owner: u32, of_people: bool) {
        match when {
            When::Now => self.now.count(key, owner, of_people),
            When::Before => self.before.count(key, owner, of_people),
            When::Neither => {}
        }
    }

    fn restart(&mut self) {
        self.now.restart();
        self.before.restart();
    }
}

/// The tallies of all views.
pub(super) struct Tallies {
    pub(super) calendar: Calendar,
    pub(super) origins: Tally,
    pub(super) sources: Tally,
    pub(super) actions: Tally,
    pub(super) cells: Tally,
    pub(super) offers: Tally,
    pub(super) publishers: Tally,
    /// One more for leads without a country; companies and domains likewise.
    pub(super) countries: Tally,
    pub(super) companies: Tally,
    pub(super) domains: Tally,
    pub(super) paths: Tally,
    pub(super) hours: Tally,
    pub(super) buckets: Tally,
    pub(super) bucket_sources: Tally,
    pub(super) bucket_actions: Tally,
    /// Of the timeline's leads those without a date.
    pub(super) undated: u32,
    pub(super) all: Tally,
    pub(super) offer_change: ChangeTally,
    pub(super) publisher_change: ChangeTally,
    pub(super) country_change: ChangeTally,
    pub(super) change: ChangeTally,
    /// People with more than one lead, at least one of which passes.
    pub(super) groups: u32,
    window: Option<DayRange>,
}

impl Tallies {
    /// Counts the leads by what each fails.
    pub(super) fn count(facts: Facts<'_>, fails: &[u32], calendar: Calendar, window: Option<DayRange>) -> Self {
        let Facts { leads, keys, clusters, .. } = facts;
        let (offers, publishers) = (leads.offers().len(), keys.publishers.len());
        let (countries, buckets) = (leads.country_texts().len() + 1, calendar.starts.len());
        let mut tallies = Self {
            calendar,
            origins: Tally::new(keys.origins().len()),
            sources: Tally::new(SOURCES),
            actions: Tally::new(ACTIONS),
            cells: Tally::new(SOURCES * ACTIONS),
            offers: Tally::new(offers),
            publishers: Tally::new(publishers),
            countries: Tally::new(countries),
            companies: Tally::new(leads.company_texts().len() + 1),
            domains: Tally::new(keys.domains.len() + 1),
            paths: Tally::new(PATHS),
            hours: Tally::new(SLOTS),
            buckets: Tally::new(buckets),
            bucket_sources: Tally::new(buckets * SOURCES),
            bucket_actions: Tally::new(buckets * ACTIONS),
            undated: 0,
            all: Tally::new(1),
            offer_change: ChangeTally::new(offers),
            publisher_change: ChangeTally::new(publishers),
            country_change: ChangeTally::new(countries),
            change: ChangeTally::new(1),
            groups: 0,
            window,
        };
        for person in 0..code(clusters.count()) {
            let members = clusters.cluster(person);
            let mut passes = false;
            for lead in members {
                passes |= tallies.visit(facts, fails, *lead, person, true);
            }
            tallies.groups += u32::from(passes && members.len() > 1);
        }
        tallies.restart();
        for (company, members) in keys.companies() {
            for lead in members {
                tallies.visit(facts, fails, *lead, company, false);
            }
        }
        tallies
    }

    fn restart(&mut self) {
        for tally in [
            &mut self.origins,
            &mut self.sources,
            &mut self.actions,
            &mut self.cells,
            &mut self.offers,
            &mut self.publishers,
            &mut self.countries,
            &mut self.companies,
            &mut self.domains,
            &mut self.paths,
            &mut self.hours,
            &mut self.buckets,
            &mut self.bucket_sources,
            &mut self.bucket_actions,
            &mut self.all,
        ] {
            tally.restart();
        }
        for tally in [&mut self.offer_change, &mut self.publisher_change, &mut self.country_change, &mut self.change] {
            tally.restart();
        }
    }

    /// Counts one lead in every view it passes into; whether it passes everything. What it fails is of one view's own facets, or it
    /// passes into none: no two views have a facet in common.
    #[inline]
    fn visit(&mut self, facts: Facts<'_>, fails: &[u32], lead: u32, owner: u32, of_people: bool) -> bool {
        let fails = fails.get(lead as usize).copied().unwrap_or(NONE);
        // The days looked at have no bearing on the comparison with those before.
        let besides_days = fails & !DAYS;
        let is_one_view = |own: u32| besides_days & !own == 0;
        if !(is_one_view(MATRIX)
            || is_one_view(OFFERS)
            || is_one_view(HOURS)
            || is_one_view(COUNTRIES)
            || is_one_view(COMPANIES)
            || is_one_view(DOMAINS)
            || is_one_view(PATH))
        {
            return false;
        }
        let row = self.row(facts, lead);
        if row.when != When::Neither {
            self.compare(&row, besides_days, owner, of_people);
        }
        if fails == 0 {
            self.origins.count(row.origin, owner, of_people);
            self.all.count(0, owner, of_people);
        }
        if fails & !MATRIX == 0 {
            self.sources.count(row.source, owner, of_people);
            self.actions.count(row.action, owner, of_people);
            self.cells.count(row.cell, owner, of_people);
        }
        if fails & !OFFERS == 0 {
            self.offers.count(row.offer, owner, of_people);
            self.publishers.count(row.publisher, owner, of_people);
        }
        if besides_days == 0 {
            if row.bucket == NONE {
                self.undated += u32::from(of_people);
            } else {
                self.buckets.count(row.bucket, owner, of_people);
                self.bucket_sources.count(row.bucket * code(SOURCES) + row.source, owner, of_people);
                self.bucket_actions.count(row.bucket * code(ACTIONS) + row.action, owner, of_people);
            }
        }
        if fails & !HOURS == 0 && row.slot != u32::from(NO_SLOT) {
            self.hours.count(row.slot, owner, of_people);
        }
        if fails & !COUNTRIES == 0 {
            self.countries.count(row.country, owner, of_people);
        }
        if fails & !COMPANIES == 0 {
            self.companies.count(row.company, owner, of_people);
        }
        if fails & !DOMAINS == 0 {
            self.domains.count(row.domain, owner, of_people);
        }
        if fails & !PATH == 0 {
            self.paths.count(row.path, owner, of_people);
        }
        fails == 0
    }

    fn compare(&mut self, row: &Row, fails: u32, owner: u32, of_people: bool) {
        if fails == 0 {
            self.change.count(row.when, 0, owner, of_people);
        }
        if fails & !OFFERS == 0 {
            self.offer_change.count(row.when, row.offer, owner, of_people);
            self.publisher_change.count(row.when, row.publisher, owner, of_people);
        }
        if fails & !COUNTRIES == 0 {
            self.country_change.count(row.when, row.country, owner, of_people);
        }
    }

    #[inline]
    fn row(&self, facts: Facts<'_>, lead: u32) -> Row {
        let Facts { leads, keys, paths, .. } = facts;
        let at = |codes: &[u32]| codes.get(lead as usize).copied().unwrap_or(NONE);
        let origin = at(leads.origins()).min(code(keys.origins().len()).saturating_sub(1));
        let of_origin = keys.origin(origin);
        let day = keys.days.get(lead as usize).copied().unwrap_or(NO_DAY);
        let when = match self.window {
            Some(window) if day != NO_DAY && window.contains(day) => When::Now,
            Some(window) if day != NO_DAY && window.previous().contains(day) => When::Before,
            _ => When::Neither,
        };
        Row {
            origin,
            source: of_origin.source,
            action: of_origin.action,
            cell: of_origin.cell,
            offer: of_origin.offer,
            publisher: of_origin.publisher,
            country: at(leads.countries()).min(code(leads.country_texts().len())),
            company: at(leads.companies()).min(code(leads.company_texts().len())),
            domain: keys.domain(at(leads.emails())),
            path: paths.get(lead as usize).copied().map_or(NONE, u32::from),
            slot: keys.slots.get(lead as usize).copied().map_or(NONE, u32::from),
            bucket: self.calendar.bucket(day).unwrap_or(NONE),
            when,
        }
    }

    /// For each offer of a list its leads in every bucket of the timeline. `places` tells for each offer where it stands in the list.
    pub(super) fn trends(&self, leads: &Leads, keys: &LeadKeys, fails: &[u32], places: &[Option<u32>], len: usize) -> Vec<Vec<u32>> {
        let mut trends = vec![vec![0; self.calendar.starts.len()]; len];
        for ((fails, origin), day) in fails.iter().zip(leads.origins()).zip(&keys.days) {
            if fails & !OFFERS == 0
                && let Some(Some(place)) = places.get(keys.origin(*origin).offer as usize)
                && let Some(bucket) = self.calendar.bucket(*day)
                && let Some(count) = trends.get_mut(*place as usize).and_then(|trend| trend.get_mut(bucket as usize))
            {
                *count += 1;
            }
        }
        trends
    }

    /// Of late and before, everything together.
    pub(super) fn all_change(&self) -> super::Change {
        change(&self.change, 0)
    }
}

/// A key of late and before.
pub(super) fn change(tally: &ChangeTally, key: u32) -> super::Change {
    super::Change { now: tally.now.get(key), before: tally.before.get(key) }
}

/// Everything that was counted.
pub(super) fn all(tallies: &Tallies) -> Count {
    tallies.all.get(0)
}
