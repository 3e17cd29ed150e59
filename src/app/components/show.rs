//! A part that is there only at times.

use leptos::prelude::*;

use super::dynamic::{Content, part};
use crate::app::memo::{Memo, Signal};

/// Shows its children while something holds. As Leptos' own, but built once instead of once for every place it stands in.
#[component]
pub fn Show(
    /// Whether the children are shown.
    #[prop(into)]
    when: Signal<bool>,
    /// What is shown otherwise.
    #[prop(optional, into)]
    fallback: Option<Content>,
    /// What is shown.
    children: Content,
) -> impl IntoView {
    let when = Memo::new(move || when.get());
    part(move || if when.get() { Some(children.view()) } else { fallback.as_ref().map(Content::view) })
}
