//! What changes on the page, as few types instead of one for each closure.
//!
//! Leptos builds its code anew for every closure type it meets in a view, half a kilobyte to seven each time.

use std::sync::{Arc, Mutex};

use leptos::prelude::*;
use leptos::tachys::reactive_graph::SharedReactiveFunction;

/// A text, number or attribute that is computed again whenever what it reads changes.
pub(crate) fn live<T: 'static>(read: impl FnMut() -> T + Send + 'static) -> SharedReactiveFunction<T> {
    Arc::new(Mutex::new(read))
}

/// A part of the page that is built again whenever what it reads changes.
pub(crate) fn part<V: IntoAny>(mut build: impl FnMut() -> V + Send + 'static) -> SharedReactiveFunction<AnyView> {
    live(move || build().into_any())
}

/// Gathers views as parts of one type.
pub(crate) trait List {
    /// The views, one after another. As Leptos' `collect_view`, but built once instead of once for every kind of element.
    fn list(self) -> Vec<AnyView>;
}

impl<V: IntoAny, I: Iterator<Item = V>> List for I {
    fn list(self) -> Vec<AnyView> {
        self.map(V::into_any).collect()
    }
}

/// What an event does.
pub(crate) fn handler<E: 'static>(act: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(act)
}

/// Does something now and again whenever what it reads has changed.
pub(crate) fn effect(act: impl FnMut() + 'static) {
    start_effect(Box::new(act));
}

#[inline(never)]
fn start_effect(mut act: Box<dyn FnMut()>) {
    Effect::new(move |_| act());
}
