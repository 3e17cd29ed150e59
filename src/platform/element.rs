//! Width of an element, and the place of the pointer on it.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, PointerEvent, ResizeObserver};

/// Calls back while it lives.
pub(crate) struct SizeWatch {
    observer: ResizeObserver,
    _call: Closure<dyn FnMut()>,
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls back with the width of an element in px, now and whenever it changes.
pub(crate) fn on_width(element: &Element, mut call: impl FnMut(i32) + 'static) -> Option<SizeWatch> {
    let watched = element.clone();
    let call = Closure::<dyn FnMut()>::new(move || call(watched.client_width()));
    let observer = ResizeObserver::new(call.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some(SizeWatch { observer, _call: call })
}

/// The width of an element in px.
pub(crate) fn width(element: &Element) -> i32 {
    element.client_width()
}

/// Sends the events of the pointer to an element until it is released, wherever it moves.
pub(crate) fn hold_pointer(element: &Element, event: &PointerEvent) {
    let _ = element.set_pointer_capture(event.pointer_id());
}

/// Returns the place of the pointer on an element, in px from its top left corner.
pub(crate) fn place(element: &Element, event: &PointerEvent) -> (i32, i32) {
    let corner = element.get_bounding_client_rect();
    (pixel(f64::from(event.client_x()) - corner.left()), pixel(f64::from(event.client_y()) - corner.top()))
}

#[expect(clippy::cast_possible_truncation, reason = "no element is that large")]
fn pixel(length: f64) -> i32 {
    length.floor() as i32
}
