//! Trends small enough to stand in a line of text or a cell.

use super::ink::Ink;
use super::path::{push_command, push_rect};
use super::scale::{Bands, length_of};
use super::scene::{Geometry, Scene, Tone};

/// Padding for the thickness of the line and of its end, in tenths of px.
const EDGE: i32 = 20;

/// A line through the values from left to right, with a dot at its end; only the dot for one value, nothing for none. From 0 to the largest.
pub fn spark_line(values: &[u32], width: i32, height: i32, ink: Ink) -> Scene {
    let mut scene = Scene::new(width, height);
    let most = u64::from(values.iter().copied().max().unwrap_or(0)).max(1);
    let (long, tall) = (scene.width.saturating_mul(10) - 2 * EDGE, scene.height.saturating_mul(10) - 2 * EDGE);
    if values.is_empty() || long < 0 || tall < 0 {
        return scene;
    }
    let steps = values.len() as u64 - 1;
    let mut path = String::new();
    let mut end = (EDGE, EDGE);
    for (value, index) in values.iter().zip(0_u64..) {
        let along = if steps == 0 { long } else { length_of(index, steps, long) };
        end = (EDGE + along, EDGE + tall - length_of(u64::from(*value), most, tall));
        push_command(&mut path, if index == 0 { 'M' } else { 'L' }, &[end.0, end.1]);
    }
    if steps > 0 {
        scene.push(ink, Geometry::Trace(path));
    }
    let mut dot = String::new();
    push_rect(&mut dot, end.0 - EDGE, end.1 - EDGE, 2 * EDGE, 2 * EDGE);
    scene.push(ink, Geometry::Path(dot));
    scene
}

/// A small column for each value, as one path; a value above 0 is 1 px high at least. A value of 0 leaves its place empty.
pub fn spark_columns(values: &[u32], width: i32, height: i32, ink: Ink) -> Scene {
    let mut scene = Scene::new(width, height);
    let most = u64::from(values.iter().copied().max().unwrap_or(0)).max(1);
    let bands = Bands::new(values.len(), scene.width);
    let tall = scene.height;
    let mut path = String::new();
    for (index, value) in values.iter().enumerate().filter(|(_, value)| **value > 0 && tall > 0) {
        let high = length_of(u64::from(*value), most, tall).max(1);
        let wide = bands.width(index);
        let gap = if wide >= 30 { 10 } else { 0 };
        push_rect(&mut path, bands.start(index), (tall - high) * 10, wide - gap, high * 10);
    }
    if !path.is_empty() {
        scene.push_shape(ink, Tone::Full, None, Geometry::Path(path));
    }
    scene
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes(scene: Scene) -> Vec<Geometry> {
        scene.shapes.into_iter().map(|shape| shape.geometry).collect()
    }

    fn trace(text: &str) -> Geometry {
        Geometry::Trace(text.to_owned())
    }

    fn path(text: &str) -> Geometry {
        Geometry::Path(text.to_owned())
    }

    #[test]
    fn a_line_goes_from_0_to_the_largest() {
        for (values, expected) in [
            (&[][..], vec![]),
            (&[5], vec![path("M20 0h4v4h-4z")]),
            (&[0, 0], vec![trace("M2 10L22 10"), path("M20 8h4v4h-4z")]),
            (&[0, 2, 1], vec![trace("M2 10L12 2L22 6"), path("M20 4h4v4h-4z")]),
            (&[u32::MAX, 0], vec![trace("M2 2L22 10"), path("M20 8h4v4h-4z")]),
        ] {
            assert_eq!(shapes(spark_line(values, 24, 12, Ink::Accent)), expected, "{values:?}");
        }
        assert!(shapes(spark_line(&[1, 2], 3, 12, Ink::Accent)).is_empty());
        assert_eq!(shapes(spark_line(&[1, 2], i32::MAX, i32::MAX, Ink::Accent)).len(), 2);
        assert!(shapes(spark_line(&[1, 2], 0, 0, Ink::Accent)).is_empty());
    }

    #[test]
    fn columns_show_what_is_there() {
        for (values, expected) in [
            (&[][..], vec![]),
            (&[0, 0], vec![]),
            (&[7], vec![path("M0 0h23v12h-23z")]),
            (&[0, 1000, 1], vec![path("M8 0h7v12h-7zM16 11h7v1h-7z")]),
        ] {
            assert_eq!(shapes(spark_columns(values, 24, 12, Ink::Accent)), expected, "{values:?}");
        }
        assert!(shapes(spark_columns(&[u32::MAX], 0, -1, Ink::Accent)).is_empty());
    }
}
