//! The leads that pass a filter, facet by facet: one bit for each facet a lead fails.
//!
//! A change of the filter makes only the bits of changed facets anew, and a view can leave its own facets out of account by leaving out
//! their bits.

use super::clip::{TEXT_SHOWN, clip};
use super::completeness::Filled;
use super::file_values::FileValues;
use super::lead_keys::{LeadKeys, NO_DAY, NO_SLOT, cell_of, shown_key};
use super::person_path::{PATHS, paths_named};
use super::search::Search;
use super::standing::Standing;
use super::{Facet, LeadFilter, LeadFlag, Overview, unknown_name};
use crate::intake::header::ColumnRole;
use crate::leads::{Action, Dictionary, Flags, LeadId, Leads, Offer, Storefront};
use crate::matching::Clusters;
use crate::saturating::saturating_u32;

/// Bit of [`LeadFilter::days`].
pub(super) const DAYS: u32 = 1 << Facet::ALL.len();
/// Bit of [`LeadFilter::search`].
const SEARCH: u32 = DAYS << 1;
/// Bit of [`LeadFilter::person`].
const PERSON: u32 = DAYS << 2;
/// Bit of test leads that are not requested.
pub(super) const TEST: u32 = DAYS << 3;

/// The bit of a facet.
pub(super) const fn bit(facet: Facet) -> u32 {
    1 << facet as u32
}

/// Everything that leads are looked up in.
#[derive(Clone, Copy)]
pub(super) struct FilterContext<'a> {
    pub(super) leads: &'a Leads,
    pub(super) keys: &'a LeadKeys,
    pub(super) clusters: &'a Clusters,
    /// The path of each lead's person.
    pub(super) paths: &'a [u16],
    /// The standing of each lead among people.
    pub(super) standings: &'a [Standing],
    pub(super) filled: &'a Filled,
    pub(super) file_values: &'a FileValues,
}

impl FilterContext<'_> {
    /// True where the leads of one cluster are a person's.
    pub(super) fn is_somebody(&self, members: &[u32]) -> bool {
        let standing = members.first().and_then(|lead| self.standings.get(*lead as usize));
        standing.is_some_and(|standing| !standing.is_unidentified)
    }
}

/// The leads that pass a filter.
#[derive(Clone, Debug, Default)]
pub(super) struct Selection {
    filter: LeadFilter,
    /// For each lead a bit for each facet it fails.
    failed_masks: Vec<u32>,
    /// Bits that rest on who is who and were made before that changed.
    stale: u32,
}

impl Selection {
    /// All leads but tests.
    pub(super) fn all(leads: &Leads) -> Self {
        let failed_masks = leads.flags().iter().map(|flags| if flags.contains(Flags::TEST) { TEST } else { 0 });
        Self { filter: LeadFilter::default(), failed_masks: failed_masks.collect(), stale: 0 }
    }

    /// For each lead a bit for each facet it fails.
    pub(super) fn failed_masks(&self) -> &[u32] {
        &self.failed_masks
    }

    /// The same selection where no view leaves its own facets out of account: a lead that fails any facet fails all of them.
    pub(super) fn strict(&self) -> Self {
        let strict = |failed: &u32| if failed & !TEST == 0 { *failed } else { u32::MAX };
        Self { filter: self.filter.clone(), failed_masks: self.failed_masks.iter().map(strict).collect(), stale: self.stale }
    }

    /// True for a lead that the search finds, whatever else is picked.
    pub(super) fn is_found(&self, lead: u32) -> bool {
        self.failed_masks.get(lead as usize).is_some_and(|failed_mask| failed_mask & (SEARCH | TEST) == 0)
    }

    /// True for a lead that passes everything.
    #[inline]
    pub(super) fn passes(&self, lead: u32) -> bool {
        self.failed_masks.get(lead as usize) == Some(&0)
    }

    /// True where test leads are requested.
    pub(super) fn with_tests(&self) -> bool {
        self.filter.has_tests()
    }

    /// Notes that the bits that rest on who is who are stale, as that has changed.
    pub(super) fn regroup(&mut self) {
        self.stale = bit(Facet::Path) | bit(Facet::Flag) | bit(Facet::CrossFile) | PERSON;
    }

    /// Selects the leads that pass a filter.
    pub(super) fn apply(&mut self, context: FilterContext<'_>, filter: &LeadFilter) {
        let had_tests = self.with_tests();
        let before = std::mem::replace(&mut self.filter, filter.clone());
        let stale = std::mem::take(&mut self.stale);
        for facet in Facet::ALL {
            let is_same = [false, true].iter().all(|exclude| before.values(facet, *exclude) == filter.values(facet, *exclude));
            if !is_same || (stale & bit(facet) != 0 && filter.concerns(facet)) {
                self.apply_facet(context, facet);
            }
        }
        if before.days != filter.days {
            let passes = |day: i32| filter.days.is_none_or(|days| day != NO_DAY && days.contains(day));
            set(&mut self.failed_masks, DAYS, context.keys.days.iter().map(|day| passes(*day)));
        }
        if before.person != filter.person || stale & PERSON != 0 && filter.person.is_some() {
            let person = filter.person.map(|lead| context.clusters.of().get(lead as usize).copied());
            let passes = |cluster: &u32| person.is_none_or(|person| person == Some(*cluster));
            set(&mut self.failed_masks, PERSON, context.clusters.of().iter().map(passes));
        }
        if had_tests != self.with_tests() {
            let is_requested = self.with_tests();
            set(&mut self.failed_masks, TEST, context.leads.flags().iter().map(|flags| is_requested || !flags.contains(Flags::TEST)));
        }
        if before.search != filter.search {
            self.search(context.leads, &before.search);
        }
    }

    /// Looks for the words; where a text was written on, only where it stood before: a word of ASCII grown longer stands nowhere new. Others
    /// may: the small letter of a final sigma is another one (`ΑΣ`, `ΑΣΑ`).
    fn search(&mut self, leads: &Leads, before: &str) {
        let search = Search::new(&self.filter.search);
        let is_grown = self.filter.search.is_ascii() && self.filter.search.starts_with(before);
        for (lead, failed_mask) in (0_u32..).zip(&mut self.failed_masks) {
            let failed_before = is_grown && *failed_mask & SEARCH != 0;
            let finds = !failed_before && search.finds(leads, LeadId(lead));
            *failed_mask = if finds { *failed_mask & !SEARCH } else { *failed_mask | SEARCH };
        }
    }

    fn apply_facet(&mut self, context: FilterContext<'_>, facet: Facet) {
        let picked = FacetFilter::of(&self.filter, facet);
        let failed_masks = &mut self.failed_masks;
        let FilterContext { leads, keys, .. } = context;
        if picked.is_nothing() {
            return set(failed_masks, bit(facet), std::iter::repeat(true));
        }
        match facet {
            Facet::Storefront | Facet::Action | Facet::Cell | Facet::Publisher | Facet::Offer => {
                let passing = picked.origins(context, facet);
                set(failed_masks, bit(facet), leads.origins().iter().map(|origin| look_up(&passing, *origin)));
            }
            Facet::Country => {
                let passing = picked.texts(leads.country_texts());
                set(failed_masks, bit(facet), leads.countries().iter().map(|country| look_up(&passing, *country)));
            }
            Facet::Company => {
                let passing = picked.texts(leads.company_texts());
                set(failed_masks, bit(facet), leads.companies().iter().map(|company| look_up(&passing, *company)));
            }
            Facet::Status | Facet::Owner => {
                let keys = if facet == Facet::Status { &keys.statuses } else { &keys.owners };
                let passing = picked.texts(&keys.texts);
                set(failed_masks, bit(facet), keys.of_lead.iter().map(|text| look_up(&passing, *text)));
            }
            Facet::LeadId => {
                let ids = (0..).map(LeadId).map_while(|id| leads.get(id)).map(|lead| lead.text(ColumnRole::LeadId));
                set(failed_masks, bit(facet), ids.map(|id| picked.passes(|value| value == clip(&id, TEXT_SHOWN))));
            }
            Facet::Domain => {
                let passing = picked.texts(&keys.domains);
                set(failed_masks, bit(facet), keys.lead_domains.iter().map(|domain| look_up(&passing, *domain)));
            }
            Facet::Weekday | Facet::Hour | Facet::Slot => {
                let passing: Vec<bool> = (0..=NO_SLOT).map(|slot| picked.passes(|value| is_slot_named(facet, slot, value))).collect();
                set(failed_masks, bit(facet), keys.slots.iter().map(|slot| look_up(&passing, u32::from(*slot))));
            }
            Facet::Path => {
                let mut passing = vec![picked.include.is_empty(); PATHS];
                for (values, passes) in [(picked.include, true), (picked.exclude, false)] {
                    for path in values.iter().flat_map(|value| paths_named(value)) {
                        put(&mut passing, path, passes);
                    }
                }
                set(failed_masks, bit(facet), context.paths.iter().map(|path| look_up(&passing, u32::from(*path))));
            }
            Facet::Flag => {
                let [include, exclude] = picked.masks(LeadFlag::ALL.map(LeadFlag::as_str));
                let passes = |flags: u32| (picked.include.is_empty() || flags & include != 0) && flags & exclude == 0;
                let columns = leads.flags().iter().zip(&keys.days).zip(context.standings);
                let masks = columns.map(|((flags, day), standing)| flag_mask(*flags, *standing, *day == NO_DAY));
                set(failed_masks, bit(facet), masks.map(passes));
            }
            Facet::Filled => {
                let [include, exclude] = picked.masks(Overview::FIELDS.map(ColumnRole::as_str));
                let passes = |fields: u32| (picked.include.is_empty() || fields & include != 0) && fields & exclude == 0;
                set(failed_masks, bit(facet), context.filled.fields(leads).map(|fields| passes(u32::from(fields))));
            }
            Facet::CrossFile => {
                let FilterContext { clusters, standings, file_values, .. } = context;
                picked.set_having(failed_masks, bit(facet), |values| file_values.having(leads, clusters, standings, values));
            }
            Facet::Problem => {
                let having = |values: &[String]| {
                    let kinds = leads.problems().iter().zip(&keys.problem_leads);
                    let found = kinds.filter(|(problem, _)| values.iter().any(|value| value == problem.kind.as_str()));
                    leads_of(leads.len(), found.map(|(_, lead)| *lead))
                };
                picked.set_having(failed_masks, bit(facet), having);
            }
            Facet::Unknown => {
                let having = |values: &[String]| {
                    let names = keys.unknown_texts.iter().map(|unknown| unknown_name(unknown.slot, &unknown.text));
                    let is_wanted: Vec<bool> = names.map(|name| values.contains(&name)).collect();
                    let pairs = keys.unknown.iter().filter(|(_, text)| is_wanted.get(*text as usize) == Some(&true));
                    leads_of(leads.len(), pairs.map(|(lead, _)| *lead))
                };
                picked.set_having(failed_masks, bit(facet), having);
            }
        }
    }
}

/// The values picked of a facet, and those left out.
struct FacetFilter<'a> {
    include: &'a [String],
    exclude: &'a [String],
}

impl<'a> FacetFilter<'a> {
    fn of(filter: &'a LeadFilter, facet: Facet) -> Self {
        Self { include: filter.values(facet, false), exclude: filter.values(facet, true) }
    }

    fn is_nothing(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// True where something with one value passes; `is_named` tells whether that value has a name.
    fn passes(&self, is_named: impl Fn(&str) -> bool) -> bool {
        (self.include.is_empty() || self.include.iter().any(|value| is_named(value))) && !self.exclude.iter().any(|value| is_named(value))
    }

    /// Tells of each code of a text whether it passes; the last is for no text.
    fn texts(&self, texts: &Dictionary) -> Vec<bool> {
        let mut passing = vec![self.include.is_empty(); texts.len() + 1];
        for (values, passes) in [(self.include, true), (self.exclude, false)] {
            for value in values {
                if value.is_empty() {
                    put(&mut passing, saturating_u32(texts.len()), passes);
                }
                if let Some(text) = texts.code(value) {
                    put(&mut passing, text, passes);
                }
                if is_clipped(value) {
                    for text in (0..saturating_u32(texts.len())).filter(|text| clip(texts.get(*text), TEXT_SHOWN) == *value) {
                        put(&mut passing, text, passes);
                    }
                }
            }
        }
        passing
    }

    /// Tells of each origin whether it passes; the last is for leads without any.
    fn origins(&self, context: FilterContext<'_>, facet: Facet) -> Vec<bool> {
        let offers: Vec<bool> = match facet {
            Facet::Offer => context.leads.offers().iter().map(|offer| self.passes(|value| is_offer_named(offer, value))).collect(),
            _ => Vec::new(),
        };
        let publishers = if facet == Facet::Publisher { self.texts(&context.keys.publishers) } else { Vec::new() };
        let origins = context.keys.origins().iter().map(|origin| {
            let (storefront, action): (Storefront, Action) = cell_of(origin.cell).unwrap_or_default();
            match facet {
                Facet::Storefront => self.passes(|value| value == storefront.as_str()),
                Facet::Action => self.passes(|value| value == action.as_str()),
                Facet::Publisher => look_up(&publishers, origin.publisher),
                Facet::Offer => look_up(&offers, origin.offer),
                _ => self.passes(|value| {
                    value.strip_prefix(storefront.as_str()).and_then(|rest| rest.strip_prefix('-')) == Some(action.as_str())
                }),
            }
        });
        origins.collect()
    }

    /// The bits of the names picked, and of those left out.
    fn masks<const N: usize>(&self, names: [&str; N]) -> [u32; 2] {
        let mask = |values: &[String]| {
            let bits = (0_u32..).zip(names).filter(|(_, name)| values.iter().any(|value| value == name));
            bits.fold(0, |mask, (place, _)| mask | 1 << place)
        };
        [mask(self.include), mask(self.exclude)]
    }

    /// Sets a bit by the leads that have one of some values.
    fn set_having(&self, failed_masks: &mut [u32], bit: u32, having: impl Fn(&[String]) -> Vec<bool>) {
        let (included, excluded) = (having(self.include), having(self.exclude));
        let passes = |(included, excluded): (&bool, &bool)| (self.include.is_empty() || *included) && !*excluded;
        set(failed_masks, bit, included.iter().zip(&excluded).map(passes));
    }
}

/// Sets a bit for each lead that does not pass, and takes it away from the others.
fn set(failed_masks: &mut [u32], bit: u32, passes: impl Iterator<Item = bool>) {
    for (failed_mask, passes) in failed_masks.iter_mut().zip(passes) {
        *failed_mask = if passes { *failed_mask & !bit } else { *failed_mask | bit };
    }
}

/// Returns what stands under a code; for a code that is none, what stands at the end.
#[inline]
fn look_up(passing: &[bool], code: u32) -> bool {
    passing.get((code as usize).min(passing.len().saturating_sub(1))).copied().unwrap_or_default()
}

fn put(passing: &mut [bool], code: u32, passes: bool) {
    if let Some(place) = passing.get_mut(code as usize) {
        *place = passes;
    }
}

/// True for a value that may be a longer text, clipped as it is shown.
fn is_clipped(value: &str) -> bool {
    value.ends_with('…') && value.chars().count() == TEXT_SHOWN + 1
}

fn is_offer_named(offer: &Offer, value: &str) -> bool {
    offer.key() == value || is_clipped(value) && shown_key(offer) == value
}

/// True where a slot of the week, its day or its hour has that name.
fn is_slot_named(facet: Facet, slot: u8, value: &str) -> bool {
    if slot == NO_SLOT {
        return value.is_empty();
    }
    let (weekday, hour) = ((slot / 24 + 1).to_string(), (slot % 24).to_string());
    match facet {
        Facet::Weekday => value == weekday,
        Facet::Hour => value == hour,
        _ => value.strip_prefix(&weekday).and_then(|rest| rest.strip_prefix('-')) == Some(hour.as_str()),
    }
}

/// The flags of a lead, a bit each in the order of [`LeadFlag::ALL`].
fn flag_mask(flags: Flags, standing: Standing, is_undated: bool) -> u32 {
    let has_flags = [
        flags.contains(Flags::TEST),
        flags.contains(Flags::DO_NOT_CONTACT),
        !standing.is_sole,
        standing.is_repeat,
        standing.is_unidentified,
        flags.contains(Flags::PROBLEM),
        is_undated,
    ];
    (0_u32..).zip(has_flags).fold(0, |mask, (place, has)| mask | u32::from(has) << place)
}

/// For each lead whether it is among some.
fn leads_of(len: usize, leads: impl Iterator<Item = u32>) -> Vec<bool> {
    let mut among = vec![false; len];
    leads.for_each(|lead| put(&mut among, lead, true));
    among
}
