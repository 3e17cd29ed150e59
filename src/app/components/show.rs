//! A part that is there only at times.

use leptos::prelude::*;

use super::dynamic::part;
use crate::app::memo::{Memo, Signal};

/// Shows its children while something holds. As Leptos' own, but built once instead of once for every place it stands in.
#[component]
pub fn Show(
    /// Whether the children are shown.
    #[prop(into)]
    when: Signal<bool>,
    /// What is shown otherwise.
    #[prop(optional, into)]
    fallback: ViewFn,
    /// What is shown.
    children: ChildrenFn,
) -> impl IntoView {
    let when = Memo::new(move || when.get());
    part(move || if when.get() { children() } else { fallback.run() })
}
