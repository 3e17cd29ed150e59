//! The one field of the filter: what is typed is searched for, and filters that fit it are suggested.

mod suggest;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use self::suggest::{Suggestion, Term, matching, meant, suggestions};
use crate::app::actions::Actions;
use crate::app::memo::memo;
use crate::app::sections::overview::span;
use crate::app::state::SharedOverview;
use crate::app::store::AppStore;
use crate::i18n::t;
use crate::platform::document;

/// Milliseconds of rest after which a search is queried.
const REST: std::time::Duration = std::time::Duration::from_millis(180);
/// Id of the list of suggestions.
const LIST: &str = "filter-suggestions";

/// Suggestions on screen.
#[derive(Clone, Copy)]
struct Popup {
    all: Memo<Vec<Suggestion>>,
    /// Places of those that fit.
    found: Memo<Vec<usize>>,
    is_open: RwSignal<bool>,
    /// The one that Enter adds, by its place among those that fit.
    active: RwSignal<Option<usize>>,
}

impl Popup {
    /// Moves to the next suggestion, or the one before; behind the last comes none, which is the search.
    fn step(self, is_forth: bool) {
        let count = self.found.with_untracked(Vec::len);
        if !self.is_open.get_untracked() {
            self.is_open.set(true);
        }
        self.active.update(|active| {
            *active = match (*active, is_forth) {
                (None, true) => Some(0),
                (None, false) => count.checked_sub(1),
                (Some(at), true) => Some(at + 1),
                (Some(at), false) => at.checked_sub(1),
            }
            .filter(|at| *at < count);
        });
    }

    fn close(self) {
        self.is_open.set(false);
        self.active.set(None);
    }

    /// The suggestion that alone can be meant by what is being typed.
    fn meant(self, typed: &str) -> Option<usize> {
        self.found.with_untracked(|found| self.all.with_untracked(|all| meant(all, found, typed)))
    }

    fn term(self, at: usize) -> Option<Term> {
        let place = self.found.with_untracked(|found| found.get(at).copied())?;
        self.all.with_untracked(|all| all.get(place).map(|suggestion| suggestion.term.clone()))
    }
}

/// A field to search and filter by, with its suggestions: a combobox with a list.
pub(super) fn filter_field() -> AnyView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let search = memo(move || store.state.with(|state| state.search_text().to_owned()));
    // Those of all leads: a list that changes with each pick is none to choose from.
    let overview = memo(move || store.whole_overview());
    // Those of what is searched for, which come with its numbers: a file may have a million.
    let lead_ids = memo(move || store.of_overview(|overview| overview.lead_ids.clone()));
    let all = memo(move || {
        let of = |overview: &SharedOverview| lead_ids.with(|ids| suggestions(&overview.0, span(store), ids));
        overview.with(|overview| overview.as_ref().map(of)).unwrap_or_default()
    });
    let found = memo(move || all.with(|all| search.with(|typed| matching(all, typed))));
    let popup = Popup { all, found, is_open: RwSignal::new(false), active: RwSignal::new(None) };
    let mut rest = debounce(REST, move |()| actions.search_typed());
    let on_type = move |event| {
        let typed = event_target_value(&event);
        actions.type_search(typed.clone());
        popup.is_open.set(true);
        popup.active.set(popup.meant(&typed));
        rest(());
    };
    let choose = move |at: usize| {
        if let Some(term) = popup.term(at) {
            popup.close();
            actions.add_to_filter(move |filter| term.apply(filter));
        }
    };
    let on_key = move |event: KeyboardEvent| {
        match (event.key().as_str(), popup.active.get_untracked().filter(|_| popup.is_open.get_untracked())) {
            ("ArrowDown", _) => popup.step(true),
            ("ArrowUp", _) => popup.step(false),
            ("Enter", Some(at)) => choose(at),
            ("Enter", None) => {
                popup.close();
                actions.search_typed();
            }
            ("Escape", _) if popup.is_open.get_untracked() => popup.close(),
            ("Escape", _) => {
                actions.type_search(String::new());
                actions.search_typed();
            }
            _ => return,
        }
        event.prevent_default();
    };
    let is_shown = memo(move || popup.is_open.get() && found.with(|found| !found.is_empty()));
    let active_id = move || popup.active.get().filter(|_| is_shown.get()).map(option_id);
    let options = move || {
        let option = |(at, place): (usize, &usize)| all.with(|all| all.get(*place).map(|suggestion| option(suggestion, at, popup.active)));
        is_shown.get().then(|| found.with(|found| found.iter().enumerate().map(option).collect_view()))
    };
    let click = move |event: leptos::ev::MouseEvent| {
        if let Some(at) = document::nearest(&event, "data-suggestion").and_then(|at| at.parse().ok()) {
            choose(at);
        }
    };
    view! {
        <div class="picks__field">
            <input
                class="input picks__search" type="text" role="combobox" autocomplete="off" spellcheck="false" enterkeyhint="search"
                aria-label=t!(facet.field) title=t!(leads.search) placeholder=t!(facet.field_hint)
                aria-autocomplete="list" aria-controls=LIST aria-expanded=move || is_shown.get().to_string() aria-activedescendant=active_id
                prop:value=move || search.get() on:input=on_type on:keydown=on_key on:blur=move |_| popup.close()
            />
            // A press on a suggestion takes no focus from the field.
            <ul
                class="suggestions" role="listbox" id=LIST aria-label=t!(facet.suggestions) hidden=move || !is_shown.get()
                on:mousedown=|event: leptos::ev::MouseEvent| event.prevent_default() on:click=click
            >
                {options}
            </ul>
        </div>
    }
    .into_any()
}

fn option_id(at: usize) -> String {
    format!("suggestion-{at}")
}

fn option(suggestion: &Suggestion, at: usize, active: RwSignal<Option<usize>>) -> AnyView {
    let (name, value) = (suggestion.name.clone(), suggestion.value.clone());
    view! {
        <li class="suggestion" role="option" id=option_id(at) data-suggestion=at.to_string() aria-selected=move || (active.get() == Some(at)).to_string()>
            <span class="suggestion__name">{name}</span>" "<bdi class="suggestion__value">{value}</bdi>
        </li>
    }
    .into_any()
}
