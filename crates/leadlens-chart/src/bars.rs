//! A ranking as horizontal bars, for files and print; on screen it is a table.

use super::NumberWords;
use super::ink::Ink;
use super::scale::length_of;
use super::scene::{Anchor, Geometry, Scene, Tone, Weight};
use super::text::{fit, text_width};

/// One row of a ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankedBar {
    /// Name of the thing counted, left of its bar.
    pub label: String,
    /// Number that the bar stands for.
    pub value: u64,
    /// A note next to the number, such as its share; may be empty.
    pub note: String,
    /// Colour of the bar.
    pub ink: Ink,
}

/// Size of the letters.
const SIZE: i32 = 13;
/// Height of a row.
const ROW: i32 = 26;
/// Height of a bar.
const THICK: i32 = 14;
/// Between label, bar, number and note.
const GAP: i32 = 10;

/// The bars in the order given, as wide as requested and as high as they need; the datum of a bar is its index.
///
/// Labels take what they need up to two fifths of the width and are cut beyond it. A value above 0 has a bar of 1 px at least.
pub fn ranked_bars(rows: &[RankedBar], width: i32, number: NumberWords) -> Scene {
    let height = i32::try_from(rows.len()).unwrap_or(i32::MAX).saturating_mul(ROW);
    let mut scene = Scene::new(width, height);
    let width = scene.width;
    let words: Vec<String> = rows.iter().map(|row| number(row.value)).collect();
    let widest = |texts: &mut dyn Iterator<Item = &String>| {
        texts.filter(|text| !text.is_empty()).map(|text| text_width(text, SIZE)).max().map_or(0, |width| width + GAP)
    };
    let left = widest(&mut rows.iter().map(|row| &row.label)).min(width * 2 / 5);
    let notes = widest(&mut rows.iter().map(|row| &row.note)).min(width / 5);
    let numbers = widest(&mut words.iter()).min(width / 4);
    let available = (width - left - notes - numbers).max(0);
    let most = rows.iter().map(|row| row.value).max().unwrap_or(0);
    for ((row, word), index) in rows.iter().zip(words).zip(0_u32..) {
        let y = i32::try_from(index).unwrap_or(i32::MAX).saturating_mul(ROW);
        let baseline = y + ROW / 2 + SIZE / 3;
        scene.push_text(Ink::Text, (0, baseline), Anchor::Start, SIZE, Weight::Regular, fit(&row.label, SIZE, left - GAP));
        if row.value > 0 && available > 0 {
            let bar =
                Geometry::Rect { x: left, y: y + (ROW - THICK) / 2, width: length_of(row.value, most, available).max(1), height: THICK };
            scene.push_shape(row.ink, Tone::Full, Some(index), bar);
        }
        scene.push_text(Ink::Text, (width - notes, baseline), Anchor::End, SIZE, Weight::Strong, word);
        scene.push_text(Ink::TextMuted, (width, baseline), Anchor::End, SIZE, Weight::Regular, fit(&row.note, SIZE, notes - GAP));
    }
    scene
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(label: &str, value: u64, note: &str) -> RankedBar {
        RankedBar { label: label.to_owned(), value, note: note.to_owned(), ink: Ink::Accent }
    }

    fn bars(rows: &[RankedBar], width: i32) -> Vec<(u32, i32, i32)> {
        let scene = ranked_bars(rows, width, &|number| number.to_string());
        let rect = |shape| if let Geometry::Rect { x, width, .. } = shape { Some((x, width)) } else { None };
        scene
            .shapes
            .into_iter()
            .filter_map(|shape| Some((shape.datum?, rect(shape.geometry)?)))
            .map(|(datum, (x, width))| (datum, x, width))
            .collect()
    }

    #[test]
    fn bars_are_as_long_as_their_numbers() {
        let rows = [bar("Contoso", 200, "67 %"), bar("Fabrikam", 100, "33 %"), bar("Adatum", 0, "0 %"), bar("Tailspin", 1, "")];
        let drawn = bars(&rows, 400);
        let (left, full) = (drawn[0].1, drawn[0].2);
        assert_eq!(drawn, [(0, left, full), (1, left, full / 2 + full % 2), (3, left, 1)]);
        assert_eq!(ranked_bars(&rows, 400, &|number| number.to_string()).height, 4 * ROW);
    }

    #[test]
    fn any_size_and_number_stays_inside() {
        let rows = [bar(&"long name ".repeat(30), u64::MAX, "100 %"), bar("", u64::MAX, ""), bar("شركة المثال", u64::MAX, "")];
        for width in [-5, 0, 1, 50, 320, 1000, i32::MAX] {
            for rows in [&rows[..], &rows[..1], &[]] {
                assert!(bars(rows, width).iter().all(|(_, x, long)| *x >= 0 && x + long <= width), "{width}");
            }
        }
        assert_eq!(bars(&[bar("a", 3, ""), bar("b", 3, "")], 320).len(), 2);
        assert_eq!(ranked_bars(&vec![bar("a", 1, ""); 10_000], 320, &|number| number.to_string()).height, 10_000 * ROW);
    }
}
