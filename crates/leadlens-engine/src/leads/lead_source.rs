//! The grammar of `Source-Action|publisher.offer`.

mod carrier;

use super::codes::{Spelling, action_word, damaged_action_word, fold, storefront_word};
use super::origin::{Action, Offer, Storefront};
use super::value_decision::Values;

/// A `LeadSource` string, parsed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeadSource {
    /// The storefront.
    pub storefront: Storefront,
    /// The customer's action.
    pub action: Action,
    /// The offer.
    pub offer: Offer,
    /// Its spelling; translated where any part of it is.
    pub spelling: Spelling,
    /// True where any part of it is marked as the platform's own test.
    pub is_test: bool,
}

/// True for a text with the mark of a test lead anywhere in it.
fn holds_test_mark(text: &str) -> bool {
    const MARK: &[u8] = b"msft_test";
    text.as_bytes().windows(MARK.len()).any(|part| part.eq_ignore_ascii_case(MARK))
}

impl LeadSource {
    /// Reads a `LeadSource` as any destination spells it. Every text is read: what is not understood is [`Storefront::Other`] or
    /// [`Action::Other`], and the offer's text is always stored, as an id or as a title.
    ///
    /// # Examples
    /// ```
    /// use leadlens_engine::leads::{Action, LeadSource, Storefront};
    /// let lead_source = LeadSource::parse("AppSource (SPZA)-PLT | contoso.app");
    /// assert_eq!((lead_source.storefront, lead_source.action), (Storefront::AppSource, Action::Plt));
    /// assert_eq!(lead_source.offer.key(), "contoso.app");
    /// ```
    pub fn parse(text: &str) -> Self {
        Self::parse_with(text, &Values::default())
    }

    /// [`LeadSource::parse`] with the user's decisions on what it does not understand.
    pub(super) fn parse_with(text: &str, values: &Values) -> Self {
        let is_test = holds_test_mark(text);
        let text = &*carrier::carried(text);
        let (left, slot) = split_slot(text);
        let (storefront, action, head) = decided_head(left, read_head(left, slot.is_some()), values);
        let (offer, tail) = slot.map_or_else(Default::default, read_offer);
        Self { storefront, action, offer, spelling: head.max(tail), is_test }
    }

    /// True when the documents know this combination of storefront and action; see [`is_usual`].
    pub fn is_usual(&self) -> bool {
        is_usual(self.storefront, self.action)
    }
}

/// True when the documents know this combination of storefront and action. True also where either is missing.
pub fn is_usual(storefront: Storefront, action: Action) -> bool {
    match (storefront, action) {
        (Storefront::None, _) | (_, Action::None) => true,
        (Storefront::AzureMarketplace, action) => matches!(action, Action::Ins | Action::StartTestDrive),
        (Storefront::AppSource, action) => matches!(action, Action::Ins | Action::Plt | Action::Dnc | Action::StartTestDrive),
        (Storefront::AzurePortal, action) => action == Action::Create,
        (Storefront::TestDrive, action) => action == Action::StartTestDrive,
        (Storefront::Other, _) => false,
    }
}

/// The storefront a cell of its own names: a wire token, a storefront's name, or what translation made of it.
pub fn storefront(text: &str) -> (Storefront, Spelling) {
    // A lone dash names nothing.
    if fold(text).is_empty() {
        return (Storefront::None, Spelling::Documented);
    }
    storefront_word(&fold(text)).unwrap_or((Storefront::Other, Spelling::Documented))
}

/// The action a cell of its own names: a code, a button's text, or a translation of either.
pub fn action(text: &str) -> (Action, Spelling) {
    if text.trim().is_empty() {
        return (Action::None, Spelling::Documented);
    }
    action_word(&fold(text)).unwrap_or((Action::Other, Spelling::Documented))
}

/// The unknown part of a `LeadSource`, as the user would decide on it: the word before the dash, the one behind it, or both where
/// neither is known. `of_storefront` selects what stands in the place of the storefront.
///
/// # Examples
/// ```
/// use leadlens_engine::leads::unknown_word;
/// assert_eq!(unknown_word("SPZA-Trial|contoso.app", false), "Trial");
/// assert_eq!(unknown_word("Shop-INS|contoso.app", true), "Shop");
/// assert_eq!(unknown_word("Trade show", true), "Trade show");
/// ```
pub fn unknown_word(text: &str, of_storefront: bool) -> &str {
    let (left, _) = split_slot(text);
    let knows_action = |text| !matches!(action(text).0, Action::Other | Action::None);
    match left.split_once(DASHES).map(|(before, after)| (before.trim(), after.trim())) {
        Some((before, after)) if of_storefront && knows_action(after) && fold(before) != APP_EXCHANGE => before,
        Some((_, after)) if !of_storefront && !after.is_empty() => after,
        _ => left,
    }
}

/// The offer an offer slot or an offer id cell names: an id, an id with its publisher, or a title.
pub(super) fn read_offer(slot: &str) -> (Offer, Spelling) {
    let slot = slot.trim();
    if slot.contains(char::is_whitespace) {
        return mended_id(slot).map_or_else(
            || (Offer { title: slot.to_owned(), ..Offer::default() }, Spelling::Documented),
            |mended| (split_id(&mended), Spelling::Translated),
        );
    }
    if slot.contains('|') {
        return (Offer { publisher: pubid(slot), id: slot.to_owned(), title: String::new() }, Spelling::Documented);
    }
    let mended = undamaged(slot);
    let spelling = if mended == slot { Spelling::Documented } else { Spelling::Translated };
    (split_id(&mended), spelling)
}

/// Dashes that stand between storefront and action: as documented, and as word processors and translators print them.
const DASHES: [char; 6] = ['-', '–', '—', '‐', '‑', '−'];

/// Salesforce `AppExchange` writes its own codes (`SFDC-IN|Listing`) into the same column; none of them is the marketplace's.
const APP_EXCHANGE: &str = "sfdc";

/// Splits a text at its first bar: the part before the offer's slot, and the slot, `None` without a bar.
fn split_slot(text: &str) -> (&str, Option<&str>) {
    let text = text.trim();
    let is_none = |letter: char| matches!(letter, '|' | '｜') || letter.is_whitespace();
    text.split_once(['|', '｜']).map_or((text, None), |(left, slot)| (left.trim(), Some(slot.trim_start_matches(is_none))))
}

/// Storefront and action as read, with the user's decisions in place of what is unknown: on both together first, then on each.
fn decided_head(left: &str, read: (Storefront, Action, Spelling), values: &Values) -> (Storefront, Action, Spelling) {
    let (storefront, action, spelling) = read;
    if values.is_empty() || storefront != Storefront::Other && action != Action::Other {
        return read;
    }
    if storefront == Storefront::Other && matches!(action, Action::Other | Action::None) {
        let of_storefront = values.storefront(left).map(|storefront| (storefront, Action::None, spelling));
        let of_action = || values.action(left).map(|action| (Storefront::None, action, spelling));
        if let Some(decided) = of_storefront.or_else(of_action) {
            return decided;
        }
    }
    let (before, after) = left.split_once(DASHES).unwrap_or_default();
    let own_storefront = if storefront == Storefront::Other { values.storefront(before) } else { None };
    let own_action = values.action(after).or_else(|| values.action(left));
    match (own_storefront, own_action) {
        // A text with a dash that is no pair of storefront and action may become one, but not by half.
        (Some(storefront), Some(action)) if read.1 == Action::None => (storefront, action, spelling),
        _ if action == Action::None => read,
        _ => (own_storefront.unwrap_or(storefront), own_action.filter(|_| action == Action::Other).unwrap_or(action), spelling),
    }
}

fn read_head(left: &str, composite: bool) -> (Storefront, Action, Spelling) {
    let (whole, spelling) = storefront(left);
    if whole != Storefront::Other {
        return (whole, Action::None, spelling);
    }
    // A button's text or a code alone, as CRMs keep it that have a column for the source only.
    if let Some((action, spelling)) = action_word(&fold(left)) {
        return (Storefront::None, action, spelling);
    }
    if let Some((before, after)) = left.split_once(DASHES) {
        let read = read_pair(before, after);
        if composite || read.0 != Storefront::Other || read.1 != Action::Other {
            return read;
        }
    }
    split_at_blank(left).unwrap_or((Storefront::Other, Action::None, Spelling::Documented))
}

fn read_pair(before: &str, after: &str) -> (Storefront, Action, Spelling) {
    if fold(before) == APP_EXCHANGE {
        return (Storefront::Other, Action::Other, Spelling::Documented);
    }
    let (storefront, storefront_spelling) = storefront(before);
    let (action, action_spelling) = match action(after) {
        (Action::Other, _) if storefront != Storefront::Other => {
            damaged_action_word(&fold(after)).map_or((Action::Other, Spelling::Documented), |action| (action, Spelling::Translated))
        }
        known => known,
    };
    (storefront, action, storefront_spelling.max(action_spelling))
}

/// Storefront and action with the dash lost: only where both are known words.
fn split_at_blank(left: &str) -> Option<(Storefront, Action, Spelling)> {
    left.match_indices(char::is_whitespace).find_map(|(at, _)| {
        let (before, after) = left.split_at_checked(at)?;
        let (storefront, storefront_spelling) = storefront_word(&fold(before))?;
        let (action, action_spelling) = action_word(&fold(after))?;
        Some((storefront, action, storefront_spelling.max(action_spelling)))
    })
}

/// `publisher.offer` in lower case; an id without publisher stays as it is.
fn split_id(id: &str) -> Offer {
    match id.split_once('.') {
        Some((publisher, offer)) if !publisher.is_empty() && !offer.is_empty() => {
            Offer { publisher: publisher.to_lowercase(), id: offer.to_lowercase(), title: String::new() }
        }
        _ => Offer { id: id.to_owned(), ..Offer::default() },
    }
}

/// An id whose dot translation followed by a blank: lower case throughout, one blank, right after the first dot.
fn mended_id(slot: &str) -> Option<String> {
    let (publisher, rest) = slot.split_once('.')?;
    let offer = rest.strip_prefix(char::is_whitespace)?;
    let is_id =
        |text: &str| !text.is_empty() && text.chars().all(|letter| matches!(letter, 'a'..='z' | '0'..='9' | '-' | '_' | '.' | 'ı' | '–'));
    (is_id(publisher) && is_id(offer)).then(|| undamaged(&format!("{publisher}.{offer}")))
}

/// Dotless i and dashes back to what ids are made of; `İ` too, as no id holds one.
fn undamaged(id: &str) -> String {
    if id.is_ascii() {
        return id.to_owned();
    }
    id.chars()
        .map(|letter| {
            if letter == 'ı' || letter == 'İ' {
                'i'
            } else if matches!(letter, '–' | '—' | '‐' | '‑' | '‒' | '−' | '－' | '\u{ad}') {
                '-'
            } else {
                letter
            }
        })
        .collect()
}

/// The value of `PUBID.` in ids of the form `PUBID.x|AID.y|PAPPID.z`, in lower case.
fn pubid(slot: &str) -> String {
    slot.split('|')
        .find_map(|part| part.split_once('.').filter(|(key, _)| key.eq_ignore_ascii_case("pubid")))
        .map_or_else(String::new, |(_, value)| value.to_ascii_lowercase())
}

#[cfg(test)]
mod tests;
