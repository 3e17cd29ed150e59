//! Effects by which the state leaves the reactive world: title, language, address, theme.

use leptos::prelude::*;

use super::store::AppStore;
use super::theme::Theme;
use super::view::View;
use super::wording;
use crate::app::memo::memo;
use crate::i18n::{Language, t};
use crate::platform::{document, location, performance};
use leadlens_engine::matching::GroupName;

/// The title names the view.
pub(crate) fn sync_title(store: AppStore, language: Language) {
    Effect::new(move |_| {
        language.0.track();
        let title = if store.overview.with(Option::is_some) {
            t!(app.title, view = wording::tab(store.view.with(|view| view.tab)))
        } else {
            t!(app.name)
        };
        document::set_title(&title);
    });
}

/// The language follows the view, and `<html lang>` follows the language.
pub(crate) fn sync_language(store: AppStore, language: Language) {
    Effect::new(move |_| {
        let wanted = store.view.with(|view| view.language);
        if language.0.get_untracked() != wanted {
            language.0.set(wanted);
        }
    });
    Effect::new(move |_| document::set_root_attribute("lang", Some(language.0.get().as_ref())));
}

/// Visited views, by their places in the browser's history: an address does not say everything of them.
pub(crate) type Visited = StoredValue<Vec<View>>;

/// The address follows the view, with an entry in the browser's history for each one visited. The address of a summary stays: it is the
/// summary.
pub(crate) fn sync_address(store: AppStore, visited: Visited) {
    // Other leads: views visited before do not concern them.
    let open = memo(move || store.state.with(|state| state.opened.as_ref().filter(|_| !state.is_summary()).map(|opened| opened.job)));
    let mut last = None;
    let mut is_later = false;
    Effect::new(move |_| {
        let view = store.view.get();
        let now = open.get();
        if now != last {
            last = now;
            is_later = false;
            visited.update_value(Vec::clear);
            location::forget_places();
        }
        if now.is_none() {
            return;
        }
        let fragment = view.fragment();
        let at = location::place().filter(|at| visited.with_value(|visited| *at < visited.len()));
        if fragment == location::fragment() || !is_later {
            // What changed stands in no address, or this is the first view.
            let at = at.unwrap_or_else(|| visited.with_value(Vec::len));
            visited.update_value(|visited| match visited.get_mut(at) {
                Some(place) => *place = view.clone(),
                None => visited.push(view.clone()),
            });
            location::replace_fragment(&fragment, at);
        } else {
            let at = at.map_or_else(|| visited.with_value(Vec::len), |at| at + 1);
            visited.update_value(|visited| {
                visited.truncate(at);
                visited.push(view.clone());
            });
            location::push_fragment(&fragment, at);
        }
        is_later = true;
    });
}

/// `<html data-theme>` and the stored choice follow the theme.
pub(crate) fn sync_theme(theme: RwSignal<Theme>) {
    Effect::new(move |_| theme.get().apply());
}

/// The focus goes where the selector says each time something else stands there.
pub(crate) fn follow_focus<T: PartialEq + Send + Sync + 'static>(what: Memo<Option<T>>, selector: &'static str) {
    let mut is_later = false;
    Effect::new(move |_| {
        if what.with(Option::is_some) && is_later {
            request_animation_frame(move || document::focus(selector));
        }
        is_later = true;
    });
}

/// The open group of the list stays in view, with the focus where the focus was in the list. One that was opened by itself moves nothing.
pub(crate) fn follow_group(group: Memo<Option<GroupName>>, is_open: Memo<bool>) {
    let mut is_later = false;
    Effect::new(move |_| {
        if group.get().is_some() && is_later && is_open.get_untracked() {
            request_animation_frame(|| document::follow(".groups", ".group[aria-pressed='true']"));
        }
        is_later = true;
    });
}

/// The focus falls back on an element when what had it is gone because something else stands there now.
pub(crate) fn hold_focus<T: PartialEq + Send + Sync + 'static>(what: Memo<Option<T>>, selector: &'static str) {
    let mut is_later = false;
    Effect::new(move |_| {
        what.track();
        if is_later {
            request_animation_frame(move || document::focus_if_lost(selector));
        }
        is_later = true;
    });
}

/// Loads the page anew.
pub(crate) fn reload() {
    document::reload();
}

/// Does something once the page has been painted: in the turn after the next frame.
pub(crate) fn once_painted(act: impl FnOnce() + 'static) {
    request_animation_frame(move || set_timeout(act, std::time::Duration::ZERO));
}

/// Mounts parts of the page one by one, each in a task of its own with a paint before it, and returns how many are mounted. `is_drawn` is false
/// meanwhile. Before the page is printed the rest is mounted at once.
pub(crate) fn mount_one_by_one(count: usize, is_drawn: RwSignal<bool>) -> ReadSignal<usize> {
    let (mounted, set_mounted) = signal(0);
    is_drawn.set(false);
    let listener = StoredValue::new_local(document::on_print(move || set_mounted.set(count)));
    on_cleanup(move || {
        listener.dispose();
        is_drawn.set(true);
    });
    mount_next(set_mounted, count, is_drawn);
    mounted
}

/// Mounts one part more once the page has been painted, and so on until all are mounted or none is wanted any more.
fn mount_next(mounted: WriteSignal<usize>, count: usize, is_drawn: RwSignal<bool>) {
    once_painted(move || {
        match mounted.try_update(|mounted| {
            *mounted = count.min(*mounted + 1);
            *mounted == count
        }) {
            Some(true) => is_drawn.set(true),
            Some(false) => mount_next(mounted, count, is_drawn),
            None => {}
        }
    });
}

/// Brings an element into view once the page has been drawn.
pub(crate) fn reveal_soon(selector: &'static str) {
    request_animation_frame(move || document::reveal(selector));
}

/// Moves the focus once the page has been drawn, if it is nowhere: what had it is gone.
pub(crate) fn focus_if_lost_soon(selector: &'static str) {
    request_animation_frame(move || document::focus_if_lost(selector));
}

/// Moves the focus once the page has been drawn.
pub(crate) fn focus_soon(selector: &'static str) {
    request_animation_frame(move || document::focus(selector));
}

/// Moves the focus, once the page has been drawn, to an element of that id.
pub(crate) fn focus_id(id: &str) {
    let selector = format!("#{id}");
    request_animation_frame(move || document::focus(&selector));
}

/// Moves the focus back, once the page has been drawn, to the element of that id, or to the selector where that is gone.
pub(crate) fn focus_back(id: Option<String>, selector: &'static str) {
    request_animation_frame(move || {
        if !id.is_some_and(|id| document::try_focus(&format!("#{id}"))) {
            document::focus(selector);
        }
    });
}

/// The focus goes to the heading each time something else is opened, or closed, unless a dialog stands before the page.
pub(crate) fn focus_opened<T: PartialEq + Send + Sync + 'static>(opened: Memo<T>) {
    let mut is_later = false;
    Effect::new(move |_| {
        opened.track();
        if is_later {
            once_painted(|| document::focus_outside_dialog("h1"));
        }
        is_later = true;
    });
}

/// Scrolls a frame sideways, once the page has been drawn, until an element of that id is in view.
pub(crate) fn reveal_across(frame: NodeRef<leptos::html::Div>, id: &str) {
    let selector = format!("#{id}");
    if let Some(frame) = frame.get_untracked() {
        request_animation_frame(move || document::reveal_across(&frame, &selector));
    }
}

/// Requests begun since everything was loaded.
pub(crate) fn requests_since_loaded() -> usize {
    performance::requests_since_loaded()
}

/// The Content-Security-Policy of the page.
pub(crate) fn security_policy() -> String {
    document::security_policy()
}

/// The address of this page with another fragment.
pub(crate) fn address_of(fragment: &str) -> String {
    format!("{}#{fragment}", location::address())
}

/// Measures once the page has been drawn, and whenever the window changes its size.
pub(crate) fn measure_soon(measure: impl Fn() + Copy + 'static) {
    // What is to be measured may be gone by then.
    let is_there = StoredValue::new(());
    request_animation_frame(move || {
        if is_there.try_get_value().is_some() {
            measure();
        }
    });
    let listener = StoredValue::new_local(document::on_resize(measure));
    on_cleanup(move || listener.dispose());
}

/// Measures, once the page has been drawn, the widest content of the elements that fit the selector, in px.
pub(crate) fn measure_widest(selector: String, then: impl FnOnce(i32) + 'static) {
    request_animation_frame(move || {
        if let Some(width) = document::widest(&selector) {
            then(width);
        }
    });
}

/// Scrolls the first element that fits the selector to its top when another list stands in it.
pub(crate) fn list_from_start<T: PartialEq + Send + Sync + 'static>(what: Memo<T>, selector: &'static str) {
    let mut is_later = false;
    Effect::new(move |_| {
        what.track();
        if is_later {
            request_animation_frame(move || document::scroll_to_start(selector));
        }
        is_later = true;
    });
}

/// Scrolls a frame to its top when another list stands in it.
pub(crate) fn back_to_top<T: PartialEq + Send + Sync + 'static>(what: Memo<T>, frame: NodeRef<leptos::html::Div>) {
    let mut is_later = false;
    Effect::new(move |_| {
        what.track();
        if is_later && let Some(frame) = frame.get_untracked() {
            document::scroll_to(&frame, 0.0);
        }
        is_later = true;
    });
}
