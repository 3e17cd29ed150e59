//! Parts of a picture that can be picked: how they say so, how they then look, and the keys that reach them.

use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::i18n::t;
use crate::platform::roving;
use leadlens_engine::report::{Facet, LeadFilter};

/// Callback for a pick, and whether its values are to be left out instead.
pub type OnPick = Callback<(Pick, bool)>;

/// Row and column of a button among those that arrow keys move among.
pub(crate) type Place = (usize, usize);

/// Change of the filter that a shape of a picture stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// Picks these values, or takes them back where all of them are picked.
    Values(Vec<(Facet, String)>),
    /// Takes back everything that is picked or left out of these facets.
    Reset(Vec<Facet>),
}

impl Pick {
    /// Pick of one value.
    pub fn value(facet: Facet, value: &str) -> Self {
        Self::Values(vec![(facet, value.to_owned())])
    }

    /// Changes the filter. Of values of several facets only those of the last one are left out; the others say among which leads.
    pub fn apply(&self, filter: &mut LeadFilter, exclude: bool) {
        match self {
            Self::Values(values) => toggle(filter, values, exclude),
            Self::Reset(facets) => {
                for facet in facets {
                    filter.set(*facet, Vec::new(), false);
                    filter.set(*facet, Vec::new(), true);
                }
            }
        }
    }
}

fn toggle(filter: &mut LeadFilter, values: &[(Facet, String)], exclude: bool) {
    let last = values.last().map(|(facet, _)| *facet);
    let is_out = |facet: Facet| exclude && Some(facet) == last;
    let is_picked = values.iter().all(|(facet, value)| filter.has(*facet, value, is_out(*facet)));
    for (facet, value) in values {
        if filter.has(*facet, value, is_out(*facet)) == is_picked {
            filter.toggle(*facet, value, is_out(*facet));
        }
    }
}

/// Relation of a mark to what is picked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PickState {
    /// Nothing is picked that concerns it, or it is part of what is.
    #[default]
    Plain,
    /// It is picked itself.
    Picked,
    /// It is left out.
    LeftOut,
    /// Others are picked.
    Faded,
}

impl PickState {
    /// The state of a value of a facet.
    pub fn of(filter: &LeadFilter, facet: Facet, value: &str) -> Self {
        if filter.has(facet, value, false) {
            Self::Picked
        } else if filter.has(facet, value, true) {
            Self::LeftOut
        } else if filter.values(facet, false).is_empty() {
            Self::Plain
        } else {
            Self::Faded
        }
    }

    /// The state of a mark within another, as a cell in its row.
    #[must_use]
    pub fn within(self, other: Self) -> Self {
        match (self, other) {
            (Self::LeftOut, _) | (_, Self::LeftOut) => Self::LeftOut,
            (Self::Faded, _) | (_, Self::Faded) => Self::Faded,
            (own, _) => own,
        }
    }

    /// The value of `data-pick-state`.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Picked => "picked",
            Self::LeftOut => "out",
            Self::Faded => "faded",
        }
    }

    /// Returns the label of a mark, with its state where colour alone would tell it.
    fn accessible_name(self, label: String) -> String {
        if self == Self::LeftOut { t!(chart.left_out, label = label) } else { label }
    }
}

/// A button of a picture: the only kind of element [`pick_area`] looks for. Without a state it is no toggle, as what orders a ranking.
pub(crate) fn pick_button(
    class: &'static str,
    at: Place,
    is_pickable: bool,
    state: Option<PickState>,
    label: String,
    content: AnyView,
) -> AnyView {
    let is_pressed = state.map(|state| (state == PickState::Picked).to_string());
    let state = state.unwrap_or_default();
    let (is_disabled, title) = ((!is_pickable).then_some("true"), label.clone());
    view! {
        <button
            type="button" class=class tabindex="-1" data-at=format!("{}-{}", at.0, at.1) data-pick-state=state.as_str()
            aria-pressed=is_pressed aria-disabled=is_disabled aria-label=state.accessible_name(label) title=title
        >{content}</button>
    }
    .into_any()
}

/// Frame of marks that can be picked: a click or Enter picks, with Alt or Shift it leaves out; arrow keys move among them, so that all of them
/// are one Tab stop. `pick_at` gives the pick of the button at a place. Without `on_pick` it only scrolls.
pub(crate) fn pick_area<T: 'static>(
    class: &'static str,
    label: Signal<String>,
    on_pick: Option<Callback<(T, bool)>>,
    pick_at: impl Fn(Place) -> Option<T> + Copy + Send + 'static,
    mut body: Box<dyn FnMut() -> AnyView + Send>,
) -> AnyView {
    let Some(on_pick) = on_pick else {
        return view! { <div class=class role="region" tabindex="0" aria-label=move || label.get()>{body}</div> }.into_any();
    };
    let area = NodeRef::<Div>::new();
    let settle = move |event: Option<&FocusEvent>| {
        if let Some(area) = area.try_get_untracked().flatten() {
            roving::settle(&area, event.map(AsRef::as_ref));
        }
    };
    let body = move || {
        // In the same turn, so that no key falls between.
        spawn_local(async move { settle(None) });
        body()
    };
    let click = move |event: MouseEvent| {
        if let Some(pick) = roving::place(&event).and_then(pick_at) {
            on_pick.run((pick, event.alt_key()));
        }
    };
    let key = move |event: KeyboardEvent| {
        let is_out = event.key() == "Enter" && (event.shift_key() || event.alt_key());
        if is_out && let Some(pick) = roving::place(&event).and_then(pick_at) {
            event.prevent_default();
            on_pick.run((pick, true));
        } else if area.get_untracked().is_some_and(|area| roving::step(&area, &event)) {
            event.prevent_default();
        }
    };
    let focus = move |event: FocusEvent| settle(Some(&event));
    view! { <div class=class node_ref=area on:click=click on:keydown=key on:focusin=focus>{body}</div> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values<const N: usize>(values: [(Facet, &str); N]) -> Pick {
        Pick::Values(values.map(|(facet, value)| (facet, value.to_owned())).into())
    }

    #[test]
    fn a_pick_is_made_and_taken_back() {
        let mut filter = LeadFilter::default();
        let cell = values([(Facet::Storefront, "app_source"), (Facet::Filled, "phone")]);
        cell.apply(&mut filter, false);
        assert!(filter.has(Facet::Storefront, "app_source", false) && filter.has(Facet::Filled, "phone", false));
        cell.apply(&mut filter, true);
        assert!(filter.has(Facet::Storefront, "app_source", false) && filter.has(Facet::Filled, "phone", true));
        cell.apply(&mut filter, true);
        assert!(filter.is_empty());
    }

    #[test]
    fn a_value_may_hold_any_sign() {
        let mut filter = LeadFilter::default();
        for value in ["a=b", "order:count", "fold:a", "\u{1f}", ""] {
            Pick::value(Facet::Offer, value).apply(&mut filter, true);
        }
        assert_eq!(filter.values(Facet::Offer, true), ["a=b", "order:count", "fold:a", "\u{1f}", ""]);
    }

    #[test]
    fn facets_are_reset_whether_picked_or_left_out() {
        let mut filter = LeadFilter::only(Facet::Storefront, "app_source");
        filter.toggle(Facet::Offer, "a", true);
        filter.toggle(Facet::Country, "DE", false);
        Pick::Reset(vec![Facet::Storefront, Facet::Offer]).apply(&mut filter, false);
        assert_eq!(filter, LeadFilter::only(Facet::Country, "DE"));
    }

    #[test]
    fn all_values_of_a_pick_are_left_out() {
        let mut filter = LeadFilter::default();
        let names = ["ins", "create", "ins>create"];
        let several = values(names.map(|name| (Facet::Path, name)));
        several.apply(&mut filter, false);
        assert_eq!(filter.values(Facet::Path, false), names);
        several.apply(&mut filter, true);
        assert_eq!((filter.values(Facet::Path, true), filter.values(Facet::Path, false)), (&names.map(str::to_owned)[..], &[][..]));
        filter.toggle(Facet::Path, "create", true);
        several.apply(&mut filter, true);
        assert_eq!(filter.values(Facet::Path, true).len(), 3);
        several.apply(&mut filter, true);
        assert!(filter.is_empty());
    }

    #[test]
    fn a_cell_is_left_out_with_its_row() {
        let mut filter = LeadFilter::only(Facet::Storefront, "app_source");
        filter.toggle(Facet::Action, "dnc", true);
        let state = |facet, value| PickState::of(&filter, facet, value);
        let (row, other) = (state(Facet::Storefront, "app_source"), state(Facet::Storefront, "azure_portal"));
        let (ins, dnc) = (state(Facet::Action, "ins"), state(Facet::Action, "dnc"));
        let cell = state(Facet::Cell, "app_source-ins");
        assert_eq!(
            (row, other, ins, dnc, cell),
            (PickState::Picked, PickState::Faded, PickState::Plain, PickState::LeftOut, PickState::Plain)
        );
        assert_eq!(
            (cell.within(row), cell.within(other), cell.within(row).within(dnc)),
            (PickState::Plain, PickState::Faded, PickState::LeftOut)
        );
    }
}
