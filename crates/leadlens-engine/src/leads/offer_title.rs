//! The title of the offer a record names.

use std::borrow::Cow;

use super::source_plan::Cells;
use crate::intake::header::ColumnRole;

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
