//! Parts of a picture that can be picked: how they say so, how they then look, and the keys that reach them.

use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::i18n::t;
use crate::platform::roving;
use leadlens_engine::report::{Facet, LeadFilter};

/// Called with what is picked (see [`pick`]) and whether it is to be left out instead.
pub type OnPick = Callback<(String, bool)>;

/// Stands between the clauses of a pick.
const AND: char = '\u{1f}';

/// Returns the pick of a mark as one text: `source=app_source`, several of them, or the bare name of a facet to take all of it back.
pub fn pick(clauses: &[(Facet, &str)]) -> String {
    clauses.iter().map(|(facet, value)| format!("{}={value}", facet.as_str())).collect::<Vec<_>>().join(&AND.to_string())
}

/// Takes back everything that is picked of some facets, as one text.
pub fn pick_all(facets: &[Facet]) -> String {
    facets.iter().map(|facet| facet.as_str()).collect::<Vec<_>>().join(&AND.to_string())
}

/// Does what a pick says: takes it back where all of it is picked. Of several facets only the last is left out, with all
/// its values; the others say among which.
pub fn apply(filter: &mut LeadFilter, pick: &str, exclude: bool) {
    let clauses = pick.split(AND).filter_map(|clause| {
        let (facet, value) = clause.split_once('=').map_or((clause, None), |(facet, value)| (facet, Some(value)));
        Some((Facet::from_name(facet)?, value))
    });
    let clauses: Vec<_> = clauses.collect();
    let last = clauses.last().map(|(facet, _)| *facet);
    let is_out = |facet: Facet| exclude && Some(facet) == last;
    let is_picked = clauses.iter().all(|(facet, value)| value.is_some_and(|value| filter.has(*facet, value, is_out(*facet))));
    for (facet, value) in clauses {
        match value {
            Some(value) if filter.has(facet, value, is_out(facet)) == is_picked => filter.toggle(facet, value, is_out(facet)),
            Some(_) => {}
            None => [false, true].into_iter().for_each(|exclude| filter.set(facet, Vec::new(), exclude)),
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
    at: (usize, usize),
    pick: &str,
    state: Option<PickState>,
    label: String,
    content: AnyView,
) -> AnyView {
    let is_pressed = state.map(|state| (state == PickState::Picked).to_string());
    let state = state.unwrap_or_default();
    let pick = (!pick.is_empty()).then(|| pick.to_owned());
    let (is_dead, title) = (pick.is_none().then_some("true"), label.clone());
    view! {
        <button
            type="button" class=class tabindex="-1" data-at=format!("{}-{}", at.0, at.1) data-pick=pick data-pick-state=state.as_str()
            aria-pressed=is_pressed aria-disabled=is_dead aria-label=state.accessible_name(label) title=title
        >{content}</button>
    }
    .into_any()
}

/// Frame of marks that can be picked: a click or Enter picks, with Alt or Shift it leaves out; arrow keys move among them, so that all of them
/// are one Tab stop. Without `on_pick` it only scrolls.
pub(crate) fn pick_area(
    class: &'static str,
    label: Signal<String>,
    on_pick: Option<OnPick>,
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
        if let Some(pick) = roving::pick(&event) {
            on_pick.run((pick, event.alt_key()));
        }
    };
    let key = move |event: KeyboardEvent| {
        let is_out = event.key() == "Enter" && (event.shift_key() || event.alt_key());
        if is_out && let Some(pick) = roving::pick(&event) {
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

    #[test]
    fn a_pick_is_made_and_taken_back() {
        let mut filter = LeadFilter::default();
        let cell = pick(&[(Facet::Storefront, "app_source"), (Facet::Filled, "phone")]);
        apply(&mut filter, &cell, false);
        assert!(filter.has(Facet::Storefront, "app_source", false) && filter.has(Facet::Filled, "phone", false));
        apply(&mut filter, &cell, true);
        assert!(filter.has(Facet::Storefront, "app_source", false) && filter.has(Facet::Filled, "phone", true));
        apply(&mut filter, &cell, true);
        assert!(filter.is_empty());
        apply(&mut filter, &pick(&[(Facet::Offer, "a=b")]), true);
        assert!(filter.has(Facet::Offer, "a=b", true));
        apply(&mut filter, &pick_all(&[Facet::Storefront, Facet::Offer]), false);
        assert!(filter.is_empty());
    }

    #[test]
    fn all_values_of_a_pick_are_left_out() {
        let mut filter = LeadFilter::default();
        let names = ["ins", "create", "ins>create"];
        let several = pick(&names.map(|name| (Facet::Path, name)));
        apply(&mut filter, &several, false);
        assert_eq!(filter.values(Facet::Path, false), names);
        apply(&mut filter, &several, true);
        assert_eq!((filter.values(Facet::Path, true), filter.values(Facet::Path, false)), (&names.map(str::to_owned)[..], &[][..]));
        filter.toggle(Facet::Path, "create", true);
        apply(&mut filter, &several, true);
        assert_eq!(filter.values(Facet::Path, true).len(), 3);
        apply(&mut filter, &several, true);
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
