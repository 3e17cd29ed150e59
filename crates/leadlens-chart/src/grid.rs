//! Numbers in rows and columns, shaded by how many: storefront × action, weekday × hour, completeness.

use super::ink::Ink;
use super::scale::{Bands, heat_step};
use super::scene::{Anchor, Geometry, Scene, Tone, Weight};
use super::text::{fit, place, text_width, wrap};

/// A table of shaded numbers, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeatGrid {
    /// Heads of the columns.
    pub columns: Vec<String>,
    /// Meanings of the heads, written below them where columns are wide; an empty text, or none, for a head that says it itself.
    pub meanings: Vec<String>,
    /// The rows.
    pub rows: Vec<HeatRow>,
    /// Name of the totals, for the head of their column and of their row; empty where there are none.
    pub total: String,
    /// The total of each column, then that of all; empty where there are none.
    pub totals: Vec<String>,
}

/// A row of a [`HeatGrid`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeatRow {
    /// Its head.
    pub label: String,
    /// A cell for each column.
    pub cells: Vec<HeatCell>,
    /// Its total; empty where there is none.
    pub total: String,
}

/// A cell of a [`HeatGrid`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeatCell {
    /// Step of heat from 0 to 6; none where it cannot occur, which recedes.
    pub step: Option<u8>,
    /// Text in it, shown where it fits.
    pub text: String,
}

impl HeatCell {
    /// A number, shaded as a part of the largest.
    pub fn number(count: u32, most: u32, text: String) -> Self {
        Self { step: Some(heat_step(count, most)), text }
    }

    /// A cell that cannot occur.
    pub fn impossible() -> Self {
        Self::default()
    }
}

/// Size of the letters.
const SIZE: i32 = 12;
/// Height of a row.
const ROW: i32 = 30;
/// Height of a line of the heads.
const LINE: i32 = 15;
/// Lines a head is wrapped into.
const HEAD_LINES: usize = 2;
/// Between two cells.
const SEAM: i32 = 2;
/// Between heads and cells, and between numbers and edges.
const GAP: i32 = 8;
/// Width of a column from which on a head is wrapped or cut; below it, only some heads are written.
const WIDE: i32 = 44;

/// The grid, as wide as requested and as high as it needs. The datum of a cell is row × columns + column, also where it cannot occur.
pub fn heat_grid(grid: &HeatGrid, width: i32) -> Scene {
    let frame = Frame::new(grid, width);
    let heads = heads(grid, frame);
    let most_lines = heads.iter().map(|(_, lines)| lines.len()).max().unwrap_or(1).max(1);
    let top = LINE * i32::try_from(most_lines).unwrap_or(1) + GAP;
    let lines = grid.rows.len() + usize::from(!grid.totals.is_empty());
    let height = i32::try_from(lines).unwrap_or(i32::MAX).saturating_mul(ROW).saturating_add(top);
    let mut scene = Scene::new(width, height);
    for (x, lines) in heads {
        let mut y = top - GAP - LINE * i32::try_from(lines.len().saturating_sub(1)).unwrap_or(0);
        for line in lines {
            scene.push_text(Ink::TextMuted, (x, y), Anchor::Middle, SIZE, Weight::Regular, line);
            y += LINE;
        }
    }
    // Where rows have no totals, only the row of totals has that name.
    let has_totals = grid.rows.iter().any(|row| !row.total.is_empty());
    let total = if has_totals { fit(&grid.total, SIZE, frame.totals - GAP) } else { String::new() };
    scene.push_text(Ink::Text, (scene.width, top - GAP), Anchor::End, SIZE, Weight::Strong, total);
    let has_numbers = frame.fits_all(grid);
    let mut y = top;
    let mut datum = 0_u32;
    for row in &grid.rows {
        push_ends(&mut scene, frame, y, (&row.label, Weight::Regular), &row.total);
        for (index, cell) in row.cells.iter().enumerate().take(grid.columns.len()) {
            let (from, to) = frame.edges(index);
            let area = Geometry::Rect { x: from, y, width: to - from, height: ROW - SEAM };
            let ink = cell.step.map_or(Ink::Impossible, Ink::heat);
            scene.push_shape(ink, Tone::Full, Some(datum.saturating_add(u32::try_from(index).unwrap_or(0))), area);
            if let Some(step) = cell.step.filter(|_| has_numbers) {
                let ink = if step == 0 { Ink::TextMuted } else { Ink::on_heat(step) };
                let at = (frame.middle(index), y + (ROW - SEAM) / 2 + SIZE / 3);
                scene.push_text(ink, at, Anchor::Middle, SIZE, Weight::Regular, cell.text.clone());
            }
        }
        datum = datum.saturating_add(u32::try_from(grid.columns.len()).unwrap_or(u32::MAX));
        y = y.saturating_add(ROW);
    }
    if !grid.totals.is_empty() {
        let all = grid.totals.get(grid.columns.len()).map_or("", String::as_str);
        push_ends(&mut scene, frame, y, (&grid.total, Weight::Strong), all);
        for (index, total) in grid.totals.iter().enumerate().take(if has_numbers { grid.columns.len() } else { 0 }) {
            let at = (frame.middle(index), y + (ROW - SEAM) / 2 + SIZE / 3);
            scene.push_text(Ink::Text, at, Anchor::Middle, SIZE, Weight::Strong, total.clone());
        }
    }
    scene
}

/// Places of the columns, in px.
#[derive(Clone, Copy)]
struct Frame {
    width: i32,
    /// Width of the heads of the rows.
    left: i32,
    /// Width of the totals of the rows.
    totals: i32,
    bands: Bands,
}

impl Frame {
    fn new(grid: &HeatGrid, width: i32) -> Self {
        let width = Scene::new(width, 0).width;
        let widest = |texts: &mut dyn Iterator<Item = &String>| {
            texts.filter(|text| !text.is_empty()).map(|text| text_width(text, SIZE)).max().map_or(0, |width| width.saturating_add(GAP))
        };
        let left = widest(&mut grid.rows.iter().map(|row| &row.label).chain([&grid.total])).min(width * 2 / 5);
        let has_totals = grid.rows.iter().any(|row| !row.total.is_empty());
        let ends = grid.rows.iter().map(|row| &row.total).chain(grid.totals.last()).chain([&grid.total]).filter(|_| has_totals);
        let totals = widest(&mut ends.into_iter()).min(width / 5);
        // They are set in strong letters, which are wider.
        let totals = totals * 9 / 8;
        Self { width, left, totals, bands: Bands::new(grid.columns.len(), width - left - totals) }
    }

    /// Both edges of the cells of a column.
    fn edges(self, index: usize) -> (i32, i32) {
        let (from, to) = (self.left + self.bands.start(index) / 10, self.left + self.bands.start(index + 1) / 10);
        (from, if to - from > 2 * SEAM { to - SEAM } else { to })
    }

    fn middle(self, index: usize) -> i32 {
        let (from, to) = self.edges(index);
        i32::midpoint(from, to)
    }

    /// True where every number fits its cell: with some of them left out, those written would seem to be all.
    fn fits_all(self, grid: &HeatGrid) -> bool {
        let texts = grid.rows.iter().flat_map(|row| &row.cells).map(|cell| &cell.text).chain(&grid.totals);
        let widest = texts.map(|text| text_width(text, SIZE)).max().unwrap_or(0);
        (0..grid.columns.len()).all(|index| self.edges(index).1 - self.edges(index).0 >= widest)
    }
}

/// Adds the head and the total of a row.
fn push_ends(scene: &mut Scene, frame: Frame, y: i32, (label, weight): (&str, Weight), total: &str) {
    let baseline = y + (ROW - SEAM) / 2 + SIZE / 3;
    scene.push_text(Ink::Text, (0, baseline), Anchor::Start, SIZE, weight, fit(label, SIZE, frame.left - GAP));
    scene.push_text(Ink::Text, (frame.width, baseline), Anchor::End, SIZE, Weight::Strong, total.to_owned());
}

/// The middles and lines of the heads of the columns: wrapped where columns are wide, else as many as fit.
fn heads(grid: &HeatGrid, frame: Frame) -> Vec<(i32, Vec<String>)> {
    let available = |index: usize| frame.edges(index).1 - frame.edges(index).0;
    if available(0) >= WIDE {
        let heads = grid.columns.iter().enumerate();
        let lines = |(index, head): (usize, &String)| {
            let wrapped = |text: &String| wrap(text, SIZE, available(index), HEAD_LINES);
            let meaning = grid.meanings.get(index).filter(|meaning| !meaning.is_empty()).map(wrapped);
            (frame.middle(index), wrapped(head).into_iter().chain(meaning.into_iter().flatten()).collect())
        };
        return heads.map(lines).collect();
    }
    let widths: Vec<i32> = grid.columns.iter().map(|head| if head.is_empty() { 0 } else { text_width(head, SIZE) }).collect();
    let placed = place(&widths, &|index| frame.middle(index), (frame.left, frame.width - frame.totals), GAP);
    placed.into_iter().map(|(index, x)| (x, grid.columns.get(index).cloned().into_iter().collect())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(counts: &[&[u32]]) -> HeatGrid {
        let most = counts.iter().flat_map(|row| row.iter().copied()).max().unwrap_or(0);
        let row = |row: &&[u32]| HeatRow {
            label: "Azure Marketplace".to_owned(),
            cells: row.iter().map(|count| HeatCell::number(*count, most, count.to_string())).collect(),
            total: row.iter().map(|count| u64::from(*count)).sum::<u64>().to_string(),
        };
        let columns = counts.first().map_or(0, |row| row.len());
        HeatGrid {
            columns: (0..columns).map(|column| format!("Column {column}")).collect(),
            meanings: Vec::new(),
            rows: counts.iter().map(row).collect(),
            total: "All".to_owned(),
            totals: vec!["9".to_owned(); columns + 1],
        }
    }

    fn cells(scene: &Scene) -> Vec<(u32, Ink)> {
        scene.shapes.iter().filter_map(|shape| Some((shape.datum?, shape.ink))).collect()
    }

    fn has_text(scene: &Scene, wanted: &str) -> bool {
        scene.shapes.iter().any(|shape| matches!(&shape.geometry, Geometry::Text { text, .. } if text == wanted))
    }

    #[test]
    fn cells_are_shaded_and_what_cannot_occur_recedes() {
        let mut grid = grid(&[&[36, 4, 0], &[1, 9, 36]]);
        grid.rows[1].cells[2] = HeatCell::impossible();
        let scene = heat_grid(&grid, 480);
        assert_eq!(
            cells(&scene),
            [(0, Ink::Heat6), (1, Ink::Heat2), (2, Ink::Heat0), (3, Ink::Heat1), (4, Ink::Heat3), (5, Ink::Impossible)]
        );
        assert!(["36", "4", "0", "40", "All", "Column 2"].into_iter().all(|text| has_text(&scene, text)));
    }

    #[test]
    fn a_code_has_its_meaning_below_it_where_columns_are_wide() {
        let grid = HeatGrid { meanings: vec!["Contact me".to_owned(), String::new()], ..grid(&[&[36, 4]]) };
        let (wide, narrow) = (heat_grid(&grid, 480), heat_grid(&grid, 200));
        assert!(has_text(&wide, "Contact me") && !has_text(&narrow, "Contact me"));
        assert_eq!(wide.height - heat_grid(&HeatGrid { meanings: Vec::new(), ..grid }, 480).height, LINE);
    }

    #[test]
    fn narrow_cells_keep_their_shade_and_lose_their_number() {
        let scene = heat_grid(&grid(&[&[1234; 24][..]; 7]), 320);
        assert_eq!(cells(&scene).len(), 24 * 7);
        assert!(!has_text(&scene, "1234"));
    }

    #[test]
    fn any_size_stays_inside() {
        for counts in [&[][..], &[&[][..]], &[&[0]], &[&[u32::MAX; 7][..]; 6], &[&[5; 60]]] {
            for width in [-5, 0, 1, 50, 320, 2000, i32::MAX] {
                let scene = heat_grid(&grid(counts), width);
                for shape in &scene.shapes {
                    if let Geometry::Rect { x, y, width: wide, height } = shape.geometry {
                        assert!(x >= 0 && wide >= 0 && x + wide <= width.max(0) && y + height <= scene.height, "{width} {shape:?}");
                    }
                }
            }
        }
    }
}
