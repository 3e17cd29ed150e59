//! A picture as SVG elements: the one reading of shapes that screen and file share.

use super::ink::{Ink, Pattern};
use super::scene::{Geometry, Scene, Shape};

/// An SVG element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name.
    pub name: &'static str,
    /// Names and values of its attributes, unescaped.
    pub attributes: Vec<(&'static str, String)>,
    /// Its text, unescaped; only where there are no elements in it.
    pub text: String,
    /// The elements in it.
    pub children: Vec<Element>,
}

/// Values of `fill` for inks.
#[derive(Clone, Copy)]
pub struct Paint<'a> {
    /// The colour a custom property stands for: `var(…)` on the page, the colour itself in a file.
    pub colour: &'a dyn Fn(&str) -> String,
    /// Start of the ids of patterns; another one for each picture of a page.
    pub prefix: &'a str,
}

/// The attribute by which a shape says which value it stands for.
pub(super) const DATUM: &str = "data-datum";

impl Element {
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, ..Self::default() }
    }

    pub(super) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.attributes.push((name, value.to_owned()));
        self
    }

    fn place(mut self, numbers: &[(&'static str, i32)]) -> Self {
        self.attributes.extend(numbers.iter().map(|(name, number)| (*name, number.to_string())));
        self
    }
}

impl Paint<'_> {
    /// The value of `fill` for an ink: its colour, or its pattern.
    pub fn fill(self, ink: Ink) -> String {
        if ink.pattern() == Pattern::Solid { (self.colour)(ink.variable()) } else { format!("url(#{})", self.id(ink)) }
    }

    fn id(self, ink: Ink) -> String {
        format!("{}{}", self.prefix, ink.as_str())
    }

    /// The definition of an ink's pattern.
    fn tile(self, ink: Ink) -> Element {
        let edge: &[(&'static str, i32)] = &[("width", Pattern::TILE), ("height", Pattern::TILE)];
        let mut tile = Element::new("pattern").with("id", &self.id(ink)).with("patternUnits", "userSpaceOnUse").place(edge);
        tile.children.push(Element::new("rect").place(edge).with("fill", &(self.colour)(ink.variable())));
        let lines = Element::new("path").with("d", ink.pattern().lines()).with("fill", "none");
        tile.children
            .push(lines.with("stroke", &(self.colour)(Ink::Surface.variable())).with("stroke-width", "1").with("stroke-opacity", "0.6"));
        tile
    }
}

/// The patterns some shapes need, each once; nothing where they need none.
pub(super) fn definitions<'a>(shapes: impl Iterator<Item = &'a Shape>, paint: Paint) -> Option<Element> {
    let has_pattern =
        |shape: &&Shape| shape.ink.pattern() != Pattern::Solid && matches!(shape.geometry, Geometry::Rect { .. } | Geometry::Path(_));
    let mut inks: Vec<Ink> = Vec::new();
    for shape in shapes.filter(has_pattern) {
        if let Err(place) = inks.binary_search(&shape.ink) {
            inks.insert(place, shape.ink);
        }
    }
    let mut definitions = Element::new("defs");
    definitions.children.extend(inks.into_iter().map(|ink| paint.tile(ink)));
    (!definitions.children.is_empty()).then_some(definitions)
}

impl Scene {
    /// The elements of the picture: patterns in a `defs`, where there are any, then its shapes.
    pub fn elements(&self, paint: Paint) -> Vec<Element> {
        definitions(self.shapes.iter(), paint).into_iter().chain(self.shapes.iter().map(|shape| shape.element(paint))).collect()
    }
}

impl Shape {
    /// The shape as an element.
    pub fn element(&self, paint: Paint) -> Element {
        let colour = || (paint.colour)(self.ink.variable());
        let line = |element: Element, width: &str| element.with("fill", "none").with("stroke", &colour()).with("stroke-width", width);
        let mut element = match &self.geometry {
            Geometry::Rect { x, y, width, height } => Element::new("rect")
                .place(&[("x", *x), ("y", *y), ("width", *width), ("height", *height)])
                .with("fill", &paint.fill(self.ink)),
            Geometry::Path(path) => Element::new("path").with("d", path).with("fill", &paint.fill(self.ink)),
            Geometry::Trace(path) => line(Element::new("path").with("d", path).with("stroke-linejoin", "round"), "1.5"),
            Geometry::Line { x1, y1, x2, y2 } => {
                let at = [("x1", *x1), ("y1", *y1), ("x2", *x2), ("y2", *y2)];
                line(Element::new("line").place(&at).with("shape-rendering", "crispEdges"), "1")
            }
            Geometry::Text { x, y, anchor, size, weight, has_halo, text } => {
                // The direction of a text is its own, so that a name written from the right turns nothing next to it.
                let element = Element::new("text").place(&[("x", *x), ("y", *y), ("font-size", *size)]);
                let element = element.with("font-weight", weight.as_str()).with("text-anchor", anchor.as_str());
                let mut element = element.with("direction", "ltr").with("unicode-bidi", "plaintext").with("fill", &colour());
                if *has_halo {
                    let ground = (paint.colour)(Ink::Surface.variable());
                    element = element.with("paint-order", "stroke").with("stroke", &ground).with("stroke-width", "4");
                }
                element.text.clone_from(text);
                element
            }
        };
        if self.tone != super::Tone::Full {
            element = element.with("opacity", self.tone.as_str());
        }
        if let Some(datum) = self.datum {
            element = element.with(DATUM, &datum.to_string());
        }
        element
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tone;

    #[test]
    fn patterns_are_defined_once_and_named_by_the_shapes() {
        let mut scene = Scene::new(10, 10);
        for ink in [Ink::StorefrontNone, Ink::ActionNone, Ink::ActionNone, Ink::Accent] {
            scene.push_shape(ink, Tone::Faded, Some(3), Geometry::Rect { x: 1, y: 2, width: 3, height: 4 });
        }
        let elements = scene.elements(Paint { colour: &|name| format!("var({name})"), prefix: "a-" });
        let ids: Vec<_> = elements[0].children.iter().map(|tile| tile.attributes[0].1.as_str()).collect();
        assert_eq!(ids, ["a-source-none", "a-action-none"]);
        let value = |index: usize, name: &str| elements[index].attributes.iter().find(|pair| pair.0 == name).map(|pair| pair.1.as_str());
        assert_eq!(value(1, "fill"), Some("url(#a-source-none)"));
        assert_eq!(value(4, "fill"), Some("var(--accent)"));
        assert_eq!((value(4, "opacity"), value(4, DATUM)), (Some("0.35"), Some("3")));
    }
}
