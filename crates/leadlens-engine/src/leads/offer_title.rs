//! The title of the offer a record names, and the offers whose titles stand for their ids.

use std::borrow::Cow;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::columns::Leads;
use super::dictionary::NONE;
use super::origin::{Offer, Origin};
use super::source_plan::Cells;
use crate::intake::header::ColumnRole;
use crate::saturating::saturating_u32;

/// For each title (folded, see [`title_key`]) the one offer with an id that bears it, or [`NONE`] where several do.
#[derive(Debug, Default)]
pub(super) struct OfferTitles(HashMap<String, u32, FixedState>);

impl OfferTitles {
    /// Remembers that an offer with an id bears a title.
    pub(super) fn note(&mut self, title: &str, offer: u32) {
        if !title.is_empty() {
            let known = self.0.entry(title_key(title)).or_insert(offer);
            if *known != offer {
                *known = NONE;
            }
        }
    }

    /// Makes one offer of each with a title alone and the one with an id that bears this title. Offers and origins keep their order.
    pub(super) fn join(&self, leads: &mut Leads) {
        let with_id = |offer: &Offer| self.0.get(&title_key(&offer.title)).copied().filter(|offer| *offer != NONE);
        let target = |offer: &Offer| (offer.id.is_empty() && !offer.title.is_empty()).then(|| with_id(offer)).flatten();
        let targets: Vec<Option<u32>> = leads.offers.iter().map(target).collect();
        if targets.iter().all(Option::is_none) {
            return;
        }
        // Offers that stay, counted anew; then those that became another.
        let mut left = 0..;
        let remaining: Vec<Option<u32>> = targets.iter().map(|target| if target.is_none() { left.next() } else { None }).collect();
        let new_offer =
            |offer: u32| remaining.get(targets.get(offer as usize).copied().flatten().unwrap_or(offer) as usize).copied().flatten();
        let mut stays = targets.iter().map(Option::is_none);
        leads.offers.retain(|_| stays.next() == Some(true));
        let mut by_origin: HashMap<Origin, u32, FixedState> = HashMap::default();
        let mut origins: Vec<Origin> = Vec::new();
        let codes: Vec<u32> = std::mem::take(&mut leads.distinct_origins)
            .into_iter()
            .map(|origin| {
                let origin = Origin { offer: new_offer(origin.offer).unwrap_or_default(), ..origin };
                *by_origin.entry(origin).or_insert_with(|| {
                    origins.push(origin);
                    saturating_u32(origins.len() - 1)
                })
            })
            .collect();
        leads.distinct_origins = origins;
        for code in &mut leads.origins {
            *code = codes.get(*code as usize).copied().unwrap_or(NONE);
        }
    }
}

/// A title as it is compared: letters in lower case, one blank between words.
pub(super) fn title_key(title: &str) -> String {
    title.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The title in its own column, or in a message that packs it.
#[inline]
pub(super) fn offer_title<'a>(cells: Cells<'a, 'a>) -> Cow<'a, str> {
    let title = cells.text(ColumnRole::OfferTitle);
    let may_pack = |message: &str| matches!(message.as_bytes().first(), Some(b'O' | b'o' | b'"' | b' '));
    if !title.is_empty() || !may_pack(cells.raw(ColumnRole::Description)) {
        return title;
    }
    match cells.text(ColumnRole::Description) {
        Cow::Borrowed(message) => Cow::Borrowed(title_in_message(message)),
        Cow::Owned(message) => Cow::Owned(title_in_message(&message).to_owned()),
    }
}

/// The title in a message of the form `Offer Title: X Description: Y`, as a receiver for `HubSpot` packs it.
fn title_in_message(message: &str) -> &str {
    const LABEL: &str = "Offer Title:";
    let Some(rest) = message.get(..LABEL.len()).filter(|start| start.eq_ignore_ascii_case(LABEL)).and_then(|_| message.get(LABEL.len()..))
    else {
        return "";
    };
    rest.split_once("Description:").map_or(rest, |(title, _)| title).trim()
}
