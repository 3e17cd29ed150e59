//! Several pictures as one SVG file, in two columns.

use super::ink::Ink;
use super::scene::{Anchor, Scene, Weight};
use super::svg::{Heading, push_legend, write_placed};
use super::text::fit;

/// Columns of a sheet that a picture takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetSpan {
    /// One of both.
    Half,
    /// Both.
    Whole,
}

/// A picture of a sheet with its title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetPanel {
    /// Title of the picture.
    pub title: String,
    /// Each colour with its meaning; may be empty.
    pub legend: Vec<(Ink, String)>,
    /// The picture, as wide as its span.
    pub scene: Scene,
    /// The columns it takes.
    pub span: SheetSpan,
}

/// Width of a sheet in px.
const WIDTH: i32 = 1280;
/// Between both columns, and between two pictures.
const GAP: i32 = 40;
/// Size of the letters of a title.
const TITLE: i32 = 16;
/// Between a title, its legend and the picture.
const BELOW: i32 = 12;

impl SheetSpan {
    /// Its width in px.
    pub fn width(self) -> i32 {
        match self {
            Self::Half => (WIDTH - GAP) / 2,
            Self::Whole => WIDTH,
        }
    }
}

impl SheetPanel {
    /// Title and legend, above the picture.
    fn head(&self) -> Scene {
        let width = self.span.width();
        let mut head = Scene::new(width, 0);
        // Strong letters are wider.
        head.push_text(Ink::Text, (0, TITLE), Anchor::Start, TITLE, Weight::Strong, fit(&self.title, TITLE, width * 9 / 10));
        head.height = push_legend(&mut head, (0, TITLE + BELOW), width, &self.legend);
        head
    }
}

/// The file: each picture in the column that ends first, a whole one below both. `palette` as for [`super::write_svg`].
pub fn write_sheet(panels: &[SheetPanel], palette: &dyn Fn(&str) -> String, heading: &Heading) -> String {
    let heads: Vec<Scene> = panels.iter().map(SheetPanel::head).collect();
    let mut placed = Vec::new();
    // The lower ends of both columns.
    let (mut left, mut right) = (0_i32, 0_i32);
    for (panel, head) in panels.iter().zip(&heads) {
        let high = head.height.saturating_add(BELOW).saturating_add(panel.scene.height).saturating_add(GAP);
        let (x, y) = match panel.span {
            SheetSpan::Whole => (0, left.max(right)),
            SheetSpan::Half if left <= right => (0, left),
            SheetSpan::Half => (SheetSpan::Half.width() + GAP, right),
        };
        let end = y.saturating_add(high);
        match panel.span {
            SheetSpan::Whole => (left, right) = (end, end),
            SheetSpan::Half if x == 0 => left = end,
            SheetSpan::Half => right = end,
        }
        placed.push(((x, y), head));
        placed.push(((x, y.saturating_add(head.height).saturating_add(BELOW)), &panel.scene));
    }
    write_placed(&placed, (WIDTH, (left.max(right) - GAP).max(0)), palette, heading)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Geometry, Scene};

    fn panel(title: &str, height: i32, span: SheetSpan) -> SheetPanel {
        let mut scene = Scene::new(span.width(), height);
        scene.push(Ink::Accent, Geometry::Rect { x: 0, y: 0, width: span.width(), height });
        SheetPanel { title: title.to_owned(), legend: Vec::new(), scene, span }
    }

    fn places(panels: &[SheetPanel]) -> Vec<String> {
        let file = write_sheet(panels, &|_| "#000".to_owned(), &Heading::default());
        let place = |part: &str| part.split(')').next().map(str::to_owned);
        file.split("translate(").skip(1).step_by(2).filter_map(place).collect()
    }

    #[test]
    fn pictures_stand_in_the_column_that_ends_first() {
        let panels = [
            panel("a", 200, SheetSpan::Half),
            panel("b", 100, SheetSpan::Half),
            panel("c", 50, SheetSpan::Half),
            panel("d", 80, SheetSpan::Whole),
        ];
        let high = |height: i32| height + TITLE + 2 * BELOW + GAP;
        let first = 43;
        let right = SheetSpan::Half.width() + GAP + 24;
        let last = high(100) + high(50);
        assert_eq!(
            places(&panels),
            [
                format!("24 {first}"),
                format!("{right} {first}"),
                format!("{right} {}", first + high(100)),
                format!("24 {}", first + last.max(high(200)))
            ]
        );
    }

    #[test]
    fn an_empty_sheet_is_a_file() {
        assert!(write_sheet(&[], &|_| "#000".to_owned(), &Heading::default()).starts_with("<svg"));
    }
}
