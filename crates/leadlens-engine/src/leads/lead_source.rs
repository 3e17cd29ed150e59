//! The grammar of `Source-Action|publisher.offer`.

use super::codes::{action_word, damaged_action_word, fold, source_word};
use super::origin::{Action, Offer, Source};
use super::value_decision::Values;

/// Spelling of a `LeadSource`: as documented, or changed by machine translation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Spelling {
    /// As documented.
    #[default]
    Documented,
    /// Changed by machine translation (a translated code, a blank in an id) and read back.
    Translated,
}

/// A `LeadSource` string, parsed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeadSource {
    /// The storefront.
    pub source: Source,
    /// The customer's action.
    pub action: Action,
    /// The offer.
    pub offer: Offer,
    /// Its spelling; translated where any part of it is.
    pub spelling: Spelling,
}

impl LeadSource {
    /// Reads a `LeadSource` as any destination spells it. Every text is read: what is not understood is [`Source::Other`] or
    /// [`Action::Other`], and the offer's text is always kept, as an id or as a title.
    ///
    /// # Examples
    /// ```
    /// use leadlens_engine::leads::{Action, LeadSource, Source};
    /// let lead_source = LeadSource::parse("AppSource (SPZA)-PLT | contoso.app");
    /// assert_eq!((lead_source.source, lead_source.action), (Source::AppSource, Action::Plt));
    /// assert_eq!(lead_source.offer.key(), "contoso.app");
    /// ```
    pub fn parse(text: &str) -> Self {
        Self::parse_with(text, &Values::default())
    }

    /// [`LeadSource::parse`] with the user's decisions on what it does not understand.
    pub(super) fn parse_with(text: &str, values: &Values) -> Self {
        let (left, slot) = split_slot(text);
        let (source, action, head) = decided_head(left, read_head(left, slot.is_some()), values);
        let (offer, tail) = slot.map_or_else(Default::default, read_offer);
        Self { source, action, offer, spelling: head.max(tail) }
    }

    /// True when the documents know this combination of source and action; see [`is_usual`].
    pub fn is_usual(&self) -> bool {
        is_usual(self.source, self.action)
    }
}

/// True when the documents know this combination of source and action. Where either is missing nothing speaks against it.
pub fn is_usual(source: Source, action: Action) -> bool {
    match (source, action) {
        (Source::None, _) | (_, Action::None) => true,
        (Source::AzureMarketplace, action) => matches!(action, Action::Ins | Action::StartTestDrive),
        (Source::AppSource, action) => matches!(action, Action::Ins | Action::Plt | Action::Dnc | Action::StartTestDrive),
        (Source::AzurePortal, action) => action == Action::Create,
        (Source::TestDrive, action) => action == Action::StartTestDrive,
        (Source::Other, _) => false,
    }
}

/// The source a cell of its own names: a wire token, a storefront's name, or what translation made of it.
pub fn source(text: &str) -> (Source, Spelling) {
    if text.trim().is_empty() {
        return (Source::None, Spelling::Documented);
    }
    source_word(&fold(text)).unwrap_or((Source::Other, Spelling::Documented))
}

/// The action a cell of its own names: a code, a button's text, or a translation of either.
pub fn action(text: &str) -> (Action, Spelling) {
    if text.trim().is_empty() {
        return (Action::None, Spelling::Documented);
    }
    action_word(&fold(text)).unwrap_or((Action::Other, Spelling::Documented))
}

/// The part of a `LeadSource` that nobody knows, as the user would decide on it: the word before the dash, the one behind it, or both where
/// neither is known. `of_source` asks for what stands in the place of the source.
///
/// # Examples
/// ```
/// use leadlens_engine::leads::unknown_word;
/// assert_eq!(unknown_word("SPZA-Trial|contoso.app", false), "Trial");
/// assert_eq!(unknown_word("Shop-INS|contoso.app", true), "Shop");
/// assert_eq!(unknown_word("Trade show", true), "Trade show");
/// ```
pub fn unknown_word(text: &str, of_source: bool) -> &str {
    let (left, _) = split_slot(text);
    let knows_action = |text| !matches!(action(text).0, Action::Other | Action::None);
    match left.split_once(DASHES).map(|(before, after)| (before.trim(), after.trim())) {
        Some((before, after)) if of_source && knows_action(after) && fold(before) != APP_EXCHANGE => before,
        Some((_, after)) if !of_source && !after.is_empty() => after,
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

/// Dashes that stand between source and action: as documented, and as word processors and translators print them.
const DASHES: [char; 6] = ['-', '–', '—', '‐', '‑', '−'];

/// Salesforce `AppExchange` writes its own codes (`SFDC-IN|Listing`) into the same column; none of them is the marketplace's.
const APP_EXCHANGE: &str = "sfdc";

/// Splits a text at its first bar: the part before the offer's slot, and the slot, `None` without a bar.
fn split_slot(text: &str) -> (&str, Option<&str>) {
    let text = text.trim();
    text.split_once(['|', '｜']).map_or((text, None), |(left, slot)| (left.trim(), Some(slot)))
}

/// Source and action as read, with the user's decisions in place of what is unknown: on both together first, then on each.
fn decided_head(left: &str, read: (Source, Action, Spelling), values: &Values) -> (Source, Action, Spelling) {
    let (source, action, spelling) = read;
    if values.is_empty() || source != Source::Other && action != Action::Other {
        return read;
    }
    if source == Source::Other && matches!(action, Action::Other | Action::None) {
        let of_source = values.source(left).map(|source| (source, Action::None, spelling));
        let of_action = || values.action(left).map(|action| (Source::None, action, spelling));
        if let Some(decided) = of_source.or_else(of_action) {
            return decided;
        }
    }
    let (before, after) = left.split_once(DASHES).unwrap_or_default();
    let own_source = if source == Source::Other { values.source(before) } else { None };
    let own_action = values.action(after).or_else(|| values.action(left));
    match (own_source, own_action) {
        // A text with a dash that is no pair of source and action may become one, but not by half.
        (Some(source), Some(action)) if read.1 == Action::None => (source, action, spelling),
        _ if action == Action::None => read,
        _ => (own_source.unwrap_or(source), own_action.filter(|_| action == Action::Other).unwrap_or(action), spelling),
    }
}

fn read_head(left: &str, composite: bool) -> (Source, Action, Spelling) {
    let (whole, spelling) = source(left);
    if whole != Source::Other {
        return (whole, Action::None, spelling);
    }
    if let Some((before, after)) = left.split_once(DASHES) {
        let read = read_pair(before, after);
        if composite || read.0 != Source::Other || read.1 != Action::Other {
            return read;
        }
    }
    split_at_blank(left).unwrap_or((Source::Other, Action::None, Spelling::Documented))
}

fn read_pair(before: &str, after: &str) -> (Source, Action, Spelling) {
    if fold(before) == APP_EXCHANGE {
        return (Source::Other, Action::Other, Spelling::Documented);
    }
    let (source, source_spelling) = source(before);
    let (action, action_spelling) = match action(after) {
        (Action::Other, _) if source != Source::Other => {
            damaged_action_word(&fold(after)).map_or((Action::Other, Spelling::Documented), |action| (action, Spelling::Translated))
        }
        known => known,
    };
    (source, action, source_spelling.max(action_spelling))
}

/// Source and action with the dash lost: only where both are known words.
fn split_at_blank(left: &str) -> Option<(Source, Action, Spelling)> {
    left.match_indices(char::is_whitespace).find_map(|(at, _)| {
        let (before, after) = left.split_at_checked(at)?;
        let (source, source_spelling) = source_word(&fold(before))?;
        let (action, action_spelling) = action_word(&fold(after))?;
        Some((source, action, source_spelling.max(action_spelling)))
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
            } else if matches!(letter, '–' | '—') {
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
