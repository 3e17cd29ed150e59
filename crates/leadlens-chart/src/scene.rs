//! Content of a picture: shapes in inks, each of which may stand for a value.

use super::ink::Ink;

/// Longest edge of a picture in px: beyond all paper, and with tenths far from what an `i32` holds.
const LONGEST: i32 = 10_000_000;

/// A picture: shapes on a ground of this size, painted one after another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scene {
    /// Width in px.
    pub width: i32,
    /// Height in px.
    pub height: i32,
    /// The shapes, the lowest first.
    pub shapes: Vec<Shape>,
}

/// One shape of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Outline that is drawn.
    pub geometry: Geometry,
    /// In which colour.
    pub ink: Ink,
    /// Strength it is painted with.
    pub tone: Tone,
    /// Index of the value it stands for, where it can be hovered and selected.
    pub datum: Option<u32>,
}

/// Outline of a shape, in px from the top left corner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Geometry {
    /// A filled rectangle.
    Rect {
        /// Left edge.
        x: i32,
        /// Upper edge.
        y: i32,
        /// Width.
        width: i32,
        /// Height.
        height: i32,
    },
    /// Filled areas, as the `d` of an SVG path.
    Path(String),
    /// An open path, drawn as a line of 1.5 px.
    Trace(String),
    /// A straight hairline.
    Line {
        /// Start.
        x1: i32,
        /// Start.
        y1: i32,
        /// End.
        x2: i32,
        /// End.
        y2: i32,
    },
    /// A line of text.
    Text {
        /// Place of its anchor, from the left.
        x: i32,
        /// Its baseline.
        y: i32,
        /// The end of it that stands at `x`, or its middle.
        anchor: Anchor,
        /// Size of the letters in px.
        size: i32,
        /// Weight of the letters.
        weight: Weight,
        /// True where the ground shines around the letters, for a text that stands on other shapes.
        has_halo: bool,
        /// The words.
        text: String,
    },
}

/// The part of a text that stands at its place. Left and right, whatever direction the text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

impl Anchor {
    /// The value of SVG's `text-anchor`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// Weight of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Running text.
    Regular,
    /// Heads and totals.
    Strong,
}

impl Weight {
    /// The value of `font-weight`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Regular => "400",
            Self::Strong => "650",
        }
    }
}

/// Strength a shape is painted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Fully.
    Full,
    /// Half, so that what lies below shows through.
    Soft,
    /// As what is not selected.
    Faded,
}

impl Tone {
    /// The value of `opacity`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Full => "1",
            Self::Soft => "0.5",
            Self::Faded => "0.35",
        }
    }
}

impl Scene {
    /// An empty picture. Sizes below zero are zero; beyond ten million px they are cut, so that no sum of places overflows.
    pub fn new(width: i32, height: i32) -> Self {
        Self { width: width.clamp(0, LONGEST), height: height.clamp(0, LONGEST), shapes: Vec::new() }
    }

    /// Adds a shape that stands for nothing.
    pub fn push(&mut self, ink: Ink, geometry: Geometry) {
        self.push_shape(ink, Tone::Full, None, geometry);
    }

    /// Adds a shape.
    pub fn push_shape(&mut self, ink: Ink, tone: Tone, datum: Option<u32>, geometry: Geometry) {
        self.shapes.push(Shape { geometry, ink, tone, datum });
    }

    /// Adds a line of text; nothing where there is no text.
    pub fn push_text(&mut self, ink: Ink, (x, y): (i32, i32), anchor: Anchor, size: i32, weight: Weight, text: String) {
        if !text.is_empty() {
            self.push(ink, Geometry::Text { x, y, anchor, size, weight, has_halo: false, text });
        }
    }
}
