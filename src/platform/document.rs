//! The document around the page: root, title, language, theme, focus.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, HtmlInputElement, ScrollIntoViewOptions, ScrollLogicalPosition};

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// The element the page lives in, emptied of its first-paint skeleton.
pub(crate) fn root() -> Option<HtmlElement> {
    let root = document()?.get_element_by_id("page")?.dyn_into::<HtmlElement>().ok()?;
    root.set_text_content(None);
    root.remove_attribute("aria-busy").ok()?;
    Some(root)
}

/// Sets the title.
pub(crate) fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets an attribute of `<html>`; `None` takes it away.
pub(crate) fn set_root_attribute(name: &str, value: Option<&str>) {
    let Some(element) = document().and_then(|document| document.document_element()) else { return };
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// Tells whether the user can see the tab.
pub(crate) fn is_visible() -> bool {
    document().is_none_or(|document| !document.hidden())
}

/// The Content-Security-Policy in force, read from the page itself.
pub(crate) fn security_policy() -> String {
    let meta = document().and_then(|document| document.query_selector("meta[http-equiv='Content-Security-Policy']").ok().flatten());
    meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default()
}

/// The build of the page, as the build wrote it into `index.html`; empty outside a built page.
pub(crate) fn build() -> String {
    let script = document().and_then(|document| document.query_selector("script[data-build]").ok().flatten());
    script.and_then(|script| script.get_attribute("data-build")).unwrap_or_default()
}

/// Moves the focus to the first element that fits the selector.
pub(crate) fn focus(selector: &str) {
    try_focus(selector);
}

/// Moves the focus to the first element that fits the selector; `false` where there is none.
pub(crate) fn try_focus(selector: &str) -> bool {
    let element = document().and_then(|document| document.query_selector(selector).ok().flatten());
    element.and_then(|element| element.dyn_into::<HtmlElement>().ok()).is_some_and(|element| element.focus().is_ok())
}

/// Moves the focus to the first element that fits the selector, unless a dialog stands before the page.
pub(crate) fn focus_outside_dialog(selector: &str) {
    if !has_dialog() {
        focus(selector);
    }
}

/// Selects the text of a field, so that the user can copy it by hand.
pub(crate) fn select(field: &HtmlInputElement) {
    field.select();
}

/// Height of what an element shows, and how far it is scrolled.
pub(crate) fn scroll_window(element: &HtmlElement) -> (f64, f64) {
    (f64::from(element.client_height()), f64::from(element.scroll_top()))
}

/// Scrolls an element to a height.
pub(crate) fn scroll_to(element: &HtmlElement, top: f64) {
    // The setter takes f64 only by reflection: an i32 would do, but not on screens with fractions of pixels.
    let _ = js_sys::Reflect::set(element, &"scrollTop".into(), &JsValue::from_f64(top));
}

/// Scrolls the first element that fits the selector to its start.
pub(crate) fn scroll_to_start(selector: &str) {
    if let Some(element) = document().and_then(|document| document.query_selector(selector).ok().flatten()) {
        element.set_scroll_top(0);
    }
}

/// Calls back when an element changes its size, as the window does.
pub(crate) fn on_resize(mut call: impl FnMut() + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "resize", move |_| call()))
}

/// Tells whether a dialog stands before the page.
fn has_dialog() -> bool {
    document().is_some_and(|document| document.query_selector("dialog[open]").ok().flatten().is_some())
}

/// Calls back when the user undoes, or (`true`) does again, by the keys of the system, anywhere but behind a dialog and in a field with letters.
pub(crate) fn on_undo(mut call: impl FnMut(bool) + 'static) -> Option<EventListener> {
    let document = document()?;
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(&document, "keydown", options, move |event| {
        let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>() else { return };
        let again = match key.key().to_ascii_lowercase().as_str() {
            "z" => key.shift_key(),
            "y" if !key.shift_key() => true,
            _ => return,
        };
        if (key.ctrl_key() || key.meta_key()) && !key.alt_key() && !has_dialog() && !is_writing(event) {
            event.prevent_default();
            call(again);
        }
    }))
}

/// Reloads the page.
pub(crate) fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// Lets the browser print the page, or make a PDF of it.
pub(crate) fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Tells whether an event comes from the element that listens, not from one inside it.
pub(crate) fn is_own(event: &web_sys::Event) -> bool {
    event.target() == event.current_target()
}

/// Tells whether a key belongs to a field that takes letters.
pub(crate) fn is_typing(event: &web_sys::Event) -> bool {
    target(event).is_some_and(|element| {
        let is_letters = "textarea, select, input:not([type=radio], [type=checkbox], [type=range])";
        element.matches(is_letters).unwrap_or(false)
    })
}

/// Tells whether a key belongs to a field with letters, which undoes them by itself.
fn is_writing(event: &web_sys::Event) -> bool {
    let is_empty =
        |element: &web_sys::Element| element.dyn_ref::<web_sys::HtmlInputElement>().is_some_and(|input| input.value().is_empty());
    is_typing(event) && target(event).is_some_and(|element| element.tag_name() != "SELECT" && !is_empty(&element))
}

/// The value of an attribute of the element an event comes from, or of the nearest element around it that has one.
pub(crate) fn nearest(event: &web_sys::Event, attribute: &str) -> Option<String> {
    target(event)?.closest(&format!("[{attribute}]")).ok()??.get_attribute(attribute)
}

/// The value of an attribute of the element at a place of the window, or of the nearest element around it that has one.
pub(crate) fn nearest_at(x: i32, y: i32, attribute: &str) -> Option<String> {
    let place = |at: i32| f32::from(i16::try_from(at).unwrap_or(i16::MAX));
    let element = document()?.element_from_point(place(x), place(y))?;
    element.closest(&format!("[{attribute}]")).ok()??.get_attribute(attribute)
}

/// Sends all events of a pointer to the element that listens, until it is released.
pub(crate) fn hold_pointer(event: &web_sys::PointerEvent) {
    if let Some(element) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) {
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// The widest content, in px, of the elements that fit the selector.
pub(crate) fn widest(selector: &str) -> Option<i32> {
    let found = document()?.query_selector_all(selector).ok()?;
    let elements = (0..found.length()).filter_map(|index| found.item(index)?.dyn_into::<Element>().ok());
    elements.map(|element| element.scroll_width()).max()
}

/// The width, in px, of the first element that fits the selector.
pub(crate) fn width_of(selector: &str) -> Option<i32> {
    let element = document()?.query_selector(selector).ok()??;
    element.dyn_into::<HtmlElement>().ok().map(|element| element.offset_width())
}

/// Tells whether the user has selected text.
pub(crate) fn has_selection() -> bool {
    // The type of a selection is a feature of its own; its text is all that is needed.
    let Some(window) = web_sys::window() else { return false };
    let select =
        js_sys::Reflect::get(&window, &"getSelection".into()).ok().and_then(|function| function.dyn_into::<js_sys::Function>().ok());
    let selection = select.and_then(|select| select.call0(&window).ok()).and_then(|selection| selection.dyn_into::<js_sys::Object>().ok());
    selection.is_some_and(|selection| selection.to_string().length() > 0)
}

/// Scrolls an element sideways until the first one in it that fits the selector is in view.
pub(crate) fn reveal_across(frame: &HtmlElement, selector: &str) {
    let Ok(Some(element)) = frame.query_selector(selector) else { return };
    let (seen, element) = (frame.get_bounding_client_rect(), element.get_bounding_client_rect());
    let (before, behind) = (element.left() - seen.left(), element.right() - seen.right());
    let by = if before < 0.0 { before } else { behind.max(0.0).min(before) };
    if by != 0.0 {
        let _ = js_sys::Reflect::set(frame, &"scrollLeft".into(), &JsValue::from_f64(f64::from(frame.scroll_left()) + by));
    }
}

/// Calls back before the page is printed.
pub(crate) fn on_print(then: impl Fn() + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "beforeprint", move |_| then()))
}

/// Calls back once the page has been printed, or not.
pub(crate) fn on_printed(then: impl Fn() + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "afterprint", move |_| then()))
}

/// Lets an element say its whole text when pointed at, where it shows only a part.
pub(crate) fn title_if_cut(event: &web_sys::Event, selector: &str) {
    let Some(element) = target(event).and_then(|element| element.closest(selector).ok().flatten()) else { return };
    let text = element.text_content().filter(|_| element.scroll_width() > element.client_width());
    let _ = match text {
        Some(text) => element.set_attribute("title", &text),
        None => element.remove_attribute("title"),
    };
}

fn target(event: &web_sys::Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Brings the first element that fits the selector into view, with the focus if it is now in that part of the page.
pub(crate) fn follow(part: &str, selector: &str) {
    let Some(document) = document() else { return };
    if document.active_element().and_then(|active| active.closest(part).ok().flatten()).is_some() {
        focus(selector);
    } else {
        reveal(selector);
    }
}

/// Brings the first element that fits the selector into view.
pub(crate) fn reveal(selector: &str) {
    if let Some(element) = document().and_then(|document| document.query_selector(selector).ok().flatten()) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Moves the focus to the first element that fits the selector, if it is nowhere: what had it is gone.
pub(crate) fn focus_if_lost(selector: &str) {
    let active = document().and_then(|document| document.active_element());
    if active.is_none_or(|active| active.tag_name() == "BODY") {
        focus(selector);
    }
}

/// Lets the browser warn before the page is left or loaded anew while something would be lost.
///
/// `on_stay` is called where the user stays: timers rest during the question of the browser, and with the page they are gone.
pub(crate) fn on_leave(would_lose: impl Fn() -> bool + 'static, on_stay: impl Fn() + Copy + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(&window, "beforeunload", options, move |event| {
        if would_lose() {
            event.prevent_default();
            if event.is_trusted() {
                Timeout::new(STAYED, on_stay).forget();
            }
        }
    }))
}

/// Milliseconds after the browser's question, within which a page that is left goes.
const STAYED: u32 = 500;

/// Lets the browser save what stands at an address of its own under a name.
pub(crate) fn download(address: &str, name: &str) {
    let Some(link) = document().and_then(|document| document.create_element("a").ok()) else { return };
    if link.set_attribute("href", address).is_ok()
        && link.set_attribute("download", name).is_ok()
        && let Ok(link) = link.dyn_into::<HtmlElement>()
    {
        link.click();
    }
}
