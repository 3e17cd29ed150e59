//! What changes on the page, as few types instead of one for each closure.
//!
//! Leptos builds its code anew for every closure type it meets in a view, half a kilobyte to seven each time. Closures stand behind traits of one
//! method each: the table of functions of `dyn FnMut` has another one, which takes the closure apart and is never called.

use std::sync::Arc;

use leptos::attr::Attribute;
use leptos::attr::any_attribute::AnyAttribute;
use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::reactive_graph::RenderEffectState;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Position, PositionState};

use crate::app::element::drawn_here_only;

/// A view as one type whatever it is, made in one place for each kind of view.
#[inline(never)]
pub(crate) fn any<V: IntoAny>(view: V) -> AnyView {
    view.into_any()
}

/// Computes something, again and again.
pub(crate) trait Read<T>: Send {
    /// What it is now.
    fn read(&mut self) -> T;
}

impl<T, F: FnMut() -> T + Send> Read<T> for F {
    fn read(&mut self) -> T {
        self()
    }
}

/// A text, number or attribute that is computed again whenever what it reads changes.
pub(crate) struct Live<T>(pub(crate) Box<dyn Read<T>>);

/// A text, number or attribute that is computed again whenever what it reads changes.
pub(crate) fn live<T>(read: impl FnMut() -> T + Send + 'static) -> Live<T> {
    Live(Box::new(read))
}

impl<T: IntoAny + 'static> IntoAny for Live<T> {
    fn into_any(self) -> AnyView {
        let mut read = self.0;
        any(part(move || read.read()))
    }
}

/// A part of the page that is built again whenever what it reads changes.
pub(crate) struct Part(Box<dyn Read<AnyView>>);

/// A part of the page that is built again whenever what it reads changes.
pub(crate) fn part<V: IntoAny>(mut build: impl FnMut() -> V + Send + 'static) -> Part {
    Part(Box::new(move || any(build())))
}

impl Render for Part {
    type State = RenderEffectState<AnyViewState>;

    fn build(self) -> Self::State {
        let mut part = self.0;
        let follow = move |before: Option<AnyViewState>| {
            let now = part.read();
            match before {
                Some(mut state) => {
                    now.rebuild(&mut state);
                    state
                }
                None => now.build(),
            }
        };
        RenderEffect::new(follow).into()
    }

    fn rebuild(self, state: &mut Self::State) {
        let mut before = std::mem::replace(state, self.build());
        before.insert_before_this(state);
        before.unmount();
    }
}

drawn_here_only!(Part);

/// What stands in a component, built as often as the component wants it.
#[derive(Clone)]
pub struct Content(Arc<dyn Build>);

trait Build: Send + Sync {
    fn build(&self) -> AnyView;
}

impl<V: IntoAny, F: Fn() -> V + Send + Sync> Build for F {
    fn build(&self) -> AnyView {
        any(self())
    }
}

impl Content {
    /// What is built by `build`.
    pub(crate) fn new<V: IntoAny>(build: impl Fn() -> V + Send + Sync + 'static) -> Self {
        Self(Arc::new(build))
    }

    /// Builds it.
    pub(crate) fn view(&self) -> AnyView {
        self.0.build()
    }
}

impl<V: IntoAny, F: Fn() -> V + Send + Sync + 'static> From<F> for Content {
    fn from(build: F) -> Self {
        Self::new(build)
    }
}

/// Gathers views as parts of one type.
pub(crate) trait List {
    /// The views, one after another. As Leptos' `collect_view`, but built once instead of once for every kind of element.
    fn list(self) -> AnyView;
}

impl<V: IntoAny, I: Iterator<Item = V>> List for I {
    fn list(self) -> AnyView {
        any(self.map(any).collect::<Vec<_>>())
    }
}

/// What an event does.
pub(crate) trait Act<E> {
    /// Does it.
    fn act(&mut self, event: E);
}

impl<E, F: FnMut(E)> Act<E> for F {
    fn act(&mut self, event: E) {
        self(event);
    }
}

/// What an event does.
pub(crate) fn handler<E: 'static>(act: impl FnMut(E) + 'static) -> Box<dyn Act<E>> {
    Box::new(act)
}

/// Does something now and again whenever what it reads has changed.
pub(crate) fn effect(act: impl FnMut() + Send + 'static) {
    start_effect(Box::new(act));
}

#[inline(never)]
fn start_effect(mut act: Box<dyn Read<()>>) {
    Effect::new(move |_| act.read());
}
