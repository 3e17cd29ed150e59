//! One Tab stop for many buttons: arrow keys move the focus among them by row and column.
//!
//! Each says where it stands by `data-at="row-column"`; all are made with `tabindex="-1"`, and one of them at a time is lifted out of that.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use super::document::nearest;

/// Places without a button that an arrow passes over at most.
const GAP: usize = 40;

/// Returns row and column of the button an event comes from.
pub(crate) fn place(event: &Event) -> Option<(usize, usize)> {
    let place = nearest(event, "data-at")?;
    let (row, column) = place.split_once('-')?;
    Some((row.parse().ok()?, column.parse().ok()?))
}

/// Moves the focus as an arrow key, Home or End says; `false` for any other key and where there is nothing in that direction.
pub(crate) fn step(area: &Element, event: &KeyboardEvent) -> bool {
    let to = || {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return None;
        }
        let (row, column) = place(event)?;
        let (mut row, mut column) = (i32::try_from(row).ok()?, i32::try_from(column).ok()?);
        let (down, right) = match event.key().as_str() {
            "ArrowUp" => (-1, 0),
            "ArrowDown" => (1, 0),
            "ArrowLeft" => (0, -1),
            "ArrowRight" => (0, 1),
            "Home" => return area.query_selector(&format!("[data-at^='{row}-']")).ok()?,
            "End" => {
                let all = area.query_selector_all(&format!("[data-at^='{row}-']")).ok()?;
                return all.item(all.length().checked_sub(1)?)?.dyn_into::<Element>().ok();
            }
            _ => return None,
        };
        for _ in 0..GAP {
            (row, column) = (row + down, column + right);
            if let Some(found) = area.query_selector(&format!("[data-at='{row}-{column}']")).ok()? {
                return Some(found);
            }
        }
        None
    };
    match to().and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        Some(found) => found.focus().is_ok(),
        None => false,
    }
}

/// Keeps exactly one button of an area in the order of Tab: the one the event comes from, else the one that is, else the first that can be
/// picked.
pub(crate) fn settle(area: &Element, event: Option<&Event>) {
    let find = |selector: &str| area.query_selector(selector).ok().flatten();
    let now = find("[data-at][tabindex='0']");
    let next = match event {
        Some(event) => event.target().and_then(|target| target.dyn_into::<Element>().ok()?.closest("[data-at]").ok()?),
        None if now.is_some() => None,
        None => find("[data-at]:not([aria-disabled])").or_else(|| find("[data-at]")),
    };
    if let Some(next) = next {
        if let Some(now) = now {
            let _ = now.set_attribute("tabindex", "-1");
        }
        let _ = next.set_attribute("tabindex", "0");
    }
}
