//! Stacked columns over time.

use super::NumberWords;
use super::ink::Ink;
use super::path::push_rect;
use super::scale::{Bands, length_of, ticks};
use super::scene::{Anchor, Geometry, Scene, Tone, Weight};
use super::text::{place, text_width};

/// The numbers of one period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its date in words, as short as can be.
    pub label: String,
    /// The parts it is stacked of, from the ground up.
    pub parts: Vec<(Ink, u32)>,
    /// All of it; parts may share people, so that they are more together.
    pub total: u32,
}

/// Columns over time as a picture, and where each of them stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnChart {
    /// The picture.
    pub scene: Scene,
    /// Left edge of the columns in px.
    pub left: i32,
    /// Upper edge of the plot in px, the place of the highest number of the axis.
    pub top: i32,
    /// The baseline in px.
    pub bottom: i32,
    bands: Bands,
}

/// Size of the letters of an axis.
const SIZE: i32 = 12;
/// Space above the highest number, for half of it.
const ABOVE: i32 = 8;
/// Space below the baseline, for dates.
const BELOW: i32 = 22;
/// Between a number and the columns.
const GAP: i32 = 8;
/// Between two dates.
const BETWEEN: i32 = 16;
/// Height a number of the axis takes.
const TICK: i32 = 44;
/// Width in tenths of px from which on columns stand apart.
const NARROWEST_APART: i32 = 40;
/// Width in tenths of px that is drawn of a column at most: few of them stand apart, in the middle of their places.
const BROADEST: i32 = 720;
/// Widths below which there is no axis.
const NARROW: i32 = 120;

impl ColumnChart {
    /// The picture in `width` × `height` px. Columns outside `selected` (first and last index) fade.
    ///
    /// However many columns there are, each series is one path (two where something is selected), so no shape has a datum:
    /// [`Self::column_at`] tells what is below the pointer.
    pub fn new(columns: &[Column], (width, height): (i32, i32), selected: Option<(usize, usize)>, number: NumberWords) -> Self {
        let mut scene = Scene::new(width, height);
        let (width, height) = (scene.width, scene.height);
        let stack = |column: &Column| column.parts.iter().map(|(_, count)| u64::from(*count)).sum::<u64>().max(u64::from(column.total));
        let most = columns.iter().map(stack).max().unwrap_or(0);
        let bottom = (height - BELOW).max(0);
        let top = ABOVE.min(bottom);
        let ticks = ticks(most, u32::try_from((bottom - top) / TICK).unwrap_or(0).clamp(1, 6));
        let highest = ticks.last().copied().unwrap_or(1);
        let words: Vec<String> = ticks.iter().map(|tick| number(*tick)).collect();
        let axis = words.iter().map(|word| text_width(word, SIZE)).max().unwrap_or(0) + GAP;
        let left = if width < NARROW { 0 } else { axis.min(width / 2) };
        for (tick, word) in ticks.iter().zip(words) {
            let y = bottom - length_of(*tick, highest, bottom - top);
            if *tick > 0 {
                scene.push(Ink::Line, Geometry::Line { x1: left, y1: y, x2: width, y2: y });
            }
            if left > 0 {
                scene.push_text(Ink::TextMuted, (left - GAP, y + SIZE / 3), Anchor::End, SIZE, Weight::Regular, word);
            }
        }
        let mut chart = Self { scene, left, top, bottom, bands: Bands::new(columns.len(), width - left) };
        if let Some((first, last)) = selected.filter(|(first, _)| *first < columns.len()) {
            let (from, to) = (chart.edges(first).0, chart.edges(last).1);
            chart.scene.push(Ink::AccentSoft, Geometry::Rect { x: from, y: top, width: to - from, height: bottom - top });
        }
        chart.push_series(columns, highest, selected);
        chart.scene.push(Ink::TextMuted, Geometry::Line { x1: left, y1: bottom, x2: width, y2: bottom });
        chart.push_labels(columns);
        chart
    }

    /// Number of columns.
    pub fn count(&self) -> usize {
        self.bands.count()
    }

    /// The column at a px from the left; none outside of the plot.
    pub fn column_at(&self, x: i32) -> Option<usize> {
        self.bands.at(x.saturating_sub(self.left))
    }

    /// The column nearest to a px from the left, for a brush that leaves the plot; none where there is no column.
    pub fn nearest(&self, x: i32) -> Option<usize> {
        (self.count() > 0).then(|| self.bands.nearest(x.saturating_sub(self.left)))
    }

    /// The middle of a column, in px from the left.
    pub fn x_of(&self, index: usize) -> i32 {
        self.left + self.bands.middle(index)
    }

    /// Both edges of a column with its gap, in px from the left; they are never the same.
    pub fn edges(&self, index: usize) -> (i32, i32) {
        let (from, to) = (self.bands.start(index) / 10, (self.bands.start(index.saturating_add(1)) + 9) / 10);
        (self.left + from, self.left + to.max(from + 1))
    }

    fn push_series(&mut self, columns: &[Column], highest: u64, selected: Option<(usize, usize)>) {
        // One path for each ink and tone.
        let mut series: Vec<(Ink, Tone, String)> = Vec::new();
        for (index, column) in columns.iter().enumerate() {
            let is_faded = selected.is_some_and(|(first, last)| index < first || index > last);
            let tone = if is_faded { Tone::Faded } else { Tone::Full };
            let (x, width) = self.place_of(index);
            let mut below = 0_u64;
            let mut y = self.bottom;
            for (ink, count) in column.parts.iter().filter(|(_, count)| *count > 0) {
                below += u64::from(*count);
                // What is there is seen: a column is 1 px high at least.
                let upper = (self.bottom - length_of(below, highest, self.bottom - self.top)).min((self.bottom - 1).max(self.top));
                if upper < y {
                    let order = (*ink, tone == Tone::Full);
                    let at = series.binary_search_by_key(&order, |(ink, tone, _)| (*ink, *tone == Tone::Full)).unwrap_or_else(|at| {
                        series.insert(at, (*ink, tone, String::new()));
                        at
                    });
                    if let Some((_, _, path)) = series.get_mut(at) {
                        push_rect(path, x, upper * 10, width, (y - upper) * 10);
                    }
                    y = upper;
                }
            }
        }
        for (ink, tone, path) in series {
            self.scene.push_shape(ink, tone, None, Geometry::Path(path));
        }
    }

    /// Left edge and width of what is drawn of a column, in tenths of px on whole px: narrow ones touch, so that no seam shows.
    fn place_of(&self, index: usize) -> (i32, i32) {
        let (from, width) = (self.bands.start(index), self.bands.width(index));
        if width < NARROWEST_APART {
            let (from, to) = (from / 10, (from + width) / 10);
            return ((self.left + from) * 10, (to - from).max(1) * 10);
        }
        let gap = ((width / 80).clamp(1, 4) * 10).max(width - BROADEST);
        (self.left * 10 + from + gap / 20 * 10, width - gap)
    }

    fn push_labels(&mut self, columns: &[Column]) {
        let widths: Vec<i32> =
            columns.iter().map(|column| if column.label.is_empty() { 0 } else { text_width(&column.label, SIZE) }).collect();
        for (index, x) in place(&widths, &|index| self.x_of(index), (self.left, self.scene.width), BETWEEN) {
            let label = columns.get(index).map(|column| column.label.clone()).unwrap_or_default();
            self.scene.push_text(Ink::TextMuted, (x, self.bottom + 16), Anchor::Middle, SIZE, Weight::Regular, label);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Shape;

    fn column(label: &str, parts: &[(Ink, u32)]) -> Column {
        Column { label: label.to_owned(), parts: parts.to_vec(), total: parts.iter().fold(0, |sum, part| sum.saturating_add(part.1)) }
    }

    fn chart(columns: &[Column], size: (i32, i32), selected: Option<(usize, usize)>) -> ColumnChart {
        ColumnChart::new(columns, size, selected, &|number| number.to_string())
    }

    fn paths(chart: &ColumnChart) -> Vec<(Ink, Tone, &str)> {
        let path = |shape| match shape {
            &Shape { geometry: Geometry::Path(ref path), ink, tone, .. } => Some((ink, tone, path.as_str())),
            _ => None,
        };
        chart.scene.shapes.iter().filter_map(path).collect()
    }

    #[test]
    fn parts_are_stacked_and_fade_outside_the_selection() {
        let columns =
            [column("Mon", &[(Ink::AzureMarketplace, 1), (Ink::AppSource, 3)]), column("Tue", &[]), column("Wed", &[(Ink::AppSource, 2)])];
        let drawn = chart(&columns, (100, 130), None);
        assert_eq!((drawn.left, drawn.top, drawn.bottom), (0, 8, 108));
        assert_eq!(
            paths(&drawn),
            [(Ink::AzureMarketplace, Tone::Full, "M2 83h29v25h-29z"), (Ink::AppSource, Tone::Full, "M2 8h29v75h-29zM68 58h30v50h-30z"),]
        );
        let faded = chart(&columns, (100, 130), Some((1, 2)));
        let tones: Vec<_> = paths(&faded).into_iter().map(|(ink, tone, _)| (ink, tone)).collect();
        assert_eq!(tones, [(Ink::AzureMarketplace, Tone::Faded), (Ink::AppSource, Tone::Faded), (Ink::AppSource, Tone::Full)]);
    }

    #[test]
    fn few_columns_use_the_width_without_becoming_slabs() {
        let drawn = chart(&vec![column("x", &[(Ink::AppSource, 5)]); 5], (1000, 200), None);
        let last = drawn.x_of(4);
        assert!(last > 850, "{last}");
        assert!((0..5).all(|index| drawn.place_of(index).1 == BROADEST));
        assert!((drawn.place_of(4).0 + BROADEST / 2 - last * 10).abs() <= 10);
    }

    #[test]
    fn a_px_finds_its_column_and_back() {
        for (count, width) in [(1, 320), (12, 320), (62, 640), (400, 1280), (400, 320)] {
            let drawn = chart(&vec![column("x", &[(Ink::AppSource, 5)]); count], (width, 200), None);
            let found: Vec<_> = (0..width).filter_map(|x| drawn.column_at(x)).collect();
            assert!(found.is_sorted() && found.first() == Some(&0), "{count} in {width}");
            assert_eq!(drawn.column_at(drawn.left - 1), None);
            assert_eq!((drawn.nearest(-5), drawn.nearest(width + 5)), (Some(0), Some(count - 1)));
            if width >= 2 * i32::try_from(count).unwrap() {
                assert!((0..count).all(|index| drawn.column_at(drawn.x_of(index)) == Some(index)), "{count} in {width}");
            }
        }
        assert_eq!(chart(&[], (320, 200), None).nearest(5), None);
    }

    #[test]
    fn dates_stand_apart() {
        let columns: Vec<_> = (0..400).map(|day| column(&format!("{} Jan", day % 31), &[(Ink::Accent, day)])).collect();
        let drawn = chart(&columns, (640, 200), None);
        let bottom = drawn.bottom;
        let dates: Vec<i32> = drawn
            .scene
            .shapes
            .iter()
            .filter_map(|shape| if let Geometry::Text { x, y, .. } = shape.geometry { (y > bottom + 10).then_some(x) } else { None })
            .collect();
        assert!(dates.len() > 5 && dates.windows(2).all(|pair| pair[1] - pair[0] > 40), "{dates:?}");
        assert!(drawn.scene.shapes.len() < 40);
    }

    #[test]
    fn odd_sizes_and_numbers_stay_inside() {
        let full = [column("a", &[(Ink::AppSource, u32::MAX), (Ink::Accent, u32::MAX)]), column("b", &[(Ink::AppSource, 1)])];
        let zero = [column("a", &[(Ink::AppSource, 0)])];
        for columns in [&full[..], &zero, &[]] {
            for size in [(0, 0), (1, 1), (-4, -4), (10, 30), (320, 200), (2000, 9), (i32::MAX, i32::MAX)] {
                for selected in [None, Some((0, 0)), Some((5, 9)), Some((0, 99))] {
                    let drawn = chart(columns, size, selected);
                    for shape in &drawn.scene.shapes {
                        if let Geometry::Rect { x, y, width, height } = shape.geometry {
                            assert!(x >= 0 && y >= 0 && width >= 0 && height >= 0 && y + height <= size.1.max(0), "{size:?} {shape:?}");
                        }
                    }
                }
            }
        }
        assert!(paths(&chart(&zero, (320, 200), None)).is_empty());
        // A single lead next to four thousand million is visible.
        assert!(paths(&chart(&full, (320, 200), None))[0].2.contains("v1h"));
    }
}
