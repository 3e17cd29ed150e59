//! Choice of leads, and of how they are shown.

use leptos::prelude::*;

use super::{Actions, FILTER_TIMING};
use crate::app::state::AppState;
use crate::app::view::{Stack, Tab, View};
use crate::i18n::Locale;
use crate::platform::performance;
use leadlens_engine::report::{Facet, LeadFilter, LeadSort, Period, SortKey};

impl Actions {
    /// Shows another view, as an address or the browser's history says.
    pub fn set_view(self, view: View) {
        self.change(|state| state.set_view(view));
    }

    /// Lists these leads, from any tab.
    pub fn list(self, filter: LeadFilter) {
        self.pick(move |picked| picked.clone_from(&filter));
        self.go(Tab::Leads);
    }

    /// Narrows the filter to the leads with one value of a facet, and lists them.
    pub fn list_with(self, facet: Facet, value: &str) {
        self.pick(|picked| picked.set(facet, vec![value.to_owned()], false));
        self.go(Tab::Leads);
    }

    /// Picks other leads, in every view.
    pub fn pick(self, mut change: impl FnMut(&mut LeadFilter)) {
        self.pick_and_query(&mut |state| state.pick(&mut change));
    }

    /// Adds to the filter what was found by typing, in place of the search for it.
    pub fn add_to_filter(self, mut change: impl FnMut(&mut LeadFilter)) {
        self.pick_and_query(&mut |state| {
            state.typed = None;
            state.pick(&mut change)
        });
    }

    /// Picks leads with that value too, or no longer; or leaves them out.
    pub fn toggle(self, facet: Facet, value: String, exclude: bool) {
        self.pick(move |filter| filter.toggle(facet, &value, exclude));
    }

    fn pick_and_query(self, change: &mut dyn FnMut(&mut AppState) -> bool) {
        performance::mark(FILTER_TIMING);
        self.change_and_query(&mut |state| {
            change(state);
        });
    }

    /// Picks all leads again.
    pub fn clear_filter(self) {
        self.pick_and_query(&mut AppState::clear_filter);
    }

    /// Notes what is being typed into the field of the search.
    pub fn type_search(self, text: String) {
        self.store.state.update(|state| state.typed = Some(text));
    }

    /// Searches the leads for what was typed.
    pub fn search_typed(self) {
        self.pick_and_query(&mut AppState::search_typed);
    }

    /// Shows time in periods of that length, or in those that suit the span.
    pub fn period(self, period: Option<Period>) {
        self.change(move |state| state.view.period = period);
    }

    /// Shows the page in another language.
    pub fn set_language(self, language: Locale) {
        self.change(move |state| state.view.language = language);
    }

    /// Stacks the columns over time otherwise.
    pub fn stack(self, stack: Stack) {
        self.change(move |state| state.view.stack = stack);
    }

    /// Sorts the leads: by that key alone, or by it after the others; again by the same in reverse, then no longer.
    pub fn sort(self, key: SortKey, is_added: bool) {
        self.change(move |state| sort_by(&mut state.view.sort, key, is_added));
    }
}

/// Sorts by a key, see [`Actions::sort`].
fn sort_by(sort: &mut Vec<LeadSort>, key: SortKey, is_added: bool) {
    let before = sort.iter().position(|sort| sort.key == key);
    let turned = before.and_then(|place| sort.get(place)).map(|sort| sort.descending);
    if !is_added {
        sort.retain(|sort| sort.key == key);
    }
    match (turned, sort.iter_mut().find(|sort| sort.key == key)) {
        (Some(false), Some(found)) => found.descending = true,
        (Some(true), _) => sort.retain(|sort| sort.key != key),
        _ => sort.push(LeadSort { key, descending: false }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_sorts_up_down_and_not_at_all_alone_or_with_others() {
        let mut sort = Vec::new();
        let mut names = Vec::new();
        for (key, is_added) in [
            (SortKey::Name, false),
            (SortKey::Name, false),
            (SortKey::Created, true),
            (SortKey::Name, true),
            (SortKey::Email, false),
            (SortKey::Email, false),
            (SortKey::Email, false),
        ] {
            sort_by(&mut sort, key, is_added);
            names.push(
                sort.iter()
                    .map(|sort| format!("{}{}", if sort.descending { "-" } else { "" }, sort.key.as_str()))
                    .collect::<Vec<_>>()
                    .join(","),
            );
        }
        assert_eq!(names, ["name", "-name", "-name,created", "created", "email", "-email", ""]);
    }
}
