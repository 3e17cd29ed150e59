//! An element of the page, one type whatever its kind: what `view!` (in `view/`) makes.
//!
//! Leptos has a type for each kind of element and code for each kind of attribute, property and event in it, which was a third of the page.
//! Children are Leptos' own.

use std::borrow::Cow;
use std::marker::PhantomData;

use leptos::attr::Attribute;
use leptos::attr::any_attribute::AnyAttribute;
use leptos::ev::EventDescriptor;
use leptos::html::{self, ElementType};
use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use leptos::reactive::owner::Owner;
use leptos::tachys::html::node_ref::NodeRefContainer;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::{RemoveEventHandler, Rndr, types};
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::iterators::{StaticVec, StaticVecState};
use leptos::tachys::view::{Mountable, Position, PositionState};
use leptos::wasm_bindgen::{JsCast, JsValue};
use send_wrapper::SendWrapper;

use super::components::dynamic::{Act, Live, Read, any};
use crate::i18n::Key;

/// An element that is not yet in the page.
pub(crate) struct Element(Box<Parts>);

struct Parts {
    /// Tag and plain attributes: `tag`, or `svg:tag`, then name and value of each, with U+0000 between.
    markup: &'static str,
    /// Attributes whose values are computed: names with `--` are those of its style.
    attributes: Vec<(&'static str, Value)>,
    /// Properties of the browser's object, each with `.` before its name. What an attribute allows must be known before a value is set.
    properties: Vec<(&'static str, Value)>,
    events: Vec<EventListener>,
    reference: Option<AnyReference>,
    children: Vec<AnyView>,
}

/// What an event does.
struct EventListener {
    name: Cow<'static, str>,
    /// What the listener belongs to.
    owner: Owner,
    act: SendWrapper<Box<dyn Act<types::Event>>>,
}

impl EventListener {
    #[inline(never)]
    fn attach(self, element: &types::Element) -> RemoveEventHandler<types::Element> {
        let Self { name, owner, mut act } = self;
        Rndr::add_event_listener(element, &name, Box::new(move |event| owner.with(|| act.act(event))))
    }
}

/// A reference to an element of whatever kind.
type AnyReference = leptos::prelude::NodeRef<html::Div>;

/// An element once it is in the page. As Leptos' own, but one type whatever the kind of the element.
pub(crate) struct NodeRef<E> {
    any: AnyReference,
    of: PhantomData<fn() -> E>,
}

impl<E> Clone for NodeRef<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for NodeRef<E> {}

impl<E: ElementType<Output: JsCast>> NodeRef<E> {
    /// A reference to nothing yet.
    pub(crate) fn new() -> Self {
        Self { any: AnyReference::new(), of: PhantomData }
    }

    /// The element.
    pub(crate) fn get(self) -> Option<E::Output> {
        self.any.get().map(JsCast::unchecked_into)
    }

    /// The element, without telling the reader when another comes.
    pub(crate) fn get_untracked(self) -> Option<E::Output> {
        self.any.get_untracked().map(JsCast::unchecked_into)
    }

    /// [`get_untracked`](Self::get_untracked) where the reference may be gone.
    pub(crate) fn try_get_untracked(self) -> Option<E::Output> {
        self.any.try_get_untracked()?.map(JsCast::unchecked_into)
    }
}

/// The text of an attribute; `None` where the element has not got it.
type Text = Option<Cow<'static, str>>;

/// The value of an attribute.
pub(crate) enum Value {
    /// It stays.
    Fixed(Text),
    /// It is computed again whenever what it reads changes.
    Live(Box<dyn Read<Text>>),
}

/// What an attribute can be.
pub(crate) trait Written {
    /// As the text of an attribute.
    fn written(self) -> Text;
}

impl Written for &'static str {
    fn written(self) -> Text {
        Some(Cow::Borrowed(self))
    }
}

impl Written for String {
    fn written(self) -> Text {
        Some(Cow::Owned(self))
    }
}

impl Written for bool {
    fn written(self) -> Text {
        self.then_some(Cow::Borrowed(""))
    }
}

impl<T: Written> Written for Option<T> {
    fn written(self) -> Text {
        self.and_then(T::written)
    }
}

/// What can be made the value of an attribute.
pub(crate) trait IntoValue {
    /// As such a value.
    fn into_value(self) -> Value;
}

impl<T: Written> IntoValue for T {
    fn into_value(self) -> Value {
        Value::Fixed(self.written())
    }
}

impl<T: Written + 'static> IntoValue for Live<T> {
    fn into_value(self) -> Value {
        let mut read = self.0;
        Value::Live(Box::new(move || read.read().written()))
    }
}

impl Element {
    /// An element with what is known of it when the page is built.
    #[inline(never)]
    pub(crate) fn new(markup: &'static str) -> Self {
        Self(Box::new(Parts {
            markup,
            attributes: Vec::new(),
            properties: Vec::new(),
            events: Vec::new(),
            reference: None,
            children: Vec::new(),
        }))
    }

    /// With an attribute.
    pub(crate) fn set(self, name: &'static str, value: impl IntoValue) -> Self {
        self.with_attribute(name, value.into_value())
    }

    #[inline(never)]
    fn with_attribute(mut self, name: &'static str, value: Value) -> Self {
        self.0.attributes.push((name, value));
        self
    }

    /// With what an event does.
    #[expect(clippy::needless_pass_by_value, reason = "an event's type has no size")]
    pub(crate) fn on<E>(self, event: E, mut act: Box<dyn Act<E::EventType>>) -> Self
    where
        E: EventDescriptor,
        E::EventType: From<types::Event> + 'static,
    {
        self.with_event(event.name(), Box::new(move |event: types::Event| act.act(event.into())))
    }

    #[inline(never)]
    fn with_event(mut self, name: Cow<'static, str>, act: Box<dyn Act<types::Event>>) -> Self {
        self.0.events.push(EventListener { name, owner: Owner::current().unwrap_or_default(), act: SendWrapper::new(act) });
        self
    }

    /// With a property of the browser's object: its name with `.` before it.
    pub(crate) fn property(self, name: &'static str, value: impl IntoValue) -> Self {
        self.with_property(name, value.into_value())
    }

    #[inline(never)]
    fn with_property(mut self, name: &'static str, value: Value) -> Self {
        self.0.properties.push((name, value));
        self
    }

    /// Known to others by a reference.
    pub(crate) fn reference<E>(mut self, reference: NodeRef<E>) -> Self {
        self.0.reference = Some(reference.any);
        self
    }

    /// With a text that is known when the page is built.
    #[inline(never)]
    pub(crate) fn text(self, text: &'static str) -> Self {
        self.with_child(any(text))
    }

    /// With a text in the language in force.
    #[inline(never)]
    pub(crate) fn said(self, key: Key) -> Self {
        self.with_child(any(key.text()))
    }

    /// With an attribute that is a text in the language in force.
    #[inline(never)]
    pub(crate) fn set_said(self, name: &'static str, key: Key) -> Self {
        self.set(name, key.text())
    }

    /// With something in it, after what is in it already.
    #[inline(never)]
    pub(crate) fn child(self, child: impl IntoAny) -> Self {
        self.with_child(any(child))
    }

    /// As one type with all other views. As Leptos' own, but made in one place.
    pub(crate) fn into_any(self) -> AnyView {
        any(self)
    }

    #[inline(never)]
    fn with_child(mut self, child: AnyView) -> Self {
        self.0.children.push(child);
        self
    }
}

/// Views beside each other.
#[inline(never)]
pub(crate) fn beside(views: Vec<AnyView>) -> AnyView {
    any(StaticVec::from(views))
}

/// An attribute as it is in the page.
enum Attached {
    Fixed(Text),
    Live(RenderEffect<Text>),
}

impl Attached {
    /// Puts a value where another has been.
    fn new(element: &types::Element, name: &'static str, value: Value, before: Text) -> Self {
        match value {
            Value::Fixed(text) => {
                put(element, name, &text, &before);
                Self::Fixed(text)
            }
            Value::Live(mut read) => {
                let element = element.clone();
                let follow = move |before: Option<Text>| {
                    let text = read.read();
                    put(&element, name, &text, &before.flatten());
                    text
                };
                Self::Live(RenderEffect::new_with_value(follow, Some(before)))
            }
        }
    }

    fn into_text(self) -> Text {
        match self {
            Self::Fixed(text) => text,
            Self::Live(effect) => effect.take_value().flatten(),
        }
    }
}

fn put(element: &types::Element, name: &str, text: &Text, before: &Text) {
    if let Some(property) = name.strip_prefix('.') {
        // Set even where it was the same: the user may have changed it meanwhile.
        let value = match (property, text) {
            ("value", text) => JsValue::from_str(text.as_deref().unwrap_or_default()),
            (_, text) => JsValue::from_bool(text.is_some()),
        };
        Rndr::set_property_or_value(element, property, &value);
        return;
    }
    match text {
        _ if text == before => {}
        Some(text) if name.starts_with("--") => {
            Rndr::set_css_property(&element.unchecked_ref::<web_sys::HtmlElement>().style(), name, text);
        }
        Some(text) => Rndr::set_attribute(element, name, text),
        None => Rndr::remove_attribute(element, name),
    }
}

/// Tag and plain attributes.
fn parse(markup: &'static str) -> (&'static str, impl Iterator<Item = (&'static str, &'static str)>) {
    let mut parts = markup.split('\0');
    let tag = parts.next().unwrap_or_default();
    (tag, std::iter::from_fn(move || Some((parts.next()?, parts.next()?))))
}

/// An element in the page.
pub(crate) struct ElementState {
    markup: &'static str,
    element: types::Element,
    attributes: Vec<(&'static str, Attached)>,
    /// Dropping one takes the listener away.
    events: Vec<(Cow<'static, str>, RemoveEventHandler<types::Element>)>,
    children: StaticVecState<AnyViewState>,
}

impl Render for Element {
    type State = ElementState;

    #[inline(never)]
    fn build(self) -> ElementState {
        let Parts { markup, mut attributes, properties, events, reference, children } = *self.0;
        attributes.extend(properties);
        let (tag, plain) = parse(markup);
        let element = match tag.strip_prefix("svg:") {
            Some(tag) => Rndr::create_element(tag, Some("http://www.w3.org/2000/svg")),
            None => Rndr::create_element(tag, None),
        };
        for (name, text) in plain {
            Rndr::set_attribute(&element, name, text);
        }
        let attributes = attributes.into_iter().map(|(name, value)| (name, Attached::new(&element, name, value, None))).collect();
        let events = events.into_iter().map(|event| (event.name.clone(), event.attach(&element))).collect();
        if let Some(reference) = reference {
            reference.load(&element);
        }
        let mut children = StaticVec::from(children).build();
        children.mount(&element, None);
        ElementState { markup, element, attributes, events, children }
    }

    #[inline(never)]
    fn rebuild(mut self, state: &mut ElementState) {
        let parts = &mut *self.0;
        parts.attributes.append(&mut parts.properties);
        let is_alike = parse(parts.markup).0 == parse(state.markup).0
            && parts.attributes.iter().map(|(name, _)| name).eq(state.attributes.iter().map(|(name, _)| name))
            && parts.events.iter().map(|event| &event.name).eq(state.events.iter().map(|(name, _)| name));
        if !is_alike {
            let mut new = self.build();
            state.insert_before_this(&mut new);
            state.unmount();
            *state = new;
            return;
        }
        let Parts { markup, attributes, events, reference, children, .. } = *self.0;
        if markup != state.markup {
            for (name, _) in parse(state.markup).1 {
                Rndr::remove_attribute(&state.element, name);
            }
            for (name, text) in parse(markup).1 {
                Rndr::set_attribute(&state.element, name, text);
            }
            state.markup = markup;
        }
        for ((name, value), (_, attached)) in attributes.into_iter().zip(&mut state.attributes) {
            let before = std::mem::replace(attached, Attached::Fixed(None)).into_text();
            *attached = Attached::new(&state.element, name, value, before);
        }
        state.events = events.into_iter().map(|event| (event.name.clone(), event.attach(&state.element))).collect();
        if let Some(reference) = reference {
            reference.load(&state.element);
        }
        StaticVec::from(children).rebuild(&mut state.children);
    }
}

impl Mountable for ElementState {
    fn unmount(&mut self) {
        self.element.unmount();
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        Rndr::insert_node(parent, &self.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.element.insert_before_this(child)
    }

    fn elements(&self) -> Vec<types::Element> {
        vec![self.element.clone()]
    }
}

/// What Leptos asks of a view besides drawing it in the browser: attributes stand at elements alone, none comes from elsewhere, and nothing of the
/// page is made elsewhere and handed to the browser as text.
macro_rules! drawn_here_only {
    ($view:ty) => {
        impl AddAnyAttr for $view {
            type Output<A: Attribute> = Self;

            fn add_any_attr<A: Attribute>(self, _: A) -> Self {
                self
            }
        }

        impl RenderHtml for $view {
            type AsyncOutput = Self;
            type Owned = Self;

            const MIN_LENGTH: usize = 0;

            fn dry_resolve(&mut self) {}

            async fn resolve(self) -> Self {
                self
            }

            fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

            fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Self::State {
                self.build()
            }

            fn into_owned(self) -> Self {
                self
            }
        }
    };
}
pub(crate) use drawn_here_only;

drawn_here_only!(Element);
