//! An element of the page, one type whatever its kind: what `view!` (in `view/`) makes.
//!
//! Leptos has a type for each kind of element and code for each kind of attribute in it, which was a third of the page. Events, properties and
//! children are Leptos' own.

use std::borrow::Cow;
use std::sync::PoisonError;

use leptos::attr::Attribute;
use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::ev::EventDescriptor;
use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use leptos::tachys::html::event::on;
use leptos::tachys::html::node_ref::{NodeRefContainer, node_ref};
use leptos::tachys::html::property::{IntoProperty, prop};
use leptos::tachys::html::style::{IntoStyle, style};
use leptos::tachys::hydration::Cursor;
use leptos::tachys::reactive_graph::SharedReactiveFunction;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::iterators::{StaticVec, StaticVecState};
use leptos::tachys::view::{Mountable, Position, PositionState};

/// An element that is not yet in the page.
pub(crate) struct Element(Box<Parts>);

struct Parts {
    /// Tag and plain attributes: `tag`, or `svg:tag`, then name and value of each, with U+0000 between.
    markup: &'static str,
    /// Attributes whose values are computed.
    attributes: Vec<(&'static str, Value)>,
    /// Events, properties, styles, references.
    others: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// The text of an attribute; `None` where the element has not got it.
type Text = Option<Cow<'static, str>>;

/// The value of an attribute.
pub(crate) enum Value {
    /// It stays.
    Fixed(Text),
    /// It is computed again whenever what it reads changes.
    Live(Box<dyn FnMut() -> Text + Send>),
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

impl<T: Written + 'static> IntoValue for SharedReactiveFunction<T> {
    fn into_value(self) -> Value {
        Value::Live(Box::new(move || (self.lock().unwrap_or_else(PoisonError::into_inner))().written()))
    }
}

impl Element {
    /// An element with what is known of it when the page is built.
    #[inline(never)]
    pub(crate) fn new(markup: &'static str) -> Self {
        Self(Box::new(Parts { markup, attributes: Vec::new(), others: Vec::new(), children: Vec::new() }))
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

    #[inline(never)]
    fn with_other(mut self, other: AnyAttribute) -> Self {
        self.0.others.push(other);
        self
    }

    /// With what an event does.
    pub(crate) fn on<E>(self, event: E, act: Box<dyn FnMut(E::EventType)>) -> Self
    where
        E: EventDescriptor + Send + 'static,
        E::EventType: From<types::Event> + 'static,
    {
        self.with_other(on(event, act).into_any_attr())
    }

    /// With a property of the browser's object.
    pub(crate) fn property<P: IntoProperty>(self, name: &'static str, value: P) -> Self {
        self.with_other(prop(name, value).into_any_attr())
    }

    /// With a custom property of its style.
    pub(crate) fn style<S: IntoStyle>(self, value: S) -> Self {
        self.with_other(style(value).into_any_attr())
    }

    /// Known to others by a reference.
    pub(crate) fn reference<E: ElementType>(self, reference: NodeRef<E>) -> Self
    where
        NodeRef<E>: NodeRefContainer<E>,
    {
        self.with_other(node_ref::<E, _>(reference).into_any_attr())
    }

    /// With a text that is known when the page is built.
    #[inline(never)]
    pub(crate) fn text(self, text: &'static str) -> Self {
        self.with_child(text.into_any())
    }

    /// With something in it, after what is in it already.
    pub(crate) fn child(self, child: impl IntoAny) -> Self {
        self.with_child(child.into_any())
    }

    #[inline(never)]
    fn with_child(mut self, child: AnyView) -> Self {
        self.0.children.push(child);
        self
    }
}

/// Views beside each other.
pub(crate) fn beside(views: Vec<AnyView>) -> StaticVec<AnyView> {
    views.into()
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
                    let text = read();
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
    match text {
        _ if text == before => {}
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
    others: <Vec<AnyAttribute> as Attribute>::State,
    children: StaticVecState<AnyViewState>,
}

impl Render for Element {
    type State = ElementState;

    #[inline(never)]
    fn build(self) -> ElementState {
        let Parts { markup, attributes, others, children } = *self.0;
        let (tag, plain) = parse(markup);
        let element = match tag.strip_prefix("svg:") {
            Some(tag) => Rndr::create_element(tag, Some("http://www.w3.org/2000/svg")),
            None => Rndr::create_element(tag, None),
        };
        for (name, text) in plain {
            Rndr::set_attribute(&element, name, text);
        }
        let attributes = attributes.into_iter().map(|(name, value)| (name, Attached::new(&element, name, value, None))).collect();
        let others = others.build(&element);
        let mut children = StaticVec::from(children).build();
        children.mount(&element, None);
        ElementState { markup, element, attributes, others, children }
    }

    #[inline(never)]
    fn rebuild(self, state: &mut ElementState) {
        let is_alike = parse(self.0.markup).0 == parse(state.markup).0
            && self.0.attributes.iter().map(|(name, _)| name).eq(state.attributes.iter().map(|(name, _)| name));
        if !is_alike {
            let mut new = self.build();
            state.insert_before_this(&mut new);
            state.unmount();
            *state = new;
            return;
        }
        let Parts { markup, attributes, others, children } = *self.0;
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
        others.rebuild(&mut state.others);
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

impl AddAnyAttr for Element {
    type Output<A: Attribute> = Self;

    fn add_any_attr<A: Attribute>(self, attribute: A) -> Self {
        self.with_other(attribute.into_cloneable_owned().into_any_attr())
    }
}

/// Nothing of the page is made elsewhere and handed to the browser as text.
impl RenderHtml for Element {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> ElementState {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
