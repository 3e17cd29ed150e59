//! A picture as an SVG file that stands by itself: what it shows, of which leads, when and from where is written on it.

use super::element::{DATUM, Element, Paint, definitions};
use super::ink::Ink;
use super::scene::{Anchor, Geometry, Scene, Weight};
use super::text::{text_width, wrap};

/// Words written around a picture. What is empty is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// Title: what the picture shows.
    pub title: String,
    /// Of which leads: the filter in words.
    pub scope: String,
    /// From when to when.
    pub period: String,
    /// Below the picture: where the numbers come from.
    pub source_line: String,
    /// Legend: each colour with its meaning.
    pub legend: Vec<(Ink, String)>,
}

/// Around everything.
const MARGIN: i32 = 24;
/// Narrowest text.
const NARROW: i32 = 240;
/// Sizes of the letters of the title and of all else.
const TITLE: i32 = 20;
const SIZE: i32 = 13;
/// Lines a title may take, and the filter, which may be long.
const TITLE_LINES: usize = 2;
const LINES: usize = 3;
/// Edge of a colour in the legend, and what is between two entries.
const KEY: i32 = 12;
const BETWEEN: i32 = 20;
/// Letters of the description, for those who have it read to them.
const DESCRIPTION: usize = 1000;
/// The stack of `--font` in `style/tokens.css`.
const FONT: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

/// The file. `palette` gives the colour a custom property stands for, resolved: a file knows no theme.
///
/// All text is escaped and without control characters, so that no name of a file comes to life in a viewer.
pub fn write_svg(scene: &Scene, palette: &dyn Fn(&str) -> String, heading: &Heading) -> String {
    write_placed(&[((0, 0), scene)], (scene.width, scene.height), palette, heading)
}

/// The file of pictures at their places in an area of a width and height.
pub(super) fn write_placed(
    scenes: &[((i32, i32), &Scene)],
    (width, height): (i32, i32),
    palette: &dyn Fn(&str) -> String,
    heading: &Heading,
) -> String {
    let paint = Paint { colour: palette, prefix: "" };
    let width = width.max(NARROW);
    let mut frame = Scene::new(width.saturating_add(2 * MARGIN), 0);
    let mut y = MARGIN;
    y = push_lines(&mut frame, Ink::Text, y, width, TITLE, &heading.title, TITLE_LINES);
    y = push_lines(&mut frame, Ink::Text, y, width, SIZE, &heading.scope, LINES);
    y = push_lines(&mut frame, Ink::TextMuted, y, width, SIZE, &heading.period, 1);
    y = push_legend(&mut frame, (MARGIN, y + SIZE / 2), width, &heading.legend);
    let picture = y + SIZE;
    y = push_lines(&mut frame, Ink::TextMuted, picture.saturating_add(height) + SIZE, width, SIZE, &heading.source_line, LINES);
    frame.height = y.saturating_add(MARGIN - SIZE / 2);

    let (wide, high) = (frame.width.to_string(), frame.height.to_string());
    let mut root = Element::new("svg").with("xmlns", "http://www.w3.org/2000/svg").with("width", &wide).with("height", &high);
    root = root.with("viewBox", &format!("0 0 {wide} {high}")).with("role", "img").with("aria-labelledby", "title description");
    root = root.with("font-family", FONT);
    let name = |name, id, text: String| Element { text, ..Element::new(name).with("id", id) };
    root.children.push(name("title", "title", heading.title.chars().take(DESCRIPTION).collect()));
    let details: Vec<&str> =
        [&heading.scope, &heading.period, &heading.source_line].into_iter().filter(|text| !text.is_empty()).map(String::as_str).collect();
    root.children.push(name("desc", "description", details.join(" · ").chars().take(DESCRIPTION).collect()));
    let shapes = frame.shapes.iter().chain(scenes.iter().flat_map(|(_, scene)| &scene.shapes));
    root.children.extend(definitions(shapes, paint));
    root.children.push(Element::new("rect").with("width", &wide).with("height", &high).with("fill", &palette(Ink::Surface.variable())));
    root.children.extend(frame.shapes.iter().map(|mark| mark.element(paint)));
    for ((x, y), scene) in scenes {
        let (x, y) = (x.saturating_add(MARGIN), y.saturating_add(picture));
        let mut group = Element::new("g").with("transform", &format!("translate({x} {y})"));
        group.children.extend(scene.shapes.iter().map(|mark| mark.element(paint)));
        root.children.push(group);
    }
    let mut text = String::new();
    push_element(&mut text, &root);
    text
}

/// Adds a text in lines below `y` and gives the place below it.
fn push_lines(frame: &mut Scene, ink: Ink, mut y: i32, width: i32, size: i32, text: &str, lines: usize) -> i32 {
    let weight = if size == TITLE { Weight::Strong } else { Weight::Regular };
    // Strong letters are wider.
    let width = if weight == Weight::Strong { width * 9 / 10 } else { width };
    for line in wrap(text, size, width, lines) {
        y += size;
        frame.push_text(ink, (MARGIN, y), Anchor::Start, size, weight, line);
        y += size / 2;
    }
    y
}

/// Adds the legend below `y`, side by side as far as they go, and gives the place below it.
pub(super) fn push_legend(frame: &mut Scene, (left, mut y): (i32, i32), width: i32, legend: &[(Ink, String)]) -> i32 {
    let mut x = 0;
    for (ink, name) in legend {
        let name = super::fit(name, SIZE, width - KEY - KEY / 2);
        let long = KEY + KEY / 2 + text_width(&name, SIZE);
        if x > 0 && x + long > width {
            (x, y) = (0, y + SIZE * 3 / 2);
        }
        frame.push(*ink, Geometry::Rect { x: left + x, y, width: KEY, height: KEY });
        frame.push_text(Ink::Text, (left + x + KEY + KEY / 2, y + SIZE - 2), Anchor::Start, SIZE, Weight::Regular, name);
        x += long + BETWEEN;
    }
    if legend.is_empty() { y } else { y + SIZE * 3 / 2 }
}

fn push_element(text: &mut String, element: &Element) {
    text.push('<');
    text.push_str(element.name);
    for (name, value) in element.attributes.iter().filter(|(name, _)| *name != DATUM) {
        text.push(' ');
        text.push_str(name);
        text.push_str("=\"");
        push_escaped(text, value);
        text.push('"');
    }
    if element.children.is_empty() && element.text.is_empty() {
        text.push_str("/>\n");
        return;
    }
    text.push('>');
    push_escaped(text, &element.text);
    for child in &element.children {
        push_element(text, child);
    }
    text.push_str("</");
    text.push_str(element.name);
    text.push_str(">\n");
}

/// Adds a text as XML has it. Left out is what XML forbids, and what would turn the direction of what follows.
fn push_escaped(text: &mut String, raw: &str) {
    for letter in raw.chars() {
        match letter {
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '&' => text.push_str("&amp;"),
            '"' => text.push_str("&quot;"),
            '\'' => text.push_str("&#39;"),
            '\t' | '\n' | '\r' => text.push(' '),
            '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            _ if letter.is_control() => {}
            _ => text.push(letter),
        }
    }
}

#[cfg(test)]
mod tests;
