//! Every view of the overview counted together.
//!
//! A lead that is the only one of its person, or of its company, counts for the person or company wherever it counts: one pass over all
//! leads does that by plain addition. Only people and companies with several leads have theirs gathered, and count once under each key.

use super::change_tally::{ChangeTally, When};
use super::lead_block::{Fetched, LeadBlock};
use super::lead_keys::{ACTIONS, LeadKeys, NO_DAY, NO_SLOT, SLOTS, STOREFRONTS};
use super::person_path::PATHS;
use super::selection::{DAYS, FilterContext};
use super::tally::Tally;
use super::timeline::Calendar;
use super::view::{COMPANIES, COUNTRIES, DOMAINS, HOURS, MATRIX, OFFERS, PATH, is_counted};
use super::{Count, DayRange};
use crate::leads::NONE;
use crate::saturating::saturating_u32;

/// Cells of the matrix.
const CELLS: u32 = 42;
const _: () = assert!(CELLS as usize == STOREFRONTS * ACTIONS);

/// One person, and one company.
pub(super) const PERSON: Count = Count { leads: 0, people: 1, companies: 0, unidentified: 0, repeats: 0 };
pub(super) const COMPANY: Count = Count { companies: 1, people: 0, ..PERSON };

impl Tally {
    /// Counts an owner once under each key its leads have, of those that fail nothing but what is left out of account.
    #[inline]
    fn count(&mut self, rows: &[LeadRowKeys], owner: u32, once: Count, own: u32, key: impl Fn(&LeadRowKeys) -> u32) {
        let mut last = NONE;
        for row in rows.iter().filter(|row| row.failed_mask & !own == 0) {
            let key = key(row);
            if key != last {
                last = key;
                self.count_once(key, owner, once);
            }
        }
    }
}

/// A lead by all its keys.
pub(super) struct LeadRowKeys {
    failed_mask: u32,
    origin: u32,
    storefront: u32,
    action: u32,
    cell: u32,
    offer: u32,
    publisher: u32,
    country: u32,
    company: u32,
    domain: u32,
    pub(super) path: u32,
    slot: u32,
    bucket: u32,
    when: When,
}

/// The tallies of all views.
#[derive(Clone, Debug)]
pub(super) struct Tallies {
    pub(super) calendar: Calendar,
    pub(super) origins: Tally,
    /// Part of the origins that does not count for what follows from them, because its owner has several or a lead that fails something.
    several_origins: Tally,
    /// Leads that count for storefront and action only, and those that count for offer and publisher only.
    matrix_origins: Tally,
    offer_origins: Tally,
    /// By bucket and cell of the matrix.
    bucket_cells: Tally,
    pub(super) storefronts: Tally,
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
    pub(super) bucket_storefronts: Tally,
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
    /// The days that are compared with those before.
    pub(super) window: Option<DayRange>,
}

impl Tallies {
    /// Counts the leads by what each fails.
    pub(super) fn count(context: FilterContext<'_>, failed_masks: &[u32], calendar: Calendar, window: Option<DayRange>) -> Self {
        let FilterContext { leads, keys, clusters, .. } = context;
        let origins = keys.origins().len();
        let (offers, publishers) = (leads.offers().len(), keys.publishers.len());
        let (countries, buckets) = (leads.country_texts().len() + 1, calendar.starts.len());
        let mut tallies = Self {
            calendar,
            origins: Tally::new(origins),
            several_origins: Tally::new(origins),
            matrix_origins: Tally::new(origins),
            offer_origins: Tally::new(origins),
            bucket_cells: Tally::new(buckets * CELLS as usize),
            storefronts: Tally::new(STOREFRONTS),
            actions: Tally::new(ACTIONS),
            cells: Tally::new(STOREFRONTS * ACTIONS),
            offers: Tally::new(offers),
            publishers: Tally::new(publishers),
            countries: Tally::new(countries),
            companies: Tally::new(leads.company_texts().len() + 1),
            domains: Tally::new(keys.domains.len() + 1),
            paths: Tally::new(PATHS),
            hours: Tally::new(SLOTS),
            buckets: Tally::new(buckets),
            bucket_storefronts: Tally::new(buckets * STOREFRONTS),
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
        tallies.count_leads(context, failed_masks);
        let mut rows = Vec::new();
        for person in 0..saturating_u32(clusters.count()) {
            let members = clusters.cluster(person);
            if members.len() > 1 {
                tallies.gather(context, failed_masks, members, &mut rows);
                tallies.groups += u32::from(rows.iter().any(|row| row.failed_mask == 0));
                if context.is_somebody(members) {
                    tallies.count_owner(&rows, person, PERSON);
                }
            }
        }
        tallies.restart();
        tallies.count_companies(context, failed_masks, &mut rows);
        tallies.spread(keys);
        tallies
    }

    fn restart(&mut self) {
        for tally in [
            &mut self.several_origins,
            &mut self.storefronts,
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
            &mut self.bucket_storefronts,
            &mut self.bucket_actions,
            &mut self.all,
        ] {
            tally.restart();
        }
        for tally in [&mut self.offer_change, &mut self.publisher_change, &mut self.country_change, &mut self.change] {
            tally.restart();
        }
    }

    /// Counts every lead, and with it its person and its company where it is their only one.
    fn count_leads(&mut self, context: FilterContext<'_>, failed_masks: &[u32]) {
        let sole = context.keys.sole_of_company.iter().zip(context.standings);
        for ((lead, failed_mask), (company, standing)) in (0_u32..).zip(failed_masks).zip(sole) {
            if !is_counted(*failed_mask) {
                continue;
            }
            let count = Count { companies: u32::from(*company), ..standing.count() };
            self.count_lead(&self.row(context, *failed_mask, lead), count);
        }
    }

    #[inline]
    fn count_lead(&mut self, row: &LeadRowKeys, count: Count) {
        let failed_mask = row.failed_mask;
        if row.when != When::Neither {
            let besides_days = failed_mask & !DAYS;
            if besides_days == 0 {
                self.change.add(row.when, 0, count);
            }
            if besides_days & !OFFERS == 0 {
                self.offer_change.add(row.when, row.offer, count);
                self.publisher_change.add(row.when, row.publisher, count);
            }
            if besides_days & !COUNTRIES == 0 {
                self.country_change.add(row.when, row.country, count);
            }
        }
        if failed_mask & !DAYS == 0 {
            if row.bucket == NONE {
                self.undated += 1;
            } else {
                self.bucket_cells.add(row.bucket * CELLS + row.cell, count);
            }
        }
        if failed_mask == 0 {
            self.origins.add(row.origin, count);
        } else if failed_mask & !MATRIX == 0 {
            self.matrix_origins.add(row.origin, count);
        } else if failed_mask & !OFFERS == 0 {
            self.offer_origins.add(row.origin, count);
        }
        if failed_mask & !HOURS == 0 && row.slot != u32::from(NO_SLOT) {
            self.hours.add(row.slot, count);
        }
        if failed_mask & !COUNTRIES == 0 {
            self.countries.add(row.country, count);
        }
        if failed_mask & !COMPANIES == 0 {
            self.companies.add(row.company, count);
        }
        if failed_mask & !DOMAINS == 0 {
            self.domains.add(row.domain, count);
        }
        if failed_mask & !PATH == 0 {
            self.paths.add(row.path, count);
        }
    }

    /// The leads of one owner that count in any view.
    fn gather(&self, context: FilterContext<'_>, failed_masks: &[u32], members: &[u32], rows: &mut Vec<LeadRowKeys>) {
        rows.clear();
        for lead in members {
            let failed_mask = failed_masks.get(*lead as usize).copied().unwrap_or(NONE);
            if is_counted(failed_mask) {
                rows.push(self.row(context, failed_mask, *lead));
            }
        }
    }

    /// Counts companies with several leads. These stand all over the columns: a block of them is fetched column by column, so that many are
    /// waited for at a time.
    fn count_companies(&mut self, context: FilterContext<'_>, failed_masks: &[u32], rows: &mut Vec<LeadRowKeys>) {
        let mut companies = context.keys.companies().filter(|(_, members)| members.len() > 1).peekable();
        let mut block = LeadBlock::default();
        while companies.peek().is_some() {
            block.clear();
            while let Some((company, members)) = companies.next_if(|(_, members)| block.has_capacity(members.len())) {
                block.push(company, members);
            }
            block.fetch(context, failed_masks);
            let mut fetched = block.fetched().peekable();
            while let Some((company, lead)) = fetched.next() {
                rows.clear();
                rows.push(self.row_of(context, lead));
                while let Some((_, lead)) = fetched.next_if(|(next, _)| *next == company) {
                    rows.push(self.row_of(context, lead));
                }
                self.count_owner(rows, company, COMPANY);
            }
        }
    }

    /// Counts the owner of some leads once under each key they have.
    fn count_owner(&mut self, rows: &[LeadRowKeys], owner: u32, once: Count) {
        let Some(first) = rows.first() else { return };
        if rows.iter().all(|row| row.failed_mask == 0 && row.origin == first.origin) {
            self.origins.add(first.origin, once);
        } else {
            self.several_origins.count(rows, owner, once, 0, |row| row.origin);
            self.count_origins(rows, owner, once);
        }
        let place = |row: &LeadRowKeys| if row.bucket == NONE { NONE } else { row.bucket * CELLS + row.cell };
        if rows.iter().all(|row| row.failed_mask & !DAYS == 0 && place(row) == place(first)) {
            self.bucket_cells.add(place(first), once);
        } else {
            self.count_buckets(rows, owner, once);
        }
        self.count_others(rows, owner, once);
    }

    /// Counts an owner once under each key some leads have, when all else has been counted.
    pub(super) fn count_late(&mut self, rows: &[LeadRowKeys], owner: u32, once: Count) {
        self.origins.count(rows, owner, once, 0, |row| row.origin);
        self.count_origins(rows, owner, once);
        self.count_buckets(rows, owner, once);
        self.count_others(rows, owner, once);
    }

    /// Counts an owner under what follows from the origins of some leads.
    fn count_origins(&mut self, rows: &[LeadRowKeys], owner: u32, once: Count) {
        self.all.count(rows, owner, once, 0, |_| 0);
        self.storefronts.count(rows, owner, once, MATRIX, |row| row.storefront);
        self.actions.count(rows, owner, once, MATRIX, |row| row.action);
        self.cells.count(rows, owner, once, MATRIX, |row| row.cell);
        self.offers.count(rows, owner, once, OFFERS, |row| row.offer);
        self.publishers.count(rows, owner, once, OFFERS, |row| row.publisher);
    }

    /// Counts an owner in the buckets of some leads.
    fn count_buckets(&mut self, rows: &[LeadRowKeys], owner: u32, once: Count) {
        let in_bucket =
            |row: &LeadRowKeys, kinds: usize, kind: u32| if row.bucket == NONE { NONE } else { row.bucket * saturating_u32(kinds) + kind };
        self.buckets.count(rows, owner, once, DAYS, |row| row.bucket);
        self.bucket_storefronts.count(rows, owner, once, DAYS, |row| in_bucket(row, STOREFRONTS, row.storefront));
        self.bucket_actions.count(rows, owner, once, DAYS, |row| in_bucket(row, ACTIONS, row.action));
    }

    /// Counts an owner under all that follows neither from origins nor from buckets.
    fn count_others(&mut self, rows: &[LeadRowKeys], owner: u32, once: Count) {
        self.hours.count(rows, owner, once, HOURS, |row| row.slot);
        self.countries.count(rows, owner, once, COUNTRIES, |row| row.country);
        self.companies.count(rows, owner, once, COMPANIES, |row| row.company);
        self.domains.count(rows, owner, once, DOMAINS, |row| row.domain);
        self.paths.count(rows, owner, once, PATH, |row| row.path);
        for when in [When::Now, When::Before] {
            if rows.iter().any(|row| row.when == when) {
                let key = |row: &LeadRowKeys, key: u32| if row.when == when { key } else { NONE };
                self.change.of(when).count(rows, owner, once, DAYS, |row| key(row, 0));
                self.offer_change.of(when).count(rows, owner, once, DAYS | OFFERS, |row| key(row, row.offer));
                self.publisher_change.of(when).count(rows, owner, once, DAYS | OFFERS, |row| key(row, row.publisher));
                self.country_change.of(when).count(rows, owner, once, DAYS | COUNTRIES, |row| key(row, row.country));
            }
        }
    }

    /// Counts what was counted by origin, and by bucket and cell, for everything that follows from them.
    fn spread(&mut self, keys: &LeadKeys) {
        for (code, origin) in (0_u32..).zip(keys.origins()) {
            let whole = self.origins.get(code);
            self.all.add(0, whole);
            for count in [whole, self.matrix_origins.get(code)] {
                self.storefronts.add(origin.storefront, count);
                self.actions.add(origin.action, count);
                self.cells.add(origin.cell, count);
            }
            for count in [whole, self.offer_origins.get(code)] {
                self.offers.add(origin.offer, count);
                self.publishers.add(origin.publisher, count);
            }
            self.origins.add(code, self.several_origins.get(code));
        }
        for (place, count) in self.bucket_cells.iter_all() {
            let (bucket, cell) = (place / CELLS, place % CELLS);
            self.buckets.add(bucket, count);
            self.bucket_storefronts.add(bucket * saturating_u32(STOREFRONTS) + cell / saturating_u32(ACTIONS), count);
            self.bucket_actions.add(bucket * saturating_u32(ACTIONS) + cell % saturating_u32(ACTIONS), count);
        }
    }

    #[inline]
    pub(super) fn row(&self, context: FilterContext<'_>, failed_mask: u32, lead: u32) -> LeadRowKeys {
        self.row_of(context, Fetched::of(context, failed_mask, lead))
    }

    #[inline]
    fn row_of(&self, context: FilterContext<'_>, lead: Fetched) -> LeadRowKeys {
        let FilterContext { leads, keys, .. } = context;
        let origin = lead.origin.min(saturating_u32(keys.origins().len()).saturating_sub(1));
        let of_origin = keys.origin(origin);
        let day = lead.day;
        let when = match self.window {
            Some(window) if day != NO_DAY && window.contains(day) => When::Now,
            Some(window) if day != NO_DAY && window.previous().contains(day) => When::Before,
            _ => When::Neither,
        };
        LeadRowKeys {
            failed_mask: lead.failed_mask,
            origin,
            storefront: of_origin.storefront,
            action: of_origin.action,
            cell: of_origin.cell,
            offer: of_origin.offer,
            publisher: of_origin.publisher,
            country: lead.country.min(saturating_u32(leads.country_texts().len())),
            company: lead.company.min(saturating_u32(leads.company_texts().len())),
            domain: lead.domain,
            path: u32::from(lead.path),
            slot: u32::from(lead.slot),
            bucket: self.calendar.bucket(day).unwrap_or(NONE),
            when,
        }
    }

    /// Counts of the two spans, everything together.
    pub(super) fn all_change(&self) -> super::Change {
        self.change.get(0)
    }
}

/// Everything that was counted.
pub(super) fn all(tallies: &Tallies) -> Count {
    tallies.all.get(0)
}
