//! Keys by which leads are counted and filtered, found out once for all of them.

use super::DayRange;
use super::clip::{TEXT_SHOWN, clip};
use super::problem_cause::{ProblemCauses, before_offer, problem_cell, unknown_slot};
use crate::intake::header::ColumnRole;
use crate::leads::{
    Action, Created, Dictionary, EPOCH_WEEKDAY, Flags, LeadId, Leads, NONE, Offer, Origin, Storefront, UnknownSlot, unknown_word,
};
use crate::matching::sort_by_code;
use crate::saturating::saturating_u32;

/// The slot of leads whose time of day is not known.
pub(super) const NO_SLOT: u8 = 7 * 24;
/// Slots of a week: its hours.
pub(super) const SLOTS: usize = NO_SLOT as usize;
/// The day of leads whose date cannot be told.
pub(super) const NO_DAY: i32 = i32::MIN;
/// Number of storefronts.
pub(super) const STOREFRONTS: usize = Storefront::ALL.len();
/// Number of actions.
pub(super) const ACTIONS: usize = Action::ALL.len();

/// Keys that follow from a lead's origin.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OriginKeys {
    pub(super) storefront: u32,
    pub(super) action: u32,
    /// Storefront × action.
    pub(super) cell: u32,
    pub(super) offer: u32,
    pub(super) publisher: u32,
}

/// A code that is not the marketplace's.
#[derive(Clone, Debug)]
pub(super) struct UnknownText {
    pub(super) slot: UnknownSlot,
    /// The text, clipped.
    pub(super) text: String,
    /// True where it stands for itself somewhere, so that it may name a source or an action.
    pub(super) stands_alone: bool,
}

/// Keys of all leads. Nothing here changes as long as the leads are open.
#[derive(Clone, Debug, Default)]
pub(super) struct LeadKeys {
    /// Day of each lead, or [`NO_DAY`].
    pub(super) days: Vec<i32>,
    /// Weekday from Monday × 24 + hour of each lead, or [`NO_SLOT`].
    pub(super) slots: Vec<u8>,
    /// For each distinct origin, and one more for leads that have none.
    origins: Vec<OriginKeys>,
    pub(super) publishers: Dictionary,
    pub(super) domains: Dictionary,
    /// For each lead the code of its mail domain, one past the last for leads without an e-mail.
    pub(super) lead_domains: Vec<u32>,
    pub(super) statuses: TextKeys,
    pub(super) owners: TextKeys,
    /// For each lead whether it is the only one of its company.
    pub(super) sole_of_company: Vec<bool>,
    /// Leads that name a company, company by company; those of company `c` are `by_company[company_starts[c]..company_starts[c + 1]]`.
    by_company: Vec<u32>,
    company_starts: Vec<u32>,
    /// For each problem the lead made of its record, or [`NONE`].
    pub(super) problem_leads: Vec<u32>,
    pub(super) problem_causes: ProblemCauses,
    pub(super) unknown_texts: Vec<UnknownText>,
    /// Leads and the unknown codes they have, each pair once, by code.
    pub(super) unknown: Vec<(u32, u32)>,
    /// From the first to the last day: of leads that are no tests, and of all.
    span: Option<DayRange>,
    whole_span: Option<DayRange>,
}

/// Some days and one more.
fn widened(span: Option<DayRange>, day: i32) -> DayRange {
    span.map_or(DayRange { from: day, to: day }, |span| DayRange { from: span.from.min(day), to: span.to.max(day) })
}

/// Distinct texts of a column, and which of them each lead has.
#[derive(Clone, Debug, Default)]
pub(super) struct TextKeys {
    pub(super) texts: Dictionary,
    /// For each lead the code of its text; [`NONE`] for leads without one.
    pub(super) of_lead: Vec<u32>,
}

impl TextKeys {
    fn of(leads: &Leads, role: ColumnRole) -> Self {
        let mut keys = Self { texts: Dictionary::default(), of_lead: vec![NONE; leads.len()] };
        if leads.mappings().iter().all(|mapping| mapping.column(role).is_none()) {
            return keys;
        }
        for (lead, code) in (0..).map(LeadId).map_while(|id| leads.get(id)).zip(&mut keys.of_lead) {
            let text = lead.text(role);
            if !text.is_empty() {
                *code = keys.texts.intern(&text);
            }
        }
        keys
    }
}

impl LeadKeys {
    /// The keys of leads.
    pub(super) fn of(leads: &Leads) -> Self {
        let (company_starts, by_company) = sort_by_code(leads.companies(), leads.company_texts().len());
        let mut keys = Self {
            days: leads.created().iter().map(|made| made.day().unwrap_or(NO_DAY)).collect(),
            slots: leads.created().iter().map(|made| slot(*made)).collect(),
            by_company,
            company_starts,
            ..Self::default()
        };
        keys.publishers.intern("");
        let publishers: Vec<u32> = leads.offers().iter().map(|offer| keys.publishers.intern(&offer.publisher)).collect();
        let nothing = Origin { storefront: Storefront::None, action: Action::None, offer: 0 };
        keys.origins = leads.distinct_origins().iter().chain([&nothing]).map(|origin| origin_keys(*origin, &publishers)).collect();
        keys.find_domains(leads);
        keys.statuses = TextKeys::of(leads, ColumnRole::Status);
        keys.owners = TextKeys::of(leads, ColumnRole::Owner);
        keys.find_sole();
        keys.find_spans(leads);
        keys.problem_leads = leads
            .problems()
            .iter()
            .map(|problem| leads.lead_of(usize::from(problem.file), problem.record).map_or(NONE, |lead| lead.0))
            .collect();
        keys.problem_causes = ProblemCauses::of(leads);
        keys.find_unknown(leads);
        keys
    }

    /// Returns the keys of an origin by its code; for a code that is none, those of leads without an origin.
    #[inline]
    pub(super) fn origin(&self, code: u32) -> OriginKeys {
        self.origins.get((code as usize).min(self.origins.len().saturating_sub(1))).copied().unwrap_or_default()
    }

    /// The keys of each distinct origin; the last is for leads without any.
    pub(super) fn origins(&self) -> &[OriginKeys] {
        &self.origins
    }

    /// Companies with their leads.
    pub(super) fn companies(&self) -> impl Iterator<Item = (u32, &[u32])> {
        let ends = self.company_starts.iter().zip(self.company_starts.iter().skip(1));
        let leads = |(start, end): (&u32, &u32)| self.by_company.get(*start as usize..*end as usize).unwrap_or_default();
        (0_u32..).zip(ends.map(leads))
    }

    /// The leads of one company; none of [`NONE`].
    pub(super) fn company_leads(&self, company: u32) -> &[u32] {
        let at = |place: usize| self.company_starts.get(place).map(|start| *start as usize);
        let range = at(company as usize).zip(at((company as usize).saturating_add(1))).map(|(start, end)| start..end);
        range.and_then(|range| self.by_company.get(range)).unwrap_or_default()
    }

    /// From the first to the last day of the leads, tests among them only if they are requested.
    pub(super) fn span(&self, with_tests: bool) -> Option<DayRange> {
        if with_tests { self.whole_span } else { self.span }
    }

    /// From the first to the last day of the leads that fail nothing.
    pub(super) fn span_of(&self, failed_masks: &[u32]) -> Option<DayRange> {
        let days = self.days.iter().zip(failed_masks).filter(|(day, failed_mask)| **day != NO_DAY && **failed_mask == 0);
        days.fold(None, |span, (day, _)| Some(widened(span, *day)))
    }

    fn find_domains(&mut self, leads: &Leads) {
        let mut of_email = vec![NONE; leads.email_texts().len()];
        let domain = |email: &u32| {
            let Some(domain) = of_email.get_mut(*email as usize) else { return NONE };
            if *domain == NONE {
                let text = leads.email_texts().get(*email);
                *domain = self.domains.intern(text.rsplit_once('@').map_or(text, |(_, domain)| domain));
            }
            *domain
        };
        self.lead_domains = leads.emails().iter().map(domain).collect();
        let none = saturating_u32(self.domains.len());
        for domain in self.lead_domains.iter_mut().filter(|domain| **domain == NONE) {
            *domain = none;
        }
    }

    fn find_sole(&mut self) {
        let mut sole = vec![false; self.days.len()];
        for (_, members) in self.companies() {
            if let [lead] = members
                && let Some(sole) = sole.get_mut(*lead as usize)
            {
                *sole = true;
            }
        }
        self.sole_of_company = sole;
    }

    fn find_spans(&mut self, leads: &Leads) {
        for (day, flags) in self.days.iter().zip(leads.flags()).filter(|(day, _)| **day != NO_DAY) {
            self.whole_span = Some(widened(self.whole_span, *day));
            if !flags.contains(Flags::TEST) {
                self.span = Some(widened(self.span, *day));
            }
        }
    }

    /// Finds the codes that are not the marketplace's, by their text.
    fn find_unknown(&mut self, leads: &Leads) {
        let mut texts = [Dictionary::default(), Dictionary::default()];
        // Texts in the place of the storefront by themselves.
        let mut alone = Vec::new();
        let mut met = Vec::new();
        for (problem, lead) in leads.problems().iter().zip(&self.problem_leads) {
            let Some(slot) = unknown_slot(problem.kind) else { continue };
            // Of a composite only the word that is unknown; the rest of it is known anyway.
            let Some((cell, is_composite)) = problem_cell(leads, *problem) else { continue };
            let [storefronts, actions] = &mut texts;
            let dictionary = if slot == UnknownSlot::Storefront { storefronts } else { actions };
            let text = if is_composite { unknown_word(&cell, slot == UnknownSlot::Storefront) } else { cell.trim() };
            let code = dictionary.intern(text);
            let is_whole = || !is_composite || before_offer(&cell) == text;
            if slot == UnknownSlot::Storefront && alone.get(code as usize) != Some(&true) && is_whole() {
                alone.resize(alone.len().max(code as usize + 1), false);
                if let Some(alone) = alone.get_mut(code as usize) {
                    *alone = true;
                }
            }
            met.push((*lead, slot, code));
        }
        let [storefronts, actions] = &texts;
        let named = |slot, texts: &Dictionary| -> Vec<UnknownText> {
            let stands_alone = |text: u32| slot == UnknownSlot::Storefront && alone.get(text as usize) == Some(&true);
            let named = |text| UnknownText { slot, text: clip(texts.get(text), TEXT_SHOWN), stands_alone: stands_alone(text) };
            (0..saturating_u32(texts.len())).map(named).collect()
        };
        self.unknown_texts = [named(UnknownSlot::Storefront, storefronts), named(UnknownSlot::Action, actions)].concat();
        let first_action = saturating_u32(storefronts.len());
        let numbered = met.into_iter().filter(|(lead, ..)| *lead != NONE);
        self.unknown =
            numbered.map(|(lead, slot, text)| (lead, if slot == UnknownSlot::Storefront { text } else { first_action + text })).collect();
        self.unknown.sort_unstable_by_key(|(lead, text)| (*text, *lead));
        self.unknown.dedup();
    }
}

fn origin_keys(origin: Origin, publishers: &[u32]) -> OriginKeys {
    let storefront = Storefront::ALL.iter().position(|storefront| *storefront == origin.storefront).unwrap_or_default();
    let action = Action::ALL.iter().position(|action| *action == origin.action).unwrap_or_default();
    OriginKeys {
        storefront: saturating_u32(storefront),
        action: saturating_u32(action),
        cell: saturating_u32(storefront * ACTIONS + action),
        offer: origin.offer,
        publisher: publishers.get(origin.offer as usize).copied().unwrap_or_default(),
    }
}

fn slot(made: Created) -> u8 {
    let known = made.day().zip(made.hour());
    known.and_then(|(day, hour)| u8::try_from((day + EPOCH_WEEKDAY).rem_euclid(7) * 24 + i32::from(hour)).ok()).unwrap_or(NO_SLOT)
}

/// The storefront and action of a cell of the matrix.
pub(super) fn cell_of(cell: u32) -> Option<(Storefront, Action)> {
    let cell = cell as usize;
    Some((*Storefront::ALL.get(cell / ACTIONS)?, *Action::ALL.get(cell % ACTIONS)?))
}

/// An offer's key, and its publisher, as they are listed.
pub(super) fn shown_key(offer: &Offer) -> String {
    clip(&offer.key(), TEXT_SHOWN)
}
