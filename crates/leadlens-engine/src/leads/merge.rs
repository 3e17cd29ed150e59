//! Merger of the columns that tell a lead's origin: once for every distinct combination of texts.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::codes::Spelling;
use super::columns::Leads;
use super::dictionary::{Dictionary, NONE};
use super::lead_source::{LeadSource, action, is_usual, read_offer, storefront};
use super::offer_title::{OfferTitles, title_key};
use super::origin::{Action, Offer, Origin, Storefront};
use super::problem::ProblemKind;
use super::value_decision::{ValueDecision, Values};
use crate::intake::header::ColumnRole;
use crate::saturating::saturating_u32;
use crate::sorting;

/// The texts that tell an origin, as codes; [`NONE`] where there is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct OriginParts {
    pub(super) lead_source: u32,
    pub(super) storefront: u32,
    pub(super) action: u32,
    pub(super) publisher: u32,
    pub(super) offer_id: u32,
    pub(super) offer_title: u32,
}

impl OriginParts {
    /// A LeadSource without any other column.
    pub(super) fn of_lead_source(lead_source: u32) -> Self {
        Self { lead_source, storefront: NONE, action: NONE, publisher: NONE, offer_id: NONE, offer_title: NONE }
    }

    /// True when no column but the LeadSource says anything, as in most exports.
    #[inline]
    fn is_lead_source_alone(self) -> bool {
        [self.storefront, self.action, self.publisher, self.offer_id, self.offer_title].iter().all(|part| *part == NONE)
    }
}

/// Origin, action and problems of a combination of texts.
#[derive(Clone, Debug)]
pub(super) struct Merged {
    /// Index in [`Leads::distinct_origins`].
    pub(super) origin: u32,
    pub(super) action: Action,
    /// Oddities of the combination, each with the role of the column that says so.
    pub(super) problems: Vec<(ProblemKind, ColumnRole)>,
}

/// Joins and remembers.
#[derive(Debug, Default)]
pub(super) struct Merger {
    /// The user's meanings of unknown words; looked up once for every distinct text.
    values: Values,
    words: Dictionary,
    merged: Vec<Merged>,
    by_parts: HashMap<OriginParts, u32, FixedState>,
    /// Index in `merged` of each LeadSource that stands alone, by its code; [`NONE`] where it has not been met alone.
    alone: Vec<u32>,
    by_origin: HashMap<Origin, u32, FixedState>,
    by_id: HashMap<(String, String), u32, FixedState>,
    by_title: HashMap<String, u32, FixedState>,
    titles: OfferTitles,
}

impl Merger {
    /// A merger that knows the user's decisions.
    pub(super) fn with_values(decisions: &[ValueDecision]) -> Self {
        Self { values: Values::of(decisions), ..Self::default() }
    }

    /// The code of a text outside of the `LeadSource`.
    #[inline]
    pub(super) fn word(&mut self, text: &str) -> u32 {
        if text.is_empty() { NONE } else { self.words.intern(text) }
    }

    /// The code of a `LeadSource`, parsed when it was not met before.
    #[inline]
    pub(super) fn lead_source(&self, leads: &mut Leads, text: &str) -> u32 {
        if text.is_empty() {
            return NONE;
        }
        let code = leads.lead_source_texts.intern(text);
        if code as usize == leads.parsed_lead_sources.len() {
            leads.parsed_lead_sources.push(LeadSource::parse_with(text, &self.values));
        }
        code
    }

    /// Returns the origin and the problems that the texts tell together.
    pub(super) fn merge(&mut self, leads: &mut Leads, parts: OriginParts) -> Option<&Merged> {
        let index = match self.alone.get(parts.lead_source as usize) {
            Some(&index) if index != NONE && parts.is_lead_source_alone() => index,
            _ => match self.by_parts.get(&parts) {
                Some(&index) => index,
                None => self.merge_new(leads, parts),
            },
        };
        self.merged.get(index as usize)
    }

    fn merge_new(&mut self, leads: &mut Leads, parts: OriginParts) -> u32 {
        let index = saturating_u32(self.merged.len());
        let lead_source = leads.parsed_lead_sources.get(parts.lead_source as usize).cloned().unwrap_or_default();
        let mut problems = Vec::new();
        let (storefront, action) = self.storefront_and_action(&lead_source, parts, &mut problems);
        if lead_source.is_test {
            problems.clear();
        }
        let offer = self.offer(lead_source, parts, &mut problems);
        let offer = self.offer_code(&mut leads.offers, offer);
        let origin = Origin { storefront, action, offer };
        let origins = &mut leads.distinct_origins;
        let origin = *self.by_origin.entry(origin).or_insert_with(|| {
            origins.push(origin);
            saturating_u32(origins.len() - 1)
        });
        sorting::sort_by_key(&mut problems, |(kind, _)| *kind);
        problems.dedup_by_key(|(kind, _)| *kind);
        self.merged.push(Merged { origin, action, problems });
        self.by_parts.insert(parts, index);
        if parts.is_lead_source_alone() && parts.lead_source != NONE {
            let place = parts.lead_source as usize;
            self.alone.resize(self.alone.len().max(place + 1), NONE);
            if let Some(alone) = self.alone.get_mut(place) {
                *alone = index;
            }
        }
        index
    }

    /// Storefront and action: the `LeadSource` counts, columns of their own fill what it leaves open.
    fn storefront_and_action(
        &self,
        lead_source: &LeadSource,
        parts: OriginParts,
        problems: &mut Vec<(ProblemKind, ColumnRole)>,
    ) -> (Storefront, Action) {
        let (own_storefront, storefront_spelling) = self.storefront(self.words.get(parts.storefront));
        let (own_action, action_spelling) = self.action(self.words.get(parts.action));
        let (mut storefront, mut storefront_role) = (lead_source.storefront, ColumnRole::LeadSource);
        let (mut action, mut action_role) = (lead_source.action, ColumnRole::LeadSource);
        if lead_source.spelling == Spelling::Translated {
            problems.push((ProblemKind::Translated, ColumnRole::LeadSource));
        }
        // What the column of the source names may be an action.
        let named_action = if own_storefront == Storefront::Other { self.action(self.words.get(parts.storefront)) } else { NO_ACTION };
        let is_action = !matches!(named_action.0, Action::Other | Action::None);
        if storefront == Storefront::None && !is_action {
            (storefront, storefront_role) = (own_storefront, ColumnRole::Storefront);
            note_translation(storefront_spelling, storefront_role, problems);
        }
        if action == Action::None && own_action == Action::None && is_action {
            (action, action_role) = (named_action.0, ColumnRole::Storefront);
            note_translation(named_action.1, action_role, problems);
        } else if action == Action::None {
            (action, action_role) = (own_action, ColumnRole::Action);
            note_translation(action_spelling, action_role, problems);
        } else if own_action != Action::None && own_action != action {
            problems.push((ProblemKind::Conflict, ColumnRole::Action));
        }
        // A test drive is what is done in the source of test drives.
        if storefront == Storefront::TestDrive && action == Action::None {
            action = Action::StartTestDrive;
        }
        if storefront == Storefront::Other {
            problems.push((ProblemKind::UnknownStorefront, storefront_role));
        } else if action == Action::Other {
            problems.push((ProblemKind::UnknownAction, action_role));
        } else if !is_usual(storefront, action) {
            problems.push((ProblemKind::UnusualCombination, action_role));
        }
        (storefront, action)
    }

    /// Reads a storefront's own column; the user's word counts where the text is unknown.
    fn storefront(&self, text: &str) -> (Storefront, Spelling) {
        let (known, spelling) = storefront(text);
        (if known == Storefront::Other { self.values.storefront(text).unwrap_or(known) } else { known }, spelling)
    }

    /// Reads an action's own column; the user's word counts where the text is unknown.
    fn action(&self, text: &str) -> (Action, Spelling) {
        let (known, spelling) = action(text);
        (if known == Action::Other { self.values.action(text).unwrap_or(known) } else { known }, spelling)
    }

    /// The offer: what the `LeadSource` names, completed by the columns for id, title and publisher.
    fn offer(&self, lead_source: LeadSource, parts: OriginParts, problems: &mut Vec<(ProblemKind, ColumnRole)>) -> Offer {
        let mut offer = lead_source.offer;
        let (column, spelling) = read_offer(self.words.get(parts.offer_id));
        let title = self.words.get(parts.offer_title);
        if offer.publisher.is_empty() && !title.is_empty() && offer.id.eq_ignore_ascii_case(title) {
            // A title of one word stands in the slot like an id does.
            offer.title = std::mem::take(&mut offer.id);
        }
        if offer.id.is_empty() {
            note_translation(spelling, ColumnRole::OfferId, problems);
            (offer.publisher, offer.id) = (column.publisher, column.id);
        } else if !column.id.is_empty() {
            if !same_offer(&offer, &column) {
                problems.push((ProblemKind::Conflict, ColumnRole::OfferId));
            } else if offer.publisher.is_empty() {
                offer.publisher = column.publisher;
            }
        }
        if offer.title.is_empty() {
            offer.title = if title.is_empty() { column.title } else { title.to_owned() };
        }
        let publisher = self.words.get(parts.publisher);
        if offer.publisher.is_empty() && !offer.id.is_empty() && !publisher.contains(char::is_whitespace) {
            offer.publisher = publisher.to_lowercase();
        }
        offer
    }

    /// Makes one offer of those that some records name by title and others by id, where the title belongs to one id only. To be called once
    /// all records are read.
    pub(super) fn join_offers(&self, leads: &mut Leads) {
        self.titles.join(leads);
    }

    /// An offer is told by publisher and id; without id by its title, see [`Merger::join_offers`].
    fn offer_code(&mut self, offers: &mut Vec<Offer>, offer: Offer) -> u32 {
        let new = saturating_u32(offers.len());
        let known = if !offer.id.is_empty() {
            let known = *self.by_id.entry((offer.publisher.to_lowercase(), offer.id.to_lowercase())).or_insert(new);
            self.titles.note(&offer.title, known);
            known
        } else if !offer.title.is_empty() {
            *self.by_title.entry(title_key(&offer.title)).or_insert(new)
        } else {
            0
        };
        match offers.get_mut(known as usize) {
            None => offers.push(offer),
            Some(known) if known.title.is_empty() => known.title = offer.title,
            Some(_) => {}
        }
        known
    }
}

/// Reading of a column that names no action.
const NO_ACTION: (Action, Spelling) = (Action::None, Spelling::Documented);

fn same_offer(one: &Offer, other: &Offer) -> bool {
    one.id.eq_ignore_ascii_case(&other.id)
        && (one.publisher.is_empty() || other.publisher.is_empty() || one.publisher.eq_ignore_ascii_case(&other.publisher))
}

fn note_translation(spelling: Spelling, role: ColumnRole, problems: &mut Vec<(ProblemKind, ColumnRole)>) {
    if spelling == Spelling::Translated {
        problems.push((ProblemKind::Translated, role));
    }
}
